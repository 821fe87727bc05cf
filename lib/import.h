/* import: legacy cases into the ledger as they were told, not forced through a procedure: series I, their own number kept,
 * `recorded` now, `at` as claimed. One row a case becomes the events register, assign, decide (or withdraw, lapse) and issue
 * as far as the row tells of them; or one row an event. Whether a history conforms to its regulation is a question to ask
 * afterwards. An imported case has no next step: what is to be done with it is done in a case of its own. */
#ifndef CK_IMPORT_H
#define CK_IMPORT_H

#include "casework.h"

/* What a row may say (our names); of a row a case. Needed: number, service (or regulation), registered. */
#define CK_IMPORT_CASE \
	"number service regulation variant channel office applicant name representative status outcome registered assigned " \
	"responsible decided decision result amount ground reason issued delivery note"
/* Of a row an event: number (of the case), happened, act; the first of a number also what its case is. Its rows stand one
 * after another. */
#define CK_IMPORT_EVENT \
	"number service regulation variant channel office applicant name representative happened act done_by decision result " \
	"amount ground reason note"

struct ck_import;
struct ck_import_options {
	bool events;                 /* a row is an event */
	const char *by;              /* who imports; as ck_desk_actor */
	const char *office;          /* of rows that name none; NULL = the actor's */
	bool repair;                 /* damage of letters is undone where there is evidence, and noted */
	const char *file;            /* its name */
};
struct ck_import_verdict {           /* of one row */
	enum ck_code code;           /* CK_OK, CK_BADDATA, CK_REFUSED */
	bool again;                  /* the very same row was there before: no new case */
	bool opens;                  /* the first row of a case (of rows that are events) */
};
struct ck_import_counts {
	int64_t rows, cases, events, again, refused, warnings, repaired, damaged, near_duplicates;
};
/* Needs the transaction in which everything will stand. One at a time. Until its end, or the store's, a second thread writes to
 * the store; whatever is asked of the store waits for it. */
enum ck_code ck_import_new(struct ck_desk *d, const struct ck_import_options *options, struct ck_import **im,
                           struct ck_error *e);
/* How many rows are to come in all, as far as can be told: a large load makes its indexes at the end. */
void ck_import_expect(struct ck_import *im, int64_t rows);
/* One row, mapped. Validates it (a fault has its column) and takes it in; what is not valid is told in *e and in the verdict,
 * and only an error of the store ends the import. The desk's notes get the row's warnings: an IIN with a wrong check digit
 * (stored as it is), mixed scripts in a name, repaired letters. A case of which a row is refused is left out whole. */
enum ck_code ck_import_row(struct ck_import *im, const struct ck_fields *row, size_t line, struct ck_import_verdict *verdict,
                           struct ck_error *e);
/* Would this row begin another case than the one of the row before? */
bool ck_import_opens(struct ck_import *im, const struct ck_fields *row);
/* Everything that waits is written, indexes are made, chain heads and counts are read back; noted is who has the name and the
 * date of somebody else and an IIN that differs in digit 11 only. */
enum ck_code ck_import_end(struct ck_import *im, struct ck_import_counts *counts, struct ck_error *e);
void ck_import_free(struct ck_import *im);  /* NULL is allowed */

#endif
