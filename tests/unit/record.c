/* record: what the reader makes of every kind of text, and what it says of the lines. */
#include "record.h"

#include <stdlib.h>

#include "unit.h"

struct reading {
	struct ck_reader *reader;
	struct ck_record record;
	struct ck_error error;
	bool broken;
	char noted[700];
	struct ck_notes notes;
};

static void note(void *to, const char *text)
{
	struct reading *g = to;
	snprintf(g->noted, sizeof g->noted, "%s", text);
}

static enum ck_code begin_encoded(struct reading *g, const void *text, size_t n, const char *encoding)
{
	*g = (struct reading){.notes = {note, NULL}};
	g->notes.to = g;
	FILE *from = n > 0 ? fmemopen((void *)text, n, "r") : fopen("/dev/null", "r");
	const struct ck_reader_options options = {.name = "a.tsv", .encoding = encoding, .notes = &g->notes};
	return ck_reader_open(from, &options, &g->reader, &g->error);
}

static enum ck_code begin(struct reading *g, const char *text)
{
	return begin_encoded(g, text, strlen(text), NULL);
}

static enum ck_code next(struct reading *g)
{
	return ck_reader_next(g->reader, &g->record, &g->broken, &g->error);
}

static const char *get(const struct reading *g, const char *name)
{
	const char *value = g->record.fields ? ck_fields_get(g->record.fields, name) : NULL;
	return value ? value : "(absent)";
}

static bool at_end(struct reading *g)
{
	return next(g) == CK_OK && g->record.fields == NULL;
}

static bool raw_is(const struct reading *g, const char *text)
{
	return g->record.raw_length == strlen(text) && memcmp(g->record.raw, text, g->record.raw_length) == 0;
}

static void test_tsv(void)
{
	struct reading g;
	const char *const *names;

	CHECK(begin(&g, "case\tnote\tto\nA-1\ta\\tb\\nc\\\\d\\r\t\nA-2\t\"x\"\t y \r\n\nA-3\t\tz") == CK_OK);
	CHECK(ck_reader_columns(g.reader, &names) == 3);
	CHECK_TEXT(names[2], "to");
	CHECK(next(&g) == CK_OK);
	CHECK_TEXT(get(&g, "case"), "A-1");
	CHECK_TEXT(get(&g, "note"), "a\tb\nc\\d\r");
	CHECK_TEXT(get(&g, "to"), "(absent)");
	CHECK(g.record.first_line == 2 && g.record.last_line == 2);
	CHECK(next(&g) == CK_OK);
	CHECK_TEXT(get(&g, "note"), "\"x\"");
	CHECK_TEXT(get(&g, "to"), " y ");
	CHECK(raw_is(&g, "A-2\t\"x\"\t y \r\n"));
	CHECK(next(&g) == CK_OK);
	CHECK(g.record.first_line == 5);
	CHECK_TEXT(get(&g, "to"), "z");
	CHECK(at_end(&g));
	CHECK(at_end(&g));
	ck_reader_free(g.reader);
}

static void test_tsv_faults(void)
{
	struct reading g;

	CHECK(begin(&g, "a\tb\n1\n1\\x\t2\n1\t2\t3\n4\t5\n") == CK_OK);
	CHECK(next(&g) == CK_BADDATA && g.record.first_line == 2 && !g.broken);
	CHECK_TEXT(g.error.text, "1 field where the header line has 2");
	CHECK(raw_is(&g, "1\n"));
	CHECK(next(&g) == CK_BADDATA && g.record.first_line == 3);
	CHECK_TEXT(g.error.column, "a");
	CHECK(next(&g) == CK_BADDATA);
	CHECK_TEXT(g.error.text, "3 fields where the header line has 2");
	CHECK(next(&g) == CK_OK);
	CHECK_TEXT(get(&g, "b"), "5");
	CHECK(at_end(&g));
	ck_reader_free(g.reader);
}

static void test_one_column(void)
{
	struct reading g;

	/* In a single column an empty line is a record without value: so prints every command. */
	CHECK(begin(&g, "case\nA,1;x\n\nA-2\n") == CK_OK);
	CHECK(next(&g) == CK_OK);
	CHECK_TEXT(get(&g, "case"), "A,1;x");
	CHECK(next(&g) == CK_OK && g.record.fields != NULL && g.record.fields->count == 0);
	CHECK(next(&g) == CK_OK);
	CHECK_TEXT(get(&g, "case"), "A-2");
	CHECK(at_end(&g));
	ck_reader_free(g.reader);
}

