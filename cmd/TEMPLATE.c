/* noun-verb: one sentence that says what it does, as in its man page. A boilerplate for new commands; it is not built.
 *
 * A new command is this file, man/noun-verb.1, tests/noun-verb.bats, and for every column that is new a line in
 * lib/column.c. Options, --help, completions, reading, batches, output and the exit code come from the tables below. */
#include "casework.h"
#include "command.h"

static const struct ck_input reads[] = {
	{"case", CK_NEEDED, NULL},                        /* NULL: the help of the dictionary */
	{"note", CK_OPTIONAL, "what to say of the case"},
	{"at", CK_OPTIONAL, NULL},
	{"by", CK_OPTIONAL, NULL},
	{"key", CK_OPTIONAL, NULL},
	{0},
};

static const struct ck_option options[] = {
	{"loud", NULL, "an option that is no column; without meta it is a flag"},
	{0},
};

/* Once for each record. The library decides, the command speaks: one call, and its answer printed. */
static enum ck_code verb(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_case_beside(ck_run_desk(run), "note", in, &out, e);

	if (code == CK_OK && ck_run_option(run, "loud") != NULL)
		ck_run_warn(run, "noted");
	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "noun-verb",
		.purpose = "what it does, as in .Nd",
		.examples = "noun-verb ALM-2019-000017 --note=\"called\" --by=a.bek\n"
		            "case-list --responsible=a.bek | noun-verb - --note=\"called\" --by=a.bek\n",
		.mode = CK_WRITES,  /* or CK_READS, CK_FILTERS, CK_PLAIN: command.h */
		.key = "case",      /* what operands are */
		.reads = reads,
		.prints = CK_CASE_COLUMNS,
		.options = options,
		.each = verb,
	};

	return ck_command_main(&command, argc, argv);
}
