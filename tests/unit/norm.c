/* Norms: values by kind, a row that holds on a day as it was known then, rows learned, a folder read. */
#include "unit.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "norm.h"
#include "text.h"

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

static void plant(const char *path, const char *rows)
{
	FILE *f = fopen(path, "w");

	if (f == NULL || fprintf(f, "norm\tsubject\tsince\tvalue\tsource\tknown\n%s", rows) < 0 || fclose(f) != 0)
		printf("Bail out! cannot write %s\n", path), exit(1);
}

static void make_store(const char *path)
{
	must(ck_store_create(path, &e), "create");
	must(ck_store_open(path, CK_STORE_WRITE, 0, &store, &e), "open");
	must(ck_store_begin(store, &e), "begin");
	must(ck_store_do(store, &e, NULL, CK_SQL_CALENDAR_PUT, "itttttt", (int64_t)1, "five", "1111100", "the law",
	                 "Asia/Almaty", "09:00-18:00", "five days"), "calendar");
}

/* Loads a row as of a time: "yes" if it was added, "no" if it holds already, else what is wrong, with its column. */
static const char *load(ck_time now, const char *norm, const char *subject, const char *since, const char *value,
                        const char *source, const char *known)
{
	static char said[800];
	struct ck_fields row = {0};
	bool added;
	enum ck_code code;

	ck_fields_set(&row, "norm", norm);
	ck_fields_set(&row, "subject", subject);
	ck_fields_set(&row, "since", since);
	ck_fields_set(&row, "value", value);
	ck_fields_set(&row, "source", source);
	ck_fields_set(&row, "known", known);
	code = ck_norm_load(store, &row, now, &added, &e);
	ck_fields_free(&row);
	if (code == CK_OK)
		return added ? "yes" : "no";
	snprintf(said, sizeof said, "%d %s: %s", code, e.column, e.text);
	return said;
}

/* The value that holds, as it was known at a time; "none", or what is wrong. */
static const char *holds(const char *norm, const char *subject, const char *on, ck_time known)
{
	static struct ck_norm n;
	bool found;

	if (ck_norm_find(store, norm, subject, day(on), known, &n, &found, &e) != CK_OK)
		return e.text;
	return found ? n.value : "none";
}

static void shares_are_compared_in_integers(void)
{
	struct ck_norm half = {.count = 51, .of = 100}, whole = {.count = 1, .of = 1}, nothing = {.count = 0, .of = 1};
	struct ck_norm fine = {.count = 999999998, .of = 999999999};
	int64_t most = (int64_t)1 << 62;

	CHECK(ck_norm_reaches(51, 100, &half) && !ck_norm_reaches(50, 100, &half));
	CHECK(!ck_norm_reaches(5099, 10000, &half) && ck_norm_reaches(5100, 10000, &half));
	CHECK(!ck_norm_reaches(0, 0, &nothing) && ck_norm_reaches(0, 1, &nothing));
	CHECK(ck_norm_reaches(most, most, &whole) && !ck_norm_reaches(most - 1, most, &whole));
	CHECK(ck_norm_reaches(most, most, &fine) && !ck_norm_reaches(most - most / 999999998, most, &fine));
	CHECK(!ck_norm_reaches(-1, 10, &nothing));
}

static void names_have_kinds(void)
{
	size_t i = 0;

	for (const struct ck_norm_name *name; (name = ck_norm_name_at(i)) != NULL; i++) {
		CHECK(ck_norm_name_find(name->name) == name);
		CHECK(name->words == NULL || name->kind == CK_NORM_WORD);
		CHECK(name->subject_least <= name->subject_most && name->year <= name->subject_most && name->help[0] != 0);
	}
	CHECK(i >= 15);
	CHECK(ck_norm_name_find("qorum") == NULL);
}

