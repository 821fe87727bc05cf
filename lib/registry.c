/* registry: snapshots of other bodies' registers: loaded row by row, found by day, asked about people. */
#include "registry.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "days.h"
#include "identity.h"
#include "norm.h"

struct ck_snapshot {
	struct ck_store *store;
	char registry[16];
	bool of_pay;
	ck_day as_of;
	ck_time now;
	char *source;
	int64_t no;                    /* 0 until its first row is in */
};

static enum ck_code wrong(struct ck_error *e, enum ck_code code, const char *column, const char *text)
{
	ck_fail(e, code, "%s", text);
	return ck_fail_column(e, column);
}

/* -- a snapshot loaded -- */

/* The day of today is that of an office that names no zone. */
static enum ck_code is_past(struct ck_store *s, ck_day as_of, ck_time now, struct ck_error *e)
{
	struct ck_fields usual = {0};
	struct ck_zone *zone = NULL;
	enum ck_code code = ck_days_usual(s, NULL, &usual, e);

	if (code == CK_OK)
		code = ck_zone_open(ck_fields_get(&usual, "zone"), NULL, &zone, e);
	if (code == CK_OK && as_of > ck_zone_local(zone, now).day)
		code = wrong(e, CK_REFUSED, "as_of", "that day lies ahead: nobody knows yet what the register will say");
	ck_zone_free(zone);
	ck_fields_free(&usual);
	return code;
}

/* A statement that gives one number; NULL is 0. */
static enum ck_code ask_number(struct ck_result *r, int64_t *n, struct ck_error *e)
{
	*n = 0;
	if (ck_result_next(r, e) && ck_result_int(r, 0) > 0)
		*n = ck_result_int(r, 0);
	ck_result_end(r);
	return e->code;
}

static enum ck_code next_number(struct ck_store *s, int64_t *no, struct ck_error *e)
{
	struct ck_result *r;
	int64_t last;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_SNAPSHOT_LAST, "");

	if (code == CK_OK)
		code = ask_number(r, &last, e);
	if (code == CK_OK)
		*no = last + 1;
	return code;
}

static enum ck_code count_persons(struct ck_store *s, int64_t no, int64_t *persons, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_SNAPSHOT_PERSONS, "i", no);

	return code == CK_OK ? ask_number(r, persons, e) : code;
}

enum ck_code ck_snapshot_begin(struct ck_store *s, const char *registry, ck_day as_of, const char *source, ck_time now,
                               struct ck_snapshot **snapshot, struct ck_error *e)
{
	bool of_pay = strcmp(registry, CK_REGISTRY_PAY) == 0;
	struct ck_snapshot *made;
	enum ck_code code;

	*snapshot = NULL;
	if (!of_pay && strcmp(registry, CK_REGISTRY_DISABLED) != 0)
		return wrong(e, CK_BADDATA, "registry", "there are the registers " CK_REGISTRY_DISABLED " and " CK_REGISTRY_PAY);
	code = is_past(s, as_of, now, e);
	if (code != CK_OK)
		return code;
	made = ck_alloc(sizeof *made);
	*made = (struct ck_snapshot){.store = s, .of_pay = of_pay, .as_of = as_of, .now = now, .source = ck_copy(source)};
	snprintf(made->registry, sizeof made->registry, "%s", registry);
	*snapshot = made;
	return CK_OK;
}

struct row {
	int64_t person, payer, amount, until; /* until INT64_MIN = without end */
};

static enum ck_code read_person(const struct ck_fields *in, struct row *row, struct ck_error *e)
{
	const char *text = ck_fields_get(in, "id");
	struct ck_identity id = ck_identity_read(text);

	if (text == NULL)
		return wrong(e, CK_BADDATA, "id", "it is missing");
	if (!id.valid || id.kind != CK_ID_IIN || !ck_text_number(text, &row->person) || row->person == 0)
		return wrong(e, CK_BADDATA, "id", id.fault != NULL ? id.fault : "not the number of a person");
	return CK_OK;
}

static enum ck_code must_not_have(const struct ck_fields *in, const char *registry, const char *column,
                                  struct ck_error *e)
{
	if (!ck_fields_has(in, column))
		return CK_OK;
	ck_fail(e, CK_BADDATA, "the register of %s has none", registry);
	return ck_fail_column(e, column);
}

static enum ck_code read_disabled(const struct ck_fields *in, struct row *row, struct ck_error *e)
{
	const char *until = ck_fields_get(in, "holds_until");
	ck_day day;
	enum ck_code code = must_not_have(in, CK_REGISTRY_DISABLED, "payer", e);

	if (code == CK_OK)
		code = must_not_have(in, CK_REGISTRY_DISABLED, "amount", e);
	if (code != CK_OK || until == NULL)
		return code;
	if (!ck_day_parse(until, &day))
		return wrong(e, CK_BADDATA, "holds_until", "not a day such as 2019-05-04");
	row->until = day;
	return CK_OK;
}

static enum ck_code read_pay(const struct ck_fields *in, struct row *row, struct ck_error *e)
{
	const char *payer = ck_fields_get(in, "payer"), *amount = ck_fields_get(in, "amount");
	struct ck_identity id = ck_identity_read(payer);

	if (payer == NULL)
		return wrong(e, CK_BADDATA, "payer", "it is missing");
	if (!id.valid || !ck_text_number(payer, &row->payer) || row->payer == 0)
		return wrong(e, CK_BADDATA, "payer", id.fault != NULL ? id.fault : "not the number of an employer");
	if (amount == NULL)
		return wrong(e, CK_BADDATA, "amount", "it is missing");
	if (!ck_text_money(amount, &row->amount))
		return wrong(e, CK_BADDATA, "amount", "not a sum in tenge");
	return must_not_have(in, CK_REGISTRY_PAY, "holds_until", e);
}

