/* session-close: brings what a commission recommends into its cases, and closes the session. */
#include "command.h"
#include "session.h"

static const struct ck_input reads[] = {
	{"session", CK_NEEDED, NULL},
	{"case", CK_OPTIONAL, "conclude this case alone, and leave the session open"},
	{"ground", CK_OPTIONAL, "ground of a refusal, where the commission itself decides"},
	{"reason", CK_OPTIONAL, NULL},
	{"amount", CK_OPTIONAL, NULL},
	{"result", CK_OPTIONAL, NULL},
	{"finding", CK_OPTIONAL, "what was found; default positive or negative, as the votes went"},
	{"note", CK_OPTIONAL, NULL},
	{"at", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code end(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_session_close(ck_run_desk(run), in, print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "session-close",
		.purpose = "conclude the cases of a session, and close it",
		.examples = "session-close ALM-2019-S000001 --by=k.comm\n"
		            "session-close ALM-2019-S000001 --by=k.comm | case-record --act=prepare --by=m.migr",
		.mode = CK_WRITES,
		.key = "session",
		.reads = reads,
		.prints = CK_AGENDA_COLUMNS,
		.each = end,
	};

	return ck_command_main(&command, argc, argv);
}