static void test_delimiters(void)
{
	static const char *const texts[] = {"a,b\n 1 ,\"x,\"\"y\"\"\"\n", "a;b\n 1 ;\"x,\"\"y\"\"\"\n", "a|b\n 1 |\"x,\"\"y\"\"\"\n",
	                                    "a\tb\n 1 \tx,\"y\"\n", "\"a\",\"b\"\r\n 1 ,\"x,\"\"y\"\"\"\r\n"};

	for (size_t i = 0; i < sizeof texts / sizeof texts[0]; i++) {
		struct reading g;
		CHECK(begin(&g, texts[i]) == CK_OK);
		CHECK(next(&g) == CK_OK);
		CHECK_TEXT(get(&g, "a"), " 1 ");
		CHECK_TEXT(get(&g, "b"), "x,\"y\"");
		CHECK(at_end(&g));
		ck_reader_free(g.reader);
	}
}

static void test_quotes(void)
{
	struct reading g;

	CHECK(begin(&g, "a,b\n1,\"x\ny\r\n\nz\"\n2,TOO \"Isker\" x\n\n3,\"p\"q\n4,last") == CK_OK);
	CHECK(next(&g) == CK_OK);
	CHECK_TEXT(get(&g, "b"), "x\ny\n\nz");
	CHECK(g.record.first_line == 2 && g.record.last_line == 5);
	CHECK(raw_is(&g, "1,\"x\ny\r\n\nz\"\n"));
	CHECK(next(&g) == CK_OK && g.record.first_line == 6);
	CHECK_TEXT(get(&g, "b"), "TOO \"Isker\" x");
	CHECK(next(&g) == CK_BADDATA && g.record.first_line == 8 && !g.broken);
	CHECK(strstr(g.error.text, "a quote in the middle of a field") != NULL);
	CHECK(raw_is(&g, "3,\"p\"q\n"));
	CHECK(next(&g) == CK_OK && g.record.first_line == 9);
	CHECK_TEXT(get(&g, "b"), "last");
	CHECK(at_end(&g));
	ck_reader_free(g.reader);
}

/* A stray quote after a quoted field must never swallow the records that follow. */
static void test_no_swallowing(void)
{
	struct reading g;

	CHECK(begin(&g, "a,b\n\"Isker\" TOO,1\n\"x\",2\n") == CK_OK);
	CHECK(next(&g) == CK_BADDATA && g.record.first_line == 2 && g.record.last_line == 2);
	CHECK(next(&g) == CK_OK);
	CHECK_TEXT(get(&g, "a"), "x");
	CHECK(at_end(&g));
	ck_reader_free(g.reader);
}

static void test_open_quote(void)
{
	struct reading g;
	struct ck_buffer b = {0};

	CHECK(begin(&g, "a,b\n1,2\n3,\"x\n4,5\n") == CK_OK);
	CHECK(next(&g) == CK_OK);
	CHECK(next(&g) == CK_BADDATA && g.broken && g.record.first_line == 3 && g.record.last_line == 4);
	CHECK_TEXT(g.error.text, "the quote opened in the record of line 3 never closes; nothing after it was read");
	CHECK(raw_is(&g, "3,\"x\n4,5\n"));
	CHECK(at_end(&g));
	ck_reader_free(g.reader);

	ck_buffer_text(&b, "a,b\n1,\"x\n");
	for (int i = 0; i < 2000; i++)
		ck_buffer_text(&b, "y,z\n");
	CHECK(begin(&g, b.text) == CK_OK);
	CHECK(next(&g) == CK_BADDATA && g.broken && g.record.last_line < 1100);
	ck_reader_free(g.reader);
	ck_buffer_free(&b);
}

