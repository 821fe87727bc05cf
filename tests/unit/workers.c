#include "unit.h"

#include <stdlib.h>
#include "text.h"
#include "workers.h"

static struct ck_error e;
static struct ck_workers w;
static struct ck_staff_numbers s;

static const char *workers(const char *text)
{
	e.text[0] = 0;
	return ck_workers_parse(text, "workers", &w, &e) == CK_OK ? "" : e.text;
}

static const char *staff(const char *text)
{
	e.text[0] = 0;
	return ck_staff_parse(text, "staff", &s, &e) == CK_OK ? "" : e.text;
}

static enum ck_code note(void *to, const char *category, int64_t count, struct ck_error *error)
{
	char *list = to;

	snprintf(list + strlen(list), 100 - strlen(list), "%s=%d ", category, (int)count);
	return strcmp(category, "stop") == 0 ? ck_fail(error, CK_REFUSED, "enough") : CK_OK;
}

static void groups_are_read(void)
{
	char list[100] = "";

	CHECK_TEXT(workers("2:TUR:2142:5 3:UZB:7111:12 2:UZB:2142:1"), "");
	CHECK(w.groups == 3 && w.total == 18);
	CHECK_TEXT(w.group[1].category, "3");
	CHECK_TEXT(w.group[1].citizenship, "UZB");
	CHECK_TEXT(w.group[1].profession, "7111");
	CHECK(w.group[1].count == 12);
	CHECK(ck_workers_of(&w, NULL) == 18 && ck_workers_of(&w, "2") == 6 && ck_workers_of(&w, "4") == 0);
	CHECK(ck_workers_categories(&w, note, list, &e) == CK_OK);
	CHECK_TEXT(list, "2=6 3=12 ");
	CHECK_TEXT(workers("stop:TUR:a-b.c/d:999999 4:TUR:1:1"), "");
	list[0] = 0;
	CHECK(ck_workers_categories(&w, note, list, &e) == CK_REFUSED);
	CHECK_TEXT(list, "stop=999999 ");
}

static void what_is_no_group_is_refused(void)
{
	static const char *const wrong[] = {
		"2", "2:TUR:2142", "2:TUR:2142:", ":TUR:2142:5", "2::2142:5", "2:TUR::5", "2:TUR:2142:5:6", "2:tur:2142:5",
		"2:TU:2142:5",
		"2:TURK:2142:5", "2:TUR:2142:0", "2:TUR:2142:05", "2:TUR:2142:-5", "2:TUR:2142:+5", "2:TUR:2142:5.0",
		"2:TUR:2142:1000000",
		"2:TUR:2142:99999999999999999999", "1234567890123456:TUR:1:1", "2:TUR:1234567890123456789012345678901234567890:1",
	};

	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		CHECK(ck_workers_parse(wrong[i], "workers", &w, &e) == CK_BADDATA);
		CHECK(strstr(e.text, "is not CATEGORY:CITIZENSHIP:PROFESSION:COUNT") != NULL);
		CHECK_TEXT(e.column, "workers");
	}
	CHECK_TEXT(workers("2:TUR:2142:5 2:TUR:2142:6"), "\"2:TUR:2142:6\" is of a group that is there already");
	CHECK_TEXT(workers(""), "nothing is stated");
	CHECK_TEXT(workers(NULL), "nothing is stated");
}

static void there_is_a_limit_of_groups(void)
{
	struct ck_buffer text = {0};

	for (int i = 0; i < CK_WORKERS_GROUPS; i++)
		ck_buffer_printf(&text, "%s2:TUR:%d:999999", i > 0 ? " " : "", i);
	CHECK_TEXT(workers(text.text), "");
	CHECK(w.groups == CK_WORKERS_GROUPS && w.total == 999999LL * CK_WORKERS_GROUPS);
	ck_buffer_text(&text, " 2:TUR:x:1");
	CHECK_TEXT(workers(text.text), "\"2:TUR:x:1\" is one group too many for one application");
	ck_buffer_free(&text);
}

static void staff_is_read(void)
{
	struct ck_buffer text = {0};

	CHECK_TEXT(staff("2:40:5 3:0:9999999"), "");
	CHECK(s.categories == 2 && s.of[0].citizens == 40 && s.of[0].foreigners == 5 && s.of[1].foreigners == 9999999);
	CHECK_TEXT(s.of[1].category, "3");
	CHECK_TEXT(staff("2:40:5 2:1:1"), "\"2:1:1\" is of a category that is there already");
	CHECK_TEXT(e.column, "staff");
	CHECK_TEXT(staff("2:40"), "\"2:40\" is not CATEGORY:CITIZENS:FOREIGNERS, such as 2:40:5");
	CHECK_TEXT(staff("2:40:10000000"), "\"2:40:10000000\" is not CATEGORY:CITIZENS:FOREIGNERS, such as 2:40:5");
	CHECK_TEXT(staff("2:40:5:1"), "\"2:40:5:1\" is not CATEGORY:CITIZENS:FOREIGNERS, such as 2:40:5");
	CHECK_TEXT(staff("2:00:5"), "\"2:00:5\" is not CATEGORY:CITIZENS:FOREIGNERS, such as 2:40:5");
	CHECK_TEXT(staff(NULL), "nothing is stated");
	for (int i = 1; i <= 20; i++)
		ck_buffer_printf(&text, "%sc%d:1:0", i > 1 ? " " : "", i);
	CHECK_TEXT(staff(text.text), "");
	ck_buffer_text(&text, " c21:1:0");
	CHECK_TEXT(staff(text.text), "\"c21:1:0\" is one category too many");
	ck_buffer_free(&text);
}

int main(void)
{
	groups_are_read();
	what_is_no_group_is_refused();
	there_is_a_limit_of_groups();
	staff_is_read();
	return unit_end();
}
