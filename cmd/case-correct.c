/* case-correct: correct a field of an application; both values stay visible. */
#include "casework.h"
#include "command_act.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"field", CK_NEEDED, "applicant, name, representative; of a permit region, workers, staff, permit"},
    {"value", CK_NEEDED, "what is right"},
    {"reason", CK_NEEDED, NULL},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code correct(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_beside(run, "correct", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-correct",
	    .purpose = "correct a field of an application; both values stay visible",
	    .examples = "case-correct ALM-2019-000017 --field=name --value=\"Әлиева Айгүл\" --reason=misread --by=s.reg\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_COLUMNS,
	    .each = correct,
	};

	return ck_command_main(&command, argc, argv);
}
