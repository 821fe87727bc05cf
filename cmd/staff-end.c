/* staff-end: somebody leaves; prints the open cases that are left behind. */
#include "casework.h"
#include "command.h"
#include "people.h"

static const struct ck_input reads[] = {
	{"login", CK_NEEDED, "login of the person who leaves"},
	{"until", CK_OPTIONAL, "the first moment when the person is no longer here; default now"},
	{"reason", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code end(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const struct ck_case_filter left_behind = {
		.status = "open",
		.responsible = ck_fields_get(in, "login"),
		.registered_from = CK_NOTIME,
		.registered_until = CK_NOTIME,
		.due_from = CK_NOTIME,
		.due_until = CK_NOTIME,
		.decided_from = CK_NOTIME,
		.decided_until = CK_NOTIME,
		.issued_from = CK_NOTIME,
		.issued_until = CK_NOTIME,
		.overdue_at = CK_NOTIME,
	};
	enum ck_code code = ck_staff_end(ck_run_desk(run), in, e);

	if (code != CK_OK)
		return code;
	return ck_case_list(ck_run_desk(run), &left_behind, CK_BY_DUE, 0, print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "staff-end",
		.purpose = "record that a member of staff leaves, and list the open cases left behind",
		.examples = "staff-end b.omar --until=2019-04-01 --reason='moves to another office'\n"
		            "staff-end b.omar | case-reassign --to=a.bek --reason='b.omar left'",
		.mode = CK_WRITES,
		.key = "login",
		.reads = reads,
		.prints = CK_CASE_COLUMNS,
		.each = end,
	};

	return ck_command_main(&command, argc, argv);
}
