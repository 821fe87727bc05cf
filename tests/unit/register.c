/* Permits, payments and commissions written from events and read; the same rows in whatever order chains come; registers
 * made again from the ledger, and every change of a row found. */
#include <stdlib.h>
#include "ledger.h"
#include "register.h"
#include "store_priv.h"
#include "unit.h"

enum { CASE, SESSION, JOURNAL };

static struct ck_error e;

static int raw(struct ck_store *s, const char *sql)
{
	return sqlite3_exec(s->db, sql, NULL, NULL, NULL);
}

/* A store that knows two offices. */
static struct ck_store *fresh(void)
{
	struct ck_store *s = NULL;

	if (ck_store_memory(&s, &e) != CK_OK)
		printf("# %s\n", e.text), exit(1);
	CHECK(raw(s, "INSERT INTO office (no, code, name, kind, parent, zone, calendar, hours, authority) VALUES "
	             "(1, 'ALM', '', '', '', '', '', '', ''), (2, 'AST', '', '', '', '', '', '', '')") == SQLITE_OK);
	return s;
}

static ck_chain case_no(int number)
{
	return ck_chain_pack(1, 2019, CK_SERIES_CASE, number);
}

static ck_chain session_no(int number)
{
	return ck_chain_pack(1, 2019, CK_SERIES_SESSION, number);
}

static ck_chain permit_no(int number)
{
	return ck_chain_pack(1, 2019, CK_SERIES_PERMIT, number);
}

/* data: name=value, separated by newlines, as an event is stored. */
static struct ck_event event(ck_chain chain, int seq, const char *acts, const char *data)
{
	struct ck_event ev = {.chain = chain, .seq = seq, .at = 1552888800 + seq, .acts = ck_copy(acts)};

	if (ck_fields_parse(&ev.data, data, &e) != CK_OK)
		printf("# %s: %s\n", data, e.text), exit(1);
	return ev;
}

static enum ck_code apply(struct ck_store *s, ck_chain chain, int seq, const char *acts, const char *data)
{
	struct ck_event ev = event(chain, seq, acts, data);
	enum ck_code code;

	ck_error_clear(&e);
	code = ck_register_apply(s, &ev, "ALM", &e);
	ck_event_free(&ev);
	return code;
}

/* All that a query gives, rows separated by newlines and values by bars. */
static const char *rows(struct ck_store *s, const char *sql)
{
	static char text[4000];
	sqlite3_stmt *q = NULL;
	size_t n = 0;

	text[0] = 0;
	if (sqlite3_prepare_v2(s->db, sql, -1, &q, NULL) != SQLITE_OK)
		return sqlite3_errmsg(s->db);
	while (sqlite3_step(q) == SQLITE_ROW) {
		for (int i = 0; i < sqlite3_column_count(q); i++) {
			const unsigned char *value = sqlite3_column_text(q, i);
			n += (size_t)snprintf(text + n, sizeof text - n, "%s%s", i ? "|" : n ? "\n" : "",
			                      value != NULL ? (const char *)value : "-");
		}
	}
	sqlite3_finalize(q);
	return text;
}

static int64_t count(struct ck_store *s)
{
	return strtoll(rows(s, "SELECT (SELECT count(*) FROM permit) + (SELECT count(*) FROM entry)"), NULL, 10);
}

#define ISSUED(number) \
	"applicant=010140000014\napplicant_name=ТОО Құрылыс\npermit=ALM-2019-P00000" number "\npermit_kind=issue\n" \
	"region=almaty\nworkers=2:TUR:2142:5 3:UZB:7111:12 2:CHN:2142:1\nfrom=2019-04-01\nuntil=2020-03-31\nquota_year=2019\n"
#define EXTENDED(number, before) \
	"applicant=010140000014\napplicant_name=ТОО Құрылыс\npermit=ALM-2019-P00000" number "\npermit_kind=extend\n" \
	"region=almaty\nworkers=2:TUR:2142:5\nfrom=2020-04-01\nuntil=2021-03-31T23:59:59+06:00\nprevious=ALM-2019-P00000" before "\n"
#define PAID(number) "payment=" number "\npaid_on=2019-03-15\npayer=010140000014\namount=35350000\n"

/* -- permits -- */

static void test_permit_issued(void)
{
	struct ck_store *s = fresh();
	struct ck_arena *arena = ck_arena_new();
	struct ck_permit_row row;
	int64_t used = -1;
	bool found = true;

	CHECK(ck_register_permit(s, permit_no(1), arena, &row, &found, &e) == CK_OK && !found);
	CHECK(apply(s, case_no(7), 9, "issue", ISSUED("1")) == CK_OK);
	CHECK(ck_register_permit(s, permit_no(1), arena, &row, &found, &e) == CK_OK && found);
	CHECK(row.id == permit_no(1) && row.chain == case_no(7) && row.seq == 9 && row.total == 18);
	CHECK(row.since == ck_day_of(2019, 4, 1) && row.until == ck_day_of(2020, 3, 31));
	CHECK(row.previous == 0 && row.next == 0 && row.next_since == CK_NODAY && row.revoked == CK_NODAY);
	CHECK_TEXT(row.kind, "issue");
	CHECK_TEXT(row.applicant, "010140000014");
	CHECK_TEXT(row.applicant_name, "ТОО Құрылыс");
	CHECK_TEXT(row.region, "almaty");
	CHECK_TEXT(row.workers, "2:TUR:2142:5 3:UZB:7111:12 2:CHN:2142:1");
	CHECK_TEXT(row.ground, "");
	CHECK(ck_register_quota_used(s, "almaty", 2019, "2", &used, &e) == CK_OK && used == 6);
	CHECK(ck_register_quota_used(s, "almaty", 2019, "3", &used, &e) == CK_OK && used == 12);
	CHECK(ck_register_quota_used(s, "almaty", 2020, "3", &used, &e) == CK_OK && used == 0);
	CHECK(ck_register_quota_used(s, "astana", 2019, "3", &used, &e) == CK_OK && used == 0);
	CHECK(apply(s, case_no(8), 9, "decide issue", ISSUED("2")) == CK_OK);
	CHECK(ck_register_quota_used(s, "almaty", 2019, "3", &used, &e) == CK_OK && used == 24);
	CHECK(apply(s, case_no(9), 9, "issue", ISSUED("2")) == CK_BADDATA); /* a number given twice */
	ck_arena_free(arena);
	ck_store_close(s);
}

