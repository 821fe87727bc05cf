/* member-list: who sits in the commissions, as member-add reads it. */
#include "command.h"
#include "session.h"

static const struct ck_option options[] = {
	{"office", "OFFICE", "only the commissions of this office"},
	{"commission", "COMMISSION", "only this commission"},
	{"present", NULL, "only who sits now"},
	{0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	(void)in;
	return ck_member_list(ck_run_desk(run), ck_run_option(run, "office"), ck_run_option(run, "commission"),
	                      ck_run_option(run, "present") != NULL, print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "member-list",
		.purpose = "list the members of the commissions",
		.examples = "member-list --office=ALM --commission=permit-commission --present",
		.mode = CK_READS,
		.prints = CK_MEMBER_COLUMNS,
		.options = options,
		.asks = true,
		.each = list,
	};

	return ck_command_main(&command, argc, argv);
}
