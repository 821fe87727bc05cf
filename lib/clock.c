/* The clock, days, and times as text. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "clock.h"

#define DAY_SECONDS 86400

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* -- days (Gregorian, reckoned in years that begin on 1 March, so that a leap day is the last of its year) -- */

static int64_t days_before(int64_t year, int64_t month, int64_t day)
{
	int64_t era, of_era;

	year += floor_div(month - 1, 12);
	month = month - 1 - 12 * floor_div(month - 1, 12) + 1;
	year -= month <= 2;
	era = floor_div(year, 400);
	of_era = year - era * 400;
	return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 +
	       (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1 - 719468;
}

static int64_t civil(int64_t days, int *month, int *day)
{
	int64_t era = floor_div(days + 719468, 146097);
	int64_t of_era = days + 719468 - era * 146097;
	int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
	int64_t from_march = (5 * of_year + 2) / 153;

	*day = (int)(of_year - (153 * from_march + 2) / 5 + 1);
	*month = (int)(from_march < 10 ? from_march + 3 : from_march - 9);
	return year + era * 400 + (*month <= 2);
}

ck_day ck_day_of(int year, int month, int day)
{
	return (ck_day)days_before(year, month, day);
}

void ck_day_civil(ck_day d, int *year, int *month, int *day)
{
	*year = (int)civil(d, month, day);
}

int ck_day_weekday(ck_day d)
{
	int64_t from_monday = (int64_t)d + 3; /* 1970-01-01 was a Thursday */

	return (int)(from_monday - 7 * floor_div(from_monday, 7)) + 1;
}

static int month_length(int64_t year, int month)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);

	return lengths[month - 1] + (month == 2 && leap);
}

ck_day ck_day_add_months(ck_day d, long months)
{
	int month, day, length;
	int64_t year = civil(d, &month, &day), all = 12 * year + month - 1 + months;

	year = floor_div(all, 12);
	month = (int)(all - 12 * year) + 1;
	length = month_length(year, month);
	return (ck_day)days_before(year, month, day < length ? day : length);
}

/* -- times taken from text -- */

/* Takes exactly n digits from *s. */
static bool take_digits(const char **s, int n, int *out)
{
	int value = 0;

	for (; n > 0; n--, (*s)++) {
		if (**s < '0' || **s > '9')
			return false;
		value = value * 10 + (**s - '0');
	}
	*out = value;
	return true;
}

static bool take_char(const char **s, char c)
{
	if (**s != c)
		return false;
	(*s)++;
	return true;
}

static bool take_day(const char **s, ck_day *d)
{
	int year, month, day;

	if (!take_digits(s, 4, &year) || !take_char(s, '-') || !take_digits(s, 2, &month) || !take_char(s, '-') ||
	    !take_digits(s, 2, &day))
		return false;
	if (year < 1 || month < 1 || month > 12 || day < 1 || day > month_length(year, month))
		return false;
	*d = ck_day_of(year, month, day);
	return true;
}

/* HH:MM or HH:MM:SS */
static bool take_second(const char **s, int *second)
{
	int hour, minute, rest = 0;

	if (!take_digits(s, 2, &hour) || !take_char(s, ':') || !take_digits(s, 2, &minute))
		return false;
	if (take_char(s, ':') && !take_digits(s, 2, &rest))
		return false;
	*second = hour * 3600 + minute * 60 + rest;
	return hour < 24 && minute < 60 && rest < 60;
}

/* Z or +HH:MM; no place is further from UTC than 14 hours, or ever was than 16. */
static bool take_offset(const char **s, int *offset)
{
	int hour, minute, sign = **s == '-' ? -1 : 1;

	*offset = 0;
	if (take_char(s, 'Z'))
		return true;
	if (!take_char(s, '+') && !take_char(s, '-'))
		return false;
	if (!take_digits(s, 2, &hour) || !take_char(s, ':') || !take_digits(s, 2, &minute))
		return false;
	*offset = sign * (hour * 3600 + minute * 60);
	return hour < 17 && minute < 60;
}

struct written {
	ck_day day;
	int second, offset;
	bool has_offset;
};

/* NULL if text is a time, else what is wrong with it. */
static const char *take_time(const char *text, struct written *w)
{
	*w = (struct written){0};
	if (!take_day(&text, &w->day))
		return "does not begin with a day that exists, written YYYY-MM-DD";
	if (*text == '\0')
		return NULL;
	if (!take_char(&text, 'T') && !take_char(&text, ' '))
		return "has something other than T and a time behind the day";
	if (!take_second(&text, &w->second))
		return "has no time of the day, 00:00 to 23:59:59, behind the day";
	if (*text == '\0')
		return NULL;
	w->has_offset = true;
	if (!take_offset(&text, &w->offset) || *text != '\0')
		return "has something other than Z or an offset such as +05:00 behind the time";
	return NULL;
}

