#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "clock.h"
#include "unit.h"

#define HOUR 3600

static const char *day_text(ck_day d)
{
	static char out[CK_TIME_TEXT];

	ck_day_print(out, d);
	return out;
}

static const char *time_text(ck_time t, const struct ck_zone *zone)
{
	static char out[CK_TIME_TEXT];

	ck_time_print(out, t, zone);
	return out;
}

/* Every day of 1600 to 2400 follows the one before, and is what the C library says it is. */
static bool days_follow(void)
{
	int year = 1600, month = 1, day = 1;
	bool follow = true;

	for (ck_day d = ck_day_of(1600, 1, 1); d <= ck_day_of(2400, 12, 31); d++) {
		time_t t = (time_t)d * 86400;
		struct tm tm;
		ck_day parsed;

		gmtime_r(&t, &tm);
		ck_day_civil(d, &year, &month, &day);
		follow = follow && year == tm.tm_year + 1900 && month == tm.tm_mon + 1 && day == tm.tm_mday &&
		         ck_day_weekday(d) == (tm.tm_wday + 6) % 7 + 1 && ck_day_of(year, month, day) == d &&
		         ck_day_parse(day_text(d), &parsed) && parsed == d;
	}
	return follow;
}

static void days(void)
{
	static const char *const bad[] = {"", "2024", "2023-02-29", "2024-2-29", "2024-13-01", "2024-00-01", "2024-04-31",
	                                  "2024-04-00", "0000-01-01", "2024-04-01 ", " 2024-04-01", "2024/04/01",
	                                  "20240401", "2024-04-01T00:00", "-024-04-01", NULL};
	ck_day d;

	CHECK(days_follow());
	CHECK(ck_day_of(1970, 1, 1) == 0 && ck_day_of(1969, 12, 31) == -1 && ck_day_of(2000, 3, 1) == 11017);
	CHECK(ck_day_of(2019, 14, 1) == ck_day_of(2020, 2, 1) && ck_day_of(2020, 0, 31) == ck_day_of(2019, 12, 31));
	CHECK(ck_day_of(2020, -11, 1) == ck_day_of(2019, 1, 1) && ck_day_of(2019, 2, 30) == ck_day_of(2019, 3, 2));
	CHECK(ck_day_of(2019, 3, 0) == ck_day_of(2019, 2, 28));
	for (const char *const *one = bad; *one != NULL; one++)
		CHECK(!ck_day_parse(*one, &d));
	CHECK_TEXT(day_text(ck_day_add_months(ck_day_of(2019, 1, 31), 1)), "2019-02-28");
	CHECK_TEXT(day_text(ck_day_add_months(ck_day_of(2020, 1, 31), 1)), "2020-02-29");
	CHECK_TEXT(day_text(ck_day_add_months(ck_day_of(2019, 11, 15), 2)), "2020-01-15");
	CHECK_TEXT(day_text(ck_day_add_months(ck_day_of(2020, 3, 31), -1)), "2020-02-29");
	CHECK_TEXT(day_text(ck_day_add_months(ck_day_of(2020, 1, 31), -13)), "2018-12-31");
	CHECK_TEXT(day_text(ck_day_add_months(ck_day_of(2020, 5, 5), 0)), "2020-05-05");
}

/* Every two and a half hours of 1900 to 2039 the zone's offset is the C library's, and local times lead back. */
static bool agrees(const char *name)
{
	struct ck_zone *zone;
	struct ck_error e;
	bool agree = true;

	if (ck_zone_open(name, NULL, &zone, &e) != CK_OK) {
		printf("# %s\n", e.text);
		return false;
	}
	setenv("TZ", name, 1);
	tzset();
	for (time_t t = -2208988800; t < 2208988800; t += 9000) {
		struct ck_local local = ck_zone_local(zone, t);
		struct tm tm;
		enum ck_twice kind;
		ck_time first, last;

		localtime_r(&t, &tm);
		first = ck_zone_utc(zone, local.day, local.second, false, &kind);
		last = ck_zone_utc(zone, local.day, local.second, true, NULL);
		agree = agree && local.offset == tm.tm_gmtoff && local.second == tm.tm_hour * HOUR + tm.tm_min * 60 + tm.tm_sec &&
		        local.day == ck_day_of(tm.tm_year + 1900, tm.tm_mon + 1, tm.tm_mday) &&
		        (kind == CK_ONCE ? first == t && last == t : kind == CK_TWICE && first < last && (first == t || last == t));
	}
	ck_zone_free(zone);
	return agree;
}

