/* org_sign: the thresholds of a day, the registers' answers about the employees, and what both come to, in integers. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "org_priv.h"

#define SPECIALISED "specialised"
/* From so many people on it pays to have a snapshot in memory. */
#define MANY 10000

const char *const ck_sign_register_name[CK_SIGN_REGISTERS] = {
    [CK_SIGN_DISABLED] = CK_REGISTRY_DISABLED,
    [CK_SIGN_PAY] = CK_REGISTRY_PAY,
};

/* -- the day -- */

static enum ck_code read_rule(struct ck_store *s, const char *subject, ck_day on, ck_time known,
                              struct ck_sign_rule *rule, struct ck_error *e)
{
	enum ck_code code = ck_norm_find(s, "sign-staff", subject, on, known, &rule->staff, &rule->asks_staff, e);

	return code == CK_OK ? ck_norm_find(s, "sign-pay", subject, on, known, &rule->pay, &rule->asks_pay, e) : code;
}

/* No snapshot, or one that is too old, is no failure before somebody is asked about. */
static enum ck_code find_snapshot(struct ck_sign_day *day, struct ck_store *s, enum ck_sign_register which,
                                  struct ck_error *e)
{
	struct ck_error *why = &day->why[which];
	char text[CK_TIME_TEXT];
	enum ck_code code;

	day->snapshot[which] = 0;
	ck_error_clear(why);
	code = ck_snapshot_find(s, ck_sign_register_name[which], day->on, day->known, &day->snapshot[which],
	                        &day->as_of[which], why);
	if (code == CK_REFUSED)
		day->snapshot[which] = 0;
	else if (code != CK_OK)
		*e = *why;
	else if (day->snapshot[which] == 0) {
		ck_day_print(text, day->on);
		ck_fail(why, CK_REFUSED, "no snapshot of the register of %s holds on %s", ck_sign_register_name[which], text);
	}
	return code == CK_REFUSED ? CK_OK : code;
}

/* What is in memory serves another day too, if the same snapshot holds on it. */
static void forget_others(struct ck_sign_day *day)
{
	for (int i = 0; i < CK_SIGN_REGISTERS; i++) {
		if (day->whole[i] == NULL || day->whole_no[i] == day->snapshot[i])
			continue;
		ck_snapshot_whole_free(day->whole[i]);
		day->whole[i] = NULL;
		day->asked = 0;
	}
}

enum ck_code ck_sign_day_read(struct ck_sign_day *day, struct ck_store *s, ck_day on, ck_time known, struct ck_error *e)
{
	enum ck_code code;

	if (day->on == on && day->known == known)
		return CK_OK;
	day->on = on;
	day->known = known;
	code = read_rule(s, "", on, known, &day->rule[0], e);
	if (code == CK_OK)
		code = read_rule(s, SPECIALISED, on, known, &day->rule[1], e);
	for (int i = 0; i < CK_SIGN_REGISTERS && code == CK_OK; i++)
		code = find_snapshot(day, s, (enum ck_sign_register)i, e);
	forget_others(day);
	if (code != CK_OK)
		day->on = CK_NODAY;
	return code;
}

void ck_sign_day_free(struct ck_sign_day *day)
{
	for (int i = 0; i < CK_SIGN_REGISTERS; i++)
		ck_snapshot_whole_free(day->whole[i]);
}

/* -- the employees -- */

enum ck_code ck_roll_read(struct ck_roll *roll, struct ck_store *s, ck_chain org, int64_t application,
                          struct ck_error *e)
{
	enum ck_code code = ck_register_employees(s, org, application, &roll->people, e);
	size_t count = roll->people.count;

	if (code != CK_OK)
		return code;
	for (int which = 0; which < CK_SIGN_REGISTERS; which++) {
		if (count > roll->room)
			roll->said[which] = ck_grow(roll->said[which], count, sizeof *roll->said[which]);
		for (size_t i = 0; i < count; i++)
			roll->said[which][i] = (struct ck_registry_answer){.person = roll->people.at[i]};
	}
	if (count > roll->room)
		roll->room = count;
	return CK_OK;
}

void ck_roll_free(struct ck_roll *roll)
{
	ck_numbers_free(&roll->people);
	for (int i = 0; i < CK_SIGN_REGISTERS; i++)
		free(roll->said[i]);
	*roll = (struct ck_roll){0};
}

enum ck_code ck_roll_ask_snapshot(struct ck_roll *roll, struct ck_store *s, struct ck_sign_day *day,
                                  enum ck_sign_register which, int64_t payer, struct ck_error *e)
{
	size_t count = roll->people.count;
	enum ck_code code = CK_OK;

