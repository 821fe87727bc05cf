/* catalogue_build: from rows to a vocabulary or an edition. Everything built lies in one arena. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "catalogue_priv.h"

void *ck_arena_more(struct ck_arena *a, const void *at, size_t count, size_t size)
{
	void *wider;

	if (count > 0 && (count & (count - 1)) != 0)
		return (char *)at;
	wider = ck_arena_alloc(a, (count > 0 ? 2 * count : 1) * size);
	if (count > 0)
		memcpy(wider, at, count * size);
	return wider;
}

/* -- values of a row -- */

/* What lies in the arena of the rows is not copied: whatever is built of them shares that arena. */
static const char *text_of(struct ck_arena *a, const struct ck_row *row, const char *column)
{
	const char *value = ck_fields_get(&row->fields, column);

	if (value == NULL)
		return "";
	return row->fields.arena == NULL ? value : ck_arena_copy(a, value);
}

static struct ck_arena *share_arena(const struct ck_rows *rows)
{
	return rows->arena == NULL ? NULL : ck_arena_share(rows->arena);
}

static enum ck_code yesno(const struct ck_row *row, const char *column, const char *value, bool *yes, struct ck_error *e)
{
	*yes = strcmp(value, "yes") == 0;
	if (!*yes && strcmp(value, "no") != 0)
		return ck_row_fail(row, column, e, "%s is yes or no, not \"%s\"", column, value);
	return CK_OK;
}

static enum ck_code yesno_of(const struct ck_row *row, const char *column, bool *yes, struct ck_error *e)
{
	return yesno(row, column, ck_row_text(row, column), yes, e);
}

static enum ck_code day_of(const struct ck_row *row, const char *column, ck_day *day, struct ck_error *e)
{
	const char *value = ck_row_text(row, column);

	*day = CK_NODAY;
	if (value[0] != '\0' && !ck_day_parse(value, day))
		return ck_row_fail(row, column, e, "%s is no date: \"%s\"", column, value);
	return CK_OK;
}

static enum ck_code span_of(const struct ck_row *row, int64_t *value, enum ck_unit *unit, struct ck_error *e)
{
	if (!ck_text_number(ck_row_text(row, "value"), value) || *value < 0)
		return ck_row_fail(row, "value", e, "value is no whole number: \"%s\"", ck_row_text(row, "value"));
	if (!ck_unit_parse(ck_row_text(row, "unit"), unit))
		return ck_row_fail(row, "unit", e, "no unit \"%s\"", ck_row_text(row, "unit"));
	return CK_OK;
}

static enum ck_code condition_of(struct ck_arena *a, const struct ck_row *row, const char *column, const char **when,
                                 struct ck_error *e)
{
	*when = text_of(a, row, column);
	if (!ck_when_valid(*when))
		return ck_row_fail(row, column, e, "%s is no condition: \"%s\"", column, *when);
	return CK_OK;
}

/* The texts of a row by the names of their columns, in one pass where it has them in that order, as mostly it has. */
struct text_place {
	const char *column;
	const char **text;
};

static void take_texts(struct ck_arena *a, const struct ck_row *row, const struct text_place place[], size_t count)
{
	size_t next = 0;

	for (size_t i = 0; i < count; i++)
		*place[i].text = "";
	for (size_t i = 0; i < row->fields.count; i++) {
		const struct ck_field *field = &row->fields.at[i];
		bool found = false;

		for (size_t tries = 0; tries < count && !found; tries++) {
			found = strcmp(place[next].column, field->name) == 0;
			if (found)
				*place[next].text = row->fields.arena == NULL ? field->value : ck_arena_copy(a, field->value);
			next = next + 1 < count ? next + 1 : 0;
		}
	}
}

/* -- the vocabulary -- */

struct built_vocabulary {
	struct ck_vocabulary is;
	struct ck_arena *arena, *of_rows;
};

static enum ck_code take_act(struct built_vocabulary *v, const struct ck_row *row, struct ck_error *e)
{
	struct ck_act_kind *act = ck_arena_more(v->arena, v->is.act, v->is.acts, sizeof *act);
	const char *status, *decides;

