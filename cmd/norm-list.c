/* norm-list: the figures of the law, as norm-load reads them. */
#include "command.h"
#include "days.h"
#include "norm.h"

static const struct ck_option options[] = {
	{"norm", "NORM", "only this one: quorum, permit-fee"},
	{"subject", "SUBJECT", "only what is said of this: a commission, a category"},
	{"on", "DATE", "as they hold on this day; default today"},
	{"known", "TIME", "as known then; default now"},
	{"all", NULL, "every row there ever was, those that hold no longer too"},
	{0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

/* Days and times are those of an office that names no zone. */
static enum ck_code open_zone(struct ck_run *run, struct ck_zone **zone, struct ck_error *e)
{
	struct ck_fields usual = {0};
	enum ck_code code = ck_days_usual(ck_run_store(run), NULL, &usual, e);

	if (code == CK_OK)
		code = ck_zone_open(ck_fields_get(&usual, "zone"), NULL, zone, e);
	ck_fields_free(&usual);
	return code;
}

static enum ck_code read_when(struct ck_run *run, ck_day *on, ck_time *known, struct ck_error *e)
{
	const char *day = ck_run_option(run, "on"), *then = ck_run_option(run, "known");
	struct ck_zone *zone = NULL;
	enum ck_code code;

	if (ck_run_option(run, "all") != NULL && (day != NULL || then != NULL))
		return ck_fail(e, CK_USAGE, "--all together with --%s", day != NULL ? "on" : "known");
	code = open_zone(run, &zone, e);
	*known = ck_desk_now(ck_run_desk(run));
	if (code == CK_OK && then != NULL && ck_time_parse(then, zone, known, e) != CK_OK)
		code = ck_fail(e, CK_USAGE, "--known=%s is no time", then);
	if (code == CK_OK)
		*on = ck_zone_local(zone, ck_desk_now(ck_run_desk(run))).day;
	if (code == CK_OK && day != NULL && !ck_day_parse(day, on))
		code = ck_fail(e, CK_USAGE, "--on=%s is no day such as 2019-05-04", day);
	if (ck_run_option(run, "all") != NULL)
		*on = CK_NODAY;
	ck_zone_free(zone);
	return code;
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	ck_day on = CK_NODAY;
	ck_time known;
	enum ck_code code = read_when(run, &on, &known, e);

	(void)in;
	if (code != CK_OK)
		return code;
	return ck_norm_list(ck_run_store(run), ck_run_option(run, "norm"), ck_run_option(run, "subject"), on, known, print,
	                    run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "norm-list",
		.purpose = "list figures of the law: shares, fees, quotas, quorums",
		.examples = "norm-list --norm=quorum\n"
		            "norm-list --norm=kazakh-share --on=2017-12-20\n"
		            "norm-list --all > norms.tsv\n",
		.mode = CK_READS,
		.prints = "norm subject since value source known",
		.options = options,
		.asks = true,
		.each = list,
	};

	return ck_command_main(&command, argc, argv);
}
