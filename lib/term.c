#include "term.h"

#include <stdlib.h>
#include <string.h>
#include "text.h"

#define DAY_SECONDS 86400
#define REACH 366 /* days in which there must be a working day */

/* One term being counted: the day it has come to, and where its days are noted. */
struct count {
	const struct ck_worktime *work;
	struct ck_term_trace *trace; /* may be NULL */
	struct ck_error *e;
	ck_day day;
};

static const struct unit {
	const char *name;
	long longest;
} units[] = {
	[CK_MINUTE] = {"minute", 1000000},   [CK_HOUR] = {"hour", 100000}, [CK_SAME_DAY] = {"same-day", 1000000},
	[CK_WORKING_DAY] = {"working-day", 36525}, [CK_DAY] = {"day", 36525}, [CK_MONTH] = {"month", 1200},
};

bool ck_unit_parse(const char *name, enum ck_unit *u)
{
	for (size_t i = 0; i < sizeof units / sizeof *units; i++) {
		if (strcmp(name, units[i].name) == 0) {
			*u = (enum ck_unit)i;
			return true;
		}
	}
	return false;
}

const char *ck_unit_name(enum ck_unit u)
{
	return units[u].name;
}

/* -- hours -- */

static bool two_digits(const char **s, int *out)
{
	const char *p = *s;

	if (p[0] < '0' || p[0] > '9' || p[1] < '0' || p[1] > '9')
		return false;
	*out = 10 * (p[0] - '0') + p[1] - '0';
	*s = p + 2;
	return true;
}

