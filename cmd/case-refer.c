/* case-refer: pass a case on to a commission or another unit. */
#include "casework.h"
#include "command_act.h"

static enum ck_code refer(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_act(run, "refer", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-refer",
	    .purpose = "pass a case on to a commission or another unit",
	    .examples = "case-refer ALM-2019-000017 --by=a.bek\n"
	                "case-list --next-act=refer --responsible=a.bek | case-refer --by=a.bek\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = CK_ACT_INPUTS,
	    .prints = CK_CASE_COLUMNS,
	    .each = refer,
	};

	return ck_command_main(&command, argc, argv);
}
