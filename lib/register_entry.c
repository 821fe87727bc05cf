/* register_entry: the one table in which every register but that of permits is kept. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "register_priv.h"

enum { REGISTER, A, B, WORD, CHAIN, SEQ, DATA };  /* CK_ENTRY_ROW */

static enum ck_code write_row(struct ck_store *s, enum ck_sql sql, struct ck_entry_row *row, int64_t *changed,
                              struct ck_error *e)
{
	struct ck_buffer data = {0};
	enum ck_code code;

	ck_fields_print(&data, &row->data);
	code = ck_store_do(s, e, changed, sql, "iiitiit", (int64_t)row->in, row->a, row->b, row->word, row->chain, row->seq,
	                   data.text != NULL ? data.text : "");
	ck_buffer_free(&data);
	ck_fields_free(&row->data);
	return code;
}

enum ck_code ck_entry_put(struct ck_store *s, struct ck_entry_row *row, struct ck_error *e)
{
	return write_row(s, CK_SQL_ENTRY_PUT, row, NULL, e);
}

enum ck_code ck_entry_add(struct ck_store *s, struct ck_entry_row *row, bool *added, struct ck_error *e)
{
	int64_t changed = 0;
	enum ck_code code = write_row(s, CK_SQL_ENTRY_ADD, row, &changed, e);

	*added = changed == 1;
	return code;
}

enum ck_code ck_entry_drop(struct ck_store *s, const struct ck_entry_row *row, struct ck_error *e)
{
	return ck_store_do(s, e, NULL, CK_SQL_ENTRY_DROP, "iiit", (int64_t)row->in, row->a, row->b, row->word);
}

/* The row's word is the result's. */
static enum ck_code read_row(struct ck_result *r, struct ck_entry_row *row, struct ck_error *e)
{
	struct ck_error why;

	row->in = (enum ck_register)ck_result_int(r, REGISTER);
	row->a = ck_result_int(r, A);
	row->b = ck_result_int(r, B);
	row->word = ck_result_text(r, WORD);
	row->chain = ck_result_int(r, CHAIN);
	row->seq = ck_result_int(r, SEQ);
	if (ck_fields_parse(&row->data, ck_result_text(r, DATA), &why) == CK_OK)
		return CK_OK;
	return ck_fail(e, CK_UNAVAILABLE, "an entry of a register cannot be read: %s (store-check)", why.text);
}

enum ck_code ck_entry_get(struct ck_store *s, struct ck_entry_row *row, bool *found, struct ck_error *e)
{
	const char *word = row->word;
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_ENTRY_GET, "iiit", (int64_t)row->in, row->a, row->b, word);

	*found = false;
	if (code != CK_OK)
		return code;
	if (ck_result_next(r, e)) {
		*found = true;
		code = read_row(r, row, e);
		row->word = word;
	} else {
		code = e->code;
	}
	ck_result_end(r);
	return code;
}

void ck_entry_set(struct ck_entry_row *row, const char *name, int64_t number)
{
	char digits[24];

	snprintf(digits, sizeof digits, "%lld", (long long)number);
	ck_fields_set(&row->data, name, number == INT64_MIN ? NULL : digits);
}

int64_t ck_entry_number(const struct ck_entry_row *row, const char *name)
{
	const char *digits = ck_fields_get(&row->data, name);
	int64_t number;

	return digits != NULL && ck_text_number(digits, &number) ? number : INT64_MIN;
}

/* -- lists -- */

static void *add(struct ck_entry_list *l)
{
	if (l->count == l->room) {
		l->room = l->room ? 2 * l->room : 16;
		l->rows = ck_grow(l->rows, l->room, l->size);
	}
	return l->rows + l->size * l->count++;
}

enum ck_code ck_entry_list_read(struct ck_entry_list *l, enum ck_register in, struct ck_result *r, struct ck_error *e)
{
	struct ck_entry_row entry = {0};
	enum ck_code code = CK_OK;

	l->arena = ck_arena_new();
	while (code == CK_OK && ck_result_next(r, e)) {
		code = read_row(r, &entry, e);
		if (code == CK_OK && entry.in == in)
			l->read(&entry, l->arena, add(l));
	}
	ck_result_end(r);
	ck_fields_free(&entry.data);
	if (l->order != NULL && l->count > 0)
		qsort(l->rows, l->count, l->size, l->order);
	return code != CK_OK ? code : e->code;
}

const void *ck_entry_list_at(const struct ck_entry_list *l, size_t i)
{
	return l->rows + l->size * i;
}

void ck_entry_list_free(struct ck_entry_list *l)
{
	ck_arena_free(l->arena);
	free(l->rows);
}
