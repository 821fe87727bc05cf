/* store_cases: lists of cases. The one statement that is put together, of the pieces below; values are bound. */
#include <stdlib.h>
#include <string.h>
#include "catalogue.h"
#include "store_priv.h"

#define OFFICE_SHIFT 49     /* of a chain (event.h) */
#define RANGES 100          /* more ranges of offices than this become a list */

struct value {
	int64_t number;
	char *text;         /* NULL = it is the number */
};
struct query {
	struct ck_buffer sql;
	struct value *value;
	size_t values, room;
};

static void add_value(struct query *q, int64_t number, const char *text)
{
	if (q->values == q->room) {
		q->room = q->room ? 2 * q->room : 16;
		q->value = ck_grow(q->value, q->room, sizeof *q->value);
	}
	q->value[q->values++] = (struct value){number, ck_copy(text)};
}

/* Appends a piece; @ in it stands for the value. */
static void put(struct query *q, const char *piece, int64_t number, const char *text)
{
	for (; *piece != 0; piece++) {
		if (*piece != '@') {
			ck_buffer_char(&q->sql, *piece);
			continue;
		}
		add_value(q, number, text);
		ck_buffer_printf(&q->sql, "$%zu", q->values);
	}
}

static void need_text(struct query *q, const char *piece, const char *text)
{
	if (!ck_text_is_empty(text))
		put(q, piece, 0, text);
}

static bool need_time(struct query *q, const char *piece, int64_t t)
{
	if (t != INT64_MIN)
		put(q, piece, t, NULL);
	return t != INT64_MIN;
}

static void free_query(struct query *q)
{
	for (size_t i = 0; i < q->values; i++)
		free(q->value[i].text);
	free(q->value);
	ck_buffer_free(&q->sql);
}

/* -- offices: ranges of the key -- */

struct numbers {
	int64_t *at;
	size_t count, room;
};

static enum ck_code add_office(struct ck_store *s, const char *code, bool subtree, struct numbers *nos,
                               struct ck_error *e)
{
	struct ck_result *r;
	size_t before = nos->count;
	enum ck_code status = ck_store_query(s, &r, e, subtree ? CK_SQL_OFFICES_UNDER : CK_SQL_OFFICE_NO, "t", code);

	if (status != CK_OK)
		return status;
	while (ck_result_next(r, e)) {
		if (nos->count == nos->room) {
			nos->room = nos->room ? 2 * nos->room : 16;
			nos->at = ck_grow(nos->at, nos->room, sizeof *nos->at);
		}
		nos->at[nos->count++] = ck_result_int(r, 0);
	}
	ck_result_end(r);
	if (e->code == CK_OK && nos->count == before) {
		ck_fail(e, CK_BADDATA, "no office %s", code);
		return ck_fail_column(e, "office");
	}
	return e->code;
}

