/* case-conclude: record the conclusion of a commission or social worker. */
#include "casework.h"
#include "command_act.h"

static enum ck_code conclude(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_act(run, "conclude", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-conclude",
	    .purpose = "record the conclusion of a commission or social worker",
	    .examples = "case-conclude ALM-2019-000017 --finding=in-need --document=inspection-act --file=act.pdf --by=p.comm\n"
	                "case-conclude ALM-2019-000017 --received=2019-03-20T10:00 --by=p.comm\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = CK_ACT_INPUTS,
	    .prints = CK_CASE_COLUMNS,
	    .each = conclude,
	};

	return ck_command_main(&command, argc, argv);
}
