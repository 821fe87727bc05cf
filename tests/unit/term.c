#include "unit.h"

#include "term.h"
#include "text.h"

#define EARLY 0
#define HOURS "09:00-13:00 14:30-18:30"

static struct ck_zone *almaty;
static struct ck_calendar *five;
static struct ck_worktime work;

static const struct {
	const char *day;
	bool works;
	const char *reason;
} days[] = {
	{"2019-03-08", false, "Women's Day"},
	{"2019-03-21", false, "Nauryz"},
	{"2019-03-22", false, "Nauryz"},
	{"2019-03-23", false, "Nauryz"},
	{"2019-03-25", false, "carried over from 2019-03-23"},
	{"2019-05-01", false, "Day of Unity"},
	{"2019-05-04", true, "worked in place of 2019-05-10"},
	{"2019-05-07", false, "Defender's Day"},
	{"2019-05-09", false, "Victory Day"},
	{"2019-05-10", false, "off, worked on 2019-05-04"},
};

static void open_office(void)
{
	struct ck_error e;

	if (ck_zone_open("Asia/Almaty", NULL, &almaty, &e) != CK_OK)
		printf("# %s\n", e.text);
	five = ck_calendar_new("five", "1111100", "the law");
	for (size_t i = 0; i < sizeof days / sizeof *days; i++) {
		struct ck_exception x = {.works = days[i].works, .known = EARLY, .reason = days[i].reason, .source = "an act"};
		ck_day_parse(days[i].day, &x.day);
		ck_calendar_add(five, &x);
	}
	work = (struct ck_worktime){.calendar = five, .zone = almaty, .known = EARLY};
	CHECK(ck_hours_parse(HOURS, &work.hours));
}

static ck_time at(const char *local)
{
	ck_time t = CK_NOTIME;
	struct ck_error e;

	if (ck_time_parse(local, almaty, &t, &e) != CK_OK)
		printf("# %s: %s\n", local, e.text);
	return t;
}

static const char *print(enum ck_code code, const ck_time *t)
{
	static char text[CK_TIME_TEXT];

	if (code == CK_OK)
		ck_time_print(text, *t, almaty);
	else
		snprintf(text, sizeof text, "code %d", (int)code);
	return text;
}

static const char *end(const char *start, long value, const char *unit)
{
	struct ck_error e;
	ck_time t = CK_NOTIME;
	enum ck_unit u = CK_MINUTE;

	if (!ck_unit_parse(unit, &u))
		return "no such unit";
	return print(ck_term_end(&work, at(start), value, u, true, &t, NULL, &e), &t);
}

static const char *earliest(const char *start, long value, const char *unit)
{
	struct ck_error e;
	ck_time t = CK_NOTIME;
	enum ck_unit u = CK_MINUTE;

	if (!ck_unit_parse(unit, &u))
		return "no such unit";
	return print(ck_term_earliest(&work, at(start), value, u, &t, NULL, &e), &t);
}

static const char *extended(const char *start, long value, enum ck_unit unit, long more, enum ck_unit more_unit)
{
	struct ck_error e;
	ck_time unmoved = CK_NOTIME, t = CK_NOTIME;
	enum ck_code code = ck_term_end(&work, at(start), value, unit, false, &unmoved, NULL, &e);

	if (code == CK_OK)
		code = ck_term_extend(&work, unmoved, more, more_unit, true, &t, NULL, &e);
	return print(code, &t);
}

static const char *closing(const char *t)
{
	struct ck_error e;
	ck_time c = CK_NOTIME;

	return print(ck_term_closing(&work, at(t), &c, &e), &c);
}

static void names(void)
{
	enum ck_unit u;
	const char *all[] = {"minute", "hour", "same-day", "working-day", "day", "month"};

	for (int i = 0; i < 6; i++) {
		CHECK(ck_unit_parse(all[i], &u) && (int)u == i);
		CHECK_TEXT(ck_unit_name((enum ck_unit)i), all[i]);
	}
	CHECK(!ck_unit_parse("days", &u) && !ck_unit_parse("", &u) && !ck_unit_parse("Day", &u));
}

