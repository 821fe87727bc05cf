#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casework_priv.h"

enum ck_code ck_case_show(struct ck_desk *d, const char *number, struct ck_fields *out, struct ck_error *e)
{
	struct ck_arena *arena;
	struct ck_case_row row;
	struct ck_case c;
	enum ck_code code = ck_case_open(d, number, &c, e);

	if (code != CK_OK)
		return code;
	arena = ck_arena_new();
	ck_case_reckon_row(&c, arena, &row);
	code = ck_case_print_row(d, &row, out, e);
	ck_arena_free(arena);
	ck_case_close(&c);
	return code;
}

enum ck_code ck_case_look(struct ck_desk *d, const char *number,
                          enum ck_code (*look)(void *to, const struct ck_case_at *at, struct ck_error *e), void *to,
                          struct ck_error *e)
{
	struct ck_case_at where;
	struct ck_case c;
	int next;
	enum ck_code code = ck_case_open(d, number, &c, e);

	if (code != CK_OK)
		return code;
	next = ck_standing_view(c.standing)->next;
	ck_case_where(&c, next < 0 ? NULL : &c.p->step[next], ck_desk_now(d), &where);
	code = look(to, &where, e);
	ck_case_close(&c);
	return code;
}

enum ck_code ck_case_time(struct ck_desk *d, const char *number, const char *text, ck_time *t, struct ck_error *e)
{
	struct ck_case c;
	ck_day day;
	enum ck_code code = ck_case_open(d, number, &c, e);

	if (code != CK_OK)
		return code;
	code = ck_time_parse(text, c.office->zone, t, e);
	if (code == CK_OK && ck_day_parse(text, &day))
		*t = ck_zone_utc(c.office->zone, day + 1, 0, false, NULL) - 1;
	ck_case_close(&c);
	return code;
}

enum ck_code ck_case_has_lapsed(struct ck_desk *d, const char *number, bool *lapsed, struct ck_error *e)
{
	const struct ck_lapse *row;
	struct ck_case c;
	enum ck_code code = ck_case_open(d, number, &c, e);

	if (code != CK_OK)
		return code;
	code = ck_standing_lapse(c.standing, ck_desk_now(d), &row, e);
	*lapsed = code == CK_OK;
	ck_case_close(&c);
	return code == CK_REFUSED ? CK_OK : code;
}

static void set_clause(struct ck_fields *out, const struct ck_case *c, const char *step)
{
	char clause[200];

	ck_clause(clause, c->ed, c->p, step);
	ck_fields_set(out, "clause", clause);
}

/* -- the ways on -- */

/* The command of a step: that of the first of its acts that has one of its own, else case-record. */
static void way_command(const struct ck_case *c, const struct ck_step *step, struct ck_buffer *b)
{
	const struct ck_act_kind *chosen = NULL;
	const char *words = step->acts;
	size_t length;
	bool decides = false;

	for (const char *word; (word = ck_word_next(&words, &length)) != NULL;) {
		char name[64];
		const struct ck_act_kind *act;

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		act = ck_act_find(c->v, name);
		if (act == NULL)
			continue;
		decides = decides || act->decides;
		if (chosen == NULL || strcmp(chosen->command, "case-record") == 0 || act->decides)
			chosen = act;
	}
	if (chosen == NULL || ck_case_contract_way(c, step, b))
		return;
	if (ck_case_gives_permit(c, step))
		ck_case_permit_way(c, b);
	else if (strcmp(chosen->command, "case-record") == 0 || strcmp(chosen->command, "case-register") == 0)
		ck_buffer_printf(b, "case-record %s --act=%s", c->number, chosen->act);
	else
		ck_buffer_printf(b, "%s %s", chosen->command, c->number);
	if (step->beside[0] != '\0')
		ck_buffer_printf(b, " --item=%s", step->step);
	if (ck_word_in(step->acts, "assign"))
		ck_buffer_text(b, " --to=LOGIN");
	if (ck_word_in(step->acts, "pay") && ck_case_rule(c) != NULL && ck_case_rule(c)->fee)
		ck_buffer_text(b, " --payment=NUMBER --paid-on=DATE");
	if (step->checks[0] != '\0')
		ck_buffer_printf(b, " --fact=%s", step->checks);
	if (decides && c->ed->refusable)
		ck_buffer_text(b, " --decision=GRANT-OR-REFUSE");
	ck_buffer_text(b, " --by=LOGIN");
}

