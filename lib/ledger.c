/* ledger: the canonical form of an event, chains of them appended, read and verified (ledger(5)). */
#include <endian.h>
#include <stdlib.h>
#include <string.h>
#include "ledger_priv.h"

#define TAG "casekit-event-1"
#define NUMBER_MOST 20 /* digits of an int64_t and its sign */

/* -- an event as bytes -- */

#define TYPES "iiiiittttttttttb" /* of the columns */

const unsigned char ck_ledger_start[CK_DIGEST];

static struct ck_bulk_text of_text(const char *s)
{
	return s == NULL ? (struct ck_bulk_text){"", 0} : (struct ck_bulk_text){s, strlen(s)};
}

static struct ck_raw raw_of_event(const struct ck_event *ev, const struct ck_buffer *data, const unsigned char *prev)
{
	return (struct ck_raw){
	    .id = ev->chain + ev->seq,
	    .at = ev->at,
	    .at_offset = ev->at_offset,
	    .recorded = ev->recorded,
	    .recorded_offset = ev->recorded_offset,
	    .text = {of_text(ev->step), of_text(ev->acts), of_text(ev->role), of_text(ev->by), of_text(ev->done_for),
	             of_text(ev->office), of_text(ev->os_user), of_text(ev->batch), of_text(ev->key),
	             {data->text, data->length}},
	    .prev = prev,
	    .hash = ev->hash,
	};
}

bool ck_raw_of_row(struct ck_raw *raw, struct ck_result *r, const unsigned char *prev)
{
	size_t length;

	for (int i = 0; i < COLUMNS; i++)
		if (ck_result_type(r, i) != TYPES[i])
			return false;
	raw->id = ck_result_int(r, ID);
	raw->at = ck_result_int(r, AT);
	raw->at_offset = ck_result_int(r, AT_OFFSET);
	raw->recorded = ck_result_int(r, RECORDED);
	raw->recorded_offset = ck_result_int(r, RECORDED_OFFSET);
	for (int i = STEP; i < HASH; i++)
		raw->text[i - STEP].at = ck_result_blob(r, i, &raw->text[i - STEP].n);
	raw->prev = prev;
	raw->hash = ck_result_blob(r, HASH, &length);
	return length == CK_DIGEST;
}

/* -- the canonical form -- */

static char *put_bytes(char *to, const void *bytes, size_t n)
{
	uint64_t length = htobe64((uint64_t)n);

	memcpy(to, &length, sizeof length);
	if (n > 0)
		memcpy(to + sizeof length, bytes, n);
	return to + sizeof length + n;
}

static const char pairs[] = "0001020304050607080910111213141516171819"
                            "2021222324252627282930313233343536373839"
                            "4041424344454647484950515253545556575859"
                            "6061626364656667686970717273747576777879"
                            "8081828384858687888990919293949596979899";

static char *put_number(char *to, int64_t number)
{
	char digits[2 * NUMBER_MOST] = {0}, *const end = digits + NUMBER_MOST, *p = end;
	uint64_t rest = number < 0 ? 0 - (uint64_t)number : (uint64_t)number, length;

	for (; rest >= 10; rest /= 100)
		memcpy(p -= 2, pairs + 2 * (rest % 100), 2);
	if (rest > 0 || p == end)
		*--p = (char)('0' + rest);
	if (number < 0)
		*--p = '-';
	length = htobe64((uint64_t)(end - p));
	memcpy(to, &length, sizeof length);
	memcpy(to + sizeof length, p, NUMBER_MOST); /* of one size: what is behind the number will be written over */
	return to + sizeof length + (end - p);
}

void ck_raw_canonical(struct ck_buffer *b, const struct ck_raw *raw, const char *number)
{
	const int64_t numbers[] = {raw->id & CK_CHAIN_LAST_SEQ, raw->at, raw->at_offset, raw->recorded, raw->recorded_offset};
	const size_t number_length = strlen(number);
	size_t most = sizeof TAG + 8 + number_length + 5 * (8 + NUMBER_MOST) + 8 + CK_DIGEST;
	char *from, *to;

	for (int i = STEP; i < HASH; i++)
		most += 8 + raw->text[i - STEP].n;
	from = ck_buffer_room(b, most);
	to = stpcpy(from, TAG);
	to = put_bytes(to, number, number_length);
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++)
		to = put_number(to, numbers[i]);
	for (int i = STEP; i < HASH; i++)
		to = put_bytes(to, raw->text[i - STEP].at, raw->text[i - STEP].n);
	to = put_bytes(to, raw->prev, CK_DIGEST);
	*to = '\0';
	b->length += (size_t)(to - from);
}

