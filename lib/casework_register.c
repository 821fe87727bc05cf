#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casework_priv.h"
#include "identity.h"

/* What an application is made of; kept with the first event of its case. */
#define APPLICATION \
	"applicant name representative submitted document file fact note received " CK_PERMIT_APPLICATION \
	" " CK_CONTRACT_APPLICATION

struct entry {
	struct ck_case c;
	struct ck_doing doing;
	struct ck_fields data;  /* the application, as the first event keeps it */
	ck_day day;             /* of registration, in the office's zone */
};

static enum ck_code entry_office(struct ck_desk *d, const struct ck_fields *in, struct entry *en, struct ck_error *e)
{
	const char *office = ck_fields_get(in, "office");
	const struct ck_staff *actor;
	enum ck_code code;

	if (office == NULL) {
		code = ck_desk_actor(d, ck_fields_get(in, "by"), ck_desk_now(d), &actor, e);
		if (code != CK_OK)
			return code;
		office = actor->office;
	}
	code = ck_desk_office(d, office, &en->c.office, e);
	return code == CK_OK ? code : ck_fail_column(e, "office");
}

static enum ck_code entry_procedure(struct ck_desk *d, const struct ck_fields *in, struct entry *en, struct ck_error *e)
{
	struct ck_case *c = &en->c;
	const char *service = ck_fields_get(in, "service"), *variant = ck_fields_get(in, "variant");
	const char *channel = ck_fields_get(in, "channel");
	enum ck_code code;

	if (service == NULL) {
		ck_fail(e, CK_BADDATA, "service is missing");
		return ck_fail_column(e, "service");
	}
	code = ck_desk_vocabulary(d, &c->v, e);
	if (code == CK_OK)
		code = ck_desk_service(d, c->office, service, en->day, &c->ed, e);
	if (code != CK_OK)
		return code;
	if (variant == NULL)
		variant = c->ed->default_variant;
	if (channel == NULL)
		channel = "office";
	c->p = ck_procedure_find(c->ed, variant, channel);
	if (c->p != NULL)
		return CK_OK;
	if (variant[0] == '\0')
		ck_fail(e, CK_BADDATA, "%s has several variants: name one", c->ed->regulation);
	else
		ck_fail(e, CK_BADDATA, "%s has no procedure of variant %s, channel %s", c->ed->regulation, variant, channel);
	return ck_fail_column(e, ck_fields_has(in, "channel") && !ck_fields_has(in, "variant") ? "channel" : "variant");
}

/* Which numbers stand for an applicant is the edition's: IIN, BIN, and until a day something else in their place. */
enum ck_code ck_case_applicant(const struct ck_edition *ed, ck_day day, const char *applicant, const char *column,
                               struct ck_error *e)
{
	struct ck_identity id = ck_identity_read(applicant);

	if (applicant == NULL)
		ck_fail(e, CK_BADDATA, "applicant is missing");
	else if (id.valid && ck_word_in(ed->applicant_kind, ck_id_kind_name(id.kind)))
		return CK_OK;
	else if (ed->substitute_until != CK_NODAY && day <= ed->substitute_until)
		return CK_OK;
	else if (!id.valid)
		ck_fail(e, CK_BADDATA, "%s", id.fault);
	else
		ck_fail(e, CK_BADDATA, "%s takes applicants by %s, not by %s", ed->regulation, ed->applicant_kind,
		        ck_id_kind_name(id.kind));
	return ck_fail_column(e, column);
}

static void describe_entry(struct entry *en)
{
	struct ck_fields with = {0};

	ck_fields_set(&with, "regulation", en->c.p->regulation);
	ck_fields_set(&with, "edition", en->c.p->edition);
	ck_fields_set(&with, "variant", en->c.p->variant);
	ck_fields_set(&with, "channel", en->c.p->channel);
	for (size_t i = 0; i < en->data.count; i++)
		ck_fields_set(&with, en->data.at[i].name, en->data.at[i].value);
	ck_fields_free(&en->data);
	en->data = with;
}

/* The next number of the office's register for the year: gap-free, allotted in this transaction. */
static enum ck_code mint(struct ck_desk *d, struct entry *en, struct ck_error *e)
{
	struct ck_case *c = &en->c;
	int year, month, day, office, y, last;
	enum ck_series series;
	enum ck_code code;
	ck_chain from, until, before;

