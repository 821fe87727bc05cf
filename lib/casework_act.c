#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casework_priv.h"

/* Which columns an act has a use for, beside those of every act. A word of the catalogue that stands here in no row has
 * a use for the general columns only. */
#define EVERY_ACT "received document file note fact session"
static const struct { const char *act, *columns; } uses[] = {
    {"assign", "to"},
    {"refer", "to"},
    {"request", "to"},
    {"notify", "to delivery"},
    {"examine", "finding"},
    {"check", "finding"},
    {"review", "finding"},
    {"monitor", "finding"},
    {"calculate", "amount finding"},
    {"conclude", "finding amount result"},
    {"decide", "decision result amount ground reason until"},
    {"sign", "signature"},
    {"sign-request", "signature"},
    {"contract", "amount until"},
    {"report", "reason"},
    {"pay", "amount payment paid_on payer"},
    {"refuse", "ground reason"},
    {"issue", "delivery result until"},
    {"dispatch", "delivery to"},
    {"post", "delivery"},
};

/* Everything that an act may state. */
#define DATA \
	"to decision result amount ground reason until finding document file signature delivery note fact received session " \
	"payment paid_on payer"
/* What casekit itself adds to what was stated. */
#define ADDED "decision ground payer"

static bool has_use(const char *acts, const char *column)
{
	if (ck_word_in(EVERY_ACT, column))
		return true;
	for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
		if (ck_word_in(acts, uses[i].act) && ck_word_in(uses[i].columns, column))
			return true;
	}
	return false;
}

static enum ck_code at_step(const struct ck_case *c, const struct ck_step *step, const char *column, struct ck_error *e)
{
	char clause[200];

	ck_clause(clause, c->ed, c->p, step->step);
	ck_fail_column(e, column);
	return ck_fail_clause(e, "%s", clause);
}

static enum ck_code only_useful(const struct ck_case *c, const struct ck_step *step, const struct ck_fields *in,
                                struct ck_error *e)
{
	const char *columns = "to decision result amount ground reason until finding signature delivery payment paid_on payer";
	size_t length;

	for (const char *word; (word = ck_word_next(&columns, &length)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		if (!ck_fields_has(in, name) || has_use(step->acts, name))
			continue;
		ck_fail(e, CK_REFUSED, "step %s, \"%s\", has no use for %s", step->step, step->acts, name);
		return at_step(c, step, name, e);
	}
	return CK_OK;
}

/* A decision of a service that knows no refusal is a grant; a refusal rests on a ground, the only one if there is one. */
static enum ck_code complete_decision(const struct ck_case *c, const struct ck_step *step, struct ck_fields *data,
                                      struct ck_error *e)
{
	const char *decision = ck_fields_get(data, "decision");

	if (!ck_acts_decide(c->v, step->acts))
		return CK_OK;
	if (decision == NULL && !c->ed->refusable)
		ck_fields_set(data, "decision", "grant");
	if (decision == NULL || strcmp(decision, "refuse") != 0 || ck_fields_has(data, "ground"))
		return CK_OK;
	if (c->ed->grounds == 1) {
		ck_fields_set(data, "ground", c->ed->ground[0].name);
		return CK_OK;
	}
	ck_fail(e, CK_REFUSED, "a refusal needs its ground");
	return at_step(c, step, "ground", e);
}

/* Who a case is assigned to must work here. */
static enum ck_code assignee(struct ck_case *c, const struct ck_step *step, const struct ck_doing *doing,
                             const struct ck_fields *data, struct ck_error *e)
{
	if (!ck_word_in(step->acts, "assign"))
		return CK_OK;
	if (ck_fields_has(data, "to"))
		return ck_case_assignable(c, data, doing->at, e);
	ck_fail(e, CK_BADDATA, "no value: to whom is the case assigned?");
	return ck_fail_column(e, "to");
}

static const char *field_of(const struct ck_case_at *where, const char *name)
{
	return ck_case_field(where->the_case, name);
}

void ck_case_where(const struct ck_case *c, const struct ck_step *step, ck_time at, struct ck_case_at *where)
{
	*where = (struct ck_case_at){
	    .number = c->number, .office = c->office, .edition = c->ed, .procedure = c->p, .step = step, .at = at,
	    .granted = ck_standing_view(c->standing)->outcome == CK_GRANTED,
	    .registered = ck_standing_view(c->standing)->registered, .due = ck_standing_view(c->standing)->due,
	    .not_before = ck_standing_view(c->standing)->not_before,
	    .applicant = ck_case_field(c, "applicant"), .applicant_name = ck_case_field(c, "name"),
	    .field = field_of, .the_case = c,
	};
}

/* What the registers beyond the case have to say to the step, and what its caller adds to it. */
static enum ck_code complete(struct ck_case *c, const struct ck_step *step, const struct ck_doing *doing,
                             const struct ck_case_more *more, struct ck_fields *data, struct ck_error *e)
{
	struct ck_case_at where;
	enum ck_code code = ck_case_session(c, step, data, e);

	if (code == CK_OK)
		code = ck_case_paid(c, step, doing->at, data, e);
	if (code == CK_OK && more != NULL) {
		ck_case_where(c, step, doing->at, &where);
		code = more->add(more->to, &where, data, e);
	}
	if (code == CK_OK)
		code = ck_case_heard(c, step, data, e);
	if (code == CK_OK)
		code = ck_case_contracted(c, step, data, e);
	return code == CK_OK ? ck_case_issues(c, step, data, e) : code;
}

static enum ck_code do_step(struct ck_case *c, const struct ck_step *step, const struct ck_doing *doing,
                            const struct ck_fields *in, const struct ck_case_more *more, struct ck_fields *data,
                            struct ck_error *e)
{
	enum ck_code code = only_useful(c, step, in, e);

