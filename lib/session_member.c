/* session_member: who sits in a commission, from when until when. A stay that ended is followed by another. */
#include <stdio.h>
#include <string.h>
#include "identity.h"
#include "journal.h"
#include "session_priv.h"

#define HEAD "head"  /* the role that names members beside the commission's own */

/* The positions; of those that are single a commission has one at a time. */
static const struct { const char *position; bool single; } positions[] = {
    {"chair", true}, {"deputy-chair", false}, {"secretary", false}, {"member", false},
};

struct seat {                          /* the last stay of a member, or of who holds a position */
	struct ck_arena *arena;
	const char *position;          /* looked for; NULL = any */
	const char *held;
	ck_time since, until;          /* of the last one; since CK_NOTIME = none */
};

static enum ck_code take_last(void *to, const struct ck_member_row *row, struct ck_error *e)
{
	struct seat *s = to;

	(void)e;
	if ((s->position != NULL && strcmp(s->position, row->position) != 0) || (s->held != NULL && row->since < s->since))
		return CK_OK;
	s->held = ck_arena_copy(s->arena, row->position);
	s->since = row->since;
	s->until = row->until;
	return CK_OK;
}

struct commission {
	struct ck_desk *desk;
	const struct ck_office *office;
	const char *name, *member;
	struct ck_clerk clerk;
	struct ck_arena *arena;
	struct ck_error *e;
};

static enum ck_code begin(struct ck_desk *d, const struct ck_fields *in, const char *needs, struct commission *c,
                          struct ck_error *e)
{
	enum ck_code code = ck_fields_need(in, needs, e);

	*c = (struct commission){.desk = d, .name = ck_fields_get(in, "commission"), .member = ck_fields_get(in, "member"),
	                         .e = e};
	if (code == CK_OK)
		code = ck_desk_office(d, ck_fields_get(in, "office"), &c->office, e);
	if (code == CK_OK)
		code = ck_clerk_read(d, c->office, c->name, HEAD, in, &c->clerk, e);
	c->arena = ck_arena_new();
	return code;
}

static enum ck_code refuse_at(struct commission *c, const char *column, const char *why, ck_time t)
{
	char text[CK_TIME_TEXT];

	ck_time_print(text, t, c->office->zone);
	return ck_fail_at(c->e, CK_REFUSED, column, "%s %s", why, text);
}

static enum ck_code take_time(struct commission *c, const struct ck_fields *in, const char *column, ck_time *t)
{
	const char *text = ck_fields_get(in, column);

	*t = ck_desk_now(c->desk);
	if (text == NULL || ck_time_parse(text, c->office->zone, t, c->e) == CK_OK)
		return CK_OK;
	return ck_fail_column(c->e, column);
}

/* The last stay of the member, or (member NULL) of who holds the position. */
static enum ck_code find(struct commission *c, const char *member, const char *position, struct seat *seat)
{
	*seat = (struct seat){.arena = c->arena, .position = position, .since = CK_NOTIME, .until = CK_NOTIME};
	return ck_register_members(ck_desk_store(c->desk), c->office->code, c->name, member, CK_NOTIME, take_last, seat,
	                           c->e);
}

static enum ck_code record(struct commission *c, const char *act, struct ck_fields *data)
{
	const struct ck_posting posting = {
	    .chain = ck_chain_pack(c->office->no, 0, CK_SERIES_JOURNAL, 0), .office = c->office->code,
	    .zone = c->office->zone, .act = act, .role = c->clerk.role, .by = c->clerk.actor->login,
	    .by_office = c->clerk.actor->office, .at = CK_NOTIME,
	};
	struct ck_event ev = {0};
	enum ck_code code = ck_journal_append(c->desk, &posting, data, &ev, c->e);

	ck_event_free(&ev);
	return code;
}

struct print {
	const struct ck_office *office;
	struct ck_fields *out;
};

