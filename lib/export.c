/* export: chains read, proven and told, as many at once as makes hashing quick. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "export_priv.h"

#define LAST_OFFICE 16383              /* the office's share of a chain (event.h) */
#define MOST_EVENTS 4096               /* together; more only where one chain has more */
#define MOST_BYTES ((size_t)4 << 20)

/* -- things gathered -- */

void ck_gather(struct ck_gathered *g, const void *thing)
{
	if (g->count > 0 && memcmp(g->at + (g->count - 1) * g->size, thing, g->size) == 0)
		return;
	if (g->count == g->room) {
		ck_gathered_settle(g);
		if (g->count * 2 >= g->room) {
			g->room = 2 * g->room + 64;
			g->at = ck_grow(g->at, g->room, g->size);
		}
	}
	memcpy(g->at + g->count++ * g->size, thing, g->size);
}

static int by_bytes(const void *a, const void *b, void *size)
{
	return memcmp(a, b, *(const size_t *)size);
}

void ck_gathered_settle(struct ck_gathered *g)
{
	size_t kept = 0;

	if (g->count > 1)
		qsort_r(g->at, g->count, g->size, by_bytes, &g->size);
	for (size_t i = 0; i < g->count; i++) {
		unsigned char *thing = g->at + i * g->size;

		if (kept > 0 && memcmp(thing, g->at + (kept - 1) * g->size, g->size) == 0)
			continue;
		memmove(g->at + kept++ * g->size, thing, g->size);
	}
	g->count = kept;
}

/* A chain so that bytes have the order of numbers. */
static void gather_chain(struct ck_gathered *g, ck_chain chain)
{
	unsigned char bytes[8];

	for (int i = 0; i < 8; i++)
		bytes[i] = (unsigned char)((uint64_t)chain >> (56 - 8 * i));
	ck_gather(g, bytes);
}

static ck_chain gathered_chain(const struct ck_gathered *g, size_t i)
{
	uint64_t chain = 0;

	for (int k = 0; k < 8; k++)
		chain = chain << 8 | g->at[i * 8 + (size_t)k];
	return (ck_chain)chain;
}

/* -- a record as text -- */

/* Minutes are what an offset is told in; solar time had seconds, and they are told where there are any. */
static enum ck_code print_time(char out[CK_TIME_TEXT], ck_time t, int offset, struct ck_error *e)
{
	const ck_time first = -62135596800, last = 253402300799;  /* of the years 1 to 9999 */
	int n = abs(offset);

	if (t < first + 86400 || t > last - 86400 || n >= 86400)
		return ck_fail(e, CK_UNAVAILABLE, "it has a time that no calendar has");
	if (n % 60 == 0) {
		ck_time_print_offset(out, t, offset);
		return CK_OK;
	}
	ck_time_print_offset(out, t + offset, 0);
	out += strlen(out) - strlen("+00:00");
	snprintf(out, 16, "%c%02d:%02d:%02d", offset < 0 ? '-' : '+', n / 3600, n / 60 % 60, n % 60);
	return CK_OK;
}

static void print_seq(char out[16], int seq)
{
	char digits[16], *at = digits + sizeof digits - 1;

	*at = '\0';
	do
		*--at = (char)('0' + seq % 10);
	while ((seq /= 10) > 0);
	memcpy(out, at, (size_t)(digits + sizeof digits - at));
}

static enum ck_code put_record(struct ck_export *x, const char *const *values, struct ck_error *e)
{
	x->records++;
	return x->put(x->to, values, e);
}

static enum ck_code put_event(struct ck_export *x, const struct ck_bulk_event *ev, const char *number, struct ck_error *e)
{
	char seq[16], happened[CK_TIME_TEXT], recorded[CK_TIME_TEXT], prev[2 * CK_DIGEST + 1], hash[2 * CK_DIGEST + 1];
	const char *values[CK_EXPORT_VALUES] = {
	    [CK_EXPORT_CHAIN] = number, [CK_EXPORT_SEQ] = seq, [CK_EXPORT_HAPPENED] = happened,
	    [CK_EXPORT_RECORDED] = recorded, [CK_EXPORT_PREV] = prev, [CK_EXPORT_HASH] = hash,
	};
	enum ck_code code = print_time(happened, ev->at, ev->at_offset, e);

	if (code == CK_OK)
		code = print_time(recorded, ev->recorded, ev->recorded_offset, e);
	if (code != CK_OK)
		return code;
	print_seq(seq, (int)(ev->id & CK_CHAIN_LAST_SEQ));
	for (int i = 0; i < CK_BULK_TEXTS; i++)
		values[CK_EXPORT_STEP + i] = ev->text[i].at;
	ck_digest_hex(prev, ev->prev);
	ck_digest_hex(hash, ev->hash);
	ck_sha256_put(&x->sum, ev->hash, CK_DIGEST);
	x->counts.events++;
	return put_record(x, values, e);
}

