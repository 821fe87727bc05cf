/* ledger_prove: chains in memory, as they came from another store or are on their way to one, held against ledger(5). */
#include <stdlib.h>
#include <string.h>
#include "ledger_priv.h"

/* Every event says the hash before it, so all hashes can be computed side by side, whatever their chains are. */
static void hash_all(const struct ck_link *chains, size_t count, unsigned char (*hash)[CK_DIGEST], size_t events)
{
	struct ck_buffer work = {0};
	struct ck_message *messages = ck_grow(NULL, events + 1, sizeof *messages);
	size_t *start = ck_grow(NULL, events + 1, sizeof *start), n = 0;

	for (size_t c = 0; c < count; c++) {
		for (size_t i = 0; i < chains[c].count; i++, n++) {
			const struct ck_raw raw = ck_raw_of_bulk(&chains[c].first[i]);

			start[n] = work.length;
			ck_raw_canonical(&work, &raw, chains[c].number);
			messages[n] = (struct ck_message){NULL, work.length - start[n], hash[n]};
		}
	}
	for (size_t i = 0; i < n; i++)
		messages[i].at = work.text + start[i];
	ck_digest_many(messages, n);
	free(messages);
	free(start);
	ck_buffer_free(&work);
}

/* What is wrong with an event, or NULL. before is the one before it in its chain, or NULL. */
static const char *fault_of(const struct ck_bulk_event *ev, const struct ck_bulk_event *before, size_t place,
                            const unsigned char hash[CK_DIGEST])
{
	if ((size_t)(ev->id & CK_CHAIN_LAST_SEQ) != place + 1)
		return "it is not the next of its chain";
	if (memcmp(ev->hash, hash, CK_DIGEST) != 0)
		return "its content does not fit its hash";
	if (memcmp(ev->prev, before == NULL ? ck_ledger_start : before->hash, CK_DIGEST) != 0)
		return "it does not follow the event before it";
	if (before != NULL && ev->recorded < before->recorded)
		return "it was recorded before the event before it";
	if (ev->at > ev->recorded)
		return "it was recorded before it happened";
	return NULL;
}

enum ck_code ck_ledger_prove(const struct ck_link *chains, size_t count, size_t *chain, size_t *event,
                             struct ck_error *e)
{
	unsigned char (*hash)[CK_DIGEST];
	const char *fault = NULL;
	size_t events = 0, n = 0;

	for (size_t c = 0; c < count; c++)
		events += chains[c].count;
	hash = ck_grow(NULL, events + 1, sizeof *hash);
	hash_all(chains, count, hash, events);
	ck_error_clear(e);
	for (size_t c = 0; fault == NULL && c < count; c++) {
		for (size_t i = 0; fault == NULL && i < chains[c].count; i++, n++) {
			const struct ck_bulk_event *ev = &chains[c].first[i];

			fault = fault_of(ev, i > 0 ? ev - 1 : NULL, i, hash[n]);
			*chain = c;
			*event = i;
		}
	}
	free(hash);
	if (fault == NULL)
		return CK_OK;
	return ck_fail(e, CK_REFUSED, "%s, event %d: %s", chains[*chain].number,
	               (int)(chains[*chain].first[*event].id & CK_CHAIN_LAST_SEQ), fault);
}

bool ck_ledger_copy_row(struct ck_result *r, struct ck_arena *arena, struct ck_bulk_event *ev)
{
	struct ck_raw raw;

	if (!ck_raw_of_row(&raw, r, NULL))
		return false;
	*ev = (struct ck_bulk_event){.id = raw.id, .at = raw.at, .recorded = raw.recorded};
	ev->at_offset = (int)raw.at_offset;
	ev->recorded_offset = (int)raw.recorded_offset;
	if (ev->at_offset != raw.at_offset || ev->recorded_offset != raw.recorded_offset)
		return false;
	for (int i = 0; i < CK_BULK_TEXTS; i++) {
		const struct ck_bulk_text *from = &raw.text[i];

		if (from->n > 0 && memchr(from->at, 0, from->n) != NULL)
			return false;
		ev->text[i] = (struct ck_bulk_text){from->n > 0 ? ck_arena_copy_n(arena, from->at, from->n) : "", from->n};
	}
	memcpy(ev->hash, raw.hash, CK_DIGEST);
	return true;
}
