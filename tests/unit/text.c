#include <stdlib.h>

#include "text.h"
#include "unit.h"

static struct ck_buffer shared;

static const char *folded(const char *s)
{
	ck_buffer_empty(&shared);
	ck_text_fold(&shared, s);
	return shared.text;
}

static const char *visible(const char *s)
{
	ck_buffer_empty(&shared);
	ck_text_visible(&shared, s);
	return shared.text;
}

static void memory(void)
{
	struct ck_arena *a = ck_arena_new();
	char *copy = ck_copy("Әлия"), *part = ck_copy_n("abcdef", 3);
	bool sound = true, zero = true;

	CHECK_TEXT(copy, "Әлия");
	CHECK_TEXT(part, "abc");
	CHECK(ck_copy(NULL) == NULL);
	CHECK(ck_arena_copy(a, NULL) == NULL);
	CHECK_TEXT(ck_arena_printf(a, "%s-%06d", "ALM-2019", 17), "ALM-2019-000017");
	CHECK_TEXT(ck_arena_copy_n(a, "abcdef", 0), "");
	for (int length = 254; length < 258; length++)
		CHECK(strlen(ck_arena_printf(a, "%*d", length, 7)) == (size_t)length);
	for (int round = 0; round < 3; round++) {
		char *first = ck_arena_copy(a, "first");

		for (size_t size = 1; size < 200000; size = size * 3 + 1) {
			unsigned char *p = ck_arena_alloc(a, size);

			zero = zero && p[0] == 0 && p[size - 1] == 0 && (uintptr_t)p % _Alignof(max_align_t) == 0;
			memset(p, 0xAA, size);
		}
		sound = sound && strcmp(first, "first") == 0;
		ck_arena_reset(a);
	}
	CHECK(sound);
	CHECK(zero);
	ck_arena_free(a);
	ck_arena_free(NULL);
	free(copy);
	free(part);
}

static void buffers(void)
{
	struct ck_buffer b = {0};

	ck_buffer_put(&b, NULL, 0);
	CHECK_TEXT(b.text, "");
	for (int i = 0; i < 1000; i++)
		ck_buffer_printf(&b, "%03d,", i);
	CHECK(b.length == 4000 && strncmp(b.text + 3996, "999,", 5) == 0);
	ck_buffer_empty(&b);
	CHECK_TEXT(b.text, "");
	ck_buffer_text(&b, "a");
	ck_buffer_char(&b, 'b');
	CHECK_TEXT(b.text, "ab");
	ck_buffer_printf(&b, "%5000s", "x");
	CHECK(b.length == 5002 && b.text[5001] == 'x' && b.text[5002] == '\0');
	ck_buffer_free(&b);
	CHECK(b.text == NULL && b.length == 0 && b.room == 0);
	ck_buffer_empty(&b);
	CHECK(b.text == NULL);
}

/* Pairs of bytes are looked at four together: what is not well formed, at every place among them. */
static bool stops_everywhere(const char *pair)
{
	static const char *const bad[] = {"\x80", "\xD0", "\xC1\xBF", "\xD0\xD0", "\xD0\x41", "\xDF\xC0", "\xE0\x80"};
	char text[80];

	for (size_t before = 0; before < 12; before++)
		for (size_t b = 0; b < sizeof bad / sizeof *bad; b++) {
			size_t n = 0, at = 2 * before;

			for (; n < 2 * before; n += 2)
				memcpy(text + n, pair, 2);
			n = (size_t)(stpcpy(text + n, bad[b]) - text);
			for (int i = 0; i < 5; i++, n += 2)
				memcpy(text + n, pair, 2);
			if (ck_utf8_valid(text, n) != at || ck_utf8_valid(text, at) != at)
				return false;
		}
	return true;
}

