/* member-end: records that a member leaves a commission. */
#include "command.h"
#include "session.h"

static const struct ck_input reads[] = {
	{"member", CK_NEEDED, "the member who leaves"},
	{"commission", CK_NEEDED, NULL},
	{"office", CK_NEEDED, "code of the office whose commission it is"},
	{"until", CK_OPTIONAL, "the first moment when the member no longer sits; default now"},
	{"reason", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code end(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_member_end(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "member-end",
		.purpose = "record that a member leaves a commission",
		.examples = "member-end i.suleimen --commission=permit-commission --office=ALM --until=2019-04-01 --by=k.comm",
		.mode = CK_WRITES,
		.key = "member",
		.reads = reads,
		.prints = CK_SEAT_COLUMNS,
		.each = end,
	};

	return ck_command_main(&command, argc, argv);
}
