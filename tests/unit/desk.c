/* A desk at a store of its own: offices and staff added, left, come back and delegated; who may act in which role;
 * which edition of a service holds on a day; and what the check finds when tables and journals part. */
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include "batch.h"
#include "days.h"
#include "ledger.h"
#include "people.h"
#include "service.h"
#include "store_priv.h"
#include "unit.h"

#define DAY 86400

static struct ck_error e;
static struct ck_store *store;
static ck_time now;  /* 2019-03-18T10:00:00+06:00 at first */

/* -- the set-up -- */

static void plant(const char *path, const char *bytes)
{
	FILE *f = fopen(path, "w");

	if (f == NULL || fputs(bytes, f) < 0 || fclose(f) != 0)
		printf("Bail out! cannot write %s\n", path), exit(1);
}

static void must(enum ck_code code, const char *what)
{
	if (code != CK_OK)
		printf("Bail out! %s: %s\n", what, e.text), exit(1);
}

static void make_store(void)
{
#define TITLES "\ttitle_kk\ttitle_ru\ttitle_en\n"
#define TITLED "\tatau\tназвание\ttitle\n"
#define CHAIR(regulation) \
	regulation "\tmain\toffice\t1\tspecialist\tregister\t15\tminute\tmax\tprevious\tregisters\n" \
	regulation "\tmain\toffice\t2\thead\tdecide issue\t1\tworking-day\tmax\tprevious\tdecides\n"
	static const char regulations[] =
	    "regulation\tedition\tauthority\tact_title\tvalid_from\tvalid_until\trepealed_by\trefusable\tdefault_variant\t"
	    "applicant_kind\tprovider\tform\tresult_text" TITLES
	    "town-2012/chair\t2012-01-01\ttown\tdecree 1\t2012-01-01\t2017-12-20\tdecree 2 of 2017-12-01\tno\tmain\tiin\t"
	    "town\tpaper\tchair" TITLED
	    "town-2017/chair\t2017-12-20\ttown\tdecree 2\t2017-12-20\t2020-10-20\tdecree 3 of 2020-10-20\tno\tmain\tiin\t"
	    "town\tpaper\tchair" TITLED
	    "village-2015/table\t2015-01-01\tvillage\tdecree 9\t2015-01-01\t\t\tno\tmain\tiin\t"
	    "village\tpaper\ttable" TITLED;
	static const char steps[] =
	    "regulation\tedition\tvariant\tchannel\tstep\trole\tacts\tvalue\tunit\tbound\tcounts_from\ttext\n"
	    CHAIR("town-2012/chair\t2012-01-01") CHAIR("town-2017/chair\t2017-12-20")
	    CHAIR("village-2015/table\t2015-01-01");

	mkdir("law", 0700);
	mkdir("days", 0700);
	plant("law/acts.tsv", "act\tstatus\tdecides\tcommand" TITLES
	                      "register\tregistered\tno\tcase-register" TITLED
	                      "decide\tdecided\tyes\tcase-decide" TITLED
	                      "issue\tissued\tno\tcase-issue" TITLED);
	plant("law/roles.tsv", "role\trole_kind" TITLES
	                       "specialist\tstaff" TITLED
	                       "executor\tstaff" TITLED
	                       "head\tstaff" TITLED
	                       "provider\tstaff" TITLED
	                       "commission\tbody" TITLED
	                       "applicant\toutside" TITLED
	                       "portal\tmachine" TITLED);
	plant("law/regulations.tsv", regulations);
	plant("law/steps.tsv", steps);
	plant("days/calendars.tsv", "calendar\tweek\tzone\thours\ttitle\tweek_source\n"
	                             "kz-5\t1111100\tAsia/Almaty\t09:00-13:00 14:30-18:30\tfive days\tan act\n"
	                             "kz-6\t1111110\tAsia/Almaty\t09:00-18:00\tsix days\tan act\n");
	must(ck_store_create("a.db", &e), "create");
	must(ck_store_open("a.db", CK_STORE_WRITE, 0, &store, &e), "open");
	must(ck_store_begin(store, &e), "begin");
	must(ck_days_load_folder(store, "days", &e), "days");
	must(ck_service_load_folder(store, "law", &e), "law");
	must(ck_time_parse("2019-03-18T10:00:00+06:00", NULL, &now, &e), "now");
}

static struct ck_desk *sit(const char *by, const char *os_user, bool strict)
{
	struct ck_desk_options options = {.store = store, .now = now, .by = by, .os_user = os_user, .strict = strict};

	return ck_desk_new(&options);
}

