/* case-reassign: give a case to another executor. */
#include "casework.h"
#include "command_act.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"to", CK_NEEDED, "login of the new executor"},
    {"reason", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code reassign(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_beside(run, "reassign", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-reassign",
	    .purpose = "give a case to another executor",
	    .examples = "case-reassign ALM-2019-000017 --to=b.omar --by=h.head\n"
	                "staff-end d.olzhas | case-reassign --to=b.omar --reason=\"left\" --by=h.head\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_COLUMNS,
	    .each = reassign,
	};

	return ck_command_main(&command, argc, argv);
}