	if (day->snapshot[which] == 0) {
		*e = day->why[which];
		return e->code;
	}
	day->asked += count;
	if (day->whole[which] == NULL && day->asked <= MANY)
		return ck_snapshot_ask(s, ck_sign_register_name[which], day->snapshot[which], payer, day->on, roll->said[which],
		                       count, e);
	if (day->whole[which] == NULL)
		code = ck_snapshot_read(s, ck_sign_register_name[which], day->snapshot[which], &day->whole[which], e);
	day->whole_no[which] = day->snapshot[which];
	if (code == CK_OK)
		ck_snapshot_answer(day->whole[which], payer, day->on, roll->said[which], count);
	return code;
}

size_t ck_roll_unknown(const struct ck_roll *roll, enum ck_sign_register which)
{
	size_t unknown = 0;

	for (size_t i = 0; i < roll->people.count; i++)
		unknown += !roll->said[which][i].known;
	return unknown;
}

/* The pay of those with a disability is a part of all: where all can be counted, it can. */
bool ck_roll_count(const struct ck_roll *roll, bool with_pay, struct ck_sign_figures *f)
{
	const struct ck_registry_answer *disabled = roll->said[CK_SIGN_DISABLED], *pay = roll->said[CK_SIGN_PAY];

	*f = (struct ck_sign_figures){.people = (int64_t)roll->people.count, .pay = INT64_MIN, .pay_disabled = INT64_MIN};
	if (with_pay)
		f->pay = f->pay_disabled = 0;
	for (size_t i = 0; i < roll->people.count; i++) {
		f->disabled += disabled[i].disabled;
		if (!with_pay)
			continue;
		if (__builtin_add_overflow(f->pay, pay[i].pay, &f->pay))
			return false;
		if (disabled[i].disabled)
			f->pay_disabled += pay[i].pay;
	}
	return true;
}

/* -- judged -- */

struct ck_sign_verdict ck_sign_weigh(const struct ck_sign_rule *rule, const struct ck_sign_figures *f)
{
	return (struct ck_sign_verdict){
	    .staff = !rule->asks_staff || ck_norm_reaches(f->disabled, f->people, &rule->staff),
	    .pay = !rule->asks_pay || ck_norm_reaches(f->pay_disabled, f->pay, &rule->pay),
	};
}

static void print_share(struct ck_fields *out, const char *name, int64_t part, int64_t whole)
{
	char text[48];

	snprintf(text, sizeof text, "%" PRId64 "/%" PRId64, part, whole);
	ck_fields_set(out, name, text);
	snprintf(text, sizeof text, "%s_permille", name);
	ck_fields_set_count(out, text, whole > 0 ? (int64_t)((__int128)part * 1000 / whole) : INT64_MIN);
}

void ck_sign_print_figures(const struct ck_sign_figures *f, struct ck_fields *out)
{
	ck_fields_set_count(out, "people", f->people);
	ck_fields_set_count(out, "people_disabled", f->disabled);
	print_share(out, "share_staff", f->disabled, f->people);
	if (f->pay == INT64_MIN)
		return;
	ck_fields_set_count(out, "pay_all", f->pay);
	ck_fields_set_count(out, "pay_disabled", f->pay_disabled);
	print_share(out, "share_pay", f->pay_disabled, f->pay);
}

void ck_sign_print_rule(const struct ck_sign_rule *rule, struct ck_fields *out)
{
	struct ck_buffer source = {0};

	if (rule->asks_staff) {
		ck_fields_set(out, "threshold_staff", rule->staff.value);
		ck_buffer_text(&source, rule->staff.source);
	}
	if (rule->asks_pay) {
		ck_fields_set(out, "threshold_pay", rule->pay.value);
		ck_buffer_printf(&source, "%s%s", source.length > 0 ? "; " : "", rule->pay.source);
	}
	ck_fields_set(out, "threshold_source", source.text);
	ck_buffer_free(&source);
}

enum ck_code ck_sign_judge(struct ck_store *s, const struct ck_sign_figures *f, bool specialised, ck_day on,
                           ck_time known, bool *reaches, struct ck_fields *out, struct ck_error *e)
{
	struct ck_sign_rule rule = {0};
	struct ck_sign_verdict verdict;
	enum ck_code code = read_rule(s, specialised ? SPECIALISED : "", on, known, &rule, e);

	if (code == CK_OK && !rule.asks_staff)
		code = ck_fail(e, CK_REFUSED, "no threshold of staff is known for that day");
	if (code != CK_OK)
		return code;
	verdict = ck_sign_weigh(&rule, f);
	*reaches = verdict.staff && verdict.pay;
	ck_sign_print_figures(f, out);
	ck_sign_print_rule(&rule, out);
	return CK_OK;
}
