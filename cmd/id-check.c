/* id-check: are these right IINs and BINs? A filter that adds what each number tells. */
#include "command.h"
#include "identity.h"

struct seen {
	bool any, number; /* a record; one with something in the column looked at */
};

static const char *field_looked_at(const struct ck_run *run)
{
	const char *field = ck_run_option(run, "field");

	return field != NULL ? field : "id";
}

static enum ck_code check(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *number = ck_fields_get(in, field_looked_at(run));
	struct ck_identity id = ck_identity_read(number);
	struct seen *seen = ck_run_state(run);
	struct ck_fields out = {0};
	enum ck_code code;

	seen->any = true;
	seen->number |= number != NULL;
	if (!id.valid)
		ck_run_answer_no(run);
	ck_fields_set(&out, "id_valid", id.valid ? "yes" : "no");
	ck_fields_set(&out, "id_kind", ck_id_kind_name(id.kind));
	ck_fields_set(&out, "id_date", id.date);
	ck_fields_set(&out, "id_warning", id.valid ? id.warning : id.fault);
	code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

/* Records without any number were not meant: the column is another one, or its name is misspelt. */
static enum ck_code finish(struct ck_run *run, struct ck_error *e)
{
	const struct seen *seen = ck_run_state(run);
	const char *field = field_looked_at(run);

	if (!seen->any || seen->number)
		return CK_OK;
	return ck_fail(e, CK_BADDATA, "no record has anything in a column %s; --field= names the column to look at",
	               field);
}

int main(int argc, char **argv)
{
	static const struct ck_input reads[] = {{"id", CK_OPTIONAL, NULL}, {0}};
	static const struct ck_option options[] = {
		{"field", "COLUMN", "look at this column instead of id"}, {0}};
	static struct seen seen;
	static const struct ck_command command = {
		.name = "id-check",
		.purpose = "check IIN and BIN",
		.examples = "id-check 940140000385\n"
		            "id-check --input=staff.csv --field=iin --format=csv\n",
		.mode = CK_FILTERS,
		.key = "id",
		.reads = reads,
		.prints = "id_valid id_kind id_date id_warning",
		.options = options,
		.each = check,
		.finish = finish,
		.state = &seen,
	};

	return ck_command_main(&command, argc, argv);
}
