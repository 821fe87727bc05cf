/* case-sign: sign the result of a case. */
#include "casework.h"
#include "command_act.h"

static enum ck_code sign(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_act(run, "sign", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-sign",
	    .purpose = "sign the result of a case",
	    .examples = "case-sign ALM-2019-000017 --by=h.head\n"
	                "case-sign ALM-2019-000017 --file=notice.p7s --signature=2019/117 --by=h.head\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = CK_ACT_INPUTS,
	    .prints = CK_CASE_COLUMNS,
	    .each = sign,
	};

	return ck_command_main(&command, argc, argv);
}
