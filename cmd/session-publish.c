/* session-publish: makes a session public, and puts cases on its agenda by the step that publishes it. */
#include "command.h"
#include "session.h"

static const struct ck_input reads[] = {
	{"session", CK_NEEDED, NULL},
	{"case", CK_OPTIONAL, "the case that is put on the agenda by its step \"publish\""},
	{"note", CK_OPTIONAL, NULL},
	{"at", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{"key", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code publish(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_session_publish(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "session-publish",
		.purpose = "publish a session, and put cases on its agenda",
		.examples = "session-publish ALM-2019-S000001 --by=k.comm\n"
		            "case-list --next-act=publish | session-publish --session=ALM-2019-S000001 --by=m.migr -",
		.mode = CK_WRITES,
		.key = "session",
		.reads = reads,
		.prints = CK_PUBLISHED_COLUMNS,
		.each = publish,
	};

	return ck_command_main(&command, argc, argv);
}
