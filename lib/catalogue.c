/* catalogue: the names of things, and finding them. */
#include <stdio.h>
#include <string.h>

#include "catalogue_priv.h"

/* Most names differ in their first letter already. */
static bool same(const char *a, const char *b)
{
	return a[0] == b[0] && strcmp(a, b) == 0;
}

/* -- status -- */

static const char *const status_name[] = {
	[CK_STATUS_NONE] = "",
	[CK_REGISTERED] = "registered",
	[CK_ASSIGNED] = "assigned",
	[CK_UNDER_REVIEW] = "under-review",
	[CK_REFERRED] = "referred",
	[CK_DECIDED] = "decided",
	[CK_SIGNED] = "signed",
	[CK_ISSUED] = "issued",
	[CK_WITHDRAWN] = "withdrawn",
	[CK_REFUSED_AT_ENTRY] = "refused-at-entry",
	[CK_LAPSED] = "lapsed",
};

const char *ck_status_name(enum ck_case_status s)
{
	return status_name[s];
}

bool ck_status_parse(const char *name, enum ck_case_status *s)
{
	for (size_t i = 0; i < sizeof status_name / sizeof status_name[0]; i++) {
		if (same(status_name[i], name)) {
			*s = (enum ck_case_status)i;
			return true;
		}
	}
	return false;
}

/* -- the vocabulary -- */

const struct ck_act_kind *ck_act_find(const struct ck_vocabulary *v, const char *act)
{
	for (size_t i = 0; i < v->acts; i++) {
		if (same(v->act[i].act, act))
			return &v->act[i];
	}
	return NULL;
}

const struct ck_role *ck_role_find(const struct ck_vocabulary *v, const char *role)
{
	for (size_t i = 0; i < v->roles; i++) {
		if (same(v->role[i].role, role))
			return &v->role[i];
	}
	return NULL;
}

bool ck_role_is(const struct ck_vocabulary *v, const char *role, enum ck_role_kind kind)
{
	const struct ck_role *r = ck_role_find(v, role);
	return r != NULL && r->kind == kind;
}

bool ck_acts_decide(const struct ck_vocabulary *v, const char *acts)
{
	for (size_t i = 0; i < v->acts; i++) {
		if (v->act[i].decides && ck_word_in(acts, v->act[i].act))
			return true;
	}
	return false;
}

bool ck_list_decides(const struct ck_vocabulary *v, const struct ck_procedure *p)
{
	for (size_t i = 0; i < p->steps; i++) {
		if (ck_acts_decide(v, p->step[i].acts))
			return true;
	}
	return false;
}

/* -- an edition's things -- */

const struct ck_procedure *ck_procedure_find(const struct ck_edition *ed, const char *variant, const char *channel)
{
	for (size_t i = 0; i < ed->procedures; i++) {
		if (strcmp(ed->procedure[i].variant, variant) == 0 && strcmp(ed->procedure[i].channel, channel) == 0)
			return &ed->procedure[i];
	}
	return NULL;
}

const struct ck_permit_rule *ck_permit_rule_find(const struct ck_edition *ed, const char *variant)
{
	for (size_t i = 0; i < ed->permits; i++) {
		if (same(ed->permit[i].variant, variant))
			return &ed->permit[i];
	}
	return NULL;
}

int ck_step_index(const struct ck_procedure *p, const char *step)
{
	for (size_t i = 0; i < p->steps; i++) {
		if (same(p->step[i].step, step))
			return (int)i;
	}
	return -1;
}

int ck_act_index(const struct ck_procedure *p, const char *act)
{
	for (size_t i = 0; i < p->steps; i++) {
		if (ck_word_in(p->step[i].acts, act))
			return (int)i;
	}
	return -1;
}

const struct ck_repetition *ck_repetition_of(const struct ck_procedure *p, const char *step)
{
	int i = ck_step_index(p, step);

	for (size_t r = 0; r < p->repetitions; r++) {
		const struct ck_repetition *rep = &p->repetition[r];

		if (ck_step_index(p, rep->from_step) <= i && i <= ck_step_index(p, rep->to_step))
			return rep;
	}
	return NULL;
}

const struct ck_named *ck_named_find(const struct ck_named *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++) {
		if (same(list[i].name, name))
			return &list[i];
	}
	return NULL;
}

/* A step taken from another list bears that list's name: office.4 is item 4 of the office list. */
void ck_clause(char out[200], const struct ck_edition *ed, const struct ck_procedure *p, const char *step)
{
	static const char *const lists[] = {"office", "corporation"};
	const char *channel = p->channel;
	bool plain = strcmp(p->variant, ed->default_variant) == 0;

	for (size_t i = 0; i < sizeof lists / sizeof lists[0]; i++) {
		size_t n = strlen(lists[i]);

		if (strncmp(step, lists[i], n) == 0 && step[n] == '.') {
			channel = lists[i];
			step += n + 1;
		}
	}
	snprintf(out, 200, "%s, %s%s%s%s%s", ed->regulation, channel, plain ? "" : " ", plain ? "" : p->variant,
	         step[0] == '\0' ? "" : ", item ", step);
}

/* -- parts -- */

static const struct {
	const char *name, *columns;
} part_table[CK_PARTS] = {
	[CK_PART_ACTS] = {"acts", "act status decides command title_kk title_ru title_en"},
	[CK_PART_ROLES] = {"roles", "role role_kind title_kk title_ru title_en"},
	[CK_PART_REGULATIONS] = {"regulations",
	                         "regulation edition authority title_kk title_ru title_en act_title valid_from valid_until "
	                         "repealed_by annex provider form refusable default_variant applicant_kind "
	                         "substitute_until result_text seed"},
	[CK_PART_STEPS] = {"steps",
	                   "regulation edition variant channel step role acts when on then beside checks value unit bound "
	                   "counts_from limit_when text"},
	[CK_PART_TERMS] = {"terms", "regulation edition variant channel value unit counts_from when text"},
	[CK_PART_EXTENSIONS] = {"extensions", "regulation edition variant channel extension step value unit when text"},
	[CK_PART_LAPSES] = {"lapses", "regulation edition variant channel step text"},
	[CK_PART_REPETITIONS] = {"repetitions",
	                         "regulation edition variant channel from_step to_step value unit until_fact"},
	[CK_PART_RESULTS] = {"results", "regulation edition variant word title_kk title_ru title_en clause"},
	[CK_PART_GROUNDS] = {"grounds", "regulation edition variant word title_kk title_ru title_en clause"},
	[CK_PART_DOCUMENTS] = {"documents",
	                       "regulation edition variant channel step when word title_kk title_ru title_en clause"},
	[CK_PART_FACTS] = {"facts", "regulation edition variant word acts title_kk title_ru title_en clause"},
	[CK_PART_PERMITS] = {"permits", "regulation edition variant permit_kind quota share fee clause"},
};

const char *ck_part_name(enum ck_part part)
{
	return part_table[part].name;
}

const char *ck_part_columns(enum ck_part part)
{
	return part_table[part].columns;
}
