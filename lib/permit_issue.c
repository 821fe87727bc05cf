/* permit_issue: the issue act of a procedure whose result is a permit: what the permit says, and what it must keep. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ledger.h"
#include "permit_priv.h"

/* What an issue that gives a permit says beside the columns of every issue (register.h). */
#define SAYS "permit permit_kind region workers from until previous quota_year applicant applicant_name"

struct issuing {
	struct ck_desk *desk;
	struct ck_arena *arena;
	const struct ck_fields *in;
	const char *kind;               /* the command's */
	const struct ck_case_at *at;
	const struct ck_permit_rule *rule;
	char clause[200];
	ck_day today;                   /* the day of the act, where the office is */
	bool has_previous;
	struct ck_permit_row previous;
	char previous_number[40];
	const char *region, *workers;
	struct ck_workers granted;
	ck_day since, until;
};

static enum ck_code refuse(const struct issuing *i, const char *column, struct ck_error *e)
{
	ck_fail_column(e, column);
	return ck_fail_clause(e, "%s", i->clause);
}

static enum ck_code missing(const char *column, const char *what, struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "no value: %s", what);
	return ck_fail_column(e, column);
}

/* -- may this case be given a permit by this command? -- */

static enum ck_code is_due(struct issuing *i, struct ck_error *e)
{
	const struct ck_case_at *at = i->at;

	ck_clause(i->clause, at->edition, at->procedure, at->step->step);
	i->rule = ck_permit_rule_find(at->edition, at->procedure->variant);
	if (i->rule == NULL) {
		ck_fail(e, CK_REFUSED, "its result is no permit");
		return refuse(i, "", e);
	}
	if (!at->granted) {
		ck_fail(e, CK_REFUSED, "it was not granted, so there is no permit to be given");
		return refuse(i, "", e);
	}
	if (strcmp(i->rule->kind, i->kind) != 0) {
		ck_fail(e, CK_REFUSED, "its permit is given with permit-%s, not with permit-%s", i->rule->kind, i->kind);
		return refuse(i, "", e);
	}
	snprintf(i->clause, sizeof i->clause, "%s, %s", at->edition->regulation, i->rule->clause);
	i->today = ck_zone_local(at->office->zone, at->at).day;
	return CK_OK;
}

/* -- the permit before it -- */

static bool follows(const struct issuing *i)
{
	return strcmp(i->kind, "issue") != 0;
}

/* The day on which the application was registered, where the office is. */
static enum ck_code registration_day(const struct issuing *i, ck_day *day, struct ck_error *e)
{
	struct ck_fields shown = {0};
	char text[11] = "";
	enum ck_code code = ck_case_show(i->desk, i->at->number, &shown, e);

	if (code == CK_OK && ck_fields_has(&shown, "registered"))
		snprintf(text, sizeof text, "%.10s", ck_fields_get(&shown, "registered"));
	if (!ck_day_parse(text, day))
		*day = i->today;
	ck_fields_free(&shown);
	return code;
}

static bool held_on(const struct issuing *i, ck_day day)
{
	return i->previous.since <= day && day <= i->previous.until;
}

/* A permit can be followed by one that begins while it holds, or, if it is an extension, that was asked for while it held. */
static enum ck_code may_follow(const struct issuing *i, struct ck_error *e)
{
	char text[40];
	ck_day asked = i->today;
	enum ck_code code = CK_OK;

	if (i->previous.revoked != CK_NODAY) {
		ck_day_print(text, i->previous.revoked);
		ck_fail(e, CK_REFUSED, "%s is revoked from %s on", i->previous_number, text);
		return refuse(i, "permit", e);
	}
	if (i->previous.next != 0) {
		code = ck_permit_number(i->desk, i->previous.next, text, e);
		if (code != CK_OK)
			return code;
		ck_fail(e, CK_REFUSED, "%s is replaced by %s already", i->previous_number, text);
		return refuse(i, "permit", e);
	}
	if (strcmp(i->kind, "extend") == 0)
		code = registration_day(i, &asked, e);
	if (code != CK_OK || held_on(i, i->today) || held_on(i, asked))
		return code;
	ck_day_print(text, i->today < i->previous.since ? i->previous.since : i->previous.until);
	ck_fail(e, CK_REFUSED, "the %s day of %s is %s", i->today < i->previous.since ? "first" : "last", i->previous_number,
	        text);
	return refuse(i, "permit", e);
}

