#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "service.h"

/* -- rows out of the store -- */

static enum ck_code take_part(struct ck_result *r, int64_t part, int column, struct ck_rows *rows, struct ck_error *e)
{
	const char *text;
	size_t length;

	if (part < 0 || part >= CK_PARTS)
		return ck_fail(e, CK_CONFIG, "the store's law has a part %d that this casekit does not know", (int)part);
	text = ck_result_blob(r, column, &length);
	return ck_part_parse(rows, (enum ck_part)part, text, length, e);
}

enum ck_code ck_service_rows(struct ck_store *s, const char *regulation, const char *edition, struct ck_rows *rows,
                             struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_LAW_ROWS, "tt", regulation, edition);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (e->code == CK_OK && ck_result_next(r, e))
		take_part(r, ck_result_int(r, 0), 1, rows, e);
	ck_result_end(r);
	return e->code;
}

enum ck_code ck_service_part(struct ck_store *s, enum ck_part part, struct ck_rows *rows, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_LAW_PART, "i", (int64_t)part);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (e->code == CK_OK && ck_result_next(r, e))
		take_part(r, (int64_t)part, 0, rows, e);
	ck_result_end(r);
	return e->code;
}

/* -- rows into the store -- */

static const char *text_of(const struct ck_row *row, const char *column)
{
	const char *value = ck_fields_get(&row->fields, column);
	return value == NULL ? "" : value;
}

static bool belongs(const struct ck_row *row, const char *regulation, const char *edition)
{
	if (regulation[0] == '\0')
		return row->part <= CK_PART_ROLES;
	return row->part > CK_PART_ROLES && strcmp(text_of(row, "regulation"), regulation) == 0 &&
	       strcmp(text_of(row, "edition"), edition) == 0;
}

static enum ck_code put_part(struct ck_store *s, const struct ck_rows *rows, enum ck_part part, const char *regulation,
                             const char *edition, struct ck_error *e)
{
	struct ck_buffer text = {0};
	enum ck_code code = CK_OK;

	for (size_t i = 0; i < rows->count; i++) {
		const struct ck_row *row = &rows->at[i];

		if (row->part != part || !belongs(row, regulation, edition))
			continue;
		if (text.length == 0)
			ck_part_print(&text, part);
		ck_row_print(&text, row);
	}
	if (text.length > 0)
		code = ck_store_do(s, e, NULL, CK_SQL_LAW_PUT, "ttit", regulation, edition, (int64_t)part, text.text);
	ck_buffer_free(&text);
	return code;
}

static enum ck_code put_rows(struct ck_store *s, const struct ck_rows *rows, const char *regulation, const char *edition,
                             struct ck_error *e)
{
	enum ck_code code = CK_OK;

	for (enum ck_part part = 0; part < CK_PARTS && code == CK_OK; part++)
		code = put_part(s, rows, part, regulation, edition, e);
	return code;
}

/* The procedures first: the store keeps the rows of an edition whose procedures have a number. */
static enum ck_code drop_rows(struct ck_store *s, const char *regulation, const char *edition, struct ck_error *e)
{
	enum ck_code code = ck_store_do(s, e, NULL, CK_SQL_PROCEDURES_DROP, "tt", regulation, edition);

	return code == CK_OK ? ck_store_do(s, e, NULL, CK_SQL_LAW_DROP, "tt", regulation, edition) : code;
}

/* Is there a row? An answer that failed leaves e filled. */
static enum ck_code any_row(struct ck_store *s, enum ck_sql sql, const char *regulation, const char *edition, bool *any,
                            struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = regulation == NULL ? ck_store_query(s, &r, e, sql, "")
	                                       : ck_store_query(s, &r, e, sql, "tt", regulation, edition);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	*any = ck_result_next(r, e);
	ck_result_end(r);
	return e->code;
}

/* -- the vocabulary -- */

static const char *word_of(const struct ck_row *row)
{
	return text_of(row, row->part == CK_PART_ACTS ? "act" : "role");
}

static bool means_the_same(const struct ck_row *a, const struct ck_row *b)
{
	static const char *const meaning[] = {"status", "decides", "command", "role_kind"};

	for (size_t i = 0; i < sizeof meaning / sizeof meaning[0]; i++) {
		if (strcmp(text_of(a, meaning[i]), text_of(b, meaning[i])) != 0)
			return false;
	}
	return true;
}

