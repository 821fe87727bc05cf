/* ledger-verify: proves the chains of events, all or those of some cases. */
#include <stdio.h>
#include "command.h"
#include "ledger.h"

static struct tally {
	int64_t chains, events, broken;
} tally;

static const struct ck_input reads[] = {{"case", CK_OPTIONAL, "the case, or the journal of an office: ALM-J"}, {0}};

static void tell(void *run, const struct ck_break *b)
{
	struct tally *t = ck_run_state(run);

	t->broken++;
	ck_run_warn(run, "%s: event %d: %s", b->number, b->seq, b->text);
}

static enum ck_code verify(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct tally *t = ck_run_state(run);
	const char *number = ck_fields_get(in, "case");
	int64_t chains = 0, events = 0;
	ck_chain chain = 0;
	enum ck_code code = number != NULL ? ck_ledger_chain(ck_run_store(run), number, &chain, e) : CK_OK;

	if (code != CK_OK)
		return code;
	code = ck_ledger_verify(ck_run_store(run), chain, tell, run, &chains, &events, e);
	if (code == CK_OK && number != NULL && chains == 0)
		return ck_fail(e, CK_BADDATA, "no case %s", number);
	t->chains += chains;
	t->events += events;
	return code == CK_REFUSED ? CK_OK : code;
}

static void set_count(struct ck_fields *out, const char *name, int64_t count)
{
	char text[24];

	snprintf(text, sizeof text, "%lld", (long long)count);
	ck_fields_set(out, name, text);
}

static enum ck_code sum_up(struct ck_run *run, struct ck_error *e)
{
	const struct tally *t = ck_run_state(run);
	struct ck_fields out = {0};
	enum ck_code code;

	set_count(&out, "chains_read", t->chains);
	set_count(&out, "events_read", t->events);
	set_count(&out, "broken", t->broken);
	code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	if (t->broken > 0)
		ck_run_answer_no(run);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "ledger-verify",
	    .purpose = "verify the chains of events",
	    .examples = "ledger-verify\n"
	                "ledger-verify ALM-2019-000017 ALM-J\n"
	                "case-list --office=ALM | ledger-verify -\n",
	    .mode = CK_READS,
	    .no_desk = true,
	    .key = "case",
	    .reads = reads,
	    .prints = "chains_read events_read broken",
	    .asks = true,
	    .each = verify,
	    .finish = sum_up,
	    .state = &tally,
	};

	return ck_command_main(&command, argc, argv);
}
