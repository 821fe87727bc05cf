/* workplace-contract: draw up the contract for special workplaces. */
#include "command.h"
#include "workplace.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"wage", CK_NEEDED, NULL},
    {"months", CK_NEEDED, NULL},
    {"from", CK_NEEDED, "first day of the contract"},
    {"places", CK_OPTIONAL, "how many workplaces, if fewer than the application says"},
    {"cost", CK_OPTIONAL, "cost of one workplace in tenge, if less than the application says"},
    {"amount", CK_OPTIONAL, "the most that is paid in all; default what places and wages come to"},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code draw_up(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_workplace_contract(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "workplace-contract",
	    .purpose = "draw up the contract for special workplaces",
	    .examples = "workplace-contract ALM-2023-000017 --wage=60000 --months=12 --from=2023-08-01 --by=e.rel\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_WORKPLACE_COLUMNS,
	    .each = draw_up,
	};

	return ck_command_main(&command, argc, argv);
}
