/* session_count: the cases before a session, who sits in it, and what their votes give. The figures are norms. */
#include <stdlib.h>
#include <string.h>
#include "ledger.h"
#include "session_priv.h"

/* -- a case before the session -- */

struct hearing {
	struct ck_heard *heard;
	struct ck_arena *arena;
};

static enum ck_code take_agenda(void *to, const struct ck_agenda_row *row, struct ck_error *e)
{
	const struct hearing *h = to;

	(void)e;
	h->heard->row = *row;
	h->heard->row.recommendation = ck_arena_copy(h->arena, row->recommendation);
	h->heard->on = true;
	return CK_OK;
}

static enum ck_code take_case(struct ck_sitting *s, struct ck_heard *h, struct ck_error *e)
{
	struct ck_result *r;
	bool found;
	enum ck_code code = ck_store_query(ck_desk_store(s->desk), &r, e, CK_SQL_HEARD_CASE, "i", h->chain);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	found = ck_result_next(r, e);
	if (found) {
		h->applicant = ck_arena_copy(s->arena, ck_result_text(r, 0));
		h->applicant_name = ck_arena_copy(s->arena, ck_result_text(r, 1));
		h->next_step = ck_arena_copy(s->arena, ck_result_text(r, 2));
		h->next_acts = ck_arena_copy(s->arena, ck_result_text(r, 3));
		h->next_role = ck_arena_copy(s->arena, ck_result_text(r, 4));
		h->due = ck_result_int(r, 5);
	}
	ck_result_end(r);
	if (e->code == CK_OK && !found)
		return ck_fail_at(e, CK_BADDATA, "case", "there is no case %s", h->number);
	return e->code;
}

enum ck_code ck_heard_read(struct ck_sitting *s, ck_chain chain, struct ck_heard *h, struct ck_error *e)
{
	struct hearing hearing = {h, s->arena};
	int office, year, number;
	enum ck_series series;
	enum ck_code code;

	*h = (struct ck_heard){.chain = chain, .row = {.recommendation = ""}};
	ck_chain_unpack(chain, &office, &year, &series, &number);
	code = ck_desk_office_no(s->desk, office, &h->office, e);
	if (code != CK_OK)
		return code;
	ck_chain_print(h->number, h->office->code, chain);
	code = take_case(s, h, e);
	if (code == CK_OK)
		code = ck_register_agenda(ck_desk_store(s->desk), s->row.id, chain, take_agenda, &hearing, e);
	return code;
}

enum ck_code ck_heard_find(struct ck_sitting *s, const char *number, struct ck_heard *h, struct ck_error *e)
{
	ck_chain chain;
	enum ck_code code = ck_ledger_chain(ck_desk_store(s->desk), number, &chain, e);

	return code == CK_OK ? ck_heard_read(s, chain, h, e) : ck_fail_column(e, "case");
}

enum ck_code ck_heard_missing(const struct ck_sitting *s, const struct ck_heard *h, struct ck_error *e)
{
	return ck_fail_at(e, CK_REFUSED, "case", "%s is not on the agenda of %s", h->number, s->number);
}

struct chains {
	ck_chain *at;
	size_t count;
};

static enum ck_code take_chain(void *to, const struct ck_agenda_row *row, struct ck_error *e)
{
	struct chains *c = to;

	(void)e;
	c->at = ck_grow(c->at, c->count + 1, sizeof *c->at);
	c->at[c->count++] = row->chain;
	return CK_OK;
}

enum ck_code ck_heard_all(struct ck_sitting *s, ck_chain **chains, size_t *count, struct ck_error *e)
{
	struct chains c = {0};
	enum ck_code code = ck_register_agenda(ck_desk_store(s->desk), s->row.id, 0, take_chain, &c, e);

	*chains = c.at;
	*count = c.count;
	return code;
}

/* -- the members and their votes -- */

struct gathering {
	struct ck_sitting *sitting;
	struct ck_assembly *assembly;
};

static enum ck_code take_seat(void *to, const struct ck_member_row *row, struct ck_error *e)
{
	struct gathering *g = to;
	struct ck_assembly *a = g->assembly;
	struct ck_arena *arena = g->sitting->arena;

	(void)e;
	a->seat = ck_grow(a->seat, a->seats + 1, sizeof *a->seat);
	a->seat[a->seats++] = (struct ck_seat){
	    .member = ck_arena_copy(arena, row->member), .name = ck_arena_copy(arena, row->name),
	    .position = ck_arena_copy(arena, row->position), .interests = ck_arena_copy(arena, row->interests),
	};
	return CK_OK;
}

static enum ck_code take_ballot(void *to, const struct ck_vote_row *row, struct ck_error *e)
{
	struct gathering *g = to;
	struct ck_assembly *a = g->assembly;

	(void)e;
	a->ballot = ck_grow(a->ballot, a->ballots + 1, sizeof *a->ballot);
	a->ballot[a->ballots++] = (struct ck_ballot){
	    .chain = row->chain, .member = ck_arena_copy(g->sitting->arena, row->member),
	    .vote = ck_arena_copy(g->sitting->arena, row->vote), .seq = row->seq,
	};
	return CK_OK;
}

static struct ck_seat *seat_of(const struct ck_assembly *a, const char *member)
{
	for (size_t i = 0; i < a->seats; i++) {
		if (strcmp(a->seat[i].member, member) == 0)
			return &a->seat[i];
	}
	return NULL;
}

