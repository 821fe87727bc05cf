/* org_view: the sign as it stands, what a list of employees comes to, and organisations listed. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "identity.h"
#include "org_priv.h"

#define STATUSES \
	CK_APPLICATION_DRAFT " " CK_APPLICATION_SENT " " CK_APPLICATION_APPROVED " " CK_APPLICATION_REJECTED " " \
	CK_APPLICATION_ERROR

/* -- the sign -- */

/* The last approval whose sign holds at some moment between two, both included; NULL = there is none. The sign holds
 * from the answer on and is gone at until. */
static const struct ck_application_row *signed_between(const struct ck_org *o, ck_time from, ck_time until)
{
	for (size_t i = o->applications; i-- > 0;) {
		const struct ck_application_row *a = &o->application[i];

		if (strcmp(a->status, CK_APPLICATION_APPROVED) == 0 && a->answered <= until && a->until > from)
			return a;
	}
	return NULL;
}

static void print_newest(const struct ck_org *o, struct ck_fields *out)
{
	const struct ck_application_row *a;

	if (o->applications == 0)
		return;
	a = &o->application[o->applications - 1];
	ck_fields_set(out, "case", a->case_number);
	ck_fields_set_time(out, "sent", a->sent, o->office->zone);
	ck_fields_set_time(out, "answered", a->answered, o->office->zone);
	ck_fields_set(out, "cause", a->cause);
}

void ck_org_print_sign(const struct ck_org *o, ck_time from, ck_time until, struct ck_fields *out, bool *sign)
{
	const struct ck_application_row *held = signed_between(o, from, until);

	ck_org_print(o, out);
	print_newest(o, out);
	ck_fields_set(out, "sign", held != NULL ? "yes" : "no");
	ck_fields_set_time(out, "sign_until", held != NULL ? held->until : CK_NOTIME, o->office->zone);
	if (sign != NULL)
		*sign = held != NULL;
}

/* -- checked -- */

struct ck_org_checking {
	struct ck_desk *desk;
	struct ck_org o;
	struct ck_sign_day day;
	struct ck_roll roll;
};

struct ck_org_checking *ck_org_checking_new(struct ck_desk *d)
{
	struct ck_org_checking *c = ck_alloc(sizeof *c);

	c->desk = c->o.desk = d;
	c->day.on = CK_NODAY;
	return c;
}

void ck_org_checking_free(struct ck_org_checking *c)
{
	if (c == NULL)
		return;
	ck_org_close(&c->o);
	ck_sign_day_free(&c->day);
	ck_roll_free(&c->roll);
	free(c);
}

/* What the list comes to on the day, or in `cause` why that cannot be said. */
static enum ck_code weigh_list(struct ck_org_checking *c, const struct ck_sign_rule *rule, struct ck_fields *out,
                               struct ck_error *e)
{
	struct ck_store *s = ck_desk_store(c->desk);
	struct ck_sign_figures f;
	struct ck_sign_verdict verdict;
	char cause[160];
	size_t unknown;
	int64_t payer = 0;
	enum ck_code code = ck_roll_ask_snapshot(&c->roll, s, &c->day, CK_SIGN_DISABLED, 0, e);

	ck_text_number(c->o.row.applicant, &payer);
	if (code == CK_OK && rule->asks_pay)
		code = ck_roll_ask_snapshot(&c->roll, s, &c->day, CK_SIGN_PAY, payer, e);
	if (code != CK_OK)
		return code;
	unknown = rule->asks_pay ? ck_roll_unknown(&c->roll, CK_SIGN_PAY) : 0;
	if (unknown > 0) {
		snprintf(cause, sizeof cause, "the register of %s does not know %zu of %zu employees", CK_REGISTRY_PAY, unknown,
		         c->roll.people.count);
		ck_fields_set(out, "cause", cause);
		ck_fields_set_count(out, "people", (int64_t)c->roll.people.count);
		return CK_OK;
	}
	if (!ck_roll_count(&c->roll, rule->asks_pay, &f))
		return ck_fail(e, CK_REFUSED, CK_ROLL_TOO_MUCH);
	verdict = ck_sign_weigh(rule, &f);
	ck_sign_print_figures(&f, out);
	ck_fields_set(out, "reaches", verdict.staff && verdict.pay ? "yes" : "no");
	return CK_OK;
}

static enum ck_code check_list(struct ck_org_checking *c, ck_day on, struct ck_fields *out, struct ck_error *e)
{
	const struct ck_org *o = &c->o;
	const struct ck_sign_rule *rule;
	enum ck_code code = ck_sign_day_read(&c->day, ck_desk_store(c->desk), on, ck_desk_now(c->desk), e);

