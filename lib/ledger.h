/* ledger: events appended and proven (ledger(5)). Each chain's events are numbered from 1, each event's hash is SHA-256
 * over a canonical form that holds the hash before it. What is appended is read back and hashed again before the
 * commit. */
#ifndef CK_LEDGER_H
#define CK_LEDGER_H

#include "event.h"
#include "store.h"

/* The canonical form of an event (ledger(5)), version 1: the bytes that are hashed. prev is the hash of the event before
 * it, 32 zeros for the first; number the chain's printed number ("ALM-2019-000017", "ALM-J"). */
void ck_ledger_canonical(struct ck_buffer *b, const struct ck_event *ev, const unsigned char prev[CK_DIGEST],
                         const char *number);

extern const unsigned char ck_ledger_start[CK_DIGEST]; /* stands for the hash before the first event of a chain */

/* All events of a chain in order; none is no error. */
enum ck_code ck_ledger_read(struct ck_store *s, ck_chain chain, struct ck_events *evs, struct ck_error *e);

/* One event of a chain, added to evs; none is no error. */
enum ck_code ck_ledger_event(struct ck_store *s, ck_chain chain, int seq, struct ck_events *evs, struct ck_error *e);

/* Appends: fills seq and hash of *ev from the chain as it stands and writes it; reads it back and compares. A
 * recorded before the last event's (a clock set back) becomes the last event's. number as in ck_ledger_canonical.
 * CK_REFUSED: chain full, or at after recorded; CK_BUG: what came back differs. Needs a transaction. */
enum ck_code ck_ledger_append(struct ck_store *s, struct ck_event *ev, const char *number, struct ck_error *e);

/* Fills prev and hash of the events of many new chains, for ck_bulk_put (whose events need their stamps, too). */
struct ck_link {
	struct ck_bulk_event *first;   /* the chain's events, one after another, from seq 1 */
	size_t count;
	const char *number;
};
void ck_ledger_link(const struct ck_link *chains, size_t count);
/* Holds whole chains in memory, which somebody else has linked, against ledger(5): numbering, links, hashes, times in order.
 * CK_REFUSED, naming chain and event, at the first that is broken; *chain and *event are its places in the arrays. */
enum ck_code ck_ledger_prove(const struct ck_link *chains, size_t count, size_t *chain, size_t *event,
                             struct ck_error *e);
/* Stamps: what many events say alike (who did what, in which role, where) lies in the store once, and each event has the
 * number of its stamp (store(5)). ck_stamps_find fills the stamp of the events, and puts those that are missing, in the
 * caller's transaction; known remembers the numbers, so after a rollback it is false and must be freed. */
struct ck_stamps;
struct ck_stamps *ck_stamps_new(bool with_batch);  /* does the batch stand in the stamp (an import's), or in the event? */
void ck_stamps_free(struct ck_stamps *known);  /* NULL is allowed */
/* Fills those that are known already; false if the store must be asked for the others. */
bool ck_stamps_recall(struct ck_stamps *known, struct ck_bulk_event *events, size_t count);
enum ck_code ck_stamps_find(struct ck_stamps *known, struct ck_store *s, struct ck_bulk_event *events, size_t count,
                            struct ck_error *e);
/* A row of CK_EVENT_ROW as it lies in the store, without prev and stamp, with its texts in the arena, each ended by NUL.
 * False if it has another form than the ledger's. */
bool ck_ledger_copy_row(struct ck_result *r, struct ck_arena *arena, struct ck_bulk_event *ev);

/* The chain that a number names: a case's ("ALM-2019-000017"), an imported case's own, a journal's ("ALM-J").
 * CK_BADDATA: none such, or an own number that several cases have. */
enum ck_code ck_ledger_chain(struct ck_store *s, const char *number, ck_chain *chain, struct ck_error *e);

/* The events with this sender's key in one office (office's number), oldest first. */
enum ck_code ck_ledger_by_key(struct ck_store *s, int office, const char *key, struct ck_events *evs,
                                struct ck_error *e);

/* Verifies every chain of the store, or one (chain != 0): numbering, links, hashes, times in order. Calls broken for
 * the first broken event of each broken chain; *events and *chains count what was read. CK_REFUSED if any is broken. */
struct ck_break {
	ck_chain chain;
	int seq;
	const char *number, *text;
};
enum ck_code ck_ledger_verify(struct ck_store *s, ck_chain chain, void (*broken)(void *to, const struct ck_break *b),
                              void *to, int64_t *chains, int64_t *events, struct ck_error *e);
/* Holds the attached files against their digests, and the events that name a file against the files. Calls broken for
 * each event whose file is not there as it was attached, and once, without a case, if any file is changed. */
enum ck_code ck_ledger_check_files(struct ck_store *s, void (*broken)(void *to, const struct ck_break *b), void *to,
                                   struct ck_error *e);

#endif
