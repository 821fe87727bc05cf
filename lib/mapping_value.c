/* mapping_value: dates and sums as other people's files have them. What could be read in two ways is refused. */
#include <string.h>

#include "mapping_priv.h"

static const char not_so[] = "it is not written so", no_day[] = "there is no such day";
static const char no_time[] = "there is no such time";

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The bytes of the blank at s; 0 = none. No-break, narrow and thin ones are blanks as well. */
static size_t blank_at(const char *s)
{
	switch ((unsigned char)*s) {
	case ' ': case '\t': case '\r': case '\n':
		return 1;
	case 0xC2:
		return s[1] == '\xA0' ? 2 : 0;
	case 0xE2:
		return s[1] == '\x80' && (s[2] == '\xAF' || s[2] == '\x89') ? 3 : 0;
	default:
		return 0;
	}
}

const char *ck_blanks_skip(const char *s)
{
	for (size_t n; (n = blank_at(s)) > 0;)
		s += n;
	return s;
}

/* The last byte of what blank_at knows, or a control character? */
static bool may_end_blank(unsigned char c)
{
	return c <= ' ' || c == 0xA0 || c == 0xAF || c == 0x89;
}

size_t ck_blanks_trimmed(const char *s, size_t n)
{
	if (n == 0 || !may_end_blank((unsigned char)s[n - 1]))
		return n; /* most */
	for (;;) {
		if (n >= 1 && blank_at(s + n - 1) == 1)
			n -= 1;
		else if (n >= 2 && blank_at(s + n - 2) == 2)
			n -= 2;
		else if (n >= 3 && blank_at(s + n - 3) == 3)
			n -= 3;
		else
			return n;
	}
}

/* -- dates -- */

enum { SERIAL_1900 = -1, SERIAL_1904 = -2, TOGETHER = -3 };
static const struct date_form {
	const char *name;
	const char *order;    /* of year, month, day */
	int separator;        /* or one of those above */
	int year_digits;
	int least;            /* digits of day and month */
} date_forms[] = {
    {"yyyy-mm-dd", "ymd", '-', 4, 2}, {"dd.mm.yyyy", "dmy", '.', 4, 1}, {"dd/mm/yyyy", "dmy", '/', 4, 1},
    {"mm/dd/yyyy", "mdy", '/', 4, 1}, {"yyyymmdd", "ymd", TOGETHER, 4, 2}, {"excel", "", SERIAL_1900, 0, 0},
    {"excel-1904", "", SERIAL_1904, 0, 0}, {"dd.mm.yy", "dmy", '.', 2, 1},
};
#define DATE_FORMS (sizeof date_forms / sizeof date_forms[0])

const char *ck_pattern_date(size_t form)
{
	return form < DATE_FORMS ? date_forms[form].name : NULL;
}

/* Takes least to most digits, in greedy mood. */
static bool take_number(const char **s, int least, int most, int *out)
{
	int n = 0, digits = 0;

	for (; digits < most && is_digit(**s); digits++, (*s)++)
		n = 10 * n + **s - '0';
	*out = n;
	return digits >= least;
}

static bool day_exists(int year, int month, int day)
{
	static const char days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;

	return year > 0 && month >= 1 && month <= 12 && day >= 1 && day <= days[month - 1] &&
	       (month != 2 || day < 29 || leap);
}

static int full_year(int short_year, int first)
{
	int year = first / 100 * 100 + short_year;

	return year < first ? year + 100 : year;
}

/* Year, month and day in the form's order. NULL if it fits, else why not. */
static const char *take_civil(const struct ck_pattern *p, const char **s, ck_day *day)
{
	const struct date_form *form = &date_forms[p->form];
	int part[3] = {0};

	for (int i = 0; i < 3; i++) {
		bool is_year = form->order[i] == 'y';
		int most = is_year ? form->year_digits : 2;

		if (i > 0 && form->separator > 0 && *(*s)++ != form->separator)
			return not_so;
		if (!take_number(s, is_year ? most : form->least, most, &part[is_year ? 0 : form->order[i] == 'm' ? 1 : 2]))
			return not_so;
	}
	if (is_digit(**s))
		return not_so;
	if (form->year_digits == 2)
		part[0] = full_year(part[0], p->first_year);
	if (!day_exists(part[0], part[1], part[2]))
		return no_day;
	*day = ck_day_of(part[0], part[1], part[2]);
	return NULL;
}