static void test_permit_followed_and_revoked(void)
{
	struct ck_store *s = fresh();
	struct ck_arena *arena = ck_arena_new();
	struct ck_permit_row row;
	int64_t used = -1;
	bool found;

	CHECK(apply(s, case_no(7), 9, "issue", ISSUED("1")) == CK_OK);
	CHECK(apply(s, case_no(8), 6, "issue", EXTENDED("2", "1")) == CK_OK);
	CHECK(ck_register_permit(s, permit_no(1), arena, &row, &found, &e) == CK_OK && found);
	CHECK(row.next == permit_no(2) && row.next_since == ck_day_of(2020, 4, 1));
	CHECK(ck_register_permit(s, permit_no(2), arena, &row, &found, &e) == CK_OK && found);
	CHECK(row.previous == permit_no(1) && row.next == 0 && row.until == ck_day_of(2021, 3, 31));
	CHECK(ck_register_quota_used(s, "almaty", 2019, "2", &used, &e) == CK_OK && used == 6); /* it names no quota_year */
	CHECK(apply(s, case_no(8), 7, "revoke", "permit=ALM-2019-P000002\nrevoked_from=2020-05-01\nground=liquidated\n") == CK_OK);
	CHECK(ck_register_permit(s, permit_no(2), arena, &row, &found, &e) == CK_OK && found);
	CHECK(row.revoked == ck_day_of(2020, 5, 1) && row.next == 0);
	CHECK_TEXT(row.ground, "liquidated");
	CHECK(apply(s, case_no(8), 8, "revoke", "permit=ALM-2019-P000001\nrevoked_from=2020-05-01\n") == CK_BADDATA);
	CHECK(apply(s, case_no(8), 8, "revoke", "permit=ALM-2019-P000009\nrevoked_from=2020-05-01\n") == CK_BADDATA);
	ck_arena_free(arena);
	ck_store_close(s);
}

static enum ck_code list(void *to, const struct ck_permit_row *row, struct ck_error *error)
{
	struct ck_buffer *b = to;
	int office, year, number;
	enum ck_series series;

	(void)error;
	ck_chain_unpack(row->id, &office, &year, &series, &number);
	ck_buffer_printf(b, "%s%d/%d", b->length > 0 ? " " : "", office, number);
	return CK_OK;
}

static const char *listed(struct ck_store *s, struct ck_permit_filter f)
{
	static char text[200];
	struct ck_buffer b = {0};

	if (ck_register_permits(s, &f, list, &b, &e) != CK_OK)
		return e.text;
	snprintf(text, sizeof text, "%s", b.text != NULL ? b.text : "");
	ck_buffer_free(&b);
	return text;
}

static enum ck_code refuse(void *to, const struct ck_permit_row *row, struct ck_error *error)
{
	(void)row;
	++*(int *)to;
	return ck_fail(error, CK_IO, "enough");
}

static void test_permits_listed(void)
{
	const struct ck_permit_filter any = {.holding_on = CK_NODAY, .ending_from = CK_NODAY, .ending_until = CK_NODAY};
	struct ck_permit_filter f = any;
	struct ck_store *s = fresh();
	int calls = 0;

	CHECK(apply(s, case_no(7), 9, "issue", ISSUED("1")) == CK_OK);
	CHECK(apply(s, case_no(8), 9, "issue", ISSUED("2")) == CK_OK);
	CHECK(apply(s, case_no(8), 10, "revoke", "permit=ALM-2019-P000002\nrevoked_from=2019-06-01\nground=x\n") == CK_OK);
	CHECK(apply(s, case_no(9), 9, "issue", ISSUED("3")) == CK_OK);
	CHECK(apply(s, case_no(10), 9, "issue", EXTENDED("4", "3")) == CK_OK);
	CHECK(apply(s, ck_chain_pack(2, 2019, CK_SERIES_CASE, 1), 9, "issue",
	            "applicant=020240000025\npermit=AST-2019-P000001\npermit_kind=issue\nregion=astana\n"
	            "workers=1:TUR:1120:1\nfrom=2019-04-01\nuntil=2020-03-01\n") == CK_OK);
	CHECK_TEXT(listed(s, any), "1/1 1/2 1/3 1/4 2/1");
	f.office = 2;
	CHECK_TEXT(listed(s, f), "2/1");
	f.office = 1;
	f.region = "astana";
	CHECK_TEXT(listed(s, f), "");
	f.office = 0;
	CHECK_TEXT(listed(s, f), "2/1");
	f = any;
	f.applicant = "010140000014";
	CHECK_TEXT(listed(s, f), "1/1 1/2 1/3 1/4");
	f.chain = case_no(9);
	CHECK_TEXT(listed(s, f), "1/3");
	f = any;
	f.ending_from = ck_day_of(2020, 3, 1);
	f.ending_until = ck_day_of(2020, 3, 31);
	CHECK_TEXT(listed(s, f), "2/1 1/1"); /* by last day, without those revoked or replaced */
	f.ending_from = ck_day_of(2020, 3, 2);
	CHECK_TEXT(listed(s, f), "1/1");
	f.ending_until = CK_NODAY;
	CHECK_TEXT(listed(s, f), "1/1 1/4");
	f = any;
	f.holding_on = ck_day_of(2019, 5, 31);
	CHECK_TEXT(listed(s, f), "1/1 1/2 1/3 2/1");
	f.holding_on = ck_day_of(2019, 6, 1);
	CHECK_TEXT(listed(s, f), "1/1 1/3 2/1");
	f.holding_on = ck_day_of(2020, 3, 31);
	CHECK_TEXT(listed(s, f), "1/1 1/3");
	f.holding_on = ck_day_of(2020, 4, 1);
	CHECK_TEXT(listed(s, f), "1/4");
	f.holding_on = ck_day_of(2019, 3, 31);
	CHECK_TEXT(listed(s, f), "");
	CHECK(ck_register_permits(s, &any, refuse, &calls, &e) == CK_IO && calls == 1);
	CHECK_TEXT(listed(s, any), "1/1 1/2 1/3 1/4 2/1"); /* the statement is free again */
	ck_store_close(s);
}