	ck_day_civil(en->day, &year, &month, &day);
	if (year < CK_CHAIN_FIRST_YEAR || year > CK_CHAIN_LAST_YEAR) {
		ck_fail(e, CK_BADDATA, "the register has no year %d", year);
		return ck_fail_column(e, "at");
	}
	from = ck_chain_pack(c->office->no, year, CK_SERIES_CASE, 0);
	until = ck_chain_pack(c->office->no, year, CK_SERIES_IMPORTED, 0);
	code = ck_store_number(ck_desk_store(d), &before, e, CK_SQL_CHAIN_LAST, "ii", from, until);
	if (code != CK_OK)
		return code;
	ck_chain_unpack(before, &office, &y, &series, &last);
	if (last >= CK_CHAIN_LAST_NUMBER)
		return ck_fail(e, CK_REFUSED, "the register of %s for %d is full", c->office->code, year);
	c->chain = ck_chain_pack(c->office->no, year, CK_SERIES_CASE, last + 1);
	ck_chain_print(c->number, c->office->code, c->chain);
	return CK_OK;
}

/* The first registration by staff in the list; -1 = it has none. */
static int registration(const struct ck_case *c)
{
	for (size_t i = 0; i < c->p->steps; i++) {
		const struct ck_role *role = ck_role_find(c->v, c->p->step[i].role);

		if (role != NULL && role->kind == CK_ROLE_STAFF && ck_word_in(c->p->step[i].acts, "register"))
			return (int)i;
	}
	return -1;
}

static ck_time submitted_at(const struct entry *en)
{
	const char *submitted = ck_fields_get(&en->data, "submitted");
	struct ck_error e;
	ck_time t;

	if (submitted == NULL || ck_time_parse(submitted, en->c.office->zone, &t, &e) != CK_OK)
		return en->doing.at;
	return t;
}

/* Does the next step on the way to the registration: an outside actor's, whose papers the clerk holds, or the clerk's. */
static enum ck_code enter_step(struct entry *en, int next, ck_time submitted, struct ck_error *e)
{
	struct ck_case *c = &en->c;
	const struct ck_step *step = &c->p->step[next];
	const struct ck_role *role = ck_role_find(c->v, step->role);
	bool outside = role != NULL && role->kind == CK_ROLE_OUTSIDE;
	ck_time at = outside ? submitted : en->doing.at;
	struct ck_fields data = {0};
	struct ck_turn turn;
	char act[64];
	const char *words = step->acts;
	size_t length;
	enum ck_code code;

	const char *first = ck_word_next(&words, &length);
	snprintf(act, sizeof act, "%.*s", (int)length, first == NULL ? "" : first);
	code = ck_standing_turn(c->standing, act, step->step, at, c->evs.count == 0 ? &en->data : &data, &turn, e);
	if (code == CK_OK)
		code = ck_case_may(c, &en->doing, step, e);
	if (code == CK_OK)
		code = ck_case_documents(c, step, c->evs.count == 0 ? &en->data : &data, e);
	if (code != CK_OK)
		return code;
	return ck_case_append(c, &en->doing, at, step, step->acts, c->evs.count == 0 ? &en->data : &data, e);
}

/* A machine that is not told yet what it checks: the case stands open before its step. */
static bool waits_for_machine(const struct ck_case *c, int next)
{
	const struct ck_role *role = ck_role_find(c->v, c->p->step[next].role);

	return role != NULL && role->kind == CK_ROLE_MACHINE && c->evs.count > 0;
}

static enum ck_code enter(struct entry *en, struct ck_error *e)
{
	struct ck_case *c = &en->c;
	int last = registration(c);
	ck_time submitted = submitted_at(en);
	enum ck_code code = CK_OK;

	if (last < 0) {
		code = ck_case_works_here(c, en->doing.actor, en->doing.at, e);
		if (code != CK_OK)
			return code;
		code = ck_case_append(c, &en->doing, en->doing.at, NULL, CK_ACT_OPEN, &en->data, e);
		return code == CK_OK ? ck_case_machines(c, en->doing.at, e) : code;
	}
	while (code == CK_OK) {
		int next = ck_standing_view(c->standing)->next;

		if (next < 0 || next > last || waits_for_machine(c, next))
			break;
		code = enter_step(en, next, submitted, e);
		if (code == CK_OK && next == last)
			break;
		if (code == CK_OK)
			code = ck_case_machines(c, en->doing.at, e);
		if (code == CK_OK)
			en->doing.key = NULL; /* the first event bears the sender's key */
	}
	return code == CK_OK ? ck_case_machines(c, en->doing.at, e) : code;
}

static enum ck_code note_open_case(struct ck_desk *d, const struct entry *en, struct ck_error *e)
{
	int office, year, number;
	enum ck_series series;
	const struct ck_office *o;
	struct ck_error ignored;
	char text[40] = "another office's";
	ck_chain other;
	enum ck_code code = ck_store_number(ck_desk_store(d), &other, e, CK_SQL_CASE_OPEN_OF, "tt",
	                                    ck_fields_get(&en->data, "applicant"), en->c.p->regulation);

	if (code != CK_OK || other == 0)
		return code;
	ck_chain_unpack(other, &office, &year, &series, &number);
	if (ck_desk_office_no(d, office, &o, &ignored) == CK_OK)
		ck_chain_print(text, o->code, other);
	ck_note(ck_desk_notes(d), "the same person has an open case of this service: %s", text);
	return CK_OK;
}

