/* store-init: makes a store with casekit's catalogue, calendars and norms in it. */
#include "command.h"
#include "days.h"
#include "norm.h"
#include "service.h"

static enum ck_code set(struct ck_store *s, struct ck_run *run, const char *name, struct ck_error *e)
{
	return ck_run_option(run, name) != NULL ? ck_store_set(s, name, "yes", e) : CK_OK;
}

static enum ck_code load(struct ck_store *s, struct ck_run *run, struct ck_error *e)
{
	struct ck_buffer catalogue = {0}, calendar = {0}, norms = {0};
	enum ck_code code;

	ck_buffer_printf(&catalogue, "%s/catalogue", ck_run_data(run));
	ck_buffer_printf(&calendar, "%s/calendar", ck_run_data(run));
	ck_buffer_printf(&norms, "%s/norms", ck_run_data(run));
	code = ck_service_load_folder(s, catalogue.text, e);
	if (code == CK_OK)
		code = ck_days_load_folder(s, calendar.text, e);
	if (code == CK_OK)
		code = ck_norm_load_folder(s, norms.text, e);
	ck_buffer_free(&catalogue);
	ck_buffer_free(&calendar);
	ck_buffer_free(&norms);
	return code;
}

static enum ck_code fill(struct ck_store *s, void *to, struct ck_error *e)
{
	struct ck_run *run = to;
	enum ck_code code = set(s, run, "rehearsal", e);

	if (code == CK_OK)
		code = set(s, run, "strict", e);
	return code == CK_OK && ck_run_option(run, "empty") == NULL ? load(s, run, e) : code;
}

static enum ck_code make(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *path = ck_run_store_path(run);
	enum ck_code code = ck_run_store_is_default(run) ? ck_store_make_folder(path, e) : CK_OK;

	(void)in;
	return code == CK_OK ? ck_store_make(path, ck_run_wait(run), fill, run, e) : code;
}

int main(int argc, char **argv)
{
	static const struct ck_option options[] = {
	    {"empty", NULL, "without catalogue, calendars and norms: case-import --native brings them"},
	    {"rehearsal", NULL, "take the store's clock from CASEKIT_NOW: for trying things out"},
	    {"strict", NULL, "let nobody act for others who have not delegated to them"},
	    {0}};
	static const struct ck_command command = {
	    .name = "store-init",
	    .purpose = "make a store",
	    .examples = "store-init\n"
	                "store-init --store=/srv/casekit/store.db --strict\n",
	    .mode = CK_PLAIN,
	    .options = options,
	    .each = make,
	};

	return ck_command_main(&command, argc, argv);
}
