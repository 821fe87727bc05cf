/* session_close: what the commission recommends enters each case as its event; the session is closed; members sign. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "session_priv.h"

#define CONCLUDE "conclude"  /* the act of a commission that recommends */
#define DECIDE "decide"      /* of one that decides itself */
#define PARTICULARS "ground amount result finding reason note"

struct closing {
	struct ck_sitting sitting;
	struct ck_clerk clerk;
	struct ck_assembly assembly;
	const struct ck_fields *in;
	bool one;                      /* a case was named */
	ck_each *each;
	void *to;
	struct ck_error *e;
};

static enum ck_code refuse_at(struct closing *c, const char *column, const char *why, ck_time t)
{
	char text[CK_TIME_TEXT];

	ck_time_print(text, t, c->sitting.office->zone);
	return ck_fail_at(c->e, CK_REFUSED, column, "%s %s", why, text);
}

/* A case that was named may follow a session that is closed: its conclusion was undone. */
static enum ck_code may_close(struct closing *c)
{
	const struct ck_session_row *row = &c->sitting.row;

	if (row->closed != CK_NOTIME && !c->one)
		return refuse_at(c, "session", "the session was closed at", row->closed);
	if (c->clerk.at < row->meets)
		return refuse_at(c, c->clerk.at_given ? "at" : "session", "the session meets only at", row->meets);
	return ck_assembly_quorum(&c->sitting, &c->assembly, c->e);
}

/* -- one case -- */

struct conclusion {
	struct closing *closing;
	const struct ck_heard *heard;
	const char *recommendation;
};

/* Closed later, it was held too soon all the same. */
static enum ck_code met_too_soon(const struct ck_sitting *s, const struct ck_case_at *at, struct ck_error *e)
{
	char meets[CK_TIME_TEXT], from[CK_TIME_TEXT], clause[200];

	ck_time_print(meets, s->row.meets, s->office->zone);
	ck_time_print(from, at->not_before, at->office->zone);
	ck_clause(clause, at->edition, at->procedure, at->step->step);
	ck_fail_at(e, CK_REFUSED, "case", "the session met at %s, but for this case it might not meet before %s", meets, from);
	return ck_fail_clause(e, "%s", clause);
}

/* The step must be the commission's own; then its event says what the votes gave. */
static enum ck_code add_votes(void *to, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct conclusion *k = to;
	const struct ck_sitting *s = &k->closing->sitting;
	const struct ck_count n = ck_assembly_count(&k->closing->assembly, k->heard->chain);
	char votes[80], clause[200];

	if (strcmp(at->step->role, s->row.commission) != 0) {
		ck_clause(clause, at->edition, at->procedure, at->step->step);
		ck_fail_at(e, CK_REFUSED, "case", "step %s is \"%s\" by %s, not by %s", at->step->step, at->step->acts,
		                 at->step->role, s->row.commission);
		return ck_fail_clause(e, "%s", clause);
	}
	if (at->not_before != CK_NOTIME && s->row.meets < at->not_before)
		return met_too_soon(s, at, k->closing->e);
	snprintf(votes, sizeof votes, "%lld:%lld:%lld", (long long)n.votes_for, (long long)n.against,
	         (long long)n.abstained);
	ck_fields_set(data, "session", s->number);
	ck_fields_set(data, "recommendation", k->recommendation);
	ck_fields_set(data, "votes", votes);
	return CK_OK;
}

/* What the act is told: a conclusion what was found, a decision which way it goes. Grounds and reasons that were
 * given for all cases are those of the refusals among them. */
static void tell(const struct conclusion *k, const char *act, struct ck_fields *out)
{
	const struct closing *c = k->closing;
	bool grants = strcmp(k->recommendation, "grant") == 0;

	ck_fields_copy(c->in, "by " PARTICULARS, out);
	ck_fields_set(out, "case", k->heard->number);
	if (c->clerk.at_given)
		ck_fields_set_time(out, "at", c->clerk.at, c->sitting.office->zone);
	if (strcmp(act, DECIDE) == 0)
		ck_fields_set(out, "decision", k->recommendation);
	else if (!ck_fields_has(out, "finding"))
		ck_fields_set(out, "finding", grants ? "positive" : "negative");
	if (grants && !c->one) {
		ck_fields_set(out, "ground", NULL);
		ck_fields_set(out, "reason", NULL);
	}
}

static enum ck_code of_case(struct closing *c, const struct ck_heard *h)
{
	struct ck_error why = *c->e;

