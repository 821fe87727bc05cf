/* case-show: one case, what may be done now, and the command line for it. */
#include "casework.h"
#include "command.h"

static const struct ck_input reads[] = {{"case", CK_NEEDED, NULL}, {0}};

struct ways {
	struct ck_buffer commands;
	struct ck_fields *out;
};

/* The first way on is the next step: its clause and words go into the record; every way's command is a line. */
static enum ck_code add_way(void *to, const struct ck_fields *way, struct ck_error *e)
{
	struct ways *w = to;
	const char *command = ck_fields_get(way, "command");

	(void)e;
	if (!ck_fields_has(w->out, "clause")) {
		ck_fields_set(w->out, "clause", ck_fields_get(way, "clause"));
		ck_fields_set(w->out, "step_text", ck_fields_get(way, "step_text"));
	}
	if (command != NULL)
		ck_buffer_printf(&w->commands, "%s%s", w->commands.length > 0 ? "\n" : "", command);
	return CK_OK;
}

static enum ck_code show(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	struct ways ways = {{0}, &out};
	const char *number = ck_fields_get(in, "case");
	enum ck_code code = ck_case_show(ck_run_desk(run), number, &out, e);

	if (code == CK_OK)
		code = ck_case_ways(ck_run_desk(run), number, add_way, &ways, e);
	ck_fields_set(&out, "command", ways.commands.text);
	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_buffer_free(&ways.commands);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-show",
	    .purpose = "show a case, what may be done now, and the command line for it",
	    .examples = "case-show ALM-2019-000017\n"
	                "case-show --format=json ALM-2019-000017 | jq -r '.[].command'\n",
	    .mode = CK_READS,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_SHOWN " clause step_text command",
	    .card = true,
	    .each = show,
	};

	return ck_command_main(&command, argc, argv);
}
