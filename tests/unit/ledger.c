/* Chains numbered, hashed, appended, read; and every way of breaking one found. */
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>
#include "ledger.h"
#include "store_priv.h"
#include "unit.h"

static struct ck_error e;

static int raw(struct ck_store *s, const char *sql)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

static void test_numbers(void)
{
	char office[9], text[40];
	int no, year, number;
	enum ck_series series;
	ck_chain c = ck_chain_pack(16383, 2155, CK_SERIES_BATCH, CK_CHAIN_LAST_NUMBER);
	static const char *const wrong[] = {"", "A-2019-000017", "ABCDEFGHI-2019-000017", "alm-2019-000017", "ALM-19-000017",
	                                    "ALM-2019-17", "ALM-2019-0000017", "ALM-2019-000000", "ALM-2019-000017 ",
	                                    "ALM-2019-X000017", "ALM-1899-000017", "ALM-2156-000017", "ALM-2019-16777216",
	                                    "ALM-2019-99999999999999999999", "ALM-99999999999-000017", "ALM-J-", "ALM-j",
	                                    "ALM", "ALM-2019", "ALM-2019-", "ALM-2019-+00017", "ALM-02019-000017"};

	CHECK(c > 0);
	ck_chain_unpack(c, &no, &year, &series, &number);
	CHECK(no == 16383 && year == 2155 && series == CK_SERIES_BATCH && number == CK_CHAIN_LAST_NUMBER);
	ck_chain_print(text, "ABCDEFGH", c);
	CHECK_TEXT(text, "ABCDEFGH-2155-B16777215");
	CHECK(ck_chain_parse(text, office, &year, &series, &number) && number == CK_CHAIN_LAST_NUMBER && year == 2155);
	CHECK_TEXT(office, "ABCDEFGH");
	CHECK(ck_chain_pack(1, 2019, CK_SERIES_CASE, 17) < ck_chain_pack(1, 2019, CK_SERIES_CASE, 18));
	CHECK(ck_chain_pack(1, 2019, CK_SERIES_CASE, 18) < ck_chain_pack(1, 2020, CK_SERIES_CASE, 1));
	CHECK(ck_chain_pack(1, 2155, CK_SERIES_BATCH, 18) < ck_chain_pack(2, 1900, CK_SERIES_CASE, 1));
	ck_chain_print(text, "ALM", ck_chain_pack(1, 2019, CK_SERIES_CASE, 17));
	CHECK_TEXT(text, "ALM-2019-000017");
	CHECK(ck_chain_parse("ALM-2019-I1000017", office, &year, &series, &number));
	CHECK(series == CK_SERIES_IMPORTED && number == 1000017 && year == 2019);
	ck_chain_print(text, "ALM", ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0));
	CHECK_TEXT(text, "ALM-J");
	CHECK(ck_chain_parse("ALM-J", office, &year, &series, &number) && series == CK_SERIES_JOURNAL);
	ck_chain_unpack(ck_chain_pack(3, 0, CK_SERIES_JOURNAL, 0), &no, &year, &series, &number);
	CHECK(no == 3 && series == CK_SERIES_JOURNAL && year == 0 && number == 0);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(!ck_chain_parse(wrong[i], office, &year, &series, &number));
}

static struct ck_event event(int number, ck_time at, const char *note)
{
	struct ck_event ev = {.chain = ck_chain_pack(1, 2019, CK_SERIES_CASE, number), .at = at, .at_offset = 21600,
	                      .recorded = at + 5, .recorded_offset = 21600};

	ev.step = ck_copy("1");
	ev.acts = ck_copy("register");
	ev.role = ck_copy("specialist");
	ev.by = ck_copy("s.reg");
	ev.done_for = ck_copy("applicant");
	ev.office = ck_copy("ALMAUE");
	ev.os_user = ck_copy("clerk");
	ev.batch = ck_copy("");
	ev.key = ck_copy("2019-17");
	ck_fields_set(&ev.data, "applicant", "610202401010");
	ck_fields_set(&ev.data, "note", note);
	return ev;
}