/* A machine waits for its check's fact: who states it says the fact's row, else anybody by a note. */
static void machine_way(const struct ck_case *c, const struct ck_step *step, struct ck_buffer *b)
{
	const struct ck_named *fact = ck_case_fact(c, step->checks);
	const struct ck_act_kind *act = fact == NULL ? NULL : ck_act_find(c->v, fact->acts);

	if (step->checks[0] == '\0')
		return;
	if (act != NULL)
		ck_buffer_printf(b, "%s %s --by=LOGIN", act->command, ck_case_field(c, "applicant"));
	else
		ck_buffer_printf(b, "case-note %s --fact=%s --by=LOGIN", c->number, step->checks);
}

static enum ck_code tell_way(struct ck_case *c, int i, ck_each *each, void *to, struct ck_error *e)
{
	const struct ck_view *view = ck_standing_view(c->standing);
	const struct ck_step *step = &c->p->step[i];
	const struct ck_role *role = ck_role_find(c->v, step->role);
	struct ck_buffer command = {0};
	struct ck_fields out = {0};
	enum ck_code code;

	ck_fields_set(&out, "case", c->number);
	ck_fields_set(&out, "step_open", step->step);
	ck_fields_set(&out, "acts_open", step->acts);
	ck_fields_set(&out, "role_open", step->role);
	if (i == view->next) {
		ck_fields_set_time(&out, "due", view->due, c->office->zone);
		ck_fields_set_time(&out, "not_before", view->not_before, c->office->zone);
	}
	set_clause(&out, c, step->step);
	ck_fields_set(&out, "step_text", step->text);
	if (role == NULL || role->kind != CK_ROLE_MACHINE)
		way_command(c, step, &command);
	else
		machine_way(c, step, &command);
	ck_fields_set(&out, "command", command.text);
	code = each(to, &out, e);
	ck_buffer_free(&command);
	ck_fields_free(&out);
	return code;
}

enum ck_code ck_case_ways(struct ck_desk *d, const char *number, ck_each *each, void *to, struct ck_error *e)
{
	struct ck_case c;
	int steps[64];
	size_t count;
	enum ck_code code = ck_case_open(d, number, &c, e);

	if (code != CK_OK)
		return code;
	count = ck_standing_ways(c.standing, ck_desk_now(d), steps, sizeof steps / sizeof steps[0]);
	for (size_t i = 0; i < count && code == CK_OK; i++)
		code = tell_way(&c, steps[i], each, to, e);
	ck_case_close(&c);
	return code;
}

/* -- history -- */

struct telling {
	struct ck_case *c;
	ck_each *each;
	void *to;
	int passed;  /* steps before this one have been told, if they were passed over */
};

static enum ck_code tell_passed(struct telling *t, int until, struct ck_error *e)
{
	for (; t->passed < until; t->passed++) {
		const struct ck_step_state *state = ck_standing_step(t->c->standing, t->passed);
		const struct ck_step *step = &t->c->p->step[t->passed];
		struct ck_fields out = {0};
		enum ck_code code;

		if (state->how != CK_STEP_PASSED)
			continue;
		ck_fields_set(&out, "case", t->c->number);
		ck_fields_set(&out, "step_done", step->step);
		ck_fields_set(&out, "acts_done", step->acts);
		ck_fields_set(&out, "done_role", step->role);
		ck_fields_set_time(&out, "due_then", state->due, t->c->office->zone);
		ck_fields_set(&out, "passed_over", state->reason);
		set_clause(&out, t->c, step->step);
		code = t->each(t->to, &out, e);
		ck_fields_free(&out);
		if (code != CK_OK)
			return code;
	}
	return CK_OK;
}

