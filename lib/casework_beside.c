#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casework_priv.h"

/* An act beside the steps: what it reads, what it needs, and what must hold. */
struct beside {
	const char *act;
	const char *columns, *needs;  /* words */
	const char *adds;             /* what its rule adds to what was stated */
	bool closed_too;              /* may be done to a closed case */
	enum ck_code (*rule)(struct ck_case *c, const struct ck_doing *doing, struct ck_fields *data, struct ck_error *e);
	const char *role;             /* who may act; NULL = anybody who works there, or as the rule says */
	const struct ck_case_more *more;  /* of who called; or NULL */
};

/* Anybody of this office, those above it and those below, be it the secretary of a commission. */
static enum ck_code may_reassign(struct ck_case *c, const struct ck_doing *doing, struct ck_fields *data,
                                 struct ck_error *e)
{
	return ck_case_assignable(c, data, doing->at, e);
}

static enum ck_code may_extend(struct ck_case *c, const struct ck_doing *doing, struct ck_fields *data,
                               struct ck_error *e)
{
	const struct ck_extension *x;
	enum ck_code code = ck_standing_extension(c->standing, ck_fields_get(data, "ground"), &x, e);

	if (code != CK_OK)
		return code;
	ck_fields_set(data, "ground", x->extension);
	return ck_case_may(c, doing, &c->p->step[ck_step_index(c->p, x->step)], e);
}

static enum ck_code may_withdraw(struct ck_case *c, const struct ck_doing *doing, struct ck_fields *data,
                                 struct ck_error *e)
{
	(void)doing;
	(void)data;
	if (ck_standing_view(c->standing)->status != CK_ISSUED)
		return ck_case_contract_withdrawn(c, e);
	return ck_fail(e, CK_REFUSED, "the result has been issued: the application cannot be withdrawn any more");
}

/* Beside who applies. */
static const char *other_fields(const struct ck_case *c)
{
	if (ck_case_rule(c) != NULL)
		return ", representative, region, workers, staff or permit";
	return ck_case_has_contract(c) ? ", representative, profession, places or cost" : " or representative";
}

static enum ck_code may_correct(struct ck_case *c, const struct ck_doing *doing, struct ck_fields *data,
                                struct ck_error *e)
{
	const char *field = ck_fields_get(data, "field"), *value = ck_fields_get(data, "value");
	const struct ck_view *view = ck_standing_view(c->standing);
	ck_time entered = view->registered != CK_NOTIME ? view->registered : view->opened;
	enum ck_code code = CK_OK;

	(void)doing;
	if (!ck_word_in("applicant name representative " CK_PERMIT_APPLICATION " " CK_CONTRACT_APPLICATION, field)) {
		ck_fail(e, CK_BADDATA, "\"%s\" is no field of an application: applicant, name%s", field, other_fields(c));
		return ck_fail_column(e, "field");
	}
	if (strcmp(value, ck_case_field(c, field)) == 0) {
		ck_fail(e, CK_REFUSED, "%s is so already", field);
		return ck_fail_column(e, "value");
	}
	if (strcmp(field, "applicant") == 0)
		code = ck_case_applicant(c->ed, ck_zone_local(c->office->zone, entered).day, value, "value", e);
	else if (ck_word_in(CK_PERMIT_APPLICATION, field))
		code = ck_case_asks(c, field, value, "value", e);
	else if (ck_word_in(CK_CONTRACT_APPLICATION, field))
		code = ck_case_contract_asks(c, field, value, "value", e);
	if (code != CK_OK)
		return code;
	ck_fields_set(data, "value_before", ck_case_field(c, field));
	return CK_OK;
}

static enum ck_code may_undo(struct ck_case *c, const struct ck_doing *doing, struct ck_fields *data, struct ck_error *e)
{
	const char *text = ck_fields_get(data, "seq");
	struct ck_buffer undone = {0};
	const struct ck_event *ev;
	int64_t seq = 0;
	int i;
	enum ck_code code;

