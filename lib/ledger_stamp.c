/* ledger_stamp: stamps by what they say, so that the store is asked for each once. */
#include <stdlib.h>
#include <string.h>
#include "ledger_priv.h"

struct stamp {
	uint64_t sum;
	char *says;                    /* NULL = free */
	size_t length;
	int64_t no;
	size_t next;                   /* place of the stamp that came after it last time: the likeliest to come again */
};
struct ck_stamps {
	struct stamp *at;              /* a hash table, never more than half full */
	size_t count, room;            /* room: a power of two */
	size_t last;                   /* place of the one found last */
	int texts;                     /* how many of them a stamp says: the batch is the last */
	struct ck_buffer says;
};

static const int texts[] = {CK_BULK_ACTS, CK_BULK_STEP, CK_BULK_ROLE, CK_BULK_BY, CK_BULK_DONE_FOR, CK_BULK_OFFICE,
                            CK_BULK_OS_USER, CK_BULK_BATCH};
enum { TEXTS = sizeof texts / sizeof *texts };

struct ck_stamps *ck_stamps_new(bool with_batch)
{
	struct ck_stamps *known = ck_alloc(sizeof *known);

	known->texts = with_batch ? TEXTS : TEXTS - 1;
	known->room = 256;
	known->at = ck_alloc(known->room * sizeof *known->at);
	return known;
}

void ck_stamps_free(struct ck_stamps *known)
{
	if (known == NULL)
		return;
	for (size_t i = 0; i < known->room; i++)
		free(known->at[i].says);
	free(known->at);
	ck_buffer_free(&known->says);
	free(known);
}

/* All that the stamp says as one run of bytes: offsets, then each text with its length. */
static void say(struct ck_stamps *known, const struct ck_bulk_event *ev)
{
	struct ck_buffer *b = &known->says;
	const int offsets[] = {ev->at_offset, ev->recorded_offset};
	size_t length = sizeof offsets;
	char *to;

	for (int i = 0; i < known->texts; i++)
		length += sizeof(uint32_t) + ev->text[texts[i]].n;
	ck_buffer_empty(b);
	to = ck_buffer_room(b, length + 1);
	to = mempcpy(to, offsets, sizeof offsets);
	for (int i = 0; i < known->texts; i++) {
		const struct ck_bulk_text *t = &ev->text[texts[i]];
		const uint32_t n = (uint32_t)t->n;

		to = mempcpy(to, &n, sizeof n);
		if (n > 0)
			to = mempcpy(to, t->at, n);
	}
	b->length = length;
}

static uint64_t sum_of(const struct ck_buffer *b)
{
	uint64_t sum = b->length, part;
	size_t i = 0;

	for (; i + sizeof part <= b->length; i += sizeof part) {
		memcpy(&part, b->text + i, sizeof part);
		sum = (sum ^ part) * UINT64_C(0x9e3779b97f4a7c15);
		sum ^= sum >> 32;
	}
	for (; i < b->length; i++)
		sum = (sum ^ (unsigned char)b->text[i]) * UINT64_C(0x100000001b3);
	return sum ^ sum >> 29;
}

/* Is it the event's? */
static bool says(const struct ck_stamps *known, const struct stamp *st, const struct ck_bulk_event *ev)
{
	const int offsets[] = {ev->at_offset, ev->recorded_offset};
	const char *at = st->says;
	uint32_t n;

	if (at == NULL || memcmp(at, offsets, sizeof offsets) != 0)
		return false;
	at += sizeof offsets;
	for (int i = 0; i < known->texts; i++) {
		const struct ck_bulk_text *t = &ev->text[texts[i]];

		memcpy(&n, at, sizeof n);
		if (n != t->n || (n > 0 && memcmp(at + sizeof n, t->at, n) != 0))
			return false;
		at += sizeof n + n;
	}
	return true;
}

/* Where it stands, or would stand. */
static struct stamp *place_of(const struct ck_stamps *known, uint64_t sum, const char *says, size_t length)
{
	for (size_t i = (size_t)sum & (known->room - 1);; i = (i + 1) & (known->room - 1)) {
		struct stamp *st = &known->at[i];

		if (st->says == NULL ||
		    (st->sum == sum && st->length == length && memcmp(st->says, says, length) == 0))
			return st;
	}
}

