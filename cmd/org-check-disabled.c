/* org-check-disabled: has an organisation the sign, and what does its list come to? Exit 1 if any has it not. */
#include "command.h"
#include "org.h"

static const struct ck_input reads[] = {
    {"org", CK_NEEDED, NULL},
    {"on", CK_OPTIONAL, "at some time of that day, by its thresholds and snapshots; default now"},
    {0},
};

static enum ck_code not_a_day(const char *text, struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "\"%s\" is no date (YYYY-MM-DD)", text);
	return ck_fail_column(e, "on");
}

static enum ck_code check(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_org_checking **checking = ck_run_state(run);
	const char *text = ck_fields_get(in, "on");
	struct ck_fields out = {0};
	ck_day on = CK_NODAY;
	bool sign = false;
	enum ck_code code;

	if (text != NULL && !ck_day_parse(text, &on))
		return not_a_day(text, e);
	if (*checking == NULL)
		*checking = ck_org_checking_new(ck_run_desk(run));
	code = ck_org_check(*checking, ck_fields_get(in, "org"), on, &out, &sign, e);
	if (code == CK_OK && !sign)
		ck_run_answer_no(run);
	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

static enum ck_code finish(struct ck_run *run, struct ck_error *e)
{
	struct ck_org_checking **checking = ck_run_state(run);

	(void)e;
	ck_org_checking_free(*checking);
	*checking = NULL;
	return CK_OK;
}

int main(int argc, char **argv)
{
	static struct ck_org_checking *checking;
	static const struct ck_command command = {
	    .name = "org-check-disabled",
	    .purpose = "has an organisation the sign, and does its list reach the thresholds",
	    .examples = "org-check-disabled 080440005158 && echo may bid\n"
	                "org-check-disabled --input=suppliers.csv --on=2025-12-31 --columns=applicant,sign,reaches\n",
	    .mode = CK_READS,
	    .key = "org",
	    .reads = reads,
	    .prints = CK_SIGN_COLUMNS,
	    .card = true,
	    .each = check,
	    .finish = finish,
	    .state = &checking,
	};

	return ck_command_main(&command, argc, argv);
}
