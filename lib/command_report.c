/* command_report: what goes to standard error, and the files of refused records. */
#include "command_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* -- messages: program[:source:line]: [key: ][column: ]text[ (clause)] -- */

static void put_place(struct ck_buffer *b, const struct ck_run *run, const struct ck_item *item)
{
	ck_buffer_text(b, run->command->name);
	if (item != NULL && item->source != NULL)
		ck_buffer_printf(b, ":%s:%zu", item->source, item->line);
	ck_buffer_text(b, ": ");
}

/* The key that the user gave tells which record; the number of a person is no such key (column types tell). */
static const char *key_of(const struct ck_run *run, const struct ck_item *item)
{
	if (item == NULL || run->key < 0)
		return NULL;
	const struct ck_column *c = run->slot[run->key].column;
	if (c->type == CK_IDENTITY || c->type == CK_TEXT_VALUE || strcmp(c->name, "applicant") == 0)
		return NULL;
	return ck_fields_get(&item->in, c->name);
}

static void put_error(struct ck_buffer *b, const struct ck_run *run, const struct ck_item *item,
                      const struct ck_error *e)
{
	const char *key = key_of(run, item);

	if (key != NULL)
		ck_buffer_printf(b, "%s: ", key);
	if (e->column[0] != '\0' && (key == NULL || strcmp(e->column, run->slot[run->key].column->name) != 0))
		ck_buffer_printf(b, "%s: ", e->column);
	ck_buffer_text(b, e->text);
	if (e->clause[0] != '\0')
		ck_buffer_printf(b, " (%s)", e->clause);
}

/* One write for one line: lines of several processes do not mix, and nothing of it obeys a terminal. */
static void say(const struct ck_buffer *line)
{
	struct ck_buffer safe = {0};

	ck_text_visible(&safe, line->text);
	ck_buffer_char(&safe, '\n');
	fwrite(safe.text, 1, safe.length, stderr);
	ck_buffer_free(&safe);
}

void ck_report(const struct ck_run *run, const struct ck_item *item, const struct ck_error *e)
{
	struct ck_buffer line = {0};

	put_place(&line, run, item);
	put_error(&line, run, item, e);
	say(&line);
	ck_buffer_free(&line);
}

static void __attribute__((format(printf, 2, 0))) put_list(struct ck_buffer *b, const char *format, va_list arguments)
{
	char *text = NULL;

	if (vasprintf(&text, format, arguments) >= 0)
		ck_buffer_text(b, text);
	free(text);
}

void ck_report_line(const struct ck_run *run, const char *format, ...)
{
	struct ck_buffer line = {0};
	va_list arguments;

	put_place(&line, run, NULL);
	va_start(arguments, format);
	put_list(&line, format, arguments);
	va_end(arguments);
	say(&line);
	ck_buffer_free(&line);
}

void ck_run_warn(struct ck_run *run, const char *format, ...)
{
	struct ck_buffer line = {0};
	va_list arguments;

	if (run->given.quiet)
		return;
	put_place(&line, run, run->item);
	ck_buffer_text(&line, "warning: ");
	va_start(arguments, format);
	put_list(&line, format, arguments);
	va_end(arguments);
	say(&line);
	ck_buffer_free(&line);
}

/* -- rejects: the refused records' own bytes under their header line, and beside them why -- */

struct ck_rejects {
	FILE *records, *errors;
	size_t file;    /* the input whose rejects are being written */
	bool *made;     /* of each input: are its files there? */
};

/* Of several inputs each has files of its own, since their header lines may differ: FILE.1, FILE.2 … */
static const char *rejects_name(const struct ck_run *run, size_t file, const char *tail)
{
	if (run->files <= 1)
		return ck_arena_printf(run->arena, "%s%s", run->given.rejects, tail);
	return ck_arena_printf(run->arena, "%s.%zu%s", run->given.rejects, file + 1, tail);
}

static enum ck_code check_absent(const char *name, struct ck_error *e)
{
	struct stat st;

	if (lstat(name, &st) == 0)
		return ck_fail(e, CK_IO, "%s is there already; nothing is overwritten", name);
	return CK_OK;
}

