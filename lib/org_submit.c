/* org_submit: an application sent, as a case of its service. Which service that is, the data say. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "org_priv.h"

const char *ck_submission_case(const struct ck_submission *m, const char *name)
{
	const char *value = ck_fields_get(&m->kase, name);

	return value != NULL ? value : "";
}

const struct ck_sign_rule *ck_submission_rule(const struct ck_submission *m)
{
	return &m->day.rule[m->o->row.specialised];
}

int64_t ck_submission_payer(const struct ck_submission *m)
{
	int64_t number = 0;

	ck_text_number(m->o->row.applicant, &number);
	return number;
}

bool ck_submission_is_sent(const struct ck_submission *m)
{
	return strcmp(m->status, CK_APPLICATION_SENT) == 0 || strcmp(m->status, CK_APPLICATION_ERROR) == 0;
}

/* -- the service -- */

/* The one list of the service's default variant in which a machine checks. */
static enum ck_code find_list(struct ck_desk *d, const struct ck_edition *ed, const struct ck_procedure **p,
                              struct ck_error *e)
{
	const struct ck_vocabulary *v;
	enum ck_code code = ck_desk_vocabulary(d, &v, e);

	*p = NULL;
	for (size_t i = 0; code == CK_OK && *p == NULL && i < ed->procedures; i++) {
		for (size_t k = 0; k < ed->procedure[i].steps; k++) {
			const struct ck_step *step = &ed->procedure[i].step[k];
			const struct ck_role *role = ck_role_find(v, step->role);

			if (step->checks[0] != '\0' && role != NULL && role->kind == CK_ROLE_MACHINE &&
			    strcmp(ed->procedure[i].variant, ed->default_variant) == 0)
				*p = &ed->procedure[i];
		}
	}
	if (code == CK_OK && *p == NULL)
		return ck_fail_at(e, CK_BADDATA, "service", "%s has no list in which a machine checks: it gives no sign",
		                    ed->regulation);
	return code;
}

static enum ck_code find_service(struct ck_submission *m, const struct ck_edition **ed, const struct ck_procedure **p,
                                 struct ck_error *e)
{
	struct ck_desk *d = m->o->desk;
	const char *service = ck_fields_get(m->in, "service");
	struct ck_norm usual;
	bool found = true;
	enum ck_code code = CK_OK;

	if (service == NULL) {
		code = ck_norm_find(ck_desk_store(d), "sign-service", "", m->on, ck_desk_now(d), &usual, &found, e);
		service = usual.value;
	}
	if (code == CK_OK && !found)
		code = ck_fail_at(e, CK_BADDATA, "service", "is missing: no norm sign-service holds that day");
	if (code == CK_OK)
		code = ck_desk_service(d, m->o->office, service, m->on, ed, e);
	return code == CK_OK ? find_list(d, *ed, p, e) : code;
}

/* -- the list of employees -- */

void ck_submission_note_unknown(const struct ck_submission *m, enum ck_sign_register which)
{
	for (size_t i = 0; i < m->roll.people.count; i++)
		if (!m->roll.said[which][i].known)
			ck_note(ck_desk_notes(m->o->desk), "the register of %s does not know employee %zu of the list",
			        ck_sign_register_name[which], i + 1);
}

/* Whom a snapshot does not know cannot be sent: the list can still be put right. A source is asked for the answer. */
static enum ck_code all_known(struct ck_submission *m, struct ck_error *e)
{
	enum ck_code code = ck_sign_day_read(&m->day, ck_desk_store(m->o->desk), m->on, ck_desk_now(m->o->desk), e);
	size_t unknown;

	if (code != CK_OK || !ck_submission_rule(m)->asks_pay || ck_org_hearing_has(m->hearing, CK_SIGN_PAY) ||
	    m->day.snapshot[CK_SIGN_PAY] == 0)
		return code;
	code = ck_roll_ask_snapshot(&m->roll, ck_desk_store(m->o->desk), &m->day, CK_SIGN_PAY, ck_submission_payer(m), e);
	if (code != CK_OK || (unknown = ck_roll_unknown(&m->roll, CK_SIGN_PAY)) == 0)
		return code;
	ck_submission_note_unknown(m, CK_SIGN_PAY);
	return ck_fail_at(e, CK_REFUSED, "org", "the register of %s does not know %zu of %zu employees",
	                    ck_sign_register_name[CK_SIGN_PAY], unknown, m->roll.people.count);
}