static void a_value_has_its_kind(void)
{
	CHECK_TEXT(load(100, "quorum", "board", "2017-12-20", "2/3", "act", NULL), "yes");
	CHECK_TEXT(load(100, "mci", NULL, "2023-01-01", "3 450,50", "act", NULL), "yes");
	CHECK_TEXT(load(100, "casting-vote", "board", "2017-12-20", "chair", "act", NULL), "yes");
	CHECK_TEXT(load(100, "quota", "almaty 2019 2", "2019-01-01", "1000", "act", NULL), "yes");
	CHECK_TEXT(holds("quorum", "board", "2019-01-01", 100), "2/3");
	CHECK_TEXT(holds("mci", "", "2023-12-31", 100), "345050");
	CHECK_TEXT(holds("quota", "almaty 2019 2", "2019-01-01", 100), "1000");
	CHECK_TEXT(load(101, "quorum", "board", "2017-12-20", "67 %", "act", NULL),
	           "65 value: quorum is a share such as 70/100");
	CHECK_TEXT(load(101, "quorum", "board", "2017-12-20", "3/2", "act", NULL),
	           "65 value: quorum is a share such as 70/100");
	CHECK_TEXT(load(101, "quorum", "board", "2017-12-20", "0/0", "act", NULL),
	           "65 value: quorum is a share such as 70/100");
	CHECK_TEXT(load(101, "quorum", "board", "2017-12-20", "-1/2", "act", NULL),
	           "65 value: quorum is a share such as 70/100");
	CHECK_TEXT(load(101, "quota", "almaty 2019 2", "2019-01-01", "ten", "act", NULL), "65 value: quota is a whole number");
	CHECK_TEXT(load(101, "quota", "almaty 2019 2", "2019-01-01", "-1", "act", NULL), "65 value: quota is a whole number");
	CHECK_TEXT(load(101, "mci", NULL, "2023-01-01", "1,234", "act", NULL), "65 value: mci is a sum in tenge");
	CHECK_TEXT(load(100, "sign-service", NULL, "2017-12-20", "town-2017/chair", "act", NULL), "yes");
	CHECK_TEXT(load(101, "sign-service", NULL, "2017-12-20", "two words", "act", NULL),
	           "65 value: sign-service is a word");
	CHECK_TEXT(load(101, "recusal", "board", "2017-12-20", "no", "act", NULL), "65 value: recusal is a word: one of yes");
	CHECK_TEXT(load(101, "casting-vote", "board", "2017-12-20", "porter", "act", NULL),
	           "65 value: casting-vote is a word: one of chair deputy-chair secretary member");
}

static void a_row_is_whole(void)
{
	char *source = ck_alloc(401);

	memset(source, 'a', 400);
	CHECK(strstr(load(101, "qorum", "board", "2017-12-20", "2/3", "act", NULL),
	             "65 norm: no norm \"qorum\"; there are quorum") != NULL);
	CHECK_TEXT(load(101, NULL, "board", "2017-12-20", "2/3", "act", NULL), "65 norm: it is missing");
	CHECK_TEXT(load(101, "mci", "tenge", "2023-01-01", "1", "act", NULL),
	           "65 subject: mci: the monthly calculation index; no subject");
	CHECK(strstr(load(101, "quorum", NULL, "2017-12-20", "2/3", "act", NULL), "65 subject: quorum: ") != NULL);
	CHECK(strstr(load(101, "quota", "almaty 2019", "2019-01-01", "1", "act", NULL), "65 subject: quota: ") != NULL);
	CHECK(strstr(load(101, "quota", "almaty 19 2", "2019-01-01", "1", "act", NULL), "65 subject: quota: ") != NULL);
	CHECK(strstr(load(101, "quota", "almaty 0999 2", "2019-01-01", "1", "act", NULL), "65 subject: quota: ") != NULL);
	CHECK(strstr(load(101, "quota", "2019 almaty 2", "2019-01-01", "1", "act", NULL), "65 subject: quota: ") != NULL);
	CHECK(strstr(load(101, "quota", "almaty  2019 2", "2019-01-01", "1", "act", NULL), "65 subject: ") != NULL);
	CHECK_TEXT(load(101, "quorum", "board", "2017-02-29", "2/3", "act", NULL), "65 since: not a day such as 2019-05-04");
	CHECK_TEXT(load(101, "quorum", "board", "2017-12-20T10:00", "2/3", "act", NULL),
	           "65 since: not a day such as 2019-05-04");
	CHECK_TEXT(load(101, "quorum", "board", NULL, "2/3", "act", NULL), "65 since: not a day such as 2019-05-04");
	CHECK_TEXT(load(101, "quorum", "board", "2017-12-20", "2/3", NULL, NULL), "65 source: it is missing");
	CHECK_TEXT(load(101, "quorum", "board", "2017-12-20", "2/3", source, NULL), "65 source: too long");
	source[399] = 0;
	CHECK_TEXT(load(101, "quorum", "long", "2017-12-20", "2/3", source, NULL), "yes");
	free(source);
}

