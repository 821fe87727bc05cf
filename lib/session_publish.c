/* session_publish: the session made public, and cases put on its agenda by the act of their procedure that
 * publishes it. How long before it that must be, the procedure says: the least that it demands between the two
 * steps. */
#include <stdlib.h>
#include <string.h>
#include "session_priv.h"
#include "term.h"

#define PUBLISH "publish"  /* the act by which a procedure publishes a session */

/* -- how soon the commission may meet -- */

struct notice {                   /* a publication about to be made */
	struct ck_sitting *sitting;
	const struct ck_edition *edition;
	const struct ck_procedure *procedure;
	const struct ck_office *office;
	int published;            /* index of the step that publishes */
	ck_time at;
};

/* The first step of the commission after that one; -1 = none. */
static int hearing(const struct ck_procedure *p, int after, const char *commission)
{
	for (size_t i = (size_t)after + 1; i < p->steps; i++) {
		if (strcmp(p->step[i].role, commission) == 0)
			return (int)i;
	}
	return -1;
}

/* Does the limit say how long after the publication? One that holds under a fact only is judged when the step is
 * done. */
static bool is_notice(const struct notice *n, const struct ck_limit *l)
{
	return l->minimum && l->when[0] == '\0' && strncmp(l->counts_from, "step:", 5) == 0 &&
	       strcmp(l->counts_from + 5, n->procedure->step[n->published].step) == 0;
}

static enum ck_code too_soon(const struct notice *n, const struct ck_step *step, ck_time earliest, struct ck_error *e)
{
	const struct ck_sitting *s = n->sitting;
	char meets[CK_TIME_TEXT], from[CK_TIME_TEXT], clause[200];

	ck_time_print(meets, s->row.meets, s->office->zone);
	ck_time_print(from, earliest, n->office->zone);
	ck_clause(clause, n->edition, n->procedure, step->step);
	ck_fail_at(e, CK_REFUSED, "session", "it meets at %s, but published now it may not meet before %s", meets,
	                 from);
	return ck_fail_clause(e, "%s", clause);
}

static enum ck_code in_good_time(const struct notice *n, struct ck_error *e)
{
	int i = hearing(n->procedure, n->published, n->sitting->row.commission);
	const struct ck_step *step = i < 0 ? NULL : &n->procedure->step[i];
	enum ck_code code = CK_OK;

	if (step != NULL)
		code = ck_desk_ready(n->sitting->desk, n->office, e);
	for (size_t l = 0; code == CK_OK && step != NULL && l < step->limits; l++) {
		ck_time earliest;

		if (!is_notice(n, &step->limit[l]))
			continue;
		code = ck_term_earliest(&n->office->time, n->at, (long)step->limit[l].value, step->limit[l].unit, &earliest,
		                        NULL, e);
		if (code == CK_OK && n->sitting->row.meets < earliest)
			return too_soon(n, step, earliest, e);
	}
	return code;
}

/* -- the case's own step: whose it is also publishes the session -- */

struct publication {
	struct ck_sitting *sitting;
	const char *role;
};

static enum ck_code check_step(void *to, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	struct publication *p = to;
	const struct notice n = {.sitting = p->sitting, .edition = at->edition, .procedure = at->procedure,
	                         .office = at->office, .published = (int)(at->step - at->procedure->step), .at = at->at};

	(void)data;
	p->role = at->step->role;
	return in_good_time(&n, e);
}

static enum ck_code publish_case(struct ck_sitting *s, struct ck_clerk *clerk, const struct ck_heard *h,
                                 const struct ck_fields *in, bool *replayed, struct ck_error *e)
{
	struct publication p = {s, ""};
	const struct ck_case_more more = {.added = "", .add = check_step, .to = &p};
	struct ck_fields act = {0}, out = {0};
	enum ck_code code;

	ck_fields_copy(in, "by key note", &act);
	ck_fields_set(&act, "case", h->number);
	ck_fields_set(&act, "session", s->number);
	if (clerk->at_given)
		ck_fields_set_time(&act, "at", clerk->at, s->office->zone);
	code = ck_case_act_with(s->desk, PUBLISH, &act, &more, &out, e);
	*replayed = code == CK_OK && strcmp(ck_fields_get(&out, "replayed"), "yes") == 0;
	clerk->role = p.role;
	ck_fields_free(&act);
	ck_fields_free(&out);
	return code;
}

/* -- the session itself -- */

