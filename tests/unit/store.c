/* A store made, opened, locked, written, filtered, checked, copied; and what must be refused. */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "store_priv.h"
#include "unit.h"

static struct ck_error e;

static const char *const texts[] = {
#define CK_STATEMENT(name, text) text,
#include "store_sql.h"
#undef CK_STATEMENT
};

static char seen[2000];

static void note(void *to, const char *text)
{
	(void)to;
	strncat(seen, text, sizeof seen - strlen(seen) - 2);
	strcat(seen, "\n");
}

static int raw(struct ck_store *s, const char *sql)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

static struct ck_store *open_store(const char *path, enum ck_store_mode mode)
{
	struct ck_store *s = NULL;

	CHECK(ck_store_open(path, mode, 0, &s, &e) == CK_OK);
	if (s == NULL)
		printf("# %s\n", e.text), exit(1);
	return s;
}

static void plant(const char *path, const char *bytes)
{
	FILE *f = fopen(path, "w");

	fputs(bytes, f);
	fclose(f);
}

static void test_making(void)
{
	struct stat before, after;
	struct ck_store *s = (struct ck_store *)&e;

	CHECK(ck_store_create("a.db", &e) == CK_OK);
	CHECK(stat("a.db", &before) == 0 && (before.st_mode & 0777) == 0600);
	CHECK(access("a.db.new", F_OK) != 0);
	CHECK(ck_store_create("a.db", &e) == CK_REFUSED);
	CHECK(strstr(e.text, "a.db is there already") != NULL);
	CHECK(stat("a.db", &after) == 0 && before.st_ino == after.st_ino && before.st_size == after.st_size);
	CHECK(ck_store_create("nowhere/a.db", &e) == CK_UNAVAILABLE);
	CHECK(ck_store_open("a.db/", CK_STORE_READ, 0, &s, &e) == CK_UNAVAILABLE && s == NULL);
}

static enum ck_code fill_badly(struct ck_store *s, void *to, struct ck_error *error)
{
	CHECK(ck_store_set(s, "strict", to, error) == CK_OK);
	return ck_fail(error, CK_CONFIG, "no catalogue");
}

static void test_making_whole_or_not(void)
{
	CHECK(ck_store_make("b.db", 0, fill_badly, "yes", &e) == CK_CONFIG);
	CHECK(access("b.db", F_OK) != 0 && access("b.db.new", F_OK) != 0 && access("b.db.new-journal", F_OK) != 0);
	plant("b.db.new", "left over by one who was killed");
	CHECK(ck_store_create("b.db", &e) == CK_OK);
	CHECK(access("b.db.new", F_OK) != 0);
}

static enum ck_code try_open(const char *path)
{
	struct ck_store *s = NULL;
	enum ck_code code = ck_store_open(path, CK_STORE_READ, 0, &s, &e);

	ck_store_close(s);
	return code;
}

static void test_no_store(void)
{
	struct ck_store *s;
	int from, to;

	CHECK(try_open("absent.db") == CK_UNAVAILABLE);
	CHECK(strstr(e.text, "store-init") != NULL);
	plant("text.db", "a text of some length, which is no store at all but long enough to hold the header of one, "
	                 "and then some more");
	CHECK(try_open("text.db") == CK_UNAVAILABLE);
	plant("empty.db", "");
	CHECK(try_open("empty.db") == CK_UNAVAILABLE);
	CHECK(strstr(e.text, "is no casekit store") != NULL);
	CHECK(mkdir("folder.db", 0700) == 0 && try_open("folder.db") == CK_UNAVAILABLE);
	CHECK(symlink("a.db", "link.db") == 0 && try_open("link.db") == CK_DENIED);
	CHECK(symlink(".", "linked") == 0 && try_open("linked/a.db") == CK_OK);

	CHECK(ck_store_create("other.db", &e) == CK_OK);
	s = open_store("other.db", CK_STORE_WRITE);
	CHECK(raw(s, "PRAGMA user_version=99") == SQLITE_OK);
	ck_store_close(s);
	CHECK(try_open("other.db") == CK_UNAVAILABLE);
	CHECK(strstr(e.text, "version 99") != NULL);
	CHECK(ck_store_upgrade("other.db", 0, &from, &to, &e) == CK_UNAVAILABLE);
	CHECK(ck_store_enter("other.db", CK_STORE_WRITE, CK_EXPECT_EMPTY, 0, &s, &e) == CK_OK);
	CHECK(raw(s, "PRAGMA user_version=0") == SQLITE_OK);
	ck_store_close(s);
	CHECK(try_open("other.db") == CK_CONFIG);
	CHECK(strstr(e.text, "store-upgrade") != NULL);
	CHECK(ck_store_upgrade("other.db", 0, &from, &to, &e) == CK_UNAVAILABLE && from == 0 && to == 0);
	CHECK(ck_store_enter("other.db", CK_STORE_WRITE, CK_EXPECT_EMPTY, 0, &s, &e) == CK_OK);
	CHECK(raw(s, "PRAGMA application_id=7; PRAGMA user_version=2") == SQLITE_OK);
	ck_store_close(s);
	CHECK(try_open("other.db") == CK_UNAVAILABLE);
	CHECK(ck_store_upgrade("a.db", 0, &from, &to, &e) == CK_OK && from == CK_STORE_VERSION && to == CK_STORE_VERSION);
}

