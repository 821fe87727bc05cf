/* record: lines to records. TSV is split here; the quoting of the others is libcsv's, which is fed one physical line at
 * a time: its row callback then fires within the call that ends the record, and lines and bytes are exact. */
#include "record.h"
#include "record_priv.h"

#include <csv.h>
#include <stdlib.h>
#include <string.h>

#define HEADER_LINES 100

struct ck_reader {
	FILE *from;
	char *name;
	unsigned most;             /* bytes of a record */
	const struct ck_notes *notes;
	struct ck_lines *lines;
	char delimiter;
	bool broken, ended, any_names;
	char **column;             /* the header's names */
	size_t columns;
	struct ck_buffer header_raw;
	struct ck_fields fields;   /* of the record in hand; its values point into the line or into cells */
	/* the row in hand */
	size_t found;              /* fields of the row, also those beyond the header's */
	const char **value;        /* one for each column */
	char **cut;                /* the same where the line was cut in place */
	struct ck_buffer scratch;
	/* libcsv only */
	struct csv_parser csv;
	bool csv_made, row_done;
	struct ck_buffer cells;    /* the row's values one after another, each ended by NUL */
	size_t *cell;              /* where they begin */
	size_t cell_room;
};

/* -- the row in hand -- */

static void row_clear(struct ck_reader *r)
{
	r->found = 0;
	r->row_done = false;
	ck_buffer_empty(&r->cells);
}

/* Non-empty values under their names; names keep the header's order and pointers. */
static void row_to_fields(struct ck_reader *r)
{
	size_t n = 0;

	for (size_t c = 0; c < r->columns; c++)
		if (r->value[c][0] != '\0')
			r->fields.at[n++] = (struct ck_field){r->column[c], r->value[c]};
	r->fields.count = n;
}

/* Cuts a line that quotes nothing into its fields where it stands. */
static void split_plain(struct ck_reader *r, struct ck_line *line)
{
	char *s = line->text, *end = line->text + line->length;

	for (char *stop; s != NULL; s = stop == NULL ? NULL : stop + 1) {
		stop = memchr(s, r->delimiter, (size_t)(end - s));
		if (stop != NULL)
			*stop = '\0';
		if (r->found < r->columns)
			r->value[r->found] = r->cut[r->found] = s;
		r->found++;
	}
	r->row_done = true;
}

/* -- TSV -- */

static bool unescape(struct ck_reader *r, char *field, size_t n)
{
	if (memchr(field, '\\', n) == NULL)
		return true;
	ck_buffer_empty(&r->scratch);
	if (!ck_tsv_unescape(&r->scratch, field, n))
		return false;
	memcpy(field, r->scratch.text, r->scratch.length);  /* an escape is longer than what it stands for */
	field[r->scratch.length] = '\0';
	return true;
}

static enum ck_code unescape_all(struct ck_reader *r, struct ck_error *e)
{
	for (size_t c = 0; c < r->found && c < r->columns; c++)
		if (!unescape(r, r->cut[c], strlen(r->cut[c]))) {
			ck_fail(e, CK_BADDATA, "a backslash that is none of \\t \\n \\r \\\\");
			return ck_fail_column(e, r->column[c]);
		}
	return CK_OK;
}

static enum ck_code split_tsv(struct ck_reader *r, struct ck_line *line, struct ck_error *e)
{
	bool escapes = memchr(line->text, '\\', line->length) != NULL;

	split_plain(r, line);
	return escapes ? unescape_all(r, e) : CK_OK;
}

/* -- the quoted kinds -- */

static int no_space(unsigned char c)
{
	(void)c;
	return 0;  /* edge blanks belong to the value */
}

static int line_feed_only(unsigned char c)
{
	return c == '\n';
}

static void take_cell(void *value, size_t n, void *to)
{
	struct ck_reader *r = to;

	if (r->found == r->cell_room) {
		r->cell_room = r->cell_room ? 2 * r->cell_room : 16;
		r->cell = ck_grow(r->cell, r->cell_room, sizeof *r->cell);
	}
	r->cell[r->found++] = r->cells.length;
	ck_buffer_put(&r->cells, value, n);
	ck_buffer_char(&r->cells, '\0');
}

static void take_row(int c, void *to)
{
	struct ck_reader *r = to;

	(void)c;
	r->row_done = true;
}

