/* native_take: chains proven, compared with what the store holds of them, and written, many at once. */
#include <stdlib.h>
#include <string.h>
#include "casework.h"
#include "native_priv.h"
#include "people.h"
#include "register.h"

#define LAST_OFFICE 16383              /* the office's share of a chain (event.h) */
#define MOST_VIEWED 512                /* events whose memory is kept for the next chain */

/* -- offices: those of the store, and those whose journals came -- */

static void add_office(struct ck_native *n, const char *code, int no)
{
	struct ck_native_office *o;

	if (n->office_count == n->office_room) {
		n->office_room = 2 * n->office_room + 16;
		n->offices = ck_grow(n->offices, n->office_room, sizeof *n->offices);
	}
	o = &n->offices[n->office_count++];
	*o = (struct ck_native_office){.no = no};
	memcpy(o->code, code, strnlen(code, sizeof o->code - 1));
	if (no > n->last_office)
		n->last_office = no;
}

static enum ck_code read_store(struct ck_native *n, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(n->store, &r, e, CK_SQL_OFFICE_CODES, "");

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (ck_result_next(r, e))
		add_office(n, ck_result_text(r, 1), (int)ck_result_int(r, 0));
	ck_result_end(r);
	return e->code == CK_OK ? ck_store_number(n->store, &n->last, e, CK_SQL_EVENT_LAST, "") : e->code;
}

enum ck_code ck_native_office_no(struct ck_native *n, const char *code, int *no, struct ck_error *e)
{
	*no = 0;
	if (n->last == INT64_MIN && read_store(n, e) != CK_OK)
		return e->code;
	/* The last are the likeliest: chains come by office. */
	for (size_t i = n->office_count; i-- > 0;) {
		if (strcmp(n->offices[i].code, code) == 0) {
			*no = n->offices[i].no;
			return CK_OK;
		}
	}
	return CK_OK;
}

/* -- a chain's events as they are read -- */

static char *lent(const struct ck_bulk_text *t)
{
	return (char *)(uintptr_t)t->at;
}

static enum ck_code view_event(const struct ck_bulk_event *from, struct ck_event *to, struct ck_error *e)
{
	struct ck_fields data = to->data;
	enum ck_code code = ck_fields_parse(&data, from->text[CK_BULK_DATA].at, e);

	*to = (struct ck_event){
	    .chain = from->id & ~(int64_t)CK_CHAIN_LAST_SEQ, .seq = (int)(from->id & CK_CHAIN_LAST_SEQ), .at = from->at,
	    .at_offset = from->at_offset, .recorded = from->recorded, .recorded_offset = from->recorded_offset,
	    .step = lent(&from->text[CK_BULK_STEP]), .acts = lent(&from->text[CK_BULK_ACTS]),
	    .role = lent(&from->text[CK_BULK_ROLE]), .by = lent(&from->text[CK_BULK_BY]),
	    .done_for = lent(&from->text[CK_BULK_DONE_FOR]), .office = lent(&from->text[CK_BULK_OFFICE]),
	    .os_user = lent(&from->text[CK_BULK_OS_USER]), .batch = lent(&from->text[CK_BULK_BATCH]),
	    .key = lent(&from->text[CK_BULK_KEY]), .data = data,
	};
	memcpy(to->hash, from->hash, CK_DIGEST);
	return code;
}

static void refused_at(struct ck_native *n, size_t event)
{
	n->line = n->lines[event];
}

static enum ck_code view_chain(struct ck_native *n, const struct ck_native_chain *chain, const struct ck_link *link,
                               struct ck_error *e)
{
	struct ck_error why;

	if (link->count > n->view_room) {
		n->view.at = ck_grow(n->view.at, link->count, sizeof *n->view.at);
		memset(n->view.at + n->view_room, 0, (link->count - n->view_room) * sizeof *n->view.at);
		n->view_room = link->count;
	}
	n->view.count = link->count;
	for (size_t i = 0; i < link->count; i++) {
		const struct ck_bulk_event *ev = &link->first[i];

		if (view_event(ev, &n->view.at[i], &why) != CK_OK) {
			refused_at(n, chain->first + i);
			return ck_fail_at(e, CK_BADDATA, "data", "%s, event %zu: %s", link->number, i + 1, why.text);
		}
		n->registers |= ck_said_maybe(chain->id, ev->text[CK_BULK_ACTS].at, ev->text[CK_BULK_DATA].at);
	}
	return CK_OK;
}