static void hours(void)
{
	struct ck_hours h;

	CHECK(ck_hours_parse("00:00-24:00", &h) && h.count == 1 && h.span[0].opens == 0 && h.span[0].closes == 86400);
	CHECK(ck_hours_parse("08:30-13:00 13:00-17:45", &h) && h.count == 2 && h.span[1].closes == 63900);
	CHECK(ck_hours_parse("01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00", &h) && h.count == 4);
	const char *bad[] = {"", "09:00", "09:00-", "9:00-18:00", "18:00-09:00", "09:00-09:00", "09:00-24:01", "09:60-10:00",
	                     "09:00-13:00  14:00-18:00", "09:00-13:00 12:59-18:00", "09:00-13:00 ", " 09:00-13:00",
	                     "09:00-13:00,14:00-18:00", "01:00-02:00 03:00-04:00 05:00-06:00 07:00-08:00 09:00-10:00"};
	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++)
		CHECK(!ck_hours_parse(bad[i], &h));
}

static void as_the_contract_shows(void)
{
	CHECK_TEXT(end("2019-04-04T18:20", 30, "minute"), "2019-04-05T09:20:00+06:00");
	CHECK_TEXT(end("2019-05-03T12:50", 20, "minute"), "2019-05-03T14:40:00+06:00");
	CHECK_TEXT(end("2019-03-19T11:00", 8, "working-day"), "2019-04-03T18:30:00+06:00");
	CHECK_TEXT(end("2019-05-02T17:00", 3, "working-day"), "2019-05-06T18:30:00+06:00");
	CHECK_TEXT(end("2019-05-08T18:00", 3, "hour"), "2019-05-13T11:30:00+06:00");
	CHECK_TEXT(end("2019-03-14T09:30", 10, "day"), "2019-03-26T23:59:59+06:00");
	CHECK_TEXT(end("2019-05-31T12:00", 1, "month"), "2019-07-01T23:59:59+06:00");
}

static void what_comes_outside_working_time(void)
{
	/* at closing time exactly; before opening; in the break; on a day off; on a worked Saturday */
	CHECK_TEXT(end("2019-04-04T18:30", 1, "minute"), "2019-04-05T09:01:00+06:00");
	CHECK_TEXT(end("2019-04-04T18:30", 1, "working-day"), "2019-04-08T18:30:00+06:00");
	CHECK_TEXT(end("2019-04-04T18:29:59", 1, "working-day"), "2019-04-05T18:30:00+06:00");
	CHECK_TEXT(end("2019-04-04T07:00", 15, "minute"), "2019-04-04T09:15:00+06:00");
	CHECK_TEXT(end("2019-04-04T07:00", 1, "working-day"), "2019-04-05T18:30:00+06:00");
	CHECK_TEXT(end("2019-04-04T13:00", 15, "minute"), "2019-04-04T14:45:00+06:00");
	CHECK_TEXT(end("2019-04-04T13:30", 15, "minute"), "2019-04-04T14:45:00+06:00");
	CHECK_TEXT(end("2019-03-22T12:00", 1, "hour"), "2019-03-26T10:00:00+06:00");
	CHECK_TEXT(end("2019-03-22T12:00", 1, "working-day"), "2019-03-27T18:30:00+06:00");
	CHECK_TEXT(end("2019-05-03T18:30", 30, "minute"), "2019-05-04T09:30:00+06:00");
	CHECK_TEXT(end("2019-05-03T19:00", 0, "same-day"), "2019-05-04T18:30:00+06:00");
	/* calendar days know no office hours */
	CHECK_TEXT(end("2019-04-04T23:30", 1, "day"), "2019-04-05T23:59:59+06:00");
	CHECK_TEXT(end("2019-04-06T12:00", 2, "day"), "2019-04-08T23:59:59+06:00");
	CHECK_TEXT(end("2019-04-05T12:00", 1, "day"), "2019-04-08T23:59:59+06:00");
}

static void ends_of_minutes_and_hours(void)
{
	CHECK_TEXT(end("2019-04-04T18:20", 10, "minute"), "2019-04-04T18:30:00+06:00");
	CHECK_TEXT(end("2019-04-04T12:40", 20, "minute"), "2019-04-04T13:00:00+06:00");
	CHECK_TEXT(end("2019-04-04T09:00", 8, "hour"), "2019-04-04T18:30:00+06:00");
	CHECK_TEXT(end("2019-04-04T09:00", 16, "hour"), "2019-04-05T18:30:00+06:00");
	CHECK_TEXT(end("2019-04-05T09:00", 17, "hour"), "2019-04-09T10:00:00+06:00");
}

