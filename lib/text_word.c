/* Numbers, money, spans and words. */
#include <inttypes.h>
#include <string.h>

#include "text.h"

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* Appends a decimal digit to *n; false if that no longer fits. */
static bool push_digit(int64_t *n, char digit)
{
	return !__builtin_mul_overflow(*n, 10, n) && !__builtin_add_overflow(*n, digit - '0', n);
}

bool ck_text_is_empty(const char *s)
{
	return s == NULL || *s == '\0';
}

bool ck_text_number(const char *s, int64_t *out)
{
	bool negative = *s == '-';
	int64_t n = 0;

	s += negative;
	if (*s == '\0')
		return false;
	for (; *s; s++) {
		/* counted downwards, for INT64_MIN has no positive twin */
		if (!is_digit(*s) || __builtin_mul_overflow(n, 10, &n) || __builtin_sub_overflow(n, *s - '0', &n))
			return false;
	}
	if (!negative && __builtin_sub_overflow(0, n, &n))
		return false;
	*out = n;
	return true;
}

/* The length of the blank at s that may stand between thousands: space, NBSP, narrow NBSP; 0 = none. */
static size_t thousands_blank(const char *s)
{
	if (*s == ' ')
		return 1;
	if (strncmp(s, "\u00A0", 2) == 0)
		return 2;
	return strncmp(s, "\u202F", 3) == 0 ? 3 : 0;
}

/* Whole tenge, plain or in groups of three; moves *s behind them. */
static bool tenge(const char **s, int64_t *n)
{
	size_t blank;
	int digits = 0;

	for (*n = 0; is_digit(**s); (*s)++, digits++)
		if (!push_digit(n, **s))
			return false;
	if (digits == 0)
		return false;
	for (bool first = true; (blank = thousands_blank(*s)) > 0; first = false) {
		if (first && digits > 3)
			return false;
		*s += blank;
		for (int i = 0; i < 3; i++, (*s)++)
			if (!is_digit(**s) || !push_digit(n, **s))
				return false;
		if (is_digit(**s))
			return false;
	}
	return true;
}

bool ck_text_money(const char *s, int64_t *tiyn)
{
	int64_t n;
	int decimals = 0;

	if (!tenge(&s, &n))
		return false;
	if (*s == '.' || *s == ',') {
		for (s++; is_digit(*s) && decimals < 2; s++, decimals++)
			if (!push_digit(&n, *s))
				return false;
		if (decimals == 0)
			return false;
	}
	if (*s != '\0')
		return false;
	for (; decimals < 2; decimals++)
		if (!push_digit(&n, '0'))
			return false;
	*tiyn = n;
	return true;
}

void ck_text_print_money(struct ck_buffer *b, int64_t tiyn)
{
	uint64_t size = tiyn < 0 ? -(uint64_t)tiyn : (uint64_t)tiyn;

	ck_buffer_printf(b, "%s%" PRIu64 ".%02" PRIu64, tiyn < 0 ? "-" : "", size / 100, size % 100);
}

bool ck_text_span(const char *s, int64_t *seconds)
{
	int64_t n = 0, unit;
	const char *digits = s;

	for (; is_digit(*s); s++)
		if (!push_digit(&n, *s))
			return false;
	if (s == digits || s[0] == '\0' || s[1] != '\0')
		return false;
	switch (*s) {
	case 'm': unit = 60; break;
	case 'h': unit = 3600; break;
	case 'd': unit = 86400; break;
	case 'w': unit = 7 * 86400; break;
	default: return false;
	}
	return !__builtin_mul_overflow(n, unit, seconds);
}

const char *ck_word_next(const char **list, size_t *length)
{
	const char *word = *list;

	if (word == NULL)
		return NULL;
	word += strspn(word, " ");
	*length = strcspn(word, " ");
	*list = word + *length;
	return *length > 0 ? word : NULL;
}

bool ck_word_in(const char *list, const char *word)
{
	size_t wanted = strlen(word), length;
	const char *one;

	while ((one = ck_word_next(&list, &length)) != NULL)
		if (length == wanted && memcmp(one, word, wanted) == 0)
			return true;
	return false;
}
