/* workplace_refer: who is sent to a place of the contract, and who has left it. */
#include <string.h>

#include "identity.h"
#include "workplace_priv.h"

static enum ck_code refuse(const struct ck_work *w, const struct ck_step *step, const char *column, const char *why,
                           struct ck_error *e)
{
	ck_fail(e, CK_REFUSED, "%s", why);
	return ck_work_clause(w, step, column, e);
}

static bool is_there(const struct ck_referral_row *r, ck_day from)
{
	return r->left == CK_NODAY || r->left > from;
}

/* -- somebody comes -- */

static enum ck_code within_contract(const struct ck_work *w, const struct ck_step *step, ck_day from,
                                    struct ck_error *e)
{
	char day[CK_TIME_TEXT];
	bool early = from < w->contract.since;

	if (!early && from <= w->contract.until)
		return CK_OK;
	ck_day_print(day, early ? w->contract.since : w->contract.until);
	ck_fail(e, CK_REFUSED, "the contract %s on %s", early ? "begins" : "ends", day);
	return ck_work_clause(w, step, "from", e);
}

static enum ck_code has_vacancy(const struct ck_work *w, const struct ck_step *step, const char *employee, ck_day from,
                                struct ck_error *e)
{
	int64_t taken = 0;

	for (size_t i = 0; i < w->referrals; i++) {
		const struct ck_referral_row *r = &w->referral[i];
		const bool same = strcmp(r->employee, employee) == 0;

		if (same && r->since == from && r->left != CK_NODAY)
			return refuse(w, step, "employee", "that person was sent from that day on already, and left", e);
		if (!is_there(r, from))
			continue;
		if (same)
			return refuse(w, step, "employee", "that person is at a place of this contract then already", e);
		taken++;
	}
	return taken < w->contract.places ? CK_OK : refuse(w, step, "employee", "no place of the contract is free then", e);
}

static enum ck_code comes(const struct ck_work *w, const struct ck_case_at *at, struct ck_fields *data,
                          struct ck_error *e)
{
	const char *employee = ck_fields_get(w->in, "employee");
	ck_day today = ck_zone_local(at->office->zone, at->at).day, from = today;
	enum ck_code code = CK_OK;

	if (ck_fields_has(w->in, "from"))
		code = ck_work_day(w, "from", &from, e);
	if (code == CK_OK && today > w->contract.until)
		code = refuse(w, at->step, "", "the contract has ended", e);
	if (code == CK_OK)
		code = within_contract(w, at->step, from, e);
	if (code == CK_OK)
		code = has_vacancy(w, at->step, employee, from, e);
	if (code == CK_OK)
		ck_fields_set_day(data, "from", from);
	return code;
}

/* -- somebody leaves -- */

static enum ck_code leaves(const struct ck_work *w, const struct ck_case_at *at, struct ck_fields *data,
                           struct ck_error *e)
{
	const char *employee = ck_fields_get(w->in, "employee");
	const struct ck_referral_row *at_work = NULL;
	ck_day left;

	if (ck_work_day(w, "left", &left, e) != CK_OK)
		return e->code;
	for (size_t i = 0; i < w->referrals; i++) {
		if (w->referral[i].left == CK_NODAY && strcmp(w->referral[i].employee, employee) == 0)
			at_work = &w->referral[i];
	}
	if (at_work == NULL)
		return refuse(w, at->step, "employee", "that person is at no place of this contract", e);
	if (left < at_work->since)
		return refuse(w, at->step, "left", "that is before the person came", e);
	if (left > ck_zone_local(at->office->zone, at->at).day)
		return refuse(w, at->step, "left", "that day has not come yet", e);
	ck_fields_set_day(data, "left", left);
	return CK_OK;
}

/* -- the act -- */

static enum ck_code is_person(const struct ck_fields *in, struct ck_error *e)
{
	const char *employee = ck_fields_get(in, "employee");
	struct ck_identity id = ck_identity_read(employee);

	if (employee == NULL)
		ck_fail(e, CK_BADDATA, "employee is missing");
	else if (!id.valid)
		ck_fail(e, CK_BADDATA, "%s", id.fault);
	else if (strcmp(ck_id_kind_name(id.kind), "iin") != 0)
		ck_fail(e, CK_BADDATA, "not the IIN of a person");
	else
		return CK_OK;
	return ck_fail_column(e, "employee");
}

static enum ck_code add_referral(void *work, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e)
{
	const struct ck_work *w = work;

	ck_error_clear(e);
	ck_fields_set(data, "employee", ck_fields_get(w->in, "employee"));
	if (ck_work_has_terms(w, at->step, e) != CK_OK)
		return e->code;
	return ck_fields_has(w->in, "left") ? leaves(w, at, data, e) : comes(w, at, data, e);
}

enum ck_code ck_workplace_refer(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                struct ck_error *e)
{
	struct ck_work w;
	enum ck_code code = is_person(in, e);

	if (code != CK_OK)
		return code;
	if (ck_fields_has(in, "from") && ck_fields_has(in, "left")) {
		ck_fail(e, CK_BADDATA, "somebody comes or leaves: give from or left");
		return ck_fail_column(e, "left");
	}
	code = ck_work_open(&w, d, "refer", "employee from left", in, e);
	if (code == CK_OK)
		code = ck_work_do(&w, "employee from left", add_referral, out, e);
	ck_work_close(&w);
	return code;
}
