/* native: records read: each value must be as casekit exports it. */
#include <stdlib.h>
#include <string.h>
#include "native_priv.h"

#define MOST_EVENTS 4096               /* that wait; more only where one chain has more */
#define MOST_BYTES ((size_t)4 << 20)

struct ck_native *ck_native_new(void)
{
	struct ck_native *n = ck_alloc(sizeof *n);

	n->arena = ck_arena_new();
	n->last = INT64_MIN;
	n->consider_at = 8000;
	ck_sha256_start(&n->sum);
	return n;
}

void ck_native_forget_view(struct ck_native *n)
{
	for (size_t i = 0; i < n->view_room; i++)
		ck_fields_free(&n->view.at[i].data);
	free(n->view.at);
	n->view = (struct ck_events){0};
	n->view_room = 0;
}

void ck_native_free(struct ck_native *n)
{
	if (n == NULL)
		return;
	ck_native_forget_view(n);
	ck_arena_free(n->arena);
	free(n->offices);
	free(n->events);
	free(n->lines);
	free(n->chains);
	free(n->links);
	free(n->fresh);
	ck_stamps_free(n->stamps);
	free(n->cases);
	free(n);
}

size_t ck_native_line(const struct ck_native *n)
{
	return n->line;
}

void ck_native_begin(struct ck_native *n, struct ck_desk *d)
{
	n->desk = d;
	n->store = ck_desk_store(d);
}

/* -- columns -- */

static int place_of(const char *name)
{
	const char *columns = CK_EXPORT_COLUMNS, *word;
	size_t length;

	for (int i = 0; (word = ck_word_next(&columns, &length)) != NULL; i++)
		if (strlen(name) == length && memcmp(word, name, length) == 0)
			return i;
	return -1;
}

static const char *name_at(int place)
{
	static char name[24];
	const char *columns = CK_EXPORT_COLUMNS, *word = columns;
	size_t length = 0;

	for (int i = 0; i <= place; i++)
		word = ck_word_next(&columns, &length);
	memcpy(name, word, length);
	name[length] = '\0';
	return name;
}

enum ck_code ck_native_header(struct ck_native *n, const char *const *names, size_t count, struct ck_error *e)
{
	for (int i = 0; i < CK_EXPORT_VALUES; i++)
		n->place[i] = -1;
	for (size_t c = 0; c < count; c++) {
		int place = place_of(names[c]);

		if (place < 0)
			return ck_fail(e, CK_BADDATA, "no column of an export: \"%.40s\"", names[c]);
		if (n->place[place] >= 0)
			return ck_fail(e, CK_BADDATA, "the column %s is there twice", names[c]);
		n->place[place] = (int)c;
	}
	for (int i = 0; i < CK_EXPORT_VALUES; i++)
		if (n->place[i] < 0)
			return ck_fail(e, CK_BADDATA, "the column %s is needed", name_at(i));
	return CK_OK;
}

static enum ck_code wrong(struct ck_error *e, enum ck_export_value which, const char *value, const char *rule)
{
	return ck_fail_at(e, CK_BADDATA, name_at((int)which), "\"%.80s\" %s", value, rule);
}

/* -- values -- */

/* So many digits; -1 if there are others. */
static int digits(const char *s, int count)
{
	int n = 0;

	for (int i = 0; i < count; i++) {
		if (s[i] < '0' || s[i] > '9')
			return -1;
		n = n * 10 + (s[i] - '0');
	}
	return n;
}

/* ±HH:MM or ±HH:MM:SS */
static bool parse_offset(const char *s, int *offset)
{
	size_t n = strlen(s);
	int hours, minutes, seconds = 0;

	if ((n != 6 && n != 9) || (s[0] != '+' && s[0] != '-') || s[3] != ':' || (n == 9 && s[6] != ':'))
		return false;
	hours = digits(s + 1, 2);
	minutes = digits(s + 4, 2);
	if (n == 9)
		seconds = digits(s + 7, 2);
	if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59 || (n == 9 && seconds == 0))
		return false;
	*offset = (hours * 60 + minutes) * 60 + seconds;
	if (s[0] == '-') {
		*offset = -*offset;
		return *offset != 0;
	}
	return true;
}

/* YYYY-MM-DDTHH:MM:SS and the offset: one way to write a time, so that it is written again as it was. */
static bool parse_time(const char *s, ck_time *t, int *offset)
{
	char date[11];
	int hours, minutes, seconds;
	ck_day day;

	if (strnlen(s, 25) < 25 || s[10] != 'T' || s[13] != ':' || s[16] != ':')
		return false;
	memcpy(date, s, 10);
	date[10] = '\0';
	hours = digits(s + 11, 2);
	minutes = digits(s + 14, 2);
	seconds = digits(s + 17, 2);
	if (!ck_day_parse(date, &day) || hours < 0 || hours > 23 || minutes < 0 || minutes > 59 || seconds < 0 || seconds > 59)
		return false;
	if (!parse_offset(s + 19, offset))
		return false;
	*t = (int64_t)day * 86400 + (hours * 60 + minutes) * 60 + seconds - *offset;
	return true;
}

