/* catalogue_lint_reach: every step of a procedure must be reached in some case, and every procedure must be one. All
 * cases are tried: each fact so or not so, granted or refused, each missable step done or missed. */
#include <stdlib.h>
#include <string.h>

#include "catalogue_priv.h"

#define MOST_FACTS 10

struct walk {
	const struct ck_draft *d;
	const struct ck_procedure *p;
	char fact[MOST_FACTS][64];
	size_t facts;
	bool too_many;
	unsigned so;       /* bit i: fact i is so */
	bool refuses, misses;
	int outcome;       /* 0 none, 1 granted, 2 refused */
	enum { WAITING, DONE, PASSED, MISSED } *state;
	bool *reached;
};

static void learn_fact(void *to, const char *fact)
{
	struct walk *w = to;

	for (size_t i = 0; i < w->facts; i++) {
		if (strcmp(w->fact[i], fact) == 0)
			return;
	}
	w->too_many = w->too_many || w->facts == MOST_FACTS;
	if (!w->too_many)
		memcpy(w->fact[w->facts++], fact, strlen(fact) + 1);
}

static bool is_so(const void *walk, const char *fact)
{
	const struct walk *w = walk;

	for (size_t i = 0; i < w->facts; i++) {
		if (strcmp(w->fact[i], fact) == 0)
			return (w->so >> i & 1) != 0;
	}
	return false;
}

static bool on_holds(const struct walk *w, const char *on)
{
	const char *colon = strchr(on, ':');
	int i = colon == NULL ? -1 : ck_step_index(w->p, colon + 1);

	if (strcmp(on, "grant") == 0)
		return w->outcome == 1;
	if (strcmp(on, "refuse") == 0)
		return w->outcome == 2;
	if (colon == NULL)
		return true;
	return i >= 0 && w->state[i] == (strncmp(on, "missed:", 7) == 0 ? MISSED : DONE);
}

static bool may_be_missed(const struct walk *w, const char *step)
{
	for (size_t i = 0; i < w->p->steps; i++) {
		if (strncmp(w->p->step[i].on, "missed:", 7) == 0 && strcmp(w->p->step[i].on + 7, step) == 0)
			return true;
	}
	return false;
}

static void go(struct walk *w)
{
	w->outcome = 0;
	for (size_t i = 0; i < w->p->steps; i++)
		w->state[i] = WAITING;
	for (size_t i = 0; i < w->p->steps; i++) {
		const struct ck_step *step = &w->p->step[i];

		if (!on_holds(w, step->on) || !ck_when_holds(step->when, is_so, w)) {
			w->state[i] = PASSED;
			continue;
		}
		w->reached[i] = true;
		if (step->beside[0] != '\0')
			continue;
		w->state[i] = w->misses && may_be_missed(w, step->step) ? MISSED : DONE;
		if (ck_acts_decide(w->d->v, step->acts))
			w->outcome = w->refuses ? 2 : 1;
		if (step->then[0] != '\0')
			return;
	}
}

static void go_every_way(struct walk *w)
{
	for (size_t i = 0; i < w->p->steps; i++)
		ck_when_facts(w->p->step[i].when, learn_fact, w);
	for (w->so = 0; w->so < 1u << w->facts; w->so++) {
		for (int way = 0; way < 4; way++) {
			w->refuses = (way & 1) != 0;
			w->misses = (way & 2) != 0;
			if (!w->refuses || w->d->ed->refusable)
				go(w);
		}
	}
}

static const char *why_unreached(const struct walk *w, size_t i)
{
	const struct ck_step *step = &w->p->step[i];

	if (strcmp(step->on, "refuse") == 0 && !w->d->ed->refusable)
		return "the regulation knows no refusal";
	if (strcmp(step->on, "grant") == 0 || strcmp(step->on, "refuse") == 0) {
		for (size_t k = 0; k < i; k++) {
			if (w->reached[k] && ck_acts_decide(w->d->v, w->p->step[k].acts))
				return "its conditions contradict each other";
		}
		return "nothing decides before it";
	}
	for (size_t k = 0; k < i; k++) {
		if (w->p->step[k].then[0] != '\0' && w->p->step[k].when[0] == '\0' && w->p->step[k].on[0] == '\0')
			return "a step before it always ends the case";
	}
	return "its conditions contradict each other";
}

/* The list that the procedure was made of, as far as its own rows go; a step office.4 is looked at in its own list. */
static const struct ck_row *own_row(const struct ck_lint *l, const struct ck_draft *d, const struct ck_procedure *p,
                                    const char *step)
{
	const struct ck_procedure *list = ck_draft_list(d, p->variant, p->channel);

	if (list == NULL)
		list = ck_draft_list(d, "", p->channel);
	return list == NULL ? NULL : ck_lint_row_of(l, CK_PART_STEPS, list, "step", step);
}

static void lint_procedure(struct ck_lint *l, const struct ck_draft *d, const struct ck_procedure *p)
{
	struct walk w = {.d = d, .p = p};

	w.state = ck_alloc(p->steps * sizeof *w.state);
	w.reached = ck_alloc(p->steps * sizeof *w.reached);
	go_every_way(&w);
	for (size_t i = 0; i < p->steps && !w.too_many; i++) {
		const struct ck_row *row = w.reached[i] ? NULL : own_row(l, d, p, p->step[i].step);

		if (row != NULL)
			ck_lint_say(l, row, "step", "step %s is never reached: %s", p->step[i].step, why_unreached(&w, i));
	}
	free(w.state);
	free(w.reached);
}

/* Is there a procedure before this one made of the same list? */
static bool is_of_shared_list(const struct ck_draft *d, size_t i)
{
	const struct ck_procedure *p = &d->ed->procedure[i];

	for (size_t k = 0; k < i; k++) {
		if (strcmp(d->ed->procedure[k].channel, p->channel) == 0 && ck_draft_list(d, p->variant, p->channel) == NULL)
			return true;
	}
	return false;
}

static bool has_procedure(const struct ck_draft *d, const struct ck_procedure *list)
{
	for (size_t i = 0; i < d->ed->procedures; i++) {
		const struct ck_procedure *p = &d->ed->procedure[i];

		if (strcmp(p->channel, list->channel) == 0 &&
		    (list->variant[0] == '\0' || strcmp(p->variant, list->variant) == 0))
			return true;
	}
	return false;
}

static void lint_list(struct ck_lint *l, const struct ck_draft *d, const struct ck_procedure *list)
{
	const struct ck_row *row = ck_lint_row_of(l, CK_PART_STEPS, list, "step", list->step[0].step);

	if (has_procedure(d, list) || ck_draft_list(d, list->variant, "corporation-system") != NULL)
		return;
	ck_lint_say(l, row, "channel", "the %s list %s", list->channel,
	            list->variant[0] == '\0' ? "is shared, but the edition has no variants"
	                                     : "decides nothing and no other list goes on with it");
}

void ck_lint_reach(struct ck_lint *l, const struct ck_draft *d)
{
	for (size_t i = 0; i < d->lists; i++)
		lint_list(l, d, &d->list[i]);
	for (size_t i = 0; i < d->ed->procedures; i++) {
		const struct ck_procedure *p = &d->ed->procedure[i];

		if (!ck_list_decides(d->v, p)) {
			ck_lint_say(l, own_row(l, d, p, p->step[0].step), "acts",
			            "the procedure cannot end with a decision: no step of it decides");
			continue;
		}
		if (!is_of_shared_list(d, i))
			lint_procedure(l, d, p);
	}
}
