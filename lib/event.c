/* event: chains packed into one integer and printed as numbers; events held. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "event.h"

enum { SHARED_SHIFT = 21, SERIES_SHIFT = 39, YEAR_SHIFT = 41, OFFICE_SHIFT = 49 };

/* Of the two bits of the series the last value is shared: by the journal, whose year and number are 0, and by the series
 * after it, each with the highest bits of the number for its own. */
ck_chain ck_chain_pack(int office, int year, enum ck_series series, int number)
{
	int64_t years = series == CK_SERIES_JOURNAL ? 0 : year - CK_CHAIN_FIRST_YEAR;
	int64_t shared = series > CK_SERIES_JOURNAL ? (int64_t)series - CK_SERIES_JOURNAL : 0;
	int64_t bits = shared > 0 ? CK_SERIES_JOURNAL : (int64_t)series;

	return (int64_t)office << OFFICE_SHIFT | years << YEAR_SHIFT | bits << SERIES_SHIFT |
	       (shared << SHARED_SHIFT | number) << CK_CHAIN_SHIFT;
}

void ck_chain_unpack(ck_chain c, int *office, int *year, enum ck_series *series, int *number)
{
	*office = (int)(c >> OFFICE_SHIFT);
	*series = (enum ck_series)(c >> SERIES_SHIFT & 3);
	*number = (int)(c >> CK_CHAIN_SHIFT & CK_CHAIN_LAST_NUMBER);
	if (*series == CK_SERIES_JOURNAL) {
		*series += (enum ck_series)(*number >> SHARED_SHIFT);
		*number &= CK_CHAIN_LAST_SHARED;
	}
	*year = *series == CK_SERIES_JOURNAL ? 0 : (int)(c >> YEAR_SHIFT & 0xff) + CK_CHAIN_FIRST_YEAR;
}

/* What stands before a number of the series; cases have none. */
static const char *const letters[] = {"", "I", "B", "", "S", "O", "P"};
enum { SERIES = sizeof letters / sizeof letters[0] };

/* So many digits by hand, as lists print numbers by the thousand. */
static char *put_digits(char *at, int number, int count)
{
	for (int i = count - 1; i >= 0; i--, number /= 10)
		at[i] = (char)('0' + number % 10);
	return at + count;
}

static char *put_text(char *at, const char *text, size_t most)
{
	while (most-- > 0 && *text != '\0')
		*at++ = *text++;
	return at;
}

void ck_chain_print(char out[40], const char *office, ck_chain c)
{
	char *at = put_text(out, office, 8);
	int no, year, number;
	enum ck_series series;

	ck_chain_unpack(c, &no, &year, &series, &number);
	*at++ = '-';
	if (series == CK_SERIES_JOURNAL) {
		*at++ = 'J';
	} else {
		at = put_digits(at, year, 4);
		*at++ = '-';
		at = put_text(at, (int)series < SERIES ? letters[series] : "?", 1);
		at = put_digits(at, number, number < 1000000 ? 6 : number < 10000000 ? 7 : 8);
	}
	*at = '\0';
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
	*year = take_digits(&rest, 4, CK_CHAIN_LAST_YEAR);
	if (*year < CK_CHAIN_FIRST_YEAR || *rest++ != '-')
		return false;
	*series = CK_SERIES_CASE;
	for (int i = 1; i < SERIES; i++)
		if (letters[i][0] != 0 && *rest == letters[i][0])
			*series = (enum ck_series)i;
	rest += *series != CK_SERIES_CASE;
	*number = take_digits(&rest, 6, *series > CK_SERIES_JOURNAL ? CK_CHAIN_LAST_SHARED : CK_CHAIN_LAST_NUMBER);
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
