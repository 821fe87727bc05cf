/* case-due: what is due, for whom, by when. Exit 1 if anything is overdue. */
#include <string.h>

#include "casework.h"
#include "command.h"

static const struct ck_option options[] = {
    {"within", "SPAN", "due within that span from now: 2d, 4h"},
    {"overdue", NULL, "only what is overdue"},
    {"lapsed", NULL, "only cases that have lapsed by rule and wait for case-lapse"},
    {"office", "OFFICE", "cases of that office and all below it"},
    {"responsible", "LOGIN", "cases assigned to that person"},
    {"next-role", "ROLE", "cases whose next step is that role's"},
    {"limit", "N", "at most so many"},
    {0},
};

static enum ck_code print_due(void *to, const struct ck_fields *out, struct ck_error *e)
{
	struct ck_run *run = to;
	bool lapsed = true;
	enum ck_code code = CK_OK;

	if (ck_run_option(run, "lapsed") != NULL)
		code = ck_case_has_lapsed(ck_run_desk(run), ck_fields_get(out, "case"), &lapsed, e);
	if (code != CK_OK || !lapsed)
		return code;
	if (strcmp(ck_fields_get(out, "overdue"), "yes") == 0)
		ck_run_answer_no(run);
	return ck_run_print(run, out, e);
}

static enum ck_code due(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *within = ck_run_option(run, "within"), *limit = ck_run_option(run, "limit");
	ck_time now = ck_desk_now(ck_run_desk(run));
	struct ck_case_filter f = ck_case_any();
	int64_t span = 0, most = 0;

	(void)in;
	if (within != NULL && !ck_text_span(within, &span))
		return ck_fail(e, CK_USAGE, "--within=%s is no span such as 2d or 4h", within);
	if (limit != NULL && (!ck_text_number(limit, &most) || most < 1))
		return ck_fail(e, CK_USAGE, "--limit=%s is no number of cases", limit);
	f.office = ck_run_option(run, "office");
	f.subtree = true;
	f.responsible = ck_run_option(run, "responsible");
	f.next_role = ck_run_option(run, "next-role");
	f.due_until = within != NULL ? now + span + 1 : INT64_MAX; /* due at the very end of the span is within it */
	if (ck_run_option(run, "overdue") != NULL || ck_run_option(run, "lapsed") != NULL)
		f.overdue_at = now;
	return ck_case_list(ck_run_desk(run), &f, CK_BY_DUE, most, print_due, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-due",
	    .purpose = "list what is due, for whom and by when",
	    .examples = "case-due --within=2d --office=ALM\n"
	                "case-due --overdue --responsible=a.bek || echo late\n"
	                "case-due --lapsed | case-lapse --by=m.migr\n",
	    .mode = CK_READS,
	    .prints = "case due term overdue next_step next_acts next_role responsible office regulation applicant_name status",
	    .options = options,
	    .asks = true,
	    .each = due,
	};

	return ck_command_main(&command, argc, argv);
}
