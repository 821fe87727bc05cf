#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casework_priv.h"

/* -- opening -- */

static enum ck_code no_such_case(struct ck_error *e, const char *number)
{
	ck_fail(e, CK_BADDATA, "there is no case %s", number);
	return ck_fail_column(e, "case");
}

/* The chain of a case's number: casekit's own, or the number it had before it was imported. */
static enum ck_code find_chain(struct ck_desk *d, const char *number, ck_chain *chain, struct ck_error *e)
{
	char code[9];
	int year, n;
	enum ck_series series;
	const struct ck_office *o;
	struct ck_result *r;
	enum ck_code result;

	if (ck_chain_parse(number, code, &year, &series, &n) && (series == CK_SERIES_CASE || series == CK_SERIES_IMPORTED)) {
		result = ck_desk_office(d, code, &o, e);
		if (result == CK_BADDATA)
			return no_such_case(e, number);
		if (result == CK_OK)
			*chain = ck_chain_pack(o->no, year, series, n);
		return result;
	}
	result = ck_store_query(ck_desk_store(d), &r, e, CK_SQL_CHAIN_BY_OWN_NUMBER, "t", number);
	if (result != CK_OK)
		return result;
	ck_error_clear(e);
	*chain = ck_result_next(r, e) ? ck_result_int(r, 0) : 0;
	if (e->code == CK_OK && *chain != 0 && ck_result_next(r, e))
		ck_fail(e, CK_BADDATA, "several imported cases have the number %s: use casekit's own", number);
	ck_result_end(r);
	if (e->code == CK_OK && *chain == 0)
		return no_such_case(e, number);
	return e->code;
}

/* An imported case is not put through a procedure: it has one without steps, so that all it was told of is over. */
struct ck_told {
	struct ck_procedure procedure;
	struct ck_edition edition;     /* where the catalogue has none */
};

static const struct ck_edition no_edition = {
    .authority = "", .title_kk = "", .title_ru = "", .title_en = "", .act = "", .valid_from = CK_NODAY,
    .valid_until = CK_NODAY, .repealed_by = "", .annex = "", .provider = "", .form = "", .result_text = "", .seed = "",
    .default_variant = "", .applicant_kind = "iin bin", .substitute_until = CK_NODAY,
};

static const char *told_field(const struct ck_fields *first, const char *name)
{
	const char *value = ck_fields_get(first, name);

	return value == NULL ? "" : value;
}

static enum ck_code stand_as_told(struct ck_case *c, struct ck_error *e)
{
	const struct ck_fields *first = &c->evs.at[0].data;
	struct ck_told *told = c->told = ck_alloc(sizeof *c->told);
	enum ck_code code = ck_desk_vocabulary(c->desk, &c->v, e);

	told->procedure = (struct ck_procedure){
	    .regulation = told_field(first, "regulation"), .edition = told_field(first, "edition"),
	    .variant = told_field(first, "variant"), .channel = told_field(first, "channel"), .told = true,
	};
	told->edition = no_edition;
	told->edition.regulation = told->procedure.regulation;
	told->edition.edition = told->procedure.edition;
	c->p = &told->procedure;
	c->ed = &told->edition;
	if (code == CK_OK && c->p->edition[0] != '\0')
		code = ck_desk_edition(c->desk, c->p->regulation, c->p->edition, &c->ed, e);
	if (code != CK_OK)
		return code;
	c->standing = ck_standing_new(c->ed, c->p, c->v, &c->office->time);
	return ck_standing_take(c->standing, &c->evs, e);
}

static bool is_imported(ck_chain chain)
{
	int office, year, number;
	enum ck_series series;

	ck_chain_unpack(chain, &office, &year, &series, &number);
	return series == CK_SERIES_IMPORTED;
}

enum ck_code ck_case_stand(struct ck_case *c, struct ck_error *e)
{
	const struct ck_fields *first = &c->evs.at[0].data;
	const char *regulation = ck_fields_get(first, "regulation"), *edition = ck_fields_get(first, "edition");
	const char *variant = ck_fields_get(first, "variant"), *channel = ck_fields_get(first, "channel");
	enum ck_code code;

