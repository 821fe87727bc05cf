#include <string.h>

#include "procedure_priv.h"

/* The start of a repetition's round: as an event stated it, else its own start and as many periods as rounds went before. */
static ck_time round_start(const struct ck_standing *s, size_t which)
{
	const struct ck_repetition *r = &s->p->repetition[which];
	long periods = (s->turning[which].round - 1) * (long)r->value;
	ck_time start = s->turning[which].start;
	struct ck_local local;

	if (s->next_round != CK_NOTIME)
		return s->next_round;
	if (start == CK_NOTIME)
		return CK_NOTIME;
	local = ck_zone_local(s->w->zone, start);
	switch (r->unit) {
	case CK_MINUTE:
		return start + periods * 60;
	case CK_HOUR:
		return start + periods * 3600;
	case CK_MONTH:
		return ck_zone_utc(s->w->zone, ck_day_add_months(local.day, periods), local.second, false, NULL);
	default:
		return ck_zone_utc(s->w->zone, local.day + (ck_day)periods, local.second, false, NULL);
	}
}

/* The first step on missed:X counts from X's due time; a repetition's first step from the start of its round; any other
 * from the step done last. */
static ck_time previous_of(const struct ck_look *look, int step)
{
	const struct ck_standing *s = look->s;
	const char *on = s->p->step[step].on;

	for (size_t r = 0; r < s->p->repetitions; r++) {
		if (ck_step_index(s->p, s->p->repetition[r].from_step) == step && s->turning[r].round > 0)
			return round_start(s, r);
	}
	if (strncmp(on, "missed:", 7) == 0) {
		int missed = ck_step_index(s->p, on + 7);
		for (int i = 0; i < step; i++) {
			if (strcmp(s->p->step[i].on, on) == 0)
				return s->previous_at;
		}
		if (missed >= 0)
			return s->step[missed].how == CK_STEP_PASSED ? s->step[missed].due : s->view.due;
	}
	return s->previous_at;
}

static ck_time counted_from(const struct ck_look *look, int step, const char *from)
{
	const struct ck_standing *s = look->s;
	ck_time received;
	const struct ck_role *role;
	int i;

	if (strcmp(from, "registration") == 0)
		return s->view.registered != CK_NOTIME ? s->view.registered : s->view.opened;
	if (strcmp(from, "submission") == 0)
		return s->view.submitted != CK_NOTIME ? s->view.submitted : s->view.opened;
	if (strcmp(from, "decision") == 0)
		return s->view.decided;
	if (strncmp(from, "step:", 5) == 0) {
		i = ck_step_index(s->p, from + 5);
		return i >= 0 && s->step[i].how == CK_STEP_DONE ? s->step[i].at : CK_NOTIME;
	}
	if (strcmp(from, "receipt") == 0) {
		received = ck_look_received(look);
		role = step >= 0 ? ck_role_find(s->v, s->p->step[step].role) : NULL;
		if (received != CK_NOTIME || (role != NULL && role->kind == CK_ROLE_OUTSIDE))
			return received;
	}
	return step >= 0 ? previous_of(look, step) : s->previous_at;
}

/* One maximum, with the extensions that were granted to its step: they count from the unmoved end, which then moves once. */
static enum ck_code reckon_end(const struct ck_standing *s, const struct ck_worktime *w, struct ck_reckoning *r,
                               struct ck_term_trace *trace, struct ck_error *e)
{
	enum ck_code code;

	r->extension = NULL;
	for (size_t i = 0; r->step != NULL && i < s->extensions; i++) {
		if (strcmp(s->extended[i]->step, r->step->step) == 0)
			r->extension = s->extended[i];
	}
	code = ck_term_end(w, r->counted_at, (long)r->value, r->unit, r->extension == NULL, &r->end, trace, e);
	for (size_t i = 0; r->extension != NULL && code == CK_OK && i < s->extensions; i++) {
		const struct ck_extension *x = s->extended[i];

		if (strcmp(x->step, r->step->step) == 0)
			code = ck_term_extend(w, r->end, (long)x->value, x->unit, x == r->extension, &r->end, trace, e);
	}
	return code;
}