static void test_turns(void)
{
	struct ck_store *first = open_store("a.db", CK_STORE_WRITE), *second = NULL;
	int status = -1;

	CHECK(ck_store_open("a.db", CK_STORE_WRITE, 0, &second, &e) == CK_BUSY && second == NULL);
	CHECK(ck_store_open("a.db", CK_STORE_WRITE, 1, &second, &e) == CK_BUSY && second == NULL);
	CHECK(strstr(e.text, "in use by another writer") != NULL);
	fflush(stdout);
	if (fork() == 0) { /* whoever waits gets the turn when it comes */
		ck_store_close(first);
		_exit(ck_store_open("a.db", CK_STORE_WRITE, 20, &second, &e));
	}
	ck_store_close(first);
	CHECK(wait(&status) > 0 && status == 0);
}

static void test_every_statement(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_READ);
	size_t sound = 0;

	for (size_t i = 0; i < CK_SQL_COUNT; i++) {
		struct ck_result r = {0};

		if (ck_result_prepare(&r, s, texts[i], &e) == CK_OK)
			sound++;
		else
			printf("# %s: %s\n", texts[i], e.text);
		sqlite3_finalize(r.statement);
	}
	CHECK(sound == CK_SQL_COUNT);
	ck_store_close(s);
}

static enum ck_code put_case(struct ck_store *s, int64_t id, const char *applicant, const char *name, int64_t status,
                             const char *next_step, const char *next_acts, int64_t due, int64_t registered)
{
	struct ck_buffer key = {0};
	enum ck_code code;

	ck_text_sort_key(&key, name);
	code = ck_store_do(s, &e, NULL, CK_SQL_CASE_PUT, "itittt" "ii" "ttt" "nnnn" "t" "inn" "ib", id, "",
	                   (int64_t)1, applicant, name, key.text, status, (int64_t)0, next_step, next_acts, "executor", due,
	                   INT64_MIN, INT64_MIN, due, "a.bek", registered, INT64_MIN, INT64_MIN, (int64_t)1, "x", (size_t)1);
	ck_buffer_free(&key);
	return code;
}

#define OFFICE(no) ((int64_t)(no) << 49)

