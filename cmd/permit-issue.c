/* permit-issue: issue a permit for foreign labour from a granted case. */
#include "command.h"
#include "permit.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"from", CK_OPTIONAL, "first day of the permit; default the day of the act"},
    {"until", CK_NEEDED, "last day of the permit"},
    {"workers", CK_OPTIONAL, "whom the permit is for, if fewer than the application says"},
    {"region", CK_OPTIONAL, "where it is for, if the application does not say"},
    {"result", CK_OPTIONAL, NULL},
    {"delivery", CK_OPTIONAL, NULL},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"received", CK_OPTIONAL, NULL},
    {"fact", CK_OPTIONAL, NULL},
    {"item", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code issue(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_permit_issue(ck_run_desk(run), "issue", in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
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
