/* import_write: cases that are read get their numbers and wait in a block; a full one is hashed, and written by a second
 * thread while the next is read. */
#include <stdlib.h>
#include <string.h>
#include "import_priv.h"

#define LINK_AT_ONCE 64                 /* cases: several times as many as are hashed side by side (digest.h) */
#define FIRST_LOOK 2000                 /* cases from which on a load may be large */

/* -- numbers and codes -- */

/* As the ledger says, and as the projection says: the one may wait aside, the other be damaged. */
static enum ck_code last_of(struct ck_import *im, int office, int year, int *last, struct ck_error *e)
{
	const ck_chain from = ck_chain_pack(office, year, CK_SERIES_IMPORTED, 0);
	const ck_chain until = ck_chain_pack(office, year, CK_SERIES_BATCH, 0);
	struct ck_store *s = ck_desk_store(im->desk);
	int o, y;
	enum ck_series series;
	ck_chain told, projected = 0;
	enum ck_code code = ck_store_number(s, &told, e, CK_SQL_CHAIN_LAST, "ii", from, until);

	if (code == CK_OK)
		code = ck_store_number(s, &projected, e, CK_SQL_CASE_LAST_PROJECTED, "ii", from, until);
	ck_chain_unpack(told > projected ? told : projected, &o, &y, &series, last);
	return code;
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
	return ck_store_number(s, no, e, CK_SQL_PROCEDURE_NO, "tttt", c->regulation, c->edition, c->variant, c->channel);
}

static enum ck_code find_procedure(struct ck_import *im, const struct ck_import_case *c, int64_t *no, struct ck_error *e)
{
	struct ck_store *s;
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
	s = ck_desk_store(im->desk);
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

/* What every event of the import says alike. */
static struct ck_bulk_event alike(const struct ck_import *im)
{
	struct ck_bulk_event ev = {.recorded = im->now, .recorded_offset = im->recorded_offset};

	ev.text[CK_BULK_BY] = text_of(im->actor->login);
	ev.text[CK_BULK_OFFICE] = text_of(im->actor->office);
	ev.text[CK_BULK_OS_USER] = text_of(im->os_user);
	return ev;
}

static void put_events(struct ck_import *im, const struct ck_import_case *c, ck_chain chain, struct ck_bulk_event *to)
{
	for (size_t i = 0; i < c->events; i++) {
		const struct ck_import_event *from = &c->event[i];

		to[i] = im->alike;
		to[i].id = chain + (int64_t)i + 1;
		to[i].at = from->at.t;
		to[i].at_offset = from->at.offset;
		to[i].text[CK_BULK_ACTS] = text_of(from->acts);
		to[i].text[CK_BULK_DATA] = from->data;
	}
	to[0].text[CK_BULK_BATCH] = text_of(im->batch);
}

static struct ck_bulk_event *room_for(struct ck_import_block *b, size_t events)
{
	if (b->event_count + events > b->event_room) {
		b->event_room = 2 * b->event_room + events + 4 * CK_IMPORT_WAIT;
		b->events = ck_grow(b->events, b->event_room, sizeof *b->events);
	}
	return &b->events[b->event_count];
}

enum ck_code ck_import_add(struct ck_import *im, struct ck_import_case *c, struct ck_error *e)
{
	struct ck_import_block *b = im->filling;
	ck_chain chain = 0;
	int64_t procedure = 0;
	size_t k;
	enum ck_code code = CK_OK;

