/* session: a session called and found again; its minutes signed; and what every record of a session has in common. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "journal.h"
#include "ledger.h"
#include "session_priv.h"

/* -- the session -- */

enum ck_code ck_sitting_renew(struct ck_sitting *s, struct ck_error *e)
{
	bool found = false;
	enum ck_code code = ck_register_session(ck_desk_store(s->desk), s->row.id, s->arena, &s->row, &found, e);

	if (code == CK_OK && !found)
		return ck_fail_at(e, CK_BADDATA, "session", "there is no session %s", s->number);
	return code;
}

enum ck_code ck_sitting_begin_chain(struct ck_desk *d, ck_chain chain, struct ck_sitting *s, struct ck_error *e)
{
	int office, year, number;
	enum ck_series series;
	enum ck_code code;

	*s = (struct ck_sitting){.desk = d, .row.id = chain};
	ck_chain_unpack(chain, &office, &year, &series, &number);
	code = ck_desk_office_no(d, office, &s->office, e);
	if (code != CK_OK)
		return code;
	ck_chain_print(s->number, s->office->code, chain);
	s->arena = ck_arena_new();
	return ck_sitting_renew(s, e);
}

enum ck_code ck_sitting_begin(struct ck_desk *d, const char *number, struct ck_sitting *s, struct ck_error *e)
{
	const struct ck_office *o;
	char code[9];
	int year, n;
	enum ck_series series;
	enum ck_code result;

	*s = (struct ck_sitting){.desk = d};
	if (number == NULL)
		return ck_fail_at(e, CK_BADDATA, "session", "is missing");
	if (!ck_chain_parse(number, code, &year, &series, &n) || series != CK_SERIES_SESSION)
		return ck_fail_at(e, CK_BADDATA, "session", "\"%s\" is no number of a session", number);
	result = ck_desk_office(d, code, &o, e);
	if (result == CK_BADDATA)
		return ck_fail_at(e, CK_BADDATA, "session", "there is no session %s", number);
	return result == CK_OK ? ck_sitting_begin_chain(d, ck_chain_pack(o->no, year, series, n), s, e) : result;
}

void ck_sitting_end(struct ck_sitting *s)
{
	ck_arena_free(s->arena);
	s->arena = NULL;
}

/* -- who enters it, and when -- */

static enum ck_code body_role(struct ck_desk *d, const char *commission, const struct ck_role **role,
                              struct ck_error *e)
{
	const struct ck_vocabulary *v;
	enum ck_code code = ck_desk_vocabulary(d, &v, e);

	if (code != CK_OK)
		return code;
	*role = ck_role_find(v, commission);
	if (*role == NULL || (*role)->kind != CK_ROLE_BODY)
		return ck_fail_at(e, CK_BADDATA, "commission", "there is no commission \"%s\"", commission);
	return CK_OK;
}

enum ck_code ck_session_known(struct ck_desk *d, const char *office, const char *commission, struct ck_error *e)
{
	const struct ck_office *o;
	const struct ck_role *role;
	enum ck_code code = CK_OK;

	if (office != NULL)
		code = ck_desk_office(d, office, &o, e);
	return code == CK_OK && commission != NULL ? body_role(d, commission, &role, e) : code;
}

/* The role in which the actor acts: the commission's own (its secretary's), or the other one. */
static enum ck_code act_as(struct ck_desk *d, const struct ck_office *o, const char *commission, const char *also,
                           struct ck_clerk *clerk, struct ck_error *e)
{
	const struct ck_vocabulary *v;
	const struct ck_role *role, *other;
	struct ck_error why = {0}, ignored = {0};
	enum ck_code code = body_role(d, commission, &role, e);

	if (code == CK_OK)
		code = ck_desk_vocabulary(d, &v, e);
	if (code != CK_OK)
		return code;
	clerk->role = role->role;
	if (ck_desk_may(d, clerk->actor, role, o, clerk->at, &why) == CK_OK)
		return CK_OK;
	if (why.code != CK_REFUSED) {
		*e = why;
		return why.code;
	}
	other = also == NULL ? NULL : ck_role_find(v, also);
	if (other != NULL && ck_desk_may(d, clerk->actor, other, o, clerk->at, &ignored) == CK_OK) {
		clerk->role = other->role;
		return CK_OK;
	}
	return ck_fail_at(e, CK_REFUSED, "by", "it is entered by %s%s%s; %s", role->role, other == NULL ? "" : " or ",
	                        other == NULL ? "" : other->role, why.text);
}

enum ck_code ck_clerk_read(struct ck_desk *d, const struct ck_office *o, const char *commission, const char *also,
                           const struct ck_fields *in, struct ck_clerk *clerk, struct ck_error *e)
{
	const char *at = ck_fields_get(in, "at");
	ck_time now = ck_desk_now(d);
	char text[CK_TIME_TEXT];
	enum ck_code code;

	*clerk = (struct ck_clerk){.at = now, .at_given = at != NULL};
	if (at != NULL && ck_time_parse(at, o->zone, &clerk->at, e) != CK_OK)
		return ck_fail_column(e, "at");
	if (clerk->at > now) {
		ck_time_print(text, now, o->zone);
		return ck_fail_at(e, CK_REFUSED, "at", "%s has not come yet: it is %s", at, text);
	}
	code = ck_desk_actor(d, ck_fields_get(in, "by"), clerk->at, &clerk->actor, e);
	return code == CK_OK && commission != NULL ? act_as(d, o, commission, also, clerk, e) : code;
}

