/* norm-load: what a store in use learns of the law's figures: shares, fees, quotas, quorums, thresholds. */
#include "command.h"
#include "norm.h"

static const struct ck_input reads[] = {
	{"norm", CK_NEEDED, NULL},
	{"subject", CK_OPTIONAL, NULL},
	{"since", CK_NEEDED, "the first day on which it holds"},
	{"value", CK_OPTIONAL, "the figure: 70/100, 1234.56, 30 or a word; none: it ends"},
	{"source", CK_NEEDED, NULL},
	{"known", CK_OPTIONAL, "since when this is known; default, and at the earliest, now"},
	{0}};

static enum ck_code load(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	bool added;
	enum ck_code code = ck_norm_load(ck_run_store(run), in, ck_desk_now(ck_run_desk(run)), &added, e);

	if (code == CK_OK && added && !ck_fields_has(in, "value"))
		ck_run_warn(run, "no value: %s ends on %s", ck_fields_get(in, "norm"), ck_fields_get(in, "since"));
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "norm-load",
		.purpose = "load figures of the law: shares, fees, quotas, quorums",
		.examples = "norm-load --norm=quorum --subject=permit-commission --since=2017-12-20 --value=1/2 "
		            "--source=\"decree 4/500, item 7\"\n"
		            "norm-load < fees.tsv\n",
		.mode = CK_WRITES,
		.reads = reads,
		.each = load,
	};

	return ck_command_main(&command, argc, argv);
}
