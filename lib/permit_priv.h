/* permit_priv: one permit found, judged and printed, and what an issue must keep; shared by permit's files. */
#ifndef CK_PERMIT_PRIV_H
#define CK_PERMIT_PRIV_H

#include "norm.h"
#include "permit.h"
#include "register.h"
#include "workers.h"

/* -- permit.c -- */
/* The row of a printed number. CK_BADDATA, in the column permit: none such. */
enum ck_code ck_permit_find(struct ck_desk *d, const char *number, struct ck_arena *arena, struct ck_permit_row *row,
                            struct ck_error *e);
enum ck_code ck_permit_number(struct ck_desk *d, ck_chain id, char out[40], struct ck_error *e);
/* The day that it is now where the permit's office is. */
enum ck_code ck_permit_today(struct ck_desk *d, ck_chain id, ck_day *today, struct ck_error *e);
/* "valid", "not-yet-valid", "expired", "replaced" or "revoked": how it stands on that day. */
const char *ck_permit_standing(const struct ck_permit_row *row, ck_day on);
/* The record of CK_PERMIT_COLUMNS, lent to a list that prints many: it holds as long as row and card do. */
struct ck_permit_card {
	struct ck_field field[16];
	char permit[40], source[40], previous[40], next[40], total[24];  /* source: the case */
	char since[CK_TIME_TEXT], until[CK_TIME_TEXT], revoked[CK_TIME_TEXT];
};
enum ck_code ck_permit_lend(struct ck_desk *d, const struct ck_permit_row *row, ck_day on, struct ck_permit_card *card,
                            struct ck_fields *lent, struct ck_error *e);
/* The same record, set in out. */
enum ck_code ck_permit_print(struct ck_desk *d, const struct ck_permit_row *row, ck_day on, struct ck_fields *out,
                             struct ck_error *e);
/* A date of a record; *day stays where it has none. CK_BADDATA: it is no date. */
enum ck_code ck_permit_read_day(const struct ck_fields *in, const char *column, ck_day *day, struct ck_error *e);

/* -- permit_measure.c: a permit held against shares and quotas -- */
struct ck_permit_wish {
	const char *region;
	const struct ck_workers *workers;
	bool among_staff;      /* the workers are among the staff already, or come on top of it */
	ck_day on;             /* the day of the act */
	ck_day since;          /* the first day of the permit */
	const char *clause;    /* of the permit's rule */
};
/* Does the employer's staff reach every share that is said of a category of these workers? staff as the application
 * states it. CK_REFUSED, with the figures and the norm's source. */
enum ck_code ck_permit_share(struct ck_desk *d, const struct ck_permit_wish *wish, const char *staff, struct ck_error *e);
/* Are there places for these workers in the quotas of their region and the year? */
enum ck_code ck_permit_quota(struct ck_desk *d, const struct ck_permit_wish *wish, int64_t year, struct ck_error *e);

#endif
