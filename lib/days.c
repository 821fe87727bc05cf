#include "days.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "record.h"
#include "term.h"

static const char calendars_file[] = "calendars.tsv";

/* -- rows -- */

static enum ck_code no_calendar(struct ck_error *e, const char *name)
{
	if (name == NULL)
		ck_fail(e, CK_BADDATA, "there is no calendar");
	else
		ck_fail(e, CK_BADDATA, "there is no calendar \"%.100s\"", name);
	return ck_fail_column(e, "calendar");
}

static enum ck_code complete(const struct ck_fields *row, const char *columns, struct ck_error *e)
{
	size_t n;

	for (const char *word; (word = ck_word_next(&columns, &n)) != NULL;) {
		char name[40];
		snprintf(name, sizeof name, "%.*s", (int)n, word);
		if (!ck_fields_has(row, name)) {
			ck_fail(e, CK_BADDATA, "%s is missing", name);
			return ck_fail_column(e, name);
		}
	}
	return CK_OK;
}

/* Is it a calendar's row? zone becomes the caller's. */
static enum ck_code check_usual(const struct ck_fields *row, struct ck_zone **zone, struct ck_error *e)
{
	enum ck_code code = complete(row, "calendar week week_source zone hours title", e);

	if (code != CK_OK)
		return code;
	const char *week = ck_fields_get(row, "week");
	struct ck_hours hours;
	if (strlen(week) != 7 || strspn(week, "01") != 7)
		return ck_fail(e, CK_BADDATA, "week is not seven of 0 and 1: \"%.20s\"", week);
	if (!ck_hours_parse(ck_fields_get(row, "hours"), &hours))
		return ck_fail(e, CK_BADDATA, "hours are not spans such as 09:00-13:00 14:30-18:30");
	return ck_zone_open(ck_fields_get(row, "zone"), NULL, zone, e);
}

/* Texts of *x are the row's. Without known it is CK_NOTIME. */
static enum ck_code parse_day(const struct ck_fields *row, const struct ck_zone *zone, struct ck_exception *x,
                              struct ck_error *e)
{
	enum ck_code code = complete(row, "calendar day works reason source", e);

	if (code != CK_OK)
		return code;
	const char *day = ck_fields_get(row, "day"), *works = ck_fields_get(row, "works");
	const char *known = ck_fields_get(row, "known");
	*x = (struct ck_exception){
		.known = CK_NOTIME, .reason = ck_fields_get(row, "reason"), .source = ck_fields_get(row, "source"),
	};
	if (!ck_day_parse(day, &x->day)) {
		ck_fail(e, CK_BADDATA, "\"%.40s\" is no day such as 2019-05-04", day);
		return ck_fail_column(e, "day");
	}
	x->works = strcmp(works, "yes") == 0;
	if (!x->works && strcmp(works, "no") != 0) {
		ck_fail(e, CK_BADDATA, "works is neither yes nor no");
		return ck_fail_column(e, "works");
	}
	if (known != NULL && ck_time_parse(known, zone, &x->known, e) != CK_OK)
		return ck_fail_column(e, "known");
	return CK_OK;
}

/* -- a folder of TSV files -- */

struct sink {
	ck_record_each *usual, *day;
	void *to;
};

static enum ck_code read_folder(const char *folder, const struct sink *sink, struct ck_error *e)
{
	enum ck_code code = ck_record_file(folder, calendars_file, sink->usual, sink->to, e);

	return code == CK_OK ? ck_record_folder(folder, calendars_file, sink->day, sink->to, e) : code;
}

/* -- one calendar of a folder -- */

struct pick {
	const char *name;       /* NULL = the first */
	struct ck_calendar *calendar;
	struct ck_zone *zone;
	struct ck_fields *usual;
};

static enum ck_code pick_usual(void *to, const struct ck_fields *row, struct ck_error *e)
{
	struct pick *p = to;
	const char *name = ck_fields_get(row, "calendar");

