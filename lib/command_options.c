/* command_options: the command line. Each command's columns and options are one table; argp, --help and --describe are
 * made from it here. */
#include "command_priv.h"

#include <argp.h>
#include <stdlib.h>
#include <string.h>

enum common {
	COMMON_INPUT,
	COMMON_ENCODING,
	COMMON_IGNORE_UNKNOWN,
	COMMON_FORMAT,
	COMMON_COLUMNS,
	COMMON_NO_HEADER,
	COMMON_STORE,
	COMMON_BY,
	COMMON_WAIT,
	COMMON_DRY_RUN,
	COMMON_KEEP_GOING,
	COMMON_REJECTS,
	COMMON_QUIET,
	COMMONS
};
enum group { GROUP_COLUMNS = 1, GROUP_OPTIONS, GROUP_IN, GROUP_OUT, GROUP_STORE, GROUP_HELP = -1 };
enum key { KEY_COLUMN = 1000, KEY_OPTION = 2000, KEY_COMMON = 3000, KEY_DESCRIBE = 4000, KEY_COMPLETE, KEY_USAGE };

static const struct {
	const char *name, *meta, *type, *help;
	enum group group;
} commons[COMMONS] = {
	[COMMON_INPUT] = {"input", "FILE", "path", "read records from FILE; may be repeated; - is standard input", GROUP_IN},
	[COMMON_ENCODING] = {"encoding", "NAME", "word", "encoding of the input: RK1048, CP1251, PT154, UTF-16; default UTF-8",
	                     GROUP_IN},
	[COMMON_IGNORE_UNKNOWN] = {"ignore-unknown", NULL, "flag", "pass over columns that casekit does not know", GROUP_IN},
	[COMMON_FORMAT] = {"format", "FORMAT", "word", "table, tsv, csv, json, jsonl or excel", GROUP_OUT},
	[COMMON_COLUMNS] = {"columns", "A,B", "text", "print these columns only, in this order", GROUP_OUT},
	[COMMON_NO_HEADER] = {"no-header", NULL, "flag", "do not print the line of names", GROUP_OUT},
	[COMMON_STORE] = {"store", "FILE", "path", "the store", GROUP_STORE},
	[COMMON_BY] = {"by", "LOGIN", "word", "who acts; default the operating-system user", GROUP_STORE},
	[COMMON_WAIT] = {"wait", "SECONDS", "count", "how long to wait for the store; default 30", GROUP_STORE},
	[COMMON_DRY_RUN] = {"dry-run", NULL, "flag", "write nothing; print a verdict for each record", GROUP_STORE},
	[COMMON_KEEP_GOING] = {"keep-going", NULL, "flag", "write the good records even if others are refused", GROUP_STORE},
	[COMMON_REJECTS] = {"rejects", "FILE", "path", "put refused records into FILE, reasons into FILE.errors.tsv",
	                    GROUP_STORE},
	[COMMON_QUIET] = {"quiet", NULL, "flag", "no warnings and no summary", GROUP_OUT},
};

static const struct ck_slot *find_slot(const struct ck_run *run, const char *column)
{
	for (size_t i = 0; i < run->slots; i++)
		if (strcmp(run->slot[i].column->name, column) == 0)
			return &run->slot[i];
	return NULL;
}

static bool has_own_option(const struct ck_command *c, const char *name)
{
	for (const struct ck_option *o = c->options; o != NULL && o->name != NULL; o++)
		if (strcmp(o->name, name) == 0)
			return true;
	return false;
}

