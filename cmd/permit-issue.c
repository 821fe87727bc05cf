/* permit-issue: issue a permit for foreign labour from a granted case. */
#include "command_act.h"
#include "permit.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"from", CK_OPTIONAL, "first day of the permit; default the day of the act"},
    {"until", CK_NEEDED, "last day of the permit"},
    CK_PERMIT_INPUTS,
};

static enum ck_code issue(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_run_permit(run, "issue", in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "permit-issue",
	    .purpose = "issue a permit for foreign labour from a granted case",
	    .examples = "permit-issue ALM-2019-000017 --from=2019-06-01 --until=2020-05-31 --by=m.migr\n"
	                "case-list --next-act=issue --office=ALM | permit-issue --until=2019-12-31 --by=m.migr\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_PERMIT_COLUMNS " replayed key",
	    .each = issue,
	};

	return ck_command_main(&command, argc, argv);
}
