/* case-export: the store, or some of its cases, as records or as a folder from which another store can be made. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casework.h"
#include "command.h"
#include "export.h"
#include "ledger.h"

#define SUMMARY "chains_read events_read batches_read files_read"

static struct state {
	ck_chain *chains;              /* named by operands or records */
	size_t count, room;
	bool all;                      /* nothing was named, and no records were given that might */
	struct ck_field fields[CK_EXPORT_VALUES];  /* of a record, lent to the output */
} state;

static const struct ck_input reads[] = {
	{"case", CK_OPTIONAL, "the case, or another chain: the journal ALM-J, a session, an organisation"}, {0}};

static const struct ck_option options[] = {
	{"folder", "DIR", "into a folder that is made for it, with all that the store holds beside the cases"},
	{"office", "OFFICE", "cases of that office; several: give it again"},
	{"below", NULL, "and of all offices below it"},
	{"regulation", "REGULATION", "cases of that regulation"},
	{"status", "STATUS", "open, or a status: registered, decided, issued, ..."},
	{"outcome", "OUTCOME", "granted or refused"},
	{"registered-from", "TIME", "registered then or later"},
	{"registered-until", "TIME", "registered then or earlier; a date: that day too"},
	{"no-journals", NULL, "of a selection: without the offices' journals, which a new store needs"},
	{0}};

/* -- what is asked for -- */

static enum ck_code read_time(struct ck_run *run, const char *option, bool until, struct ck_case_filter *f, int64_t *to,
                              struct ck_error *e)
{
	const char *text = ck_run_option(run, option);

	if (text == NULL || ck_case_filter_time(ck_run_desk(run), f->office, text, until, to, e) == CK_OK)
		return CK_OK;
	return ck_fail(e, CK_USAGE, "--%s=%s is no time", option, text);
}

static enum ck_code read_filter(struct ck_run *run, struct ck_case_filter *f, struct ck_error *e)
{
	enum ck_code code;

	*f = ck_case_any();
	f->office = ck_run_option(run, "office");
	f->subtree = ck_run_option(run, "below") != NULL;
	f->regulation = ck_run_option(run, "regulation");
	f->status = ck_run_option(run, "status");
	f->outcome = ck_run_option(run, "outcome");
	code = ck_case_filter_known(ck_run_desk(run), f, e);
	if (code == CK_OK)
		code = read_time(run, "registered-from", false, f, &f->registered_from, e);
	return code == CK_OK ? read_time(run, "registered-until", true, f, &f->registered_until, e) : code;
}

/* The option that chooses among all cases, if one was given. */
static const char *filter_given(struct ck_run *run)
{
	for (size_t i = 1; strcmp(options[i].name, "no-journals") != 0; i++)
		if (ck_run_option(run, options[i].name) != NULL)
			return options[i].name;
	return NULL;
}

/* -- what is told -- */

static enum ck_code print(void *to, const char *const *values, struct ck_error *e)
{
	struct ck_run *run = to;
	struct state *s = ck_run_state(run);
	const struct ck_fields record = {.at = s->fields, .count = CK_EXPORT_VALUES};

	for (int i = 0; i < CK_EXPORT_VALUES; i++)
		s->fields[i].value = values[i];
	return ck_run_print(run, &record, e);
}

static void name_fields(struct state *s)
{
	static char names[] = CK_EXPORT_COLUMNS;
	char *rest = names;

	for (int i = 0; i < CK_EXPORT_VALUES; i++)
		s->fields[i].name = strsep(&rest, " ");
}

static enum ck_code sum_up(struct ck_run *run, const struct ck_export_counts *n, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code;

	ck_fields_set_count(&out, "chains_read", n->chains);
	ck_fields_set_count(&out, "events_read", n->events);
	ck_fields_set_count(&out, "batches_read", n->batches);
	ck_fields_set_count(&out, "files_read", n->files);
	code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

static enum ck_code export(struct ck_run *run, const struct ck_selection *selection, struct ck_error *e)
{
	const char *folder = ck_run_option(run, "folder");
	struct ck_export_counts n;
	enum ck_code code;

	if (folder != NULL) {
		code = ck_run_columns(run, SUMMARY, e);
		if (code == CK_OK)
			code = ck_export_folder(ck_run_store(run), selection, folder, &n, e);
		return code == CK_OK ? sum_up(run, &n, e) : code;
	}
	name_fields(ck_run_state(run));
	code = ck_export_records(ck_run_store(run), selection, print, run, &n, e);
	if (code == CK_OK && n.files > 0)
		ck_run_warn(run, "%lld attached file%s not in these records: --folder takes %s along", (long long)n.files,
		            n.files == 1 ? " is" : "s are", n.files == 1 ? "it" : "them");
	return code;
}

/* -- the run -- */

static enum ck_code gather(struct ck_run *run, const char *number, struct ck_error *e)
{
	struct state *s = ck_run_state(run);
	struct ck_error none;
	struct ck_events evs = {0};
	ck_chain chain;
	enum ck_code code = ck_ledger_chain(ck_run_store(run), number, &chain, e);

	if (code == CK_OK)
		code = ck_ledger_event(ck_run_store(run), chain, 1, &evs, &none) == CK_OK && evs.count == 0
		           ? ck_fail(e, CK_BADDATA, "no case %s", number) : CK_OK;
	ck_events_free(&evs);
	if (code != CK_OK)
		return code;
	if (s->count == s->room) {
		s->room = 2 * s->room + 64;
		s->chains = ck_grow(s->chains, s->room, sizeof *s->chains);
	}
	s->chains[s->count++] = chain;
	return CK_OK;
}

static enum ck_code each(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *number = ck_fields_get(in, "case"), *filter = filter_given(run);
	struct state *s = ck_run_state(run);

	if (number == NULL && ck_run_source(run) != NULL)
		return ck_fail_at(e, CK_BADDATA, "case", "no value");
	s->all = number == NULL;
	if (s->all)
		return CK_OK;
	if (filter != NULL)
		return ck_fail(e, CK_USAGE, "--%s is for all cases, not for cases that are named", filter);
	return gather(run, number, e);
}

static enum ck_code finish(struct ck_run *run, struct ck_error *e)
{
	const struct state *s = ck_run_state(run);
	struct ck_case_filter filter;
	struct ck_selection selection = {
		.chains = s->chains, .count = s->count, .named = !s->all, .alone = ck_run_option(run, "no-journals") != NULL,
	};
	enum ck_code code = CK_OK;

	if (s->all && filter_given(run) != NULL) {
		code = read_filter(run, &filter, e);
		selection.cases = &filter;
	}
	if (code == CK_OK && selection.alone && !selection.named && selection.cases == NULL)
		return ck_fail(e, CK_USAGE, "--no-journals is for a selection of cases");
	return code == CK_OK ? export(run, &selection, e) : code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "case-export",
		.purpose = "export a store, or some of its cases, with their events",
		.examples = "case-export --folder=export-2026\n"
		            "case-export --office=ALM --registered-until=2019-12-31 > alm-2019.tsv\n"
		            "case-list --responsible=a.bek | case-export - | case-import --native --store=other.db\n",
		.mode = CK_READS,
		.key = "case",
		.reads = reads,
		.prints = CK_EXPORT_COLUMNS,
		.options = options,
		.asks = true,
		.each = each,
		.finish = finish,
		.state = &state,
	};
	int code = ck_command_main(&command, argc, argv);

	free(state.chains);
	return code;
}