/* A time of day behind a date, with parts of a second that are dropped. */
static const char *take_time(const char **s, int *second)
{
	const char *at = **s == 'T' ? *s + 1 : ck_blanks_skip(*s);
	int hours, minutes, seconds = 0;

	if (at == *s || !take_number(&at, 1, 2, &hours) || *at++ != ':' || !take_number(&at, 2, 2, &minutes))
		return not_so;
	if (*at == ':') {
		at++;
		if (!take_number(&at, 2, 2, &seconds))
			return not_so;
		if (*at == '.' && is_digit(at[1]))
			for (at++; is_digit(*at); at++)
				;
	}
	if (hours > 23 || minutes > 59 || seconds > 59)
		return no_time;
	*second = 3600 * hours + 60 * minutes + seconds;
	*s = at;
	return NULL;
}

/* The part of a day behind the point of a serial, in whole seconds. */
static int part_of_day(const char **s)
{
	int64_t n = 0, whole = 1;

	for (; is_digit(**s); (*s)++)
		if (whole < INT64_C(1000000000000)) {
			n = 10 * n + **s - '0';
			whole *= 10;
		}
	return (int)((n * 86400 + whole / 2) / whole);
}

/* Days since the beginning of 1900 or of 1904, as spreadsheets keep them. Those of 1900 have a 29 February that
 * never was. */
static const char *take_serial(bool since_1904, const char **s, ck_day *day, int *second)
{
	int serial, last = since_1904 ? 2957003 : 2958465;

	if ((**s == '0' && is_digit((*s)[1])) || !take_number(s, 1, 7, &serial) || is_digit(**s))
		return not_so;
	if ((**s == '.' || **s == ',') && is_digit((*s)[1])) {
		(*s)++;
		*second = part_of_day(s);
		serial += *second / 86400;
		*second %= 86400;
	}
	if (serial > last || (serial == 0 && !since_1904))
		return no_day;
	if (serial == 60 && !since_1904)
		return "29 February 1900 never was";
	if (since_1904)
		*day = ck_day_of(1904, 1, 1) + serial;
	else
		*day = ck_day_of(1899, 12, serial < 60 ? 31 : 30) + serial;
	return NULL;
}

static const char *date_fault(const struct ck_pattern *p, const char *s, ck_day *day, int *second)
{
	int separator = date_forms[p->form].separator;
	bool serial = separator == SERIAL_1900 || separator == SERIAL_1904;
	const char *fault;

	*second = -1;
	fault = serial ? take_serial(separator == SERIAL_1904, &s, day, second) : take_civil(p, &s, day);
	if (fault == NULL && !serial && (p->timed || *s != '\0'))
		fault = take_time(&s, second);
	return fault == NULL && *s != '\0' ? not_so : fault;
}

bool ck_date_fits(const struct ck_patterns *p, const char *text, ck_day *day, int *second, const char **fault)
{
	bool found = false;
	ck_day one;
	int at;

	*fault = not_so;
	for (size_t i = 0; i < p->count; i++) {
		const char *why = date_fault(&p->at[i], text, &one, &at);

		if (why != NULL) {
			*fault = why == not_so ? *fault : why;
		} else if (found && (one != *day || at != *second)) {
			*fault = "it is one day by one pattern and another by the next";
			return false;
		} else {
			found = true;
			*day = one;
			*second = at;
		}
	}
	return found;
}

static void write_number(char *out, int digits, unsigned n)
{
	for (int i = digits - 1; i >= 0; i--, n /= 10)
		out[i] = (char)('0' + n % 10);
}

