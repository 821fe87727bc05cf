/* batch: a batch's number is minted like a case's, as the office's next of the year, without a sequence. */
#include <stdio.h>
#include <string.h>
#include "batch.h"
#include "clock.h"

/* -- numbers -- */

static ck_chain first_of(int office, int year)
{
	return ck_chain_pack(office, year, CK_SERIES_BATCH, 0);
}

static ck_chain after_last_of(int office, int year)
{
	return ck_chain_pack(office, year, CK_SERIES_BATCH, CK_CHAIN_LAST_NUMBER) + CK_CHAIN_LAST_SEQ + 1;
}

/* A printed number as the key of its row. */
static enum ck_code find_key(struct ck_desk *d, const char *number, ck_chain *key, struct ck_error *e)
{
	const struct ck_office *o;
	enum ck_series series;
	char office[9];
	int year, n;
	enum ck_code code;

	if (!ck_chain_parse(number, office, &year, &series, &n) || series != CK_SERIES_BATCH) {
		ck_fail(e, CK_BADDATA, "\"%s\" is not the number of a batch (as ALM-2019-B000017)", number);
		return ck_fail_column(e, "batch");
	}
	if ((code = ck_desk_office(d, office, &o, e)) != CK_OK)
		return ck_fail_column(e, "batch");
	*key = ck_chain_pack(o->no, year, CK_SERIES_BATCH, n);
	return CK_OK;
}

static enum ck_code next_number(struct ck_desk *d, int office, int year, int *number, struct ck_error *e)
{
	int no, of_year, last;
	enum ck_series series;
	ck_chain chain;
	enum ck_code code = ck_store_number(ck_desk_store(d), &chain, e, CK_SQL_BATCH_LAST, "ii", first_of(office, year),
	                                    after_last_of(office, year));

	ck_chain_unpack(chain, &no, &of_year, &series, &last);
	if (code == CK_OK && last >= CK_CHAIN_LAST_NUMBER)
		return ck_fail(e, CK_REFUSED, "the office has used up its batch numbers of %d", year);
	*number = last + 1;
	return code;
}

/* -- one batch -- */

enum ck_code ck_batch_open(struct ck_desk *d, const char *by, char number[40], struct ck_error *e)
{
	const struct ck_staff *st;
	const struct ck_office *o;
	int year, month, day, next = 0;
	enum ck_code code;

	number[0] = '\0';
	ck_desk_set_batch(d, "");
	code = ck_desk_actor(d, by, ck_desk_now(d), &st, e);
	if (code == CK_DENIED || code == CK_BADDATA) {
		ck_error_clear(e); /* nobody's batch: the records say so themselves where it matters */
		return CK_OK;
	}
	if (code != CK_OK || (code = ck_desk_office(d, st->office, &o, e)) != CK_OK)
		return code;
	ck_day_civil(ck_zone_local(o->zone, ck_desk_now(d)).day, &year, &month, &day);
	if ((code = next_number(d, o->no, year, &next, e)) != CK_OK)
		return code;
	ck_chain_print(number, o->code, ck_chain_pack(o->no, year, CK_SERIES_BATCH, next));
	ck_desk_set_batch(d, number);
	return CK_OK;
}

enum ck_code ck_batch_close(struct ck_desk *d, const char *number, const struct ck_batch_facts *f, struct ck_error *e)
{
	const char *by = f->by ? f->by : ck_desk_by(d);
	ck_chain key;
	enum ck_code code;

	if (number[0] == '\0')
		return CK_OK;
	if ((code = find_key(d, number, &key, e)) != CK_OK)
		return code;
	return ck_store_do(ck_desk_store(d), e, NULL, CK_SQL_BATCH_PUT, "iittttbiiii", key, ck_desk_now(d),
	                   by ? by : "", ck_desk_os_user(d), f->command, f->source, (const void *)f->digest,
	                   (size_t)CK_DIGEST, f->read, f->written, f->replayed, f->refused);
}

/* -- lists -- */

static void put_count(struct ck_fields *out, const char *name, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	ck_fields_set(out, name, text);
}

