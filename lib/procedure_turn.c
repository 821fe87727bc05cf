#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "procedure_priv.h"

static enum ck_code refuse_at(struct ck_error *e, const struct ck_standing *s, const char *step)
{
	char clause[200];

	ck_clause(clause, s->ed, s->p, step);
	return ck_fail_clause(e, "%s", clause);
}

static void local_time(const struct ck_standing *s, ck_time t, char out[CK_TIME_TEXT])
{
	ck_time_print(out, t, s->w->zone);
}

/* The first step that takes the place of a missed one; -1 = none. */
static int instead_of(const struct ck_standing *s, int missed)
{
	for (size_t i = 0; i < s->p->steps; i++) {
		if (strncmp(s->p->step[i].on, "missed:", 7) == 0 &&
		    strcmp(s->p->step[i].on + 7, s->p->step[missed].step) == 0)
			return (int)i;
	}
	return -1;
}

static bool missed_at(const struct ck_standing *s, ck_time at)
{
	return s->view.due != CK_NOTIME && at > s->view.due;
}

/* May a step beside another be done: has that one become next yet? */
static bool beside_open(const struct ck_standing *s, const struct ck_step *step)
{
	int host = step->beside[0] == '\0' ? -1 : ck_step_index(s->p, step->beside);

	return host >= 0 && (host == s->view.next || s->step[host].how != CK_STEP_WAITS || s->step[host].rounds > 0);
}

static bool fits(const struct ck_step *step, const char *act, const char *item)
{
	return ck_word_in(step->acts, act) && (item == NULL || strcmp(step->step, item) == 0);
}

/* The step that the act does at that time, or -1. */
static int find_turn(const struct ck_standing *s, const char *act, const char *item, ck_time at)
{
	int next = s->view.next, instead = instead_of(s, next);

	if (fits(&s->p->step[next], act, item))
		return next;
	if (instead >= 0 && missed_at(s, at) && fits(&s->p->step[instead], act, item))
		return instead;
	for (size_t i = 0; i < s->p->steps; i++) {
		if (beside_open(s, &s->p->step[i]) && fits(&s->p->step[i], act, item))
			return (int)i;
	}
	return -1;
}

static enum ck_code not_its_turn(const struct ck_standing *s, const char *act, const char *item, struct ck_error *e)
{
	const struct ck_step *next = &s->p->step[s->view.next];
	int instead = instead_of(s, s->view.next);
	char due[CK_TIME_TEXT];

	if (instead >= 0 && fits(&s->p->step[instead], act, item) && s->view.due != CK_NOTIME) {
		local_time(s, s->view.due, due);
		ck_fail(e, CK_REFUSED, "step %s takes the place of step %s only once its limit has ended, at %s",
		        s->p->step[instead].step, next->step, due);
		return refuse_at(e, s, s->p->step[instead].step);
	}
	if (item != NULL && ck_word_in(next->acts, act))
		ck_fail(e, CK_REFUSED, "step %s is next, not step %s", next->step, item);
	else
		ck_fail(e, CK_REFUSED, "step %s is \"%s\" by %s, not \"%s\"", next->step, next->acts, next->role, act);
	return refuse_at(e, s, next->step);
}

static enum ck_code in_time(const struct ck_standing *s, const struct ck_look *look, int i, ck_time at,
                            struct ck_turn *turn, struct ck_error *e)
{
	const struct ck_step *step = &s->p->step[i];
	char text[CK_TIME_TEXT];
	ck_time not_before;
	enum ck_code code = ck_reckon(look, i, s->w->known, &turn->due, &not_before, NULL, NULL, e);

	if (code != CK_OK)
		return code;
	if (not_before != CK_NOTIME && at < not_before) {
		local_time(s, not_before, text);
		ck_fail(e, CK_REFUSED, "step %s may not be done before %s", step->step, text);
		return refuse_at(e, s, step->step);
	}
	for (size_t l = 0; l < s->p->lapses; l++) {
		if (strcmp(s->p->lapse[l].step, step->step) == 0 && turn->due != CK_NOTIME && at > turn->due) {
			local_time(s, turn->due, text);
			ck_fail(e, CK_REFUSED, "step %s was due by %s: the case has lapsed", step->step, text);
			return refuse_at(e, s, step->step);
		}
	}
	return CK_OK;
}

