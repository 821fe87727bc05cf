/* catalogue_compose: the lists of a portal or of the State Corporation's system say how an application comes in and how
 * the answer goes out; what the office does in between stands in the office's own list (or the Corporation's). Here the
 * two become one procedure, so that the engine knows nothing of it (DESIGN 4, "Composed procedures"; catalogue(5)). */
#include <string.h>

#include "catalogue_priv.h"

/* The list that handles what the intake list takes in; NULL: the intake list is a whole procedure itself. The State
 * Corporation's own list goes before the office's where it is whole; a portal knows no Corporation. */
static const struct ck_procedure *handling(const struct ck_draft *d, const struct ck_procedure *intake,
                                           const char *variant)
{
	bool system = strcmp(intake->channel, "corporation-system") == 0;
	const struct ck_procedure *p;

	if ((!system && strcmp(intake->channel, "portal") != 0) || ck_list_decides(d->v, intake))
		return NULL;
	p = system ? ck_draft_list(d, variant, "corporation") : NULL;
	return p != NULL && ck_list_decides(d->v, p) ? p : ck_draft_list(d, variant, "office");
}

static struct ck_step *add_step(struct ck_draft *d, struct ck_procedure *p, const struct ck_step *from)
{
	struct ck_step *step = ck_arena_more(d->arena, p->step, p->steps, sizeof *step);

	p->step = step;
	step += p->steps++;
	*step = *from;
	return step;
}

/* -- names in a composed procedure: item 4 of the office list is step office.4 -- */

static const char *prefixed(struct ck_draft *d, const char *list, const char *step)
{
	return ck_arena_printf(d->arena, "%s.%s", list, step);
}

/* "step:8", "missed:13d", "done:4": the step's name after the colon; other words stay. */
static const char *prefixed_reference(struct ck_draft *d, const char *list, const char *word)
{
	const char *colon = strchr(word, ':');

	if (colon == NULL)
		return word;
	return ck_arena_printf(d->arena, "%.*s:%s.%s", (int)(colon - word), word, list, colon + 1);
}

static void rename_limits(struct ck_draft *d, const char *list, struct ck_step *step)
{
	struct ck_limit *limit = ck_arena_alloc(d->arena, (step->limits + 1) * sizeof *limit);

	for (size_t i = 0; i < step->limits; i++) {
		limit[i] = step->limit[i];
		limit[i].counts_from = prefixed_reference(d, list, limit[i].counts_from);
	}
	step->limit = limit;
}

/* The result goes out by the intake list: a lone issue only hands it on. But a permit is given by who issues it in the
 * office, and the intake list hands that permit over. */
static const char *without_issue(struct ck_draft *d, const char *variant, const char *acts)
{
	struct ck_buffer b = {0};
	const char *left;
	size_t length;

	if (!ck_word_in(acts, "issue"))
		return acts;
	for (const char *word; (word = ck_word_next(&acts, &length)) != NULL;) {
		if (length == 5 && memcmp(word, "issue", 5) == 0)
			continue;
		if (b.length > 0)
			ck_buffer_char(&b, ' ');
		ck_buffer_put(&b, word, length);
	}
	if (b.length > 0)
		left = ck_arena_copy_n(d->arena, b.text, b.length);
	else
		left = ck_permit_rule_find(d->ed, variant) != NULL ? "issue" : "dispatch";
	ck_buffer_free(&b);
	return left;
}

/* Collection and post fall away: the hand-over by the intake list takes their place. So does what hangs on them. */
static bool falls_away(const struct ck_draft *d, const struct ck_procedure *p, size_t i)
{
	const struct ck_step *step = &p->step[i];
	const char *colon = strchr(step->on, ':');
	int on = colon == NULL ? -1 : ck_step_index(p, colon + 1);

	if (ck_word_in(step->acts, "post"))
		return true;
	if (ck_role_is(d->v, step->role, CK_ROLE_OUTSIDE) &&
	    (ck_word_in(step->acts, "accept") || ck_word_in(step->acts, "issue")))
		return true;
	return on >= 0 && (size_t)on < i && falls_away(d, p, (size_t)on);
}

static size_t first_registration(const struct ck_draft *d, const struct ck_procedure *p)
{
	for (size_t i = 0; i < p->steps; i++) {
		if (ck_word_in(p->step[i].acts, "register") && ck_role_is(d->v, p->step[i].role, CK_ROLE_STAFF))
			return i;
	}
	return 0;
}