static enum ck_code csv_restart(struct ck_reader *r, struct ck_error *e)
{
	if (r->csv_made)
		csv_free(&r->csv);
	r->csv_made = csv_init(&r->csv, 0) == 0;
	if (!r->csv_made)
		return ck_fail(e, CK_BUG, "libcsv cannot start");
	csv_set_delim(&r->csv, (unsigned char)r->delimiter);
	csv_set_space_func(&r->csv, no_space);
	csv_set_term_func(&r->csv, line_feed_only);
	return CK_OK;
}

static bool has_quoted_field(const struct ck_reader *r, const struct ck_line *line)
{
	if (line->text[0] == '"')
		return true;
	for (const char *s = line->text; (s = strchr(s, '"')) != NULL; s++)
		if (s[-1] == r->delimiter)
			return true;
	return false;
}

/* Feeds one line. Where a field of it is quoted, RFC 4180 holds to the letter, since a stray quote could swallow what
 * follows; a line without quoted fields may have quotes within (TOO "Isker"), which legacy exports do. */
static enum ck_code feed_csv(struct ck_reader *r, struct ck_line *line, bool open, struct ck_error *e)
{
	if (!open)
		csv_set_opts(&r->csv, has_quoted_field(r, line) ? CSV_STRICT : 0);
	line->text[line->length] = '\n';
	size_t n = csv_parse(&r->csv, line->text, line->length + 1, take_cell, take_row, r);
	line->text[line->length] = '\0';
	if (n == line->length + 1)
		return CK_OK;
	if (csv_error(&r->csv) != CSV_EPARSE)
		return ck_fail(e, CK_BUG, "libcsv: %s", csv_strerror(csv_error(&r->csv)));
	enum ck_code code = csv_restart(r, e);
	return code != CK_OK ? code : ck_fail(e, CK_BADDATA, "a quote in the middle of a field (a quote within quotes is "
	                                                     "written twice)");
}

static void cells_to_values(struct ck_reader *r)
{
	for (size_t c = 0; c < r->columns && c < r->found; c++)
		r->value[c] = r->cells.text + r->cell[c];
}

/* -- the header -- */

static char find_delimiter(const char *line)
{
	static const char others[] = ",;|";
	char best = '\t';
	size_t most = 0;

	if (strchr(line, '\t') != NULL)
		return '\t';
	for (const char *d = others; *d; d++) {
		size_t n = 0;
		for (const char *s = line; (s = strchr(s, *d)) != NULL; s++)
			n++;
		if (n > most) {
			most = n;
			best = *d;
		}
	}
	return best;
}

static enum ck_code check_name(const struct ck_reader *r, const char *name, struct ck_error *e)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_0123456789";

	if (name[0] == '\0')
		return ck_fail(e, CK_BADDATA, "column %zu has no name", r->columns + 1);
	if (strspn(name, letters) != strlen(name) || name[0] == '_' || (name[0] >= '0' && name[0] <= '9'))
		return ck_fail(e, CK_BADDATA, "column %zu: its name is not a lower-case word of a-z, 0-9 and _",
		               r->columns + 1);
	for (size_t c = 0; c < r->columns; c++)
		if (strcmp(r->column[c], name) == 0)
			return ck_fail(e, CK_BADDATA, "column %zu: the name %s is there twice", r->columns + 1, name);
	return CK_OK;
}

static enum ck_code take_names(struct ck_reader *r, struct ck_error *e)
{
	size_t found = r->found;

	r->column = ck_grow(NULL, found, sizeof *r->column);
	for (size_t c = 0; c < found; c++) {
		const char *name = r->cells.text + r->cell[c];
		enum ck_code code = r->any_names ? CK_OK : check_name(r, name, e);
		if (code != CK_OK)
			return code;
		r->column[r->columns++] = ck_copy(name);
	}
	r->value = ck_grow(NULL, found, sizeof *r->value);
	r->cut = ck_grow(NULL, found, sizeof *r->cut);
	r->fields.at = ck_grow(NULL, found, sizeof *r->fields.at);
	r->fields.room = found;
	return CK_OK;
}

static void split_names(struct ck_reader *r, char *text)
{
	for (char *tab; (tab = strchr(text, '\t')) != NULL; text = tab + 1)
		take_cell(text, (size_t)(tab - text), r);
	take_cell(text, strlen(text), r);
}

