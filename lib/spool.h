/* spool: bytes set aside, in memory first and then in an unlinked file under $TMPDIR's directory (given by the caller),
 * so that a command's memory does not grow with what it reads or prints. */
#ifndef CK_SPOOL_H
#define CK_SPOOL_H

#include <stddef.h>
#include "status.h"

struct ck_spool;

/* directory: where the unlinked file is made if memory (bytes kept in memory) is not enough; e.g. "/tmp". */
struct ck_spool *ck_spool_new(const char *directory, size_t memory);
void ck_spool_free(struct ck_spool *s);  /* NULL is allowed */

/* One piece is what one call put; pieces come back one by one, in order. */
enum ck_code ck_spool_put(struct ck_spool *s, const void *bytes, size_t n, struct ck_error *e);
/* Ends the writing (the first call) and gives the next piece; *bytes is NULL after the last. Valid until the next call. */
enum ck_code ck_spool_next(struct ck_spool *s, const void **bytes, size_t *n, struct ck_error *e);
enum ck_code ck_spool_rewind(struct ck_spool *s, struct ck_error *e);  /* the next piece is the first again */
void ck_spool_empty(struct ck_spool *s);                               /* no pieces; may be written again */

#endif
