/* command_output: which columns are printed, in which shape, and the records themselves. */
#include "command_priv.h"

#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define VERDICTS "record_source record_line"
#define VERDICTS_END "verdict verdict_reason"

struct columns {
	struct ck_out_column *at;
	size_t count;
};

static bool has_column(const struct columns *c, const char *name)
{
	for (size_t i = 0; i < c->count; i++)
		if (strcmp(c->at[i].name, name) == 0)
			return true;
	return false;
}

static void add_column(struct columns *c, const char *name, enum ck_shape shape)
{
	c->at = ck_grow(c->at, c->count + 1, sizeof *c->at);
	c->at[c->count++] = (struct ck_out_column){name, shape};
}

/* Columns of the dictionary; those that are there already keep their place. */
static enum ck_code add_words(struct ck_run *run, struct columns *c, const char *words, struct ck_error *e)
{
	const char *word;
	size_t n;

	while (words != NULL && (word = ck_word_next(&words, &n)) != NULL) {
		const char *name = ck_arena_copy_n(run->arena, word, n);
		const struct ck_column *found = ck_column_find(name);
		if (found == NULL)
			return ck_fail(e, CK_BUG, "the dictionary has no column %s", name);
		if (!has_column(c, name))
			add_column(c, name, found->shape);
	}
	return CK_OK;
}

/* A filter prints what it reads, as it stands, and what it adds. */
static void add_input_columns(struct ck_run *run, struct columns *c)
{
	const char *const *names;

	for (size_t i = 0; i < run->files; i++) {
		size_t n = run->file[i].reader ? ck_reader_columns(run->file[i].reader, &names) : 0;
		for (size_t k = 0; k < n; k++)
			if (!has_column(c, names[k]) && !ck_word_in(run->command->prints, names[k]))
				add_column(c, names[k], CK_AS_TEXT);
	}
	for (size_t i = 0; i < run->slots; i++) {
		const struct ck_slot *s = &run->slot[i];
		bool given = s->given != NULL || ((int)i == run->key && run->given.operands > 0);
		if (given && !has_column(c, s->column->name) && !ck_word_in(run->command->prints, s->column->name))
			add_column(c, s->column->name, CK_AS_TEXT);
	}
}

/* --columns=a,b: some of what there is, in the user's order. */
static enum ck_code choose_columns(struct ck_run *run, struct columns *c, struct ck_error *e)
{
	struct columns chosen = {0};
	const char *list = run->given.columns;
	enum ck_code code = CK_OK;

	while (code == CK_OK && list != NULL) {
		size_t n = strcspn(list, ",");
		const char *name = ck_arena_copy_n(run->arena, list, n);
		size_t i = 0;
		while (i < c->count && strcmp(c->at[i].name, name) != 0)
			i++;
		if (i == c->count)
			code = ck_fail(e, CK_USAGE, "--columns: no column \"%s\" is printed", name);
		else if (has_column(&chosen, name))
			code = ck_fail(e, CK_USAGE, "--columns: %s is there twice", name);
		else
			add_column(&chosen, name, c->at[i].shape);
		list = list[n] == ',' ? list + n + 1 : NULL;
	}
	free(c->at);
	*c = chosen;
	return code;
}

static enum ck_code verdict_columns(struct ck_run *run, struct columns *c, struct ck_error *e)
{
	enum ck_code code = add_words(run, c, VERDICTS, e);

	if (code == CK_OK && run->key >= 0)
		add_column(c, run->slot[run->key].column->name, CK_AS_TEXT);
	return code == CK_OK ? add_words(run, c, VERDICTS_END, e) : code;
}

static enum ck_code record_columns(struct ck_run *run, struct columns *c, struct ck_error *e)
{
	if (run->command->mode == CK_FILTERS)
		add_input_columns(run, c);
	enum ck_code code = add_words(run, c, run->prints, e);
	if (code == CK_OK && run->given.columns != NULL)
		code = choose_columns(run, c, e);
	return code;
}

static int terminal_width(void)
{
	struct winsize size;

	return isatty(STDOUT_FILENO) && ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 ? size.ws_col : 0;
}