	if (b->case_count == CK_IMPORT_WAIT)
		code = ck_import_flush(im, e);
	if (code == CK_OK)
		code = find_procedure(im, c, &procedure, e);
	if (code == CK_OK)
		code = next_chain(im, c, &chain, e);
	if (code != CK_OK)
		return code;
	put_events(im, c, chain, room_for(b, c->events));
	k = b->case_count++;
	ck_chain_print(b->numbers[k], c->office->code, chain);
	b->first[k] = b->event_count;
	b->event_count += c->events;
	b->cases[k] = (struct ck_bulk_case){
	    .id = chain, .procedure = procedure, .status = (int64_t)c->status, .outcome = (int64_t)c->outcome,
	    .registered = c->event[0].at.t, .decided = c->decided, .issued = c->issued, .number = c->own,
	    .applicant = c->applicant, .applicant_name = c->name, .name_key = c->name_key, .responsible = c->responsible,
	    .seq = (int64_t)c->events,
	};
	im->counts.cases++;
	im->counts.events += (int64_t)c->events;
	return ck_import_mark(im, c, e);
}

/* -- a block becomes rows -- */

static int by_id(const void *a, const void *b)
{
	const struct ck_bulk_case *x = *(const struct ck_bulk_case *const *)a, *y = *(const struct ck_bulk_case *const *)b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static bool is_sorted(const struct ck_import_block *b)
{
	for (size_t i = 1; i < b->case_count; i++)
		if (b->cases[i].id < b->cases[i - 1].id)
			return false;
	return true;
}

/* The engine is fed in the order of its keys. */
static void sort_by_id(struct ck_import_block *b)
{
	const struct ck_bulk_case *order[CK_IMPORT_WAIT] = {NULL};
	struct ck_bulk_case cases[CK_IMPORT_WAIT] = {0};
	struct ck_bulk_event *events = ck_grow(NULL, b->event_room, sizeof *events);
	char numbers[CK_IMPORT_WAIT][40];
	size_t first[CK_IMPORT_WAIT] = {0}, n = 0;

	for (size_t i = 0; i < b->case_count; i++)
		order[i] = &b->cases[i];
	qsort(order, b->case_count, sizeof *order, by_id);
	for (size_t i = 0; i < b->case_count; i++) {
		size_t from = (size_t)(order[i] - b->cases), count = (size_t)order[i]->seq;

		memcpy(&events[n], &b->events[b->first[from]], count * sizeof *events);
		memcpy(numbers[i], b->numbers[from], sizeof numbers[i]);
		cases[i] = *order[i];
		first[i] = n;
		n += count;
	}
	memcpy(b->cases, cases, b->case_count * sizeof *cases);
	memcpy(b->numbers, numbers, b->case_count * sizeof *numbers);
	memcpy(b->first, first, b->case_count * sizeof *first);
	free(b->events);
	b->events = events;
}

static bool is_linked(const struct ck_import_block *b)
{
	return b->linked == b->case_count;
}

/* The next few: who links goes on only as long as nobody waits for it. */
static void link_chains(struct ck_import_block *b)
{
	struct ck_link chains[LINK_AT_ONCE];
	size_t n = 0;

	for (size_t i = b->linked; n < LINK_AT_ONCE && i < b->case_count; i++)
		chains[n++] = (struct ck_link){&b->events[b->first[i]], (size_t)b->cases[i].seq, b->numbers[i]};
	ck_ledger_link(chains, n);
	for (size_t i = b->linked; i < b->linked + n; i++)
		b->cases[i].head = b->events[b->first[i] + (size_t)b->cases[i].seq - 1].hash;
	b->linked += n;
}

/* Indexes are made at the end, and what stands behind in the ledger waits, where that is quicker: at once if the size of the
 * load can be told, else as it grows. */
static enum ck_code consider_indexes(struct ck_import *im, struct ck_error *e)
{
	const struct ck_import_block *b = im->filling;
	int64_t cases = im->expected > im->counts.cases ? im->expected : im->counts.cases;
	bool large = false;
	enum ck_code code = CK_OK;

	if (im->unindexed || cases < FIRST_LOOK || cases < im->consider_at)
		return CK_OK;
	im->consider_at = cases * 2;
	code = ck_bulk_is_large(ck_desk_store(im->desk), cases, &large, e);
	if (code != CK_OK || !large)
		return code;
	code = ck_import_mark_all(im, e);
	if (code == CK_OK)
		code = ck_bulk_unindex(ck_desk_store(im->desk), e);
	if (code == CK_OK && !im->all_marked)
		code = ck_bulk_index_numbers(ck_desk_store(im->desk), e);
	im->unindexed = true;
	return code == CK_OK ? ck_bulk_set_aside(ck_desk_store(im->desk), b->events, b->event_count,
	                                         cases * (int64_t)(b->event_count / b->case_count), e) : code;
}

/* The second thread's part. */
static void write_block(void *of)
{
	struct ck_import_block *b = of;

	while (!is_linked(b))
		link_chains(b);
	if (ck_bulk_put(b->store, b->events, b->event_count, b->cases, b->case_count, &b->error) == CK_OK && b->search_near)
		ck_import_near_of_block(b);
}

/* What the block in writing has come to. */
static enum ck_code collect(struct ck_import *im, struct ck_error *e)
{
	struct ck_import_block *b = im->writing;
	enum ck_code code = CK_OK;

	ck_worker_rest(im->worker);
	im->writing = NULL;
	if (b == NULL)
		return CK_OK;
	b->case_count = b->event_count = 0;
	if (b->error.code != CK_OK) {
		*e = b->error;
		return e->code;
	}
	for (size_t i = 0; code == CK_OK && i < b->near_count; i++)
		code = ck_import_tell_near(im, b->near[i].one, b->near[i].other, e);
	b->near_count = 0;
	return code;
}

static enum ck_code hand_over(struct ck_import *im, struct ck_error *e)
{
	struct ck_import_block *b = im->filling;
	bool stamped;
	enum ck_code code;

	if (b->case_count == 0)
		return CK_OK;
	if (!is_sorted(b))
		sort_by_id(b);
	stamped = ck_stamps_recall(im->stamps, b->events, b->event_count);
	b->linked = 0;
	while (!is_linked(b) && ck_worker_is_busy(im->worker)) /* hashing is for who would wait */
		link_chains(b);
	code = collect(im, e);
	if (code == CK_OK && !im->begun)
		code = ck_bulk_begin(ck_desk_store(im->desk), im->now, e);
	if (code != CK_OK)
		return code;
	im->begun = true;
	code = consider_indexes(im, e);
	if (code == CK_OK && !stamped)
		code = ck_stamps_find(im->stamps, ck_desk_store(im->desk), b->events, b->event_count, e);
	if (code != CK_OK)
		return code;
	b->store = ck_desk_store(im->desk);
	b->search_near = !im->unindexed;
	ck_error_clear(&b->error);
	im->writing = b;
	ck_worker_give(im->worker, write_block, b);
	return CK_OK;
}

enum ck_code ck_import_flush(struct ck_import *im, struct ck_error *e)
{
	enum ck_code code = hand_over(im, e);

	return code == CK_OK ? collect(im, e) : code;
}

/* Rows that were refused leave their text in the arena too. */
enum ck_code ck_import_make_room(struct ck_import *im, struct ck_error *e)
{
	struct ck_import_block *b = im->filling;
	enum ck_code code = CK_OK;

	if (b->case_count == CK_IMPORT_WAIT || (b->case_count > 0 && b->rows >= 4 * CK_IMPORT_WAIT)) {
		code = hand_over(im, e);
		im->filling = b = &im->block[b == &im->block[0]];
	}
	b->rows++;
	if (code == CK_OK && b->case_count == 0) {
		ck_arena_reset(b->arena);
		b->rows = 0;
	}
	return code;
}

static void await(void *of)
{
	ck_worker_rest(of);
}

void ck_import_begin_blocks(struct ck_import *im)
{
	im->alike = alike(im);
	im->filling = &im->block[0];
	for (int i = 0; i < 2; i++)
		im->block[i].arena = ck_arena_new();
	im->stamps = ck_stamps_new(true);
	im->worker = ck_worker_new();
	ck_store_shared(ck_desk_store(im->desk), await, im->worker);
}

void ck_import_end_blocks(struct ck_import *im)
{
	ck_worker_free(im->worker);
	ck_stamps_free(im->stamps);
	for (int i = 0; i < 2; i++) {
		ck_arena_free(im->block[i].arena);
		free(im->block[i].events);
		free(im->block[i].near);
	}
}
