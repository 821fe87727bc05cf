/* catalogue_lint_edition: what is wrong in an edition as a whole: names that lead nowhere, facts that nobody declared,
 * limits that count from what comes later. */
#include <stdio.h>
#include <string.h>

#include "catalogue_priv.h"

const struct ck_row *ck_lint_row_of(const struct ck_lint *l, enum ck_part part, const struct ck_procedure *p,
                                    const char *column, const char *value)
{
	for (size_t i = 0; i < l->rows->count; i++) {
		const struct ck_row *row = &l->rows->at[i];

		if (row->part == part && ck_row_is_of(row, p->regulation, p->edition) &&
		    strcmp(ck_row_text(row, "variant"), p->variant) == 0 &&
		    strcmp(ck_row_text(row, "channel"), p->channel) == 0 && strcmp(ck_row_text(row, column), value) == 0)
			return row;
	}
	return NULL;
}

/* Where a fault is looked for: a list, and the thing of it that is at fault (part, and the column that names it). */
struct place {
	struct ck_lint *l;
	const struct ck_draft *d;
	const struct ck_procedure *p;
	enum ck_part part;
	const char *column, *value;
	const char *at;  /* the column whose facts are read */
};

static const struct ck_row *row_of(const struct place *w)
{
	return ck_lint_row_of(w->l, w->part, w->p, w->column, w->value);
}

/* -- facts -- */

static bool fact_is_known(const struct place *w, const char *fact)
{
	return ck_named_find(w->d->ed->fact, w->d->ed->facts, fact) != NULL;
}

static void check_fact(void *to, const char *fact)
{
	const struct place *w = to;

	if (!fact_is_known(w, fact))
		ck_lint_say(w->l, row_of(w), w->at, "facts declares no fact \"%s\"", fact);
}

static void check_condition(struct place *w, const char *column, const char *when)
{
	w->at = column;
	ck_when_facts(when, check_fact, w);
}

/* -- steps -- */

static bool decides_before(const struct place *w, int before)
{
	for (int i = 0; i < before; i++) {
		if (ck_acts_decide(w->d->v, w->p->step[i].acts))
			return true;
	}
	return false;
}

/* A name after a colon or alone must be that of a step before this one. */
static int check_earlier(const struct place *w, const char *column, const char *step, int before)
{
	int i = ck_step_index(w->p, step);

	if (i < 0)
		ck_lint_say(w->l, row_of(w), column, "the list has no step \"%s\"", step);
	else if (i >= before)
		ck_lint_say(w->l, row_of(w), column, "step %s does not come before this one", step);
	return i >= before ? -1 : i;
}

static bool has_maximum(const struct ck_step *step)
{
	for (size_t i = 0; i < step->limits; i++) {
		if (!step->limit[i].minimum)
			return true;
	}
	return false;
}

static void check_on(const struct place *w, const struct ck_step *step, int i)
{
	const char *colon = strchr(step->on, ':');
	int earlier;

	if (colon == NULL)
		return;
	earlier = check_earlier(w, "on", colon + 1, i);
	if (earlier >= 0 && strncmp(step->on, "missed:", 7) == 0 && !has_maximum(&w->p->step[earlier]))
		ck_lint_say(w->l, row_of(w), "on", "step %s has no limit, so it cannot be missed", colon + 1);
}

static void check_beside(const struct place *w, const struct ck_step *step)
{
	int host = step->beside[0] == '\0' ? 0 : ck_step_index(w->p, step->beside);

	if (step->beside[0] == '\0')
		return;
	if (host < 0)
		ck_lint_say(w->l, row_of(w), "beside", "the list has no step \"%s\"", step->beside);
	else if (w->p->step[host].beside[0] != '\0')
		ck_lint_say(w->l, row_of(w), "beside", "step %s itself is beside another", step->beside);
}

static void check_limits(struct place *w, const struct ck_step *step, int i)
{
	for (size_t k = 0; k < step->limits; k++) {
		const char *from = step->limit[k].counts_from;

		if (strncmp(from, "step:", 5) == 0)
			check_earlier(w, "counts_from", from + 5, i);
		else if (strcmp(from, "decision") == 0 && !decides_before(w, i))
			ck_lint_say(w->l, row_of(w), "counts_from", "nothing decides before step %s", step->step);
		check_condition(w, "limit_when", step->limit[k].when);
	}
}

