/* mapping: readers of dates and sums, rules that are refused, rows through a mapping, and a guess read back. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "column.h"
#include "import.h"
#include "mapping.h"
#include "unit.h"

static char folder[] = "/tmp/unit-mapping-XXXXXX";

static const char *file(const char *text)
{
	static char path[64];
	FILE *f;

	snprintf(path, sizeof path, "%s/mapping.tsv", folder);
	f = fopen(path, "w");
	if (f == NULL || fputs(text, f) == EOF || fclose(f) != 0)
		return "/nowhere";
	return path;
}

/* -- dates and sums -- */

static const char *date(const char *text, const char *patterns)
{
	static char out[64];
	const char *fault;
	int second;
	ck_day day;

	if (!ck_date_read(text, patterns, &day, &second, &fault))
		return fault;
	ck_day_print(out, day);
	if (second >= 0)
		snprintf(out + 10, sizeof out - 10, " %d", second);
	return out;
}

static const char *sum(const char *text, const char *patterns)
{
	static char out[64];
	const char *fault;
	int64_t tiyn;

	if (!ck_sum_read(text, patterns, &tiyn, &fault))
		return fault;
	snprintf(out, sizeof out, "%lld", (long long)tiyn);
	return out;
}

static void test_dates(void)
{
	CHECK_TEXT(date("2019-02-01", "yyyy-mm-dd"), "2019-02-01");
	CHECK_TEXT(date("2019-2-1", "yyyy-mm-dd"), "it is not written so");
	CHECK_TEXT(date("01.02.2019", "dd.mm.yyyy"), "2019-02-01");
	CHECK_TEXT(date("1.2.2019", "dd.mm.yyyy"), "2019-02-01");
	CHECK_TEXT(date("01.02.20190", "dd.mm.yyyy"), "it is not written so");
	CHECK_TEXT(date("01.02.19", "dd.mm.yyyy"), "it is not written so");
	CHECK_TEXT(date("29.02.2019", "dd.mm.yyyy"), "there is no such day");
	CHECK_TEXT(date("29.02.2020", "dd.mm.yyyy"), "2020-02-29");
	CHECK_TEXT(date("29.02.1900", "dd.mm.yyyy"), "there is no such day");
	CHECK_TEXT(date("00.02.2019", "dd.mm.yyyy"), "there is no such day");
	CHECK_TEXT(date("01.13.2019", "dd.mm.yyyy"), "there is no such day");
	CHECK_TEXT(date("01.02.0000", "dd.mm.yyyy"), "there is no such day");
	CHECK_TEXT(date("01.02.49", "dd.mm.yy/1950"), "2049-02-01");
	CHECK_TEXT(date("01.02.50", "dd.mm.yy/1950"), "1950-02-01");
	CHECK_TEXT(date("01.02.19", "dd.mm.yy/2000"), "2019-02-01");
	CHECK_TEXT(date("01.02.19", "dd.mm.yy"), "a year of two digits needs the first year of its century: dd.mm.yy/1950");
	CHECK_TEXT(date("01.02.19", "dd.mm.yy/19"), "a year of two digits needs the first year of its century: dd.mm.yy/1950");
	CHECK_TEXT(date("03/04/2019", "dd/mm/yyyy"), "2019-04-03");
	CHECK_TEXT(date("03/04/2019", "mm/dd/yyyy"), "2019-03-04");
	CHECK_TEXT(date("03/04/2019", "dd/mm/yyyy|mm/dd/yyyy"), "it is one day by one pattern and another by the next");
	CHECK_TEXT(date("13/04/2019", "dd/mm/yyyy|mm/dd/yyyy"), "2019-04-13");
	CHECK_TEXT(date("04/04/2019", "dd/mm/yyyy|mm/dd/yyyy"), "2019-04-04");
	CHECK_TEXT(date("20190201", "yyyymmdd"), "2019-02-01");
	CHECK_TEXT(date("2019021", "yyyymmdd"), "it is not written so");
	CHECK_TEXT(date("", "dd.mm.yyyy"), "it is not written so");
	CHECK_TEXT(date("01.02.2019 9:05", "dd.mm.yyyy"), "2019-02-01 32700");
	CHECK_TEXT(date("01.02.2019 09:05:07", "dd.mm.yyyy"), "2019-02-01 32707");
	CHECK_TEXT(date("01.02.2019\u00A009:05", "dd.mm.yyyy"), "2019-02-01 32700");
	CHECK_TEXT(date("2019-02-01T00:00:00.000", "yyyy-mm-dd"), "2019-02-01 0");
	CHECK_TEXT(date("01.02.2019 24:00", "dd.mm.yyyy"), "there is no such time");
	CHECK_TEXT(date("01.02.2019 9", "dd.mm.yyyy"), "it is not written so");
	CHECK_TEXT(date("01.02.2019", "dd.mm.yyyy hh:mm"), "it is not written so");
	CHECK_TEXT(date("01.02.2019 10:00", "dd.mm.yyyy hh:mm"), "2019-02-01 36000");
	CHECK_TEXT(date("01.02.19 10:00", "dd.mm.yy/1950 hh:mm"), "2019-02-01 36000");
}