static void almaty(void)
{
	struct ck_zone *zone;
	struct ck_error e;
	ck_day leap_day = ck_day_of(2024, 2, 29);
	ck_time first = 1709226000; /* 2024-02-29T23:00:00+06:00 */
	enum ck_twice kind;
	ck_time t;

	CHECK(ck_zone_open("Asia/Almaty", NULL, &zone, &e) == CK_OK);
	CHECK_TEXT(ck_zone_name(zone), "Asia/Almaty");
	CHECK(ck_zone_utc(zone, leap_day, 23 * HOUR, false, &kind) == first && kind == CK_TWICE);
	CHECK(ck_zone_utc(zone, leap_day, 23 * HOUR, true, &kind) == first + HOUR && kind == CK_TWICE);
	CHECK(ck_zone_utc(zone, leap_day, 24 * HOUR - 1, true, &kind) == first + 2 * HOUR - 1 && kind == CK_TWICE);
	CHECK(ck_zone_utc(zone, leap_day, 23 * HOUR - 1, true, &kind) == first - 1 && kind == CK_ONCE);
	CHECK(ck_zone_utc(zone, leap_day + 1, 0, false, &kind) == first + 2 * HOUR && kind == CK_ONCE);
	CHECK_TEXT(time_text(first + HOUR - 1, zone), "2024-02-29T23:59:59+06:00");
	CHECK_TEXT(time_text(first + HOUR, zone), "2024-02-29T23:00:00+05:00");
	CHECK(ck_time_parse("2024-02-29T23:30", zone, &t, &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "\"2024-02-29T23:30\" happens twice in Asia/Almaty, where the clock was put back: write it with "
	                   "its offset, +06:00 or +05:00");
	CHECK(ck_time_parse("2024-02-29T23:30+06:00", zone, &t, &e) == CK_OK && t == first + 1800);
	CHECK(ck_time_parse("2024-02-29 23:30:10+05:00", zone, &t, &e) == CK_OK && t == first + HOUR + 1810);
	CHECK(ck_time_parse("2024-02-29T22:59:59", zone, &t, &e) == CK_OK && t == first - 1);
	CHECK(ck_time_parse("2024-03-01", zone, &t, &e) == CK_OK && t == first + 2 * HOUR);
	/* daylight time began at 2004-03-28T02:00+06:00 */
	CHECK(ck_time_parse("2004-03-28T02:30", zone, &t, &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "\"2004-03-28T02:30\" never happens in Asia/Almaty, where the clock was put forward: write it with "
	                   "its offset, +06:00 or +07:00");
	CHECK(ck_zone_utc(zone, ck_day_of(2004, 3, 28), 2 * HOUR + 1800, false, &kind) == 1080417600 && kind == CK_NEVER);
	CHECK(ck_zone_utc(zone, ck_day_of(2004, 3, 28), 2 * HOUR + 1800, true, &kind) == 1080417600 && kind == CK_NEVER);
	CHECK(ck_zone_utc(zone, ck_day_of(2004, 3, 28), 3 * HOUR, false, &kind) == 1080417600 && kind == CK_ONCE);
	CHECK_TEXT(time_text(-2000000000, zone), "1906-08-17T01:33:40+05:07"); /* +05:07:48: the instant is kept */
	ck_zone_free(zone);
	ck_zone_free(NULL);
}

static enum ck_code open_code(const char *name, const char *tzdir, struct ck_error *e)
{
	struct ck_zone *zone;
	enum ck_code code = ck_zone_open(name, tzdir, &zone, e);

	ck_zone_free(zone);
	return code;
}

/* A zone file cut anywhere, or with any one byte turned over, is refused or read, but never read beyond its end. */
static void damaged(void)
{
	char directory[] = "/tmp/casekit-zone-XXXXXX", path[64];
	unsigned char bytes[4096];
	struct ck_error e;
	FILE *from = fopen("/usr/share/zoneinfo/Asia/Almaty", "rb"), *to;
	size_t n = from != NULL ? fread(bytes, 1, sizeof(bytes), from) : 0;
	bool refused = true, known = true;

	CHECK(n > 100 && n < sizeof(bytes) && mkdtemp(directory) != NULL);
	snprintf(path, sizeof(path), "%s/Zone", directory);
	for (size_t length = 0; length < n; length += 1 + length / 500) {
		to = fopen(path, "wb");
		refused = refused && to != NULL && fwrite(bytes, 1, length, to) == length && fclose(to) == 0 &&
		          open_code("Zone", directory, &e) == CK_CONFIG;
	}
	CHECK(refused);
	for (size_t i = 0; i < n; i++) {
		enum ck_code code;

		bytes[i] ^= 0xFF;
		to = fopen(path, "wb");
		known = known && to != NULL && fwrite(bytes, 1, n, to) == n && fclose(to) == 0;
		code = open_code("Zone", directory, &e);
		known = known && (code == CK_OK || code == CK_CONFIG);
		bytes[i] ^= 0xFF;
	}
	CHECK(known);
	to = fopen(path, "wb");
	CHECK(to != NULL && fwrite(bytes, 1, n, to) == n && fclose(to) == 0 && open_code("Zone", directory, &e) == CK_OK);
	CHECK(unlink(path) == 0 && rmdir(directory) == 0);
	if (from != NULL)
		fclose(from);
}

static void zones(void)
{
	static const char *const bad[] = {"", "/etc/passwd", "../Asia/Almaty", "Asia/../Asia/Almaty", "Asia/", "Asia//Almaty",
	                                  "Asia/Nowhere", "Asia", "tzdata.zi", NULL};
	struct ck_error e;

	CHECK(agrees("Asia/Almaty"));
	CHECK(agrees("Asia/Aqtau"));
	CHECK(agrees("Asia/Qostanay"));
	CHECK(agrees("Asia/Kolkata"));
	CHECK(agrees("UTC"));
	for (const char *const *one = bad; *one != NULL; one++)
		CHECK(open_code(*one, NULL, &e) == CK_CONFIG);
	CHECK(open_code("Europe/Berlin", NULL, &e) == CK_CONFIG);
	CHECK_TEXT(e.text, "the zone file /usr/share/zoneinfo/Europe/Berlin has a daylight-saving rule for the future");
	CHECK(open_code("Asia/Almaty", "/nowhere", &e) == CK_CONFIG);
	CHECK(open_code("Asia/Almaty", "/usr/share/zoneinfo", &e) == CK_OK && open_code("Asia/Almaty", "", &e) == CK_OK);
}

static bool parsed_as(const char *text, ck_time want)
{
	struct ck_error e;
	ck_time t;

	return ck_time_parse(text, NULL, &t, &e) == CK_OK && t == want;
}

static void texts(void)
{
	static const char *const bad[] = {
	    "", "now", "2019-03-18T", "2019-03-18T9:00", "2019-03-18T09", "2019-03-18T09:60", "2019-03-18T24:00",
	    "2019-03-18T09:00:60", "2019-03-18T09:00:0", "2019-03-18T09:00+6", "2019-03-18T09:00+0600", "2019-03-18T09:00 ",
	    "2019-03-18T09:00+06:60", "2019-03-18T09:00+17:00", "2019-03-18T09:00ZZ", "2019-03-18x09:00", "18.03.2019",
	    "2019-02-29T09:00Z", "2019-03-18Z", "2019-03-18T09:00:00.5Z", NULL};
	char out[CK_TIME_TEXT];
	struct ck_error e;
	ck_time t;

	CHECK(parsed_as("1970-01-01T00:00Z", 0) && parsed_as("1970-01-01T00:00:00Z", 0) && parsed_as("1970-01-01", 0));
	CHECK(parsed_as("1970-01-01 06:00:01+06:00", 1) && parsed_as("1969-12-31T19:00-05:00", 0));
	CHECK(parsed_as("2019-03-18T10:00:00+06:00", 1552881600));
	for (const char *const *one = bad; *one != NULL; one++)
		CHECK(ck_time_parse(*one, NULL, &t, &e) == CK_BADDATA && e.text[0] != '\0');
	CHECK_TEXT(time_text(0, NULL), "1970-01-01T00:00:00Z");
	CHECK_TEXT(time_text(CK_NOTIME, NULL), "");
	ck_time_print_offset(out, 1552881600, 6 * HOUR);
	CHECK_TEXT(out, "2019-03-18T10:00:00+06:00");
	ck_time_print_offset(out, 0, -(5 * HOUR + 1800));
	CHECK_TEXT(out, "1969-12-31T18:30:00-05:30");
	ck_time_print_offset(out, INT64_MAX, 14 * HOUR);
	CHECK(strlen(out) < CK_TIME_TEXT);
	ck_time_print_offset(out, INT64_MIN + 1, -14 * HOUR);
	CHECK(strlen(out) < CK_TIME_TEXT);
}

static void now(void)
{
	struct ck_error e;
	ck_time t, before = time(NULL);

	CHECK(ck_clock_now(NULL, &t, &e) == CK_OK && t >= before && t <= before + 60);
	CHECK(ck_clock_now("", &t, &e) == CK_OK && t >= before);
	CHECK(ck_clock_now("2019-03-18T10:00:00+06:00", &t, &e) == CK_OK && t == 1552881600);
	CHECK(ck_clock_now("2019-03-18T10:00:00", &t, &e) == CK_CONFIG && strstr(e.text, "no offset") != NULL);
	CHECK(ck_clock_now("yesterday", &t, &e) == CK_CONFIG);
}

int main(void)
{
	days();
	almaty();
	zones();
	damaged();
	texts();
	now();
	return unit_end();
}