/* Numbers stand there as anybody writes them, however many digits they have. */
static void test_canonical_numbers(struct ck_event *ev, struct ck_buffer *b)
{
	static const unsigned char none[CK_DIGEST];
	int64_t power = 1;

	for (int digits = 1; digits <= 20; digits++, power = digits < 20 ? power * 10 : INT64_MAX)
		for (int i = 0; i < 4; i++) {
			const int64_t at = i == 0 ? power : i == 1 ? power - 1 : i == 2 ? -power : -power - 1;
			char number[24];
			int n = snprintf(number, sizeof number, "%lld", (long long)at);

			ev->at = at;
			ck_buffer_empty(b);
			ck_ledger_canonical(b, ev, none, "ALM-2019-000017");
			CHECK(b->text[38 + 9 + 7] == n && memcmp(b->text + 38 + 9 + 8, number, (size_t)n) == 0);
			CHECK(memcmp(b->text + 38 + 9 + 8 + n, "\0\0\0\0\0\0\0\005", 8) == 0);
		}
}

/* The worked example of ledger(5); the digest was computed there by another program. */
static void test_canonical(void)
{
	struct ck_event ev = event(17, 1552888800, "two lines\nof text");
	struct ck_buffer b = {0};
	unsigned char digest[CK_DIGEST], first[CK_DIGEST] = {0};
	char hex[2 * CK_DIGEST + 1];

	ev.seq = 1;
	ck_ledger_canonical(&b, &ev, first, "ALM-2019-000017");
	CHECK(b.length == 327 && memcmp(b.text, "casekit-event-1\0\0\0\0\0\0\0\017ALM-2019-000017", 38) == 0);
	ck_digest(digest, b.text, b.length);
	ck_digest_hex(hex, digest);
	CHECK_TEXT(hex, "e31ced50f638f56f7762b07b16c82c676f456f3d4d487db6930c881a391054cd");
	ev.at = -1; /* before 1970 */
	ck_buffer_empty(&b);
	ck_ledger_canonical(&b, &ev, first, "ALM-2019-000017");
	CHECK(b.length == 327 - 8 && memcmp(b.text + 38 + 9, "\0\0\0\0\0\0\0\002-1", 10) == 0);
	test_canonical_numbers(&ev, &b);
	ck_buffer_free(&b);
	ck_event_free(&ev);
}

static struct ck_store *open_store(enum ck_store_mode mode)
{
	struct ck_store *s = NULL;

	CHECK(ck_store_open("a.db", mode, 0, &s, &e) == CK_OK);
	if (s == NULL)
		exit(1);
	return s;
}

static enum ck_code append(struct ck_store *s, int number, ck_time at, const char *note, unsigned char hash[CK_DIGEST])
{
	struct ck_event ev = event(number, at, note);
	char text[40];
	enum ck_code code;

	ck_chain_print(text, "ALM", ev.chain);
	code = ck_ledger_append(s, &ev, text, &e);
	memcpy(hash, ev.hash, CK_DIGEST);
	ck_event_free(&ev);
	return code;
}

/* The event's hash is over the one before it. */
static void check_link(const struct ck_event *ev, const unsigned char before[CK_DIGEST])
{
	struct ck_buffer b = {0};
	unsigned char digest[CK_DIGEST];

	ck_ledger_canonical(&b, ev, before, "ALM-2019-000017");
	ck_digest(digest, b.text, b.length);
	CHECK(memcmp(digest, ev->hash, CK_DIGEST) == 0);
	ck_buffer_free(&b);
}

