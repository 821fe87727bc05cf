/* workplace-report: enter the employer's report: of the work done, then month by month. */
#include "command.h"
#include "workplace.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"month", CK_OPTIONAL, "the month reported; none: the report of the work done"},
    {"reason", CK_OPTIONAL, "why a month before it was left out"},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code report(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_workplace_report(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "workplace-report",
	    .purpose = "enter the employer's report: of the work done, then month by month",
	    .examples = "workplace-report ALM-2023-000017 --document=work-report --by=e.rel\n"
	                "workplace-report ALM-2023-000017 --month=2023-09 --document=monthly-report --by=e.rel\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_WORKPLACE_COLUMNS,
	    .each = report,
	};

	return ck_command_main(&command, argc, argv);
}
