/* workplace-monitor: what needs looking after in the contracts for special workplaces. */
#include "command.h"
#include "workplace.h"

#define DAY 86400

static const struct ck_input reads[] = {
    {"case", CK_OPTIONAL, "only that contract"},
    {0},
};

static const struct ck_option options[] = {
    {"office", "OFFICE", "contracts of that office and all below it"},
    {"within", "SPAN", "how long ahead the end of a contract is told: 30d (the default), 8w"},
    {0},
};

static enum ck_code print(void *to, const struct ck_fields *out, struct ck_error *e)
{
	ck_run_answer_no(to);
	return ck_run_print(to, out, e);
}

static enum ck_code monitor(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *within = ck_run_option(run, "within");
	int64_t span = 30 * (int64_t)DAY;

	if (within != NULL && !ck_text_span(within, &span))
		return ck_fail(e, CK_USAGE, "--within=%s is no span such as 30d or 8w", within);
	return ck_workplace_monitor(ck_run_desk(run), ck_run_option(run, "office"), ck_fields_get(in, "case"), span / DAY,
	                            print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "workplace-monitor",
	    .purpose = "list what needs looking after in the contracts for special workplaces",
	    .examples = "workplace-monitor --office=ALM\n"
	                "workplace-monitor ALM-2023-000017 --within=60d\n"
	                "workplace-monitor --format=tsv | awk '$4 == \"report-missing\"'\n",
	    .mode = CK_READS,
	    .key = "case",
	    .reads = reads,
	    .prints = "case applicant applicant_name finding_kind month_of due places_agreed places_filled agreed_total "
	              "paid_total valid_last",
	    .options = options,
	    .asks = true,
	    .each = monitor,
	};

	return ck_command_main(&command, argc, argv);
}
