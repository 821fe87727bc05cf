/* output: a record becomes bytes as soon as it is put; the bytes wait in a spool until the release. */
#include "output.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "output_priv.h"

#define SPOOL_MEMORY ((size_t)4 << 20)

struct ck_output {
	FILE *to;
	struct ck_output_options options;
	struct ck_out_column *column;
	size_t columns;
	const char **value;       /* of the record in hand, one a column */
	struct ck_buffer record;  /* the record as bytes */
	struct ck_spool *waiting; /* pieces: a kind and the bytes */
	struct ck_table *table;   /* CK_TABLE without card */
	size_t count;             /* records put and not dropped */
	bool released, texts, begun;
};
enum piece { PIECE_RECORD = 'r', PIECE_TEXT = 't' };

bool ck_format_parse(const char *name, enum ck_format *f)
{
	static const char *const names[] = {
		[CK_TABLE] = "table", [CK_TSV] = "tsv",     [CK_CSV] = "csv",
		[CK_JSON] = "json",   [CK_JSONL] = "jsonl", [CK_EXCEL] = "excel",
	};
	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++)
		if (strcmp(name, names[i]) == 0) {
			*f = (enum ck_format)i;
			return true;
		}
	return false;
}

struct ck_output *ck_output_new(FILE *to, const struct ck_output_options *options,
                                const struct ck_out_column *columns, size_t count)
{
	struct ck_output *o = ck_alloc(sizeof *o);

	o->to = to;
	o->options = *options;
	o->column = ck_grow(NULL, count ? count : 1, sizeof *o->column);
	if (count > 0)
		memcpy(o->column, columns, count * sizeof *columns);
	o->columns = count;
	o->value = ck_grow(NULL, count ? count : 1, sizeof *o->value);
	o->waiting = ck_spool_new(options->spool_dir, SPOOL_MEMORY);
	if (options->format == CK_TABLE && !options->card)
		o->table = ck_table_new(to, options, o->column, count);
	return o;
}

void ck_output_free(struct ck_output *o)
{
	if (o == NULL)
		return;
	ck_table_free(o->table);
	ck_spool_free(o->waiting);
	ck_buffer_free(&o->record);
	free(o->value);
	free(o->column);
	free(o);
}

size_t ck_output_count(const struct ck_output *o)
{
	return o->count;
}

/* -- values -- */

static bool is_integer(const char *s)
{
	int64_t n;
	return ck_text_number(s, &n);
}

static bool fits(enum ck_shape shape, const char *value)
{
	if (value[0] == '\0')
		return true;
	switch (shape) {
	case CK_AS_COUNT:
	case CK_AS_MONEY:
		return is_integer(value);
	case CK_AS_YESNO:
		return strcmp(value, "yes") == 0 || strcmp(value, "no") == 0;
	case CK_AS_TEXT:
		break;
	}
	return true;
}

/* Looks the columns up by name; records come in the columns' order mostly, so the search goes on where it stopped. */
static enum ck_code find_values(struct ck_output *o, const struct ck_fields *record, struct ck_error *e)
{
	size_t next = 0;

	for (size_t c = 0; c < o->columns; c++) {
		o->value[c] = "";
		for (size_t i = 0; i < record->count; i++) {
			size_t at = next + i < record->count ? next + i : next + i - record->count;
			const struct ck_field *f = &record->at[at];
			if (f->name[0] == o->column[c].name[0] && strcmp(f->name, o->column[c].name) == 0) {
				o->value[c] = f->value;
				next = at + 1;
				break;
			}
		}
		if (!fits(o->column[c].shape, o->value[c])) {
			ck_fail(e, CK_BUG, "a value printed is not what its column holds");
			return ck_fail_column(e, o->column[c].name);
		}
	}
	return CK_OK;
}

static void put_plain(struct ck_buffer *b, enum ck_shape shape, const char *value)
{
	int64_t tiyn;

	if (shape == CK_AS_MONEY && ck_text_number(value, &tiyn))
		ck_text_print_money(b, tiyn);
	else
		ck_buffer_text(b, value);
}

/* -- the shapes: each appends one record -- */

