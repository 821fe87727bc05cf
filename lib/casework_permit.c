/* casework_permit: what a case is told of the registers beyond it: the permit that it asks for or gives, and the session
 * that it goes before. Which variants give permits is the catalogue's (part "permits"). */
#include <stdio.h>
#include <string.h>

#include "casework_priv.h"
#include "register.h"

const struct ck_permit_rule *ck_case_rule(const struct ck_case *c)
{
	return ck_permit_rule_find(c->ed, c->p->variant);
}

/* -- the application -- */

/* The number of something in a register of that series; 0 = it is no such number, or of no office. */
static enum ck_code number_in(struct ck_desk *d, const char *text, enum ck_series wanted, ck_chain *id, struct ck_error *e)
{
	char code[9];
	int year, n;
	enum ck_series series;
	const struct ck_office *o;
	enum ck_code found;

	*id = 0;
	if (!ck_chain_parse(text, code, &year, &series, &n) || series != wanted)
		return CK_OK;
	found = ck_desk_office(d, code, &o, e);
	if (found == CK_OK)
		*id = ck_chain_pack(o->no, year, series, n);
	else if (found == CK_BADDATA)
		ck_error_clear(e);
	return e->code;
}

static enum ck_code permit_exists(struct ck_desk *d, const char *permit, const char *column, struct ck_error *e)
{
	struct ck_arena *arena;
	struct ck_permit_row row;
	ck_chain id;
	bool found = false;
	enum ck_code code;

	ck_error_clear(e);
	code = number_in(d, permit, CK_SERIES_PERMIT, &id, e);
	if (code == CK_OK && id != 0) {
		arena = ck_arena_new();
		code = ck_register_permit(ck_desk_store(d), id, arena, &row, &found, e);
		ck_arena_free(arena);
	}
	if (code != CK_OK || found)
		return code;
	ck_fail(e, CK_BADDATA, "there is no permit %s", permit);
	return ck_fail_column(e, column);
}

enum ck_code ck_case_asks(struct ck_case *c, const char *field, const char *value, const char *column, struct ck_error *e)
{
	struct ck_workers workers;
	struct ck_staff_numbers staff;
	char clause[200];

	if (ck_case_rule(c) == NULL) {
		ck_clause(clause, c->ed, c->p, "");
		ck_fail(e, CK_REFUSED, "the procedure gives no permit: it has no use for %s", field);
		ck_fail_column(e, column);
		return ck_fail_clause(e, "%s", clause);
	}
	if (strcmp(field, "workers") == 0)
		return ck_workers_parse(value, column, &workers, e);
	if (strcmp(field, "staff") == 0)
		return ck_staff_parse(value, column, &staff, e);
	return strcmp(field, "permit") == 0 ? permit_exists(c->desk, value, column, e) : CK_OK;
}

enum ck_code ck_case_application(struct ck_case *c, const struct ck_fields *data, struct ck_error *e)
{
	const char *fields = CK_PERMIT_APPLICATION;
	size_t length;
	enum ck_code code = CK_OK;

	for (const char *word; code == CK_OK && (word = ck_word_next(&fields, &length)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)length, word);
		if (ck_fields_has(data, name))
			code = ck_case_asks(c, name, ck_fields_get(data, name), name, e);
	}
	return code;
}

/* -- the permit -- */

static bool has_permit(const struct ck_case *c)
{
	for (size_t i = 0; i < c->evs.count; i++) {
		if (ck_word_in(c->evs.at[i].acts, "issue") && ck_fields_has(&c->evs.at[i].data, "permit"))
			return true;
	}
	return false;
}

bool ck_case_gives_permit(const struct ck_case *c, const struct ck_step *step)
{
	return ck_word_in(step->acts, "issue") && ck_case_rule(c) != NULL &&
	       ck_standing_view(c->standing)->outcome == CK_GRANTED && !has_permit(c);
}

enum ck_code ck_case_issues(struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                            struct ck_error *e)
{
	char clause[200];

	if (!ck_case_gives_permit(c, step))
		return CK_OK;
	if (ck_fields_has(data, "permit"))
		return ck_case_fee_covers(c, step, ck_fields_get(data, "workers"), e);
	ck_clause(clause, c->ed, c->p, step->step);
	ck_fail(e, CK_REFUSED, "the result is a permit: it is issued by permit-%s", ck_case_rule(c)->kind);
	return ck_fail_clause(e, "%s", clause);
}

void ck_case_permit_way(const struct ck_case *c, struct ck_buffer *b)
{
	const char *kind = ck_case_rule(c)->kind;
	bool first = strcmp(kind, "issue") == 0;

	ck_buffer_printf(b, "permit-%s %s", kind, c->number);
	if (first && ck_case_field(c, "region")[0] == '\0')
		ck_buffer_text(b, " --region=REGION");
	if (first && ck_case_field(c, "workers")[0] == '\0')
		ck_buffer_text(b, " --workers=WORKERS");
	if (!first && ck_case_field(c, "permit")[0] == '\0')
		ck_buffer_text(b, " --permit=PERMIT");
	if (strcmp(kind, "reissue") != 0)
		ck_buffer_text(b, " --until=DATE");
}