static void test_serials(void)
{
	CHECK_TEXT(date("1", "excel"), "1900-01-01");
	CHECK_TEXT(date("59", "excel"), "1900-02-28");
	CHECK_TEXT(date("60", "excel"), "29 February 1900 never was");
	CHECK_TEXT(date("61", "excel"), "1900-03-01");
	CHECK_TEXT(date("43497", "excel"), "2019-02-01");
	CHECK_TEXT(date("43497.5", "excel"), "2019-02-01 43200");
	CHECK_TEXT(date("43497,5", "excel"), "2019-02-01 43200");
	CHECK_TEXT(date("43497.37847222222", "excel"), "2019-02-01 32700");
	CHECK_TEXT(date("43497.9999999999", "excel"), "2019-02-02 0");
	CHECK_TEXT(date("59.9999999999", "excel"), "29 February 1900 never was");
	CHECK_TEXT(date("0", "excel"), "there is no such day");
	CHECK_TEXT(date("2958465", "excel"), "9999-12-31");
	CHECK_TEXT(date("2958466", "excel"), "there is no such day");
	CHECK_TEXT(date("0", "excel-1904"), "1904-01-01");
	CHECK_TEXT(date("42035", "excel-1904"), "2019-02-01");
	CHECK_TEXT(date("2957003", "excel-1904"), "9999-12-31");
	CHECK_TEXT(date("2957004", "excel-1904"), "there is no such day");
	CHECK_TEXT(date("043497", "excel"), "it is not written so");
	CHECK_TEXT(date("-5", "excel"), "it is not written so");
	CHECK_TEXT(date("43497", "excel|excel-1904"), "it is one day by one pattern and another by the next");
	CHECK_TEXT(date("43497", "dd.mm.yyyy|excel"), "2019-02-01");
	CHECK_TEXT(date("20190201", "yyyymmdd|excel"), "2019-02-01");
	CHECK_TEXT(date("43497 10:00", "excel"), "it is not written so");
}