static void set_details(struct ck_fields *out, const struct ck_fields *data)
{
	struct ck_buffer b = {0};

	for (size_t i = 0; i < data->count; i++)
		ck_buffer_printf(&b, "%s%s=%s", i > 0 ? "; " : "", data->at[i].name, data->at[i].value);
	ck_fields_set(out, "details", b.text);
	ck_buffer_free(&b);
}

static enum ck_code tell_event(struct telling *t, const struct ck_event *ev, struct ck_error *e)
{
	char text[CK_TIME_TEXT], hex[2 * CK_DIGEST + 1];
	struct ck_case *c = t->c;
	struct ck_fields out = {0};
	ck_time due = ck_standing_judged(c->standing, ev->seq);
	enum ck_code code;

	ck_fields_set(&out, "case", c->number);
	ck_fields_set_count(&out, "seq", ev->seq);
	ck_time_print_offset(text, ev->at, ev->at_offset);
	ck_fields_set(&out, "happened", text);
	ck_time_print_offset(text, ev->recorded, ev->recorded_offset);
	ck_fields_set(&out, "recorded", text);
	ck_fields_set(&out, "step_done", ev->step);
	ck_fields_set(&out, "acts_done", ev->acts);
	ck_fields_set(&out, "done_role", ev->role);
	ck_fields_set(&out, "done_by", ev->by);
	ck_fields_set(&out, "done_for", ev->done_for);
	ck_fields_set(&out, "done_office", ev->office);
	set_details(&out, &ev->data);
	if (due != CK_NOTIME) {
		ck_fields_set_time(&out, "due_then", due, c->office->zone);
		ck_fields_set(&out, "late", ev->at > due ? "yes" : "no");
	}
	ck_fields_set(&out, "undone", ck_standing_undone(c->standing, ev->seq) ? "yes" : "no");
	if (ev->step[0] != '\0')
		set_clause(&out, c, ev->step);
	ck_digest_hex(hex, ev->hash);
	ck_fields_set(&out, "hash", hex);
	code = t->each(t->to, &out, e);
	ck_fields_free(&out);
	return code;
}

/* Drops the events recorded after a time: the case as known then. */
static enum ck_code as_known(struct ck_case *c, ck_time until, struct ck_error *e)
{
	size_t kept = 0;

	while (kept < c->evs.count && c->evs.at[kept].recorded <= until)
		kept++;
	for (size_t i = kept; i < c->evs.count; i++)
		ck_event_free(&c->evs.at[i]);
	c->evs.count = kept;
	return ck_standing_take(c->standing, &c->evs, e);
}

enum ck_code ck_case_history(struct ck_desk *d, const char *number, ck_time recorded_until, ck_each *each, void *to,
                             struct ck_error *e)
{
	struct ck_case c;
	struct telling t = {&c, each, to, 0};
	enum ck_code code = ck_case_open(d, number, &c, e);

	if (code != CK_OK)
		return code;
	if (recorded_until != CK_NOTIME)
		code = as_known(&c, recorded_until, e);
	for (size_t i = 0; i < c.evs.count && code == CK_OK; i++) {
		const struct ck_event *ev = &c.evs.at[i];
		int step = ev->step[0] == '\0' ? -1 : ck_step_index(c.p, ev->step);

		if (step > 0 && !ck_standing_undone(c.standing, ev->seq))
			code = tell_passed(&t, step, e);
		if (code == CK_OK)
			code = tell_event(&t, ev, e);
	}
	if (code == CK_OK)
		code = tell_passed(&t, (int)c.p->steps, e);
	ck_case_close(&c);
	return code;
}

/* -- why a due time is what it is -- */

struct explaining {
	const struct ck_case *c;
	ck_each *each;
	void *to;
	ck_time earliest; /* of the next step's maxima */
};