static void nothing_and_same_day(void)
{
	CHECK_TEXT(end("2019-04-04T10:00", 0, "same-day"), "2019-04-04T18:30:00+06:00");
	CHECK_TEXT(end("2019-04-04T10:00", 1, "same-day"), "2019-04-04T18:30:00+06:00");
	CHECK_TEXT(end("2019-04-04T18:30", 0, "same-day"), "2019-04-05T18:30:00+06:00");
	CHECK_TEXT(end("2019-04-04T10:00", 0, "minute"), "2019-04-04T10:00:00+06:00");
	CHECK_TEXT(end("2019-04-04T19:00", 0, "hour"), "2019-04-05T09:00:00+06:00");
	CHECK_TEXT(end("2019-04-06T10:00", 0, "working-day"), "2019-04-08T09:00:00+06:00");
	CHECK_TEXT(end("2019-04-04T20:00", 0, "day"), "2019-04-04T20:00:00+06:00");
	CHECK_TEXT(end("2019-04-06T20:00", 0, "day"), "2019-04-08T09:00:00+06:00");
	CHECK_TEXT(end("2019-04-06T20:00", 0, "month"), "2019-04-08T09:00:00+06:00");
}

static void months(void)
{
	CHECK_TEXT(end("2019-01-31T12:00", 1, "month"), "2019-02-28T23:59:59+06:00");
	CHECK_TEXT(end("2019-12-31T12:00", 2, "month"), "2020-03-02T23:59:59+06:00");
	CHECK_TEXT(end("2019-12-29T12:00", 2, "month"), "2020-03-02T23:59:59+06:00");
	CHECK_TEXT(end("2019-11-15T12:00", 3, "month"), "2020-02-17T23:59:59+06:00");
	CHECK_TEXT(end("2019-10-31T12:00", 2, "month"), "2019-12-31T23:59:59+06:00");
}

static void minimums(void)
{
	CHECK_TEXT(earliest("2019-04-04T18:20", 30, "minute"), "2019-04-05T09:20:00+06:00");
	CHECK_TEXT(earliest("2019-04-04T10:00", 2, "hour"), "2019-04-04T12:00:00+06:00");
	CHECK_TEXT(earliest("2019-04-04T10:00", 3, "working-day"), "2019-04-10T09:00:00+06:00");
	CHECK_TEXT(earliest("2019-04-04T19:00", 3, "working-day"), "2019-04-11T09:00:00+06:00");
	CHECK_TEXT(earliest("2019-04-04T19:00", 3, "day"), "2019-04-08T09:00:00+06:00");
	CHECK_TEXT(earliest("2019-04-04T10:00", 2, "day"), "2019-04-08T09:00:00+06:00");
	CHECK_TEXT(earliest("2019-04-01T10:00", 1, "day"), "2019-04-03T09:00:00+06:00");
	CHECK_TEXT(earliest("2019-01-31T10:00", 1, "month"), "2019-03-01T09:00:00+06:00");
	CHECK_TEXT(earliest("2019-04-05T10:00", 0, "same-day"), "2019-04-08T09:00:00+06:00");
	CHECK_TEXT(earliest("2019-04-05T10:00", 0, "working-day"), "2019-04-05T10:00:00+06:00");
	CHECK_TEXT(earliest("2019-04-05T10:00", 0, "day"), "2019-04-05T10:00:00+06:00");
	CHECK_TEXT(earliest("2019-05-08T10:00", 1, "working-day"), "2019-05-14T09:00:00+06:00");
}

static void extensions(void)
{
	/* the term of ten days ends on Sunday 24 March, unmoved; a month from there is Wednesday 24 April */
	CHECK_TEXT(extended("2019-03-14T09:30", 10, CK_DAY, 1, CK_MONTH), "2019-04-24T23:59:59+06:00");
	CHECK_TEXT(extended("2019-03-14T09:30", 10, CK_DAY, 13, CK_DAY), "2019-04-08T23:59:59+06:00");
	/* five and three working days are eight */
	CHECK_TEXT(extended("2019-03-19T11:00", 5, CK_WORKING_DAY, 3, CK_WORKING_DAY), "2019-04-03T18:30:00+06:00");
	CHECK_TEXT(extended("2019-04-01T11:00", 2, CK_DAY, 1, CK_WORKING_DAY), "2019-04-04T18:30:00+06:00");
	CHECK_TEXT(extended("2019-04-01T11:00", 1, CK_WORKING_DAY, 1, CK_HOUR), "2019-04-03T10:00:00+06:00");
	CHECK_TEXT(extended("2019-04-01T11:00", 1, CK_WORKING_DAY, -1, CK_WORKING_DAY), "code 65");
}

