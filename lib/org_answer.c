/* org_answer: an application answered: by what the registers say of the employees, once the time that an answer takes at
 * least is over. The answer is stated in the case, the case goes its way, and its outcome is the organisation's. Which fact
 * is stated and which grounds a refusal has, the data say. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "ledger.h"
#include "org_priv.h"
#include "procedure.h"

#define DAY_SECONDS 86400
#define ANSWER "answer"                /* the act beside the steps by which a case is told what the registers said */
#define ADDED "people disabled pay pay_disabled ground threshold_staff threshold_pay asked"

/* -- asking -- */

/* CK_UNAVAILABLE: the register gave no answer that can be used. */
static enum ck_code ask(struct ck_submission *m, enum ck_sign_register which, struct ck_error *e)
{
	int64_t payer = which == CK_SIGN_PAY ? ck_submission_payer(m) : 0;
	size_t unknown;
	enum ck_code code;

	code = ck_org_hearing_has(m->hearing, which)
	               ? ck_org_hearing_answer(m->hearing, m, which, e)
	               : ck_roll_ask_snapshot(&m->roll, ck_desk_store(m->o->desk), &m->day, which, payer, e);
	if (code != CK_OK)
		return code;
	unknown = ck_roll_unknown(&m->roll, which);
	if (unknown == 0)
		return CK_OK;
	ck_submission_note_unknown(m, which);
	return ck_fail(e, CK_UNAVAILABLE, "the register of %s does not know %zu of %zu employees",
	               ck_sign_register_name[which], unknown, m->roll.people.count);
}

static void say_whom(const struct ck_submission *m, enum ck_sign_register which, struct ck_buffer *b)
{
	char as_of[CK_TIME_TEXT];

	ck_buffer_printf(b, "%s%s: ", b->length > 0 ? "; " : "", ck_sign_register_name[which]);
	if (ck_org_hearing_has(m->hearing, which)) {
		ck_buffer_text(b, "source");
		return;
	}
	ck_day_print(as_of, m->day.as_of[which]);
	ck_buffer_printf(b, "snapshot %" PRId64 " of %s", m->day.snapshot[which], as_of);
}

static enum ck_code ask_all(struct ck_submission *m, struct ck_sign_figures *f, struct ck_error *e)
{
	struct ck_buffer asked = {0};
	bool with_pay = ck_submission_rule(m)->asks_pay;
	enum ck_code code = CK_OK;

	if (!ck_submission_rule(m)->asks_staff)
		code = ck_fail(e, CK_REFUSED, "no threshold of staff is known for that day");
	if (code == CK_OK)
		code = ask(m, CK_SIGN_DISABLED, e);
	if (code == CK_OK && with_pay)
		code = ask(m, CK_SIGN_PAY, e);
	if (code != CK_OK)
		return code;
	if (!ck_roll_count(&m->roll, with_pay, f))
		return ck_fail(e, CK_UNAVAILABLE, CK_ROLL_TOO_MUCH);
	say_whom(m, CK_SIGN_DISABLED, &asked);
	if (with_pay)
		say_whom(m, CK_SIGN_PAY, &asked);
	ck_fields_set(&m->said, "asked", asked.text);
	ck_buffer_free(&asked);
	return CK_OK;
}

/* -- the answer stated in the case -- */

/* The ground of a refusal by one of the shares, as the norm and the service's catalogue have it. */
static enum ck_code add_ground(struct ck_submission *m, const struct ck_edition *ed, const char *share, int64_t part,
                               int64_t whole, const struct ck_norm *threshold, struct ck_buffer *grounds,
                               struct ck_error *e)
{
	struct ck_norm ground;
	const struct ck_named *named;
	bool found;
	enum ck_code code = ck_norm_find(ck_desk_store(m->o->desk), "sign-ground", share, m->on, ck_desk_now(m->o->desk),
	                                 &ground, &found, e);