static enum ck_code put_batch(struct ck_desk *d, struct ck_result *r, struct ck_fields *out, struct ck_error *e)
{
	static const char *const texts[] = {"done_by", "done_os", "command_name", "source_name"};
	static const char *const counts[] = {"records_read", "records_written", "records_replayed", "records_refused"};
	ck_chain key = ck_result_int(r, 0);
	const struct ck_office *o;
	char text[2 * CK_DIGEST + 1];
	const void *digest;
	size_t n;
	enum ck_code code = ck_desk_office_no(d, (int)(key >> 49), &o, e);

	if (code != CK_OK)
		return code;
	ck_fields_empty(out);
	ck_chain_print(text, o->code, key);
	ck_fields_set(out, "batch", text);
	ck_time_print(text, ck_result_int(r, 1), o->zone);
	ck_fields_set(out, "recorded", text);
	for (int i = 0; i < 4; i++)
		ck_fields_set(out, texts[i], ck_result_text(r, i + 2));
	digest = ck_result_blob(r, 6, &n);
	if (n == CK_DIGEST) {
		ck_digest_hex(text, digest);
		ck_fields_set(out, "digest", text);
	}
	for (int i = 0; i < 4; i++)
		put_count(out, counts[i], ck_result_int(r, i + 7));
	return CK_OK;
}

enum ck_code ck_batch_list(struct ck_desk *d, const char *office,
                           enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                           struct ck_error *e)
{
	int64_t from = 0, until = INT64_MAX;
	struct ck_fields out = {0};
	const struct ck_office *o;
	struct ck_result *r;
	enum ck_code code;

	if (office != NULL) {
		if ((code = ck_desk_office(d, office, &o, e)) != CK_OK)
			return code;
		from = ck_chain_pack(o->no, 1900, CK_SERIES_CASE, 0);
		until = o->no + 1 > 16383 ? INT64_MAX : ck_chain_pack(o->no + 1, 1900, CK_SERIES_CASE, 0);
	}
	if ((code = ck_store_query(ck_desk_store(d), &r, e, CK_SQL_BATCH_LIST, "ii", from, until)) != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e))
		if ((code = put_batch(d, r, &out, e)) == CK_OK)
			code = each(to, &out, e);
	ck_result_end(r);
	ck_fields_free(&out);
	return code != CK_OK ? code : e->code;
}

static enum ck_code is_there(struct ck_desk *d, const char *number, struct ck_error *e)
{
	struct ck_result *r;
	ck_chain key;
	bool there;
	enum ck_code code = find_key(d, number, &key, e);

	if (code != CK_OK)
		return code;
	if ((code = ck_store_query(ck_desk_store(d), &r, e, CK_SQL_BATCH_LIST, "ii", key, key + 1)) != CK_OK)
		return code;
	ck_error_clear(e);
	there = ck_result_next(r, e);
	ck_result_end(r);
	if (e->code != CK_OK || there)
		return e->code;
	ck_fail(e, CK_BADDATA, "no batch \"%s\"", number);
	return ck_fail_column(e, "batch");
}

/* "to=a.bek; note=urgent" */
static enum ck_code put_details(struct ck_fields *out, const char *stored, struct ck_error *e)
{
	struct ck_fields data = {0};
	struct ck_buffer b = {0};
	enum ck_code code = ck_fields_parse(&data, stored, e);

	for (size_t i = 0; code == CK_OK && i < data.count; i++)
		ck_buffer_printf(&b, "%s%s=%s", i > 0 ? "; " : "", data.at[i].name, data.at[i].value);
	ck_fields_set(out, "details", b.text);
	ck_buffer_free(&b);
	ck_fields_free(&data);
	return code;
}

/* A row of CK_EVENT_ROW as a record of batch-show. */
static enum ck_code put_event(struct ck_desk *d, struct ck_result *r, struct ck_fields *out, struct ck_error *e)
{
	int64_t id = ck_result_int(r, 0), seq = id & CK_CHAIN_LAST_SEQ;
	const struct ck_office *o;
	char text[CK_TIME_TEXT];
	enum ck_code code = ck_desk_office_no(d, (int)(id >> 49), &o, e);

