/* term: how long an act leaves. Units, working time, and the end of a term (DESIGN 4, "Due times"). */
#ifndef CK_TERM_H
#define CK_TERM_H

#include <stdbool.h>
#include <stddef.h>
#include "calendar.h"

enum ck_unit { CK_MINUTE, CK_HOUR, CK_SAME_DAY, CK_WORKING_DAY, CK_DAY, CK_MONTH };
bool ck_unit_parse(const char *name, enum ck_unit *u); /* "minute", "hour", "same-day", "working-day", "day", "month" */
const char *ck_unit_name(enum ck_unit u);

/* Office hours: spans of a day in local time, half-open, in order, not overlapping: "09:00-13:00 14:30-18:30". */
#define CK_SPANS 4
struct ck_hours {
	int count;
	struct { int opens, closes; } span[CK_SPANS]; /* seconds of the day */
};
bool ck_hours_parse(const char *text, struct ck_hours *h);

/* Working time of one office. Borrowed pointers. */
struct ck_worktime {
	const struct ck_calendar *calendar;
	const struct ck_zone *zone;
	struct ck_hours hours;
	ck_time known; /* what is known of the calendar: as of this time */
};

/* Why a term ends when it does: one row for each day it touched. */
struct ck_term_day {
	ck_day day;
	long counted;                      /* the how-manieth day (of a term in months: month) of the term; 0 = none */
	bool works;
	const struct ck_exception *why;    /* the row that decided works, or NULL for the week */
	const char *note;                  /* static: "came after hours", "came on a day off", "start", "day off",
	                                      "counted", "moved from a day off", "work opens" */
};
struct ck_term_trace {
	struct ck_term_day *days;
	size_t count, room;
};
void ck_term_trace_free(struct ck_term_trace *t);

/* The end of a maximum: the last second in time. Minutes and hours run in working time only; working-day n ends at
 * closing time of the n-th working day after the day it starts from; same-day at closing time; for these four, a start
 * outside working time (spans are half-open) counts as the moment work next opens. day n ends at 23:59:59 of the n-th
 * calendar day after; month n at 23:59:59 of the same day of the month, or its last; both then move to the next working
 * day if that is off. value 0 of any unit but same-day ends at the (moved) start. move = false leaves day and month
 * unmoved. trace may be NULL; its rows are added to. CK_CONFIG when no working day is within a year's reach or the
 * hours are empty; CK_BADDATA for a value below 0 or of more than a century. */
enum ck_code ck_term_end(const struct ck_worktime *w, ck_time start, long value, enum ck_unit unit, bool move,
                         ck_time *end, struct ck_term_trace *trace, struct ck_error *e);
/* The end of an extended term: counted from the unmoved end of the term, then moved (once: move is for the last one). An extension does not arrive:
 * its first working-day is the one after the day on which the term ends. */
enum ck_code ck_term_extend(const struct ck_worktime *w, ck_time unmoved, long value, enum ck_unit unit, bool move,
                            ck_time *end, struct ck_term_trace *trace, struct ck_error *e);
/* The first moment a minimum allows: of days and months, when work opens on the working day after the n-th (of its
 * kind); of minutes or hours, after n of them in working time; same-day: when work opens on the next working day.
 * value 0 of any unit but same-day: as ck_term_end. */
enum ck_code ck_term_earliest(const struct ck_worktime *w, ck_time start, long value, enum ck_unit unit,
                              ck_time *from, struct ck_term_trace *trace, struct ck_error *e);
/* Closing time of t's local day (of the next working day, if t's is off). */
enum ck_code ck_term_closing(const struct ck_worktime *w, ck_time t, ck_time *end, struct ck_error *e);

#endif
