/* people: a change is checked, becomes an event of the office's journal, and the event becomes rows. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "days.h"
#include "journal.h"
#include "ledger.h"
#include "people.h"
#include "people_priv.h"

#define LAST_OFFICE 16383  /* the office's share of a case's key (event.h) */
#define MACHINE "casekit"  /* a login that nobody may have: machines' steps are done by it */

static const char *given(const struct ck_fields *in, const char *name)
{
	const char *value = ck_fields_get(in, name);

	return value ? value : "";
}

/* Is every byte of text one of these? */
static bool made_of(const char *text, const char *bytes)
{
	return text[0] != '\0' && text[strspn(text, bytes)] == '\0';
}

/* -- the event of a change -- */

/* The acting login; where the operating-system user is no staff (the first office has none), the user's own name. */
static enum ck_code who_acts(struct ck_desk *d, const struct ck_fields *in, const char **login, const char **office,
                             struct ck_error *e)
{
	const struct ck_staff *st;
	const char *by = ck_fields_get(in, "by");
	enum ck_code code;

	if (by == NULL)
		by = ck_desk_by(d);
	*login = ck_desk_os_user(d);
	*office = "";
	if (by == NULL)
		return CK_OK;
	code = ck_desk_actor(d, by, ck_desk_now(d), &st, e);
	if (code == CK_OK) {
		*login = st->login;
		*office = st->office;
	} else if (code == CK_DENIED && strcmp(by, *login) == 0) {
		ck_error_clear(e);
		code = CK_OK;
	}
	return code;
}

struct journal {
	int office;               /* its number */
	const char *code;
	const struct ck_zone *zone;
};

/* Appends the event and writes what it does to the rows of the book. Consumes data and book. */
static enum ck_code record(struct ck_desk *d, const struct journal *j, const struct ck_fields *in, const char *act,
                           struct ck_fields *data, struct ck_book *book, struct ck_error *e)
{
	struct ck_posting posting = {.chain = ck_chain_pack(j->office, 0, CK_SERIES_JOURNAL, 0), .office = j->code,
	                         .zone = j->zone, .act = act, .role = "", .at = CK_NOTIME};
	struct ck_event ev = {0};
	enum ck_code code = who_acts(d, in, &posting.by, &posting.by_office, e);

	if (code == CK_OK)
		code = ck_journal_append(d, &posting, data, &ev, e);
	if (code == CK_OK)
		code = ck_book_apply(book, &ev, e);
	if (code == CK_OK)
		code = ck_book_write(book, ck_desk_store(d), e);
	ck_fields_free(data);
	ck_event_free(&ev);
	ck_book_free(book);
	return code;
}

/* -- offices -- */

static enum ck_code next_office(struct ck_desk *d, int *no, struct ck_error *e)
{
	int64_t last;
	enum ck_code code = ck_store_number(ck_desk_store(d), &last, e, CK_SQL_OFFICE_LAST, "");

	if (code == CK_OK && last >= LAST_OFFICE)
		return ck_fail(e, CK_REFUSED, "a store has room for %d offices", LAST_OFFICE);
	*no = (int)last + 1;
	return code;
}

/* CK_REFUSED: there is such an office. */
static enum ck_code is_new_office(struct ck_desk *d, const char *code, struct ck_error *e)
{
	const struct ck_office *o;
	size_t n = strlen(code);
	enum ck_code found;