	if (p->calendar != NULL || (p->name != NULL && (name == NULL || strcmp(name, p->name) != 0)))
		return CK_OK;
	enum ck_code code = check_usual(row, &p->zone, e);
	if (code != CK_OK)
		return code;
	p->calendar = ck_calendar_new(name, ck_fields_get(row, "week"), ck_fields_get(row, "week_source"));
	for (size_t i = 0; i < row->count; i++)
		ck_fields_set(p->usual, row->at[i].name, row->at[i].value);
	return CK_OK;
}

static enum ck_code pick_day(void *to, const struct ck_fields *row, struct ck_error *e)
{
	struct pick *p = to;
	struct ck_exception x;
	const char *name = ck_fields_get(row, "calendar");

	if (p->calendar == NULL || name == NULL || strcmp(name, ck_calendar_name(p->calendar)) != 0)
		return CK_OK;
	enum ck_code code = complete(row, "known", e);
	if (code == CK_OK)
		code = parse_day(row, p->zone, &x, e);
	if (code == CK_OK)
		ck_calendar_add(p->calendar, &x);
	return code;
}

enum ck_code ck_days_from_folder(const char *folder, const char *name, struct ck_calendar **c, struct ck_fields *usual,
                                 struct ck_error *e)
{
	struct pick p = {.name = name, .usual = usual};
	enum ck_code code = read_folder(folder, &(struct sink){pick_usual, pick_day, &p}, e);

	ck_zone_free(p.zone);
	if (code == CK_OK && p.calendar == NULL)
		code = no_calendar(e, name);
	if (code == CK_OK)
		*c = p.calendar;
	else
		ck_calendar_free(p.calendar);
	return code;
}

/* -- into a store -- */

static enum ck_code put_day(struct ck_store *s, const char *calendar, const struct ck_exception *x, struct ck_error *e)
{
	return ck_store_do(s, e, NULL, CK_SQL_DAY_PUT, "tiiitt", calendar, (int64_t)x->day, x->known, (int64_t)x->works,
	                   x->reason, x->source);
}

static enum ck_code zone_of(struct ck_store *s, const char *calendar, struct ck_zone **zone, struct ck_error *e)
{
	struct ck_fields usual = {0};
	enum ck_code code = ck_days_usual(s, calendar, &usual, e);

	if (code == CK_OK)
		code = ck_zone_open(ck_fields_get(&usual, "zone"), NULL, zone, e);
	ck_fields_free(&usual);
	return code;
}

struct load {
	struct ck_store *store;
	char *calendar;         /* the last row's, and its zone */
	struct ck_zone *zone;
};

static enum ck_code load_usual(void *to, const struct ck_fields *row, struct ck_error *e)
{
	struct load *l = to;
	struct ck_zone *zone = NULL;
	int64_t no = 0;
	enum ck_code code = check_usual(row, &zone, e);

	ck_zone_free(zone);
	if (code == CK_OK)
		code = ck_store_number(l->store, &no, e, CK_SQL_CALENDAR_LAST, "");
	if (code != CK_OK)
		return code;
	return ck_store_do(l->store, e, NULL, CK_SQL_CALENDAR_PUT, "itttttt", no + 1, ck_fields_get(row, "calendar"),
	                   ck_fields_get(row, "week"), ck_fields_get(row, "week_source"), ck_fields_get(row, "zone"),
	                   ck_fields_get(row, "hours"), ck_fields_get(row, "title"));
}

static enum ck_code load_day(void *to, const struct ck_fields *row, struct ck_error *e)
{
	struct load *l = to;
	struct ck_exception x;
	enum ck_code code = complete(row, "calendar known", e);