static void closing_times(void)
{
	CHECK_TEXT(closing("2019-04-04T10:00"), "2019-04-04T18:30:00+06:00");
	CHECK_TEXT(closing("2019-04-04T23:00"), "2019-04-04T18:30:00+06:00");
	CHECK_TEXT(closing("2019-05-04T10:00"), "2019-05-04T18:30:00+06:00");
	CHECK_TEXT(closing("2019-05-09T10:00"), "2019-05-13T18:30:00+06:00");
}

/* On 2024-02-29 the hour from 23:00 to 24:00 came twice, first at +06:00, then at +05:00. */
static void the_doubled_hour(void)
{
	struct ck_worktime before = work;

	CHECK_TEXT(end("2024-02-28T12:00", 1, "day"), "2024-02-29T23:59:59+05:00");
	CHECK_TEXT(end("2024-02-29T18:20", 30, "minute"), "2024-03-01T09:20:00+05:00");
	CHECK_TEXT(end("2024-02-28T12:00", 2, "working-day"), "2024-03-01T18:30:00+05:00");
	CHECK(ck_hours_parse("22:00-24:00", &work.hours));
	CHECK_TEXT(end("2024-02-29T22:00", 2, "hour"), "2024-02-29T23:00:00+05:00");
	CHECK_TEXT(end("2024-02-29T22:00", 3, "hour"), "2024-03-01T00:00:00+05:00");
	CHECK_TEXT(end("2024-02-29T22:00", 4, "hour"), "2024-03-01T23:00:00+05:00");
	CHECK_TEXT(end("2024-02-29T23:30+05:00", 15, "minute"), "2024-02-29T23:45:00+05:00");
	work = before;
}

static void what_cannot_be_counted(void)
{
	struct ck_error e;
	ck_time t = 5;
	struct ck_worktime before = work;
	struct ck_calendar *never = ck_calendar_new("never", "0000000", "the law");

	CHECK_TEXT(end("2019-04-04T10:00", -1, "day"), "code 65");
	CHECK_TEXT(end("2019-04-04T10:00", 1201, "month"), "code 65");
	CHECK_TEXT(earliest("2019-04-04T10:00", 40000, "working-day"), "code 65");
	work.calendar = never;
	CHECK_TEXT(end("2019-04-04T10:00", 1, "minute"), "code 78");
	CHECK_TEXT(end("2019-04-04T10:00", 1, "working-day"), "code 78");
	CHECK_TEXT(end("2019-04-04T10:00", 1, "day"), "code 78");
	CHECK_TEXT(earliest("2019-04-04T10:00", 1, "day"), "code 78");
	CHECK_TEXT(closing("2019-04-04T10:00"), "code 78");
	CHECK(ck_term_end(&work, at("2019-04-04T10:00"), 1, CK_DAY, true, &t, NULL, &e) == CK_CONFIG && t == 5);
	CHECK_TEXT(e.text, "calendar \"never\" has no working day within a year after 2019-04-05");
	CHECK(ck_term_end(&work, at("2019-04-04T10:00"), 1, CK_DAY, false, &t, NULL, &e) == CK_OK);
	work = before;
	work.hours.count = 0;
	CHECK_TEXT(end("2019-04-04T10:00", 1, "day"), "code 78");
	CHECK_TEXT(closing("2019-04-04T10:00"), "code 78");
	work = before;
	ck_calendar_free(never);
}

static void a_working_day_at_the_end_of_a_year_is_in_reach(void)
{
	struct ck_worktime before = work;
	struct ck_calendar *c = ck_calendar_new("rare", "0000000", "the law");
	struct ck_exception x = {.works = true, .known = EARLY, .reason = "the one", .source = "an act"};

	ck_day_parse("2020-04-04", &x.day);
	ck_calendar_add(c, &x);
	work.calendar = c;
	CHECK_TEXT(end("2019-04-04T10:00", 1, "minute"), "2020-04-04T09:01:00+06:00");
	CHECK_TEXT(end("2019-04-03T10:00", 1, "minute"), "code 78");
	work = before;
	ck_calendar_free(c);
}

static void knowledge_comes_with_time(void)
{
	struct ck_worktime before = work;
	struct ck_exception x = {.works = false, .known = at("2024-04-17"), .reason = "off, worked on 2024-05-04",
	                         .source = "order of 17.04.2024"};

	ck_day_parse("2024-05-08", &x.day);
	ck_calendar_add(five, &x);
	work.known = at("2024-04-16");
	CHECK_TEXT(end("2024-05-06T10:00", 2, "working-day"), "2024-05-08T18:30:00+05:00");
	work.known = at("2024-04-17");
	CHECK_TEXT(end("2024-05-06T10:00", 2, "working-day"), "2024-05-09T18:30:00+05:00");
	work = before;
}

