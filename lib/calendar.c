#include "calendar.h"

#include <stdlib.h>
#include <string.h>
#include "text.h"

struct ck_calendar {
	char *name, *week_source;
	bool week[7];
	struct ck_exception *rows; /* by day, then by known */
	size_t count, room;
	struct ck_arena *texts;
};

struct ck_calendar *ck_calendar_new(const char *name, const char *week, const char *week_source)
{
	struct ck_calendar *c = ck_alloc(sizeof *c);

	c->name = ck_copy(name);
	c->week_source = ck_copy(week_source == NULL ? "" : week_source);
	for (size_t i = 0; i < 7 && week[i] != '\0'; i++)
		c->week[i] = week[i] == '1';
	c->texts = ck_arena_new();
	return c;
}

void ck_calendar_free(struct ck_calendar *c)
{
	if (c == NULL)
		return;
	ck_arena_free(c->texts);
	free(c->rows);
	free(c->name);
	free(c->week_source);
	free(c);
}

const char *ck_calendar_week_source(const struct ck_calendar *c)
{
	return c->week_source;
}

const char *ck_calendar_name(const struct ck_calendar *c)
{
	return c->name;
}

/* How many rows stand before the moment (day, known) or at it. */
static size_t rows_until(const struct ck_calendar *c, ck_day day, ck_time known)
{
	size_t low = 0, high = c->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct ck_exception *x = &c->rows[middle];
		if (x->day < day || (x->day == day && x->known <= known))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void ck_calendar_add(struct ck_calendar *c, const struct ck_exception *x)
{
	size_t place = rows_until(c, x->day, x->known);

	if (c->count == c->room) {
		c->room = c->room == 0 ? 64 : 2 * c->room;
		c->rows = ck_grow(c->rows, c->room, sizeof *c->rows);
	}
	memmove(&c->rows[place + 1], &c->rows[place], (c->count - place) * sizeof *c->rows);
	c->count++;
	c->rows[place] = *x;
	c->rows[place].reason = ck_arena_copy(c->texts, x->reason);
	c->rows[place].source = ck_arena_copy(c->texts, x->source);
}

bool ck_calendar_works(const struct ck_calendar *c, ck_day day, ck_time known, const struct ck_exception **why)
{
	size_t n = rows_until(c, day, known);
	const struct ck_exception *x = n > 0 && c->rows[n - 1].day == day ? &c->rows[n - 1] : NULL;

	if (why != NULL)
		*why = x;
	return x != NULL ? x->works : c->week[ck_day_weekday(day) - 1];
}

const char *ck_weekday_name(ck_day day)
{
	static const char *const names[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};

	return names[ck_day_weekday(day) - 1];
}

void ck_calendar_span(const struct ck_calendar *c, ck_day *first, ck_day *last)
{
	*first = c->count > 0 ? c->rows[0].day : CK_NODAY;
	*last = c->count > 0 ? c->rows[c->count - 1].day : CK_NODAY;
}