/* -- the session -- */

/* Has the commission a step that is neither done nor passed over: the one about to be done, or one after it? */
static bool is_to_come(const struct ck_case *c, const char *commission)
{
	for (size_t i = 0; i < c->p->steps; i++) {
		if (strcmp(c->p->step[i].role, commission) == 0 && ck_standing_step(c->standing, (int)i)->how == CK_STEP_WAITS)
			return true;
	}
	return false;
}

/* The session of a commission that has the case before it still. */
struct hearing {
	struct ck_case *c;
	const char *commission;
	bool open_only;               /* not one that is closed */
	ck_chain session;             /* 0 = none */
};

static enum ck_code look_for_hearing(void *to, const struct ck_agenda_row *row, struct ck_error *e)
{
	struct hearing *h = to;
	struct ck_arena *arena;
	struct ck_session_row session;
	bool found = false;
	enum ck_code code;

	if (row->concluded != 0)
		return CK_OK;
	arena = ck_arena_new();
	code = ck_register_session(ck_desk_store(h->c->desk), row->session, arena, &session, &found, e);
	if (code == CK_OK && found && strcmp(session.commission, h->commission) == 0 &&
	    (!h->open_only || session.closed == CK_NOTIME))
		h->session = row->session;
	ck_arena_free(arena);
	return code;
}

static enum ck_code find_hearing(struct hearing *h, char session[40], struct ck_error *e)
{
	const struct ck_office *o;
	int office, year, number;
	enum ck_series series;
	enum ck_code code = ck_register_agenda(ck_desk_store(h->c->desk), 0, h->c->chain, look_for_hearing, h, e);

	if (code != CK_OK || h->session == 0)
		return code;
	ck_chain_unpack(h->session, &office, &year, &series, &number);
	code = ck_desk_office_no(h->c->desk, office, &o, e);
	if (code == CK_OK)
		ck_chain_print(session, o->code, h->session);
	return code;
}

static enum ck_code may_go_before(struct ck_case *c, const struct ck_step *step, const char *session,
                                  const struct ck_session_row *row, struct ck_error *e)
{
	const struct ck_office *o;
	int office, year, number;
	enum ck_series series;
	char other[40], clause[200];
	struct hearing h = {c, row->commission, true, 0};
	enum ck_code code;

	ck_chain_unpack(row->id, &office, &year, &series, &number);
	code = ck_desk_office_no(c->desk, office, &o, e);
	if (code == CK_OK)
		code = find_hearing(&h, other, e);
	if (code != CK_OK)
		return code;
	if (row->closed != CK_NOTIME)
		ck_fail(e, CK_REFUSED, "the session %s is closed", session);
	else if (!ck_desk_related(c->desk, o, c->office))
		ck_fail(e, CK_REFUSED, "the session %s is of another office", session);
	else if (!is_to_come(c, row->commission))
		ck_fail(e, CK_REFUSED, "the session %s is of %s, which has no step to come in this case", session,
		        row->commission);
	else if (h.session != 0 && h.session != row->id)
		ck_fail(e, CK_REFUSED, "the case is on the agenda of %s, which is not closed yet", other);
	else
		return CK_OK;
	ck_clause(clause, c->ed, c->p, step->step);
	ck_fail_column(e, "session");
	return ck_fail_clause(e, "%s", clause);
}

enum ck_code ck_case_session(struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                             struct ck_error *e)
{
	const char *session = ck_fields_get(data, "session");
	struct ck_session_row row;
	struct ck_arena *arena;
	bool found = false;
	ck_chain id;
	enum ck_code code;

	if (session == NULL)
		return CK_OK;
	ck_error_clear(e);
	code = number_in(c->desk, session, CK_SERIES_SESSION, &id, e);
	if (code != CK_OK)
		return code;
	arena = ck_arena_new();
	if (id != 0)
		code = ck_register_session(ck_desk_store(c->desk), id, arena, &row, &found, e);
	if (code == CK_OK && found) {
		code = may_go_before(c, step, session, &row, e);
	} else if (code == CK_OK) {
		ck_fail(e, CK_BADDATA, "there is no session %s", session);
		code = ck_fail_column(e, "session");
	}
	ck_arena_free(arena);
	return code;
}

enum ck_code ck_case_heard(struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                           struct ck_error *e)
{
	const struct ck_role *role = ck_role_find(c->v, step->role);
	struct hearing h = {c, step->role, false, 0};
	char session[40], clause[200];
	enum ck_code code;

	if (role == NULL || role->kind != CK_ROLE_BODY || ck_fields_has(data, "recommendation"))
		return CK_OK;
	code = find_hearing(&h, session, e);
	if (code != CK_OK || h.session == 0)
		return code;
	ck_clause(clause, c->ed, c->p, step->step);
	ck_fail(e, CK_REFUSED, "the case is on the agenda of %s: what the commission says is brought by session-close", session);
	return ck_fail_clause(e, "%s", clause);
}
