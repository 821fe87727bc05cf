/* permit-check: does a permit hold on a day, and why (not)? Exit 1 if any does not. */
#include "command.h"
#include "permit.h"

static const struct ck_input reads[] = {
    {"permit", CK_NEEDED, NULL},
    {"on", CK_OPTIONAL, "on that day; default today, where the permit's office is"},
    {0},
};

static enum ck_code not_a_day(const char *text, struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "\"%s\" is no date (YYYY-MM-DD)", text);
	return ck_fail_column(e, "on");
}

static enum ck_code check(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *text = ck_fields_get(in, "on");
	struct ck_fields out = {0};
	ck_day on = CK_NODAY;
	bool holds = false;
	enum ck_code code;

	if (text != NULL && !ck_day_parse(text, &on))
		return not_a_day(text, e);
	code = ck_permit_check(ck_run_desk(run), ck_fields_get(in, "permit"), on, &out, &holds, e);
	if (code == CK_OK && !holds)
		ck_run_answer_no(run);
	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "permit-check",
	    .purpose = "does a permit hold on a day, and why",
	    .examples = "permit-check ALM-2019-P000005\n"
	                "permit-check ALM-2019-P000005 --on=2019-12-31 --columns=holds,verdict_reason\n",
	    .mode = CK_READS,
	    .key = "permit",
	    .reads = reads,
	    .prints = "holds verdict_reason " CK_PERMIT_COLUMNS,
	    .card = true,
	    .each = check,
	};

	return ck_command_main(&command, argc, argv);
}
