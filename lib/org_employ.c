/* org_employ: the list of an application's employees: who is added, who is removed. A number of a person stands in no
 * message. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>
#include "identity.h"
#include "org_priv.h"

#define ADD "add"
#define REMOVE "remove"

struct employing {
	struct ck_org *o;
	struct ck_application_row application;
	struct ck_org_clerk clerk;
	int64_t person;
	const char *employee, *change;
};

/* -- what is asked -- */

static enum ck_code read_employee(const struct ck_fields *in, struct employing *m, struct ck_error *e)
{
	struct ck_identity id;

	if (ck_fields_need(in, "employee", e) != CK_OK)
		return e->code;
	m->employee = ck_fields_get(in, "employee");
	id = ck_identity_read(m->employee);
	if (!id.valid)
		return ck_fail_at(e, CK_BADDATA, "employee", "%s", id.fault);
	if (id.kind != CK_ID_IIN)
		return ck_fail_at(e, CK_BADDATA, "employee", "an employee has an IIN; that is %s",
		                    id.kind == CK_ID_BIN ? "a BIN" : "none");
	m->change = ck_fields_has(in, "change") ? ck_fields_get(in, "change") : ADD;
	if (strcmp(m->change, ADD) != 0 && strcmp(m->change, REMOVE) != 0)
		return ck_fail_at(e, CK_BADDATA, "change", "\"%s\" is no change: " ADD " or " REMOVE, m->change);
	return ck_text_number(m->employee, &m->person) ? CK_OK : ck_fail(e, CK_BUG, "a right IIN is no number");
}

static enum ck_code is_open(const struct employing *m, struct ck_error *e)
{
	const char *status = m->application.status;

	if (strcmp(status, CK_APPLICATION_DRAFT) == 0 || strcmp(status, CK_APPLICATION_REJECTED) == 0)
		return CK_OK;
	return ck_fail_at(e, CK_REFUSED, "org",
	                    "application %" PRId64 " is %s: its list is changed in draft and rejected only",
	                    m->application.number, status);
}

/* -- the list as it stands -- */

static enum ck_code has_room(const struct employing *m, size_t count, struct ck_error *e)
{
	struct ck_norm most;
	bool found;
	enum ck_code code = ck_org_most(m->o, ck_zone_local(m->o->office->zone, m->clerk.at).day, &most, &found, e);

	if (code != CK_OK || !found || (int64_t)count < most.count)
		return code;
	ck_fail_at(e, CK_REFUSED, "employee", "the list has %zu employees: there may be no more in one application",
	             count);
	return ck_fail_clause(e, "%s", most.source);
}

static enum ck_code fits_list(const struct employing *m, struct ck_error *e)
{
	struct ck_numbers people = {0};
	bool in = false;
	size_t count;
	enum ck_code code = ck_register_employees(ck_desk_store(m->o->desk), m->o->row.chain, m->application.number,
	                                          &people, e);

	for (size_t i = 0; code == CK_OK && !in && i < people.count; i++)
		in = people.at[i] == m->person;
	count = people.count;
	ck_numbers_free(&people);
	if (code != CK_OK)
		return code;
	if (strcmp(m->change, REMOVE) == 0)
		return in ? CK_OK : ck_fail_at(e, CK_REFUSED, "employee", "is not in the list");
	return in ? ck_fail_at(e, CK_REFUSED, "employee", "is in the list already") : has_room(m, count, e);
}

/* -- what is worth knowing of somebody added -- */

struct elsewhere {
	const struct employing *m;
	size_t count;                 /* other organisations whose newest list has the person */
};

static enum ck_code count_other(void *to, ck_chain org, int64_t application, struct ck_error *e)
{
	struct elsewhere *w = to;
	struct ck_arena *arena;
	struct ck_application_row *rows;
	size_t count;
	enum ck_code code;

	if (org == w->m->o->row.chain)
		return CK_OK;
	arena = ck_arena_new();
	code = ck_register_applications(ck_desk_store(w->m->o->desk), org, arena, &rows, &count, e);
	if (code == CK_OK && count > 0 && rows[count - 1].number == application)
		w->count++;
	ck_arena_free(arena);
	return code;
}

