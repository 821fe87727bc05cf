/* command_input: from operands, files, standard input and options to records (records(7)). */
#include "command_priv.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define STANDARD_INPUT "standard input"

bool ck_input_is_read(const struct ck_run *run)
{
	return run->files > 0;
}

/* -- one record: the options fill what it lacks -- */

static void put_field(struct ck_fields *f, const char *name, const char *value)
{
	if (f->count == f->room) {
		f->room = f->room ? 2 * f->room : 16;
		f->at = ck_grow(f->at, f->room, sizeof *f->at);
	}
	f->at[f->count++] = (struct ck_field){name, value};
}

/* The record wins where both speak. */
static const char *choose(struct ck_slot *s, const char *value)
{
	if (value == NULL)
		return s->given;
	if (s->given != NULL && strcmp(s->given, value) != 0)
		s->differed++;
	return value;
}

static enum ck_code check_slot(const struct ck_slot *s, const char *value, struct ck_error *e)
{
	if (value == NULL && s->need == CK_NEEDED) {
		ck_fail(e, CK_BADDATA, "no value, and no --%s", s->column->name);
		for (char *c = e->text; *c; c++)
			if (*c == '_')
				*c = '-';
		return ck_fail_column(e, s->column->name);
	}
	/* Options were checked once, before. */
	return value == NULL || value == s->given ? CK_OK : ck_column_check(s->column, value, e);
}

/* Fills item->in from the values in run->value (one a slot, NULL = not in the record), which it empties. */
static void merge(struct ck_run *run, struct ck_item *item)
{
	item->code = CK_OK;
	for (size_t i = 0; i < run->slots; i++) {
		struct ck_slot *s = &run->slot[i];
		const char *value = choose(s, run->value[i]);
		run->value[i] = NULL;
		if (value != NULL)
			put_field(&item->in, s->column->name, value);
		if (item->code == CK_OK)
			item->code = check_slot(s, value, &item->error);
	}
}

static void clear_values(struct ck_run *run)
{
	for (size_t i = 0; i < run->slots; i++)
		run->value[i] = NULL;
}

static enum ck_code check_options(const struct ck_run *run, struct ck_error *e)
{
	for (size_t i = 0; i < run->slots; i++)
		if (run->slot[i].given != NULL && ck_column_check(run->slot[i].column, run->slot[i].given, e) != CK_OK)
			return e->code;
	return CK_OK;
}

/* -- records without a source: operands, options, or none -- */

static enum ck_code give_operands(struct ck_run *run, struct ck_item *item, ck_take *take, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	for (size_t i = 0; code == CK_OK && i < run->given.operands; i++) {
		item->in.count = 0;
		run->value[run->key] = run->given.operand[i];
		merge(run, item);
		code = take(run, item, e);
	}
	return code;
}

static enum ck_code give_options(struct ck_run *run, struct ck_item *item, ck_take *take, struct ck_error *e)
{
	item->in.count = 0;
	merge(run, item);
	return take(run, item, e);
}

/* -- files -- */

static enum ck_code open_file(struct ck_input_file *file, const char *name, struct ck_error *e)
{
	struct stat st;

	if (strcmp(name, "-") == 0) {
		*file = (struct ck_input_file){.name = STANDARD_INPUT, .stream = stdin};
		return CK_OK;
	}
	*file = (struct ck_input_file){.name = name, .stream = fopen(name, "re")};
	if (file->stream == NULL)
		return ck_fail(e, CK_NOINPUT, "%s: %s", name, strerror(errno));
	if (fstat(fileno(file->stream), &st) == 0 && S_ISDIR(st.st_mode))
		return ck_fail(e, CK_NOINPUT, "%s: %s", name, strerror(EISDIR));
	return CK_OK;
}

static enum ck_code open_files(struct ck_run *run, struct ck_error *e)
{
	static const char *const standard_input[] = {"-"};
	bool named = run->given.inputs > 0;
	const char *const *names = named ? run->given.input : standard_input;
	size_t n = named ? run->given.inputs : 1;
	enum ck_code code = CK_OK;

	run->file = ck_alloc(n * sizeof *run->file);
	for (; code == CK_OK && run->files < n; run->files++)
		code = open_file(&run->file[run->files], names[run->files], e);
	return code;
}

static enum ck_code find_slots(struct ck_run *run, struct ck_input_file *file, struct ck_error *e)
{
	const char *const *names;
	size_t n = ck_reader_columns(file->reader, &names);

