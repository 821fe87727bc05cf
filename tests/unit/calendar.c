#include "unit.h"

#include "calendar.h"
#include "text.h"

static ck_day day(const char *iso)
{
	ck_day d = CK_NODAY;

	ck_day_parse(iso, &d);
	return d;
}

static void add(struct ck_calendar *c, const char *iso, bool works, ck_time known, const char *reason)
{
	struct ck_exception x = {.day = day(iso), .works = works, .known = known, .reason = reason, .source = "an act"};

	ck_calendar_add(c, &x);
}

static void the_week_decides(void)
{
	struct ck_calendar *c = ck_calendar_new("five", "1111100", "the law");
	const struct ck_exception *why;
	ck_day first, last;

	CHECK_TEXT(ck_calendar_name(c), "five");
	CHECK(ck_calendar_works(c, day("2019-05-03"), 0, &why) && why == NULL);
	CHECK(!ck_calendar_works(c, day("2019-05-04"), 0, &why) && why == NULL);
	CHECK(!ck_calendar_works(c, day("2019-05-05"), 0, NULL));
	CHECK(ck_calendar_works(c, day("1969-12-31"), 0, NULL));
	CHECK_TEXT(ck_weekday_name(day("2019-05-06")), "Mon");
	CHECK_TEXT(ck_weekday_name(day("2019-05-05")), "Sun");
	ck_calendar_span(c, &first, &last);
	CHECK(first == CK_NODAY && last == CK_NODAY);
	ck_calendar_free(c);
	ck_calendar_free(NULL);
}

static void the_latest_known_row_decides(void)
{
	struct ck_calendar *c = ck_calendar_new("five", "1111100", "the law");
	const struct ck_exception *why;

	add(c, "2020-05-11", true, 200, "worked in place of 2020-05-08");
	add(c, "2020-05-11", false, 100, "carried over from 2020-05-09");
	CHECK(ck_calendar_works(c, day("2020-05-11"), 99, &why) && why == NULL);
	CHECK(!ck_calendar_works(c, day("2020-05-11"), 100, &why));
	CHECK_TEXT(why->reason, "carried over from 2020-05-09");
	CHECK(!ck_calendar_works(c, day("2020-05-11"), 199, NULL));
	CHECK(ck_calendar_works(c, day("2020-05-11"), 200, &why));
	CHECK_TEXT(why->reason, "worked in place of 2020-05-08");
	CHECK_TEXT(why->source, "an act");
	CHECK(ck_calendar_works(c, day("2020-05-12"), 200, &why) && why == NULL);
	CHECK(!ck_calendar_works(c, day("2020-05-10"), 200, &why) && why == NULL);
	ck_calendar_free(c);
}

static void rows_come_in_any_order(void)
{
	struct ck_calendar *c = ck_calendar_new("six", "1111110", "the law");
	ck_day from = day("2012-01-01"), first, last;
	int wrong = 0;

	for (int i = 0; i < 500; i++) {
		struct ck_exception x = {.day = from + i * 211 % 500, .works = false, .known = 7, .reason = "r", .source = "s"};
		ck_calendar_add(c, &x);
	}
	for (int i = 0; i < 500; i++)
		wrong += ck_calendar_works(c, from + i, 7, NULL);
	CHECK(wrong == 0);
	CHECK(ck_calendar_works(c, from, 6, NULL) == (ck_day_weekday(from) != 7));
	CHECK(ck_calendar_works(c, day("2013-05-18"), 7, NULL));
	ck_calendar_span(c, &first, &last);
	CHECK(first == from && last == from + 499);
	ck_calendar_free(c);
}

struct asked {
	int times;
	ck_day first, last;
	ck_day base;         /* the day of was[0] */
	bool was[2000];      /* each day is asked for once */
};

/* Every Monday asked for is a day off. */
static void mondays(void *to, struct ck_calendar *c, ck_day from, ck_day until)
{
	struct asked *a = to;

	a->times++;
	a->first = a->times == 1 || from < a->first ? from : a->first;
	a->last = until > a->last ? until : a->last;
	for (ck_day d = from; d < until; d++) {
		CHECK(!a->was[d - a->base]);
		a->was[d - a->base] = true;
	}
	for (ck_day d = from; d < until; d++)
		if (ck_day_weekday(d) == 1)
			ck_calendar_add(c, &(struct ck_exception){d, false, 0, "Monday", "a test"});
}

static void days_are_read_as_needed(void)
{
	struct ck_calendar *c = ck_calendar_new("lazy", "1111100", "the law");
	const struct ck_exception *why, *again;
	struct asked a = {0};
	ck_day start = day("2019-06-03");

	a.base = start - 1000;

	ck_calendar_read_from(c, mondays, &a);
	CHECK(a.times == 0);
	CHECK(!ck_calendar_works(c, start, 1, &why) && why != NULL && why->day == start);
	CHECK(ck_calendar_works(c, start + 1, 1, NULL) && a.first <= start && a.last > start + 1);
	int times = a.times;
	CHECK(!ck_calendar_works(c, start + 700, 1, NULL) && !ck_calendar_works(c, start - 700, 1, NULL));
	CHECK(a.times == times + 2 && a.first <= start - 700 && a.last > start + 700);
	for (ck_day d = start - 700; d <= start + 700; d++) {
		CHECK(ck_calendar_works(c, d, 1, NULL) == (ck_day_weekday(d) > 1 && ck_day_weekday(d) < 6));
		CHECK(a.was[d - a.base]);
	}
	times = a.times;
	CHECK(!ck_calendar_works(c, start, 1, &again) && again == why);
	CHECK(a.times == times);
	CHECK_TEXT(why->reason, "Monday");
	ck_calendar_free(c);
}

int main(void)
{
	the_week_decides();
	the_latest_known_row_decides();
	rows_come_in_any_order();
	days_are_read_as_needed();
	return unit_end();
}