static enum ck_code find_previous(struct issuing *i, struct ck_error *e)
{
	const char *number = ck_fields_get(i->in, "permit");
	enum ck_code code;

	if (!follows(i))
		return CK_OK;
	if (number == NULL)
		number = i->at->field(i->at, "permit");
	if (ck_text_is_empty(number))
		return missing("permit", "neither here nor in the application stands the permit before this one", e);
	code = ck_permit_find(i->desk, number, i->arena, &i->previous, e);
	if (code != CK_OK)
		return code;
	i->has_previous = true;
	snprintf(i->previous_number, sizeof i->previous_number, "%s", number);
	if (strcmp(i->previous.applicant, i->at->applicant) != 0) {
		ck_fail(e, CK_REFUSED, "%s is a permit of another employer", number);
		return refuse(i, "permit", e);
	}
	return may_follow(i, e);
}

/* -- for whom and where -- */

/* The record's own word, else the application's, else the permit's before it. */
static const char *stated(const struct issuing *i, const char *column, const char *before)
{
	const char *value = ck_fields_get(i->in, column);

	if (value == NULL)
		value = i->at->field(i->at, column);
	return ck_text_is_empty(value) && i->has_previous ? before : value;
}

struct most {
	const struct issuing *issuing;
	const struct ck_workers *asked;
	const char *source;
};

static enum ck_code within(void *to, const char *category, int64_t count, struct ck_error *e)
{
	const struct most *m = to;
	int64_t asked = ck_workers_of(m->asked, category);

	if (count <= asked)
		return CK_OK;
	ck_fail(e, CK_REFUSED, "%" PRId64 " workers of category %s are more than the %" PRId64 " that %s", count, category, asked,
	        m->source);
	return refuse(m->issuing, "workers", e);
}

/* Fewer than were asked for may be permitted, never more of a category. */
static enum ck_code not_more_than_asked(const struct issuing *i, struct ck_error *e)
{
	const char *text = i->at->field(i->at, "workers");
	bool states = !ck_text_is_empty(text);
	struct ck_workers asked;
	struct most m = {i, &asked, states ? "the application asks for" : "the permit before it is for"};
	enum ck_code code;

	if (!states && !i->has_previous)
		return CK_OK;
	code = ck_workers_parse(states ? text : i->previous.workers, "workers", &asked, e);
	return code == CK_OK ? ck_workers_categories(&i->granted, within, &m, e) : code;
}

/* What no quota counts does not grow beyond what one has counted: neither by category nor in another region. */
static enum ck_code not_more_than_before(const struct issuing *i, struct ck_error *e)
{
	struct ck_workers before;
	struct most m = {i, &before, "the permit before it is for"};
	enum ck_code code;

	if (!i->has_previous || i->rule->quota)
		return CK_OK;
	if (strcmp(i->region, i->previous.region) != 0) {
		ck_fail(e, CK_REFUSED, "the permit before it is for %s", i->previous.region);
		return refuse(i, "region", e);
	}
	code = ck_workers_parse(i->previous.workers, "workers", &before, e);
	return code == CK_OK ? ck_workers_categories(&i->granted, within, &m, e) : code;
}

static enum ck_code settle_workers(struct issuing *i, struct ck_error *e)
{
	enum ck_code code;

	i->region = stated(i, "region", i->previous.region);
	i->workers = stated(i, "workers", i->previous.workers);
	if (ck_text_is_empty(i->region))
		return missing("region", "neither here nor in the application stands where the permit is for", e);
	if (ck_text_is_empty(i->workers))
		return missing("workers", "neither here nor in the application stands whom the permit is for", e);
	code = ck_workers_parse(i->workers, "workers", &i->granted, e);
	if (code == CK_OK)
		code = not_more_than_asked(i, e);
	return code == CK_OK ? not_more_than_before(i, e) : code;
}

/* -- from when until when -- */