static void put_tsv(struct ck_buffer *b, const struct ck_output *o)
{
	for (size_t c = 0; c < o->columns; c++) {
		const char *value = o->value[c];
		if (c > 0)
			ck_buffer_char(b, '\t');
		if (o->column[c].shape == CK_AS_MONEY)
			put_plain(b, CK_AS_MONEY, value);
		else if (value[strcspn(value, "\t\n\r\\")] == '\0')
			ck_buffer_text(b, value);
		else
			ck_tsv_escape(b, value, strlen(value));
	}
	ck_buffer_char(b, '\n');
}

static void put_quoted(struct ck_buffer *b, const char *value, char delimiter, bool always)
{
	const char special[] = {'"', '\n', '\r', delimiter, '\0'};

	if (!always && value[strcspn(value, special)] == '\0' && value[0] != ' ' && value[0] != '\t') {
		ck_buffer_text(b, value);
		return;
	}
	ck_buffer_char(b, '"');
	for (; *value; value++) {
		if (*value == '"')
			ck_buffer_char(b, '"');
		ck_buffer_char(b, *value);
	}
	ck_buffer_char(b, '"');
}

static bool is_negative_number(const char *s)
{
	size_t whole = strspn(++s, "0123456789"), part;

	if (whole == 0)
		return false;
	s += whole;
	if (*s == '\0')
		return true;
	part = *s == '.' || *s == ',' ? strspn(s + 1, "0123456789") : 0;
	return part > 0 && s[1 + part] == '\0';
}

/* A spreadsheet takes such text for a formula and runs it. */
static bool is_formula(const char *s)
{
	if (*s == '-')
		return !is_negative_number(s);
	return *s != '\0' && strchr("=+@\t\r", *s) != NULL;
}

static void put_csv(struct ck_buffer *b, const struct ck_output *o)
{
	bool excel = o->options.format == CK_EXCEL;
	char delimiter = excel ? ';' : ',';
	struct ck_buffer value = {0};

	for (size_t c = 0; c < o->columns; c++) {
		ck_buffer_empty(&value);
		if (excel && is_formula(o->value[c]))
			ck_buffer_char(&value, '\'');
		put_plain(&value, o->column[c].shape, o->value[c]);
		if (c > 0)
			ck_buffer_char(b, delimiter);
		/* An empty line would be no record to a reader. */
		bool alone = o->columns == 1 && value.length == 0;
		put_quoted(b, value.text ? value.text : "", delimiter, alone);
	}
	ck_buffer_text(b, excel ? "\r\n" : "\n");
	ck_buffer_free(&value);
}

static void put_json_text(struct ck_buffer *b, const char *s)
{
	ck_buffer_char(b, '"');
	for (; *s; s++) {
		size_t plain = 0;
		while ((unsigned char)s[plain] >= ' ' && s[plain] != '"' && s[plain] != '\\')
			plain++;
		if (plain > 0) {
			ck_buffer_put(b, s, plain);
			s += plain - 1;
		} else if (*s == '"' || *s == '\\') {
			ck_buffer_char(b, '\\');
			ck_buffer_char(b, *s);
		} else if (*s == '\n') {
			ck_buffer_text(b, "\\n");
		} else if (*s == '\t') {
			ck_buffer_text(b, "\\t");
		} else {
			ck_buffer_printf(b, "\\u%04x", (unsigned)(unsigned char)*s);
		}
	}
	ck_buffer_char(b, '"');
}

static void put_json(struct ck_buffer *b, const struct ck_output *o)
{
	ck_buffer_char(b, '{');
	for (size_t c = 0; c < o->columns; c++) {
		const char *value = o->value[c];
		if (c > 0)
			ck_buffer_char(b, ',');
		put_json_text(b, o->column[c].name);
		ck_buffer_char(b, ':');
		if (value[0] == '\0')
			ck_buffer_text(b, "null");
		else if (o->column[c].shape == CK_AS_YESNO)
			ck_buffer_text(b, value[0] == 'y' ? "true" : "false");
		else if (o->column[c].shape == CK_AS_TEXT)
			put_json_text(b, value);
		else
			ck_buffer_text(b, value);
	}
	ck_buffer_char(b, '}');
	if (o->options.format == CK_JSONL)
		ck_buffer_char(b, '\n');
}

