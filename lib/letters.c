/* letters: the three layouts that old Kazakh files have. From byte 0xC0 on they are all alike: А to я. */
#include "letters.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <uninorm.h>

/* The letters of bytes 0x80 to 0xBF; 0 = no letter. STRK 1048-2002, PTCP154, and what Windows calls 1251. */
enum layout { RK1048, PT154, CP1251, LAYOUTS };
static const char *const layout_names[LAYOUTS] = {"RK1048", "PT154", "CP1251"};
static const uint16_t upper_half[LAYOUTS][64] = {
    {0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039,
     0x040A, 0x049A, 0x04BA, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
     0x0000, 0x2122, 0x0459, 0x203A, 0x045A, 0x049B, 0x04BB, 0x045F, 0x00A0, 0x04B0, 0x04B1, 0x04D8,
     0x00A4, 0x04E8, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0492, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x04AE,
     0x00B0, 0x00B1, 0x0406, 0x0456, 0x04E9, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0493, 0x00BB,
     0x04D9, 0x04A2, 0x04A3, 0x04AF},
    {0x0496, 0x0492, 0x04EE, 0x0493, 0x201E, 0x2026, 0x04B6, 0x04AE, 0x04B2, 0x04AF, 0x04A0, 0x04E2,
     0x04A2, 0x049A, 0x04BA, 0x04B8, 0x0497, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
     0x04B3, 0x04B7, 0x04A1, 0x04E3, 0x04A3, 0x049B, 0x04BB, 0x04B9, 0x00A0, 0x040E, 0x045E, 0x0408,
     0x04E8, 0x0498, 0x04B0, 0x00A7, 0x0401, 0x00A9, 0x04D8, 0x00AB, 0x00AC, 0x04EF, 0x00AE, 0x049C,
     0x00B0, 0x04B1, 0x0406, 0x0456, 0x0499, 0x04E9, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x04D9, 0x00BB,
     0x0458, 0x04AA, 0x04AB, 0x049D},
    {0x0402, 0x0403, 0x201A, 0x0453, 0x201E, 0x2026, 0x2020, 0x2021, 0x20AC, 0x2030, 0x0409, 0x2039,
     0x040A, 0x040C, 0x040B, 0x040F, 0x0452, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014,
     0x0000, 0x2122, 0x0459, 0x203A, 0x045A, 0x045C, 0x045B, 0x045F, 0x00A0, 0x040E, 0x045E, 0x0408,
     0x00A4, 0x0490, 0x00A6, 0x00A7, 0x0401, 0x00A9, 0x0404, 0x00AB, 0x00AC, 0x00AD, 0x00AE, 0x0407,
     0x00B0, 0x00B1, 0x0406, 0x0456, 0x0491, 0x00B5, 0x00B6, 0x00B7, 0x0451, 0x2116, 0x0454, 0x00BB,
     0x0458, 0x0405, 0x0455, 0x0457},
};

static uint32_t letter_of(enum layout layout, unsigned char byte)
{
	return byte < 0x80 ? byte : byte < 0xC0 ? upper_half[layout][byte - 0x80] : 0x410u + byte - 0xC0u;
}

/* The nine letters that Kazakh has beyond the Russian ones; and those of the Russian alphabet. */
static bool is_kazakh(uint32_t c)
{
	static const uint16_t own[] = {0x0406, 0x0456, 0x0492, 0x0493, 0x049A, 0x049B, 0x04A2, 0x04A3, 0x04AE,
	                               0x04AF, 0x04B0, 0x04B1, 0x04BA, 0x04BB, 0x04D8, 0x04D9, 0x04E8, 0x04E9};

	for (size_t i = 0; i < sizeof own / sizeof own[0]; i++)
		if (own[i] == c)
			return true;
	return false;
}

static bool is_russian(uint32_t c)
{
	return (c >= 0x410 && c <= 0x44F) || c == 0x401 || c == 0x451;
}

static bool is_cyrillic(uint32_t c)
{
	return c >= 0x400 && c < 0x530;
}

/* -- what encoding is it? -- */

/* The letters of lines that are UTF-8 would say nothing of the others. */
static void see_line(struct ck_letters *l, const char *bytes, size_t n)
{
	int64_t high = 0;

	for (size_t i = 0; i < n; i++)
		high += (unsigned char)bytes[i] >= 0x80;
	bool broken = high > 0 && ck_utf8_valid(bytes, n) != n;

	for (size_t i = 0; i < n; i++)
		l->of[(unsigned char)bytes[i]] += broken || (unsigned char)bytes[i] < 0x80;
	l->lines++;
	l->high += high;
	l->utf8_lines += high > 0 && !broken;
	l->broken_lines += broken;
}