/* What people hand in as it is, and what cannot be told from its first line otherwise. */
static enum ck_code check_text(const char *raw, size_t n, const struct ck_line *line, struct ck_error *e)
{
	if (n >= 4 && (memcmp(raw, "PK\3\4", 4) == 0 || memcmp(raw, "\xD0\xCF\x11\xE0", 4) == 0))
		return ck_fail(e, CK_BADDATA, "this is a spreadsheet's own file, no text: save it there as CSV or as text");
	if (line->had_nul)
		return ck_fail(e, CK_BADDATA, "NUL bytes in the header line; if it is UTF-16, say --encoding=UTF-16");
	if (line->text != NULL && strchr(line->text, '\r') != NULL)
		return ck_fail(e, CK_BADDATA, "lines end with CR alone: make it LF, as in tr '\\r' '\\n'");
	return CK_OK;
}

static bool has_open_quote(const char *text)
{
	bool open = false, begins = false;

	for (const char *s = text; (s = strchr(s, '"')) != NULL; s++) {
		begins = begins || s == text || strchr(",;|", s[-1]) != NULL;
		open = !open;
	}
	return open && begins;
}

/* A name may stand in several lines, as in a cell of a spreadsheet. The delimiter may be in any of them. */
static enum ck_code join_header(struct ck_reader *r, struct ck_line *line, struct ck_error *e)
{
	struct ck_buffer *all = &r->scratch;
	enum ck_code code = CK_OK;

	if (strchr(line->text, '\t') != NULL)
		return CK_OK;
	ck_buffer_empty(all);
	ck_buffer_text(all, line->text);
	while (code == CK_OK && has_open_quote(all->text)) {
		code = ck_lines_next(r->lines, line, e);
		if (code == CK_OK && (line->text == NULL || line->number > HEADER_LINES))
			return ck_fail(e, CK_BADDATA, "a quote in the header line never closes");
		if (code == CK_OK) {
			ck_buffer_char(all, '\n');
			ck_buffer_text(all, line->text);
		}
	}
	line->text = all->text;
	line->length = all->length;
	return code;
}

static enum ck_code read_header(struct ck_reader *r, struct ck_error *e)
{
	struct ck_line line;
	enum ck_code code, kind;
	size_t n;

	ck_lines_hold(r->lines);
	code = ck_lines_next(r->lines, &line, e);
	const char *raw = ck_lines_raw(r->lines, &n);
	if ((kind = check_text(raw, n, &line, e)) != CK_OK)
		return kind;
	if (code != CK_OK)
		return code;
	r->ended = line.text == NULL;
	if (r->ended)
		return CK_OK;
	row_clear(r);
	if ((code = join_header(r, &line, e)) != CK_OK)
		return code;
	raw = ck_lines_raw(r->lines, &n);
	ck_buffer_put(&r->header_raw, raw, n);
	r->delimiter = find_delimiter(line.text);
	if (r->delimiter == '\t')
		split_names(r, line.text);
	else if ((code = csv_restart(r, e)) == CK_OK)
		code = feed_csv(r, &line, false, e);
	if (code == CK_OK && r->delimiter != '\t' && !r->row_done)
		code = ck_fail(e, CK_BADDATA, "a quote in the header line never closes");
	return code == CK_OK ? take_names(r, e) : code;
}

enum ck_code ck_reader_open(FILE *from, const struct ck_reader_options *options, struct ck_reader **out,
                            struct ck_error *e)
{
	struct ck_reader *r = ck_alloc(sizeof *r);

	*out = NULL;
	r->from = from;
	r->name = ck_copy(options->name);
	r->notes = options->notes;
	r->any_names = options->any_names;
	r->most = options->own ? CK_RECORD_OWN_BYTES : CK_RECORD_BYTES;
	enum ck_code code = ck_lines_open(from, options->encoding, options->digest, &r->lines, e);
	if (code == CK_OK)
		code = read_header(r, e);
	if (code != CK_OK) {
		ck_reader_free(r);
		return code;
	}
	*out = r;
	return CK_OK;
}

void ck_reader_free(struct ck_reader *r)
{
	if (r == NULL)
		return;
	for (size_t c = 0; c < r->columns; c++)
		free(r->column[c]);
	free(r->column);
	free(r->value);
	free(r->cut);
	free(r->cell);
	free(r->fields.at);
	ck_buffer_free(&r->header_raw);
	ck_buffer_free(&r->scratch);
	ck_buffer_free(&r->cells);
	if (r->csv_made)
		csv_free(&r->csv);
	ck_lines_free(r->lines);
	if (r->from != stdin)
		fclose(r->from);
	free(r->name);
	free(r);
}

