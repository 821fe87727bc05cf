/* permit_list: many permits by a filter. What the register's indexes know is asked there, the rest is looked at row by row. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "ledger.h"
#include "permit_priv.h"

#define DAY_SECONDS 86400

struct list {
	struct ck_desk *desk;
	const struct ck_permit_ask *ask;
	struct ck_permit_filter filter;
	int64_t days;               /* of --expiring; -1 = not asked */
	int64_t printed;
	bool enough;
	ck_each *each;
	void *to;
};

/* -- what only the row itself tells -- */

static bool has_group(const struct ck_workers *w, const struct ck_permit_ask *ask)
{
	for (size_t i = 0; i < w->groups; i++) {
		const struct ck_workers_group *g = &w->group[i];

		if ((ask->category == NULL || strcmp(ask->category, g->category) == 0) &&
		    (ask->citizenship == NULL || strcmp(ask->citizenship, g->citizenship) == 0) &&
		    (ask->profession == NULL || strcmp(ask->profession, g->profession) == 0))
			return true;
	}
	return false;
}

/* Does one group of workers have all that is asked of workers? */
static enum ck_code for_such_workers(const struct ck_permit_ask *ask, const char *workers, bool *such, struct ck_error *e)
{
	struct ck_workers w;
	enum ck_code code;

	*such = true;
	if (ask->category == NULL && ask->citizenship == NULL && ask->profession == NULL)
		return CK_OK;
	code = ck_workers_parse(workers, "workers", &w, e);
	if (code == CK_OK)
		*such = has_group(&w, ask);
	return code;
}

/* The register asks this itself; a chain is walked past it. */
static bool passes(const struct ck_permit_filter *f, const struct ck_permit_row *row)
{
	int office, year, number;
	enum ck_series series;

	ck_chain_unpack(row->id, &office, &year, &series, &number);
	return (f->office == 0 || f->office == office) && (f->chain == 0 || f->chain == row->chain) &&
	       (f->applicant == NULL || strcmp(f->applicant, row->applicant) == 0) &&
	       (f->region == NULL || strcmp(f->region, row->region) == 0);
}

static bool ends_soon(const struct list *l, const struct ck_permit_row *row, ck_day today)
{
	return l->days < 0 || (row->until >= today && row->until - today <= l->days);
}

static enum ck_code print(struct list *l, const struct ck_permit_row *row, ck_day on, struct ck_error *e)
{
	struct ck_permit_card card;
	struct ck_fields out;
	enum ck_code code = ck_permit_lend(l->desk, row, on, &card, &out, e);

	if (code == CK_OK)
		code = l->each(l->to, &out, e);
	if (code == CK_OK && ++l->printed == l->ask->limit) {
		l->enough = true;
		return ck_fail(e, CK_REFUSED, "enough");
	}
	return code;
}

static enum ck_code take(void *to, const struct ck_permit_row *row, struct ck_error *e)
{
	struct list *l = to;
	ck_day on = l->ask->on;
	bool such = false;
	enum ck_code code = on == CK_NODAY ? ck_permit_today(l->desk, row->id, &on, e) : CK_OK;

	if (code == CK_OK)
		code = for_such_workers(l->ask, row->workers, &such, e);
	if (code != CK_OK || !such || !ends_soon(l, row, on) ||
	    (l->ask->status != NULL && strcmp(l->ask->status, ck_permit_standing(row, on)) != 0))
		return code;
	return print(l, row, on, e);
}

/* -- a chain of permits -- */

/* From the first permit of the chain on to the last. */
static enum ck_code walk_chain(struct list *l, struct ck_error *e)
{
	struct ck_store *s = ck_desk_store(l->desk);
	struct ck_arena *arena = ck_arena_new();
	struct ck_permit_row row;
	bool found = true;
	enum ck_code code = ck_permit_find(l->desk, l->ask->chain_of, arena, &row, e);

	while (code == CK_OK && found && row.previous != 0)
		code = ck_register_permit(s, row.previous, arena, &row, &found, e);
	while (code == CK_OK && found) {
		if (passes(&l->filter, &row))
			code = take(l, &row, e);
		found = row.next != 0;
		if (code == CK_OK && found)
			code = ck_register_permit(s, row.next, arena, &row, &found, e);
	}
	ck_arena_free(arena);
	return code;
}

/* -- the filter -- */

