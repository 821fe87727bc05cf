/* case-note: keep a remark, a fact or the arrival of papers with a case. */
#include "casework.h"
#include "command_act.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"fact", CK_OPTIONAL, NULL},
    {"received", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code note(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_beside(run, "note", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-note",
	    .purpose = "keep a remark, a fact or the arrival of papers with a case",
	    .examples = "case-note ALM-2019-000017 --note=\"called, will bring the certificate on Monday\" --by=s.reg\n"
	                "case-note ALM-2019-000017 --fact=papers-missing --by=a.bek\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_COLUMNS,
	    .each = note,
	};

	return ck_command_main(&command, argc, argv);
}
