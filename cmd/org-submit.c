/* org-submit: send an application for the sign, or complete one that was sent. Exit 1 if a register failed. */
#include <string.h>

#include "command.h"
#include "org.h"

#define USUAL_SECONDS 20
#define USUAL_BATCH 100
#define MOST_SECONDS 600
#define MOST_BATCH 100000

static const struct ck_input reads[] = {
    {"org", CK_NEEDED, NULL},
    {"service", CK_OPTIONAL, "the service by which the sign is applied for; default the norm sign-service"},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static const struct ck_option options[] = {
    {"disabled-source", "COMMAND", "asks who has a disability, in place of the snapshot"},
    {"pay-source", "COMMAND", "asks what the organisation pays, in place of the snapshot"},
    {"source-seconds", "N", "how long a source may take for a batch; default 20"},
    {"source-batch", "N", "people in a batch; default 100"},
    {0},
};

static enum ck_code read_number(struct ck_run *run, const char *option, int64_t usual, int64_t most, int64_t *n,
                                struct ck_error *e)
{
	const char *text = ck_run_option(run, option);

	*n = usual;
	if (text == NULL || (ck_text_number(text, n) && *n >= 1 && *n <= most))
		return CK_OK;
	return ck_fail(e, CK_USAGE, "--%s=%s: 1 to %lld", option, text, (long long)most);
}

static enum ck_code read_sources(struct ck_run *run, struct ck_org_sources *sources, struct ck_error *e)
{
	int64_t seconds, batch;
	enum ck_code code = read_number(run, "source-seconds", USUAL_SECONDS, MOST_SECONDS, &seconds, e);

	if (code == CK_OK)
		code = read_number(run, "source-batch", USUAL_BATCH, MOST_BATCH, &batch, e);
	if (code != CK_OK)
		return code;
	sources->disabled = (struct ck_source){ck_run_option(run, "disabled-source"), (int)seconds, (size_t)batch};
	sources->pay = (struct ck_source){ck_run_option(run, "pay-source"), (int)seconds, (size_t)batch};
	return CK_OK;
}

static enum ck_code foresee(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_org_hearing **hearing = ck_run_state(run);

	return ck_org_foresee(*hearing, ck_run_desk(run), in, e);
}

static enum ck_code ask(struct ck_run *run, struct ck_error *e)
{
	struct ck_org_hearing **hearing = ck_run_state(run);
	struct ck_org_sources sources;
	enum ck_code code = read_sources(run, &sources, e);

	if (code != CK_OK || (sources.disabled.command == NULL && sources.pay.command == NULL))
		return code;
	*hearing = ck_org_hearing_new(&sources);
	code = ck_run_foresee(run, foresee, e);
	if (code == CK_OK)
		ck_org_hearing_ask(*hearing);
	return code;
}

static enum ck_code submit(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_org_hearing **hearing = ck_run_state(run);
	struct ck_fields out = {0};
	const char *status;
	enum ck_code code = ck_org_submit(ck_run_desk(run), in, *hearing, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	status = ck_fields_get(&out, "application_status");
	if (code == CK_OK && status != NULL && strcmp(status, "error") == 0) {
		ck_run_warn(run, "error: %s", ck_fields_get(&out, "cause"));
		ck_run_answer_no(run);
	}
	ck_fields_free(&out);
	return code;
}

int main(int argc, char **argv)
{
	static struct ck_org_hearing *hearing;
	static const struct ck_command command = {
	    .name = "org-submit",
	    .purpose = "send an application for the sign, and complete what was sent",
	    .examples = "org-submit 080440005158 --by=s.reg\n"
	                "org-list --status=sent | org-submit --by=s.reg --keep-going\n"
	                "org-submit ALM-2019-O000017 --pay-source=\"ask-pay --timeout 10\" --by=s.reg\n",
	    .mode = CK_WRITES,
	    .key = "org",
	    .reads = reads,
	    .prints = CK_SIGN_COLUMNS " replayed key",
	    .options = options,
	    .card = true,
	    .before = ask,
	    .each = submit,
	    .state = &hearing,
	};
	int code = ck_command_main(&command, argc, argv);

	ck_org_hearing_free(hearing);
	return code;
}
