#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "attach.h"
#include "casework_priv.h"
#include "column.h"
#include "register.h"

#define WAYS "in-person post courier e-mail portal corporation"  /* in which a result is handed over */
#define MACHINE "casekit"            /* who does a machine's step */

/* -- who, when -- */

enum ck_code ck_doing_read(struct ck_desk *d, const struct ck_office *o, const struct ck_fields *in, ck_time not_before,
                           struct ck_doing *doing, struct ck_error *e)
{
	const char *at = ck_fields_get(in, "at");
	ck_time now = ck_desk_now(d);
	char text[CK_TIME_TEXT];
	enum ck_code code;

	doing->key = ck_fields_get(in, "key");
	doing->at_given = at != NULL;
	doing->at = not_before != CK_NOTIME && not_before > now ? not_before : now;
	if (at != NULL) {
		code = ck_time_parse(at, o->zone, &doing->at, e);
		if (code != CK_OK) {
			ck_fail_column(e, "at");
			return code;
		}
		if (doing->at > now) {
			ck_time_print(text, now, o->zone);
			ck_fail(e, CK_REFUSED, "%s has not come yet: it is %s", at, text);
			return ck_fail_column(e, "at");
		}
	}
	return ck_desk_actor(d, ck_fields_get(in, "by"), doing->at, &doing->actor, e);
}

enum ck_code ck_case_may(struct ck_case *c, const struct ck_doing *doing, const struct ck_step *step, struct ck_error *e)
{
	const struct ck_role *role = ck_role_find(c->v, step->role);
	struct ck_error why = {0};
	char clause[200];

	if (role == NULL)
		return ck_fail(e, CK_CONFIG, "step %s has an unknown role %s", step->step, step->role);
	if (ck_desk_may(c->desk, doing->actor, role, c->office, doing->at, &why) == CK_OK)
		return CK_OK;
	if (why.code != CK_REFUSED) {
		*e = why;
		return why.code;
	}
	ck_clause(clause, c->ed, c->p, step->step);
	ck_fail(e, CK_REFUSED, "step %s is \"%s\" by %s; %s", step->step, step->acts, step->role, why.text);
	ck_fail_column(e, "by");
	return ck_fail_clause(e, "%s", clause);
}

enum ck_code ck_case_works_here(struct ck_case *c, const struct ck_staff *st, ck_time at, struct ck_error *e)
{
	static const struct ck_role anybody = {"", CK_ROLE_OUTSIDE, "", "", ""};
	return ck_desk_may(c->desk, st, &anybody, c->office, at, e);
}

enum ck_code ck_case_assignable(struct ck_case *c, const struct ck_fields *data, ck_time at, struct ck_error *e)
{
	static const struct ck_role provider = {"provider", CK_ROLE_STAFF, "", "", ""};
	const struct ck_staff *st;
	enum ck_code code = ck_desk_staff(c->desk, ck_fields_get(data, "to"), &st, e);

	if (code == CK_OK)
		code = ck_desk_may(c->desk, st, &provider, c->office, at, e);
	return code == CK_OK ? CK_OK : ck_fail_column(e, "to");
}

/* -- what the act states -- */

/* The value of a correction is of its field's kind. */
static bool is_money(const char *name)
{
	const struct ck_column *column = name == NULL ? NULL : ck_column_find(name);

	return column != NULL && column->type == CK_MONEY;
}

static enum ck_code take_value(struct ck_desk *d, const struct ck_office *o, const char *name, const char *value,
                               ck_time at, struct ck_fields *data, struct ck_error *e)
{
	char text[CK_TIME_TEXT];
	int64_t tiyn;
	ck_time t;
	enum ck_code code;

	if (strcmp(name, "file") == 0)
		return ck_attach_file(ck_desk_store(d), value, data, e);
	if (strcmp(name, "received") == 0 || strcmp(name, "submitted") == 0) {
		code = ck_time_parse(value, o->zone, &t, e);
		if (code != CK_OK)
			return ck_fail_column(e, name);
		if (t > at) {
			ck_time_print(text, at, o->zone);
			if (t > ck_desk_now(d))
				ck_fail(e, CK_REFUSED, "%s has not come yet", value);
			else
				ck_fail(e, CK_REFUSED, "%s is after the act itself, at %s", value, text);
			return ck_fail_column(e, name);
		}
		ck_time_print(text, t, o->zone);
		ck_fields_set(data, name, text);
		return CK_OK;
	}
	if (is_money(strcmp(name, "value") == 0 ? ck_fields_get(data, "field") : name)) {
		if (!ck_text_money(value, &tiyn)) {
			ck_fail(e, CK_BADDATA, "\"%s\" is no sum of tenge", value);
			return ck_fail_column(e, name);
		}
		snprintf(text, sizeof text, "%lld", (long long)tiyn);
		ck_fields_set(data, name, text);
		return CK_OK;
	}
	ck_fields_set(data, name, value);
	return CK_OK;
}