static void test_sums(void)
{
	CHECK_TEXT(sum("1234.56", "1234.56"), "123456");
	CHECK_TEXT(sum("1234", "1234.56"), "123400");
	CHECK_TEXT(sum("1234.5", "1234.56"), "123450");
	CHECK_TEXT(sum("1234,56", "1234.56"), "it is not written so");
	CHECK_TEXT(sum("1234,56", "1234,56"), "123456");
	CHECK_TEXT(sum("1 234,56", "1 234,56"), "123456");
	CHECK_TEXT(sum("1\u00A0234\u00A0567,5", "1 234,56"), "123456750");
	CHECK_TEXT(sum("12\u202F345,00", "1 234,56"), "1234500");
	CHECK_TEXT(sum("1234,56", "1 234,56"), "123456");
	CHECK_TEXT(sum("1 234,56", "1234,56"), "it is not written so");
	CHECK_TEXT(sum("1 23,56", "1 234,56"), "it is not written so");
	CHECK_TEXT(sum("1 2345,56", "1 234,56"), "it is not written so");
	CHECK_TEXT(sum("1234 567,56", "1 234,56"), "it is not written so");
	CHECK_TEXT(sum("1 234.56", "1 234.56"), "123456");
	CHECK_TEXT(sum("1,234.56", "1,234.56"), "123456");
	CHECK_TEXT(sum("1,234", "1,234.56"), "123400");
	CHECK_TEXT(sum("1,234", "1234,56"), "it has more than two decimals");
	CHECK_TEXT(sum("1,234", "1234,56|1,234.56"), "123400");
	CHECK_TEXT(sum("12 500,00 тг.", "1 234,56"), "1250000");
	CHECK_TEXT(sum("12500 ₸", "1 234,56"), "1250000");
	CHECK_TEXT(sum("12500 руб", "1 234,56"), "it is not written so");
	CHECK_TEXT(sum("-5", "1234.56"), "it is negative");
	CHECK_TEXT(sum("", "1234.56"), "it is not written so");
	CHECK_TEXT(sum(".5", "1234.56"), "it is not written so");
	CHECK_TEXT(sum("5.", "1234.56"), "it is not written so");
	CHECK_TEXT(sum("92233720368547758.07", "1234.56"), "9223372036854775807");
	CHECK_TEXT(sum("92233720368547758.08", "1234.56"), "it is too large");
	CHECK_TEXT(sum("99999999999999999999999999", "1234.56"), "it is too large");
	CHECK_TEXT(sum("1", "12.3"), "it is none of 1234.56, 1234,56, \"1 234,56\", \"1 234.56\", 1,234.56");
	CHECK_TEXT(date("1", "yyyy"), "it is none of yyyy-mm-dd, dd.mm.yyyy, dd.mm.yy/1950, dd/mm/yyyy, mm/dd/yyyy, yyyymmdd, "
	           "excel, excel-1904");
	CHECK_TEXT(date("1", "excel|excel|excel|excel|excel|excel|excel|excel|excel"), "it has more than eight parts");
	CHECK_TEXT(date("1", "excel hh:mm"), date("1", "yyyy"));
}

/* -- the file of rules -- */

/* What is wrong with the rules, behind the file's name. */
static const char *refused(const char *rules)
{
	static struct ck_error e;
	struct ck_mapping *m;
	struct ck_buffer all = {0};

	ck_buffer_printf(&all, "rule\ttheirs\tours\tmeans\tpattern\n%s", rules);
	enum ck_code code = ck_mapping_read(file(all.text), &m, &e);
	ck_buffer_free(&all);
	if (code == CK_OK) {
		ck_mapping_free(m);
		return "nothing";
	}
	if (code != CK_CONFIG || m != NULL)
		return "another code";
	return strstr(e.text, "mapping.tsv:") != NULL ? strstr(e.text, "mapping.tsv:") + 12 : e.text;
}

