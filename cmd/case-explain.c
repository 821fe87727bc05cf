/* case-explain: why a due time is what it is, day by day. */
#include "casework.h"
#include "command.h"

static const struct ck_input reads[] = {{"case", CK_NEEDED, NULL}, {0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code explain(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_case_explain(ck_run_desk(run), ck_fields_get(in, "case"), print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-explain",
	    .purpose = "explain each due time of a case day by day",
	    .examples = "case-explain ALM-2019-000017\n"
	                "case-explain ALM-2019-000017 --columns=term_day,weekday,counted,reason_off,source_off\n",
	    .mode = CK_READS,
	    .key = "case",
	    .reads = reads,
	    .prints = "case step_open limit_value limit_unit limit_bound counted_from counted_at extended_for term_day "
	              "weekday counted worked day_note reason_off source_off ends clause",
	    .each = explain,
	};

	return ck_command_main(&command, argc, argv);
}
