/* case-withdraw: record that the applicant takes the application back. */
#include "casework.h"
#include "command_act.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"reason", CK_NEEDED, NULL},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code withdraw(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_beside(run, "withdraw", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-withdraw",
	    .purpose = "record that the applicant takes the application back",
	    .examples = "case-withdraw ALM-2019-000017 --reason=\"moved to another region\" --by=s.reg\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_COLUMNS,
	    .each = withdraw,
	};

	return ck_command_main(&command, argc, argv);
}
