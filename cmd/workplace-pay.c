/* workplace-pay: pay the subsidy that a reviewed report is followed by. */
#include "command.h"
#include "workplace.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"amount", CK_NEEDED, NULL},
    {"month", CK_OPTIONAL, "the month whose report is paid, or work; default that of the last report"},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code pay(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_workplace_pay(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "workplace-pay",
	    .purpose = "pay the subsidy that a reviewed report is followed by",
	    .examples = "workplace-pay ALM-2023-000017 --amount=1800000 --by=h.head\n"
	                "workplace-pay ALM-2023-000017 --month=2023-09 --amount=120000 --key=order-481 --by=h.head\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_WORKPLACE_COLUMNS,
	    .each = pay,
	};

	return ck_command_main(&command, argc, argv);
}