static void utf8(void)
{
	static const struct { const char *bytes; size_t n, good; } cases[] = {
	    {"", 0, 0},
	    {"ascii only, longer than eight", 29, 29},
	    {"ascii\0with a NUL behind it", 25, 5},
	    {"1234567\0", 8, 7},
	    {"Ә Қ\xF0\x9F\x98\x80", 9, 9},
	    {"ab\xC0\x80", 4, 2},             /* NUL in two bytes */
	    {"\xE0\x9F\xBF", 3, 0},           /* too long a form */
	    {"\xED\xA0\x80", 3, 0},           /* a surrogate */
	    {"\xED\x9F\xBF", 3, 3},
	    {"\xF4\x8F\xBF\xBF", 4, 4},       /* U+10FFFF */
	    {"\xF4\x90\x80\x80", 4, 0},
	    {"\xF0\x8F\xBF\xBF", 4, 0},
	    {"12345678\xD3", 9, 8},           /* cut */
	    {"\x80", 1, 0},
	    {"\xF5\x80\x80\x80", 4, 0},
	    {"\xD3\x41", 2, 0},
	};
	const char *s = "aӘ€😀", *cut = "\xE2\x82";
	bool all = true;

	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char *exact = malloc(cases[i].n + 1); /* so that a sanitizer sees a read too far */

		exact = realloc(exact, cases[i].n > 0 ? cases[i].n : 1);
		memcpy(exact, cases[i].bytes, cases[i].n);
		if (ck_utf8_valid(exact, cases[i].n) != cases[i].good) {
			printf("# case %zu: %zu\n", i, ck_utf8_valid(exact, cases[i].n));
			all = false;
		}
		free(exact);
	}
	CHECK(all);
	CHECK(stops_everywhere("ә") && stops_everywhere("é") && stops_everywhere("ab"));
	CHECK(ck_utf8_next(&s) == 'a');
	CHECK(ck_utf8_next(&s) == 0x4D8);
	CHECK(ck_utf8_next(&s) == 0x20AC);
	CHECK(ck_utf8_next(&s) == 0x1F600);
	CHECK(ck_utf8_next(&s) == 0 && ck_utf8_next(&s) == 0);
	CHECK(ck_utf8_next(&cut) == 0xFFFD && ck_utf8_next(&cut) == 0xFFFD && ck_utf8_next(&cut) == 0);
	all = true;
	for (uint32_t c = 1; c <= 0x10FFFF; c++) {
		if (c == 0xD800)
			c = 0xE000;
		ck_buffer_empty(&shared);
		ck_utf8_put(&shared, c);
		s = shared.text;
		all = all && ck_utf8_valid(s, shared.length) == shared.length && ck_utf8_next(&s) == c && *s == '\0';
	}
	CHECK(all);
	CHECK_TEXT(visible("Әлия"), "Әлия");
	CHECK_TEXT(visible(""), "");
	CHECK_TEXT(visible("a\x1B[31mb\tc\x7F\xC2\x85\u202Ed\u2066"), "a\uFFFD[31mb\uFFFDc\uFFFD\uFFFD\uFFFDd\uFFFD");
	CHECK_TEXT(visible("a\xFFz"), "a\uFFFDz");
}

static bool number_is(const char *s, int64_t want)
{
	int64_t n = 0;

	return ck_text_number(s, &n) && n == want;
}

static bool money_is(const char *s, int64_t want)
{
	int64_t n = 0;

	return ck_text_money(s, &n) && n == want;
}

static bool span_is(const char *s, int64_t want)
{
	int64_t n = 0;

	return ck_text_span(s, &n) && n == want;
}

/* None of these (a NULL-ended list) is taken. */
static bool none(bool (*take)(const char *s, int64_t *n), const char *const *list)
{
	bool none = true;
	int64_t n;

	for (; *list != NULL; list++) {
		if (take(*list, &n)) {
			printf("# \"%s\" was taken as %lld\n", *list, (long long)n);
			none = false;
		}
	}
	return none;
}