static void two_axes_of_time(void)
{
	CHECK_TEXT(load(200, "majority", "board", "2018-01-01", "1/2", "act 1", NULL), "yes");
	CHECK_TEXT(load(300, "majority", "board", "2019-01-01", "2/3", "act 2", NULL), "yes");
	CHECK_TEXT(load(400, "majority", "board", "2018-01-01", "3/5", "act 1, misread", NULL), "yes");
	CHECK_TEXT(load(500, "majority", "board", "2020-01-01", NULL, "act 3", NULL), "yes");
	CHECK_TEXT(holds("majority", "board", "2017-12-31", 999), "none");
	CHECK_TEXT(holds("majority", "board", "2018-01-01", 199), "none");
	CHECK_TEXT(holds("majority", "board", "2018-01-01", 200), "1/2");
	CHECK_TEXT(holds("majority", "board", "2018-12-31", 999), "3/5");
	CHECK_TEXT(holds("majority", "board", "2019-01-01", 299), "1/2");
	CHECK_TEXT(holds("majority", "board", "2019-01-01", 999), "2/3");
	CHECK_TEXT(holds("majority", "board", "2020-01-01", 499), "2/3");
	CHECK_TEXT(holds("majority", "board", "2020-01-01", 500), "none");
	CHECK_TEXT(holds("majority", "boards", "2019-01-01", 999), "none");
	CHECK_TEXT(load(600, "majority", "board", "2018-01-01", "3/5", "act 1, misread", NULL), "no");
	CHECK_TEXT(load(600, "majority", "board", "2018-01-01", "1/2", "act 1", NULL), "yes");
	CHECK_TEXT(load(600, "majority", "board", "2018-01-01", "1/3", "act 4", NULL),
	           "1 : majority of \"board\": another row since that day is known since the same second");
	CHECK_TEXT(load(600, "majority", "board", "2021-01-01", "1/3", "act 4", "1970-01-01T05:00"), "yes");
	CHECK_TEXT(holds("majority", "board", "2021-01-01", 599), "none");
	CHECK_TEXT(load(700, "majority", "board", "2022-01-01", "1/3", "act 4", "1970-02-01"),
	           "1 known: that lies ahead: nobody knows yet what will be known then");
	CHECK(strncmp(load(700, "majority", "board", "2022-01-01", "1/3", "act 4", "soon"), "65 known: ", 10) == 0);
}

static enum ck_code note(void *to, const char *subject, const struct ck_norm *n, struct ck_error *error)
{
	char *list = to;

	snprintf(list + strlen(list), 200 - strlen(list), "%s=%s ", subject, n->value);
	return strcmp(subject, "stop") == 0 ? ck_fail(error, CK_REFUSED, "enough") : CK_OK;
}

static void each_subject_once(void)
{
	char list[200] = "";

	CHECK_TEXT(load(100, "permit-fee", "1", "2018-01-01", "10", "act", NULL), "yes");
	CHECK_TEXT(load(100, "permit-fee", "1", "2019-01-01", "11", "act", NULL), "yes");
	CHECK_TEXT(load(200, "permit-fee", "1", "2019-01-01", "12", "act", NULL), "yes");
	CHECK_TEXT(load(100, "permit-fee", "2", "2018-01-01", "20", "act", NULL), "yes");
	CHECK_TEXT(load(100, "permit-fee", "2", "2019-06-01", NULL, "act", NULL), "yes");
	CHECK_TEXT(load(100, "permit-fee", "stop", "2018-01-01", "0.01", "act", NULL), "yes");
	CHECK(ck_norm_each(store, "permit-fee", day("2017-01-01"), 999, note, list, &e) == CK_OK);
	CHECK_TEXT(list, "");
	CHECK(ck_norm_each(store, "permit-fee", day("2019-01-01"), 100, note, list, &e) == CK_REFUSED);
	CHECK_TEXT(list, "1=1100 2=2000 stop=1 ");
	list[0] = 0;
	CHECK(ck_norm_each(store, "permit-fee", day("2019-06-01"), 999, note, list, &e) == CK_REFUSED);
	CHECK_TEXT(list, "1=1200 stop=1 ");
	CHECK(ck_norm_each(store, "fee", day("2019-06-01"), 999, note, list, &e) == CK_BUG);
}

static enum ck_code print(void *to, const struct ck_fields *out, struct ck_error *error)
{
	static const char *const columns[] = {"norm", "subject", "since", "value", "source", "known"};

	(void)error;
	for (int i = 0; i < 6; i++)
		ck_buffer_printf(to, "%s%s", ck_fields_has(out, columns[i]) ? ck_fields_get(out, columns[i]) : "",
		                 i < 5 ? "|" : "\n");
	return CK_OK;
}