	if (code != CK_OK)
		return code;
	rule = &c->day.rule[o->row.specialised];
	ck_sign_print_rule(rule, out);
	if (o->applications == 0)
		return CK_OK;
	code = ck_roll_read(&c->roll, ck_desk_store(c->desk), o->row.chain, o->application[o->applications - 1].number, e);
	if (code != CK_OK)
		return code;
	if (!rule->asks_staff) {
		ck_fields_set(out, "cause", "no threshold of staff is known for that day");
		return CK_OK;
	}
	code = weigh_list(c, rule, out, e);
	if (code == CK_REFUSED) {
		ck_fields_set(out, "cause", e->text);
		ck_fields_set_count(out, "people", (int64_t)c->roll.people.count);
		ck_error_clear(e);
		code = CK_OK;
	}
	return code;
}

/* A day that is named is asked as a whole: whoever had the sign at some time of it had it on that day. */
enum ck_code ck_org_check(struct ck_org_checking *c, const char *org, ck_day on, struct ck_fields *out, bool *sign,
                          struct ck_error *e)
{
	ck_time from = ck_desk_now(c->desk), until = from;
	enum ck_code code = ck_org_open(&c->o, org, e);

	if (code != CK_OK)
		return code;
	if (on == CK_NODAY) {
		on = ck_zone_local(c->o.office->zone, from).day;
	} else {
		from = ck_zone_utc(c->o.office->zone, on, 0, false, NULL);
		until = ck_zone_utc(c->o.office->zone, on + 1, 0, false, NULL) - 1;
	}
	ck_org_print_sign(&c->o, from, until, out, sign);
	return check_list(c, on, out, e);
}

/* -- listed -- */

struct list {
	struct ck_org o;
	const struct ck_org_ask *ask;
	int64_t person;               /* 0 = not asked */
	int64_t within;               /* of --expiring, in seconds; -1 = not asked */
	ck_chain *chain;
	size_t count, room;
	ck_each *each;
	void *to;
	struct ck_fields out;
};

static void keep(struct list *l, ck_chain chain)
{
	if (l->count == l->room) {
		l->room = l->room == 0 ? 64 : 2 * l->room;
		l->chain = ck_grow(l->chain, l->room, sizeof *l->chain);
	}
	l->chain[l->count++] = chain;
}

static enum ck_code take_org(void *to, ck_chain org, struct ck_error *e)
{
	(void)e;
	keep(to, org);
	return CK_OK;
}

static enum ck_code take_employer(void *to, ck_chain org, int64_t application, struct ck_error *e)
{
	struct list *l = to;

	(void)application;
	(void)e;
	if (l->count == 0 || l->chain[l->count - 1] != org)
		keep(l, org);
	return CK_OK;
}

/* Somebody's number stands in older lists too: only the newest counts. */
static enum ck_code has_employee(const struct list *l, bool *has, struct ck_error *e)
{
	const struct ck_org *o = &l->o;
	struct ck_numbers people = {0};
	enum ck_code code;

	*has = l->person == 0;
	if (*has || o->applications == 0)
		return CK_OK;
	code = ck_register_employees(ck_desk_store(o->desk), o->row.chain, o->application[o->applications - 1].number,
	                             &people, e);
	for (size_t i = 0; code == CK_OK && !*has && i < people.count; i++)
		*has = people.at[i] == l->person;
	ck_numbers_free(&people);
	return code;
}

static bool passes(const struct list *l, const struct ck_office *office, ck_time now)
{
	const struct ck_org *o = &l->o;
	const struct ck_org_ask *ask = l->ask;
	const struct ck_application_row *held = signed_between(o, now, now);

	if ((office != NULL && office != o->office) || (ask->with_sign && held == NULL))
		return false;
	if (l->within >= 0 && (held == NULL || held->until - now > l->within))
		return false;
	return ask->status == NULL ||
	       (o->applications > 0 && strcmp(o->application[o->applications - 1].status, ask->status) == 0);
}

static enum ck_code print_one(struct list *l, struct ck_error *e)
{
	ck_time now = ck_desk_now(l->o.desk);

	ck_fields_empty(&l->out);
	ck_org_print_sign(&l->o, now, now, &l->out, NULL);
	return l->each(l->to, &l->out, e);
}

static enum ck_code list_one(struct list *l, const struct ck_office *office, struct ck_error *e)
{
	bool has = false;
	enum ck_code code = ck_org_renew(&l->o, e);

	if (code != CK_OK || !passes(l, office, ck_desk_now(l->o.desk)))
		return code;
	code = has_employee(l, &has, e);
	return code == CK_OK && has ? print_one(l, e) : code;
}

static enum ck_code read_ask(struct list *l, const struct ck_office **office, struct ck_error *e)
{
	const struct ck_org_ask *ask = l->ask;

