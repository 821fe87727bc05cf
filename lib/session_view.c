/* session_view: sessions, their agendas and votes as records: the minutes. */
#include <stdlib.h>
#include <string.h>
#include "ledger.h"
#include "session_priv.h"

/* -- one session -- */

static const char *status_of(const struct ck_session_row *row)
{
	return row->closed != CK_NOTIME ? "closed" : row->published != CK_NOTIME ? "published" : "called";
}

/* Who is there, as the votes say so far; once the session is closed, as its end said. */
static enum ck_code put_presence(struct ck_sitting *s, struct ck_fields *out, struct ck_error *e)
{
	struct ck_assembly a = {0};
	enum ck_code code;

	ck_fields_set_count(out, "members_all", s->row.members);
	ck_fields_set_count(out, "members_present", s->row.present);
	if (s->row.closed != CK_NOTIME)
		return CK_OK;
	code = ck_assembly_read(s, NULL, 0, &a, e);
	ck_fields_set_count(out, "members_all", (int64_t)a.seats);
	ck_fields_set_count(out, "members_present", (int64_t)a.present);
	ck_assembly_free(&a);
	return code;
}

enum ck_code ck_sitting_print(struct ck_sitting *s, struct ck_fields *out, struct ck_error *e)
{
	struct ck_buffer by = {0};
	ck_chain *chains = NULL;
	size_t cases = 0;
	enum ck_code code = ck_heard_all(s, &chains, &cases, e);

	free(chains);
	ck_fields_set(out, "session", s->number);
	ck_fields_set(out, "session_status", status_of(&s->row));
	ck_fields_set(out, "commission", s->row.commission);
	ck_fields_set(out, "office", s->office->code);
	ck_fields_set_time(out, "meets", s->row.meets, s->office->zone);
	ck_fields_set(out, "place", s->row.place);
	ck_fields_set_time(out, "published", s->row.published, s->office->zone);
	ck_fields_set_time(out, "closed", s->row.closed, s->office->zone);
	ck_fields_set_count(out, "cases", (int64_t)cases);
	if (code == CK_OK)
		code = put_presence(s, out, e);
	if (code == CK_OK)
		code = ck_sitting_signed(s, &by, e);
	ck_fields_set(out, "signed_by", by.text);
	ck_buffer_free(&by);
	return code;
}

enum ck_code ck_session_show(struct ck_desk *d, const char *session, struct ck_fields *out, struct ck_error *e)
{
	struct ck_sitting s;
	enum ck_code code = ck_sitting_begin(d, session, &s, e);

	if (code == CK_OK)
		code = ck_sitting_print(&s, out, e);
	ck_sitting_end(&s);
	return code;
}

/* -- its agenda -- */

void ck_heard_print(const struct ck_sitting *s, const struct ck_heard *h, const struct ck_assembly *a,
                    struct ck_fields *out)
{
	const struct ck_count n = ck_assembly_count(a, h->chain);

	ck_fields_set(out, "session", s->number);
	ck_fields_set(out, "case", h->number);
	ck_fields_set(out, "applicant_name", h->applicant_name);
	ck_fields_set(out, "recommendation", h->row.recommendation);
	ck_fields_set_count(out, "votes_for", n.votes_for);
	ck_fields_set_count(out, "votes_against", n.against);
	ck_fields_set_count(out, "votes_abstained", n.abstained);
	ck_fields_set_count(out, "votes_interested", n.interested);
	ck_fields_set(out, "next_step", h->next_step);
	ck_fields_set(out, "next_acts", h->next_acts);
	ck_fields_set_time(out, "due", h->due, h->office->zone);
}

static enum ck_code list_heard(struct ck_sitting *s, const struct ck_assembly *a, ck_each *each, void *to,
                               struct ck_error *e)
{
	struct ck_fields out = {0};
	ck_chain *chains;
	size_t count;
	enum ck_code code = ck_heard_all(s, &chains, &count, e);

	for (size_t i = 0; code == CK_OK && i < count; i++) {
		struct ck_heard h = {0};

		ck_fields_empty(&out);
		code = ck_heard_read(s, chains[i], &h, e);
		if (code != CK_OK)
			break;
		ck_heard_print(s, &h, a, &out);
		code = each(to, &out, e);
	}
	free(chains);
	ck_fields_free(&out);
	return code;
}

enum ck_code ck_session_agenda(struct ck_desk *d, const char *session, ck_each *each, void *to, struct ck_error *e)
{
	struct ck_sitting s;
	struct ck_assembly a = {0};
	enum ck_code code = ck_sitting_begin(d, session, &s, e);

	if (code == CK_OK)
		code = ck_assembly_read(&s, NULL, 0, &a, e);
	if (code == CK_OK)
		code = list_heard(&s, &a, each, to, e);
	ck_assembly_free(&a);
	ck_sitting_end(&s);
	return code;
}

/* -- its votes, each as it was given -- */