static void test_appending(void)
{
	struct ck_store *s = open_store(CK_STORE_WRITE);
	struct ck_events evs = {0};
	unsigned char first[CK_DIGEST], second[CK_DIGEST], other[CK_DIGEST];
	ck_chain chain = 0;

	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(ck_store_do(s, &e, NULL, CK_SQL_OFFICE_PUT, "itttttttt", (int64_t)1, "ALM", "Office", "city", "", "Asia/Almaty",
	                  "kz-5", "09:00-18:00", "almaty") == CK_OK);
	CHECK(append(s, 17, 1552888800, "two lines\nof text", first) == CK_OK);
	CHECK(append(s, 18, 1552888900, "another case", other) == CK_OK);
	CHECK(append(s, 17, 1552888700, "recorded by a clock set back", second) == CK_OK);
	CHECK(append(s, 17, 1552888901, "at 1552888901, recorded five seconds later", second) == CK_OK);
	CHECK(ck_store_commit(s, &e) == CK_OK);

	CHECK(ck_ledger_read(s, ck_chain_pack(1, 2019, CK_SERIES_CASE, 17), &evs, &e) == CK_OK && evs.count == 3);
	CHECK(evs.at[0].seq == 1 && evs.at[2].seq == 3 && memcmp(evs.at[0].hash, first, CK_DIGEST) == 0);
	check_link(&evs.at[1], first);
	check_link(&evs.at[2], evs.at[1].hash);
	CHECK(evs.at[1].recorded == 1552888805 && evs.at[1].at == 1552888700);
	CHECK_TEXT(evs.at[0].os_user, "clerk");
	CHECK_TEXT(ck_fields_get(&evs.at[0].data, "note"), "two lines\nof text");
	ck_events_free(&evs);
	CHECK(ck_ledger_read(s, ck_chain_pack(1, 2019, CK_SERIES_CASE, 19), &evs, &e) == CK_OK && evs.count == 0);
	CHECK(ck_ledger_by_key(s, 1, "2019-17", &evs, &e) == CK_OK && evs.count == 4);
	ck_events_free(&evs);
	CHECK(ck_ledger_by_key(s, 2, "2019-17", &evs, &e) == CK_OK && evs.count == 0);
	CHECK(ck_ledger_by_key(s, 1, "", &evs, &e) == CK_OK && evs.count == 0);
	ck_events_free(&evs);

	CHECK(ck_ledger_chain(s, "ALM-2019-000018", &chain, &e) == CK_OK);
	CHECK(chain == ck_chain_pack(1, 2019, CK_SERIES_CASE, 18));
	CHECK(ck_ledger_chain(s, "ALM-J", &chain, &e) == CK_OK && chain == ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0));
	CHECK(ck_ledger_chain(s, "AST-2019-000018", &chain, &e) == CK_BADDATA);
	CHECK(raw(s, "INSERT INTO cases SELECT (1 << 49) | (1 << 39) | (32768 * value), 'KZ-1/17', 1, '', '', '', 1, 0, "
	             "'', '', '', NULL, NULL, NULL, NULL, '', 1, NULL, NULL, 1, x'' FROM (SELECT 1 AS value)") == SQLITE_OK);
	CHECK(ck_ledger_chain(s, "KZ-1/17", &chain, &e) == CK_OK && chain == ck_chain_pack(1, 1900, CK_SERIES_IMPORTED, 1));
	CHECK(raw(s, "INSERT INTO cases SELECT id + 32768, number, 1, '', '', '', 1, 0, '', '', '', NULL, NULL, NULL, NULL, "
	             "'', 1, NULL, NULL, 1, x'' FROM cases") == SQLITE_OK);
	CHECK(ck_ledger_chain(s, "KZ-1/17", &chain, &e) == CK_BADDATA && strstr(e.text, "several cases") != NULL);
	ck_store_close(s);
}

static void test_refused_appends(void)
{
	struct ck_store *s = open_store(CK_STORE_WRITE);
	struct ck_event ev = event(17, 1552889000, "too early");
	unsigned char hash[CK_DIGEST];

	ev.recorded = 1552888999;
	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(ck_ledger_append(s, &ev, "ALM-2019-000017", &e) == CK_REFUSED);
	ck_event_free(&ev);
	CHECK(raw(s, "DROP TRIGGER event_follows; INSERT INTO event SELECT (id | 32767), at, recorded, stamp, batch, "
	             "sender_key, data, hash FROM event WHERE id & 32767 = 3") == SQLITE_OK);
	CHECK(append(s, 17, 1552889900, "one too many", hash) == CK_REFUSED);
	CHECK(strstr(e.text, "32767 events") != NULL);
	ck_store_close(s);
}

