/* batch-show: the events that a batch wrote. */
#include "batch.h"
#include "command.h"

static const struct ck_input reads[] = {{"batch", CK_NEEDED, NULL}, {0}};

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code show(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	return ck_batch_show(ck_run_desk(run), ck_fields_get(in, "batch"), print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "batch-show",
		.purpose = "show the events that a batch wrote",
		.examples = "batch-show ALM-2019-B000017\n"
		            "batch-list | tail -n 1 | cut -f1 | xargs batch-show",
		.mode = CK_READS,
		.key = "batch",
		.reads = reads,
		.prints = "case seq happened recorded step_done acts_done done_role done_by details",
		.each = show,
	};

	return ck_command_main(&command, argc, argv);
}