bool ck_native_hash(const char *hex, unsigned char out[CK_DIGEST])
{
	static const unsigned char worth[256] = {  /* and one more, so that what is no digit is 0 */
	    ['0'] = 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, ['a'] = 11, 12, 13, 14, 15, 16,
	};

	if (strnlen(hex, 2 * CK_DIGEST + 1) != 2 * CK_DIGEST)
		return false;
	for (int i = 0; i < CK_DIGEST; i++, hex += 2) {
		unsigned high = worth[(unsigned char)hex[0]], low = worth[(unsigned char)hex[1]];

		if (high == 0 || low == 0)
			return false;
		out[i] = (unsigned char)((high - 1) << 4 | (low - 1));
	}
	return true;
}

#define A_TIME "is no time with its offset, as 2019-03-18T10:00:00+06:00"
#define A_HASH "is no SHA-256 in 64 hexadecimal digits"

static enum ck_code read_times(const char *const *v, struct ck_bulk_event *ev, struct ck_error *e)
{
	if (!parse_time(v[CK_EXPORT_HAPPENED], &ev->at, &ev->at_offset))
		return wrong(e, CK_EXPORT_HAPPENED, v[CK_EXPORT_HAPPENED], A_TIME);
	/* Mostly one is the other. */
	if (strcmp(v[CK_EXPORT_HAPPENED], v[CK_EXPORT_RECORDED]) == 0) {
		ev->recorded = ev->at;
		ev->recorded_offset = ev->at_offset;
	} else if (!parse_time(v[CK_EXPORT_RECORDED], &ev->recorded, &ev->recorded_offset)) {
		return wrong(e, CK_EXPORT_RECORDED, v[CK_EXPORT_RECORDED], A_TIME);
	}
	return CK_OK;
}

static enum ck_code read_event(struct ck_native *n, const char *const *v, struct ck_bulk_event *ev, struct ck_error *e)
{
	size_t length[CK_BULK_TEXTS], room = 0;
	char *to;

	if (read_times(v, ev, e) != CK_OK)
		return e->code;
	if (!ck_native_hash(v[CK_EXPORT_PREV], ev->prev))
		return wrong(e, CK_EXPORT_PREV, v[CK_EXPORT_PREV], A_HASH);
	if (!ck_native_hash(v[CK_EXPORT_HASH], ev->hash))
		return wrong(e, CK_EXPORT_HASH, v[CK_EXPORT_HASH], A_HASH);
	for (int i = 0; i < CK_BULK_TEXTS; i++)
		room += (length[i] = strlen(v[CK_EXPORT_STEP + i])) + 1;
	to = ck_arena_alloc(n->arena, room);
	for (int i = 0; i < CK_BULK_TEXTS; i++) {
		memcpy(to, v[CK_EXPORT_STEP + i], length[i] + 1);
		ev->text[i] = (struct ck_bulk_text){to, length[i]};
		to += length[i] + 1;
	}
	n->bytes += room + sizeof *ev;
	return CK_OK;
}

/* -- records -- */

static enum ck_code find_chain(struct ck_native *n, const char *number, struct ck_native_chain *chain, struct ck_error *e)
{
	char office[9];
	int year, of_year, no;

	if (!ck_chain_parse(number, office, &year, &chain->series, &of_year) || chain->series == CK_SERIES_PERMIT)
		return wrong(e, CK_EXPORT_CHAIN, number, "is no number of a chain, as ALM-2019-000017");
	if (ck_native_office_no(n, office, &no, e) != CK_OK)
		return e->code;
	if (no == 0 && n->opens && (ck_native_flush(n, e) != CK_OK || ck_native_office_no(n, office, &no, e) != CK_OK))
		return e->code;
	if (no == 0 && chain->series != CK_SERIES_JOURNAL)
		return wrong(e, CK_EXPORT_CHAIN, number, "is of an office that is not here: its journal must come first");
	chain->id = ck_chain_pack(no, year, chain->series, of_year);
	return CK_OK;
}

static enum ck_code begin_chain(struct ck_native *n, const char *number, const struct ck_native_chain *chain,
                                struct ck_error *e)
{
	char *copy;
	enum ck_code code = CK_OK;

