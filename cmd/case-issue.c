/* case-issue: hand the result of a case to the applicant. */
#include "casework.h"
#include "command_act.h"

static enum ck_code issue(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_act(run, "issue", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-issue",
	    .purpose = "hand the result of a case to the applicant",
	    .examples = "case-issue ALM-2019-000017 --delivery=in-person --by=s.reg\n"
	                "case-list --next-act=issue --office=ALM | case-issue --delivery=in-person --by=s.reg\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = CK_ACT_INPUTS,
	    .prints = CK_CASE_COLUMNS,
	    .each = issue,
	};

	return ck_command_main(&command, argc, argv);
}