	if (is_imported(c->chain))
		return stand_as_told(c, e);
	if (regulation == NULL || edition == NULL || variant == NULL || channel == NULL)
		return ck_fail(e, CK_BADDATA, "the first event of %s does not open a case", c->number);
	code = ck_desk_vocabulary(c->desk, &c->v, e);
	if (code == CK_OK)
		code = ck_desk_edition(c->desk, regulation, edition, &c->ed, e);
	if (code != CK_OK)
		return code;
	c->p = ck_procedure_find(c->ed, variant, channel);
	if (c->p == NULL)
		return ck_fail(e, CK_CONFIG, "%s of %s has no procedure %s, %s", regulation, edition, variant, channel);
	code = ck_desk_ready(c->desk, c->office, e);
	if (code != CK_OK)
		return code;
	c->standing = ck_standing_new(c->ed, c->p, c->v, &c->office->time);
	return ck_standing_take(c->standing, &c->evs, e);
}

enum ck_code ck_case_open_chain(struct ck_desk *d, ck_chain chain, struct ck_case *c, struct ck_error *e)
{
	int office, year, number;
	enum ck_series series;
	enum ck_code code;

	memset(c, 0, sizeof *c);
	c->desk = d;
	c->chain = chain;
	ck_chain_unpack(chain, &office, &year, &series, &number);
	code = ck_desk_office_no(d, office, &c->office, e);
	if (code != CK_OK)
		return code;
	ck_chain_print(c->number, c->office->code, chain);
	code = ck_ledger_read(ck_desk_store(d), chain, &c->evs, e);
	if (code == CK_OK && c->evs.count == 0)
		code = no_such_case(e, c->number);
	if (code == CK_OK)
		code = ck_case_stand(c, e);
	if (code != CK_OK)
		ck_case_close(c);
	return code;
}

enum ck_code ck_case_open(struct ck_desk *d, const char *number, struct ck_case *c, struct ck_error *e)
{
	ck_chain chain;
	enum ck_code code;

	memset(c, 0, sizeof *c);
	if (number == NULL) {
		ck_fail(e, CK_BADDATA, "the number of the case is missing");
		return ck_fail_column(e, "case");
	}
	code = find_chain(d, number, &chain, e);
	return code == CK_OK ? ck_case_open_chain(d, chain, c, e) : code;
}

void ck_case_close(struct ck_case *c)
{
	ck_standing_free(c->standing);
	ck_events_free(&c->evs);
	free(c->told);
	c->standing = NULL;
	c->told = NULL;
}

/* -- the row -- */

/* The name of the application's column in the first event, and of its correction. */
const char *ck_case_field(const struct ck_case *c, const char *name)
{
	const char *value = ck_fields_get(&c->evs.at[0].data, name);

	for (size_t i = 1; i < c->evs.count; i++) {
		const struct ck_event *ev = &c->evs.at[i];
		const char *field = ck_fields_get(&ev->data, "field");

		if (strcmp(ev->acts, "correct") == 0 && field != NULL && strcmp(field, name) == 0)
			value = ck_fields_get(&ev->data, "value");
	}
	return value == NULL ? "" : value;
}

const char *ck_case_responsible(const struct ck_case *c)
{
	const char *who = "";

	for (size_t i = 0; i < c->evs.count; i++) {
		const struct ck_event *ev = &c->evs.at[i];
		const char *to = ck_fields_get(&ev->data, "to");

		if (to != NULL && (ck_word_in(ev->acts, "assign") || strcmp(ev->acts, "reassign") == 0) &&
		    !ck_standing_undone(c->standing, ev->seq))
			who = to;
	}
	return who;
}

/* What was told of an imported case goes before what its events would make of it. */
static void as_told(const struct ck_case *c, enum ck_case_status *status, enum ck_outcome *outcome)
{
	const char *word = ck_case_field(c, "outcome"), *how_far = ck_case_field(c, "status");

	if (how_far[0] != '\0')
		ck_status_parse(how_far, status);
	for (int i = CK_GRANTED; i <= CK_REFUSED_OUTCOME; i++)
		if (strcmp(word, ck_outcome_name((enum ck_outcome)i)) == 0)
			*outcome = (enum ck_outcome)i;
}

