/* org-list: organisations of people with disabilities by any filter, or counted in groups; and who works there. */
#include <string.h>

#include "command.h"
#include "org.h"
#include "tally.h"

static const struct ck_input reads[] = {{"org", CK_OPTIONAL, NULL}, {0}};
static const struct ck_option options[] = {
    {"office", "OFFICE", "kept by that office"},
    {"status", "STATUS", "whose newest application is draft, sent, approved, rejected or error"},
    {"employee", "IIN", "whose newest list has that person"},
    {"signed", NULL, "who has the sign now"},
    {"expiring", "SPAN", "whose sign is gone within that time: 30d, 4w"},
    {"group-by", "COLUMN", "count the organisations by the values of these columns"},
    {"employees", NULL, "of those named, the employees instead, as the snapshots of today know them"},
    {"number", "N", "with --employees: of that application; default the newest"},
    {0},
};

struct seen {
	struct ck_tally *tally;  /* of --group-by */
	bool columns;            /* were the employees' columns chosen? */
};

static enum ck_code print_org(void *to, const struct ck_fields *out, struct ck_error *e)
{
	struct ck_run *run = to;
	const struct seen *seen = ck_run_state(run);

	if (seen->tally == NULL)
		return ck_run_print(run, out, e);
	ck_tally_add(seen->tally, out);
	return CK_OK;
}

/* A filter asks among all organisations; one that was named is not asked about. */
static enum ck_code no_filter(struct ck_run *run, struct ck_error *e)
{
	for (size_t i = 0; options[i].name != NULL; i++) {
		const char *name = options[i].name;

		if (!ck_word_in("group-by employees number", name) && ck_run_option(run, name) != NULL)
			return ck_fail(e, CK_USAGE, "--%s is for all organisations, not for those that are named", name);
	}
	return CK_OK;
}

static enum ck_code begin_tally(struct ck_run *run, struct ck_error *e)
{
	const char *by = ck_run_option(run, "group-by");
	struct seen *seen = ck_run_state(run);
	enum ck_code code;

	if (by == NULL || seen->tally != NULL)
		return CK_OK;
	code = ck_tally_new("orgs", by, CK_ORG_LISTED, &seen->tally, e);
	return code == CK_OK ? ck_run_columns(run, ck_tally_columns(seen->tally), e) : code;
}

static enum ck_code list_employees(struct ck_run *run, const char *org, struct ck_error *e)
{
	const char *text = ck_run_option(run, "number");
	struct seen *seen = ck_run_state(run);
	int64_t number = 0;
	enum ck_code code = CK_OK;

	if (org == NULL || ck_run_option(run, "group-by") != NULL)
		return ck_fail(e, CK_USAGE, "--employees is for organisations that are named, and lists each employee");
	if (text != NULL && (!ck_text_number(text, &number) || number < 1))
		return ck_fail(e, CK_USAGE, "--number=%s is no number of an application", text);
	if (!seen->columns)
		code = ck_run_columns(run, CK_EMPLOYEE_COLUMNS, e);
	seen->columns = true;
	return code == CK_OK ? ck_org_employees(ck_run_desk(run), org, number, print_org, run, e) : code;
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const struct ck_org_ask ask = {
	    .org = ck_fields_get(in, "org"), .office = ck_run_option(run, "office"), .status = ck_run_option(run, "status"),
	    .employee = ck_run_option(run, "employee"), .with_sign = ck_run_option(run, "signed") != NULL,
	    .expiring = ck_run_option(run, "expiring"),
	};
	enum ck_code code = ask.org != NULL ? no_filter(run, e) : CK_OK;

	if (code == CK_OK && ck_run_option(run, "employees") != NULL)
		return list_employees(run, ask.org, e);
	if (code == CK_OK && ck_run_option(run, "number") != NULL)
		code = ck_fail(e, CK_USAGE, "--number goes with --employees");
	if (code == CK_OK)
		code = begin_tally(run, e);
	return code == CK_OK ? ck_org_list(ck_run_desk(run), &ask, print_org, run, e) : code;
}

static enum ck_code print_tally(struct ck_run *run, struct ck_error *e)
{
	struct seen *seen = ck_run_state(run);
	struct ck_fields out = {0};
	enum ck_code code = CK_OK;

	while (code == CK_OK && seen->tally != NULL && ck_tally_next(seen->tally, &out))
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	ck_tally_free(seen->tally);
	seen->tally = NULL;
	return code;
}

int main(int argc, char **argv)
{
	static struct seen seen;
	static const struct ck_command command = {
	    .name = "org-list",
	    .purpose = "list organisations of people with disabilities, or who works there",
	    .examples = "org-list --expiring=30d --office=ALM\n"
	                "org-list --status=sent | org-submit --by=s.reg --keep-going\n"
	                "org-list 080440005158 --employees\n",
	    .mode = CK_READS,
	    .key = "org",
	    .reads = reads,
	    .prints = CK_ORG_LISTED,
	    .options = options,
	    .asks = true,
	    .each = list,
	    .finish = print_tally,
	    .state = &seen,
	};

	return ck_command_main(&command, argc, argv);
}
