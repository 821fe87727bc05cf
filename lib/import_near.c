/* import_near: two numbers that differ in the eleventh digit only. The check digit does not see it (the weight of that digit
 * is the divisor), so a slip there makes a number that looks right. With one name they are told of, never made one. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "import_priv.h"

enum { DIGITS = 12, BLIND = 10 };      /* digits of a number; the place of the one that is not checked */

static bool is_near(const char *a, const char *b)
{
	return strlen(a) == DIGITS && strlen(b) == DIGITS && memcmp(a, b, BLIND) == 0 && a[BLIND] != b[BLIND] &&
	       a[BLIND + 1] == b[BLIND + 1];
}

/* "ALM-2019-I000017 (line 18)" */
static enum ck_code describe(struct ck_import *im, ck_chain chain, struct ck_buffer *b, bool *of_this, struct ck_error *e)
{
	int office, year, n;
	enum ck_series series;
	const struct ck_office *o;
	struct ck_events evs = {0};
	char number[40];
	enum ck_code code;

	ck_chain_unpack(chain, &office, &year, &series, &n);
	code = ck_desk_office_no(im->desk, office, &o, e);
	if (code == CK_OK)
		code = ck_ledger_event(ck_desk_store(im->desk), chain, 1, &evs, e);
	if (code == CK_OK) {
		const char *line = evs.count > 0 ? ck_fields_get(&evs.at[0].data, "line") : NULL;

		ck_chain_print(number, o->code, chain);
		ck_buffer_text(b, number);
		*of_this = evs.count > 0 && strcmp(evs.at[0].batch, im->batch) == 0 && evs.at[0].batch[0] != '\0';
		if (*of_this && line != NULL)
			ck_buffer_printf(b, " (line %s)", line);
	}
	ck_events_free(&evs);
	return code;
}

static int by_chains(const void *a, const void *b)
{
	const struct ck_import_pair *x = a, *y = b;

	if (x->one != y->one)
		return x->one < y->one ? -1 : 1;
	return x->other < y->other ? -1 : x->other > y->other;
}

static struct ck_import_pair pair_of(ck_chain a, ck_chain b)
{
	return a < b ? (struct ck_import_pair){a, b} : (struct ck_import_pair){b, a};
}

static void remember(struct ck_import *im, ck_chain a, ck_chain b)
{
	if (im->near_count == im->near_room)
		im->near = ck_grow(im->near, im->near_room = im->near_room * 2 + 8, sizeof *im->near);
	im->near[im->near_count++] = pair_of(a, b);
}

static bool was_told(const struct ck_import *im, ck_chain a, ck_chain b)
{
	const struct ck_import_pair pair = pair_of(a, b);

	return im->near_count > 0 && bsearch(&pair, im->near, im->near_count, sizeof pair, by_chains) != NULL;
}

static enum ck_code tell(struct ck_import *im, ck_chain a, ck_chain b, struct ck_error *e)
{
	struct ck_buffer text = {0};
	bool a_is_new = false, b_is_new = false;
	enum ck_code code = describe(im, a, &text, &a_is_new, e);

	ck_buffer_text(&text, " and ");
	if (code == CK_OK)
		code = describe(im, b, &text, &b_is_new, e);
	if (code == CK_OK && (a_is_new || b_is_new)) {
		im->counts.near_duplicates++;
		ck_note(im->notes, "applicant: %s have one name, and numbers that differ in digit 11 only, which the "
		        "check digit does not cover: one person?", text.text);
	}
	ck_buffer_free(&text);
	return code;
}

enum ck_code ck_import_tell_near(struct ck_import *im, ck_chain one, ck_chain other, struct ck_error *e)
{
	remember(im, one, other);
	return tell(im, one, other, e);
}

static bool is_among(const struct ck_bulk_case *cases, size_t count, int64_t id)
{
	size_t from = 0, to = count;

	while (from < to) {
		size_t middle = (from + to) / 2;

		if (cases[middle].id < id)
			from = middle + 1;
		else
			to = middle;
	}
	return from < count && cases[from].id == id;
}

static void add_near(struct ck_import_block *b, ck_chain one, ck_chain other)
{
	if (b->near_count == b->near_room)
		b->near = ck_grow(b->near, b->near_room = b->near_room * 2 + 8, sizeof *b->near);
	b->near[b->near_count].one = one;
	b->near[b->near_count++].other = other;
}