	v->is.act = act;
	act += v->is.acts;
	take_texts(v->arena, row,
	           (const struct text_place[]){{"act", &act->act}, {"status", &status}, {"decides", &decides},
	                                       {"command", &act->command}, {"title_kk", &act->title_kk},
	                                       {"title_ru", &act->title_ru}, {"title_en", &act->title_en}}, 7);
	if (act->act[0] == '\0' || ck_act_find(&v->is, act->act) != NULL)
		return ck_row_fail(row, "act", e, "the act \"%s\" is missing or repeated", act->act);
	if (act->command[0] == '\0')
		return ck_row_fail(row, "command", e, "the act \"%s\" has no command", act->act);
	if (!ck_status_parse(status, &act->status))
		return ck_row_fail(row, "status", e, "no status \"%s\"", status);
	v->is.acts++;
	return yesno(row, "decides", decides, &act->decides, e);
}

static enum ck_code take_role(struct built_vocabulary *v, const struct ck_row *row, struct ck_error *e)
{
	static const char *const kinds[] = {"staff", "body", "outside", "machine"};
	struct ck_role *role = ck_arena_more(v->arena, v->is.role, v->is.roles, sizeof *role);
	const char *kind;

	v->is.role = role;
	role += v->is.roles;
	take_texts(v->arena, row,
	           (const struct text_place[]){{"role", &role->role}, {"role_kind", &kind}, {"title_kk", &role->title_kk},
	                                       {"title_ru", &role->title_ru}, {"title_en", &role->title_en}}, 5);
	if (role->role[0] == '\0' || ck_role_find(&v->is, role->role) != NULL)
		return ck_row_fail(row, "role", e, "the role \"%s\" is missing or repeated", role->role);
	for (int i = CK_ROLE_STAFF; i <= CK_ROLE_MACHINE; i++) {
		if (strcmp(kinds[i], kind) == 0) {
			role->kind = (enum ck_role_kind)i;
			v->is.roles++;
			return CK_OK;
		}
	}
	return ck_row_fail(row, "role_kind", e, "a role is staff, body, outside or machine, not \"%s\"", kind);
}

enum ck_code ck_vocabulary_build(const struct ck_rows *rows, struct ck_vocabulary **v, struct ck_error *e)
{
	struct built_vocabulary *built = ck_alloc(sizeof *built);
	enum ck_code code = CK_OK;

	built->arena = ck_arena_new();
	built->of_rows = share_arena(rows);
	for (size_t i = 0; i < rows->count && code == CK_OK; i++) {
		if (rows->at[i].part == CK_PART_ACTS)
			code = take_act(built, &rows->at[i], e);
		else if (rows->at[i].part == CK_PART_ROLES)
			code = take_role(built, &rows->at[i], e);
	}
	*v = &built->is;
	if (code == CK_OK)
		return CK_OK;
	ck_vocabulary_free(*v);
	*v = NULL;
	return code;
}

void ck_vocabulary_free(struct ck_vocabulary *v)
{
	struct built_vocabulary *built = (struct built_vocabulary *)v;

	if (v == NULL)
		return;
	ck_arena_free(built->arena);
	ck_arena_free(built->of_rows);
	free(built);
}

/* -- the lists of an edition -- */

struct ck_procedure *ck_draft_list(const struct ck_draft *d, const char *variant, const char *channel)
{
	for (size_t i = 0; i < d->lists; i++) {
		if (strcmp(d->list[i].variant, variant) == 0 && strcmp(d->list[i].channel, channel) == 0)
			return &d->list[i];
	}
	return NULL;
}

static struct ck_procedure *list_of(struct ck_draft *d, const struct ck_row *row)
{
	struct ck_procedure *p = ck_draft_list(d, ck_row_text(row, "variant"), ck_row_text(row, "channel"));

	if (p != NULL || row->part != CK_PART_STEPS)
		return p;
	d->list = ck_arena_more(d->arena, d->list, d->lists, sizeof *d->list);
	p = &d->list[d->lists++];
	p->regulation = d->ed->regulation;
	p->edition = d->ed->edition;
	p->variant = text_of(d->arena, row, "variant");
	p->channel = text_of(d->arena, row, "channel");
	return p;
}

static enum ck_code check_words(const struct ck_draft *d, const struct ck_row *row, const struct ck_step *step,
                                struct ck_error *e)
{
	const char *words = step->acts;
	size_t length;

