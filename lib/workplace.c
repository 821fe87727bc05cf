/* workplace: a contract's case opened, acted on and answered; and the acts that say little more than their step. */
#include "workplace.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "column.h"
#include "ledger.h"
#include "workplace_priv.h"

/* -- fields -- */

static enum ck_code unread(const char *column, const char *text, const char *what, struct ck_error *e)
{
	if (text == NULL)
		ck_fail(e, CK_BADDATA, "%s is missing", column);
	else
		ck_fail(e, CK_BADDATA, "\"%s\" is no %s", text, what);
	return ck_fail_column(e, column);
}

enum ck_code ck_work_money(const struct ck_work *w, const char *column, int64_t *tiyn, struct ck_error *e)
{
	const char *text = ck_fields_get(w->in, column);

	return text != NULL && ck_text_money(text, tiyn) ? CK_OK : unread(column, text, "sum of tenge", e);
}

enum ck_code ck_work_count(const struct ck_work *w, const char *column, int64_t *count, struct ck_error *e)
{
	const char *text = ck_fields_get(w->in, column);

	return text != NULL && ck_text_number(text, count) && *count > 0 ? CK_OK
	                                                                 : unread(column, text, "whole number above 0", e);
}

/* A time stands for its day where the office is. */
static bool read_day(const struct ck_work *w, const char *text, ck_day *day)
{
	struct ck_error e;
	ck_time t;

	if (ck_time_parse(text, w->office->zone, &t, &e) != CK_OK)
		return false;
	*day = ck_zone_local(w->office->zone, t).day;
	return true;
}

enum ck_code ck_work_day(const struct ck_work *w, const char *column, ck_day *day, struct ck_error *e)
{
	const char *text = ck_fields_get(w->in, column);

	return text != NULL && read_day(w, text, day) ? CK_OK : unread(column, text, "date (YYYY-MM-DD)", e);
}

enum ck_code ck_work_clause(const struct ck_work *w, const struct ck_step *step, const char *column, struct ck_error *e)
{
	char clause[200];

	ck_clause(clause, w->edition, w->procedure, step == NULL ? "" : step->step);
	if (column != e->column)
		ck_fail_column(e, column);
	return ck_fail_clause(e, "%s", clause);
}

enum ck_code ck_work_has_terms(const struct ck_work *w, const struct ck_step *step, struct ck_error *e)
{
	if (w->contracted)
		return CK_OK;
	ck_fail(e, CK_REFUSED, "the terms of its contract are not known");
	return ck_work_clause(w, step, "", e);
}

/* -- opening -- */

static enum ck_code look(void *to, const struct ck_case_at *at, struct ck_error *e)
{
	struct ck_work *w = to;
	char office[9];
	int year, number;
	enum ck_series series;

	snprintf(w->number, sizeof w->number, "%s", at->number);
	if (!ck_chain_parse(w->number, office, &year, &series, &number))
		return ck_fail(e, CK_BUG, "%s is no number of a case", w->number);
	w->chain = ck_chain_pack(at->office->no, year, series, number);
	w->office = at->office;
	w->edition = at->edition;
	w->procedure = at->procedure;
	w->next = at->step;
	w->today = ck_zone_local(at->office->zone, at->at).day;
	w->applied = at->registered == CK_NOTIME ? w->today : ck_zone_local(at->office->zone, at->registered).day;
	w->due = at->due;
	w->applicant = ck_arena_copy(w->arena, at->applicant);
	w->applicant_name = ck_arena_copy(w->arena, at->applicant_name);
	w->profession = ck_arena_copy(w->arena, at->field(at, "profession"));
	w->places_asked = ck_arena_copy(w->arena, at->field(at, "places"));
	w->cost_asked = ck_arena_copy(w->arena, at->field(at, "cost"));
	if (ck_act_index(at->procedure, "contract") >= 0)
		return CK_OK;
	ck_fail(e, CK_REFUSED, "its procedure has no contract");
	return ck_work_clause(w, NULL, "", e);
}

static enum ck_code keep_report(void *to, const struct ck_report_row *row, struct ck_error *e)
{
	struct ck_work *w = to;