	if (code != CK_OK)
		return code;
	named = found ? ck_named_find(ed->ground, ed->grounds, ground.value) : NULL;
	if (named == NULL)
		return ck_fail(e, CK_CONFIG, "the norm sign-ground of %s names no ground of %s", share, ed->regulation);
	ck_buffer_printf(grounds, "%s%s", grounds->length > 0 ? " " : "", named->name);
	ck_buffer_printf(&m->cause, "%s%s: %" PRId64 "/%" PRId64 " is less than %s", m->cause.length > 0 ? "; " : "",
	                 named->name, part, whole, threshold->value);
	return CK_OK;
}

static enum ck_code find_grounds(struct ck_submission *m, const struct ck_edition *ed, const struct ck_sign_figures *f,
                                 struct ck_sign_verdict verdict, struct ck_error *e)
{
	const struct ck_sign_rule *rule = ck_submission_rule(m);
	struct ck_buffer grounds = {0};
	enum ck_code code = CK_OK;

	if (!verdict.staff)
		code = add_ground(m, ed, "staff", f->disabled, f->people, &rule->staff, &grounds, e);
	if (code == CK_OK && !verdict.pay)
		code = add_ground(m, ed, "pay", f->pay_disabled, f->pay, &rule->pay, &grounds, e);
	ck_fields_set(&m->said, "ground", grounds.text);
	ck_buffer_free(&grounds);
	return code;
}

static enum ck_code add_figures(void *to, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_submission *m = to;

	(void)at;
	(void)e;
	for (size_t i = 0; i < m->said.count; i++)
		ck_fields_set(data, m->said.at[i].name, m->said.at[i].value);
	return CK_OK;
}

static enum ck_code tell_case(struct ck_submission *m, const struct ck_step *step, bool reaches, struct ck_error *e)
{
	const struct ck_case_more more = {ADDED, add_figures, m};
	struct ck_fields in = {0};
	char fact[80];
	enum ck_code code;

	snprintf(fact, sizeof fact, "%s%s", reaches ? "" : "!", step->checks);
	ck_submission_record(m, &in);
	ck_fields_set(&in, "case", m->number);
	ck_fields_set(&in, "fact", fact);
	ck_fields_empty(&m->kase);
	code = ck_case_add(m->o->desk, ANSWER, "fact", NULL, &in, &more, &m->kase, e);
	ck_fields_free(&in);
	m->changed = true;
	return code;
}

static enum ck_code judge(struct ck_submission *m, const struct ck_edition *ed, const struct ck_step *step,
                          const struct ck_sign_figures *f, struct ck_error *e)
{
	const struct ck_sign_rule *rule = ck_submission_rule(m);
	struct ck_sign_verdict verdict = ck_sign_weigh(rule, f);
	enum ck_code code;

	ck_fields_set_count(&m->said, "people", f->people);
	ck_fields_set_count(&m->said, "disabled", f->disabled);
	ck_fields_set_count(&m->said, "pay", f->pay);
	ck_fields_set_count(&m->said, "pay_disabled", f->pay_disabled);
	ck_fields_set(&m->said, "threshold_staff", rule->staff.value);
	ck_fields_set(&m->said, "threshold_pay", rule->asks_pay ? rule->pay.value : NULL);
	code = find_grounds(m, ed, f, verdict, e);
	return code == CK_OK ? tell_case(m, step, verdict.staff && verdict.pay, e) : code;
}

/* -- the answer recorded with the organisation -- */

static enum ck_code record(struct ck_submission *m, const char *answer, const char *cause, struct ck_error *e)
{
	struct ck_org_clerk clerk = m->clerk;

	clerk.key = NULL;
	ck_fields_set(&m->said, "asked", NULL);
	ck_fields_set(&m->said, "ground", NULL);
	ck_fields_set(&m->said, "threshold_staff", NULL);
	ck_fields_set(&m->said, "threshold_pay", NULL);
	ck_fields_set_count(&m->said, "application", m->application);
	ck_fields_set(&m->said, "case", m->number);
	ck_fields_set(&m->said, "answer", answer);
	ck_fields_set(&m->said, "cause", cause);
	m->changed = true;
	return ck_org_append(m->o, &clerk, "org-answer", &m->said, e);
}

static enum ck_code record_failure(struct ck_submission *m, const char *cause, struct ck_error *e)
{
	if (strcmp(m->status, CK_APPLICATION_ERROR) == 0 &&
	    strcmp(m->o->application[m->o->applications - 1].cause, cause) == 0)
		return CK_OK; /* it is known already */
	ck_fields_empty(&m->said);
	return record(m, CK_APPLICATION_ERROR, cause, e);
}