static void copy_fields(struct ck_fields *to, const struct ck_fields *from)
{
	ck_fields_empty(to);
	for (size_t i = 0; i < from->count; i++)
		ck_fields_set(to, from->at[i].name, from->at[i].value);
}

/* Puts one word into the words there are: new, or with new titles; *changed if it was not there just so. */
static enum ck_code merge_word(struct ck_rows *words, const struct ck_row *word, bool in_use, bool *changed,
                               struct ck_error *e)
{
	struct ck_row *row = NULL;

	for (size_t i = 0; i < words->count && row == NULL; i++) {
		if (words->at[i].part == word->part && strcmp(word_of(&words->at[i]), word_of(word)) == 0)
			row = &words->at[i];
	}
	if (row != NULL && in_use && !means_the_same(row, word))
		return ck_fail(e, CK_REFUSED, "%s:%zu: \"%s\" is in use and cannot change its meaning", word->file, word->line,
		               word_of(word));
	if (row == NULL) {
		row = ck_rows_add(words);
		row->part = word->part;
		*changed = true;
	}
	for (size_t i = 0; i < word->fields.count && !*changed; i++)
		*changed = strcmp(text_of(row, word->fields.at[i].name), word->fields.at[i].value) != 0;
	if (row->fields.count != word->fields.count)
		*changed = true;
	copy_fields(&row->fields, &word->fields);
	row->file = word->file;
	row->line = word->line;
	return CK_OK;
}

/* The store's words and the new ones together; written back if that says something new. */
static enum ck_code load_vocabulary(struct ck_store *s, const struct ck_rows *rows, struct ck_vocabulary **v,
                                    struct ck_error *e)
{
	struct ck_rows words = {0};
	bool in_use = false, changed = false;
	enum ck_code code = ck_service_rows(s, "", "", &words, e);

	if (code == CK_OK)
		code = any_row(s, CK_SQL_CASE_ANY, NULL, NULL, &in_use, e);
	for (size_t i = 0; i < rows->count && code == CK_OK; i++) {
		if (belongs(&rows->at[i], "", ""))
			code = merge_word(&words, &rows->at[i], in_use, &changed, e);
	}
	if (code == CK_OK)
		code = ck_vocabulary_build(&words, v, e);
	if (code == CK_OK && changed) {
		code = drop_rows(s, "", "", e);
		if (code == CK_OK)
			code = put_rows(s, &words, "", "", e);
	}
	ck_rows_free(&words);
	return code;
}

/* -- editions -- */

static size_t count_of(const struct ck_rows *rows, const char *regulation, const char *edition)
{
	size_t count = 0;

	for (size_t i = 0; i < rows->count; i++)
		count += belongs(&rows->at[i], regulation, edition);
	return count;
}

static bool same_row(const struct ck_row *a, const struct ck_row *b)
{
	if (a->fields.count != b->fields.count)
		return false;
	for (size_t i = 0; i < a->fields.count; i++) {
		if (strcmp(text_of(b, a->fields.at[i].name), a->fields.at[i].value) != 0)
			return false;
	}
	return true;
}

/* The next row of a part, from *i on. */
static const struct ck_row *next_of(const struct ck_rows *rows, enum ck_part part, const char *regulation,
                                    const char *edition, size_t *i)
{
	while (*i < rows->count) {
		const struct ck_row *row = &rows->at[(*i)++];

		if (row->part == part && belongs(row, regulation, edition))
			return row;
	}
	return NULL;
}

static bool same_edition(const struct ck_rows *a, const struct ck_rows *b, const char *regulation, const char *edition)
{
	for (enum ck_part part = CK_PART_REGULATIONS; part < CK_PARTS; part++) {
		size_t i = 0, k = 0;
		const struct ck_row *x, *y;

		do {
			x = next_of(a, part, regulation, edition, &i);
			y = next_of(b, part, regulation, edition, &k);
			if ((x == NULL) != (y == NULL) || (x != NULL && !same_row(x, y)))
				return false;
		} while (x != NULL);
	}
	return true;
}