/* -- what the store holds of a chain -- */

static enum ck_code compare(struct ck_native *n, struct ck_native_chain *chain, const struct ck_link *link,
                            struct ck_error *e)
{
	struct ck_result *r;
	size_t size;
	bool same = true;
	enum ck_code code;

	chain->held = 0;
	if (chain->id > n->last)
		return CK_OK;
	code = ck_store_query(n->store, &r, e, CK_SQL_EVENTS_BETWEEN, "ii", chain->id, chain->id + CK_CHAIN_LAST_SEQ + 1);
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (same && (size_t)chain->held < link->count && ck_result_next(r, e)) {
		const void *hash = ck_result_blob(r, 15, &size);

		same = size == CK_DIGEST && memcmp(hash, link->first[chain->held].hash, CK_DIGEST) == 0;
		chain->held += same;
	}
	ck_result_end(r);
	if (e->code != CK_OK || same)
		return e->code;
	refused_at(n, chain->first + (size_t)chain->held);
	return ck_fail(e, CK_REFUSED, "%s, event %d: the store has another event in its place", link->number, chain->held + 1);
}

/* -- what becomes of it -- */

static enum ck_code open_office(struct ck_native *n, struct ck_native_chain *chain, struct ck_link *link,
                                struct ck_error *e)
{
	const struct ck_event *first = &n->view.at[0];
	const char *office = ck_fields_get(&first->data, "office");
	size_t length = strlen(link->number) - strlen("-J");
	struct ck_event own = *first;
	enum ck_code code;

	refused_at(n, chain->first);
	if (strcmp(first->acts, "office-add") != 0 || office == NULL || strlen(office) != length ||
	    memcmp(office, link->number, length) != 0)
		return ck_fail(e, CK_REFUSED, "%s, event 1: a journal begins with its own office", link->number);
	if (n->last_office == LAST_OFFICE)
		return ck_fail(e, CK_REFUSED, "%s: a store has room for %d offices", link->number, LAST_OFFICE);
	chain->id = ck_chain_pack(n->last_office + 1, 0, CK_SERIES_JOURNAL, 0);
	for (size_t i = 0; i < link->count; i++)
		link->first[i].id = chain->id + (int64_t)i + 1;
	own.chain = chain->id;
	code = ck_people_make_office(n->store, &own, e);
	if (code == CK_OK)
		add_office(n, office, n->last_office + 1);
	return code;
}

static enum ck_code settle_chain(struct ck_native *n, struct ck_native_chain *chain, struct ck_link *link,
                                 struct ck_bulk_case *row, struct ck_error *e)
{
	struct ck_error why;
	enum ck_code code;

	*row = (struct ck_bulk_case){0};
	if (chain->series == CK_SERIES_JOURNAL) {
		n->staff = true;
		return chain->held == 0 ? open_office(n, chain, link, e) : CK_OK;
	}
	if (chain->series != CK_SERIES_CASE && chain->series != CK_SERIES_IMPORTED)
		return CK_OK;
	code = ck_case_load(n->desk, chain->id, &n->view, chain->held == 0, n->arena, row, &why);
	n->counts.cases += chain->held == 0;
	if (code == CK_OK)
		return CK_OK;
	refused_at(n, chain->first);
	if (code == CK_BADDATA || code == CK_CONFIG || code == CK_BUG)
		return ck_fail(e, CK_REFUSED, "%s: %s", link->number, why.text);
	*e = why;
	return code;
}

static enum ck_code prove(struct ck_native *n, struct ck_error *e)
{
	size_t chain = 0, event = 0;
	enum ck_code code;

