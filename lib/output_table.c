/* output_table: the table for people. libsmartcols has no static library and costs a start, so it is loaded when the
 * first record of a table comes. Chunks are printed with the widths of the first, so memory does not grow. */
#include "output_priv.h"
#include "shared.h"

#include <errno.h>
#include <libsmartcols/libsmartcols.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#define CHUNK 1000

static struct {
	void *library;
	__typeof__(&scols_new_table) new_table;
	__typeof__(&scols_unref_table) unref_table;
	__typeof__(&scols_table_new_column) new_column;
	__typeof__(&scols_table_new_line) new_line;
	__typeof__(&scols_line_set_data) set_data;
	__typeof__(&scols_table_remove_lines) remove_lines;
	__typeof__(&scols_table_set_stream) set_stream;
	__typeof__(&scols_table_set_termforce) set_termforce;
	__typeof__(&scols_table_set_termwidth) set_termwidth;
	__typeof__(&scols_table_enable_noheadings) enable_noheadings;
	__typeof__(&scols_print_table) print_table;
	__typeof__(&scols_column_get_width) get_width;
	__typeof__(&scols_column_set_whint) set_whint;
	__typeof__(&scols_column_set_flags) set_flags;
} scols;

struct ck_table {
	FILE *to;
	struct ck_output_options options;
	const struct ck_out_column *column;
	size_t columns, rows;
	size_t *width;                    /* of the first chunk, once it is out; NULL before */
	struct libscols_table *table;     /* NULL until the first record */
	struct libscols_column **in_table;
	struct ck_buffer cell;
};

struct ck_table *ck_table_new(FILE *to, const struct ck_output_options *options, const struct ck_out_column *columns,
                              size_t count)
{
	struct ck_table *t = ck_alloc(sizeof *t);

	t->to = to;
	t->options = *options;
	t->column = columns;
	t->columns = count;
	return t;
}

void ck_table_free(struct ck_table *t)
{
	if (t == NULL)
		return;
	if (t->table != NULL)
		scols.unref_table(t->table);
	free(t->in_table);
	free(t->width);
	ck_buffer_free(&t->cell);
	free(t);
}

static bool load_library(void)
{
	static const struct {
		const char *name;
		void **function;
	} wanted[] = {
		{"scols_new_table", (void **)&scols.new_table},
		{"scols_unref_table", (void **)&scols.unref_table},
		{"scols_table_new_column", (void **)&scols.new_column},
		{"scols_table_new_line", (void **)&scols.new_line},
		{"scols_line_set_data", (void **)&scols.set_data},
		{"scols_table_remove_lines", (void **)&scols.remove_lines},
		{"scols_table_set_stream", (void **)&scols.set_stream},
		{"scols_table_set_termforce", (void **)&scols.set_termforce},
		{"scols_table_set_termwidth", (void **)&scols.set_termwidth},
		{"scols_table_enable_noheadings", (void **)&scols.enable_noheadings},
		{"scols_print_table", (void **)&scols.print_table},
		{"scols_column_get_width", (void **)&scols.get_width},
		{"scols_column_set_whint", (void **)&scols.set_whint},
		{"scols_column_set_flags", (void **)&scols.set_flags},
	};

	if (scols.library != NULL)
		return true;
	void *library = ck_shared_library("libsmartcols.so.1");
	if (library == NULL)
		return false;
	for (size_t i = 0; i < sizeof wanted / sizeof wanted[0]; i++)
		if ((*wanted[i].function = ck_shared_function(library, wanted[i].name)) == NULL)
			return false;
	scols.library = library;
	return true;
}

/* What may be cut at the edge of the terminal: texts, never keys, numbers and times. */
static int column_flags(const struct ck_out_column *c)
{
	if (c->shape == CK_AS_COUNT || c->shape == CK_AS_MONEY)
		return SCOLS_FL_RIGHT;
	return SCOLS_FL_TRUNC;
}

static enum ck_code make_table(struct ck_table *t, struct ck_error *e)
{
	if ((t->table = scols.new_table()) == NULL)
		return ck_fail(e, CK_BUG, "no memory for a table");
	t->in_table = ck_grow(NULL, t->columns ? t->columns : 1, sizeof *t->in_table);
	for (size_t c = 0; c < t->columns; c++) {
		t->in_table[c] = scols.new_column(t->table, t->column[c].name, 0, column_flags(&t->column[c]));
		if (t->in_table[c] == NULL)
			return ck_fail(e, CK_BUG, "no memory for a table");
	}
	scols.set_stream(t->table, t->to);
	scols.enable_noheadings(t->table, !t->options.header);
	if (t->options.width > 0) {
		scols.set_termforce(t->table, SCOLS_TERMFORCE_ALWAYS);
		scols.set_termwidth(t->table, (size_t)t->options.width);
	} else {
		scols.set_termforce(t->table, SCOLS_TERMFORCE_NEVER);
	}
	return CK_OK;
}