static void check_check(struct place *w, const struct ck_step *step)
{
	bool asks = strcmp(step->role, "provider") == 0 || ck_role_is(w->d->v, step->role, CK_ROLE_MACHINE);

	if (step->checks[0] != '\0')
		w->at = "checks", check_fact(w, step->checks);
	else if (asks && ck_word_in(step->acts, "check"))
		ck_lint_say(w->l, row_of(w), "checks", "step %s checks, but not which fact", step->step);
}

static void check_steps(struct place *w)
{
	w->part = CK_PART_STEPS;
	w->column = "step";
	for (size_t i = 0; i < w->p->steps; i++) {
		const struct ck_step *step = &w->p->step[i];

		w->value = step->step;
		check_condition(w, "when", step->when);
		check_on(w, step, (int)i);
		check_beside(w, step);
		check_limits(w, step, (int)i);
		check_check(w, step);
	}
}

/* -- what belongs to a list beside its steps -- */

static void check_timed_step(struct place *w, const char *step)
{
	int i = ck_step_index(w->p, step);

	w->value = step;
	if (i < 0)
		ck_lint_say(w->l, row_of(w), "step", "the list has no step \"%s\"", step);
	else if (!has_maximum(&w->p->step[i]))
		ck_lint_say(w->l, row_of(w), "step", "step %s has no limit", step);
}

static void check_repetition(struct place *w, const struct ck_repetition *r)
{
	int from = ck_step_index(w->p, r->from_step), to = ck_step_index(w->p, r->to_step);

	w->value = r->from_step;
	if (from < 0 || to < 0)
		ck_lint_say(w->l, row_of(w), from < 0 ? "from_step" : "to_step", "the list has no step \"%s\"",
		            from < 0 ? r->from_step : r->to_step);
	else if (to < from)
		ck_lint_say(w->l, row_of(w), "to_step", "step %s comes before step %s", r->to_step, r->from_step);
	if (!fact_is_known(w, r->until_fact))
		ck_lint_say(w->l, row_of(w), "until_fact", "the repetition cannot end: facts declares no fact \"%s\"",
		            r->until_fact);
}

static void check_rest(struct place *w)
{
	w->part = CK_PART_EXTENSIONS;
	w->column = "step";
	for (size_t i = 0; i < w->p->extensions; i++) {
		check_timed_step(w, w->p->extension[i].step);
		check_condition(w, "when", w->p->extension[i].when);
	}
	w->part = CK_PART_LAPSES;
	for (size_t i = 0; i < w->p->lapses; i++)
		check_timed_step(w, w->p->lapse[i].step);
	w->part = CK_PART_REPETITIONS;
	w->column = "from_step";
	for (size_t i = 0; i < w->p->repetitions; i++)
		check_repetition(w, &w->p->repetition[i]);
	w->part = CK_PART_TERMS;
	w->column = "when";
	for (size_t i = 0; i < w->p->terms; i++) {
		w->value = w->p->term[i].when;
		check_condition(w, "when", w->value);
	}
}

/* -- the edition's own things -- */

static bool variant_exists(const struct ck_draft *d, const char *variant)
{
	for (size_t i = 0; i < d->lists; i++) {
		if (strcmp(d->list[i].variant, variant) == 0)
			return true;
	}
	return false;
}

static const struct ck_row *row_of_word(const struct ck_lint *l, enum ck_part part, const struct ck_edition *ed,
                                        const struct ck_named *named, bool last)
{
	const struct ck_row *found = NULL;

	for (size_t i = 0; i < l->rows->count && (found == NULL || last); i++) {
		const struct ck_row *row = &l->rows->at[i];

		if (row->part == part && ck_row_is_of(row, ed->regulation, ed->edition) &&
		    strcmp(ck_row_text(row, "word"), named->name) == 0 &&
		    strcmp(ck_row_text(row, "variant"), named->variant) == 0 &&
		    strcmp(ck_row_text(row, "step"), named->step) == 0)
			found = row;
	}
	return found;
}