/* What came back is not what was written: a trigger changes it on its way. */
static void test_read_back(void)
{
	struct ck_store *s = open_store(CK_STORE_WRITE);
	unsigned char hash[CK_DIGEST];

	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(raw(s, "DROP TRIGGER event_stays; CREATE TRIGGER meddle AFTER INSERT ON event BEGIN "
	             "UPDATE event SET data = 'note=somebody' WHERE id = new.id; END") == SQLITE_OK);
	CHECK(append(s, 17, 1552889900, "meddled with", hash) == CK_BUG);
	ck_store_close(s);
}

enum { MANY = 300 };

/* Events as a load has them: with so many different stamps, each twice. */
static void many_events(struct ck_bulk_event evs[2 * MANY], char by[MANY][8])
{
	for (int i = 0; i < 2 * MANY; i++) {
		evs[i] = (struct ck_bulk_event){.at_offset = i % 2 * 3600};
		snprintf(by[i % MANY], sizeof by[0], "b%d", i % MANY / 2);
		evs[i].text[CK_BULK_BY] = (struct ck_bulk_text){by[i % MANY], strlen(by[i % MANY])};
	}
}

static bool says(struct ck_store *s, const struct ck_bulk_event *ev)
{
	char *sql = sqlite3_mprintf("SELECT 1 FROM stamp WHERE no = %lld AND by_login = %Q AND at_offset = %d", (long long)ev->stamp,
	                            ev->text[CK_BULK_BY].at, ev->at_offset);
	sqlite3_stmt *statement = NULL;
	bool found = sqlite3_prepare_v2(s->db, sql, -1, &statement, NULL) == SQLITE_OK && sqlite3_step(statement) == SQLITE_ROW;

	sqlite3_finalize(statement);
	sqlite3_free(sql);
	return found;
}

static void test_stamps(void)
{
	struct ck_store *s = open_store(CK_STORE_WRITE);
	struct ck_stamps *known = ck_stamps_new(false), *others = ck_stamps_new(false), *fresh = ck_stamps_new(false),
	                 *batches = ck_stamps_new(true);
	static struct ck_bulk_event evs[2 * MANY], again[2 * MANY];
	static char by[MANY][8];
	struct ck_bulk_event *twin = &again[MANY];

	many_events(evs, by);
	many_events(again, by);
	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(ck_stamps_find(known, s, evs, 2 * MANY, &e) == CK_OK);
	CHECK(ck_stamps_find(others, s, again, 2 * MANY, &e) == CK_OK); /* they are in the store by now */
	for (int i = 0; i < MANY; i++) {
		CHECK(evs[i].stamp > 0 && evs[i].stamp == evs[i + MANY].stamp);
		CHECK(again[i].stamp == evs[i].stamp && twin[i].stamp == evs[i].stamp);
		CHECK(says(s, &evs[i]));
	}
	CHECK(raw(s, "CREATE TRIGGER meddle BEFORE INSERT ON stamp BEGIN SELECT raise(ignore); END") == SQLITE_OK);
	CHECK(ck_stamps_find(fresh, s, evs, 2 * MANY, &e) == CK_OK);
	for (int i = 0; i < 2 * MANY; i++)
		evs[i].stamp = 0;
	CHECK(ck_stamps_recall(fresh, evs, 2 * MANY));
	for (int i = 0; i < 2 * MANY; i++)
		CHECK(evs[i].stamp == again[i].stamp);
	evs[0].at_offset = 1;
	CHECK(!ck_stamps_recall(fresh, evs, 2 * MANY));
	CHECK(ck_stamps_find(fresh, s, evs, 1, &e) == CK_BUG);
	CHECK(raw(s, "DROP TRIGGER meddle") == SQLITE_OK);
	for (int i = 0; i < 3; i++) { /* two batches, and what says none */
		again[i] = (struct ck_bulk_event){.id = i};
		again[i].text[CK_BULK_BATCH] = (struct ck_bulk_text){i == 0 ? "" : i == 1 ? "ALM-2026-B000001" : "ALM-2026-B000002", i == 0 ? 0 : 16};
	}
	memcpy(evs, again, 3 * sizeof *evs);
	CHECK(ck_stamps_find(others, s, evs, 3, &e) == CK_OK && evs[0].stamp == evs[1].stamp && evs[1].stamp == evs[2].stamp);
	CHECK(ck_stamps_find(batches, s, again, 3, &e) == CK_OK && again[0].stamp == evs[0].stamp);
	CHECK(again[1].stamp != again[0].stamp && again[2].stamp != again[0].stamp && again[1].stamp != again[2].stamp);
	ck_stamps_free(batches);
	ck_stamps_free(known);
	ck_stamps_free(others);
	ck_stamps_free(fresh);
	ck_store_close(s);
}

