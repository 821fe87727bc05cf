/* session-list: the sessions of the commissions, in the order of their meetings. */
#include "command.h"
#include "session.h"

static const struct ck_option options[] = {
	{"office", "OFFICE", "only the sessions of this office's commissions"},
	{"commission", "COMMISSION", "only those of this commission"},
	{"open", NULL, "only those that are not closed yet"},
	{0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	(void)in;
	return ck_session_list(ck_run_desk(run), ck_run_option(run, "office"), ck_run_option(run, "commission"),
	                       ck_run_option(run, "open") != NULL, print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "session-list",
		.purpose = "list the sessions of the commissions",
		.examples = "session-list --commission=permit-commission --open",
		.mode = CK_READS,
		.prints = CK_SESSION_COLUMNS,
		.options = options,
		.asks = true,
		.each = list,
	};

	return ck_command_main(&command, argc, argv);
}