	if (ck_role_find(d->v, step->role) == NULL)
		return ck_row_fail(row, "role", e, "no role \"%s\"", step->role);
	if (step->acts[0] == '\0')
		return ck_row_fail(row, "acts", e, "step %s does nothing: it has no acts", step->step);
	for (const char *word; (word = ck_word_next(&words, &length)) != NULL;) {
		char name[64];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		if (ck_act_find(d->v, name) == NULL)
			return ck_row_fail(row, "acts", e, "no act \"%s\"", name);
	}
	return CK_OK;
}

static enum ck_code take_limit(struct ck_draft *d, const struct ck_row *row, struct ck_step *step, struct ck_error *e)
{
	const char *bound = ck_row_text(row, "bound");
	struct ck_limit *limit;
	enum ck_code code;

	if (!ck_fields_has(&row->fields, "value"))
		return CK_OK;
	limit = ck_arena_more(d->arena, step->limit, step->limits, sizeof *limit);
	step->limit = limit;
	limit += step->limits++;
	limit->minimum = strcmp(bound, "min") == 0;
	limit->counts_from = text_of(d->arena, row, "counts_from");
	if (!limit->minimum && strcmp(bound, "max") != 0)
		return ck_row_fail(row, "bound", e, "a bound is min or max, not \"%s\"", bound);
	code = span_of(row, &limit->value, &limit->unit, e);
	return code == CK_OK ? condition_of(d->arena, row, "limit_when", &limit->when, e) : code;
}

/* A further row of the same step is a further limit of it. */
static enum ck_code take_step(struct ck_draft *d, const struct ck_row *row, struct ck_error *e)
{
	struct ck_procedure *p = list_of(d, row);
	const char *name = ck_row_text(row, "step");
	struct ck_step *step;
	enum ck_code code;

	if (p->steps > 0 && strcmp(p->step[p->steps - 1].step, name) == 0)
		return take_limit(d, row, (struct ck_step *)&p->step[p->steps - 1], e);
	if (name[0] == '\0' || ck_step_index(p, name) >= 0)
		return ck_row_fail(row, "step", e, "the step's number \"%s\" is missing or repeated", name);
	step = ck_arena_more(d->arena, p->step, p->steps, sizeof *step);
	p->step = step;
	step += p->steps++;
	step->step = text_of(d->arena, row, "step");
	step->role = text_of(d->arena, row, "role");
	step->acts = text_of(d->arena, row, "acts");
	step->on = text_of(d->arena, row, "on");
	step->then = text_of(d->arena, row, "then");
	step->beside = text_of(d->arena, row, "beside");
	step->checks = text_of(d->arena, row, "checks");
	step->text = text_of(d->arena, row, "text");
	code = condition_of(d->arena, row, "when", &step->when, e);
	if (code == CK_OK)
		code = check_words(d, row, step, e);
	return code == CK_OK ? take_limit(d, row, step, e) : code;
}

static enum ck_code take_term(struct ck_draft *d, struct ck_procedure *p, const struct ck_row *row, struct ck_error *e)
{
	struct ck_overall *term = ck_arena_more(d->arena, p->term, p->terms, sizeof *term);
	enum ck_code code;

	p->term = term;
	term += p->terms++;
	term->counts_from = text_of(d->arena, row, "counts_from");
	term->text = text_of(d->arena, row, "text");
	code = span_of(row, &term->value, &term->unit, e);
	return code == CK_OK ? condition_of(d->arena, row, "when", &term->when, e) : code;
}

static enum ck_code take_extension(struct ck_draft *d, struct ck_procedure *p, const struct ck_row *row,
                                   struct ck_error *e)
{
	struct ck_extension *x = ck_arena_more(d->arena, p->extension, p->extensions, sizeof *x);
	enum ck_code code;

	p->extension = x;
	x += p->extensions++;
	x->extension = text_of(d->arena, row, "extension");
	x->step = text_of(d->arena, row, "step");
	x->text = text_of(d->arena, row, "text");
	code = span_of(row, &x->value, &x->unit, e);
	return code == CK_OK ? condition_of(d->arena, row, "when", &x->when, e) : code;
}

static enum ck_code take_lapse(struct ck_draft *d, struct ck_procedure *p, const struct ck_row *row)
{
	struct ck_lapse *lapse = ck_arena_more(d->arena, p->lapse, p->lapses, sizeof *lapse);