enum ck_code ck_rejects_open(struct ck_run *run, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	if (run->given.rejects == NULL)
		return CK_OK;
	if (!ck_input_is_read(run))
		return ck_fail(e, CK_USAGE, "--rejects needs records from --input or standard input");
	for (size_t i = 0; code == CK_OK && i < run->files; i++) {
		code = check_absent(rejects_name(run, i, ""), e);
		if (code == CK_OK)
			code = check_absent(rejects_name(run, i, ".errors.tsv"), e);
	}
	if (code != CK_OK)
		return code;
	run->rejects = ck_alloc(sizeof *run->rejects);
	run->rejects->made = ck_alloc((run->files + 1) * sizeof *run->rejects->made);
	return CK_OK;
}

static enum ck_code create(const char *name, FILE **file, struct ck_error *e)
{
	int fd = open(name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);

	*file = fd >= 0 ? fdopen(fd, "w") : NULL;
	if (*file == NULL)
		return ck_fail(e, CK_IO, "%s: %s", name, strerror(errno));
	return CK_OK;
}

static enum ck_code close_one(FILE **file, const char *name, struct ck_error *e)
{
	FILE *f = *file;

	*file = NULL;
	if (f == NULL)
		return CK_OK;
	bool failed = ferror(f) != 0;
	if (fclose(f) != 0 || failed)
		return ck_fail(e, CK_IO, "%s: cannot be written", name);
	return CK_OK;
}

static enum ck_code close_both(struct ck_run *run, struct ck_error *e)
{
	struct ck_rejects *r = run->rejects;
	enum ck_code a = close_one(&r->records, rejects_name(run, r->file, ""), e);
	enum ck_code b = close_one(&r->errors, rejects_name(run, r->file, ".errors.tsv"), e);

	return a != CK_OK ? a : b;
}

static enum ck_code turn_to(struct ck_run *run, size_t file, struct ck_error *e)
{
	struct ck_rejects *r = run->rejects;
	enum ck_code code = CK_OK;

	if (r->records != NULL && r->file == file)
		return CK_OK;
	if (r->records != NULL)
		code = close_both(run, e);
	r->file = file;
	if (code == CK_OK)
		code = create(rejects_name(run, file, ""), &r->records, e);
	if (code != CK_OK)
		return code;
	code = create(rejects_name(run, file, ".errors.tsv"), &r->errors, e);
	if (code != CK_OK) {
		unlink(rejects_name(run, file, ""));
		return code;
	}
	r->made[file] = true;
	fwrite(run->file[file].header, 1, run->file[file].header_length, r->records);
	fputs("line\tcolumn\tcode\ttext\n", r->errors);
	return CK_OK;
}

enum ck_code ck_rejects_put(struct ck_run *run, const struct ck_item *item, const struct ck_error *why,
                            struct ck_error *e)
{
	if (run->rejects == NULL)
		return CK_OK;
	enum ck_code code = turn_to(run, item->file, e);
	if (code != CK_OK)
		return code;
	struct ck_buffer text = {0};
	ck_tsv_escape(&text, why->text, strlen(why->text));
	if (why->clause[0] != '\0')
		ck_buffer_printf(&text, " (%s)", why->clause);
	if (item->raw_length > 0)
		fwrite(item->raw, 1, item->raw_length, run->rejects->records);
	fprintf(run->rejects->errors, "%zu\t%s\t%d\t%s\n", item->line, why->column, (int)why->code, text.text);
	ck_buffer_free(&text);
	return CK_OK;
}

enum ck_code ck_rejects_end(struct ck_run *run, struct ck_error *e)
{
	return run->rejects != NULL && run->rejects->records != NULL ? close_both(run, e) : CK_OK;
}

void ck_rejects_free(struct ck_run *run, bool keep)
{
	struct ck_error e;

	if (run->rejects == NULL)
		return;
	ck_rejects_end(run, &e);
	for (size_t i = 0; i < run->files; i++) {
		if (keep || !run->rejects->made[i])
			continue;
		unlink(rejects_name(run, i, ""));
		unlink(rejects_name(run, i, ".errors.tsv"));
	}
	free(run->rejects->made);
	free(run->rejects);
	run->rejects = NULL;
}