/* -- payments -- */

static void test_payments(void)
{
	struct ck_store *s = fresh();
	ck_chain chain = -1;
	const ck_day day = ck_day_of(2019, 3, 15);

	CHECK(ck_register_paid(s, "010140000014", "117", day, &chain, &e) == CK_OK && chain == 0);
	CHECK(apply(s, case_no(7), 5, "pay", PAID("117")) == CK_OK);
	CHECK(ck_register_paid(s, "010140000014", "117", day, &chain, &e) == CK_OK && chain == case_no(7));
	CHECK(ck_register_paid(s, "010140000014", "118", day, &chain, &e) == CK_OK && chain == 0);
	CHECK(ck_register_paid(s, "020240000025", "117", day, &chain, &e) == CK_OK && chain == 0);
	CHECK(ck_register_paid(s, "010140000014", "117", day + 1, &chain, &e) == CK_OK && chain == 0);
	CHECK_TEXT(rows(s, "SELECT a, word, seq, data FROM entry"), "17970|010140000014 117|5|amount=35350000\n");
	CHECK(apply(s, case_no(8), 5, "pay", PAID("117")) == CK_REFUSED);
	CHECK_TEXT(e.column, "payment");
	CHECK(strstr(e.text, "ALM") == NULL && strstr(e.text, "010140000014") == NULL);
	CHECK(apply(s, case_no(7), 6, "pay", PAID("117")) == CK_REFUSED); /* nor twice in the same case */
	CHECK(apply(s, case_no(7), 6, "undo", "undone=4 5\n") == CK_OK);
	CHECK(ck_register_paid(s, "010140000014", "117", day, &chain, &e) == CK_OK && chain == 0);
	CHECK(apply(s, case_no(8), 5, "accept pay", "payment=117\npaid_on=2019-03-15\npayer=010140000014\n") == CK_OK);
	CHECK(apply(s, case_no(7), 7, "undo", "undone=5\n") == CK_OK); /* of another case */
	CHECK_TEXT(rows(s, "SELECT a, word, seq, data FROM entry"), "17970|010140000014 117|5|");
	CHECK(apply(s, case_no(9), 5, "note", PAID("119")) == CK_OK); /* nobody paid there */
	CHECK_TEXT(rows(s, "SELECT count(*) FROM entry"), "1");
	ck_store_close(s);
}

/* -- commissions -- */

static enum ck_code member(void *to, const struct ck_member_row *row, struct ck_error *error)
{
	(void)error;
	ck_buffer_printf(to, "%s/%s/%s/%s/%s/%s;", row->office, row->commission, row->member, row->name, row->position,
	                 row->interests);
	return CK_OK;
}

static const char *members(struct ck_store *s, const char *office, const char *commission, const char *who, ck_time at)
{
	static char text[400];
	struct ck_buffer b = {0};

	if (ck_register_members(s, office, commission, who, at, member, &b, &e) != CK_OK)
		return e.text;
	snprintf(text, sizeof text, "%s", b.text != NULL ? b.text : "");
	ck_buffer_free(&b);
	return text;
}

#define SITS(who, position, since) \
	"commission=permit-commission\nmember=" who "\nname=N\nposition=" position "\nsince=" since "\n"

static void test_members(void)
{
	struct ck_store *s = fresh();
	const ck_chain journal = ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0);
	ck_time spring, summer;

	CHECK(ck_time_parse("2019-03-18T10:00:00+06:00", NULL, &spring, &e) == CK_OK);
	CHECK(ck_time_parse("2019-07-01T00:00:00+06:00", NULL, &summer, &e) == CK_OK);
	CHECK(apply(s, journal, 3, "member-add", SITS("m.a", "chair", "2019-01-01T00:00:00+06:00")) == CK_OK);
	CHECK(apply(s, journal, 4, "member-add", SITS("m.b", "member", "2019-01-01T00:00:00+06:00")
	            "interests=010140000014 020240000025\n") == CK_OK);
	CHECK(apply(s, journal, 5, "member-end", "commission=permit-commission\nmember=m.a\nuntil=2019-07-01T00:00:00+06:00\n") ==
	      CK_OK);
	CHECK(apply(s, journal, 6, "staff-add", "login=x\n") == CK_OK);
	CHECK_TEXT(members(s, NULL, NULL, NULL, CK_NOTIME), "ALM/permit-commission/m.a/N/chair/;"
	                                                    "ALM/permit-commission/m.b/N/member/010140000014 020240000025;");
	CHECK_TEXT(members(s, "ALM", "permit-commission", "m.a", summer - 1), "ALM/permit-commission/m.a/N/chair/;");
	CHECK_TEXT(members(s, "ALM", "permit-commission", "m.a", summer), "");
	CHECK_TEXT(members(s, "AST", NULL, NULL, spring), "");
	CHECK_TEXT(members(s, NULL, "other", NULL, spring), "");
	CHECK(apply(s, journal, 7, "member-add", SITS("m.a", "member", "2019-09-01T00:00:00+06:00")) == CK_OK);
	CHECK(apply(s, journal, 8, "member-end", "commission=permit-commission\nmember=m.a\nuntil=2019-10-01T00:00:00+06:00\n") ==
	      CK_OK);
	CHECK_TEXT(rows(s, "SELECT data FROM entry WHERE word = 'permit-commission m.a' ORDER BY b"),
	           "name=N\nposition=chair\nuntil=1561917600\n\nname=N\nposition=member\nuntil=1569866400\n");
	CHECK(apply(s, journal, 9, "member-end", "commission=permit-commission\nmember=m.c\nuntil=2019-10-01T00:00:00+06:00\n") ==
	      CK_BADDATA);
	ck_store_close(s);
}