static enum ck_code near_of_one(struct ck_import_block *b, const struct ck_bulk_case *c)
{
	char from[BLIND + 1], until[BLIND + 2];
	struct ck_result *r;
	enum ck_code code;

	snprintf(from, sizeof from, "%.10s", c->applicant.at);
	snprintf(until, sizeof until, "%.10s:", c->applicant.at); /* : comes after 9 */
	code = ck_store_query(b->store, &r, &b->error, CK_SQL_APPLICANTS_BETWEEN, "tt", from, until);
	if (code != CK_OK)
		return code;
	ck_error_clear(&b->error);
	while (ck_result_next(r, &b->error)) {
		ck_chain other = ck_result_int(r, 0);
		const char *applicant = ck_result_text(r, 1), *name = ck_result_text(r, 2);

		if (is_near(applicant, c->applicant.at) && strlen(name) == c->applicant_name.n &&
		    memcmp(name, c->applicant_name.at, c->applicant_name.n) == 0 &&
		    (other < c->id || !is_among(b->cases, b->case_count, other)))
			add_near(b, other, c->id);
	}
	ck_result_end(r);
	return b->error.code;
}

void ck_import_near_of_block(struct ck_import_block *b)
{
	enum ck_code code = CK_OK;

	for (size_t i = 0; code == CK_OK && i < b->case_count; i++)
		if (b->cases[i].applicant.n == DIGITS)
			code = near_of_one(b, &b->cases[i]);
}

/* -- the whole store: numbers with the same ten digits stand together in the index -- */

struct group {
	struct { ck_chain chain; char applicant[DIGITS + 1]; } *at;
	size_t count, room;
};

static enum ck_code name_of(struct ck_import *im, ck_chain chain, struct ck_buffer *b, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code = ck_store_query(ck_desk_store(im->desk), &r, e, CK_SQL_APPLICANT_NAME, "i", chain);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	ck_buffer_empty(b);
	ck_buffer_text(b, ck_result_next(r, e) ? ck_result_text(r, 0) : "");
	ck_result_end(r);
	return e->code;
}

static enum ck_code near_of_group(struct ck_import *im, const struct group *g, struct ck_error *e)
{
	struct ck_buffer a = {0}, b = {0};
	enum ck_code code = CK_OK;

	for (size_t i = 1; i < g->count; i++)
		for (size_t k = 0; k < i && code == CK_OK; k++) {
			if (!is_near(g->at[i].applicant, g->at[k].applicant) ||
			    was_told(im, g->at[i].chain, g->at[k].chain))
				continue;
			code = name_of(im, g->at[i].chain, &a, e);
			if (code == CK_OK)
				code = name_of(im, g->at[k].chain, &b, e);
			if (code == CK_OK && strcmp(a.text, b.text) == 0)
				code = tell(im, g->at[k].chain, g->at[i].chain, e);
		}
	ck_buffer_free(&a);
	ck_buffer_free(&b);
	return code;
}

/* A thousand cases of one person are no group to be compared each with each. */
static bool is_new_in(const struct group *g, const char *applicant)
{
	return g->count == 0 || strcmp(g->at[g->count - 1].applicant, applicant) != 0;
}

enum ck_code ck_import_near_of_all(struct ck_import *im, struct ck_error *e)
{
	struct ck_result *r;
	struct group g = {0};
	enum ck_code code = ck_store_query(ck_desk_store(im->desk), &r, e, CK_SQL_APPLICANTS, "");

	if (code != CK_OK)
		return code;
	if (im->near_count > 0)
		qsort(im->near, im->near_count, sizeof *im->near, by_chains);
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		const char *applicant = ck_result_text(r, 1);

		if (strlen(applicant) != DIGITS)
			continue;
		if (g.count > 0 && memcmp(g.at[0].applicant, applicant, BLIND) != 0) {
			code = near_of_group(im, &g, e);
			g.count = 0;
		}
		if (!is_new_in(&g, applicant))
			continue;
		if (g.count == g.room)
			g.at = ck_grow(g.at, g.room = g.room * 2 + 8, sizeof *g.at);
		g.at[g.count].chain = ck_result_int(r, 0);
		memcpy(g.at[g.count++].applicant, applicant, DIGITS + 1);
	}
	if (code == CK_OK)
		code = e->code;
	ck_result_end(r);
	if (code == CK_OK)
		code = near_of_group(im, &g, e);
	free(g.at);
	return code;
}
