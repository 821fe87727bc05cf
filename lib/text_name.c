/* Names: folded for finding, and the key that orders them as the Kazakh alphabet does. */
#include <string.h>

#include "text.h"

/* -- letters, large and small -- */

/* Pairs that stand side by side, the capital even (or odd, where odd is set). */
static uint32_t lower_of_pair(uint32_t c, uint32_t odd)
{
	return (c & 1) == odd ? c + 1 : c;
}

static uint32_t lower_latin(uint32_t c)
{
	if (c < 0xC0)
		return c >= 'A' && c <= 'Z' ? c + 32 : c;
	if (c < 0x100)
		return c <= 0xDE && c != 0xD7 ? c + 32 : c;
	if (c == 0x130 || c == 0x131 || c == 0x138 || c == 0x149 || c == 0x17F)
		return c == 0x130 ? 'i' : c;
	if (c == 0x178)
		return 0xFF;
	if (c < 0x180)
		return lower_of_pair(c, (c >= 0x139 && c <= 0x148) || c >= 0x179);
	return c == 0x18F ? 0x259 : c; /* Ə */
}

static uint32_t lower_cyrillic(uint32_t c)
{
	if (c < 0x410)
		return c + 80;
	if (c < 0x430)
		return c + 32;
	if (c < 0x460)
		return c;
	if (c == 0x4C0)
		return 0x4CF;
	if (c > 0x4C0 && c < 0x4CF)
		return lower_of_pair(c, 1);
	if (c <= 0x481 || (c >= 0x48A && c != 0x4CF))
		return lower_of_pair(c, 0);
	return c;
}

static uint32_t lower(uint32_t c)
{
	if (c >= 0x400 && c < 0x530)
		return lower_cyrillic(c);
	if (c < 0x250)
		return lower_latin(c);
	if (c >= 0x391 && c <= 0x3A9 && c != 0x3A2)
		return c + 32;
	if (c >= 0x531 && c <= 0x556)
		return c + 48;
	if (c == 0x1E9E)
		return 0xDF; /* ẞ */
	if (c >= 0x1E00 && c < 0x1F00 && !(c >= 0x1E96 && c < 0x1EA0))
		return lower_of_pair(c, 0);
	return c;
}

/* -- a name, letter by letter -- */

static bool is_blank(uint32_t c)
{
	return c == ' ' || (c >= '\t' && c <= '\r') || c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) ||
	       c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F || c == 0x3000;
}

/* Controls, soft hyphens, marks without width: nobody sees them, so they make no difference. */
static bool is_invisible(uint32_t c)
{
	return c < ' ' || (c >= 0x7F && c <= 0x9F) || c == 0xAD || (c >= 0x200B && c <= 0x200F) || c == 0x2060 ||
	       c == 0xFEFF;
}

static bool is_mark(uint32_t c)
{
	return c >= 0x300 && c <= 0x36F;
}

/* The letter that base and a combining mark make in these alphabets; 0 if they make none. */
static uint32_t compose(uint32_t base, uint32_t mark)
{
	static const struct { uint16_t base, mark, letter; } made[] = {
	    {U'И', 0x306, U'Й'}, {U'и', 0x306, U'й'}, {U'Е', 0x308, U'Ё'}, {U'е', 0x308, U'ё'},
	    {U'У', 0x306, U'Ў'}, {U'у', 0x306, U'ў'}, {U'І', 0x308, U'Ї'}, {U'і', 0x308, U'ї'}};

	for (size_t i = 0; i < sizeof(made) / sizeof(*made); i++)
		if (made[i].base == base && made[i].mark == mark)
			return made[i].letter;
	return 0;
}

/* Of most names every letter is one of U+0400 to U+04FF without a mark behind it (whose first byte is CC or CD); 0 = not so. */
static uint32_t plain_letter(const char **s)
{
	const unsigned char *at = (const unsigned char *)*s;

	if (at[0] < 0xD0 || at[0] > 0xD3 || (at[1] & 0xC0) != 0x80 || at[2] == 0xCC || at[2] == 0xCD)
		return 0;
	*s += 2;
	return (at[0] & 0x1Fu) << 6 | (at[1] & 0x3Fu);
}

