#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "procedure_priv.h"

const char *ck_outcome_name(enum ck_outcome o)
{
	static const char *const name[] = {"", "granted", "refused"};
	return name[o];
}

struct ck_standing *ck_standing_new(const struct ck_edition *ed, const struct ck_procedure *p,
                                    const struct ck_vocabulary *v, const struct ck_worktime *worktime)
{
	struct ck_standing *s = ck_alloc(sizeof *s);

	s->ed = ed;
	s->p = p;
	s->v = v;
	s->w = worktime;
	s->step = ck_alloc(p->steps * sizeof *s->step + 1);
	s->turning = ck_alloc(p->repetitions * sizeof *s->turning + 1);
	return s;
}

void ck_standing_free(struct ck_standing *s)
{
	if (s == NULL)
		return;
	free(s->step);
	free(s->turning);
	free(s->fact);
	free(s->extended);
	free(s->undone);
	free(s->judged);
	free(s);
}

const struct ck_view *ck_standing_view(const struct ck_standing *s)
{
	return &s->view;
}

const struct ck_step_state *ck_standing_step(const struct ck_standing *s, int step)
{
	return &s->step[step];
}

bool ck_standing_undone(const struct ck_standing *s, int seq)
{
	return seq >= 1 && (size_t)seq <= s->events && s->undone[seq - 1];
}

ck_time ck_standing_judged(const struct ck_standing *s, int seq)
{
	return seq >= 1 && (size_t)seq <= s->events ? s->judged[seq - 1] : CK_NOTIME;
}

/* -- which step is next -- */

static enum ck_role_kind role_kind(const struct ck_standing *s, const char *role)
{
	const struct ck_role *r = ck_role_find(s->v, role);
	return r == NULL ? CK_ROLE_STAFF : r->kind;
}

/* Why a step's `on` does not hold, or NULL if it does. */
static const char *on_fails(const struct ck_standing *s, const struct ck_step *step)
{
	const char *on = step->on;

	if (strcmp(on, "grant") == 0)
		return s->view.outcome == CK_GRANTED ? NULL : "only after a grant";
	if (strcmp(on, "refuse") == 0)
		return s->view.outcome == CK_REFUSED_OUTCOME ? NULL : "only after a refusal";
	if (strncmp(on, "done:", 5) == 0) {
		int i = ck_step_index(s->p, on + 5);
		return i >= 0 && s->step[i].how == CK_STEP_DONE ? NULL : "the step it follows was not done";
	}
	if (strncmp(on, "missed:", 7) == 0) {
		int i = ck_step_index(s->p, on + 7);
		return i >= 0 && s->step[i].how == CK_STEP_PASSED && s->step[i].reason == ck_missed ? NULL
		                                                                                    : "nothing was missed";
	}
	return NULL;
}

const char ck_missed[] = "its limit ended without it";

static void pass_over(struct ck_standing *s, size_t i, const char *reason)
{
	s->step[i].how = CK_STEP_PASSED;
	s->step[i].reason = reason;
}

static const struct ck_repetition *repetition_from(const struct ck_standing *s, size_t i, size_t *which)
{
	for (size_t r = 0; r < s->p->repetitions; r++) {
		if (ck_step_index(s->p, s->p->repetition[r].from_step) == (int)i) {
			*which = r;
			return &s->p->repetition[r];
		}
	}
	return NULL;
}

/* A repetition whose end has been stated is over before its next round. */
static bool repetition_over(struct ck_standing *s, size_t i)
{
	size_t which;
	bool stated;
	const struct ck_repetition *r = repetition_from(s, i, &which);

	if (r == NULL || !ck_standing_fact(s, r->until_fact, &stated))
		return false;
	for (int last = ck_step_index(s->p, r->to_step); (int)i <= last; i++) {
		if (s->step[i].how == CK_STEP_WAITS)
			pass_over(s, i, "the repetition has ended");
	}
	return true;
}

