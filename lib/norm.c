#include "norm.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "column.h"
#include "days.h"
#include "record.h"

/* The words that a member's position may be (session.h), and the one word of what is either said or not. */
#define POSITIONS "chair deputy-chair secretary member"
#define SAID "yes"

static const struct ck_norm_name names[] = {
	{"quorum", CK_NORM_SHARE, 1, 1, 0, NULL,
	 "share of a commission's members who must be present; subject: the commission"},
	{"majority", CK_NORM_SHARE, 1, 1, 0, NULL,
	 "share of the votes that those in favour must exceed; subject: the commission"},
	{"casting-vote", CK_NORM_WORD, 1, 1, 0, POSITIONS, "position whose vote decides a tie; subject: the commission"},
	{"recusal", CK_NORM_WORD, 1, 1, 0, SAID,
	 "a member has no vote on a case of their own interest; subject: the commission"},
	{"kazakh-share", CK_NORM_SHARE, 1, 9, 0, NULL,
	 "share of citizens in the staff, at least; subject: the categories that are counted together"},
	{"quota", CK_NORM_COUNT, 3, 3, 2, NULL, "places for foreign workers; subject: region, year and category"},
	{"permit-fee", CK_NORM_MONEY, 1, 1, 0, NULL, "fee for a permit; subject: the category"},
	{"permit-revocation", CK_NORM_WORD, 1, 1, 0, SAID, "a permit may be revoked on this ground; subject: the ground"},
	{"sign-staff", CK_NORM_SHARE, 0, 1, 0, NULL,
	 "share of people with disabilities in the staff, at least; subject: none, or specialised"},
	{"sign-pay", CK_NORM_SHARE, 0, 1, 0, NULL,
	 "share of people with disabilities in the pay, at least; subject: none, or specialised"},
	{"sign-days", CK_NORM_COUNT, 0, 0, 0, NULL, "days for which the sign holds; no subject"},
	{"sign-most", CK_NORM_COUNT, 0, 0, 0, NULL, "employees in one application, at most; no subject"},
	{"sign-service", CK_NORM_WORD, 0, 0, 0, NULL, "the service by which the sign is applied for; no subject"},
	{"sign-ground", CK_NORM_WORD, 1, 1, 0, NULL,
	 "ground of a refusal because a share is not reached; subject: staff or pay"},
	{"snapshot", CK_NORM_COUNT, 1, 1, 0, NULL, "the snapshot of a registry that holds; subject: the registry"},
	{"registry-age", CK_NORM_COUNT, 1, 1, 0, NULL, "days after which a snapshot is too old; subject: the registry"},
	{"mci", CK_NORM_MONEY, 0, 0, 0, NULL, "the monthly calculation index; no subject"},
	{"workplace-places-mci", CK_NORM_COUNT, 0, 0, 0, NULL,
	 "monthly indexes that a special workplace may cost; no subject"},
};
#define NAMES (sizeof names / sizeof names[0])

const struct ck_norm_name *ck_norm_name_find(const char *name)
{
	for (size_t i = 0; i < NAMES; i++)
		if (strcmp(names[i].name, name) == 0)
			return &names[i];
	return NULL;
}

const struct ck_norm_name *ck_norm_name_at(size_t i)
{
	return i < NAMES ? &names[i] : NULL;
}

/* -- values -- */

static const char *kind_of(const struct ck_norm_name *name)
{
	static const char *const kinds[] = {
		[CK_NORM_SHARE] = "a share such as 70/100", [CK_NORM_MONEY] = "a sum in tenge",
		[CK_NORM_COUNT] = "a whole number", [CK_NORM_WORD] = "a word",
	};
	return kinds[name->kind];
}

static bool read_number(const char *text, size_t length, int64_t *n)
{
	char digits[20];

	if (length == 0 || length >= sizeof digits || strspn(text, "0123456789") < length)
		return false;
	memcpy(digits, text, length);
	digits[length] = 0;
	return ck_text_number(digits, n);
}

static bool read_share(const char *text, int64_t *part, int64_t *whole)
{
	const char *slash = strchr(text, '/');

	return slash != NULL && read_number(text, (size_t)(slash - text), part) &&
	       read_number(slash + 1, strlen(slash + 1), whole) && *whole > 0 && *part <= *whole;
}

