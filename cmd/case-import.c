/* case-import: legacy cases out of somebody's old file; or what case-export made, as it is. */
#include <stdio.h>
#include <string.h>
#include "command.h"
#include "import.h"
#include "mapping.h"
#include "native.h"

struct state {
	struct ck_mapping *mapping;
	struct ck_guess *guess;
	struct ck_import *import;
	struct ck_native *native;
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
	{"native", NULL, "records, or a folder, that case-export made: taken as they are"},
	{0}};

static bool is_native(struct ck_run *run)
{
	return ck_run_option(run, "native") != NULL;
}

/* What casekit exported is taken whole and as it is, or not at all. */
static enum ck_code native_alone(struct ck_run *run, struct ck_error *e)
{
	for (size_t i = 0; options[i].name != NULL; i++)
		if (strcmp(options[i].name, "native") != 0 && ck_run_option(run, options[i].name) != NULL)
			return ck_fail(e, CK_USAGE, "--%s together with --native", options[i].name);
	if (ck_run_divides(run))
		return ck_fail(e, CK_USAGE, "--keep-going or --rejects together with --native: all of it is taken, or nothing");
	return CK_OK;
}

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
	enum ck_code code = is_native(run) ? native_alone(run, e) : CK_OK;

	if (code != CK_OK)
		return code;
	if (is_native(run)) {
		s->native = ck_native_new();
		return ck_native_header(s->native, names, count, e);
	}
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

	if (is_native(run)) {
		if (s->native == NULL)
			s->native = ck_native_new();
		ck_native_begin(s->native, ck_run_desk(run));
		return CK_OK;
	}
	ck_import_free(s->import);
	s->import = NULL;
	return ck_import_new(ck_run_desk(run), &is, &s->import, e);
}

static enum ck_code native_row(struct ck_run *run, struct ck_stream_row *r, struct ck_error *e)
{
	struct ck_native *n = ((struct state *)ck_run_state(run))->native;

	if (ck_native_record(n, r->values, r->line, e) == CK_OK) {
		r->skipped = ck_run_dry(run); /* a verdict on each event would say nothing: all are taken, or none */
		return CK_OK;
	}
	ck_run_at(run, ck_native_line(n));
	r->enough = true;
	return e->code;
}

static void done(void *run, int64_t records, int64_t of)
{
	ck_run_done(run, records, of);
}

static enum ck_code folder(struct ck_run *run, const char *path, struct ck_error *e)
{
	struct state *s = ck_run_state(run);

	return native_alone(run, e) == CK_OK ? ck_native_folder(s->native, path, done, run, e) : e->code;
}

static enum ck_code row(struct ck_run *run, struct ck_stream_row *r, struct ck_error *e)
{
	struct state *s = ck_run_state(run);
	struct ck_import_verdict verdict = {0};
	enum ck_code code;

	if (s->native != NULL)
		return native_row(run, r, e);
	if (s->guess != NULL) {
		ck_guess_see(s->guess, r->values, r->count);
		r->skipped = true;
		r->enough = ++s->sampled >= SAMPLE;
		return CK_OK;
	}
	code = ck_mapping_apply(s->mapping, r->values, r->count, &s->fields, &r->skipped, e);
	if (code != CK_OK || r->skipped)
		return code;
	r->next = r->full && ck_import_opens(s->import, &s->fields);
	if (r->next)
		return CK_OK;
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

static enum ck_code print_counts(struct ck_run *run, const char *batch, const struct ck_import_counts *n,
                                 struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code;

	ck_fields_set(&out, "batch", batch);
	put_count(&out, "records_read", n->rows);
	put_count(&out, "cases_written", n->cases);
	put_count(&out, "events_written", n->events);
	put_count(&out, "records_replayed", n->again);
	put_count(&out, "records_refused", n->refused);
	put_count(&out, "warnings", n->warnings);
	put_count(&out, "values_repaired", n->repaired);
	put_count(&out, "near_duplicates", n->near_duplicates);
	code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

static enum ck_code end_native(struct ck_run *run, struct ck_error *e)
{
	struct ck_native *native = ((struct state *)ck_run_state(run))->native;
	struct ck_native_counts n;
	enum ck_code code = ck_native_end(native, &n, e);
	const struct ck_import_counts counts = {.rows = n.records, .cases = n.cases, .events = n.events, .again = n.again};

	if (code != CK_OK && ck_native_line(native) > 0)
		ck_run_at(run, ck_native_line(native));
	return code == CK_OK ? print_counts(run, "", &counts, e) : code;
}

static enum ck_code end(struct ck_run *run, struct ck_error *e)
{
	struct state *s = ck_run_state(run);
	struct ck_import_counts n = {0};
	enum ck_code code;

	if (s->native != NULL)
		return end_native(run, e);
	if (s->guess != NULL)
		return ck_guess_print(s->guess, print, run, e);
	code = ck_import_end(s->import, &n, e);
	if (code != CK_OK)
		return code;
	ck_run_part(run, &n.rows, &n.refused); /* also those that could not even be read */
	if (n.damaged > n.repaired)
		ck_run_warn(run, "%lld values look like RK1048 that was read as CP1251; --repair would repair them",
		            (long long)n.damaged);
	return print_counts(run, n.cases > 0 ? ck_desk_batch(ck_run_desk(run)) : "", &n, e);
}

int main(int argc, char **argv)
{
	static struct state state;
	static const struct ck_command command = {
		.name = "case-import",
		.purpose = "import legacy cases as histories",
		.examples = "case-import --guess --input=cases.csv --encoding=RK1048 > map.tsv\n"
		            "case-import --map=map.tsv --input=cases.csv --encoding=RK1048 --dry-run\n"
		            "case-import --map=map.tsv --input=cases.csv --encoding=RK1048 --keep-going --rejects=bad.csv\n"
		            "case-import --native --input=export-2026\n",
		.mode = CK_STREAMS,
		.prints = "batch records_read cases_written events_written records_replayed records_refused warnings "
		          "values_repaired near_duplicates",
		.options = options,
		.looks = guesses,
		.header = header,
		.start = start,
		.row = row,
		.end = end,
		.folder = folder,
		.unbatched = is_native,
		.state = &state,
	};
	int code;

	ck_store_sort_beside();
	code = ck_command_main(&command, argc, argv);

	ck_import_free(state.import);
	ck_native_free(state.native);
	ck_mapping_free(state.mapping);
	ck_guess_free(state.guess);
	return code;
}