static enum ck_code note_elsewhere(const struct employing *m, struct ck_error *e)
{
	struct elsewhere w = {m, 0};
	enum ck_code code = ck_register_employed(ck_desk_store(m->o->desk), m->person, count_other, &w, e);

	if (code == CK_OK && w.count > 0)
		ck_note(ck_desk_notes(m->o->desk), "the employee is in the list of another organisation too: counts in both");
	return code;
}

/* The same look that the application gets when it is sent: too late is no reason to refuse an addition now. */
static enum ck_code note_unknown(const struct employing *m, struct ck_error *e)
{
	struct ck_sign_day day = {.on = CK_NODAY};
	struct ck_store *s = ck_desk_store(m->o->desk);
	struct ck_registry_answer answer = {.person = m->person};
	int64_t payer = 0;
	enum ck_code code = ck_sign_day_read(&day, s, ck_zone_local(m->o->office->zone, m->clerk.at).day,
	                                     ck_desk_now(m->o->desk), e);

	if (code == CK_OK && day.rule[m->o->row.specialised].asks_pay && day.snapshot[CK_SIGN_PAY] != 0) {
		ck_text_number(m->o->row.applicant, &payer);
		code = ck_snapshot_ask(s, CK_REGISTRY_PAY, day.snapshot[CK_SIGN_PAY], payer, day.on, &answer, 1, e);
		if (code == CK_OK && !answer.known)
			ck_note(ck_desk_notes(m->o->desk), "the register of pay does not know the employee with this organisation");
	}
	ck_sign_day_free(&day);
	return code;
}

/* -- the change -- */

static enum ck_code change_list(const struct employing *m, struct ck_fields *data, struct ck_error *e)
{
	enum ck_code code = is_open(m, e);

	if (code == CK_OK)
		code = fits_list(m, e);
	if (code == CK_OK && strcmp(m->change, ADD) == 0)
		code = note_elsewhere(m, e);
	if (code == CK_OK && strcmp(m->change, ADD) == 0)
		code = note_unknown(m, e);
	return code == CK_OK ? ck_org_append(m->o, &m->clerk, "org-employ", data, e) : code;
}

static enum ck_code answer(const struct employing *m, bool again, struct ck_fields *out, struct ck_error *e)
{
	struct ck_numbers people = {0};
	enum ck_code code = ck_register_employees(ck_desk_store(m->o->desk), m->o->row.chain,
	                                          m->o->application[m->o->applications - 1].number, &people, e);

	ck_org_print(m->o, out);
	ck_fields_set(out, "employee", m->employee);
	ck_fields_set_count(out, "people", (int64_t)people.count);
	ck_fields_set(out, "replayed", again ? "yes" : "no");
	ck_fields_set(out, "key", m->clerk.key);
	ck_numbers_free(&people);
	return code;
}

enum ck_code ck_org_employ(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e)
{
	struct ck_org o = {.desk = d};
	struct employing m = {.o = &o};
	struct ck_fields data = {0};
	ck_chain before = 0;
	enum ck_code code = read_employee(in, &m, e);

	if (code == CK_OK)
		code = ck_org_open(&o, ck_fields_get(in, "org"), e);
	if (code == CK_OK)
		code = ck_org_clerk_read(d, o.office, in, &m.clerk, e);
	if (code == CK_OK)
		code = ck_org_newest(&o, &m.application, e);
	if (code == CK_OK) {
		ck_fields_set_count(&data, "application", m.application.number);
		ck_fields_set(&data, "employee", m.employee);
		ck_fields_set(&data, "change", m.change);
		code = ck_org_keyed(&o, &m.clerk, "org-employ", "employee", &data, "application", &before, e);
	}
	if (code == CK_OK && before == 0)
		code = change_list(&m, &data, e);
	if (code == CK_OK)
		code = answer(&m, before != 0, out, e);
	ck_fields_free(&data);
	ck_org_close(&o);
	return code;
}
