/* workplace_contract: the terms of a contract, what they come to, and where it stands by its reports and referrals. */
#include <inttypes.h>
#include <string.h>

#include "norm.h"
#include "workplace_priv.h"

#define MOST_MONTHS 1200  /* a century, as of every term */

/* -- the months of a contract -- */

static int64_t month_of(ck_day day)
{
	int year, month, of_month;

	ck_day_civil(day, &year, &month, &of_month);
	return (int64_t)year * 12 + month - 1;
}

int64_t ck_work_first_month(const struct ck_contract_row *c)
{
	return month_of(c->since);
}

ck_day ck_work_month_begins(const struct ck_contract_row *c, int64_t month)
{
	return ck_day_add_months(c->since, (long)(month - ck_work_first_month(c)));
}

ck_day ck_work_month_ends(const struct ck_contract_row *c, int64_t month)
{
	return ck_work_month_begins(c, month + 1) - 1;
}

/* -- reports -- */

const struct ck_report_row *ck_work_last(const struct ck_work *w)
{
	return w->reports == 0 ? NULL : &w->report[w->reports - 1];
}

const struct ck_report_row *ck_work_report(const struct ck_work *w, int64_t month)
{
	for (size_t i = 0; i < w->reports; i++) {
		if (w->report[i].month == month)
			return &w->report[i];
	}
	return NULL;
}

int64_t ck_work_expected(const struct ck_work *w)
{
	const struct ck_report_row *last = ck_work_last(w);

	return last == NULL || last->month == CK_MONTH_WORK ? ck_work_first_month(&w->contract) : last->month + 1;
}

int64_t ck_work_paid(const struct ck_work *w)
{
	int64_t sum = 0;

	for (size_t i = 0; i < w->reports; i++)
		sum += w->report[i].amount;
	return sum;
}

static int64_t at_work(const struct ck_work *w, ck_day day)
{
	int64_t count = 0;

	for (size_t i = 0; i < w->referrals; i++) {
		const struct ck_referral_row *r = &w->referral[i];

		count += r->since <= day && (r->left == CK_NODAY || r->left > day);
	}
	return count;
}

/* There are most of them on a day on which somebody came, or on the first. */
int64_t ck_work_filled(const struct ck_work *w, ck_day from, ck_day until)
{
	int64_t most = at_work(w, from);

	for (size_t i = 0; i < w->referrals; i++) {
		const ck_day came = w->referral[i].since;
		const int64_t then = from < came && came <= until ? at_work(w, came) : 0;

		most = then > most ? then : most;
	}
	return most < w->contract.places ? most : w->contract.places;
}

/* -- what a place may cost -- */

enum ck_code ck_work_limit(const struct ck_work *w, int64_t cost, ck_day on, struct ck_error *e)
{
	struct ck_store *s = ck_desk_store(w->desk);
	struct ck_norm times, mci;
	struct ck_buffer sums = {0};
	char day[CK_TIME_TEXT];
	bool found, known = false;
	int64_t most;
	enum ck_code code = ck_norm_find(s, "workplace-places-mci", "", on, ck_desk_now(w->desk), &times, &found, e);

	if (code == CK_OK && found)
		code = ck_norm_find(s, "mci", "", on, ck_desk_now(w->desk), &mci, &known, e);
	if (code != CK_OK)
		return code;
	if (!found || !known) {
		ck_day_print(day, on);
		ck_note(ck_desk_notes(w->desk), "%s: %s on %s: the cost of a place was not checked", w->number,
		        found ? "the monthly index is not known" : "no limit is known", day);
		return CK_OK;
	}
	if (__builtin_mul_overflow(times.count, mci.count, &most) || cost <= most)
		return CK_OK;
	ck_text_print_money(&sums, cost);
	ck_buffer_text(&sums, " tenge for one place are beyond ");
	ck_text_print_money(&sums, most);
	ck_fail(e, CK_REFUSED, "%s, which is %" PRId64 " monthly indexes", sums.text, times.count);
	ck_buffer_free(&sums);
	ck_fail_column(e, "cost");
	return ck_fail_clause(e, "%s", times.source);
}

/* -- the terms -- */

struct terms {
	int64_t places, cost, wage, months, total;
	ck_day since, until;
};

/* What the record does not say, the application does. */
static enum ck_code asked_or_said(const struct ck_work *w, const char *column, const char *asked, bool money,
                                  int64_t *n,
                                  struct ck_error *e)
{
	int64_t most;

	if (!ck_text_number(asked, &most))
		return money ? ck_work_money(w, column, n, e) : ck_work_count(w, column, n, e);
	*n = most;
	if (!ck_fields_has(w->in, column))
		return CK_OK;
	if ((money ? ck_work_money(w, column, n, e) : ck_work_count(w, column, n, e)) != CK_OK || *n <= most)
		return e->code;
	ck_fail(e, CK_REFUSED, "that is more than the application asks for");
	return ck_work_clause(w, w->next, column, e);
}

