/* workplace_view: what needs looking after in the contracts that are under way. */
#include <stdlib.h>
#include <string.h>

#include "workplace_priv.h"

struct monitor {
	struct ck_desk *desk;
	int64_t within_days;
	ck_each *each;
	void *to;
	ck_chain *chain;   /* of the cases that have a contract */
	size_t chains, room;
};

static enum ck_code tell(const struct monitor *m, const struct ck_work *w, const char *kind, const int64_t *month,
                         ck_time due, struct ck_error *e)
{
	struct ck_fields out = {0};
	char text[CK_TIME_TEXT];
	enum ck_code code;

	ck_fields_set(&out, "case", w->number);
	ck_fields_set(&out, "applicant", w->applicant);
	ck_fields_set(&out, "applicant_name", w->applicant_name);
	ck_fields_set(&out, "finding_kind", kind);
	if (month != NULL) {
		ck_month_print(text, *month);
		ck_fields_set(&out, "month_of", text);
	}
	ck_time_print(text, due, w->office->zone);
	ck_fields_set(&out, "due", text);
	ck_fields_set_count(&out, "places_agreed", w->contract.places);
	ck_fields_set_count(&out, "places_filled", ck_work_filled(w, w->today, w->today));
	ck_fields_set_count(&out, "agreed_total", w->contract.total);
	ck_fields_set_count(&out, "paid_total", ck_work_paid(w));
	ck_fields_set_day(&out, "valid_last", w->contract.until);
	code = m->each(m->to, &out, e);
	ck_fields_free(&out);
	return code;
}

/* -- reports -- */

static enum ck_code look_at_report(const struct monitor *m, const struct ck_work *w, const struct ck_report_row *r,
                                   struct ck_error *e)
{
	const bool open = r->paid == CK_NOTIME;

	if (open && r->reviewed == CK_NOTIME)
		return tell(m, w, "report-unreviewed", &r->month, CK_NOTIME, e);
	if (open && strcmp(r->finding, CK_CONFORMING) != 0)
		return tell(m, w, "report-missing", &r->month, CK_NOTIME, e);
	return open ? tell(m, w, "unpaid", &r->month, CK_NOTIME, e) : CK_OK;
}

static bool report_is_next(const struct ck_work *w)
{
	return ck_word_in(w->next->acts, "report") && ck_repetition_of(w->procedure, w->next->step) != NULL;
}

/* A month without a report: late where its step's term has ended; missing where a later one was reported, or where the
 * month after it is over too. */
static enum ck_code look_at_month(const struct monitor *m, const struct ck_work *w, int64_t month, struct ck_error *e)
{
	const bool next = month == ck_work_expected(w) && report_is_next(w);

	if (next && w->due != CK_NOTIME && ck_desk_now(w->desk) > w->due)
		return tell(m, w, "report-late", &month, w->due, e);
	if (month < ck_work_expected(w) || ck_work_month_ends(&w->contract, month + 1) < w->today)
		return tell(m, w, "report-missing", &month, next ? w->due : CK_NOTIME, e);
	return CK_OK;
}

static enum ck_code look_at_reports(const struct monitor *m, const struct ck_work *w, struct ck_error *e)
{
	const int64_t first = ck_work_first_month(&w->contract), work = CK_MONTH_WORK;
	const struct ck_report_row *report = ck_work_report(w, CK_MONTH_WORK);
	enum ck_code code = CK_OK;

	if (report != NULL)
		code = look_at_report(m, w, report, e);
	else if (ck_work_month_ends(&w->contract, first) < w->today)
		return tell(m, w, "report-missing", &work, CK_NOTIME, e);
	for (int64_t month = first; code == CK_OK && month < first + w->contract.months; month++) {
		report = ck_work_report(w, month);
		if (report != NULL)
			code = look_at_report(m, w, report, e);
		else if (ck_work_month_ends(&w->contract, month) < w->today)
			code = look_at_month(m, w, month, e);
	}
	return code;
}

/* -- places and terms -- */

