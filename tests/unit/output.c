/* output: the six shapes, to the byte. */
#include "output.h"

#include <stdlib.h>

#include "unit.h"

static const struct ck_out_column columns[] = {
	{"case", CK_AS_TEXT}, {"count", CK_AS_COUNT}, {"sum", CK_AS_MONEY}, {"late", CK_AS_YESNO}};

static char printed[1 << 20];

struct printing {
	struct ck_output *output;
	struct ck_error error;
	FILE *to;
};

static void begin_columns(struct printing *p, struct ck_output_options options, const struct ck_out_column *c, size_t n)
{
	memset(printed, 0, sizeof printed);
	p->to = fmemopen(printed, sizeof printed - 1, "w");
	options.spool_dir = "/tmp";
	p->output = ck_output_new(p->to, &options, c, n);
}

static void begin(struct printing *p, enum ck_format format)
{
	begin_columns(p, (struct ck_output_options){.format = format, .header = true}, columns, 4);
}

static enum ck_code put(struct printing *p, const char *a, const char *b, const char *c, const char *d)
{
	struct ck_fields f = {0};

	ck_fields_set(&f, "late", d);
	ck_fields_set(&f, "sum", c);
	ck_fields_set(&f, "unknown", "x");
	ck_fields_set(&f, "case", a);
	ck_fields_set(&f, "count", b);
	enum ck_code code = ck_output_put(p->output, &f, &p->error);
	ck_fields_free(&f);
	return code;
}

static const char *end(struct printing *p)
{
	enum ck_code code = ck_output_end(p->output, &p->error);

	ck_output_free(p->output);
	fclose(p->to);
	return code == CK_OK ? printed : NULL;
}

static const char *shape(enum ck_format format)
{
	struct printing p;

	begin(&p, format);
	put(&p, "A\t1\\\n\r\"", "3", "123456", "yes");
	put(&p, "", "", "", "");
	put(&p, "a,b;c", "0", "5", "no");
	return end(&p);
}

static void test_shapes(void)
{
	CHECK_TEXT(shape(CK_TSV), "case\tcount\tsum\tlate\nA\\t1\\\\\\n\\r\"\t3\t1234.56\tyes\n\t\t\t\na,b;c\t0\t0.05\tno\n");
	CHECK_TEXT(shape(CK_CSV), "case,count,sum,late\n\"A\t1\\\n\r\"\"\",3,1234.56,yes\n,,,\n\"a,b;c\",0,0.05,no\n");
	CHECK_TEXT(shape(CK_EXCEL), "\xef\xbb\xbf" "case;count;sum;late\r\n\"A\t1\\\n\r\"\"\";3;1234.56;yes\r\n;;;\r\n"
	                            "\"a,b;c\";0;0.05;no\r\n");
	CHECK_TEXT(shape(CK_JSON), "[\n{\"case\":\"A\\t1\\\\\\n\\u000d\\\"\",\"count\":3,\"sum\":123456,\"late\":true},\n"
	                           "{\"case\":null,\"count\":null,\"sum\":null,\"late\":null},\n"
	                           "{\"case\":\"a,b;c\",\"count\":0,\"sum\":5,\"late\":false}\n]\n");
	CHECK_TEXT(shape(CK_JSONL), "{\"case\":\"A\\t1\\\\\\n\\u000d\\\"\",\"count\":3,\"sum\":123456,\"late\":true}\n"
	                            "{\"case\":null,\"count\":null,\"sum\":null,\"late\":null}\n"
	                            "{\"case\":\"a,b;c\",\"count\":0,\"sum\":5,\"late\":false}\n");
}

static const char *nothing(enum ck_format format, bool header)
{
	struct printing p;

	begin_columns(&p, (struct ck_output_options){.format = format, .header = header}, columns, 4);
	return end(&p);
}