enum ck_code ck_snapshot_add(struct ck_snapshot *snapshot, const struct ck_fields *in, struct ck_error *e)
{
	struct row row = {.until = INT64_MIN};
	int64_t added = 0;
	enum ck_code code = read_person(in, &row, e);

	if (code == CK_OK)
		code = snapshot->of_pay ? read_pay(in, &row, e) : read_disabled(in, &row, e);
	if (code == CK_OK && snapshot->no == 0)
		code = next_number(snapshot->store, &snapshot->no, e);
	if (code == CK_OK)
		code = ck_store_do(snapshot->store, e, &added, CK_SQL_SNAPSHOT_PUT, "iiiin", snapshot->no, row.person, row.payer,
		                   row.amount, row.until);
	if (code == CK_OK && added == 0)
		code = wrong(e, CK_BADDATA, "id",
		             snapshot->of_pay ? "this person is there before with that payer" : "this person is there before");
	return code;
}

/* The norm that makes it hold from its day on. */
static enum ck_code make_it_hold(const struct ck_snapshot *snapshot, struct ck_error *e)
{
	char since[CK_TIME_TEXT], value[24];
	struct ck_fields norm = {0};
	bool added = false;
	enum ck_code code;

	ck_day_print(since, snapshot->as_of);
	snprintf(value, sizeof value, "%" PRId64, snapshot->no);
	ck_fields_set(&norm, "norm", "snapshot");
	ck_fields_set(&norm, "subject", snapshot->registry);
	ck_fields_set(&norm, "since", since);
	ck_fields_set(&norm, "value", value);
	ck_fields_set(&norm, "source", snapshot->source);
	code = ck_norm_load(snapshot->store, &norm, snapshot->now, &added, e);
	ck_fields_free(&norm);
	if (code == CK_REFUSED)
		return ck_fail(e, CK_BUSY, "another snapshot of that day was loaded within the same second: try again");
	return code;
}

enum ck_code ck_snapshot_end(struct ck_snapshot *snapshot, int64_t *no, int64_t *persons, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	*no = snapshot->no;
	*persons = 0;
	if (snapshot->no == 0)
		code = ck_fail(e, CK_REFUSED, "a snapshot of the register of %s without rows", snapshot->registry);
	if (code == CK_OK)
		code = count_persons(snapshot->store, *no, persons, e);
	if (code == CK_OK)
		code = make_it_hold(snapshot, e);
	ck_snapshot_free(snapshot);
	return code;
}

void ck_snapshot_free(struct ck_snapshot *snapshot)
{
	if (snapshot == NULL)
		return;
	free(snapshot->source);
	free(snapshot);
}

/* -- the snapshot of a day -- */

static enum ck_code is_young(struct ck_store *s, const char *registry, ck_day as_of, ck_day on, ck_time known,
                             struct ck_error *e)
{
	struct ck_norm age;
	char then[CK_TIME_TEXT], text[CK_TIME_TEXT];
	bool found = false;
	enum ck_code code = ck_norm_find(s, "registry-age", registry, on, known, &age, &found, e);

	if (code != CK_OK || !found || (int64_t)on - as_of <= age.count)
		return code;
	ck_day_print(then, as_of);
	ck_day_print(text, on);
	ck_fail(e, CK_REFUSED, "the snapshot of the register of %s is of %s: too old for %s, the most is %" PRId64 " days",
	        registry, then, text, age.count);
	return ck_fail_clause(e, "%s", age.source);
}

enum ck_code ck_snapshot_find(struct ck_store *s, const char *registry, ck_day on, ck_time known, int64_t *no,
                              ck_day *as_of, struct ck_error *e)
{
	struct ck_norm holds;
	bool found = false;
	enum ck_code code = ck_norm_find(s, "snapshot", registry, on, known, &holds, &found, e);

	*no = 0;
	*as_of = CK_NODAY;
	if (code != CK_OK || !found)
		return code;
	*no = holds.count;
	*as_of = holds.since;
	return is_young(s, registry, *as_of, on, known, e);
}

/* -- people asked about -- */

static enum ck_code ask_one(struct ck_store *s, bool of_pay, int64_t no, int64_t payer, ck_day on,
                            struct ck_registry_answer *answer, struct ck_error *e)
{
	struct ck_result *r;
	bool holds;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_SNAPSHOT_ROW, "iii", no, answer->person, payer);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	holds = ck_result_next(r, e) && (ck_result_int(r, 1) == INT64_MIN || on <= ck_result_int(r, 1));
	answer->known = of_pay ? holds : true;
	answer->disabled = !of_pay && holds;
	answer->pay = of_pay && holds ? ck_result_int(r, 0) : 0;
	ck_result_end(r);
	return e->code;
}

enum ck_code ck_snapshot_ask(struct ck_store *s, const char *registry, int64_t no, int64_t payer, ck_day on,
                             struct ck_registry_answer *answers, size_t count, struct ck_error *e)
{
	bool of_pay = strcmp(registry, CK_REGISTRY_PAY) == 0;
	enum ck_code code = CK_OK;

	for (size_t i = 0; i < count && code == CK_OK; i++)
		code = ask_one(s, of_pay, no, of_pay ? payer : 0, on, &answers[i], e);
	return code;
}
