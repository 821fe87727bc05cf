/* The sign: thresholds in integers however large the numbers; a snapshot in memory answers as the store does. */
#include "unit.h"

#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "norm.h"
#include "org.h"

#define PEOPLE 3000
#define FIRM 80440005158

static struct ck_error e;
static struct ck_store *store;

static void must(enum ck_code code, const char *what)
{
	if (code != CK_OK)
		printf("Bail out! %s: %s\n", what, e.text), exit(1);
}

static ck_day day(const char *iso)
{
	ck_day d = CK_NODAY;

	ck_day_parse(iso, &d);
	return d;
}

/* -- judged -- */

static void set_norm(const char *norm, const char *subject, const char *since, const char *value)
{
	struct ck_fields row = {0};
	bool added;

	ck_fields_set(&row, "norm", norm);
	ck_fields_set(&row, "subject", subject);
	ck_fields_set(&row, "since", since);
	ck_fields_set(&row, "value", value);
	ck_fields_set(&row, "source", value[0] == '\0' ? "the end" : "the act");
	must(ck_norm_load(store, &row, 1000, &added, &e), norm);
	ck_fields_free(&row);
}

/* "yes" or "no", and the shares as they are printed. */
static const char *judge(int64_t disabled, int64_t people, int64_t pay_disabled, int64_t pay, bool specialised,
                         const char *on)
{
	static char said[300];
	const struct ck_sign_figures f = {people, disabled, pay, pay_disabled};
	struct ck_fields out = {0};
	const char *permille;
	bool reaches = false;

	if (ck_sign_judge(store, &f, specialised, day(on), 2000, &reaches, &out, &e) != CK_OK)
		return e.text;
	permille = ck_fields_get(&out, "share_pay_permille");
	snprintf(said, sizeof said, "%s %s %s %s", reaches ? "yes" : "no", ck_fields_get(&out, "share_staff"),
	         permille == NULL ? "-" : permille, ck_fields_get(&out, "threshold_source"));
	ck_fields_free(&out);
	return said;
}

static void thresholds(void)
{
	CHECK_TEXT(judge(51, 100, 51, 100, false, "2025-12-31"), "no threshold of staff is known for that day");
	set_norm("sign-staff", "", "2000-01-01", "51/100");
	set_norm("sign-staff", "specialised", "2000-01-01", "51/100");
	set_norm("sign-pay", "", "2000-01-01", "51/100");
	set_norm("sign-pay", "specialised", "2000-01-01", "35/100");
	set_norm("sign-pay", "", "2026-01-01", "");
	CHECK_TEXT(judge(51, 100, 51, 100, false, "2025-12-31"), "yes 51/100 510 the act; the act");
	CHECK_TEXT(judge(50, 99, 51, 100, false, "2025-12-31"), "no 50/99 510 the act; the act");
	CHECK_TEXT(judge(51, 100, 5099, 10000, false, "2025-12-31"), "no 51/100 509 the act; the act");
	CHECK_TEXT(judge(51, 100, 35, 100, true, "2025-12-31"), "yes 51/100 350 the act; the act");
	CHECK_TEXT(judge(51, 100, 3499, 10000, true, "2025-12-31"), "no 51/100 349 the act; the act");
	CHECK_TEXT(judge(51, 100, 0, 100, false, "2026-01-01"), "yes 51/100 0 the act");
	CHECK_TEXT(judge(51, 100, INT64_MIN, INT64_MIN, false, "2026-01-01"), "yes 51/100 - the act");
	CHECK_TEXT(judge(0, 0, 0, 0, false, "2026-01-01"), "no 0/0 - the act");
	/* Sums that no product of them fits into sixty-four bits. */
	CHECK_TEXT(judge(1, 1, 2305843009213693951, 4521260802379792061, false, "2025-12-31"), "no 1/1 509 the act; the act");
	CHECK_TEXT(judge(1, 1, 2305843009213693952, 4521260802379792062, false, "2025-12-31"), "yes 1/1 510 the act; the act");
}

/* -- asked about -- */

static int64_t person(int i)
{
	return 400101300000 + i / 7 * 100000000ll + i % 7 * 11;
}

static void load(const char *registry, int64_t *no)
{
	bool of_pay = strcmp(registry, CK_REGISTRY_PAY) == 0;

	*no = of_pay ? 2 : 1;
	for (int i = 0; i < PEOPLE; i += 2 + i % 3) {
		int64_t until = i % 5 == 0 ? day("2025-06-01") + i % 2 : INT64_MIN;

		must(ck_store_do(store, &e, NULL, CK_SQL_SNAPSHOT_PUT, "iiiin", *no, person(i), of_pay ? FIRM + i % 2 : 0,
		                 of_pay ? (int64_t)i * 100 : 0, of_pay ? INT64_MIN : until), "row");
	}
}

/* How many answers differ, of everybody, of some nobody knows, and of nobody. */
static int differing(const char *registry, int64_t no, int64_t payer, size_t count)
{
	static struct ck_registry_answer a[PEOPLE + 3], b[PEOPLE + 3];
	struct ck_snapshot_whole *whole = NULL;
	int differ = 0;

	for (int i = 0; i < PEOPLE; i++)
		a[i] = b[i] = (struct ck_registry_answer){.person = person((i * 997) % PEOPLE)};
	a[PEOPLE].person = b[PEOPLE].person = 1;
	a[PEOPLE + 1].person = b[PEOPLE + 1].person = 999999999999;
	a[PEOPLE + 2].person = b[PEOPLE + 2].person = person(PEOPLE - 1) + 1;
	must(ck_snapshot_read(store, registry, no, &whole, &e), "read");
	must(ck_snapshot_ask(store, registry, no, payer, day("2025-06-02"), a, count, &e), "ask");
	ck_snapshot_answer(whole, payer, day("2025-06-02"), b, count);
	for (size_t i = 0; i < count; i++)
		differ += a[i].known != b[i].known || a[i].disabled != b[i].disabled || a[i].pay != b[i].pay;
	ck_snapshot_whole_free(whole);
	return differ;
}

static void in_memory(void)
{
	int64_t disabled, pay;

	CHECK(differing(CK_REGISTRY_DISABLED, 1, 0, 5) == 0);
	load(CK_REGISTRY_DISABLED, &disabled);
	load(CK_REGISTRY_PAY, &pay);
	CHECK(differing(CK_REGISTRY_DISABLED, disabled, 0, PEOPLE + 3) == 0);
	CHECK(differing(CK_REGISTRY_PAY, pay, FIRM, PEOPLE + 3) == 0);
	CHECK(differing(CK_REGISTRY_PAY, pay, FIRM + 1, PEOPLE + 3) == 0);
	CHECK(differing(CK_REGISTRY_PAY, pay, FIRM + 2, 64) == 0);
	CHECK(differing(CK_REGISTRY_PAY, pay, FIRM, 0) == 0);
}

int main(void)
{
	char path[] = "/tmp/unit-sign.XXXXXX", *sweep[] = {"rm", "-rf", path, NULL};

	if (mkdtemp(path) == NULL || chdir(path) != 0)
		printf("Bail out! no folder\n"), exit(1);
	must(ck_store_create("a.db", &e), "create");
	must(ck_store_open("a.db", CK_STORE_WRITE, 0, &store, &e), "open");
	must(ck_store_begin(store, &e), "begin");
	thresholds();
	in_memory();
	ck_store_close(store);
	if (fork() == 0)
		execvp(sweep[0], sweep);
	wait(NULL);
	return unit_end();
}