static enum ck_code session(void *to, const struct ck_session_row *row, struct ck_error *error)
{
	int office, year, number;
	enum ck_series series;

	(void)error;
	ck_chain_unpack(row->id, &office, &year, &series, &number);
	ck_buffer_printf(to, "%d %s %s;", number, row->commission, row->place);
	return CK_OK;
}

static const char *sessions(struct ck_store *s, int office, const char *commission, bool open_only)
{
	static char text[400];
	struct ck_buffer b = {0};

	if (ck_register_sessions(s, office, commission, open_only, session, &b, &e) != CK_OK)
		return e.text;
	snprintf(text, sizeof text, "%s", b.text != NULL ? b.text : "");
	ck_buffer_free(&b);
	return text;
}

static void test_sessions(void)
{
	struct ck_store *s = fresh();
	struct ck_arena *arena = ck_arena_new();
	struct ck_session_row row;
	bool found = true;

	CHECK(ck_register_session(s, session_no(1), arena, &row, &found, &e) == CK_OK && !found);
	CHECK(apply(s, session_no(1), 1, "session-publish", "") == CK_BADDATA);
	CHECK(apply(s, session_no(1), 1, "session-open",
	            "commission=permit-commission\nmeets=2019-04-10T15:00:00+06:00\nplace=hall\n") == CK_OK);
	CHECK(apply(s, session_no(2), 1, "session-open",
	            "commission=precinct-commission\nmeets=2019-04-01T15:00:00+06:00\nplace=room 5\n") == CK_OK);
	CHECK(apply(s, session_no(1), 1, "session-open",
	            "commission=permit-commission\nmeets=2019-04-10T15:00:00+06:00\nplace=hall\n") == CK_BADDATA);
	CHECK(ck_register_session(s, session_no(1), arena, &row, &found, &e) == CK_OK && found);
	CHECK(row.published == CK_NOTIME && row.closed == CK_NOTIME && row.members == INT64_MIN && row.present == INT64_MIN);
	CHECK_TEXT(row.commission, "permit-commission");
	CHECK(apply(s, session_no(1), 2, "session-publish", "") == CK_OK);
	CHECK(apply(s, session_no(1), 3, "session-publish", "") == CK_OK); /* the first time counts */
	CHECK(apply(s, session_no(1), 4, "session-close", "members=9\npresent=7\n") == CK_OK);
	CHECK(apply(s, session_no(1), 5, "session-close", "members=9\npresent=8\n") == CK_BADDATA);
	CHECK(apply(s, session_no(1), 5, "session-sign", "member=m.a\n") == CK_OK);
	CHECK(ck_register_session(s, session_no(1), arena, &row, &found, &e) == CK_OK && found);
	CHECK(row.published == 1552888802 && row.closed == 1552888804 && row.members == 9 && row.present == 7);
	CHECK_TEXT(sessions(s, 0, NULL, false), "2 precinct-commission room 5;1 permit-commission hall;");
	CHECK_TEXT(sessions(s, 1, "permit-commission", false), "1 permit-commission hall;");
	CHECK_TEXT(sessions(s, 1, NULL, true), "2 precinct-commission room 5;");
	CHECK_TEXT(sessions(s, 2, NULL, false), "");
	ck_arena_free(arena);
	ck_store_close(s);
}

struct seen {
	struct ck_store *store;
	struct ck_buffer text;
};

static enum ck_code vote(void *to, const struct ck_vote_row *row, struct ck_error *error)
{
	struct seen *seen = to;
	int office, year, number;
	enum ck_series series;

	(void)error;
	ck_chain_unpack(row->chain, &office, &year, &series, &number);
	ck_buffer_printf(&seen->text, "%d %s %s %d;", row->chain == 0 ? 0 : number, row->member, row->vote, (int)row->seq);
	return CK_OK;
}

static const char *votes(struct ck_store *s, ck_chain chain, const char *who)
{
	static char text[400];
	struct seen seen = {s, {0}};

	if (ck_register_votes(s, session_no(1), chain, who, vote, &seen, &e) != CK_OK)
		return e.text;
	snprintf(text, sizeof text, "%s", seen.text.text != NULL ? seen.text.text : "");
	ck_buffer_free(&seen.text);
	return text;
}

static void test_votes(void)
{
	struct ck_store *s = fresh();

	CHECK(apply(s, session_no(1), 3, "session-vote", "case=ALM-2019-000008\nmember=m.b\nvote=for\n") == CK_OK);
	CHECK(apply(s, session_no(1), 4, "session-vote", "case=ALM-2019-000007\nmember=m.b\nvote=for\n") == CK_OK);
	CHECK(apply(s, session_no(1), 5, "session-vote", "case=ALM-2019-000007\nmember=m.a\nvote=for\n") == CK_OK);
	CHECK(apply(s, session_no(1), 6, "session-vote", "member=m.c\nvote=absent\n") == CK_OK);
	CHECK(apply(s, session_no(1), 7, "session-vote", "case=ALM-2019-000007\nmember=m.a\nvote=against\nreason=x\n") == CK_OK);
	CHECK(apply(s, session_no(1), 8, "session-vote", "case=AST-2019-I000007\nmember=m.a\nvote=for\n") == CK_OK);
	CHECK(apply(s, session_no(2), 3, "session-vote", "case=ALM-2019-000007\nmember=m.a\nvote=for\n") == CK_OK);
	CHECK_TEXT(votes(s, -1, NULL), "0 m.c absent 6;7 m.a against 7;7 m.b for 4;8 m.b for 3;7 m.a for 8;");
	CHECK_TEXT(votes(s, 0, NULL), "0 m.c absent 6;");
	CHECK_TEXT(votes(s, case_no(7), NULL), "7 m.a against 7;7 m.b for 4;");
	CHECK_TEXT(votes(s, case_no(7), "m.b"), "7 m.b for 4;");
	CHECK_TEXT(votes(s, -1, "m.b"), "7 m.b for 4;8 m.b for 3;");
	CHECK_TEXT(votes(s, case_no(9), NULL), "");
	ck_store_close(s);
}

