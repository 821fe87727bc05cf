/* org-apply: begin an application for the sign: a draft, after an approval with the employees of the approved one. */
#include "command.h"
#include "org.h"

static const struct ck_input reads[] = {
    {"org", CK_NEEDED, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code begin(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_org_apply(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "org-apply",
	    .purpose = "begin an application for the sign",
	    .examples = "org-apply 080440005158 --by=s.reg\n"
	                "org-list --expiring=30d | org-apply --by=s.reg --keep-going\n",
	    .mode = CK_WRITES,
	    .key = "org",
	    .reads = reads,
	    .prints = CK_ORG_COLUMNS " replayed key",
	    .each = begin,
	};

	return ck_command_main(&command, argc, argv);
}