	ck_fail_at(c->e, why.code, why.column, "%s: %s", h->number, why.text);
	return why.clause[0] == '\0' ? why.code : ck_fail_clause(c->e, "%s", why.clause);
}

static enum ck_code conclude(struct closing *c, const struct ck_heard *h, const char *recommendation)
{
	const char *act = ck_word_in(h->next_acts, DECIDE) ? DECIDE : CONCLUDE;
	struct conclusion k = {c, h, recommendation};
	const struct ck_case_more more = {.added = "session recommendation votes", .add = add_votes, .to = &k};
	struct ck_fields told = {0}, out = {0};
	enum ck_code code;

	tell(&k, act, &told);
	code = ck_case_act_with(c->sitting.desk, act, &told, &more, &out, c->e);
	ck_fields_free(&told);
	ck_fields_free(&out);
	return code == CK_OK ? CK_OK : of_case(c, h);
}

static enum ck_code print(struct closing *c, ck_chain chain)
{
	struct ck_heard h = {0};
	struct ck_fields out = {0};
	enum ck_code code = ck_heard_read(&c->sitting, chain, &h, c->e);

	if (code == CK_OK) {
		ck_heard_print(&c->sitting, &h, &c->assembly, &out);
		code = c->each(c->to, &out, c->e);
	}
	ck_fields_free(&out);
	return code;
}

/* A case without a vote for or against it, or that has ended meanwhile, stays as it is, unless it was asked for by
 * name. */
static enum ck_code hear(struct closing *c, ck_chain chain)
{
	struct ck_heard h = {0};
	const char *recommendation;
	enum ck_code code = ck_heard_read(&c->sitting, chain, &h, c->e);

	if (code == CK_OK && !h.on)
		return ck_heard_missing(&c->sitting, &h, c->e);
	if (code == CK_OK && h.next_step[0] == '\0' && !c->one)
		return CK_OK;
	if (code == CK_OK && h.row.concluded != 0)
		return c->one ? ck_fail_at(c->e, CK_REFUSED, "case", "%s has the recommendation to %s already", h.number,
		                                 h.row.recommendation) : CK_OK;
	if (code == CK_OK)
		code = ck_assembly_recommends(&c->sitting, &c->assembly, chain, &recommendation, c->e);
	if (code != CK_OK)
		return code;
	if (recommendation[0] == '\0')
		return c->one ? ck_fail_at(c->e, CK_REFUSED, "case", "nobody voted for or against %s", h.number) : CK_OK;
	code = conclude(c, &h, recommendation);
	return code == CK_OK ? print(c, chain) : code;
}

/* -- the session -- */

static enum ck_code close_session(struct closing *c)
{
	struct ck_fields data = {0};
	struct ck_event ev = {0};
	enum ck_code code;

	ck_fields_copy(c->in, "note", &data);
	ck_fields_set_count(&data, "members", (int64_t)c->assembly.seats);
	ck_fields_set_count(&data, "present", (int64_t)c->assembly.present);
	code = ck_sitting_append(&c->sitting, &c->clerk, "session-close", NULL, &data, &ev, c->e);
	ck_fields_free(&data);
	ck_event_free(&ev);
	return code;
}

static enum ck_code hear_all(struct closing *c)
{
	ck_chain *chains;
	size_t count;
	enum ck_code code = ck_heard_all(&c->sitting, &chains, &count, c->e);

	for (size_t i = 0; code == CK_OK && i < count; i++)
		code = hear(c, chains[i]);
	free(chains);
	return code == CK_OK ? close_session(c) : code;
}

enum ck_code ck_session_close(struct ck_desk *d, const struct ck_fields *in, ck_each *each, void *to,
                              struct ck_error *e)
{
	const char *number = ck_fields_get(in, "case");
	struct ck_heard h = {0};
	struct closing c = {.in = in, .one = number != NULL, .each = each, .to = to, .e = e};
	enum ck_code code = ck_sitting_begin(d, ck_fields_get(in, "session"), &c.sitting, e);

	if (code == CK_OK && number != NULL)
		code = ck_heard_find(&c.sitting, number, &h, e);
	if (code == CK_OK)
		code = ck_clerk_read(d, c.sitting.office, c.sitting.row.commission, NULL, in, &c.clerk, e);
	if (code == CK_OK)
		code = ck_assembly_read(&c.sitting, NULL, 0, &c.assembly, e);
	if (code == CK_OK)
		code = may_close(&c);
	if (code == CK_OK)
		code = number != NULL ? hear(&c, h.chain) : hear_all(&c);
	ck_assembly_free(&c.assembly);
	ck_sitting_end(&c.sitting);
	return code;
}