enum ck_code ck_sitting_append(struct ck_sitting *s, const struct ck_clerk *clerk, const char *act, const char *key,
                               struct ck_fields *data, struct ck_event *ev, struct ck_error *e)
{
	const struct ck_posting posting = {
	    .chain = s->row.id, .office = s->office->code, .zone = s->office->zone, .act = act, .role = clerk->role,
	    .by = clerk->actor->login, .by_office = clerk->actor->office, .key = key,
	    .at = clerk->at_given ? clerk->at : CK_NOTIME,
	};
	enum ck_code code = ck_journal_append(s->desk, &posting, data, ev, e);

	return code == CK_OK ? ck_sitting_renew(s, e) : code;
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

static bool is_same(const struct ck_event *ev, ck_chain chain, const struct ck_clerk *clerk,
                    const struct ck_fields *data, const char *added)
{
	return (chain == 0 || ev->chain == chain) && strcmp(ev->by, clerk->actor->login) == 0 &&
	       (!clerk->at_given || clerk->at == ev->at) && states(data, &ev->data, added) && states(&ev->data, data,
	                                                                                             added);
}

enum ck_code ck_session_keyed(const struct ck_sitting *s, ck_chain chain, const char *act, const char *key,
                              const struct ck_clerk *clerk, const struct ck_fields *data, const char *added, bool *again,
                              struct ck_event *ev, struct ck_error *e)
{
	struct ck_events evs = {0};
	bool used = false;
	enum ck_code code = CK_OK;

	*again = false;
	if (key != NULL)
		code = ck_ledger_by_key(ck_desk_store(s->desk), s->office->no, key, &evs, e);
	for (size_t i = 0; code == CK_OK && !*again && i < evs.count; i++) {
		if (strcmp(evs.at[i].acts, act) != 0)
			continue;
		used = true;
		if (is_same(&evs.at[i], chain, clerk, data, added)) {
			*again = true;
			*ev = evs.at[i];
			evs.at[i] = (struct ck_event){0};
		}
	}
	ck_events_free(&evs);
	if (code != CK_OK || *again || !used)
		return code;
	ck_fail_at(e, CK_REFUSED, "key", "the key was used before, for \"%s\" with other content", act);
	return ck_fail_clause(e, "records(7), key");
}

/* -- a session called -- */

static enum ck_code answer(struct ck_desk *d, ck_chain chain, bool replayed, const char *key, struct ck_fields *out,
                           struct ck_error *e)
{
	struct ck_sitting s;
	enum ck_code code = ck_sitting_begin_chain(d, chain, &s, e);

	if (code == CK_OK)
		code = ck_sitting_print(&s, out, e);
	ck_fields_set(out, "replayed", replayed ? "yes" : "no");
	ck_fields_set(out, "key", key);
	ck_sitting_end(&s);
	return code;
}

static enum ck_code call(struct ck_sitting *s, const struct ck_clerk *clerk, const char *key, ck_time meets,
                         struct ck_fields *data, struct ck_event *ev, struct ck_error *e)
{
	ck_time called = clerk->at;
	char text[CK_TIME_TEXT];
	int year, month, day;
	enum ck_code code;

	if (meets < called) {
		ck_time_print(text, called, s->office->zone);
		return ck_fail_at(e, CK_REFUSED, "meets", "it cannot be held before it is called, at %s", text);
	}
	ck_day_civil(ck_zone_local(s->office->zone, meets).day, &year, &month, &day);
	if (year < CK_CHAIN_FIRST_YEAR || year > CK_CHAIN_LAST_YEAR)
		return ck_fail_at(e, CK_BADDATA, "meets", "the year %d is out of reach", year);
	code = ck_register_next(ck_desk_store(s->desk), s->office->no, year, CK_SERIES_SESSION, &s->row.id, e);
	if (code != CK_OK)
		return code;
	ck_chain_print(s->number, s->office->code, s->row.id);
	return ck_sitting_append(s, clerk, "session-open", key, data, ev, e);
}

enum ck_code ck_session_open(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	const char *commission = ck_fields_get(in, "commission"), *key = ck_fields_get(in, "key");
	struct ck_sitting s = {.desk = d};
	struct ck_clerk clerk;
	struct ck_fields data = {0};
	struct ck_event ev = {0};
	ck_time meets;
	bool again = false;
	enum ck_code code = ck_fields_need(in, "commission office meets place", e);

	if (code == CK_OK)
		code = ck_desk_office(d, ck_fields_get(in, "office"), &s.office, e);
	if (code == CK_OK)
		code = ck_clerk_read(d, s.office, commission, NULL, in, &clerk, e);
	if (code == CK_OK && (code = ck_time_parse(ck_fields_get(in, "meets"), s.office->zone, &meets, e)) != CK_OK)
		ck_fail_column(e, "meets");
	if (code != CK_OK)
		return code;
	s.arena = ck_arena_new();
	ck_fields_copy(in, "commission place note", &data);
	ck_fields_set_time(&data, "meets", meets, s.office->zone);
	code = ck_session_keyed(&s, 0, "session-open", key, &clerk, &data, "", &again, &ev, e);
	if (code == CK_OK && !again)
		code = call(&s, &clerk, key, meets, &data, &ev, e);
	if (code == CK_OK)
		code = answer(d, ev.chain, again, key, out, e);
	ck_fields_free(&data);
	ck_event_free(&ev);
	ck_sitting_end(&s);
	return code;
}