static char told[400];

static void tell(void *to, const struct ck_break *b)
{
	(void)to;
	snprintf(told + strlen(told), sizeof told - strlen(told), "%s %d %s\n", b->number, b->seq, b->text);
}

static enum ck_code verify(struct ck_store *s, ck_chain chain, int64_t *chains, int64_t *events)
{
	told[0] = 0;
	return ck_ledger_verify(s, chain, tell, NULL, chains, events, &e);
}

/* Changes the store behind the ledger's back, verifies, and takes the change back. */
static void breaks(struct ck_store *s, const char *sql, const char *want)
{
	int64_t chains, events;
	ck_chain chain = ck_chain_pack(1, 2019, CK_SERIES_CASE, 17);

	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(raw(s, "DROP TRIGGER event_stays; DROP TRIGGER event_is_kept; DROP TRIGGER event_follows; "
	             "DROP TRIGGER stamp_stays; DROP TRIGGER stamp_is_kept") == SQLITE_OK);
	CHECK(raw(s, sql) == SQLITE_OK);
	CHECK(verify(s, 0, &chains, &events) == CK_REFUSED);
	CHECK_TEXT(told, want);
	if (strstr(want, "-000017") != NULL && strstr(want, "-000018") == NULL) /* one chain alone says the same */
		CHECK(verify(s, chain, &chains, &events) == CK_REFUSED && chains == 1 && strcmp(told, want) == 0);
	ck_store_rollback(s);
}