static void numbers(void)
{
	static const char *const no_numbers[] = {"", "-", "+1", " 1", "1 ", "1.0", "0x1", "١", "9223372036854775808",
	                                         "-9223372036854775809", "99999999999999999999", NULL};
	static const char *const no_money[] = {"", "-1", "1,234", "1.234", "1.", ".5", "1 23", "1  234", "1234 567", "12 3456",
	                                       "1,234.56", "1.2.3", "1 234 ", " 1", "1e3", "92233720368547758.08", "₸5", NULL};
	static const char *const no_spans[] = {"", "d", "5", "-5d", "5s", "5 d", "5dd", "1d2h", "9223372036854775807w", NULL};

	CHECK(number_is("0", 0) && number_is("-0", 0) && number_is("007", 7) && number_is("-42", -42));
	CHECK(number_is("9223372036854775807", INT64_MAX) && number_is("-9223372036854775808", INT64_MIN));
	CHECK(none(ck_text_number, no_numbers));
	CHECK(money_is("1234", 123400) && money_is("1234.5", 123450) && money_is("1234,05", 123405) && money_is("0.01", 1));
	CHECK(money_is("1 234,56", 123456) && money_is("12\u00A0345\u202F678.9", 1234567890) && money_is("0", 0));
	CHECK(money_is("92233720368547758.07", INT64_MAX));
	CHECK(none(ck_text_money, no_money));
	CHECK(span_is("30d", 30 * 86400) && span_is("2h", 7200) && span_is("45m", 2700) && span_is("1w", 604800) &&
	      span_is("0d", 0));
	CHECK(none(ck_text_span, no_spans));
	ck_buffer_empty(&shared);
	ck_text_print_money(&shared, 123456);
	ck_buffer_char(&shared, ' ');
	ck_text_print_money(&shared, -5);
	ck_buffer_char(&shared, ' ');
	ck_text_print_money(&shared, INT64_MIN);
	CHECK_TEXT(shared.text, "1234.56 -0.05 -92233720368547758.08");
}

static void words(void)
{
	const char *list = "decide sign", *word;
	size_t length;

	CHECK(ck_word_in("decide sign issue", "sign") && ck_word_in("sign", "sign") && ck_word_in("a sign", "sign"));
	CHECK(!ck_word_in("decide sign", "sig") && !ck_word_in("decide sign", "signs") && !ck_word_in("designs", "sign"));
	CHECK(!ck_word_in("", "sign") && !ck_word_in(NULL, "sign") && !ck_word_in("decide sign", "") &&
	      !ck_word_in("decide sign", "decide sign"));
	word = ck_word_next(&list, &length);
	CHECK(word != NULL && length == 6 && memcmp(word, "decide", 6) == 0);
	word = ck_word_next(&list, &length);
	CHECK(word != NULL && length == 4 && memcmp(word, "sign", 4) == 0);
	CHECK(ck_word_next(&list, &length) == NULL && ck_word_next(&list, &length) == NULL);
	list = NULL;
	CHECK(ck_word_next(&list, &length) == NULL);
	CHECK(ck_text_is_empty(NULL) && ck_text_is_empty("") && !ck_text_is_empty(" "));
}

static void folding(void)
{
	CHECK_TEXT(folded("  Ақан\tӘСЕТҰЛЫ \u00A0 Ёлкин\n"), "ақан әсетұлы елкин");
	CHECK_TEXT(folded("АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ"), "аәбвгғдеежзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя");
	CHECK_TEXT(folded("ÅSA Ÿ ŞƏĞİ Ж"), "åsa ÿ şəği ж");
	CHECK_TEXT(folded("Сергее\u0308в Андреи\u0306"), "сергеев андрей");
	CHECK_TEXT(folded("Нұр\u00AD\u200B-Сұлтан"), "нұр-сұлтан");
	CHECK_TEXT(folded("ӀӁЏЂҐӐԮΩՖẞẾ"), "ӏӂџђґӑԯωֆßế");
	CHECK_TEXT(folded(""), "");
	CHECK_TEXT(folded(" \t "), "");
}

