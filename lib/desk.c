/* desk: what one command keeps in its head of a store. Every list here is small: a command meets few offices, people
 * and editions, so each is a row of pointers looked through from the front. Nothing is read until it is asked for. */
#include <stdlib.h>
#include <string.h>
#include "days.h"
#include "desk_priv.h"

#define OFFICE_DEPTH 64  /* a tree of offices that is deeper is a ring */

struct seat {                /* an office as the desk knows it */
	struct ck_office office;
	struct seat *parent;
};

void ck_desk_list_add(struct list *l, void *item)
{
	l->at = ck_grow(l->at, l->count + 1, sizeof *l->at);
	l->at[l->count++] = item;
}

struct ck_desk *ck_desk_new(const struct ck_desk_options *options)
{
	struct ck_desk *d = ck_alloc(sizeof *d);

	d->arena = ck_arena_new();
	d->is = *options;
	d->is.by = ck_arena_copy(d->arena, ck_text_is_empty(options->by) ? NULL : options->by);
	d->is.os_user = ck_arena_copy(d->arena, options->os_user ? options->os_user : "");
	return d;
}

void ck_desk_free(struct ck_desk *d)
{
	if (d == NULL)
		return;
	for (size_t i = 0; i < d->zones.count; i++)
		ck_zone_free(d->zones.at[i]);
	for (size_t i = 0; i < d->calendars.count; i++)
		ck_calendar_free(d->calendars.at[i]);
	for (size_t i = 0; i < d->editions.count; i++)
		ck_edition_free(d->editions.at[i]);
	ck_vocabulary_free(d->vocabulary);
	free(d->seats.at);
	free(d->staff.at);
	free(d->zones.at);
	free(d->calendars.at);
	free(d->editions.at);
	free(d->laws.at);
	ck_arena_free(d->arena);
	free(d);
}

struct ck_store *ck_desk_store(struct ck_desk *d)
{
	return d->is.store;
}

ck_time ck_desk_now(const struct ck_desk *d)
{
	return d->is.now;
}

const struct ck_notes *ck_desk_notes(const struct ck_desk *d)
{
	return d->is.notes;
}

const char *ck_desk_os_user(const struct ck_desk *d)
{
	return d->is.os_user;
}

const char *ck_desk_by(const struct ck_desk *d)
{
	return d->is.by;
}

bool ck_desk_strict(const struct ck_desk *d)
{
	return d->is.strict;
}

const char *ck_desk_batch(const struct ck_desk *d)
{
	return d->batch;
}

void ck_desk_set_batch(struct ck_desk *d, const char *batch)
{
	size_t n = batch == NULL ? 0 : strnlen(batch, sizeof d->batch - 1);

	memcpy(d->batch, batch == NULL ? "" : batch, n);
	d->batch[n] = '\0';
}

void ck_desk_forget_staff(struct ck_desk *d)
{
	d->staff.count = 0;
}

void ck_desk_forget(struct ck_desk *d)
{
	d->seats.count = 0;
	d->calendars_from = d->calendars.count;
	ck_desk_forget_staff(d);
}

/* -- calendars, zones, offices -- */

static enum ck_code find_calendar(struct ck_desk *d, const char *name, struct ck_calendar **c, struct ck_error *e)
{
	enum ck_code code;

	for (size_t i = d->calendars_from; i < d->calendars.count; i++) {
		*c = d->calendars.at[i];
		if (strcmp(ck_calendar_name(*c), name) == 0)
			return CK_OK;
	}
	code = ck_days_as_needed(d->is.store, name, c, e);
	if (code == CK_OK)
		ck_desk_list_add(&d->calendars, *c);
	return code;
}

enum ck_code ck_desk_ready(struct ck_desk *d, const struct ck_office *o, struct ck_error *e)
{
	struct seat *s = (struct seat *)(void *)((char *)(uintptr_t)o - offsetof(struct seat, office));
	struct ck_calendar *c = NULL;
	enum ck_code code = find_calendar(d, o->calendar_name, &c, e);

	if (code == CK_OK)
		s->office.time.calendar = c;
	return code;
}

