#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "casework_priv.h"
#include "service.h"

struct ck_case_filter ck_case_any(void)
{
	return (struct ck_case_filter){
	    .registered_from = CK_NOTIME, .registered_until = CK_NOTIME, .due_from = CK_NOTIME, .due_until = CK_NOTIME,
	    .decided_from = CK_NOTIME, .decided_until = CK_NOTIME, .issued_from = CK_NOTIME, .issued_until = CK_NOTIME,
	    .overdue_at = CK_NOTIME,
	};
}

enum ck_code ck_case_filter_time(struct ck_desk *d, const char *offices, const char *text, bool until, ck_time *t,
                                 struct ck_error *e)
{
	const struct ck_office *o = NULL;
	const char *first;
	size_t length;
	char code[16];
	ck_day day;
	enum ck_code result;

	if (offices != NULL && (first = ck_word_next(&offices, &length)) != NULL) {
		snprintf(code, sizeof code, "%.*s", (int)length, first);
		result = ck_desk_office(d, code, &o, e);
	} else {
		result = ck_desk_office_no(d, 1, &o, e);
	}
	if (result == CK_OK)
		result = ck_time_parse(text, o->zone, t, e);
	if (result != CK_OK || !until)
		return result;
	*t = ck_day_parse(text, &day) ? ck_zone_utc(o->zone, day + 1, 0, false, NULL) : *t + 1;
	return CK_OK;
}

static enum ck_code count_edition(void *to, const struct ck_fields *out, struct ck_error *e)
{
	(void)out;
	(void)e;
	++*(int *)to;
	return CK_OK;
}

static enum ck_code unknown(const char *what, const char *word, struct ck_error *e)
{
	return ck_fail(e, CK_BADDATA, "there is no %s \"%s\"", what, word);
}

enum ck_code ck_case_filter_known(struct ck_desk *d, const struct ck_case_filter *f, struct ck_error *e)
{
	const struct ck_vocabulary *v;
	const struct ck_staff *st;
	int editions = 0;
	enum ck_code code = CK_OK;

	if (f->regulation != NULL)
		code = ck_service_list(ck_desk_store(d), f->regulation, CK_NODAY, count_edition, &editions, e);
	if (code == CK_OK && f->regulation != NULL && editions == 0)
		return unknown("regulation", f->regulation, e);
	if (code == CK_OK && f->responsible != NULL)
		code = ck_desk_staff(d, f->responsible, &st, e);
	if (code != CK_OK || (f->next_act == NULL && f->next_role == NULL))
		return code;
	code = ck_desk_vocabulary(d, &v, e);
	if (code == CK_OK && f->next_act != NULL && ck_act_find(v, f->next_act) == NULL)
		return unknown("act", f->next_act, e);
	if (code == CK_OK && f->next_role != NULL && ck_role_find(v, f->next_role) == NULL)
		return unknown("role", f->next_role, e);
	return code;
}

enum ck_code ck_case_list(struct ck_desk *d, const struct ck_case_filter *f, enum ck_case_order order, int64_t limit,
                          ck_each *each, void *to, struct ck_error *e)
{
	struct ck_result *r;
	struct ck_fields out = {0};
	struct ck_case_row row;
	enum ck_code code = ck_store_cases(ck_desk_store(d), f, order, limit, &r, e);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (code == CK_OK && ck_result_next(r, e)) {
		ck_case_read_row(r, &row);
		ck_fields_empty(&out);
		code = ck_case_print_row(d, &row, &out, e);
		if (code == CK_OK)
			code = each(to, &out, e);
	}
	if (code == CK_OK)
		code = e->code;
	ck_result_end(r);
	ck_fields_free(&out);
	return code;
}

/* -- many chains, one after the other -- */

struct chains {
	ck_chain *at;
	size_t count;
};