static void rows_are_listed(void)
{
	struct ck_buffer out = {0};

	CHECK(ck_norm_list(store, "permit-fee", "1", CK_NODAY, CK_NOTIME, print, &out, &e) == CK_OK);
	CHECK_TEXT(out.text, "permit-fee|1|2018-01-01|10.00|act|1970-01-01T06:01:40+06:00\n"
	                     "permit-fee|1|2019-01-01|11.00|act|1970-01-01T06:01:40+06:00\n"
	                     "permit-fee|1|2019-01-01|12.00|act|1970-01-01T06:03:20+06:00\n");
	ck_buffer_empty(&out);
	CHECK(ck_norm_list(store, "permit-fee", NULL, day("2019-07-01"), 150, print, &out, &e) == CK_OK);
	CHECK_TEXT(out.text, "permit-fee|1|2019-01-01|11.00|act|1970-01-01T06:01:40+06:00\n"
	                     "permit-fee|stop|2018-01-01|0.01|act|1970-01-01T06:01:40+06:00\n");
	ck_buffer_empty(&out);
	CHECK(ck_norm_list(store, "permit-fee", "2", CK_NODAY, CK_NOTIME, print, &out, &e) == CK_OK);
	CHECK(strstr(out.text, "permit-fee|2|2019-06-01||act|") != NULL);
	CHECK(ck_norm_list(store, "fee", NULL, CK_NODAY, CK_NOTIME, print, &out, &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "norm");
	ck_buffer_free(&out);
}

static void a_store_with_a_wrong_value(void)
{
	bool found;
	struct ck_norm n;
	char list[200] = "";

	must(ck_store_do(store, &e, NULL, CK_SQL_NORM_PUT, "ttiitt", "sign-days", "", (int64_t)0, (int64_t)0, "long",
	                 "act"), "put");
	CHECK(ck_norm_find(store, "sign-days", "", 10, 999, &n, &found, &e) == CK_CONFIG && !found);
	CHECK_TEXT(e.text, "the store's norm sign-days of \"\" is not a whole number");
	CHECK(ck_norm_each(store, "sign-days", 10, 999, note, list, &e) == CK_CONFIG);
	CHECK_TEXT(list, "");
}

/* The text with which the rows of a folder are refused; "" = they are taken. */
static const char *folder(const char *rows)
{
	plant("norms/norms.tsv", rows);
	return ck_norm_load_folder(store, "norms", &e) == CK_OK ? "" : e.text;
}

static void a_folder_is_read(void)
{
	mkdir("norms", 0700);
	CHECK(ck_norm_load_folder(store, "nowhere", &e) == CK_NOINPUT);
	CHECK_TEXT(folder(""), "");
	CHECK_TEXT(folder("quorum\tboard\t2017-12-20\t2/3\tact\t\n"
	                  "quorum\tboard\t2017-12-20\t1/2\tact 2\t2018-01-01T00:00:00+06:00\n"
	                  "mci\t\t2023-01-01\t3450\tact\t\n"), "");
	CHECK_TEXT(holds("quorum", "board", "2017-12-20", CK_NORM_ALWAYS), "2/3");
	CHECK_TEXT(holds("quorum", "board", "2017-12-20", 1514743199), "2/3");
	CHECK_TEXT(holds("quorum", "board", "2017-12-20", 1514743200), "1/2");
	CHECK_TEXT(holds("mci", "", "2023-01-01", CK_NORM_ALWAYS), "345000");
	CHECK_TEXT(folder("majority\tboard\t2017-12-20\t1/2\tact\t\nmajority\tboard\t2017-12-20\t1/2\tact\t\n"),
	           "norms/norms.tsv:3: the same row twice");
	CHECK(e.code == CK_CONFIG);
	CHECK_TEXT(folder("recusal\tboard\t2017-12-20\tyes\tact\t\nrecusal\tboard\t2017-12-20\tyes\tact 2\t\n"),
	           "norms/norms.tsv:3: recusal of \"board\": another row since that day is known since the same second");
	CHECK_TEXT(folder("\nsign-most\t\t2017-12-20\tmany\tact\t\n"), "norms/norms.tsv:3: sign-most is a whole number");
	CHECK(e.code == CK_CONFIG);
}

int main(void)
{
	char path[] = "/tmp/unit-norm.XXXXXX", *sweep[] = {"rm", "-rf", path, NULL};

	if (mkdtemp(path) == NULL || chdir(path) != 0)
		printf("Bail out! no folder\n"), exit(1);
	make_store("a.db");
	shares_are_compared_in_integers();
	names_have_kinds();
	a_value_has_its_kind();
	a_row_is_whole();
	two_axes_of_time();
	each_subject_once();
	rows_are_listed();
	a_store_with_a_wrong_value();
	ck_store_close(store);
	make_store("b.db");
	a_folder_is_read();
	ck_store_close(store);
	if (fork() == 0)
		execvp(sweep[0], sweep);
	wait(NULL);
	return unit_end();
}
