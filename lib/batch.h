/* batch: what one writing command did with one source. Its number is minted like a case's, in the office of who acts. */
#ifndef CK_BATCH_H
#define CK_BATCH_H

#include "desk.h"

struct ck_batch_facts {
	const char *command;  /* the program's name */
	const char *by;       /* login; NULL = the desk's default */
	const char *source;   /* the file's name or "standard input" */
	unsigned char digest[CK_DIGEST];
	int64_t read, written, replayed, refused;
};
/* Allots the next number of the actor's office and year ("ALM-2019-B000017") and sets it as the desk's batch. by as in
 * ck_desk_actor. Without a staff record for who acts the batch is "" and nothing is recorded. Needs a transaction. */
enum ck_code ck_batch_open(struct ck_desk *d, const char *by, char number[40], struct ck_error *e);
/* Writes the batch's record in the same transaction. number "" does nothing. */
enum ck_code ck_batch_close(struct ck_desk *d, const char *number, const struct ck_batch_facts *f, struct ck_error *e);

/* Columns of batch-list: batch recorded done_by done_os command_name source_name digest records_read records_written
 * records_replayed records_refused. office NULL = all. */
enum ck_code ck_batch_list(struct ck_desk *d, const char *office,
                           enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                           struct ck_error *e);
/* The events of one batch, of imported cases all that came with it: case seq happened recorded step_done acts_done done_role done_by details. */
enum ck_code ck_batch_show(struct ck_desk *d, const char *batch,
                           enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                           struct ck_error *e);
/* Calls found with the case and number of each event that names a batch of which nothing is recorded. */
enum ck_code ck_batch_check(struct ck_desk *d, void (*found)(void *to, const char *number, int seq, const char *text),
                            void *to, struct ck_error *e);

#endif