static enum ck_code put_sum(struct ck_export *x, struct ck_error *e)
{
	unsigned char digest[CK_DIGEST];
	char records[24], hash[2 * CK_DIGEST + 1];
	const char *values[CK_EXPORT_VALUES];

	for (int i = 0; i < CK_EXPORT_VALUES; i++)
		values[i] = "";
	snprintf(records, sizeof records, "%lld", (long long)x->records);
	ck_sha256_end(&x->sum, digest);
	ck_digest_hex(hash, digest);
	values[CK_EXPORT_SEQ] = records;
	values[CK_EXPORT_HASH] = hash;
	return put_record(x, values, e);
}

/* -- what a selection's events name -- */

static int hex_digit(char c)
{
	return c >= '0' && c <= '9' ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

static void gather_file(struct ck_export *x, const char *data)
{
	static const char name[] = "file_digest=";
	const char *hex = data;
	unsigned char digest[CK_DIGEST];

	while ((hex = strstr(hex, name)) != NULL && hex != data && hex[-1] != '\n')
		hex++;
	if (hex == NULL)
		return;
	hex += strlen(name);
	for (int i = 0; i < CK_DIGEST; i++, hex += 2) {
		int high = hex_digit(hex[0]), low = high < 0 ? -1 : hex_digit(hex[1]);

		if (low < 0)
			return; /* ck_ledger_check_files tells of it */
		digest[i] = (unsigned char)(high << 4 | low);
	}
	ck_gather(&x->files, digest);
}

static int office_no(const struct ck_export *x, const char *code)
{
	for (int i = 1; i <= LAST_OFFICE; i++)
		if (strcmp(x->office[i], code) == 0)
			return i;
	return 0;
}

static void gather_batch(struct ck_export *x, const char *number, const char *before)
{
	char office[9];
	int year, n, no;
	enum ck_series series;

	if (number[0] == '\0' || (before != NULL && strcmp(number, before) == 0))
		return;
	if (ck_chain_parse(number, office, &year, &series, &n) && series == CK_SERIES_BATCH &&
	    (no = office_no(x, office)) > 0)
		gather_chain(&x->batches, ck_chain_pack(no, year, series, n));
}

static bool is_selective(const struct ck_export *x)
{
	return x->selection->cases != NULL || x->selection->named;
}

/* -- chains told -- */

static enum ck_code tell_chains(struct ck_export *x, struct ck_error *e)
{
	size_t chain = 0, event = 0;
	struct ck_bulk_event *next = x->events;
	const char *batch = NULL;
	struct ck_error why;
	enum ck_code code;

	for (size_t c = 0; c < x->chain_count; c++) {
		x->chains[c].first = next;
		next += x->chains[c].count;
	}
	code = ck_ledger_prove(x->chains, x->chain_count, &chain, &event, &why);
	if (code != CK_OK)
		return ck_fail(e, CK_UNAVAILABLE, "%s (ledger-verify)", why.text);
	for (size_t c = 0; c < x->chain_count; c++) {
		const struct ck_link *l = &x->chains[c];

		for (size_t i = 0; i < l->count; i++) {
			const struct ck_bulk_event *ev = &l->first[i];

			if (is_selective(x)) {
				gather_batch(x, ev->text[CK_BULK_BATCH].at, batch);
				gather_file(x, ev->text[CK_BULK_DATA].at);
				batch = ev->text[CK_BULK_BATCH].at;
			}
			code = put_event(x, ev, l->number, &why);
			if (code != CK_OK)
				return why.code == CK_UNAVAILABLE ? ck_fail(e, code, "%s, event %zu: %s", l->number, i + 1, why.text)
				                                  : (*e = why, code);
		}
	}
	x->counts.chains += (int64_t)x->chain_count;
	x->chain_count = x->event_count = x->bytes = 0;
	x->chain = 0;
	ck_arena_reset(x->arena);
	return CK_OK;
}

static enum ck_code begin_chain(struct ck_export *x, ck_chain chain, struct ck_error *e)
{
	char *number;
	enum ck_code code = CK_OK;

	if (x->event_count >= MOST_EVENTS || x->bytes >= MOST_BYTES)
		code = tell_chains(x, e);
	if (code != CK_OK)
		return code;
	if (x->chain_count == x->chain_room) {
		x->chain_room = 2 * x->chain_room + 64;
		x->chains = ck_grow(x->chains, x->chain_room, sizeof *x->chains);
	}
	number = ck_arena_alloc(x->arena, 40);
	ck_chain_print(number, x->office[chain >> 49], chain);
	if (number[0] == '-')
		return ck_fail(e, CK_UNAVAILABLE, "a chain is of an office that has no record (ledger-verify)");
	x->chains[x->chain_count++] = (struct ck_link){.number = number};
	x->chain = chain;
	return CK_OK;
}

static enum ck_code take_row(struct ck_export *x, struct ck_result *r, struct ck_error *e)
{
	int64_t id = ck_result_int(r, 0);
	ck_chain chain = id & ~(int64_t)CK_CHAIN_LAST_SEQ;
	struct ck_bulk_event *ev;
	struct ck_link *chain_of;
	enum ck_code code = CK_OK;

	if (chain <= 0 || chain >> 49 > LAST_OFFICE)
		return ck_fail(e, CK_UNAVAILABLE, "an event is of no chain (ledger-verify)");
	if (chain != x->chain)
		code = begin_chain(x, chain, e);
	if (code != CK_OK)
		return code;
	if (x->event_count == x->event_room) {
		x->event_room = 2 * x->event_room + MOST_EVENTS;
		x->events = ck_grow(x->events, x->event_room, sizeof *x->events);
	}
	ev = &x->events[x->event_count];
	chain_of = &x->chains[x->chain_count - 1];
	if (!ck_ledger_copy_row(r, x->arena, ev))
		return ck_fail(e, CK_UNAVAILABLE, "%s, event %d: a value is not of the ledger (ledger-verify)",
		               chain_of->number, (int)(id & CK_CHAIN_LAST_SEQ));
	memcpy(ev->prev, chain_of->count == 0 ? ck_ledger_start : ev[-1].hash, CK_DIGEST);
	for (int i = 0; i < CK_BULK_TEXTS; i++)
		x->bytes += ev->text[i].n;
	x->event_count++;
	chain_of->count++;
	return CK_OK;
}

static enum ck_code take_between(struct ck_export *x, int64_t from, int64_t until, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(x->store, &r, e, CK_SQL_EVENTS_BETWEEN, "ii", from, until);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e))
		code = take_row(x, r, e);
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