	for (size_t c = 0; c < n->chain_count; c++)
		n->links[c].first = &n->events[n->chains[c].first];
	code = ck_ledger_prove(n->links, n->chain_count, &chain, &event, e);
	if (code != CK_OK)
		refused_at(n, n->chains[chain].first + event);
	return code;
}

/* -- writing -- */

static enum ck_code begin(struct ck_native *n, struct ck_error *e)
{
	if (n->begun)
		return CK_OK;
	n->begun = true;
	n->stamps = ck_stamps_new(false);
	return ck_bulk_begin(n->store, INT64_MIN, e);
}

static enum ck_code consider_indexes(struct ck_native *n, struct ck_error *e)
{
	bool large = false;
	enum ck_code code;

	if (n->unindexed || n->counts.cases < n->consider_at)
		return CK_OK;
	n->consider_at = n->counts.cases * 2;
	code = ck_bulk_is_large(n->store, n->counts.cases, &large, e);
	if (code != CK_OK || !large)
		return code;
	n->unindexed = true;
	return ck_bulk_unindex(n->store, e);
}

static enum ck_code write_out(struct ck_native *n, size_t events, size_t cases, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	if (events == 0)
		return CK_OK;
	code = begin(n, e);
	if (code == CK_OK)
		code = ck_stamps_find(n->stamps, n->store, n->fresh, events, e);
	if (code == CK_OK)
		code = ck_bulk_put(n->store, n->fresh, events, n->cases, cases, e);
	if (code == CK_OK && n->fresh[events - 1].id > n->last)
		n->last = n->fresh[events - 1].id;
	return code == CK_OK ? consider_indexes(n, e) : code;
}

/* A chain that stands twice among what waits would not find itself in the store. */
static bool is_earlier(const struct ck_native *n, size_t c)
{
	return c > 0 && n->chains[c].id <= n->chains[c - 1].id;
}

static enum ck_code take_chains(struct ck_native *n, struct ck_error *e)
{
	size_t events = 0, cases = 0;
	enum ck_code code = CK_OK;

	for (size_t c = 0; code == CK_OK && c < n->chain_count; c++) {
		struct ck_native_chain *chain = &n->chains[c];
		struct ck_link *link = &n->links[c];

		if (is_earlier(n, c)) {
			code = write_out(n, events, cases, e);
			events = cases = 0;
		}
		if (code == CK_OK)
			code = compare(n, chain, link, e);
		if (code != CK_OK)
			return code;
		n->counts.again += chain->held;
		if ((size_t)chain->held == link->count)
			continue;
		code = view_chain(n, chain, link, e);
		if (code == CK_OK)
			code = settle_chain(n, chain, link, &n->cases[cases], e);
		for (size_t i = (size_t)chain->held; code == CK_OK && i < link->count; i++)
			n->fresh[events++] = link->first[i];
		n->counts.events += (int64_t)link->count - chain->held;
		cases += n->cases[cases].id != 0;
	}
	return code == CK_OK ? write_out(n, events, cases, e) : code;
}

enum ck_code ck_native_flush(struct ck_native *n, struct ck_error *e)
{
	size_t line = n->line;
	enum ck_code code = prove(n, e);

	if (code != CK_OK)
		return code;
	n->fresh = ck_grow(n->fresh, n->event_count + 1, sizeof *n->fresh);
	n->cases = ck_grow(n->cases, n->chain_count + 1, sizeof *n->cases);
	memset(n->cases, 0, (n->chain_count + 1) * sizeof *n->cases);
	code = take_chains(n, e);
	if (code == CK_OK)
		n->line = line;
	n->chain_count = n->event_count = n->bytes = 0;
	n->number[0] = '\0';
	n->opens = false;
	ck_arena_reset(n->arena);
	if (n->view_room > MOST_VIEWED)
		ck_native_forget_view(n);
	return code;
}

enum ck_code ck_native_finish(struct ck_native *n, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	if (!n->begun)
		return CK_OK;
	if (n->staff)
		code = ck_people_make_staff(n->store, e);
	if (code == CK_OK && n->registers)
		code = ck_register_make(n->store, e);
	return code == CK_OK ? ck_bulk_end(n->store, e) : code;
}

/* -- batches -- */

