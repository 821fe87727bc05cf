/* import_row: a row becomes a case with its events, or an event of the case in hand. */
#include <string.h>
#include "import_priv.h"

/* -- a row a case -- */

struct row {                           /* what the row tells beside what the case is */
	struct ck_import_time registered, assigned, decided, issued;
	bool is_assigned, is_decided, is_issued;
	enum ck_case_status status;
	const char *decision, *amount;
};

static enum ck_code read_times(struct ck_import *im, const struct ck_office *o, struct row *row, struct ck_error *e)
{
	const struct ck_import_time *last = &row->registered;
	enum ck_code code = CK_OK;

	if (im->told[CK_TOLD_REGISTERED] == NULL)
		return ck_told_missing(CK_TOLD_REGISTERED, e);
	code = ck_told_time(im, o, CK_TOLD_REGISTERED, &row->registered, e);
	row->is_assigned = im->told[CK_TOLD_ASSIGNED] != NULL || im->told[CK_TOLD_RESPONSIBLE] != NULL;
	row->assigned = row->registered;
	if (code == CK_OK && im->told[CK_TOLD_ASSIGNED] != NULL)
		code = ck_told_next_time(im, o, CK_TOLD_ASSIGNED, last, &row->assigned, e);
	last = &row->assigned;
	row->is_decided = im->told[CK_TOLD_DECIDED] != NULL;
	if (code == CK_OK && row->is_decided) {
		code = ck_told_next_time(im, o, CK_TOLD_DECIDED, last, &row->decided, e);
		last = &row->decided;
	}
	row->is_issued = im->told[CK_TOLD_ISSUED] != NULL;
	if (code == CK_OK && row->is_issued)
		code = ck_told_next_time(im, o, CK_TOLD_ISSUED, last, &row->issued, e);
	return code;
}

/* What is told without a date of its own stands in the first event. */
static void put_decision(struct ck_import *im, struct ck_arena *arena, const struct row *row, struct ck_field *at,
                         size_t *count)
{
	ck_import_put_field(at, count, "decision", row->decision);
	ck_import_put_field(at, count, "result", ck_told_text(im, CK_TOLD_RESULT, arena));
	ck_import_put_field(at, count, "amount", row->amount);
	ck_import_put_field(at, count, "ground", ck_told_text(im, CK_TOLD_GROUND, arena));
	ck_import_put_field(at, count, "reason", ck_told_text(im, CK_TOLD_REASON, arena));
}

static bool ended_otherwise(const struct row *row)
{
	return row->decision == NULL && (row->status == CK_WITHDRAWN || row->status == CK_LAPSED);
}

/* The status that the acts give by themselves. */
static enum ck_case_status status_of_acts(const struct row *row)
{
	if (row->is_decided && ended_otherwise(row))
		return row->status;
	return row->is_issued ? CK_ISSUED : row->is_decided ? CK_DECIDED : row->is_assigned ? CK_ASSIGNED : CK_REGISTERED;
}

static void tell_first(struct ck_import *im, struct ck_arena *arena, const struct row *row, struct ck_import_case *c)
{
	struct ck_import_event *ev = ck_import_add_event(arena, c);
	struct ck_field at[24];
	size_t count = ck_import_describe(im, arena, c, at);

	if (row->status != CK_STATUS_NONE && row->status != status_of_acts(row))
		ck_import_put_field(at, &count, "status", ck_status_name(row->status));
	if (!row->is_decided) {
		ck_import_put_field(at, &count, "outcome", ck_outcome_name(c->outcome));
		put_decision(im, arena, row, at, &count);
	}
	if (!row->is_issued)
		ck_import_put_field(at, &count, "delivery", im->told[CK_TOLD_DELIVERY]);
	ck_import_put_field(at, &count, "note", ck_told_text(im, CK_TOLD_NOTE, arena));
	ev->at = row->registered;
	ev->acts = "register";
	ck_import_set_data(im, arena, ev, at, count);
}

static void tell_rest(struct ck_import *im, struct ck_arena *arena, const struct row *row, struct ck_import_case *c)
{
	struct ck_import_event *ev;
	struct ck_field at[8];
	size_t count = 0;

	if (row->is_assigned) {
		ev = ck_import_add_event(arena, c);
		ev->at = row->assigned;
		ev->acts = "assign";
		ck_import_put_field(at, &count, "to", c->responsible.at);
		ck_import_set_data(im, arena, ev, at, count);
	}
	if (row->is_decided) {
		ev = ck_import_add_event(arena, c);
		ev->at = row->decided;
		ev->acts = !ended_otherwise(row) ? "decide" : row->status == CK_WITHDRAWN ? CK_ACT_WITHDRAW : CK_ACT_LAPSE;
		count = 0;
		put_decision(im, arena, row, at, &count);
		ck_import_set_data(im, arena, ev, at, count);
	}
	if (row->is_issued) {
		ev = ck_import_add_event(arena, c);
		ev->at = row->issued;
		ev->acts = "issue";
		count = 0;
		ck_import_put_field(at, &count, "delivery", im->told[CK_TOLD_DELIVERY]);
		ck_import_set_data(im, arena, ev, at, count);
	}
}

/* What the case's row says is what its events will be found to say. */
static void stand(const struct row *row, struct ck_import_case *c)
{
	bool decides = row->is_decided && !ended_otherwise(row);

	c->status = row->status != CK_STATUS_NONE ? row->status : status_of_acts(row);
	if (decides) {
		c->decided = row->decided.t;
		if (c->outcome == CK_NO_OUTCOME)
			c->outcome = CK_GRANTED;
	}
	if (row->is_issued)
		c->issued = row->issued.t;
}

