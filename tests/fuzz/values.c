/* values: dates, sums and numbers, the input being the value. What is read can be written and read again. */
#include "clock.h"
#include "fuzz.h"
#include "identity.h"
#include "mapping.h"
#include "text.h"

static const char *const dates[] = {"yyyy-mm-dd", "dd.mm.yyyy", "dd/mm/yyyy", "dd/mm/yyyy|mm/dd/yyyy", "excel|dd.mm.yyyy",
                                    "dd.mm.yy/1950 hh:mm|yyyymmdd", "excel|excel-1904", "dd.mm.yyyy hh:mm:ss"};
static const char *const sums[] = {"1234.56", "1234,56", "1 234,56", "1 234.56|1,234.56", "1234,56|1,234.56"};

static void one_date(const char *patterns)
{
	char text[CK_TIME_TEXT];
	ck_day day = 0, again = 0;
	int second = -2;
	const char *fault = NULL;

	if (!ck_date_read(fuzz.input, patterns, &day, &second, &fault)) {
		FUZZ_MUST(fault != NULL && fault[0] != '\0');
		return;
	}
	FUZZ_MUST(second >= -1 && second < 86400);
	ck_day_print(text, day);
	FUZZ_MUST(ck_day_parse(text, &again) && again == day);
	FUZZ_MUST(ck_date_read(text, "yyyy-mm-dd", &again, &second, &fault) && again == day);
}

static void one_sum(const char *patterns)
{
	struct ck_buffer text = {0};
	int64_t tiyn = -1, again = -1;
	const char *fault = NULL;

	if (!ck_sum_read(fuzz.input, patterns, &tiyn, &fault)) {
		FUZZ_MUST(fault != NULL && fault[0] != '\0');
		return;
	}
	FUZZ_MUST(tiyn >= 0);
	ck_text_print_money(&text, tiyn);
	FUZZ_MUST(ck_sum_read(text.text, "1234.56", &again, &fault) && again == tiyn);
	FUZZ_MUST(ck_text_money(text.text, &again) && again == tiyn);
	ck_buffer_free(&text);
}

static void one(void)
{
	struct ck_error e;
	const char *fault;
	int64_t number;
	ck_time time;
	ck_day day;
	int second;

	one_date(dates[fuzz.number % (sizeof dates / sizeof dates[0])]);
	one_sum(sums[fuzz.number % (sizeof sums / sizeof sums[0])]);
	/* as a pattern, too */
	(void)ck_date_read("01.02.2019", fuzz.input, &day, &second, &fault);
	(void)ck_sum_read("1 234,56", fuzz.input, &number, &fault);
	if (ck_text_number(fuzz.input, &number))
		FUZZ_MUST(strspn(fuzz.input, "-0123456789") == strlen(fuzz.input));
	if (ck_text_money(fuzz.input, &number))
		FUZZ_MUST(number >= 0);
	(void)ck_text_span(fuzz.input, &number);
	(void)ck_identity_read(fuzz.input);
	if (ck_time_parse(fuzz.input, NULL, &time, &e) != CK_OK)
		FUZZ_MUST(e.code == CK_BADDATA && e.text[0] != '\0');
}

int main(int argc, char **argv)
{
	return fuzz_run(argc, argv, 1, one);
}