void ck_date_write(char out[CK_TIME_TEXT], ck_day day, int second)
{
	int year, month, monthday;

	ck_day_civil(day, &year, &month, &monthday);
	memcpy(out, "0000-00-00T00:00:00", 20);
	write_number(out, 4, (unsigned)year);
	write_number(out + 5, 2, (unsigned)month);
	write_number(out + 8, 2, (unsigned)monthday);
	if (second < 0) {
		out[10] = '\0';
		return;
	}
	write_number(out + 11, 2, (unsigned)second / 3600);
	write_number(out + 14, 2, (unsigned)second / 60 % 60);
	write_number(out + 17, 2, (unsigned)second % 60);
}

/* -- sums -- */

static const struct sum_form {
	const char *name;
	char group, decimal; /* group 0: none */
} sum_forms[] = {
    {"1234.56", 0, '.'}, {"1234,56", 0, ','}, {"1 234,56", ' ', ','}, {"1 234.56", ' ', '.'}, {"1,234.56", ',', '.'}};
#define SUM_FORMS (sizeof sum_forms / sizeof sum_forms[0])

const char *ck_pattern_sum(size_t form)
{
	return form < SUM_FORMS ? sum_forms[form].name : NULL;
}

static const char *push_digit(int64_t *n, char digit)
{
	bool over = __builtin_mul_overflow(*n, 10, n) || __builtin_add_overflow(*n, digit - '0', n);

	return over ? "it is too large" : NULL;
}

static size_t group_at(const struct sum_form *form, const char *s)
{
	size_t n = form->group == ' ' && strchr("\t\r\n", *s) == NULL ? blank_at(s) : form->group != 0 && *s == form->group;

	return n > 0 && is_digit(s[n]) ? n : 0;
}

/* Whole tenge: all digits together, or in threes. */
static const char *take_tenge(const struct sum_form *form, const char **s, int64_t *n)
{
	const char *fault = NULL;
	int digits = 0;
	size_t gap;

	for (; is_digit(**s) && fault == NULL; (*s)++, digits++)
		fault = push_digit(n, **s);
	if (digits == 0)
		return not_so;
	if (digits > 3)
		return fault;
	while (fault == NULL && (gap = group_at(form, *s)) > 0) {
		*s += gap;
		for (digits = 0; is_digit(**s) && fault == NULL; (*s)++, digits++)
			fault = push_digit(n, **s);
		if (fault == NULL && digits != 3)
			return not_so;
	}
	return fault;
}

static const char *take_currency(const char *s)
{
	static const char *const words[] = {"₸", "тг.", "тг", "тенге", "теңге", "KZT"};

	s = ck_blanks_skip(s);
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++)
		if (strncmp(s, words[i], strlen(words[i])) == 0)
			return s + strlen(words[i]);
	return s;
}

static const char *sum_fault(const struct sum_form *form, const char *s, int64_t *tiyn)
{
	int decimals = 0;

	*tiyn = 0;
	if (*s == '-')
		return "it is negative";
	const char *fault = take_tenge(form, &s, tiyn);
	if (fault == NULL && *s == form->decimal && is_digit(s[1]))
		for (s++; is_digit(*s) && decimals < 2 && fault == NULL; s++, decimals++)
			fault = push_digit(tiyn, *s);
	if (fault == NULL && decimals == 2 && is_digit(*s))
		return "it has more than two decimals";
	for (; decimals < 2 && fault == NULL; decimals++)
		fault = push_digit(tiyn, '0');
	return fault == NULL && *take_currency(s) != '\0' ? not_so : fault;
}

bool ck_sum_fits(const struct ck_patterns *p, const char *text, int64_t *tiyn, const char **fault)
{
	bool found = false;
	int64_t one;

	*fault = not_so;
	for (size_t i = 0; i < p->count; i++) {
		const char *why = sum_fault(&sum_forms[p->at[i].form], text, &one);

		if (why != NULL) {
			*fault = why == not_so ? *fault : why;
		} else if (found && one != *tiyn) {
			*fault = "it is one sum by one pattern and another by the next";
			return false;
		} else {
			found = true;
			*tiyn = one;
		}
	}
	return found;
}