/* The next letter that counts: runs of blanks are one ' ', those at the edges none. started: it is not the first. */
static uint32_t next_letter(const char **s, bool started)
{
	uint32_t c = plain_letter(s), together;
	const char *ahead;
	bool blank = false;

	if (c != 0)
		return c;

	for (;;) {
		ahead = *s;
		c = ck_utf8_next(&ahead);
		if (c != 0 && is_blank(c))
			blank = true;
		else if (c == 0 || !is_invisible(c))
			break;
		*s = ahead;
	}
	if (c != 0 && blank && started)
		return ' ';
	*s = ahead;
	if (is_mark(ck_utf8_next(&ahead))) {
		ahead = *s;
		together = compose(c, ck_utf8_next(&ahead));
		if (together != 0) {
			*s = ahead;
			return together;
		}
	}
	return c;
}

void ck_text_fold(struct ck_buffer *b, const char *s)
{
	uint32_t c;

	ck_buffer_put(b, "", 0);
	for (bool started = false; (c = next_letter(&s, started)) != 0; started = true) {
		c = lower(c);
		ck_utf8_put(b, c == U'ё' ? U'е' : c);
	}
}

/* -- the order --
 *
 * A key has three levels, each ended by U+0001: the letters, one byte a letter of these alphabets; then what sets ё
 * apart from е and é from e; then which letters are capitals. The later two are cut behind their last difference. */

enum {
	LEVEL_ENDS = 1,
	PLAIN = 2,   /* second and third level: nothing special, a small letter */
	CAPITAL = 3, /* third level */
	BLANK = 2,   /* first level, from here on */
	SIGNS = 3,
	DIGITS = SIGNS + 32,
	LATIN = DIGITS + 10,
	CYRILLIC = LATIN + 26
};

/* The place of each letter; letters that are absent here stand with another (stands_with) or behind all of these. */
static const unsigned char kazakh[] = {
#define PLACE(letter) [letter - U'а']
    PLACE(U'а') = 1,  PLACE(U'ә') = 2,  PLACE(U'б') = 3,  PLACE(U'в') = 4,  PLACE(U'г') = 5,  PLACE(U'ғ') = 6,
    PLACE(U'д') = 7,  PLACE(U'е') = 8,  PLACE(U'ж') = 9,  PLACE(U'з') = 10, PLACE(U'и') = 11, PLACE(U'й') = 12,
    PLACE(U'к') = 13, PLACE(U'қ') = 14, PLACE(U'л') = 15, PLACE(U'м') = 16, PLACE(U'н') = 17, PLACE(U'ң') = 18,
    PLACE(U'о') = 19, PLACE(U'ө') = 20, PLACE(U'п') = 21, PLACE(U'р') = 22, PLACE(U'с') = 23, PLACE(U'т') = 24,
    PLACE(U'у') = 25, PLACE(U'ұ') = 26, PLACE(U'ү') = 27, PLACE(U'ф') = 28, PLACE(U'х') = 29, PLACE(U'һ') = 30,
    PLACE(U'ц') = 31, PLACE(U'ч') = 32, PLACE(U'ш') = 33, PLACE(U'щ') = 34, PLACE(U'ъ') = 35, PLACE(U'ы') = 36,
    PLACE(U'і') = 37, PLACE(U'ь') = 38, PLACE(U'э') = 39, PLACE(U'ю') = 40, PLACE(U'я') = 41,
#undef PLACE
};

/* 0: no small letter of that alphabet. */
static uint32_t kazakh_place(uint32_t c)
{
	return c >= U'а' && c - U'а' < sizeof(kazakh) ? kazakh[c - U'а'] : 0;
}