static void test_long_fields(void)
{
	struct reading g;
	size_t n = (2u << 20) + 4;
	char *text = malloc(n + 64);

	memcpy(text, "a\tb\n", 4);
	memset(text + 4, 'x', 2u << 20);
	memcpy(text + n, "\t1\n2\t3\n", 8);
	CHECK(begin(&g, text) == CK_OK);
	CHECK(next(&g) == CK_BADDATA && !g.broken && g.record.first_line == 2);
	CHECK_TEXT(g.error.text, "the record is longer than 1048576 bytes");
	CHECK(g.record.raw_length == (2u << 20) + 3);
	CHECK(next(&g) == CK_OK && g.record.first_line == 3);
	CHECK_TEXT(get(&g, "b"), "3");
	ck_reader_free(g.reader);
	free(text);
}

static void test_nul(void)
{
	static const char tsv[] = "a\tb\n1\t2\0\n3\t4\n", csv[] = "a,b\n1,\"x\n\0y\"\n3,4\n";
	struct reading g;

	CHECK(begin_encoded(&g, tsv, sizeof tsv - 1, NULL) == CK_OK);
	CHECK(next(&g) == CK_BADDATA && !g.broken && g.record.first_line == 2 && g.record.raw_length == 5);
	CHECK(next(&g) == CK_OK);
	CHECK_TEXT(get(&g, "b"), "4");
	ck_reader_free(g.reader);
	CHECK(begin_encoded(&g, csv, sizeof csv - 1, NULL) == CK_OK);
	CHECK(next(&g) == CK_BADDATA && !g.broken && g.record.last_line == 3);
	CHECK(next(&g) == CK_OK && g.record.first_line == 4);
	CHECK_TEXT(get(&g, "b"), "4");
	ck_reader_free(g.reader);
}

static void test_header_lines(void)
{
	struct reading g = {.notes = {note, NULL}};
	const struct ck_reader_options options = {.name = "a.csv", .notes = &g.notes, .any_names = true};
	static const char text[] = "\"a\r\nb\";c;\"d\ne\"\r\n1;2;3\n";
	const char *const *names;
	size_t n;

	CHECK(ck_reader_open(fmemopen((void *)text, sizeof text - 1, "r"), &options, &g.reader, &g.error) == CK_OK);
	CHECK(ck_reader_columns(g.reader, &names) == 3);
	CHECK_TEXT(names[0], "a\nb");
	CHECK_TEXT(names[2], "d\ne");
	CHECK(ck_reader_header_raw(g.reader, &n) != NULL && n == strlen("\"a\r\nb\";c;\"d\ne\"\r\n"));
	CHECK(next(&g) == CK_OK && g.record.first_line == 4);
	CHECK(at_end(&g));
	ck_reader_free(g.reader);
}

static void test_header_faults(void)
{
	static const struct {
		const char *text, *says;
	} bad[] = {
		{"a\t\tb\n", "column 2 has no name"},
		{"a\tb\ta\n", "column 3: the name a is there twice"},
		{"a\tB\n", "column 2: its name is not a lower-case word of a-z, 0-9 and _"},
		{"a\tномер\n", "column 2: its name is not a lower-case word of a-z, 0-9 and _"},
		{"1a\n", "column 1: its name is not a lower-case word of a-z, 0-9 and _"},
		{"a, b\n", "column 2: its name is not a lower-case word of a-z, 0-9 and _"},
		{"a,\"b\n", "a quote in the header line never closes"},
		{"a,b\r1,2\r3,4", "lines end with CR alone: make it LF, as in tr '\\r' '\\n'"},
		{"PK\3\4xyz", "this is a spreadsheet's own file, no text: save it there as CSV or as text"},
		{"\n", "column 1 has no name"},
	};
	struct reading g;
	const char *const *names;

	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CHECK(begin(&g, bad[i].text) == CK_BADDATA);
		CHECK_TEXT(g.error.text, bad[i].says);
	}
	CHECK(begin(&g, "") == CK_OK);
	CHECK(ck_reader_columns(g.reader, &names) == 0);
	CHECK(at_end(&g));
	ck_reader_free(g.reader);
	CHECK(begin(&g, "\xef\xbb\xbf") == CK_OK);
	CHECK(ck_reader_columns(g.reader, &names) == 0);
	ck_reader_free(g.reader);
	CHECK(begin(&g, "case\tto") == CK_OK);
	CHECK(ck_reader_columns(g.reader, &names) == 2);
	CHECK(at_end(&g));
	ck_reader_free(g.reader);
}