void ck_ballot_print(struct ck_sitting *s, const struct ck_event *ev, const struct ck_seat *seat, struct ck_fields *out)
{
	char text[CK_TIME_TEXT];

	ck_fields_set(out, "session", s->number);
	ck_fields_copy(&ev->data, "case member", out);
	ck_fields_set(out, "member_name", seat == NULL ? NULL : seat->name);
	ck_fields_set(out, "sits_as", seat == NULL ? NULL : seat->position);
	ck_fields_set(out, "vote_cast", ck_fields_get(&ev->data, "vote"));
	ck_time_print_offset(text, ev->at, ev->at_offset);
	ck_fields_set(out, "happened", text);
	ck_time_print_offset(text, ev->recorded, ev->recorded_offset);
	ck_fields_set(out, "recorded", text);
	ck_fields_set_count(out, "seq", ev->seq);
	ck_fields_set(out, "corrects", ck_fields_get(&ev->data, "corrects"));
	ck_fields_set(out, "reason_told", ck_fields_get(&ev->data, "reason"));
	ck_fields_set(out, "done_by", ev->by);
}

static enum ck_code list_votes(struct ck_sitting *s, const char *only_case, ck_each *each, void *to, struct ck_error *e)
{
	struct ck_assembly a = {0};
	struct ck_events evs = {0};
	struct ck_fields out = {0};
	enum ck_code code = ck_assembly_read(s, NULL, 0, &a, e);

	if (code == CK_OK)
		code = ck_ledger_read(ck_desk_store(s->desk), s->row.id, &evs, e);
	for (size_t i = 0; code == CK_OK && i < evs.count; i++) {
		const struct ck_fields *data = &evs.at[i].data;
		const char *number = ck_fields_get(data, "case"), *member = ck_fields_get(data, "member");

		if (strcmp(evs.at[i].acts, "session-vote") != 0 || member == NULL ||
		    (only_case != NULL && (number == NULL || strcmp(number, only_case) != 0)))
			continue;
		ck_fields_empty(&out);
		ck_ballot_print(s, &evs.at[i], ck_assembly_seat(&a, member), &out);
		code = each(to, &out, e);
	}
	ck_fields_free(&out);
	ck_events_free(&evs);
	ck_assembly_free(&a);
	return code;
}

enum ck_code ck_session_votes(struct ck_desk *d, const char *session, const char *only_case, ck_each *each, void *to,
                              struct ck_error *e)
{
	struct ck_sitting s;
	struct ck_heard h = {0};
	enum ck_code code = ck_sitting_begin(d, session, &s, e);

	if (code == CK_OK && only_case != NULL)
		code = ck_heard_find(&s, only_case, &h, e);
	if (code == CK_OK)
		code = list_votes(&s, only_case == NULL ? NULL : h.number, each, to, e);
	ck_sitting_end(&s);
	return code;
}

/* -- who sits in it -- */

enum ck_code ck_session_members(struct ck_desk *d, const char *session, ck_each *each, void *to, struct ck_error *e)
{
	struct ck_sitting s;
	struct ck_assembly a = {0};
	struct ck_fields out = {0};
	enum ck_code code = ck_sitting_begin(d, session, &s, e);

	if (code == CK_OK)
		code = ck_assembly_read(&s, NULL, 0, &a, e);
	for (size_t i = 0; code == CK_OK && i < a.seats; i++) {
		ck_fields_empty(&out);
		ck_fields_set(&out, "session", s.number);
		ck_fields_set(&out, "member", a.seat[i].member);
		ck_fields_set(&out, "member_name", a.seat[i].name);
		ck_fields_set(&out, "sits_as", a.seat[i].position);
		ck_fields_set(&out, "attended", a.seat[i].present ? "yes" : "no");
		code = each(to, &out, e);
	}
	ck_fields_free(&out);
	ck_assembly_free(&a);
	ck_sitting_end(&s);
	return code;
}

/* -- all of them -- */

struct ids {
	ck_chain *at;
	size_t count;
};

static enum ck_code take_id(void *to, const struct ck_session_row *row, struct ck_error *e)
{
	struct ids *ids = to;

	(void)e;
	ids->at = ck_grow(ids->at, ids->count + 1, sizeof *ids->at);
	ids->at[ids->count++] = row->id;
	return CK_OK;
}

static enum ck_code list_one(struct ck_desk *d, ck_chain id, ck_each *each, void *to, struct ck_error *e)
{
	struct ck_sitting s;
	struct ck_fields out = {0};
	enum ck_code code = ck_sitting_begin_chain(d, id, &s, e);

	if (code == CK_OK)
		code = ck_sitting_print(&s, &out, e);
	if (code == CK_OK)
		code = each(to, &out, e);
	ck_fields_free(&out);
	ck_sitting_end(&s);
	return code;
}

enum ck_code ck_session_list(struct ck_desk *d, const char *office, const char *commission, bool open_only,
                             ck_each *each, void *to, struct ck_error *e)
{
	const struct ck_office *o = NULL;
	struct ids ids = {0};
	enum ck_code code = ck_session_known(d, office, commission, e);

	if (code == CK_OK && office != NULL)
		code = ck_desk_office(d, office, &o, e);
	if (code == CK_OK)
		code = ck_register_sessions(ck_desk_store(d), o == NULL ? 0 : o->no, commission, open_only, take_id, &ids, e);
	for (size_t i = 0; code == CK_OK && i < ids.count; i++)
		code = list_one(d, ids.at[i], each, to, e);
	free(ids.at);
	return code;
}
