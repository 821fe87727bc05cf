/* case-assign: the head names who examines a case. */
#include "casework.h"
#include "command_act.h"

static enum ck_code assign(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_act(run, "assign", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-assign",
	    .purpose = "the head names who examines a case",
	    .examples = "case-assign ALM-2019-000017 --to=a.bek --by=h.head\n"
	                "case-register --input=morning.csv | case-assign --to=a.bek --by=h.head\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = CK_ACT_INPUTS,
	    .prints = CK_CASE_COLUMNS,
	    .each = assign,
	};

	return ck_command_main(&command, argc, argv);
}
