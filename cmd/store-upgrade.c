/* store-upgrade: brings a store to the version of this casekit. */
#include <stdio.h>
#include "command.h"

static enum ck_code upgrade(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	char before[16], now[16];
	int from, to;
	enum ck_code code = ck_store_upgrade(ck_run_store_path(run), ck_run_wait(run), &from, &to, e);

	(void)in;
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