static void test_values(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_WRITE);
	struct ck_result *r = NULL, *again = NULL;
	int64_t changed = -1;
	size_t n;

	CHECK(ck_store_begin(s, &e) == CK_OK);
	for (int no = 1; no <= 4; no++) {
		char code[16], parent[16] = "";

		snprintf(code, sizeof code, "O%d", no);
		if (no == 2 || no == 4)
			snprintf(parent, sizeof parent, "O%d", no - 1);
		CHECK(ck_store_do(s, &e, NULL, CK_SQL_OFFICE_PUT, "itttttttt", (int64_t)no, code, "Office", "city", parent,
		                  "Asia/Almaty", "kz-5", "09:00-18:00", "almaty") == CK_OK);
	}
	CHECK(ck_store_do(s, &e, NULL, CK_SQL_PROCEDURE_PUT, "tttt", "almaty-2017/wheelchair", "2017-01-01", "issue",
	                  "office") == CK_OK);
	CHECK(put_case(s, OFFICE(1) + 32768, "780101300015", "Әлиев Серік", 2, "3", "decide sign", 1000, 10) == CK_OK);
	CHECK(put_case(s, OFFICE(1) + 65536, "780101300016", "Ахметов Дәулет", 2, "2", "assign", 500, 20) == CK_OK);
	CHECK(put_case(s, OFFICE(2) + 32768, "780101300015", "Алиева Айгүл", 7, "", "", INT64_MIN, 30) == CK_OK);
	CHECK(put_case(s, OFFICE(4) + 32768, "780101300017", "алиев нурлан", 1, "2", "assign", 2000, 40) == CK_OK);
	/* $1 is the last to appear in this text: bound by place, it would touch no row */
	CHECK(ck_store_do(s, &e, &changed, CK_SQL_CASE_CORRECT, "itttt", OFFICE(4) + 32768, "KZ-17", "780101300017",
	                  "алиев нурлан", "x") == CK_OK);
	CHECK(changed == 1);
	for (int i = 0; i < 2; i++) { /* with another name, and with the row's own */
		CHECK(ck_store_do(s, &e, &changed, CK_SQL_CASE_RENEW, "ittt" "ii" "ttt" "nnnn" "t" "inn" "ib", OFFICE(4) + 32768,
		                  "KZ-17", "780101300017", i == 0 ? "алиев" : "алиев нурлан", (int64_t)1, (int64_t)0, "2",
		                  "assign", "executor", (int64_t)2000, INT64_MIN, INT64_MIN, (int64_t)2000, "b.omar",
		                  (int64_t)40, INT64_MIN, INT64_MIN, (int64_t)2, "", (size_t)0) == CK_OK);
		CHECK(changed == i);
	}
	CHECK(ck_store_query(s, &r, &e, CK_SQL_CASE_BY_ID, "i", OFFICE(4) + 32768) == CK_OK);
	CHECK(ck_store_query(s, &again, &e, CK_SQL_CASE_BY_ID, "i", (int64_t)1) == CK_BUG && again == NULL);
	CHECK(ck_result_next(r, &e));
	CHECK_TEXT(ck_result_text(r, 1), "KZ-17");
	CHECK(ck_result_int(r, 14) == INT64_MIN && ck_result_type(r, 14) == 'n' && ck_result_int(r, 13) == 2000);
	CHECK_TEXT(ck_result_text(r, 14), "");
	CHECK(ck_result_blob(r, 21, &n) != NULL && n == 0 && ck_result_type(r, 21) == 'b');
	CHECK(!ck_result_next(r, &e) && e.code == CK_OK);
	ck_result_end(r);
	CHECK(ck_store_do(s, &e, NULL, CK_SQL_SETTING_PUT, "t", "one") == CK_BUG);
	CHECK(put_case(s, OFFICE(4) + 32768, "", "", 1, "2", "", 1, 1) == CK_BUG); /* there already: our mistake */
	CHECK(ck_store_commit(s, &e) == CK_OK);
	ck_store_close(s);
}

/* The numbers of the cases that a filter finds: office and number of each, with a space between. */
static const char *found_by(struct ck_store *s, const struct ck_case_filter *f, enum ck_case_order order, int64_t limit)
{
	static char list[200];
	struct ck_result *r;

	list[0] = 0;
	if (ck_store_cases(s, f, order, limit, &r, &e) != CK_OK)
		return e.text;
	while (ck_result_next(r, &e))
		snprintf(list + strlen(list), sizeof list - strlen(list), "%s%d.%d", list[0] ? " " : "",
		         (int)(ck_result_int(r, 0) >> 49), (int)(ck_result_int(r, 0) >> 15 & 0xffffff));
	ck_result_end(r);
	return e.code == CK_OK ? list : e.text;
}

#define NONE .registered_from = INT64_MIN, .registered_until = INT64_MIN, .due_from = INT64_MIN, \
	.due_until = INT64_MIN, .decided_from = INT64_MIN, .decided_until = INT64_MIN, .issued_from = INT64_MIN, .issued_until = INT64_MIN, \
	.overdue_at = INT64_MIN