static int by_number(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

static size_t count_ranges(const struct numbers *nos)
{
	size_t ranges = 0;

	for (size_t i = 0; i < nos->count; i++)
		ranges += i == 0 || nos->at[i] > nos->at[i - 1] + 1;
	return ranges;
}

static bool by_deadline(const struct ck_case_filter *f)
{
	return f->due_from != INT64_MIN || f->due_until != INT64_MIN || f->overdue_at != INT64_MIN;
}

/* Does an index find the rows better than the key? */
static bool by_index(const struct ck_case_filter *f)
{
	return by_deadline(f) || !ck_text_is_empty(f->applicant) || !ck_text_is_empty(f->name_prefix) ||
	       !ck_text_is_empty(f->number) || !ck_text_is_empty(f->responsible);
}

/* Where an index finds the rows, the + keeps the engine from going by the key. */
static void put_ranges(struct query *q, const struct numbers *nos, bool indexed)
{
	const char *from = indexed ? "+c.id >= @" : "c.id >= @", *until = indexed ? " AND +c.id < @" : " AND c.id < @";

	ck_buffer_text(&q->sql, " AND (");
	for (size_t i = 0; i < nos->count; i++) {
		if (i > 0 && nos->at[i] > nos->at[i - 1] + 1)
			ck_buffer_text(&q->sql, " OR ");
		if (i == 0 || nos->at[i] > nos->at[i - 1] + 1)
			put(q, from, nos->at[i] << OFFICE_SHIFT, NULL);
		if (i + 1 == nos->count || nos->at[i + 1] > nos->at[i] + 1)
			put(q, until, (nos->at[i] + 1) << OFFICE_SHIFT, NULL);
	}
	ck_buffer_char(&q->sql, ')');
}

static void put_list(struct query *q, const struct numbers *nos)
{
	ck_buffer_printf(&q->sql, " AND (c.id >> %d) IN (", OFFICE_SHIFT);
	for (size_t i = 0; i < nos->count; i++)
		put(q, i == 0 ? "@" : ", @", nos->at[i], NULL);
	ck_buffer_char(&q->sql, ')');
}

static enum ck_code need_offices(struct ck_store *s, struct query *q, const struct ck_case_filter *f,
                                 struct ck_error *e)
{
	struct numbers nos = {0};
	const char *rest = f->office, *word;
	size_t n;
	enum ck_code code = CK_OK;

	while (code == CK_OK && rest != NULL && (word = ck_word_next(&rest, &n)) != NULL) {
		char *one = ck_copy_n(word, n);

		code = add_office(s, one, f->subtree, &nos, e);
		free(one);
	}
	if (code == CK_OK && nos.count > 0) {
		qsort(nos.at, nos.count, sizeof *nos.at, by_number);
		if (count_ranges(&nos) > RANGES)
			put_list(q, &nos);
		else
			put_ranges(q, &nos, by_index(f));
	}
	free(nos.at);
	return code;
}

/* -- the other pieces -- */

static enum ck_code need_status(struct query *q, const struct ck_case_filter *f, struct ck_error *e)
{
	enum ck_case_status status;

	if (!ck_text_is_empty(f->status) && strcmp(f->status, "open") == 0) {
		ck_buffer_text(&q->sql, " AND c.next_step <> ''");
	} else if (!ck_text_is_empty(f->status)) {
		if (!ck_status_parse(f->status, &status)) {
			ck_fail(e, CK_BADDATA, "no status \"%s\"", f->status);
			return ck_fail_column(e, "status");
		}
		put(q, " AND c.status = @", status, NULL);
	}
	if (ck_text_is_empty(f->outcome))
		return CK_OK;
	if (strcmp(f->outcome, "granted") != 0 && strcmp(f->outcome, "refused") != 0) {
		ck_fail(e, CK_BADDATA, "no outcome \"%s\": granted or refused", f->outcome);
		return ck_fail_column(e, "outcome");
	}
	put(q, " AND c.outcome = @", f->outcome[0] == 'g' ? 1 : 2, NULL);
	return CK_OK;
}

/* The names that begin so lie between the key's first level and the last code point after it. */
static void need_name(struct query *q, const char *prefix)
{
	struct ck_buffer key = {0};
	size_t n;

	ck_text_sort_key(&key, ck_text_is_empty(prefix) ? "" : prefix);
	n = key.text == NULL ? 0 : strcspn(key.text, "\001");
	if (n > 0) {
		key.text[n] = 0;
		put(q, " AND c.name_key >= @", 0, key.text);
		key.length = n;
		ck_utf8_put(&key, 0x10ffff);
		put(q, " AND c.name_key < @", 0, key.text);
	}
	ck_buffer_free(&key);
}

static void need_times(struct query *q, const struct ck_case_filter *f)
{
	bool deadline = need_time(q, " AND c.deadline >= @", f->due_from);

	deadline |= need_time(q, " AND c.deadline < @", f->due_until);
	deadline |= need_time(q, " AND c.deadline < @", f->overdue_at);
	if (deadline)
		ck_buffer_text(&q->sql, " AND c.next_step <> ''"); /* as the index says */
	need_time(q, " AND c.registered >= @", f->registered_from);
	need_time(q, " AND c.registered < @", f->registered_until);
	need_time(q, " AND c.decided >= @", f->decided_from);
	need_time(q, " AND c.decided < @", f->decided_until);
	need_time(q, " AND c.issued >= @", f->issued_from);
	need_time(q, " AND c.issued < @", f->issued_until);
}

static enum ck_code put_together(struct ck_store *s, struct query *q, const struct ck_case_filter *f,
                                 struct ck_error *e)
{
	enum ck_code code;

	ck_buffer_text(&q->sql, "SELECT " CK_CASE_ROW " FROM cases c CROSS JOIN procedure p WHERE p.no = c.procedure");
	if ((code = need_status(q, f, e)) != CK_OK || (code = need_offices(s, q, f, e)) != CK_OK)
		return code;
	need_text(q, " AND p.regulation = @", f->regulation);
	need_text(q, " AND p.edition = @", f->edition);
	need_text(q, " AND p.variant = @", f->variant);
	need_text(q, " AND p.channel = @", f->channel);
	need_text(q, " AND c.applicant = @", f->applicant);
	need_name(q, f->name_prefix);
	need_text(q, " AND c.next_step = @", f->next_step);
	need_text(q, " AND replace(' ' || c.next_acts || ' ', ' ' || @ || ' ', '') <> ' ' || c.next_acts || ' '", f->next_act);
	need_text(q, " AND c.next_role = @", f->next_role);
	need_text(q, " AND c.responsible = @", f->responsible);
	need_text(q, " AND c.number = @ AND c.number <> ''", f->number);
	need_times(q, f);
	return CK_OK;
}

static void put_order(struct query *q, const struct ck_case_filter *f, enum ck_case_order order, int64_t limit)
{
	static const char *const texts[] = {" ORDER BY c.id", " ORDER BY c.name_key, c.id",
	                                    " ORDER BY c.deadline NULLS LAST, c.id"};

	ck_buffer_text(&q->sql, order == CK_BY_DUE && by_deadline(f) ? " ORDER BY c.deadline, c.id" : texts[order]);
	if (limit > 0)
		put(q, " LIMIT @", limit, NULL);
}

static enum ck_code bind(struct ck_result *r, const struct query *q, struct ck_error *e)
{
	for (size_t i = 0; i < q->values; i++) {
		const struct value *v = &q->value[i];
		int place = ck_result_place(r, (int)i + 1);
		int result = v->text != NULL ? sqlite3_bind_text(r->statement, place, v->text, -1, SQLITE_TRANSIENT)
		                             : sqlite3_bind_int64(r->statement, place, v->number);

		if (result != SQLITE_OK)
			return ck_store_fault(r->store, result, e);
	}
	return CK_OK;
}

enum ck_code ck_store_cases(struct ck_store *s, const struct ck_case_filter *f, enum ck_case_order order, int64_t limit,
                            struct ck_result **r, struct ck_error *e)
{
	struct query q = {0};
	struct ck_result *made = NULL;
	enum ck_code code = put_together(s, &q, f, e);

	if (code == CK_OK) {
		put_order(&q, f, order, limit);
		made = ck_alloc(sizeof *made);
		made->once = true;
		code = ck_result_prepare(made, s, q.sql.text, e);
		if (code == CK_OK)
			code = bind(made, &q, e);
		if (code != CK_OK) {
			ck_result_end(made);
			made = NULL;
		}
	}
	*r = made;
	free_query(&q);
	return code;
}