static enum ck_code desk_zone(struct ck_desk *d, const char *name, const struct ck_zone **z, struct ck_error *e)
{
	struct ck_zone *opened = NULL;
	enum ck_code code;

	for (size_t i = 0; i < d->zones.count; i++) {
		*z = d->zones.at[i];
		if (strcmp(ck_zone_name(*z), name) == 0)
			return CK_OK;
	}
	if ((code = ck_zone_open(name, NULL, &opened, e)) != CK_OK)
		return code;
	ck_desk_list_add(&d->zones, opened);
	*z = opened;
	return CK_OK;
}

/* Takes the one row of an office query and ends it; *s is NULL if there was none. */
static enum ck_code seat_take(struct ck_desk *d, struct ck_result *r, struct seat **s, struct ck_error *e)
{
	struct ck_office *o;

	*s = NULL;
	ck_error_clear(e);
	if (ck_result_next(r, e)) {
		*s = ck_arena_alloc(d->arena, sizeof **s);
		o = &(*s)->office;
		o->no = (int)ck_result_int(r, 0);
		o->code = ck_arena_copy(d->arena, ck_result_text(r, 1));
		o->name = ck_arena_copy(d->arena, ck_result_text(r, 2));
		o->kind = ck_arena_copy(d->arena, ck_result_text(r, 3));
		o->parent = ck_arena_copy(d->arena, ck_result_text(r, 4));
		o->zone_name = ck_arena_copy(d->arena, ck_result_text(r, 5));
		o->calendar_name = ck_arena_copy(d->arena, ck_result_text(r, 6));
		o->hours_text = ck_arena_copy(d->arena, ck_result_text(r, 7));
		o->authority = ck_arena_copy(d->arena, ck_result_text(r, 8));
	}
	ck_result_end(r);
	return e->code;
}

static enum ck_code seat_find(struct ck_desk *d, const char *code, int depth, struct seat **s, struct ck_error *e);

/* An office's own row becomes an office at work: its place in the tree, its zone, its working time. */
static enum ck_code seat_furnish(struct ck_desk *d, struct seat *s, int depth, struct ck_error *e)
{
	struct ck_office *o = &s->office;
	enum ck_code code;

	if (depth > OFFICE_DEPTH)
		return ck_fail(e, CK_CONFIG, "office %s is its own parent", o->code);
	if (o->parent[0] != '\0') {
		if ((code = seat_find(d, o->parent, depth + 1, &s->parent, e)) != CK_OK)
			return code;
		if (o->authority[0] == '\0')
			o->authority = s->parent->office.authority;
	}
	if ((code = desk_zone(d, o->zone_name, &o->zone, e)) != CK_OK)
		return code;
	if (!ck_hours_parse(o->hours_text, &o->time.hours))
		return ck_fail(e, CK_CONFIG, "office %s has no such hours as \"%s\"", o->code, o->hours_text);
	o->time.zone = o->zone;
	o->time.known = d->is.now;
	ck_desk_list_add(&d->seats, s);
	return CK_OK;
}

static enum ck_code seat_find(struct ck_desk *d, const char *code, int depth, struct seat **s, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code done;

	for (size_t i = 0; i < d->seats.count; i++) {
		*s = d->seats.at[i];
		if (strcmp((*s)->office.code, code) == 0)
			return CK_OK;
	}
	if ((done = ck_store_query(d->is.store, &r, e, CK_SQL_OFFICE_BY_CODE, "t", code)) != CK_OK)
		return done;
	if ((done = seat_take(d, r, s, e)) != CK_OK)
		return done;
	if (*s == NULL) {
		ck_fail(e, CK_BADDATA, "no office \"%s\"", code);
		return ck_fail_column(e, "office");
	}
	return seat_furnish(d, *s, depth, e);
}

enum ck_code ck_desk_office(struct ck_desk *d, const char *code, const struct ck_office **o, struct ck_error *e)
{
	struct seat *s = NULL;
	enum ck_code done = seat_find(d, code, 0, &s, e);

	if (done == CK_OK)
		*o = &s->office;
	return done;
}

enum ck_code ck_desk_office_no(struct ck_desk *d, int no, const struct ck_office **o, struct ck_error *e)
{
	struct ck_result *r;
	struct seat *s;
	enum ck_code code;