static int compare(const char *a, const char *b)
{
	struct ck_buffer x = {0}, y = {0};
	int order;

	ck_text_sort_key(&x, a);
	ck_text_sort_key(&y, b);
	order = memcmp(x.text, y.text, (x.length < y.length ? x.length : y.length) + 1);
	ck_buffer_free(&x);
	ck_buffer_free(&y);
	return order;
}

/* Each of the NULL-ended list comes before every later one. */
static bool rises(const char *const *list)
{
	bool rising = true;

	for (; *list != NULL; list++) {
		for (const char *const *later = list + 1; *later != NULL; later++) {
			if (compare(*list, *later) >= 0 || compare(*later, *list) <= 0) {
				printf("# \"%s\" is not before \"%s\"\n", *list, *later);
				rising = false;
			}
		}
	}
	return rising;
}

static bool key_is_sound(const char *s)
{
	bool sound;

	ck_buffer_empty(&shared);
	ck_text_sort_key(&shared, s);
	sound = strlen(shared.text) == shared.length && ck_utf8_valid(shared.text, shared.length) == shared.length;
	return sound;
}

/* The key's first level of a prefix is a prefix of the key, wherever the name is cut between two letters. */
static bool prefixes_hold(const char *name)
{
	struct ck_buffer part = {0}, whole = {0};
	const char *end = name;
	bool hold = true;

	ck_text_sort_key(&whole, name);
	while (ck_utf8_next(&end) != 0) {
		char *cut = ck_copy_n(name, (size_t)(end - name));

		ck_buffer_empty(&part);
		ck_text_sort_key(&part, cut);
		hold = hold && strncmp(part.text, whole.text, strcspn(part.text, "\x01")) == 0;
		free(cut);
	}
	ck_buffer_free(&part);
	ck_buffer_free(&whole);
	return hold;
}

static void ordering(void)
{
	static const char *const alphabet[] = {"А", "Ә", "Б", "В", "Г", "Ғ", "Д", "Е", "Ё", "Ж", "З", "И", "Й", "К", "Қ",
	                                       "Л", "М", "Н", "Ң", "О", "Ө", "П", "Р", "С", "Т", "У", "Ұ", "Ү", "Ф", "Х",
	                                       "Һ", "Ц", "Ч", "Ш", "Щ", "Ъ", "Ы", "І", "Ь", "Э", "Ю", "Я", NULL};
	static const char *const names[] = {"Ақан", "Әсет", "Ирина", "Кенже", "Қанат", "Олжас", "Өмір", "Уәли", "Ұлан",
	                                    "Іңкәр", "Яна", NULL};
	static const char *const kinds[] = {"", "- Абай", "1 Абай", "2 Абай", "Abay", "Zhanar", "Абай", "Яна", "Ωμέγα", "李",
	                                    NULL};
	static const char *const blanks[] = {"Ким", "Ким А", "Ким Я", "Ким-Оглы", "Кима", "Кимов", NULL};
	static const char *const last[] = {"елена", "еЛена", "Елена", "ЕЛЕНА", "ёлена", "Ёлена", "елене", NULL};
	static const char *const latin[] = {"e", "E", "é", "É", "ef", "f", "o", "ö", "z", "ž", "zz", NULL};

	CHECK(rises(alphabet));
	CHECK(rises(names));
	CHECK(rises(kinds));
	CHECK(rises(blanks));
	CHECK(rises(last));
	CHECK(rises(latin));
	CHECK(compare("  Ким   А ", "Ким А") == 0);
	CHECK(compare("Андреи\u0306", "Андрей") == 0);
	CHECK(compare("Алена Я", "Алёна А") > 0);
	CHECK(key_is_sound("Әлия О'Коннор-Ёлкина 2 \x01\x02 李 é e\u0301") && key_is_sound(""));
	CHECK(prefixes_hold("Әлия О'Коннор-Ёлкина Нұр-Сұлтан ABC é 李 xyz"));
}

int main(void)
{
	memory();
	buffers();
	utf8();
	numbers();
	words();
	folding();
	ordering();
	ck_buffer_free(&shared);
	return unit_end();
}
