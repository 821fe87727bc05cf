/* permit-reissue: reissue a permit, from a granted case of its own. */
#include "command_act.h"
#include "permit.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"from", CK_OPTIONAL, "first day of the new permit; default the day of the act"},
    {"until", CK_OPTIONAL, "last day of the new permit; default the last day of the one before it"},
    {"permit", CK_OPTIONAL, "the permit before it; default the one that the application names"},
    CK_PERMIT_INPUTS,
};

static enum ck_code reissue(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_permit(run, "reissue", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "permit-reissue",
	    .purpose = "reissue a permit, from a granted case of its own",
	    .examples = "permit-reissue ALM-2019-000018 --permit=ALM-2019-P000005 --by=m.migr\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_PERMIT_COLUMNS " replayed key",
	    .each = reissue,
	};

	return ck_command_main(&command, argc, argv);
}
