/* office-add: tells the store of an office. */
#include "command.h"
#include "people.h"

static const struct ck_input reads[] = {
	{"office", CK_NEEDED, "code of the new office: 2 to 8 of A-Z and 0-9"},
	{"name", CK_NEEDED, "name of the office"},
	{"office_kind", CK_NEEDED, NULL},
	{"parent", CK_OPTIONAL, NULL},
	{"zone", CK_OPTIONAL, NULL},
	{"calendar", CK_OPTIONAL, NULL},
	{"hours", CK_OPTIONAL, NULL},
	{"authority", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code add(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_office_add(ck_run_desk(run), in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "office-add",
		.purpose = "add an office to the store",
		.examples = "office-add --office=ALM --name='City department' --office-kind=city --authority=almaty\n"
		            "office-add --office=ALMAUE --name='Auezov division' --office-kind=division --parent=ALM\n"
		            "office-add < offices.tsv",
		.mode = CK_WRITES,
		.key = "office",
		.reads = reads,
		.each = add,
	};

	return ck_command_main(&command, argc, argv);
}
