/* session-sign: records that members sign the minutes of a session. */
#include "command.h"
#include "session.h"

static const struct ck_input reads[] = {
	{"session", CK_NEEDED, NULL},
	{"member", CK_NEEDED, "the member who signs"},
	{"signature", CK_OPTIONAL, NULL},
	{"document", CK_OPTIONAL, NULL},
	{"file", CK_OPTIONAL, "the signed minutes"},
	{"at", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code sign(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_session_sign(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "session-sign",
		.purpose = "record that a member signs the minutes of a session",
		.examples = "session-sign ALM-2019-S000001 --member=i.suleimen --file=minutes.pdf --by=k.comm\n"
		            "session-show --members ALM-2019-S000001 | session-sign --by=k.comm",
		.mode = CK_WRITES,
		.key = "session",
		.reads = reads,
		.prints = CK_SESSION_ANSWER,
		.each = sign,
	};

	return ck_command_main(&command, argc, argv);
}
