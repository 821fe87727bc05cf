/* term-compute: when a term ends. A filter that adds due to each record, or not_before where the term is a minimum. */
#include <stdio.h>
#include <unistd.h>

#include "command.h"
#include "reckon.h"

static const struct ck_input reads[] = {
	{"start", CK_NEEDED, NULL},
	{"value", CK_NEEDED, "how many units"},
	{"unit", CK_NEEDED, NULL},
	{"bound", CK_OPTIONAL, NULL},
	{"office", CK_OPTIONAL, "the office whose working time counts"},
	{"calendar", CK_OPTIONAL, "another calendar than the office's, or than the usual one"},
	{"zone", CK_OPTIONAL, "another time zone than the office's, or than the calendar's"},
	{"hours", CK_OPTIONAL, "other working hours than the office's, or than the calendar's"},
	{0}};

/* A store that is there says how to reckon; without one the calendars that came with casekit do. */
static enum ck_code prepare(struct ck_run *run, struct ck_reckoner **reckoner, struct ck_error *e)
{
	bool is_there = access(ck_run_store_path(run), F_OK) == 0;
	struct ck_desk *desk = is_there ? ck_run_desk(run) : NULL;
	char folder[4096];
	ck_time now;
	enum ck_code code = CK_OK;

	snprintf(folder, sizeof folder, "%s/calendar", ck_run_data(run));
	if (is_there)
		now = ck_desk_now(desk);
	else
		code = ck_run_now(run, false, &now, e);
	if (code == CK_OK)
		*reckoner = ck_reckoner_new(desk, folder, now);
	return code;
}

static enum ck_code compute(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_reckoner **reckoner = ck_run_state(run);
	struct ck_fields out = {0};
	enum ck_code code = *reckoner == NULL ? prepare(run, reckoner, e) : CK_OK;

	if (code == CK_OK)
		code = ck_reckoner_answer(*reckoner, in, &out, e);
	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static struct ck_reckoner *reckoner;
	static const struct ck_command command = {
		.name = "term-compute",
		.purpose = "compute when a term ends",
		.examples = "term-compute --start=2019-03-19T11:00 --value=8 --unit=working-day\n"
		            "term-compute --office=ALM --input=terms.tsv\n",
		.mode = CK_FILTERS,
		.reads = reads,
		.prints = "due not_before",
		.each = compute,
		.state = &reckoner,
	};
	int exit_code = ck_command_main(&command, argc, argv);

	ck_reckoner_free(reckoner);
	return exit_code;
}