/* What a stored value counts. */
static bool read_value(const struct ck_norm_name *name, struct ck_norm *n)
{
	n->count = n->of = 0;
	if (n->value[0] == 0)
		return true;
	switch (name->kind) {
	case CK_NORM_SHARE:
		return read_share(n->value, &n->count, &n->of);
	case CK_NORM_MONEY:
	case CK_NORM_COUNT:
		return read_number(n->value, strlen(n->value), &n->count);
	case CK_NORM_WORD:
		return name->words == NULL ? strchr(n->value, ' ') == NULL : ck_word_in(name->words, n->value);
	}
	return false;
}

/* A value as a file has it becomes what the store keeps. */
static bool take_value(const struct ck_norm_name *name, const char *text, struct ck_norm *n)
{
	int length;

	if (name->kind == CK_NORM_MONEY && text[0] != 0) {
		if (!ck_text_money(text, &n->count))
			return false;
		length = snprintf(n->value, sizeof n->value, "%lld", (long long)n->count);
	} else {
		length = snprintf(n->value, sizeof n->value, "%s", text);
	}
	return length < (int)sizeof n->value && read_value(name, n);
}

bool ck_norm_reaches(int64_t part, int64_t whole, const struct ck_norm *share)
{
	return whole > 0 && (__int128)part * share->of >= (__int128)whole * share->count;
}

/* -- out of a store -- */

/* The row of a result whose columns are CK_NORM_ROW. */
static enum ck_code read_row(const struct ck_norm_name *name, struct ck_result *r, struct ck_norm *n,
                             struct ck_error *e)
{
	*n = (struct ck_norm){.since = (ck_day)ck_result_int(r, 1), .known = ck_result_int(r, 2)};
	snprintf(n->value, sizeof n->value, "%s", ck_result_text(r, 3));
	snprintf(n->source, sizeof n->source, "%s", ck_result_text(r, 4));
	if (read_value(name, n))
		return CK_OK;
	return ck_fail(e, CK_CONFIG, "the store's norm %s of \"%.80s\" is not %s", name->name, ck_result_text(r, 0),
	               kind_of(name));
}

static enum ck_code needed(const char *norm, const struct ck_norm_name **name, struct ck_error *e)
{
	*name = ck_norm_name_find(norm);
	return *name != NULL ? CK_OK : ck_fail(e, CK_BUG, "there is no norm %s", norm);
}

enum ck_code ck_norm_find(struct ck_store *s, const char *norm, const char *subject, ck_day on, ck_time known,
                          struct ck_norm *n, bool *found, struct ck_error *e)
{
	const struct ck_norm_name *name;
	struct ck_result *r;
	enum ck_code code = needed(norm, &name, e);

	*found = false;
	if (code == CK_OK)
		code = ck_store_query(s, &r, e, CK_SQL_NORM_HOLDS, "ttii", norm, subject, (int64_t)on, known);
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	if (ck_result_next(r, e) && read_row(name, r, n, e) == CK_OK)
		*found = n->value[0] != 0;
	ck_result_end(r);
	return e->code;
}

/* The newest row of each subject comes first. */
enum ck_code ck_norm_each(struct ck_store *s, const char *norm, ck_day on, ck_time known,
                          enum ck_code (*each)(void *to, const char *subject, const struct ck_norm *n,
                                               struct ck_error *e),
                          void *to, struct ck_error *e)
{
	const struct ck_norm_name *name;
	struct ck_buffer last = {0};
	struct ck_norm n;
	struct ck_result *r;
	enum ck_code code = needed(norm, &name, e);

	if (code == CK_OK)
		code = ck_store_query(s, &r, e, CK_SQL_NORMS_HOLDING, "tii", norm, (int64_t)on, known);
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		if (last.text != NULL && strcmp(last.text, ck_result_text(r, 0)) == 0)
			continue;
		ck_buffer_empty(&last);
		ck_buffer_text(&last, ck_result_text(r, 0));
		code = read_row(name, r, &n, e);
		if (code == CK_OK && n.value[0] != 0)
			code = each(to, last.text, &n, e);
	}
	ck_result_end(r);
	ck_buffer_free(&last);
	return code != CK_OK ? code : e->code;
}

/* -- listed -- */

struct list {
	struct ck_store *store;
	const struct ck_norm_name *name;
	const char *subject;    /* NULL = all */
	struct ck_zone *zone;
	enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e);
	void *to;
};

/* The zone of an office that names none. */
static enum ck_code open_zone(struct ck_store *s, struct ck_zone **zone, struct ck_error *e)
{
	struct ck_fields usual = {0};
	enum ck_code code = ck_days_usual(s, NULL, &usual, e);