static bool same_word(const struct ck_named *a, const struct ck_named *b)
{
	return strcmp(a->name, b->name) == 0 && strcmp(a->variant, b->variant) == 0 &&
	       strcmp(a->channel, b->channel) == 0 && strcmp(a->step, b->step) == 0;
}

static void check_words(struct ck_lint *l, const struct ck_draft *d, enum ck_part part, const struct ck_named *list,
                        size_t count)
{
	for (size_t i = 0; i < count; i++) {
		if (list[i].variant[0] != '\0' && !variant_exists(d, list[i].variant))
			ck_lint_say(l, row_of_word(l, part, d->ed, &list[i], false), "variant", "no list is of the variant \"%s\"",
			            list[i].variant);
		for (size_t k = 0; k < i; k++) {
			if (same_word(&list[i], &list[k]))
				ck_lint_say(l, row_of_word(l, part, d->ed, &list[i], true), "word", "\"%s\" is there twice",
				            list[i].name);
		}
	}
}

static bool step_exists(const struct ck_draft *d, const struct ck_named *document)
{
	for (size_t i = 0; i < d->lists; i++) {
		const struct ck_procedure *p = &d->list[i];

		if ((document->variant[0] == '\0' || strcmp(document->variant, p->variant) == 0) &&
		    (document->channel[0] == '\0' || strcmp(document->channel, p->channel) == 0) &&
		    ck_step_index(p, document->step) >= 0)
			return true;
	}
	return false;
}

struct documented {
	struct ck_lint *l;
	const struct ck_draft *d;
	const struct ck_named *document;
};

static void check_document_fact(void *to, const char *fact)
{
	const struct documented *w = to;

	if (ck_named_find(w->d->ed->fact, w->d->ed->facts, fact) == NULL)
		ck_lint_say(w->l, row_of_word(w->l, CK_PART_DOCUMENTS, w->d->ed, w->document, false), "when",
		            "facts declares no fact \"%s\"", fact);
}

static void check_documents(struct ck_lint *l, const struct ck_draft *d)
{
	for (size_t i = 0; i < d->ed->documents; i++) {
		struct documented w = {l, d, &d->ed->document[i]};

		if (w.document->step[0] != '\0' && !step_exists(d, w.document))
			ck_lint_say(l, row_of_word(l, CK_PART_DOCUMENTS, d->ed, w.document, false), "step",
			            "no such list has a step \"%s\"", w.document->step);
		ck_when_facts(w.document->when, check_document_fact, &w);
	}
}

static const struct ck_row *row_of_permit(const struct ck_lint *l, const struct ck_draft *d, const char *variant)
{
	for (size_t i = 0; i < l->rows->count; i++) {
		const struct ck_row *row = &l->rows->at[i];

		if (row->part == CK_PART_PERMITS && ck_row_is_of(row, d->ed->regulation, d->ed->edition) &&
		    strcmp(ck_row_text(row, "variant"), variant) == 0)
			return row;
	}
	return NULL;
}

/* A permit is given by an issue step, and its fee is paid at a step before. */
static bool has_step_with(const struct ck_draft *d, const char *variant, const char *act)
{
	for (size_t i = 0; i < d->lists; i++) {
		for (size_t k = 0; strcmp(d->list[i].variant, variant) == 0 && k < d->list[i].steps; k++) {
			if (ck_word_in(d->list[i].step[k].acts, act))
				return true;
		}
	}
	return false;
}

static void check_permits(struct ck_lint *l, const struct ck_draft *d)
{
	for (size_t i = 0; i < d->ed->permits; i++) {
		const struct ck_permit_rule *rule = &d->ed->permit[i];
		const struct ck_row *row = row_of_permit(l, d, rule->variant);

		if (!variant_exists(d, rule->variant))
			ck_lint_say(l, row, "variant", "no list is of the variant \"%s\"", rule->variant);
		else if (!has_step_with(d, rule->variant, "issue"))
			ck_lint_say(l, row, "variant", "no step of the variant \"%s\" issues", rule->variant);
		else if (rule->fee && !has_step_with(d, rule->variant, "pay"))
			ck_lint_say(l, row, "fee", "no step of the variant \"%s\" is the payment of the fee", rule->variant);
	}
}