size_t ck_reader_columns(const struct ck_reader *r, const char *const **names)
{
	*names = (const char *const *)r->column;
	return r->columns;
}

const char *const *ck_reader_values(const struct ck_reader *r)
{
	return r->value;
}

const char *ck_reader_header_raw(const struct ck_reader *r, size_t *length)
{
	*length = r->header_raw.length;
	return r->header_raw.text ? r->header_raw.text : "";
}

/* -- records -- */

static void note_kazakh(const struct ck_reader *r)
{
	size_t lines, bytes = ck_lines_kazakh(r->lines, &lines);

	if (bytes > 0)
		ck_note(r->notes, "%s: %zu letters in %zu lines are other letters in RK1048; if the text is Kazakh, say "
		        "--encoding=RK1048", r->name, bytes, lines);
}

/* Skips blank lines (but in a single column of TSV an empty line is a record) and gives the record's first line. */
static enum ck_code first_line(struct ck_reader *r, struct ck_line *line, struct ck_error *e)
{
	bool empty_counts = r->delimiter == '\t' && r->columns == 1;
	enum ck_code code;

	do {
		ck_lines_hold(r->lines);
		code = ck_lines_next(r->lines, line, e);
	} while (code == CK_OK && line->text != NULL && line->length == 0 && !empty_counts);
	return code;
}

static enum ck_code unclosed(struct ck_reader *r, const struct ck_record *record, struct ck_error *e)
{
	r->broken = true;
	return ck_fail(e, CK_BADDATA, "the quote opened in the record of line %zu never closes; nothing after it was read",
	               record->first_line);
}

/* Reads on while a quoted field is open. *nul is set where a line had NUL bytes. */
static enum ck_code read_row(struct ck_reader *r, struct ck_line *line, struct ck_record *record, bool *nul,
                             struct ck_error *e)
{
	enum ck_code code;
	size_t n;

	row_clear(r);
	if (r->delimiter == '\t')
		return split_tsv(r, line, e);
	if (memchr(line->text, '"', line->length) == NULL) {
		split_plain(r, line);
		return CK_OK;
	}
	for (bool open = false;; open = true) {
		code = feed_csv(r, line, open, e);
		if (code != CK_OK || r->row_done)
			break;
		ck_lines_raw(r->lines, &n);
		if (n > r->most || line->number - record->first_line >= CK_RECORD_LINES)
			return unclosed(r, record, e);
		code = ck_lines_next(r->lines, line, e);
		if (code != CK_OK) {
			r->broken = true;
			break;
		}
		if (line->text == NULL)
			return unclosed(r, record, e);
		record->last_line = line->number;
		*nul |= line->had_nul;
	}
	if (code == CK_OK)
		cells_to_values(r);
	return code;
}

static enum ck_code judge_row(const struct ck_reader *r, const struct ck_record *record, bool nul, struct ck_error *e)
{
	if (nul)
		return ck_fail(e, CK_BADDATA, "a NUL byte in the record");
	if (record->raw_length > r->most)
		return ck_fail(e, CK_BADDATA, "the record is longer than %u bytes", r->most);
	if (r->found != r->columns)
		return ck_fail(e, CK_BADDATA, "%zu field%s where the header line has %zu", r->found,
		               r->found == 1 ? "" : "s", r->columns);
	return CK_OK;
}

/* Bytes outside the encoding end the reading: whatever follows may be just as wrong. */
static enum ck_code read_record(struct ck_reader *r, struct ck_record *record, struct ck_error *e)
{
	struct ck_line line;
	enum ck_code code = first_line(r, &line, e);

	record->first_line = record->last_line = line.number;
	if (code != CK_OK) {
		r->broken = true;
		return code;
	}
	if (line.text == NULL) {
		r->ended = true;
		note_kazakh(r);
		return CK_OK;
	}
	bool nul = line.had_nul;
	code = read_row(r, &line, record, &nul, e);
	ck_lines_raw(r->lines, &record->raw_length);
	if (code == CK_OK)
		code = judge_row(r, record, nul, e);
	if (code == CK_OK) {
		row_to_fields(r);
		record->fields = &r->fields;
	}
	return code;
}

enum ck_code ck_reader_next(struct ck_reader *r, struct ck_record *record, bool *broken, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	*record = (struct ck_record){.name = r->name};
	if (!r->broken && !r->ended) {
		code = read_record(r, record, e);
		record->raw = ck_lines_raw(r->lines, &record->raw_length);
	}
	*broken = r->broken;
	return code;
}