	if (code == CK_OK)
		code = ck_zone_open(ck_fields_get(&usual, "zone"), NULL, zone, e);
	ck_fields_free(&usual);
	return code;
}

static enum ck_code put_row(void *to, const char *subject, const struct ck_norm *n, struct ck_error *e)
{
	struct list *l = to;
	struct ck_fields out = {0};
	struct ck_buffer money = {0};
	char since[CK_TIME_TEXT], known[CK_TIME_TEXT] = "";
	enum ck_code code;

	if (l->subject != NULL && strcmp(l->subject, subject) != 0)
		return CK_OK;
	if (l->name->kind == CK_NORM_MONEY && n->value[0] != 0)
		ck_text_print_money(&money, n->count);
	ck_day_print(since, n->since);
	if (n->known != CK_NORM_ALWAYS)
		ck_time_print(known, n->known, l->zone);
	ck_fields_set(&out, "norm", l->name->name);
	ck_fields_set(&out, "subject", subject);
	ck_fields_set(&out, "since", since);
	ck_fields_set(&out, "value", money.text != NULL ? money.text : n->value);
	ck_fields_set(&out, "source", n->source);
	ck_fields_set(&out, "known", known);
	code = l->each(l->to, &out, e);
	ck_buffer_free(&money);
	ck_fields_free(&out);
	return code;
}

static enum ck_code list_all(struct list *l, struct ck_error *e)
{
	struct ck_norm n;
	struct ck_result *r;
	enum ck_code code = ck_store_query(l->store, &r, e, CK_SQL_NORM_ROWS, "t", l->name->name);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		code = read_row(l->name, r, &n, e);
		if (code == CK_OK)
			code = put_row(l, ck_result_text(r, 0), &n, e);
	}
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

static enum ck_code no_norm(const char *norm, struct ck_error *e)
{
	struct ck_buffer known = {0};

	for (size_t i = 0; i < NAMES; i++)
		ck_buffer_printf(&known, " %s", names[i].name);
	ck_fail(e, CK_BADDATA, "no norm \"%.80s\"; there are%s", norm, known.text);
	ck_buffer_free(&known);
	return ck_fail_column(e, "norm");
}

enum ck_code ck_norm_list(struct ck_store *s, const char *norm, const char *subject, ck_day on, ck_time known,
                          enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                          struct ck_error *e)
{
	struct list l = {.store = s, .subject = subject, .each = each, .to = to};
	enum ck_code code = norm == NULL || ck_norm_name_find(norm) != NULL ? CK_OK : no_norm(norm, e);

	if (code == CK_OK)
		code = open_zone(s, &l.zone, e);
	for (size_t i = 0; i < NAMES && code == CK_OK; i++) {
		l.name = &names[i];
		if (norm == NULL || strcmp(norm, l.name->name) == 0)
			code = on == CK_NODAY ? list_all(&l, e) : ck_norm_each(s, l.name->name, on, known, put_row, &l, e);
	}
	ck_zone_free(l.zone);
	return code;
}

/* -- into a store -- */

struct row {
	const struct ck_norm_name *name;
	const char *subject;
	struct ck_norm n;
};

static enum ck_code wrong(struct ck_error *e, const char *column, const char *text)
{
	ck_fail(e, CK_BADDATA, "%s", text);
	return ck_fail_column(e, column);
}

static bool is_year(const char *word, size_t n)
{
	return n == 4 && word[0] != '0' && strspn(word, "0123456789") >= 4;
}

static enum ck_code parse_subject(const struct ck_fields *row, struct row *out, struct ck_error *e)
{
	const struct ck_norm_name *name = out->name;
	const char *subject = ck_fields_get(row, "subject"), *rest = subject;
	bool sound = true;
	int words = 0;
	size_t n;

	out->subject = subject != NULL ? subject : "";
	if (subject != NULL && ck_column_check(ck_column_find("subject"), subject, e) != CK_OK)
		return e->code;
	for (const char *word; (word = ck_word_next(&rest, &n)) != NULL;)
		if (++words == name->year && !is_year(word, n))
			sound = false;
	if (sound && words >= name->subject_least && words <= name->subject_most)
		return CK_OK;
	ck_fail(e, CK_BADDATA, "%s: %s", name->name, name->help);
	return ck_fail_column(e, "subject");
}

/* All but known. The texts of *out are the row's. */
static enum ck_code parse_row(const struct ck_fields *row, struct row *out, struct ck_error *e)
{
	const char *norm = ck_fields_get(row, "norm"), *since = ck_fields_get(row, "since");
	const char *value = ck_fields_get(row, "value"), *source = ck_fields_get(row, "source");
	enum ck_code code;