static void print_row(const struct ck_member_row *row, const struct ck_office *o, struct ck_fields *out)
{
	ck_fields_empty(out);
	ck_fields_set(out, "member", row->member);
	ck_fields_set(out, "name", row->name);
	ck_fields_set(out, "commission", row->commission);
	ck_fields_set(out, "office", row->office);
	ck_fields_set(out, "position", row->position);
	ck_fields_set_time(out, "since", row->since, o->zone);
	ck_fields_set_time(out, "sits_until", row->until, o->zone);
	ck_fields_set(out, "interests", row->interests);
}

static enum ck_code print_last(void *to, const struct ck_member_row *row, struct ck_error *e)
{
	struct print *p = to;

	(void)e;
	print_row(row, p->office, p->out);
	return CK_OK;
}

/* The rows come by since: the last stay is what is left. */
static enum ck_code print_stay(struct commission *c, struct ck_fields *out)
{
	struct print p = {c->office, out};

	return ck_register_members(ck_desk_store(c->desk), c->office->code, c->name, c->member, CK_NOTIME, print_last, &p,
	                           c->e);
}

/* -- coming -- */

static enum ck_code check_interests(const struct ck_fields *in, struct ck_error *e)
{
	const char *words = ck_fields_get(in, "interests");
	size_t n;

	for (const char *word; words != NULL && (word = ck_word_next(&words, &n)) != NULL;) {
		char number[20];
		struct ck_identity id;

		snprintf(number, sizeof number, "%.*s", (int)n, word);
		id = ck_identity_read(number);
		if (!id.valid)
			return ck_fail_at(e, CK_BADDATA, "interests", "%s", id.fault);
	}
	return CK_OK;
}

static enum ck_code check_position(const char *position, bool *single, struct ck_error *e)
{
	struct ck_buffer known = {0};
	size_t count = sizeof positions / sizeof positions[0];

	for (size_t i = 0; i < count; i++) {
		if (strcmp(positions[i].position, position) == 0) {
			*single = positions[i].single;
			ck_buffer_free(&known);
			return CK_OK;
		}
		ck_buffer_printf(&known, "%s%s", i == 0 ? "" : i + 1 < count ? ", " : " or ", positions[i].position);
	}
	ck_fail_at(e, CK_BADDATA, "position", "\"%s\" is no position: %s", position, known.text);
	ck_buffer_free(&known);
	return e->code;
}

/* Somebody who sits cannot come; who left may come back, after that. */
static enum ck_code may_come(struct commission *c, ck_time since)
{
	struct seat seat = {0};
	enum ck_code code = find(c, c->member, NULL, &seat);

	if (code != CK_OK || seat.held == NULL)
		return code;
	if (seat.until == CK_NOTIME)
		return refuse_at(c, "member", "sits in the commission already, since", seat.since);
	if (since < seat.until || since <= seat.since)
		return refuse_at(c, "since", "the last stay ends only at", seat.until);
	return CK_OK;
}

static enum ck_code may_hold(struct commission *c, const char *position, ck_time since)
{
	struct seat seat = {0};
	bool single = false;
	enum ck_code code = check_position(position, &single, c->e);

	if (code == CK_OK && single)
		code = find(c, NULL, position, &seat);
	if (code != CK_OK || !single || seat.held == NULL)
		return code;
	if (seat.until == CK_NOTIME)
		return ck_fail_at(c->e, CK_REFUSED, "position", "the commission has a %s", position);
	return since < seat.until ? refuse_at(c, "position", "the commission has another one until", seat.until) : CK_OK;
}

enum ck_code ck_member_add(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	struct commission c;
	struct ck_fields data = {0};
	ck_time since;
	enum ck_code code = begin(d, in, "commission office member name position", &c, e);

	if (code == CK_OK)
		code = check_interests(in, e);
	if (code == CK_OK)
		code = take_time(&c, in, "since", &since);
	if (code == CK_OK)
		code = may_come(&c, since);
	if (code == CK_OK)
		code = may_hold(&c, ck_fields_get(in, "position"), since);
	if (code == CK_OK) {
		ck_fields_copy(in, "commission member name position interests", &data);
		ck_fields_set_time(&data, "since", since, c.office->zone);
		code = record(&c, "member-add", &data);
	}
	if (code == CK_OK)
		code = print_stay(&c, out);
	ck_fields_free(&data);
	ck_arena_free(c.arena);
	return code;
}