/* Control characters cannot reach the terminal; the lines of a longer text stand under each other. */
static void put_card_value(struct ck_buffer *b, const char *value, size_t indent)
{
	struct ck_buffer line = {0};

	for (;;) {
		size_t n = strcspn(value, "\n");
		ck_buffer_empty(&line);
		ck_buffer_put(&line, value, n);
		ck_text_visible(b, line.text ? line.text : "");
		ck_buffer_char(b, '\n');
		if (value[n] == '\0')
			break;
		value += n + 1;
		ck_buffer_printf(b, "%*s", (int)indent, "");
	}
	ck_buffer_free(&line);
}

static void put_card(struct ck_buffer *b, const struct ck_output *o)
{
	struct ck_buffer value = {0};
	size_t widest = 0;

	for (size_t c = 0; c < o->columns; c++)
		if (o->value[c][0] && strlen(o->column[c].name) > widest)
			widest = strlen(o->column[c].name);
	for (size_t c = 0; c < o->columns; c++) {
		if (o->value[c][0] == '\0')
			continue;
		ck_buffer_empty(&value);
		put_plain(&value, o->column[c].shape, o->value[c]);
		ck_buffer_printf(b, "%-*s  ", (int)widest, o->column[c].name);
		put_card_value(b, value.text, widest + 2);
	}
	ck_buffer_free(&value);
}

/* A table's record waits as its values, each ended by NUL: how wide they stand is known when all of a chunk are there. */
static void put_values(struct ck_buffer *b, const struct ck_output *o)
{
	for (size_t c = 0; c < o->columns; c++) {
		put_plain(b, o->column[c].shape, o->value[c]);
		ck_buffer_char(b, '\0');
	}
}

static void render(struct ck_buffer *b, const struct ck_output *o)
{
	switch (o->options.format) {
	case CK_TSV:
		put_tsv(b, o);
		break;
	case CK_CSV:
	case CK_EXCEL:
		put_csv(b, o);
		break;
	case CK_JSON:
	case CK_JSONL:
		put_json(b, o);
		break;
	case CK_TABLE:
		if (o->options.card)
			put_card(b, o);
		else
			put_values(b, o);
		break;
	}
}

/* -- what stands around the records -- */

static enum ck_code write_bytes(struct ck_output *o, const void *bytes, size_t n, struct ck_error *e)
{
	if (n > 0 && fwrite(bytes, 1, n, o->to) != n)
		return ck_fail(e, CK_IO, "cannot write: %s", strerror(errno));
	return CK_OK;
}

static enum ck_code write_header(struct ck_output *o, struct ck_error *e)
{
	struct ck_buffer b = {0};
	struct ck_output head = *o;
	enum ck_code code;

	head.value = ck_grow(NULL, o->columns ? o->columns : 1, sizeof *head.value);
	head.column = ck_grow(NULL, o->columns ? o->columns : 1, sizeof *head.column);
	for (size_t c = 0; c < o->columns; c++) {
		head.value[c] = o->column[c].name;
		head.column[c] = (struct ck_out_column){o->column[c].name, CK_AS_TEXT};
	}
	if (o->options.format == CK_TSV)
		put_tsv(&b, &head);
	else
		put_csv(&b, &head);
	code = write_bytes(o, b.text, b.length, e);
	ck_buffer_free(&b);
	free(head.value);
	free(head.column);
	return code;
}

/* What comes before the first record. */
static enum ck_code begin(struct ck_output *o, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	if (o->begun)
		return CK_OK;
	o->begun = true;
	if (o->options.format == CK_JSON)
		return write_bytes(o, "[\n", 2, e);
	if (o->options.format == CK_EXCEL)
		code = write_bytes(o, "\xef\xbb\xbf", 3, e);
	bool lines = o->options.format == CK_TSV || o->options.format == CK_CSV || o->options.format == CK_EXCEL;
	if (code == CK_OK && lines && o->options.header)
		code = write_header(o, e);
	return code;
}

static enum ck_code write_row(struct ck_output *o, const char *bytes, struct ck_error *e)
{
	for (size_t c = 0; c < o->columns; c++) {
		o->value[c] = bytes;
		bytes += strlen(bytes) + 1;
	}
	return ck_table_row(o->table, o->value, e);
}

