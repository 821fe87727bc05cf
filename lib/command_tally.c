#include "command_tally.h"

enum ck_code ck_run_tally(struct ck_run *run, const char *what, const char *columns, struct ck_error *e)
{
	const char *by = ck_run_option(run, "group-by");
	struct ck_tally **tally = ck_run_state(run);
	enum ck_code code;

	if (by == NULL || *tally != NULL)
		return CK_OK;
	code = ck_tally_new(what, by, columns, tally, e);
	return code == CK_OK ? ck_run_columns(run, ck_tally_columns(*tally), e) : code;
}

enum ck_code ck_run_count(void *to, const struct ck_fields *out, struct ck_error *e)
{
	struct ck_run *run = to;
	struct ck_tally *tally = *(struct ck_tally **)ck_run_state(run);

	if (tally == NULL)
		return ck_run_print(run, out, e);
	ck_tally_add(tally, out);
	return CK_OK;
}

enum ck_code ck_run_print_tally(struct ck_run *run, struct ck_error *e)
{
	struct ck_tally **tally = ck_run_state(run);
	struct ck_fields out = {0};
	enum ck_code code = CK_OK;

	while (code == CK_OK && *tally != NULL && ck_tally_next(*tally, &out))
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	ck_tally_free(*tally);
	*tally = NULL;
	return code;
}