/* Whoever is called may ask and write in between. */
static enum ck_code agenda(void *to, const struct ck_agenda_row *row, struct ck_error *error)
{
	struct seen *seen = to, inner = {0};
	int office, year, number;
	enum ck_series series;
	enum ck_code code;

	ck_chain_unpack(row->chain, &office, &year, &series, &number);
	ck_buffer_printf(&seen->text, "%d %d %s %d;", number, (int)row->seq, row->recommendation, (int)row->concluded);
	if (seen->store == NULL)
		return CK_OK;
	CHECK(apply(seen->store, row->chain, 20, "conclude", "session=ALM-2019-S000001\nrecommendation=refuse\n") == CK_OK);
	code = ck_register_agenda(seen->store, 0, row->chain, agenda, &inner, error);
	CHECK(inner.text.length > 0);
	ck_buffer_free(&inner.text);
	return code;
}

static const char *agenda_of(struct ck_store *s, ck_chain of_session, ck_chain chain, bool write)
{
	static char text[400];
	struct seen seen = {write ? s : NULL, {0}};

	if (ck_register_agenda(s, of_session, chain, agenda, &seen, &e) != CK_OK)
		return e.text;
	snprintf(text, sizeof text, "%s", seen.text.text != NULL ? seen.text.text : "");
	ck_buffer_free(&seen.text);
	return text;
}

static void test_agenda(void)
{
	struct ck_store *s = fresh();

	CHECK(apply(s, case_no(8), 4, "publish", "session=ALM-2019-S000001\n") == CK_OK);
	CHECK(apply(s, case_no(7), 4, "publish", "session=ALM-2019-S000001\n") == CK_OK);
	CHECK(apply(s, case_no(7), 6, "conclude", "session=ALM-2019-S000001\nrecommendation=grant\n") == CK_OK);
	CHECK(apply(s, case_no(7), 7, "note", "recommendation=refuse\n") == CK_OK); /* of no session */
	CHECK_TEXT(agenda_of(s, session_no(1), 0, false), "7 4 grant 6;8 4  0;");
	CHECK(apply(s, case_no(7), 8, "undo", "undone=6\n") == CK_OK);
	CHECK_TEXT(agenda_of(s, session_no(1), 0, false), "7 4  0;8 4  0;");
	CHECK(apply(s, case_no(7), 9, "undo", "undone=4 5\n") == CK_OK);
	CHECK_TEXT(agenda_of(s, session_no(1), 0, false), "8 4  0;");
	CHECK(apply(s, case_no(7), 10, "publish", "session=ALM-2019-S000002\n") == CK_OK);
	CHECK(apply(s, case_no(7), 11, "conclude", "session=ALM-2019-S000002\nrecommendation=grant\n") == CK_OK);
	CHECK(apply(s, case_no(7), 12, "publish", "session=ALM-2019-S000001\n") == CK_OK);
	CHECK_TEXT(agenda_of(s, 0, case_no(7), false), "7 12  0;7 10 grant 11;");
	CHECK_TEXT(agenda_of(s, session_no(2), case_no(7), false), "7 10 grant 11;");
	CHECK_TEXT(agenda_of(s, session_no(2), case_no(8), false), "");
	CHECK_TEXT(agenda_of(s, session_no(1), 0, true), "7 12  0;8 4  0;");
	CHECK_TEXT(agenda_of(s, session_no(1), 0, false), "7 12 refuse 20;8 4 refuse 20;");
	ck_store_close(s);
}

/* -- what says nothing, and what nobody would have written -- */

static void test_nothing_said(void)
{
	struct ck_store *s = fresh();
	const ck_chain journal = ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0), org = ck_chain_pack(1, 2019, CK_SERIES_ORG, 1);

	CHECK(apply(s, case_no(7), 1, "register", "applicant=010140000014\nregion=almaty\nworkers=2:TUR:2142:5\n"
	                                         "permit=ALM-2018-P000003\n") == CK_OK); /* which permit is to be extended */
	CHECK(apply(s, case_no(7), 2, "issue", "delivery=post\n") == CK_OK);
	CHECK(apply(s, case_no(7), 3, "pay", "amount=100\n") == CK_OK);
	CHECK(apply(s, journal, 1, "office-add", "office=ALM\n") == CK_OK);
	CHECK(apply(s, journal, 2, "pay", PAID("117")) == CK_OK);
	CHECK(apply(s, session_no(1), 2, "pay", PAID("117")) == CK_OK);
	CHECK(apply(s, org, 1, "session-open", "commission=x\n") == CK_OK);
	for (size_t i = 0; i < CK_SQL_COUNT; i++) /* not even asked */
		CHECK(s->statement[i] == NULL);
	CHECK(count(s) == 0);
	ck_store_close(s);
}

