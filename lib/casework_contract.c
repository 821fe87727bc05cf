/* casework_contract: cases whose procedure has a contract: what their application asks for, and what an act on them
 * must say beside what every act says. Which procedures have a contract, their steps tell. */
#include <stdio.h>
#include <string.h>

#include "casework_priv.h"

/* What only the act's own command can say: the field by which its event is known, and the rest of its command line. */
static const struct rule {
	const char *act, *says, *command, *needs;
} rules[] = {
    {"decide", "list", "workplace-approve", " --decision=GRANT-OR-REFUSE --list=NUMBER"},
    {"contract", "contract", "workplace-contract", " --wage=TENGE --months=N --from=DATE"},
    {"sign", "contract", "workplace-sign", ""},
    {"report", "month", "workplace-report", ""},
    {"check", "month", "workplace-review", " --finding=FINDING"},
    {"pay", "month", "workplace-pay", " --amount=TENGE"},
    {"refer", "employee", "workplace-refer", " --employee=IIN"},
};

bool ck_case_has_contract(const struct ck_case *c)
{
	return ck_act_index(c->p, "contract") >= 0;
}

static const struct rule *rule_for(const char *acts)
{
	for (size_t i = 0; i < sizeof rules / sizeof rules[0]; i++) {
		if (ck_word_in(acts, rules[i].act))
			return &rules[i];
	}
	return NULL;
}

static const struct rule *rule_of(const struct ck_case *c, const struct ck_step *step)
{
	return ck_case_has_contract(c) ? rule_for(step->acts) : NULL;
}

/* -- the application -- */

enum ck_code ck_case_contract_asks(const struct ck_case *c, const char *field, const char *value, const char *column,
                                   struct ck_error *e)
{
	char clause[200];
	int64_t n;

	if (!ck_case_has_contract(c)) {
		ck_clause(clause, c->ed, c->p, "");
		ck_fail(e, CK_REFUSED, "the procedure has no contract: it has no use for %s", field);
		ck_fail_column(e, column);
		return ck_fail_clause(e, "%s", clause);
	}
	if (strcmp(field, "profession") == 0 || (ck_text_number(value, &n) && n > 0))
		return CK_OK;
	ck_fail(e, CK_BADDATA, "%s must be more than nothing", field);
	return ck_fail_column(e, column);
}

enum ck_code ck_case_contract_application(const struct ck_case *c, const struct ck_fields *data, struct ck_error *e)
{
	const char *fields = CK_CONTRACT_APPLICATION;
	size_t length;
	enum ck_code code = CK_OK;

	for (const char *word; code == CK_OK && (word = ck_word_next(&fields, &length)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		if (ck_fields_has(data, name))
			code = ck_case_contract_asks(c, name, ck_fields_get(data, name), name, e);
	}
	return code;
}

/* -- the acts -- */

/* The review that stands last, if it found what was reviewed wanting and nothing was handed in since. */
static const struct ck_event *wanting(const struct ck_case *c)
{
	for (size_t i = c->evs.count; i > 0; i--) {
		const struct ck_event *ev = &c->evs.at[i - 1];
		const char *finding = ck_fields_get(&ev->data, "finding");

		if (ck_standing_undone(c->standing, ev->seq))
			continue;
		if (ck_word_in(ev->acts, "check") && finding != NULL)
			return strcmp(finding, CK_NOT_CONFORMING) == 0 ? ev : NULL;
		if (ck_word_in(ev->acts, "report"))
			return NULL;
	}
	return NULL;
}

static enum ck_code grants_what_conforms(const struct ck_case *c, const struct ck_fields *data, struct ck_error *e)
{
	const char *decision = ck_fields_get(data, "decision");
	const struct ck_event *review = wanting(c);
	char clause[200];

	if (review == NULL || decision == NULL || strcmp(decision, "grant") != 0)
		return CK_OK;
	ck_clause(clause, c->ed, c->p, review->step);
	ck_fail(e, CK_REFUSED, "the application was found " CK_NOT_CONFORMING ": it cannot be granted");
	ck_fail_column(e, "decision");
	return ck_fail_clause(e, "%s", clause);
}

enum ck_code ck_case_contracted(const struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                                struct ck_error *e)
{
	const struct rule *rule = rule_of(c, step);
	char clause[200];

	if (rule == NULL)
		return CK_OK;
	if (ck_fields_has(data, rule->says))
		return strcmp(rule->act, "decide") == 0 ? grants_what_conforms(c, data, e) : CK_OK;
	ck_clause(clause, c->ed, c->p, step->step);
	ck_fail(e, CK_REFUSED, "step %s belongs to a contract: it is done by %s", step->step, rule->command);
	return ck_fail_clause(e, "%s", clause);
}

/* What was paid is not undone by who applied: such a contract ends, by the fact that ends its reports. */
enum ck_code ck_case_contract_withdrawn(const struct ck_case *c, struct ck_error *e)
{
	const char *until = c->p->repetitions > 0 ? c->p->repetition[0].until_fact : "";
	char clause[200];

	for (size_t i = 0; ck_case_has_contract(c) && i < c->evs.count; i++) {
		const struct ck_event *ev = &c->evs.at[i];

		if (!ck_word_in(ev->acts, "pay") || ck_standing_undone(c->standing, ev->seq))
			continue;
		ck_clause(clause, c->ed, c->p, ev->step);
		if (until[0] == '\0')
			ck_fail(e, CK_REFUSED, "subsidies of the contract were paid: it cannot be withdrawn any more");
		else
			ck_fail(e, CK_REFUSED, "subsidies of the contract were paid: it is ended by the fact %s, not withdrawn", until);
		return ck_fail_clause(e, "%s", clause);
	}
	return CK_OK;
}

/* -- the way on -- */

bool ck_case_contract_way(const struct ck_case *c, const struct ck_step *step, struct ck_buffer *b)
{
	const struct rule *rule = rule_of(c, step);
	bool again = rule != NULL && strcmp(rule->act, "pay") == 0 && wanting(c) != NULL;

	if (rule == NULL)
		return false;
	if (again)
		rule = rule_for("report");
	ck_buffer_printf(b, "%s %s%s", rule->command, c->number, rule->needs);
	if (strcmp(rule->act, "report") == 0 && ck_repetition_of(c->p, step->step) != NULL)
		ck_buffer_text(b, " --month=YYYY-MM");
	ck_buffer_text(b, " --by=LOGIN");
	return true;
}