static const struct ck_row *row_of_edition(const struct ck_lint *l, const struct ck_edition *ed)
{
	for (size_t i = 0; i < l->rows->count; i++) {
		if (l->rows->at[i].part == CK_PART_REGULATIONS && ck_row_is_of(&l->rows->at[i], ed->regulation, ed->edition))
			return &l->rows->at[i];
	}
	return NULL;
}

/* -- rows of one step -- */

/* A further limit of a step repeats all its columns but those of the limit. */
static void check_repeated_rows(struct ck_lint *l, const struct ck_draft *d)
{
	static const char *const step[] = {"role", "acts", "when", "on", "then", "beside", "checks", "text"};

	for (size_t i = 1; i < l->rows->count; i++) {
		const struct ck_row *row = &l->rows->at[i], *before = row - 1;

		if (row->part != CK_PART_STEPS || before->part != CK_PART_STEPS ||
		    !ck_row_is_of(row, d->ed->regulation, d->ed->edition) ||
		    !ck_row_is_of(before, d->ed->regulation, d->ed->edition) ||
		    strcmp(ck_row_text(row, "step"), ck_row_text(before, "step")) != 0 ||
		    strcmp(ck_row_text(row, "channel"), ck_row_text(before, "channel")) != 0 ||
		    strcmp(ck_row_text(row, "variant"), ck_row_text(before, "variant")) != 0)
			continue;
		if (!ck_fields_has(&row->fields, "value") || !ck_fields_has(&before->fields, "value"))
			ck_lint_say(l, row, "step", "step %s is there twice, and not for a further limit",
			            ck_row_text(row, "step"));
		for (size_t k = 0; k < sizeof step / sizeof step[0]; k++) {
			if (strcmp(ck_row_text(row, step[k]), ck_row_text(before, step[k])) != 0)
				ck_lint_say(l, row, step[k], "%s differs from the row before, which is of the same step", step[k]);
		}
	}
}

/* What the builder refused: its text without the place, which the finding names itself. */
static void say_failure(struct ck_lint *l, const struct ck_draft *d, const struct ck_row *first,
                        const struct ck_error *e)
{
	const char *text = e->text;

	if (d->at == NULL) {
		ck_lint_say(l, first, "regulation", "%s", text);
		return;
	}
	if (d->at->file[0] != '\0')
		text += snprintf(NULL, 0, "%s:%zu: ", d->at->file, d->at->line);
	ck_lint_say(l, d->at, e->column, "%s", text);
}

void ck_lint_edition(struct ck_lint *l, const struct ck_row *first)
{
	struct ck_draft d;
	struct ck_error e;

	if (ck_draft_build(l->rows, ck_row_text(first, "regulation"), ck_row_text(first, "edition"), l->v, &d, &e) != CK_OK) {
		say_failure(l, &d, first, &e);
		return;
	}
	check_repeated_rows(l, &d);
	if (d.ed->default_variant[0] != '\0' && !variant_exists(&d, d.ed->default_variant))
		ck_lint_say(l, row_of_edition(l, d.ed), "default_variant", "no list is of the variant \"%s\"",
		            d.ed->default_variant);
	for (size_t i = 0; i < d.lists; i++) {
		struct place w = {.l = l, .d = &d, .p = &d.list[i]};

		check_steps(&w);
		check_rest(&w);
	}
	check_words(l, &d, CK_PART_RESULTS, d.ed->result, d.ed->results);
	check_words(l, &d, CK_PART_GROUNDS, d.ed->ground, d.ed->grounds);
	check_words(l, &d, CK_PART_FACTS, d.ed->fact, d.ed->facts);
	check_words(l, &d, CK_PART_DOCUMENTS, d.ed->document, d.ed->documents);
	check_documents(l, &d);
	check_permits(l, &d);
	ck_draft_compose(&d);
	ck_lint_reach(l, &d);
	ck_edition_free(d.ed);
}