static void begin_repetition(struct ck_standing *s, size_t i)
{
	size_t which;

	if (repetition_from(s, i, &which) != NULL && s->turning[which].round == 0) {
		s->turning[which].start = s->previous_at;
		s->turning[which].round = 1;
	}
}

/* Moves to the first step that is neither done nor passed over, passing over those whose condition fails. */
static void advance(struct ck_standing *s)
{
	struct ck_look look = {s, NULL};

	s->view.next = -1;
	if (s->closed)
		return;
	for (size_t i = 0; i < s->p->steps; i++) {
		const struct ck_step *step = &s->p->step[i];
		const char *fails;

		if (s->step[i].how != CK_STEP_WAITS || step->beside[0] != '\0' || repetition_over(s, i))
			continue;
		fails = on_fails(s, step);
		if (fails == NULL && !ck_look_when(&look, step->when))
			fails = "its condition does not hold";
		if (fails == NULL) {
			s->view.next = (int)i;
			begin_repetition(s, i);
			return;
		}
		pass_over(s, i, fails);
	}
}

/* -- taking events -- */

static void take_status(struct ck_standing *s, const struct ck_act_kind *act, enum ck_role_kind kind)
{
	bool any_role = act->decides || act->status == CK_SIGNED || act->status == CK_ISSUED;

	if (act->status == CK_REFUSED_AT_ENTRY || act->status <= s->view.status)
		return;
	if (any_role || kind == CK_ROLE_STAFF || kind == CK_ROLE_BODY)
		s->view.status = act->status;
}

static void take_acts(struct ck_standing *s, const struct ck_event *ev)
{
	enum ck_role_kind kind = role_kind(s, ev->role);
	const char *words = ev->acts;
	size_t length;

	for (const char *word; (word = ck_word_next(&words, &length)) != NULL;) {
		char name[64];
		const struct ck_act_kind *act;

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		act = ck_act_find(s->v, name);
		if (act == NULL)
			continue;
		if (act->status == CK_REGISTERED && s->view.registered == CK_NOTIME && kind == CK_ROLE_STAFF) {
			s->view.registered = ev->at;
			s->registered_seq = ev->seq;
		}
		if (act->decides) {
			const char *decision = ck_fields_get(&ev->data, "decision");
			bool refused = decision != NULL && strcmp(decision, "refuse") == 0;

			s->view.outcome = refused ? CK_REFUSED_OUTCOME : CK_GRANTED;
			s->view.decided = ev->at;
		}
		if (act->status == CK_ISSUED) {
			s->view.issued = ev->at;
			s->issued_seq = ev->seq;
		}
		take_status(s, act, kind);
	}
}

static void close_with(struct ck_standing *s, enum ck_case_status status)
{
	s->view.status = status;
	s->closed = true;
}

/* After a repetition's last step its steps wait again, unless its end was stated. */
static void repeat(struct ck_standing *s, int i)
{
	for (size_t r = 0; r < s->p->repetitions; r++) {
		const struct ck_repetition *rep = &s->p->repetition[r];
		bool stated;

		if (ck_step_index(s->p, rep->to_step) != i || ck_standing_fact(s, rep->until_fact, &stated))
			continue;
		for (int k = ck_step_index(s->p, rep->from_step); k <= i; k++)
			s->step[k].how = CK_STEP_WAITS;
		s->turning[r].round++;
	}
}

/* A step is judged by what was known before the second in which it was recorded: what is learned within that second comes
 * later, whichever of the two was written first. */
static ck_time known_then(const struct ck_event *ev)
{
	return ev->recorded - 1;
}

static enum ck_code take_step(struct ck_standing *s, const struct ck_event *ev, struct ck_error *e)
{
	int i = ck_step_index(s->p, ev->step);
	struct ck_look look = {s, &ev->data};
	struct ck_step_state *state;
	enum ck_code code;

