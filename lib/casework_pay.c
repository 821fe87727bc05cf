/* casework_pay: what is paid in a case. A payment is known by its payer, its number and its day, and is used once; where
 * the catalogue says that a permit costs a fee, the payment must be there and, where the fee is known, be enough. */
#include <stdio.h>
#include <string.h>

#include "casework_priv.h"
#include "norm.h"
#include "register.h"

#define FEE "permit-fee"  /* the norm; its subject is a category of workers */

static enum ck_code refuse(const struct ck_case *c, const struct ck_step *step, const char *column, struct ck_error *e)
{
	char clause[200];

	ck_clause(clause, c->ed, c->p, step->step);
	ck_fail_column(e, column);
	return ck_fail_clause(e, "%s", clause);
}

/* -- the payment document -- */

static enum ck_code paid_day(const struct ck_case *c, const struct ck_step *step, ck_time at,
                             const struct ck_fields *data, ck_day *day, struct ck_error *e)
{
	const char *text = ck_fields_get(data, "paid_on");

	if (!ck_day_parse(text, day)) {
		ck_fail(e, CK_BADDATA, "\"%s\" is no date (YYYY-MM-DD)", text);
		return ck_fail_column(e, "paid_on");
	}
	if (*day <= ck_zone_local(c->office->zone, at).day)
		return CK_OK;
	ck_fail(e, CK_REFUSED, "the payment is of a later day than the act");
	return refuse(c, step, "paid_on", e);
}

static enum ck_code used_once(struct ck_case *c, const struct ck_step *step, const struct ck_fields *data, ck_day day,
                              struct ck_error *e)
{
	ck_chain used;
	enum ck_code code = ck_register_paid(ck_desk_store(c->desk), ck_fields_get(data, "payer"),
	                                     ck_fields_get(data, "payment"), day, &used, e);

	if (code != CK_OK || used == 0)
		return code;
	ck_fail(e, CK_REFUSED, "this payment was used before");
	return refuse(c, step, "payment", e);
}

/* Number and day stand together; a fee cannot do without them. */
static enum ck_code is_whole(const struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                             struct ck_error *e)
{
	static const char *const names[] = {"payment", "paid_on"};

	for (size_t i = 0; i < sizeof names / sizeof names[0]; i++) {
		if (ck_fields_has(data, names[i]))
			continue;
		ck_fail(e, CK_REFUSED, "step %s needs %s of the payment document", step->step,
		        i == 0 ? "the number" : "the date");
		return refuse(c, step, names[i], e);
	}
	return CK_OK;
}

/* -- the fee -- */

struct fee {
	struct ck_case *c;
	ck_day day;               /* of the payment */
	int64_t tiyn;             /* of all categories whose fee is known */
	bool known;               /* of all of them */
	bool too_much;
	bool quiet;               /* what is not known has been told before */
	char source[400];         /* the act that the first of them rests on */
};

static enum ck_code unknown_fee(struct fee *fee, const char *category)
{
	fee->known = false;
	if (!fee->quiet)
		ck_note(ck_desk_notes(fee->c->desk), "%s: no fee is known for workers of category %s: the amount was not checked",
		        fee->c->number, category);
	return CK_OK;
}

static enum ck_code add_category(void *to, const char *category, int64_t count, struct ck_error *e)
{
	struct fee *fee = to;
	struct ck_norm norm;
	bool found;
	int64_t more;
	enum ck_code code = ck_norm_find(ck_desk_store(fee->c->desk), FEE, category, fee->day, ck_desk_now(fee->c->desk),
	                                 &norm, &found, e);

	if (code != CK_OK)
		return code;
	if (!found)
		return unknown_fee(fee, category);
	if (fee->source[0] == '\0')
		snprintf(fee->source, sizeof fee->source, "%s", norm.source);
	if (__builtin_mul_overflow(norm.count, count, &more) || __builtin_add_overflow(fee->tiyn, more, &fee->tiyn))
		fee->too_much = true;
	return CK_OK;
}

static enum ck_code is_enough(const struct fee *fee, const struct ck_fields *data, struct ck_error *e)
{
	const char *amount = ck_fields_get(data, "amount");
	struct ck_buffer sum = {0};
	int64_t paid = 0;