/* Does this common option mean anything to the command? A filter that reads an office looks into the store for it. */
static bool offers(const struct ck_run *run, enum common which)
{
	const struct ck_command *c = run->command;
	bool streams = c->mode == CK_STREAMS, reads = run->slots > 0 || streams, writes = c->mode == CK_WRITES || streams;

	if (find_slot(run, commons[which].name) != NULL || has_own_option(c, commons[which].name))
		return false;
	switch (which) {
	case COMMON_INPUT:
	case COMMON_ENCODING:
		return reads;
	case COMMON_IGNORE_UNKNOWN:
		return reads && !streams;
	case COMMON_FORMAT:
	case COMMON_COLUMNS:
	case COMMON_NO_HEADER:
		return c->prints != NULL || writes;
	case COMMON_STORE:
		return c->mode != CK_FILTERS || find_slot(run, "office") != NULL;
	case COMMON_BY:
		return writes && !c->no_desk;
	case COMMON_WAIT:
		return c->mode != CK_FILTERS;
	case COMMON_DRY_RUN:
		return writes;
	case COMMON_KEEP_GOING:
		return writes && reads && !c->whole;
	case COMMON_REJECTS:
		return reads && c->mode != CK_PLAIN;
	default:
		return true;
	}
}

/* -- slots -- */

static enum ck_code add_slot(struct ck_run *run, const char *column, enum ck_need need, const char *help,
                             struct ck_error *e)
{
	const struct ck_column *found = ck_column_find(column);

	if (found == NULL)
		return ck_fail(e, CK_BUG, "the dictionary has no column %s", column);
	run->slot = ck_grow(run->slot, run->slots + 1, sizeof *run->slot);
	run->slot[run->slots++] = (struct ck_slot){.column = found, .need = need, .help = help ? help : found->help};
	return CK_OK;
}

enum ck_code ck_options_prepare(struct ck_run *run, struct ck_error *e)
{
	const struct ck_command *c = run->command;
	enum ck_code code = CK_OK;
	size_t options = 0;

	for (const struct ck_input *in = c->reads; code == CK_OK && in != NULL && in->column != NULL; in++)
		code = add_slot(run, in->column, in->need, in->help, e);
	if (code == CK_OK && c->key != NULL && find_slot(run, c->key) == NULL)
		code = add_slot(run, c->key, CK_OPTIONAL, NULL, e);
	if (code != CK_OK)
		return code;
	run->key = c->key != NULL ? (int)(find_slot(run, c->key) - run->slot) : -1;
	run->value = ck_grow(NULL, run->slots + 1, sizeof *run->value);
	while (c->options != NULL && c->options[options].name != NULL)
		options++;
	run->given.option = ck_alloc((options + 1) * sizeof *run->given.option);
	return CK_OK;
}

bool ck_options_give_records(const struct ck_run *run)
{
	bool any = false;

	for (size_t i = 0; i < run->slots; i++) {
		if (run->slot[i].given != NULL)
			any = true;
		else if (run->slot[i].need == CK_NEEDED || (int)i == run->key)
			return false;
	}
	return any;
}

/* -- --describe: kind name need type meta help -- */

static const char *type_name(enum ck_type type)
{
	static const char *const names[] = {
		[CK_TEXT_VALUE] = "text", [CK_WORD] = "word",   [CK_WORDS] = "words", [CK_CASE_NUMBER] = "case",
		[CK_TIMESTAMP] = "time",  [CK_DATE] = "date",   [CK_COUNT] = "count", [CK_MONEY] = "money",
		[CK_YESNO] = "yesno",     [CK_IDENTITY] = "id", [CK_OFFICE] = "office", [CK_PATH] = "path",
	};
	return names[type];
}

static void describe_row(const char *kind, const char *name, const char *need, const char *type, const char *meta,
                         const char *help)
{
	printf("%s\t%s\t%s\t%s\t%s\t%s\n", kind, name, need, type, meta ? meta : "", help ? help : "");
}

static const char *option_type(const struct ck_option *o)
{
	char name[64];

	if (o->meta == NULL)
		return "flag";
	strncpy(name, o->name, sizeof name - 1);
	name[sizeof name - 1] = '\0';
	for (char *s = name; *s; s++)
		if (*s == '-')
			*s = '_';
	const struct ck_column *c = ck_column_find(name);
	return c ? type_name(c->type) : "text";
}