#define FOUND(order, limit, want, ...) \
	do { \
		struct ck_case_filter f = {NONE}; \
		__VA_ARGS__; \
		CHECK_TEXT(found_by(s, &f, order, limit), want); \
	} while (0)

static void test_lists(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_READ);

	FOUND(CK_BY_NUMBER, 0, "1.1 1.2 2.1 4.1", );
	FOUND(CK_BY_NUMBER, 2, "1.1 1.2", );
	FOUND(CK_BY_DUE, 0, "1.2 1.1 4.1 2.1", );
	FOUND(CK_BY_NUMBER, 0, "1.1 1.2", f.office = "O1");
	FOUND(CK_BY_NUMBER, 0, "1.1 1.2 2.1", (f.office = "O1", f.subtree = true));
	FOUND(CK_BY_NUMBER, 0, "2.1 4.1", f.office = "O4 O2 O2");
	FOUND(CK_BY_NUMBER, 0, "1.1 1.2 2.1 4.1", (f.office = "O3 O1", f.subtree = true));
	FOUND(CK_BY_NUMBER, 0, "no office NONE", f.office = "NONE");
	CHECK_TEXT(e.column, "office");
	FOUND(CK_BY_NUMBER, 0, "1.1 2.1", f.applicant = "780101300015");
	FOUND(CK_BY_NUMBER, 0, "2.1", (f.applicant = "780101300015", f.office = "O2"));
	FOUND(CK_BY_NAME, 0, "2.1", f.name_prefix = "АЛИЕВА");
	FOUND(CK_BY_NUMBER, 0, "1.1", f.name_prefix = "әл");
	FOUND(CK_BY_NUMBER, 0, "1.1 1.2 4.1", f.status = "open");
	FOUND(CK_BY_NUMBER, 0, "2.1", f.status = "issued");
	FOUND(CK_BY_NUMBER, 0, "no status \"lost\"", f.status = "lost");
	FOUND(CK_BY_NUMBER, 0, "", f.outcome = "granted");
	FOUND(CK_BY_NUMBER, 0, "no outcome \"maybe\": granted or refused", f.outcome = "maybe");
	FOUND(CK_BY_NUMBER, 0, "1.1", f.next_act = "sign");
	FOUND(CK_BY_NUMBER, 0, "", f.next_act = "sig");
	FOUND(CK_BY_NUMBER, 0, "1.2 4.1", f.next_step = "2");
	FOUND(CK_BY_NUMBER, 0, "4.1", f.responsible = "b.omar");
	FOUND(CK_BY_NUMBER, 0, "4.1", f.number = "KZ-17");
	FOUND(CK_BY_NUMBER, 0, "1.1 1.2 2.1 4.1", f.regulation = "almaty-2017/wheelchair");
	FOUND(CK_BY_NUMBER, 0, "", (f.regulation = "almaty-2017/wheelchair", f.channel = "portal"));
	FOUND(CK_BY_DUE, 0, "1.2", f.overdue_at = 1000);
	FOUND(CK_BY_DUE, 0, "1.2 1.1", (f.overdue_at = 1001, f.office = "O1"));
	FOUND(CK_BY_DUE, 0, "1.1 4.1", (f.due_from = 1000, f.due_until = 2001));
	FOUND(CK_BY_NUMBER, 0, "1.2 2.1", (f.registered_from = 20, f.registered_until = 40));
	FOUND(CK_BY_NUMBER, 0, "", f.decided_from = 0);
	ck_store_close(s);
}

static void test_plans(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_READ);
	struct ck_case_filter f = {NONE};
	struct ck_result *r;
	sqlite3_stmt *plan;
	char sql[2000], steps[500] = "";

	f.overdue_at = 1000;
	f.office = "O1";
	CHECK(ck_store_cases(s, &f, CK_BY_DUE, 50, &r, &e) == CK_OK);
	snprintf(sql, sizeof sql, "EXPLAIN QUERY PLAN %s", sqlite3_sql(r->statement));
	ck_result_end(r);
	CHECK(sqlite3_prepare_v2(s->db, sql, -1, &plan, NULL) == SQLITE_OK);
	while (sqlite3_step(plan) == SQLITE_ROW)
		strncat(steps, (const char *)sqlite3_column_text(plan, 3), sizeof steps - strlen(steps) - 1);
	sqlite3_finalize(plan);
	CHECK(strstr(steps, "cases_by_deadline") != NULL && strstr(steps, "TEMP B-TREE") == NULL);
	ck_store_close(s);
}