	if (code != CK_OK)
		return code;
	const char *calendar = ck_fields_get(row, "calendar");
	if (l->calendar == NULL || strcmp(l->calendar, calendar) != 0) {
		struct ck_zone *zone = NULL;
		if ((code = zone_of(l->store, calendar, &zone, e)) != CK_OK)
			return code;
		ck_zone_free(l->zone);
		free(l->calendar);
		l->zone = zone;
		l->calendar = ck_copy(calendar);
	}
	code = parse_day(row, l->zone, &x, e);
	return code == CK_OK ? put_day(l->store, calendar, &x, e) : code;
}

enum ck_code ck_days_load_folder(struct ck_store *s, const char *folder, struct ck_error *e)
{
	struct load l = {.store = s};
	enum ck_code code = read_folder(folder, &(struct sink){load_usual, load_day, &l}, e);

	ck_zone_free(l.zone);
	free(l.calendar);
	return code;
}

/* What the store holds of a day as known at x->known: the very same, another row learned then, or something older. */
enum held { HELD_NOT, HELD_SAME, HELD_OTHER };

static enum ck_code look_for(struct ck_store *s, const char *calendar, const struct ck_exception *x, enum held *held,
                             struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_DAY_AS_KNOWN, "tii", calendar, (int64_t)x->day, x->known);

	if (code != CK_OK)
		return code;
	*held = HELD_NOT;
	if (ck_result_next(r, e)) {
		if ((ck_result_int(r, 2) != 0) == x->works && strcmp(ck_result_text(r, 3), x->reason) == 0 &&
		    strcmp(ck_result_text(r, 4), x->source) == 0)
			*held = HELD_SAME;
		else if (ck_result_int(r, 1) == x->known)
			*held = HELD_OTHER;
	}
	ck_result_end(r);
	return e->code;
}

enum ck_code ck_days_load(struct ck_store *s, const struct ck_fields *row, ck_time now, bool *added,
                          struct ck_error *e)
{
	struct ck_exception x;
	struct ck_zone *zone = NULL;
	enum held held = HELD_NOT;
	enum ck_code code = complete(row, "calendar", e);

	if (code != CK_OK)
		return code;
	const char *calendar = ck_fields_get(row, "calendar");
	*added = false;
	if ((code = zone_of(s, calendar, &zone, e)) != CK_OK)
		return code;
	code = parse_day(row, zone, &x, e);
	ck_zone_free(zone);
	if (code != CK_OK)
		return code;
	if (x.known > now) {
		ck_fail(e, CK_REFUSED, "that lies ahead: nobody knows yet what will be known then");
		return ck_fail_column(e, "known");
	}
	x.known = now;
	if ((code = look_for(s, calendar, &x, &held, e)) != CK_OK || held == HELD_SAME)
		return code;
	if (held == HELD_OTHER)
		return ck_fail(e, CK_REFUSED, "%s: another row of %s is known since the same second", calendar,
		               ck_fields_get(row, "day"));
	*added = true;
	return put_day(s, calendar, &x, e);
}

/* -- out of a store -- */

enum ck_code ck_days_usual(struct ck_store *s, const char *name, struct ck_fields *usual, struct ck_error *e)
{
	static const char *const columns[] = {"calendar", "week", "week_source", "zone", "hours", "title"};
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_CALENDARS, "t", name != NULL ? name : "");

	if (code != CK_OK)
		return code;
	bool found = ck_result_next(r, e);
	for (int i = 0; found && i < 6; i++)
		ck_fields_set(usual, columns[i], ck_result_text(r, i));
	ck_result_end(r);
	if (e->code != CK_OK)
		return e->code;
	return found ? CK_OK : no_calendar(e, name);
}

static enum ck_code add_days(struct ck_store *s, struct ck_calendar *c, ck_day from, ck_day until, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_DAYS_OF_CALENDAR, "tii", ck_calendar_name(c), (int64_t)from,
	                                   (int64_t)until);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (ck_result_next(r, e)) {
		struct ck_exception x = {
			.day = (ck_day)ck_result_int(r, 0), .known = ck_result_int(r, 1), .works = ck_result_int(r, 2) != 0,
			.reason = ck_result_text(r, 3), .source = ck_result_text(r, 4),
		};
		ck_calendar_add(c, &x);
	}
	ck_result_end(r);
	return e->code;
}