	if (code == CK_OK)
		code = complete_decision(c, step, data, e);
	if (code == CK_OK)
		code = ck_case_known_words(c, step->acts, data, e);
	if (code == CK_OK)
		code = ck_case_may(c, doing, step, e);
	if (code == CK_OK)
		code = assignee(c, step, doing, data, e);
	if (code == CK_OK)
		code = ck_case_documents(c, step, data, e);
	if (code == CK_OK)
		code = complete(c, step, doing, more, data, e);
	if (code == CK_OK)
		code = ck_case_append(c, doing, doing->at, step, step->acts, data, e);
	return code == CK_OK ? ck_case_machines(c, doing->at, e) : code;
}

/* The step that the act does now. A machine that has waited for this moment goes first. */
static enum ck_code find_turn(struct ck_case *c, const char *act, const struct ck_fields *in,
                              const struct ck_doing *doing, struct ck_turn *turn, struct ck_error *e)
{
	enum ck_code code = ck_case_machines(c, doing->at, e);

	return code == CK_OK ? ck_standing_turn(c->standing, act, ck_fields_get(in, "item"), doing->at, in, turn, e) : code;
}

/* Under its key an act is done once: what was stated already, by the same person, is answered and not done again, even
 * if a later step has the same act (then the step meant must be named). */
static enum ck_code act_on(struct ck_case *c, const char *act, const struct ck_fields *in,
                           const struct ck_case_more *more, struct ck_fields *out, struct ck_error *e)
{
	char added[400];
	struct ck_doing doing;
	struct ck_turn turn;
	struct ck_keyed keyed = {0};
	struct ck_fields data = {0};
	enum ck_code code;

	snprintf(added, sizeof added, ADDED " %s", more == NULL ? "" : more->added);
	code = ck_doing_read(c->desk, c->office, in, ck_standing_view(c->standing)->last_step_at, &doing, e);
	if (code == CK_OK)
		code = ck_case_take_data(c->desk, c->office, in, DATA, doing.at, &data, e);
	if (code == CK_OK)
		code = ck_case_keyed(c, &doing, act, ck_fields_get(in, "item"), NULL, &data, added, &keyed, e);
	if (code == CK_OK && !keyed.again) {
		code = find_turn(c, act, in, &doing, &turn, e);
		if (code == CK_REFUSED && keyed.used)
			code = ck_case_key_used(&keyed, act, e);
		if (code == CK_OK)
			code = ck_case_keyed(c, &doing, act, NULL, c->p->step[turn.step].step, &data, "", &keyed, e);
		if (code == CK_OK && keyed.used)
			code = ck_case_key_used(&keyed, act, e);
		if (code == CK_OK)
			code = do_step(c, &c->p->step[turn.step], &doing, in, more, &data, e);
	}
	if (code == CK_OK)
		code = ck_case_answer(c, false, keyed.again, doing.key, out, e);
	ck_fields_free(&data);
	return code;
}

enum ck_code ck_case_act_with(struct ck_desk *d, const char *act, const struct ck_fields *in,
                              const struct ck_case_more *more, struct ck_fields *out, struct ck_error *e)
{
	struct ck_case c;
	enum ck_code code;

	code = ck_case_open(d, ck_fields_get(in, "case"), &c, e);
	if (code != CK_OK)
		return code;
	if (ck_act_find(c.v, act) == NULL) {
		code = ck_fail(e, CK_BADDATA, "there is no act \"%s\"", act);
		ck_fail_column(e, "act");
	} else {
		code = act_on(&c, act, in, more, out, e);
	}
	ck_case_close(&c);
	return code;
}

enum ck_code ck_case_act(struct ck_desk *d, const char *act, const struct ck_fields *in, struct ck_fields *out,
                         struct ck_error *e)
{
	return ck_case_act_with(d, act, in, NULL, out, e);
}
