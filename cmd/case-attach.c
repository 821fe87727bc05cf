/* case-attach: attach a file to a case. */
#include "casework.h"
#include "command_act.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"file", CK_NEEDED, NULL},
    {"document", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code attach(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_beside(run, "attach", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-attach",
	    .purpose = "attach a file to a case",
	    .examples = "case-attach ALM-2019-000017 --document=inspection-act --file=act.pdf --by=w.soc\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_COLUMNS,
	    .each = attach,
	};

	return ck_command_main(&command, argc, argv);
}