/* What the step must be told: a check its fact, a decision which way it goes. */
static enum ck_code told_enough(const struct ck_standing *s, const struct ck_look *look, int i, struct ck_error *e)
{
	const struct ck_step *step = &s->p->step[i];
	const char *decision = ck_fields_get(look->data, "decision");
	bool stated = true;

	if (step->checks[0] != '\0') {
		ck_look_fact(look, step->checks, &stated);
		if (s->step[i].rounds > 0 && ck_fields_get(look->data, "fact") == NULL)
			stated = false;
	}
	if (!stated) {
		ck_fail(e, CK_REFUSED, "step %s is a check: state fact %s or !%s", step->step, step->checks, step->checks);
		ck_fail_column(e, "fact");
		return refuse_at(e, s, step->step);
	}
	if (!ck_acts_decide(s->v, step->acts))
		return CK_OK;
	if (s->ed->refusable && decision == NULL) {
		ck_fail(e, CK_REFUSED, "step %s decides: decision is needed, grant or refuse", step->step);
		ck_fail_column(e, "decision");
		return refuse_at(e, s, step->step);
	}
	if (!s->ed->refusable && decision != NULL && strcmp(decision, "grant") != 0) {
		ck_fail(e, CK_REFUSED, "this service knows no refusal");
		ck_fail_column(e, "decision");
		return refuse_at(e, s, step->step);
	}
	return CK_OK;
}

static enum ck_code still_open(const struct ck_standing *s, struct ck_error *e)
{
	if (s->view.next >= 0)
		return CK_OK;
	ck_fail(e, CK_REFUSED, "the case is closed (%s): no step is left", ck_status_name(s->view.status));
	return ck_fail_clause(e, "%s, %s", s->p->regulation, s->p->channel);
}

enum ck_code ck_standing_turn(const struct ck_standing *s, const char *act, const char *item, ck_time at,
                              const struct ck_fields *data, struct ck_turn *turn, struct ck_error *e)
{
	struct ck_look look = {s, data};
	char last[CK_TIME_TEXT], asked[CK_TIME_TEXT];
	enum ck_code code = still_open(s, e);

	if (code != CK_OK)
		return code;
	turn->step = find_turn(s, act, item, at);
	if (turn->step < 0)
		return not_its_turn(s, act, item, e);
	if (s->view.last_step_at != CK_NOTIME && at < s->view.last_step_at) {
		local_time(s, s->view.last_step_at, last);
		local_time(s, at, asked);
		ck_fail(e, CK_REFUSED, "%s is before the last step of the case, done at %s", asked, last);
		ck_fail_column(e, "at");
		return refuse_at(e, s, s->p->step[turn->step].step);
	}
	turn->beside = s->p->step[turn->step].beside[0] != '\0';
	turn->due = CK_NOTIME;
	if (!turn->beside)
		code = in_time(s, &look, turn->step, at, turn, e);
	return code == CK_OK ? told_enough(s, &look, turn->step, e) : code;
}

/* A machine judges nothing: it decides as the check done last found. NULL: nothing was checked. */
static const char *machine_decision(const struct ck_standing *s, int step)
{
	bool stated;

	if (!s->ed->refusable)
		return "grant";
	for (int i = step - 1; i >= 0; i--) {
		if (s->p->step[i].checks[0] != '\0' && s->step[i].how == CK_STEP_DONE)
			return ck_standing_fact(s, s->p->step[i].checks, &stated) ? "grant" : "refuse";
	}
	return NULL;
}

bool ck_standing_machine(const struct ck_standing *s, ck_time at, int *step, const char **decision)
{
	struct ck_look look = {s, NULL};
	const struct ck_step *next;
	const struct ck_role *role;
	bool stated = true;

	if (s->view.next < 0)
		return false;
	next = &s->p->step[s->view.next];
	role = ck_role_find(s->v, next->role);
	if (role == NULL || role->kind != CK_ROLE_MACHINE)
		return false;
	if (s->view.not_before != CK_NOTIME && at < s->view.not_before)
		return false;
	if (next->checks[0] != '\0')
		ck_look_fact(&look, next->checks, &stated);
	*step = s->view.next;
	*decision = ck_acts_decide(s->v, next->acts) ? machine_decision(s, *step) : NULL;
	return stated && (!ck_acts_decide(s->v, next->acts) || *decision != NULL);
}

