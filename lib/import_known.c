/* import_known: which cases are there already, and do they say the same? */
#include <stdlib.h>
#include <string.h>
#include "import_priv.h"

/* -- own numbers met before: a mark for each, so that a store without its index need not be asked. A mark may be met by
 * chance; then the store is asked after all. -- */

#define MARKS_MOST ((size_t)1 << 23)    /* 32 MiB: beyond three quarters of that the index is kept instead */

static uint64_t mark_of(int office, const char *number)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325) ^ (uint64_t)office;

	for (; *number != '\0'; number++)
		h = (h ^ (unsigned char)*number) * UINT64_C(0x100000001b3);
	h ^= h >> 32;
	h *= UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 29;
}

static uint32_t low_of(uint64_t hash)
{
	uint32_t low = (uint32_t)hash;

	return low == 0 ? 1 : low;
}

static size_t first_place(const struct ck_import *im, uint64_t hash)
{
	return (size_t)(hash >> 32) & (im->mark_room - 1);
}

/* Where a mark is, or is to be. */
static uint32_t *place_of(const struct ck_import *im, uint64_t hash)
{
	size_t i = first_place(im, hash);

	while (im->mark[i] != 0 && im->mark[i] != low_of(hash))
		i = (i + 1) & (im->mark_room - 1);
	return &im->mark[i];
}

static bool is_marked(const struct ck_import *im, uint64_t hash)
{
	return im->mark_room > 0 && *place_of(im, hash) != 0;
}

/* The table is larger than the processor's caches: what is fetched now is there when the row has been read. */
void ck_import_look_up(const struct ck_import *im, struct ck_import_case *c)
{
	c->mark = mark_of(c->office->no, c->number);
	if (im->mark_room > 0)
		__builtin_prefetch(&im->mark[first_place(im, c->mark)], 1);
}

/* A table that grows would need the hashes again; so it begins at its full size once it is more than small: pages that are
 * never touched cost nothing. */
static bool make_room(struct ck_import *im)
{
	if (im->mark_room == 0) {
		im->mark = ck_alloc(MARKS_MOST * sizeof *im->mark);
		im->mark_room = MARKS_MOST;
	}
	return im->marks < MARKS_MOST / 4 * 3;
}

static bool add_mark(struct ck_import *im, uint64_t hash)
{
	uint32_t *at;

	if (!make_room(im))
		return false;
	at = place_of(im, hash);
	im->marks += *at == 0;
	*at = low_of(hash);
	return true;
}

/* Too many to be held in memory: from here on the index knows. Marks that come now are those of cases that are not yet
 * written, which the index does not know. */
static void forget_marks(struct ck_import *im)
{
	memset(im->mark, 0, im->mark_room * sizeof *im->mark);
	im->marks = 0;
	im->all_marked = false;
}

enum ck_code ck_import_mark(struct ck_import *im, const struct ck_import_case *c, struct ck_error *e)
{
	enum ck_code code;

	if (add_mark(im, c->mark))
		return CK_OK;
	code = ck_import_flush(im, e);
	forget_marks(im);
	return code == CK_OK && im->unindexed ? ck_bulk_index_numbers(ck_desk_store(im->desk), e) : code;
}

enum ck_code ck_import_mark_all(struct ck_import *im, struct ck_error *e)
{
	struct ck_result *r;
	bool fits = true;
	enum ck_code code = ck_store_query(ck_desk_store(im->desk), &r, e, CK_SQL_OWN_NUMBERS, "");

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (fits && ck_result_next(r, e))
		fits = add_mark(im, mark_of((int)(ck_result_int(r, 0) >> 49), ck_result_text(r, 1)));
	ck_result_end(r);
	im->all_marked = fits && e->code == CK_OK;
	if (!fits)
		forget_marks(im);
	return e->code;
}

/* -- is it there? -- */

static enum ck_code ask_store(struct ck_import *im, const struct ck_office *o, const char *number, ck_chain *chain,
                              struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(ck_desk_store(im->desk), &r, e, CK_SQL_CASES_OF_OWN_NUMBER, "t", number);

	*chain = 0;
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (*chain == 0 && ck_result_next(r, e)) {
		ck_chain found = ck_result_int(r, 0);
		int office, year, n;
		enum ck_series series;

		ck_chain_unpack(found, &office, &year, &series, &n);
		if (office == o->no && series == CK_SERIES_IMPORTED)
			*chain = found;
	}
	ck_result_end(r);
	return e->code;
}

enum ck_code ck_import_find(struct ck_import *im, const struct ck_import_case *c, ck_chain *chain, struct ck_error *e)
{
	bool marked = is_marked(im, c->mark);
	enum ck_code code = CK_OK;

	*chain = 0;
	if (!marked && im->all_marked)
		return CK_OK;
	if (marked)
		code = ck_import_flush(im, e);
	if (code == CK_OK && im->unindexed)
		code = ck_bulk_index_numbers(ck_desk_store(im->desk), e);
	return code == CK_OK ? ask_store(im, c->office, c->number, chain, e) : code;
}

static bool same_bytes(const struct ck_bulk_text *a, size_t compared, const struct ck_buffer *b)
{
	return b->length == compared && (compared == 0 || memcmp(a->at, b->text, compared) == 0);
}

bool ck_import_same_event(const struct ck_import_event *mine, const struct ck_event *ev, struct ck_buffer *work)
{
	struct ck_fields data = {.at = ev->data.at, .count = ev->data.count};

	for (size_t i = 0; i < data.count; i++)
		if (strcmp(data.at[i].name, "events") == 0) {
			data.count = i; /* where it came from is no part of what it says */
			break;
		}
	ck_buffer_empty(work);
	if (data.count > 0)
		ck_fields_print(work, &data);
	return mine->at.t == ev->at && strcmp(mine->acts, ev->acts) == 0 && same_bytes(&mine->data, mine->compared, work);
}

size_t ck_import_told_events(const struct ck_events *evs)
{
	const char *text = evs->count > 0 ? ck_fields_get(&evs->at[0].data, "events") : NULL;
	int64_t count;

	if (text == NULL || !ck_text_number(text, &count) || count < 1 || (size_t)count > evs->count)
		return evs->count;
	return (size_t)count;
}