enum ck_code ck_printer_open(struct ck_run *run, struct ck_error *e)
{
	struct columns none = {0}, c = none;
	bool verdicts = run->given.dry_run;

	if (run->output != NULL)
		return CK_OK;
	/* The user's --columns is judged even where verdicts are printed instead. */
	enum ck_code code = record_columns(run, &c, e);

	if (code == CK_OK && verdicts) {
		free(c.at);
		c = none;
		code = verdict_columns(run, &c, e);
	}
	if (code == CK_OK) {
		const struct ck_output_options options = {
			.format = c.count > 0 ? run->format : CK_TSV,
			.header = !run->given.no_header && c.count > 0,
			.card = run->command->card && !verdicts && run->prints == run->command->prints,
			.width = terminal_width(),
			.spool_dir = run->spool_dir,
		};
		run->output = ck_output_new(stdout, &options, c.at, c.count);
	}
	free(c.at);
	return code;
}

enum ck_code ck_run_columns(struct ck_run *run, const char *columns, struct ck_error *e)
{
	if (run->output != NULL)
		return ck_fail(e, CK_BUG, "columns chosen after something was printed");
	run->prints = ck_arena_copy(run->arena, columns);
	return ck_printer_open(run, e);
}

static void add_combined(struct ck_fields *f, struct ck_field field)
{
	if (f->count == f->room) {
		f->room = f->room ? 2 * f->room : 16;
		f->at = ck_grow(f->at, f->room, sizeof *f->at);
	}
	f->at[f->count++] = field;
}

static const struct ck_fields *combine(struct ck_run *run, const struct ck_fields *out)
{
	struct ck_fields *f = &run->combined;

	f->count = 0;
	for (size_t i = 0; run->item != NULL && i < run->item->in.count; i++)
		if (!ck_word_in(run->command->prints, run->item->in.at[i].name))
			add_combined(f, run->item->in.at[i]);
	for (size_t i = 0; i < out->count; i++)
		if (ck_word_in(run->command->prints, out->at[i].name))
			add_combined(f, out->at[i]);
	return f;
}

enum ck_code ck_run_print(struct ck_run *run, const struct ck_fields *out, struct ck_error *e)
{
	const char *replayed = run->command->mode == CK_WRITES ? ck_fields_get(out, "replayed") : NULL;

	if (replayed != NULL && strcmp(replayed, "yes") == 0)
		run->replay = true;
	if (run->given.dry_run || run->mute)
		return CK_OK;
	enum ck_code code = ck_printer_open(run, e);
	if (code != CK_OK)
		return code;
	return ck_output_put(run->output, run->command->mode == CK_FILTERS ? combine(run, out) : out, e);
}

enum ck_code ck_run_say(struct ck_run *run, const char *text, struct ck_error *e)
{
	if (run->given.dry_run)
		return CK_OK;
	enum ck_code code = ck_printer_open(run, e);
	return code == CK_OK ? ck_output_text(run->output, text, e) : code;
}

enum ck_code ck_printer_verdict(struct ck_run *run, const struct ck_item *item, const struct ck_error *why,
                                struct ck_error *e)
{
	struct ck_fields f = {0};
	char line[24];
	struct ck_buffer reason = {0};

	snprintf(line, sizeof line, "%zu", item->line);
	ck_fields_set(&f, "record_source", item->source);
	ck_fields_set(&f, "record_line", item->source ? line : NULL);
	if (run->key >= 0) {
		const char *key = run->slot[run->key].column->name;
		ck_fields_set(&f, key, ck_fields_get(&item->in, key));
	}
	ck_fields_set(&f, "verdict", why ? "refused" : run->replay ? "replayed" : "accepted");
	if (why != NULL) {
		ck_buffer_text(&reason, why->text);
		if (why->clause[0] != '\0')
			ck_buffer_printf(&reason, " (%s)", why->clause);
		ck_fields_set(&f, "verdict_reason", reason.text);
	}
	enum ck_code code = ck_output_put(run->output, &f, e);
	ck_buffer_free(&reason);
	ck_fields_free(&f);
	return code;
}
