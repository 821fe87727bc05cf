/* command_complete: what a shell may offer for a word that is being typed. Lines of value, TAB, description; silent on
 * any failure, since there is nobody to tell. */
#include "command_priv.h"
#include "service.h"

#include <stdlib.h>
#include <string.h>

#define MOST 50

struct offer {
	struct ck_store *store;
	const char *prefix;
	struct ck_fields given;  /* values offered already */
};

/* False once enough was offered. */
static bool give(struct offer *o, const char *value, const char *description)
{
	struct ck_buffer line = {0};

	if (strncmp(value, o->prefix, strlen(o->prefix)) != 0 || ck_fields_has(&o->given, value))
		return true;
	ck_fields_set(&o->given, value, "yes");
	ck_text_visible(&line, value);
	ck_buffer_char(&line, '\t');
	ck_text_visible(&line, description);
	puts(line.text);
	ck_buffer_free(&line);
	return o->given.count < MOST;
}

static bool starts(const char *text, const char *with)
{
	return strncmp(text, with, strlen(with)) == 0;
}

/* -- numbers of a register: the prefix narrows the range of identities that is looked through -- */

/* ALM-2019-000017 of cases, ALM-2019-P000017 of permits: what stands before the digits, which series the numbers are of,
 * and the statement that gives identity, office and a description of those in a range. */
struct numbers {
	const char *letter;
	enum ck_series first, last;
	int most;
	enum ck_sql sql;
	const char *field;  /* the description is this one of an entry's fields; NULL = it is the column itself */
};
static const struct numbers cases = {"", CK_SERIES_CASE, CK_SERIES_IMPORTED, CK_CHAIN_LAST_NUMBER, CK_SQL_COMPLETE_CASES,
                                     NULL};
static const struct numbers permits = {"P", CK_SERIES_PERMIT, CK_SERIES_PERMIT, CK_CHAIN_LAST_SHARED,
                                       CK_SQL_COMPLETE_PERMITS, NULL};
static const struct numbers sessions = {"S", CK_SERIES_SESSION, CK_SERIES_SESSION, CK_CHAIN_LAST_SHARED,
                                        CK_SQL_COMPLETE_SESSIONS, "commission"};
static const struct numbers orgs = {"O", CK_SERIES_ORG, CK_SERIES_ORG, CK_CHAIN_LAST_SHARED, CK_SQL_COMPLETE_ORGS, "name"};

/* The lowest or highest number that begins with these digits and has so many in all. */
static int fill_digits(const char *digits, size_t given, size_t all, char with)
{
	char text[16];

	for (size_t i = 0; i < all; i++)
		text[i] = i < given ? digits[i] : with;
	text[all] = '\0';
	return atoi(text);
}

static void range_of_year(const struct numbers *n, int office, const char *rest, ck_chain *from, ck_chain *until)
{
	const ck_chain one = (ck_chain)1 << CK_CHAIN_SHIFT;
	size_t digits = strspn(rest, "0123456789");
	int first, last;

	if (digits > 4)
		digits = 4;
	first = fill_digits(rest, digits, 4, '0');
	last = fill_digits(rest, digits, 4, '9');
	if (first < 1900)
		first = 1900;
	if (last > 2155)
		last = 2155;
	*from = ck_chain_pack(office, first, n->first, 0);
	*until = ck_chain_pack(office, last, n->last, n->most) + one;
	if (digits < 4 || rest[4] != '-' || !starts(rest + 5, n->letter))
		return;
	rest += 5 + strlen(n->letter);
	digits = strspn(rest, "0123456789");
	if (digits < 1 || digits > 6)
		return;
	*from = ck_chain_pack(office, first, n->first, fill_digits(rest, digits, 6, '0'));
	*until = ck_chain_pack(office, first, n->first, fill_digits(rest, digits, 6, '9')) + one;
}

static bool describe(struct offer *o, const struct numbers *n, const char *number, struct ck_result *r)
{
	struct ck_fields entry = {0};
	struct ck_error e;
	const char *text = ck_result_text(r, 2);
	bool more;

	if (ck_result_type(r, 2) == 'i')
		text = ck_status_name((enum ck_case_status)ck_result_int(r, 2));
	else if (n->field != NULL && ck_fields_parse(&entry, text, &e) == CK_OK)
		text = ck_fields_get(&entry, n->field);
	more = give(o, number, text == NULL ? "" : text);
	ck_fields_free(&entry);
	return more;
}

static bool offer_range(struct offer *o, const struct numbers *n, ck_chain from, ck_chain until)
{
	struct ck_result *r;
	struct ck_error e;
	bool more = true;
	char number[40];

	if (ck_store_query(o->store, &r, &e, n->sql, "ii", (int64_t)from, (int64_t)until) != CK_OK)
		return false;
	while (more && ck_result_next(r, &e)) {
		ck_chain_print(number, ck_result_text(r, 1), ck_result_int(r, 0));
		more = describe(o, n, number, r);
	}
	ck_result_end(r);
	return more;
}

struct office {
	int no;
	char code[9];
};

static size_t read_offices(struct offer *o, struct office **offices)
{
	struct ck_result *r;
	struct ck_error e;
	size_t n = 0;

	*offices = NULL;
	if (ck_store_query(o->store, &r, &e, CK_SQL_OFFICE_CODES, "") != CK_OK)
		return 0;
	while (ck_result_next(r, &e)) {
		*offices = ck_grow(*offices, n + 1, sizeof **offices);
		(*offices)[n].no = (int)ck_result_int(r, 0);
		snprintf((*offices)[n++].code, sizeof (*offices)[0].code, "%s", ck_result_text(r, 1));
	}
	ck_result_end(r);
	return n;
}

