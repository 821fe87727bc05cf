/* workplace-refer: send a person to a free place of the contract, or say who left. */
#include "command.h"
#include "workplace.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"employee", CK_NEEDED, "IIN of the person"},
    {"from", CK_OPTIONAL, "first day at the place; default the day of the act"},
    {"left", CK_OPTIONAL, "the first day on which the person is no longer there"},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code refer(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_workplace_refer(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "workplace-refer",
	    .purpose = "send a person to a free place of the contract, or say who left",
	    .examples = "workplace-refer ALM-2023-000017 --employee=701111301109 --from=2023-09-04 --by=e.rel\n"
	                "workplace-refer ALM-2023-000017 --employee=701111301109 --left=2023-11-20 --by=e.rel\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_WORKPLACE_COLUMNS,
	    .each = refer,
	};

	return ck_command_main(&command, argc, argv);
}