static void widen(struct ck_stamps *known)
{
	struct stamp *old = known->at;
	size_t room = known->room;

	known->room = 2 * room;
	known->at = ck_alloc(known->room * sizeof *known->at);
	for (size_t i = 0; i < room; i++)
		if (old[i].says != NULL)
			*place_of(known, old[i].sum, old[i].says, old[i].length) = old[i];
	for (size_t i = 0; i < known->room; i++) /* places are others now */
		known->at[i].next = i;
	known->last = 0;
	free(old);
}

static const char *text_of(const struct ck_bulk_event *ev, int text)
{
	return ev->text[text].n > 0 ? ev->text[text].at : "";
}

#define STAMP_OF(known, ev) \
	text_of(ev, CK_BULK_ACTS), text_of(ev, CK_BULK_STEP), text_of(ev, CK_BULK_ROLE), text_of(ev, CK_BULK_BY), \
	text_of(ev, CK_BULK_DONE_FOR), text_of(ev, CK_BULK_OFFICE), text_of(ev, CK_BULK_OS_USER), (int64_t)(ev)->at_offset, \
	(int64_t)(ev)->recorded_offset, (known)->texts == TEXTS ? text_of(ev, CK_BULK_BATCH) : ""

/* *no 0: there is none. */
static enum ck_code ask(const struct ck_stamps *known, struct ck_store *s, const struct ck_bulk_event *ev, int64_t *no,
                        struct ck_error *e)
{
	return ck_store_number(s, no, e, CK_SQL_STAMP_NO, STAMP_TYPES, STAMP_OF(known, ev));
}

/* What known->says says. */
static enum ck_code learn(struct ck_stamps *known, struct ck_store *s, const struct ck_bulk_event *ev, struct ck_error *e)
{
	const uint64_t sum = sum_of(&known->says);
	int64_t no;
	enum ck_code code = ask(known, s, ev, &no, e);

	if (code == CK_OK && no == 0) {
		code = ck_store_do(s, e, NULL, CK_SQL_STAMP_PUT, STAMP_TYPES, STAMP_OF(known, ev));
		if (code == CK_OK)
			code = ask(known, s, ev, &no, e);
		if (code == CK_OK && no == 0)
			code = ck_fail(e, CK_BUG, "a stamp did not come back from the store as it was written");
	}
	if (code != CK_OK)
		return code;
	if (2 * ++known->count > known->room)
		widen(known);
	*place_of(known, sum, known->says.text, known->says.length) =
	    (struct stamp){sum, ck_copy_n(known->says.text, known->says.length), known->says.length, no, 0};
	return CK_OK;
}

/* False: it is not known; then known->says is what it says. */
static bool recall(struct ck_stamps *known, struct ck_bulk_event *ev)
{
	struct stamp *st = &known->at[known->at[known->last].next];

	if (!says(known, st, ev)) {
		say(known, ev);
		st = place_of(known, sum_of(&known->says), known->says.text, known->says.length);
		if (st->says == NULL)
			return false;
		known->at[known->last].next = (size_t)(st - known->at);
	}
	known->last = (size_t)(st - known->at);
	ev->stamp = st->no;
	return true;
}

bool ck_stamps_recall(struct ck_stamps *known, struct ck_bulk_event *events, size_t count)
{
	bool all = true;

	for (size_t i = 0; all && i < count; i++)
		all = recall(known, &events[i]);
	return all;
}

enum ck_code ck_stamps_find(struct ck_stamps *known, struct ck_store *s, struct ck_bulk_event *events, size_t count,
                            struct ck_error *e)
{
	enum ck_code code = CK_OK;

	for (size_t i = 0; code == CK_OK && i < count; i++) {
		if (!recall(known, &events[i]) && (code = learn(known, s, &events[i], e)) == CK_OK)
			recall(known, &events[i]);
	}
	return code;
}