static void test_transactions(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_WRITE);

	CHECK(ck_store_setting(s, "strict") == NULL);
	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(ck_store_set(s, "strict", "yes", &e) == CK_OK);
	CHECK_TEXT(ck_store_setting(s, "strict"), "yes");
	CHECK(ck_store_mark(s, &e) == CK_OK && ck_store_set(s, "strict", "no", &e) == CK_OK);
	ck_store_undo(s);
	CHECK_TEXT(ck_store_setting(s, "strict"), "yes");
	CHECK(ck_store_mark(s, &e) == CK_OK && ck_store_set(s, "rehearsal", "yes", &e) == CK_OK);
	CHECK(ck_store_keep(s, &e) == CK_OK && ck_store_commit(s, &e) == CK_OK);
	CHECK(ck_store_begin(s, &e) == CK_OK && ck_store_set(s, "strict", "no", &e) == CK_OK);
	ck_store_rollback(s);
	CHECK_TEXT(ck_store_setting(s, "strict"), "yes");
	CHECK(ck_store_begin(s, &e) == CK_OK && ck_store_set(s, "strict", "no", &e) == CK_OK);
	ck_store_close(s);
	s = open_store("a.db", CK_STORE_READ);
	CHECK_TEXT(ck_store_setting(s, "strict"), "yes");
	CHECK_TEXT(ck_store_setting(s, "rehearsal"), "yes");
	CHECK(ck_store_set(s, "strict", "no", &e) == CK_BUG); /* a reader does not write */
	ck_store_close(s);
}

static void test_a_lost_setting_is_told(void)
{
	struct ck_store *s = open_store("b.db", CK_STORE_WRITE);

	CHECK(raw(s, "DROP TABLE setting") == SQLITE_OK);
	CHECK(ck_store_setting(s, "strict") == NULL);
	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(ck_store_do(s, &e, NULL, CK_SQL_PROCEDURE_PUT, "tttt", "a", "b", "c", "d") == CK_UNAVAILABLE);
	CHECK(ck_store_commit(s, &e) == CK_UNAVAILABLE);
	CHECK(strstr(e.text, "has not casekit's tables") != NULL);
	ck_store_close(s);
}

static void test_a_failure_met_is_told(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_READ);
	struct ck_result *r;

	CHECK(ck_store_failed(s, &e) == CK_OK);
	ck_fail(&e, CK_IO, "the first");
	ck_store_fail(s, &e);
	ck_fail(&e, CK_BUG, "the second");
	ck_store_fail(s, &e);
	CHECK(ck_store_query(s, &r, &e, CK_SQL_OFFICE_CODES, "") == CK_IO);
	CHECK(ck_store_failed(s, &e) == CK_IO);
	CHECK_TEXT(e.text, "the first");
	CHECK(ck_store_failed(s, &e) == CK_OK);
	ck_store_close(s);
}

static void test_snapshots(void)
{
	struct ck_store *reader = open_store("a.db", CK_STORE_READ), *writer;

	CHECK(ck_store_begin(reader, &e) == CK_OK);
	CHECK_TEXT(ck_store_setting(reader, "strict"), "yes");
	writer = open_store("a.db", CK_STORE_WRITE);
	CHECK(ck_store_begin(writer, &e) == CK_OK && ck_store_set(writer, "strict", "no", &e) == CK_OK);
	CHECK(ck_store_commit(writer, &e) == CK_BUSY); /* the reader has not ended; nothing stays half done */
	CHECK(ck_store_begin(writer, &e) == CK_OK && ck_store_set(writer, "strict", "maybe", &e) == CK_OK);
	CHECK(ck_store_commit(reader, &e) == CK_OK);
	CHECK(ck_store_commit(writer, &e) == CK_OK);
	CHECK_TEXT(ck_store_setting(reader, "strict"), "maybe");
	ck_store_close(writer);
	ck_store_close(reader);
}

