/* org: an organisation registered and found again, its applications begun; what all its records have in common. */
#include <inttypes.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "identity.h"
#include "journal.h"
#include "ledger.h"
#include "org_priv.h"

void ck_org_print(const struct ck_org *o, struct ck_fields *out)
{
	ck_fields_set(out, "org", o->number);
	ck_fields_set(out, "applicant", o->row.applicant);
	ck_fields_set(out, "applicant_name", o->row.name);
	ck_fields_set(out, "specialised", o->row.specialised ? "yes" : "no");
	ck_fields_set(out, "office", o->office->code);
	if (o->applications > 0) {
		ck_fields_set_count(out, "application", o->application[o->applications - 1].number);
		ck_fields_set(out, "application_status", o->application[o->applications - 1].status);
	}
}

/* -- the organisation -- */

static enum ck_code office_of(struct ck_desk *d, ck_chain chain, const struct ck_office **o, struct ck_error *e)
{
	int office, year, number;
	enum ck_series series;

	ck_chain_unpack(chain, &office, &year, &series, &number);
	return ck_desk_office_no(d, office, o, e);
}

/* The chain that a number names; 0 = the text is no such number of an office here. */
static enum ck_code chain_of(struct ck_desk *d, const char *text, ck_chain *chain, struct ck_error *e)
{
	const struct ck_office *o;
	char office[9];
	int year, number;
	enum ck_series series;
	enum ck_code code;

	*chain = 0;
	if (!ck_chain_parse(text, office, &year, &series, &number) || series != CK_SERIES_ORG)
		return CK_OK;
	code = ck_desk_office(d, office, &o, e);
	if (code == CK_BADDATA) {
		ck_error_clear(e);
		return CK_OK;
	}
	if (code == CK_OK)
		*chain = ck_chain_pack(o->no, year, series, number);
	return code;
}

static enum ck_code read_rows(struct ck_org *o, ck_chain chain, const char *applicant, bool *found, struct ck_error *e)
{
	struct ck_store *s = ck_desk_store(o->desk);
	enum ck_code code;

	if (o->arena == NULL)
		o->arena = ck_arena_new();
	ck_arena_reset(o->arena);
	code = ck_register_org(s, chain, applicant, o->arena, &o->row, found, e);
	if (code == CK_OK && *found)
		code = ck_register_applications(s, o->row.chain, o->arena, &o->application, &o->applications, e);
	if (code == CK_OK && *found)
		code = office_of(o->desk, o->row.chain, &o->office, e);
	if (code == CK_OK && *found)
		ck_chain_print(o->number, o->office->code, o->row.chain);
	return code;
}

enum ck_code ck_org_open(struct ck_org *o, const char *text, struct ck_error *e)
{
	struct ck_identity id = ck_identity_read(text);
	ck_chain chain = 0;
	bool found = false;
	enum ck_code code = text == NULL ? ck_fail_at(e, CK_BADDATA, "org", "is missing") : CK_OK;

	if (code == CK_OK && !id.valid)
		code = chain_of(o->desk, text, &chain, e);
	if (code == CK_OK && (id.valid || chain != 0))
		code = read_rows(o, chain, text, &found, e);
	if (code == CK_OK && !found)
		return ck_fail_at(e, CK_BADDATA, "org", "there is no such organisation");
	return code;
}

enum ck_code ck_org_renew(struct ck_org *o, struct ck_error *e)
{
	bool found = false;
	enum ck_code code = read_rows(o, o->row.chain, NULL, &found, e);

	return code == CK_OK && !found ? ck_fail(e, CK_BUG, "%s is in no register", o->number) : code;
}

void ck_org_close(struct ck_org *o)
{
	ck_arena_free(o->arena);
	o->arena = NULL;
}

enum ck_code ck_org_newest(const struct ck_org *o, struct ck_application_row *row, struct ck_error *e)
{
	if (o->applications == 0)
		return ck_fail_at(e, CK_REFUSED, "org", "it has no application: org-apply begins one");
	*row = o->application[o->applications - 1];
	return CK_OK;
}

enum ck_code ck_org_most(const struct ck_org *o, ck_day on, struct ck_norm *most, bool *found, struct ck_error *e)
{
	return ck_norm_find(ck_desk_store(o->desk), "sign-most", "", on, ck_desk_now(o->desk), most, found, e);
}

/* -- who enters it, and when -- */

enum ck_code ck_org_clerk_read(struct ck_desk *d, const struct ck_office *o, const struct ck_fields *in,
                               struct ck_org_clerk *clerk, struct ck_error *e)
{
	static const struct ck_role anybody = {"", CK_ROLE_OUTSIDE, "", "", ""};
	const char *at = ck_fields_get(in, "at");
	ck_time now = ck_desk_now(d);
	char text[CK_TIME_TEXT];
	enum ck_code code;