void ck_sum_write(char out[CK_TIME_TEXT], int64_t tiyn)
{
	int digits = 1;

	for (int64_t n = tiyn / 100; n > 9; n /= 10)
		digits++;
	out[digits] = '.';
	write_number(out + digits + 1, 2, (unsigned)(tiyn % 100));
	out[digits + 3] = '\0';
	for (int64_t n = tiyn / 100; digits > 0; n /= 10)
		out[--digits] = (char)('0' + n % 10);
}

/* -- patterns -- */

/* dd.mm.yy/1950: the years 50 to 99 are of 1950, 00 to 49 of 2000. */
static bool take_century(const char **s, size_t *n, struct ck_pattern *p, const char **fault)
{
	const char *at = *s + 9;

	*fault = "a year of two digits needs the first year of its century: dd.mm.yy/1950";
	if (*n != 13 || !take_number(&at, 4, 4, &p->first_year) || p->first_year < 1)
		return false;
	*n = 8;
	return true;
}

static bool one_date(const char *s, size_t n, struct ck_pattern *p, const char **fault)
{
	static const char *const times[] = {" hh:mm:ss", " hh:mm"};

	for (size_t i = 0; i < 2 && !p->timed; i++) {
		size_t length = strlen(times[i]);
		p->timed = n > length && memcmp(s + n - length, times[i], length) == 0;
		n -= p->timed ? length : 0;
	}
	if (n >= 8 && memcmp(s, "dd.mm.yy", 8) == 0 && (n == 8 || s[8] == '/') && !take_century(&s, &n, p, fault))
		return false;
	*fault = "it is none of yyyy-mm-dd, dd.mm.yyyy, dd.mm.yy/1950, dd/mm/yyyy, mm/dd/yyyy, yyyymmdd, excel, excel-1904";
	for (size_t i = 0; i < DATE_FORMS; i++)
		if (strlen(date_forms[i].name) == n && memcmp(date_forms[i].name, s, n) == 0) {
			p->form = (int)i;
			return !p->timed || date_forms[i].year_digits > 0;
		}
	return false;
}

static bool one_sum(const char *s, size_t n, struct ck_pattern *p, const char **fault)
{
	*fault = "it is none of 1234.56, 1234,56, \"1 234,56\", \"1 234.56\", 1,234.56";
	for (size_t i = 0; i < SUM_FORMS; i++)
		if (strlen(sum_forms[i].name) == n && memcmp(sum_forms[i].name, s, n) == 0) {
			p->form = (int)i;
			return true;
		}
	return false;
}

static bool read_patterns(const char *text, struct ck_patterns *p, const char **fault,
                          bool (*one)(const char *s, size_t n, struct ck_pattern *p, const char **fault))
{
	p->count = 0;
	for (;; text++) {
		size_t n = strcspn(text, "|");

		*fault = "it has more than eight parts";
		if (p->count == CK_PATTERNS)
			return false;
		p->at[p->count] = (struct ck_pattern){0};
		if (!one(text, n, &p->at[p->count++], fault))
			return false;
		text += n;
		if (*text == '\0')
			return true;
	}
}

bool ck_patterns_dates(const char *text, struct ck_patterns *p, const char **fault)
{
	return read_patterns(text, p, fault, one_date);
}

bool ck_patterns_sums(const char *text, struct ck_patterns *p, const char **fault)
{
	return read_patterns(text, p, fault, one_sum);
}

bool ck_date_read(const char *text, const char *patterns, ck_day *day, int *second, const char **fault)
{
	struct ck_patterns p;

	return ck_patterns_dates(patterns, &p, fault) && ck_date_fits(&p, text, day, second, fault);
}

bool ck_sum_read(const char *text, const char *patterns, int64_t *tiyn, const char **fault)
{
	struct ck_patterns p;

	return ck_patterns_sums(patterns, &p, fault) && ck_sum_fits(&p, text, tiyn, fault);
}