size_t ck_standing_ways(const struct ck_standing *s, ck_time at, int *steps, size_t room)
{
	size_t count = 0;
	int instead;

	if (s->view.next < 0)
		return 0;
	if (count < room)
		steps[count++] = s->view.next;
	instead = instead_of(s, s->view.next);
	if (instead >= 0 && missed_at(s, at) && count < room)
		steps[count++] = instead;
	for (size_t i = 0; i < s->p->steps && count < room; i++) {
		if (beside_open(s, &s->p->step[i]))
			steps[count++] = (int)i;
	}
	return count;
}

static bool extended_already(const struct ck_standing *s, const struct ck_extension *x)
{
	for (size_t i = 0; i < s->extensions; i++) {
		if (s->extended[i] == x)
			return true;
	}
	return false;
}

enum ck_code ck_standing_extension(const struct ck_standing *s, const char *ground, const struct ck_extension **x,
                                   struct ck_error *e)
{
	struct ck_look look = {s, NULL};
	const struct ck_extension *found = NULL;
	enum ck_code code = still_open(s, e);

	if (code != CK_OK)
		return code;
	for (size_t i = 0; i < s->p->extensions; i++) {
		const struct ck_extension *row = &s->p->extension[i];

		if (strcmp(row->step, s->p->step[s->view.next].step) == 0 && ck_look_when(&look, row->when) &&
		    (ground == NULL || strcmp(ground, row->extension) == 0) && (found == NULL || extended_already(s, found)))
			found = row;
	}
	if (found == NULL)
		ck_fail(e, CK_REFUSED, "the act knows no such extension of step %s", s->p->step[s->view.next].step);
	else if (extended_already(s, found))
		ck_fail(e, CK_REFUSED, "step %s has been extended already: once for \"%s\"", found->step, found->extension);
	else {
		*x = found;
		return CK_OK;
	}
	return refuse_at(e, s, s->p->step[s->view.next].step);
}

enum ck_code ck_standing_lapse(const struct ck_standing *s, ck_time at, const struct ck_lapse **lapse, struct ck_error *e)
{
	const struct ck_step *next;
	enum ck_code code = still_open(s, e);

	if (code != CK_OK)
		return code;
	next = &s->p->step[s->view.next];
	for (size_t i = 0; i < s->p->lapses; i++) {
		if (strcmp(s->p->lapse[i].step, next->step) == 0 && missed_at(s, at)) {
			*lapse = &s->p->lapse[i];
			return CK_OK;
		}
	}
	ck_fail(e, CK_REFUSED, "the case has not lapsed: step %s (\"%s\") is open", next->step, next->acts);
	return refuse_at(e, s, next->step);
}

static bool by_machine(const struct ck_standing *s, const struct ck_event *ev)
{
	const struct ck_role *role = ck_role_find(s->v, ev->role);
	return role != NULL && role->kind == CK_ROLE_MACHINE;
}

enum ck_code ck_standing_undo(const struct ck_standing *s, int seq, struct ck_buffer *seqs, struct ck_error *e)
{
	size_t last = s->evs->count, first;
	struct ck_buffer words = {0};

	while (last > 0 && (s->undone[last - 1] || !ck_moves_on(&s->evs->at[last - 1])))
		last--;
	for (first = last; first > 0; first--) {
		const struct ck_event *ev = &s->evs->at[first - 1];

		if (!s->undone[first - 1] && ck_moves_on(ev) && !by_machine(s, ev))
			break;
	}
	if (first == 0 || (int)first <= s->registered_seq || strcmp(s->evs->at[first - 1].acts, CK_ACT_OPEN) == 0)
		return ck_fail(e, CK_REFUSED, "no step stands that could be undone: a registration is withdrawn, not undone");
	if (seq != 0 && seq != (int)first)
		return ck_fail(e, CK_REFUSED, "only the last step that stands can be undone: event %zu", first);
	if (s->issued_seq >= (int)first) {
		ck_fail(e, CK_REFUSED, "the result has been issued: it cannot be undone");
		return refuse_at(e, s, s->evs->at[s->issued_seq - 1].step);
	}
	for (size_t i = first; i <= last; i++) {
		if (!s->undone[i - 1] && ck_moves_on(&s->evs->at[i - 1]))
			ck_buffer_printf(&words, "%s%zu", words.length > 0 ? " " : "", i);
	}
	ck_buffer_text(seqs, words.text);
	ck_buffer_free(&words);
	return CK_OK;
}
