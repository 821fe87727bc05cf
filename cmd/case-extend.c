/* case-extend: extend a step's term on a ground of the act. */
#include "casework.h"
#include "command_act.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"ground", CK_OPTIONAL, "name of the extension, where the act knows several"},
    {"reason", CK_OPTIONAL, NULL},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"fact", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code extend(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_beside(run, "extend", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-extend",
	    .purpose = "extend a step's term on a ground of the act",
	    .examples = "case-extend ALM-2019-000017 --ground=enquiries --by=x.comm\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_COLUMNS,
	    .each = extend,
	};

	return ck_command_main(&command, argc, argv);
}
