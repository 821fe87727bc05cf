/* export_priv: an export, as its files share it. Included by lib/export*.c only. */
#ifndef CK_EXPORT_PRIV_H
#define CK_EXPORT_PRIV_H

#include "export.h"
#include "ledger.h"

/* Things of a fixed size, each once: chains, batches, digests of files. */
struct ck_gathered {
	unsigned char *at;
	size_t size, count, room;
};
void ck_gather(struct ck_gathered *g, const void *thing);
void ck_gathered_settle(struct ck_gathered *g);  /* in order of their bytes, each once */

struct ck_export {
	struct ck_store *store;
	const struct ck_selection *selection;
	ck_export_put *put;
	void *to;
	struct ck_export_counts counts;
	int64_t records;
	struct ck_sha256 sum;                  /* of the hashes of all events */
	char (*office)[9];                     /* codes by number; "" = none such */
	int journals;                          /* of a selection: the offices up to this one had theirs told */
	struct ck_gathered batches, files;     /* of a selection: what its events name */
	/* chains read and not told yet */
	struct ck_arena *arena;
	struct ck_bulk_event *events;
	size_t event_count, event_room, bytes;
	struct ck_link *chains;
	size_t chain_count, chain_room;
	ck_chain chain;                        /* the last of them */
};

/* The records of the selection; what it gathered stays until ck_export_end. */
enum ck_code ck_export_tell(struct ck_export *x, struct ck_error *e);
void ck_export_end(struct ck_export *x);

#endif