static void test_rules(void)
{
	struct ck_mapping *m;
	struct ck_error e;

	CHECK_TEXT(refused("column\tA\tname\t\t\n"), "nothing");
	CHECK_TEXT(refused("colum\tA\tname\t\t\n"),
	           "2: \"colum\" is no rule: column, value, constant, ignore, unknown, skip, empty");
	CHECK_TEXT(refused("\tA\tname\t\t\n"), "2: the record has no rule");
	CHECK_TEXT(refused("column\tA\tnam\t\t\n"), "2: \"nam\" is no column that is imported");
	CHECK_TEXT(refused("column\tA\tx_Й\t\t\n"), "2: \"x_Й\" is no column that is imported");
	CHECK_TEXT(refused("column\tA\tx_own\t\t\n"), "nothing");
	CHECK_TEXT(refused("column\tA\t\t\t\n"), "2: the rule names no column of ours");
	CHECK_TEXT(refused("column\t\tname\t\t\n"), "2: the rule names no column of theirs");
	CHECK_TEXT(refused("column\tA\tname\t\t\ncolumn\t a \tnote\t\t\n"), "3: their column \" a \" has two rules");
	CHECK_TEXT(refused("column\tA\tname\t\t\nignore\tA\t\t\t\n"), "3: their column \"A\" has two rules");
	CHECK_TEXT(refused("column\tA\tname\t\t\ncolumn\tB\tname\t\t\n"), "nothing");
	CHECK_TEXT(refused("column\tA\tservice\t\t\ncolumn\tB\tservice\t\t\n"),
	           "3: service is a column of theirs already, and is no text that two could make");
	CHECK_TEXT(refused("column\tA\tservice\t\t\nconstant\t\tservice\tx\t\n"), "3: service has two rules");
	CHECK_TEXT(refused("constant\t\tservice\t\t\n"), "2: the constant service has no value");
	CHECK_TEXT(refused("constant\t\tservice\tx\t\ncolumn\tA\tservice\t\t\n"), "3: service is a constant already");
	CHECK_TEXT(refused("column\tA\tname\t\tdd.mm.yyyy\n"), "2: name is neither a time nor a sum: it has no pattern");
	CHECK_TEXT(refused("column\tA\tregistered\t\tdd.mm.yy\n"),
	           "2: the pattern \"dd.mm.yy\": a year of two digits needs the first year of its century: dd.mm.yy/1950");
	CHECK_TEXT(refused("column\tA\tregistered\t\tdd.mm.yyyy\ncolumn\tB\tregistered\t\texcel\n"),
	           "3: registered has two patterns, \"dd.mm.yyyy\" and \"excel\"");
	CHECK_TEXT(refused("value\tA\toutcome\tgranted\t\n"),
	           refused("value\tA\toutcome\tgranted\t\n")); /* the file stands in it */
	CHECK(strstr(refused("value\tA\toutcome\tgranted\t\n"), "words for outcome, which no rule column") != NULL);
	CHECK_TEXT(refused("value\tA\toutcome\t\t\n"), "2: a rule value needs theirs and means");
	CHECK_TEXT(refused("value\tA\tdecided\tx\t\n"), "2: decided is a time or a sum: it has a pattern, no words");
	CHECK_TEXT(refused("value\tA\toutcome\tgranted\t\nvalue\ta\toutcome\trefused\t\n"),
	           "3: their value \"a\" of outcome has two rules");
	CHECK_TEXT(refused("unknown\t\t\tkeep\t\nunknown\t\t\tkeep\t\n"), "3: a second rule for unknown columns");
	CHECK_TEXT(refused("unknown\t\t\tdrop\t\n"), "2: unknown columns: refuse, ignore or keep, not \"drop\"");
	CHECK_TEXT(refused("skip\t\t\tИТОГО*\t\n"), "2: the rule names no column of theirs");
	CHECK_TEXT(refused("empty\t\t\t\t\n"), "2: a rule empty needs what they write, in means");
	CHECK_TEXT(refused("ignore\tA\tname\t\t\n"), "2: a rule ignore has no ours");
	CHECK_TEXT(refused("column\tA\n"), "2: 2 fields where the header line has 5");
	CHECK(ck_mapping_read(file("rule\tcolour\ncolumn\tred\n"), &m, &e) == CK_CONFIG && strstr(e.text, "no column colour") != NULL);
	CHECK(ck_mapping_read("/nowhere/at.all", &m, &e) == CK_NOINPUT);
	CHECK(ck_mapping_read(file(""), &m, &e) == CK_OK); /* no rules: whatever is in a file is refused */
	ck_mapping_free(m);
}

/* -- rows -- */

static struct ck_mapping *mapping_of(const char *rules, const char *const *header, size_t count, struct ck_error *e)
{
	struct ck_mapping *m;
	struct ck_buffer all = {0};

	ck_buffer_printf(&all, "rule\ttheirs\tours\tmeans\tpattern\n%s", rules);
	enum ck_code code = ck_mapping_read(file(all.text), &m, e);
	ck_buffer_free(&all);
	if (code == CK_OK && ck_mapping_bind(m, header, count, e) != CK_OK) {
		ck_mapping_free(m);
		m = NULL;
	}
	return m;
}

/* The row as stored fields, "skip", or the fault behind its column. */
static const char *row(const struct ck_mapping *m, const char *const *values, size_t count)
{
	static struct ck_buffer out;
	struct ck_fields fields = {0};
	struct ck_error e;
	bool skip;

	ck_buffer_empty(&out);
	enum ck_code code = ck_mapping_apply(m, values, count, &fields, &skip, &e);
	if (code != CK_OK)
		ck_buffer_printf(&out, "%s: %s", e.column, e.text);
	else if (skip)
		ck_buffer_text(&out, "skip");
	else
		ck_fields_print(&out, &fields);
	ck_fields_free(&fields);
	return code == CK_OK || code == CK_BADDATA ? out.text : "another code";
}