void ck_ledger_canonical(struct ck_buffer *b, const struct ck_event *ev, const unsigned char prev[CK_DIGEST],
                         const char *number)
{
	struct ck_buffer data = {0};
	struct ck_raw raw;

	ck_fields_print(&data, &ev->data);
	raw = raw_of_event(ev, &data, prev);
	ck_raw_canonical(b, &raw, number);
	ck_buffer_free(&data);
}

void ck_raw_hash(unsigned char out[CK_DIGEST], struct ck_buffer *b, const struct ck_raw *raw, const char *number)
{
	ck_buffer_empty(b);
	ck_raw_canonical(b, raw, number);
	ck_digest(out, b->text, b->length);
}

/* -- reading -- */

static enum ck_code unreadable(struct ck_error *e, int64_t id, const char *why)
{
	return ck_fail(e, CK_UNAVAILABLE, "event %d of a chain cannot be read: %s (ledger-verify names it)",
	               (int)(id & CK_CHAIN_LAST_SEQ), why);
}

static char *copy_of(const struct ck_bulk_text *b)
{
	return ck_copy_n(b->at, b->n);
}

static enum ck_code event_of_row(struct ck_event *ev, struct ck_result *r, struct ck_error *e)
{
	struct ck_raw raw;
	struct ck_error why;
	char **texts[] = {&ev->step, &ev->acts, &ev->role, &ev->by, &ev->done_for,
	                  &ev->office, &ev->os_user, &ev->batch, &ev->key};

	if (!ck_raw_of_row(&raw, r, NULL))
		return unreadable(e, ck_result_int(r, ID), "a value has a wrong type");
	ev->chain = raw.id & ~(int64_t)CK_CHAIN_LAST_SEQ;
	ev->seq = (int)(raw.id & CK_CHAIN_LAST_SEQ);
	ev->at = raw.at;
	ev->at_offset = (int)raw.at_offset;
	ev->recorded = raw.recorded;
	ev->recorded_offset = (int)raw.recorded_offset;
	for (int i = STEP; i < DATA; i++)
		*texts[i - STEP] = copy_of(&raw.text[i - STEP]);
	memcpy(ev->hash, raw.hash, CK_DIGEST);
	if (ck_fields_parse(&ev->data, ck_result_text(r, DATA), &why) != CK_OK)
		return unreadable(e, raw.id, why.text);
	return CK_OK;
}

static enum ck_code read_all(struct ck_result *r, struct ck_events *evs, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	while (code == CK_OK && ck_result_next(r, e))
		code = event_of_row(ck_events_add(evs), r, e);
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

enum ck_code ck_ledger_read(struct ck_store *s, ck_chain chain, struct ck_events *evs, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_EVENTS_BETWEEN, "ii", chain, chain + CK_CHAIN_LAST_SEQ + 1);

	return code == CK_OK ? read_all(r, evs, e) : code;
}

enum ck_code ck_ledger_event(struct ck_store *s, ck_chain chain, int seq, struct ck_events *evs, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_EVENT_BY_ID, "i", chain + seq);

	return code == CK_OK ? read_all(r, evs, e) : code;
}

enum ck_code ck_ledger_by_key(struct ck_store *s, int office, const char *key, struct ck_events *evs,
                                struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_EVENTS_BY_KEY, "it", (int64_t)office, key);

	return code == CK_OK ? read_all(r, evs, e) : code;
}

/* -- appending -- */

static enum ck_code follow_head(struct ck_store *s, struct ck_event *ev, unsigned char prev[CK_DIGEST], struct ck_error *e)
{
	struct ck_result *r;
	size_t n;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_EVENT_HEAD, "ii", ev->chain, ev->chain + CK_CHAIN_LAST_SEQ + 1);

	if (code != CK_OK)
		return code;
	ev->seq = 1;
	memset(prev, 0, CK_DIGEST);
	if (ck_result_next(r, e)) {
		const void *hash = ck_result_blob(r, 2, &n);

		ev->seq = (int)(ck_result_int(r, 0) & CK_CHAIN_LAST_SEQ) + 1;
		if (ev->recorded < ck_result_int(r, 1))
			ev->recorded = ck_result_int(r, 1);
		if (n == CK_DIGEST)
			memcpy(prev, hash, CK_DIGEST);
	}
	ck_result_end(r);
	return e->code;
}

#define STAMP_OF(ev) \
	(ev)->acts ? (ev)->acts : "", (ev)->step ? (ev)->step : "", (ev)->role ? (ev)->role : "", (ev)->by ? (ev)->by : "", \
	(ev)->done_for ? (ev)->done_for : "", (ev)->office ? (ev)->office : "", (ev)->os_user ? (ev)->os_user : "", \
	(int64_t)(ev)->at_offset, (int64_t)(ev)->recorded_offset, ""