static void add_handling(struct ck_draft *d, struct ck_procedure *p, const struct ck_procedure *h)
{
	for (size_t i = first_registration(d, h); i < h->steps; i++) {
		struct ck_step *step;

		if (falls_away(d, h, i))
			continue;
		step = add_step(d, p, &h->step[i]);
		step->step = prefixed(d, h->channel, step->step);
		step->acts = without_issue(d, p->variant, step->acts);
		step->on = prefixed_reference(d, h->channel, step->on);
		if (step->beside[0] != '\0')
			step->beside = prefixed(d, h->channel, step->beside);
		rename_limits(d, h->channel, step);
	}
}

/* -- terms, extensions, lapses and repetitions of the handling list -- */

static bool has_step(const struct ck_procedure *p, const char *step)
{
	return ck_step_index(p, step) >= 0;
}

static void add_extensions(struct ck_draft *d, struct ck_procedure *p, const struct ck_procedure *h)
{
	for (size_t i = 0; i < h->extensions; i++) {
		struct ck_extension x = h->extension[i], *at;

		x.step = prefixed(d, h->channel, x.step);
		if (!has_step(p, x.step))
			continue;
		at = ck_arena_more(d->arena, p->extension, p->extensions, sizeof x);
		at[p->extensions++] = x;
		p->extension = at;
	}
}

static void add_lapses(struct ck_draft *d, struct ck_procedure *p, const struct ck_procedure *h)
{
	for (size_t i = 0; i < h->lapses; i++) {
		struct ck_lapse lapse = h->lapse[i], *at;

		lapse.step = prefixed(d, h->channel, lapse.step);
		if (!has_step(p, lapse.step))
			continue;
		at = ck_arena_more(d->arena, p->lapse, p->lapses, sizeof lapse);
		at[p->lapses++] = lapse;
		p->lapse = at;
	}
}

static void add_repetitions(struct ck_draft *d, struct ck_procedure *p, const struct ck_procedure *h)
{
	for (size_t i = 0; i < h->repetitions; i++) {
		struct ck_repetition r = h->repetition[i], *at;

		r.from_step = prefixed(d, h->channel, r.from_step);
		r.to_step = prefixed(d, h->channel, r.to_step);
		if (!has_step(p, r.from_step) || !has_step(p, r.to_step))
			continue;
		at = ck_arena_more(d->arena, p->repetition, p->repetitions, sizeof r);
		at[p->repetitions++] = r;
		p->repetition = at;
	}
}

static void add_terms(struct ck_draft *d, struct ck_procedure *p, const struct ck_procedure *h)
{
	for (size_t i = 0; i < h->terms; i++) {
		struct ck_overall *at = ck_arena_more(d->arena, p->term, p->terms, sizeof *at);

		at[p->terms] = h->term[i];
		at[p->terms++].counts_from = prefixed_reference(d, h->channel, h->term[i].counts_from);
		p->term = at;
	}
}

/* A document that a step of the handling list demands is demanded by the same step here. */
static void add_documents(struct ck_draft *d, const struct ck_procedure *p, const struct ck_procedure *h)
{
	size_t own = d->ed->documents;

	for (size_t i = 0; i < own; i++) {
		struct ck_named document = d->ed->document[i], *at;
		bool channel = document.channel[0] == '\0' || strcmp(document.channel, h->channel) == 0;
		bool variant = document.variant[0] == '\0' || strcmp(document.variant, p->variant) == 0;

		if (document.step[0] == '\0' || !channel || !variant)
			continue;
		document.step = prefixed(d, h->channel, document.step);
		if (!has_step(p, document.step))
			continue;
		document.channel = p->channel;
		document.variant = p->variant;
		at = ck_arena_more(d->arena, d->ed->document, d->ed->documents, sizeof document);
		at[d->ed->documents++] = document;
		d->ed->document = at;
	}
}

/* -- the intake list around it -- */

/* The row that stands for the handling list, or the last issue, before which it goes. */
static size_t place_of_handling(const struct ck_procedure *intake, bool *stands_for_it)
{
	size_t place = intake->steps;

	for (size_t i = 0; i < intake->steps; i++) {
		*stands_for_it = strcmp(intake->step[i].role, "provider") == 0 && ck_word_in(intake->step[i].acts, "check");
		if (*stands_for_it)
			return i;
		if (ck_word_in(intake->step[i].acts, "issue"))
			place = i;
	}
	return place;
}

