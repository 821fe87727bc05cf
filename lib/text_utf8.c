/* UTF-8 (RFC 3629): checked, taken apart, put together. */
#include <endian.h>
#include <string.h>

#include "text.h"

#define REPLACEMENT 0xFFFDu

static bool continues(unsigned char c)
{
	return (c & 0xC0) == 0x80;
}

/* The length of the well-formed character at s (n bytes are there, or a NUL ends them), and its code point. 0 = NUL,
 * nothing, or ill-formed: too long a form, a surrogate, beyond U+10FFFF, cut. Nothing behind a bad byte is read. */
static size_t decode(const unsigned char *s, size_t n, uint32_t *codepoint)
{
	if (n == 0 || s[0] == 0)
		return 0;
	if (s[0] < 0x80) {
		*codepoint = s[0];
		return 1;
	}
	if (s[0] < 0xC2 || s[0] > 0xF4 || n < 2 || !continues(s[1]))
		return 0;
	if (s[0] < 0xE0) {
		*codepoint = (s[0] & 0x1Fu) << 6 | (s[1] & 0x3Fu);
		return 2;
	}
	if (n < 3 || !continues(s[2]))
		return 0;
	if (s[0] < 0xF0) {
		*codepoint = (s[0] & 0x0Fu) << 12 | (s[1] & 0x3Fu) << 6 | (s[2] & 0x3Fu);
		return *codepoint >= 0x800 && (*codepoint < 0xD800 || *codepoint > 0xDFFF) ? 3 : 0;
	}
	if (n < 4 || !continues(s[3]))
		return 0;
	*codepoint = (s[0] & 0x07u) << 18 | (s[1] & 0x3Fu) << 12 | (s[2] & 0x3Fu) << 6 | (s[3] & 0x3Fu);
	return *codepoint >= 0x10000 && *codepoint <= 0x10FFFF ? 4 : 0;
}

/* Are the eight bytes at s all plain ASCII other than NUL? */
static bool eight_plain(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof(word));
	return ((word | (word - 0x0101010101010101u)) & 0x8080808080808080u) == 0;
}

/* Are they four letters of which each begins with D0 to DF, as Cyrillic does? */
static bool four_pairs(const char *s)
{
	uint64_t word;

	memcpy(&word, s, sizeof(word));
	return (word & htole64(0xC0F0C0F0C0F0C0F0u)) == htole64(0x80D080D080D080D0u);
}

size_t ck_utf8_valid(const char *s, size_t n)
{
	size_t good = 0, length;
	uint32_t codepoint;

	for (;;) {
		while (n - good >= 8 && eight_plain(s + good))
			good += 8;
		while (n - good >= 8 && four_pairs(s + good))
			good += 8;
		while (n - good >= 2 && (unsigned char)s[good] >= 0xC2 && (unsigned char)s[good] <= 0xDF &&
		       continues((unsigned char)s[good + 1]))
			good += 2;
		length = decode((const unsigned char *)s + good, n - good, &codepoint);
		if (length == 0)
			return good;
		good += length;
	}
}

uint32_t ck_utf8_next(const char **s)
{
	uint32_t codepoint = REPLACEMENT;
	size_t length;

	if (**s == '\0')
		return 0;
	length = decode((const unsigned char *)*s, SIZE_MAX, &codepoint);
	if (length == 0)
		codepoint = REPLACEMENT;
	*s += length > 0 ? length : 1;
	return codepoint;
}

size_t ck_utf8_encode(char out[4], uint32_t c)
{
	unsigned char *to = (unsigned char *)out;

	if (c < 0x80) {
		to[0] = (unsigned char)c;
		return 1;
	}
	if (c < 0x800) {
		to[0] = (unsigned char)(0xC0 | c >> 6);
		to[1] = (unsigned char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		to[0] = (unsigned char)(0xE0 | c >> 12);
		to[1] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
		to[2] = (unsigned char)(0x80 | (c & 0x3F));
		return 3;
	}
	to[0] = (unsigned char)(0xF0 | (c >> 18 & 0x07));
	to[1] = (unsigned char)(0x80 | (c >> 12 & 0x3F));
	to[2] = (unsigned char)(0x80 | (c >> 6 & 0x3F));
	to[3] = (unsigned char)(0x80 | (c & 0x3F));
	return 4;
}

void ck_utf8_put(struct ck_buffer *b, uint32_t c)
{
	char bytes[4];

	ck_buffer_put(b, bytes, ck_utf8_encode(bytes, c));
}

/* Would it move the cursor, end the line, or turn the text around it (Unicode TR 9)? */
static bool is_unsafe(uint32_t c)
{
	return c < 0x20 || (c >= 0x7F && c <= 0x9F) || c == 0x061C || c == 0x200E || c == 0x200F ||
	       (c >= 0x2028 && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
}

void ck_text_visible(struct ck_buffer *b, const char *s)
{
	uint32_t c;

	ck_buffer_put(b, "", 0);
	while ((c = ck_utf8_next(&s)) != 0)
		ck_utf8_put(b, is_unsafe(c) ? REPLACEMENT : c);
}
