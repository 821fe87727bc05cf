/* case-import: legacy cases out of somebody's old file. */
#include <stdio.h>
#include <string.h>
#include "command.h"
#include "import.h"
#include "mapping.h"

struct state {
	struct ck_mapping *mapping;
	struct ck_guess *guess;
	struct ck_import *import;
	struct ck_fields fields;       /* of the row in hand, lent */
	int64_t sampled;
};

enum { SAMPLE = 1000 };                /* rows that a guess looks at */

static const struct ck_option options[] = {
	{"map", "FILE", "mapping of the file's columns to ours; default: they are ours already"},
	{"guess", NULL, "write nothing; print a first mapping, with the evidence for it"},
	{"rows", "WHAT", "what a row is: cases (default) or events"},
	{"office", "OFFICE", "office of rows that name none; default: that of who imports"},
	{"repair", NULL, "repair letters of RK1048 that were read as CP1251"},
	{"max-errors", "N", "bear so many refused records, or such a share: 100, 2%; more end the import"},
	{"chunk", "N", "commit after every N rows; others may work in between"},
	{0}};

static bool guesses(struct ck_run *run)
{
	return ck_run_option(run, "guess") != NULL;
}

static bool rows_are_events(struct ck_run *run)
{
	const char *rows = ck_run_option(run, "rows");

	return rows != NULL && strcmp(rows, "events") == 0;
}

static enum ck_code start_guess(struct ck_run *run, const char *const *names, size_t count, struct ck_error *e)
{
	struct state *s = ck_run_state(run);
	char aliases[4096];
	enum ck_code code = ck_run_columns(run, CK_GUESS_COLUMNS, e);

	snprintf(aliases, sizeof aliases, "%s/mapping/aliases.tsv", ck_run_data(run));
	return code == CK_OK ? ck_guess_new(aliases, names, count, &s->guess, e) : code;
}

static enum ck_code header(struct ck_run *run, const char *const *names, size_t count, struct ck_error *e)
{
	struct state *s = ck_run_state(run);
	const char *map = ck_run_option(run, "map"), *rows = ck_run_option(run, "rows");
	enum ck_code code = CK_OK;

	if (rows != NULL && strcmp(rows, "cases") != 0 && strcmp(rows, "events") != 0)
		return ck_fail(e, CK_USAGE, "--rows=%s is neither cases nor events", rows);
	if (guesses(run))
		return start_guess(run, names, count, e);
	if (map != NULL)
		code = ck_mapping_read(map, &s->mapping, e);
	else
		s->mapping = ck_mapping_plain();
	return code == CK_OK ? ck_mapping_bind(s->mapping, names, count, e) : code;
}

/* A part: one transaction, one batch. */
static enum ck_code start(struct ck_run *run, struct ck_error *e)
{
	struct state *s = ck_run_state(run);
	const struct ck_import_options is = {
		.events = rows_are_events(run),
		.office = ck_run_option(run, "office"),
		.repair = ck_run_option(run, "repair") != NULL,
		.file = ck_run_source(run),
	};

	ck_import_free(s->import);
	s->import = NULL;
	return ck_import_new(ck_run_desk(run), &is, &s->import, e);
}

static enum ck_code row(struct ck_run *run, struct ck_stream_row *r, struct ck_error *e)
{
	struct state *s = ck_run_state(run);
	struct ck_import_verdict verdict = {0};
	enum ck_code code;

	if (s->guess != NULL) {
		ck_guess_see(s->guess, r->values, r->count);
		r->skipped = true;
		r->enough = ++s->sampled >= SAMPLE;
		return CK_OK;
	}
	code = ck_mapping_apply(s->mapping, r->values, r->count, &s->fields, &r->skipped, e);
	if (code != CK_OK || r->skipped)
		return code;
	ck_import_expect(s->import, r->expected);
	code = ck_import_row(s->import, &s->fields, r->line, &verdict, e);
	r->again = verdict.again;
	r->opens = verdict.opens;
	return code != CK_OK ? code : verdict.code;
}

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static void put_count(struct ck_fields *out, const char *name, int64_t n)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)n);
	ck_fields_set(out, name, text);
}

static enum ck_code end(struct ck_run *run, struct ck_error *e)
{
	struct state *s = ck_run_state(run);
	struct ck_import_counts n = {0};
	struct ck_fields out = {0};
	enum ck_code code;

	if (s->guess != NULL)
		return ck_guess_print(s->guess, print, run, e);
	code = ck_import_end(s->import, &n, e);
	if (code != CK_OK)
		return code;
	if (n.damaged > n.repaired)
		ck_run_warn(run, "%lld values look like RK1048 that was read as CP1251; --repair would repair them",
		            (long long)n.damaged);
	ck_fields_set(&out, "batch", n.cases > 0 ? ck_desk_batch(ck_run_desk(run)) : "");
	put_count(&out, "records_read", n.rows);
	put_count(&out, "cases_written", n.cases);
	put_count(&out, "events_written", n.events);
	put_count(&out, "records_replayed", n.again);
	put_count(&out, "records_refused", n.refused);
	put_count(&out, "warnings", n.warnings);
	put_count(&out, "values_repaired", n.repaired);
	put_count(&out, "near_duplicates", n.near_duplicates);
	code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

static void stop(struct ck_run *run)
{
	ck_import_stop(((struct state *)ck_run_state(run))->import);
}

int main(int argc, char **argv)
{
	static struct state state;
	static const struct ck_command command = {
		.name = "case-import",
		.purpose = "import legacy cases as histories",
		.examples = "case-import --guess --input=cases.csv --encoding=RK1048 > map.tsv\n"
		            "case-import --map=map.tsv --input=cases.csv --encoding=RK1048 --dry-run\n"
		            "case-import --map=map.tsv --input=cases.csv --encoding=RK1048 --keep-going --rejects=bad.csv\n",
		.mode = CK_STREAMS,
		.prints = "batch records_read cases_written events_written records_replayed records_refused warnings "
		          "values_repaired near_duplicates",
		.options = options,
		.looks = guesses,
		.header = header,
		.start = start,
		.row = row,
		.end = end,
		.stop = stop,
		.state = &state,
	};
	int code = ck_command_main(&command, argc, argv);

	ck_import_free(state.import);
	ck_mapping_free(state.mapping);
	ck_guess_free(state.guess);
	return code;
}