static const char *traced(struct ck_term_trace *t)
{
	static char text[4096];
	size_t n = 0;

	for (size_t i = 0; i < t->count; i++) {
		char day[CK_TIME_TEXT];
		ck_day_print(day, t->days[i].day);
		n += (size_t)snprintf(text + n, sizeof text - n, "%s %ld %s %s%s%s\n", day, t->days[i].counted,
		                      t->days[i].works ? "works" : "off", t->days[i].note, t->days[i].why ? ": " : "",
		                      t->days[i].why ? t->days[i].why->reason : "");
	}
	ck_term_trace_free(t);
	return text;
}

static void each_day_is_told(void)
{
	struct ck_error e;
	ck_time t;
	struct ck_term_trace trace = {0};

	CHECK(ck_term_end(&work, at("2019-03-19T19:00"), 2, CK_WORKING_DAY, true, &t, &trace, &e) == CK_OK);
	CHECK_TEXT(traced(&trace), "2019-03-19 0 works came after hours\n"
	                           "2019-03-20 0 works start\n"
	                           "2019-03-21 0 off day off: Nauryz\n"
	                           "2019-03-22 0 off day off: Nauryz\n"
	                           "2019-03-23 0 off day off: Nauryz\n"
	                           "2019-03-24 0 off day off\n"
	                           "2019-03-25 0 off day off: carried over from 2019-03-23\n"
	                           "2019-03-26 1 works counted\n"
	                           "2019-03-27 2 works counted\n");
	CHECK(trace.days == NULL && trace.count == 0);
	CHECK(ck_term_end(&work, at("2019-03-20T19:00"), 3, CK_DAY, true, &t, &trace, &e) == CK_OK);
	CHECK_TEXT(traced(&trace), "2019-03-20 0 works start\n"
	                           "2019-03-21 1 off counted: Nauryz\n"
	                           "2019-03-22 2 off counted: Nauryz\n"
	                           "2019-03-23 3 off counted: Nauryz\n"
	                           "2019-03-24 0 off day off\n"
	                           "2019-03-25 0 off day off: carried over from 2019-03-23\n"
	                           "2019-03-26 0 works moved from a day off\n");
	CHECK(ck_term_end(&work, at("2019-05-03T18:20"), 9, CK_HOUR, true, &t, &trace, &e) == CK_OK);
	CHECK_TEXT(traced(&trace), "2019-05-03 1 works start\n"
	                           "2019-05-04 2 works counted: worked in place of 2019-05-10\n"
	                           "2019-05-05 0 off day off\n"
	                           "2019-05-06 3 works counted\n");
	CHECK(ck_term_end(&work, at("2019-04-30T12:00"), 1, CK_MONTH, false, &t, &trace, &e) == CK_OK);
	CHECK(ck_term_extend(&work, t, 1, CK_WORKING_DAY, true, &t, &trace, &e) == CK_OK);
	CHECK_TEXT(traced(&trace), "2019-04-30 0 works start\n"
	                           "2019-05-30 1 works counted\n"
	                           "2019-05-30 0 works start\n"
	                           "2019-05-31 1 works counted\n");
	CHECK(ck_term_earliest(&work, at("2019-05-09T12:00"), 1, CK_WORKING_DAY, &t, &trace, &e) == CK_OK);
	CHECK_TEXT(traced(&trace), "2019-05-09 0 off came on a day off: Victory Day\n"
	                           "2019-05-10 0 off day off: off, worked on 2019-05-04\n"
	                           "2019-05-11 0 off day off\n"
	                           "2019-05-12 0 off day off\n"
	                           "2019-05-13 0 works start\n"
	                           "2019-05-14 1 works counted\n"
	                           "2019-05-15 0 works work opens\n");
}

int main(void)
{
	open_office();
	names();
	hours();
	as_the_contract_shows();
	what_comes_outside_working_time();
	ends_of_minutes_and_hours();
	nothing_and_same_day();
	months();
	minimums();
	extensions();
	closing_times();
	the_doubled_hour();
	what_cannot_be_counted();
	a_working_day_at_the_end_of_a_year_is_in_reach();
	knowledge_comes_with_time();
	each_day_is_told();
	ck_calendar_free(five);
	ck_zone_free(almaty);
	return unit_end();
}
