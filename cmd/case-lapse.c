/* case-lapse: record that a case has lapsed. */
#include "casework.h"
#include "command_act.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code lapse(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_beside(run, "lapse", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-lapse",
	    .purpose = "record that a case has lapsed",
	    .examples = "case-due --lapsed | case-lapse --by=m.migr\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_COLUMNS,
	    .each = lapse,
	};

	return ck_command_main(&command, argc, argv);
}