static void describe_prints(const struct ck_command *c)
{
	const char *list = c->prints, *word;
	size_t n;

	while (list != NULL && (word = ck_word_next(&list, &n)) != NULL) {
		char *name = ck_copy_n(word, n);
		const struct ck_column *column = ck_column_find(name);
		describe_row("prints", name, "", column ? type_name(column->type) : "", column ? column->meta : "",
		             column ? column->help : "");
		free(name);
	}
}

void ck_options_describe(const struct ck_run *run)
{
	const struct ck_command *c = run->command;

	describe_row("kind", "name", "need", "type", "meta", "help");
	if (c->key != NULL)
		describe_row("operand", c->key, c->asks ? "optional" : "needed", type_name(run->slot[run->key].column->type),
		             run->slot[run->key].column->meta, run->slot[run->key].help);
	for (size_t i = 0; i < run->slots; i++) {
		const struct ck_slot *s = &run->slot[i];
		describe_row("reads", s->column->name, s->need == CK_NEEDED ? "needed" : "optional",
		             type_name(s->column->type), s->column->meta, s->help);
	}
	describe_prints(c);
	for (const struct ck_option *o = c->options; o != NULL && o->name != NULL; o++)
		describe_row("option", o->name, "optional", option_type(o), o->meta, o->help);
	for (enum common i = 0; i < COMMONS; i++)
		if (offers(run, i))
			describe_row("common", commons[i].name, "optional", commons[i].type, commons[i].meta, commons[i].help);
	describe_row("common", "help", "optional", "flag", NULL, "print this help");
	describe_row("common", "usage", "optional", "flag", NULL, "print the options in short");
}

/* -- argp -- */

static void add_option(struct argp_option **list, size_t *n, struct argp_option option)
{
	*list = ck_grow(*list, *n + 2, sizeof **list);
	(*list)[(*n)++] = option;
	(*list)[*n] = (struct argp_option){0};
}

static void add_title(struct argp_option **list, size_t *n, const char *title, enum group group)
{
	add_option(list, n, (struct argp_option){.doc = title, .group = group});
}

/* A column's option has - where its name has _. */
static const char *option_name(struct ck_arena *arena, const char *column)
{
	char *name = ck_arena_copy(arena, column);

	for (char *s = name; *s; s++)
		if (*s == '_')
			*s = '-';
	return name;
}

static void add_column_options(struct ck_run *run, struct argp_option **list, size_t *n)
{
	if (run->slots > 0)
		add_title(list, n, "Columns (an option fills the records that lack the column):", GROUP_COLUMNS);
	for (size_t i = 0; i < run->slots; i++) {
		const struct ck_slot *s = &run->slot[i];
		const char *needed = s->need == CK_NEEDED ? " (needed)" : "";
		add_option(list, n, (struct argp_option){
			.name = option_name(run->arena, s->column->name),
			.key = KEY_COLUMN + (int)i,
			.arg = s->column->meta,
			.doc = ck_arena_printf(run->arena, "%s%s", s->help, needed),
			.group = GROUP_COLUMNS,
		});
	}
}

static void add_own_options(struct ck_run *run, struct argp_option **list, size_t *n)
{
	const struct ck_option *o = run->command->options;

	if (o == NULL || o->name == NULL)
		return;
	add_title(list, n, "Options:", GROUP_OPTIONS);
	for (int i = 0; o[i].name != NULL; i++)
		add_option(list, n, (struct argp_option){.name = o[i].name, .key = KEY_OPTION + i, .arg = o[i].meta,
		                                         .doc = o[i].help, .group = GROUP_OPTIONS});
}