	(void)e;
	w->report = ck_grow(w->report, w->reports + 1, sizeof *w->report);
	w->report[w->reports] = *row;
	w->report[w->reports++].finding = ck_arena_copy(w->arena, row->finding);
	return CK_OK;
}

static enum ck_code keep_referral(void *to, const struct ck_referral_row *row, struct ck_error *e)
{
	struct ck_work *w = to;

	(void)e;
	w->referral = ck_grow(w->referral, w->referrals + 1, sizeof *w->referral);
	w->referral[w->referrals] = *row;
	w->referral[w->referrals++].employee = ck_arena_copy(w->arena, row->employee);
	return CK_OK;
}

enum ck_code ck_work_read(struct ck_work *w, struct ck_error *e)
{
	struct ck_store *s = ck_desk_store(w->desk);
	enum ck_code code = ck_register_contract(s, w->chain, w->arena, &w->contract, &w->contracted, e);

	w->reports = w->referrals = 0;
	if (code == CK_OK)
		code = ck_register_reports(s, w->chain, keep_report, w, e);
	return code == CK_OK ? ck_register_referrals(s, w->chain, keep_referral, w, e) : code;
}

/* -- the sender's own key -- */

/* A column's value as an event keeps it: money in tiyn, a time as its day. */
static void stored(const struct ck_work *w, const char *column, const char *value, struct ck_buffer *b)
{
	const struct ck_column *kind = ck_column_find(column);
	char day[CK_TIME_TEXT];
	int64_t tiyn;
	ck_day on;

	ck_buffer_empty(b);
	if (kind != NULL && kind->type == CK_MONEY && ck_text_money(value, &tiyn)) {
		ck_buffer_printf(b, "%" PRId64, tiyn);
	} else if (kind != NULL && kind->type == CK_TIMESTAMP && read_day(w, value, &on)) {
		ck_day_print(day, on);
		ck_buffer_text(b, day);
	} else {
		ck_buffer_text(b, value);
	}
}

static bool says(const struct ck_work *w, const struct ck_event *ev, const char *own)
{
	struct ck_buffer value = {0};
	bool same = true;
	size_t length;

	for (const char *word; same && (word = ck_word_next(&own, &length)) != NULL;) {
		char name[40];
		const char *asked, *kept;

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		asked = ck_fields_get(w->in, name);
		kept = ck_fields_get(&ev->data, name);
		if (asked == NULL)
			continue;
		stored(w, name, asked, &value);
		same = kept != NULL && strcmp(kept, value.text) == 0;
	}
	ck_buffer_free(&value);
	return same;
}

/* Casework compares what it keeps itself; what only this module's events say is compared here. */
static enum ck_code done_before(struct ck_work *w, const char *own, struct ck_error *e)
{
	const char *key = ck_fields_get(w->in, "key");
	struct ck_events evs = {0};
	bool used = false;
	enum ck_code code = CK_OK;

	if (key != NULL)
		code = ck_ledger_by_key(ck_desk_store(w->desk), w->office->no, key, &evs, e);
	for (size_t i = 0; code == CK_OK && i < evs.count; i++) {
		if (evs.at[i].chain != w->chain || !ck_word_in(evs.at[i].acts, w->act))
			continue;
		used = true;
		w->again = w->again || says(w, &evs.at[i], own);
	}
	ck_events_free(&evs);
	if (code != CK_OK || w->again || !used)
		return code;
	ck_fail(e, CK_REFUSED, "the key was used before, for \"%s\" with other content", w->act);
	ck_fail_column(e, "key");
	return ck_fail_clause(e, "records(7), key");
}

enum ck_code ck_work_open(struct ck_work *w, struct ck_desk *d, const char *act, const char *own,
                          const struct ck_fields *in, struct ck_error *e)
{
	enum ck_code code;

	*w = (struct ck_work){.desk = d, .arena = ck_arena_new(), .act = act, .in = in};
	code = ck_case_look(d, ck_fields_get(in, "case"), look, w, e);
	if (code == CK_OK)
		code = done_before(w, own, e);
	return code == CK_OK ? ck_work_read(w, e) : code;
}

void ck_work_close(struct ck_work *w)
{
	free(w->report);
	free(w->referral);
	ck_arena_free(w->arena);
}