bool ck_day_parse(const char *iso, ck_day *d)
{
	return take_day(&iso, d) && *iso == '\0';
}

/* A local time that happens twice or never: says which offsets would make it plain. */
static enum ck_code refuse_unclear(const char *text, const struct ck_zone *zone, const struct written *w,
                                   enum ck_twice kind, struct ck_error *e)
{
	bool twice = kind == CK_TWICE;
	ck_time first = ck_zone_utc(zone, w->day, w->second, false, NULL);
	ck_time last = ck_zone_utc(zone, w->day, w->second, true, NULL);
	int before = ck_zone_local(zone, twice ? first : first - 1).offset / 60;
	int after = ck_zone_local(zone, last).offset / 60;

	return ck_fail(e, CK_BADDATA,
	               "\"%.60s\" %s in %s, where the clock was put %s: write it with its offset, "
	               "%c%02d:%02d or %c%02d:%02d",
	               text, twice ? "happens twice" : "never happens", ck_zone_name(zone), twice ? "back" : "forward",
	               before < 0 ? '-' : '+', abs(before) / 60, abs(before) % 60, after < 0 ? '-' : '+',
	               abs(after) / 60, abs(after) % 60);
}

enum ck_code ck_time_parse(const char *text, const struct ck_zone *zone, ck_time *t, struct ck_error *e)
{
	struct written w;
	const char *fault = take_time(text, &w);
	enum ck_twice kind;

	if (fault != NULL)
		return ck_fail(e, CK_BADDATA, "\"%.60s\" %s", text, fault);
	if (w.has_offset) {
		*t = (ck_time)w.day * DAY_SECONDS + w.second - w.offset;
		return CK_OK;
	}
	*t = ck_zone_utc(zone, w.day, w.second, false, &kind);
	return kind == CK_ONCE ? CK_OK : refuse_unclear(text, zone, &w, kind, e);
}

enum ck_code ck_clock_now(const char *rehearsal, ck_time *now, struct ck_error *e)
{
	struct written w;
	const char *fault;

	if (rehearsal == NULL || *rehearsal == '\0') {
		*now = (ck_time)time(NULL);
		return CK_OK;
	}
	fault = take_time(rehearsal, &w);
	if (fault == NULL && !w.has_offset)
		fault = "has no offset such as +05:00";
	if (fault != NULL)
		return ck_fail(e, CK_CONFIG, "the rehearsal clock \"%.60s\" %s", rehearsal, fault);
	*now = (ck_time)w.day * DAY_SECONDS + w.second - w.offset;
	return CK_OK;
}

int64_t ck_clock_monotonic(void)
{
	struct timespec now = {0};

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (int64_t)now.tv_sec * 1000 + now.tv_nsec / 1000000;
}

/* -- times printed -- */

/* Two digits and what stands before them. By hand, since a list prints a thousand times. */
static char *put_two(char *out, char before, int n)
{
	*out++ = before;
	*out++ = (char)('0' + n / 10 % 10);
	*out++ = (char)('0' + n % 10);
	*out = '\0';
	return out;
}

static char *put_date(char *out, int64_t days)
{
	int month, day;
	int64_t year = civil(days, &month, &day);

	if (year >= 0 && year <= 9999) {
		for (int64_t unit = 1000; unit > 0; unit /= 10)
			*out++ = (char)('0' + year / unit % 10);
	} else {
		out += sprintf(out, "%04" PRId64, year);
	}
	return put_two(put_two(out, '-', month), '-', day);
}

void ck_day_print(char out[CK_TIME_TEXT], ck_day d)
{
	put_date(out, d);
}

/* The local day and second, without an overflow for any t. */
static int64_t split(ck_time t, int offset, int *second)
{
	int64_t of_day = t % DAY_SECONDS + offset, carried = floor_div(of_day, DAY_SECONDS);

	*second = (int)(of_day - carried * DAY_SECONDS);
	return t / DAY_SECONDS + carried;
}

void ck_time_print_offset(char out[CK_TIME_TEXT], ck_time t, int offset)
{
	int minutes = offset / 60; /* solar time had seconds: the offset loses them, the time does not */
	int second;

	out[0] = '\0';
	if (t == CK_NOTIME)
		return;
	out = put_date(out, split(t, minutes * 60, &second));
	out = put_two(put_two(put_two(out, 'T', second / 3600), ':', second / 60 % 60), ':', second % 60);
	put_two(put_two(out, minutes < 0 ? '-' : '+', abs(minutes) / 60), ':', abs(minutes) % 60);
}

void ck_time_print(char out[CK_TIME_TEXT], ck_time t, const struct ck_zone *zone)
{
	size_t length;

	ck_time_print_offset(out, t, zone != NULL ? ck_zone_local(zone, t).offset : 0);
	length = strlen(out);
	if (zone == NULL && length > 6)
		strcpy(out + length - 6, "Z");
}