/* The chains that a statement names in its first column (an event's id or a chain). */
static enum ck_code read_chains(struct ck_desk *d, enum ck_sql sql, struct chains *chains, struct ck_error *e)
{
	struct ck_result *r;
	size_t room = 0;
	enum ck_code code = ck_store_query(ck_desk_store(d), &r, e, sql, "");

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	while (ck_result_next(r, e)) {
		ck_chain chain = ck_result_int(r, 0) >> CK_CHAIN_SHIFT << CK_CHAIN_SHIFT;
		int office, year, number;
		enum ck_series series;

		ck_chain_unpack(chain, &office, &year, &series, &number);
		if (series != CK_SERIES_CASE && series != CK_SERIES_IMPORTED)
			continue;
		if (chains->count == room)
			chains->at = ck_grow(chains->at, room = room * 2 + 64, sizeof *chains->at);
		chains->at[chains->count++] = chain;
	}
	ck_result_end(r);
	return e->code;
}

static enum ck_code read_row(struct ck_case *c, struct ck_result **r, struct ck_case_row *row, struct ck_error *e)
{
	enum ck_code code = ck_store_query(ck_desk_store(c->desk), r, e, CK_SQL_CASE_BY_ID, "i", c->chain);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	memset(row, 0, sizeof *row);
	if (ck_result_next(*r, e))
		ck_case_read_row(*r, row);
	if (e->code != CK_OK)
		ck_result_end(*r);
	return e->code;
}

/* -- after a change of the calendar -- */

static enum ck_code renew(struct ck_case *c, ck_each *each, void *to, struct ck_error *e)
{
	struct ck_arena *arena = ck_arena_new();
	struct ck_fields out = {0};
	struct ck_case_row was, is;
	struct ck_result *r;
	enum ck_code code = read_row(c, &r, &was, e);

	if (code == CK_OK) {
		ck_time due = was.due, not_before = was.not_before, term = was.term;

		ck_result_end(r);
		ck_case_reckon_row(c, arena, &is);
		if (is.due != due || is.not_before != not_before || is.term != term) {
			code = ck_case_write_row(c, &is, false, e);
			if (code == CK_OK)
				code = ck_case_print_row(c->desk, &is, &out, e);
			ck_fields_set_time(&out, "due_before", due, c->office->zone);
			ck_fields_set_time(&out, "term_before", term, c->office->zone);
			if (code == CK_OK)
				code = each(to, &out, e);
		}
	}
	ck_fields_free(&out);
	ck_arena_free(arena);
	return code;
}

enum ck_code ck_case_recompute(struct ck_desk *d, ck_each *each, void *to, struct ck_error *e)
{
	struct chains chains = {0};
	enum ck_code code = read_chains(d, CK_SQL_CASES_OPEN, &chains, e);

	for (size_t i = 0; i < chains.count && code == CK_OK; i++) {
		struct ck_case c;

		code = ck_case_open_chain(d, chains.at[i], &c, e);
		if (code == CK_OK) {
			code = renew(&c, each, to, e);
			ck_case_close(&c);
		}
	}
	free(chains.at);
	return code;
}

/* -- the projection held against the events -- */

struct checking {
	void (*found)(void *to, const char *number, const char *text);
	void *to;
	const struct ck_case *c;
};

static void same_text(struct checking *k, const char *column, const char *is, const char *must)
{
	char text[160];

	if (strcmp(is, must) == 0)
		return;
	snprintf(text, sizeof text, "the row's %s is not what the events say", column);
	k->found(k->to, k->c->number, text);
}

static void same_number(struct checking *k, const char *column, int64_t is, int64_t must)
{
	same_text(k, column, is == must ? "" : "other", "");
}

