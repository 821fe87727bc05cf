/* session_vote: what a member votes, and who was there. Each vote is looked up by its key: a file of thousands is
 * no slower at its end than at its beginning. */
#include <stdio.h>
#include <string.h>
#include "ledger.h"
#include "session_priv.h"

struct vote {
	struct ck_sitting sitting;
	struct ck_clerk clerk;
	struct ck_heard heard;         /* chain 0: the session as a whole */
	struct ck_assembly known;      /* the member alone, with what that one said of the session and of the case */
	const struct ck_seat *seat;
	const struct ck_ballot *before;
	const char *member, *says, *reason, *key;
	struct ck_error *e;
};

static enum ck_code refuse(struct vote *v, const char *column, const char *why)
{
	return ck_fail_at(v->e, CK_REFUSED, column, "%s", why);
}

static enum ck_code refuse_at(struct vote *v, const char *column, const char *why, ck_time t)
{
	char text[CK_TIME_TEXT];

	ck_time_print(text, t, v->sitting.office->zone);
	return ck_fail_at(v->e, CK_REFUSED, column, "%s %s", why, text);
}

/* -- what is said of whom -- */

static enum ck_code read_word(struct vote *v)
{
	const char *words = v->heard.chain == 0 ? "present absent" : "for against abstain interested";

	if (ck_word_in(words, v->says))
		return CK_OK;
	return ck_fail_at(v->e, CK_BADDATA, "vote", "\"%s\" is no vote on %s: %s", v->says,
	                        v->heard.chain == 0 ? "the session" : "a case",
	                        v->heard.chain == 0 ? "present or absent" : "for, against, abstain or interested");
}

static enum ck_code note_member(void *to, const struct ck_member_row *row, struct ck_error *e)
{
	(void)row;
	(void)e;
	*(bool *)to = true;
	return CK_OK;
}

/* Nobody is a member of an unknown name; somebody who sat at another time has no vote. */
static enum ck_code no_seat(struct vote *v)
{
	struct ck_sitting *s = &v->sitting;
	bool ever = false;
	enum ck_code code = ck_register_members(ck_desk_store(s->desk), s->office->code, s->row.commission, v->member,
	                                        CK_NOTIME, note_member, &ever, v->e);

	if (code != CK_OK)
		return code;
	if (!ever)
		return ck_fail_at(v->e, CK_BADDATA, "member", "%s of %s has no member \"%s\"", s->row.commission,
		                        s->office->code, v->member);
	return refuse_at(v, "member", "that is no member at the time of the session,", s->row.meets);
}

static enum ck_code find(struct vote *v, const struct ck_fields *in)
{
	struct ck_sitting *s = &v->sitting;
	const char *number = ck_fields_get(in, "case");
	enum ck_code code = CK_OK;

	if (number != NULL)
		code = ck_heard_find(s, number, &v->heard, v->e);
	if (code == CK_OK)
		code = read_word(v);
	if (code == CK_OK && number != NULL && !v->heard.on)
		code = ck_heard_missing(s, &v->heard, v->e);
	if (code == CK_OK)
		code = ck_assembly_read(s, v->member, v->heard.chain, &v->known, v->e);
	if (code != CK_OK)
		return code;
	v->seat = ck_assembly_seat(&v->known, v->member);
	v->before = ck_assembly_ballot(&v->known, v->heard.chain, v->member);
	return v->seat != NULL ? CK_OK : no_seat(v);
}

/* -- what is refused -- */

static bool has_voted(const struct vote *v)
{
	for (size_t i = 0; i < v->known.ballots; i++) {
		if (v->known.ballot[i].chain != 0)
			return true;
	}
	return false;
}

/* An interest is declared once, or known from the start; it takes the vote as long as a norm says so. */
static enum ck_code impartial(struct vote *v)
{
	bool declared = v->before != NULL && strcmp(v->before->vote, "interested") == 0;
	bool related = v->heard.applicant[0] != '\0' && ck_word_in(v->seat->interests, v->heard.applicant);
	struct ck_norm recusal;
	bool found = false;
	enum ck_code code;

	if (strcmp(v->says, "interested") == 0 || !(declared || related))
		return CK_OK;
	code = ck_commission_norm(&v->sitting, "recusal", &recusal, &found, v->e);
	if (code != CK_OK || !found)
		return code;
	ck_fail_at(v->e, CK_REFUSED, "member", "%s has no vote on %s: %s", v->member, v->heard.number,
	                 declared ? "an interest was declared" : "the applicant is among the member's interests");
	return ck_fail_clause(v->e, "%s", recusal.source);
}

static enum ck_code may_say(struct vote *v)
{
	const struct ck_session_row *row = &v->sitting.row;
	bool of_session = v->heard.chain == 0, absent = strcmp(v->says, "absent") == 0;