static void test_verifying(void)
{
	struct ck_store *s = open_store(CK_STORE_WRITE);
	int64_t chains, events;
	static const char *const columns[] = {"at", "recorded", "batch", "sender_key", "data"};
	static const char *const stamped[] = {"at_offset", "recorded_offset", "acts", "step", "role", "by_login", "done_for",
	                                      "office", "os_user"};

	CHECK(verify(s, 0, &chains, &events) == CK_OK && chains == 2 && events == 4);
	CHECK_TEXT(told, "");
	CHECK(verify(s, ck_chain_pack(1, 2019, CK_SERIES_CASE, 18), &chains, &events) == CK_OK && chains == 1 && events == 1);
	CHECK(verify(s, ck_chain_pack(1, 2019, CK_SERIES_CASE, 99), &chains, &events) == CK_OK && chains == 0 && events == 0);
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++) {
		char sql[200];

		snprintf(sql, sizeof sql, "UPDATE event SET %s = %s WHERE id & 32767 = 2", columns[i],
		         i < 2 ? "9" : "'x'");
		breaks(s, sql, "ALM-2019-000017 2 its content does not fit its hash\n");
	}
	for (size_t i = 0; i < sizeof stamped / sizeof *stamped; i++) { /* one stamp for all of them */
		char sql[200];

		snprintf(sql, sizeof sql, "UPDATE stamp SET %s = %s", stamped[i], i < 2 ? "9" : "'x'");
		breaks(s, sql, "ALM-2019-000017 1 its content does not fit its hash\n"
		       "ALM-2019-000018 1 its content does not fit its hash\n");
	}
	breaks(s, "UPDATE event SET stamp = 99 WHERE id & 32767 = 2", "ALM-2019-000017 2 a value has a wrong type\n");
	breaks(s, "DELETE FROM stamp", "ALM-2019-000017 1 a value has a wrong type\n"
	       "ALM-2019-000018 1 a value has a wrong type\n");
	breaks(s, "UPDATE event SET data = data || char(0) || 'hidden' WHERE id & 32767 = 2",
	       "ALM-2019-000017 2 its content does not fit its hash\n");
	breaks(s, "UPDATE event SET hash = zeroblob(32) WHERE id & 32767 = 2",
	       "ALM-2019-000017 2 its content does not fit its hash\n");
	breaks(s, "UPDATE event SET hash = x'00' WHERE id & 32767 = 2", "ALM-2019-000017 2 a value has a wrong type\n");
	breaks(s, "DELETE FROM event WHERE id & 32767 = 2", "ALM-2019-000017 2 the event is missing\n");
	breaks(s, "DELETE FROM event WHERE id & 32767 < 3 AND id < (SELECT max(id) FROM event)",
	       "ALM-2019-000017 1 the event is missing\n");
	breaks(s, "UPDATE event SET id = id + 100 * 32768 WHERE id & 32767 = 3",
	       "ALM-2019-000117 1 the event is missing\n"); /* the shorter chain 17 is whole: a tail cut off is not seen */
	ck_store_close(s);
}

static void test_other_breaks(void)
{
	struct ck_store *s = open_store(CK_STORE_WRITE);
	int64_t chains, events;
	unsigned char hash[CK_DIGEST];

	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(raw(s, "UPDATE office SET code = 'AST'") == SQLITE_OK); /* another number: other hashes */
	CHECK(verify(s, 0, &chains, &events) == CK_REFUSED);
	CHECK_TEXT(told, "AST-2019-000017 1 its content does not fit its hash\n"
	                 "AST-2019-000018 1 its content does not fit its hash\n");
	CHECK(raw(s, "DELETE FROM office") == SQLITE_OK);
	CHECK(verify(s, 0, &chains, &events) == CK_REFUSED);
	CHECK_TEXT(told, "?-2019-000017 1 its office has no record\n?-2019-000018 1 its office has no record\n");
	ck_store_rollback(s);

	/* a second event forged whole does not bind the third */
	CHECK(ck_store_begin(s, &e) == CK_OK);
	CHECK(raw(s, "DROP TRIGGER event_is_kept; CREATE TEMP TABLE kept AS SELECT * FROM event WHERE id & 32767 = 3; "
	             "DELETE FROM event WHERE id & 32767 > 1") == SQLITE_OK);
	CHECK(append(s, 17, 1552888801, "what never happened", hash) == CK_OK);
	CHECK(raw(s, "DROP TRIGGER event_follows; INSERT INTO event SELECT * FROM kept") == SQLITE_OK);
	CHECK(verify(s, 0, &chains, &events) == CK_REFUSED);
	CHECK_TEXT(told, "ALM-2019-000017 3 its content does not fit its hash\n");
	ck_store_rollback(s);
	ck_store_close(s);
}

int main(void)
{
	char folder[] = "/tmp/unit-ledger.XXXXXX", *sweep[] = {"rm", "-rf", folder, NULL};

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		return 1;
	test_numbers();
	test_canonical();
	CHECK(ck_store_create("a.db", &e) == CK_OK);
	test_appending();
	test_refused_appends();
	test_read_back();
	test_stamps();
	test_verifying();
	test_other_breaks();
	if (fork() == 0)
		execvp(sweep[0], sweep);
	wait(NULL);
	return unit_end();
}
