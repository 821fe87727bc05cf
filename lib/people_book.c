/* people_book: from journals to rows. One function says what an event does, whether it happens now or is read again. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "ledger.h"
#include "people.h"
#include "people_priv.h"

const char *const ck_office_columns[OFFICE_COLUMNS] = {"office", "name", "office_kind", "parent",
                                                       "zone", "calendar", "hours", "authority"};

void ck_book_free(struct ck_book *b)
{
	ck_arena_free(b->arena);
	free(b->office);
	free(b->staff);
	free(b->delegate);
	memset(b, 0, sizeof *b);
}

static const char *keep(struct ck_book *b, const char *text)
{
	return ck_arena_copy(b->arena, text ? text : "");
}

/* -- finding rows; *at becomes where the row is, or where it belongs -- */

static bool find_office(const struct ck_book *b, int64_t no, size_t *at)
{
	for (*at = 0; *at < b->offices && b->office[*at]->no < no; ++*at)
		;
	return *at < b->offices && b->office[*at]->no == no;
}

static bool find_staff(const struct ck_book *b, const char *login, size_t *at)
{
	size_t low = 0, high = b->staffs;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (strcmp(b->staff[middle]->login, login) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*at = low;
	return low < b->staffs && strcmp(b->staff[low]->login, login) == 0;
}

static int delegate_order(const struct book_delegate *x, const char *login, const char *agent, ck_time since)
{
	int order = strcmp(x->login, login);

	if (order == 0)
		order = strcmp(x->agent, agent);
	return order != 0 ? order : (x->since > since) - (x->since < since);
}

static bool find_delegate(const struct ck_book *b, const char *login, const char *agent, ck_time since, size_t *at)
{
	size_t low = 0, high = b->delegates;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (delegate_order(b->delegate[middle], login, agent, since) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	*at = low;
	return low < b->delegates && delegate_order(b->delegate[low], login, agent, since) == 0;
}

/* Makes room at `at` in an array of count pointers; gives the array, with the row put there. */
static void *insert(void *rows, size_t count, size_t at, void *row)
{
	void **p = ck_grow(rows, count + 1, sizeof *p);

	memmove(p + at + 1, p + at, (count - at) * sizeof *p);
	p[at] = row;
	return p;
}

/* -- what each act does -- */

static const char *stated(const struct ck_event *ev, const char *name, struct ck_error *e)
{
	const char *value = ck_fields_get(&ev->data, name);

	if (value == NULL) {
		ck_fail(e, CK_BADDATA, "%s states no %s", ev->acts, name);
		ck_fail_column(e, name);
	}
	return value;
}

static bool stated_time(const struct ck_event *ev, const char *name, bool needed, ck_time *t, struct ck_error *e)
{
	const char *text = ck_fields_get(&ev->data, name);

	*t = CK_NOTIME;
	if (text == NULL)
		return !needed || stated(ev, name, e) != NULL;
	return ck_time_parse(text, NULL, t, e) == CK_OK;
}

static enum ck_code apply_office_add(struct ck_book *b, const struct ck_event *ev, struct ck_error *e)
{
	struct book_office *o = ck_arena_alloc(b->arena, sizeof *o);
	size_t at;
	int no, year, number;
	enum ck_series series;

	if (stated(ev, "office", e) == NULL)
		return e->code;
	ck_chain_unpack(ev->chain, &no, &year, &series, &number);
	o->no = no;
	for (int i = 0; i < OFFICE_COLUMNS; i++)
		o->value[i] = keep(b, ck_fields_get(&ev->data, ck_office_columns[i]));
	if (find_office(b, o->no, &at))
		return ck_fail(e, CK_BADDATA, "office %s is added twice", o->value[OFFICE_CODE]);
	b->office = insert(b->office, b->offices++, at, o);
	return CK_OK;
}

static enum ck_code apply_staff_add(struct ck_book *b, const struct ck_event *ev, struct ck_error *e)
{
	struct book_staff *st;
	const char *login = stated(ev, "login", e), *text = ck_fields_get(&ev->data, "period");
	int64_t period = 1;
	ck_time since, until;
	size_t at;

	if (login == NULL || !stated_time(ev, "since", true, &since, e) || !stated_time(ev, "left", false, &until, e))
		return e->code;
	if (text != NULL && !ck_text_number(text, &period))
		return ck_fail(e, CK_BADDATA, "staff-add counts no period by \"%s\"", text);
	if (!find_staff(b, login, &at)) {
		st = ck_arena_alloc(b->arena, sizeof *st);
		st->login = keep(b, login);
		b->staff = insert(b->staff, b->staffs++, at, st);
	}
	st = b->staff[at];
	st->reading = period;
	if (period < st->period)
		return CK_OK;
	st->period = period;
	st->name = keep(b, ck_fields_get(&ev->data, "name"));
	st->roles = keep(b, ck_fields_get(&ev->data, "roles"));
	st->office = keep(b, ck_fields_get(&ev->data, "office"));
	st->since = since;
	st->until = until;
	return CK_OK;
}

static enum ck_code apply_staff_end(struct ck_book *b, const struct ck_event *ev, struct ck_error *e)
{
	const char *login = stated(ev, "login", e);
	ck_time until;
	size_t at;

	if (login == NULL || !stated_time(ev, "until", true, &until, e))
		return e->code;
	if (!find_staff(b, login, &at))
		return ck_fail(e, CK_BADDATA, "%s leaves without having come", login);
	if (b->staff[at]->reading == b->staff[at]->period)
		b->staff[at]->until = until;
	return CK_OK;
}

static enum ck_code apply_staff_delegate(struct ck_book *b, const struct ck_event *ev, struct ck_error *e)
{
	const char *login = stated(ev, "login", e), *agent = stated(ev, "to", e);
	struct book_delegate *x;
	ck_time since, until;
	int64_t period;
	size_t at;

	if (login == NULL || agent == NULL || !stated_time(ev, "since", true, &since, e) ||
	    !stated_time(ev, "until", false, &until, e))
		return e->code;
	period = find_staff(b, login, &at) ? b->staff[at]->reading : 0;
	if (!find_delegate(b, login, agent, since, &at)) {
		x = ck_arena_alloc(b->arena, sizeof *x);
		x->login = keep(b, login);
		x->agent = keep(b, agent);
		x->since = since;
		b->delegate = insert(b->delegate, b->delegates++, at, x);
	}
	x = b->delegate[at];
	if (period >= x->period) {
		x->until = until;
		x->period = period;
	}
	return CK_OK;
}

enum ck_code ck_book_apply(struct ck_book *b, const struct ck_event *ev, struct ck_error *e)
{
	static const struct {
		const char *act;
		enum ck_code (*apply)(struct ck_book *b, const struct ck_event *ev, struct ck_error *e);
	} acts[] = {{"office-add", apply_office_add},
	            {"staff-add", apply_staff_add},
	            {"staff-end", apply_staff_end},
	            {"staff-delegate", apply_staff_delegate}};

	ck_error_clear(e);
	if (b->arena == NULL)
		b->arena = ck_arena_new();
	for (size_t i = 0; i < sizeof acts / sizeof acts[0]; i++)
		if (strcmp(ev->acts, acts[i].act) == 0)
			return acts[i].apply(b, ev, e);
	return CK_OK; /* what else a journal may hold is no matter of offices and staff */
}

void ck_book_take_staff(struct ck_book *b, const struct ck_staff *st)
{
	struct book_staff *row;
	size_t at;

	if (b->arena == NULL)
		b->arena = ck_arena_new();
	row = ck_arena_alloc(b->arena, sizeof *row);
	row->login = keep(b, st->login);
	row->name = keep(b, st->name);
	row->roles = keep(b, st->roles);
	row->office = keep(b, st->office);
	row->since = st->since;
	row->until = st->until;
	find_staff(b, st->login, &at);
	b->staff = insert(b->staff, b->staffs++, at, row);
}

/* -- to the store -- */

static enum ck_code write_office(struct ck_store *s, const struct book_office *o, struct ck_error *e)
{
	const char *const *v = o->value;

	return ck_store_do(s, e, NULL, CK_SQL_OFFICE_PUT, "itttttttt", o->no, v[OFFICE_CODE], v[OFFICE_NAME],
	                   v[OFFICE_KIND], v[OFFICE_PARENT], v[OFFICE_ZONE], v[OFFICE_CALENDAR], v[OFFICE_HOURS],
	                   v[OFFICE_AUTHORITY]);
}

enum ck_code ck_book_write(const struct ck_book *b, struct ck_store *s, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	for (size_t i = 0; code == CK_OK && i < b->offices; i++)
		code = write_office(s, b->office[i], e);
	for (size_t i = 0; code == CK_OK && i < b->staffs; i++) {
		const struct book_staff *st = b->staff[i];
		code = ck_store_do(s, e, NULL, CK_SQL_STAFF_PUT, "ttttin", st->login, st->name, st->roles, st->office,
		                   st->since, st->until);
	}
	for (size_t i = 0; code == CK_OK && i < b->delegates; i++) {
		const struct book_delegate *x = b->delegate[i];
		code = ck_store_do(s, e, NULL, CK_SQL_DELEGATE_PUT, "ttin", x->login, x->agent, x->since, x->until);
	}
	return code;
}

/* -- the check: rows against book -- */

struct check {
	struct ck_store *store;
	struct ck_book book;
	void (*found)(void *to, const char *text);
	void *to;
};

static void say(const struct check *c, const char *format, ...) __attribute__((format(printf, 2, 3)));
static void say(const struct check *c, const char *format, ...)
{
	char text[400];
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	c->found(c->to, text);
}

/* Names of persons are compared like all else, but not repeated. */
static void compare_text(const struct check *c, const char *what, const char *key, const char *column,
                         const char *journal, const char *table)
{
	if (strcmp(journal, table) == 0)
		return;
	if (strcmp(what, "staff") == 0 && strcmp(column, "name") == 0)
		say(c, "%s %s: %s in the table is not what the journal says", what, key, column);
	else
		say(c, "%s %s: %s is \"%s\" in the table, \"%s\" by the journal", what, key, column, table, journal);
}

static void compare_time(const struct check *c, const char *what, const char *key, const char *column, ck_time journal,
                         ck_time table)
{
	char by_journal[CK_TIME_TEXT], in_table[CK_TIME_TEXT];

	if (journal == table)
		return;
	ck_time_print(by_journal, journal, NULL);
	ck_time_print(in_table, table, NULL);
	compare_text(c, what, key, column, by_journal, in_table);
}

static void check_office(struct check *c, struct ck_result *r)
{
	const char *code = ck_result_text(r, 1);
	struct book_office *o;
	size_t at;

	if (!find_office(&c->book, ck_result_int(r, 0), &at)) {
		say(c, "office %s: in the table, in no journal", code);
		return;
	}
	o = c->book.office[at];
	o->met = true;
	for (int i = 0; i < OFFICE_COLUMNS; i++)
		compare_text(c, "office", code, ck_office_columns[i], o->value[i], ck_result_text(r, i + 1));
}

static void check_staff(struct check *c, struct ck_result *r)
{
	const char *login = ck_result_text(r, 0);
	struct book_staff *st;
	size_t at;

	if (!find_staff(&c->book, login, &at)) {
		say(c, "staff %s: in the table, in no journal", login);
		return;
	}
	st = c->book.staff[at];
	st->met = true;
	compare_text(c, "staff", login, "name", st->name, ck_result_text(r, 1));
	compare_text(c, "staff", login, "roles", st->roles, ck_result_text(r, 2));
	compare_text(c, "staff", login, "office", st->office, ck_result_text(r, 3));
	compare_time(c, "staff", login, "since", st->since, ck_result_int(r, 4));
	compare_time(c, "staff", login, "until", st->until, ck_result_int(r, 5));
}

static void check_delegate(struct check *c, struct ck_result *r)
{
	const char *login = ck_result_text(r, 0), *agent = ck_result_text(r, 1);
	struct book_delegate *x;
	size_t at;

	if (!find_delegate(&c->book, login, agent, ck_result_int(r, 2), &at)) {
		say(c, "delegation of %s to %s: in the table, in no journal", login, agent);
		return;
	}
	x = c->book.delegate[at];
	x->met = true;
	compare_time(c, "delegation of", login, "until", x->until, ck_result_int(r, 3));
}

static void check_unmet(const struct check *c)
{
	const struct ck_book *b = &c->book;

	for (size_t i = 0; i < b->offices; i++)
		if (!b->office[i]->met)
			say(c, "office %s: in its journal, not in the table", b->office[i]->value[OFFICE_CODE]);
	for (size_t i = 0; i < b->staffs; i++)
		if (!b->staff[i]->met)
			say(c, "staff %s: in a journal, not in the table", b->staff[i]->login);
	for (size_t i = 0; i < b->delegates; i++)
		if (!b->delegate[i]->met)
			say(c, "delegation of %s to %s: in a journal, not in the table", b->delegate[i]->login,
			    b->delegate[i]->agent);
}

static enum ck_code check_table(struct check *c, struct ck_result *r, void (*row)(struct check *c, struct ck_result *r),
                                struct ck_error *e)
{
	ck_error_clear(e);
	while (ck_result_next(r, e))
		row(c, r);
	ck_result_end(r);
	return e->code;
}

static enum ck_code check_tables(struct check *c, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code;

	if ((code = ck_store_query(c->store, &r, e, CK_SQL_OFFICE_LIST, "t", "")) != CK_OK)
		return code;
	if ((code = check_table(c, r, check_office, e)) != CK_OK)
		return code;
	if ((code = ck_store_query(c->store, &r, e, CK_SQL_STAFF_LIST, "t", "")) != CK_OK)
		return code;
	if ((code = check_table(c, r, check_staff, e)) != CK_OK)
		return code;
	if ((code = ck_store_query(c->store, &r, e, CK_SQL_DELEGATE_LIST, "")) != CK_OK)
		return code;
	if ((code = check_table(c, r, check_delegate, e)) != CK_OK)
		return code;
	check_unmet(c);
	return CK_OK;
}

static enum ck_code read_journal(struct check *c, int office, ck_chain chain, struct ck_error *e)
{
	struct ck_events evs = {0};
	enum ck_code code = ck_ledger_read(c->store, chain, &evs, e);

	for (size_t i = 0; code == CK_OK && i < evs.count; i++)
		if (ck_book_apply(&c->book, &evs.at[i], e) != CK_OK)
			say(c, "journal of office %d, event %d: %s", office, evs.at[i].seq, e->text);
	ck_events_free(&evs);
	return code;
}

/* The offices that have events; a journal is an office's first chain, so one look per office finds it. */
static enum ck_code read_journals(struct check *c, struct ck_error *e)
{
	enum ck_code code = CK_OK;
	int office = 0, year, number;
	enum ck_series series;
	int64_t first;

	while (code == CK_OK) {
		code = ck_store_number(c->store, &first, e, CK_SQL_EVENT_FIRST_FROM, "i",
		                       ck_chain_pack(office + 1, 1900, CK_SERIES_CASE, 0));
		if (code != CK_OK || first == 0)
			return code;
		first &= ~(int64_t)CK_CHAIN_LAST_SEQ;
		ck_chain_unpack(first, &office, &year, &series, &number);
		if (series == CK_SERIES_JOURNAL)
			code = read_journal(c, office, first, e);
	}
	return code;
}

/* -- made again -- */

enum ck_code ck_people_make_office(struct ck_store *s, const struct ck_event *first, struct ck_error *e)
{
	struct ck_book book = {0};
	enum ck_code code = ck_book_apply(&book, first, e);

	if (code == CK_OK && book.offices == 0)
		code = ck_fail(e, CK_BADDATA, "a journal begins with its office");
	if (code == CK_OK)
		code = ck_book_write(&book, s, e);
	ck_book_free(&book);
	return code;
}

static void note_first(void *to, const char *text)
{
	char *first = to;

	if (first[0] == '\0')
		snprintf(first, 400, "%s", text);
}

/* The offices have their rows since their journals began. */
enum ck_code ck_people_make_staff(struct ck_store *s, struct ck_error *e)
{
	char first[400] = "";
	struct check c = {.store = s, .found = note_first, .to = first};
	enum ck_code code = read_journals(&c, e);

	if (code == CK_OK && first[0] != '\0')
		code = ck_fail(e, CK_BADDATA, "%s", first);
	c.book.offices = 0;
	if (code == CK_OK)
		code = ck_book_write(&c.book, s, e);
	ck_book_free(&c.book);
	return code;
}

enum ck_code ck_people_check(struct ck_desk *d, void (*found)(void *to, const char *text), void *to, struct ck_error *e)
{
	struct check c = {.store = ck_desk_store(d), .found = found, .to = to};
	enum ck_code code = read_journals(&c, e);

	if (code == CK_OK)
		code = check_tables(&c, e);
	ck_book_free(&c.book);
	return code;
}