static enum ck_code put_procedures(struct ck_store *s, const struct ck_rows *rows, const char *regulation,
                                   const char *edition, const struct ck_vocabulary *v, struct ck_error *e)
{
	struct ck_edition *ed;
	enum ck_code code = ck_edition_build(rows, regulation, edition, v, &ed, e);

	if (code != CK_OK)
		return code;
	for (size_t i = 0; i < ed->procedures && code == CK_OK; i++)
		code = ck_store_do(s, e, NULL, CK_SQL_PROCEDURE_PUT, "tttt", regulation, edition, ed->procedure[i].variant,
		                   ed->procedure[i].channel);
	ck_edition_free(ed);
	return code;
}

static enum ck_code load_edition(struct ck_store *s, const struct ck_rows *rows, const char *regulation,
                                 const char *edition, const struct ck_vocabulary *v, int *loaded, struct ck_error *e)
{
	struct ck_rows there = {0};
	bool same, used = false;
	enum ck_code code = ck_service_rows(s, regulation, edition, &there, e);
	size_t count = there.count;

	same = code == CK_OK && count > 0 && same_edition(&there, rows, regulation, edition);
	ck_rows_free(&there);
	if (code != CK_OK || same)
		return code;
	if (count > 0)
		code = any_row(s, CK_SQL_EDITION_USED, regulation, edition, &used, e);
	if (code == CK_OK && used)
		return ck_fail(e, CK_REFUSED,
		               "cases were registered under %s of %s: it cannot change, only be superseded by a later edition",
		               regulation, edition);
	if (code == CK_OK)
		code = drop_rows(s, regulation, edition, e);
	if (code == CK_OK)
		code = put_rows(s, rows, regulation, edition, e);
	if (code == CK_OK)
		code = put_procedures(s, rows, regulation, edition, v, e);
	*loaded += code == CK_OK;
	return code;
}

/* -- loading -- */

static enum ck_code check_overlap(const struct ck_rows *rows, const struct ck_row *there, struct ck_error *e)
{
	const char *regulation = text_of(there, "regulation"), *edition = text_of(there, "edition");

	if (count_of(rows, regulation, edition) > 0)
		return CK_OK; /* it is replaced, or stays with the very same dates */
	for (size_t i = 0; i < rows->count; i++) {
		const struct ck_row *row = &rows->at[i];

		if (row->part != CK_PART_REGULATIONS || strcmp(text_of(row, "regulation"), regulation) != 0 ||
		    !ck_rows_overlap(row, there))
			continue;
		return ck_fail(e, CK_CONFIG, "%s:%zu: the edition %s overlaps that of %s, which the store has", row->file,
		               row->line, text_of(row, "edition"), edition);
	}
	return CK_OK;
}

/* Holds the new editions against those that the store has. */
static enum ck_code check_overlaps(struct ck_store *s, const struct ck_rows *rows, struct ck_error *e)
{
	struct ck_rows there = {0};
	enum ck_code code = ck_service_part(s, CK_PART_REGULATIONS, &there, e);

	for (size_t i = 0; i < there.count && code == CK_OK; i++)
		code = check_overlap(rows, &there.at[i], e);
	ck_rows_free(&there);
	return code;
}

static void keep_first(void *to, const struct ck_finding *f)
{
	struct ck_error *e = to;

	if (e->code != CK_OK)
		return;
	ck_fail(e, CK_CONFIG, "%s:%zu: %s", f->file, f->line, f->text);
}

static enum ck_code load_editions(struct ck_store *s, const struct ck_rows *rows, const struct ck_vocabulary *v,
                                  int *loaded, struct ck_error *e)
{
	enum ck_code code;

	ck_error_clear(e);
	if (ck_rows_lint(rows, v, keep_first, e) > 0)
		return e->code;
	code = check_overlaps(s, rows, e);
	for (size_t i = 0; i < rows->count && code == CK_OK; i++) {
		const struct ck_row *row = &rows->at[i];

		if (row->part == CK_PART_REGULATIONS)
			code = load_edition(s, rows, text_of(row, "regulation"), text_of(row, "edition"), v, loaded, e);
	}
	return code;
}

enum ck_code ck_service_load(struct ck_store *s, const struct ck_rows *rows, int *loaded, struct ck_error *e)
{
	struct ck_vocabulary *v = NULL;
	enum ck_code code = load_vocabulary(s, rows, &v, e);

