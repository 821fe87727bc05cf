/* register_permit: permits, the quotas that they use up, and payments: written from what events of cases say, and read. */
#include <stdlib.h>
#include <string.h>
#include "register_priv.h"
#include "workers.h"

#define LAST_DAY INT32_MAX

/* -- a permit is issued -- */

/* The key of an entry: two words as one; free() it. */
static char *two_words(const char *first, const char *second)
{
	struct ck_buffer b = {0};

	ck_buffer_printf(&b, "%s %s", first, second);
	return b.text;
}

struct use {
	const struct ck_saying *say;
	const char *region;
	int64_t year;
};

/* A sum is of no single event. */
static enum ck_code use_places(void *to, const char *category, int64_t count, struct ck_error *e)
{
	const struct use *use = to;
	char *word = two_words(use->region, category);
	struct ck_entry_row row = {.in = CK_REGISTER_QUOTA_USED, .a = use->year, .word = word};
	bool found;
	enum ck_code code = ck_entry_get(use->say->store, &row, &found, e);

	if (code == CK_OK) {
		ck_entry_set(&row, "used", (found ? ck_entry_number(&row, "used") : 0) + count);
		code = ck_entry_put(use->say->store, &row, e);
	}
	ck_fields_free(&row.data);
	free(word);
	return code;
}

static enum ck_code use_quota(const struct ck_saying *say, const char *region, const struct ck_workers *w,
                              struct ck_error *e)
{
	struct use use = {say, region, 0};

	if (*ck_said(say, "quota_year") == '\0')
		return CK_OK;
	if (ck_said_count(say, "quota_year", &use.year, e) != CK_OK)
		return e->code;
	return ck_workers_categories(w, use_places, &use, e);
}

/* The permit before it ends where this one begins. */
static enum ck_code replace_previous(const struct ck_saying *say, ck_chain id, ck_day since, ck_chain *previous,
                                     struct ck_error *e)
{
	*previous = 0;
	if (*ck_said(say, "previous") == '\0')
		return CK_OK;
	if (ck_said_chain(say, "previous", CK_SERIES_PERMIT, previous, e) != CK_OK)
		return e->code;
	return ck_store_do(say->store, e, NULL, CK_SQL_PERMIT_REPLACE, "iii", *previous, id, (int64_t)since);
}

static enum ck_code put_permit(const struct ck_saying *say, struct ck_error *e)
{
	const char *kind, *region, *workers;
	ck_chain id, previous;
	ck_day since, until;
	struct ck_workers w;
	int64_t changed;
	enum ck_code code;

	if ((code = ck_said_chain(say, "permit", CK_SERIES_PERMIT, &id, e)) != CK_OK ||
	    (code = ck_said_text(say, "permit_kind", &kind, e)) != CK_OK ||
	    (code = ck_said_text(say, "region", &region, e)) != CK_OK ||
	    (code = ck_said_text(say, "workers", &workers, e)) != CK_OK ||
	    (code = ck_workers_parse(workers, "workers", &w, e)) != CK_OK ||
	    (code = ck_said_day(say, "from", &since, e)) != CK_OK ||
	    (code = ck_said_day(say, "until", &until, e)) != CK_OK ||
	    (code = replace_previous(say, id, since, &previous, e)) != CK_OK ||
	    (code = use_quota(say, region, &w, e)) != CK_OK)
		return code;
	code = ck_store_do(say->store, e, &changed, CK_SQL_PERMIT_PUT, "iiitttttiiii", id, say->ev->chain,
	                   (int64_t)say->ev->seq, kind, ck_said(say, "applicant"), ck_said(say, "applicant_name"), region,
	                   workers, w.total, (int64_t)since, (int64_t)until, previous);
	return code != CK_OK || changed == 1 ? code : ck_said_wrongly(say, "its permit was issued before", e);
}

static enum ck_code revoke(const struct ck_saying *say, struct ck_error *e)
{
	ck_chain id;
	ck_day from;
	int64_t changed;
	enum ck_code code;

	if ((code = ck_said_chain(say, "permit", CK_SERIES_PERMIT, &id, e)) != CK_OK ||
	    (code = ck_said_day(say, "revoked_from", &from, e)) != CK_OK ||
	    (code = ck_store_do(say->store, e, &changed, CK_SQL_PERMIT_REVOKE, "iiit", id, say->ev->chain, (int64_t)from,
	                        ck_said(say, "ground"))) != CK_OK)
		return code;
	return changed == 1 ? CK_OK : ck_said_wrongly(say, "its case gave no such permit", e);
}