	file->slot_of = ck_grow(NULL, n + 1, sizeof *file->slot_of);
	for (size_t c = 0; c < n; c++) {
		file->slot_of[c] = -1;
		for (size_t i = 0; i < run->slots; i++)
			if (strcmp(run->slot[i].column->name, names[c]) == 0)
				file->slot_of[c] = (int)i;
		bool taken = file->slot_of[c] >= 0 || run->command->mode == CK_FILTERS || run->given.ignore_unknown;
		if (!taken && !ck_column_is_passable(names[c]))
			return ck_fail(e, CK_BADDATA, "unknown column %s; --ignore-unknown passes over it", names[c]);
	}
	return CK_OK;
}

static enum ck_code find_needed(const struct ck_run *run, const struct ck_input_file *file, size_t columns,
                                struct ck_error *e)
{
	for (size_t i = 0; i < run->slots; i++) {
		const struct ck_slot *s = &run->slot[i];
		bool there = s->need == CK_OPTIONAL || s->given != NULL;
		for (size_t c = 0; c < columns && !there; c++)
			there = file->slot_of[c] == (int)i;
		if (!there)
			return ck_fail(e, CK_BADDATA, "the column %s is needed", s->column->name);
	}
	return CK_OK;
}

static enum ck_code read_header(struct ck_run *run, struct ck_input_file *file, struct ck_error *e)
{
	bool streams = run->command->mode == CK_STREAMS;
	const struct ck_reader_options options = {
		.name = file->name,
		.encoding = run->given.encoding,
		.notes = &run->notes,
		.digest = ck_run_is_batch(run) ? &run->digest : NULL,
		.own = streams && !ck_run_is_batch(run),
		.any_names = streams,
	};
	FILE *stream = file->stream;
	const char *const *names;

	file->stream = NULL;  /* the reader's from here on */
	enum ck_code code = ck_reader_open(stream, &options, &file->reader, e);
	if (code == CK_IO)
		return ck_fail(e, code, "%s: %s", file->name, e->text);
	if (code != CK_OK)
		return code;
	size_t length, columns = ck_reader_columns(file->reader, &names);
	const char *raw = ck_reader_header_raw(file->reader, &length);
	file->header = ck_copy_n(raw, length);
	file->header_length = length;
	if (columns == 0)
		return stream == stdin && (!streams || ck_run_is_batch(run)) ? CK_OK : ck_fail(e, CK_BADDATA, "the file is empty");
	if (streams) {
		code = ck_stream_look(run, raw, length, e);
		return code == CK_OK ? run->command->header(run, names, columns, e) : code;
	}
	code = find_slots(run, file, e);
	return code == CK_OK ? find_needed(run, file, columns, e) : code;
}

/* A header line at fault: its records are not read, the other sources still are, so that all faults are told at once. */
enum ck_code ck_input_header(struct ck_run *run, struct ck_input_file *file, bool *usable, struct ck_error *e)
{
	enum ck_code code = read_header(run, file, e);

	*usable = code == CK_OK;
	if (code != CK_BADDATA)
		return code;
	const struct ck_item header = {.source = file->name, .line = 1};
	ck_report(run, &header, e);
	run->unreadable = true;
	run->worst = ck_worse(run->worst, code);
	return CK_OK;
}

/* The record's values go to their slots; a filter keeps the other columns as they are. */
static void take_values(struct ck_run *run, const struct ck_input_file *file, const struct ck_fields *fields,
                        struct ck_item *item)
{
	const char *const *names;
	size_t c = 0;

	ck_reader_columns(file->reader, &names);
	for (size_t i = 0; i < fields->count; i++, c++) {
		while (names[c] != fields->at[i].name)
			c++;
		if (file->slot_of[c] >= 0)
			run->value[file->slot_of[c]] = fields->at[i].value;
		else if (run->command->mode == CK_FILTERS)
			put_field(&item->in, fields->at[i].name, fields->at[i].value);
	}
}

static enum ck_code give_file(struct ck_run *run, size_t which, struct ck_item *item, ck_take *take,
                              struct ck_error *e)
{
	struct ck_input_file *file = &run->file[which];
	struct ck_record record;
	bool broken = false, usable = file->reader != NULL;
	enum ck_code code = usable ? CK_OK : ck_input_header(run, file, &usable, e);

	while (code == CK_OK && usable && !broken) {
		item->code = ck_reader_next(file->reader, &record, &broken, &item->error);
		if (item->code == CK_OK && record.fields == NULL)
			break;
		item->source = file->name;
		item->file = which;
		item->line = record.first_line;
		item->raw = record.raw;
		item->raw_length = record.raw_length;
		item->in.count = 0;
		if (item->code == CK_OK) {
			take_values(run, file, record.fields, item);
			merge(run, item);
		} else if (item->code != CK_BADDATA) {
			return ck_fail(e, item->code, "%s: %s", file->name, item->error.text);
		}
		run->unreadable |= broken;
		code = take(run, item, e);
	}
	return code;
}