static bool is_refusal(const struct ck_step *step)
{
	return ck_word_in(step->acts, "refuse") && step->then[0] != '\0';
}

/* A corporation list that decides nothing only says how the applicant comes for the result. */
static void add_collection(struct ck_draft *d, struct ck_procedure *p, bool only_granted)
{
	const struct ck_procedure *rest = ck_draft_list(d, p->variant, "corporation");

	for (size_t i = 0; rest != NULL && !ck_list_decides(d->v, rest) && i < rest->steps; i++) {
		struct ck_step *step = add_step(d, p, &rest->step[i]);

		step->step = prefixed(d, rest->channel, step->step);
		if (only_granted && step->on[0] == '\0')
			step->on = "grant";
	}
}

/* What follows the handling: the refusal is sent where it was refused, all else where it was granted. */
static void add_answer(struct ck_draft *d, struct ck_procedure *p, const struct ck_procedure *intake, size_t from)
{
	bool branches = false;

	for (size_t i = from; i < intake->steps; i++) {
		struct ck_step *step;

		if (is_refusal(&intake->step[i]) && !d->ed->refusable)
			continue;
		step = add_step(d, p, &intake->step[i]);
		if (is_refusal(step)) {
			step->acts = "issue";
			step->on = "refuse";
			step->when = step->then = "";
			branches = true;
		} else if (branches && step->on[0] == '\0') {
			step->on = "grant";
		}
	}
	if (strcmp(intake->channel, "corporation-system") == 0)
		add_collection(d, p, branches);
}

/* An array of its own, for a procedure that shares its list with other variants. */
static void *copy_of(struct ck_draft *d, const void *from, size_t count, size_t size)
{
	void *copy = NULL;

	for (size_t i = 0; i < count; i++)
		copy = ck_arena_more(d->arena, copy, i, size);
	if (count > 0)
		memcpy(copy, from, count * size);
	return copy;
}

static void compose(struct ck_draft *d, struct ck_procedure *p, const struct ck_procedure *intake,
                    const struct ck_procedure *h)
{
	bool stands_for_it = false;
	size_t place = place_of_handling(intake, &stands_for_it);

	p->step = NULL;
	p->steps = 0;
	p->term = copy_of(d, intake->term, intake->terms, sizeof *p->term);
	p->extension = copy_of(d, intake->extension, intake->extensions, sizeof *p->extension);
	p->lapse = copy_of(d, intake->lapse, intake->lapses, sizeof *p->lapse);
	p->repetition = copy_of(d, intake->repetition, intake->repetitions, sizeof *p->repetition);
	for (size_t i = 0; i < place; i++)
		add_step(d, p, &intake->step[i]);
	add_handling(d, p, h);
	add_answer(d, p, intake, place + stands_for_it);
	add_terms(d, p, h);
	add_extensions(d, p, h);
	add_lapses(d, p, h);
	add_repetitions(d, p, h);
	add_documents(d, p, h);
}

/* A corporation list that decides nothing is no procedure: it is the end of the corporation-system list. */
static bool is_procedure(const struct ck_draft *d, const struct ck_procedure *p)
{
	return strcmp(p->channel, "corporation") != 0 || ck_list_decides(d->v, p);
}

static void add_procedure(struct ck_draft *d, const struct ck_procedure *list, const char *variant)
{
	struct ck_edition *ed = d->ed;
	struct ck_procedure *p = ck_arena_more(d->arena, ed->procedure, ed->procedures, sizeof *p);
	const struct ck_procedure *h = handling(d, list, variant);

	ed->procedure = p;
	p += ed->procedures++;
	*p = *list;
	p->variant = variant;
	if (h != NULL)
		compose(d, p, list, h);
}

static bool is_first_of_variant(const struct ck_draft *d, size_t i)
{
	for (size_t k = 0; k < i; k++) {
		if (strcmp(d->list[k].variant, d->list[i].variant) == 0)
			return false;
	}
	return true;
}

void ck_draft_compose(struct ck_draft *d)
{
	for (size_t i = 0; i < d->lists; i++) {
		const struct ck_procedure *list = &d->list[i];

		if (!is_procedure(d, list))
			continue;
		if (list->variant[0] != '\0') {
			add_procedure(d, list, list->variant);
			continue;
		}
		for (size_t k = 0; k < d->lists; k++) {
			if (d->list[k].variant[0] != '\0' && is_first_of_variant(d, k))
				add_procedure(d, list, d->list[k].variant);
		}
	}
}
