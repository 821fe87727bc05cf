/* registry: what other bodies' registers say of people: "disabled" (the centralised databank of people with disabilities) and
 * "pay" (pay by employer, from pension payments). Two ways to ask: a dated snapshot loaded into the store, or a source: any
 * command that reads IINs and writes records. Nothing is ever guessed: whatever goes wrong is an error with its cause. */
#ifndef CK_REGISTRY_H
#define CK_REGISTRY_H

#include "clock.h"
#include "fields.h"
#include "store.h"

#define CK_REGISTRY_DISABLED "disabled"
#define CK_REGISTRY_PAY "pay"

/* A person asked about, and the answer. Identity numbers are kept as numbers: 12 digits, leading zeros known. */
struct ck_registry_answer {
	int64_t person;        /* IIN */
	bool known;            /* does the register know the person at all? */
	bool disabled;         /* disabled: on that day */
	int64_t pay;           /* pay: tiyn, by that employer */
};

/* -- snapshots -- */
/* A snapshot being loaded: begin, then add for each row, then end, which writes the norm "snapshot" (subject: the registry;
 * since: as_of; value: its number; source) and refuses one without rows. Columns of a row: id; of "disabled" [holds_until];
 * of "pay" payer amount. A row twice is refused, and so is an as_of that lies ahead. CK_BUSY: another snapshot of that day
 * was loaded within the same second. Needs a transaction, which is rolled back if any row was refused. */
struct ck_snapshot;
enum ck_code ck_snapshot_begin(struct ck_store *s, const char *registry, ck_day as_of, const char *source, ck_time now,
                               struct ck_snapshot **snapshot, struct ck_error *e);
enum ck_code ck_snapshot_add(struct ck_snapshot *snapshot, const struct ck_fields *row, struct ck_error *e);
/* Frees it in any case. */
enum ck_code ck_snapshot_end(struct ck_snapshot *snapshot, int64_t *no, int64_t *persons, struct ck_error *e);
void ck_snapshot_free(struct ck_snapshot *snapshot);  /* without writing; NULL is allowed */

/* The snapshot that holds on a day, as known then. *no 0 = none. CK_REFUSED: older than the norm "registry-age" allows, with
 * that norm's source. */
enum ck_code ck_snapshot_find(struct ck_store *s, const char *registry, ck_day on, ck_time known, int64_t *no, ck_day *as_of,
                              struct ck_error *e);
/* Fills the answers of these people (person set) from a snapshot. payer: BIN of the employer as a number, of "disabled" 0. */
enum ck_code ck_snapshot_ask(struct ck_store *s, const char *registry, int64_t no, int64_t payer, ck_day on,
                             struct ck_registry_answer *answers, size_t count, struct ck_error *e);

/* A snapshot read whole into memory, for who asks about very many people: answers as ck_snapshot_ask does, without a store. */
struct ck_snapshot_whole;
enum ck_code ck_snapshot_read(struct ck_store *s, const char *registry, int64_t no, struct ck_snapshot_whole **whole,
                              struct ck_error *e);
void ck_snapshot_answer(const struct ck_snapshot_whole *whole, int64_t payer, ck_day on, struct ck_registry_answer *answers,
                        size_t count);
void ck_snapshot_whole_free(struct ck_snapshot_whole *whole);  /* NULL is allowed */

/* -- sources: a command -- */
/* Runs `sh -c COMMAND`, gives it records on standard input (TSV, header "id", of pay "id payer"), one a person, in the
 * order of their numbers, and reads records: header "id disabled" (yes, no or empty = unknown) or "id pay" (tenge; empty =
 * unknown), in any order; of pay also the payer, as it was asked; columns x_... are passed over, others refused. The last
 * line is ended. Batches of most people; each has seconds to answer, then the command and all it started is killed.
 * CK_UNAVAILABLE with the cause in words (no person in it): it did not end in time, ended by a signal or an exit code but
 * 0, answered for somebody nobody asked about, twice, not at all for somebody, or what cannot be read; then all answers
 * are unknown. *late: it did not end in time. Its standard error goes where the caller's goes. It may take all of its
 * time: nobody asks while a store is held. */
struct ck_source {
	const char *command;
	int seconds;
	size_t most;           /* people in a batch */
};
enum ck_code ck_source_ask(const struct ck_source *source, const char *registry, int64_t payer,
                           struct ck_registry_answer *answers, size_t count, bool *late, struct ck_error *e);

#endif