enum ck_code ck_case_take_data(struct ck_desk *d, const struct ck_office *o, const struct ck_fields *in,
                               const char *columns, ck_time at, struct ck_fields *data, struct ck_error *e)
{
	size_t length;

	for (const char *word; (word = ck_word_next(&columns, &length)) != NULL;) {
		char name[40];
		const char *value;
		enum ck_code code;

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		value = ck_fields_get(in, name);
		if (value == NULL)
			continue;
		code = take_value(d, o, name, value, at, data, e);
		if (code != CK_OK)
			return code;
	}
	return CK_OK;
}

static enum ck_code unknown_word(const struct ck_case *c, const char *column, const char *word, struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "%s has no %s \"%s\"", c->p->regulation, column, word);
	return ck_fail_column(e, column);
}

static enum ck_code known(const struct ck_case *c, const char *column, const struct ck_named *list, size_t count,
                          const struct ck_fields *data, struct ck_error *e)
{
	const char *words = ck_fields_get(data, column);
	size_t length;

	for (const char *word; words != NULL && (word = ck_word_next(&words, &length)) != NULL;) {
		char name[80];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		if (ck_named_find(list, count, name[0] == '!' ? name + 1 : name) == NULL)
			return unknown_word(c, column, name, e);
	}
	return CK_OK;
}

/* A fact is so or it is not. */
static enum ck_code no_contradiction(const struct ck_case *c, const struct ck_fields *data, struct ck_error *e)
{
	const char *words = ck_fields_get(data, "fact");

	for (size_t i = 0; i < c->ed->facts; i++) {
		char no[80];

		snprintf(no, sizeof no, "!%s", c->ed->fact[i].name);
		if (ck_word_in(words, no) && ck_word_in(words, no + 1)) {
			ck_fail(e, CK_BADDATA, "%s is stated and denied at once", no + 1);
			return ck_fail_column(e, "fact");
		}
	}
	return CK_OK;
}

const struct ck_named *ck_case_fact(const struct ck_case *c, const char *fact)
{
	for (size_t i = 0; i < c->ed->facts; i++) {
		const struct ck_named *row = &c->ed->fact[i];

		if (strcmp(row->name, fact) == 0 && (row->variant[0] == '\0' || strcmp(row->variant, c->p->variant) == 0))
			return row;
	}
	return NULL;
}

static bool any_of(const char *words, const char *list)
{
	size_t length;

	for (const char *word; (word = ck_word_next(&words, &length)) != NULL;) {
		char one[64];

		snprintf(one, sizeof one, "%.*s", (int)length, word);
		if (ck_word_in(list, one))
			return true;
	}
	return false;
}

/* What an answer of others says, or a payment made, is no matter of anybody's word. */
static enum ck_code may_state(const struct ck_case *c, const char *acts, const struct ck_fields *data, struct ck_error *e)
{
	const char *words = ck_fields_get(data, "fact");
	size_t length;

	for (const char *word; words != NULL && (word = ck_word_next(&words, &length)) != NULL;) {
		const struct ck_named *fact;
		char name[80];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		fact = ck_case_fact(c, name[0] == '!' ? name + 1 : name);
		if (fact == NULL || fact->acts[0] == '\0' || any_of(fact->acts, acts))
			continue;
		ck_fail(e, CK_REFUSED, "%s is stated by the act \"%s\" only", fact->name, fact->acts);
		ck_fail_column(e, "fact");
		return ck_fail_clause(e, "%s, %s", c->p->regulation, fact->clause);
	}
	return CK_OK;
}

enum ck_code ck_case_known_words(const struct ck_case *c, const char *acts, const struct ck_fields *data,
                                 struct ck_error *e)
{
	const struct ck_edition *ed = c->ed;
	const char *decision = ck_fields_get(data, "decision");
	enum ck_code code = known(c, "fact", ed->fact, ed->facts, data, e);