	if (i < 0)
		return ck_fail(e, CK_BUG, "event %d does step %s, which %s has not", ev->seq, ev->step, s->p->regulation);
	state = &s->step[i];
	if (s->p->step[i].beside[0] == '\0') {
		if (s->view.next >= 0 && s->view.next != i) {
			struct ck_step_state *missed = &s->step[s->view.next];

			code = ck_reckon(&look, s->view.next, known_then(ev), &missed->due, &missed->not_before, NULL, NULL, e);
			if (code != CK_OK)
				return code;
			pass_over(s, (size_t)s->view.next, ck_missed);
		}
		code = ck_reckon(&look, i, known_then(ev), &state->due, &state->not_before, NULL, NULL, e);
		if (code != CK_OK)
			return code;
		state->how = CK_STEP_DONE;
		s->judged[ev->seq - 1] = state->due;
	}
	state->seq = ev->seq;
	state->at = ev->at;
	state->rounds++;
	take_acts(s, ev);
	if (s->p->step[i].beside[0] == '\0') {
		s->previous_at = ev->at;
		s->received = CK_NOTIME;
		if (strcmp(s->p->step[i].then, "refused") == 0)
			close_with(s, CK_REFUSED_AT_ENTRY);
		repeat(s, i);
	}
	return CK_OK;
}

/* The extension of that name of the step that is next. */
static const struct ck_extension *find_extension(const struct ck_standing *s, const char *name)
{
	const struct ck_procedure *p = s->p;

	for (size_t i = 0; s->view.next >= 0 && i < p->extensions; i++) {
		if (strcmp(p->extension[i].extension, name) == 0 &&
		    strcmp(p->extension[i].step, p->step[s->view.next].step) == 0)
			return &p->extension[i];
	}
	return NULL;
}

static void take_beside(struct ck_standing *s, const struct ck_event *ev)
{
	const char *ground = ck_fields_get(&ev->data, "ground");
	ck_time received = ck_data_time(s, &ev->data, "received");

	if (received != CK_NOTIME)
		s->received = received;
	if (strcmp(ev->acts, CK_ACT_OPEN) == 0) {
		s->view.status = CK_REGISTERED;
		s->previous_at = ev->at;
	} else if (strcmp(ev->acts, CK_ACT_WITHDRAW) == 0) {
		close_with(s, CK_WITHDRAWN);
	} else if (strcmp(ev->acts, CK_ACT_LAPSE) == 0) {
		close_with(s, CK_LAPSED);
	} else if (strcmp(ev->acts, CK_ACT_EXTEND) == 0 && ground != NULL && find_extension(s, ground) != NULL) {
		s->extended = ck_grow(s->extended, s->extensions + 1, sizeof *s->extended);
		s->extended[s->extensions++] = find_extension(s, ground);
	}
}

bool ck_moves_on(const struct ck_event *ev)
{
	return ev->step[0] != '\0' || strcmp(ev->acts, CK_ACT_OPEN) == 0 || strcmp(ev->acts, CK_ACT_WITHDRAW) == 0 ||
	       strcmp(ev->acts, CK_ACT_LAPSE) == 0;
}

static bool is_beside(const struct ck_standing *s, const struct ck_event *ev)
{
	int i = ck_step_index(s->p, ev->step);
	return i >= 0 && s->p->step[i].beside[0] != '\0';
}

/* Has the fact been stated that ends the repetition whose next round is next? */
static bool ended_by_fact(const struct ck_standing *s)
{
	size_t which;
	bool stated;
	const struct ck_repetition *r = s->view.next < 0 ? NULL : repetition_from(s, (size_t)s->view.next, &which);

	return r != NULL && ck_standing_fact(s, r->until_fact, &stated);
}

static enum ck_code take_event(struct ck_standing *s, const struct ck_event *ev, struct ck_error *e)
{
	ck_time next_round = ck_data_time(s, &ev->data, "next_round");
	enum ck_code code = CK_OK;

