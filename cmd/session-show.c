/* session-show: a session, its agenda, its votes or its members: the minutes. */
#include "command.h"
#include "session.h"

static const struct ck_input reads[] = {{"session", CK_NEEDED, NULL}, {0}};

static const struct ck_option options[] = {
	{"agenda", NULL, "its cases, and what was recommended on each"},
	{"votes", NULL, "every vote as it was given, with its corrections"},
	{"case", "CASE", "with --votes: only those on this case"},
	{"members", NULL, "who was a member when it met, and who attended"},
	{0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code choose(struct ck_run *run, const char *columns, struct ck_error *e)
{
	bool *chosen = ck_run_state(run);

	if (*chosen)
		return CK_OK;
	*chosen = true;
	return ck_run_columns(run, columns, e);
}

static enum ck_code show_card(struct ck_run *run, const char *session, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_session_show(ck_run_desk(run), session, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

static enum ck_code show(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *session = ck_fields_get(in, "session"), *only_case = ck_run_option(run, "case");
	bool agenda = ck_run_option(run, "agenda") != NULL, votes = ck_run_option(run, "votes") != NULL;
	bool members = ck_run_option(run, "members") != NULL;
	enum ck_code code;

	if (agenda + votes + members > 1)
		return ck_fail(e, CK_USAGE, "--agenda, --votes and --members are three tables: ask for one");
	if (only_case != NULL && !votes)
		return ck_fail(e, CK_USAGE, "--case is for --votes");
	if (agenda && (code = choose(run, CK_AGENDA_COLUMNS, e)) == CK_OK)
		return ck_session_agenda(ck_run_desk(run), session, print, run, e);
	if (votes && (code = choose(run, CK_VOTE_COLUMNS, e)) == CK_OK)
		return ck_session_votes(ck_run_desk(run), session, only_case, print, run, e);
	if (members && (code = choose(run, CK_ATTENDANCE_COLUMNS, e)) == CK_OK)
		return ck_session_members(ck_run_desk(run), session, print, run, e);
	return agenda || votes || members ? code : show_card(run, session, e);
}

int main(int argc, char **argv)
{
	static bool chosen;
	static const struct ck_command command = {
		.name = "session-show",
		.purpose = "show a session of a commission, its agenda, votes and members",
		.examples = "session-show ALM-2019-S000001\n"
		            "session-show --agenda ALM-2019-S000001\n"
		            "session-show --votes --case=ALM-2019-000017 ALM-2019-S000001",
		.mode = CK_READS,
		.key = "session",
		.reads = reads,
		.prints = CK_SESSION_COLUMNS,
		.options = options,
		.card = true,
		.each = show,
		.state = &chosen,
	};

	return ck_command_main(&command, argc, argv);
}
