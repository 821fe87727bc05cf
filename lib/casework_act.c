#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casework_priv.h"

/* Which columns an act has a use for, beside those of every act. A word of the catalogue that stands here in no row has
 * a use for the general columns only. */
#define EVERY_ACT "received document file note fact"
static const struct { const char *act, *columns; } uses[] = {
    {"assign", "to"},
    {"refer", "to"},
    {"request", "to"},
    {"notify", "to delivery"},
    {"examine", "finding"},
    {"check", "finding"},
    {"review", "finding"},
    {"monitor", "finding"},
    {"calculate", "amount finding"},
    {"conclude", "finding amount result"},
    {"decide", "decision result amount ground reason until"},
    {"sign", "signature"},
    {"sign-request", "signature"},
    {"contract", "amount until"},
    {"pay", "amount"},
    {"refuse", "ground reason"},
    {"issue", "delivery result until"},
    {"dispatch", "delivery to"},
    {"post", "delivery"},
};

static bool has_use(const char *acts, const char *column)
{
	if (ck_word_in(EVERY_ACT, column))
		return true;
	for (size_t i = 0; i < sizeof uses / sizeof uses[0]; i++) {
		if (ck_word_in(acts, uses[i].act) && ck_word_in(uses[i].columns, column))
			return true;
	}
	return false;
}

static enum ck_code at_step(const struct ck_case *c, const struct ck_step *step, const char *column, struct ck_error *e)
{
	char clause[200];

	ck_clause(clause, c->ed, c->p, step->step);
	ck_fail_column(e, column);
	return ck_fail_clause(e, "%s", clause);
}

static enum ck_code only_useful(const struct ck_case *c, const struct ck_step *step, const struct ck_fields *in,
                                struct ck_error *e)
{
	const char *columns = "to decision result amount ground reason until finding signature delivery";
	size_t length;

	for (const char *word; (word = ck_word_next(&columns, &length)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		if (!ck_fields_has(in, name) || has_use(step->acts, name))
			continue;
		ck_fail(e, CK_REFUSED, "step %s, \"%s\", has no use for %s", step->step, step->acts, name);
		return at_step(c, step, name, e);
	}
	return CK_OK;
}

static bool decides(const struct ck_case *c, const struct ck_step *step)
{
	for (size_t i = 0; i < c->v->acts; i++) {
		if (c->v->act[i].decides && ck_word_in(step->acts, c->v->act[i].act))
			return true;
	}
	return false;
}

/* A decision of a service that knows no refusal is a grant; a refusal rests on a ground, the only one if there is one. */
static enum ck_code complete_decision(const struct ck_case *c, const struct ck_step *step, struct ck_fields *data,
                                      struct ck_error *e)
{
	const char *decision = ck_fields_get(data, "decision");

	if (!decides(c, step))
		return CK_OK;
	if (decision == NULL && !c->ed->refusable)
		ck_fields_set(data, "decision", "grant");
	if (decision == NULL || strcmp(decision, "refuse") != 0 || ck_fields_has(data, "ground"))
		return CK_OK;
	if (c->ed->grounds == 1) {
		ck_fields_set(data, "ground", c->ed->ground[0].name);
		return CK_OK;
	}
	ck_fail(e, CK_REFUSED, "a refusal needs its ground");
	return at_step(c, step, "ground", e);
}

/* Who a case is assigned to must work here. */
static enum ck_code assignee(const struct ck_case *c, const struct ck_step *step, const struct ck_doing *doing,
                             const struct ck_fields *data, struct ck_error *e)
{
	static const struct ck_role any = {"provider", CK_ROLE_STAFF, "", "", ""};
	const char *to = ck_fields_get(data, "to");
	const struct ck_staff *st;
	enum ck_code code;

	if (!ck_word_in(step->acts, "assign"))
		return CK_OK;
	if (to == NULL) {
		ck_fail(e, CK_BADDATA, "no value: to whom is the case assigned?");
		return ck_fail_column(e, "to");
	}
	code = ck_desk_staff(c->desk, to, &st, e);
	if (code == CK_OK)
		code = ck_desk_may(c->desk, st, &any, c->office, doing->at, e);
	if (code == CK_OK)
		return CK_OK;
	ck_fail_column(e, "to");
	return code;
}

static enum ck_code prepare_data(struct ck_case *c, const struct ck_step *step, const struct ck_fields *in,
                                 struct ck_fields *data, struct ck_error *e)
{
	enum ck_code code = only_useful(c, step, in, e);