	p->lapse = lapse;
	lapse += p->lapses++;
	lapse->step = text_of(d->arena, row, "step");
	lapse->text = text_of(d->arena, row, "text");
	return CK_OK;
}

static enum ck_code take_repetition(struct ck_draft *d, struct ck_procedure *p, const struct ck_row *row,
                                    struct ck_error *e)
{
	struct ck_repetition *r = ck_arena_more(d->arena, p->repetition, p->repetitions, sizeof *r);

	p->repetition = r;
	r += p->repetitions++;
	r->from_step = text_of(d->arena, row, "from_step");
	r->to_step = text_of(d->arena, row, "to_step");
	r->until_fact = text_of(d->arena, row, "until_fact");
	return span_of(row, &r->value, &r->unit, e);
}

static enum ck_code take_of_list(struct ck_draft *d, const struct ck_row *row, struct ck_error *e)
{
	struct ck_procedure *p = list_of(d, row);

	if (p == NULL)
		return ck_row_fail(row, "channel", e, "no steps are there for variant \"%s\", channel \"%s\"",
		                   ck_row_text(row, "variant"), ck_row_text(row, "channel"));
	switch (row->part) {
	case CK_PART_TERMS:
		return take_term(d, p, row, e);
	case CK_PART_EXTENSIONS:
		return take_extension(d, p, row, e);
	case CK_PART_LAPSES:
		return take_lapse(d, p, row);
	default:
		return take_repetition(d, p, row, e);
	}
}

/* -- an edition -- */

static enum ck_code take_regulation(struct ck_draft *d, const struct ck_row *row, struct ck_error *e)
{
	struct ck_edition *ed = d->ed;
	struct ck_arena *a = d->arena;
	enum ck_code code;

	if (ed->act != NULL)
		return ck_row_fail(row, "regulation", e, "%s of %s is there twice", ed->regulation, ed->edition);
	ed->authority = text_of(a, row, "authority");
	ed->title_kk = text_of(a, row, "title_kk");
	ed->title_ru = text_of(a, row, "title_ru");
	ed->title_en = text_of(a, row, "title_en");
	ed->act = text_of(a, row, "act_title");
	ed->repealed_by = text_of(a, row, "repealed_by");
	ed->annex = text_of(a, row, "annex");
	ed->provider = text_of(a, row, "provider");
	ed->form = text_of(a, row, "form");
	ed->default_variant = text_of(a, row, "default_variant");
	ed->applicant_kind = text_of(a, row, "applicant_kind");
	ed->result_text = text_of(a, row, "result_text");
	ed->seed = text_of(a, row, "seed");
	code = yesno_of(row, "refusable", &ed->refusable, e);
	if (code == CK_OK)
		code = day_of(row, "valid_from", &ed->valid_from, e);
	if (code == CK_OK)
		code = day_of(row, "valid_until", &ed->valid_until, e);
	return code == CK_OK ? day_of(row, "substitute_until", &ed->substitute_until, e) : code;
}

static enum ck_code take_named(struct ck_draft *d, const struct ck_row *row, struct ck_error *e)
{
	struct ck_edition *ed = d->ed;
	const struct ck_named **list;
	struct ck_named *named;
	size_t *count;

	switch (row->part) {
	case CK_PART_RESULTS:
		list = &ed->result, count = &ed->results;
		break;
	case CK_PART_GROUNDS:
		list = &ed->ground, count = &ed->grounds;
		break;
	case CK_PART_FACTS:
		list = &ed->fact, count = &ed->facts;
		break;
	default:
		list = &ed->document, count = &ed->documents;
		break;
	}
	named = ck_arena_more(d->arena, *list, *count, sizeof *named);
	*list = named;
	named += (*count)++;
	named->name = text_of(d->arena, row, "word");
	named->title_kk = text_of(d->arena, row, "title_kk");
	named->title_ru = text_of(d->arena, row, "title_ru");
	named->title_en = text_of(d->arena, row, "title_en");
	named->clause = text_of(d->arena, row, "clause");
	named->variant = text_of(d->arena, row, "variant");
	named->channel = text_of(d->arena, row, "channel");
	named->step = text_of(d->arena, row, "step");
	named->acts = text_of(d->arena, row, "acts");
	if (named->name[0] == '\0')
		return ck_row_fail(row, "word", e, "a word is missing");
	return condition_of(d->arena, row, "when", &named->when, e);
}