static enum ck_code read_days(struct issuing *i, struct ck_error *e)
{
	bool extends = strcmp(i->kind, "extend") == 0;
	enum ck_code code;

	i->since = extends ? i->previous.until + 1 : i->today;
	i->until = CK_NODAY;
	code = ck_permit_read_day(i->in, "from", &i->since, e);
	if (code == CK_OK)
		code = ck_permit_read_day(i->in, "until", &i->until, e);
	if (code != CK_OK || i->until != CK_NODAY)
		return code;
	if (strcmp(i->kind, "reissue") != 0)
		return missing("until", "what is the last day of the permit?", e);
	i->until = i->previous.until;
	return CK_OK;
}

static enum ck_code wrong_day(const struct issuing *i, const char *column, const char *rule, ck_day day, struct ck_error *e)
{
	char text[CK_TIME_TEXT];

	ck_day_print(text, day);
	ck_fail(e, CK_REFUSED, "%s %s", rule, text);
	return refuse(i, column, e);
}

static enum ck_code settle_days(struct issuing *i, struct ck_error *e)
{
	enum ck_code code = read_days(i, e);

	if (code != CK_OK)
		return code;
	if (i->until < i->since)
		return wrong_day(i, "until", "the permit would end before its first day,", i->since, e);
	if (!i->has_previous)
		return i->since < i->today ? wrong_day(i, "from", "the permit cannot begin before it is issued, on", i->today, e)
		                           : CK_OK;
	if (i->since < i->previous.since)
		return wrong_day(i, "from", "the permit before it begins on", i->previous.since, e);
	if (strcmp(i->kind, "reissue") == 0 && i->until > i->previous.until)
		return wrong_day(i, "until", "a reissued permit ends no later than the one before it, on", i->previous.until, e);
	if (strcmp(i->kind, "extend") == 0 && i->until <= i->previous.until)
		return wrong_day(i, "until", "an extended permit ends later than the one before it, which ends on",
		                 i->previous.until, e);
	return CK_OK;
}

/* -- shares and quotas, by the variant's rule -- */

static int64_t year_of(ck_day day)
{
	int year, month, day_of_month;

	ck_day_civil(day, &year, &month, &day_of_month);
	return year;
}

static enum ck_code measure(const struct issuing *i, struct ck_error *e)
{
	struct ck_permit_wish wish = {
	    .region = i->region, .workers = &i->granted, .among_staff = follows(i), .on = i->today, .since = i->since,
	    .clause = i->clause,
	};
	enum ck_code code = CK_OK;

	if (i->rule->share)
		code = ck_permit_share(i->desk, &wish, i->at->field(i->at, "staff"), e);
	if (code == CK_OK && i->rule->quota)
		code = ck_permit_quota(i->desk, &wish, year_of(i->since), e);
	return code;
}

/* -- the event's data -- */

static void set_day(struct ck_fields *data, const char *name, ck_day day)
{
	char text[CK_TIME_TEXT];

	ck_day_print(text, day);
	ck_fields_set(data, name, text);
}

static enum ck_code say(const struct issuing *i, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_case_at *at = i->at;
	ck_chain id;
	char text[40];
	enum ck_code code = ck_register_next(ck_desk_store(i->desk), at->office->no, (int)year_of(i->today), CK_SERIES_PERMIT,
	                                     &id, e);

	if (code != CK_OK)
		return code;
	ck_chain_print(text, at->office->code, id);
	ck_fields_set(data, "permit", text);
	ck_fields_set(data, "permit_kind", i->kind);
	ck_fields_set(data, "region", i->region);
	ck_fields_set(data, "workers", i->workers);
	set_day(data, "from", i->since);
	set_day(data, "until", i->until);
	ck_fields_set(data, "previous", i->previous_number);
	snprintf(text, sizeof text, "%" PRId64, year_of(i->since));
	ck_fields_set(data, "quota_year", i->rule->quota ? text : "");
	ck_fields_set(data, "applicant", at->applicant);
	ck_fields_set(data, "applicant_name", at->applicant_name);
	return CK_OK;
}