static enum ck_code write_record(struct ck_output *o, const char *bytes, size_t n, struct ck_error *e)
{
	bool first = !o->begun;
	enum ck_code code = begin(o, e);

	if (code != CK_OK)
		return code;
	if (o->table != NULL)
		return write_row(o, bytes, e);
	if (!first && o->options.format == CK_JSON)
		code = write_bytes(o, ",\n", 2, e);
	else if (!first && o->options.format == CK_TABLE)
		code = write_bytes(o, "\n", 1, e);
	return code == CK_OK ? write_bytes(o, bytes, n, e) : code;
}

static enum ck_code write_text(struct ck_output *o, const char *bytes, size_t n, struct ck_error *e)
{
	enum ck_code code = o->table != NULL ? ck_table_flush(o->table, e) : CK_OK;

	o->texts = true;
	return code == CK_OK ? write_bytes(o, bytes, n, e) : code;
}

static enum ck_code write_piece(struct ck_output *o, enum piece kind, const char *bytes, size_t n,
                                struct ck_error *e)
{
	return kind == PIECE_TEXT ? write_text(o, bytes, n, e) : write_record(o, bytes, n, e);
}

/* -- putting, releasing, ending -- */

/* o->record holds the kind and the bytes. */
static enum ck_code put_piece(struct ck_output *o, struct ck_error *e)
{
	if (!o->released)
		return ck_spool_put(o->waiting, o->record.text, o->record.length, e);
	return write_piece(o, (enum piece)o->record.text[0], o->record.text + 1, o->record.length - 1, e);
}

enum ck_code ck_output_put(struct ck_output *o, const struct ck_fields *record, struct ck_error *e)
{
	enum ck_code code = find_values(o, record, e);

	if (code == CK_OK && o->table != NULL)
		code = ck_table_ready(o->table, e);
	if (code != CK_OK)
		return code;
	ck_buffer_empty(&o->record);
	ck_buffer_char(&o->record, PIECE_RECORD);
	render(&o->record, o);
	o->count++;
	return put_piece(o, e);
}

enum ck_code ck_output_text(struct ck_output *o, const char *text, struct ck_error *e)
{
	ck_buffer_empty(&o->record);
	ck_buffer_char(&o->record, PIECE_TEXT);
	ck_buffer_text(&o->record, text);
	return put_piece(o, e);
}

enum ck_code ck_output_release(struct ck_output *o, struct ck_error *e)
{
	const void *bytes;
	size_t n;
	enum ck_code code;

	if (o->released)
		return CK_OK;
	o->released = true;
	while ((code = ck_spool_next(o->waiting, &bytes, &n, e)) == CK_OK && bytes != NULL) {
		const char *piece = bytes;
		if ((code = write_piece(o, (enum piece)piece[0], piece + 1, n - 1, e)) != CK_OK)
			return code;
	}
	if (code == CK_OK)
		ck_spool_empty(o->waiting);
	return code;
}

void ck_output_drop(struct ck_output *o)
{
	if (o->released)
		return;
	ck_spool_empty(o->waiting);
	o->count = 0;
}

/* Zero records are printed too: the line of names, or JSON's empty list. */
static enum ck_code end_shape(struct ck_output *o, struct ck_error *e)
{
	enum ck_code code = CK_OK;
	bool empty = !o->begun;

	if (empty && o->texts)
		return CK_OK;
	if (o->options.format == CK_JSON)
		return empty ? write_bytes(o, "[]\n", 3, e) : write_bytes(o, "\n]\n", 3, e);
	if (o->table == NULL)
		return begin(o, e);
	if (empty && o->options.header)
		ck_table_header(o->table);
	else
		code = ck_table_flush(o->table, e);
	return code;
}

enum ck_code ck_output_end(struct ck_output *o, struct ck_error *e)
{
	enum ck_code code = ck_output_release(o, e);

	if (code == CK_OK)
		code = end_shape(o, e);
	if (code != CK_OK)
		return code;
	errno = 0;
	if (fflush(o->to) != 0 || ferror(o->to))
		return ck_fail(e, CK_IO, "cannot write: %s", strerror(errno ? errno : EIO));
	return CK_OK;
}