static void refuses(struct ck_store *s, const char *sql, const char *why)
{
	CHECK(raw(s, sql) == SQLITE_CONSTRAINT_TRIGGER);
	if (strstr(sqlite3_errmsg(s->db), why) == NULL)
		printf("# %s: %s\n", sql, sqlite3_errmsg(s->db));
	CHECK(strstr(sqlite3_errmsg(s->db), why) != NULL);
}

#define EVENT(verb, id, hash) verb " INTO event SELECT " id ", 1, 1, 1, '', '', ''," hash

static void test_insert_only(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_WRITE);

	CHECK(raw(s, EVENT("INSERT", "32769", "randomblob(32)")) == SQLITE_OK);
	CHECK(raw(s, EVENT("INSERT", "32770", "randomblob(32)")) == SQLITE_OK);
	refuses(s, "UPDATE event SET at = 2", "never changed");
	refuses(s, "UPDATE OR REPLACE event SET id = 32769 WHERE id = 32770", "never changed");
	refuses(s, "DELETE FROM event", "never taken away");
	refuses(s, EVENT("INSERT", "32769", "randomblob(32)"), "must follow");
	refuses(s, EVENT("REPLACE", "32769", "randomblob(32)"), "must follow");
	refuses(s, EVENT("INSERT OR REPLACE", "32770", "randomblob(32)"), "must follow");
	refuses(s, EVENT("INSERT", "32772", "randomblob(32)"), "must follow");
	refuses(s, EVENT("INSERT", "65536", "randomblob(32)"), "must follow");
	refuses(s, EVENT("INSERT", "65538", "randomblob(32)"), "must follow");
	refuses(s, EVENT("INSERT", "65537", "randomblob(31)"), "must follow");
	refuses(s, EVENT("INSERT", "32769", "randomblob(32)") 
	           " WHERE true ON CONFLICT (id) DO UPDATE SET at = 9", "must follow");

	CHECK(raw(s, "INSERT INTO calendar_day VALUES ('kz-5', 1, 1, 0, 'r', 's')") == SQLITE_OK);
	CHECK(raw(s, "INSERT INTO calendar_day VALUES ('kz-5', 1, 1, 0, 'r', 's') ON CONFLICT DO NOTHING") == SQLITE_OK);
	refuses(s, "REPLACE INTO calendar_day VALUES ('kz-5', 1, 1, 1, 'r', 's')", "never taken away");
	refuses(s, "UPDATE calendar_day SET works = 1", "superseded");
	refuses(s, "DELETE FROM calendar_day", "never taken away");
	CHECK(raw(s, "INSERT INTO file VALUES (x'01', 1, x'02')") == SQLITE_OK);
	CHECK(raw(s, "INSERT INTO file VALUES (x'01', 1, x'02') ON CONFLICT DO NOTHING") == SQLITE_OK);
	refuses(s, "REPLACE INTO file VALUES (x'01', 1, x'03')", "never taken away");
	refuses(s, "UPDATE file SET size = 2", "never changed");
	refuses(s, "DELETE FROM file", "never taken away");
	CHECK(raw(s, "INSERT INTO batch VALUES (1, 1, 'a', 'a', 'case-note', '-', x'00', 1, 1, 0, 0)") == SQLITE_OK);
	refuses(s, "REPLACE INTO batch VALUES (1, 1, 'b', 'a', 'case-note', '-', x'00', 1, 1, 0, 0)", "never taken away");
	refuses(s, "UPDATE batch SET by_login = 'b'", "never changed");
	refuses(s, "DELETE FROM batch", "never taken away");
	CHECK(raw(s, "INSERT INTO stamp VALUES (1, 'note', '', '', '', '', '', '', 0, 0, '')") == SQLITE_OK);
	refuses(s, "UPDATE stamp SET by_login = 'b'", "never changed");
	refuses(s, "DELETE FROM stamp", "never taken away");
	CHECK(raw(s, "PRAGMA recursive_triggers=OFF") == SQLITE_OK); /* as any other program has it */
	refuses(s, EVENT("REPLACE", "32769", "randomblob(32)"), "must follow");
	ck_store_close(s);
}