static void test_zero_records(void)
{
	CHECK_TEXT(nothing(CK_TSV, true), "case\tcount\tsum\tlate\n");
	CHECK_TEXT(nothing(CK_TSV, false), "");
	CHECK_TEXT(nothing(CK_CSV, true), "case,count,sum,late\n");
	CHECK_TEXT(nothing(CK_EXCEL, true), "\xef\xbb\xbf" "case;count;sum;late\r\n");
	CHECK_TEXT(nothing(CK_JSON, true), "[]\n");
	CHECK_TEXT(nothing(CK_JSONL, true), "");
	CHECK_TEXT(nothing(CK_TABLE, true), "case count sum late\n");
	CHECK_TEXT(nothing(CK_TABLE, false), "");
}

static void test_formulas(void)
{
	static const char *const values[][2] = {
		{"=1+1", "'=1+1"}, {"+7", "'+7"},     {"@x", "'@x"},       {"-5", "-5"},   {"-5.25", "-5.25"},
		{"-5,2", "-5,2"},  {"-x", "'-x"},     {"-", "'-"},         {"-5.", "'-5."}, {"-5+2", "'-5+2"},
		{"\tx", "'\tx"},   {"5-3", "5-3"},
	};
	static const struct ck_out_column one[] = {{"a", CK_AS_TEXT}};

	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++) {
		struct printing p;
		struct ck_fields f = {0};
		char want[40];
		begin_columns(&p, (struct ck_output_options){.format = CK_EXCEL}, one, 1);
		ck_fields_set(&f, "a", values[i][0]);
		CHECK(ck_output_put(p.output, &f, &p.error) == CK_OK);
		ck_fields_free(&f);
		snprintf(want, sizeof want, "\xef\xbb\xbf%s\r\n", values[i][1]);
		CHECK_TEXT(end(&p), want);
	}
}

/* An empty line would be no record to a reader of CSV. */
static void test_one_column(void)
{
	static const struct ck_out_column one[] = {{"a", CK_AS_TEXT}};
	struct printing p;
	struct ck_fields f = {0};

	begin_columns(&p, (struct ck_output_options){.format = CK_CSV, .header = true}, one, 1);
	CHECK(ck_output_put(p.output, &f, &p.error) == CK_OK);
	CHECK_TEXT(end(&p), "a\n\"\"\n");
	begin_columns(&p, (struct ck_output_options){.format = CK_TSV, .header = true}, one, 1);
	CHECK(ck_output_put(p.output, &f, &p.error) == CK_OK);
	CHECK_TEXT(end(&p), "a\n\n");
}

static void test_waiting(void)
{
	struct printing p;

	begin(&p, CK_TSV);
	CHECK(put(&p, "a", "1", "", "") == CK_OK);
	fflush(p.to);
	CHECK_TEXT(printed, "");
	CHECK(ck_output_count(p.output) == 1);
	ck_output_drop(p.output);
	CHECK(ck_output_count(p.output) == 0);
	CHECK(put(&p, "b", "2", "", "") == CK_OK);
	CHECK(ck_output_release(p.output, &p.error) == CK_OK);
	fflush(p.to);
	CHECK_TEXT(printed, "case\tcount\tsum\tlate\nb\t2\t\t\n");
	CHECK(put(&p, "c", "3", "", "") == CK_OK);
	fflush(p.to);
	CHECK_TEXT(printed, "case\tcount\tsum\tlate\nb\t2\t\t\nc\t3\t\t\n");
	ck_output_drop(p.output);
	CHECK(ck_output_count(p.output) == 2);
	end(&p);
}

static void test_texts(void)
{
	struct printing p;

	begin(&p, CK_TSV);
	CHECK(ck_output_text(p.output, "slip 1\n", &p.error) == CK_OK);
	CHECK(ck_output_text(p.output, "slip 2\n", &p.error) == CK_OK);
	CHECK_TEXT(end(&p), "slip 1\nslip 2\n");
	begin(&p, CK_JSON);
	CHECK(ck_output_text(p.output, "slip\n", &p.error) == CK_OK);
	CHECK_TEXT(end(&p), "slip\n");
	begin(&p, CK_TSV);
	CHECK(put(&p, "a", "1", "", "") == CK_OK && ck_output_text(p.output, "slip\n", &p.error) == CK_OK);
	CHECK_TEXT(end(&p), "case\tcount\tsum\tlate\na\t1\t\t\nslip\n");
}

