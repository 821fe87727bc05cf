/* import_write: cases that are read get their numbers, wait for others, and are written many at once. */
#include <stdlib.h>
#include <string.h>
#include "import_priv.h"

/* -- own numbers met before: a mark for each, so that a store without its index need not be asked. A mark may be met by
 * chance; then the store is asked after all. -- */

#define MARKS_MOST ((size_t)1 << 23)    /* 32 MiB: beyond three quarters of that the index is kept instead */
#define LARGE_AGAINST 4                 /* … if the store has not more than so many times as many */

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

static bool is_marked(const struct ck_import *im, uint64_t hash)
{
	if (im->mark_room == 0)
		return false;
	for (size_t i = (size_t)(hash >> 32) & (im->mark_room - 1); im->mark[i] != 0; i = (i + 1) & (im->mark_room - 1))
		if (im->mark[i] == low_of(hash))
			return true;
	return false;
}

static void place(uint32_t *marks, size_t room, uint64_t hash)
{
	size_t i = (size_t)(hash >> 32) & (room - 1);

	while (marks[i] != 0)
		i = (i + 1) & (room - 1);
	marks[i] = low_of(hash);
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
	if (!make_room(im))
		return false;
	place(im->mark, im->mark_room, hash);
	im->marks++;
	return true;
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

enum ck_code ck_import_find(struct ck_import *im, const struct ck_office *o, const char *number, ck_chain *chain,
                            struct ck_error *e)
{
	bool marked = is_marked(im, mark_of(o->no, number));
	enum ck_code code = CK_OK;

	*chain = 0;
	if (!marked && im->all_marked)
		return CK_OK;
	if (marked)
		code = ck_import_flush(im, e);
	if (code == CK_OK && im->unindexed)
		code = ck_bulk_index_numbers(ck_desk_store(im->desk), e);
	return code == CK_OK ? ask_store(im, o, number, chain, e) : code;
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

/* -- numbers and codes -- */

static enum ck_code last_of(struct ck_import *im, int office, int year, int *last, struct ck_error *e)
{
	struct ck_result *r;
	int o, y;
	enum ck_series series;
	enum ck_code code = ck_store_query(ck_desk_store(im->desk), &r, e, CK_SQL_CASE_LAST_IN, "ii",
	                                   ck_chain_pack(office, year, CK_SERIES_IMPORTED, 0),
	                                   ck_chain_pack(office, year, CK_SERIES_BATCH, 0));

	*last = 0;
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	if (ck_result_next(r, e) && ck_result_int(r, 0) != INT64_MIN)
		ck_chain_unpack(ck_result_int(r, 0), &o, &y, &series, last);
	ck_result_end(r);
	return e->code;
}

enum ck_code ck_import_check_year(const struct ck_import *im, ck_day registered, int *year, struct ck_error *e)
{
	int month, day;

	ck_day_civil(registered, year, &month, &day);
	if (*year >= CK_CHAIN_FIRST_YEAR && *year <= CK_CHAIN_LAST_YEAR)
		return CK_OK;
	ck_fail(e, CK_BADDATA, "the register has no year %d", *year);
	return ck_fail_column(e, im->is.events ? "happened" : "registered");
}

static enum ck_code next_chain(struct ck_import *im, const struct ck_import_case *c, ck_chain *chain, struct ck_error *e)
{
	int year;
	struct ck_import_register *r = NULL;

	if (ck_import_check_year(im, c->event[0].at.day, &year, e) != CK_OK)
		return e->code;
	for (size_t i = 0; i < im->register_count && r == NULL; i++)
		if (im->registers[i].office == c->office->no && im->registers[i].year == year)
			r = &im->registers[i];
	if (r == NULL) {
		int last;

		if (last_of(im, c->office->no, year, &last, e) != CK_OK)
			return e->code;
		im->registers = ck_grow(im->registers, im->register_count + 1, sizeof *im->registers);
		r = &im->registers[im->register_count++];
		*r = (struct ck_import_register){c->office->no, year, last};
	}
	if (r->last >= CK_CHAIN_LAST_NUMBER)
		return ck_fail(e, CK_REFUSED, "the register of imported cases of %s for %d is full", c->office->code, year);
	*chain = ck_chain_pack(c->office->no, year, CK_SERIES_IMPORTED, ++r->last);
	return CK_OK;
}

static enum ck_code ask_procedure(struct ck_store *s, const struct ck_import_case *c, int64_t *no, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_PROCEDURE_NO, "tttt", c->regulation, c->edition, c->variant,
	                                   c->channel);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	*no = ck_result_next(r, e) ? ck_result_int(r, 0) : 0;
	ck_result_end(r);
	return e->code;
}

static enum ck_code find_procedure(struct ck_import *im, const struct ck_import_case *c, int64_t *no, struct ck_error *e)
{
	struct ck_store *s = ck_desk_store(im->desk);
	struct ck_import_procedure *p;
	enum ck_code code;

	for (size_t i = 0; i < im->procedure_count; i++) {
		p = &im->procedures[i];
		if (strcmp(p->regulation, c->regulation) == 0 && strcmp(p->edition, c->edition) == 0 &&
		    strcmp(p->variant, c->variant) == 0 && strcmp(p->channel, c->channel) == 0) {
			*no = p->no;
			return CK_OK;
		}
	}
	code = ask_procedure(s, c, no, e);
	if (code == CK_OK && *no == 0) {
		code = ck_store_do(s, e, NULL, CK_SQL_PROCEDURE_PUT, "tttt", c->regulation, c->edition, c->variant, c->channel);
		if (code == CK_OK)
			code = ask_procedure(s, c, no, e);
	}
	if (code != CK_OK)
		return code;
	im->procedures = ck_grow(im->procedures, im->procedure_count + 1, sizeof *im->procedures);
	p = &im->procedures[im->procedure_count++];
	*p = (struct ck_import_procedure){ck_arena_copy(im->kept, c->regulation), ck_arena_copy(im->kept, c->edition),
	                                  ck_arena_copy(im->kept, c->variant), ck_arena_copy(im->kept, c->channel), *no};
	return CK_OK;
}

/* -- waiting -- */

static struct ck_bulk_text text_of(const char *s)
{
	return (struct ck_bulk_text){s, strlen(s)};
}

static void put_events(struct ck_import *im, const struct ck_import_case *c, ck_chain chain, struct ck_bulk_event *to)
{
	const char *batch = ck_desk_batch(im->desk);

	for (size_t i = 0; i < c->events; i++) {
		const struct ck_import_event *from = &c->event[i];

		to[i] = (struct ck_bulk_event){
		    .id = chain + (int64_t)i + 1, .at = from->at.t, .at_offset = from->at.offset, .recorded = im->now,
		    .recorded_offset = im->recorded_offset,
		};
		to[i].text[CK_BULK_ACTS] = text_of(from->acts);
		to[i].text[CK_BULK_BY] = text_of(im->actor->login);
		to[i].text[CK_BULK_OFFICE] = text_of(im->actor->office);
		to[i].text[CK_BULK_OS_USER] = text_of(ck_desk_os_user(im->desk));
		if (i == 0)
			to[i].text[CK_BULK_BATCH] = text_of(batch);
		to[i].text[CK_BULK_DATA] = from->data;
	}
}

static enum ck_code begin(struct ck_import *im, struct ck_error *e)
{
	if (im->begun)
		return CK_OK;
	im->begun = true;
	return ck_bulk_begin(ck_desk_store(im->desk), e);
}

enum ck_code ck_import_add(struct ck_import *im, struct ck_import_case *c, struct ck_error *e)
{
	ck_chain chain = 0;
	int64_t procedure = 0;
	struct ck_bulk_event *to;
	size_t k;
	enum ck_code code = CK_OK;

	if (im->case_count == CK_IMPORT_WAIT)
		code = ck_import_flush(im, e);
	if (code == CK_OK)
		code = find_procedure(im, c, &procedure, e);
	if (code == CK_OK)
		code = next_chain(im, c, &chain, e);
	if (code != CK_OK)
		return code;
	if (im->event_count + c->events > im->event_room) {
		im->event_room = 2 * im->event_room + c->events + 4 * CK_IMPORT_WAIT;
		im->events = ck_grow(im->events, im->event_room, sizeof *im->events);
	}
	to = &im->events[im->event_count];
	put_events(im, c, chain, to);
	k = im->case_count++;
	ck_chain_print(im->numbers[k], c->office->code, chain);
	im->first[k] = im->event_count;
	im->event_count += c->events;
	im->cases[k] = (struct ck_bulk_case){
	    .id = chain, .procedure = procedure, .status = (int64_t)c->status, .outcome = (int64_t)c->outcome,
	    .registered = c->event[0].at.t, .decided = c->decided, .issued = c->issued, .number = c->own,
	    .applicant = c->applicant, .applicant_name = c->name, .name_key = c->name_key, .responsible = c->responsible,
	    .seq = (int64_t)c->events,
	};
	im->counts.cases++;
	im->counts.events += (int64_t)c->events;
	if (!add_mark(im, mark_of(c->office->no, c->number)) && im->all_marked) {
		im->all_marked = false; /* too many to be held in memory: from here on the index knows */
		return ck_bulk_index_numbers(ck_desk_store(im->desk), e);
	}
	return CK_OK;
}

/* -- writing -- */

static const struct ck_bulk_case *sorted; /* what sort_by_id sorts by */

static int by_id(const void *a, const void *b)
{
	int64_t x = sorted[*(const size_t *)a].id, y = sorted[*(const size_t *)b].id;

	return x < y ? -1 : x > y;
}

/* The engine is fed in the order of its keys. */
static void sort_by_id(struct ck_import *im, struct ck_bulk_event **events, struct ck_bulk_case *cases)
{
	struct ck_bulk_event *ordered = ck_grow(NULL, im->event_count + 1, sizeof *ordered);
	size_t order[CK_IMPORT_WAIT] = {0}, n = 0;

	for (size_t i = 0; i < im->case_count; i++)
		order[i] = i;
	sorted = im->cases;
	qsort(order, im->case_count, sizeof *order, by_id);
	for (size_t i = 0; i < im->case_count; i++) {
		const struct ck_bulk_case *c = &im->cases[order[i]];

		memcpy(&ordered[n], &im->events[im->first[order[i]]], (size_t)c->seq * sizeof *ordered);
		cases[i] = *c;
		cases[i].head = NULL;
		im->chains[i] = (struct ck_link){&ordered[n], (size_t)c->seq, im->numbers[order[i]]};
		n += (size_t)c->seq;
	}
	*events = ordered;
}

/* How many cases there are, counted no further than it matters. */
static enum ck_code is_large(struct ck_import *im, bool *large, struct ck_error *e)
{
	int64_t limit = im->counts.cases * (LARGE_AGAINST + 1);
	struct ck_result *r;
	enum ck_code code = ck_store_query(ck_desk_store(im->desk), &r, e, CK_SQL_CASES_EXIST, "i", limit + 1);

	*large = false;
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	if (ck_result_next(r, e))
		*large = ck_result_int(r, 0) <= limit;
	ck_result_end(r);
	return e->code;
}

/* All numbers of the store are marked, before its index goes. */
static enum ck_code mark_all(struct ck_import *im, struct ck_error *e)
{
	struct ck_result *r;
	bool fits = true;
	enum ck_code code = ck_store_query(ck_desk_store(im->desk), &r, e, CK_SQL_OWN_NUMBERS, "");

	if (code != CK_OK)
		return code;
	if (im->mark_room > 0)
		memset(im->mark, 0, im->mark_room * sizeof *im->mark);
	im->marks = 0;
	ck_error_clear(e);
	while (fits && ck_result_next(r, e))
		fits = add_mark(im, mark_of((int)(ck_result_int(r, 0) >> 49), ck_result_text(r, 1)));
	ck_result_end(r);
	im->all_marked = fits && e->code == CK_OK;
	return e->code;
}

static enum ck_code consider_indexes(struct ck_import *im, struct ck_error *e)
{
	bool large = false;
	enum ck_code code = CK_OK;

	if (im->unindexed || im->counts.cases < im->consider_at)
		return CK_OK;
	im->consider_at = im->counts.cases * 2;
	code = is_large(im, &large, e);
	if (code != CK_OK || !large)
		return code;
	code = mark_all(im, e);
	if (code == CK_OK)
		code = ck_bulk_unindex(ck_desk_store(im->desk), e);
	if (code == CK_OK && !im->all_marked)
		code = ck_bulk_index_numbers(ck_desk_store(im->desk), e);
	im->unindexed = true;
	return code;
}

enum ck_code ck_import_flush(struct ck_import *im, struct ck_error *e)
{
	struct ck_bulk_case cases[CK_IMPORT_WAIT];
	struct ck_bulk_event *events;
	enum ck_code code;

	if (im->case_count == 0)
		return CK_OK;
	code = begin(im, e);
	if (code != CK_OK)
		return code;
	sort_by_id(im, &events, cases);
	ck_ledger_link(im->chains, im->case_count);
	for (size_t i = 0; i < im->case_count; i++)
		cases[i].head = im->chains[i].first[cases[i].seq - 1].hash;
	code = ck_bulk_put(ck_desk_store(im->desk), events, im->event_count, cases, im->case_count, e);
	if (code == CK_OK && !im->unindexed)
		code = ck_import_near_of_waiting(im, cases, im->case_count, e);
	free(events);
	im->case_count = im->event_count = 0;
	return code == CK_OK ? consider_indexes(im, e) : code;
}
