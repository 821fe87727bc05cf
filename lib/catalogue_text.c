/* catalogue_text: a part as one text, which is how a store keeps it: TSV with a header line (records(7)). It is read
 * where it stands: one copy in the arena of the rows, cut at its TABs and line ends. */
#include <stdio.h>
#include <string.h>

#include "catalogue_priv.h"

#define MOST_COLUMNS 32

/* -- writing -- */

void ck_part_print(struct ck_buffer *b, enum ck_part part)
{
	for (const char *at = ck_part_columns(part); *at != '\0'; at++)
		ck_buffer_char(b, *at == ' ' ? '\t' : *at);
	ck_buffer_char(b, '\n');
}

void ck_row_print(struct ck_buffer *b, const struct ck_row *row)
{
	const char *columns = ck_part_columns(row->part), *first = columns;
	size_t length;

	for (const char *word; (word = ck_word_next(&columns, &length)) != NULL;) {
		char name[40];
		const char *value;

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		value = ck_row_text(row, name);
		if (word != first)
			ck_buffer_char(b, '\t');
		ck_tsv_escape(b, value, strlen(value));
	}
	ck_buffer_char(b, '\n');
}

/* -- reading -- */

struct cutting {
	struct ck_rows *rows;
	enum ck_part part;
	bool escaped;        /* is there a backslash anywhere? */
	size_t columns;
	char *column[MOST_COLUMNS];
};

/* Cuts a line, which ends with NUL at end, at its TABs. Gives the number of its cells; 0 = there is no room for all. */
static size_t cut(char *line, const char *end, char *cell[MOST_COLUMNS])
{
	for (size_t n = 0; n < MOST_COLUMNS;) {
		char *tab = memchr(line, '\t', (size_t)(end - line));

		cell[n++] = line;
		if (tab == NULL)
			return n;
		*tab = '\0';
		line = tab + 1;
	}
	return 0;
}

/* The cell without its escapes; NULL on an unknown one. */
static const char *plain(const struct cutting *c, const char *cell)
{
	struct ck_buffer b = {0};
	const char *value = cell;

	if (!c->escaped || strchr(cell, '\\') == NULL)
		return value;
	value = ck_tsv_unescape(&b, cell, strlen(cell)) ? ck_arena_copy_n(c->rows->arena, b.text, b.length) : NULL;
	ck_buffer_free(&b);
	return value;
}

static enum ck_code take_line(const struct cutting *c, size_t line, char *from, const char *end, struct ck_error *e)
{
	struct ck_row *row = ck_rows_add(c->rows);
	char *cell[MOST_COLUMNS];

	row->part = c->part;
	row->line = line;
	if (cut(from, end, cell) != c->columns)
		return ck_row_fail(row, "", e, "it has not the %zu columns of its header", c->columns);
	row->fields.at = ck_arena_alloc(c->rows->arena, c->columns * sizeof *row->fields.at);
	for (size_t i = 0; i < c->columns; i++) {
		struct ck_field *field = &row->fields.at[row->fields.count];

		if (cell[i][0] == '\0')
			continue;
		field->name = c->column[i];
		field->value = plain(c, cell[i]);
		if (field->value == NULL)
			return ck_row_fail(row, c->column[i], e, "an unknown escape");
		row->fields.count++;
	}
	return CK_OK;
}

enum ck_code ck_part_parse(struct ck_rows *rows, enum ck_part part, const char *text, size_t length, struct ck_error *e)
{
	struct cutting c = {.rows = rows, .part = part, .escaped = memchr(text, '\\', length) != NULL};
	size_t lines = 0;
	char *at, *line_end;
	const char *end;

	if (rows->arena == NULL)
		rows->arena = ck_arena_new();
	at = ck_arena_copy_n(rows->arena, text, length);
	end = at + length;
	for (enum ck_code code = CK_OK; at < end; at = line_end + 1, lines++) {
		line_end = memchr(at, '\n', (size_t)(end - at));
		if (line_end == NULL)
			break;
		*line_end = '\0';
		if (lines == 0)
			c.columns = cut(at, line_end, c.column);
		else
			code = take_line(&c, lines, at, line_end, e);
		if (code != CK_OK)
			return code;
	}
	if (at < end || c.columns == 0)
		return ck_fail(e, CK_CONFIG, "%s: %s", ck_part_name(part), c.columns == 0 ? "no header" : "the last row has no end");
	return CK_OK;
}