static void test_faults(void)
{
	struct printing p;
	FILE *full = fopen("/dev/full", "w");
	const struct ck_output_options options = {.format = CK_TSV, .header = true, .spool_dir = "/tmp"};

	begin(&p, CK_TSV);
	CHECK(put(&p, "a", "many", "", "") == CK_BUG);
	CHECK_TEXT(p.error.column, "count");
	CHECK(put(&p, "a", "", "1.5", "") == CK_BUG);
	CHECK(put(&p, "a", "", "", "perhaps") == CK_BUG);
	CHECK_TEXT(end(&p), "case\tcount\tsum\tlate\n");
	p.output = ck_output_new(full, &options, columns, 4);
	CHECK(put(&p, "a", "1", "", "") == CK_OK);
	CHECK(ck_output_end(p.output, &p.error) == CK_IO);
	ck_output_free(p.output);
	fclose(full);
}

static void test_table(void)
{
	struct printing p;

	begin(&p, CK_TABLE);
	put(&p, "Әлия\x1b[31m\tx\ny", "3", "123456", "yes");
	put(&p, "b", "12", "5", "no");
	CHECK_TEXT(end(&p), "case          count     sum late\nӘлия�[31m x y     3 1234.56 yes\nb                12    0.05 no\n");
	begin_columns(&p, (struct ck_output_options){.format = CK_TABLE, .header = true, .width = 20}, columns, 4);
	put(&p, "a long text that is cut at the edge", "3", "5", "no");
	const char *got = end(&p);
	CHECK(got != NULL && strcspn(strchr(got, '\n') + 1, "\n") <= 20);
}

/* A table of any length is printed in chunks that stand under each other; only where nothing may be cut does a value
 * wider than all of the first chunk move its chunk. */
static size_t wider_lines(int width)
{
	struct printing p;
	char number[24];

	begin_columns(&p, (struct ck_output_options){.format = CK_TABLE, .header = true, .width = width}, columns, 4);
	for (int i = 0; i < 2500; i++) {
		snprintf(number, sizeof number, "%d", i);
		put(&p, i == 2400 ? "too wide for the first chunk" : "ALM-1", number, "5", "no");
	}
	const char *got = end(&p), *line = got;
	size_t lines = 0, first = strcspn(got, "\n"), wider = 0;
	for (; *line; line += strcspn(line, "\n") + 1, lines++)
		wider += strcspn(line, "\n") > first;
	return lines == 2501 ? wider : 9999;
}

static void test_long_table(void)
{
	CHECK(wider_lines(25) == 0);
	CHECK(wider_lines(0) == 500);
}

static void test_card(void)
{
	struct printing p;
	const struct ck_output_options options = {.format = CK_TABLE, .header = true, .card = true};

	begin_columns(&p, options, columns, 4);
	put(&p, "a\nb", "3", "123456", "");
	put(&p, "c\x1b", "", "", "no");
	CHECK_TEXT(end(&p), "case   a\n       b\ncount  3\nsum    1234.56\n\ncase  c�\nlate  no\n");
}

static void test_names(void)
{
	enum ck_format f;

	CHECK(ck_format_parse("table", &f) && f == CK_TABLE);
	CHECK(ck_format_parse("tsv", &f) && f == CK_TSV);
	CHECK(ck_format_parse("csv", &f) && f == CK_CSV);
	CHECK(ck_format_parse("json", &f) && f == CK_JSON);
	CHECK(ck_format_parse("jsonl", &f) && f == CK_JSONL);
	CHECK(ck_format_parse("excel", &f) && f == CK_EXCEL);
	CHECK(!ck_format_parse("TSV", &f));
	CHECK(!ck_format_parse("", &f));
}

int main(void)
{
	test_shapes();
	test_zero_records();
	test_formulas();
	test_one_column();
	test_waiting();
	test_texts();
	test_faults();
	test_table();
	test_long_table();
	test_card();
	test_names();
	return unit_end();
}