	if (n < 2 || n > 8 || !made_of(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"))
		return ck_fail_at(e, CK_BADDATA, "office", "not the code of an office (2 to 8 of A-Z and 0-9)");
	found = ck_desk_office(d, code, &o, e);
	if (found == CK_OK) {
		ck_fail(e, CK_REFUSED, "there is such an office already");
		return ck_fail_column(e, "office");
	}
	if (found != CK_BADDATA)
		return found;
	ck_error_clear(e);
	return CK_OK;
}

/* Zone, calendar and hours that an office has unless its record says otherwise: the parent's, else the calendar's. */
static enum ck_code usual_time(struct ck_desk *d, const struct ck_fields *in, const struct ck_office *parent,
                               struct ck_fields *usual, struct ck_error *e)
{
	if (parent == NULL && ck_days_usual(ck_desk_store(d), ck_fields_get(in, "calendar"), usual, e) != CK_OK)
		return ck_fail_column(e, "calendar");
	if (parent != NULL) {
		ck_fields_set(usual, "zone", parent->zone_name);
		ck_fields_set(usual, "calendar", parent->calendar_name);
		ck_fields_set(usual, "hours", parent->hours_text);
	}
	return CK_OK;
}

static enum ck_code working_time(struct ck_desk *d, const struct ck_fields *in, const struct ck_office *parent,
                                 struct ck_fields *data, struct ck_zone **zone, struct ck_error *e)
{
	static const char *const columns[] = {"zone", "calendar", "hours"};
	struct ck_fields usual = {0};
	struct ck_hours hours;
	enum ck_code code = usual_time(d, in, parent, &usual, e);

	for (int i = 0; i < 3; i++)
		ck_fields_set(data, columns[i], ck_fields_get(ck_fields_has(in, columns[i]) ? in : &usual, columns[i]));
	if (code == CK_OK && ck_days_usual(ck_desk_store(d), given(data, "calendar"), &usual, e) != CK_OK)
		code = ck_fail_column(e, "calendar");
	ck_fields_free(&usual);
	if (code != CK_OK)
		return code;
	if (!ck_hours_parse(given(data, "hours"), &hours))
		return ck_fail_at(e, CK_BADDATA, "hours", "not working hours (as 09:00-13:00 14:30-18:30)");
	code = ck_zone_open(given(data, "zone"), NULL, zone, e);
	if (code == CK_CONFIG)
		e->code = code = CK_BADDATA;
	return code == CK_OK ? CK_OK : ck_fail_column(e, "zone");
}

enum ck_code ck_office_add(struct ck_desk *d, const struct ck_fields *in, struct ck_error *e)
{
	const char *parent_code = ck_fields_get(in, "parent");
	const struct ck_office *parent = NULL;
	struct journal j = {.code = given(in, "office")};
	struct ck_zone *zone = NULL;
	struct ck_fields data = {0};
	struct ck_book book = {0};
	enum ck_code code;

	if ((code = ck_fields_need(in, "office name office_kind", e)) != CK_OK || (code = is_new_office(d, j.code, e)) != CK_OK)
		return code;
	if (parent_code != NULL && (code = ck_desk_office(d, parent_code, &parent, e)) != CK_OK)
		return ck_fail_column(e, "parent");
	if ((code = next_office(d, &j.office, e)) != CK_OK)
		return code;
	ck_fields_set(&data, "office", j.code);
	ck_fields_set(&data, "name", given(in, "name"));
	ck_fields_set(&data, "office_kind", given(in, "office_kind"));
	ck_fields_set(&data, "parent", parent_code);
	code = working_time(d, in, parent, &data, &zone, e);
	if (code != CK_OK) {
		ck_fields_free(&data);
		ck_zone_free(zone);
		return code;
	}
	ck_fields_set(&data, "authority", given(in, "authority"));
	j.zone = zone;
	code = record(d, &j, in, "office-add", &data, &book, e);
	ck_zone_free(zone);
	return code;
}

/* -- staff -- */

/* A time of the record in the office's zone; absent gives `otherwise`. */
static enum ck_code take_time(const struct ck_fields *in, const char *column, const struct ck_office *o,
                              ck_time otherwise, ck_time *t, struct ck_error *e)
{
	const char *text = ck_fields_get(in, column);

	*t = otherwise;
	if (text == NULL || ck_time_parse(text, o->zone, t, e) == CK_OK)
		return CK_OK;
	return ck_fail_column(e, column);
}

/* The command names the login before the text. */
static enum ck_code refuse_at(struct ck_error *e, const char *column, const char *what, ck_time t,
                              const struct ck_office *o)
{
	char day[CK_TIME_TEXT];

	ck_day_print(day, ck_zone_local(o->zone, t).day);
	ck_fail(e, CK_REFUSED, "%s %s", what, day);
	return ck_fail_column(e, column);
}

/* Staff and its office; CK_BADDATA in that column if there is none. */
static enum ck_code staff_at_work(struct ck_desk *d, const struct ck_fields *in, const char *column,
                                  const struct ck_staff **st, const struct ck_office **o, struct ck_error *e)
{
	enum ck_code code = ck_desk_staff(d, given(in, column), st, e);

	if (code != CK_OK)
		return ck_fail_column(e, column);
	return ck_desk_office(d, (*st)->office, o, e);
}

static enum ck_code check_login(const char *login, struct ck_error *e)
{
	if (!made_of(login, "abcdefghijklmnopqrstuvwxyz0123456789._-"))
		return ck_fail_at(e, CK_BADDATA, "login", "not a login (of a-z, 0-9, dot, underscore and hyphen)");
	return strcmp(login, MACHINE) == 0 ? ck_fail_at(e, CK_BADDATA, "login", "that is the login of machines' steps") : CK_OK;
}

static enum ck_code check_roles(struct ck_desk *d, const char *roles, struct ck_error *e)
{
	const struct ck_vocabulary *v;
	const struct ck_role *role;
	const char *word;
	char name[80];
	size_t n;
	enum ck_code code;

	if ((code = ck_desk_vocabulary(d, &v, e)) != CK_OK)
		return code;
	while ((word = ck_word_next(&roles, &n)) != NULL) {
		snprintf(name, sizeof name, "%.*s", (int)n, word);
		role = n < sizeof name ? ck_role_find(v, name) : NULL;
		if (role == NULL)
			ck_fail(e, CK_BADDATA, "no role \"%s\"", name);
		else if (role->kind != CK_ROLE_STAFF && role->kind != CK_ROLE_BODY)
			ck_fail(e, CK_REFUSED, "%s is a role of %s: no member of staff holds it", name,
			        role->kind == CK_ROLE_MACHINE ? "a machine" : "somebody outside");
		else if (roles != NULL && ck_word_in(roles, name))
			ck_fail(e, CK_BADDATA, "the role %s stands twice", name);
		else
			continue;
		return ck_fail_column(e, "roles");
	}
	return CK_OK;
}

/* The how-manieth stay the last one was, as the journal of its office says. */
static enum ck_code last_period(struct ck_desk *d, const struct ck_staff *st, int64_t *period, struct ck_error *e)
{
	const struct ck_office *o;
	struct ck_events evs = {0};
	struct ck_book book = {0};
	size_t i;
	enum ck_code code;

	if ((code = ck_desk_office(d, st->office, &o, e)) != CK_OK)
		return code;
	code = ck_ledger_read(ck_desk_store(d), ck_chain_pack(o->no, 0, CK_SERIES_JOURNAL, 0), &evs, e);
	for (i = 0; code == CK_OK && i < evs.count; i++)
		code = ck_book_apply(&book, &evs.at[i], e);
	for (i = 0; code == CK_OK && i < book.staffs; i++)
		if (strcmp(book.staff[i]->login, st->login) == 0)
			*period = book.staff[i]->period;
	ck_events_free(&evs);
	ck_book_free(&book);
	return code;
}

struct former {           /* the stay before */
	const char *office;
	int64_t period;   /* 0 = there was none */
};

/* Somebody who is here cannot come; somebody who left may come back, after that. */
static enum ck_code may_come(struct ck_desk *d, const char *login, ck_time since, const struct ck_office *o,
                             struct former *former, struct ck_error *e)
{
	const struct ck_staff *st;
	enum ck_code code = ck_desk_staff(d, login, &st, e);

	if (code == CK_BADDATA) {
		ck_error_clear(e);
		return CK_OK;
	}
	if (code != CK_OK)
		return code;
	if (st->until == CK_NOTIME) {
		ck_fail(e, CK_REFUSED, "is staff of %s already", st->office);
		return ck_fail_column(e, "login");
	}
	if (st->until > ck_desk_now(d))
		return refuse_at(e, "login", "is here until", st->until, o);
	if (since < st->until)
		return refuse_at(e, "since", "the last period ends only on", st->until, o);
	former->office = st->office;
	return last_period(d, st, &former->period, e);
}

enum ck_code ck_staff_add(struct ck_desk *d, const struct ck_fields *in, struct ck_error *e)
{
	const char *login = given(in, "login");
	const struct ck_office *o;
	struct ck_fields data = {0};
	struct ck_book book = {0};
	struct journal j;
	struct former former = {0};
	ck_time since, left;
	char text[24];
	enum ck_code code;

	if ((code = ck_fields_need(in, "login name roles office", e)) != CK_OK || (code = check_login(login, e)) != CK_OK ||
	    (code = check_roles(d, given(in, "roles"), e)) != CK_OK ||
	    (code = ck_desk_office(d, given(in, "office"), &o, e)) != CK_OK ||
	    (code = take_time(in, "since", o, ck_desk_now(d), &since, e)) != CK_OK ||
	    (code = take_time(in, "left", o, CK_NOTIME, &left, e)) != CK_OK)
		return code;
	if (left != CK_NOTIME && left < since)
		return ck_fail_at(e, CK_BADDATA, "left", "before since");
	if ((code = may_come(d, login, since, o, &former, e)) != CK_OK)
		return code;
	j = (struct journal){o->no, o->code, o->zone};
	ck_fields_set(&data, "login", login);
	ck_fields_set(&data, "name", given(in, "name"));
	ck_fields_set(&data, "roles", given(in, "roles"));
	ck_fields_set(&data, "office", o->code);
	ck_fields_set_time(&data, "since", since, o->zone);
	ck_fields_set_time(&data, "left", left, o->zone);
	if (former.period > 0) {
		snprintf(text, sizeof text, "%lld", (long long)former.period + 1);
		ck_fields_set(&data, "period", text);
		ck_fields_set(&data, "former_office", former.office);
	}
	code = record(d, &j, in, "staff-add", &data, &book, e);
	ck_desk_forget_staff(d);
	return code;
}

enum ck_code ck_staff_end(struct ck_desk *d, const struct ck_fields *in, struct ck_error *e)
{
	const struct ck_office *o;
	const struct ck_staff *st;
	struct ck_fields data = {0};
	struct ck_book book = {0};
	struct journal j;
	ck_time until;
	enum ck_code code;

	if ((code = ck_fields_need(in, "login", e)) != CK_OK || (code = staff_at_work(d, in, "login", &st, &o, e)) != CK_OK ||
	    (code = take_time(in, "until", o, ck_desk_now(d), &until, e)) != CK_OK)
		return code;
	if (st->until != CK_NOTIME && st->until <= ck_desk_now(d))
		return refuse_at(e, "login", "left on", st->until, o);
	if (until < st->since)
		return refuse_at(e, "until", "before the first day,", st->since, o);
	j = (struct journal){o->no, o->code, o->zone};
	ck_fields_set(&data, "login", st->login);
	ck_fields_set_time(&data, "until", until, o->zone);
	ck_fields_set(&data, "reason", given(in, "reason"));
	ck_book_take_staff(&book, st);
	code = record(d, &j, in, "staff-end", &data, &book, e);
	ck_desk_forget_staff(d);
	return code;
}

static enum ck_code may_delegate(struct ck_desk *d, const struct ck_staff *st, struct ck_error *e)
{
	if (!ck_desk_strict(d) || strcmp(st->login, ck_desk_os_user(d)) == 0)
		return CK_OK;
	ck_fail(e, CK_DENIED, "this store is strict: only oneself may delegate");
	return ck_fail_column(e, "login");
}

enum ck_code ck_staff_delegate(struct ck_desk *d, const struct ck_fields *in, struct ck_error *e)
{
	const struct ck_office *o, *of_agent;
	const struct ck_staff *st, *agent;
	struct ck_fields data = {0};
	struct ck_book book = {0};
	struct journal j;
	ck_time since, until;
	enum ck_code code;

	if ((code = ck_fields_need(in, "login to", e)) != CK_OK || (code = staff_at_work(d, in, "login", &st, &o, e)) != CK_OK ||
	    (code = staff_at_work(d, in, "to", &agent, &of_agent, e)) != CK_OK ||
	    (code = take_time(in, "since", o, ck_desk_now(d), &since, e)) != CK_OK ||
	    (code = take_time(in, "until", o, CK_NOTIME, &until, e)) != CK_OK || (code = may_delegate(d, st, e)) != CK_OK)
		return code;
	if (strcmp(st->login, agent->login) == 0)
		return ck_fail_at(e, CK_BADDATA, "to", "one does not delegate to oneself");
	if (until != CK_NOTIME && until < since)
		return ck_fail_at(e, CK_BADDATA, "until", "before since");
	if (st->until != CK_NOTIME && st->until <= since)
		return refuse_at(e, "login", "left on", st->until, o);
	if (agent->until != CK_NOTIME && agent->until <= since)
		return refuse_at(e, "to", "that person left on", agent->until, of_agent);
	j = (struct journal){o->no, o->code, o->zone};
	ck_fields_set(&data, "login", st->login);
	ck_fields_set(&data, "to", agent->login);
	ck_fields_set_time(&data, "since", since, o->zone);
	ck_fields_set_time(&data, "until", until, o->zone);
	return record(d, &j, in, "staff-delegate", &data, &book, e);
}

/* -- lists -- */

enum ck_code ck_office_list(struct ck_desk *d, const char *office,
                            enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                            struct ck_error *e)
{
	struct ck_fields out = {0};
	struct ck_result *r;
	enum ck_code code;

	code = ck_store_query(ck_desk_store(d), &r, e, CK_SQL_OFFICE_LIST, "t", office ? office : "");
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		ck_fields_empty(&out);
		for (int i = 0; i < OFFICE_COLUMNS; i++)
			ck_fields_set(&out, ck_office_columns[i], ck_result_text(r, i + 1));
		code = each(to, &out, e);
	}
	ck_result_end(r);
	ck_fields_free(&out);
	return code != CK_OK ? code : e->code;
}

/* Who may act for this login now, as words. */
static enum ck_code put_delegates(struct ck_desk *d, const char *login, struct ck_fields *out, struct ck_error *e)
{
	struct ck_buffer words = {0};
	struct ck_result *r;
	enum ck_code code;