/* The caller hands in whole lines. */
void ck_letters_see(struct ck_letters *l, const char *bytes, size_t n)
{
	l->bytes += (int64_t)n;
	while (n > 0) {
		const char *end = memchr(bytes, '\n', n);
		size_t line = end == NULL ? n : (size_t)(end - bytes) + 1;

		see_line(l, bytes, line);
		bytes += line;
		n -= line;
	}
}

bool ck_letters_are_utf8(const char *bytes, size_t n)
{
	size_t letters = 0;

	for (size_t i = 0; i < n; i++)
		letters += (unsigned char)bytes[i] >= 0xC0;
	if (n >= 3 && memcmp(bytes, "\xEF\xBB\xBF", 3) == 0)
		return true;
	return letters >= 3 && ck_utf8_valid(bytes, n) == n;
}

/* How well a layout fits: its letters of Kazakh and Russian, less those that no office here writes and bytes that are
 * nothing in it. */
static int64_t fit(const struct ck_letters *l, enum layout layout)
{
	int64_t sum = 0;

	for (int byte = 0x80; byte < 0x100; byte++) {
		uint32_t c = letter_of(layout, (unsigned char)byte);

		if (is_kazakh(c) || is_russian(c))
			sum += l->of[byte];
		else if (c == 0 || is_cyrillic(c))
			sum -= l->of[byte];
	}
	return sum;
}

static bool has_any(const struct ck_letters *l, const unsigned char *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (l->of[bytes[i]] > 0)
			return true;
	return false;
}

/* Ukrainian and Belarusian in CP1251 have Є Ї Ґ Ў where the Kazakh layouts have letters of theirs; but Kazakh is not written
 * without Қ, Ң, Һ and the like, whose bytes are none of these. */
static bool is_neighbours_file(const struct ck_letters *l, enum layout layout)
{
	static const unsigned char rk1048[] = {0x8D, 0x8E, 0x9D, 0x9E, 0xA3, 0xBC, 0xBD, 0xBE};
	static const unsigned char pt154[] = {0x81, 0x83, 0x87, 0x89, 0x8C, 0x8D, 0x8E, 0x9C, 0x9D, 0x9E, 0xA4, 0xA6, 0xB1, 0xB5};
	static const unsigned char theirs[] = {0xA1, 0xA2, 0xA5, 0xAA, 0xAF, 0xB4, 0xBA, 0xBF};

	if (layout == CP1251 || !has_any(l, theirs, sizeof theirs))
		return false;
	return layout == RK1048 ? !has_any(l, rk1048, sizeof rk1048) : !has_any(l, pt154, sizeof pt154);
}

/* UTF-16 of these scripts has a 0 or a 4 in every second byte, which no text of bytes has. */
static bool is_utf16(const struct ck_letters *l)
{
	return l->of[0] + l->of[4] > l->bytes / 4;
}

struct ck_verdict ck_letters_judge(const struct ck_letters *l)
{
	struct ck_verdict v = {"UTF-8", "", l->utf8_lines > 0 && l->broken_lines > 0, l->utf8_lines};
	int64_t fits[LAYOUTS], best = INT64_MIN, next = INT64_MIN;

	if (is_utf16(l))
		return (struct ck_verdict){"UTF-16", "", false, l->of[0] + l->of[4]};
	if (l->broken_lines == 0)
		return v;
	for (int i = LAYOUTS - 1; i >= 0; i--)
		fits[i] = is_neighbours_file(l, (enum layout)i) ? fits[CP1251] - 1 : fit(l, (enum layout)i);
	v.encoding = "";
	for (int i = 0; i < LAYOUTS; i++) {
		if (fits[i] > best) {
			next = best;
			v.second = v.encoding;
			best = fits[i];
			v.encoding = layout_names[i];
		} else if (fits[i] > next) {
			next = fits[i];
			v.second = layout_names[i];
		}
	}
	v.evidence = best - next;
	if (best <= 0)
		v.encoding = "";
	return v;
}

/* A letter as UTF-8, "" where the byte is none. */
static const char *show(enum layout layout, unsigned char byte, char out[8])
{
	struct ck_buffer b = {0};
	uint32_t c = letter_of(layout, byte);

	out[0] = '\0';
	if (c == 0)
		return out;
	ck_utf8_put(&b, c);
	snprintf(out, 8, "%s", b.text);
	ck_buffer_free(&b);
	return out;
}

