/* workplace-review: review an application for special workplaces, or a report. */
#include "command.h"
#include "workplace.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"finding", CK_NEEDED, "conforming or not-conforming"},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code review(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_workplace_review(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "workplace-review",
	    .purpose = "review an application for special workplaces, or a report",
	    .examples = "workplace-review ALM-2023-000017 --finding=conforming --by=e.rel\n"
	                "case-list --next-act=check --office=ALM | workplace-review --finding=conforming --by=e.rel\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_WORKPLACE_COLUMNS,
	    .each = review,
	};

	return ck_command_main(&command, argc, argv);
}