	if (n->event_count >= MOST_EVENTS || n->bytes >= MOST_BYTES)
		code = ck_native_flush(n, e);
	if (code != CK_OK)
		return code;
	if (n->chain_count == n->chain_room) {
		n->chain_room = 2 * n->chain_room + 64;
		n->chains = ck_grow(n->chains, n->chain_room, sizeof *n->chains);
		n->links = ck_grow(n->links, n->chain_room, sizeof *n->links);
	}
	copy = ck_arena_copy(n->arena, number);
	n->opens = n->opens || chain->id >> 49 == 0;
	n->chains[n->chain_count] = *chain;
	n->chains[n->chain_count].first = n->event_count;
	n->links[n->chain_count++] = (struct ck_link){.number = copy};
	memcpy(n->number, copy, strlen(copy) + 1);
	return CK_OK;
}

static enum ck_code take_event(struct ck_native *n, const char *const *v, struct ck_error *e)
{
	struct ck_native_chain chain = {0};
	struct ck_bulk_event *ev;
	int64_t seq;

	if (!ck_text_number(v[CK_EXPORT_SEQ], &seq) || seq < 0 || seq > CK_CHAIN_LAST_SEQ)
		return wrong(e, CK_EXPORT_SEQ, v[CK_EXPORT_SEQ], "is no number of an event");
	if (n->chain_count == 0 || strcmp(v[CK_EXPORT_CHAIN], n->number) != 0) {
		if (find_chain(n, v[CK_EXPORT_CHAIN], &chain, e) != CK_OK)
			return e->code;
		if (chain.series == CK_SERIES_BATCH) {
			struct ck_bulk_event times;

			return read_times(v, &times, e) == CK_OK ? ck_native_batch(n, chain.id, v, times.at, e) : e->code;
		}
		if (begin_chain(n, v[CK_EXPORT_CHAIN], &chain, e) != CK_OK)
			return e->code;
	}
	if (n->event_count == n->event_room) {
		n->event_room = 2 * n->event_room + MOST_EVENTS;
		n->events = ck_grow(n->events, n->event_room, sizeof *n->events);
		n->lines = ck_grow(n->lines, n->event_room, sizeof *n->lines);
	}
	ev = &n->events[n->event_count];
	ev->id = n->chains[n->chain_count - 1].id + seq;
	if (read_event(n, v, ev, e) != CK_OK)
		return e->code;
	ck_sha256_put(&n->sum, ev->hash, CK_DIGEST);
	n->lines[n->event_count++] = n->line;
	n->links[n->chain_count - 1].count++;
	return CK_OK;
}

/* The last record: as many as there were, and the digest of their hashes. */
static enum ck_code take_sum(struct ck_native *n, const char *const *v, struct ck_error *e)
{
	unsigned char said[CK_DIGEST], is[CK_DIGEST];
	int64_t records;
	enum ck_code code = ck_native_flush(n, e);

	if (code != CK_OK)
		return code;
	ck_sha256_end(&n->sum, is);
	if (!ck_text_number(v[CK_EXPORT_SEQ], &records) || records != n->counts.records - 1)
		return ck_fail_at(e, CK_BADDATA, "seq", "\"%.40s\" records were exported, and %lld came", v[CK_EXPORT_SEQ],
		                  (long long)n->counts.records - 1);
	if (!ck_native_hash(v[CK_EXPORT_HASH], said) || memcmp(said, is, CK_DIGEST) != 0)
		return ck_fail_at(e, CK_BADDATA, "hash", "it does not sum up the events that came");
	n->ended = true;
	return CK_OK;
}

enum ck_code ck_native_record(struct ck_native *n, const char *const *values, size_t line, struct ck_error *e)
{
	const char *v[CK_EXPORT_VALUES];
	enum ck_code code;

	if (n->failed)
		return CK_OK;
	for (int i = 0; i < CK_EXPORT_VALUES; i++)
		v[i] = values[n->place[i]];
	n->line = line;
	n->counts.records++;
	if (n->ended)
		code = ck_fail(e, CK_BADDATA, "it comes after the record that sums them up");
	else if (v[CK_EXPORT_CHAIN][0] == '\0')
		code = take_sum(n, v, e);
	else
		code = take_event(n, v, e);
	n->failed = code != CK_OK;
	return code;
}

enum ck_code ck_native_end(struct ck_native *n, struct ck_native_counts *counts, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	*counts = n->counts;
	if (n->failed)
		return CK_OK; /* it was told of */
	if (!n->ended) {
		n->failed = true;
		return ck_fail(e, CK_BADDATA, "the record that sums them up is missing: the records were cut off");
	}
	counts->records--;
	code = ck_native_finish(n, e);
	n->failed = code != CK_OK;
	return code;
}