static enum ck_code calendar_of(struct ck_store *s, const char *name, struct ck_calendar **c, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_CALENDAR_WEEK, "t", name);

	if (code != CK_OK)
		return code;
	*c = ck_result_next(r, e) ? ck_calendar_new(name, ck_result_text(r, 0), ck_result_text(r, 1)) : NULL;
	ck_result_end(r);
	if (e->code == CK_OK && *c == NULL)
		no_calendar(e, name);
	return e->code;
}

enum ck_code ck_days_calendar(struct ck_store *s, const char *name, ck_day from, ck_day until, struct ck_calendar **c,
                              struct ck_error *e)
{
	enum ck_code code = calendar_of(s, name, c, e);

	if (code == CK_OK && (code = add_days(s, *c, from, until, e)) != CK_OK) {
		ck_calendar_free(*c);
		*c = NULL;
	}
	return code;
}

static void read_more(void *store, struct ck_calendar *c, ck_day from, ck_day until)
{
	struct ck_error e;

	if (add_days(store, c, from, until, &e) != CK_OK)
		ck_store_fail(store, &e);
}

enum ck_code ck_days_as_needed(struct ck_store *s, const char *name, struct ck_calendar **c, struct ck_error *e)
{
	enum ck_code code = calendar_of(s, name, c, e);

	if (code == CK_OK)
		ck_calendar_read_from(*c, read_more, s);
	return code;
}

/* -- listed -- */

static void put_row(struct ck_fields *out, const struct ck_calendar *c, const struct ck_zone *zone, ck_day day,
                    bool works, const struct ck_exception *why)
{
	char text[CK_TIME_TEXT];

	ck_fields_empty(out);
	ck_fields_set(out, "calendar", ck_calendar_name(c));
	ck_day_print(text, day);
	ck_fields_set(out, "day", text);
	ck_fields_set(out, "weekday", ck_weekday_name(day));
	ck_fields_set(out, "works", works ? "yes" : "no");
	if (why == NULL)
		return;
	ck_time_print(text, why->known, zone);
	ck_fields_set(out, "known", text);
	ck_fields_set(out, "reason", why->reason);
	ck_fields_set(out, "source", why->source);
}

enum ck_code ck_days_list(struct ck_store *s, const struct ck_days_filter *f, ck_time now,
                          enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                          struct ck_error *e)
{
	struct ck_fields usual = {0}, out = {0};
	struct ck_calendar *c = NULL;
	struct ck_zone *zone = NULL;
	ck_time known = now;
	ck_day first = CK_NODAY, last = CK_NODAY;
	enum ck_code code = ck_days_usual(s, f->calendar, &usual, e);

	if (code == CK_OK)
		code = ck_days_calendar(s, ck_fields_get(&usual, "calendar"), INT32_MIN, INT32_MAX, &c, e);
	if (code == CK_OK)
		code = ck_zone_open(ck_fields_get(&usual, "zone"), NULL, &zone, e);
	if (code == CK_OK && f->known != NULL)
		code = ck_time_parse(f->known, zone, &known, e);
	if (code == CK_OK)
		ck_calendar_span(c, &first, &last);
	first = f->from != CK_NODAY ? f->from : first;
	last = f->until != CK_NODAY ? f->until : last;
	for (ck_day day = first; code == CK_OK && day <= last && first != CK_NODAY; day++) {
		const struct ck_exception *why;
		bool works = ck_calendar_works(c, day, known, &why);
		if (why == NULL && !f->all)
			continue;
		put_row(&out, c, zone, day, works, why);
		code = each(to, &out, e);
	}
	ck_zone_free(zone);
	ck_calendar_free(c);
	ck_fields_free(&usual);
	ck_fields_free(&out);
	return code;
}