static void compare(struct checking *k, const struct ck_case_row *is, const struct ck_case_row *must)
{
	same_text(k, "number", is->own_number, must->own_number);
	same_text(k, "regulation", is->regulation, must->regulation);
	same_text(k, "edition", is->edition, must->edition);
	same_text(k, "variant", is->variant, must->variant);
	same_text(k, "channel", is->channel, must->channel);
	same_text(k, "applicant", is->applicant, must->applicant);
	same_text(k, "applicant_name", is->applicant_name, must->applicant_name);
	same_number(k, "status", is->status, must->status);
	same_number(k, "outcome", is->outcome, must->outcome);
	same_text(k, "next_step", is->next_step, must->next_step);
	same_text(k, "next_acts", is->next_acts, must->next_acts);
	same_text(k, "next_role", is->next_role, must->next_role);
	same_number(k, "due", is->due, must->due);
	same_number(k, "not_before", is->not_before, must->not_before);
	same_number(k, "term", is->term, must->term);
	same_text(k, "responsible", is->responsible, must->responsible);
	same_number(k, "registered", is->registered, must->registered);
	same_number(k, "decided", is->decided, must->decided);
	same_number(k, "issued", is->issued, must->issued);
	same_number(k, "seq", is->seq, must->seq);
	if (is->head == NULL || memcmp(is->head, must->head, CK_DIGEST) != 0)
		k->found(k->to, k->c->number, "the row's head is not the hash of the last event");
}

/* The columns that no record shows: the key of the name and the earlier of due and term. */
static enum ck_code compare_derived(struct checking *k, const struct ck_case_row *must, struct ck_error *e)
{
	struct ck_buffer key = {0};
	struct ck_result *r;
	ck_time deadline = must->due;
	enum ck_code code = ck_store_query(ck_desk_store(k->c->desk), &r, e, CK_SQL_CASE_DERIVED, "i", k->c->chain);

	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	if (deadline == CK_NOTIME || (must->term != CK_NOTIME && must->term < deadline))
		deadline = must->term;
	if (ck_result_next(r, e)) {
		ck_text_sort_key(&key, must->applicant_name);
		same_text(k, "name_key", ck_result_text(r, 1), key.text == NULL ? "" : key.text);
		same_number(k, "deadline", ck_result_int(r, 2), deadline);
	}
	ck_result_end(r);
	ck_buffer_free(&key);
	return e->code;
}

static enum ck_code check_case(struct checking *k, struct ck_case *c, struct ck_error *e)
{
	struct ck_arena *arena = ck_arena_new();
	struct ck_case_row is, must;
	struct ck_result *r;
	enum ck_code code = read_row(c, &r, &is, e);

	k->c = c;
	if (code == CK_OK) {
		ck_case_reckon_row(c, arena, &must);
		if (is.chain == 0)
			k->found(k->to, c->number, "the case has events but no row");
		else
			compare(k, &is, &must);
		ck_result_end(r);
		if (is.chain != 0)
			code = compare_derived(k, &must, e);
	}
	ck_arena_free(arena);
	return code;
}

static enum ck_code check_strays(struct ck_desk *d, struct checking *k, struct ck_error *e)
{
	struct chains strays = {0};
	enum ck_code code = read_chains(d, CK_SQL_CASES_WITHOUT_EVENTS, &strays, e);

	for (size_t i = 0; i < strays.count && code == CK_OK; i++) {
		int office, year, number;
		enum ck_series series;
		const struct ck_office *o;
		char text[40] = "";
		struct ck_error ignored;

		ck_chain_unpack(strays.at[i], &office, &year, &series, &number);
		if (ck_desk_office_no(d, office, &o, &ignored) == CK_OK)
			ck_chain_print(text, o->code, strays.at[i]);
		k->found(k->to, text, "the row has no events");
	}
	free(strays.at);
	return code;
}

enum ck_code ck_case_check(struct ck_desk *d, void (*found)(void *to, const char *number, const char *text), void *to,
                           struct ck_error *e)
{
	struct checking k = {found, to, NULL};
	struct chains chains = {0};
	enum ck_code code = read_chains(d, CK_SQL_CASE_CHAINS, &chains, e);

	for (size_t i = 0; i < chains.count && code == CK_OK; i++) {
		struct ck_case c;

		code = ck_case_open_chain(d, chains.at[i], &c, e);
		if (code == CK_OK) {
			code = check_case(&k, &c, e);
			ck_case_close(&c);
		} else if (code == CK_BUG || code == CK_BADDATA || code == CK_CONFIG) {
			found(to, c.number, e->text);
			code = CK_OK;
		}
	}
	free(chains.at);
	return code == CK_OK ? check_strays(d, &k, e) : code;
}