	if (code != CK_OK)
		return code;
	ck_fields_empty(out);
	ck_chain_print(text, o->code, id - seq);
	ck_fields_set(out, "case", text);
	put_count(out, "seq", seq);
	ck_time_print_offset(text, ck_result_int(r, 1), (int)ck_result_int(r, 2));
	ck_fields_set(out, "happened", text);
	ck_time_print_offset(text, ck_result_int(r, 3), (int)ck_result_int(r, 4));
	ck_fields_set(out, "recorded", text);
	ck_fields_set(out, "step_done", ck_result_text(r, 5));
	ck_fields_set(out, "acts_done", ck_result_text(r, 6));
	ck_fields_set(out, "done_role", ck_result_text(r, 7));
	ck_fields_set(out, "done_by", ck_result_text(r, 8));
	return put_details(out, ck_result_text(r, 14), e);
}

/* Of an imported case only the first event names the batch, and how many came with it. */
static int64_t came_with(struct ck_result *r)
{
	ck_chain chain = ck_result_int(r, 0) & ~(int64_t)CK_CHAIN_LAST_SEQ;
	struct ck_fields data = {0};
	struct ck_error ignored;
	const char *text = NULL;
	int office, year, number;
	enum ck_series series;
	int64_t count = 1;

	ck_chain_unpack(chain, &office, &year, &series, &number);
	if (series == CK_SERIES_IMPORTED && ck_fields_parse(&data, ck_result_text(r, 14), &ignored) == CK_OK)
		text = ck_fields_get(&data, "events");
	if (text == NULL || !ck_text_number(text, &count) || count < 1 || count > CK_CHAIN_LAST_SEQ)
		count = 1;
	ck_fields_free(&data);
	return count;
}

static enum ck_code show_rest(struct ck_desk *d, int64_t first, int64_t count, struct ck_fields *out,
                              enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                              struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(ck_desk_store(d), &r, e, CK_SQL_EVENTS_BETWEEN, "ii", first + 1, first + count);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e))
		if ((code = put_event(d, r, out, e)) == CK_OK)
			code = each(to, out, e);
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

enum ck_code ck_batch_show(struct ck_desk *d, const char *batch,
                           enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                           struct ck_error *e)
{
	struct ck_fields out = {0};
	struct ck_result *r;
	int64_t stamps;
	enum ck_code code = is_there(d, batch, e);

	if (code != CK_OK)
		return code;
	code = ck_store_number(ck_desk_store(d), &stamps, e, CK_SQL_STAMPS_OF_BATCH, "t", batch);
	if (code == CK_OK)
		code = ck_store_query(ck_desk_store(d), &r, e, stamps > 0 ? CK_SQL_EVENTS_BY_IMPORT_BATCH : CK_SQL_EVENTS_BY_BATCH,
		                      "t", batch);
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		int64_t first = ck_result_int(r, 0), count = came_with(r);

		if ((code = put_event(d, r, &out, e)) == CK_OK)
			code = each(to, &out, e);
		if (code == CK_OK && count > 1)
			code = show_rest(d, first, count, &out, each, to, e);
	}
	ck_result_end(r);
	ck_fields_free(&out);
	return code != CK_OK ? code : e->code;
}

/* -- checking -- */

enum ck_code ck_batch_check(struct ck_desk *d, void (*found)(void *to, const char *number, int seq, const char *text),
                            void *to, struct ck_error *e)
{
	const struct ck_office *o;
	struct ck_result *r;
	char number[40], text[200];
	enum ck_code code = ck_store_query(ck_desk_store(d), &r, e, CK_SQL_EVENTS_WITHOUT_BATCH, "");

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		int64_t id = ck_result_int(r, 0), seq = id & CK_CHAIN_LAST_SEQ;

		if ((code = ck_desk_office_no(d, (int)(id >> 49), &o, e)) != CK_OK)
			break;
		ck_chain_print(number, o->code, id - seq);
		snprintf(text, sizeof text, "its batch %.50s is not recorded", ck_result_text(r, 1));
		found(to, number, (int)seq, text);
	}
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}