/* "Ә" and "Қ" in each encoding; and what says nothing must be said. */
static void test_encodings(void)
{
	static const char rk[] = "a\tb\n\xa3\t\x8d\r\n", pt[] = "a\tb\n\xaa\t\x80\n";
	static const char utf8[] = "\xef\xbb\xbf" "a\tb\nӘ\tҚ\n";
	static const char le[] = "\xff\xfe" "a\0\t\0b\0\n\0\xd8\x04\t\0\x9a\x04\r\0\n\0";
	static const char be[] = "\xfe\xff\0a\0\t\0b\0\n\x04\xd8\0\t\x04\x9a\0\n";
	static const struct {
		const char *text;
		size_t n;
		const char *encoding;
	} good[] = {
		{rk, sizeof rk - 1, "KZ-1048"},  {rk, sizeof rk - 1, "rk1048"},   {rk, sizeof rk - 1, "STRK1048-2002"},
		{utf8, sizeof utf8 - 1, NULL},   {utf8, sizeof utf8 - 1, "utf8"}, {le, sizeof le - 1, NULL},
		{le, sizeof le - 1, "UTF-16"},   {be, sizeof be - 1, NULL},
	};
	struct reading g;
	size_t n;

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++) {
		CHECK(begin_encoded(&g, good[i].text, good[i].n, good[i].encoding) == CK_OK);
		CHECK(next(&g) == CK_OK);
		CHECK_TEXT(get(&g, "a"), "Ә");
		CHECK_TEXT(get(&g, "b"), "Қ");
		CHECK(at_end(&g));
		CHECK_TEXT(g.noted, "");
		/* Header and record together are the whole source, to the byte. */
		ck_reader_header_raw(g.reader, &n);
		ck_reader_free(g.reader);
		CHECK(begin_encoded(&g, good[i].text, good[i].n, good[i].encoding) == CK_OK && next(&g) == CK_OK);
		CHECK(n + g.record.raw_length == good[i].n);
		CHECK(memcmp(g.record.raw, good[i].text + n, g.record.raw_length) == 0);
		ck_reader_free(g.reader);
	}
	CHECK(begin_encoded(&g, pt, sizeof pt - 1, "ptcp154") == CK_OK);
	CHECK(next(&g) == CK_OK && g.record.fields->count == 2);
	ck_reader_free(g.reader);
}

static void test_wrong_encodings(void)
{
	static const char rk[] = "a\tb\n1\t2\n\xa3\t\x8d\n3\t4\n", header[] = "a\tb\xff\n";
	struct reading g;

	CHECK(begin_encoded(&g, rk, sizeof rk - 1, NULL) == CK_OK);
	CHECK(next(&g) == CK_OK);
	CHECK(next(&g) == CK_BADDATA && g.broken && g.record.first_line == 3);
	CHECK_TEXT(g.error.text, "byte 1 of the line is not UTF-8; name the encoding, as in --encoding=RK1048");
	CHECK(at_end(&g));
	ck_reader_free(g.reader);
	CHECK(begin_encoded(&g, rk, sizeof rk - 1, "windows-1251") == CK_OK);
	CHECK(next(&g) == CK_OK && next(&g) == CK_OK && next(&g) == CK_OK && at_end(&g));
	CHECK_TEXT(g.noted, "a.tsv: 2 letters in 1 lines are other letters in RK1048; if the text is Kazakh, say "
	                    "--encoding=RK1048");
	ck_reader_free(g.reader);
	CHECK(begin_encoded(&g, "a\n\x98\n", 4, "1251") == CK_OK);
	CHECK(next(&g) == CK_BADDATA && g.broken);
	CHECK_TEXT(g.error.text, "byte 1 of the line is not CP1251");
	ck_reader_free(g.reader);
	CHECK(begin_encoded(&g, header, sizeof header - 1, NULL) == CK_BADDATA);
	CHECK(begin_encoded(&g, "a\n", 2, "klingon") == CK_USAGE);
	CHECK(begin_encoded(&g, "a\n", 2, "UTF-32") == CK_USAGE);
	CHECK(begin_encoded(&g, "a\0b\0\n\0", 6, NULL) == CK_BADDATA);
	CHECK(strstr(g.error.text, "UTF-16") != NULL);
}

