/* event: chains packed into one integer and printed as numbers; events held. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "event.h"

enum { NUMBER_SHIFT = 15, SERIES_SHIFT = 39, YEAR_SHIFT = 41, OFFICE_SHIFT = 49, FIRST_YEAR = 1900, LAST_YEAR = 2155 };

ck_chain ck_chain_pack(int office, int year, enum ck_series series, int number)
{
	int64_t years = series == CK_SERIES_JOURNAL ? 0 : year - FIRST_YEAR;

	return (int64_t)office << OFFICE_SHIFT | years << YEAR_SHIFT | (int64_t)series << SERIES_SHIFT |
	       (int64_t)number << NUMBER_SHIFT;
}

void ck_chain_unpack(ck_chain c, int *office, int *year, enum ck_series *series, int *number)
{
	*office = (int)(c >> OFFICE_SHIFT);
	*series = (enum ck_series)(c >> SERIES_SHIFT & 3);
	*year = *series == CK_SERIES_JOURNAL ? 0 : (int)(c >> YEAR_SHIFT & 0xff) + FIRST_YEAR;
	*number = (int)(c >> NUMBER_SHIFT & CK_CHAIN_LAST_NUMBER);
}

static const char *letter_of(enum ck_series series)
{
	return series == CK_SERIES_IMPORTED ? "I" : series == CK_SERIES_BATCH ? "B" : "";
}

void ck_chain_print(char out[40], const char *office, ck_chain c)
{
	int no, year, number;
	enum ck_series series;

	ck_chain_unpack(c, &no, &year, &series, &number);
	if (series == CK_SERIES_JOURNAL)
		snprintf(out, 40, "%.8s-J", office);
	else
		snprintf(out, 40, "%.8s-%04d-%s%06d", office, year, letter_of(series), number);
}

/* Takes count digits or more from *text; -1 if there are fewer or the number is beyond last. */
static int take_digits(const char **text, int count, int last)
{
	int number = 0, digits = 0;

	for (; **text >= '0' && **text <= '9'; (*text)++, digits++) {
		if (number > last)
			return -1;
		number = number * 10 + (**text - '0');
	}
	return digits < count || number > last ? -1 : number;
}

static bool take_office(const char **text, char office[9])
{
	size_t n = strspn(*text, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");

	if (n < 2 || n > 8 || (*text)[n] != '-')
		return false;
	memcpy(office, *text, n);
	office[n] = 0;
	*text += n + 1;
	return true;
}

bool ck_chain_parse(const char *text, char office[9], int *year, enum ck_series *series, int *number)
{
	const char *rest = text;
	char again[40];

	if (!take_office(&rest, office))
		return false;
	if (strcmp(rest, "J") == 0) {
		*series = CK_SERIES_JOURNAL;
		*year = *number = 0;
		return true;
	}
	*year = take_digits(&rest, 4, LAST_YEAR);
	if (*year < FIRST_YEAR || *rest++ != '-')
		return false;
	*series = *rest == 'I' ? CK_SERIES_IMPORTED : *rest == 'B' ? CK_SERIES_BATCH : CK_SERIES_CASE;
	rest += *series != CK_SERIES_CASE;
	*number = take_digits(&rest, 6, CK_CHAIN_LAST_NUMBER);
	if (*number < 1 || *rest != 0)
		return false;
	ck_chain_print(again, office, ck_chain_pack(1, *year, *series, *number));
	return strcmp(again, text) == 0; /* one way to write a number: no leading zeros beyond the sixth digit */
}

void ck_event_free(struct ck_event *ev)
{
	free(ev->step);
	free(ev->acts);
	free(ev->role);
	free(ev->by);
	free(ev->done_for);
	free(ev->office);
	free(ev->os_user);
	free(ev->batch);
	free(ev->key);
	ck_fields_free(&ev->data);
	*ev = (struct ck_event){0};
}

struct ck_event *ck_events_add(struct ck_events *evs)
{
	if (evs->count == evs->room) {
		evs->room = evs->room ? 2 * evs->room : 8;
		evs->at = ck_grow(evs->at, evs->room, sizeof *evs->at);
	}
	evs->at[evs->count] = (struct ck_event){0};
	return &evs->at[evs->count++];
}

void ck_events_free(struct ck_events *evs)
{
	for (size_t i = 0; i < evs->count; i++)
		ck_event_free(&evs->at[i]);
	free(evs->at);
	*evs = (struct ck_events){0};
}