static enum ck_code more_than_nothing(const struct ck_work *w, const char *column, int64_t n, struct ck_error *e)
{
	if (n > 0)
		return CK_OK;
	ck_fail(e, CK_REFUSED, "%s must be more than nothing", column);
	return ck_work_clause(w, w->next, column, e);
}

static enum ck_code read_sums(const struct ck_work *w, struct terms *t, struct ck_error *e)
{
	enum ck_code code;

	ck_error_clear(e);
	if ((code = asked_or_said(w, "places", w->places_asked, false, &t->places, e)) != CK_OK ||
	    (code = asked_or_said(w, "cost", w->cost_asked, true, &t->cost, e)) != CK_OK ||
	    (code = more_than_nothing(w, "cost", t->cost, e)) != CK_OK ||
	    (code = ck_work_money(w, "wage", &t->wage, e)) != CK_OK ||
	    (code = more_than_nothing(w, "wage", t->wage, e)) != CK_OK)
		return code;
	return ck_work_count(w, "months", &t->months, e);
}

/* The contract begins on the day of its draft or later, and lasts whole months. */
static enum ck_code read_days(const struct ck_work *w, ck_day today, struct terms *t, struct ck_error *e)
{
	char day[CK_TIME_TEXT];

	if (ck_work_day(w, "from", &t->since, e) != CK_OK)
		return e->code;
	if (t->months > MOST_MONTHS) {
		ck_fail(e, CK_BADDATA, "a contract lasts no more than %d months", MOST_MONTHS);
		return ck_fail_column(e, "months");
	}
	t->until = ck_day_add_months(t->since, (long)t->months) - 1;
	ck_day_print(day, t->until);
	if (!ck_day_parse(day, &t->until)) {
		ck_fail(e, CK_BADDATA, "a contract from then on has no last day that can be written");
		return ck_fail_column(e, "from");
	}
	if (t->since >= today)
		return CK_OK;
	ck_day_print(day, today);
	ck_fail(e, CK_REFUSED, "the contract cannot begin before its draft is made, on %s", day);
	return ck_work_clause(w, w->next, "from", e);
}

/* All that the places and the wages can come to; the contract may agree on less. */
static enum ck_code settle_total(const struct ck_work *w, struct terms *t, struct ck_error *e)
{
	int64_t places, wages, most;

	if (__builtin_mul_overflow(t->places, t->cost, &places) || __builtin_mul_overflow(t->places, t->wage, &wages) ||
	    __builtin_mul_overflow(wages, t->months, &wages) || __builtin_add_overflow(places, wages, &most)) {
		ck_fail(e, CK_REFUSED, "the contract would come to more than all sums");
		return ck_work_clause(w, w->next, "places", e);
	}
	t->total = most;
	if (!ck_fields_has(w->in, "amount"))
		return CK_OK;
	if (ck_work_money(w, "amount", &t->total, e) != CK_OK || more_than_nothing(w, "amount", t->total, e) != CK_OK)
		return e->code;
	if (t->total <= most)
		return CK_OK;
	ck_fail(e, CK_REFUSED, "that is more than the places and wages of the contract come to");
	return ck_work_clause(w, w->next, "amount", e);
}

static void say_terms(const struct ck_case_at *at, const struct terms *t, struct ck_fields *data)
{
	ck_fields_set(data, "contract", at->number);
	ck_fields_set(data, "profession", at->field(at, "profession"));
	ck_fields_set_count(data, "places", t->places);
	ck_fields_set_count(data, "cost", t->cost);
	ck_fields_set_count(data, "wage", t->wage);
	ck_fields_set_count(data, "months", t->months);
	ck_fields_set_day(data, "from", t->since);
	ck_fields_set_day(data, "until", t->until);
	ck_fields_set_count(data, "amount", t->total);
	ck_fields_set(data, "applicant", at->applicant);
	ck_fields_set(data, "applicant_name", at->applicant_name);
}

static enum ck_code add_terms(void *work, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_work *w = work;
	struct terms t = {0};
	enum ck_code code = read_sums(w, &t, e);

	if (code == CK_OK)
		code = read_days(w, ck_zone_local(at->office->zone, at->at).day, &t, e);
	if (code == CK_OK)
		code = settle_total(w, &t, e);
	if (code == CK_OK)
		code = ck_work_limit(w, t.cost, w->applied, e);
	if (code == CK_OK)
		say_terms(at, &t, data);
	return code;
}

enum ck_code ck_workplace_contract(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                   struct ck_error *e)
{
	static const char says[] =
	    "contract profession places cost wage months from until amount applicant applicant_name";
	struct ck_work w;
	enum ck_code code = ck_work_open(&w, d, "contract", "places cost wage months from", in, e);

	if (code == CK_OK)
		code = ck_work_do(&w, says, add_terms, out, e);
	ck_work_close(&w);
	return code;
}