static void test_wrong(void)
{
	static const struct {
		int chain;
		const char *acts, *data, *column;
	} wrong[] = {
	    {CASE, "pay", "payment=1\npaid_on=2019-03-15\n", "payer"},
	    {CASE, "pay", "payment=1\npayer=010140000014\n", "paid_on"},
	    {CASE, "pay", "payment=1\npayer=010140000014\npaid_on=2019-02-29\n", "paid_on"},
	    {CASE, "pay", "payment=1\npayer=010140000014\npaid_on=2019-02-28\namount=1.5\n", "amount"},
	    {CASE, "issue", "permit_kind=issue\nregion=a\nworkers=2:TUR:2142:5\nfrom=2019-01-01\nuntil=2019-12-31\n", "permit"},
	    {CASE, "issue", "permit=ALM-2019-000001\npermit_kind=issue\n", "permit"},
	    {CASE, "issue", "permit=XXX-2019-P000001\npermit_kind=issue\n", "permit"},
	    {CASE, "issue", "permit=ALM-2019-P000001\npermit_kind=issue\n", "region"},
	    {CASE, "issue", "permit=ALM-2019-P000001\npermit_kind=issue\nregion=a\n", "workers"},
	    {CASE, "issue", "permit=ALM-2019-P000001\npermit_kind=issue\nregion=a\nworkers=5\n", "workers"},
	    {CASE, "issue", "permit=ALM-2019-P000001\npermit_kind=issue\nregion=a\nworkers=2:TUR:2142:5\n", "from"},
	    {CASE, "issue", "permit=ALM-2019-P000001\npermit_kind=issue\nregion=a\nworkers=2:TUR:2142:5\nfrom=2019-01-01\n"
	                    "until=2019-12-31T25:00:00+06:00\n", "until"},
	    {CASE, "issue", "permit=ALM-2019-P000001\npermit_kind=issue\nregion=a\nworkers=2:TUR:2142:5\nfrom=2019-01-01\n"
	                    "until=2019-12-31x\n", "until"},
	    {CASE, "issue", "permit=ALM-2019-P000001\npermit_kind=issue\nregion=a\nworkers=2:TUR:2142:5\nfrom=2019-01-01\n"
	                    "until=2019-12-31\nprevious=P1\n", "previous"},
	    {CASE, "issue", "permit=ALM-2019-P000001\npermit_kind=issue\nregion=a\nworkers=2:TUR:2142:5\nfrom=2019-01-01\n"
	                    "until=2019-12-31\nquota_year=this\n", "quota_year"},
	    {CASE, "revoke", "revoked_from=2019-01-01\n", "permit"},
	    {CASE, "revoke", "permit=ALM-2019-P000001\nrevoked_from=now\n", "revoked_from"},
	    {CASE, "publish", "session=ALM-2019-P000001\n", "session"},
	    {SESSION, "session-open", "commission=x\nmeets=2019-04-10T15:00:00+06:00\n", "place"},
	    {SESSION, "session-open", "commission=x\nplace=hall\nmeets=soon\n", "meets"},
	    {SESSION, "session-vote", "case=ALM-2019-000001\nmember=m.a\n", "vote"},
	    {SESSION, "session-vote", "case=ALM-2019-S000001\nmember=m.a\nvote=for\n", "case"},
	    {SESSION, "session-vote", "case=ALM-2019-000001\nvote=for\n", "member"},
	    {SESSION, "session-close", "members=9\n", "present"},
	    {SESSION, "session-close", "members=-9\npresent=1\n", "members"},
	    {JOURNAL, "member-add", "commission=x\nmember=m.a\nname=N\nposition=chair\n", "since"},
	    {JOURNAL, "member-add", "member=m.a\nname=N\nposition=chair\nsince=2019-01-01\n", "commission"},
	    {JOURNAL, "member-end", "commission=x\nmember=m.a\n", "until"},
	};

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct ck_store *s = fresh();
		const ck_chain chain = wrong[i].chain == CASE      ? case_no(7)
		                       : wrong[i].chain == SESSION ? session_no(1)
		                                                   : ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0);
		CHECK(apply(s, chain, 3, wrong[i].acts, wrong[i].data) == CK_BADDATA);
		CHECK_TEXT(e.column, wrong[i].column);
		ck_store_close(s);
	}
}

/* -- numbers -- */

static void test_next(void)
{
	struct ck_store *s = fresh();
	char sql[200];
	ck_chain id;

	CHECK(ck_register_next(s, 1, 2019, CK_SERIES_PERMIT, &id, &e) == CK_OK && id == permit_no(1));
	CHECK(apply(s, case_no(7), 9, "issue", ISSUED("1")) == CK_OK && apply(s, case_no(8), 9, "issue", ISSUED("2")) == CK_OK);
	CHECK(ck_register_next(s, 1, 2019, CK_SERIES_PERMIT, &id, &e) == CK_OK && id == permit_no(3));
	CHECK(ck_register_next(s, 1, 2020, CK_SERIES_PERMIT, &id, &e) == CK_OK);
	CHECK(id == ck_chain_pack(1, 2020, CK_SERIES_PERMIT, 1));
	CHECK(ck_register_next(s, 2, 2019, CK_SERIES_PERMIT, &id, &e) == CK_OK);
	CHECK(id == ck_chain_pack(2, 2019, CK_SERIES_PERMIT, 1));
	snprintf(sql, sizeof sql, "UPDATE permit SET id = %lld WHERE id = %lld",
	         (long long)permit_no(CK_CHAIN_LAST_SHARED), (long long)permit_no(2));
	CHECK(raw(s, sql) == SQLITE_OK);
	CHECK(ck_register_next(s, 1, 2019, CK_SERIES_PERMIT, &id, &e) == CK_REFUSED);
	CHECK(ck_register_next(s, 1, 2018, CK_SERIES_PERMIT, &id, &e) == CK_OK);

	CHECK(ck_register_next(s, 1, 2019, CK_SERIES_SESSION, &id, &e) == CK_OK && id == session_no(1));
	for (int seq = 1; seq <= 3; seq++) {
		struct ck_event ev = event(session_no(1), seq, "session-vote", "");
		ev.recorded = ev.at;
		CHECK(ck_ledger_append(s, &ev, "ALM-2019-S000001", &e) == CK_OK);
		ck_event_free(&ev);
	}
	CHECK(ck_register_next(s, 1, 2019, CK_SERIES_SESSION, &id, &e) == CK_OK && id == session_no(2));
	CHECK(ck_register_next(s, 1, 2019, CK_SERIES_ORG, &id, &e) == CK_OK);
	CHECK(id == ck_chain_pack(1, 2019, CK_SERIES_ORG, 1));
	ck_store_close(s);
}

/* -- made again -- */

