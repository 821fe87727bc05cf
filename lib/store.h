/* store: the one room with SQL. Opening, locking, transactions, and every statement by its name; values are only ever
 * bound. SQLite as Debian 12 ships it: rollback journal PERSIST, synchronous FULL, a flock queue taken before a writer
 * opens the file, STRICT tables, insert-only ledger (store(5)). */
#ifndef CK_STORE_H
#define CK_STORE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include "status.h"

#define CK_STORE_VERSION 4             /* of the schema; user_version */
#define CK_STORE_MAGIC 0x43534b54      /* application_id, "CSKT" */

struct ck_store;
enum ck_store_mode { CK_STORE_READ, CK_STORE_WRITE };

/* For a command that loads much, before it opens its first store: indexes are sorted by several threads. */
void ck_store_sort_beside(void);

/* Makes a new store with its schema, empty. CK_REFUSED if the file is there already (it is left alone), CK_IO,
 * CK_DENIED. */
enum ck_code ck_store_create(const char *path, struct ck_error *e);
/* The same with what fill writes (in one transaction): everything or nothing. It is built beside path as path.new. */
enum ck_code ck_store_make(const char *path, int wait_seconds,
                           enum ck_code (*fill)(struct ck_store *s, void *to, struct ck_error *e), void *to,
                           struct ck_error *e);
/* A store without a name, with its schema, empty and in a transaction: for a reckoning, gone with ck_store_close. */
enum ck_code ck_store_memory(struct ck_store **s, struct ck_error *e);
/* The folder that a store is to lie in, and those above it, where they are missing; for their owner alone. */
enum ck_code ck_store_make_folder(const char *path, struct ck_error *e);
/* Opens a store. CK_STORE_WRITE first waits up to wait_seconds for its turn in the queue (CK_BUSY after that) and holds
 * it until ck_store_close. CK_UNAVAILABLE: no such file, no casekit store, or one of a newer version; CK_CONFIG: of an
 * older version (store-upgrade); CK_DENIED: may not be read, or not written where writing was asked for. */
enum ck_code ck_store_open(const char *path, enum ck_store_mode mode, int wait_seconds, struct ck_store **s,
                           struct ck_error *e);
void ck_store_close(struct ck_store *s);  /* rolls back what is open; NULL is allowed */
/* The same for a reader whose process ends soon: its lock is given up now, file and memory are left for the end. */
void ck_store_leave(struct ck_store *s);

/* Whoever does something with the store beside its owner says how the owner is to wait for that: before(to) is called each
 * time the store is used, until NULL is given. */
void ck_store_shared(struct ck_store *s, void (*before)(void *to), void *to);

enum ck_code ck_store_begin(struct ck_store *s, struct ck_error *e); /* IMMEDIATE in a writer, a snapshot in a reader */
enum ck_code ck_store_commit(struct ck_store *s, struct ck_error *e);
void ck_store_rollback(struct ck_store *s);
/* A savepoint around one record of a batch: undone alone if the record is refused. */
enum ck_code ck_store_mark(struct ck_store *s, struct ck_error *e);
enum ck_code ck_store_keep(struct ck_store *s, struct ck_error *e);
void ck_store_undo(struct ck_store *s);

/* Settings made once at store-init: "rehearsal", "strict" (yes or absent). NULL = absent; valid until the next call.
 * One that could not be read is NULL too, and every statement and commit after it fails with the reason. */
const char *ck_store_setting(struct ck_store *s, const char *name);
/* For who meets a failure and cannot say it: every statement and commit from here on fails with it. A reader, who commits
 * nothing, asks for it, after which it is forgotten. */
void ck_store_fail(struct ck_store *s, const struct ck_error *e);
enum ck_code ck_store_failed(struct ck_store *s, struct ck_error *e);
enum ck_code ck_store_set(struct ck_store *s, const char *name, const char *value, struct ck_error *e);

/* -- statements -- */
enum ck_sql {
#define CK_STATEMENT(name, text) CK_SQL_##name,
#include "store_sql.h"
#undef CK_STATEMENT
	CK_SQL_COUNT
};

/* A result being read; rows come with ck_result_next. One statement can be open once at a time. */
struct ck_result;
/* Binds $1, $2, … by the letters of types and runs the statement: i int64_t, t const char * (NULL binds NULL), b const
 * void * and size_t, n int64_t where INT64_MIN (CK_NOTIME) binds NULL. Give it back with ck_result_end. */
enum ck_code ck_store_query(struct ck_store *s, struct ck_result **r, struct ck_error *e, enum ck_sql sql,
                            const char *types, ...);
/* True with a row; false at the end, or on failure with e filled (e->code is CK_OK at a plain end). */
bool ck_result_next(struct ck_result *r, struct ck_error *e);
int64_t ck_result_int(struct ck_result *r, int column);               /* NULL gives INT64_MIN */
const char *ck_result_text(struct ck_result *r, int column);          /* NULL gives ""; valid until the next row */
const void *ck_result_blob(struct ck_result *r, int column, size_t *n); /* of a text: its bytes, NUL or not */
char ck_result_type(struct ck_result *r, int column);                /* i, t, b; n NULL; f what no column of ours has */
void ck_result_end(struct ck_result *r);
/* The one number that a statement gives; 0 where it gives no row, or NULL. */
enum ck_code ck_store_number(struct ck_store *s, int64_t *number, struct ck_error *e, enum ck_sql sql, const char *types, ...);
/* A statement that gives no rows; *changed (may be NULL) becomes the number of rows it touched. */
enum ck_code ck_store_do(struct ck_store *s, struct ck_error *e, int64_t *changed, enum ck_sql sql, const char *types,
                         ...);

