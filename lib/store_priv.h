/* store_priv: what the files of the store share among themselves. Included by lib/store*.c only. */
#ifndef CK_STORE_PRIV_H
#define CK_STORE_PRIV_H

#include <sqlite3.h>
#include "store.h"
#include "text.h"

#define CK_STORE_PARAMETERS 40 /* of one statement */

struct ck_result { /* a statement prepared, and perhaps being read */
	struct ck_store *store;
	sqlite3_stmt *statement;
	bool open, once;                             /* once: put together for one use, finalized at its end */
	int parameters;
	unsigned char place[CK_STORE_PARAMETERS];    /* SQLite's place of $1, $2, … */
};

enum ck_control { CK_CONTROL_BEGIN, CK_CONTROL_COMMIT, CK_CONTROL_ROLLBACK, CK_CONTROL_MARK, CK_CONTROL_KEEP,
                  CK_CONTROL_UNDO, CK_CONTROLS };

enum ck_expected { CK_EXPECT_CURRENT, CK_EXPECT_OLDER, CK_EXPECT_EMPTY }; /* what is in the file that is opened */

struct ck_aside {                                    /* events that wait until a load is through */
	int64_t next;                                /* the first of those that wait */
	int64_t taken, back;                         /* how many were taken out, and of these went back */
};

struct ck_store {
	sqlite3 *db;
	enum ck_expected expected;
	int version;                                 /* of the schema, as the file says */
	char *path;
	enum ck_store_mode mode;
	int turn;                                    /* the queue's file, locked by a writer; -1 = none */
	int64_t patience, waited;                    /* microseconds: how long to wait for others, and waited in this go */
	struct ck_error failed;                      /* what ck_store_setting could not say; the next statement says it */
	char *setting;
	sqlite3_stmt *control[CK_CONTROLS];
	struct ck_result *statement[CK_SQL_COUNT];   /* those that were used */
	void (*before)(void *to);                    /* somebody may be at work beside; or NULL */
	void *before_to;
	struct ck_bulk *bulk;                        /* what is being loaded, or NULL */
	struct ck_aside aside;                       /* of the transaction that is open */
};

/* -- store.c -- */
/* The path with its folder resolved, so that a linked folder is followed and a linked store is not. */
enum ck_code ck_store_resolve(const char *path, char **resolved, struct ck_error *e);
/* Waits in the queue beside the store; *turn is the lock, given back by close(). mode: of the file, if it is made. */
enum ck_code ck_store_take_turn(const char *path, unsigned mode, int wait_seconds, int *turn, struct ck_error *e);
/* Is there a regular file? *mode becomes its permissions. Codes as ck_store_open. */
enum ck_code ck_store_look(const char *path, unsigned *mode, struct ck_error *e);
/* The connection itself, hardened; the file must be there. turn is taken over. */
enum ck_code ck_store_connect(const char *path, enum ck_store_mode mode, enum ck_expected expected, int wait_seconds,
                              int turn, struct ck_store **s, struct ck_error *e);
/* ck_store_open for a store of an expected version. */
enum ck_code ck_store_enter(const char *path, enum ck_store_mode mode, enum ck_expected expected, int wait_seconds,
                            struct ck_store **s, struct ck_error *e);
/* Runs SQL that is casekit's own constant text and gives no rows. */
enum ck_code ck_store_run(struct ck_store *s, const char *sql, struct ck_error *e);
/* Writes the file, or the folder that holds it, through to the disk. */
enum ck_code ck_store_sync(const char *path, struct ck_error *e);
enum ck_code ck_store_sync_folder(const char *path, struct ck_error *e);

/* -- store_statement.c -- */
/* What SQLite's result code means to whoever ran the command. */
enum ck_code ck_store_fault(struct ck_store *s, int result, struct ck_error *e);
/* Waits for whoever is at work beside (ck_store_shared). */
void ck_store_await(struct ck_store *s);
enum ck_code ck_result_prepare(struct ck_result *r, struct ck_store *s, const char *sql, struct ck_error *e);
int ck_result_place(struct ck_result *r, int parameter); /* SQLite's place of $parameter; 0 = none */

/* -- store_allocator.c -- */
extern const sqlite3_mem_methods ck_store_allocator;

/* -- store_bulk.c -- */
void ck_store_bulk_free(struct ck_store *s);
/* Waits until what a load writes through beside is on the disk. */
enum ck_code ck_store_written_through(struct ck_store *s, struct ck_error *e);

/* -- store_aside.c: events that wait until a load is through -- */
/* Takes out what stands behind the load's first event, unless the rest of its block (to `last`) would not fit before it, or
 * it is more than `most`. */
enum ck_code ck_store_set_aside(struct ck_store *s, int64_t first, int64_t last, int64_t most, struct ck_error *e);
/* Puts back what comes before `until`. */
enum ck_code ck_store_put_back(struct ck_store *s, int64_t until, struct ck_error *e);
/* Puts back the rest; fails unless all that was taken out is there again. */
enum ck_code ck_store_end_aside(struct ck_store *s, struct ck_error *e);

/* -- store_schema.c: what follows a line "-- version N" in either came with that version -- */
extern const char ck_store_schema[];   /* tables and indexes: store_schema.sql */
extern const char ck_store_triggers[]; /* what keeps the ledger insert-only */
/* Runs the statement of either that makes what is so called; end is what it ends with. */
enum ck_code ck_store_make_again(struct ck_store *s, const char *kind, const char *name, const char *end, struct ck_error *e);

#endif