enum ck_code ck_submission_roll(struct ck_submission *m, struct ck_error *e)
{
	return ck_roll_read(&m->roll, ck_desk_store(m->o->desk), m->o->row.chain, m->application, e);
}

static enum ck_code fits(struct ck_submission *m, const struct ck_edition *ed, const struct ck_procedure *p,
                         struct ck_error *e)
{
	struct ck_norm most;
	char clause[200];
	bool found = false;
	enum ck_code code = ck_submission_roll(m, e);

	if (code == CK_OK && m->roll.people.count == 0) {
		ck_fail_at(e, CK_REFUSED, "org", "application %" PRId64 " has no employees", m->application);
		ck_clause(clause, ed, p, p->step[0].step);
		return ck_fail_clause(e, "%s", clause);
	}
	if (code == CK_OK)
		code = ck_org_most(m->o, m->on, &most, &found, e);
	if (code == CK_OK && found && (int64_t)m->roll.people.count > most.count) {
		ck_fail_at(e, CK_REFUSED, "org", "application %" PRId64 " has %zu employees", m->application,
		             m->roll.people.count);
		return ck_fail_clause(e, "%s", most.source);
	}
	return code == CK_OK ? all_known(m, e) : code;
}

/* -- sending -- */

void ck_submission_record(const struct ck_submission *m, struct ck_fields *to)
{
	ck_fields_set(to, "at", ck_fields_get(m->in, "at"));
	ck_fields_set(to, "by", ck_fields_get(m->in, "by"));
}

static enum ck_code enter_case(struct ck_submission *m, const struct ck_edition *ed, const struct ck_procedure *p,
                               struct ck_error *e)
{
	struct ck_fields in = {0};
	enum ck_code code;

	ck_submission_record(m, &in);
	ck_fields_set(&in, "service", ed->regulation);
	ck_fields_set(&in, "variant", p->variant);
	ck_fields_set(&in, "channel", p->channel);
	ck_fields_set(&in, "office", m->o->office->code);
	ck_fields_set(&in, "applicant", m->o->row.applicant);
	ck_fields_set(&in, "name", m->o->row.name);
	code = ck_case_register(m->o->desk, &in, &m->kase, NULL, e);
	snprintf(m->number, sizeof m->number, "%s", ck_submission_case(m, "case"));
	ck_fields_free(&in);
	return code;
}

enum ck_code ck_submission_hand_in(struct ck_submission *m, struct ck_error *e)
{
	const struct ck_vocabulary *v;
	enum ck_code code = ck_desk_vocabulary(m->o->desk, &v, e);

	while (code == CK_OK && *ck_submission_case(m, "next_step") != '\0') {
		const struct ck_role *role = ck_role_find(v, ck_submission_case(m, "next_role"));
		const char *words = ck_submission_case(m, "next_acts");
		struct ck_fields in = {0};
		char act[64];
		size_t length = 0;

		if (role == NULL || role->kind != CK_ROLE_OUTSIDE)
			break;
		words = ck_word_next(&words, &length);
		snprintf(act, sizeof act, "%.*s", (int)length, words == NULL ? "" : words);
		ck_submission_record(m, &in);
		ck_fields_set(&in, "case", m->number);
		ck_fields_set(&in, "item", ck_submission_case(m, "next_step"));
		ck_fields_empty(&m->kase);
		code = ck_case_act(m->o->desk, act, &in, &m->kase, e);
		ck_fields_free(&in);
		m->changed = true;
	}
	return code;
}

static enum ck_code send(struct ck_submission *m, struct ck_error *e)
{
	const struct ck_edition *ed;
	const struct ck_procedure *p;
	struct ck_fields data = {0};
	enum ck_code code = find_service(m, &ed, &p, e);

