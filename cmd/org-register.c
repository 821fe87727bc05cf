/* org-register: enter an organisation of people with disabilities, by its BIN. */
#include "command.h"
#include "org.h"

static const struct ck_input reads[] = {
    {"applicant", CK_NEEDED, "BIN of the organisation"},
    {"name", CK_NEEDED, "name of the organisation"},
    {"specialised", CK_OPTIONAL, NULL},
    {"office", CK_OPTIONAL, "office that keeps it; default that of who acts"},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code enter(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_org_register(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "org-register",
	    .purpose = "enter an organisation of people with disabilities",
	    .examples = "org-register --applicant=080440005158 --name=\"ЖШС «Көктем»\" --by=s.reg\n"
	                "org-register --input=organisations.csv --by=s.reg\n",
	    .mode = CK_WRITES,
	    .reads = reads,
	    .prints = CK_ORG_COLUMNS " replayed key",
	    .each = enter,
	};

	return ck_command_main(&command, argc, argv);
}
