/* service-show: the rows of a regulation, part by part, in the very columns of the catalogue's files. */
#include <string.h>

#include "command.h"
#include "service.h"

static const struct ck_input reads[] = {
	{"regulation", CK_NEEDED, "the regulation: almaty-2017/wheelchair, or its short name: wheelchair"},
	{"edition", CK_OPTIONAL, "only this edition: the day from which it is in force"},
	{"variant", CK_OPTIONAL, "only rows of this variant"},
	{"channel", CK_OPTIONAL, "only rows of this channel"},
	{0}};

static const struct ck_option options[] = {
	{"part", "PART", "regulations, steps (default), terms, extensions, lapses, repetitions, results, grounds, documents, "
	                 "facts or permits"},
	{0}};

struct shown {
	struct ck_run *run;
	enum ck_part part;
	const struct ck_fields *in;
	bool found;
};

static enum ck_code read_part(const struct ck_run *run, enum ck_part *part, struct ck_error *e)
{
	const char *name = ck_run_option(run, "part");

	*part = CK_PART_STEPS;
	if (name == NULL)
		return CK_OK;
	for (*part = CK_PART_REGULATIONS; *part < CK_PARTS; (*part)++) {
		if (strcmp(ck_part_name(*part), name) == 0)
			return CK_OK;
	}
	return ck_fail(e, CK_USAGE, "--part=%s is no part of a catalogue's edition", name);
}

/* A row without the column is of all variants, or of all channels. */
static bool is_wanted(const struct shown *s, const struct ck_row *row)
{
	static const char *const by[] = {"variant", "channel"};

	for (size_t i = 0; i < sizeof by / sizeof by[0]; i++) {
		const char *wanted = ck_fields_get(s->in, by[i]), *is = ck_fields_get(&row->fields, by[i]);

		if (wanted != NULL && is != NULL && strcmp(wanted, is) != 0)
			return false;
	}
	return row->part == s->part;
}

static enum ck_code show_edition(void *to, const struct ck_fields *edition, struct ck_error *e)
{
	struct shown *s = to;
	const char *asked = ck_fields_get(s->in, "regulation"), *regulation = ck_fields_get(edition, "regulation");
	const char *day = ck_fields_get(s->in, "edition"), *slash = strrchr(regulation, '/');
	struct ck_rows rows = {0};
	enum ck_code code;

	if (strcmp(asked, regulation) != 0 && (slash == NULL || strcmp(asked, slash + 1) != 0))
		return CK_OK;
	if (day != NULL && strcmp(day, ck_fields_get(edition, "edition")) != 0)
		return CK_OK;
	s->found = true;
	code = ck_service_rows(ck_run_store(s->run), regulation, ck_fields_get(edition, "edition"), &rows, e);
	for (size_t i = 0; i < rows.count && code == CK_OK; i++) {
		if (is_wanted(s, &rows.at[i]))
			code = ck_run_print(s->run, &rows.at[i].fields, e);
	}
	ck_rows_free(&rows);
	return code;
}

static enum ck_code show(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct shown s = {.run = run, .in = in};
	bool *chosen = ck_run_state(run);
	enum ck_code code = read_part(run, &s.part, e);

	if (code == CK_OK && !*chosen)
		code = ck_run_columns(run, ck_part_columns(s.part), e);
	*chosen = true;
	if (code == CK_OK)
		code = ck_service_list(ck_run_store(run), NULL, CK_NODAY, show_edition, &s, e);
	if (code != CK_OK || s.found)
		return code;
	if (ck_fields_has(in, "edition"))
		ck_fail(e, CK_BADDATA, "no edition %s of \"%s\"", ck_fields_get(in, "edition"), ck_fields_get(in, "regulation"));
	else
		ck_fail(e, CK_BADDATA, "no service \"%s\"", ck_fields_get(in, "regulation"));
	return ck_fail_column(e, ck_fields_has(in, "edition") ? "edition" : "regulation");
}

int main(int argc, char **argv)
{
	static bool chosen;
	static const struct ck_command command = {
		.name = "service-show",
		.purpose = "show the steps and limits of a regulation, and its other parts",
		.examples = "service-show almaty-2017/wheelchair\n"
		            "service-show foreign-labour-permit --variant=issue --channel=office\n"
		            "service-show almaty-2017/semey-compensation --part=grounds",
		.mode = CK_READS,
		.key = "regulation",
		.reads = reads,
		.prints = "regulation edition variant channel step role acts when on then beside checks value unit bound "
		          "counts_from limit_when text",
		.options = options,
		.no_desk = true,
		.each = show,
		.state = &chosen,
	};

	return ck_command_main(&command, argc, argv);
}