	if (row->closed != CK_NOTIME && (of_session || v->before == NULL))
		return refuse_at(v, "session", "the session was closed at", row->closed);
	if (absent)
		return has_voted(v) ? refuse(v, "vote", "that member has voted") : CK_OK;
	if (v->clerk.at < row->meets)
		return refuse_at(v, v->clerk.at_given ? "at" : "session", "the session meets only at", row->meets);
	if (of_session)
		return CK_OK;
	return v->seat->absent ? refuse(v, "member", "that member was stated absent") : impartial(v);
}

/* A recommendation that its case has taken is not changed behind its back. */
static enum ck_code keeps_recommendation(struct vote *v)
{
	struct ck_assembly all = {0};
	struct ck_ballot *b;
	const char *would = "";
	enum ck_code code;

	if (v->heard.chain == 0 || v->heard.row.concluded == 0)
		return CK_OK;
	if (v->before == NULL)
		return ck_fail_at(v->e, CK_REFUSED, "case", "%s has the recommendation to %s already: undo the conclusion first",
		                  v->heard.number, v->heard.row.recommendation);
	code = ck_assembly_read(&v->sitting, NULL, 0, &all, v->e);
	if (code == CK_OK) {
		b = ck_assembly_ballot(&all, v->heard.chain, v->member);
		if (b != NULL)
			b->vote = v->says;
		code = ck_assembly_recommends(&v->sitting, &all, v->heard.chain, &would, v->e);
	}
	ck_assembly_free(&all);
	if (code != CK_OK || strcmp(would, v->heard.row.recommendation) == 0)
		return code;
	return ck_fail_at(v->e, CK_REFUSED, "vote",
	                        "%s has the recommendation to %s already, which that would change: undo the conclusion first",
	                        v->heard.number, v->heard.row.recommendation);
}

/* -- the record -- */

static void state(const struct vote *v, const struct ck_fields *in, struct ck_fields *data)
{
	ck_fields_copy(in, "case member vote reason", data);
	if (v->heard.chain != 0)
		ck_fields_set(data, "case", v->heard.number);
	if (v->before != NULL)
		ck_fields_set_count(data, "corrects", v->before->seq);
}

static enum ck_code cast(struct vote *v, struct ck_fields *data, struct ck_event *ev)
{
	enum ck_code code = may_say(v);

	if (code == CK_OK && v->before != NULL && v->reason == NULL)
		code = ck_fail_at(v->e, CK_REFUSED, "reason", "%s was said before: a correction needs its reason",
		                        v->before->vote);
	if (code == CK_OK)
		code = keeps_recommendation(v);
	return code == CK_OK ? ck_sitting_append(&v->sitting, &v->clerk, "session-vote", v->key, data, ev, v->e) : code;
}

/* What was said before under this key, or is said again without one. */
static enum ck_code said_before(struct vote *v, const struct ck_fields *data, bool *again, struct ck_event *ev)
{
	struct ck_store *store = ck_desk_store(v->sitting.desk);
	struct ck_events evs = {0};
	enum ck_code code = ck_session_keyed(&v->sitting, v->sitting.row.id, "session-vote", v->key, &v->clerk, data,
	                                     "corrects", again, ev, v->e);

	if (code != CK_OK || *again || v->before == NULL || strcmp(v->before->vote, v->says) != 0)
		return code;
	code = ck_ledger_event(store, v->sitting.row.id, (int)v->before->seq, &evs, v->e);
	if (code == CK_OK && evs.count == 1) {
		*ev = evs.at[0];
		evs.at[0] = (struct ck_event){0};
		*again = true;
	}
	ck_events_free(&evs);
	return code;
}

static enum ck_code take(struct vote *v, const struct ck_fields *in, struct ck_fields *out)
{
	struct ck_fields data = {0};
	struct ck_event ev = {0};
	bool again = false;
	enum ck_code code = find(v, in);

	if (code == CK_OK) {
		state(v, in, &data);
		code = said_before(v, &data, &again, &ev);
	}
	if (code == CK_OK && !again)
		code = cast(v, &data, &ev);
	if (code == CK_OK)
		ck_ballot_print(&v->sitting, &ev, v->seat, out);
	ck_fields_set(out, "replayed", again ? "yes" : "no");
	ck_fields_set(out, "key", v->key);
	ck_fields_free(&data);
	ck_event_free(&ev);
	return code;
}

enum ck_code ck_session_vote(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	struct vote v = {
	    .member = ck_fields_get(in, "member"), .says = ck_fields_get(in, "vote"), .reason = ck_fields_get(in, "reason"),
	    .key = ck_fields_get(in, "key"), .e = e,
	};
	enum ck_code code = ck_fields_need(in, "session member vote", e);

	if (code != CK_OK)
		return code;
	code = ck_sitting_begin(d, ck_fields_get(in, "session"), &v.sitting, e);
	if (code == CK_OK)
		code = ck_clerk_read(d, v.sitting.office, v.sitting.row.commission, NULL, in, &v.clerk, e);
	if (code == CK_OK)
		code = take(&v, in, out);
	ck_assembly_free(&v.known);
	ck_sitting_end(&v.sitting);
	return code;
}
