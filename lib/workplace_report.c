/* workplace_report: the employer's reports, of the work done and then month by month, and what their review finds. */
#include <string.h>

#include "workplace_priv.h"

static bool says_not_conforming(const struct ck_report_row *r)
{
	return strcmp(r->finding, CK_NOT_CONFORMING) == 0;
}

/* -- a report -- */

/* The record's month; CK_MONTH_WORK where it names none. */
static enum ck_code read_month(const struct ck_work *w, int64_t *month, struct ck_error *e)
{
	const char *text = ck_fields_get(w->in, "month");

	*month = CK_MONTH_WORK;
	if (text == NULL || (ck_month_parse(text, month) && *month != CK_MONTH_WORK))
		return CK_OK;
	ck_fail(e, CK_BADDATA, "\"%s\" is no month (YYYY-MM)", text);
	return ck_fail_column(e, "month");
}

static enum ck_code wrong_month(const struct ck_work *w, const struct ck_step *step, const char *why, int64_t month,
                                struct ck_error *e)
{
	char text[CK_MONTH_TEXT];

	ck_month_print(text, month);
	ck_fail(e, CK_REFUSED, why, text);
	return ck_work_clause(w, step, ck_fields_has(w->in, "month") ? "month" : "", e);
}

static enum ck_code is_over(const struct ck_work *w, const struct ck_step *step, int64_t month, ck_day today,
                            struct ck_error *e)
{
	char last[CK_TIME_TEXT];

	if (today >= ck_work_month_ends(&w->contract, month))
		return CK_OK;
	ck_day_print(last, ck_work_month_ends(&w->contract, month));
	ck_fail(e, CK_REFUSED, "that month of the contract ends on %s", last);
	return ck_work_clause(w, step, "month", e);
}

/* Month by month; one is left out only for a reason. */
static enum ck_code is_its_turn(const struct ck_work *w, const struct ck_step *step, int64_t month, struct ck_error *e)
{
	const int64_t first = ck_work_first_month(&w->contract), next = ck_work_expected(w);

	if (month == CK_MONTH_WORK) {
		wrong_month(w, step, "which month? the next to be reported is %s", next, e);
		return e->code;
	}
	if (month < first || month >= first + w->contract.months)
		return wrong_month(w, step, "%s is no month of the contract", month, e);
	if (ck_work_report(w, month) != NULL)
		return wrong_month(w, step, "%s was reported already", month, e);
	if (month < next)
		return wrong_month(w, step, "a later month was reported; the next one is %s", next, e);
	if (month > next && !ck_fields_has(w->in, "reason"))
		return wrong_month(w, step, "%s has not been reported: a later month needs a reason", next, e);
	return CK_OK;
}

static void set_month(struct ck_fields *data, int64_t month)
{
	char text[CK_MONTH_TEXT];

	ck_month_print(text, month);
	ck_fields_set(data, "month", text);
}

static enum ck_code add_month(void *work, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_work *w = work;
	const struct ck_step *step = at->step;
	int64_t month;

	if (ck_work_has_terms(w, step, e) != CK_OK || read_month(w, &month, e) != CK_OK)
		return e->code;
	if (ck_repetition_of(at->procedure, step->step) == NULL) {
		if (month != CK_MONTH_WORK)
			return wrong_month(w, step, "the report of the work done comes first: it is of no month", month, e);
	} else if (is_its_turn(w, step, month, e) != CK_OK ||
	           is_over(w, step, month, ck_zone_local(at->office->zone, at->at).day, e) != CK_OK) {
		return e->code;
	}
	set_month(data, month);
	return CK_OK;
}

/* A report that was found wanting is made again; it is of the same month. */
static enum ck_code add_same_month(void *work, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_work *w = work;
	const struct ck_report_row *last = ck_work_last(w);
	int64_t month;

	(void)at;
	if (read_month(w, &month, e) != CK_OK)
		return e->code;
	if (month != last->month && (month != CK_MONTH_WORK || last->month != CK_MONTH_WORK))
		return wrong_month(w, w->next, "the report that was found " CK_NOT_CONFORMING " is that of %s", last->month, e);
	set_month(data, month);
	return CK_OK;
}

static bool waits_for_payment(const struct ck_work *w)
{
	return w->next != NULL && ck_word_in(w->next->acts, "pay");
}

enum ck_code ck_workplace_report(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                 struct ck_error *e)
{
	struct ck_work w;
	const struct ck_report_row *last;
	enum ck_code code;

	ck_error_clear(e);
	code = ck_work_open(&w, d, "report", "month reason", in, e);
	last = ck_work_last(&w);
	if (code == CK_OK && !w.again && waits_for_payment(&w) && last != NULL && says_not_conforming(last))
		code = ck_work_redo(&w, "document file note reason", "month", add_same_month, out, e);
	else if (code == CK_OK)
		code = ck_work_do(&w, "month", add_month, out, e);
	ck_work_close(&w);
	return code;
}

/* -- its review -- */

static enum ck_code add_reviewed(void *work, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_work *w = work;
	const struct ck_report_row *last = ck_work_last(w);

	(void)at;
	(void)e;
	if (last == NULL)
		ck_fields_set(data, "month", "application");
	else
		set_month(data, last->month);
	return CK_OK;
}

enum ck_code ck_workplace_review(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                 struct ck_error *e)
{
	const char *finding = ck_fields_get(in, "finding");
	struct ck_work w;
	const struct ck_report_row *last;
	enum ck_code code;

	if (!ck_word_in(CK_CONFORMING " " CK_NOT_CONFORMING, finding == NULL ? "" : finding)) {
		ck_fail(e, CK_BADDATA, "the finding of a review is " CK_CONFORMING " or " CK_NOT_CONFORMING);
		return ck_fail_column(e, "finding");
	}
	code = ck_work_open(&w, d, "check", "", in, e);
	last = ck_work_last(&w);
	if (code == CK_OK && !w.again && waits_for_payment(&w) && last != NULL && last->reviewed == CK_NOTIME)
		code = ck_work_redo(&w, "finding document file note", "month", add_reviewed, out, e);
	else if (code == CK_OK)
		code = ck_work_do(&w, "month", add_reviewed, out, e);
	ck_work_close(&w);
	return code;
}
