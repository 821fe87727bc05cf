/* ledger_verify: chains and attached files proven, and the first break of each found. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "ledger_priv.h"

#define LAST_OFFICE 16383

/* -- the offices' codes: what numbers begin with -- */

typedef char office_code[9];

static enum ck_code read_offices(struct ck_store *s, office_code **codes, struct ck_error *e)
{
	struct ck_result *r;
	int64_t no;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_OFFICE_CODES, "");

	*codes = NULL;
	if (code != CK_OK)
		return code;
	*codes = ck_alloc((LAST_OFFICE + 1) * sizeof **codes);
	while (ck_result_next(r, e)) {
		no = ck_result_int(r, 0);
		if (no > 0 && no <= LAST_OFFICE)
			snprintf((*codes)[no], sizeof **codes, "%s", ck_result_text(r, 1));
	}
	ck_result_end(r);
	return e->code;
}

/* Prints the chain's number; false if its office has no record. */
static bool print_number(char out[40], office_code *codes, ck_chain chain)
{
	int office, year, number;
	enum ck_series series;
	bool known;

	ck_chain_unpack(chain, &office, &year, &series, &number);
	known = office > 0 && office <= LAST_OFFICE && codes[office][0] != 0;
	ck_chain_print(out, known ? codes[office] : "?", chain);
	return known;
}

/* -- verifying -- */

struct verification {
	office_code *codes;
	void (*broken)(void *to, const struct ck_break *b);
	void *to;
	int64_t chains, events, breaks;
	int64_t events_before;         /* the chain that is being read */
	ck_chain chain;                /* being read; 0 = none yet */
	char number[40];
	bool known, whole;             /* its office has a record; no break found yet */
	int seq;                       /* of the event before */
	ck_time recorded;
	unsigned char hash[CK_DIGEST];
	struct ck_buffer work;
};

static void found_break(struct verification *v, int seq, const char *text)
{
	const struct ck_break b = {v->chain, seq, v->number, text};

	v->whole = false;
	v->breaks++;
	if (v->broken != NULL)
		v->broken(v->to, &b);
}

static void start_chain(struct verification *v, ck_chain chain)
{
	v->known = print_number(v->number, v->codes, chain);
	v->chain = chain;
	v->chains++;
	v->events_before = v->events;
	v->whole = true;
	v->seq = 0;
	v->recorded = CK_NOTIME;
	memset(v->hash, 0, CK_DIGEST);
}

/* What is wrong with the event, or NULL. */
static const char *fault_of(struct verification *v, const struct ck_raw *raw)
{
	unsigned char hash[CK_DIGEST];

	if (!v->known)
		return "its office has no record";
	ck_raw_hash(hash, &v->work, raw, v->number);
	if (memcmp(hash, raw->hash, CK_DIGEST) != 0)
		return "its content does not fit its hash";
	if (raw->recorded < v->recorded)
		return "it was recorded before the event before it";
	if (raw->at > raw->recorded)
		return "it was recorded before it happened";
	return NULL;
}

static void verify_event(struct verification *v, struct ck_result *r)
{
	int64_t id = ck_result_int(r, ID);
	int seq = (int)(id & CK_CHAIN_LAST_SEQ);
	struct ck_raw raw;
	const char *fault;

	v->events++;
	if (v->chain != 0 && id < v->chain && v->whole) /* in a damaged file, where its neighbours stood */
		found_break(v, v->seq + 1, "another event stands in its place");
	if (v->chain != (id & ~(int64_t)CK_CHAIN_LAST_SEQ))
		start_chain(v, id & ~(int64_t)CK_CHAIN_LAST_SEQ);
	if (!v->whole)
		return;
	if (seq != v->seq + 1) {
		found_break(v, v->seq + 1, "the event is missing");
		return;
	}
	fault = ck_raw_of_row(&raw, r, v->hash) ? fault_of(v, &raw) : "a value has a wrong type";
	if (fault != NULL) {
		found_break(v, seq, fault);
		return;
	}
	v->seq = seq;
	v->recorded = raw.recorded;
	memcpy(v->hash, raw.hash, CK_DIGEST);
}

static enum ck_code verify_between(struct ck_store *s, struct verification *v, int64_t from, int64_t until,
                                   struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_EVENTS_BETWEEN, "ii", from, until);

	if (code != CK_OK)
		return code;
	while (ck_result_next(r, e))
		verify_event(v, r);
	ck_result_end(r);
	return e->code;
}

/* One chain alone. That it cannot be read is a break as any other. */
static enum ck_code verify_chain(struct ck_store *s, struct verification *v, ck_chain chain, struct ck_error *e)
{
	enum ck_code code = verify_between(s, v, chain, chain + CK_CHAIN_LAST_SEQ + 1, e);

	if (code != CK_UNAVAILABLE)
		return code;
	if (v->chain != chain)
		start_chain(v, chain);
	if (v->whole)
		found_break(v, v->seq + 1, "the event cannot be read");
	return CK_OK;
}