	if (code == CK_OK)
		code = fits(m, ed, p, e);
	if (code == CK_OK)
		code = enter_case(m, ed, p, e);
	if (code == CK_OK)
		code = ck_submission_hand_in(m, e);
	if (code == CK_OK) {
		m->changed = true;
		ck_fields_set_count(&data, "application", m->application);
		ck_fields_set(&data, "case", m->number);
		code = ck_org_append(m->o, &m->clerk, "org-submit", &data, e);
	}
	ck_fields_free(&data);
	return code;
}

/* -- the record -- */

static void print_answer(const struct ck_submission *m, const struct ck_application_row *a, struct ck_fields *out)
{
	const struct ck_sign_figures f = {a->people, a->disabled, a->pay, a->pay_disabled};

	if (a->people != INT64_MIN) {
		ck_sign_print_figures(&f, out);
		ck_fields_set(out, "reaches", strcmp(a->status, CK_APPLICATION_APPROVED) == 0 ? "yes" : "no");
	}
	if (m->day.on != CK_NODAY)
		ck_sign_print_rule(ck_submission_rule(m), out);
}

static void answer(const struct ck_submission *m, struct ck_fields *out)
{
	ck_time now = ck_desk_now(m->o->desk);

	ck_org_print_sign(m->o, now, now, out, NULL);
	print_answer(m, &m->o->application[m->o->applications - 1], out);
	ck_fields_set(out, "replayed", m->changed ? "no" : "yes");
	ck_fields_set(out, "key", m->clerk.key);
}

/* -- one submission -- */

/* Is it the sending that the key stands for? */
static enum ck_code sent_before(struct ck_submission *m, bool *before, struct ck_error *e)
{
	struct ck_fields data = {0};
	ck_chain chain = 0;
	enum ck_code code;

	ck_fields_set_count(&data, "application", m->application);
	code = ck_org_keyed(m->o, &m->clerk, "org-submit", NULL, &data, "case", &chain, e);
	*before = chain != 0;
	ck_fields_free(&data);
	return code;
}

static enum ck_code submit(struct ck_submission *m, struct ck_error *e)
{
	bool before = false;
	enum ck_code code;

	if (ck_submission_is_sent(m))
		return ck_submission_complete(m, e);
	if (ck_org_hearing_foresaw(m->hearing, m)) {
		ck_note(ck_desk_notes(m->o->desk), "%s was answered while the sources were asked", m->number);
		return CK_OK;
	}
	code = sent_before(m, &before, e);
	if (code != CK_OK || before)
		return code;
	if (strcmp(m->status, CK_APPLICATION_APPROVED) != 0)
		return send(m, e);
	return ck_fail_at(e, CK_REFUSED, "org", "application %" PRId64 " is approved: org-apply begins a new one",
	                    m->application);
}

enum ck_code ck_submission_begin(struct ck_submission *m, struct ck_error *e)
{
	struct ck_application_row newest;
	struct ck_org *o = m->o;
	enum ck_code code = ck_org_open(o, ck_fields_get(m->in, "org"), e);

	if (code == CK_OK)
		code = ck_org_clerk_read(o->desk, o->office, m->in, &m->clerk, e);
	if (code == CK_OK)
		code = ck_org_newest(o, &newest, e);
	if (code != CK_OK)
		return code;
	m->on = ck_zone_local(o->office->zone, m->clerk.at).day;
	m->application = newest.number;
	snprintf(m->status, sizeof m->status, "%s", newest.status);
	snprintf(m->number, sizeof m->number, "%s", newest.case_number);
	return CK_OK;
}

void ck_submission_end(struct ck_submission *m)
{
	ck_sign_day_free(&m->day);
	ck_roll_free(&m->roll);
	ck_fields_free(&m->kase);
	ck_fields_free(&m->said);
	ck_buffer_free(&m->cause);
	ck_org_close(m->o);
}

enum ck_code ck_org_submit(struct ck_desk *d, const struct ck_fields *in, const struct ck_org_hearing *hearing,
                           struct ck_fields *out, struct ck_error *e)
{
	struct ck_org o = {.desk = d};
	struct ck_submission m = {.o = &o, .in = in, .hearing = hearing, .day.on = CK_NODAY};
	enum ck_code code = ck_submission_begin(&m, e);

	if (code == CK_OK)
		code = submit(&m, e);
	if (code == CK_OK)
		answer(&m, out);
	ck_submission_end(&m);
	return code;
}