/* -- choosing -- */

enum ck_code ck_input_open(struct ck_run *run, struct ck_error *e)
{
	const struct ck_given *g = &run->given;
	enum ck_code code = check_options(run, e);

	ck_sha256_start(&run->digest);
	clear_values(run);
	if (code != CK_OK || g->operands > 0)
		return code;
	if (g->inputs == 0 && !g->dash) {
		bool streams = run->command->mode == CK_STREAMS;

		if (!streams && (run->slots == 0 || run->command->asks || ck_options_give_records(run)))
			return CK_OK;
		if (isatty(STDIN_FILENO))
			return ck_fail(e, CK_USAGE, "no records: give %s%s--input=FILE, or records on standard input",
			               run->key >= 0 ? run->slot[run->key].column->meta : "", run->key >= 0 ? ", " : "");
	}
	code = open_files(run, e);
	/* What a filter prints depends on all header lines, and it prints from its first record on. */
	for (size_t i = 0; code == CK_OK && run->command->mode == CK_FILTERS && i < run->files; i++) {
		bool usable;
		code = ck_input_header(run, &run->file[i], &usable, e);
	}
	return code;
}

enum ck_code ck_input_each(struct ck_run *run, ck_take *take, struct ck_error *e)
{
	struct ck_item *item = &run->hand;
	enum ck_code code = CK_OK;

	if (run->files == 0 && run->given.operands > 0)
		code = give_operands(run, item, take, e);
	else if (run->files == 0)
		code = give_options(run, item, take, e);
	for (size_t i = 0; code == CK_OK && i < run->files; i++)
		code = give_file(run, i, item, take, e);
	return code;
}

void ck_input_close(struct ck_run *run)
{
	for (size_t i = 0; i < run->files; i++) {
		ck_reader_free(run->file[i].reader);
		if (run->file[i].stream != NULL && run->file[i].stream != stdin)
			fclose(run->file[i].stream);
		free(run->file[i].slot_of);
		free(run->file[i].header);
	}
	free(run->file);
	run->file = NULL;
}

/* -- records set aside: a head, the fields (slot and text), the raw bytes -- */

struct head {
	enum ck_code code;
	size_t file, line, fields, raw;
};

static size_t slot_number(const struct ck_run *run, const char *name)
{
	for (size_t i = 0; i < run->slots; i++)
		if (run->slot[i].column->name == name)
			return i;
	return run->slots;
}

enum ck_code ck_item_spool(struct ck_run *run, struct ck_item *item, struct ck_error *e)
{
	bool keep_raw = run->rejects != NULL;
	struct head head = {item->code, item->file, item->line, item->in.count, keep_raw ? item->raw_length : 0};
	struct ck_buffer *b = &run->piece;

	run->total++;
	ck_buffer_empty(b);
	ck_buffer_put(b, &head, sizeof head);
	if (item->code != CK_OK)
		ck_buffer_put(b, &item->error, sizeof item->error);
	for (size_t i = 0; i < item->in.count; i++) {
		size_t slot = slot_number(run, item->in.at[i].name);
		ck_buffer_put(b, &slot, sizeof slot);
		ck_buffer_put(b, item->in.at[i].value, strlen(item->in.at[i].value) + 1);
	}
	if (head.raw > 0)
		ck_buffer_put(b, item->raw, head.raw);
	return ck_spool_put(run->records, b->text, b->length, e);
}

static const char *take_bytes(void *to, const char *from, size_t n)
{
	memcpy(to, from, n);
	return from + n;
}

enum ck_code ck_item_next(struct ck_run *run, struct ck_item *item, bool *any, struct ck_error *e)
{
	const void *bytes;
	struct head head;
	size_t n, slot;
	enum ck_code code = ck_spool_next(run->records, &bytes, &n, e);

	*any = code == CK_OK && bytes != NULL;
	if (!*any)
		return code;
	const char *at = take_bytes(&head, bytes, sizeof head);
	item->code = head.code;
	if (head.code != CK_OK)
		at = take_bytes(&item->error, at, sizeof item->error);
	item->in.count = 0;
	for (size_t i = 0; i < head.fields; i++) {
		at = take_bytes(&slot, at, sizeof slot);
		put_field(&item->in, run->slot[slot].column->name, at);
		at += strlen(at) + 1;
	}
	item->file = head.file;
	item->line = head.line;
	item->source = run->files > 0 ? run->file[head.file].name : NULL;
	item->raw = at;
	item->raw_length = head.raw;
	return CK_OK;
}
