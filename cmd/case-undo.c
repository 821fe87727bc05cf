/* case-undo: take back the last step of a case. */
#include "casework.h"
#include "command_act.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"seq", CK_OPTIONAL, "number of the event meant; it must be the last that stands"},
    {"reason", CK_NEEDED, NULL},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code undo(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_beside(run, "undo", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-undo",
	    .purpose = "take back the last step of a case",
	    .examples = "case-undo ALM-2019-000017 --reason=\"wrong case\" --by=a.bek\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_COLUMNS,
	    .each = undo,
	};

	return ck_command_main(&command, argc, argv);
}
