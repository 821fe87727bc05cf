/* native_priv: what is being taken, as its files share it. Included by lib/native*.c only. */
#ifndef CK_NATIVE_PRIV_H
#define CK_NATIVE_PRIV_H

#include "export.h"
#include "ledger.h"
#include "native.h"

struct ck_native_chain {               /* its events wait */
	ck_chain id;
	enum ck_series series;
	size_t first;                  /* of its events */
	int held;                      /* so many of them are in the store already */
};
struct ck_native_office {
	char code[9];
	int no;
};
struct ck_native {
	struct ck_desk *desk;
	struct ck_store *store;
	struct ck_native_counts counts;
	int place[CK_EXPORT_VALUES];   /* of each value among a record's */
	struct ck_sha256 sum;
	bool begun, unindexed, ended, failed;
	bool staff, registers;         /* to be made again at the end */
	bool opens;                    /* the journal of an office that is not here yet waits */
	size_t line;                   /* of the record in hand, or of the one that was refused */
	/* offices */
	struct ck_native_office *offices;
	size_t office_count, office_room;
	int last_office;               /* the greatest number given */
	int64_t last;                  /* the greatest identity in the store; beyond it nothing is held */
	int64_t consider_at;           /* after so many cases: are indexes worth their while? */
	/* what waits */
	struct ck_arena *arena;
	struct ck_bulk_event *events;
	size_t *lines;                 /* of each event */
	size_t event_count, event_room, bytes;
	struct ck_native_chain *chains;
	struct ck_link *links;
	size_t chain_count, chain_room;
	char number[40];               /* of the last chain, as printed */
	/* scratch */
	struct ck_events view;         /* a chain's events with their data read; texts are lent */
	size_t view_room;
	struct ck_bulk_event *fresh;   /* those that are new */
	struct ck_bulk_case *cases;
	struct ck_stamps *stamps;
};

/* -- native.c -- */
bool ck_native_hash(const char *hex, unsigned char out[CK_DIGEST]);
void ck_native_forget_view(struct ck_native *n);

/* -- native_take.c: what waits is proven, compared with the store, and written -- */
enum ck_code ck_native_flush(struct ck_native *n, struct ck_error *e);
/* The number of an office by its code; 0 = none. */
enum ck_code ck_native_office_no(struct ck_native *n, const char *code, int *no, struct ck_error *e);
/* A record of a batch: not an event of a chain. */
enum ck_code ck_native_batch(struct ck_native *n, ck_chain batch, const char *const *values, ck_time at,
                             struct ck_error *e);
/* Staff, registers, indexes. */
enum ck_code ck_native_finish(struct ck_native *n, struct ck_error *e);

#endif
