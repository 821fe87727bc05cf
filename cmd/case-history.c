/* case-history: everything that happened to a case, and every step that was passed over. */
#include "casework.h"
#include "command.h"

static const struct ck_input reads[] = {{"case", CK_NEEDED, NULL}, {0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code tell(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *until = ck_run_option(run, "recorded-until");
	ck_time recorded_until = CK_NOTIME;
	enum ck_code code = CK_OK;

	if (until != NULL)
		code = ck_case_time(ck_run_desk(run), ck_fields_get(in, "case"), until, &recorded_until, e);
	if (code != CK_OK)
		return code;
	return ck_case_history(ck_run_desk(run), ck_fields_get(in, "case"), recorded_until, print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_option options[] = {
	    {"recorded-until", "TIME", "the case as it was known at that time"}, {0}};
	static const struct ck_command command = {
	    .name = "case-history",
	    .purpose = "tell everything that happened to a case",
	    .examples = "case-history ALM-2019-000017\n"
	                "case-history --recorded-until=2019-04-01 ALM-2019-000017\n"
	                "case-list --outcome=refused | case-history - --columns=case,happened,acts_done,details\n",
	    .mode = CK_READS,
	    .key = "case",
	    .reads = reads,
	    .prints = "case seq happened recorded step_done acts_done done_role done_by done_for done_office details due_then "
	              "late undone passed_over clause hash",
	    .options = options,
	    .each = tell,
	};

	return ck_command_main(&command, argc, argv);
}