	if (text != NULL && (!ck_text_number(text, &seq) || seq < 1 || seq > CK_CHAIN_LAST_SEQ)) {
		ck_fail(e, CK_BADDATA, "\"%s\" is no number of an event", text);
		return ck_fail_column(e, "seq");
	}
	code = ck_standing_undo(c->standing, (int)seq, &undone, e);
	if (code != CK_OK)
		return code;
	ck_fields_set(data, "undone", undone.text);
	ev = &c->evs.at[strtol(undone.text, NULL, 10) - 1];
	ck_buffer_free(&undone);
	i = ev->step[0] == '\0' ? -1 : ck_step_index(c->p, ev->step);
	return i < 0 ? CK_OK : ck_case_may(c, doing, &c->p->step[i], e);
}

static enum ck_code may_lapse(struct ck_case *c, const struct ck_doing *doing, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_lapse *lapse;
	char clause[200];
	enum ck_code code = ck_standing_lapse(c->standing, doing->at, &lapse, e);

	if (code != CK_OK)
		return code;
	ck_clause(clause, c->ed, c->p, lapse->step);
	ck_fields_set(data, "clause", clause);
	return CK_OK;
}

static const struct beside acts[] = {
    {"reassign", "to reason", "to", "", false, may_reassign, NULL, NULL},
    {"extend", "ground reason document file note fact", "", "ground", false, may_extend, NULL, NULL},
    {"withdraw", "reason document file note", "reason", "", false, may_withdraw, NULL, NULL},
    {"correct", "field value reason document file", "field value reason", "value_before", true, may_correct, NULL, NULL},
    {"undo", "seq reason document file note", "reason", "undone", true, may_undo, NULL, NULL},
    {"lapse", "note", "", "clause", false, may_lapse, NULL, NULL},
    {"note", "note fact received", "", "", true, NULL, NULL, NULL},
    {"attach", "document file note", "file", "", true, NULL, NULL, NULL},
};

static enum ck_code has_needed(const struct beside *b, const struct ck_fields *in, struct ck_error *e)
{
	const char *needs = b->needs;
	size_t length;

	for (const char *word; (word = ck_word_next(&needs, &length)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		if (!ck_fields_has(in, name)) {
			ck_fail(e, CK_BADDATA, "%s is missing", name);
			return ck_fail_column(e, name);
		}
	}
	return CK_OK;
}

/* What stands beside the steps keeps the order of the chain; only an undo may make room for what happened earlier. */
static enum ck_code in_order(const struct ck_case *c, const struct ck_doing *doing, struct ck_error *e)
{
	const struct ck_view *view = ck_standing_view(c->standing);
	char last[CK_TIME_TEXT];

	if (view->last_step_at == CK_NOTIME || doing->at >= view->last_step_at)
		return CK_OK;
	ck_time_print(last, view->last_step_at, c->office->zone);
	ck_fail(e, CK_REFUSED, "that is before the last step of the case, done at %s", last);
	return ck_fail_column(e, "at");
}

/* What is over is not told new facts: its term and its steps keep the judgment they got. */
static enum ck_code still_open(const struct ck_case *c, const struct beside *b, const struct ck_fields *data,
                               struct ck_error *e)
{
	const struct ck_view *view = ck_standing_view(c->standing);

	bool changes = ck_fields_has(data, "fact") || ck_fields_has(data, "received");

	if (view->next >= 0 || (b->closed_too && !changes))
		return CK_OK;
	ck_fail(e, CK_REFUSED, "the case is closed (%s)", ck_status_name(view->status));
	return ck_fail_clause(e, "%s, %s", c->p->regulation, c->p->channel);
}

static enum ck_code may_do(struct ck_case *c, const struct beside *b, const struct ck_doing *doing, struct ck_error *e)
{
	const struct ck_role *role;

