/* day-list: the days of a calendar that are not as the week says, as calendar-load reads them. */
#include "command.h"
#include "days.h"

static const struct ck_option options[] = {
	{"calendar", "CALENDAR", "this calendar; default the one of an office that names none"},
	{"from", "DATE", "from this day on"},
	{"until", "DATE", "until this day, itself included"},
	{"known", "TIME", "as known then; default now"},
	{"all", NULL, "the days on which the week decides too"},
	{0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code read_day(const struct ck_run *run, const char *option, ck_day *day, struct ck_error *e)
{
	const char *text = ck_run_option(run, option);

	if (text == NULL || ck_day_parse(text, day))
		return CK_OK;
	return ck_fail(e, CK_USAGE, "--%s=%s is no day such as 2019-05-04", option, text);
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_days_filter f = {
		.calendar = ck_run_option(run, "calendar"), .from = CK_NODAY, .until = CK_NODAY,
		.known = ck_run_option(run, "known"), .all = ck_run_option(run, "all") != NULL,
	};
	enum ck_code code = read_day(run, "from", &f.from, e);

	(void)in;
	if (code == CK_OK)
		code = read_day(run, "until", &f.until, e);
	if (code == CK_OK && f.known != NULL && ck_column_check(ck_column_find("known"), f.known, e) != CK_OK)
		code = ck_fail(e, CK_USAGE, "--known=%s is no time", f.known);
	if (code != CK_OK)
		return code;
	return ck_days_list(ck_run_store(run), &f, ck_desk_now(ck_run_desk(run)), print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "day-list",
		.purpose = "list days off and worked days of a calendar",
		.examples = "day-list --from=2019-03-01 --until=2019-03-31\n"
		            "day-list --calendar=kz-6 --from=2024-06-01 --until=2024-06-30 --known=2024-06-01\n",
		.mode = CK_READS,
		.prints = "calendar day weekday works known reason source",
		.options = options,
		.asks = true,
		.each = list,
	};

	return ck_command_main(&command, argc, argv);
}