/* The letter of these alphabets with which a small letter stands on the first level; itself if there is none. */
static uint32_t stands_with(uint32_t c)
{
	static const char latin_1[] = "saaaaaaaceeeeiiiidnooooo\0ouuuuyty"; /* ß, then à to ÿ without the ÷ */
	static const char latin_a[] = "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllll"
	                              "nnnnnnnnnoooooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
	static const struct { uint16_t letter, base; } others[] = {
	    {U'ё', U'е'}, {U'ѐ', U'е'}, {U'є', U'е'}, {U'ї', U'і'}, {U'ў', U'у'}, {U'ѝ', U'и'}, {U'ґ', U'г'},
	    {U'ӣ', U'и'}, {U'ӯ', U'у'}, {U'җ', U'ж'}, {U'ҷ', U'ч'}, {U'ҳ', U'х'}, {U'ə', 'e'}};

	_Static_assert(sizeof(latin_1) == 0x100 - 0xDF + 1 && sizeof(latin_a) == 0x180 - 0x100 + 1, "a letter each");
	if (c >= 0xDF && c <= 0xFF)
		return latin_1[c - 0xDF] != '\0' ? (uint32_t)latin_1[c - 0xDF] : c;
	if (c >= 0x100 && c <= 0x17F)
		return (uint32_t)latin_a[c - 0x100];
	for (size_t i = 0; c > 0x17F && i < sizeof(others) / sizeof(*others); i++)
		if (others[i].letter == c)
			return others[i].base;
	return c;
}

static uint32_t sign_place(uint32_t c)
{
	if (c < '0')
		return c - '!';
	if (c < 'A')
		return c - ':' + 15;
	return c < 'a' ? c - '[' + 22 : c - '{' + 28;
}

/* The place of a letter, a digit or a sign on the first level; what is of no known alphabet keeps its code point, and
 * so stands behind all others. */
static uint32_t place(uint32_t c)
{
	if (c == ' ')
		return BLANK;
	if (c >= '0' && c <= '9')
		return DIGITS + c - '0';
	if (c >= 'a' && c <= 'z')
		return LATIN + c - 'a';
	if (c > ' ' && c < 0x7F)
		return SIGNS + sign_place(c);
	return kazakh_place(c) > 0 ? CYRILLIC + kazakh_place(c) - 1 : c;
}

/* Three levels on their way, each with room for the longest key that the name could have. */
struct levels {
	char *letters, *variants, *capitals;
	char *variants_end, *capitals_end; /* behind the last that is not PLAIN */
};

static void add_small(struct levels *l, uint32_t small)
{
	uint32_t base = stands_with(small);

	if (is_mark(small))
		base = 0; /* no letter of its own: the second level alone tells of it */
	else
		l->letters += ck_utf8_encode(l->letters, place(base));
	l->variants += ck_utf8_encode(l->variants, small == base ? PLAIN : small);
	if (small != base)
		l->variants_end = l->variants;
}

static void add_letter(struct levels *l, uint32_t c)
{
	uint32_t small = lower(c), kazakh_at = kazakh_place(small);

	if (kazakh_at > 0) { /* most are: what add_small would come to */
		*l->letters++ = (char)(CYRILLIC + kazakh_at - 1);
		*l->variants++ = PLAIN;
	} else {
		add_small(l, small);
	}
	*l->capitals++ = small == c ? PLAIN : CAPITAL;
	if (small != c)
		l->capitals_end = l->capitals;
}

static char *add_level(char *to, const char *from, const char *end)
{
	*to++ = LEVEL_ENDS;
	memmove(to, from, (size_t)(end - from));
	return to + (end - from);
}

void ck_text_sort_key(struct ck_buffer *b, const char *s)
{
	size_t most = strlen(s); /* letters; each is one byte or more here, four at the most there */
	char *key = ck_buffer_room(b, 9 * most + 3), *variants = key + 4 * most + 1, *capitals = variants + 4 * most + 1;
	struct levels l = {key, variants, capitals, variants, capitals};
	uint32_t c;

	for (bool started = false; (c = next_letter(&s, started)) != 0; started = true)
		add_letter(&l, c);
	l.letters = add_level(l.letters, variants, l.variants_end);
	l.letters = add_level(l.letters, capitals, l.capitals_end);
	*l.letters++ = LEVEL_ENDS;
	*l.letters = '\0';
	b->length += (size_t)(l.letters - key);
}