/* -- acting -- */

static enum ck_code finish(struct ck_work *w, const struct ck_fields *stands, struct ck_fields *out, struct ck_error *e)
{
	enum ck_code code = ck_work_read(w, e);

	if (code == CK_OK)
		ck_work_answer(w, stands, out);
	return code;
}

enum ck_code ck_work_do(struct ck_work *w, const char *added, ck_work_add *add, struct ck_fields *out,
                        struct ck_error *e)
{
	const struct ck_case_more more = {.added = added, .add = add, .to = w};
	struct ck_fields stands = {0};
	enum ck_code code = ck_case_act_with(w->desk, w->act, w->in, &more, &stands, e);

	if (code == CK_OK)
		code = finish(w, &stands, out, e);
	ck_fields_free(&stands);
	return code;
}

/* The last step with the act before the next one. */
static const struct ck_step *step_before(const struct ck_work *w)
{
	const struct ck_step *step = NULL;

	for (size_t i = 0; i < w->procedure->steps && &w->procedure->step[i] != w->next; i++) {
		if (ck_word_in(w->procedure->step[i].acts, w->act))
			step = &w->procedure->step[i];
	}
	return step;
}

enum ck_code ck_work_redo(struct ck_work *w, const char *columns, const char *added, ck_work_add *add,
                          struct ck_fields *out, struct ck_error *e)
{
	const struct ck_case_more more = {.added = added, .add = add, .to = w};
	const struct ck_step *step = step_before(w);
	struct ck_fields stands = {0};
	enum ck_code code = ck_case_add(w->desk, w->act, columns, step == NULL ? NULL : step->role, w->in, &more, &stands, e);

	if (code == CK_OK)
		code = finish(w, &stands, out, e);
	else if (code == CK_REFUSED && e->clause[0] == '\0')
		ck_work_clause(w, step, e->column, e);
	ck_fields_free(&stands);
	return code;
}

/* -- the answer -- */

void ck_work_answer(const struct ck_work *w, const struct ck_fields *stands, struct ck_fields *out)
{
	const char *columns = "case applicant applicant_name office status outcome next_step next_acts next_role replayed key";
	const struct ck_contract_row *c = &w->contract;
	size_t length;

	for (const char *word; (word = ck_word_next(&columns, &length)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		ck_fields_set(out, name, ck_fields_get(stands, name));
	}
	ck_fields_set(out, "profession_named", w->contracted ? c->profession : w->profession);
	if (!w->contracted)
		return;
	ck_fields_set_count(out, "places_agreed", c->places);
	ck_fields_set_count(out, "places_filled", ck_work_filled(w, w->today, w->today));
	ck_fields_set_count(out, "cost_agreed", c->cost);
	ck_fields_set_count(out, "wage_agreed", c->wage);
	ck_fields_set_count(out, "months_agreed", c->months);
	ck_fields_set_day(out, "valid_from", c->since);
	ck_fields_set_day(out, "valid_last", c->until);
	ck_fields_set_count(out, "paid_total", ck_work_paid(w));
}

/* -- the decision on the list, and the signatures -- */

static enum ck_code add_list(void *work, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_work *w = work;
	const char *list = ck_fields_get(w->in, "list");

	(void)at;
	ck_fields_set(data, "list", list);
	return list != NULL ? CK_OK : unread("list", NULL, "", e);
}

enum ck_code ck_workplace_approve(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                  struct ck_error *e)
{
	struct ck_work w;
	enum ck_code code = ck_work_open(&w, d, "decide", "list", in, e);

	if (code == CK_OK)
		code = ck_work_do(&w, "list", add_list, out, e);
	ck_work_close(&w);
	return code;
}

static enum ck_code add_contract(void *work, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	ck_fields_set(data, "contract", at->number);
	return ck_work_has_terms(work, at->step, e);
}

enum ck_code ck_workplace_sign(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	struct ck_work w;
	enum ck_code code = ck_work_open(&w, d, "sign", "", in, e);

	if (code == CK_OK)
		code = ck_work_do(&w, "contract", add_contract, out, e);
	ck_work_close(&w);
	return code;
}
