/* store-check: holds everything in the store against what it was made from. */
#include <stdio.h>
#include "batch.h"
#include "casework.h"
#include "command.h"
#include "ledger.h"
#include "people.h"
#include "register.h"

struct check {
	struct ck_run *run;
	const char *part;
	enum ck_code code; /* of the first finding that could not be printed */
	struct ck_error error;
};

static void found(struct check *c, const char *number, int seq, const char *fault)
{
	struct ck_fields out = {0};
	struct ck_error e;
	char text[16] = "";
	enum ck_code code;

	if (seq > 0)
		snprintf(text, sizeof text, "%d", seq);
	ck_fields_set(&out, "part", c->part);
	ck_fields_set(&out, "case", number);
	ck_fields_set(&out, "seq", text);
	ck_fields_set(&out, "fault", fault);
	code = ck_run_print(c->run, &out, &e);
	if (code != CK_OK && c->code == CK_OK) {
		c->code = code;
		c->error = e;
	}
	ck_run_answer_no(c->run);
	ck_fields_free(&out);
}

static void found_text(void *to, const char *text)
{
	found(to, NULL, 0, text);
}

static void found_break(void *to, const struct ck_break *b)
{
	found(to, b->number, b->seq, b->text);
}

static void found_event(void *to, const char *number, int seq, const char *text)
{
	found(to, number, seq, text);
}

static void found_case(void *to, const char *number, const char *text)
{
	found(to, number, 0, text);
}

/* A part that is too damaged to be read is a finding, and the next part is looked at all the same. */
static enum ck_code judge(struct check *c, enum ck_code code, struct ck_error *e)
{
	struct ck_error met;

	if (ck_store_failed(ck_run_store(c->run), &met) != CK_OK && code == CK_OK) {
		*e = met;
		code = met.code;
	}
	if (code == CK_UNAVAILABLE || code == CK_CONFIG || code == CK_BADDATA)
		found(c, NULL, 0, e->text);
	else if (code != CK_OK && code != CK_REFUSED)
		return code;
	if (c->code != CK_OK)
		*e = c->error;
	return c->code;
}

static enum ck_code check(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct check c = {.run = run, .part = "engine"};
	struct ck_store *s = ck_run_store(run);
	int64_t chains, events;
	enum ck_code code = judge(&c, ck_store_integrity(s, found_text, &c, e), e);

	(void)in;
	c.part = "ledger";
	if (code == CK_OK)
		code = judge(&c, ck_ledger_verify(s, 0, found_break, &c, &chains, &events, e), e);
	c.part = "file";
	if (code == CK_OK)
		code = judge(&c, ck_ledger_check_files(s, found_break, &c, e), e);
	c.part = "people";
	if (code == CK_OK)
		code = judge(&c, ck_people_check(ck_run_desk(run), found_text, &c, e), e);
	c.part = "case";
	if (code == CK_OK)
		code = judge(&c, ck_case_check(ck_run_desk(run), found_case, &c, e), e);
	c.part = "register";
	if (code == CK_OK)
		code = judge(&c, ck_register_check(s, found_case, &c, e), e);
	c.part = "batch";
	if (code == CK_OK)
		code = judge(&c, ck_batch_check(ck_run_desk(run), found_event, &c, e), e);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "store-check",
	    .purpose = "check a store",
	    .examples = "store-check && echo whole\n",
	    .mode = CK_READS,
	    .prints = "part case seq fault",
	    .each = check,
	};

	return ck_command_main(&command, argc, argv);
}