static enum ck_code read_span(struct list *l, struct ck_error *e)
{
	int64_t seconds;

	l->days = -1;
	if (l->ask->expiring == NULL)
		return CK_OK;
	if (!ck_text_span(l->ask->expiring, &seconds) || seconds % DAY_SECONDS != 0 || seconds / DAY_SECONDS > INT16_MAX)
		return ck_fail(e, CK_USAGE, "%s is no span of days such as 30d or 4w", l->ask->expiring);
	l->days = seconds / DAY_SECONDS;
	return CK_OK;
}

static enum ck_code is_status(const char *status, struct ck_error *e)
{
	if (status == NULL || ck_word_in("valid not-yet-valid expired replaced revoked", status))
		return CK_OK;
	return ck_fail(e, CK_USAGE, "\"%s\" is no status of a permit: valid, not-yet-valid, expired, replaced or revoked", status);
}

/* Which last days may be meant at all: what day it is depends on the permit's office. One office of each zone tells the first
 * and the last day that it is now. */
static enum ck_code todays(const struct list *l, ck_day *first, ck_day *last, struct ck_error *e)
{
	struct ck_result *r;
	const struct ck_office *o;
	enum ck_code code = ck_store_query(ck_desk_store(l->desk), &r, e, CK_SQL_OFFICE_OF_ZONE, "");

	*first = CK_NODAY;
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		ck_day today;

		if ((code = ck_desk_office_no(l->desk, (int)ck_result_int(r, 0), &o, e)) != CK_OK)
			break;
		today = ck_zone_local(o->zone, ck_desk_now(l->desk)).day;
		*last = *first == CK_NODAY || today > *last ? today : *last;
		*first = *first == CK_NODAY || today < *first ? today : *first;
	}
	ck_result_end(r);
	return code != CK_OK ? code : e->code;
}

static enum ck_code span_of_days(struct list *l, struct ck_error *e)
{
	ck_day first = l->ask->on, last = first;
	enum ck_code code = CK_OK;

	if (l->days < 0)
		return CK_OK;
	if (first == CK_NODAY)
		code = todays(l, &first, &last, e);
	if (code != CK_OK || first == CK_NODAY)
		return code;
	l->filter.ending_from = first;
	l->filter.ending_until = last + (ck_day)l->days;
	return CK_OK;
}

static enum ck_code chain_of_case(const struct list *l, const char *number, ck_chain *chain, struct ck_error *e)
{
	struct ck_fields shown = {0};
	enum ck_code code = ck_case_show(l->desk, number, &shown, e);

	if (code == CK_OK)
		code = ck_ledger_chain(ck_desk_store(l->desk), number, chain, e);
	ck_fields_free(&shown);
	return code;
}

static enum ck_code fill_filter(struct list *l, struct ck_error *e)
{
	struct ck_permit_filter *f = &l->filter;
	const struct ck_permit_ask *ask = l->ask;
	const struct ck_office *o;
	enum ck_code code = CK_OK;

	*f = (struct ck_permit_filter){
	    .applicant = ask->applicant, .region = ask->region, .holding_on = CK_NODAY, .ending_from = CK_NODAY,
	    .ending_until = CK_NODAY,
	};
	if (ask->office != NULL) {
		code = ck_desk_office(l->desk, ask->office, &o, e);
		if (code == CK_OK)
			f->office = o->no;
	}
	if (code == CK_OK && ask->permit_case != NULL)
		code = chain_of_case(l, ask->permit_case, &f->chain, e);
	if (ask->on != CK_NODAY && ask->status != NULL && strcmp(ask->status, "valid") == 0)
		f->holding_on = ask->on;
	return code == CK_OK ? span_of_days(l, e) : code;
}

enum ck_code ck_permit_list(struct ck_desk *d, const struct ck_permit_ask *ask, ck_each *each, void *to, struct ck_error *e)
{
	struct list l = {.desk = d, .ask = ask, .each = each, .to = to};
	enum ck_code code = read_span(&l, e);

	if (code == CK_OK)
		code = is_status(ask->status, e);
	if (code == CK_OK)
		code = fill_filter(&l, e);
	if (code == CK_OK)
		code = ask->chain_of != NULL ? walk_chain(&l, e) : ck_register_permits(ck_desk_store(d), &l.filter, take, &l, e);
	if (l.enough) {
		ck_error_clear(e);
		code = CK_OK;
	}
	return code;
}
