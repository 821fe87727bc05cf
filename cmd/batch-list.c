/* batch-list: what each writing command did with each source. */
#include "batch.h"
#include "command.h"

static const struct ck_option options[] = {{"office", "OFFICE", "only the batches of this office"}, {0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	(void)in;
	return ck_batch_list(ck_run_desk(run), ck_run_option(run, "office"), print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "batch-list",
		.purpose = "list what each batch did",
		.examples = "batch-list --office=ALM\n"
		            "batch-list --format=csv --columns=batch,recorded,source_name,digest",
		.mode = CK_READS,
		.prints = "batch recorded done_by done_os command_name source_name digest records_read records_written "
		          "records_replayed records_refused",
		.options = options,
		.asks = true,
		.each = list,
	};

	return ck_command_main(&command, argc, argv);
}
