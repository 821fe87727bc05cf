#include "fields.h"
#include "unit.h"

static void setting(void)
{
	struct ck_fields f = {0};
	char name[16];
	bool all = true;

	CHECK(ck_fields_get(&f, "case") == NULL && !ck_fields_has(&f, "case"));
	ck_fields_set(&f, "none", "");
	ck_fields_set(&f, "none", NULL);
	CHECK(f.count == 0);
	ck_fields_set(&f, "case", "ALM-2019-000017");
	ck_fields_set(&f, "to", "a.bek");
	ck_fields_set(&f, "note", "жаңа");
	CHECK_TEXT(ck_fields_get(&f, "to"), "a.bek");
	ck_fields_set(&f, "to", "b.omar");
	CHECK(f.count == 3 && strcmp(f.at[1].name, "to") == 0);
	CHECK_TEXT(f.at[1].value, "b.omar");
	ck_fields_set(&f, "copy", ck_fields_get(&f, "note"));
	CHECK_TEXT(ck_fields_get(&f, "copy"), "жаңа");
	ck_fields_set(&f, "case", "");
	CHECK(f.count == 3 && strcmp(f.at[0].name, "to") == 0 && strcmp(f.at[2].name, "copy") == 0);
	ck_fields_empty(&f);
	CHECK(f.count == 0 && !ck_fields_has(&f, "to"));
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "x_%d", i);
		ck_fields_set(&f, name, name + 2);
	}
	for (int i = 0; i < 100; i++)
		all = all && strcmp(f.at[i].name + 2, f.at[i].value) == 0;
	CHECK(all && f.count == 100);
	ck_fields_free(&f);
	CHECK(f.at == NULL && f.count == 0 && f.arena == NULL);
}

static bool refused(const char *text)
{
	struct ck_fields f = {0};
	struct ck_error e;
	enum ck_code code = ck_fields_parse(&f, text, &e);
	bool empty = f.count == 0;

	if (code == CK_BADDATA)
		printf("# %s\n", e.text);
	ck_fields_free(&f);
	return code == CK_BADDATA && empty;
}