static bool one_char(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

static bool time_of_day(const char **s, int *second)
{
	int hour, minute;

	if (!two_digits(s, &hour) || !one_char(s, ':') || !two_digits(s, &minute))
		return false;
	*second = 60 * (60 * hour + minute);
	return minute < 60 && *second <= DAY_SECONDS;
}

bool ck_hours_parse(const char *text, struct ck_hours *h)
{
	int earliest = 0;

	h->count = 0;
	do {
		int opens, closes;
		if (h->count == CK_SPANS || !time_of_day(&text, &opens) || !one_char(&text, '-') ||
		    !time_of_day(&text, &closes) || opens < earliest || opens >= closes)
			return false;
		h->span[h->count].opens = opens;
		h->span[h->count].closes = closes;
		h->count++;
		earliest = closes;
	} while (one_char(&text, ' '));
	return *text == '\0';
}

/* -- days -- */

static bool works(const struct count *c)
{
	return ck_calendar_works(c->work->calendar, c->day, c->work->known, NULL);
}

static void note(struct count *c, long counted, const char *text)
{
	struct ck_term_trace *t = c->trace;

	if (t == NULL)
		return;
	if (t->count == t->room) {
		t->room = t->room == 0 ? 16 : 2 * t->room;
		t->days = ck_grow(t->days, t->room, sizeof *t->days);
	}
	struct ck_term_day *d = &t->days[t->count++];
	*d = (struct ck_term_day){.day = c->day, .counted = counted, .note = text};
	d->works = ck_calendar_works(c->work->calendar, c->day, c->work->known, &d->why);
}

void ck_term_trace_free(struct ck_term_trace *t)
{
	free(t->days);
	*t = (struct ck_term_trace){0};
}

static enum ck_code next_working_day(struct count *c)
{
	ck_day from = c->day;

	for (int i = 0; i < REACH; i++) {
		c->day++;
		if (works(c))
			return CK_OK;
		note(c, 0, "day off");
	}
	char text[CK_TIME_TEXT];
	ck_day_print(text, from);
	return ck_fail(c->e, CK_CONFIG, "calendar \"%s\" has no working day within a year after %s",
	               ck_calendar_name(c->work->calendar), text);
}

/* -- times of the present day -- */

static ck_time opens(const struct count *c, int span)
{
	return ck_zone_utc(c->work->zone, c->day, c->work->hours.span[span].opens, false, NULL);
}

static ck_time closes(const struct count *c, int span)
{
	int second = c->work->hours.span[span].closes;

	if (second == DAY_SECONDS)
		return ck_zone_utc(c->work->zone, c->day + 1, 0, false, NULL);
	return ck_zone_utc(c->work->zone, c->day, second, true, NULL);
}

static ck_time closing(const struct count *c)
{
	return closes(c, c->work->hours.count - 1);
}

static ck_time last_second(const struct count *c)
{
	return ck_zone_utc(c->work->zone, c->day, DAY_SECONDS - 1, true, NULL);
}

static void start_on_day_of(struct count *c, ck_time t)
{
	c->day = ck_zone_local(c->work->zone, t).day;
}

/* What comes outside working time comes when work next opens. */
static enum ck_code arrive(struct count *c, ck_time *t)
{
	start_on_day_of(c, *t);
	bool worked = works(c);
	for (int i = 0; worked && i < c->work->hours.count; i++) {
		if (*t < closes(c, i)) {
			if (*t < opens(c, i))
				*t = opens(c, i);
			return CK_OK;
		}
	}
	note(c, 0, worked ? "came after hours" : "came on a day off");
	enum ck_code code = next_working_day(c);
	if (code == CK_OK)
		*t = opens(c, 0);
	return code;
}

/* Lets working time run from *t, which lies in the present day. */
static enum ck_code run(struct count *c, ck_time *t, long seconds)
{
	for (long counted = 1;; counted++) {
		note(c, counted, counted == 1 ? "start" : "counted");
		for (int i = 0; i < c->work->hours.count; i++) {
			ck_time from = *t > opens(c, i) ? *t : opens(c, i);
			if (from >= closes(c, i))
				continue;
			if (from + seconds <= closes(c, i)) {
				*t = from + seconds;
				return CK_OK;
			}
			seconds -= closes(c, i) - from;
		}
		enum ck_code code = next_working_day(c);
		if (code != CK_OK)
			return code;
	}
}

/* Goes on to the n-th day after the present one: working day, calendar day, or the same day of the n-th month. */
static enum ck_code pass(struct count *c, long n, enum ck_unit unit)
{
	ck_day start = c->day;
	enum ck_code code = CK_OK;

	note(c, 0, "start");
	for (long i = 1; i <= n && code == CK_OK; i++) {
		if (unit == CK_MONTH)
			c->day = ck_day_add_months(start, i);
		else if (unit == CK_DAY)
			c->day++;
		else
			code = next_working_day(c);
		if (code == CK_OK)
			note(c, i, "counted");
	}
	return code;
}

static enum ck_code move_to_working_day(struct count *c, bool *moved)
{
	*moved = !works(c);
	if (!*moved)
		return CK_OK;
	enum ck_code code = next_working_day(c);
	if (code == CK_OK)
		note(c, 0, "moved from a day off");
	return code;
}

/* -- terms -- */

static bool runs_in_working_time(enum ck_unit unit)
{
	return unit == CK_MINUTE || unit == CK_HOUR;
}

static long seconds_of(long value, enum ck_unit unit)
{
	return value * (unit == CK_HOUR ? 3600 : 60);
}

static bool in_working_days(enum ck_unit unit)
{
	return unit == CK_WORKING_DAY || unit == CK_SAME_DAY;
}

static enum ck_code check(const struct ck_worktime *w, long value, enum ck_unit unit, struct ck_error *e)
{
	if (w->hours.count == 0)
		return ck_fail(e, CK_CONFIG, "no working hours are given");
	if (value < 0 || value > units[unit].longest)
		return ck_fail(e, CK_BADDATA, "a term of %ld %s is not between 0 and %ld", value, units[unit].name,
		               units[unit].longest);
	return CK_OK;
}

/* The end of a term of days whose first day is the present one; start is its very moment. */
static enum ck_code end_of_days(struct count *c, ck_time start, long value, enum ck_unit unit, bool move, ck_time *end)
{
	bool moved = false;
	enum ck_code code = pass(c, unit == CK_SAME_DAY ? 0 : value, unit);

	if (code == CK_OK && move && !in_working_days(unit))
		code = move_to_working_day(c, &moved);
	if (code != CK_OK)
		return code;
	if (value == 0 && unit != CK_SAME_DAY)
		*end = moved ? opens(c, 0) : start;
	else
		*end = in_working_days(unit) ? closing(c) : last_second(c);
	return CK_OK;
}

enum ck_code ck_term_end(const struct ck_worktime *w, ck_time start, long value, enum ck_unit unit, bool move,
                         ck_time *end, struct ck_term_trace *trace, struct ck_error *e)
{
	struct count c = {w, trace, e, CK_NODAY};
	enum ck_code code = check(w, value, unit, e);

	if (code != CK_OK)
		return code;
	if (unit == CK_DAY || unit == CK_MONTH) {
		start_on_day_of(&c, start);
		return end_of_days(&c, start, value, unit, move, end);
	}
	code = arrive(&c, &start);
	if (code != CK_OK)
		return code;
	if (!runs_in_working_time(unit))
		return end_of_days(&c, start, value, unit, move, end);
	code = run(&c, &start, seconds_of(value, unit));
	if (code == CK_OK)
		*end = start;
	return code;
}

enum ck_code ck_term_extend(const struct ck_worktime *w, ck_time unmoved, long value, enum ck_unit unit, bool move,
                            ck_time *end, struct ck_term_trace *trace, struct ck_error *e)
{
	if (!in_working_days(unit))
		return ck_term_end(w, unmoved, value, unit, move, end, trace, e);
	struct count c = {w, trace, e, CK_NODAY};
	enum ck_code code = check(w, value, unit, e);
	if (code != CK_OK)
		return code;
	start_on_day_of(&c, unmoved);
	return end_of_days(&c, unmoved, value, unit, move, end);
}

/* When work opens on the working day after the n-th day. */
static enum ck_code opening_after_days(struct count *c, long value, enum ck_unit unit, ck_time *from)
{
	enum ck_code code = pass(c, unit == CK_SAME_DAY ? 0 : value, unit);

	if (code == CK_OK)
		code = next_working_day(c);
	if (code != CK_OK)
		return code;
	note(c, 0, "work opens");
	*from = opens(c, 0);
	return CK_OK;
}

enum ck_code ck_term_earliest(const struct ck_worktime *w, ck_time start, long value, enum ck_unit unit,
                              ck_time *from, struct ck_term_trace *trace, struct ck_error *e)
{
	if (runs_in_working_time(unit) || (value == 0 && unit != CK_SAME_DAY))
		return ck_term_end(w, start, value, unit, true, from, trace, e);
	struct count c = {w, trace, e, CK_NODAY};
	enum ck_code code = check(w, value, unit, e);
	if (code != CK_OK)
		return code;
	start_on_day_of(&c, start);
	if (in_working_days(unit))
		code = arrive(&c, &start);
	return code == CK_OK ? opening_after_days(&c, value, unit, from) : code;
}

enum ck_code ck_term_closing(const struct ck_worktime *w, ck_time t, ck_time *end, struct ck_error *e)
{
	struct count c = {w, NULL, e, CK_NODAY};
	bool moved;
	enum ck_code code = check(w, 0, CK_SAME_DAY, e);

	if (code != CK_OK)
		return code;
	start_on_day_of(&c, t);
	code = move_to_working_day(&c, &moved);
	if (code == CK_OK)
		*end = closing(&c);
	return code;
}