static const char rules[] =
    "column\tДата подачи\tregistered\t\tdd.mm.yyyy|excel\n"
    "column\tФамилия\tname\t\t\ncolumn\tИмя\tname\t\t\n"
    "column\tСумма\tamount\t\t1 234,56\n"
    "column\tИтог\toutcome\t\t\nvalue\tУдовлетворено\toutcome\tgranted\t\nvalue\tОтказано\toutcome\trefused\t\n"
    "column\tИсполнитель\tresponsible\t\t\nvalue\tБек А.\tresponsible\ta.bek\t\nvalue\t*\tresponsible\t*\t\n"
    "constant\t\tservice\twheelchair\t\nskip\t№\t\tИТОГО*\t\nempty\t\tamount\t-\t\nempty\t\t\tн/д\t\n";
static const char *const header[] = {"№", " дата  ПОДАЧИ ", "Имя", "Фамилия", "Сумма", "Итог", "Исполнитель", ""};

#define ROW(...) row(m, (const char *const[]){__VA_ARGS__}, sizeof((const char *[]){__VA_ARGS__}) / sizeof(char *))

static void test_rows(void)
{
	struct ck_error e;
	struct ck_mapping *m = mapping_of(rules, header, 8, &e);
	const char *const *names;

	CHECK(m != NULL);
	if (m == NULL)
		return;
	CHECK(ck_mapping_names(m, &names) == 6 && strcmp(names[0], "registered") == 0 && strcmp(names[5], "service") == 0);
	CHECK_TEXT(ROW("1", "01.02.2019", "Абай", "Құнанбаев", "1\u00A0234,56", "Удовлетворено", "Бек А.", ""),
	           "registered=2019-02-01\nname=Құнанбаев Абай\namount=1234.56\noutcome=granted\nresponsible=a.bek\n"
	           "service=wheelchair\n");
	CHECK_TEXT(ROW("2", " 43497,5 ", "\u00A0Абай ", "", "-", " ОТКАЗАНО", "x.y", " "),
	           "registered=2019-02-01T12:00:00\nname=Абай\noutcome=refused\nresponsible=x.y\nservice=wheelchair\n");
	CHECK_TEXT(ROW("2", "Н/Д", "н/д", "Құнанбаев", "н/д", "", NULL, ""), "name=Құнанбаев\nservice=wheelchair\n");
	CHECK_TEXT(ROW("", " ", "", "\u00A0", "", "", "", ""), "skip");
	CHECK_TEXT(ROW("Итого:", "", "", "", "5 000,00", "", "", ""), "skip");
	CHECK_TEXT(ROW("3", "32.01.2019", "", "", "", "", "", ""),
	           "registered: \"32.01.2019\" is no date as dd.mm.yyyy|excel: there is no such day");
	CHECK_TEXT(ROW("3", "", "", "", "1,234.56", "", "", ""),
	           "amount: \"1,234.56\" is no sum as 1 234,56: it has more than two decimals");
	CHECK_TEXT(ROW("3", "", "", "", "", "Быть может", "", ""),
	           "outcome: \"Быть может\" has no rule value in the mapping of outcome");
	CHECK_TEXT(ROW("3", "", "", "", "", "", "", "x"), ": a value in column 8, which has no name in the header");
	CHECK_TEXT(ROW("3", "", ""), ": 3 values where the header has 8");
	ck_mapping_free(m);
}

static const char *binding(const char *more, const char *const *names, size_t count)
{
	static struct ck_error e;
	struct ck_mapping *m = mapping_of(more, names, count, &e);

	ck_mapping_free(m);
	return m != NULL ? "bound" : e.code == CK_BADDATA ? e.text : "another code";
}