static void offer_numbers(struct offer *o, const struct numbers *numbers)
{
	struct office *offices;
	size_t n = read_offices(o, &offices);
	const char *dash = strchr(o->prefix, '-');
	ck_chain from, until;
	bool more = true;

	for (size_t i = 0; more && i < n; i++) {
		size_t length = strlen(offices[i].code);
		bool whole = dash != NULL && (size_t)(dash - o->prefix) == length && starts(o->prefix, offices[i].code);
		if (!whole && (dash != NULL || !starts(offices[i].code, o->prefix)))
			continue;
		range_of_year(numbers, offices[i].no, whole ? dash + 1 : "", &from, &until);
		more = offer_range(o, numbers, from, until);
	}
	free(offices);
}

static void offer_cases(struct offer *o, const char *unused)
{
	(void)unused;
	offer_numbers(o, &cases);
}

static void offer_permits(struct offer *o, const char *unused)
{
	(void)unused;
	offer_numbers(o, &permits);
}

static void offer_sessions(struct offer *o, const char *unused)
{
	(void)unused;
	offer_numbers(o, &sessions);
}

static void offer_orgs(struct offer *o, const char *unused)
{
	(void)unused;
	offer_numbers(o, &orgs);
}

/* -- the rest -- */

static void offer_batches(struct offer *o, const char *unused)
{
	struct ck_result *r;
	struct ck_error e;
	bool more = true;
	char number[40];

	(void)unused;
	if (ck_store_query(o->store, &r, &e, CK_SQL_COMPLETE_BATCHES, "") != CK_OK)
		return;
	while (more && ck_result_next(r, &e)) {
		ck_chain_print(number, ck_result_text(r, 1), ck_result_int(r, 0));
		more = give(o, number, ck_result_text(r, 2));
	}
	ck_result_end(r);
}

static void offer_offices(struct offer *o, const char *unused)
{
	struct ck_result *r;
	struct ck_error e;
	bool more = true;

	(void)unused;
	if (ck_store_query(o->store, &r, &e, CK_SQL_OFFICE_LIST, "t", "") != CK_OK)
		return;
	while (more && ck_result_next(r, &e))
		more = give(o, ck_result_text(r, 1), ck_result_text(r, 2));
	ck_result_end(r);
}

static void offer_logins(struct offer *o, const char *unused)
{
	struct ck_result *r;
	struct ck_error e;
	bool more = true;

	(void)unused;
	if (ck_store_query(o->store, &r, &e, CK_SQL_STAFF_LIST, "t", "") != CK_OK)
		return;
	while (more && ck_result_next(r, &e))
		more = give(o, ck_result_text(r, 0), ck_result_text(r, 2));
	ck_result_end(r);
}

static const char *or_empty(const char *text)
{
	return text ? text : "";
}

/* Words of one part of the catalogue; what names the word's field, and for services both its forms are offered. */
static void offer_law(struct offer *o, enum ck_part part, const char *field, bool short_too)
{
	struct ck_rows rows = {0};
	struct ck_error e;
	bool more = ck_service_part(o->store, part, &rows, &e) == CK_OK;

	for (size_t i = 0; more && i < rows.count; i++) {
		const struct ck_fields *row = &rows.at[i].fields;
		const char *value = or_empty(ck_fields_get(row, field)), *title = or_empty(ck_fields_get(row, "title_en"));
		const char *slash = strchr(value, '/');
		more = give(o, value, title);
		if (more && short_too && slash != NULL)
			more = give(o, slash + 1, title);
	}
	ck_rows_free(&rows);
}

static void offer_words(struct offer *o, const char *column)
{
	static const struct {
		const char *column;
		enum ck_part part;
		const char *field;
		bool short_too;
	} parts[] = {
		{"regulation", CK_PART_REGULATIONS, "regulation", false},
		{"service", CK_PART_REGULATIONS, "regulation", true},
		{"fact", CK_PART_FACTS, "word", false},
		{"ground", CK_PART_GROUNDS, "word", false},
		{"result", CK_PART_RESULTS, "word", false},
		{"document", CK_PART_DOCUMENTS, "word", false},
		{"act", CK_PART_ACTS, "act", false},
		{"role", CK_PART_ROLES, "role", false},
		{"roles", CK_PART_ROLES, "role", false},
	};
	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++)
		if (strcmp(parts[i].column, column) == 0)
			offer_law(o, parts[i].part, parts[i].field, parts[i].short_too);
}

static void offer_column(struct offer *o, const char *column)
{
	static const struct {
		const char *column;
		void (*offer)(struct offer *o, const char *column);
	} kinds[] = {
		{"case", offer_cases},       {"batch", offer_batches}, {"permit", offer_permits}, {"chain_of", offer_permits},
		{"session", offer_sessions}, {"office", offer_offices}, {"parent", offer_offices}, {"login", offer_logins},
		{"by", offer_logins},        {"to", offer_logins},      {"responsible", offer_logins}, {"org", offer_orgs},
	};
	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].column, column) == 0) {
			kinds[i].offer(o, column);
			return;
		}
	offer_words(o, column);
}

void ck_complete(struct ck_run *run, const char *asked)
{
	const char *colon = strchr(asked, ':');
	struct ck_error e;

	if (colon == NULL)
		return;
	char *column = ck_arena_copy_n(run->arena, asked, (size_t)(colon - asked));
	for (char *s = column; *s; s++)
		if (*s == '-')
			*s = '_';
	struct offer o = {.prefix = colon + 1};
	if (ck_store_open(run->store_path, CK_STORE_READ, 0, &o.store, &e) == CK_OK)
		offer_column(&o, column);
	ck_store_close(o.store);
	ck_fields_free(&o.given);
}