static enum ck_code reckon_limit(const struct ck_look *look, const struct ck_worktime *w, struct ck_reckoning *r,
                                 ck_reckoned *each, void *to, struct ck_error *e)
{
	struct ck_term_trace trace = {0}, *kept = each == NULL ? NULL : &trace;
	enum ck_code code = CK_OK;

	r->end = CK_NOTIME;
	r->trace = &trace;
	if (r->counted_at != CK_NOTIME) {
		if (r->minimum)
			code = ck_term_earliest(w, r->counted_at, (long)r->value, r->unit, &r->end, kept, e);
		else
			code = reckon_end(look->s, w, r, kept, e);
	}
	if (code == CK_OK && each != NULL)
		code = each(to, r, e);
	r->trace = NULL;
	ck_term_trace_free(&trace);
	return code;
}

enum ck_code ck_reckon(const struct ck_look *look, int step, ck_time known, ck_time *due, ck_time *not_before,
                       ck_reckoned *each, void *to, struct ck_error *e)
{
	const struct ck_step *st = &look->s->p->step[step];
	struct ck_worktime w = *look->s->w;
	enum ck_code code;

	w.known = known;
	*due = *not_before = CK_NOTIME;
	for (size_t i = 0; i < st->limits; i++) {
		const struct ck_limit *l = &st->limit[i];
		struct ck_reckoning r = {.step = st, .value = l->value, .unit = l->unit, .minimum = l->minimum,
		                         .counts_from = l->counts_from};

		if (!ck_look_when(look, l->when))
			continue;
		r.counted_at = counted_from(look, step, l->counts_from);
		code = reckon_limit(look, &w, &r, each, to, e);
		if (code != CK_OK)
			return code;
		if (r.end == CK_NOTIME)
			continue;
		if (l->minimum && (*not_before == CK_NOTIME || r.end > *not_before))
			*not_before = r.end;
		if (!l->minimum && (*due == CK_NOTIME || r.end < *due))
			*due = r.end;
	}
	if (*due != CK_NOTIME && *not_before != CK_NOTIME && *due < *not_before)
		return ck_term_closing(&w, *not_before, due, e);
	return CK_OK;
}

enum ck_code ck_reckon_terms(const struct ck_look *look, ck_time known, ck_time *term, ck_reckoned *each, void *to,
                             struct ck_error *e)
{
	struct ck_worktime w = *look->s->w;
	enum ck_code code;

	w.known = known;
	*term = CK_NOTIME;
	for (size_t i = 0; i < look->s->p->terms; i++) {
		const struct ck_overall *t = &look->s->p->term[i];
		struct ck_reckoning r = {.value = t->value, .unit = t->unit, .counts_from = t->counts_from};

		if (!ck_look_when(look, t->when))
			continue;
		r.counted_at = counted_from(look, -1, t->counts_from);
		code = reckon_limit(look, &w, &r, each, to, e);
		if (code != CK_OK)
			return code;
		if (r.end != CK_NOTIME && (*term == CK_NOTIME || r.end < *term))
			*term = r.end;
	}
	return CK_OK;
}

enum ck_code ck_standing_explain(const struct ck_standing *s,
                                 enum ck_code (*each)(void *to, const struct ck_reckoning *r, struct ck_error *e),
                                 void *to, struct ck_error *e)
{
	struct ck_look look = {s, NULL};
	ck_time due, not_before;
	enum ck_code code;

	if (s->view.next >= 0) {
		code = ck_reckon(&look, s->view.next, s->w->known, &due, &not_before, each, to, e);
		if (code != CK_OK)
			return code;
	}
	return ck_reckon_terms(&look, s->view.next >= 0 ? s->w->known : s->last_known, &due, each, to, e);
}