	*loaded = 0;
	if (code == CK_OK)
		code = load_editions(s, rows, v, loaded, e);
	ck_vocabulary_free(v);
	return code;
}

enum ck_code ck_service_load_folder(struct ck_store *s, const char *folder, struct ck_error *e)
{
	struct ck_rows rows = {0};
	int loaded;
	enum ck_code code = ck_rows_read(folder, true, &rows, e);

	if (code == CK_OK)
		code = ck_service_load(s, &rows, &loaded, e);
	ck_rows_free(&rows);
	return code;
}

/* -- listing -- */

typedef enum ck_code each_edition(void *to, const struct ck_fields *out, struct ck_error *e);

/* Appends the word unless it is among them. */
static void add_word(struct ck_buffer *words, const char *word)
{
	if (word[0] == '\0' || ck_word_in(words->text, word))
		return;
	if (words->length > 0)
		ck_buffer_char(words, ' ');
	ck_buffer_text(words, word);
}

static enum ck_code variants_and_channels(struct ck_store *s, const struct ck_row *row, struct ck_fields *out,
                                          struct ck_error *e)
{
	struct ck_buffer variants = {0}, channels = {0};
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_PROCEDURES_OF, "tt", text_of(row, "regulation"),
	                                   text_of(row, "edition"));

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (ck_result_next(r, e)) {
		add_word(&variants, ck_result_text(r, 0));
		add_word(&channels, ck_result_text(r, 1));
	}
	ck_result_end(r);
	ck_fields_set(out, "variants", variants.text);
	ck_fields_set(out, "channels", channels.text);
	ck_buffer_free(&variants);
	ck_buffer_free(&channels);
	return e->code;
}

static ck_day day_of(const struct ck_row *row, const char *column)
{
	ck_day day;
	return ck_day_parse(text_of(row, column), &day) ? day : CK_NODAY;
}

static bool has_begun(const struct ck_row *row, ck_day on)
{
	ck_day from = day_of(row, "valid_from");
	return from == CK_NODAY || from <= on;
}

static bool is_asked(const struct ck_row *row, const char *regulation)
{
	return regulation == NULL || strcmp(text_of(row, "regulation"), regulation) == 0;
}

/* In force that day: begun, not ended, and not superseded by a later edition that has begun. CK_NODAY is before
 * all days. */
static bool in_force(const struct ck_rows *rows, size_t i, ck_day on)
{
	const struct ck_row *row = &rows->at[i];
	ck_day until = day_of(row, "valid_until"), from = day_of(row, "valid_from");

	if (!has_begun(row, on) || (until != CK_NODAY && until <= on))
		return false;
	for (size_t k = 0; k < rows->count; k++) {
		if (k != i && strcmp(text_of(&rows->at[k], "regulation"), text_of(row, "regulation")) == 0 &&
		    has_begun(&rows->at[k], on) && day_of(&rows->at[k], "valid_from") > from)
			return false;
	}
	return true;
}

static enum ck_code list_edition(struct ck_store *s, const struct ck_row *row, each_edition *each, void *to,
                                 struct ck_error *e)
{
	static const char *const first[] = {"regulation",  "edition",   "authority", "valid_from", "valid_until",
	                                    "repealed_by", "act_title", "title_kk",  "title_ru",   "title_en"};
	struct ck_fields out = {0};
	enum ck_code code;

	for (size_t i = 0; i < sizeof first / sizeof first[0]; i++)
		ck_fields_set(&out, first[i], text_of(row, first[i]));
	code = variants_and_channels(s, row, &out, e);
	ck_fields_set(&out, "refusable", text_of(row, "refusable"));
	if (code == CK_OK)
		code = each(to, &out, e);
	ck_fields_free(&out);
	return code;
}

enum ck_code ck_service_list(struct ck_store *s, const char *regulation, ck_day on, each_edition *each, void *to,
                             struct ck_error *e)
{
	struct ck_rows rows = {0};
	enum ck_code code = ck_service_part(s, CK_PART_REGULATIONS, &rows, e);

	for (size_t i = 0; i < rows.count && code == CK_OK; i++) {
		if (is_asked(&rows.at[i], regulation) && (on == CK_NODAY || in_force(&rows, i, on)))
			code = list_edition(s, &rows.at[i], each, to, e);
	}
	ck_rows_free(&rows);
	return code;
}