	if (amount != NULL && ck_text_number(amount, &paid) && paid >= fee->tiyn && !fee->too_much)
		return CK_OK;
	ck_text_print_money(&sum, fee->tiyn);
	if (fee->too_much)
		ck_fail(e, CK_REFUSED, "the fee for so many workers is beyond all sums");
	else if (amount == NULL)
		ck_fail(e, CK_REFUSED, "the amount paid is missing: the fee for these workers is %s tenge", sum.text);
	else
		ck_fail(e, CK_REFUSED, "that is less than the fee for these workers: %s tenge", sum.text);
	ck_buffer_free(&sum);
	ck_fail_column(e, "amount");
	return ck_fail_clause(e, "%s", fee->source);
}

static enum ck_code fee_is_paid(struct ck_case *c, const struct ck_fields *data, ck_day day, struct ck_error *e)
{
	struct fee fee = {.c = c, .day = day, .known = true};
	const char *text = ck_case_field(c, "workers");
	struct ck_workers workers;
	enum ck_code code;

	if (text[0] == '\0') {
		ck_note(ck_desk_notes(c->desk), "%s: the application names no workers: the amount was not checked", c->number);
		return CK_OK;
	}
	code = ck_workers_parse(text, "workers", &workers, e);
	if (code == CK_OK)
		code = ck_workers_categories(&workers, add_category, &fee, e);
	return code == CK_OK && fee.known ? is_enough(&fee, data, e) : code;
}

enum ck_code ck_case_paid(struct ck_case *c, const struct ck_step *step, ck_time at, struct ck_fields *data,
                          struct ck_error *e)
{
	const struct ck_permit_rule *rule = ck_case_rule(c);
	bool fee = rule != NULL && rule->fee, told = ck_fields_has(data, "payment") || ck_fields_has(data, "paid_on") ||
	                                             ck_fields_has(data, "payer");
	ck_day day;
	enum ck_code code;

	if (!ck_word_in(step->acts, "pay") || (!fee && !told))
		return CK_OK;
	code = is_whole(c, step, data, e);
	if (code == CK_OK)
		code = paid_day(c, step, at, data, &day, e);
	if (code != CK_OK)
		return code;
	if (!ck_fields_has(data, "payer"))
		ck_fields_set(data, "payer", ck_case_field(c, "applicant"));
	code = used_once(c, step, data, day, e);
	return code == CK_OK && fee ? fee_is_paid(c, data, day, e) : code;
}

/* -- the fee once more, when the permit is given -- */

static const struct ck_event *standing_payment(const struct ck_case *c)
{
	const struct ck_event *found = NULL;

	for (size_t i = 0; i < c->evs.count; i++) {
		const struct ck_event *ev = &c->evs.at[i];

		if (ck_word_in(ev->acts, "pay") && ck_fields_has(&ev->data, "payment") && ck_fields_has(&ev->data, "amount") &&
		    !ck_standing_undone(c->standing, ev->seq))
			found = ev;
	}
	return found;
}

enum ck_code ck_case_fee_covers(struct ck_case *c, const struct ck_step *step, const char *permitted, struct ck_error *e)
{
	const struct ck_event *paid = standing_payment(c);
	struct fee fee = {.c = c, .known = true, .quiet = true};
	struct ck_buffer sum = {0};
	struct ck_workers workers;
	int64_t amount;
	enum ck_code code;

	if (paid == NULL || !ck_case_rule(c)->fee || !ck_day_parse(ck_fields_get(&paid->data, "paid_on"), &fee.day) ||
	    !ck_text_number(ck_fields_get(&paid->data, "amount"), &amount))
		return CK_OK;
	code = ck_workers_parse(permitted, "workers", &workers, e);
	if (code == CK_OK)
		code = ck_workers_categories(&workers, add_category, &fee, e);
	if (code != CK_OK || !fee.known || (!fee.too_much && amount >= fee.tiyn))
		return code;
	ck_text_print_money(&sum, amount);
	ck_fail(e, CK_REFUSED, "the fee that was paid, %s tenge, is less than the fee for these workers", sum.text);
	ck_buffer_free(&sum);
	return refuse(c, step, "workers", e);
}