const struct ck_seat *ck_assembly_seat(const struct ck_assembly *a, const char *member)
{
	return seat_of(a, member);
}

struct ck_ballot *ck_assembly_ballot(const struct ck_assembly *a, ck_chain chain, const char *member)
{
	for (size_t i = 0; i < a->ballots; i++) {
		if (a->ballot[i].chain == chain && strcmp(a->ballot[i].member, member) == 0)
			return &a->ballot[i];
	}
	return NULL;
}

/* Who votes is there; who does not, and was not stated present, is not. */
static void call_the_roll(struct ck_assembly *a)
{
	for (size_t i = 0; i < a->ballots; i++) {
		struct ck_seat *seat = seat_of(a, a->ballot[i].member);

		if (seat == NULL)
			continue;
		if (a->ballot[i].chain == 0 && strcmp(a->ballot[i].vote, "absent") == 0)
			seat->absent = true;
		else
			seat->present = true;
	}
	a->present = 0;
	for (size_t i = 0; i < a->seats; i++)
		a->present += a->seat[i].present;
}

enum ck_code ck_assembly_read(struct ck_sitting *s, const char *member, ck_chain chain, struct ck_assembly *a,
                              struct ck_error *e)
{
	struct ck_store *store = ck_desk_store(s->desk);
	struct gathering g = {s, a};
	enum ck_code code;

	*a = (struct ck_assembly){0};
	code = ck_register_members(store, s->office->code, s->row.commission, member, s->row.meets, take_seat, &g, e);
	if (code == CK_OK)
		code = ck_register_votes(store, s->row.id, chain == 0 ? -1 : 0, member, take_ballot, &g, e);
	if (code == CK_OK && chain != 0)
		code = ck_register_votes(store, s->row.id, chain, member, take_ballot, &g, e);
	call_the_roll(a);
	return code;
}

void ck_assembly_free(struct ck_assembly *a)
{
	free(a->seat);
	free(a->ballot);
	*a = (struct ck_assembly){0};
}

/* -- what they give -- */

struct ck_count ck_assembly_count(const struct ck_assembly *a, ck_chain chain)
{
	struct ck_count c = {0};

	for (size_t i = 0; i < a->ballots; i++) {
		const char *vote = a->ballot[i].vote;

		if (a->ballot[i].chain != chain || seat_of(a, a->ballot[i].member) == NULL)
			continue;
		c.votes_for += strcmp(vote, "for") == 0;
		c.against += strcmp(vote, "against") == 0;
		c.abstained += strcmp(vote, "abstain") == 0;
		c.interested += strcmp(vote, "interested") == 0;
	}
	return c;
}

enum ck_code ck_commission_norm(struct ck_sitting *s, const char *norm, struct ck_norm *n, bool *found,
                                struct ck_error *e)
{
	ck_day day = ck_zone_local(s->office->zone, s->row.meets).day;

	return ck_norm_find(ck_desk_store(s->desk), norm, s->row.commission, day, ck_desk_now(s->desk), n, found, e);
}

static enum ck_code must_have(struct ck_sitting *s, const char *norm, struct ck_norm *n, struct ck_error *e)
{
	bool found;
	enum ck_code code = ck_commission_norm(s, norm, n, &found, e);

	if (code != CK_OK || found)
		return code;
	return ck_fail(e, CK_CONFIG, "no norm says what the %s of %s is (norm-load)", norm, s->row.commission);
}

enum ck_code ck_assembly_quorum(struct ck_sitting *s, const struct ck_assembly *a, struct ck_error *e)
{
	struct ck_norm quorum;
	enum ck_code code = must_have(s, "quorum", &quorum, e);

	if (code != CK_OK || ck_norm_reaches((int64_t)a->present, (int64_t)a->seats, &quorum))
		return code;
	ck_fail_at(e, CK_REFUSED, "session", "no quorum: %zu of %zu members are present, %s must be", a->present,
	                 a->seats, quorum.value);
	return ck_fail_clause(e, "%s", quorum.source);
}

/* Who holds the casting position and voted on the case for or against has decided the tie; else there is no
 * majority. */
static enum ck_code break_tie(struct ck_sitting *s, const struct ck_assembly *a, ck_chain chain,
                              const char **recommendation, struct ck_error *e)
{
	struct ck_norm casting;
	bool found;
	enum ck_code code = ck_commission_norm(s, "casting-vote", &casting, &found, e);

	for (size_t i = 0; code == CK_OK && found && i < a->seats; i++) {
		const struct ck_ballot *b;

		if (strcmp(a->seat[i].position, casting.value) != 0)
			continue;
		b = ck_assembly_ballot(a, chain, a->seat[i].member);
		if (b != NULL && strcmp(b->vote, "for") == 0)
			*recommendation = "grant";
	}
	return code;
}

enum ck_code ck_assembly_recommends(struct ck_sitting *s, const struct ck_assembly *a, ck_chain chain,
                                    const char **recommendation, struct ck_error *e)
{
	const struct ck_count c = ck_assembly_count(a, chain);
	const int64_t cast = c.votes_for + c.against;
	struct ck_norm majority;
	enum ck_code code;

	*recommendation = "";
	if (cast == 0)
		return CK_OK;
	code = must_have(s, "majority", &majority, e);
	if (code != CK_OK)
		return code;
	*recommendation = c.votes_for * majority.of > cast * majority.count ? "grant" : "refuse";
	return c.votes_for == c.against ? break_tie(s, a, chain, recommendation, e) : CK_OK;
}