enum ck_code ck_table_ready(struct ck_table *t, struct ck_error *e)
{
	if (t->table != NULL)
		return CK_OK;
	if (!load_library())
		return ck_fail(e, CK_UNAVAILABLE, "tables need the package libsmartcols1; or ask for another --format");
	/* All our text is UTF-8, whatever the terminal's locale says; without this every Kazakh letter prints as \x. */
	if (setlocale(LC_CTYPE, "C.UTF-8") == NULL)
		return ck_fail(e, CK_UNAVAILABLE, "this system has no locale C.UTF-8; ask for another --format");
	return make_table(t, e);
}

/* From the second chunk on the columns stand where those of the first do. */
static void keep_widths(struct ck_table *t)
{
	t->width = ck_grow(NULL, t->columns + 1, sizeof *t->width);
	for (size_t c = 0; c < t->columns; c++) {
		t->width[c] = scols.get_width(t->in_table[c]);
		scols.set_whint(t->in_table[c], (double)(t->width[c] > 1 ? t->width[c] : 2));
		scols.set_flags(t->in_table[c], column_flags(&t->column[c]) | SCOLS_FL_STRICTWIDTH);
	}
	scols.enable_noheadings(t->table, 1);
}

/* Cuts a text to so many columns of the terminal. */
static void cut(struct ck_buffer *b, size_t width)
{
	const char *s = b->text;
	size_t used = 0;

	for (const char *next = s; s != NULL && *s; s = next) {
		int w = wcwidth((wchar_t)ck_utf8_next(&next));
		used += w > 0 ? (size_t)w : 0;
		if (used > width) {
			b->length = (size_t)(s - b->text);
			b->text[b->length] = '\0';
			return;
		}
	}
}

enum ck_code ck_table_flush(struct ck_table *t, struct ck_error *e)
{
	if (t->rows == 0)
		return CK_OK;
	if (scols.print_table(t->table) != 0)
		return ck_fail(e, CK_IO, "cannot print the table");
	if (t->width == NULL)
		keep_widths(t);
	scols.remove_lines(t->table);
	t->rows = 0;
	return ferror(t->to) ? ck_fail(e, CK_IO, "cannot write: %s", strerror(errno ? errno : EIO)) : CK_OK;
}

/* A cell is one line and holds nothing that a terminal would obey. */
static const char *cell_text(struct ck_table *t, size_t column, const char *value)
{
	struct ck_buffer line = {0};

	ck_buffer_empty(&t->cell);
	ck_buffer_text(&line, value);
	for (size_t i = 0; i < line.length; i++)
		if (line.text[i] == '\n' || line.text[i] == '\t' || line.text[i] == '\r')
			line.text[i] = ' ';
	ck_text_visible(&t->cell, line.text ? line.text : "");
	ck_buffer_free(&line);
	if (t->width != NULL && t->options.width > 0 && column_flags(&t->column[column]) == SCOLS_FL_TRUNC)
		cut(&t->cell, t->width[column]);
	return t->cell.text ? t->cell.text : "";
}

enum ck_code ck_table_row(struct ck_table *t, const char *const *values, struct ck_error *e)
{
	enum ck_code code = ck_table_ready(t, e);

	if (code == CK_OK && t->rows == CHUNK)
		code = ck_table_flush(t, e);
	if (code != CK_OK)
		return code;
	struct libscols_line *line = scols.new_line(t->table, NULL);
	if (line == NULL)
		return ck_fail(e, CK_BUG, "no memory for a table");
	for (size_t c = 0; c < t->columns; c++)
		if (scols.set_data(line, c, cell_text(t, c, values[c])) != 0)
			return ck_fail(e, CK_BUG, "no memory for a table");
	t->rows++;
	return CK_OK;
}

void ck_table_header(struct ck_table *t)
{
	for (size_t c = 0; c < t->columns; c++)
		fprintf(t->to, "%s%s", c ? " " : "", t->column[c].name);
	fputc('\n', t->to);
}