static enum ck_code add_permit(void *to, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	struct issuing *i = to;
	enum ck_code code;

	i->at = at;
	code = is_due(i, e);
	if (code == CK_OK)
		code = find_previous(i, e);
	if (code == CK_OK)
		code = settle_workers(i, e);
	if (code == CK_OK)
		code = settle_days(i, e);
	if (code == CK_OK)
		code = measure(i, e);
	return code == CK_OK ? say(i, data, e) : code;
}

/* -- the answer -- */

static enum ck_code keep_row(void *to, const struct ck_permit_row *row, struct ck_error *e)
{
	ck_chain *id = to;

	(void)e;
	*id = row->id;
	return CK_OK;
}

/* The permit of a case that has just been issued, or was before. */
static enum ck_code permit_of(const struct issuing *i, const char *number, struct ck_permit_row *row, struct ck_error *e)
{
	struct ck_store *s = ck_desk_store(i->desk);
	struct ck_permit_filter f = {.holding_on = CK_NODAY, .ending_from = CK_NODAY, .ending_until = CK_NODAY};
	ck_chain id = 0;
	bool found = false;
	enum ck_code code = ck_ledger_chain(s, number, &f.chain, e);

	if (code == CK_OK)
		code = ck_register_permits(s, &f, keep_row, &id, e);
	if (code == CK_OK && id != 0)
		code = ck_register_permit(s, id, i->arena, row, &found, e);
	return code == CK_OK && !found ? ck_fail(e, CK_BUG, "%s was issued, but no permit came of it", number) : code;
}

/* Under its key the same case may not be given another permit than it was. */
static enum ck_code same_again(const struct issuing *i, const struct ck_permit_row *row, struct ck_error *e)
{
	const char *region = ck_fields_get(i->in, "region"), *workers = ck_fields_get(i->in, "workers");
	const char *before = ck_fields_get(i->in, "permit");
	ck_day since = row->since, until = row->until;
	char previous[40] = "";
	enum ck_code code = ck_permit_read_day(i->in, "from", &since, e);

	if (code == CK_OK)
		code = ck_permit_read_day(i->in, "until", &until, e);
	if (code == CK_OK && row->previous != 0)
		code = ck_permit_number(i->desk, row->previous, previous, e);
	if (code != CK_OK)
		return code;
	if (since == row->since && until == row->until && (region == NULL || strcmp(region, row->region) == 0) &&
	    (workers == NULL || strcmp(workers, row->workers) == 0) &&
	    (before == NULL || !follows(i) || strcmp(before, previous) == 0))
		return CK_OK;
	ck_fail(e, CK_REFUSED, "the key was used before, for \"issue\" with other content");
	ck_fail_column(e, "key");
	return ck_fail_clause(e, "records(7), key");
}

static enum ck_code answer(const struct issuing *i, const struct ck_fields *stands, struct ck_fields *out, struct ck_error *e)
{
	bool again = strcmp(ck_fields_get(stands, "replayed"), "yes") == 0;
	struct ck_permit_row row;
	ck_day today;
	enum ck_code code = permit_of(i, ck_fields_get(stands, "case"), &row, e);

	if (code == CK_OK && again)
		code = same_again(i, &row, e);
	if (code == CK_OK)
		code = ck_permit_today(i->desk, row.id, &today, e);
	if (code == CK_OK)
		code = ck_permit_print(i->desk, &row, today, out, e);
	ck_fields_set(out, "replayed", again ? "yes" : "no");
	ck_fields_set(out, "key", ck_fields_get(stands, "key"));
	return code;
}

enum ck_code ck_permit_issue(struct ck_desk *d, const char *kind, const struct ck_fields *in, struct ck_fields *out,
                             struct ck_error *e)
{
	struct issuing i = {.desk = d, .arena = ck_arena_new(), .in = in, .kind = kind};
	struct ck_case_more more = {SAYS, add_permit, &i};
	struct ck_fields stands = {0};
	enum ck_code code = ck_case_act_with(d, "issue", in, &more, &stands, e);

	if (code == CK_OK)
		code = answer(&i, &stands, out, e);
	ck_fields_free(&stands);
	ck_arena_free(i.arena);
	return code;
}