	if (code == CK_OK)
		code = ck_case_take_data(c->desk, c->office, in,
		                         "to decision result amount ground reason until finding document file signature "
		                         "delivery note fact received", data, e);
	if (code == CK_OK)
		code = complete_decision(c, step, data, e);
	return code == CK_OK ? ck_case_known_words(c, data, e) : code;
}

static enum ck_code do_step(struct ck_case *c, const struct ck_step *step, const struct ck_doing *doing,
                            struct ck_fields *data, struct ck_error *e)
{
	enum ck_code code = ck_case_may(c, doing, step, e);

	if (code == CK_OK)
		code = assignee(c, step, doing, data, e);
	if (code == CK_OK)
		code = ck_case_documents(c, step, data, e);
	if (code == CK_OK)
		code = ck_case_append(c, doing, doing->at, step, step->acts, data, e);
	return code == CK_OK ? ck_case_machines(c, e) : code;
}

/* Answers an act whose key stands already: the same content changes nothing. */
static enum ck_code again(struct ck_case *c, const struct ck_event *found, const struct ck_doing *doing,
                          const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	int i = ck_step_index(c->p, found->step);
	struct ck_fields data = {0};
	enum ck_code code;

	if (i < 0 || found->chain != c->chain) {
		ck_fail(e, CK_REFUSED, "the key was used before, for another case");
		ck_fail_column(e, "key");
		return ck_fail_clause(e, "records(7), key");
	}
	code = prepare_data(c, &c->p->step[i], in, &data, e);
	if (code == CK_OK)
		code = ck_case_same(found, c->chain, doing, &data, e);
	ck_fields_free(&data);
	return code == CK_OK ? ck_case_answer(c, false, true, doing->key, out, e) : code;
}

static enum ck_code act_on(struct ck_case *c, const char *act, const struct ck_fields *in, struct ck_fields *out,
                           struct ck_error *e)
{
	const char *item = ck_fields_get(in, "item");
	struct ck_doing doing;
	struct ck_turn turn;
	struct ck_events evs = {0};
	const struct ck_event *found;
	struct ck_fields data = {0};
	struct ck_error why = {0};
	enum ck_code code, open;

	code = ck_doing_read(c->desk, c->office, in, ck_standing_view(c->standing)->last_step_at, &doing, e);
	if (code != CK_OK)
		return code;
	open = ck_standing_turn(c->standing, act, item, doing.at, in, &turn, &why);
	code = ck_case_find_key(c->desk, c->office, doing.key, act, open == CK_OK ? c->p->step[turn.step].step : item, &evs,
	                        &found, e);
	if (code == CK_OK && found != NULL) {
		code = again(c, found, &doing, in, out, e);
	} else if (code == CK_OK && open != CK_OK) {
		*e = why;
		code = open;
	} else if (code == CK_OK) {
		code = prepare_data(c, &c->p->step[turn.step], in, &data, e);
		if (code == CK_OK)
			code = do_step(c, &c->p->step[turn.step], &doing, &data, e);
		if (code == CK_OK)
			code = ck_case_answer(c, false, false, doing.key, out, e);
	}
	ck_events_free(&evs);
	ck_fields_free(&data);
	return code;
}

enum ck_code ck_case_act(struct ck_desk *d, const char *act, const struct ck_fields *in, struct ck_fields *out,
                         struct ck_error *e)
{
	struct ck_case c;
	enum ck_code code;

	code = ck_case_open(d, ck_fields_get(in, "case"), &c, e);
	if (code != CK_OK)
		return code;
	if (ck_act_find(c.v, act) == NULL) {
		code = ck_fail(e, CK_BADDATA, "there is no act \"%s\"", act);
		ck_fail_column(e, "act");
	} else {
		code = act_on(&c, act, in, out, e);
	}
	ck_case_close(&c);
	return code;
}