static const struct happened { /* in the order in which it happened */
	int chain, number;
	const char *acts, *data;
} history[] = {
    {JOURNAL, 0, "office-add", "office=ALM\n"},
    {JOURNAL, 0, "member-add", SITS("m.a", "chair", "2019-01-01T00:00:00+06:00")},
    {JOURNAL, 0, "member-add", SITS("m.b", "member", "2019-01-01T00:00:00+06:00") "interests=010140000014\n"},
    {CASE, 9, "register", "applicant=010140000014\n"},
    {CASE, 9, "pay", PAID("117")},
    {CASE, 9, "undo", "undone=2\n"},
    {SESSION, 1, "session-open", "commission=permit-commission\nmeets=2019-04-10T15:00:00+06:00\nplace=hall\n"},
    {CASE, 9, "publish", "session=ALM-2019-S000001\n"},
    {SESSION, 1, "session-publish", ""},
    {SESSION, 1, "session-vote", "case=ALM-2019-000009\nmember=m.a\nvote=for\n"},
    {SESSION, 1, "session-vote", "case=ALM-2019-000009\nmember=m.a\nvote=abstain\nreason=x\n"},
    {SESSION, 1, "session-vote", "member=m.b\nvote=absent\n"},
    {CASE, 9, "conclude", "session=ALM-2019-S000001\nrecommendation=grant\n"},
    {SESSION, 1, "session-close", "members=2\npresent=1\n"},
    {CASE, 9, "issue", ISSUED("1")},
    {CASE, 8, "pay", PAID("117")},            /* now that it is free again */
    {CASE, 8, "issue", EXTENDED("2", "1")},   /* of a case that comes before the first permit's */
    {CASE, 7, "issue", EXTENDED("3", "2")},
    {CASE, 5, "pay", PAID("118")},
    {CASE, 5, "undo", "undone=1\n"},
    {CASE, 6, "pay", PAID("118")},
    {CASE, 7, "revoke", "permit=ALM-2019-P000003\nrevoked_from=2020-05-01\nground=liquidated\n"},
    {JOURNAL, 0, "member-end", "commission=permit-commission\nmember=m.b\nuntil=2019-07-01T00:00:00+06:00\n"},
};
enum { HAPPENED = sizeof history / sizeof *history };

static struct ck_store *kept(void)
{
	struct ck_store *s = fresh();

	for (size_t i = 0; i < HAPPENED; i++) {
		const struct happened *h = &history[i];
		const ck_chain chain = h->chain == CASE      ? case_no(h->number)
		                       : h->chain == SESSION ? session_no(h->number)
		                                             : ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0);
		struct ck_event ev = event(chain, 0, h->acts, h->data);
		char number[40];
		enum ck_code code;

		ev.recorded = ev.at;
		ck_chain_print(number, "ALM", chain);
		code = ck_ledger_append(s, &ev, number, &e);
		if (code == CK_OK)
			code = ck_register_apply(s, &ev, "ALM", &e);
		if (code != CK_OK)
			printf("# %zu: %s\n", i, e.text), exit(1);
		ck_event_free(&ev);
	}
	return s;
}

static char seen[4000];

static void note(void *to, const char *number, const char *text)
{
	(void)to;
	snprintf(seen + strlen(seen), sizeof seen - strlen(seen), "%s|%s\n", number, text);
}

static const char *checked(struct ck_store *s)
{
	seen[0] = 0;
	return ck_register_check(s, note, NULL, &e) == CK_OK ? seen : e.text;
}

static void test_made_again(void)
{
	struct ck_store *s = kept();

	CHECK(count(s) == 3 + 2 + 2 + 2 + 1 + 1 + 2);
	CHECK_TEXT(rows(s, "SELECT next <> 0, previous <> 0, revoked FROM permit ORDER BY id"), "1|0|-\n1|1|-\n0|1|18383");
	CHECK_TEXT(checked(s), "");
	CHECK_TEXT(checked(s), ""); /* and again: nothing was changed */
	ck_store_close(s);
}

#define PUT(register, a, b, word, data) \
	"INSERT INTO entry SELECT register, " a ", " b ", " word ", chain, seq, " data " FROM entry WHERE register = " register
#define SAYS(register, old, new) \
	"UPDATE entry SET data = replace(data, '" old "', '" new "') WHERE register = " register