	if (norm == NULL)
		return wrong(e, "norm", "it is missing");
	if ((out->name = ck_norm_name_find(norm)) == NULL)
		return no_norm(norm, e);
	if ((code = parse_subject(row, out, e)) != CK_OK)
		return code;
	if (since == NULL || !ck_day_parse(since, &out->n.since))
		return wrong(e, "since", "not a day such as 2019-05-04");
	if (!take_value(out->name, value != NULL ? value : "", &out->n)) {
		ck_fail(e, CK_BADDATA, "%s is %s%s%s", norm, kind_of(out->name), out->name->words != NULL ? ": one of " : "",
		        out->name->words != NULL ? out->name->words : "");
		return ck_fail_column(e, "value");
	}
	if (source == NULL || strlen(source) >= sizeof out->n.source)
		return wrong(e, "source", source == NULL ? "it is missing" : "too long");
	snprintf(out->n.source, sizeof out->n.source, "%s", source);
	return CK_OK;
}

/* What the store holds of the norm since that day, as known at known: the very same, another row learned then, or
 * something older. */
enum held { HELD_NOT, HELD_SAME, HELD_OTHER };

static enum ck_code look_for(struct ck_store *s, const struct row *row, enum held *held, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_NORM_KNOWN, "ttii", row->name->name, row->subject,
	                                   (int64_t)row->n.since, row->n.known);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	*held = HELD_NOT;
	if (ck_result_next(r, e)) {
		if (strcmp(ck_result_text(r, 3), row->n.value) == 0 && strcmp(ck_result_text(r, 4), row->n.source) == 0)
			*held = HELD_SAME;
		else if (ck_result_int(r, 2) == row->n.known)
			*held = HELD_OTHER;
	}
	ck_result_end(r);
	return e->code;
}

static enum ck_code put(struct ck_store *s, const struct row *row, bool *added, struct ck_error *e)
{
	enum held held = HELD_NOT;
	enum ck_code code = look_for(s, row, &held, e);

	*added = false;
	if (code != CK_OK || held == HELD_SAME)
		return code;
	if (held == HELD_OTHER)
		return ck_fail(e, CK_REFUSED, "%s of \"%.80s\": another row since that day is known since the same second",
		               row->name->name, row->subject);
	*added = true;
	return ck_store_do(s, e, NULL, CK_SQL_NORM_PUT, "ttiitt", row->name->name, row->subject, (int64_t)row->n.since,
	                   row->n.known, row->n.value, row->n.source);
}

static enum ck_code parse_known(struct ck_store *s, const struct ck_fields *row, ck_time *known, struct ck_error *e)
{
	struct ck_zone *zone = NULL;
	const char *text = ck_fields_get(row, "known");
	enum ck_code code = CK_OK;

	*known = CK_NORM_ALWAYS;
	if (text == NULL)
		return CK_OK;
	code = open_zone(s, &zone, e);
	if (code == CK_OK && (code = ck_time_parse(text, zone, known, e)) != CK_OK)
		ck_fail_column(e, "known");
	ck_zone_free(zone);
	return code;
}

enum ck_code ck_norm_load(struct ck_store *s, const struct ck_fields *row, ck_time now, bool *added, struct ck_error *e)
{
	struct row out;
	enum ck_code code = parse_row(row, &out, e);

	if (code == CK_OK)
		code = parse_known(s, row, &out.n.known, e);
	if (code != CK_OK)
		return code;
	if (out.n.known > now) {
		ck_fail(e, CK_REFUSED, "that lies ahead: nobody knows yet what will be known then");
		return ck_fail_column(e, "known");
	}
	out.n.known = now;
	return put(s, &out, added, e);
}

static enum ck_code load_row(void *to, const struct ck_fields *row, struct ck_error *e)
{
	struct ck_store *s = to;
	struct row out;
	bool added = false;
	enum ck_code code = parse_row(row, &out, e);

	if (code == CK_OK)
		code = parse_known(s, row, &out.n.known, e);
	if (code == CK_OK)
		code = put(s, &out, &added, e);
	return code == CK_OK && !added ? ck_fail(e, CK_CONFIG, "the same row twice") : code;
}

enum ck_code ck_norm_load_folder(struct ck_store *s, const char *folder, struct ck_error *e)
{
	return ck_record_folder(folder, NULL, load_row, s, e);
}