/* -- a fee is paid -- */

static enum ck_code put_payment(const struct ck_saying *say, struct ck_error *e)
{
	const char *payer, *number;
	ck_day paid_on;
	int64_t amount = INT64_MIN;
	char *word;
	struct ck_entry_row row = {.in = CK_REGISTER_PAYMENT, .chain = say->ev->chain, .seq = say->ev->seq};
	bool added;
	enum ck_code code;

	if ((code = ck_said_text(say, "payer", &payer, e)) != CK_OK ||
	    (code = ck_said_text(say, "payment", &number, e)) != CK_OK ||
	    (code = ck_said_day(say, "paid_on", &paid_on, e)) != CK_OK)
		return code;
	if (*ck_said(say, "amount") != '\0' && (code = ck_said_count(say, "amount", &amount, e)) != CK_OK)
		return code;
	row.a = paid_on;
	row.word = word = two_words(payer, number);
	ck_entry_set(&row, "amount", amount);
	code = ck_entry_add(say->store, &row, &added, e);
	free(word);
	if (code != CK_OK || added)
		return code;
	ck_fail(e, CK_REFUSED, "the payment %s was used before", number);
	return ck_fail_column(e, "payment");
}

static void keep_key(const struct ck_entry_row *entry, struct ck_arena *arena, void *row)
{
	struct ck_entry_row *key = row;

	*key = *entry;
	key->word = ck_arena_copy(arena, entry->word);
	key->data = (struct ck_fields){0};
}

enum ck_code ck_undo_payments(const struct ck_saying *say, struct ck_error *e)
{
	struct ck_entry_list l = {.size = sizeof(struct ck_entry_row), .read = keep_key};
	struct ck_result *r;
	enum ck_code code = ck_store_query(say->store, &r, e, CK_SQL_ENTRIES_OF_CHAIN, "i", say->ev->chain);

	if (code != CK_OK)
		return code;
	code = ck_entry_list_read(&l, CK_REGISTER_PAYMENT, r, e);
	for (size_t i = 0; code == CK_OK && i < l.count; i++) {
		const struct ck_entry_row *row = ck_entry_list_at(&l, i);

		if (ck_said_undone(say, row->seq))
			code = ck_entry_drop(say->store, row, e);
	}
	ck_entry_list_free(&l);
	return code;
}

enum ck_code ck_apply_permit(const struct ck_saying *say, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	if (*ck_said(say, "payment") != '\0' && ck_word_in(say->ev->acts, "pay"))
		code = put_payment(say, e);
	if (code == CK_OK && *ck_said(say, "permit_kind") != '\0' && ck_word_in(say->ev->acts, "issue"))
		code = put_permit(say, e);
	if (code == CK_OK && *ck_said(say, "revoked_from") != '\0' && ck_word_in(say->ev->acts, "revoke"))
		code = revoke(say, e);
	return code;
}

enum ck_code ck_link_permits(struct ck_store *s, struct ck_error *e)
{
	return ck_store_do(s, e, NULL, CK_SQL_PERMIT_LINK_ALL, "");
}

/* -- reading -- */

static ck_day day_in(struct ck_result *r, int column)
{
	int64_t day = ck_result_int(r, column);

	return day == INT64_MIN ? CK_NODAY : (ck_day)day;
}

/* The texts are the result's own. */
static struct ck_permit_row permit_of_row(struct ck_result *r)
{
	return (struct ck_permit_row){
	    .id = ck_result_int(r, 0),
	    .chain = ck_result_int(r, 1),
	    .seq = ck_result_int(r, 2),
	    .kind = ck_result_text(r, 3),
	    .applicant = ck_result_text(r, 4),
	    .applicant_name = ck_result_text(r, 5),
	    .region = ck_result_text(r, 6),
	    .workers = ck_result_text(r, 7),
	    .total = ck_result_int(r, 8),
	    .since = day_in(r, 9),
	    .until = day_in(r, 10),
	    .previous = ck_result_int(r, 11),
	    .next = ck_result_int(r, 12),
	    .next_since = day_in(r, 13),
	    .revoked = day_in(r, 14),
	    .ground = ck_result_text(r, 15),
	};
}

