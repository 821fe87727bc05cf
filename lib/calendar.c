#include "calendar.h"

#include <stdlib.h>
#include <string.h>
#include "text.h"

#define STRETCH 32 /* days that are read at once */

struct rows {
	const struct ck_exception **at; /* by day, then by known */
	size_t count, room;
	ck_calendar_more *more;         /* NULL: all rows have been added */
	void *source;
	ck_day *read;                   /* the first days of the stretches that were read, and which was asked for last */
	size_t stretches, last;
};

struct ck_calendar {
	char *name, *week_source;
	bool week[7];
	struct rows *rows;
	struct ck_arena *arena;
};

struct ck_calendar *ck_calendar_new(const char *name, const char *week, const char *week_source)
{
	struct ck_calendar *c = ck_alloc(sizeof *c);

	c->name = ck_copy(name);
	c->week_source = ck_copy(week_source == NULL ? "" : week_source);
	for (size_t i = 0; i < 7 && week[i] != '\0'; i++)
		c->week[i] = week[i] == '1';
	c->arena = ck_arena_new();
	c->rows = ck_arena_alloc(c->arena, sizeof *c->rows);
	return c;
}

void ck_calendar_free(struct ck_calendar *c)
{
	if (c == NULL)
		return;
	free(c->rows->at);
	free(c->rows->read);
	ck_arena_free(c->arena);
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
static size_t rows_until(const struct rows *rows, ck_day day, ck_time known)
{
	size_t low = 0, high = rows->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		const struct ck_exception *x = rows->at[middle];
		if (x->day < day || (x->day == day && x->known <= known))
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

void ck_calendar_add(struct ck_calendar *c, const struct ck_exception *x)
{
	struct rows *rows = c->rows;
	size_t place = rows_until(rows, x->day, x->known);
	struct ck_exception *row = ck_arena_alloc(c->arena, sizeof *row);

	*row = *x;
	row->reason = ck_arena_copy(c->arena, x->reason);
	row->source = ck_arena_copy(c->arena, x->source);
	if (rows->count == rows->room) {
		rows->room = rows->room == 0 ? 64 : 2 * rows->room;
		rows->at = ck_grow(rows->at, rows->room, sizeof *rows->at);
	}
	memmove(&rows->at[place + 1], &rows->at[place], (rows->count - place) * sizeof *rows->at);
	rows->at[place] = row;
	rows->count++;
}

void ck_calendar_read_from(struct ck_calendar *c, ck_calendar_more *more, void *source)
{
	c->rows->more = more;
	c->rows->source = source;
}

/* Stretches begin at multiples of their length, so that none laps over another. */
static void read_stretch_of(const struct ck_calendar *c, ck_day day)
{
	struct rows *rows = c->rows;
	ck_day first = day - (day % STRETCH + STRETCH) % STRETCH;

	if (rows->more == NULL || (rows->stretches > 0 && rows->read[rows->last] == first))
		return;
	for (rows->last = 0; rows->last < rows->stretches; rows->last++)
		if (rows->read[rows->last] == first)
			return;
	rows->read = ck_grow(rows->read, rows->stretches + 1, sizeof *rows->read);
	rows->read[rows->stretches++] = first;
	rows->more(rows->source, (struct ck_calendar *)c, first, first + STRETCH);
}

bool ck_calendar_works(const struct ck_calendar *c, ck_day day, ck_time known, const struct ck_exception **why)
{
	read_stretch_of(c, day);
	size_t n = rows_until(c->rows, day, known);
	const struct ck_exception *x = n > 0 && c->rows->at[n - 1]->day == day ? c->rows->at[n - 1] : NULL;

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
	*first = c->rows->count > 0 ? c->rows->at[0]->day : CK_NODAY;
	*last = c->rows->count > 0 ? c->rows->at[c->rows->count - 1]->day : CK_NODAY;
}