	code = ck_store_query(ck_desk_store(d), &r, e, CK_SQL_DELEGATES_OF, "ti", login, ck_desk_now(d));
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (ck_result_next(r, e))
		ck_buffer_printf(&words, "%s%s", words.length > 0 ? " " : "", ck_result_text(r, 0));
	ck_result_end(r);
	ck_fields_set(out, "delegates", words.text);
	ck_buffer_free(&words);
	return e->code;
}

static enum ck_code put_staff(struct ck_desk *d, struct ck_result *r, struct ck_fields *out, struct ck_error *e)
{
	static const char *const columns[] = {"login", "name", "roles", "office"};
	const struct ck_office *o;
	enum ck_code code;

	ck_fields_empty(out);
	for (int i = 0; i < 4; i++)
		ck_fields_set(out, columns[i], ck_result_text(r, i));
	if ((code = ck_desk_office(d, ck_result_text(r, 3), &o, e)) != CK_OK)
		return code;
	ck_fields_set_time(out, "since", ck_result_int(r, 4), o->zone);
	ck_fields_set_time(out, "left", ck_result_int(r, 5), o->zone);
	return put_delegates(d, ck_result_text(r, 0), out, e);
}

static bool is_asked_for(struct ck_result *r, const char *role, bool present_only, ck_time now)
{
	ck_time since = ck_result_int(r, 4), until = ck_result_int(r, 5);

	if (role != NULL && !ck_word_in(ck_result_text(r, 2), role))
		return false;
	return !present_only || (since <= now && (until == CK_NOTIME || now < until));
}

static enum ck_code check_filters(struct ck_desk *d, const char *office, const char *role, struct ck_error *e)
{
	const struct ck_vocabulary *v;
	const struct ck_office *o;
	enum ck_code code = CK_OK;

	if (office != NULL)
		code = ck_desk_office(d, office, &o, e);
	if (code != CK_OK || role == NULL || (code = ck_desk_vocabulary(d, &v, e)) != CK_OK)
		return code;
	if (ck_role_find(v, role) != NULL)
		return CK_OK;
	ck_fail(e, CK_BADDATA, "no role \"%s\"", role);
	return ck_fail_column(e, "role");
}

enum ck_code ck_staff_list(struct ck_desk *d, const char *office, const char *role, bool present_only,
                           enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                           struct ck_error *e)
{
	struct ck_fields out = {0};
	struct ck_result *r;
	enum ck_code code = check_filters(d, office, role, e);

	if (code != CK_OK)
		return code;
	code = ck_store_query(ck_desk_store(d), &r, e, CK_SQL_STAFF_LIST, "t", office ? office : "");
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		if (!is_asked_for(r, role, present_only, ck_desk_now(d)))
			continue;
		if ((code = put_staff(d, r, &out, e)) == CK_OK)
			code = each(to, &out, e);
	}
	ck_result_end(r);
	ck_fields_free(&out);
	return code != CK_OK ? code : e->code;
}
