/* ledger_priv: an event as bytes, as the files of the ledger share it. Included by lib/ledger*.c only. */
#ifndef CK_LEDGER_PRIV_H
#define CK_LEDGER_PRIV_H

#include <stdbool.h>
#include "ledger.h"

/* The columns of CK_EVENT_ROW (store_sql.h). */
enum { ID, AT, AT_OFFSET, RECORDED, RECORDED_OFFSET, STEP, ACTS, ROLE, BY, DONE_FOR, OFFICE, OS_USER, BATCH, KEY, DATA,
       HASH, COLUMNS };

#define STAMP_TYPES "tttttttiit" /* of the values of CK_STAMP_IS (store_sql.h) */

struct ck_raw { /* borrowed: from an event, or from a row of the store as it lies there */
	int64_t id, at, at_offset, recorded, recorded_offset;
	struct ck_bulk_text text[CK_BULK_TEXTS]; /* from STEP on */
	const unsigned char *prev;               /* the hash of the event before it; 32 zeros for the first */
	const unsigned char *hash;
};

/* False if the row is not of the types that the ledger writes. prev: what it is to follow. */
bool ck_raw_of_row(struct ck_raw *raw, struct ck_result *r, const unsigned char *prev);
struct ck_raw ck_raw_of_bulk(const struct ck_bulk_event *ev);
void ck_raw_canonical(struct ck_buffer *b, const struct ck_raw *raw, const char *number);
/* The hash of the canonical form; b is a buffer to work in. */
void ck_raw_hash(unsigned char out[CK_DIGEST], struct ck_buffer *b, const struct ck_raw *raw, const char *number);

#endif