static void test_law(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_WRITE);

	CHECK(raw(s, "INSERT INTO law VALUES ('new/thing', '2018-01-01', 3, 'a')") == SQLITE_OK);
	refuses(s, "UPDATE law SET rows = 'b'", "never changed");
	CHECK(raw(s, "DELETE FROM law") == SQLITE_OK); /* no case uses it */
	CHECK(raw(s, "INSERT INTO law VALUES ('almaty-2017/wheelchair', '2017-01-01', 3, 'a')") == SQLITE_OK);
	refuses(s, "DELETE FROM law", "a case uses");
	refuses(s, "REPLACE INTO law VALUES ('almaty-2017/wheelchair', '2017-01-01', 3, 'b')", "a case uses");
	ck_store_close(s);
}

static void test_integrity(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_WRITE);

	seen[0] = 0;
	CHECK(ck_store_integrity(s, note, NULL, &e) == CK_OK);
	CHECK_TEXT(seen, "the setting strict is not as casekit makes it\n"); /* set to "maybe" above */
	CHECK(raw(s, "CREATE TABLE extra (x); DROP TRIGGER event_is_kept; DROP INDEX cases_by_name; "
	             "CREATE INDEX cases_by_name ON cases (name_key, id); "
	             "ANALYZE") == SQLITE_OK);
	seen[0] = 0;
	CHECK(ck_store_integrity(s, note, NULL, &e) == CK_OK);
	CHECK_TEXT(seen, "the index cases_by_name is not as casekit made it\nthe table extra is not casekit's\n"
	                 "the trigger event_is_kept is missing\nthe setting strict is not as casekit makes it\n");
	ck_store_close(s);
	CHECK(ck_store_create("c.db", &e) == CK_OK);
	s = open_store("c.db", CK_STORE_READ);
	seen[0] = 0;
	CHECK(ck_store_integrity(s, note, NULL, &e) == CK_OK);
	CHECK_TEXT(seen, "");
	ck_store_close(s);
}

static void test_hardened(void)
{
	struct ck_store *s = open_store("c.db", CK_STORE_WRITE);

	CHECK(raw(s, "PRAGMA writable_schema=ON; UPDATE sqlite_schema SET sql = ''") != SQLITE_OK);
	CHECK(raw(s, "SELECT \"no such column\"") == SQLITE_ERROR);
	CHECK(raw(s, "ATTACH ':memory:' AS x") != SQLITE_OK);
	CHECK(raw(s, "SELECT load_extension('x')") != SQLITE_OK);
	ck_store_close(s);
}

static void test_backup(void)
{
	struct ck_store *s = open_store("a.db", CK_STORE_READ), *copy;
	struct stat st;

	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(ck_store_backup(s, "copy.db", &e) == CK_OK);
	CHECK(stat("copy.db", &st) == 0 && (st.st_mode & 0777) == 0600);
	CHECK(ck_store_backup(s, "copy.db", &e) == CK_REFUSED);
	CHECK(ck_store_backup(s, "nowhere/copy.db", &e) == CK_UNAVAILABLE);
	CHECK(ck_store_backup(s, "link.db", &e) == CK_REFUSED);
	ck_store_close(s);
	copy = open_store("copy.db", CK_STORE_READ);
	CHECK_TEXT(ck_store_setting(copy, "strict"), "maybe");
	ck_store_close(copy);
}

int main(void)
{
	char folder[] = "/tmp/unit-store.XXXXXX", *sweep[] = {"rm", "-rf", folder, NULL};

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	test_making();
	test_making_whole_or_not();
	test_no_store();
	test_turns();
	test_every_statement();
	test_values();
	test_lists();
	test_plans();
	test_transactions();
	test_a_lost_setting_is_told();
	test_a_failure_met_is_told();
	test_snapshots();
	test_insert_only();
	test_law();
	test_integrity();
	test_hardened();
	test_backup();
	if (fork() == 0)
		execvp(sweep[0], sweep);
	wait(NULL);
	return unit_end();
}