/* -- going -- */

struct sat {                           /* the last session, not before that time, in which somebody was */
	struct ck_store *store;
	const char *member;
	ck_time from, last;
	bool there;
};

static enum ck_code was_there(void *to, const struct ck_vote_row *row, struct ck_error *e)
{
	struct sat *s = to;

	(void)e;
	s->there = s->there || strcmp(row->vote, "absent") != 0;
	return CK_OK;
}

static enum ck_code look_into(void *to, const struct ck_session_row *row, struct ck_error *e)
{
	struct sat *s = to;
	enum ck_code code;

	if (row->meets < s->from)
		return CK_OK;
	s->there = false;
	code = ck_register_votes(s->store, row->id, -1, s->member, was_there, s, e);
	if (s->there)
		s->last = row->meets;
	return code;
}

/* Nobody leaves before a session in which they were. */
static enum ck_code sat_until(struct commission *c, ck_time until)
{
	struct sat s = {.store = ck_desk_store(c->desk), .member = c->member, .from = until, .last = CK_NOTIME};
	enum ck_code code = ck_register_sessions(s.store, c->office->no, c->name, false, look_into, &s, c->e);

	return code != CK_OK || s.last == CK_NOTIME ? code : refuse_at(c, "until", "that member was in the session of",
	                                                               s.last);
}

static enum ck_code may_go(struct commission *c, const struct seat *seat, ck_time until)
{
	if (seat->held == NULL)
		return ck_fail_at(c->e, CK_BADDATA, "member", "%s of %s has no member \"%s\"", c->name, c->office->code,
		                        c->member);
	if (seat->until != CK_NOTIME && seat->until <= ck_desk_now(c->desk))
		return refuse_at(c, "member", "sits no more since", seat->until);
	if (until < seat->since)
		return refuse_at(c, "until", "sits only since", seat->since);
	return sat_until(c, until);
}

enum ck_code ck_member_end(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	struct commission c;
	struct seat seat = {0};
	struct ck_fields data = {0};
	ck_time until;
	enum ck_code code = begin(d, in, "commission office member", &c, e);

	if (code == CK_OK)
		code = take_time(&c, in, "until", &until);
	if (code == CK_OK)
		code = find(&c, c.member, NULL, &seat);
	if (code == CK_OK)
		code = may_go(&c, &seat, until);
	if (code == CK_OK) {
		ck_fields_copy(in, "commission member reason", &data);
		ck_fields_set_time(&data, "until", until, c.office->zone);
		code = record(&c, "member-end", &data);
	}
	if (code == CK_OK)
		code = print_stay(&c, out);
	ck_fields_free(&data);
	ck_arena_free(c.arena);
	return code;
}

/* -- the list -- */

struct list {
	struct ck_desk *desk;
	ck_each *each;
	void *to;
	struct ck_fields out;
};

static enum ck_code list_row(void *to, const struct ck_member_row *row, struct ck_error *e)
{
	struct list *l = to;
	const struct ck_office *o;
	enum ck_code code = ck_desk_office(l->desk, row->office, &o, e);

	if (code != CK_OK)
		return code;
	print_row(row, o, &l->out);
	return l->each(l->to, &l->out, e);
}

enum ck_code ck_member_list(struct ck_desk *d, const char *office, const char *commission, bool present_only,
                            ck_each *each, void *to, struct ck_error *e)
{
	struct list l = {.desk = d, .each = each, .to = to};
	enum ck_code code = ck_session_known(d, office, commission, e);

	if (code == CK_OK)
		code = ck_register_members(ck_desk_store(d), office, commission, NULL,
		                           present_only ? ck_desk_now(d) : CK_NOTIME, list_row, &l, e);
	ck_fields_free(&l.out);
	return code;
}
