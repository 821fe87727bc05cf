/* org_hearing: commands asked in place of snapshots. Whom they must be asked about is noted while the store is read; they
 * are asked while no store is open, so that nobody waits for them; what they said is found again when it is needed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "org_priv.h"

struct said {                      /* by one source of one list */
	bool wanted, asked;
	struct ck_registry_answer *answer;
	struct ck_error why;           /* its answer cannot be used: why */
};
struct heard {
	ck_chain org;
	int64_t application, payer;
	char number[40];               /* of the case */
	size_t people;
	struct said said[CK_SIGN_REGISTERS];
};
struct ck_org_hearing {
	struct ck_org_sources sources;
	struct heard *list;
	size_t lists, room;
	bool silent[CK_SIGN_REGISTERS];              /* it did not end in its time, and is not asked again: why */
	struct ck_error silence[CK_SIGN_REGISTERS];
};

struct ck_org_hearing *ck_org_hearing_new(const struct ck_org_sources *sources)
{
	struct ck_org_hearing *h = ck_alloc(sizeof *h);

	h->sources = *sources;
	return h;
}

void ck_org_hearing_free(struct ck_org_hearing *h)
{
	if (h == NULL)
		return;
	for (size_t i = 0; i < h->lists; i++)
		for (int which = 0; which < CK_SIGN_REGISTERS; which++)
			free(h->list[i].said[which].answer);
	free(h->list);
	free(h);
}

static const struct ck_source *source_of(const struct ck_org_hearing *h, enum ck_sign_register which)
{
	const struct ck_source *source = which == CK_SIGN_PAY ? &h->sources.pay : &h->sources.disabled;

	return source->command != NULL ? source : NULL;
}

bool ck_org_hearing_has(const struct ck_org_hearing *h, enum ck_sign_register which)
{
	return h != NULL && source_of(h, which) != NULL;
}

/* Has the source to be asked, by the rule of the day? */
static bool needs(const struct ck_org_hearing *h, const struct ck_submission *m, enum ck_sign_register which)
{
	return source_of(h, which) != NULL && (which != CK_SIGN_PAY || ck_submission_rule(m)->asks_pay);
}

/* -- foreseen -- */

static struct heard *find(const struct ck_org_hearing *h, ck_chain org, int64_t application, const char *number)
{
	for (size_t i = 0; i < h->lists; i++) {
		struct heard *list = &h->list[i];

		if (list->org == org && list->application == application && strcmp(list->number, number) == 0)
			return list;
	}
	return NULL;
}

static void note_list(struct ck_org_hearing *h, const struct ck_submission *m)
{
	const struct ck_roll *roll = &m->roll;
	struct heard *list;

	if (h->lists == h->room) {
		h->room = h->room == 0 ? 16 : 2 * h->room;
		h->list = ck_grow(h->list, h->room, sizeof *h->list);
	}
	list = &h->list[h->lists++];
	*list = (struct heard){.org = m->o->row.chain, .application = m->application, .people = roll->people.count};
	snprintf(list->number, sizeof list->number, "%s", m->number);
	list->payer = ck_submission_payer(m);
	for (int which = 0; which < CK_SIGN_REGISTERS; which++) {
		struct said *said = &list->said[which];

		said->wanted = needs(h, m, (enum ck_sign_register)which);
		said->answer = ck_grow(NULL, list->people + 1, sizeof *said->answer);
		memcpy(said->answer, roll->said[which], list->people * sizeof *said->answer);
	}
}

enum ck_code ck_org_foresee(struct ck_org_hearing *h, struct ck_desk *d, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_org o = {.desk = d};
	struct ck_submission m = {.o = &o, .in = in, .day.on = CK_NODAY};
	bool waits = false;
	enum ck_code code = ck_submission_begin(&m, e);

	if (code == CK_OK)
		code = ck_submission_waits(&m, &waits, e);
	if (code == CK_OK && waits && find(h, o.row.chain, m.application, m.number) == NULL) {
		code = ck_sign_day_read(&m.day, ck_desk_store(d), m.on, ck_desk_now(d), e);
		if (code == CK_OK)
			code = ck_submission_roll(&m, e);
		if (code == CK_OK)
			note_list(h, &m);
	}
	ck_submission_end(&m);
	return code;
}

/* -- consulted -- */

static void ask(struct ck_org_hearing *h, struct heard *list, enum ck_sign_register which)
{
	struct said *said = &list->said[which];
	enum ck_code code;

	said->asked = true;
	ck_error_clear(&said->why);
	if (h->silent[which]) {
		said->why = h->silence[which];
		return;
	}
	code = ck_source_ask(source_of(h, which), ck_sign_register_name[which], which == CK_SIGN_PAY ? list->payer : 0,
	                     said->answer, list->people, &h->silent[which], &said->why);
	if (code != CK_OK && h->silent[which])
		h->silence[which] = said->why;
}

void ck_org_hearing_ask(struct ck_org_hearing *h)
{
	for (size_t i = 0; i < h->lists; i++) {
		struct heard *list = &h->list[i];
		bool failed = false;

		for (int which = 0; which < CK_SIGN_REGISTERS && !failed; which++) {
			if (list->said[which].wanted)
				ask(h, list, (enum ck_sign_register)which);
			failed = list->said[which].asked && list->said[which].why.code != CK_OK;
		}
	}
}

/* -- used -- */

bool ck_org_hearing_foresaw(const struct ck_org_hearing *h, const struct ck_submission *m)
{
	return h != NULL && find(h, m->o->row.chain, m->application, m->number) != NULL;
}

static bool same_people(const struct heard *list, const struct ck_numbers *people)
{
	bool same = list->people == people->count;

	for (size_t i = 0; i < list->people && same; i++)
		same = list->said[0].answer[i].person == people->at[i];
	return same;
}

/* Behind a source that failed, none is asked. */
bool ck_org_hearing_serves(const struct ck_org_hearing *h, const struct ck_submission *m)
{
	const struct heard *list = h == NULL ? NULL : find(h, m->o->row.chain, m->application, m->number);
	bool same = list != NULL && same_people(list, &m->roll.people);

	for (int which = 0; h != NULL && which < CK_SIGN_REGISTERS; which++) {
		if (!needs(h, m, (enum ck_sign_register)which))
			continue;
		if (!same || !list->said[which].asked)
			return false;
		if (list->said[which].why.code != CK_OK)
			return true;
	}
	return true;
}

enum ck_code ck_org_hearing_answer(const struct ck_org_hearing *h, struct ck_submission *m, enum ck_sign_register which,
                                   struct ck_error *e)
{
	const struct heard *list = find(h, m->o->row.chain, m->application, m->number);
	const struct said *said = list == NULL ? NULL : &list->said[which];

	if (said == NULL || !said->asked)
		return ck_fail(e, CK_BUG, "the source of %s was not asked", ck_sign_register_name[which]);
	if (said->why.code != CK_OK) {
		*e = said->why;
		return e->code;
	}
	memcpy(m->roll.said[which], said->answer, list->people * sizeof *said->answer);
	return CK_OK;
}
