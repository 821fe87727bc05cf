/* service-check: what is wrong in a folder of a catalogue's files. */
#include <stdio.h>

#include "command.h"
#include "catalogue.h"

static const struct ck_option options[] = {
	{"folder", "DIR", "the folder; default the catalogue that casekit came with"},
	{0}};

struct findings {
	struct ck_run *run;
	struct ck_fields out;
	enum ck_code code;
	struct ck_error *e;
};

static void print(void *to, const struct ck_finding *f)
{
	struct findings *all = to;
	char line[24];

	if (all->code != CK_OK)
		return;
	snprintf(line, sizeof line, "%zu", f->line);
	ck_fields_empty(&all->out);
	ck_fields_set(&all->out, "fault_file", f->file);
	ck_fields_set(&all->out, "fault_line", f->line == 0 ? "" : line);
	ck_fields_set(&all->out, "fault_column", f->column);
	ck_fields_set(&all->out, "fault", f->text);
	all->code = ck_run_print(all->run, &all->out, all->e);
}

static bool has_vocabulary(const struct ck_rows *rows)
{
	for (size_t i = 0; i < rows->count; i++) {
		if (rows->at[i].part == CK_PART_ACTS || rows->at[i].part == CK_PART_ROLES)
			return true;
	}
	return false;
}

/* A folder that brings a regulation only uses the words that casekit came with. */
static enum ck_code build_vocabulary(struct ck_run *run, const struct ck_rows *rows, struct ck_vocabulary **v,
                                     struct ck_error *e)
{
	struct ck_rows installed = {0};
	char folder[4096];
	enum ck_code code;

	if (has_vocabulary(rows))
		return ck_vocabulary_build(rows, v, e);
	snprintf(folder, sizeof folder, "%s/catalogue", ck_run_data(run));
	code = ck_rows_read(folder, true, &installed, e);
	if (code == CK_OK)
		code = ck_vocabulary_build(&installed, v, e);
	ck_rows_free(&installed);
	return code;
}

static enum ck_code check(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *folder = ck_run_option(run, "folder");
	struct findings all = {.run = run, .code = CK_OK, .e = e};
	struct ck_vocabulary *v = NULL;
	struct ck_rows rows = {0};
	char installed[4096];
	enum ck_code code;

	(void)in;
	snprintf(installed, sizeof installed, "%s/catalogue", ck_run_data(run));
	code = ck_rows_read(folder == NULL ? installed : folder, folder == NULL, &rows, e);
	if (code == CK_OK)
		code = build_vocabulary(run, &rows, &v, e);
	if (code == CK_OK && ck_rows_lint(&rows, v, print, &all) > 0)
		ck_run_answer_no(run);
	ck_vocabulary_free(v);
	ck_rows_free(&rows);
	ck_fields_free(&all.out);
	return code == CK_OK ? all.code : code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "service-check",
		.purpose = "look for mistakes in a catalogue of regulations",
		.examples = "service-check\n"
		            "service-check --folder=my-regulation && service-load --folder=my-regulation",
		.mode = CK_PLAIN,
		.prints = "fault_file fault_line fault_column fault",
		.options = options,
		.asks = true,
		.each = check,
	};

	return ck_command_main(&command, argc, argv);
}