static enum ck_code take_permit(struct ck_draft *d, const struct ck_row *row, struct ck_error *e)
{
	struct ck_edition *ed = d->ed;
	struct ck_permit_rule *rule = ck_arena_more(d->arena, ed->permit, ed->permits, sizeof *rule);
	enum ck_code code;

	ed->permit = rule;
	rule += ed->permits;
	rule->variant = text_of(d->arena, row, "variant");
	rule->kind = text_of(d->arena, row, "permit_kind");
	rule->clause = text_of(d->arena, row, "clause");
	if (ck_permit_rule_find(ed, rule->variant) != NULL)
		return ck_row_fail(row, "variant", e, "the permit of the variant \"%s\" is there twice", rule->variant);
	ed->permits++;
	code = yesno_of(row, "quota", &rule->quota, e);
	if (code == CK_OK)
		code = yesno_of(row, "share", &rule->share, e);
	return code == CK_OK ? yesno_of(row, "fee", &rule->fee, e) : code;
}

static enum ck_code take_row(struct ck_draft *d, const struct ck_row *row, struct ck_error *e)
{
	switch (row->part) {
	case CK_PART_REGULATIONS:
		return take_regulation(d, row, e);
	case CK_PART_STEPS:
		return take_step(d, row, e);
	case CK_PART_TERMS:
	case CK_PART_EXTENSIONS:
	case CK_PART_LAPSES:
	case CK_PART_REPETITIONS:
		return take_of_list(d, row, e);
	case CK_PART_PERMITS:
		return take_permit(d, row, e);
	default:
		return take_named(d, row, e);
	}
}

struct built_edition {
	struct ck_edition is;
	struct ck_arena *arena, *of_rows;
};

static enum ck_code take_rows(struct ck_draft *d, const struct ck_rows *rows, const char *regulation,
                              const char *edition, struct ck_error *e)
{
	for (enum ck_part part = CK_PART_REGULATIONS; part < CK_PARTS; part++) {
		for (size_t i = 0; i < rows->count; i++) {
			const struct ck_row *row = &rows->at[i];
			enum ck_code code;

			if (row->part != part || !ck_row_is_of(row, regulation, edition))
				continue;
			d->at = row;
			code = take_row(d, row, e);
			if (code != CK_OK)
				return code;
		}
		d->at = NULL;
		if (part == CK_PART_REGULATIONS && d->ed->act == NULL)
			return ck_fail(e, CK_CONFIG, "the regulation %s of %s has no row in regulations", regulation, edition);
	}
	if (d->lists == 0)
		return ck_fail(e, CK_CONFIG, "the regulation %s of %s has no steps", regulation, edition);
	return CK_OK;
}

enum ck_code ck_draft_build(const struct ck_rows *rows, const char *regulation, const char *edition,
                            const struct ck_vocabulary *v, struct ck_draft *d, struct ck_error *e)
{
	struct built_edition *built = ck_alloc(sizeof *built);
	enum ck_code code;

	built->arena = ck_arena_new();
	built->of_rows = share_arena(rows);
	*d = (struct ck_draft){.ed = &built->is, .arena = built->arena, .v = v};
	d->ed->regulation = ck_arena_copy(d->arena, regulation);
	d->ed->edition = ck_arena_copy(d->arena, edition);
	code = take_rows(d, rows, regulation, edition, e);
	if (code == CK_OK)
		return CK_OK;
	ck_edition_free(d->ed);
	d->ed = NULL;
	return code;
}

enum ck_code ck_edition_build(const struct ck_rows *rows, const char *regulation, const char *edition,
                              const struct ck_vocabulary *v, struct ck_edition **ed, struct ck_error *e)
{
	struct ck_draft d;
	enum ck_code code = ck_draft_build(rows, regulation, edition, v, &d, e);

	*ed = d.ed;
	if (code == CK_OK)
		ck_draft_compose(&d);
	return code;
}

void ck_edition_free(struct ck_edition *ed)
{
	struct built_edition *built = (struct built_edition *)ed;

	if (ed == NULL)
		return;
	ck_arena_free(built->arena);
	ck_arena_free(built->of_rows);
	free(built);
}