static enum ck_code take_chain(struct ck_export *x, ck_chain chain, struct ck_error *e)
{
	return take_between(x, chain, chain + CK_CHAIN_LAST_SEQ + 1, e);
}

/* -- the journals of a selection: each before the first chain of its office -- */

static enum ck_code take_journals(struct ck_export *x, int until, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	for (; code == CK_OK && !x->selection->alone && x->journals < until; x->journals++)
		if (x->office[x->journals + 1][0] != '\0')
			code = take_chain(x, ck_chain_pack(x->journals + 1, 0, CK_SERIES_JOURNAL, 0), e);
	return code;
}

static enum ck_code take_selected(struct ck_export *x, ck_chain chain, struct ck_error *e)
{
	int office, year, number;
	enum ck_series series;
	enum ck_code code;

	ck_chain_unpack(chain, &office, &year, &series, &number);
	code = take_journals(x, office, e);
	if (code != CK_OK || (series == CK_SERIES_JOURNAL && !x->selection->alone))
		return code;
	return take_chain(x, chain, e);
}

static enum ck_code take_named(struct ck_export *x, struct ck_error *e)
{
	struct ck_gathered named = {.size = 8};
	enum ck_code code = CK_OK;

	for (size_t i = 0; i < x->selection->count; i++)
		gather_chain(&named, x->selection->chains[i]);
	ck_gathered_settle(&named);
	for (size_t i = 0; code == CK_OK && i < named.count; i++)
		code = take_selected(x, gathered_chain(&named, i), e);
	free(named.at);
	return code;
}

static enum ck_code take_cases(struct ck_export *x, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_cases(x->store, x->selection->cases, CK_BY_NUMBER, 0, &r, e);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e))
		code = take_selected(x, ck_result_int(r, 0), e);
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

/* -- batches: chains without events -- */

static void put_number(struct ck_fields *data, const char *name, int64_t n)
{
	ck_fields_set_count(data, name, n);
}

static enum ck_code put_batch(struct ck_export *x, struct ck_result *r, struct ck_error *e)
{
	static const char *const counts[] = {"read", "written", "replayed", "refused"};
	char number[40], at[CK_TIME_TEXT], hex[2 * CK_DIGEST + 1] = "";
	const char *values[CK_EXPORT_VALUES];
	struct ck_fields data = {0};
	struct ck_buffer text = {0};
	const void *digest;
	size_t n;
	ck_chain id = ck_result_int(r, 0);
	enum ck_code code = print_time(at, ck_result_int(r, 1), 0, e);