static void storing(void)
{
	struct ck_fields f = {0}, back = {0};
	struct ck_buffer b = {0};
	struct ck_error e;

	ck_fields_print(&b, &f);
	CHECK_TEXT(b.text, "");
	ck_fields_set(&f, "note", "a\nb\tc\\n=d\r");
	ck_fields_set(&f, "name", "Әлия");
	ck_fields_print(&b, &f);
	CHECK_TEXT(b.text, "note=a\\nb\\tc\\\\n=d\r\nname=Әлия\n");
	ck_fields_set(&back, "old", "gone");
	CHECK(ck_fields_parse(&back, b.text, &e) == CK_OK);
	CHECK(back.count == 2 && strcmp(back.at[0].name, "note") == 0 && strcmp(back.at[1].name, "name") == 0);
	CHECK_TEXT(back.at[0].value, "a\nb\tc\\n=d\r");
	CHECK_TEXT(back.at[1].value, "Әлия");
	CHECK(ck_fields_parse(&back, "", &e) == CK_OK && back.count == 0);
	CHECK(refused("note=a"));
	CHECK(refused("note\n"));
	CHECK(refused("=a\n"));
	CHECK(refused("note=\n"));
	CHECK(refused("\n"));
	CHECK(refused("note=a\tb\n"));
	CHECK(refused("note=a\\rb\n"));
	CHECK(refused("note=a\\\n"));
	CHECK(refused("a=1\na=2\n"));
	CHECK(ck_fields_parse(&back, "a=1\nb=\\x\n", &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "line 2 of the stored fields has an unknown escape");
	ck_fields_free(&f);
	ck_fields_free(&back);
	ck_buffer_free(&b);
}

/* Values are looked at eight bytes at a time: something special at every place of every length. */
static void every_place(void)
{
	static const char special[] = "\n\t\\\x01\x1F\x7F\xFF";
	struct ck_buffer stored = {0}, line = {0}, escaped = {0};
	struct ck_fields back = {0};
	struct ck_error e;
	bool all = true;

	for (size_t n = 1; n < 30; n++) {
		for (size_t i = 0; i < n * (sizeof special - 1); i++) {
			const char c = special[i / n];
			char value[30];
			struct ck_field field = {"v", value};

			memset(value, 'a', n);
			value[i % n] = c;
			value[n] = '\0';
			ck_buffer_empty(&stored);
			ck_fields_print(&stored, &(struct ck_fields){.at = &field, .count = 1});
			all = all && stored.length == 3 + n + (c == '\n' || c == '\t' || c == '\\') &&
			      ck_fields_parse(&back, stored.text, &e) == CK_OK && back.count == 1 &&
			      strcmp(back.at[0].value, value) == 0;
			ck_buffer_empty(&line);
			ck_buffer_empty(&escaped);
			ck_tsv_escape(&escaped, value, n);
			all = all && ck_tsv_unescape(&line, escaped.text, escaped.length) && strcmp(line.text, value) == 0 &&
			      strpbrk(escaped.text, "\t\n\r") == NULL;
		}
	}
	CHECK(all);
	ck_fields_free(&back);
	ck_buffer_free(&stored);
	ck_buffer_free(&line);
	ck_buffer_free(&escaped);
}

static void tsv(void)
{
	static const char every[] = "a\tb\nc\rd\\e";
	struct ck_buffer b = {0}, back = {0};

	ck_tsv_escape(&b, every, sizeof(every) - 1);
	CHECK_TEXT(b.text, "a\\tb\\nc\\rd\\\\e");
	CHECK(ck_tsv_unescape(&back, b.text, b.length));
	CHECK_TEXT(back.text, every);
	ck_buffer_empty(&back);
	CHECK(!ck_tsv_unescape(&back, "a\\x", 3));
	CHECK(!ck_tsv_unescape(&back, "a\\", 2));
	CHECK(!ck_tsv_unescape(&back, "a\\t", 2));
	CHECK(!ck_tsv_unescape(&back, "a\\\0b", 4));
	ck_buffer_empty(&back);
	CHECK(ck_tsv_unescape(&back, "", 0));
	CHECK_TEXT(back.text, "");
	ck_buffer_free(&b);
	ck_buffer_free(&back);
}

static char said[700];

static void say(void *to, const char *text)
{
	(*(int *)to)++;
	snprintf(said, sizeof(said), "%s", text);
}

static void status(void)
{
	struct ck_error e;
	struct ck_notes notes = {NULL, NULL};
	char long_text[2001];
	int count = 0;

	CHECK(ck_fail(&e, CK_BADDATA, "no office \"%s\"", "X\ny\x1B\xD3z") == CK_BADDATA && e.code == CK_BADDATA);
	CHECK_TEXT(e.text, "no office \"X y ?z\"");
	CHECK(e.column[0] == '\0' && e.clause[0] == '\0');
	CHECK(ck_fail_column(&e, "office") == CK_BADDATA && ck_fail_clause(&e, "item %d", 2) == CK_BADDATA);
	CHECK_TEXT(e.column, "office");
	CHECK_TEXT(e.clause, "item 2");
	CHECK(ck_fail(&e, CK_REFUSED, "again: %s", e.text) == CK_REFUSED);
	CHECK_TEXT(e.text, "again: no office \"X y ?z\"");
	for (int i = 0; i < 2000; i += 2)
		memcpy(long_text + i, "Ә", 2);
	long_text[2000] = '\0';
	ck_fail(&e, CK_BADDATA, ".%s", long_text);
	CHECK(strlen(e.text) == sizeof(e.text) - 1 && ck_utf8_valid(e.text, sizeof(e.text) - 1) == strlen(e.text));
	ck_fail(&e, CK_BADDATA, "%s", long_text);
	CHECK(strlen(e.text) == sizeof(e.text) - 2 && ck_utf8_valid(e.text, sizeof(e.text) - 2) == strlen(e.text));
	ck_fail_column(&e, long_text);
	CHECK(strlen(e.column) == sizeof(e.column) - 1);
	ck_error_clear(&e);
	CHECK(e.code == CK_OK && e.text[0] == '\0' && e.column[0] == '\0');
	CHECK(ck_worse(CK_OK, CK_REFUSED) == CK_REFUSED && ck_worse(CK_BADDATA, CK_REFUSED) == CK_BADDATA &&
	      ck_worse(CK_BADDATA, CK_IO) == CK_IO && ck_worse(CK_IO, CK_BUSY) == CK_IO && ck_worse(CK_OK, CK_OK) == CK_OK);
	ck_note(NULL, "nobody hears %d", 1);
	ck_note(&notes, "nobody hears %d", 1);
	notes = (struct ck_notes){say, &count};
	ck_note(&notes, "an open case %d", 2);
	CHECK(count == 1);
	CHECK_TEXT(said, "an open case 2");
}

static void copies_and_values(void)
{
	struct ck_fields from = {0}, to = {0};
	struct ck_error e;

	ck_fields_set(&from, "a", "1");
	ck_fields_set(&from, "b", "2");
	ck_fields_set(&to, "c", "3");
	ck_fields_copy(&from, "b c", &to);
	CHECK(to.count == 1 && strcmp(ck_fields_get(&to, "b"), "2") == 0); /* what from has not is taken away */
	CHECK(ck_fields_need(&from, "a b", &e) == CK_OK);
	CHECK(ck_fields_need(&from, "a d e", &e) == CK_BADDATA && strcmp(e.column, "d") == 0);
	CHECK_TEXT(e.text, "is missing");
	ck_fields_set_count(&to, "n", -5);
	ck_fields_set_time(&to, "t", 0, NULL);
	ck_fields_set_day(&to, "d", 1);
	CHECK_TEXT(ck_fields_get(&to, "n"), "-5");
	CHECK_TEXT(ck_fields_get(&to, "t"), "1970-01-01T00:00:00Z");
	CHECK_TEXT(ck_fields_get(&to, "d"), "1970-01-02");
	ck_fields_set_count(&to, "n", INT64_MIN);
	ck_fields_set_time(&to, "t", CK_NOTIME, NULL);
	ck_fields_set_day(&to, "d", CK_NODAY);
	CHECK(to.count == 1);
	ck_fields_free(&from);
	ck_fields_free(&to);
}

int main(void)
{
	status();
	setting();
	storing();
	every_place();
	tsv();
	copies_and_values();
	return unit_end();
}
