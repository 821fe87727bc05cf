/* staff-delegate: lets one member of staff act for another. */
#include "command.h"
#include "people.h"

static const struct ck_input reads[] = {
	{"login", CK_NEEDED, "login of who delegates"},
	{"to", CK_NEEDED, "login of who may act for that person"},
	{"since", CK_OPTIONAL, "from when on; default now"},
	{"until", CK_OPTIONAL, "the first moment when it no longer holds"},
	{"by", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code delegate(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_staff_delegate(ck_run_desk(run), in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "staff-delegate",
		.purpose = "let one member of staff act for another",
		.examples = "staff-delegate h.head --to=y.dep --since=2019-07-01 --until=2019-08-01",
		.mode = CK_WRITES,
		.key = "login",
		.reads = reads,
		.each = delegate,
	};

	return ck_command_main(&command, argc, argv);
}
