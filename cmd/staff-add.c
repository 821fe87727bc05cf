/* staff-add: tells the store of somebody who comes to work in an office. */
#include "command.h"
#include "people.h"

static const struct ck_input reads[] = {
	{"login", CK_NEEDED, "login of the person: a-z, 0-9, dot, underscore and hyphen"},
	{"name", CK_NEEDED, "name of the person"},
	{"roles", CK_NEEDED, NULL},
	{"office", CK_NEEDED, "code of the office where the person works"},
	{"since", CK_OPTIONAL, "from when on the person is here; default now"},
	{"left", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code add(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_staff_add(ck_run_desk(run), in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "staff-add",
		.purpose = "add a member of staff to an office",
		.examples = "staff-add --login=b.omar --name='Omar B.' --roles='executor specialist' --office=ALMAUE\n"
		            "staff-add < staff.tsv",
		.mode = CK_WRITES,
		.key = "login",
		.reads = reads,
		.each = add,
	};

	return ck_command_main(&command, argc, argv);
}