	if (strcmp(b->act, "lapse") == 0)
		return CK_OK;
	if (b->role == NULL)
		return ck_case_works_here(c, doing->actor, doing->at, e);
	role = ck_role_find(c->v, b->role);
	if (role == NULL)
		return ck_fail(e, CK_CONFIG, "the vocabulary has no role %s, which may %s", b->role, b->act);
	return ck_desk_may(c->desk, doing->actor, role, c->office, doing->at, e) == CK_OK ? CK_OK : ck_fail_column(e, "by");
}

/* What its own rule and who called say to it. */
static enum ck_code by_its_rule(struct ck_case *c, const struct beside *b, const struct ck_doing *doing,
                                struct ck_fields *data, struct ck_error *e)
{
	struct ck_case_at where;
	enum ck_code code = b->rule == NULL ? CK_OK : b->rule(c, doing, data, e);

	if (code != CK_OK || b->more == NULL)
		return code;
	ck_case_where(c, NULL, doing->at, &where);
	return b->more->add(b->more->to, &where, data, e);
}

static enum ck_code write_beside(struct ck_case *c, const struct beside *b, const struct ck_doing *doing,
                                 struct ck_fields *data, struct ck_error *e)
{
	enum ck_code code = still_open(c, b, data, e);

	if (code == CK_OK)
		code = in_order(c, doing, e);
	if (code == CK_OK)
		code = ck_case_known_words(c, b->act, data, e);
	if (code == CK_OK)
		code = may_do(c, b, doing, e);
	if (code == CK_OK)
		code = by_its_rule(c, b, doing, data, e);
	if (code == CK_OK)
		code = ck_case_append(c, doing, doing->at, NULL, b->act, data, e);
	return code == CK_OK ? ck_case_machines(c, doing->at, e) : code;
}

static enum ck_code do_beside(struct ck_case *c, const struct beside *b, const struct ck_fields *in,
                              struct ck_fields *out, struct ck_error *e)
{
	struct ck_doing doing;
	struct ck_keyed keyed = {0};
	struct ck_fields data = {0};
	enum ck_code code = has_needed(b, in, e);

	if (code == CK_OK)
		code = ck_doing_read(c->desk, c->office, in, ck_standing_view(c->standing)->last_step_at, &doing, e);
	if (code == CK_OK)
		code = ck_case_take_data(c->desk, c->office, in, b->columns, doing.at, &data, e);
	if (code == CK_OK && data.count == 0 && strcmp(b->act, "note") == 0) {
		ck_fail(e, CK_BADDATA, "there is nothing to note: give note, fact or received");
		code = ck_fail_column(e, "note");
	}
	if (code == CK_OK)
		code = ck_case_keyed(c, &doing, b->act, "", NULL, &data, b->adds, &keyed, e);
	if (code == CK_OK && !keyed.again)
		code = keyed.used ? ck_case_key_used(&keyed, b->act, e) : write_beside(c, b, &doing, &data, e);
	if (code == CK_OK)
		code = ck_case_answer(c, false, keyed.again, doing.key, out, e);
	ck_fields_free(&data);
	return code;
}

static enum ck_code beside_case(struct ck_desk *d, const struct beside *b, const struct ck_fields *in,
                                struct ck_fields *out, struct ck_error *e)
{
	struct ck_case c;
	enum ck_code code = ck_case_open(d, ck_fields_get(in, "case"), &c, e);

	if (code != CK_OK)
		return code;
	code = do_beside(&c, b, in, out, e);
	ck_case_close(&c);
	return code;
}

enum ck_code ck_case_add(struct ck_desk *d, const char *act, const char *columns, const char *role, const struct ck_fields *in,
                         const struct ck_case_more *more, struct ck_fields *out, struct ck_error *e)
{
	const struct beside b = {act, columns, "", more == NULL ? "" : more->added, true, NULL, role, more};

	return beside_case(d, &b, in, out, e);
}

enum ck_code ck_case_beside(struct ck_desk *d, const char *act, const struct ck_fields *in, struct ck_fields *out,
                            struct ck_error *e)
{
	for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++) {
		if (strcmp(acts[i].act, act) == 0)
			return beside_case(d, &acts[i], in, out, e);
	}
	return ck_fail(e, CK_BUG, "no act beside the steps is called %s", act);
}