static void add_common_options(struct ck_run *run, struct argp_option **list, size_t *n)
{
	static const struct {
		enum group group;
		const char *title;
	} titles[] = {{GROUP_IN, "Records in:"}, {GROUP_OUT, "Records out:"}, {GROUP_STORE, "Store:"}};

	for (size_t t = 0; t < sizeof titles / sizeof titles[0]; t++) {
		bool titled = false;
		for (enum common i = 0; i < COMMONS; i++) {
			if (commons[i].group != titles[t].group || !offers(run, i))
				continue;
			if (!titled)
				add_title(list, n, titles[t].title, titles[t].group);
			titled = true;
			add_option(list, n, (struct argp_option){.name = commons[i].name, .key = KEY_COMMON + (int)i,
			                                         .arg = commons[i].meta, .doc = commons[i].help,
			                                         .group = commons[i].group});
		}
	}
	add_option(list, n, (struct argp_option){.name = "describe", .key = KEY_DESCRIBE, .flags = OPTION_HIDDEN});
	add_option(list, n, (struct argp_option){.name = "complete", .key = KEY_COMPLETE, .arg = "COLUMN:PREFIX",
	                                         .flags = OPTION_HIDDEN});
	add_option(list, n, (struct argp_option){.name = "help", .key = 'h', .doc = "print this help", .group = GROUP_HELP});
	add_option(list, n, (struct argp_option){.name = "usage", .key = KEY_USAGE, .doc = "print the options in short",
	                                         .group = GROUP_HELP});
}

/* Given several times: of words all count; of anything else the two must not differ. */
static const char *join(struct ck_run *run, const char *before, const char *value, bool words, struct argp_state *state,
                        const char *name)
{
	if (before == NULL || strcmp(before, value) == 0)
		return value;
	if (words)
		return ck_arena_printf(run->arena, "%s %s", before, value);
	argp_error(state, "--%s is given twice", name);
	return before;
}

/* The bytes themselves are not shown: nobody knows in which encoding they mean something. */
static void check_utf8(const char *value, const char *name, struct argp_state *state)
{
	if (value != NULL && ck_utf8_valid(value, strlen(value)) != strlen(value))
		argp_error(state, "%s%s is not UTF-8", name ? "--" : "an operand", name ? name : "");
}

static void take_column(struct ck_run *run, size_t i, const char *value, struct argp_state *state)
{
	struct ck_slot *s = &run->slot[i];
	const char *name = option_name(run->arena, s->column->name);

	check_utf8(value, name, state);
	if (value[0] != '\0')
		s->given = join(run, s->given, value, s->column->type == CK_WORDS, state, name);
}

static void take_own(struct ck_run *run, size_t i, const char *value, struct argp_state *state)
{
	const struct ck_option *o = &run->command->options[i];

	check_utf8(value, o->name, state);
	run->given.option[i] = join(run, run->given.option[i], value ? value : "yes", o->meta != NULL, state, o->name);
}

static void take_common(struct ck_run *run, enum common which, const char *value, struct argp_state *state)
{
	struct ck_given *g = &run->given;
	const char **text[COMMONS] = {
		[COMMON_ENCODING] = &g->encoding, [COMMON_FORMAT] = &g->format, [COMMON_COLUMNS] = &g->columns,
		[COMMON_STORE] = &g->store,       [COMMON_BY] = &g->by,         [COMMON_WAIT] = &g->wait,
		[COMMON_REJECTS] = &g->rejects,
	};
	bool *flag[COMMONS] = {
		[COMMON_IGNORE_UNKNOWN] = &g->ignore_unknown, [COMMON_NO_HEADER] = &g->no_header,
		[COMMON_DRY_RUN] = &g->dry_run,               [COMMON_KEEP_GOING] = &g->keep_going,
		[COMMON_QUIET] = &g->quiet,
	};

	check_utf8(value, commons[which].name, state);
	if (which == COMMON_INPUT) {
		g->input = ck_grow(g->input, g->inputs + 1, sizeof *g->input);
		g->input[g->inputs++] = value;
	} else if (text[which] != NULL) {
		*text[which] = join(run, *text[which], value, false, state, commons[which].name);
	} else {
		*flag[which] = true;
	}
}

