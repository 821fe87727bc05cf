/* workplace-approve: decide on a list of employers and their applications. */
#include "command.h"
#include "workplace.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"decision", CK_NEEDED, NULL},
    {"list", CK_NEEDED, NULL},
    {"ground", CK_OPTIONAL, "ground of a refusal, a word of the catalogue"},
    {"reason", CK_OPTIONAL, NULL},
    {"result", CK_OPTIONAL, NULL},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code approve(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_workplace_approve(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "workplace-approve",
	    .purpose = "decide on a list of employers and their applications",
	    .examples = "case-list --next-act=decide --office=ALM | workplace-approve --decision=grant --list=12 --by=h.head\n"
	                "workplace-approve ALM-2023-000018 --decision=refuse --list=12 --by=h.head\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_WORKPLACE_COLUMNS,
	    .each = approve,
	};

	return ck_command_main(&command, argc, argv);
}