	if (code != CK_OK || id <= 0 || id >> 49 > LAST_OFFICE || x->office[id >> 49][0] == '\0')
		return ck_fail(e, CK_UNAVAILABLE, "a batch is of no office, or of no time (store-check)");
	for (int i = 0; i < CK_EXPORT_VALUES; i++)
		values[i] = "";
	ck_chain_print(number, x->office[id >> 49], id);
	digest = ck_result_blob(r, 6, &n);
	if (n == CK_DIGEST)
		ck_digest_hex(hex, digest);
	ck_fields_set(&data, "command", ck_result_text(r, 4));
	ck_fields_set(&data, "source", ck_result_text(r, 5));
	ck_fields_set(&data, "digest", hex);
	for (int i = 0; i < 4; i++)
		put_number(&data, counts[i], ck_result_int(r, i + 7));
	ck_fields_print(&text, &data);
	values[CK_EXPORT_CHAIN] = number;
	values[CK_EXPORT_SEQ] = "0";
	values[CK_EXPORT_HAPPENED] = values[CK_EXPORT_RECORDED] = at;
	values[CK_EXPORT_ACTS] = CK_EXPORT_BATCH_ACT;
	values[CK_EXPORT_BY] = ck_result_text(r, 2);
	values[CK_EXPORT_OS_USER] = ck_result_text(r, 3);
	values[CK_EXPORT_DATA] = text.text;
	x->counts.batches++;
	code = put_record(x, values, e);
	ck_buffer_free(&text);
	ck_fields_free(&data);
	return code;
}

static enum ck_code tell_batches(struct ck_export *x, int64_t from, int64_t until, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(x->store, &r, e, CK_SQL_BATCH_LIST, "ii", from, until);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e))
		code = put_batch(x, r, e);
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

static enum ck_code tell_all_batches(struct ck_export *x, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	if (!is_selective(x))
		return tell_batches(x, 0, INT64_MAX, e);
	ck_gathered_settle(&x->batches);
	for (size_t i = 0; code == CK_OK && i < x->batches.count; i++) {
		ck_chain batch = gathered_chain(&x->batches, i);

		code = tell_batches(x, batch, batch + 1, e);
	}
	return code;
}

/* -- the whole -- */

static enum ck_code read_offices(struct ck_export *x, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(x->store, &r, e, CK_SQL_OFFICE_CODES, "");

	x->office = ck_alloc((LAST_OFFICE + 1) * sizeof *x->office);
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (ck_result_next(r, e)) {
		int64_t no = ck_result_int(r, 0);

		if (no > 0 && no <= LAST_OFFICE)
			snprintf(x->office[no], sizeof *x->office, "%s", ck_result_text(r, 1));
	}
	ck_result_end(r);
	return e->code;
}

static enum ck_code count_files(struct ck_export *x, struct ck_error *e)
{
	ck_gathered_settle(&x->files);
	x->counts.files = (int64_t)x->files.count;
	return is_selective(x) ? CK_OK : ck_store_number(x->store, &x->counts.files, e, CK_SQL_FILES_COUNTED, "");
}

enum ck_code ck_export_tell(struct ck_export *x, struct ck_error *e)
{
	enum ck_code code = read_offices(x, e);

	x->arena = ck_arena_new();
	x->batches.size = 8;
	x->files.size = CK_DIGEST;
	ck_sha256_start(&x->sum);
	if (code == CK_OK && x->selection->named)
		code = take_named(x, e);
	else if (code == CK_OK && x->selection->cases != NULL)
		code = take_cases(x, e);
	else if (code == CK_OK)
		code = take_between(x, INT64_MIN, INT64_MAX, e);
	if (code == CK_OK && is_selective(x))
		code = take_journals(x, LAST_OFFICE, e);
	if (code == CK_OK)
		code = tell_chains(x, e);
	if (code == CK_OK)
		code = tell_all_batches(x, e);
	if (code == CK_OK)
		code = put_sum(x, e);
	return code == CK_OK ? count_files(x, e) : code;
}

void ck_export_end(struct ck_export *x)
{
	ck_arena_free(x->arena);
	free(x->events);
	free(x->chains);
	free(x->office);
	free(x->batches.at);
	free(x->files.at);
}

enum ck_code ck_export_records(struct ck_store *s, const struct ck_selection *selection, ck_export_put *put, void *to,
                               struct ck_export_counts *counts, struct ck_error *e)
{
	struct ck_export x = {.store = s, .selection = selection, .put = put, .to = to};
	enum ck_code code = ck_export_tell(&x, e);

	*counts = x.counts;
	ck_export_end(&x);
	return code;
}