/* People can be sent to the places once the work done has been paid. */
static bool places_stand(const struct ck_work *w)
{
	const struct ck_report_row *work = ck_work_report(w, CK_MONTH_WORK);

	return work != NULL && work->paid != CK_NOTIME && w->contract.since <= w->today && w->today <= w->contract.until;
}

static enum ck_code look_at(const struct monitor *m, const struct ck_work *w, struct ck_error *e)
{
	const ck_day until = w->contract.until;
	enum ck_code code = w->contract.performer == CK_NOTIME ? CK_OK : look_at_reports(m, w, e);

	if (code == CK_OK && places_stand(w) && ck_work_filled(w, w->today, w->today) < w->contract.places)
		code = tell(m, w, "place-empty", NULL, CK_NOTIME, e);
	if (code == CK_OK && until < w->today)
		code = tell(m, w, "contract-ended", NULL, CK_NOTIME, e);
	else if (code == CK_OK && until - (int64_t)w->today <= m->within_days)
		code = tell(m, w, "contract-ends", NULL, CK_NOTIME, e);
	return code;
}

static enum ck_code look_at_case(const struct monitor *m, const char *number, struct ck_error *e)
{
	struct ck_fields in = {0};
	struct ck_work w;
	enum ck_code code;

	ck_fields_set(&in, "case", number);
	code = ck_work_open(&w, m->desk, "monitor", "", &in, e);
	if (code == CK_OK && w.contracted && w.next != NULL)
		code = look_at(m, &w, e);
	ck_work_close(&w);
	ck_fields_free(&in);
	return code;
}

/* -- all of them -- */

static enum ck_code keep_chain(void *to, const struct ck_contract_row *row, struct ck_error *e)
{
	struct monitor *m = to;

	(void)e;
	if (m->chains == m->room) {
		m->room = m->room == 0 ? 64 : 2 * m->room;
		m->chain = ck_grow(m->chain, m->room, sizeof *m->chain);
	}
	m->chain[m->chains++] = row->chain;
	return CK_OK;
}

/* Is the office that one, or below it? */
static enum ck_code is_below(struct ck_desk *d, const struct ck_office *o, const char *code, bool *below,
                             struct ck_error *e)
{
	*below = strcmp(o->code, code) == 0;
	while (!*below && o->parent[0] != '\0') {
		if (ck_desk_office(d, o->parent, &o, e) != CK_OK)
			return e->code;
		*below = strcmp(o->code, code) == 0;
	}
	return CK_OK;
}

static enum ck_code look_at_chain(const struct monitor *m, ck_chain chain, const char *asked, struct ck_error *e)
{
	const struct ck_office *o;
	int office, year, n;
	enum ck_series series;
	char number[40];
	bool below = true;
	enum ck_code code;

	ck_chain_unpack(chain, &office, &year, &series, &n);
	code = ck_desk_office_no(m->desk, office, &o, e);
	if (code == CK_OK && asked != NULL)
		code = is_below(m->desk, o, asked, &below, e);
	if (code != CK_OK || !below)
		return code;
	ck_chain_print(number, o->code, chain);
	return look_at_case(m, number, e);
}

enum ck_code ck_workplace_monitor(struct ck_desk *d, const char *office, const char *only_case, int64_t within_days,
                                  ck_each *each, void *to, struct ck_error *e)
{
	struct monitor m = {.desk = d, .within_days = within_days, .each = each, .to = to};
	const struct ck_office *o;
	enum ck_code code = CK_OK;

	if (only_case != NULL)
		return look_at_case(&m, only_case, e);
	if (office != NULL && (code = ck_desk_office(d, office, &o, e)) != CK_OK)
		ck_fail_column(e, "office");
	if (code == CK_OK)
		code = ck_register_contracts(ck_desk_store(d), 0, keep_chain, &m, e);
	for (size_t i = 0; code == CK_OK && i < m.chains; i++)
		code = look_at_chain(&m, m.chain[i], office, e);
	free(m.chain);
	return code;
}