void ck_case_reckon_row(const struct ck_case *c, struct ck_arena *arena, struct ck_case_row *row)
{
	const struct ck_view *view = ck_standing_view(c->standing);
	const struct ck_step *next = view->next < 0 ? NULL : &c->p->step[view->next];
	const struct ck_event *last = &c->evs.at[c->evs.count - 1];
	enum ck_case_status status = view->status;
	enum ck_outcome outcome = view->outcome;

	if (c->p->told)
		as_told(c, &status, &outcome);
	*row = (struct ck_case_row){
	    .chain = c->chain,
	    .own_number = ck_arena_copy(arena, ck_case_field(c, "number")),
	    .regulation = c->p->regulation, .edition = c->p->edition, .variant = c->p->variant, .channel = c->p->channel,
	    .applicant = ck_arena_copy(arena, ck_case_field(c, "applicant")),
	    .applicant_name = ck_arena_copy(arena, ck_case_field(c, "name")),
	    .status = (int64_t)status, .outcome = (int64_t)outcome,
	    .next_step = next == NULL ? "" : next->step, .next_acts = next == NULL ? "" : next->acts,
	    .next_role = next == NULL ? "" : next->role,
	    .due = view->due, .not_before = view->not_before, .term = view->term,
	    .responsible = ck_arena_copy(arena, ck_case_responsible(c)),
	    .registered = view->registered, .decided = view->decided, .issued = view->issued,
	    .seq = last->seq, .head = last->hash,
	};
}

void ck_case_read_row(struct ck_result *r, struct ck_case_row *row)
{
	size_t n;

	*row = (struct ck_case_row){
	    .chain = ck_result_int(r, 0), .own_number = ck_result_text(r, 1), .regulation = ck_result_text(r, 2),
	    .edition = ck_result_text(r, 3), .variant = ck_result_text(r, 4), .channel = ck_result_text(r, 5),
	    .applicant = ck_result_text(r, 6), .applicant_name = ck_result_text(r, 7), .status = ck_result_int(r, 8),
	    .outcome = ck_result_int(r, 9), .next_step = ck_result_text(r, 10), .next_acts = ck_result_text(r, 11),
	    .next_role = ck_result_text(r, 12), .due = ck_result_int(r, 13), .not_before = ck_result_int(r, 14),
	    .term = ck_result_int(r, 15), .responsible = ck_result_text(r, 16), .registered = ck_result_int(r, 17),
	    .decided = ck_result_int(r, 18), .issued = ck_result_int(r, 19), .seq = ck_result_int(r, 20),
	    .head = ck_result_blob(r, 21, &n),
	};
}

enum ck_code ck_case_procedure(struct ck_case *c, int64_t *no, struct ck_error *e)
{
	struct ck_store *s = ck_desk_store(c->desk);

	for (int again = 0; again < 2; again++) {
		enum ck_code code = ck_store_number(s, no, e, CK_SQL_PROCEDURE_NO, "tttt", c->p->regulation, c->p->edition,
		                                    c->p->variant, c->p->channel);

		if (code != CK_OK || *no != 0)
			return code;
		code = ck_store_do(s, e, NULL, CK_SQL_PROCEDURE_PUT, "tttt", c->p->regulation, c->p->edition, c->p->variant,
		                   c->p->channel);
		if (code != CK_OK)
			return code;
	}
	return ck_fail(e, CK_BUG, "the procedure of %s has no code", c->number);
}

static ck_time earlier(ck_time a, ck_time b)
{
	if (a == CK_NOTIME || b == CK_NOTIME)
		return a == CK_NOTIME ? b : a;
	return a < b ? a : b;
}

static enum ck_code put_row(struct ck_case *c, const struct ck_case_row *row, const char *key, struct ck_error *e)
{
	int64_t procedure;
	enum ck_code code = ck_case_procedure(c, &procedure, e);

	if (code != CK_OK)
		return code;
	return ck_store_do(ck_desk_store(c->desk), e, NULL, CK_SQL_CASE_PUT, "itittt" "iittt" "nnnn" "tinnib", row->chain,
	                   row->own_number, procedure, row->applicant, row->applicant_name, key, row->status, row->outcome,
	                   row->next_step, row->next_acts, row->next_role, row->due, row->not_before, row->term,
	                   earlier(row->due, row->term), row->responsible, row->registered, row->decided, row->issued,
	                   row->seq, row->head, (size_t)CK_DIGEST);
}

