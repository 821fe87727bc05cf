/* ledger_link: many chains written at once: their events hashed side by side, the first of every chain, then the second. */
#include <stdlib.h>
#include <string.h>
#include "ledger_priv.h"

struct ck_raw ck_raw_of_bulk(const struct ck_bulk_event *ev)
{
	struct ck_raw raw = {
	    .id = ev->id,
	    .at = ev->at,
	    .at_offset = ev->at_offset,
	    .recorded = ev->recorded,
	    .recorded_offset = ev->recorded_offset,
	    .prev = ev->prev,
	    .hash = ev->hash,
	};

	_Static_assert(HASH - STEP == CK_BULK_TEXTS && BATCH - STEP == CK_BULK_BATCH, "texts in one order");
	memcpy(raw.text, ev->text, sizeof raw.text);
	return raw;
}

/* The k-th event of every chain that has one. The canonical form ends with the hash before, so each follows the one before. */
static void link_round(const struct ck_link *chains, size_t count, size_t k, struct ck_buffer *work, size_t *start,
                       struct ck_message *messages)
{
	size_t n = 0;

	ck_buffer_empty(work);
	for (size_t i = 0; i < count; i++) {
		struct ck_bulk_event *ev = &chains[i].first[k];
		struct ck_raw raw;

		if (k >= chains[i].count)
			continue;
		if (k == 0)
			memset(ev->prev, 0, CK_DIGEST);
		else
			memcpy(ev->prev, ev[-1].hash, CK_DIGEST);
		raw = ck_raw_of_bulk(ev);
		start[n] = work->length;
		ck_raw_canonical(work, &raw, chains[i].number);
		messages[n] = (struct ck_message){NULL, work->length - start[n], ev->hash};
		n++;
	}
	for (size_t i = 0; i < n; i++)
		messages[i].at = work->text + start[i];
	ck_digest_many(messages, n);
}

void ck_ledger_link(const struct ck_link *chains, size_t count)
{
	struct ck_buffer work = {0};
	size_t *start = ck_grow(NULL, count, sizeof *start), longest = 0;
	struct ck_message *messages = ck_grow(NULL, count, sizeof *messages);

	for (size_t i = 0; i < count; i++)
		if (chains[i].count > longest)
			longest = chains[i].count;
	for (size_t k = 0; k < longest; k++)
		link_round(chains, count, k, &work, start, messages);
	free(messages);
	free(start);
	ck_buffer_free(&work);
}
