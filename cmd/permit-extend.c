/* permit-extend: extend a permit, from a granted case of its own. */
#include "command.h"
#include "permit.h"

static const struct ck_input reads[] = {
    {"case", CK_NEEDED, NULL},
    {"from", CK_OPTIONAL, "first day of the new permit; default the day after the last one's end"},
    {"until", CK_NEEDED, "last day of the new permit"},
    {"permit", CK_OPTIONAL, "the permit before it; default the one that the application names"},
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

static enum ck_code extend(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_permit_issue(ck_run_desk(run), "extend", in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
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
