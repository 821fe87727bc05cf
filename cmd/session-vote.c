/* session-vote: records how members vote on cases, and who is there. */
#include "command.h"
#include "session.h"

static const struct ck_input reads[] = {
	{"session", CK_NEEDED, NULL},
	{"case", CK_OPTIONAL, "the case voted on; without one, the member is present or absent"},
	{"member", CK_NEEDED, "the member who votes"},
	{"vote", CK_NEEDED, NULL},
	{"reason", CK_OPTIONAL, "why another vote stood there before"},
	{"at", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{"key", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code vote(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_session_vote(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "session-vote",
		.purpose = "record the votes of a commission's members",
		.examples = "session-vote --session=ALM-2019-S000001 --by=k.comm < votes.tsv\n"
		            "session-vote ALM-2019-S000001 --case=ALM-2019-000017 --member=i.suleimen --vote=against "
		            "--reason='taken down wrongly' --by=k.comm",
		.mode = CK_WRITES,
		.key = "session",
		.reads = reads,
		.prints = CK_VOTE_COLUMNS " replayed key",
		.each = vote,
	};

	return ck_command_main(&command, argc, argv);
}
