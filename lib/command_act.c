#include "command_act.h"

#include "casework.h"

const struct ck_input ck_record_inputs[] = {
    {"act", CK_NEEDED, "the act: prepare, examine, calculate, publish, notify, pay, accept, post"},
    {"case", CK_NEEDED, NULL},
    {"to", CK_OPTIONAL, "assign: login of the executor; refer: where the papers go"},
    {"decision", CK_OPTIONAL, NULL},
    {"result", CK_OPTIONAL, NULL},
    {"amount", CK_OPTIONAL, NULL},
    {"ground", CK_OPTIONAL, "ground of a refusal, a word of the catalogue"},
    {"reason", CK_OPTIONAL, NULL},
    {"until", CK_OPTIONAL, NULL},
    {"finding", CK_OPTIONAL, NULL},
    {"document", CK_OPTIONAL, NULL},
    {"file", CK_OPTIONAL, NULL},
    {"signature", CK_OPTIONAL, NULL},
    {"delivery", CK_OPTIONAL, NULL},
    {"session", CK_OPTIONAL, "the session of the commission that the case goes before"},
    {"payment", CK_OPTIONAL, NULL},
    {"paid_on", CK_OPTIONAL, NULL},
    {"payer", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"received", CK_OPTIONAL, NULL},
    {"fact", CK_OPTIONAL, NULL},
    {"item", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code print_if(enum ck_code code, struct ck_run *run, struct ck_fields *out, struct ck_error *e)
{
	if (code == CK_OK)
		code = ck_run_print(run, out, e);
	ck_fields_free(out);
	return code;
}

enum ck_code ck_run_act(struct ck_run *run, const char *act, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	return print_if(ck_case_act(ck_run_desk(run), act, in, &out, e), run, &out, e);
}

enum ck_code ck_run_beside(struct ck_run *run, const char *act, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	return print_if(ck_case_beside(ck_run_desk(run), act, in, &out, e), run, &out, e);
}