	*clerk = (struct ck_org_clerk){.at = now, .at_given = at != NULL, .key = ck_fields_get(in, "key")};
	if (at != NULL && ck_time_parse(at, o->zone, &clerk->at, e) != CK_OK)
		return ck_fail_column(e, "at");
	if (clerk->at > now) {
		ck_time_print(text, now, o->zone);
		return ck_fail_at(e, CK_REFUSED, "at", "%s has not come yet: it is %s", at, text);
	}
	code = ck_desk_actor(d, ck_fields_get(in, "by"), clerk->at, &clerk->actor, e);
	if (code == CK_OK && (code = ck_desk_may(d, clerk->actor, &anybody, o, clerk->at, e)) != CK_OK)
		ck_fail_column(e, "by");
	return code;
}

enum ck_code ck_org_append(struct ck_org *o, const struct ck_org_clerk *clerk, const char *act, struct ck_fields *data,
                           struct ck_error *e)
{
	const struct ck_posting posting = {
	    .chain = o->row.chain, .office = o->office->code, .zone = o->office->zone, .act = act, .role = "",
	    .by = clerk->actor->login, .by_office = clerk->actor->office, .key = clerk->key,
	    .at = clerk->at_given ? clerk->at : CK_NOTIME,
	};
	struct ck_event ev = {0};
	enum ck_code code = ck_journal_append(o->desk, &posting, data, &ev, e);

	ck_event_free(&ev);
	return code == CK_OK ? ck_org_renew(o, e) : code;
}

/* -- the sender's own key -- */

static bool states(const struct ck_fields *a, const struct ck_fields *b, const char *but)
{
	for (size_t i = 0; i < a->count; i++) {
		const char *value = ck_fields_get(b, a->at[i].name);

		if (!ck_word_in(but, a->at[i].name) && (value == NULL || strcmp(value, a->at[i].value) != 0))
			return false;
	}
	return true;
}

static bool is_same(const struct ck_event *ev, const struct ck_org *o, const struct ck_org_clerk *clerk,
                    const struct ck_fields *data, const char *added)
{
	return (o->row.chain == 0 || ev->chain == o->row.chain) && strcmp(ev->by, clerk->actor->login) == 0 &&
	       (!clerk->at_given || clerk->at == ev->at) && states(data, &ev->data, added) &&
	       states(&ev->data, data, added);
}

static bool is_of(const struct ck_event *ev, const char *act, const char *each, const struct ck_fields *data)
{
	const char *value = each == NULL ? NULL : ck_fields_get(&ev->data, each);

	return strcmp(ev->acts, act) == 0 &&
	       (each == NULL || (value != NULL && strcmp(value, ck_fields_get(data, each)) == 0));
}

enum ck_code ck_org_keyed(const struct ck_org *o, const struct ck_org_clerk *clerk, const char *act, const char *each,
                          const struct ck_fields *data, const char *added, ck_chain *chain, struct ck_error *e)
{
	struct ck_events evs = {0};
	bool used = false;
	enum ck_code code = CK_OK;

	*chain = 0;
	if (clerk->key != NULL)
		code = ck_ledger_by_key(ck_desk_store(o->desk), o->office->no, clerk->key, &evs, e);
	for (size_t i = 0; code == CK_OK && *chain == 0 && i < evs.count; i++) {
		if (!is_of(&evs.at[i], act, each, data))
			continue;
		used = true;
		if (is_same(&evs.at[i], o, clerk, data, added))
			*chain = evs.at[i].chain;
	}
	ck_events_free(&evs);
	if (code != CK_OK || *chain != 0 || !used)
		return code;
	ck_fail_at(e, CK_REFUSED, "key", "the key was used before, for \"%s\" with other content", act);
	return ck_fail_clause(e, "records(7), key");
}

/* -- an organisation registered -- */

static void answer(const struct ck_org *o, const struct ck_org_clerk *clerk, bool again, struct ck_fields *out)
{
	ck_org_print(o, out);
	ck_fields_set(out, "replayed", again ? "yes" : "no");
	ck_fields_set(out, "key", clerk->key);
}

static enum ck_code find_office(struct ck_desk *d, const struct ck_fields *in, const struct ck_office **o,
                                struct ck_error *e)
{
	const char *office = ck_fields_get(in, "office");
	const struct ck_staff *actor;
	enum ck_code code = CK_OK;

	if (office == NULL && (code = ck_desk_actor(d, ck_fields_get(in, "by"), ck_desk_now(d), &actor, e)) == CK_OK)
		office = actor->office;
	if (code != CK_OK)
		return code;
	code = ck_desk_office(d, office, o, e);
	return code == CK_OK ? CK_OK : ck_fail_column(e, "office");
}

