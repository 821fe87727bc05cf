/* member-add: tells the store who comes to sit in a commission. */
#include "command.h"
#include "session.h"

static const struct ck_input reads[] = {
	{"member", CK_NEEDED, "a name of one's own for the member, without blanks: i.suleimen"},
	{"name", CK_NEEDED, "name of the member"},
	{"commission", CK_NEEDED, NULL},
	{"office", CK_NEEDED, "code of the office whose commission it is"},
	{"position", CK_NEEDED, NULL},
	{"interests", CK_OPTIONAL, NULL},
	{"since", CK_OPTIONAL, "from when on the member sits; default now"},
	{"by", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code add(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_member_add(ck_run_desk(run), in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "member-add",
		.purpose = "add a member to a commission",
		.examples = "member-add --member=i.suleimen --name='Suleimen I.' --commission=permit-commission --office=ALM "
		            "--position=chair\n"
		            "member-add --by=k.comm < members.tsv",
		.mode = CK_WRITES,
		.key = "member",
		.reads = reads,
		.prints = CK_SEAT_COLUMNS,
		.each = add,
	};

	return ck_command_main(&command, argc, argv);
}