static void test_binding(void)
{
	static const char *const three[] = {"A", "Б в", "a "};
	struct ck_error e;
	struct ck_mapping *m;
	const char *const *names;

	CHECK_TEXT(binding("column\tA\tname\t\t\n", three, 2), "no rule of the mapping names these columns of the file: \"Б в\"");
	CHECK_TEXT(binding("column\tA\tname\t\t\nunknown\t\t\tignore\t\n", three, 2), "bound");
	CHECK_TEXT(binding("column\tA\tname\t\t\nunknown\t\t\tignore\t\n", three, 3),
	           "the file has the column \"A\" twice, as number 1 and 3: give one another name in its header line");
	CHECK_TEXT(binding("column\tA\tname\t\t\nskip\tБ  В\t\tx\t\n", three, 2), "bound");
	CHECK_TEXT(binding("column\tC\tname\t\t\ncolumn\tD\tnote\t\t\nunknown\t\t\tignore\t\n", three, 2),
	           "the mapping names columns that the file lacks: \"C\", \"D\"");
	CHECK_TEXT(binding("ignore\tC\t\t\t\nunknown\t\t\tignore\t\n", three, 2), "bound");
	m = mapping_of("unknown\t\t\tkeep\t\n", (const char *const[]){"Примечание 2", "примечание-2", "", "Қосымша?"}, 4, &e);
	CHECK(m != NULL && ck_mapping_names(m, &names) == 4);
	CHECK_TEXT(names[0], "x_primechanie_2");
	CHECK_TEXT(names[1], "x_primechanie_2_2");
	CHECK_TEXT(names[2], "x_column_3");
	CHECK_TEXT(names[3], "x_qosymsha");
	CHECK_TEXT(ROW("a", " b", "", "d"), "x_primechanie_2=a\nx_primechanie_2_2=b\nx_qosymsha=d\n");
	CHECK(ck_mapping_bind(m, three, 1, &e) == CK_OK && ck_mapping_names(m, &names) == 1); /* the next file */
	CHECK_TEXT(names[0], "x_a");
	ck_mapping_free(m);

	m = ck_mapping_plain();
	CHECK(ck_mapping_bind(m, (const char *const[]){"number", "registered", "x_own"}, 3, &e) == CK_OK);
	CHECK_TEXT(ROW("17", "2019-02-01T10:00:00+06:00", "z"), "number=17\nregistered=2019-02-01T10:00:00+06:00\nx_own=z\n");
	CHECK(ck_mapping_bind(m, (const char *const[]){"number", "colour"}, 2, &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "columns that are not imported: \"colour\"");
	CHECK(ck_mapping_bind(m, (const char *const[]){"number", "number"}, 2, &e) == CK_BADDATA);
	ck_mapping_free(m);
}

/* The example of the man page, as it stands there. */
static void test_example(void)
{
	static const char *const names[] = {"№ дела", "Дата подачи", "ИИН", "Фамилия", "Имя", "Сумма", "Решение", "Примечание 2"};
	struct ck_buffer rules = {0};
	struct ck_mapping *m = NULL;
	struct ck_error e;
	char line[400];
	bool inside = false;
	FILE *page = fopen("man/mapping.5", "r");

	CHECK(page != NULL);
	while (page != NULL && fgets(line, sizeof line, page) != NULL) {
		inside = (inside || strncmp(line, "rule;", 5) == 0) && line[0] != '.';
		if (inside)
			ck_buffer_text(&rules, line);
	}
	if (page != NULL)
		fclose(page);
	CHECK(rules.length > 0 && ck_mapping_read(file(rules.text), &m, &e) == CK_OK && ck_mapping_bind(m, names, 8, &e) == CK_OK);
	CHECK_TEXT(ROW("17", "43497", "", "Абай", "", "-", "отказано", "x"),
	           "number=17\nregistered=2019-02-01\nname=Абай\ndecision=refuse\nservice=wheelchair\n");
	ck_mapping_free(m);
	ck_buffer_free(&rules);
}

/* -- what mapping and import both know -- */

static void test_columns(void)
{
	static const char all[] = CK_IMPORT_CASE " " CK_IMPORT_EVENT;
	const char *list = all, *word;
	size_t n;

	while ((word = ck_word_next(&list, &n)) != NULL) {
		struct ck_mapping *m = ck_mapping_plain();
		char *name = ck_copy_n(word, n);
		struct ck_error e;
		const char *const names[] = {name};

		CHECK(ck_mapping_bind(m, names, 1, &e) == CK_OK);
		free(name);
		ck_mapping_free(m);
	}
}

/* -- a guess -- */

static enum ck_code take_line(void *to, const struct ck_fields *out, struct ck_error *e)
{
	static const char *const columns[] = {"rule", "theirs", "ours", "means", "pattern", "evidence"};
	struct ck_buffer *b = to;

	(void)e;
	for (size_t i = 0; i < 6; i++) {
		const char *value = ck_fields_get(out, columns[i]);
		ck_buffer_printf(b, "%s%s", i > 0 ? "\t" : "", value == NULL ? "" : value);
	}
	ck_buffer_char(b, '\n');
	return CK_OK;
}

static void guess(struct ck_buffer *out, const char *const *names, size_t count, const char *const *values, size_t rows)
{
	struct ck_guess *g;
	struct ck_error e;

	ck_buffer_empty(out);
	ck_buffer_text(out, "rule\ttheirs\tours\tmeans\tpattern\tevidence\n");
	if (ck_guess_new("share/mapping/aliases.tsv", names, count, &g, &e) != CK_OK) {
		ck_buffer_text(out, e.text);
		return;
	}
	for (size_t i = 0; i < rows; i++)
		ck_guess_see(g, values + i * count, count);
	if (ck_guess_print(g, take_line, out, &e) != CK_OK)
		ck_buffer_text(out, e.text);
	ck_guess_free(g);
}

static void test_guess(void)
{
	static const char *const names[] = {"№ п/п", "Имя", "Өтініш нөмірі", "Фамилия", "Когда", "Кому", "Решение", "Сумма", "Код", "Услуга"};
	static const char *const rows[] = {
	    "1", "Абай", "17/а", "Құнанбаев", "01.02.2019", "800101301004", "Удовлетворено", "1 234,56", "x", "wheelchair",
	    "2", "Мұхтар", "18/а", "Әуезов", "43498", "", "отказано", "нет", "y", "wheelchair",
	    "3", "Ыбырай", "19/а", "Алтынсарин", "03.02.2019", "", "Думают", "5000", "", "wheelchair",
	    "4", "Ыбырай", "20/а", "Алтынсарин", "03.02.2019", "", "", "", "", "wheelchair",
	    "5", "Ыбырай", "21/а", "Алтынсарин", "03.02.2019", "", "", "", "", "wheelchair",
	    "6", "Ыбырай", "22/а", "Алтынсарин", "03.02.2019", "", "", "", "", "wheelchair",
	    "7", "Ыбырай", "23/а", "Алтынсарин", "03.02.2019", "", "", "", "", "wheelchair",
	    "8", "Ыбырай", "24/а", "Алтынсарин", "03.02.2019", "", "", "", "", "wheelchair",
	    "9", "Ыбырай", "25/а", "Алтынсарин", "03.02.2019", "", "", "", "", "wheelchair",
	    "10", "Ыбырай", "26/а", "Алтынсарин", "03.02.2019", "", "", "", "", "wheelchair",
	    "Итого:", "", "", "", "", "", "", "9 000,00", "", "",
	    "", "", "", "", "", "", "", "", "", ""};
	struct ck_buffer out = {0};
	struct ck_mapping *m = NULL;
	struct ck_error e;

	guess(&out, names, 10, rows, 12);
	CHECK_TEXT(out.text,
	           "rule\ttheirs\tours\tmeans\tpattern\tevidence\n"
	           "ignore\t№ п/п\t\t\t\tthe header is of a column that means nothing\n"
	           "column\tӨтініш нөмірі\tnumber\t\t\tthe header is an alias of number; 10 of 10 rows have it\n"
	           "column\tКогда\tregistered\t\tdd.mm.yyyy|excel\tno alias, but the first column of dates: is it this one?; "
	           "10 of 10 rows have it; 9 as dd.mm.yyyy; 1 as excel\n"
	           "column\tКому\tapplicant\t\t\t1 of 1 values are an IIN or BIN with a right check digit; 1 of 10 rows have it\n"
	           "column\tРешение\tdecision\t\t\tthe header is an alias of decision; 3 of 10 rows have it\n"
	           "value\tУдовлетворено\tdecision\tgrant\t\t1 of 3 values\n"
	           "value\tотказано\tdecision\trefuse\t\t1 of 3 values\n"
	           "value\tДумают\tdecision\t\t\t1 of 3 values; what does it mean?\n"
	           "column\tСумма\tamount\t\t1 234,56\tthe header is an alias of amount; 2 of 10 rows have it; 2 as 1 234,56\n"
	           "empty\t\tamount\tнет\t\ta word for nothing, seen in this column\n"
	           "column\tУслуга\tservice\t\t\tthe header is an alias of service; 10 of 10 rows have it\n"
	           "column\tФамилия\tname\t\t\tthe header is an alias of name, a part of it; 10 of 10 rows have it\n"
	           "column\tИмя\tname\t\t\tthe header is an alias of name, a part of it; 10 of 10 rows have it\n"
	           "skip\t№ п/п\t\tитого*\t\trows whose value begins so are sums of the others\n"
	           "unknown\t\t\trefuse\t\tnot known: \"Код\" (different values: 2)\n");
	CHECK(ck_mapping_read(file(out.text), &m, &e) == CK_CONFIG); /* somebody must say what Думают means */
	CHECK(strstr(e.text, "mapping.tsv:9: a rule value needs theirs and means") != NULL);

	guess(&out, (const char *const[]){"IIN", "Decided"}, 2, (const char *const[]){"1", "01.02.19", "", ""}, 2);
	CHECK_TEXT(out.text,
	           "rule\ttheirs\tours\tmeans\tpattern\tevidence\n"
	           "column\tIIN\tapplicant\t\t\tthe header is an alias of applicant; 1 of 1 rows have it; 1 are no IIN or BIN with a "
	           "right check digit\n"
	           "column\tDecided\tdecided\t\tdd.mm.yy\tthe header is an alias of decided; 1 of 1 rows have it; 1 as dd.mm.yy; "
	           "write the first year of the century behind it: dd.mm.yy/1950\n"
	           "column\t\tnumber\t\t\tneeded: which column is the case's own number?\n"
	           "constant\t\tservice\t\t\tneeded, and no column seems to be it: which service is it?\n"
	           "column\t\tregistered\t\t\tneeded: which column is the day of registration?\n"
	           "unknown\t\t\trefuse\t\tevery column is named above\n");

	guess(&out, (const char *const[]){"ФИО", "Отчество", "Заявитель", "Event date", "Пусто"}, 5,
	      (const char *const[]){"A", "b", "c", "03/04/2019", ""}, 1);
	CHECK(strstr(out.text, "ignore\tОтчество\t\t\t\ta part of name, which the column \"ФИО\" is whole\n") != NULL);
	CHECK(strstr(out.text, "not known: \"Заявитель\" (an alias of name, as \"ФИО\" is)\n") != NULL);
	CHECK(strstr(out.text, "; 1 as dd/mm/yyyy; mm/dd/yyyy would fit them all as well\n") != NULL);
	CHECK(strstr(out.text, "ignore\tПусто\t\t\t\tempty in all 1 rows\n") != NULL);
	guess(&out, (const char *const[]){"Number", "", ""}, 3, (const char *const[]){"17", "x", ""}, 1);
	CHECK(strstr(out.text, "ignore") == NULL);
	CHECK(strstr(out.text, "not known: \"\" (it has no name, so that no rule can name it: write one into the header)\n") != NULL);
	guess(&out, (const char *const[]){"Event date"}, 1, NULL, 0);
	CHECK(strstr(out.text, "column\t\tact\t\t\tneeded: which column says what was done?\n") != NULL);
	ck_buffer_free(&out);
}

int main(void)
{
	if (mkdtemp(folder) == NULL)
		return 1;
	test_dates();
	test_serials();
	test_sums();
	test_rules();
	test_rows();
	test_binding();
	test_example();
	test_columns();
	test_guess();
	unlink(file(""));
	rmdir(folder);
	return unit_end();
}
