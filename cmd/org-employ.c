/* org-employ: add employees to the list of an application, or remove them. */
#include "command.h"
#include "org.h"

static const struct ck_input reads[] = {
    {"employee", CK_NEEDED, NULL},
    {"org", CK_NEEDED, NULL},
    {"change", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code employ(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_org_employ(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "org-employ",
	    .purpose = "add employees to the list of an application, or remove them",
	    .examples = "org-employ --org=080440005158 701111301109 610202401010 --by=s.reg\n"
	                "org-employ --org=080440005158 --input=employees.csv --by=s.reg\n"
	                "org-employ --org=080440005158 701111301109 --change=remove --by=s.reg\n",
	    .mode = CK_WRITES,
	    .key = "employee",
	    .reads = reads,
	    .prints = "org application application_status employee people replayed key",
	    .each = employ,
	};

	return ck_command_main(&command, argc, argv);
}