	if (code == CK_OK)
		code = no_contradiction(c, data, e);
	if (code == CK_OK)
		code = may_state(c, acts, data, e);
	if (code == CK_OK)
		code = known(c, "document", ed->document, ed->documents, data, e);
	if (code == CK_OK && ck_fields_has(data, "decision"))
		code = known(c, "ground", ed->ground, ed->grounds, data, e);
	if (code == CK_OK)
		code = known(c, "result", ed->result, ed->results, data, e);
	if (code == CK_OK && ck_fields_has(data, "delivery") && !ck_word_in(WAYS, ck_fields_get(data, "delivery")))
		return unknown_word(c, "delivery", ck_fields_get(data, "delivery"), e);
	if (code == CK_OK && decision != NULL && strcmp(decision, "grant") != 0 && strcmp(decision, "refuse") != 0) {
		ck_fail(e, CK_BADDATA, "\"%s\" is no decision: grant or refuse", decision);
		return ck_fail_column(e, "decision");
	}
	return code;
}

/* -- documents that a step demands -- */

static bool brought(const struct ck_case *c, const char *document, const struct ck_fields *data)
{
	if (ck_word_in(ck_fields_get(data, "document"), document))
		return true;
	for (size_t i = 0; i < c->evs.count; i++) {
		if (ck_word_in(ck_fields_get(&c->evs.at[i].data, "document"), document) &&
		    !ck_standing_undone(c->standing, c->evs.at[i].seq))
			return true;
	}
	return false;
}

struct facts_at {
	const struct ck_standing *standing;
	const struct ck_fields *data;
};

static bool is_so(const void *facts, const char *fact)
{
	const struct facts_at *f = facts;
	const char *words = ck_fields_get(f->data, "fact");
	char no[80];
	bool stated;

	snprintf(no, sizeof no, "!%s", fact);
	if (ck_word_in(words, no))
		return false;
	return ck_word_in(words, fact) || ck_standing_fact(f->standing, fact, &stated);
}

enum ck_code ck_case_documents(const struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                               struct ck_error *e)
{
	struct facts_at facts = {c->standing, data};
	char clause[200];

	for (size_t i = 0; i < c->ed->documents; i++) {
		const struct ck_named *doc = &c->ed->document[i];

		if (strcmp(doc->step, step->step) != 0 || doc->step[0] == '\0' ||
		    (doc->variant[0] != '\0' && strcmp(doc->variant, c->p->variant) != 0) ||
		    (doc->channel[0] != '\0' && strcmp(doc->channel, c->p->channel) != 0) ||
		    !ck_when_holds(doc->when, is_so, &facts) || brought(c, doc->name, data))
			continue;
		ck_clause(clause, c->ed, c->p, step->step);
		ck_fail(e, CK_REFUSED, "step %s needs the document %s", step->step, doc->name);
		ck_fail_column(e, "document");
		return ck_fail_clause(e, "%s", clause);
	}
	return CK_OK;
}

/* -- appending -- */

static int offset_at(const struct ck_office *o, ck_time t)
{
	return ck_zone_local(o->zone, t).offset;
}

static void fill_event(struct ck_case *c, struct ck_event *ev, const struct ck_doing *doing, ck_time at,
                       const struct ck_step *step, const char *acts)
{
	const struct ck_role *role = step == NULL ? NULL : ck_role_find(c->v, step->role);
	bool machine = role != NULL && role->kind == CK_ROLE_MACHINE;
	bool outside = role != NULL && role->kind == CK_ROLE_OUTSIDE;
	const struct ck_event *before = c->evs.count > 1 ? &c->evs.at[c->evs.count - 2] : NULL;
	ck_time now = ck_desk_now(c->desk);

	ev->chain = c->chain;
	ev->at = at;
	ev->at_offset = offset_at(c->office, at);
	ev->recorded = before != NULL && before->recorded > now ? before->recorded : now;
	ev->recorded_offset = offset_at(c->office, ev->recorded);
	ev->step = ck_copy(step == NULL ? "" : step->step);
	ev->acts = ck_copy(acts);
	ev->role = ck_copy(step == NULL ? "" : step->role);
	ev->by = ck_copy(machine ? MACHINE : doing->actor->login);
	ev->done_for = ck_copy(outside ? step->role : "");
	ev->office = ck_copy(machine ? c->office->code : doing->actor->office);
	ev->os_user = ck_copy(ck_desk_os_user(c->desk));
	ev->batch = ck_copy(ck_desk_batch(c->desk));
	ev->key = ck_copy(machine || doing->key == NULL ? "" : doing->key);
}