	for (size_t i = 0; i < d->seats.count; i++) {
		s = d->seats.at[i];
		*o = &s->office;
		if (s->office.no == no)
			return CK_OK;
	}
	if ((code = ck_store_query(d->is.store, &r, e, CK_SQL_OFFICE_BY_NO, "i", (int64_t)no)) != CK_OK)
		return code;
	if ((code = seat_take(d, r, &s, e)) != CK_OK)
		return code;
	if (s == NULL)
		return ck_fail(e, CK_BADDATA, "no office has the number %d", no);
	*o = &s->office;
	return seat_furnish(d, s, 0, e);
}

static const struct seat *seat_of(const struct ck_office *o)
{
	return (const struct seat *)(const void *)((const char *)o - offsetof(struct seat, office));
}

static bool is_above(const struct ck_office *upper, const struct ck_office *lower)
{
	for (const struct seat *s = seat_of(lower); s != NULL; s = s->parent)
		if (s->office.no == upper->no)
			return true;
	return false;
}

bool ck_desk_related(struct ck_desk *d, const struct ck_office *a, const struct ck_office *b)
{
	(void)d;
	return is_above(a, b) || is_above(b, a);
}

/* -- staff -- */

static struct ck_staff *staff_take(struct ck_arena *arena, struct ck_result *r)
{
	struct ck_staff *st = ck_arena_alloc(arena, sizeof *st);

	st->login = ck_arena_copy(arena, ck_result_text(r, 0));
	st->name = ck_arena_copy(arena, ck_result_text(r, 1));
	st->roles = ck_arena_copy(arena, ck_result_text(r, 2));
	st->office = ck_arena_copy(arena, ck_result_text(r, 3));
	st->since = ck_result_int(r, 4);
	st->until = ck_result_int(r, 5);
	return st;
}

/* *st is NULL if there is none. */
static enum ck_code staff_find(struct ck_desk *d, const char *login, const struct ck_staff **st, struct ck_error *e)
{
	struct ck_staff *read = NULL;
	struct ck_result *r;
	enum ck_code code;

	for (size_t i = 0; i < d->staff.count; i++) {
		*st = d->staff.at[i];
		if (strcmp((*st)->login, login) == 0)
			return CK_OK;
	}
	*st = NULL;
	if ((code = ck_store_query(d->is.store, &r, e, CK_SQL_STAFF_BY_LOGIN, "t", login)) != CK_OK)
		return code;
	ck_error_clear(e);
	if (ck_result_next(r, e)) {
		read = staff_take(d->arena, r);
		ck_desk_list_add(&d->staff, read);
		*st = read;
	}
	ck_result_end(r);
	return e->code;
}

enum ck_code ck_desk_staff(struct ck_desk *d, const char *login, const struct ck_staff **st, struct ck_error *e)
{
	enum ck_code code = staff_find(d, login, st, e);

	if (code == CK_OK && *st == NULL)
		return ck_fail(e, CK_BADDATA, "no staff member \"%s\"", login);
	return code;
}

/* In a strict store one acts as oneself, or as somebody who has delegated to one. */
static enum ck_code may_stand_for(struct ck_desk *d, const char *login, ck_time at, struct ck_error *e)
{
	struct ck_result *r;
	enum ck_code code;
	bool delegated;

	if (!d->is.strict || strcmp(login, d->is.os_user) == 0)
		return CK_OK;
	code = ck_store_query(d->is.store, &r, e, CK_SQL_DELEGATE_HOLDS, "tti", login, d->is.os_user, at);
	if (code != CK_OK)
		return code;
	ck_error_clear(e);
	delegated = ck_result_next(r, e);
	ck_result_end(r);
	if (e->code != CK_OK || delegated)
		return e->code;
	ck_fail(e, CK_DENIED, "%s may not act for %s: this store is strict and %s has not delegated to %s", d->is.os_user,
	        login, login, d->is.os_user);
	return ck_fail_column(e, "by");
}