	if (ask->status != NULL && !ck_word_in(STATUSES, ask->status))
		return ck_fail(e, CK_USAGE, "\"%s\" is no status of an application: one of " STATUSES, ask->status);
	if (ask->employee != NULL && (!ck_identity_read(ask->employee).valid || !ck_text_number(ask->employee, &l->person)))
		return ck_fail(e, CK_USAGE, "--employee is no IIN");
	l->within = -1;
	if (ask->expiring != NULL && !ck_text_span(ask->expiring, &l->within))
		return ck_fail(e, CK_USAGE, "%s is no span such as 30d or 4w", ask->expiring);
	return ask->office == NULL ? CK_OK : ck_desk_office(l->o.desk, ask->office, office, e);
}

enum ck_code ck_org_list(struct ck_desk *d, const struct ck_org_ask *ask, ck_each *each, void *to, struct ck_error *e)
{
	struct list l = {.o.desk = d, .ask = ask, .each = each, .to = to};
	const struct ck_office *office = NULL;
	enum ck_code code = read_ask(&l, &office, e);

	if (code == CK_OK && ask->org != NULL) {
		code = ck_org_open(&l.o, ask->org, e);
		if (code == CK_OK)
			code = print_one(&l, e);
	} else if (code == CK_OK) {
		code = l.person == 0 ? ck_register_orgs(ck_desk_store(d), office == NULL ? 0 : office->no, take_org, &l, e)
		                     : ck_register_employed(ck_desk_store(d), l.person, take_employer, &l, e);
	}
	for (size_t i = 0; code == CK_OK && i < l.count; i++) {
		l.o.row.chain = l.chain[i];
		code = list_one(&l, office, e);
	}
	ck_fields_free(&l.out);
	free(l.chain);
	ck_org_close(&l.o);
	return code;
}

/* -- the employees of an application -- */

struct roll_call {
	struct ck_org o;
	struct ck_roll roll;
	bool knows[CK_SIGN_REGISTERS];
	int64_t application;
};

/* What the snapshots of today say of each, where one holds. */
static enum ck_code look_up(struct roll_call *r, struct ck_error *e)
{
	struct ck_desk *d = r->o.desk;
	struct ck_sign_day day = {.on = CK_NODAY};
	int64_t payer = 0;
	enum ck_code code = ck_sign_day_read(&day, ck_desk_store(d), ck_zone_local(r->o.office->zone, ck_desk_now(d)).day,
	                                     ck_desk_now(d), e);

	ck_text_number(r->o.row.applicant, &payer);
	for (int i = 0; i < CK_SIGN_REGISTERS && code == CK_OK; i++) {
		r->knows[i] = day.snapshot[i] != 0;
		if (r->knows[i])
			code = ck_roll_ask_snapshot(&r->roll, ck_desk_store(d), &day, (enum ck_sign_register)i,
			                            i == CK_SIGN_PAY ? payer : 0, e);
	}
	ck_sign_day_free(&day);
	return code;
}

static void print_employee(const struct roll_call *r, size_t i, struct ck_fields *out)
{
	const struct ck_registry_answer *disabled = &r->roll.said[CK_SIGN_DISABLED][i];
	const struct ck_registry_answer *pay = &r->roll.said[CK_SIGN_PAY][i];
	char text[24];

	snprintf(text, sizeof text, "%012" PRId64, r->roll.people.at[i]);
	ck_fields_empty(out);
	ck_fields_set(out, "org", r->o.number);
	ck_fields_set_count(out, "application", r->application);
	ck_fields_set(out, "employee", text);
	if (r->knows[CK_SIGN_DISABLED])
		ck_fields_set(out, "disabled", disabled->disabled ? "yes" : "no");
	if (r->knows[CK_SIGN_PAY])
		ck_fields_set_count(out, "pay", pay->known ? pay->pay : INT64_MIN);
}

static enum ck_code choose_application(struct roll_call *r, int64_t application, struct ck_error *e)
{
	struct ck_application_row newest;
	enum ck_code code = ck_org_newest(&r->o, &newest, e);

	if (code != CK_OK)
		return code;
	r->application = application == 0 ? newest.number : application;
	if (r->application < 1 || r->application > newest.number)
		return ck_fail_at(e, CK_BADDATA, "application", "it has no application %" PRId64, application);
	return CK_OK;
}

enum ck_code ck_org_employees(struct ck_desk *d, const char *org, int64_t application, ck_each *each, void *to,
                              struct ck_error *e)
{
	struct roll_call r = {.o.desk = d};
	struct ck_fields out = {0};
	enum ck_code code = ck_org_open(&r.o, org, e);

	if (code == CK_OK)
		code = choose_application(&r, application, e);
	if (code == CK_OK)
		code = ck_roll_read(&r.roll, ck_desk_store(d), r.o.row.chain, r.application, e);
	if (code == CK_OK)
		code = look_up(&r, e);
	for (size_t i = 0; code == CK_OK && i < r.roll.people.count; i++) {
		print_employee(&r, i, &out);
		code = each(to, &out, e);
	}
	ck_fields_free(&out);
	ck_roll_free(&r.roll);
	ck_org_close(&r.o);
	return code;
}