/* The same application again: its sender's key stands for the first event of a case. */
static enum ck_code entered_before(struct ck_desk *d, const struct ck_fields *in, struct entry *en, bool *before,
                                   struct ck_fields *out, struct ck_error *e)
{
	struct ck_events evs = {0};
	const struct ck_event *found = NULL;
	enum ck_code code = CK_OK;

	*before = false;
	if (en->doing.key != NULL)
		code = ck_ledger_by_key(ck_desk_store(d), en->c.office->no, en->doing.key, &evs, e);
	for (size_t i = 0; code == CK_OK && i < evs.count; i++) {
		if (evs.at[i].seq == 1)
			found = &evs.at[i];
	}
	if (code == CK_OK && found != NULL) {
		struct entry again = {.c = {.desk = d, .office = en->c.office}, .doing = en->doing};
		struct ck_case c;

		*before = true;
		again.day = ck_zone_local(en->c.office->zone, again.doing.at_given ? again.doing.at : found->recorded).day;
		code = entry_procedure(d, in, &again, e);
		if (code == CK_OK)
			code = ck_case_take_data(d, en->c.office, in, APPLICATION, again.doing.at, &again.data, e);
		if (code == CK_OK)
			code = ck_case_applicant(again.c.ed, again.day, ck_fields_get(&again.data, "applicant"), "applicant", e);
		if (code == CK_OK)
			describe_entry(&again);
		if (code == CK_OK && (code = ck_case_open_chain(d, found->chain, &c, e)) == CK_OK) {
			if (ck_case_same(found, ck_standing_view(c.standing)->registered, &again.doing, &again.data, ""))
				code = ck_case_answer(&c, false, true, en->doing.key, out, e);
			else
				code = ck_case_key_used(&(struct ck_keyed){.used = true}, found->acts, e);
			ck_case_close(&c);
		}
		ck_fields_free(&again.data);
	}
	ck_events_free(&evs);
	return code;
}

static void fill_slip(struct ck_fields *slip, const struct entry *en)
{
	ck_fields_set(slip, "office_name", en->c.office->name);
	ck_fields_set(slip, "taken_by", en->doing.actor->name);
	ck_fields_set(slip, "title_kk", en->c.ed->title_kk);
	ck_fields_set(slip, "title_ru", en->c.ed->title_ru);
	ck_fields_set(slip, "title_en", en->c.ed->title_en);
}

static enum ck_code prepare_entry(struct ck_desk *d, const struct ck_fields *in, struct entry *en, struct ck_error *e)
{
	enum ck_code code = entry_procedure(d, in, en, e);

	if (code == CK_OK)
		code = ck_case_take_data(d, en->c.office, in, APPLICATION, en->doing.at, &en->data, e);
	if (code == CK_OK)
		code = ck_case_applicant(en->c.ed, en->day, ck_fields_get(&en->data, "applicant"), "applicant", e);
	if (code != CK_OK)
		return code;
	describe_entry(en);
	code = ck_case_known_words(&en->c, "", &en->data, e);
	if (code == CK_OK)
		code = ck_case_application(&en->c, &en->data, e);
	if (code == CK_OK)
		code = ck_case_contract_application(&en->c, &en->data, e);
	if (code == CK_OK)
		code = note_open_case(d, en, e);
	if (code == CK_OK)
		code = mint(d, en, e);
	if (code != CK_OK)
		return code;
	code = ck_desk_ready(d, en->c.office, e);
	if (code != CK_OK)
		return code;
	en->c.standing = ck_standing_new(en->c.ed, en->c.p, en->c.v, &en->c.office->time);
	return ck_standing_take(en->c.standing, &en->c.evs, e);
}

enum ck_code ck_case_register(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                              struct ck_fields *slip, struct ck_error *e)
{
	struct entry en = {.c = {.desk = d}};
	const char *key = ck_fields_get(in, "key");
	bool before = false;
	enum ck_code code = entry_office(d, in, &en, e);

	if (code == CK_OK)
		code = ck_doing_read(d, en.c.office, in, CK_NOTIME, &en.doing, e);
	if (code != CK_OK)
		return code;
	en.day = ck_zone_local(en.c.office->zone, en.doing.at).day;
	code = entered_before(d, in, &en, &before, out, e);
	if (code == CK_OK && !before)
		code = prepare_entry(d, in, &en, e);
	if (code == CK_OK && !before)
		code = enter(&en, e);
	if (code == CK_OK && !before)
		code = ck_case_answer(&en.c, true, false, key, out, e);
	if (code == CK_OK && !before && slip != NULL)
		fill_slip(slip, &en);
	ck_fields_free(&en.data);
	ck_case_close(&en.c);
	return code;
}
