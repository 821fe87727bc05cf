/* permit-extend: extend a permit, from a granted case of its own. */
#include "command_act.h"
#include "permit.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"from", CK_OPTIONAL, "first day of the new permit; default the day after the last one's end"},
    {"until", CK_NEEDED, "last day of the new permit"},
    {"permit", CK_OPTIONAL, "the permit before it; default the one that the application names"},
    CK_PERMIT_INPUTS,
};

static enum ck_code extend(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_permit(run, "extend", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "permit-extend",
	    .purpose = "extend a permit, from a granted case of its own",
	    .examples = "permit-extend ALM-2020-000003 --permit=ALM-2019-P000005 --until=2021-05-31 --by=m.migr\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_PERMIT_COLUMNS " replayed key",
	    .each = extend,
	};

	return ck_command_main(&command, argc, argv);
}
