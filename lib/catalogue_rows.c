/* catalogue_rows: the parts of a catalogue as records, and reading them from a folder. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "catalogue_priv.h"
#include "record.h"

struct ck_row *ck_rows_add(struct ck_rows *rows)
{
	if (rows->count == rows->room) {
		rows->room = rows->room > 0 ? 2 * rows->room : 64;
		rows->at = ck_grow(rows->at, rows->room, sizeof *rows->at);
	}
	rows->at[rows->count] = (struct ck_row){.file = ""};
	return &rows->at[rows->count++];
}

void ck_rows_free(struct ck_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++)
		ck_fields_free(&rows->at[i].fields);
	free(rows->at);
	ck_arena_free(rows->arena);
	*rows = (struct ck_rows){0};
}

const char *ck_row_text(const struct ck_row *row, const char *column)
{
	const char *value = ck_fields_get(&row->fields, column);
	return value == NULL ? "" : value;
}

bool ck_row_is_of(const struct ck_row *row, const char *regulation, const char *edition)
{
	return row->part > CK_PART_ROLES && strcmp(ck_row_text(row, "edition"), edition) == 0 &&
	       strcmp(ck_row_text(row, "regulation"), regulation) == 0;
}

enum ck_code ck_row_fail(const struct ck_row *row, const char *column, struct ck_error *e, const char *format, ...)
{
	char text[400];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (row->file[0] == '\0')
		ck_fail(e, CK_CONFIG, "%s, row %zu: %s", ck_part_name(row->part), row->line, text);
	else
		ck_fail(e, CK_CONFIG, "%s:%zu: %s", row->file, row->line, text);
	return ck_fail_column(e, column);
}

/* -- a folder -- */

/* A fault of the file itself becomes one of the catalogue. */
static enum ck_code fail_file(const char *path, size_t line, struct ck_error *e)
{
	struct ck_error was = *e;

	if (was.code != CK_BADDATA)
		return was.code;
	ck_fail(e, CK_CONFIG, "%s:%zu: %s", path, line, was.text);
	return ck_fail_column(e, was.column);
}

static enum ck_code check_header(const struct ck_reader *reader, enum ck_part part, const char *path, struct ck_error *e)
{
	const char *const *names;
	size_t count = ck_reader_columns(reader, &names);

	for (size_t i = 0; i < count; i++) {
		if (!ck_word_in(ck_part_columns(part), names[i])) {
			ck_fail(e, CK_CONFIG, "%s:1: %s has no column \"%s\"; its columns are %s", path, ck_part_name(part),
			        names[i], ck_part_columns(part));
			return ck_fail_column(e, names[i]);
		}
	}
	return CK_OK;
}

/* The columns in the part's own order, so that a row is the same row whatever order its file has. */
static void add_row(struct ck_rows *rows, enum ck_part part, const char *file, const struct ck_record *record)
{
	struct ck_row *row = ck_rows_add(rows);
	const char *columns = ck_part_columns(part);
	size_t length;

	row->part = part;
	row->file = file;
	row->line = record->first_line;
	for (const char *word; (word = ck_word_next(&columns, &length)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		ck_fields_set(&row->fields, name, ck_fields_get(record->fields, name));
	}
}

static enum ck_code read_records(struct ck_reader *reader, enum ck_part part, const char *path, struct ck_rows *rows,
                                 struct ck_error *e)
{
	struct ck_record record;
	bool broken;
	enum ck_code code = check_header(reader, part, path, e);

	while (code == CK_OK) {
		code = ck_reader_next(reader, &record, &broken, e);
		if (code != CK_OK)
			return fail_file(path, record.first_line, e);
		if (record.fields == NULL)
			break;
		add_row(rows, part, path, &record);
	}
	return code;
}

static enum ck_code read_part(const char *folder, enum ck_part part, bool needed, struct ck_rows *rows, bool *there,
                              struct ck_error *e)
{
	const char *path = ck_arena_printf(rows->arena, "%s/%s.tsv", folder, ck_part_name(part));
	struct ck_reader_options options = {.name = path};
	struct ck_reader *reader;
	FILE *file = fopen(path, "re");
	enum ck_code code;

	if (file == NULL) {
		if (errno == ENOENT && !needed)
			return CK_OK;
		return ck_fail(e, CK_NOINPUT, "%s: %s", path, strerror(errno));
	}
	*there = true;
	code = ck_reader_open(file, &options, &reader, e);
	if (code != CK_OK)
		return fail_file(path, 1, e);
	code = read_records(reader, part, path, rows, e);
	ck_reader_free(reader);
	return code;
}

enum ck_code ck_rows_read(const char *folder, bool whole, struct ck_rows *rows, struct ck_error *e)
{
	struct stat st;
	bool there = false;
	enum ck_code code = CK_OK;

	if (stat(folder, &st) != 0)
		return ck_fail(e, CK_NOINPUT, "%s: %s", folder, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return ck_fail(e, CK_NOINPUT, "%s is not a folder", folder);
	if (rows->arena == NULL)
		rows->arena = ck_arena_new();
	for (enum ck_part part = 0; part < CK_PARTS && code == CK_OK; part++) {
		bool needed = whole && (part == CK_PART_REGULATIONS || part == CK_PART_STEPS);

		code = read_part(folder, part, needed, rows, &there, e);
	}
	if (code == CK_OK && !there)
		return ck_fail(e, CK_NOINPUT, "%s holds no part of a catalogue (regulations.tsv, steps.tsv, ...)", folder);
	return code;
}
