/* store-upgrade: brings a store to the version of this casekit. */
#include <stdio.h>
#include "command.h"
#include "norm.h"

static enum ck_code tell(void *any, const struct ck_fields *norm, struct ck_error *e)
{
	(void)norm;
	(void)e;
	*(bool *)any = true;
	return CK_OK;
}

static enum ck_code any_norm(struct ck_store *s, bool *any, struct ck_error *e)
{
	*any = false;
	return ck_norm_list(s, NULL, NULL, CK_NODAY, CK_NOTIME, tell, any, e);
}

static enum ck_code load_norms(struct ck_run *run, struct ck_store *s, struct ck_error *e)
{
	struct ck_buffer folder = {0};
	bool any;
	enum ck_code code = ck_store_begin(s, e);

	ck_buffer_printf(&folder, "%s/norms", ck_run_data(run));
	if (code == CK_OK)
		code = any_norm(s, &any, e);
	if (code == CK_OK && !any)
		code = ck_norm_load_folder(s, folder.text, e);
	if (code == CK_OK)
		code = ck_store_commit(s, e);
	ck_buffer_free(&folder);
	return code;
}

/* A store of the time before norms gets those that store-init would give it. */
static enum ck_code fill_norms(struct ck_run *run, struct ck_error *e)
{
	const char *path = ck_run_store_path(run);
	struct ck_store *s = NULL;
	bool any = true;
	enum ck_code code = ck_store_open(path, CK_STORE_READ, ck_run_wait(run), &s, e);

	if (code == CK_OK)
		code = any_norm(s, &any, e);
	ck_store_close(s);
	if (code != CK_OK || any)
		return code;
	code = ck_store_open(path, CK_STORE_WRITE, ck_run_wait(run), &s, e);
	if (code == CK_OK) {
		code = load_norms(run, s, e);
		ck_store_close(s);
	}
	return code;
}

static enum ck_code upgrade(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	char before[16], now[16];
	int from, to;
	enum ck_code code = ck_store_upgrade(ck_run_store_path(run), ck_run_wait(run), &from, &to, e);

	(void)in;
	if (code == CK_OK)
		code = fill_norms(run, e);
	if (code != CK_OK)
		return code;
	snprintf(before, sizeof before, "%d", from);
	snprintf(now, sizeof now, "%d", to);
	ck_fields_set(&out, "store_path", ck_run_store_path(run));
	ck_fields_set(&out, "version_before", before);
	ck_fields_set(&out, "version_now", now);
	code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "store-upgrade",
	    .purpose = "bring a store to the version of this casekit",
	    .examples = "store-backup --file=before.db && store-upgrade\n",
	    .mode = CK_PLAIN,
	    .prints = "store_path version_before version_now",
	    .each = upgrade,
	};

	return ck_command_main(&command, argc, argv);
}