void ck_letters_each(const struct ck_letters *l,
                     void (*each)(void *to, unsigned char byte, const char *rk1048, const char *pt154, const char *cp1251,
                                  int64_t count), void *to)
{
	for (int i = 0x80; i < 0x100; i++) {
		unsigned char byte = (unsigned char)i;
		char rk[8], pt[8], cp[8];

		if (l->of[byte] > 0)
			each(to, byte, show(RK1048, byte, rk), show(PT154, byte, pt), show(CP1251, byte, cp), l->of[byte]);
	}
}

/* -- repair -- */

/* The byte whose letter in CP1251 this is, where RK1048 has a Kazakh one; 0 = none. */
static unsigned char mistaken(uint32_t c)
{
	for (int i = 0; i < 64; i++)
		if (upper_half[CP1251][i] == c && upper_half[CP1251][i] != upper_half[RK1048][i])
			return (unsigned char)(i + 0x80);
	return 0;
}

/* Ukrainian and Belarusian write these themselves. */
static bool is_neighbours(uint32_t c)
{
	return c == 0x404 || c == 0x454 || c == 0x407 || c == 0x457 || c == 0x490 || c == 0x491 || c == 0x40E || c == 0x45E;
}

/* Past ASCII and the letters that Russian and Kazakh share but Ё: they say nothing of how they were read. */
static const char *skip_plain(const char *text)
{
	const unsigned char *at = (const unsigned char *)text;

	for (;;) {
		if (at[0] != '\0' && at[0] < 0x80)
			at++;
		else if ((at[0] == 0xD0 && at[1] >= 0x90 && at[1] <= 0xBF) || (at[0] == 0xD1 && at[1] >= 0x80 && at[1] <= 0x8F))
			at += 2;
		else
			return (const char *)at;
	}
}

bool ck_letters_damaged(const char *text, int *letters)
{
	bool proof = false;

	*letters = 0;
	while (*(text = skip_plain(text)) != '\0') {
		uint32_t c = ck_utf8_next(&text);

		if (is_kazakh(c) && c != 0x406 && c != 0x456)
			return false;
		if (c < 0x80 || mistaken(c) == 0)
			continue;
		++*letters;
		proof = proof || !is_neighbours(c);
	}
	return proof;
}

void ck_letters_repair(struct ck_buffer *b, const char *text)
{
	while (*text != '\0') {
		uint32_t c = ck_utf8_next(&text);
		unsigned char byte = c < 0x80 ? 0 : mistaken(c);

		ck_utf8_put(b, byte == 0 ? c : upper_half[RK1048][byte - 0x80]);
	}
}

/* -- scripts and composition -- */

static bool is_latin(uint32_t c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7);
}

/* Latin letters begin with their own byte, or with C3 to C9. */
static bool may_be_latin(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
		if ((*p | 32u) - 'a' < 26u || (*p >= 0xC3 && *p <= 0xC9))
			return true;
	return false;
}

bool ck_letters_mixed_scripts(const char *text)
{
	bool latin = false, cyrillic = false;

	if (!may_be_latin(text))
		return false;
	while (*text != '\0') {
		uint32_t c = ck_utf8_next(&text);

		if (is_latin(c) || is_cyrillic(c)) {
			latin = latin || is_latin(c);
			cyrillic = cyrillic || is_cyrillic(c);
			if (latin && cyrillic)
				return true;
		} else if (c < 0x300 || c >= 0x370) { /* a mark belongs to its letter; anything else ends the word */
			latin = cyrillic = false;
		}
	}
	return false;
}

/* Whether NFC could change anything: below U+0300, and in the Cyrillic block, only marks that follow can. */
static bool may_compose(const char *text)
{
	for (const unsigned char *p = (const unsigned char *)text; *p != '\0'; p++)
		if (*p == 0xCC || *p == 0xCD || *p >= 0xE0)
			return true;
	return false;
}

void ck_letters_compose(struct ck_buffer *b, const char *text)
{
	size_t length = 0;
	uint8_t *composed = may_compose(text) ? u8_normalize(UNINORM_NFC, (const uint8_t *)text, strlen(text), NULL, &length)
	                                      : NULL;

	if (composed == NULL)
		ck_buffer_text(b, text);
	else
		ck_buffer_put(b, composed, length);
	free(composed);
}