static enum ck_code is_organisation(const char *applicant, struct ck_error *e)
{
	struct ck_identity id = ck_identity_read(applicant);

	if (!id.valid)
		return ck_fail_at(e, CK_BADDATA, "applicant", "%s", id.fault);
	if (id.kind != CK_ID_BIN)
		return ck_fail_at(e, CK_BADDATA, "applicant", "an organisation has a BIN; that is %s",
		                    id.kind == CK_ID_IIN ? "an IIN" : "none");
	return CK_OK;
}

/* One organisation of one BIN, whichever office registered it. */
static enum ck_code is_new(struct ck_desk *d, const char *applicant, struct ck_error *e)
{
	struct ck_org there = {.desk = d};
	bool found = false;
	enum ck_code code = read_rows(&there, 0, applicant, &found, e);

	if (code == CK_OK && found)
		code = ck_fail_at(e, CK_REFUSED, "applicant", "is registered already: %s", there.number);
	ck_org_close(&there);
	return code;
}

static enum ck_code take_number(struct ck_org *o, const struct ck_org_clerk *clerk, struct ck_error *e)
{
	int year, month, day;

	ck_day_civil(ck_zone_local(o->office->zone, clerk->at).day, &year, &month, &day);
	if (year < CK_CHAIN_FIRST_YEAR || year > CK_CHAIN_LAST_YEAR)
		return ck_fail_at(e, CK_BADDATA, "at", "the register has no year %d", year);
	return ck_register_next(ck_desk_store(o->desk), o->office->no, year, CK_SERIES_ORG, &o->row.chain, e);
}

enum ck_code ck_org_register(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	const char *specialised = ck_fields_get(in, "specialised");
	struct ck_org o = {.desk = d};
	struct ck_org_clerk clerk;
	struct ck_fields data = {0};
	ck_chain before = 0;
	enum ck_code code;

	if ((code = ck_fields_need(in, "applicant name", e)) != CK_OK ||
	    (code = is_organisation(ck_fields_get(in, "applicant"), e)) != CK_OK ||
	    (code = find_office(d, in, &o.office, e)) != CK_OK ||
	    (code = ck_org_clerk_read(d, o.office, in, &clerk, e)) != CK_OK)
		return code;
	ck_fields_set(&data, "applicant", ck_fields_get(in, "applicant"));
	ck_fields_set(&data, "name", ck_fields_get(in, "name"));
	ck_fields_set(&data, "specialised", specialised == NULL ? "no" : specialised);
	code = ck_org_keyed(&o, &clerk, "org-register", NULL, &data, "", &before, e);
	if (code == CK_OK && before == 0) {
		code = is_new(d, ck_fields_get(in, "applicant"), e);
		if (code == CK_OK)
			code = take_number(&o, &clerk, e);
		if (code == CK_OK)
			code = ck_org_append(&o, &clerk, "org-register", &data, e);
	} else if (code == CK_OK) {
		o.row.chain = before;
		code = ck_org_renew(&o, e);
	}
	if (code == CK_OK)
		answer(&o, &clerk, before != 0, out);
	ck_fields_free(&data);
	ck_org_close(&o);
	return code;
}

/* -- an application begun -- */

static enum ck_code begin_application(struct ck_org *o, const struct ck_org_clerk *clerk, struct ck_fields *data,
                                      struct ck_error *e)
{
	const struct ck_application_row *last = o->applications > 0 ? &o->application[o->applications - 1] : NULL;

	if (last != NULL && strcmp(last->status, CK_APPLICATION_APPROVED) != 0)
		return ck_fail_at(e, CK_REFUSED, "org",
		                    "application %" PRId64 " is under way (%s): a new one is begun after an approval",
		                    last->number, last->status);
	ck_fields_set_count(data, "application", last == NULL ? 1 : last->number + 1);
	if (last != NULL)
		ck_fields_set_count(data, "copied", last->number);
	return ck_org_append(o, clerk, "org-apply", data, e);
}

enum ck_code ck_org_apply(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	struct ck_org o = {.desk = d};
	struct ck_org_clerk clerk;
	struct ck_fields data = {0};
	ck_chain before = 0;
	enum ck_code code = ck_org_open(&o, ck_fields_get(in, "org"), e);

	if (code == CK_OK)
		code = ck_org_clerk_read(d, o.office, in, &clerk, e);
	if (code == CK_OK)
		code = ck_org_keyed(&o, &clerk, "org-apply", NULL, &data, "application copied", &before, e);
	if (code == CK_OK && before == 0)
		code = begin_application(&o, &clerk, &data, e);
	if (code == CK_OK)
		answer(&o, &clerk, before != 0, out);
	ck_fields_free(&data);
	ck_org_close(&o);
	return code;
}