/* Somewhere from the chain in hand on the file is damaged. What chains there are is known from elsewhere. */
static enum ck_code verify_one_by_one(struct ck_store *s, struct verification *v, struct ck_error *e)
{
	struct ck_result *r;
	ck_chain from = v->chain, chain;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_CHAINS_KNOWN, "i", from);

	if (code != CK_OK)
		return code;
	while (code == CK_OK && ck_result_next(r, e)) {
		chain = ck_result_int(r, 0);
		if (chain == from && !v->whole)
			continue; /* its break was told */
		if (chain == from && v->chains > 0) {
			v->chains--;
			v->events = v->events_before;
			v->chain = 0;
		}
		code = verify_chain(s, v, chain, e);
	}
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

enum ck_code ck_ledger_verify(struct ck_store *s, ck_chain chain, void (*broken)(void *to, const struct ck_break *b),
                              void *to, int64_t *chains, int64_t *events, struct ck_error *e)
{
	struct verification v = {.broken = broken, .to = to};
	enum ck_code code = read_offices(s, &v.codes, e);

	if (code == CK_OK && chain != 0)
		code = verify_chain(s, &v, chain, e);
	else if (code == CK_OK && (code = verify_between(s, &v, INT64_MIN, INT64_MAX, e)) == CK_UNAVAILABLE)
		code = verify_one_by_one(s, &v, e);
	*chains = v.chains;
	*events = v.events;
	if (code == CK_OK && v.breaks > 0)
		code = ck_fail(e, CK_REFUSED, "%lld broken of %lld chains", (long long)v.breaks, (long long)v.chains);
	free(v.codes);
	ck_buffer_free(&v.work);
	return code;
}

/* -- attached files -- */

struct sound {
	unsigned char (*digest)[CK_DIGEST]; /* of the files that are as they were attached, in order */
	size_t count, room;
};

static void told(void (*broken)(void *to, const struct ck_break *b), void *to, ck_chain chain, int seq,
                 const char *number, const char *text)
{
	const struct ck_break b = {chain, seq, number, text};

	broken(to, &b);
}

static enum ck_code read_files(struct ck_store *s, struct sound *sound, int64_t *bad, struct ck_error *e)
{
	struct ck_result *r;
	unsigned char digest[CK_DIGEST];
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_FILE_CONTENTS, "");

	if (code != CK_OK)
		return code;
	while (ck_result_next(r, e)) {
		size_t n, size;
		const void *key = ck_result_blob(r, 0, &n), *content = ck_result_blob(r, 2, &size);

		ck_digest(digest, content, size);
		if (n != CK_DIGEST || memcmp(key, digest, n) != 0 || ck_result_int(r, 1) != (int64_t)size) {
			++*bad;
			continue;
		}
		if (sound->count == sound->room) {
			sound->room = sound->room ? 2 * sound->room : 64;
			sound->digest = ck_grow(sound->digest, sound->room, sizeof *sound->digest);
		}
		memcpy(sound->digest[sound->count++], digest, CK_DIGEST);
	}
	ck_result_end(r);
	return e->code;
}

static int by_bytes(const void *a, const void *b)
{
	return memcmp(a, b, CK_DIGEST);
}

static bool digest_of_hex(unsigned char out[CK_DIGEST], const char *hex)
{
	char again[2 * CK_DIGEST + 1];

	for (int i = 0; i < CK_DIGEST; i++, hex += 2)
		if (sscanf(hex, "%2hhx", &out[i]) != 1)
			return false;
	ck_digest_hex(again, out);
	return strcmp(again, hex - 2 * CK_DIGEST) == 0;
}

/* Is the file that the event's data names, if it names one, there as it was? */
static bool file_is_sound(const struct sound *sound, const char *data)
{
	struct ck_fields fields = {0};
	struct ck_error unread; /* a break that ck_ledger_verify names */
	unsigned char digest[CK_DIGEST];
	const char *hex;
	bool is = true;

	if (strstr(data, "file_digest=") == NULL)
		return true;
	if (ck_fields_parse(&fields, data, &unread) == CK_OK && (hex = ck_fields_get(&fields, "file_digest")) != NULL)
		is = strlen(hex) == 2 * CK_DIGEST && digest_of_hex(digest, hex) &&
		     sound->count > 0 && bsearch(digest, sound->digest, sound->count, CK_DIGEST, by_bytes) != NULL;
	ck_fields_free(&fields);
	return is;
}

enum ck_code ck_ledger_check_files(struct ck_store *s, void (*broken)(void *to, const struct ck_break *b), void *to,
                                   struct ck_error *e)
{
	struct sound sound = {0};
	office_code *codes;
	struct ck_result *r = NULL;
	int64_t bad = 0, id;
	char number[40];
	enum ck_code code = read_offices(s, &codes, e);

	if (code == CK_OK)
		code = read_files(s, &sound, &bad, e);
	if (code == CK_OK)
		code = ck_store_query(s, &r, e, CK_SQL_EVENT_DATA, "");
	while (code == CK_OK && ck_result_next(r, e)) {
		if (file_is_sound(&sound, ck_result_text(r, 1)))
			continue;
		id = ck_result_int(r, 0);
		print_number(number, codes, id);
		told(broken, to, id & ~(int64_t)CK_CHAIN_LAST_SEQ, (int)(id & CK_CHAIN_LAST_SEQ), number,
		     "its attached file is missing or changed");
	}
	if (code == CK_OK)
		code = e->code;
	ck_result_end(r);
	if (code == CK_OK && bad > 0)
		told(broken, to, 0, 0, "", "an attached file is not as it was attached");
	free(sound.digest);
	free(codes);
	return code;
}
