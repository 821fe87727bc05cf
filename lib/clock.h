/* clock: the only module that reads a clock. Days, times, zones from the system's tzdata, and ISO 8601. */
#ifndef CK_CLOCK_H
#define CK_CLOCK_H

#include <stdbool.h>
#include <stdint.h>
#include "status.h"

typedef int64_t ck_time;                    /* seconds since 1970-01-01T00:00:00Z */
typedef int32_t ck_day;                     /* days since 1970-01-01, Gregorian, any sign */
#define CK_NOTIME INT64_MIN
#define CK_NODAY INT32_MIN
#define CK_TIME_TEXT 40                     /* room that any printed time needs */

/* The machine's clock; or, where rehearsal is not NULL and not "", the ISO 8601 time with offset that it holds (the
 * caller passes CASEKIT_NOW for a rehearsal store only). CK_CONFIG if that text is no such time. */
enum ck_code ck_clock_now(const char *rehearsal, ck_time *now, struct ck_error *e);

/* Milliseconds since some moment or other, by a clock that is never put forward or back: for time limits. */
int64_t ck_clock_monotonic(void);

/* -- days -- */
ck_day ck_day_of(int year, int month, int day);            /* no check; month and day may overflow and are carried */
void ck_day_civil(ck_day d, int *year, int *month, int *day);
int ck_day_weekday(ck_day d);                              /* 1 Monday ... 7 Sunday */
bool ck_day_parse(const char *iso, ck_day *d);             /* YYYY-MM-DD, a day that exists */
void ck_day_print(char out[CK_TIME_TEXT], ck_day d);
ck_day ck_day_add_months(ck_day d, long months);           /* the same day of the month, or the month's last */

/* -- zones: an Olson name, read from TZif files (RFC 8536) in /usr/share/zoneinfo or $TZDIR's value given by tzdir --
 * Wherever a zone is asked for, NULL is UTC. */
struct ck_zone;
/* tzdir NULL = the system's. The zone is the caller's (ck_zone_free). CK_CONFIG: no such zone, or one whose future has
 * daylight-saving rules (casekit serves Kazakhstan, whose zones have none since 2005). */
enum ck_code ck_zone_open(const char *name, const char *tzdir, struct ck_zone **zone, struct ck_error *e);
void ck_zone_free(struct ck_zone *zone);
const char *ck_zone_name(const struct ck_zone *zone);

struct ck_local {
	ck_day day;
	int second; /* of the local day, 0..86399 */
	int offset; /* seconds east of UTC in force then */
};
struct ck_local ck_zone_local(const struct ck_zone *zone, ck_time t);

/* A local time that happens twice (Almaty, 2024-02-29T23:00 to 24:00) or never. */
enum ck_twice { CK_ONCE, CK_TWICE, CK_NEVER };
/* The UTC second of a local time. If it happens twice: the second where later is true, else the first. If it never
 * happens: the first second after the gap. Says which of the three it was in *kind (may be NULL). */
ck_time ck_zone_utc(const struct ck_zone *zone, ck_day day, int second, bool later, enum ck_twice *kind);

/* -- times as text -- */
/* YYYY-MM-DDTHH:MM[:SS] (a space for T is taken) followed by Z, +HH:MM or nothing; or YYYY-MM-DD alone (00:00 of that
 * day). Without an offset it is a time of the zone, and one that happens twice or never is refused with the offsets
 * that would make it plain. CK_BADDATA with a text that says what is wrong. */
enum ck_code ck_time_parse(const char *text, const struct ck_zone *zone, ck_time *t, struct ck_error *e);
/* YYYY-MM-DDTHH:MM:SS+HH:MM in the zone; CK_NOTIME prints "". zone NULL prints Z. */
void ck_time_print(char out[CK_TIME_TEXT], ck_time t, const struct ck_zone *zone);
/* The same with a given offset in seconds, as an event was written. */
void ck_time_print_offset(char out[CK_TIME_TEXT], ck_time t, int offset);

#endif