enum ck_code ck_import_read_case(struct ck_import *im, size_t line, struct ck_arena *arena, struct ck_import_case *c,
                                 struct ck_error *e)
{
	struct row row = {0};
	enum ck_code code = ck_import_read_place(im, c, e);

	if (code == CK_OK)
		code = read_times(im, c->office, &row, e);
	if (code == CK_OK)
		code = ck_told_status(im, &row.status, e);
	if (code == CK_OK)
		code = ck_told_outcome(im, c, &row.decision, e);
	if (code == CK_OK)
		code = ck_told_amount(im, arena, &row.amount, e);
	if (code == CK_OK && row.is_decided && row.decision == NULL && !ended_otherwise(&row)) {
		ck_fail(e, CK_BADDATA, "a case that was decided has neither decision nor outcome");
		code = ck_told_at_fault(CK_TOLD_DECISION, e);
	}
	if (code == CK_OK)
		code = ck_import_read_what(im, line, arena, row.registered.day, c, e);
	if (code != CK_OK)
		return code;
	c->responsible = ck_import_text(arena, im->told[CK_TOLD_RESPONSIBLE]);
	tell_first(im, arena, &row, c);
	tell_rest(im, arena, &row, c);
	ck_import_finish_first(im, arena, c);
	stand(&row, c);
	return CK_OK;
}

/* -- a row an event -- */

enum ck_code ck_import_read_opening(struct ck_import *im, size_t line, struct ck_arena *arena, struct ck_import_case *c,
                                    struct ck_error *e)
{
	struct ck_import_time at;
	enum ck_code code;

	if (im->told[CK_TOLD_HAPPENED] == NULL)
		return ck_told_missing(CK_TOLD_HAPPENED, e);
	code = ck_told_time(im, c->office, CK_TOLD_HAPPENED, &at, e);
	if (code == CK_OK)
		code = ck_import_read_what(im, line, arena, at.day, c, e);
	if (code == CK_OK && (im->told[CK_TOLD_ACT] == NULL || strcmp(im->told[CK_TOLD_ACT], "register") != 0)) {
		ck_fail(e, CK_BADDATA, "the first event of a case is its registration (register)");
		return ck_told_at_fault(CK_TOLD_ACT, e);
	}
	c->status = CK_STATUS_NONE;
	return code;
}

static enum ck_code read_act(struct ck_import *im, const struct ck_act_kind **kind, struct ck_error *e)
{
	const char *act = im->told[CK_TOLD_ACT];

	if (act == NULL)
		return ck_told_missing(CK_TOLD_ACT, e);
	*kind = ck_act_find(im->v, act);
	if (*kind != NULL || ck_word_in("withdraw lapse note", act))
		return CK_OK;
	ck_fail(e, CK_BADDATA, "there is no act \"%.40s\"", act);
	return ck_told_at_fault(CK_TOLD_ACT, e);
}

/* As the engine takes an imported case's events. */
static void take_act(struct ck_import_case *c, const struct ck_act_kind *kind, const char *act, ck_time at,
                     const char *decision)
{
	if (strcmp(act, CK_ACT_WITHDRAW) == 0)
		c->status = CK_WITHDRAWN;
	else if (strcmp(act, CK_ACT_LAPSE) == 0)
		c->status = CK_LAPSED;
	if (kind == NULL)
		return;
	if (kind->decides) {
		c->outcome = decision != NULL && strcmp(decision, "refuse") == 0 ? CK_REFUSED_OUTCOME : CK_GRANTED;
		c->decided = at;
	}
	if (kind->status == CK_ISSUED)
		c->issued = at;
	if (kind->status != CK_REFUSED_AT_ENTRY && kind->status > c->status)
		c->status = kind->status;
}

enum ck_code ck_import_read_event(struct ck_import *im, struct ck_arena *arena, struct ck_import_case *c,
                                  struct ck_error *e)
{
	const struct ck_act_kind *kind = NULL;
	struct ck_import_event *ev;
	struct ck_import_time at;
	struct row row = {0};
	struct ck_import_case judged = {0};
	struct ck_field field[24];
	size_t count = 0;
	enum ck_code code = read_act(im, &kind, e);

	if (code == CK_OK && im->told[CK_TOLD_HAPPENED] == NULL)
		return ck_told_missing(CK_TOLD_HAPPENED, e);
	if (code == CK_OK)
		code = c->events > 0 ? ck_told_next_time(im, c->office, CK_TOLD_HAPPENED, &c->event[c->events - 1].at, &at, e)
		                     : ck_told_time(im, c->office, CK_TOLD_HAPPENED, &at, e);
	if (code == CK_OK)
		code = ck_told_outcome(im, &judged, &row.decision, e);
	if (code == CK_OK)
		code = ck_told_amount(im, arena, &row.amount, e);
	if (code == CK_OK && kind != NULL && kind->decides && row.decision == NULL)
		code = ck_told_missing(CK_TOLD_DECISION, e);
	if (code != CK_OK)
		return code;
	if (c->events == 0)
		count = ck_import_describe(im, arena, c, field);
	put_decision(im, arena, &row, field, &count);
	ck_import_put_field(field, &count, "note", ck_told_text(im, CK_TOLD_NOTE, arena));
	ck_import_put_field(field, &count, "done_by", im->told[CK_TOLD_DONE_BY]);
	ev = ck_import_add_event(arena, c);
	ev->at = at;
	ev->acts = ck_arena_copy(arena, im->told[CK_TOLD_ACT]);
	ck_import_set_data(im, arena, ev, field, count);
	take_act(c, kind, ev->acts, at.t, row.decision);
	return CK_OK;
}
