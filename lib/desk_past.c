/* desk_past: who somebody was at an earlier time. The table of staff shows the last stay; those before it are in the
 * journals, and each stay names the office of the one before. Only what is entered late asks for them. */
#include <stdlib.h>
#include <string.h>
#include "desk_priv.h"
#include "ledger.h"

struct stay {
	struct ck_staff staff;
	int64_t period;
	const char *former_office;  /* "" = this is the first stay */
};

static const char *keep(struct ck_desk *d, const struct ck_event *ev, const char *name)
{
	const char *value = ck_fields_get(&ev->data, name);

	return ck_arena_copy(d->arena, value ? value : "");
}

static bool take_time(const struct ck_event *ev, const char *name, ck_time *t, struct ck_error *e)
{
	const char *text = ck_fields_get(&ev->data, name);

	*t = CK_NOTIME;
	return text == NULL || ck_time_parse(text, NULL, t, e) == CK_OK;
}

static enum ck_code take_stay(struct ck_desk *d, const struct ck_event *ev, struct list *stays, struct ck_error *e)
{
	struct stay *s = ck_arena_alloc(d->arena, sizeof *s);
	const char *period = ck_fields_get(&ev->data, "period");

	s->staff.login = keep(d, ev, "login");
	s->staff.name = keep(d, ev, "name");
	s->staff.roles = keep(d, ev, "roles");
	s->staff.office = keep(d, ev, "office");
	s->former_office = keep(d, ev, "former_office");
	s->period = 1;
	if (period != NULL && !ck_text_number(period, &s->period))
		return ck_fail(e, CK_UNAVAILABLE, "a journal counts no period by \"%s\"", period);
	if (!take_time(ev, "since", &s->staff.since, e) || !take_time(ev, "left", &s->staff.until, e))
		return e->code;
	ck_desk_list_add(stays, s);
	return CK_OK;
}

/* Adds the stays of a login in one office. Within a journal an end belongs to the stay begun last. */
static enum ck_code read_office(struct ck_desk *d, const char *office, const char *login, struct list *stays,
                                struct ck_error *e)
{
	const struct ck_office *o;
	struct ck_events evs = {0};
	size_t before = stays->count;
	enum ck_code code = ck_desk_office(d, office, &o, e);

	if (code == CK_OK)
		code = ck_ledger_read(d->is.store, ck_chain_pack(o->no, 0, CK_SERIES_JOURNAL, 0), &evs, e);
	for (size_t i = 0; code == CK_OK && i < evs.count; i++) {
		const char *of = ck_fields_get(&evs.at[i].data, "login");
		if (of == NULL || strcmp(of, login) != 0)
			continue;
		if (strcmp(evs.at[i].acts, "staff-add") == 0)
			code = take_stay(d, &evs.at[i], stays, e);
		else if (strcmp(evs.at[i].acts, "staff-end") == 0 && stays->count > before &&
		         !take_time(&evs.at[i], "until", &((struct stay *)stays->at[stays->count - 1])->staff.until, e))
			code = e->code;
	}
	ck_events_free(&evs);
	return code;
}

static const struct stay *stay_of_period(const struct list *stays, int64_t period)
{
	for (size_t i = 0; i < stays->count; i++) {
		const struct stay *s = stays->at[i];
		if (s->period == period)
			return s;
	}
	return NULL;
}

static bool holds(const struct ck_staff *st, ck_time at)
{
	return st->since <= at && (st->until == CK_NOTIME || at < st->until);
}

static int64_t last_period(const struct list *stays)
{
	int64_t last = 0;

	for (size_t i = 0; i < stays->count; i++)
		if (((const struct stay *)stays->at[i])->period > last)
			last = ((const struct stay *)stays->at[i])->period;
	return last;
}

enum ck_code ck_desk_staff_then(struct ck_desk *d, const struct ck_staff **st, ck_time at, struct ck_error *e)
{
	struct list stays = {0};
	enum ck_code code = read_office(d, (*st)->office, (*st)->login, &stays, e);
	const struct stay *s = code == CK_OK ? stay_of_period(&stays, last_period(&stays)) : NULL;

	while (s != NULL && !holds(&s->staff, at) && s->former_office[0] != '\0') {
		const struct stay *former = stay_of_period(&stays, s->period - 1);
		if (former == NULL) {
			if ((code = read_office(d, s->former_office, (*st)->login, &stays, e)) != CK_OK)
				break;
			former = stay_of_period(&stays, s->period - 1);
		}
		s = former;
	}
	if (code == CK_OK && s != NULL && holds(&s->staff, at))
		*st = &s->staff;
	free(stays.at);
	return code;
}
