/* case-decide: decide a case: grant or refuse. */
#include "casework.h"
#include "command_act.h"

static enum ck_code decide(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_act(run, "decide", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-decide",
	    .purpose = "decide a case: grant or refuse",
	    .examples = "case-decide ALM-2019-000017 --decision=grant --amount=12500 --by=a.bek\n"
	                "case-decide ALM-2019-000018 --decision=refuse --ground=paragraph-10 --reason=\"income above the threshold\" --by=a.bek\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = CK_ACT_INPUTS,
	    .prints = CK_CASE_COLUMNS,
	    .each = decide,
	};

	return ck_command_main(&command, argc, argv);
}