enum ck_code ck_desk_actor(struct ck_desk *d, const char *by, ck_time at, const struct ck_staff **st,
                           struct ck_error *e)
{
	const char *login = ck_text_is_empty(by) ? d->is.by : by;
	enum ck_code code;

	if (login == NULL)
		return ck_fail(e, CK_DENIED, "nobody acts: say who with --by");
	if ((code = staff_find(d, login, st, e)) != CK_OK)
		return code;
	if (*st == NULL && strcmp(login, d->is.os_user) == 0)
		return ck_fail(e, CK_DENIED, "the operating-system user %s is no staff member: say who acts with --by", login);
	if (*st == NULL) {
		ck_fail(e, CK_BADDATA, "no staff member \"%s\"", login);
		return ck_fail_column(e, "by");
	}
	at = at == CK_NOTIME ? d->is.now : at;
	if (at < (*st)->since && (code = ck_desk_staff_then(d, st, at, e)) != CK_OK)
		return code;
	return may_stand_for(d, login, d->is.now, e); /* who may type for another is a question of now, not of then */
}

/* -- roles -- */

/* "specialist, executor and clerk" */
static void put_words(struct ck_buffer *b, const char *words)
{
	const char *rest = words, *word;
	size_t n;
	bool first = true;

	while ((word = ck_word_next(&rest, &n)) != NULL) {
		if (!first)
			ck_buffer_text(b, ck_text_is_empty(rest) ? " and " : ", ");
		ck_buffer_put(b, word, n);
		first = false;
	}
}

static enum ck_code is_present(const struct ck_staff *st, const struct ck_office *o, ck_time at, struct ck_error *e)
{
	char day[CK_TIME_TEXT];

	if (at < st->since) {
		ck_day_print(day, ck_zone_local(o->zone, st->since).day);
		return ck_fail(e, CK_REFUSED, "%s is here from %s on", st->login, day);
	}
	if (st->until != CK_NOTIME && at >= st->until) {
		ck_day_print(day, ck_zone_local(o->zone, st->until).day);
		return ck_fail(e, CK_REFUSED, "%s left on %s", st->login, day);
	}
	return CK_OK;
}

static bool holds_a_staff_role(const struct ck_vocabulary *v, const char *roles)
{
	for (size_t i = 0; i < v->roles; i++)
		if (v->role[i].kind == CK_ROLE_STAFF && ck_word_in(roles, v->role[i].role))
			return true;
	return false;
}

/* The provider of a service is whoever works there; an outside actor's step is entered by whoever works there. */
static enum ck_code holds(struct ck_desk *d, const struct ck_staff *st, const struct ck_role *role, struct ck_error *e)
{
	const struct ck_vocabulary *v;
	struct ck_buffer roles = {0};
	enum ck_code code;

	if (role->kind == CK_ROLE_OUTSIDE || ck_word_in(st->roles, role->role))
		return CK_OK;
	if (strcmp(role->role, "provider") == 0) {
		if ((code = ck_desk_vocabulary(d, &v, e)) != CK_OK || holds_a_staff_role(v, st->roles))
			return code;
	}
	put_words(&roles, st->roles);
	ck_fail(e, CK_REFUSED, "%s is %s, not %s", st->login, roles.length > 0 ? roles.text : "without a role", role->role);
	ck_buffer_free(&roles);
	return e->code;
}

enum ck_code ck_desk_may(struct ck_desk *d, const struct ck_staff *st, const struct ck_role *role,
                         const struct ck_office *o, ck_time at, struct ck_error *e)
{
	const struct ck_office *own;
	enum ck_code code;

	if (role->kind == CK_ROLE_MACHINE)
		return ck_fail(e, CK_REFUSED, "%s is a machine: casekit itself acts for it, nobody else may", role->role);
	if ((code = is_present(st, o, at, e)) != CK_OK)
		return code;
	if ((code = holds(d, st, role, e)) != CK_OK)
		return code;
	if ((code = ck_desk_office(d, st->office, &own, e)) != CK_OK)
		return code;
	if (!ck_desk_related(d, own, o))
		return ck_fail(e, CK_REFUSED, "%s works in %s, which is neither %s nor above or below it", st->login, own->code,
		               o->code);
	return CK_OK;
}