/* -- lists of cases: the one statement that is put together, from fixed pieces and bound values -- */
struct ck_case_filter {            /* absent texts NULL, absent times CK_NOTIME */
	const char *office;            /* codes: several words; each with all its descendants if subtree */
	bool subtree;
	const char *regulation, *edition, *variant, *channel;
	const char *applicant;         /* the number */
	const char *name_prefix;       /* how the name begins, as written: case and blanks do not matter */
	const char *status, *outcome;  /* words; status "open" = every case with a step left */
	const char *next_step, *next_act, *next_role, *responsible;
	/* from <= time < until; due is the deadline (the earlier of due and term) of a case with a step left */
	int64_t registered_from, registered_until, due_from, due_until;
	int64_t decided_from, decided_until, issued_from, issued_until;
	int64_t overdue_at;            /* only cases with a step left whose deadline is before this */
	const char *number;
};
enum ck_case_order { CK_BY_NUMBER, CK_BY_NAME, CK_BY_DUE };
/* Rows as of CASE_BY_ID (store_sql.h); limit 0 = all. CK_BADDATA with the column: no such office, status or outcome. */
enum ck_code ck_store_cases(struct ck_store *s, const struct ck_case_filter *f, enum ck_case_order order, int64_t limit,
                            struct ck_result **r, struct ck_error *e);

/* -- the bulk load: rows in memory become rows of the ledger and of the cases, many with one statement. It knows the engine;
 * nothing else does. The caller vouches for the chains: what the trigger would ask of each event is asked of each case once,
 * when its rows are read back. All of it stands in the caller's transaction. What is put is written through to the disk by a
 * thread of its own, so that the commit need not wait for all of it. -- */
enum { CK_BULK_STEP, CK_BULK_ACTS, CK_BULK_ROLE, CK_BULK_BY, CK_BULK_DONE_FOR, CK_BULK_OFFICE, CK_BULK_OS_USER,
       CK_BULK_BATCH, CK_BULK_KEY, CK_BULK_DATA, CK_BULK_TEXTS };
struct ck_bulk_text {
	const char *at;                /* "" where n is 0 */
	size_t n;
};
struct ck_bulk_event {
	int64_t id, at, recorded;
	int at_offset, recorded_offset;
	struct ck_bulk_text text[CK_BULK_TEXTS];
	unsigned char prev[32], hash[32];      /* prev is for who hashes: the store holds it once, as the hash of the event before */
	int64_t stamp;                         /* (ledger.h) */
};
struct ck_bulk_case {                  /* closed: nothing is next, nothing is due */
	int64_t id, procedure, status, outcome;
	int64_t registered, decided, issued;   /* INT64_MIN = NULL */
	struct ck_bulk_text number, applicant, applicant_name, name_key, responsible;
	int64_t seq;
	const unsigned char *head;     /* 32 bytes */
};
/* From here to ck_bulk_end the ledger is not guarded by its trigger on INSERT. recorded: of every event, and then none
 * has a key, and its batch is in its stamp; INT64_MIN: each has its own of all three. */
enum ck_code ck_bulk_begin(struct ck_store *s, int64_t recorded, struct ck_error *e);
/* Adds the cases and their events (these in the order of their ids; a new case's from seq 1), and reads back that each case's head is there. */
enum ck_code ck_bulk_put(struct ck_store *s, const struct ck_bulk_event *events, size_t event_count,
                         const struct ck_bulk_case *cases, size_t case_count, struct ck_error *e);
/* Is a load of so many cases large against the store, so that its indexes are made again at the end more quickly than kept? */
enum ck_code ck_bulk_is_large(struct ck_store *s, int64_t cases, bool *large, struct ck_error *e);
/* Takes the indexes of cases away for a load that is large against the store. CASES by own number cannot be asked until
 * they are there again. */
enum ck_code ck_bulk_unindex(struct ck_store *s, struct ck_error *e);
/* Makes the index by own number again before the end. */
enum ck_code ck_bulk_index_numbers(struct ck_store *s, struct ck_error *e);
/* Sets aside what stands behind the load in the ledger where that is quicker: events is the first of its blocks, `expected` the
 * events of all. Until ck_bulk_return, the end or a rollback, the ledger can be asked only for what the load has put. */
enum ck_code ck_bulk_set_aside(struct ck_store *s, const struct ck_bulk_event *events, size_t event_count, int64_t expected,
                               struct ck_error *e);
/* Puts back what was set aside, so that the whole ledger can be asked. */
enum ck_code ck_bulk_return(struct ck_store *s, struct ck_error *e);
/* Ledger, indexes and trigger as they were. */
enum ck_code ck_bulk_end(struct ck_store *s, struct ck_error *e);
/* Ends what runs, from a signal's handler: it fails with CK_BUSY. */
void ck_store_interrupt(struct ck_store *s);
/* Between two transactions: lets the others in the queue have their turn, and takes the next one. */
enum ck_code ck_store_give_way(struct ck_store *s, int wait_seconds, struct ck_error *e);

/* -- care -- */
enum ck_code ck_store_integrity(struct ck_store *s, void (*found)(void *to, const char *text), void *to,
                                struct ck_error *e);  /* the engine's own check, schema and triggers against ours */
/* Online; CK_REFUSED if to exists. */
enum ck_code ck_store_backup(struct ck_store *s, const char *to, struct ck_error *e);
enum ck_code ck_store_upgrade(const char *path, int wait_seconds, int *from, int *to, struct ck_error *e);

#endif
