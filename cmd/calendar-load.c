/* calendar-load: what a store in use learns of its calendars, and the cases whose due times move with it. */
#include "casework.h"
#include "command.h"
#include "days.h"

static const struct ck_input reads[] = {
	{"calendar", CK_NEEDED, NULL}, {"day", CK_NEEDED, NULL}, {"works", CK_NEEDED, NULL},
	{"known", CK_OPTIONAL, "since when this is known; default, and at the earliest, now"},
	{"reason", CK_NEEDED, "why the day is off or worked"}, {"source", CK_NEEDED, NULL}, {0}};

static enum ck_code load(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	bool *learned = ck_run_state(run);
	bool added = false;
	enum ck_code code = ck_days_load(ck_run_store(run), in, ck_desk_now(ck_run_desk(run)), &added, e);

	*learned = *learned || (code == CK_OK && added);
	return code;
}

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code recompute(struct ck_run *run, struct ck_error *e)
{
	const bool *learned = ck_run_state(run);

	if (!*learned)
		return CK_OK;
	ck_desk_forget(ck_run_desk(run));
	return ck_case_recompute(ck_run_desk(run), print, run, e);
}

int main(int argc, char **argv)
{
	static bool learned;
	static const struct ck_command command = {
		.name = "calendar-load",
		.purpose = "load days off and worked days, and recompute what is due",
		.examples = "calendar-load --input=2019.tsv\n"
		            "calendar-load --calendar=kz-5 --day=2019-05-10 --works=no --reason=\"off, worked on 2019-05-04 "
		            "instead\" --source=\"decree of 12.03.2019\"\n",
		.mode = CK_WRITES,
		.reads = reads,
		.prints = CK_CASE_COLUMNS " due_before term_before",
		.each = load,
		.finish = recompute,
		.state = &learned,
	};

	return ck_command_main(&command, argc, argv);
}