static enum ck_code batch_number(const struct ck_fields *data, const char *name, int64_t *n, struct ck_error *e)
{
	const char *text = ck_fields_get(data, name);

	if (text == NULL || !ck_text_number(text, n) || *n < 0)
		return ck_fail_at(e, CK_BADDATA, "data", "a batch says how many records it %s", name);
	return CK_OK;
}

struct facts {
	struct ck_fields data;
	const char *command, *source;
	unsigned char digest[CK_DIGEST];
	size_t digest_size;
	int64_t count[4];
};

static const char *said(const struct ck_fields *data, const char *name)
{
	const char *value = ck_fields_get(data, name);

	return value == NULL ? "" : value;
}

static enum ck_code read_facts(const char *text, struct facts *f, struct ck_error *e)
{
	static const char *const counts[] = {"read", "written", "replayed", "refused"};
	struct ck_error why;
	const char *hex;
	enum ck_code code = CK_OK;

	if (ck_fields_parse(&f->data, text, &why) != CK_OK)
		return ck_fail_at(e, CK_BADDATA, "data", "%s", why.text);
	f->command = said(&f->data, "command");
	f->source = said(&f->data, "source");
	hex = said(&f->data, "digest");
	if (hex[0] != '\0') {
		if (!ck_native_hash(hex, f->digest))
			return ck_fail_at(e, CK_BADDATA, "data", "a batch has the SHA-256 of its source");
		f->digest_size = CK_DIGEST;
	}
	for (int i = 0; code == CK_OK && i < 4; i++)
		code = batch_number(&f->data, counts[i], &f->count[i], e);
	return code;
}

static bool same_batch(struct ck_result *r, const struct facts *f, const char *const *v, ck_time at)
{
	size_t size;
	const void *digest = ck_result_blob(r, 6, &size);
	bool same = ck_result_int(r, 1) == at && strcmp(ck_result_text(r, 2), v[CK_EXPORT_BY]) == 0 &&
	            strcmp(ck_result_text(r, 3), v[CK_EXPORT_OS_USER]) == 0 &&
	            strcmp(ck_result_text(r, 4), f->command) == 0 && strcmp(ck_result_text(r, 5), f->source) == 0 &&
	            size == f->digest_size && memcmp(digest, f->digest, size) == 0;

	for (int i = 0; i < 4; i++)
		same = same && ck_result_int(r, i + 7) == f->count[i];
	return same;
}

static enum ck_code put_batch(struct ck_native *n, ck_chain batch, const char *const *v, ck_time at, const struct facts *f,
                              struct ck_error *e)
{
	struct ck_result *r;
	bool there, same;
	enum ck_code code = ck_store_query(n->store, &r, e, CK_SQL_BATCH_LIST, "ii", batch, batch + 1);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	there = ck_result_next(r, e);
	same = there && same_batch(r, f, v, at);
	ck_result_end(r);
	if (e->code != CK_OK || same)
		return e->code;
	if (there)
		return ck_fail(e, CK_REFUSED, "the store has another batch of the number %s", v[CK_EXPORT_CHAIN]);
	return ck_store_do(n->store, e, NULL, CK_SQL_BATCH_PUT, "iittttbiiii", batch, at, v[CK_EXPORT_BY],
	                   v[CK_EXPORT_OS_USER], f->command, f->source, (const void *)f->digest, f->digest_size, f->count[0],
	                   f->count[1], f->count[2], f->count[3]);
}

enum ck_code ck_native_batch(struct ck_native *n, ck_chain batch, const char *const *values, ck_time at,
                             struct ck_error *e)
{
	struct facts f = {0};
	enum ck_code code = CK_OK;

	if (strcmp(values[CK_EXPORT_ACTS], CK_EXPORT_BATCH_ACT) != 0)
		code = ck_fail_at(e, CK_BADDATA, "acts_done", "a batch has no other events");
	if (code == CK_OK)
		code = read_facts(values[CK_EXPORT_DATA], &f, e);
	if (code == CK_OK)
		code = put_batch(n, batch, values, at, &f, e);
	ck_fields_free(&f.data);
	return code;
}
