/* permit-revoke: take a permit back, on a ground of the law. */
#include "command.h"
#include "permit.h"

static const struct ck_input reads[] = {
    {"permit", CK_NEEDED, NULL},
    {"ground", CK_NEEDED, "the ground, a subject of the norm permit-revocation"},
    {"from", CK_OPTIONAL, "the first day on which it holds no more; default the day of the act"},
    {"reason", CK_OPTIONAL, NULL},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code revoke(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_permit_revoke(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "permit-revoke",
	    .purpose = "take a permit back, on a ground of the law",
	    .examples = "permit-revoke ALM-2019-P000005 --ground=court-decision --from=2019-09-01 --by=h.head\n",
	    .mode = CK_WRITES,
	    .key = "permit",
	    .reads = reads,
	    .prints = CK_PERMIT_COLUMNS " replayed key",
	    .each = revoke,
	};

	return ck_command_main(&command, argc, argv);
}