/* The sign holds for so many times twenty-four hours from the moment of the answer. */
static enum ck_code set_end(struct ck_submission *m, ck_time answered, struct ck_error *e)
{
	struct ck_norm days;
	bool found;
	ck_day on = ck_zone_local(m->o->office->zone, answered).day;
	enum ck_code code = ck_norm_find(ck_desk_store(m->o->desk), "sign-days", "", on, ck_desk_now(m->o->desk), &days,
	                                 &found, e);

	if (code == CK_OK && !found)
		return ck_fail(e, CK_REFUSED, "no norm sign-days holds that day: nobody says how long the sign would hold");
	if (code == CK_OK)
		ck_fields_set_time(&m->said, "until", answered + days.count * DAY_SECONDS, m->o->office->zone);
	return code;
}

/* -- what the case was told before -- */

static bool taken_back(const struct ck_events *evs, int seq)
{
	char text[16];
	bool back = false;

	snprintf(text, sizeof text, "%d", seq);
	for (size_t i = 0; i < evs->count; i++)
		back = back || (strcmp(evs->at[i].acts, CK_ACT_UNDO) == 0 &&
		                ck_word_in(ck_fields_get(&evs->at[i].data, "undone"), text));
	return back;
}

/* The figures of an answer that an earlier run stated, after which others had their part to do. */
static void take_figures(struct ck_submission *m, const struct ck_fields *answer)
{
	static const char *const figures[] = {"people", "disabled", "pay", "pay_disabled"};

	for (size_t i = 0; i < sizeof figures / sizeof figures[0]; i++)
		ck_fields_set(&m->said, figures[i], ck_fields_get(answer, figures[i]));
}

/* Was the case told what the registers say? */
static enum ck_code find_answer(struct ck_submission *m, bool *answered, struct ck_error *e)
{
	struct ck_events evs = {0};
	char office[9];
	int year, number;
	enum ck_series series;
	enum ck_code code;

	*answered = m->said.count > 0;
	if (*answered)
		return CK_OK;
	if (!ck_chain_parse(m->number, office, &year, &series, &number))
		return ck_fail(e, CK_BUG, "%s is no number of a case", m->number);
	code = ck_ledger_read(ck_desk_store(m->o->desk), ck_chain_pack(m->o->office->no, year, series, number), &evs, e);
	for (size_t i = evs.count; code == CK_OK && i-- > 0 && !*answered;) {
		*answered = strcmp(evs.at[i].acts, ANSWER) == 0 && !taken_back(&evs, evs.at[i].seq);
		if (*answered)
			take_figures(m, &evs.at[i].data);
	}
	ck_events_free(&evs);
	return code;
}

/* A closed case answers by its outcome; but nobody's word stands for the registers'. */
static enum ck_code record_outcome(struct ck_submission *m, struct ck_error *e)
{
	const char *outcome = ck_submission_case(m, "outcome"), *issued = ck_submission_case(m, "issued");
	bool granted = strcmp(outcome, "granted") == 0 && *issued != '\0', refused = strcmp(outcome, "refused") == 0;
	ck_time answered = m->clerk.at;
	bool said = false;
	enum ck_code code = find_answer(m, &said, e);

	if (code == CK_OK && *issued != '\0')
		code = ck_time_parse(issued, m->o->office->zone, &answered, e);
	if (code != CK_OK)
		return code;
	if (!granted && !refused) {
		ck_buffer_empty(&m->cause);
		ck_buffer_printf(&m->cause, "the case ended without an answer: %s", ck_submission_case(m, "status"));
	} else if (!said) {
		ck_buffer_printf(&m->cause, "%s without an answer of the registers", outcome);
	}
	ck_fields_set_time(&m->said, "answered", answered, m->o->office->zone);
	if (!granted || !said)
		return record(m, CK_APPLICATION_REJECTED, m->cause.text, e);
	code = set_end(m, answered, e);
	return code == CK_OK ? record(m, CK_APPLICATION_APPROVED, m->cause.text, e) : code;
}

/* -- completing -- */

