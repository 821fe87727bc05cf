/* column: the dictionary keeps its promises, and the types say no where they should. */
#include "column.h"

#include "unit.h"

static enum ck_code judge(const char *column, const char *value)
{
	struct ck_error e = {0};
	enum ck_code code = ck_column_check(ck_column_find(column), value, &e);

	if (code != CK_OK && (strcmp(e.column, column) != 0 || e.text[0] == '\0' || strstr(e.text, value) != NULL))
		return CK_BUG; /* names the column, says why, and repeats no value */
	return code;
}

static void test_dictionary(void)
{
	static const char letters[] = "abcdefghijklmnopqrstuvwxyz_";
	size_t n = 0, bad_names = 0, twice = 0, without_help = 0, without_meta = 0;

	for (const struct ck_column *c; (c = ck_column_at(n)) != NULL; n++) {
		bad_names += strspn(c->name, letters) != strlen(c->name);
		twice += ck_column_find(c->name) != c;
		without_help += c->help == NULL || c->help[0] == '\0' || c->help[strlen(c->help) - 1] == '.';
		without_meta += c->use != CK_ANSWER && (c->meta == NULL || c->meta[0] == '\0');
	}
	CHECK(n > 100);
	CHECK(bad_names == 0);
	CHECK(twice == 0);
	CHECK(without_help == 0);
	CHECK(without_meta == 0);
	CHECK(ck_column_find("no_such_column") == NULL);
}

static void test_passable(void)
{
	CHECK(ck_column_is_passable("x_anything"));
	CHECK(ck_column_is_passable("status"));
	CHECK(ck_column_is_passable("office"));
	CHECK(ck_column_is_passable("zone"));
	CHECK(!ck_column_is_passable("decision"));
	CHECK(!ck_column_is_passable("to"));
	CHECK(!ck_column_is_passable("anything"));
}

static void test_types(void)
{
	CHECK(judge("at", "2019-03-18T10:00:00+06:00") == CK_OK);
	CHECK(judge("at", "2019-03-18T10:00") == CK_OK);
	CHECK(judge("at", "2019-03-18 10:00:30") == CK_OK);
	CHECK(judge("at", "2019-03-18") == CK_OK);
	CHECK(judge("at", "2019-03-18T10:00Z") == CK_OK);
	CHECK(judge("at", "18.03.2019") == CK_BADDATA);
	CHECK(judge("at", "2019-02-30") == CK_BADDATA);
	CHECK(judge("at", "2019-03-18T25:00") == CK_BADDATA);
	CHECK(judge("at", "tomorrow") == CK_BADDATA);
	CHECK(judge("day", "2019-03-18") == CK_OK);
	CHECK(judge("day", "2019-3-18") == CK_BADDATA);
	CHECK(judge("day", "2019-03-18T10:00") == CK_BADDATA);
	CHECK(judge("seq", "12") == CK_OK);
	CHECK(judge("seq", "-1") == CK_BADDATA);
	CHECK(judge("seq", "12abc") == CK_BADDATA);
	CHECK(judge("amount", "1 234,56") == CK_OK);
	CHECK(judge("amount", "1,234") == CK_BADDATA);
	CHECK(judge("works", "yes") == CK_OK);
	CHECK(judge("works", "да") == CK_BADDATA);
	CHECK(judge("office", "ALM") == CK_OK);
	CHECK(judge("office", "Q") == CK_BADDATA);
	CHECK(judge("office", "alm") == CK_BADDATA);
	CHECK(judge("office", "ALMATYCITY") == CK_BADDATA);
	CHECK(judge("to", "a.bek") == CK_OK);
	CHECK(judge("to", "a bek") == CK_BADDATA);
	CHECK(judge("to", "-a") == CK_BADDATA);
	CHECK(judge("fact", "one !two") == CK_OK);
	CHECK(judge("fact", "one  two") == CK_BADDATA);
	CHECK(judge("fact", " one") == CK_BADDATA);
	CHECK(judge("case", "ALM-2019-000001") == CK_OK);
	CHECK(judge("case", "Ж 12/7") == CK_OK);
	CHECK(judge("case", "a\nb") == CK_BADDATA);
	CHECK(judge("note", "anything at all\nin lines") == CK_OK);
	CHECK(judge("file", "/dev/null") == CK_OK);
	CHECK(judge("file", "/no/such/file") == CK_BADDATA);
	CHECK(judge("to", "") == CK_OK);
}

static void test_identity(void)
{
	const struct ck_column c = {"iin", CK_IDENTITY, CK_ORDER, CK_AS_TEXT, "IIN", "an IIN"};
	struct ck_error e = {0};

	CHECK(ck_column_check(&c, "123456789012", &e) == CK_BADDATA);
	CHECK(strstr(e.text, "123456789012") == NULL);
	CHECK_TEXT(e.column, "iin");
}

int main(void)
{
	test_dictionary();
	test_passable();
	test_types();
	test_identity();
	return unit_end();
}
