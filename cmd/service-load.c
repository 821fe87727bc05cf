/* service-load: a new regulation, or a new edition of one, into a store in use. */
#include <string.h>

#include "command.h"
#include "service.h"

static const struct ck_option options[] = {
	{"folder", "DIR", "the folder that holds regulations.tsv, steps.tsv and the other parts"},
	{0}};

struct loaded {
	struct ck_run *run;
	const struct ck_rows *rows;
};

static bool is_in(const struct ck_rows *rows, const struct ck_fields *edition)
{
	for (size_t i = 0; i < rows->count; i++) {
		const struct ck_fields *row = &rows->at[i].fields;

		if (rows->at[i].part == CK_PART_REGULATIONS &&
		    strcmp(ck_fields_get(row, "regulation"), ck_fields_get(edition, "regulation")) == 0 &&
		    strcmp(ck_fields_get(row, "edition"), ck_fields_get(edition, "edition")) == 0)
			return true;
	}
	return false;
}

static enum ck_code print(void *to, const struct ck_fields *edition, struct ck_error *e)
{
	const struct loaded *l = to;
	return is_in(l->rows, edition) ? ck_run_print(l->run, edition, e) : CK_OK;
}

static enum ck_code load(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *folder = ck_run_option(run, "folder");
	struct ck_rows rows = {0};
	struct loaded l = {run, &rows};
	int count = 0;
	enum ck_code code;

	(void)in;
	if (folder == NULL)
		return ck_fail(e, CK_USAGE, "--folder=DIR is needed");
	code = ck_rows_read(folder, false, &rows, e);
	if (code == CK_OK)
		code = ck_service_load(ck_run_store(run), &rows, &count, e);
	if (code == CK_OK)
		code = ck_service_list(ck_run_store(run), NULL, CK_NODAY, print, &l, e);
	ck_rows_free(&rows);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "service-load",
		.purpose = "load new regulations, or new editions, into a store",
		.examples = "service-load --folder=almaty-2021",
		.mode = CK_WRITES,
		.prints = "regulation edition authority valid_from valid_until repealed_by act_title title_kk title_ru title_en "
		          "variants channels refusable",
		.options = options,
		.asks = true,
		.no_desk = true,
		.each = load,
	};

	return ck_command_main(&command, argc, argv);
}
