/* days: the calendars of a store: loaded, listed, and read into calendar.h's form; and the calendars of a folder of TSV
 * files, from which a new store gets its own. A calendar's row says zone and hours too: those of an office that names
 * none; the first calendar is the one of an office that names none. */
#ifndef CK_DAYS_H
#define CK_DAYS_H

#include "calendar.h"
#include "fields.h"
#include "store.h"

/* Loads calendars.tsv (calendar week zone hours title) and every other TSV file of the folder (calendar day works known
 * reason source) into a new store: known is kept as the file says. Needs a transaction. CK_NOINPUT: no such folder;
 * CK_CONFIG with file and line: a row is wrong. */
enum ck_code ck_days_load_folder(struct ck_store *s, const char *folder, struct ck_error *e);
/* One row into a store in use: columns calendar day works reason source [known]. What a store in use learns it knows
 * from now on (a known before now becomes now), so that finished steps keep the judgment they got. *added: false if the
 * very same row holds already. CK_BADDATA: unknown calendar, bad day. CK_REFUSED: the store learned another row of
 * that day at this very second. */
enum ck_code ck_days_load(struct ck_store *s, const struct ck_fields *row, ck_time now, bool *added,
                          struct ck_error *e);

/* Reads one calendar with its rows of the days from <= day < until; the caller frees it. CK_BADDATA: none such. */
enum ck_code ck_days_calendar(struct ck_store *s, const char *name, ck_day from, ck_day until, struct ck_calendar **c,
                              struct ck_error *e);
/* The same, its rows read when a day is first asked for, as long as the store is open. What cannot be read then fails
 * every statement and the commit after it. */
enum ck_code ck_days_as_needed(struct ck_store *s, const char *name, struct ck_calendar **c, struct ck_error *e);
/* A calendar's own row: calendar week zone hours title. name NULL = the first calendar. CK_BADDATA: none such. */
enum ck_code ck_days_usual(struct ck_store *s, const char *name, struct ck_fields *usual, struct ck_error *e);
/* Both at once without any store: one calendar of a folder. usual must be {0} or empty. */
enum ck_code ck_days_from_folder(const char *folder, const char *name, struct ck_calendar **c, struct ck_fields *usual,
                                 struct ck_error *e);

struct ck_days_filter {
	const char *calendar;   /* NULL = the first */
	ck_day from, until;     /* both included; CK_NODAY = as far as the calendar's rows go */
	const char *known;      /* ISO 8601, in the calendar's zone: as known then; NULL = now */
	bool all;               /* the days that the week decides too */
};
/* One call for each day: calendar day weekday works known reason source. */
enum ck_code ck_days_list(struct ck_store *s, const struct ck_days_filter *f, ck_time now,
                          enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                          struct ck_error *e);

#endif