/* *renewed is false where the row has not the number, the applicant and the name that it must have. */
static enum ck_code renew_row(struct ck_case *c, const struct ck_case_row *row, bool *renewed, struct ck_error *e)
{
	int64_t changed = 0;
	enum ck_code code = ck_store_do(ck_desk_store(c->desk), e, &changed, CK_SQL_CASE_RENEW,
	                                "ittt" "iittt" "nnnn" "tinnib", row->chain, row->own_number, row->applicant,
	                                row->applicant_name, row->status, row->outcome, row->next_step, row->next_acts,
	                                row->next_role, row->due, row->not_before, row->term,
	                                earlier(row->due, row->term), row->responsible, row->registered, row->decided,
	                                row->issued, row->seq, row->head, (size_t)CK_DIGEST);

	*renewed = changed > 0;
	return code;
}

static enum ck_code correct_row(struct ck_case *c, const struct ck_case_row *row, const char *key, struct ck_error *e)
{
	bool renewed = false;
	enum ck_code code = ck_store_do(ck_desk_store(c->desk), e, NULL, CK_SQL_CASE_CORRECT, "itttt", row->chain,
	                                row->own_number, row->applicant, row->applicant_name, key);

	return code == CK_OK ? renew_row(c, row, &renewed, e) : code;
}

enum ck_code ck_case_write_row(struct ck_case *c, const struct ck_case_row *row, bool is_new, struct ck_error *e)
{
	struct ck_buffer key = {0};
	bool renewed = false;
	enum ck_code code = is_new ? CK_OK : renew_row(c, row, &renewed, e);

	if (code != CK_OK || renewed)
		return code;
	ck_text_sort_key(&key, row->applicant_name);
	code = (is_new ? put_row : correct_row)(c, row, key.text == NULL ? "" : key.text, e);
	ck_buffer_free(&key);
	return code;
}

/* -- the record -- */

enum ck_code ck_case_print_row(struct ck_desk *d, const struct ck_case_row *row, struct ck_fields *out, struct ck_error *e)
{
	int office, year, number;
	enum ck_series series;
	const struct ck_office *o;
	char text[40];
	ck_time now = ck_desk_now(d);
	bool open = row->next_step[0] != '\0';
	enum ck_code code;

	ck_chain_unpack(row->chain, &office, &year, &series, &number);
	code = ck_desk_office_no(d, office, &o, e);
	if (code != CK_OK)
		return code;
	ck_chain_print(text, o->code, row->chain);
	ck_fields_set(out, "case", text);
	ck_fields_set(out, "number", row->own_number[0] != '\0' ? row->own_number : text);
	ck_fields_set(out, "regulation", row->regulation);
	ck_fields_set(out, "edition", row->edition);
	ck_fields_set(out, "variant", row->variant);
	ck_fields_set(out, "channel", row->channel);
	ck_fields_set(out, "office", o->code);
	ck_fields_set(out, "applicant", row->applicant);
	ck_fields_set(out, "applicant_name", row->applicant_name);
	ck_fields_set(out, "status", ck_status_name((enum ck_case_status)row->status));
	ck_fields_set(out, "outcome", ck_outcome_name((enum ck_outcome)row->outcome));
	ck_fields_set(out, "next_step", row->next_step);
	ck_fields_set(out, "next_acts", row->next_acts);
	ck_fields_set(out, "next_role", row->next_role);
	ck_fields_set_time(out, "due", row->due, o->zone);
	ck_fields_set_time(out, "not_before", row->not_before, o->zone);
	ck_fields_set_time(out, "term", row->term, o->zone);
	ck_fields_set(out, "overdue", open && earlier(row->due, row->term) != CK_NOTIME && now > earlier(row->due, row->term)
	                                  ? "yes" : "no");
	ck_fields_set(out, "responsible", row->responsible);
	ck_fields_set_time(out, "registered", row->registered, o->zone);
	ck_fields_set_time(out, "decided", row->decided, o->zone);
	ck_fields_set_time(out, "issued", row->issued, o->zone);
	return CK_OK;
}

enum ck_code ck_case_answer(struct ck_case *c, bool is_new, bool replayed, const char *key, struct ck_fields *out,
                            struct ck_error *e)
{
	struct ck_arena *arena = ck_arena_new();
	struct ck_case_row row;
	enum ck_code code = CK_OK;

	ck_case_reckon_row(c, arena, &row);
	if (!replayed)
		code = ck_case_write_row(c, &row, is_new, e);
	if (code == CK_OK)
		code = ck_case_print_row(c->desk, &row, out, e);
	ck_fields_set(out, "replayed", replayed ? "yes" : "no");
	ck_fields_set(out, "key", key);
	ck_arena_free(arena);
	return code;
}