/* A record of pairs "name", "value", ended by NULL. */
#define RECORD(...) record((const char *const[]){__VA_ARGS__, NULL})
static const struct ck_fields *record(const char *const *pairs)
{
	static struct ck_fields in;

	ck_fields_empty(&in);
	for (; *pairs != NULL; pairs += 2)
		ck_fields_set(&in, pairs[0], pairs[1]);
	return &in;
}

static void add_office(struct ck_desk *d, const char *code, const char *parent, const char *authority)
{
	CHECK(ck_office_add(d, RECORD("office", code, "name", "An office", "office_kind", "division", "parent", parent,
	                              "authority", authority), &e) == CK_OK);
}

static void add_staff(struct ck_desk *d, const char *login, const char *roles, const char *office)
{
	CHECK(ck_staff_add(d, RECORD("login", login, "name", "A Person", "roles", roles, "office", office, "since",
	                             "2012-01-01"), &e) == CK_OK);
}

/* -- what lists print, as one text -- */

static struct ck_buffer printed;

static enum ck_code print(void *columns, const struct ck_fields *out, struct ck_error *err)
{
	const char *rest = columns, *word, *value;
	char name[40];
	size_t n;

	(void)err;
	while ((word = ck_word_next(&rest, &n)) != NULL) {
		snprintf(name, sizeof name, "%.*s", (int)n, word);
		value = ck_fields_get(out, name);
		ck_buffer_printf(&printed, "%s|", value ? value : "");
	}
	ck_buffer_char(&printed, '\n');
	return CK_OK;
}

static void found(void *to, const char *text)
{
	(void)to;
	ck_buffer_printf(&printed, "%s\n", text);
}

static const char *text_printed(void)
{
	static char copy[4000];

	snprintf(copy, sizeof copy, "%s", printed.text ? printed.text : "");
	ck_buffer_empty(&printed);
	return copy;
}

static const char *differences(void)
{
	struct ck_desk *d = sit(NULL, "root", false);

	CHECK(ck_people_check(d, found, NULL, &e) == CK_OK);
	ck_desk_free(d);
	return text_printed();
}

/* -- tests -- */

