/* calendar: which days are worked. A calendar is a week (which weekdays are worked) and dated exceptions, each with the
 * time since which it is known, the reason and its source; two time axes, so a step that was judged yesterday keeps
 * yesterday's knowledge (Labour Code art. 84-85; Law on holidays of 13.12.2001 art. 3-5). */
#ifndef CK_CALENDAR_H
#define CK_CALENDAR_H

#include <stdbool.h>
#include "clock.h"

struct ck_calendar;
struct ck_exception {       /* one dated row of a calendar */
	ck_day day;
	bool works;             /* false: a day off; true: a working day though the week says off */
	ck_time known;          /* since when this is known; of several rows for a day the latest known one holds */
	const char *reason;     /* "Nauryz", "carried over from 2019-03-23", "worked in place of 2019-05-10" */
	const char *source;     /* the act */
};

/* week: seven characters, Monday first, '1' worked, '0' off: "1111100"; week_source: the act that says
 * so. Copied; so is all that is added. */
struct ck_calendar *ck_calendar_new(const char *name, const char *week, const char *week_source);
const char *ck_calendar_week_source(const struct ck_calendar *c);
void ck_calendar_add(struct ck_calendar *c, const struct ck_exception *x);  /* any order */
/* Rows that are not added beforehand but when a day is first asked for: more adds those of the days from <= day < until.
 * Each day is asked for once. */
typedef void ck_calendar_more(void *source, struct ck_calendar *c, ck_day from, ck_day until);
void ck_calendar_read_from(struct ck_calendar *c, ck_calendar_more *more, void *source);
void ck_calendar_free(struct ck_calendar *c);
const char *ck_calendar_name(const struct ck_calendar *c);

/* Is the day worked, as known at that time? *why (may be NULL) becomes the row that decides, or NULL if the week does;
 * it is the calendar's own. */
bool ck_calendar_works(const struct ck_calendar *c, ck_day day, ck_time known, const struct ck_exception **why);
const char *ck_weekday_name(ck_day day);  /* "Mon" ... "Sun" */
/* The first and last day that the calendar's rows speak of; CK_NODAY if it has none. Beyond, only the week is known. */
void ck_calendar_span(const struct ck_calendar *c, ck_day *first, ck_day *last);

#endif