/* The step at which the case stands; NULL = it is closed. */
static enum ck_code find_step(struct ck_submission *m, const struct ck_edition **ed, const struct ck_step **step,
                              struct ck_error *e)
{
	const struct ck_procedure *p;
	int i;
	enum ck_code code = ck_desk_edition(m->o->desk, ck_submission_case(m, "regulation"), ck_submission_case(m, "edition"),
	                                    ed, e);

	*step = NULL;
	if (code != CK_OK || *ck_submission_case(m, "next_step") == '\0')
		return code;
	p = ck_procedure_find(*ed, ck_submission_case(m, "variant"), ck_submission_case(m, "channel"));
	i = p == NULL ? -1 : ck_step_index(p, ck_submission_case(m, "next_step"));
	if (i < 0)
		return ck_fail(e, CK_CONFIG, "%s stands at a step that its list has not", m->number);
	*step = &p->step[i];
	return CK_OK;
}

/* Is it too early for the step? Says so. */
static enum ck_code is_early(const struct ck_submission *m, bool *early, struct ck_error *e)
{
	const char *not_before = ck_submission_case(m, "not_before");
	ck_time t;

	*early = false;
	if (*not_before == '\0')
		return CK_OK;
	if (ck_time_parse(not_before, m->o->office->zone, &t, e) != CK_OK)
		return e->code;
	*early = m->clerk.at < t;
	if (*early)
		ck_note(ck_desk_notes(m->o->desk), "%s waits for its answer, which cannot come before %s", m->number,
		        not_before);
	return CK_OK;
}

static enum ck_code answer_step(struct ck_submission *m, const struct ck_edition *ed, const struct ck_step *step,
                                struct ck_error *e)
{
	struct ck_sign_figures f;
	bool early;
	enum ck_code code = is_early(m, &early, e);

	if (code != CK_OK || early)
		return code;
	code = ck_sign_day_read(&m->day, ck_desk_store(m->o->desk), m->on, ck_desk_now(m->o->desk), e);
	if (code == CK_OK)
		code = ck_submission_roll(m, e);
	if (code != CK_OK)
		return code;
	if (!ck_org_hearing_serves(m->hearing, m)) {
		ck_note(ck_desk_notes(m->o->desk), "%s was not ready when the sources were asked: the next run asks them",
		        m->number);
		return CK_OK;
	}
	code = ask_all(m, &f, e);
	if (code == CK_UNAVAILABLE) {
		struct ck_error why = *e;

		ck_error_clear(e);
		return record_failure(m, why.text, e);
	}
	if (code == CK_OK)
		code = judge(m, ed, step, &f, e);
	if (code == CK_OK && *ck_submission_case(m, "next_step") == '\0')
		code = record_outcome(m, e);
	return code;
}

enum ck_code ck_submission_waits(struct ck_submission *m, bool *waits, struct ck_error *e)
{
	const struct ck_edition *ed;
	const struct ck_step *step = NULL;
	bool early = true;
	enum ck_code code = CK_OK;

	*waits = false;
	if (ck_submission_is_sent(m)) {
		code = ck_case_show(m->o->desk, m->number, &m->kase, e);
		if (code == CK_OK)
			code = find_step(m, &ed, &step, e);
		if (code == CK_OK)
			code = is_early(m, &early, e);
	}
	*waits = code == CK_OK && step != NULL && step->checks[0] != '\0' && !early;
	return code;
}

enum ck_code ck_submission_complete(struct ck_submission *m, struct ck_error *e)
{
	const struct ck_edition *ed;
	const struct ck_step *step;
	enum ck_code code = ck_case_show(m->o->desk, m->number, &m->kase, e);

	if (code == CK_OK)
		code = ck_submission_hand_in(m, e);
	if (code == CK_OK)
		code = find_step(m, &ed, &step, e);
	if (code != CK_OK)
		return code;
	if (step == NULL)
		return record_outcome(m, e);
	if (step->checks[0] != '\0')
		return answer_step(m, ed, step, e);
	ck_note(ck_desk_notes(m->o->desk), "%s waits for step %s, \"%s\" by %s", m->number, step->step, step->acts,
	        step->role);
	return CK_OK;
}
