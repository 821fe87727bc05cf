/* workplace_pay: the subsidy for the places after the report of the work done, that of wages after each month's. */
#include <string.h>

#include "workplace_priv.h"

static enum ck_code refuse_report(const struct ck_work *w, const struct ck_step *step, const char *why, int64_t month,
                                  struct ck_error *e)
{
	char text[CK_MONTH_TEXT];

	ck_month_print(text, month);
	ck_fail(e, CK_REFUSED, why, month == CK_MONTH_WORK ? "the work done" : text);
	return ck_work_clause(w, step, ck_fields_has(w->in, "month") ? "month" : "", e);
}

/* The pay step of a month's report, or of that of the work done. */
static const struct ck_step *pay_step(const struct ck_work *w, int64_t month)
{
	for (size_t i = 0; i < w->procedure->steps; i++) {
		const struct ck_step *step = &w->procedure->step[i];

		if (ck_word_in(step->acts, "pay") &&
		    (ck_repetition_of(w->procedure, step->step) == NULL) == (month == CK_MONTH_WORK))
			return step;
	}
	return w->next;
}

static enum ck_code not_paid_yet(const struct ck_work *w, int64_t month, struct ck_error *e)
{
	const struct ck_report_row *report = ck_work_report(w, month);

	if (report == NULL || report->paid == CK_NOTIME)
		return CK_OK;
	return refuse_report(w, pay_step(w, month), "the report of %s was paid already", month, e);
}

/* Which report the record means; CK_NOTIME where it names none. */
static enum ck_code read_month(const struct ck_work *w, int64_t *month, struct ck_error *e)
{
	const char *text = ck_fields_get(w->in, "month");

	*month = CK_NOTIME;
	if (text == NULL || ck_month_parse(text, month))
		return CK_OK;
	ck_fail(e, CK_BADDATA, "\"%s\" is no month (YYYY-MM, or work)", text);
	return ck_fail_column(e, "month");
}

static enum ck_code may_be_paid(const struct ck_work *w, const struct ck_step *step, struct ck_error *e)
{
	const struct ck_report_row *last = ck_work_last(w);
	int64_t month;

	if (last == NULL)
		return refuse_report(w, step, "there is no report of %s", CK_MONTH_WORK, e);
	if (read_month(w, &month, e) != CK_OK || not_paid_yet(w, last->month, e) != CK_OK)
		return e->code;
	if (month != CK_NOTIME && month != last->month)
		return refuse_report(w, step, "the report that waits for its payment is that of %s", last->month, e);
	if (strcmp(last->finding, CK_CONFORMING) != 0)
		return refuse_report(w, step,
		                     last->reviewed == CK_NOTIME ? "the report of %s has not been reviewed"
		                                                 : "the report of %s was found " CK_NOT_CONFORMING,
		                     last->month, e);
	return CK_OK;
}

/* -- how much -- */

static enum ck_code beyond(const struct ck_work *w, const struct ck_step *step, int64_t most, const char *what,
                           struct ck_error *e)
{
	struct ck_buffer sum = {0};

	ck_text_print_money(&sum, most);
	ck_fail(e, CK_REFUSED, "at most %s tenge can be paid: %s", sum.text, what);
	ck_buffer_free(&sum);
	return ck_work_clause(w, step, "amount", e);
}

/* The contract's total holds all products (workplace_contract.c): none of these overflows. */
static enum ck_code is_within(const struct ck_work *w, const struct ck_step *step, int64_t amount, struct ck_error *e)
{
	const struct ck_contract_row *c = &w->contract;
	const int64_t month = ck_work_last(w)->month, left = c->total - ck_work_paid(w);
	int64_t most = c->places * c->cost;
	const char *what = "the cost of the places";

	if (month != CK_MONTH_WORK) {
		most = ck_work_filled(w, ck_work_month_begins(c, month), ck_work_month_ends(c, month)) * c->wage;
		what = "the wages of the places filled in that month";
	}
	if (amount > most)
		return beyond(w, step, most, what, e);
	return amount > left ? beyond(w, step, left, "what is left of the contract", e) : CK_OK;
}

/* -- paying -- */

/* The next report's month counts from its own first day, or from the payment before it, whichever is later. */
static void begin_month(const struct ck_work *w, const struct ck_case_at *at, struct ck_fields *data)
{
	const ck_day first = ck_work_month_begins(&w->contract, ck_work_expected(w));
	ck_time begins = ck_zone_utc(w->office->zone, first, 0, false, NULL);
	char text[CK_TIME_TEXT];

	ck_time_print(text, begins > at->at ? begins : at->at, w->office->zone);
	ck_fields_set(data, "next_round", text);
}

/* With the contract's last month its reports end: the fact says so that ends their repetition. */
static void end_contract(const struct ck_repetition *reports, struct ck_fields *data)
{
	const char *facts = ck_fields_get(data, "fact");
	struct ck_buffer b = {0};

	ck_buffer_printf(&b, "%s%s%s", facts == NULL ? "" : facts, facts == NULL ? "" : " ", reports->until_fact);
	ck_fields_set(data, "fact", b.text);
	ck_buffer_free(&b);
}

static enum ck_code add_payment(void *work, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_work *w = work;
	const struct ck_repetition *reports = ck_repetition_of(at->procedure, at->step->step);
	char month[CK_MONTH_TEXT];
	int64_t amount;
	enum ck_code code;

	ck_error_clear(e);
	code = ck_work_has_terms(w, at->step, e);
	if (code == CK_OK)
		code = may_be_paid(w, at->step, e);
	if (code == CK_OK)
		code = ck_work_money(w, "amount", &amount, e);
	if (code == CK_OK)
		code = is_within(w, at->step, amount, e);
	if (code != CK_OK)
		return code;
	ck_month_print(month, ck_work_last(w)->month);
	ck_fields_set(data, "month", month);
	if (reports != NULL && ck_work_expected(w) == ck_work_first_month(&w->contract) + w->contract.months)
		end_contract(reports, data);
	else
		begin_month(w, at, data);
	return CK_OK;
}

/* Who comes second is told that it is paid, not whose turn it is by now. */
enum ck_code ck_workplace_pay(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	struct ck_work w;
	int64_t month;
	enum ck_code code;

	ck_error_clear(e);
	code = ck_work_open(&w, d, "pay", "month", in, e);
	if (code == CK_OK && !w.again)
		code = read_month(&w, &month, e);
	if (code == CK_OK && !w.again)
		code = not_paid_yet(&w, month, e);
	if (code == CK_OK)
		code = ck_work_do(&w, "month fact next_round", add_payment, out, e);
	ck_work_close(&w);
	return code;
}
