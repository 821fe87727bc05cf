/* store-backup: a copy of a store in use, verified. */
#include "command.h"

static enum ck_code copy(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *to = ck_run_option(run, "file");

	(void)in;
	if (ck_text_is_empty(to))
		return ck_fail(e, CK_USAGE, "--file=FILE is needed");
	return ck_store_backup(ck_run_store(run), to, e);
}

int main(int argc, char **argv)
{
	static const struct ck_option options[] = {{"file", "FILE", "where the copy goes; it must not be there yet"}, {0}};
	static const struct ck_command command = {
	    .name = "store-backup",
	    .purpose = "copy a store that is in use",
	    .examples = "store-backup --file=/backup/casekit-$(date +%F).db\n",
	    .mode = CK_READS,
	    .no_desk = true,
	    .options = options,
	    .each = copy,
	};

	return ck_command_main(&command, argc, argv);
}
