/* case-list: many cases, by any filter, or counted in groups. */
#include <string.h>

#include "casework.h"
#include "command_tally.h"

static const struct ck_input reads[] = {{"case", CK_OPTIONAL, NULL}, {0}};

static const struct ck_option options[] = {
    {"office", "OFFICE", "of that office; several: give it again"},
    {"below", NULL, "and of all offices below it"},
    {"regulation", "REGULATION", "of that regulation"},
    {"edition", "DATE", "of that edition"},
    {"variant", "VARIANT", "of that variant"},
    {"channel", "CHANNEL", "of that channel"},
    {"applicant", "NUMBER", "of the applicant with that IIN or BIN"},
    {"name", "PREFIX", "of applicants whose name begins so, in any case"},
    {"number", "NUMBER", "with that number of their own"},
    {"status", "STATUS", "open, registered, assigned, under-review, referred, decided, signed, issued, withdrawn, "
                         "refused-at-entry, lapsed"},
    {"outcome", "OUTCOME", "granted or refused"},
    {"next-step", "STEP", "whose next step has that number"},
    {"next-act", "ACT", "whose next step has that act"},
    {"next-role", "ROLE", "whose next step is that role's"},
    {"responsible", "LOGIN", "assigned to that person"},
    {"registered-from", "TIME", "registered then or later"},
    {"registered-until", "TIME", "registered then or earlier; a date: that day too"},
    {"due-from", "TIME", "due then or later"},
    {"due-until", "TIME", "due then or earlier"},
    {"decided-from", "TIME", "decided then or later"},
    {"decided-until", "TIME", "decided then or earlier"},
    {"issued-from", "TIME", "issued then or later"},
    {"issued-until", "TIME", "issued then or earlier"},
    {"overdue", NULL, "only what is overdue"},
    {"order", "ORDER", "number (the default), name (as the Kazakh alphabet has it) or due"},
    {"limit", "N", "at most so many"},
    {"group-by", "COLUMN", "count the cases by the values of these columns"},
    {0},
};

/* Every option that is a time: its name and where it goes. */
static enum ck_code read_times(struct ck_run *run, struct ck_case_filter *f, struct ck_error *e)
{
	const struct { const char *option; int64_t *to; bool until; } times[] = {
	    {"registered-from", &f->registered_from, false}, {"registered-until", &f->registered_until, true},
	    {"due-from", &f->due_from, false},               {"due-until", &f->due_until, true},
	    {"decided-from", &f->decided_from, false},       {"decided-until", &f->decided_until, true},
	    {"issued-from", &f->issued_from, false},         {"issued-until", &f->issued_until, true},
	};

	for (size_t i = 0; i < sizeof times / sizeof times[0]; i++) {
		const char *text = ck_run_option(run, times[i].option);
		enum ck_code code;

		if (text == NULL)
			continue;
		code = ck_case_filter_time(ck_run_desk(run), f->office, text, times[i].until, times[i].to, e);
		if (code != CK_OK)
			return ck_fail(e, CK_USAGE, "--%s=%s is no time", times[i].option, text);
	}
	return CK_OK;
}

static void read_words(struct ck_run *run, struct ck_case_filter *f)
{
	f->office = ck_run_option(run, "office");
	f->subtree = ck_run_option(run, "below") != NULL;
	f->regulation = ck_run_option(run, "regulation");
	f->edition = ck_run_option(run, "edition");
	f->variant = ck_run_option(run, "variant");
	f->channel = ck_run_option(run, "channel");
	f->applicant = ck_run_option(run, "applicant");
	f->name_prefix = ck_run_option(run, "name");
	f->number = ck_run_option(run, "number");
	f->status = ck_run_option(run, "status");
	f->outcome = ck_run_option(run, "outcome");
	f->next_step = ck_run_option(run, "next-step");
	f->next_act = ck_run_option(run, "next-act");
	f->next_role = ck_run_option(run, "next-role");
	f->responsible = ck_run_option(run, "responsible");
	if (ck_run_option(run, "overdue") != NULL)
		f->overdue_at = ck_desk_now(ck_run_desk(run));
}

static enum ck_code read_order(struct ck_run *run, enum ck_case_order *order, int64_t *limit, struct ck_error *e)
{
	static const char *const names[] = {"number", "name", "due"};
	const char *asked = ck_run_option(run, "order"), *most = ck_run_option(run, "limit");

	*limit = 0;
	if (most != NULL && (!ck_text_number(most, limit) || *limit < 1))
		return ck_fail(e, CK_USAGE, "--limit=%s is no number of cases", most);
	*order = CK_BY_NUMBER;
	for (int i = 0; asked != NULL && i < 3; i++) {
		if (strcmp(asked, names[i]) == 0) {
			*order = (enum ck_case_order)i;
			return CK_OK;
		}
	}
	return asked == NULL ? CK_OK : ck_fail(e, CK_USAGE, "--order=%s: number, name or due", asked);
}

/* A filter asks among all cases; a case that was named is not asked about. */
static enum ck_code no_filter(struct ck_run *run, struct ck_error *e)
{
	for (size_t i = 0; options[i].name != NULL; i++) {
		if (strcmp(options[i].name, "group-by") != 0 && ck_run_option(run, options[i].name) != NULL)
			return ck_fail(e, CK_USAGE, "--%s is for all cases, not for cases that are named", options[i].name);
	}
	return CK_OK;
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *number = ck_fields_get(in, "case");
	struct ck_case_filter f = ck_case_any();
	enum ck_case_order order;
	int64_t limit;
	enum ck_code code = ck_run_tally(run, "cases", CK_CASE_SHOWN, e);

	if (code == CK_OK && number != NULL) {
		struct ck_fields out = {0};

		code = no_filter(run, e);
		if (code == CK_OK)
			code = ck_case_show(ck_run_desk(run), number, &out, e);
		if (code == CK_OK)
			code = ck_run_count(run, &out, e);
		ck_fields_free(&out);
		return code;
	}
	read_words(run, &f);
	if (code == CK_OK)
		code = ck_case_filter_known(ck_run_desk(run), &f, e);
	if (code == CK_OK)
		code = read_times(run, &f, e);
	if (code == CK_OK)
		code = read_order(run, &order, &limit, e);
	return code == CK_OK ? ck_case_list(ck_run_desk(run), &f, order, limit, ck_run_count, run, e) : code;
}

int main(int argc, char **argv)
{
	static struct ck_tally *tally;
	static const struct ck_command command = {
	    .name = "case-list",
	    .purpose = "list cases by any filter, or count them in groups",
	    .examples = "case-list --status=open --office=ALM --below --order=due\n"
	                "case-list --name=әли --format=table\n"
	                "case-list --registered-from=2019-01-01 --group-by=regulation,outcome\n",
	    .mode = CK_READS,
	    .key = "case",
	    .reads = reads,
	    .prints = CK_CASE_SHOWN,
	    .options = options,
	    .asks = true,
	    .each = list,
	    .finish = ck_run_print_tally,
	    .state = &tally,
	};

	return ck_command_main(&command, argc, argv);
}