enum ck_code ck_register_permit(struct ck_store *s, ck_chain id, struct ck_arena *arena, struct ck_permit_row *row,
                                bool *found, struct ck_error *e)
{
	const char **const texts[] = {&row->kind,   &row->applicant, &row->applicant_name,
	                              &row->region, &row->workers,   &row->ground};
	struct ck_result *r;
	enum ck_code code = ck_store_query(s, &r, e, CK_SQL_PERMIT_BY_ID, "i", id);

	*found = false;
	if (code != CK_OK)
		return code;
	if (ck_result_next(r, e)) {
		*found = true;
		*row = permit_of_row(r);
		for (size_t i = 0; i < sizeof texts / sizeof *texts; i++)
			*texts[i] = ck_arena_copy(arena, *texts[i]);
	}
	ck_result_end(r);
	return e->code;
}

static bool holds_on(const struct ck_permit_row *row, ck_day on)
{
	return row->since <= on && on <= row->until && (row->revoked == CK_NODAY || on < row->revoked) &&
	       (row->next == 0 || on < row->next_since);
}

static bool passes(const struct ck_permit_filter *f, const struct ck_permit_row *row, ck_chain from, ck_chain until)
{
	return from <= row->id && row->id < until && (f->applicant == NULL || strcmp(f->applicant, row->applicant) == 0) &&
	       (f->region == NULL || strcmp(f->region, row->region) == 0) && (f->chain == 0 || f->chain == row->chain) &&
	       (f->holding_on == CK_NODAY || holds_on(row, f->holding_on));
}

/* The statement whose index leaves the fewest rows. */
static enum ck_code find_permits(struct ck_store *s, const struct ck_permit_filter *f, ck_chain from, ck_chain until,
                                 struct ck_result **r, struct ck_error *e)
{
	if (f->ending_from != CK_NODAY || f->ending_until != CK_NODAY)
		return ck_store_query(s, r, e, CK_SQL_PERMITS_ENDING, "ii", (int64_t)f->ending_from,
		                      (int64_t)(f->ending_until != CK_NODAY ? f->ending_until : LAST_DAY));
	if (f->chain != 0)
		return ck_store_query(s, r, e, CK_SQL_PERMITS_OF_CASE, "i", f->chain);
	if (f->applicant != NULL)
		return ck_store_query(s, r, e, CK_SQL_PERMITS_OF_APPLICANT, "t", f->applicant);
	return ck_store_query(s, r, e, CK_SQL_PERMITS_BETWEEN, "ii", from, until);
}

enum ck_code ck_register_permits(struct ck_store *s, const struct ck_permit_filter *f,
                                 enum ck_code (*each)(void *to, const struct ck_permit_row *row, struct ck_error *e),
                                 void *to, struct ck_error *e)
{
	struct ck_result *r;
	ck_chain from, until;
	enum ck_code code;

	ck_register_span(f->office, &from, &until);
	code = find_permits(s, f, from, until, &r, e);
	if (code != CK_OK)
		return code;
	while (code == CK_OK && ck_result_next(r, e)) {
		const struct ck_permit_row row = permit_of_row(r);

		if (passes(f, &row, from, until))
			code = each(to, &row, e);
	}
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

enum ck_code ck_register_quota_used(struct ck_store *s, const char *region, int64_t year, const char *category,
                                    int64_t *used, struct ck_error *e)
{
	char *word = two_words(region, category);
	struct ck_entry_row row = {.in = CK_REGISTER_QUOTA_USED, .a = year, .word = word};
	bool found;
	enum ck_code code = ck_entry_get(s, &row, &found, e);

	*used = code == CK_OK && found ? ck_entry_number(&row, "used") : 0;
	ck_fields_free(&row.data);
	free(word);
	return code;
}

enum ck_code ck_register_paid(struct ck_store *s, const char *payer, const char *number, ck_day paid_on, ck_chain *chain,
                              struct ck_error *e)
{
	char *word = two_words(payer, number);
	struct ck_entry_row row = {.in = CK_REGISTER_PAYMENT, .a = paid_on, .word = word};
	bool found;
	enum ck_code code = ck_entry_get(s, &row, &found, e);

	*chain = code == CK_OK && found ? row.chain : 0;
	ck_fields_free(&row.data);
	free(word);
	return code;
}
