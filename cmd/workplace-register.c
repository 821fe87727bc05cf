/* workplace-register: enter an employer's application for special workplaces. */
#include "command.h"
#include "workplace.h"

static const struct ck_input reads[] = {
    {"applicant", CK_NEEDED, "BIN or IIN of the employer"},
    {"name", CK_OPTIONAL, "name of the employer"},
    {"places", CK_NEEDED, "how many workplaces"},
    {"profession", CK_NEEDED, NULL},
    {"cost", CK_NEEDED, NULL},
    {"service", CK_OPTIONAL, "default: the one service of the office that has a contract"},
    {"office", CK_OPTIONAL, "office that registers; default that of who acts"},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code enter(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_workplace_register(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "workplace-register",
	    .purpose = "enter an employer's application for special workplaces",
	    .examples = "workplace-register --applicant=080440005158 --name=Spring --places=2 --profession=5411 \\\n"
	                "    --cost=900000 --by=e.rel\n"
	                "workplace-register --input=applications.csv --by=e.rel\n",
	    .mode = CK_WRITES,
	    .reads = reads,
	    .prints = CK_WORKPLACE_COLUMNS,
	    .each = enter,
	};

	return ck_command_main(&command, argc, argv);
}
