/* staff-list: the staff, as staff-add reads them, and who may act for whom now. */
#include "command.h"
#include "people.h"

static const struct ck_option options[] = {
	{"office", "OFFICE", "only the staff of this office"},
	{"role", "ROLE", "only who holds this role"},
	{"present", NULL, "only who is here now"},
	{0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	(void)in;
	return ck_staff_list(ck_run_desk(run), ck_run_option(run, "office"), ck_run_option(run, "role"),
	                     ck_run_option(run, "present") != NULL, print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "staff-list",
		.purpose = "list the staff of the offices",
		.examples = "staff-list --office=ALMAUE --present\n"
		            "staff-list --role=executor --columns=login,office",
		.mode = CK_READS,
		.prints = "login name roles office since left delegates",
		.options = options,
		.asks = true,
		.each = list,
	};

	return ck_command_main(&command, argc, argv);
}