static void describe_reckoning(const struct ck_case *c, const struct ck_reckoning *r, struct ck_fields *out)
{
	ck_fields_set(out, "case", c->number);
	ck_fields_set(out, "step_open", r->step == NULL ? "" : r->step->step);
	ck_fields_set_count(out, "limit_value", r->value);
	ck_fields_set(out, "limit_unit", ck_unit_name(r->unit));
	ck_fields_set(out, "limit_bound", r->step == NULL ? "term" : r->minimum ? "min" : "max");
	ck_fields_set(out, "counted_from", r->counts_from);
	ck_fields_set_time(out, "counted_at", r->counted_at, c->office->zone);
	ck_fields_set(out, "extended_for", r->extension == NULL ? "" : r->extension->extension);
	if (r->step != NULL)
		set_clause(out, c, r->step->step);
	else
		ck_fields_set(out, "clause", c->p->regulation);
}

static void describe_day(const struct ck_case *c, const struct ck_term_day *day, struct ck_fields *out)
{
	char text[CK_TIME_TEXT];

	ck_day_print(text, day->day);
	ck_fields_set(out, "term_day", text);
	ck_fields_set(out, "weekday", ck_weekday_name(day->day));
	if (day->counted > 0)
		ck_fields_set_count(out, "counted", day->counted);
	ck_fields_set(out, "worked", day->works ? "yes" : "no");
	ck_fields_set(out, "day_note", day->note);
	if (day->why != NULL) {
		ck_fields_set(out, "reason_off", day->why->reason);
		ck_fields_set(out, "source_off", day->why->source);
	} else if (!day->works) {
		ck_fields_set(out, "reason_off", "weekly day off");
		ck_fields_set(out, "source_off", ck_calendar_week_source(c->office->time.calendar));
	}
}

static enum ck_code tell_reckoning(void *to, const struct ck_reckoning *r, struct ck_error *e)
{
	struct explaining *x = to;
	size_t days = r->trace == NULL ? 0 : r->trace->count;
	enum ck_code code = CK_OK;

	if (r->step != NULL && !r->minimum && r->end != CK_NOTIME && (x->earliest == CK_NOTIME || r->end < x->earliest))
		x->earliest = r->end;
	for (size_t i = 0; code == CK_OK && i < (days == 0 ? 1 : days); i++) {
		struct ck_fields out = {0};

		describe_reckoning(x->c, r, &out);
		if (days > 0)
			describe_day(x->c, &r->trace->days[i], &out);
		if (i + 1 >= days)
			ck_fields_set_time(&out, "ends", r->end, x->c->office->zone);
		code = x->each(x->to, &out, e);
		ck_fields_free(&out);
	}
	return code;
}

/* A maximum that ends before the step's minimum allows the step gives it until the end of that day. */
static enum ck_code tell_moved(const struct explaining *x, struct ck_error *e)
{
	const struct ck_case *c = x->c;
	const struct ck_view *view = ck_standing_view(c->standing);
	struct ck_term_day day = {.works = true, .note = "moved behind the minimum"};
	struct ck_fields out = {0};
	enum ck_code code;

	if (view->next < 0 || x->earliest == CK_NOTIME || view->due == x->earliest)
		return CK_OK;
	day.day = ck_zone_local(c->office->zone, view->due).day;
	ck_fields_set(&out, "case", c->number);
	ck_fields_set(&out, "step_open", c->p->step[view->next].step);
	ck_fields_set(&out, "limit_bound", "max");
	set_clause(&out, c, c->p->step[view->next].step);
	describe_day(c, &day, &out);
	ck_fields_set_time(&out, "ends", view->due, c->office->zone);
	code = x->each(x->to, &out, e);
	ck_fields_free(&out);
	return code;
}

enum ck_code ck_case_explain(struct ck_desk *d, const char *number, ck_each *each, void *to, struct ck_error *e)
{
	struct ck_case c;
	struct explaining x = {&c, each, to, CK_NOTIME};
	enum ck_code code = ck_case_open(d, number, &c, e);

	if (code != CK_OK)
		return code;
	code = ck_standing_explain(c.standing, tell_reckoning, &x, e);
	if (code == CK_OK)
		code = tell_moved(&x, e);
	ck_case_close(&c);
	return code;
}