/* Of the cases on the agenda: was the session to be published for them, and is it in good time? */
static enum ck_code check_heard(struct ck_sitting *s, ck_chain chain, ck_time at, struct ck_error *e)
{
	struct ck_heard h = {0};
	struct notice n = {.sitting = s, .at = at};
	struct ck_fields c = {0};
	enum ck_code code = ck_heard_read(s, chain, &h, e);

	if (code == CK_OK)
		code = ck_case_show(s->desk, h.number, &c, e);
	if (code == CK_OK)
		code = ck_desk_edition(s->desk, ck_fields_get(&c, "regulation"), ck_fields_get(&c, "edition"), &n.edition, e);
	if (code == CK_OK) {
		n.office = h.office;
		n.procedure = ck_procedure_find(n.edition, ck_fields_get(&c, "variant"), ck_fields_get(&c, "channel"));
	}
	for (size_t i = 0; code == CK_OK && n.procedure != NULL && i < n.procedure->steps; i++) {
		n.published = (int)i;
		if (ck_word_in(n.procedure->step[i].acts, PUBLISH))
			code = in_good_time(&n, e);
	}
	ck_fields_free(&c);
	return code;
}

static enum ck_code check_agenda(struct ck_sitting *s, ck_time at, struct ck_error *e)
{
	ck_chain *chains;
	size_t count;
	enum ck_code code = ck_heard_all(s, &chains, &count, e);

	for (size_t i = 0; code == CK_OK && i < count; i++)
		code = check_heard(s, chains[i], at, e);
	free(chains);
	return code;
}

static enum ck_code publish_session(struct ck_sitting *s, const struct ck_clerk *clerk, const struct ck_fields *in,
                                    struct ck_error *e)
{
	struct ck_fields data = {0};
	struct ck_event ev = {0};
	enum ck_code code = check_agenda(s, clerk->at, e);

	ck_fields_copy(in, "note", &data);
	if (code == CK_OK)
		code = ck_sitting_append(s, clerk, "session-publish", NULL, &data, &ev, e);
	ck_fields_free(&data);
	ck_event_free(&ev);
	return code;
}

static enum ck_code still_ahead(const struct ck_sitting *s, const struct ck_clerk *clerk, struct ck_error *e)
{
	bool closed = s->row.closed != CK_NOTIME;
	char text[CK_TIME_TEXT];

	if (!closed && clerk->at <= s->row.meets)
		return CK_OK;
	ck_time_print(text, closed ? s->row.closed : s->row.meets, s->office->zone);
	return ck_fail_at(e, CK_REFUSED, "session", "the session was %s at %s", closed ? "closed" : "held", text);
}

/* -- the record -- */

static enum ck_code publish(struct ck_sitting *s, struct ck_clerk *clerk, struct ck_heard *h,
                            const struct ck_fields *in, bool *replayed, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	*replayed = h->chain == 0 ? s->row.published != CK_NOTIME : h->on;
	if (!*replayed)
		code = still_ahead(s, clerk, e);
	if (code == CK_OK && !*replayed && h->chain != 0)
		code = publish_case(s, clerk, h, in, replayed, e);
	if (code == CK_OK && !*replayed && s->row.published == CK_NOTIME)
		code = publish_session(s, clerk, in, e);
	return code == CK_OK && h->chain != 0 ? ck_heard_read(s, h->chain, h, e) : code;
}

enum ck_code ck_session_publish(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                struct ck_error *e)
{
	const char *number = ck_fields_get(in, "case");
	struct ck_sitting s;
	struct ck_clerk clerk;
	struct ck_heard h = {0};
	bool replayed = false;
	enum ck_code code = ck_sitting_begin(d, ck_fields_get(in, "session"), &s, e);

	if (code == CK_OK && number != NULL)
		code = ck_heard_find(&s, number, &h, e);
	if (code == CK_OK)
		code = ck_clerk_read(d, s.office, number == NULL ? s.row.commission : NULL, NULL, in, &clerk, e);
	if (code == CK_OK)
		code = publish(&s, &clerk, &h, in, &replayed, e);
	if (code == CK_OK)
		code = ck_sitting_print(&s, out, e);
	if (code == CK_OK && number != NULL) {
		ck_fields_set(out, "case", h.number);
		ck_fields_set(out, "next_step", h.next_step);
		ck_fields_set(out, "next_acts", h.next_acts);
		ck_fields_set_time(out, "due", h.due, h.office->zone);
	}
	ck_fields_set(out, "replayed", replayed ? "yes" : "no");
	ck_fields_set(out, "key", ck_fields_get(in, "key"));
	ck_sitting_end(&s);
	return code;
}