enum ck_code ck_case_append(struct ck_case *c, const struct ck_doing *doing, ck_time at, const struct ck_step *step,
                            const char *acts, struct ck_fields *data, struct ck_error *e)
{
	struct ck_event *ev = ck_events_add(&c->evs);
	enum ck_code code;

	fill_event(c, ev, doing, at, step, acts);
	ev->data = *data;
	*data = (struct ck_fields){0};
	code = ck_ledger_append(ck_desk_store(c->desk), ev, c->number, e);
	if (code == CK_OK)
		code = ck_register_apply(ck_desk_store(c->desk), ev, c->office->code, e);
	if (code == CK_OK)
		code = ck_standing_take(c->standing, &c->evs, e);
	return code;
}

/* The latest moment that stands in the case: a machine acts after it, also after a note that told it what it waits for. */
static ck_time latest(const struct ck_case *c)
{
	ck_time at = CK_NOTIME;

	for (size_t i = 0; i < c->evs.count; i++) {
		if (!ck_standing_undone(c->standing, c->evs.at[i].seq) && c->evs.at[i].at > at)
			at = c->evs.at[i].at;
	}
	return at;
}

enum ck_code ck_case_machines(struct ck_case *c, ck_time by, struct ck_error *e)
{
	const struct ck_doing nobody = {0};
	const char *decision;
	int step;

	for (;;) {
		const struct ck_view *view = ck_standing_view(c->standing);
		ck_time at = latest(c);
		struct ck_fields data = {0};
		enum ck_code code;

		if (view->next >= 0 && view->not_before != CK_NOTIME && view->not_before > at && view->not_before <= by)
			at = view->not_before;
		if (!ck_standing_machine(c->standing, at, &step, &decision))
			return CK_OK;
		ck_fields_set(&data, "decision", decision);
		code = ck_case_append(c, &nobody, at, &c->p->step[step], c->p->step[step].acts, &data, e);
		if (code != CK_OK)
			return code;
	}
}

/* -- the sender's own key -- */

static bool equal(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

bool ck_case_same(const struct ck_event *ev, ck_time at, const struct ck_doing *doing, const struct ck_fields *data,
                  const char *added)
{
	if (strcmp(ev->by, doing->actor->login) != 0 || (doing->at_given && doing->at != at))
		return false;
	for (size_t i = 0; i < data->count; i++) {
		if (!equal(ck_fields_get(&ev->data, data->at[i].name), data->at[i].value))
			return false;
	}
	for (size_t i = 0; i < ev->data.count; i++) {
		if (!ck_fields_has(data, ev->data.at[i].name) && !ck_word_in(added, ev->data.at[i].name))
			return false;
	}
	return true;
}

enum ck_code ck_case_keyed(struct ck_case *c, const struct ck_doing *doing, const char *act, const char *step,
                           const char *at_step, const struct ck_fields *data, const char *added, struct ck_keyed *keyed,
                           struct ck_error *e)
{
	struct ck_events evs = {0};
	enum ck_code code;

	*keyed = (struct ck_keyed){false, false, false};
	if (doing->key == NULL)
		return CK_OK;
	code = ck_ledger_by_key(ck_desk_store(c->desk), c->office->no, doing->key, &evs, e);
	for (size_t i = 0; code == CK_OK && i < evs.count; i++) {
		const struct ck_event *ev = &evs.at[i];

		if (!ck_word_in(ev->acts, act) || (step != NULL && strcmp(ev->step, step) != 0))
			continue;
		if (ev->chain == c->chain && ck_case_same(ev, ev->at, doing, data, added))
			keyed->again = true;
		keyed->elsewhere = keyed->elsewhere || ev->chain != c->chain;
		if (at_step == NULL || ev->chain != c->chain || strcmp(ev->step, at_step) == 0)
			keyed->used = true;
	}
	ck_events_free(&evs);
	return code;
}

enum ck_code ck_case_key_used(const struct ck_keyed *keyed, const char *act, struct ck_error *e)
{
	if (keyed->elsewhere)
		ck_fail(e, CK_REFUSED, "the key was used before, for another case");
	else
		ck_fail(e, CK_REFUSED, "the key was used before, for \"%s\" with other content", act);
	ck_fail_column(e, "key");
	return ck_fail_clause(e, "records(7), key");
}
