/* session-open: calls a session of a commission and gives it a number. */
#include "command.h"
#include "session.h"

static const struct ck_input reads[] = {
	{"commission", CK_NEEDED, NULL},
	{"office", CK_NEEDED, "code of the office whose commission it is"},
	{"meets", CK_NEEDED, NULL},
	{"place", CK_NEEDED, NULL},
	{"note", CK_OPTIONAL, NULL},
	{"at", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{"key", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code call(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_session_open(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "session-open",
		.purpose = "call a session of a commission",
		.examples = "session-open --commission=permit-commission --office=ALM --meets=2019-04-04T15:00 --place='Room 5' "
		            "--by=k.comm",
		.mode = CK_WRITES,
		.reads = reads,
		.prints = CK_SESSION_ANSWER " key",
		.each = call,
	};

	return ck_command_main(&command, argc, argv);
}