/* Rows changed, added and taken away in every register are found, with the number that they come from. */
static void test_changes_found(void)
{
	static const struct {
		const char *change, *found;
	} changes[] = {
	    {"DELETE FROM permit WHERE next = 0", "ALM-2019-000007|permit ALM-2019-P000003: the row is missing\n"},
	    {"INSERT INTO permit SELECT id + 32768, chain, seq, kind, applicant, applicant_name, region, workers, total, since, "
	     "until, previous, next, next_since, revoked, ground FROM permit WHERE next = 0",
	     "ALM-2019-000007|permit ALM-2019-P000004: the row has no event\n"},
	    {"UPDATE permit SET next = 0 WHERE previous = 0",
	     "ALM-2019-000009|permit ALM-2019-P000001: the row's next is not what the events say\n"},
	    {"UPDATE permit SET revoked = NULL WHERE revoked IS NOT NULL",
	     "ALM-2019-000007|permit ALM-2019-P000003: the row's revoked is not what the events say\n"},
	    {"DELETE FROM entry WHERE register = 1 AND word = '010140000014 117'",
	     "ALM-2019-000008|payment 117: the row is missing\n"},
	    {"UPDATE entry SET a = a + 1 WHERE register = 1 AND word = '010140000014 117'",
	     "ALM-2019-000008|payment 117: the row is missing\nALM-2019-000008|payment 117: the row has no event\n"},
	    {"UPDATE entry SET seq = 9 WHERE register = 1 AND word = '010140000014 117'",
	     "ALM-2019-000008|payment 117: the row's seq is not what the events say\n"},
	    {SAYS("1 AND word = '010140000014 118'", "amount=35350000", "amount=1"),
	     "ALM-2019-000006|payment 118: the row's amount is not what the events say\n"},
	    {PUT("1 AND word = '010140000014 118'", "a", "b", "'010140000014 119'", "data"),
	     "ALM-2019-000006|payment 119: the row has no event\n"},
	    {"DELETE FROM entry WHERE register = 2 AND word = 'almaty 3'", "|quota of almaty, 2019, category 3: the row is missing\n"},
	    {SAYS("2", "used=6", "used=0"), "|quota of almaty, 2019, category 2: the row's used is not what the events say\n"},
	    {"UPDATE entry SET chain = 32768 WHERE register = 2 AND word = 'almaty 2'",
	     "?-1900-000001|quota of almaty, 2019, category 2: the row's chain is not what the events say\n"},
	    {PUT("2 AND word = 'almaty 2'", "2020", "b", "word", "data"),
	     "|quota of almaty, 2020, category 2: the row has no event\n"},
	    {"DELETE FROM entry WHERE register = 3 AND word = 'permit-commission m.a'",
	     "ALM-J|member m.a of permit-commission: the row is missing\n"},
	    {"UPDATE entry SET data = 'name=N' || char(10) || 'position=member' || char(10) || 'interests=010140000014' || char(10) "
	     "WHERE register = 3 AND word = 'permit-commission m.b'",
	     "ALM-J|member m.b of permit-commission: the row's until is not what the events say\n"},
	    {PUT("3 AND word = 'permit-commission m.a'", "a", "b", "'permit-commission m.c'", "data"),
	     "ALM-J|member m.c of permit-commission: the row has no event\n"},
	    {"DELETE FROM entry WHERE register = 4", "ALM-2019-S000001|session: the row is missing\n"},
	    {SAYS("4", "hall", "room"), "ALM-2019-S000001|session: the row's place is not what the events say\n"},
	    {"UPDATE entry SET data = data || 'x=1' || char(10) WHERE register = 4",
	     "ALM-2019-S000001|session: the row's x is not what the events say\n"},
	    {"UPDATE entry SET data = 'unreadable' WHERE register = 4",
	     "ALM-2019-S000001|session: the row's data is not what the events say\n"},
	    {PUT("4", "a + 32768", "b", "word", "data"), "ALM-2019-S000001|session: the row has no event\n"},
	    {"DELETE FROM entry WHERE register = 5", "ALM-2019-000009|agenda of ALM-2019-S000001: the row is missing\n"},
	    {SAYS("5", "recommendation=grant", "recommendation=refuse"),
	     "ALM-2019-000009|agenda of ALM-2019-S000001: the row's recommendation is not what the events say\n"},
	    {PUT("5", "a", "b + 32768", "word", "data"),
	     "ALM-2019-000009|agenda of ALM-2019-S000001: the row has no event\n"},
	    {"DELETE FROM entry WHERE register = 6 AND b = 0", "ALM-2019-S000001|vote of m.b: the row is missing\n"},
	    {SAYS("6 AND b <> 0", "vote=abstain", "vote=for"),
	     "ALM-2019-S000001|vote of m.a on ALM-2019-000009: the row's vote is not what the events say\n"},
	    {PUT("6 AND b <> 0", "a", "b", "'m.b'", "data"),
	     "ALM-2019-S000001|vote of m.b on ALM-2019-000009: the row has no event\n"},
	    {"INSERT INTO entry VALUES (99, 0, 0, '', 0, 0, '')", "|entry: the row has no event\n"},
	};

	for (size_t i = 0; i < sizeof changes / sizeof *changes; i++) {
		struct ck_store *s = kept();
		CHECK(raw(s, changes[i].change) == SQLITE_OK && sqlite3_changes(s->db) > 0);
		CHECK_TEXT(checked(s), changes[i].found);
		ck_store_close(s);
	}
}

/* Events that casekit would not have written are findings, and the rest is made again all the same. */
static void test_strange_events(void)
{
	struct ck_store *s = kept();
	struct ck_event ev = event(case_no(10), 0, "pay", PAID("117")), other = event(case_no(11), 0, "publish", "session=x\n");

	ev.recorded = ev.at;
	other.recorded = other.at;
	CHECK(ck_ledger_append(s, &ev, "ALM-2019-000010", &e) == CK_OK);
	CHECK(ck_ledger_append(s, &other, "ALM-2019-000011", &e) == CK_OK);
	CHECK_TEXT(checked(s), "ALM-2019-000010|the payment 117 was used before\n"
	                       "ALM-2019-000011|event 1 (publish): session is no such number\n");
	ck_event_free(&ev);
	ck_event_free(&other);
	CHECK(raw(s, "DROP TRIGGER event_stays; UPDATE event SET data = 'session=ALM-2019-S000001' WHERE stamp IN (SELECT no FROM stamp WHERE acts = 'publish') "
	             "AND data LIKE '%S000001%'") == SQLITE_OK);
	checked(s);
	CHECK(strstr(seen, "ALM-2019-000009|event 4 cannot be read: ") != NULL);
	ck_store_close(s);
}

/* A store without a name is a store: whole, alone and gone afterwards. */
static void test_store_in_memory(void)
{
	struct ck_store *s = NULL, *other = NULL;

	CHECK(ck_store_memory(&s, &e) == CK_OK && ck_store_memory(&other, &e) == CK_OK);
	CHECK(ck_store_set(s, "strict", "yes", &e) == CK_OK);
	CHECK(ck_store_setting(s, "strict") != NULL && ck_store_setting(other, "strict") == NULL);
	ck_store_close(s);
	ck_store_close(other);
}

int main(void)
{
	test_permit_issued();
	test_permit_followed_and_revoked();
	test_permits_listed();
	test_payments();
	test_members();
	test_sessions();
	test_votes();
	test_agenda();
	test_nothing_said();
	test_wrong();
	test_next();
	test_made_again();
	test_changes_found();
	test_strange_events();
	test_store_in_memory();
	return unit_end();
}