static enum ck_code put_event(struct ck_store *s, const struct ck_event *ev, const char *data, int64_t *put,
                              struct ck_error *e)
{
	return ck_store_do(s, e, put, CK_SQL_EVENT_PUT, STAMP_TYPES "iiitttb", STAMP_OF(ev), ev->chain + ev->seq, ev->at,
	                   ev->recorded, ev->batch ? ev->batch : "", ev->key ? ev->key : "", data, (const void *)ev->hash,
	                   (size_t)CK_DIGEST);
}

static enum ck_code write_event(struct ck_store *s, const struct ck_event *ev, const char *data, struct ck_error *e)
{
	int64_t put;
	enum ck_code code = put_event(s, ev, data, &put, e);

	if (code != CK_OK || put == 1)
		return code;
	code = ck_store_do(s, e, NULL, CK_SQL_STAMP_PUT, STAMP_TYPES, STAMP_OF(ev));
	return code == CK_OK ? put_event(s, ev, data, &put, e) : code;
}

/* What lies in the store now is what was meant to. */
static enum ck_code read_back(struct ck_store *s, const struct ck_event *ev, const unsigned char *prev, const char *number,
                              struct ck_buffer *work, struct ck_error *e)
{
	struct ck_result *r;
	struct ck_raw raw;
	unsigned char hash[CK_DIGEST];
	bool same = false;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_EVENT_BY_ID, "i", ev->chain + ev->seq);

	if (code != CK_OK)
		return code;
	if (ck_result_next(r, e) && ck_raw_of_row(&raw, r, prev)) {
		ck_raw_hash(hash, work, &raw, number);
		same = memcmp(hash, ev->hash, CK_DIGEST) == 0 && memcmp(raw.hash, ev->hash, CK_DIGEST) == 0;
	}
	ck_result_end(r);
	if (e->code == CK_OK && !same)
		return ck_fail(e, CK_BUG, "event %d of %s came back from the store otherwise than it was written", ev->seq,
		               number);
	return e->code;
}

enum ck_code ck_ledger_append(struct ck_store *s, struct ck_event *ev, const char *number, struct ck_error *e)
{
	struct ck_buffer data = {0}, work = {0};
	struct ck_raw raw;
	unsigned char prev[CK_DIGEST];
	enum ck_code code = follow_head(s, ev, prev, e);

	if (code == CK_OK && ev->seq > CK_CHAIN_LAST_SEQ)
		code = ck_fail(e, CK_REFUSED, "%s has %d events and can take no more", number, CK_CHAIN_LAST_SEQ);
	if (code == CK_OK && ev->at > ev->recorded)
		code = ck_fail(e, CK_REFUSED, "%s: what is to be recorded has not happened yet", number);
	if (code != CK_OK)
		return code;
	ck_fields_print(&data, &ev->data);
	raw = raw_of_event(ev, &data, prev);
	ck_raw_hash(ev->hash, &work, &raw, number);
	code = write_event(s, ev, data.text, e);
	if (code == CK_OK)
		code = read_back(s, ev, prev, number, &work, e);
	ck_buffer_free(&data);
	ck_buffer_free(&work);
	return code;
}

/* -- chains by their numbers -- */

static enum ck_code one_int(struct ck_store *s, enum ck_sql sql, const char *value, int64_t *out, bool *several,
                            struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, sql, "t", value);

	*out = 0;
	*several = false;
	if (code != CK_OK)
		return code;
	if (ck_result_next(r, e)) {
		*out = ck_result_int(r, 0);
		*several = ck_result_next(r, e);
	}
	ck_result_end(r);
	return e->code;
}

enum ck_code ck_ledger_chain(struct ck_store *s, const char *number, ck_chain *chain, struct ck_error *e)
{
	char office[9];
	int year, no;
	enum ck_series series;
	int64_t found;
	bool several;
	enum ck_code code;

	if (ck_chain_parse(number, office, &year, &series, &no)) {
		if ((code = one_int(s, CK_SQL_OFFICE_NO, office, &found, &several, e)) != CK_OK)
			return code;
		if (found != 0) {
			*chain = ck_chain_pack((int)found, year, series, no);
			return CK_OK;
		}
	}
	if ((code = one_int(s, CK_SQL_CHAIN_BY_OWN_NUMBER, number, chain, &several, e)) != CK_OK)
		return code;
	if (several)
		return ck_fail(e, CK_BADDATA, "several cases have the number %s: name the one meant by casekit's number", number);
	if (*chain == 0)
		return ck_fail(e, CK_BADDATA, "no case %s", number);
	return CK_OK;
}