	ck_state_facts(s, ck_fields_get(&ev->data, "fact"));
	if (s->view.opened == CK_NOTIME) {
		s->view.opened = ev->at;
		s->view.submitted = ck_data_time(s, &ev->data, "submitted");
		s->previous_at = ev->at;
		advance(s);
	}
	if (s->p->told)
		take_acts(s, ev);
	if (ev->step[0] != '\0')
		code = take_step(s, ev, e);
	else
		take_beside(s, ev);
	if (code != CK_OK)
		return code;
	if (next_round != CK_NOTIME)
		s->next_round = next_round;
	if (ck_moves_on(ev) && !s->p->told) {
		s->view.last_step_seq = ev->seq;
		s->view.last_step_at = ev->at;
		s->last_known = known_then(ev);
	}
	if (s->closed || (ck_moves_on(ev) && !is_beside(s, ev)) || ended_by_fact(s))
		advance(s);
	return CK_OK;
}

static void mark_undone(struct ck_standing *s, const struct ck_events *evs)
{
	s->events = evs->count;
	s->undone = ck_grow(s->undone, evs->count + 1, sizeof *s->undone);
	memset(s->undone, 0, (evs->count + 1) * sizeof *s->undone);
	s->judged = ck_grow(s->judged, evs->count + 1, sizeof *s->judged);
	for (size_t i = 0; i <= evs->count; i++)
		s->judged[i] = CK_NOTIME;
	for (size_t i = 0; i < evs->count; i++) {
		const char *words = NULL;
		size_t length;

		if (strcmp(evs->at[i].acts, CK_ACT_UNDO) == 0)
			words = ck_fields_get(&evs->at[i].data, "undone");
		for (const char *word; words != NULL && (word = ck_word_next(&words, &length)) != NULL;) {
			long seq = strtol(word, NULL, 10);
			if (seq >= 1 && seq <= (long)evs->count)
				s->undone[seq - 1] = true;
		}
	}
}

static void start_over(struct ck_standing *s)
{
	memset(s->step, 0, s->p->steps * sizeof *s->step);
	for (size_t i = 0; i < s->p->steps; i++)
		s->step[i].at = s->step[i].due = s->step[i].not_before = CK_NOTIME;
	memset(s->turning, 0, s->p->repetitions * sizeof *s->turning);
	s->view = (struct ck_view){.next = 0, .due = CK_NOTIME, .not_before = CK_NOTIME, .term = CK_NOTIME,
	                           .opened = CK_NOTIME, .submitted = CK_NOTIME, .registered = CK_NOTIME,
	                           .decided = CK_NOTIME, .issued = CK_NOTIME, .last_step_at = CK_NOTIME};
	s->facts = s->extensions = 0;
	s->closed = false;
	s->previous_at = s->received = s->next_round = s->last_known = CK_NOTIME;
	s->registered_seq = s->issued_seq = 0;
}

enum ck_code ck_standing_take(struct ck_standing *s, const struct ck_events *evs, struct ck_error *e)
{
	struct ck_look look = {s, NULL};
	enum ck_code code;

	start_over(s);
	mark_undone(s, evs);
	s->evs = evs;
	if (evs->count == 0)
		advance(s);
	for (size_t i = 0; i < evs->count; i++) {
		if (s->undone[i])
			continue;
		code = take_event(s, &evs->at[i], e);
		if (code != CK_OK)
			return code;
	}
	if (s->view.registered == CK_NOTIME)
		s->view.registered = s->view.opened;
	if (evs->count == 0)
		return CK_OK;
	code = ck_reckon_terms(&look, s->closed || s->view.next < 0 ? s->last_known : s->w->known, &s->view.term, NULL,
	                       NULL, e);
	if (code != CK_OK || s->view.next < 0)
		return code;
	return ck_reckon(&look, s->view.next, s->w->known, &s->view.due, &s->view.not_before, NULL, NULL, e);
}