/* Qyzylorda is at +06:00 until December 2018, then at +05:00. */
static void test_offices(void)
{
	struct ck_desk *d = sit("root", "root", false);
	const struct ck_office *o, *same;

	CHECK(ck_office_add(d, RECORD("office", "TOWN", "name", "Town", "office_kind", "city", "zone", "Asia/Qyzylorda",
	                              "calendar", "kz-6", "hours", "08:00-12:00", "authority", "town village"), &e) == CK_OK);
	add_office(d, "NORTH", "TOWN", "");
	add_office(d, "NORTH1", "NORTH", "");
	add_office(d, "SOUTH", "TOWN", "village");
	add_office(d, "FAR", "", "");
	CHECK(ck_desk_office(d, "NORTH1", &o, &e) == CK_OK);
	CHECK(o->no == 3);
	CHECK_TEXT(o->zone_name, "Asia/Qyzylorda");
	CHECK_TEXT(o->calendar_name, "kz-6");
	CHECK_TEXT(o->hours_text, "08:00-12:00");
	CHECK_TEXT(o->authority, "town village");
	CHECK(o->time.known == now && o->time.hours.count == 1 && o->time.zone == o->zone);
	CHECK(ck_desk_office_no(d, 3, &same, &e) == CK_OK && same == o);
	CHECK(ck_desk_office(d, "SOUTH", &o, &e) == CK_OK);
	CHECK_TEXT(o->authority, "village");
	CHECK(ck_desk_office(d, "FAR", &o, &e) == CK_OK);
	CHECK_TEXT(o->calendar_name, "kz-5");
	CHECK_TEXT(o->zone_name, "Asia/Almaty");
	CHECK_TEXT(o->hours_text, "09:00-13:00 14:30-18:30");
	CHECK_TEXT(o->authority, "");
	CHECK(ck_desk_office(d, "NIL", &o, &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "no office \"NIL\"");
	CHECK(ck_desk_office_no(d, 77, &o, &e) == CK_BADDATA);
	ck_desk_free(d);
	d = sit(NULL, "root", false); /* a desk that has read nothing yet */
	CHECK(ck_desk_office_no(d, 3, &o, &e) == CK_OK);
	CHECK_TEXT(o->code, "NORTH1");
	CHECK_TEXT(o->authority, "town village");
	ck_desk_free(d);
}

static void refused_office(struct ck_desk *d, const struct ck_fields *in, enum ck_code code, const char *column,
                           const char *text)
{
	CHECK(ck_office_add(d, in, &e) == code);
	CHECK_TEXT(e.column, column);
	CHECK_TEXT(e.text, text);
}

static void test_offices_refused(void)
{
	struct ck_desk *d = sit("root", "root", false);

#define OFFICE(...) RECORD("name", "An office", "office_kind", "city", __VA_ARGS__)
	refused_office(d, OFFICE("office", "TOWN"), CK_REFUSED, "office", "there is such an office already");
	refused_office(d, OFFICE("office", "town"), CK_BADDATA, "office", "not the code of an office (2 to 8 of A-Z and 0-9)");
	refused_office(d, OFFICE("office", "X"), CK_BADDATA, "office", "not the code of an office (2 to 8 of A-Z and 0-9)");
	refused_office(d, OFFICE("office", "XX", "parent", "YY"), CK_BADDATA, "parent", "no office \"YY\"");
	refused_office(d, OFFICE("office", "XX", "hours", "9-18"), CK_BADDATA, "hours",
	               "not working hours (as 09:00-13:00 14:30-18:30)");
	CHECK(ck_office_add(d, OFFICE("office", "XX", "calendar", "kz-9"), &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "calendar");
	CHECK(ck_office_add(d, OFFICE("office", "XX", "zone", "Asia/Nowhere"), &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "zone");
	CHECK(ck_office_add(d, OFFICE("office", "XX", "by", "no.one"), &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "by");
	CHECK(ck_office_add(d, RECORD("office", "XX", "name", "An office"), &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "office_kind");
	ck_desk_free(d);
}

static void test_staff(void)
{
	struct ck_desk *d = sit("root", "root", false);
	const struct ck_staff *st;

	add_staff(d, "h.head", "head", "TOWN");
	add_staff(d, "n.spec", "specialist executor", "NORTH");
	add_staff(d, "n.comm", "commission", "NORTH1");
	add_staff(d, "s.exec", "executor", "SOUTH");
	add_staff(d, "f.head", "head executor specialist", "FAR");
	CHECK(ck_desk_staff(d, "n.spec", &st, &e) == CK_OK);
	CHECK_TEXT(st->roles, "specialist executor");
	CHECK_TEXT(st->office, "NORTH");
	CHECK(st->until == CK_NOTIME);
	CHECK(ck_desk_staff(d, "no.one", &st, &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "no staff member \"no.one\"");
#define STAFF(...) RECORD("name", "A Person", __VA_ARGS__)
	CHECK(ck_staff_add(d, STAFF("login", "n.spec", "roles", "head", "office", "TOWN"), &e) == CK_REFUSED);
	CHECK_TEXT(e.text, "is staff of NORTH already");
	CHECK(ck_staff_add(d, STAFF("login", "N.Spec", "roles", "head", "office", "TOWN"), &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "login");
	CHECK(ck_staff_add(d, STAFF("login", "casekit", "roles", "head", "office", "TOWN"), &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "that is the login of machines' steps");
	CHECK(ck_staff_add(d, STAFF("login", "x", "roles", "head king", "office", "TOWN"), &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "no role \"king\"");
	CHECK(ck_staff_add(d, STAFF("login", "x", "roles", "head head", "office", "TOWN"), &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "the role head stands twice");
	CHECK(ck_staff_add(d, STAFF("login", "x", "roles", "portal", "office", "TOWN"), &e) == CK_REFUSED);
	CHECK_TEXT(e.text, "portal is a role of a machine: no member of staff holds it");
	CHECK(ck_staff_add(d, STAFF("login", "x", "roles", "applicant", "office", "TOWN"), &e) == CK_REFUSED);
	CHECK_TEXT(e.column, "roles");
	CHECK(ck_staff_add(d, STAFF("login", "x", "roles", "head", "office", "NIL"), &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "office");
	CHECK(ck_staff_add(d, STAFF("login", "x", "roles", "head", "office", "TOWN", "since", "2019-01-02", "left",
	                            "2019-01-01"), &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "left");
	ck_desk_free(d);
}

/* One person leaves NORTH, comes to FAR, leaves, and comes back to NORTH, all in one second. */
static void test_leaving(void)
{
	struct ck_desk *d = sit("h.head", "root", false);
	const struct ck_staff *st;

	add_staff(d, "t.temp", "executor", "NORTH");
	CHECK(ck_staff_end(d, RECORD("login", "t.temp", "until", "2011-01-01"), &e) == CK_REFUSED);
	CHECK_TEXT(e.text, "before the first day, 2012-01-01");
	CHECK(ck_staff_end(d, RECORD("login", "t.temp", "until", "2019-05-01"), &e) == CK_OK);
	CHECK(ck_staff_add(d, STAFF("login", "t.temp", "roles", "head", "office", "FAR"), &e) == CK_REFUSED);
	CHECK_TEXT(e.text, "is here until 2019-05-01");
	CHECK(ck_staff_end(d, RECORD("login", "t.temp", "until", "2019-03-01", "reason", "moves"), &e) == CK_OK);
	CHECK(ck_staff_end(d, RECORD("login", "t.temp"), &e) == CK_REFUSED);
	CHECK_TEXT(e.text, "left on 2019-03-01");
	CHECK(ck_staff_add(d, STAFF("login", "t.temp", "roles", "head", "office", "FAR", "since", "2019-02-01"), &e) ==
	      CK_REFUSED);
	CHECK_TEXT(e.text, "the last period ends only on 2019-03-01");
	CHECK(ck_staff_add(d, STAFF("login", "t.temp", "roles", "head", "office", "FAR"), &e) == CK_OK);
	CHECK(ck_staff_end(d, RECORD("login", "t.temp"), &e) == CK_OK);
	CHECK(ck_staff_add(d, STAFF("login", "t.temp", "roles", "executor", "office", "NORTH"), &e) == CK_OK);
	CHECK(ck_staff_end(d, RECORD("login", "t.temp"), &e) == CK_OK);
	CHECK(ck_staff_add(d, STAFF("login", "t.temp", "roles", "specialist", "office", "FAR"), &e) == CK_OK);
	CHECK(ck_desk_staff(d, "t.temp", &st, &e) == CK_OK);
	CHECK_TEXT(st->office, "FAR");
	CHECK_TEXT(st->roles, "specialist");
	CHECK(st->since == now && st->until == CK_NOTIME);
	CHECK_TEXT(differences(), "");
	CHECK(ck_staff_end(d, RECORD("login", "no.one"), &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "login");
	ck_desk_free(d);
}

static enum ck_code may(struct ck_desk *d, const char *login, const char *role, const char *office, ck_time at)
{
	const struct ck_vocabulary *v;
	const struct ck_staff *st;
	const struct ck_office *o;

	must(ck_desk_vocabulary(d, &v, &e), "vocabulary");
	must(ck_desk_staff(d, login, &st, &e), login);
	must(ck_desk_office(d, office, &o, &e), office);
	return ck_desk_may(d, st, ck_role_find(v, role), o, at, &e);
}

static void test_roles(void)
{
	struct ck_desk *d = sit(NULL, "root", false);
	const struct ck_office *town, *north1, *south;

	CHECK(may(d, "h.head", "head", "TOWN", now) == CK_OK);
	CHECK(may(d, "h.head", "head", "NORTH1", now) == CK_OK);      /* of an ancestor */
	CHECK(may(d, "n.spec", "specialist", "TOWN", now) == CK_OK);  /* of a descendant */
	CHECK(may(d, "n.spec", "head", "NORTH", now) == CK_REFUSED);
	CHECK_TEXT(e.text, "n.spec is specialist and executor, not head");
	CHECK(may(d, "s.exec", "specialist", "SOUTH", now) == CK_REFUSED);
	CHECK_TEXT(e.text, "s.exec is executor, not specialist");
	CHECK(may(d, "n.spec", "specialist", "SOUTH", now) == CK_REFUSED);
	CHECK_TEXT(e.text, "n.spec works in NORTH, which is neither SOUTH nor above or below it");
	CHECK(may(d, "n.comm", "commission", "TOWN", now) == CK_OK);
	CHECK(may(d, "h.head", "commission", "TOWN", now) == CK_REFUSED);
	CHECK(may(d, "n.comm", "applicant", "TOWN", now) == CK_OK);
	CHECK(may(d, "f.head", "applicant", "TOWN", now) == CK_REFUSED);
	CHECK(may(d, "s.exec", "provider", "SOUTH", now) == CK_OK);
	CHECK(may(d, "n.comm", "provider", "NORTH1", now) == CK_REFUSED);
	CHECK_TEXT(e.text, "n.comm is commission, not provider");
	CHECK(may(d, "h.head", "portal", "TOWN", now) == CK_REFUSED);
	CHECK_TEXT(e.text, "portal is a machine: casekit itself acts for it, nobody else may");
	CHECK(may(d, "h.head", "head", "TOWN", now - 9 * 365 * (ck_time)DAY) == CK_REFUSED);
	CHECK_TEXT(e.text, "h.head is here from 2012-01-01 on");
	must(ck_desk_office(d, "TOWN", &town, &e), "TOWN");
	must(ck_desk_office(d, "NORTH1", &north1, &e), "NORTH1");
	must(ck_desk_office(d, "SOUTH", &south, &e), "SOUTH");
	CHECK(ck_desk_related(d, town, north1) && ck_desk_related(d, north1, town) && ck_desk_related(d, town, town));
	CHECK(!ck_desk_related(d, south, north1));
	ck_desk_free(d);
}

static void test_those_who_left(void)
{
	struct ck_desk *d = sit("h.head", "root", false);
	ck_time until;

	add_staff(d, "d.olzhas", "executor", "NORTH");
	CHECK(ck_staff_end(d, RECORD("login", "d.olzhas", "until", "2019-03-01"), &e) == CK_OK);
	must(ck_time_parse("2019-03-01T00:00:00+05:00", NULL, &until, &e), "until");
	CHECK(may(d, "d.olzhas", "executor", "NORTH", until - 1) == CK_OK);
	CHECK(may(d, "d.olzhas", "executor", "NORTH", until) == CK_REFUSED);
	CHECK_TEXT(e.text, "d.olzhas left on 2019-03-01");
	ck_desk_free(d);
}

/* What is entered late is judged by who one was then. */
static void test_earlier_stays(void)
{
	struct ck_desk *d = sit(NULL, "root", false);
	const struct ck_staff *st;
	ck_time then;

	must(ck_time_parse("2015-01-01T00:00:00+06:00", NULL, &then, &e), "then");
	CHECK(ck_desk_actor(d, "t.temp", now, &st, &e) == CK_OK); /* back for the third time; in FAR now */
	CHECK_TEXT(st->roles, "specialist");
	CHECK(ck_desk_actor(d, "t.temp", then, &st, &e) == CK_OK);
	CHECK_TEXT(st->roles, "executor");
	CHECK_TEXT(st->office, "NORTH");
	CHECK(ck_desk_actor(d, "t.temp", now - 1, &st, &e) == CK_OK); /* between two stays: the last one tells */
	CHECK_TEXT(st->office, "FAR");
	CHECK(st->since == now);
	CHECK(ck_desk_actor(d, "h.head", 0, &st, &e) == CK_OK);
	CHECK(st->since > 0);
	ck_desk_free(d);
}

static void test_actor(void)
{
	struct ck_desk *d = sit(NULL, "root", false);
	const struct ck_staff *st;

	CHECK(ck_desk_actor(d, NULL, now, &st, &e) == CK_DENIED);
	CHECK_TEXT(e.text, "nobody acts: say who with --by");
	CHECK(ck_desk_actor(d, "s.exec", now, &st, &e) == CK_OK);
	CHECK_TEXT(st->login, "s.exec");
	CHECK(ck_desk_actor(d, "no.one", now, &st, &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "by");
	ck_desk_free(d);
	d = sit("root", "root", false);
	CHECK(ck_desk_actor(d, NULL, now, &st, &e) == CK_DENIED);
	CHECK_TEXT(e.text, "the operating-system user root is no staff member: say who acts with --by");
	CHECK(ck_desk_actor(d, "", now, &st, &e) == CK_DENIED);
	ck_desk_free(d);
}

/* May n.spec, sitting there at that time, act for h.head at another? */
static enum ck_code typed_at(ck_time sitting, ck_time at)
{
	const struct ck_staff *st;
	ck_time before = now;
	struct ck_desk *d;
	enum ck_code code;

	now = sitting;
	d = sit("n.spec", "n.spec", true);
	code = ck_desk_actor(d, "h.head", at, &st, &e);
	ck_desk_free(d);
	now = before;
	return code;
}

static void test_strict(void)
{
	struct ck_desk *d = sit("n.spec", "n.spec", true);
	const struct ck_staff *st;
	ck_time july;

	must(ck_time_parse("2019-07-01T00:00:00+05:00", NULL, &july, &e), "july");
	CHECK(ck_desk_actor(d, NULL, now, &st, &e) == CK_OK);
	CHECK(ck_desk_actor(d, "h.head", now, &st, &e) == CK_DENIED);
	CHECK_TEXT(e.text, "n.spec may not act for h.head: this store is strict and h.head has not delegated to n.spec");
	CHECK_TEXT(e.column, "by");
	CHECK(ck_staff_delegate(d, RECORD("login", "h.head", "to", "n.spec"), &e) == CK_DENIED);
	CHECK_TEXT(e.text, "this store is strict: only oneself may delegate");
	CHECK(ck_office_add(d, OFFICE("office", "XX", "by", "h.head"), &e) == CK_DENIED);
	ck_desk_free(d);
	d = sit("h.head", "h.head", true);
	CHECK(ck_staff_delegate(d, RECORD("login", "h.head", "to", "n.spec", "since", "2019-07-01", "until", "2019-08-01"),
	                        &e) == CK_OK);
	CHECK(ck_staff_delegate(d, RECORD("login", "h.head", "to", "h.head"), &e) == CK_BADDATA);
	CHECK(ck_staff_delegate(d, RECORD("login", "h.head", "to", "d.olzhas"), &e) == CK_REFUSED);
	CHECK_TEXT(e.text, "that person left on 2019-03-01");
	CHECK(ck_staff_delegate(d, RECORD("login", "h.head", "to", "n.spec", "since", "2019-07-02", "until", "2019-07-01"),
	                        &e) == CK_BADDATA);
	ck_desk_free(d);
	/* who may type for another is a question of now: an act dated into the delegation does not revive it */
	CHECK(typed_at(july - 1, july) == CK_DENIED);
	CHECK(typed_at(july, july) == CK_OK);
	CHECK(typed_at(july + 31 * DAY - 1, now) == CK_OK);
	CHECK(typed_at(july + 31 * DAY, july) == CK_DENIED);
	d = sit("h.head", "h.head", true); /* stated again: it ends earlier */
	CHECK(ck_staff_delegate(d, RECORD("login", "h.head", "to", "n.spec", "since", "2019-07-01", "until", "2019-07-02"),
	                        &e) == CK_OK);
	CHECK_TEXT(differences(), "");
	ck_desk_free(d);
	d = sit("n.spec", "n.spec", true);
	CHECK(ck_desk_actor(d, "h.head", july + DAY, &st, &e) == CK_DENIED);
	ck_desk_free(d);
}

/* name becomes the regulation's, as the edition goes with its desk. */
static enum ck_code service_on(const char *office, const char *service, const char *day, char name[80])
{
	struct ck_desk *d = sit(NULL, "root", false);
	const struct ck_edition *ed;
	const struct ck_office *o;
	ck_day on = CK_NODAY;
	enum ck_code code;

	must(ck_desk_office(d, office, &o, &e), office);
	if (!ck_day_parse(day, &on))
		exit(1);
	code = ck_desk_service(d, o, service, on, &ed, &e);
	snprintf(name, 80, "%s", code == CK_OK ? ed->regulation : "");
	ck_desk_free(d);
	return code;
}

static void test_service(void)
{
	char name[80];

#define SERVICE(office, service, day) (service_on(office, service, day, name) == CK_OK ? name : "refused")
	CHECK_TEXT(SERVICE("NORTH1", "chair", "2019-03-18"), "town-2017/chair");
	CHECK_TEXT(SERVICE("NORTH1", "chair", "2017-12-20"), "town-2017/chair");
	CHECK_TEXT(SERVICE("NORTH1", "chair", "2017-12-19"), "town-2012/chair");
	CHECK_TEXT(SERVICE("TOWN", "town-2012/chair", "2013-01-01"), "town-2012/chair");
	CHECK_TEXT(SERVICE("SOUTH", "table", "2030-01-01"), "village-2015/table");
	CHECK(service_on("TOWN", "chair", "2020-10-20", name) == CK_REFUSED);
	CHECK_TEXT(e.text, "town-2017/chair is no longer in force on 2020-10-20: repealed by decree 3 of 2020-10-20");
	CHECK_TEXT(e.column, "service");
	CHECK(service_on("TOWN", "town-2012/chair", "2018-01-01", name) == CK_REFUSED);
	CHECK_TEXT(e.text, "town-2012/chair is no longer in force on 2018-01-01: repealed by decree 2 of 2017-12-01");
	CHECK(service_on("TOWN", "chair", "2011-12-31", name) == CK_REFUSED);
	CHECK_TEXT(e.text, "town-2012/chair is not yet in force on 2011-12-31, but from 2012-01-01 on");
	CHECK(service_on("SOUTH", "chair", "2019-03-18", name) == CK_REFUSED);
	CHECK_TEXT(e.text, "town-2012/chair is a service of the authority \"town\"; SOUTH is an office of \"village\"");
	CHECK(service_on("TOWN", "stool", "2019-03-18", name) == CK_BADDATA);
	CHECK_TEXT(e.text, "no service \"stool\"");
}

static void test_lists(void)
{
	struct ck_desk *d = sit("h.head", "root", false);
	char columns[] = "login roles office since left delegates", offices[] = "office parent calendar authority";

	CHECK(ck_staff_delegate(d, RECORD("login", "s.exec", "to", "n.spec"), &e) == CK_OK);
	CHECK(ck_staff_delegate(d, RECORD("login", "s.exec", "to", "h.head", "since", "2019-01-01"), &e) == CK_OK);
	CHECK(ck_staff_list(d, "SOUTH", NULL, false, print, columns, &e) == CK_OK);
	CHECK_TEXT(text_printed(), "s.exec|executor|SOUTH|2012-01-01T00:00:00+06:00||h.head n.spec|\n");
	CHECK(ck_staff_list(d, "NORTH", NULL, false, print, columns, &e) == CK_OK);
	CHECK_TEXT(text_printed(), "d.olzhas|executor|NORTH|2012-01-01T00:00:00+06:00|2019-03-01T00:00:00+05:00||\n"
	                           "n.spec|specialist executor|NORTH|2012-01-01T00:00:00+06:00|||\n");
	columns[5] = '\0';
	CHECK(ck_staff_list(d, NULL, "executor", true, print, columns, &e) == CK_OK);
	CHECK_TEXT(text_printed(), "f.head|\nn.spec|\ns.exec|\n");
	CHECK(ck_staff_list(d, NULL, "king", false, print, columns, &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "role");
	CHECK(ck_staff_list(d, "NIL", NULL, false, print, columns, &e) == CK_BADDATA);
	CHECK(ck_office_list(d, NULL, print, offices, &e) == CK_OK);
	CHECK_TEXT(text_printed(), "TOWN||kz-6|town village|\nNORTH|TOWN|kz-6||\nNORTH1|NORTH|kz-6||\n"
	                           "SOUTH|TOWN|kz-6|village|\nFAR||kz-5||\n");
	ck_desk_free(d);
}

static void raw(const char *sql)
{
	if (sqlite3_exec(store->db, sql, NULL, NULL, NULL) != SQLITE_OK)
		printf("Bail out! %s: %s\n", sql, sqlite3_errmsg(store->db)), exit(1);
}

/* Each change to a table is named; then all is as before. */
static void check_finds(const char *sql, const char *text)
{
	must(ck_store_mark(store, &e), "mark");
	raw(sql);
	CHECK_TEXT(differences(), text);
	ck_store_undo(store);
}

static void test_check(void)
{
	CHECK_TEXT(differences(), "");
	check_finds("UPDATE office SET hours = '10:00-11:00' WHERE code = 'FAR'",
	            "office FAR: hours is \"10:00-11:00\" in the table, \"09:00-13:00 14:30-18:30\" by the journal\n");
	check_finds("DELETE FROM office WHERE code = 'FAR'", "office FAR: in its journal, not in the table\n");
	check_finds("INSERT INTO office VALUES (99, 'GHOST', 'Ghost', 'city', '', 'Asia/Almaty', 'kz-5', '', '')",
	            "office GHOST: in the table, in no journal\n");
	check_finds("UPDATE staff SET name = 'Another' WHERE login = 's.exec'",
	            "staff s.exec: name in the table is not what the journal says\n");
	check_finds("UPDATE staff SET until = NULL WHERE login = 'd.olzhas'",
	            "staff d.olzhas: until is \"\" in the table, \"2019-02-28T19:00:00Z\" by the journal\n");
	check_finds("DELETE FROM staff WHERE login = 's.exec'", "staff s.exec: in a journal, not in the table\n");
	check_finds("INSERT INTO staff VALUES ('ghost', 'Ghost', 'head', 'TOWN', 0, NULL)",
	            "staff ghost: in the table, in no journal\n");
	check_finds("DELETE FROM delegate WHERE agent = 'h.head'",
	            "delegation of s.exec to h.head: in a journal, not in the table\n");
	check_finds("INSERT INTO delegate VALUES ('s.exec', 'f.head', 0, NULL)",
	            "delegation of s.exec to f.head: in the table, in no journal\n");
}

static void test_journal(void)
{
	struct ck_events evs = {0};
	int64_t chains, events;

	CHECK(ck_ledger_read(store, ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0), &evs, &e) == CK_OK);
	CHECK(evs.count >= 4);
	CHECK_TEXT(evs.at[0].acts, "office-add");
	CHECK_TEXT(evs.at[0].by, "root");
	CHECK_TEXT(evs.at[0].office, "");
	CHECK_TEXT(ck_fields_get(&evs.at[0].data, "office"), "TOWN");
	CHECK_TEXT(evs.at[1].acts, "staff-add");
	CHECK_TEXT(ck_fields_get(&evs.at[1].data, "since"), "2012-01-01T00:00:00+06:00");
	CHECK_TEXT(evs.at[2].acts, "staff-delegate");
	CHECK_TEXT(evs.at[2].by, "h.head");
	CHECK_TEXT(evs.at[2].office, "TOWN");
	ck_events_free(&evs);
	CHECK(ck_ledger_verify(store, 0, NULL, NULL, &chains, &events, &e) == CK_OK);
	CHECK(chains == 5);
}

/* The clock goes back: the journal does not. */
static void test_clock_back(void)
{
	struct ck_desk *d;
	struct ck_events evs = {0};

	now -= DAY;
	d = sit("h.head", "root", false);
	add_staff(d, "z.last", "executor", "TOWN");
	CHECK(ck_ledger_read(store, ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0), &evs, &e) == CK_OK);
	CHECK(evs.at[evs.count - 1].at == now + DAY && evs.at[evs.count - 1].recorded == now + DAY);
	ck_events_free(&evs);
	ck_desk_free(d);
	now += DAY;
}

static void test_batch(void)
{
	struct ck_desk *d = sit("n.spec", "root", false);
	struct ck_batch_facts facts = {.command = "staff-add", .by = "n.spec", .source = "morning.tsv", .read = 3,
	                               .written = 1, .replayed = 1, .refused = 1};
	char number[40], batch[] = "NORTH-2019-B000002", list[] = "batch recorded done_by done_os command_name source_name "
	     "records_read records_written records_replayed records_refused", show[] = "case seq acts_done done_by details";

	ck_digest(facts.digest, "", 0);
	CHECK(ck_batch_open(d, NULL, number, &e) == CK_OK);
	CHECK_TEXT(number, "NORTH-2019-B000001");
	CHECK_TEXT(ck_desk_batch(d), number);
	CHECK(ck_batch_close(d, number, &facts, &e) == CK_OK);
	CHECK(ck_batch_open(d, NULL, number, &e) == CK_OK);
	CHECK_TEXT(number, batch);
	CHECK(ck_staff_delegate(d, RECORD("login", "n.spec", "to", "n.comm"), &e) == CK_OK);
	CHECK(ck_batch_close(d, number, &facts, &e) == CK_OK);
	CHECK(ck_batch_list(d, NULL, print, list, &e) == CK_OK);
	CHECK_TEXT(text_printed(),
	           "NORTH-2019-B000001|2019-03-18T09:00:00+05:00|n.spec|root|staff-add|morning.tsv|3|1|1|1|\n"
	           "NORTH-2019-B000002|2019-03-18T09:00:00+05:00|n.spec|root|staff-add|morning.tsv|3|1|1|1|\n");
	CHECK(ck_batch_list(d, "TOWN", print, list, &e) == CK_OK);
	CHECK_TEXT(text_printed(), "");
	CHECK(ck_batch_list(d, "NORTH", print, (char[]){"batch digest"}, &e) == CK_OK);
	CHECK(strstr(text_printed(), "B000001|e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855|") != NULL);
	CHECK(ck_batch_show(d, batch, print, show, &e) == CK_OK);
	CHECK_TEXT(text_printed(),
	           "NORTH-J|10|staff-delegate|n.spec|login=n.spec; to=n.comm; since=2019-03-18T09:00:00+05:00|\n");
	CHECK(ck_batch_show(d, "NORTH-2019-B000001", print, show, &e) == CK_OK);
	CHECK_TEXT(text_printed(), "");
	CHECK(ck_batch_show(d, "NORTH-2019-B000003", print, show, &e) == CK_BADDATA);
	CHECK_TEXT(e.text, "no batch \"NORTH-2019-B000003\"");
	CHECK(ck_batch_show(d, "NORTH-2019-000001", print, show, &e) == CK_BADDATA);
	CHECK(ck_batch_show(d, "NIL-2019-B000001", print, show, &e) == CK_BADDATA);
	CHECK_TEXT(e.column, "batch");
	ck_desk_free(d);
	d = sit("root", "root", false); /* nobody's batch */
	CHECK(ck_batch_open(d, NULL, number, &e) == CK_OK && number[0] == '\0' && ck_desk_batch(d)[0] == '\0');
	CHECK(ck_batch_close(d, number, &facts, &e) == CK_OK);
	ck_desk_free(d);
}

int main(void)
{
	char folder[] = "/tmp/unit-desk.XXXXXX", *sweep[] = {"rm", "-rf", folder, NULL};

	if (mkdtemp(folder) == NULL || chdir(folder) != 0)
		printf("Bail out! no folder\n"), exit(1);
	make_store();
	test_offices();
	test_offices_refused();
	test_staff();
	test_leaving();
	test_roles();
	test_those_who_left();
	test_earlier_stays();
	test_actor();
	test_strict();
	test_service();
	test_lists();
	test_check();
	test_journal();
	test_clock_back();
	test_batch();
	ck_store_close(store);
	ck_buffer_free(&printed);
	if (fork() == 0)
		execvp(sweep[0], sweep);
	wait(NULL);
	return unit_end();
}