static void test_names_of_encodings(void)
{
	CHECK_TEXT(ck_encoding_name("kz-1048"), "RK1048");
	CHECK_TEXT(ck_encoding_name("KZ1048"), "RK1048");
	CHECK_TEXT(ck_encoding_name("strk1048"), "RK1048");
	CHECK_TEXT(ck_encoding_name("1251"), "CP1251");
	CHECK_TEXT(ck_encoding_name("Windows-1251"), "CP1251");
	CHECK_TEXT(ck_encoding_name("cp-1251"), "CP1251");
	CHECK_TEXT(ck_encoding_name("ptcp154"), "PT154");
	CHECK_TEXT(ck_encoding_name("utf16"), "UTF-16");
	CHECK_TEXT(ck_encoding_name("latin1"), "latin1");
	CHECK(ck_encoding_name("no-such-encoding") == NULL);
	CHECK(ck_encoding_name("") == NULL);
}

static void test_digest(void)
{
	struct ck_sha256 digest;
	struct ck_reader *r;
	struct ck_record record;
	struct ck_error e;
	unsigned char sum[CK_DIGEST], whole[CK_DIGEST];
	bool broken;
	const struct ck_reader_options options = {.name = "a", .digest = &digest};

	ck_sha256_start(&digest);
	for (int i = 0; i < 2; i++) {
		CHECK(ck_reader_open(fmemopen((void *)"a\n1\n", 4, "r"), &options, &r, &e) == CK_OK);
		while (ck_reader_next(r, &record, &broken, &e) == CK_OK && record.fields != NULL)
			continue;
		ck_reader_free(r);
	}
	ck_sha256_end(&digest, sum);
	ck_digest(whole, "a\n1\na\n1\n", 8);
	CHECK(memcmp(sum, whole, CK_DIGEST) == 0);
}

/* Random bytes of the kinds that mean something, always the same ones. */
static size_t random_text(char *text, size_t room, uint32_t *state)
{
	static const char bytes[] = "ab,;|\t\n\n\r\"\"\\tn x\0\xd3\x98\xa3\xff";
	static const char *const headers[] = {"a,b\n", "a\tb\n", "a;b\r\n", "a\n", "\xef\xbb\xbf" "a|b\n", ""};
	size_t n = strlen(strcpy(text, headers[(*state >> 16) % 6]));

	for (size_t length = n + (*state >> 8) % (room - n); n < length; n++) {
		*state = *state * 1103515245u + 12345u;
		text[n] = bytes[(*state >> 16) % (sizeof bytes - 1)];
	}
	*state = *state * 1103515245u + 12345u;
	return n;
}

/* Whatever comes: no crash, lines go forward, and no byte is in two records. */
static bool reads_in_order(struct reading *g, size_t n)
{
	size_t raw, line = 0;

	ck_reader_header_raw(g->reader, &raw);
	while (!g->broken && (next(g) != CK_OK || g->record.fields != NULL)) {
		if (g->record.first_line <= line || g->record.last_line < g->record.first_line)
			return false;
		line = g->record.last_line;
		raw += g->record.raw_length;
	}
	return raw <= n;
}

static void test_anything(void)
{
	static const char *const encodings[] = {NULL, "RK1048", "CP1251", "UTF-16", "UTF-16BE"};
	uint32_t state = 2017;
	size_t wrong = 0, opened = 0;
	char text[300];

	for (int i = 0; i < 20000; i++) {
		struct reading g;
		size_t n = random_text(text, sizeof text, &state);
		if (begin_encoded(&g, text, n, encodings[i % 5]) != CK_OK)
			continue;
		opened++;
		wrong += !reads_in_order(&g, n);
		ck_reader_free(g.reader);
	}
	CHECK(opened > 5000);
	CHECK(wrong == 0);
}

int main(void)
{
	test_anything();
	test_tsv();
	test_tsv_faults();
	test_one_column();
	test_delimiters();
	test_quotes();
	test_no_swallowing();
	test_open_quote();
	test_long_fields();
	test_nul();
	test_header_lines();
	test_header_faults();
	test_encodings();
	test_wrong_encodings();
	test_names_of_encodings();
	test_digest();
	return unit_end();
}
