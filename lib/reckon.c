#include "reckon.h"

#include <stdlib.h>
#include <string.h>
#include "days.h"

struct place { /* a working time and what it rests on */
	char *key;
	struct ck_calendar *calendar;
	struct ck_zone *zone;
	struct ck_worktime time;
};

struct ck_reckoner {
	struct ck_desk *desk;
	char *folder;
	ck_time known;
	struct place *place;
	size_t count, room;
	struct ck_buffer key;
};

struct ck_reckoner *ck_reckoner_new(struct ck_desk *desk, const char *folder, ck_time known)
{
	struct ck_reckoner *k = ck_alloc(sizeof *k);

	k->desk = desk;
	k->folder = ck_copy(folder);
	k->known = known;
	return k;
}

static void free_place(struct place *p)
{
	ck_calendar_free(p->calendar);
	ck_zone_free(p->zone);
	free(p->key);
}

void ck_reckoner_free(struct ck_reckoner *k)
{
	if (k == NULL)
		return;
	for (size_t i = 0; i < k->count; i++)
		free_place(&k->place[i]);
	free(k->place);
	free(k->folder);
	ck_buffer_free(&k->key);
	free(k);
}

/* -- places -- */

static enum ck_code office_says(struct ck_reckoner *k, const char *office, struct ck_fields *usual, struct ck_error *e)
{
	const struct ck_office *o;

	if (k->desk == NULL)
		return ck_fail(e, CK_BADDATA, "office \"%.20s\" is not known without a store", office);
	enum ck_code code = ck_desk_office(k->desk, office, &o, e);
	if (code != CK_OK)
		return code;
	ck_fields_set(usual, "calendar", o->calendar_name);
	ck_fields_set(usual, "zone", o->zone_name);
	ck_fields_set(usual, "hours", o->hours_text);
	return CK_OK;
}

static enum ck_code find_calendar(struct ck_reckoner *k, const struct ck_fields *in, struct place *p,
                                  struct ck_fields *usual, struct ck_error *e)
{
	const char *office = ck_fields_get(in, "office"), *name = ck_fields_get(in, "calendar");
	enum ck_code code = CK_OK;

	if (office != NULL && (code = office_says(k, office, usual, e)) != CK_OK)
		return ck_fail_column(e, "office");
	if (k->desk == NULL)
		return ck_days_from_folder(k->folder, name, &p->calendar, usual, e);
	if (office == NULL)
		code = ck_days_usual(ck_desk_store(k->desk), name, usual, e);
	if (code == CK_OK)
		code = ck_days_calendar(ck_desk_store(k->desk), name != NULL ? name : ck_fields_get(usual, "calendar"),
		                        INT32_MIN, INT32_MAX, &p->calendar, e);
	return code;
}

static enum ck_code make_place(struct ck_reckoner *k, const struct ck_fields *in, struct place *p, struct ck_error *e)
{
	struct ck_fields usual = {0};
	enum ck_code code = find_calendar(k, in, p, &usual, e);
	const char *zone = ck_fields_get(in, "zone"), *hours = ck_fields_get(in, "hours");

	if (code == CK_OK) {
		code = ck_zone_open(zone != NULL ? zone : ck_fields_get(&usual, "zone"), NULL, &p->zone, e);
		if (code != CK_OK && zone != NULL) {
			e->code = code = CK_BADDATA;
			ck_fail_column(e, "zone");
		}
	}
	if (code == CK_OK && !ck_hours_parse(hours != NULL ? hours : ck_fields_get(&usual, "hours"), &p->time.hours)) {
		ck_fail(e, CK_BADDATA, "not working hours such as 09:00-13:00 14:30-18:30");
		code = ck_fail_column(e, "hours");
	}
	p->time.calendar = p->calendar;
	p->time.zone = p->zone;
	p->time.known = k->known;
	ck_fields_free(&usual);
	return code;
}

static enum ck_code find_place(struct ck_reckoner *k, const struct ck_fields *in, const struct ck_worktime **time,
                               struct ck_error *e)
{
	static const char *const parts[] = {"office", "calendar", "zone", "hours"};

	ck_buffer_empty(&k->key);
	for (int i = 0; i < 4; i++) {
		const char *part = ck_fields_get(in, parts[i]);
		ck_buffer_text(&k->key, part != NULL ? part : "");
		ck_buffer_char(&k->key, '\n');
	}
	for (size_t i = 0; i < k->count; i++) {
		if (strcmp(k->place[i].key, k->key.text) == 0) {
			*time = &k->place[i].time;
			return CK_OK;
		}
	}
	struct place made = {.key = ck_copy(k->key.text)};
	enum ck_code code = make_place(k, in, &made, e);
	if (code != CK_OK) {
		free_place(&made);
		return code;
	}
	if (k->count == k->room) {
		k->room = k->room == 0 ? 4 : 2 * k->room;
		k->place = ck_grow(k->place, k->room, sizeof *k->place);
	}
	k->place[k->count] = made;
	*time = &k->place[k->count++].time;
	return CK_OK;
}

/* -- terms -- */

struct term {
	ck_time start;
	int64_t value;
	enum ck_unit unit;
	bool minimum;
};

static enum ck_code read_term(const struct ck_fields *in, const struct ck_zone *zone, struct term *t,
                              struct ck_error *e)
{
	static const char *const needed[] = {"start", "value", "unit"};
	const char *given[3], *bound = ck_fields_get(in, "bound");

	for (int i = 0; i < 3; i++) {
		if ((given[i] = ck_fields_get(in, needed[i])) == NULL) {
			ck_fail(e, CK_BADDATA, "%s is missing", needed[i]);
			return ck_fail_column(e, needed[i]);
		}
	}
	if (ck_time_parse(given[0], zone, &t->start, e) != CK_OK)
		return ck_fail_column(e, "start");
	if (!ck_text_number(given[1], &t->value)) {
		ck_fail(e, CK_BADDATA, "\"%.40s\" is no whole number", given[1]);
		return ck_fail_column(e, "value");
	}
	if (!ck_unit_parse(given[2], &t->unit)) {
		ck_fail(e, CK_BADDATA, "\"%.40s\" is none of minute, hour, same-day, working-day, day, month", given[2]);
		return ck_fail_column(e, "unit");
	}
	t->minimum = bound != NULL && strcmp(bound, "min") == 0;
	if (bound != NULL && !t->minimum && strcmp(bound, "max") != 0) {
		ck_fail(e, CK_BADDATA, "\"%.40s\" is neither max nor min", bound);
		return ck_fail_column(e, "bound");
	}
	return CK_OK;
}

enum ck_code ck_reckoner_answer(struct ck_reckoner *k, const struct ck_fields *in, struct ck_fields *out,
                                struct ck_error *e)
{
	const struct ck_worktime *w;
	struct term t;
	ck_time answer = CK_NOTIME;
	char text[CK_TIME_TEXT];
	enum ck_code code = find_place(k, in, &w, e);

	if (code == CK_OK)
		code = read_term(in, w->zone, &t, e);
	if (code != CK_OK)
		return code;
	code = t.minimum ? ck_term_earliest(w, t.start, t.value, t.unit, &answer, NULL, e)
	                 : ck_term_end(w, t.start, t.value, t.unit, true, &answer, NULL, e);
	if (code == CK_BADDATA)
		ck_fail_column(e, "value");
	if (code != CK_OK)
		return code;
	ck_time_print(text, answer, w->zone);
	ck_fields_set(out, t.minimum ? "not_before" : "due", text);
	return CK_OK;
}