static void take_operand(struct ck_run *run, const char *value, struct argp_state *state)
{
	struct ck_given *g = &run->given;

	check_utf8(value, NULL, state);
	if (strcmp(value, "-") == 0 && (run->slots > 0 || run->command->mode == CK_STREAMS)) {
		g->dash = true;
		return;
	}
	if (run->key < 0)
		argp_error(state, "no operand is expected: %s", value);
	if (value[0] == '\0')
		argp_error(state, "an operand is empty");
	g->operand = ck_grow(g->operand, g->operands + 1, sizeof *g->operand);
	g->operand[g->operands++] = value;
}

static void check_together(const struct ck_run *run, struct argp_state *state)
{
	const struct ck_given *g = &run->given;

	if (g->describe || g->complete)
		return;
	if (g->operands > 0 && g->inputs > 0)
		argp_error(state, "operands and --input together");
	if (g->dash && (g->operands > 0 || g->inputs > 0))
		argp_error(state, "- together with %s", g->inputs > 0 ? "--input" : "other operands");
}

/* The examples come last and as they are written: argp would wrap them, and they are there to be copied. */
static void print_help(const struct ck_run *run, struct argp_state *state)
{
	const char *line = run->command->examples;

	argp_state_help(state, stdout, ARGP_HELP_STD_HELP & ~(unsigned)ARGP_HELP_EXIT_OK);
	if (line != NULL)
		printf("\nExamples:\n");
	while (line != NULL && *line) {
		int n = (int)strcspn(line, "\n");
		printf("  %.*s\n", n, line);
		line += n + (line[n] == '\n');
	}
	exit(CK_OK);
}

static error_t parse_one(int key, char *value, struct argp_state *state)
{
	struct ck_run *run = state->input;

	if (key == 'h')
		print_help(run, state);
	else if (key == KEY_USAGE)
		argp_state_help(state, stdout, ARGP_HELP_USAGE | ARGP_HELP_EXIT_OK);
	else if (key == ARGP_KEY_ARG)
		take_operand(run, value, state);
	else if (key == ARGP_KEY_END)
		check_together(run, state);
	else if (key == KEY_DESCRIBE)
		run->given.describe = true;
	else if (key == KEY_COMPLETE)
		run->given.complete = value;
	else if (key >= KEY_COMMON && key < KEY_COMMON + COMMONS)
		take_common(run, (enum common)(key - KEY_COMMON), value, state);
	else if (key >= KEY_OPTION && key < KEY_COMMON)
		take_own(run, (size_t)(key - KEY_OPTION), value, state);
	else if (key >= KEY_COLUMN && key < KEY_OPTION)
		take_column(run, (size_t)(key - KEY_COLUMN), value, state);
	else
		return ARGP_ERR_UNKNOWN;
	return 0;
}

static const char *operands_doc(const struct ck_run *run)
{
	if (run->key >= 0)
		return ck_arena_printf(run->arena, "[%s... | -]", run->slot[run->key].column->meta);
	return run->slots > 0 || run->command->mode == CK_STREAMS ? "[-]" : NULL;
}

void ck_options_parse(struct ck_run *run, int argc, char **argv)
{
	const struct ck_command *c = run->command;
	struct argp_option *list = NULL;
	size_t n = 0;

	add_column_options(run, &list, &n);
	add_own_options(run, &list, &n);
	add_common_options(run, &list, &n);
	struct argp argp = {
		.options = list,
		.parser = parse_one,
		.args_doc = operands_doc(run),
		.doc = ck_arena_printf(run->arena, "%s: %s", c->name, c->purpose),
	};
	/* Messages name the command, whatever the file that holds it is called. */
	char **named = ck_grow(NULL, (size_t)argc + 2, sizeof *named);
	memcpy(named + 1, argv + (argc > 0), (size_t)(argc > 0 ? argc : 1) * sizeof *named);
	named[0] = ck_arena_copy(run->arena, c->name);
	argp_parse(&argp, argc > 0 ? argc : 1, named, ARGP_NO_HELP, NULL, run);
	free(named);
	free(list);
}
