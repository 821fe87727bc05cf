/* The catalogue: its names, conditions, the procedures of every regulation as built and composed, every fault that the
 * lint must find, and the catalogue in a store. Reads share/catalogue of the folder it runs in. */
#include <stdlib.h>
#include <unistd.h>

#include "service.h"
#include "unit.h"

#define FOLDER "share/catalogue"

static struct ck_error e;
static struct ck_rows rows;
static struct ck_vocabulary *v;

static void must(enum ck_code code, const char *what)
{
	if (code == CK_OK)
		return;
	printf("Bail out! %s: %s\n", what, e.text);
	exit(1);
}

/* -- names -- */

static void test_names(void)
{
	enum ck_case_status s = CK_ISSUED;

	CHECK_TEXT(ck_status_name(CK_REFUSED_AT_ENTRY), "refused-at-entry");
	CHECK_TEXT(ck_status_name(CK_STATUS_NONE), "");
	CHECK(ck_status_parse("under-review", &s) && s == CK_UNDER_REVIEW);
	CHECK(ck_status_parse("", &s) && s == CK_STATUS_NONE);
	CHECK(!ck_status_parse("reviewed", &s));
	CHECK_TEXT(ck_part_name(CK_PART_STEPS), "steps");
	CHECK(ck_word_in(ck_part_columns(CK_PART_STEPS), "counts_from"));
	CHECK(ck_act_find(v, "decide")->decides && ck_act_find(v, "decide")->status == CK_DECIDED);
	CHECK_TEXT(ck_act_find(v, "decide")->command, "case-decide");
	CHECK_TEXT(ck_act_find(v, "publish")->command, "case-record");
	CHECK(ck_act_find(v, "publish")->status == CK_STATUS_NONE && !ck_act_find(v, "publish")->decides);
	CHECK(ck_act_find(v, "conjure") == NULL);
	CHECK(ck_role_find(v, "precinct-commission")->kind == CK_ROLE_BODY);
	CHECK(ck_role_find(v, "corporation")->kind == CK_ROLE_OUTSIDE);
	CHECK(ck_role_find(v, "gateway")->kind == CK_ROLE_MACHINE);
	CHECK(ck_role_find(v, "provider")->kind == CK_ROLE_STAFF);
	CHECK(ck_role_find(v, "wizard") == NULL);
}

/* -- conditions -- */

static bool is_so(const void *facts, const char *fact)
{
	return ck_word_in(facts, fact);
}

static void join(void *to, const char *fact)
{
	strcat(strcat(to, fact), " ");
}

static void test_conditions(void)
{
	static const struct {
		const char *when, *facts;
		bool holds;
	} it[] = {
		{"", "", true}, {" ", "", true}, {"a", "a", true}, {"a", "", false}, {"!a", "", true}, {"!!a", "a", true},
		{"a & b", "a", false}, {"a & b", "a b", true}, {"a | b", "b", true}, {"a|b&c", "a", true},
		{"a|b&c", "b", false}, {"(a|b)&c", "a", false}, {"(a | b) & c", "b c", true}, {"!a & b", "b", true},
		{"!(a & b)", "a", true}, {"!(a & b)", "a b", false}, {"papers-missing & !duplicate", "papers-missing", true},
	};
	static const char *const bad[] = {"&", "a &", "a b", "(a", "a)", "a | | b", "!", "A", "a,b", "-a",
	                                  "((((((((((((((((((((a))))))))))))))))))))",
	                                  "a-very-long-name-that-no-fact-has-a-very-long-name-that-no-fact-has"};
	char met[100] = "";

	for (size_t i = 0; i < sizeof it / sizeof it[0]; i++) {
		CHECK(ck_when_valid(it[i].when));
		CHECK(ck_when_holds(it[i].when, is_so, it[i].facts) == it[i].holds);
	}
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++) {
		CHECK(!ck_when_valid(bad[i]));
		CHECK(!ck_when_holds(bad[i], is_so, "a b"));
	}
	ck_when_facts("(a | !bee) & c-3 | a", join, met);
	CHECK_TEXT(met, "a bee c-3 a ");
}

/* -- the catalogue as it is -- */

static struct ck_edition *build(const char *regulation, const char *edition)
{
	struct ck_edition *ed = NULL;

	must(ck_edition_build(&rows, regulation, edition, v, &ed, &e), regulation);
	return ed;
}

static const struct ck_procedure *procedure(const struct ck_edition *ed, const char *variant, const char *channel)
{
	const struct ck_procedure *p = ck_procedure_find(ed, variant, channel);

	if (p == NULL) {
		printf("Bail out! no %s %s %s\n", ed->regulation, variant, channel);
		exit(1);
	}
	return p;
}

static const struct ck_step *step(const struct ck_procedure *p, const char *name)
{
	int i = ck_step_index(p, name);

	if (i < 0) {
		printf("Bail out! no step %s in %s %s\n", name, p->regulation, p->channel);
		exit(1);
	}
	return &p->step[i];
}

/* "1 register/2 assign/...": the whole list in one text. */
static const char *in_short(const struct ck_procedure *p)
{
	static char text[2000];

	text[0] = '\0';
	for (size_t i = 0; i < p->steps; i++) {
		char one[200];

		snprintf(one, sizeof one, "%s%s %s%s%s", i > 0 ? "/" : "", p->step[i].step, p->step[i].acts,
		         p->step[i].on[0] != '\0' ? " on " : "", p->step[i].on);
		strcat(text, one);
	}
	return text;
}

static void say(void *to, const struct ck_finding *f)
{
	(void)to;
	printf("# %s:%zu: %s: %s\n", f->file, f->line, f->column, f->text);
}

static void test_catalogue(void)
{
	size_t editions = 0, office = 0, procedures = 0;

	CHECK(ck_rows_lint(&rows, v, say, NULL) == 0);
	for (size_t i = 0; i < rows.count; i++) {
		struct ck_edition *ed;

		if (rows.at[i].part != CK_PART_REGULATIONS)
			continue;
		ed = build(ck_fields_get(&rows.at[i].fields, "regulation"), ck_fields_get(&rows.at[i].fields, "edition"));
		editions++;
		procedures += ed->procedures;
		for (size_t k = 0; k < ed->procedures; k++) {
			office += strcmp(ed->procedure[k].channel, "office") == 0;
			if (ed->procedure[k].steps == 0)
				printf("# %s has an empty list\n", ed->regulation);
		}
		ck_edition_free(ed);
	}
	CHECK(editions == 21);
	CHECK(office == 24);  /* one each, but foreign labour four, Mamlyut two, the procurement sign none */
	CHECK(procedures == 45);
}

static void test_plain(void)
{
	struct ck_edition *ed = build("almaty-2017/wheelchair", "2017-12-20");
	const struct ck_procedure *p = procedure(ed, "main", "office");
	ck_day day;
	char clause[200];

	CHECK_TEXT(in_short(p), "1 register/2 assign/3 prepare/4 decide sign/5 issue");
	CHECK(p->step[2].limits == 1 && p->step[2].limit[0].value == 8 && p->step[2].limit[0].unit == CK_WORKING_DAY);
	CHECK(!p->step[2].limit[0].minimum);
	CHECK_TEXT(p->step[2].limit[0].counts_from, "previous");
	CHECK(!ed->refusable && ed->grounds == 0 && ed->results == 1);
	CHECK_TEXT(ed->authority, "almaty");
	CHECK_TEXT(ed->applicant_kind, "iin");
	CHECK_TEXT(ed->default_variant, "main");
	CHECK(ck_day_parse("2017-12-20", &day) && ed->valid_from == day);
	CHECK(ck_day_parse("2020-10-20", &day) && ed->valid_until == day);
	CHECK(ed->substitute_until == CK_NODAY);
	CHECK(ck_procedure_find(ed, "main", "portal") == NULL && ck_step_index(p, "6") == -1);
	ck_clause(clause, ed, p, "2");
	CHECK_TEXT(clause, "almaty-2017/wheelchair, office, item 2");
	ck_clause(clause, ed, p, "");
	CHECK_TEXT(clause, "almaty-2017/wheelchair, office");
	ck_edition_free(ed);
}

static void test_permit_rules(const struct ck_edition *ed)
{
	const struct ck_permit_rule *issue = ck_permit_rule_find(ed, "issue"), *extend = ck_permit_rule_find(ed, "extend");
	const struct ck_permit_rule *reissue = ck_permit_rule_find(ed, "reissue");
	const struct ck_permit_rule *transfer = ck_permit_rule_find(ed, "intra-corporate");

	CHECK(ed->permits == 4 && issue != NULL && extend != NULL && reissue != NULL && transfer != NULL);
	CHECK_TEXT(issue->kind, "issue");
	CHECK(issue->quota && issue->share && issue->fee);
	CHECK_TEXT(issue->clause, "paragraph 5, items 10 and 13");
	CHECK_TEXT(extend->kind, "extend");
	CHECK(!extend->quota && extend->share && !extend->fee);
	CHECK_TEXT(reissue->kind, "reissue");
	CHECK(!reissue->quota && !reissue->share && !reissue->fee);
	CHECK_TEXT(transfer->kind, "issue");
	CHECK(!transfer->quota && !transfer->share && !transfer->fee);
	CHECK(ck_permit_rule_find(ed, "main") == NULL && ck_permit_rule_find(ed, "") == NULL);
}

static void test_permit(void)
{
	struct ck_edition *ed = build("almaty-2017/foreign-labour-permit", "2017-12-20");
	const struct ck_procedure *p = procedure(ed, "issue", "office"), *portal = procedure(ed, "issue", "portal");
	const struct ck_step *s = step(p, "10");
	char clause[200];

	CHECK_TEXT(ed->default_variant, "");
	CHECK_TEXT(ed->applicant_kind, "bin iin");
	CHECK_TEXT(in_short(p), "1 submit/2 register/3 assign/4 notify/5 refer/6 examine/7 accept/8 publish/9 refer/"
	                        "10 conclude/11 prepare/12 decide sign/13a notify on grant/"
	                        "13a-refused notify issue on refuse/13b pay on grant/13c issue on grant/"
	                        "13d accept on grant/13e dispatch on missed:13d/14 post on missed:13d");
	CHECK(step(p, "8")->limits == 0);
	CHECK(s->limits == 2 && !s->limit[0].minimum && s->limit[1].minimum && s->limit[1].value == 3);
	CHECK_TEXT(s->limit[1].counts_from, "step:8");
	CHECK(p->lapses == 1 && strcmp(p->lapse[0].step, "13b") == 0);
	ck_clause(clause, ed, p, "13b");
	CHECK_TEXT(clause, "almaty-2017/foreign-labour-permit, office issue, item 13b");

	/* composed: no collection, no post, the permit is given in the office and goes out by the portal */
	CHECK_TEXT(in_short(portal),
	           "1 register/2 authenticate/3 check/4 refuse/5 submit/6 check/7 refuse/8 dispatch/office.2 register/"
	           "office.3 assign/office.4 notify/office.5 refer/office.6 examine/office.7 accept/office.8 publish/"
	           "office.9 refer/office.10 conclude/office.11 prepare/office.12 decide sign/office.13a notify on grant/"
	           "office.13a-refused notify on refuse/office.13b pay on grant/office.13c issue on grant/"
	           "10 issue on refuse/11 issue on grant");
	CHECK_TEXT(step(portal, "office.10")->limit[1].counts_from, "step:office.8");
	CHECK(portal->lapses == 1 && strcmp(portal->lapse[0].step, "office.13b") == 0);
	ck_clause(clause, ed, portal, "office.13b");
	CHECK_TEXT(clause, "almaty-2017/foreign-labour-permit, office issue, item 13b");
	ck_clause(clause, ed, portal, "3");
	CHECK_TEXT(clause, "almaty-2017/foreign-labour-permit, portal issue, item 3");
	CHECK_TEXT(step(portal, "4")->when, "!account-valid");
	CHECK_TEXT(step(portal, "4")->then, "refused");
	CHECK_TEXT(step(portal, "10")->then, "");
	CHECK(ck_procedure_find(ed, "extend", "portal") != NULL && ck_procedure_find(ed, "", "portal") == NULL);
	CHECK(procedure(ed, "extend", "portal")->lapses == 0);
	test_permit_rules(ed);
	ck_edition_free(ed);
}

static void test_corporation(void)
{
	struct ck_edition *ed = build("almaty-2017/child-benefit", "2017-12-20");
	size_t demanded = 0;

	CHECK_TEXT(in_short(procedure(ed, "main", "office")), "1 register/2 assign/3 refer/4 conclude/5 decide issue");
	CHECK_TEXT(in_short(procedure(ed, "main", "corporation-system")),
	           "1 submit/2 authenticate/3 prepare/4 request/5 check/6 notify/7 dispatch/8 register/"
	           "corporation.2 register/corporation.3 assign/corporation.4 refer/corporation.5 conclude/"
	           "corporation.6 decide/10 issue on refuse/11 issue on grant");
	for (size_t i = 0; i < ed->documents; i++) {
		const struct ck_named *d = &ed->document[i];

		if (strcmp(d->name, "inspection-act") != 0)
			continue;
		demanded++;
		CHECK_TEXT(d->when, "!repeat-unchanged");
		if (strcmp(d->channel, "corporation-system") == 0)
			CHECK_TEXT(d->step, "corporation.5");
	}
	CHECK(demanded == 3);
	CHECK(ck_named_find(ed->ground, ed->grounds, "paragraph-10") != NULL);
	CHECK(ck_named_find(ed->ground, ed->grounds, "paragraph-11") == NULL);
	ck_edition_free(ed);

	ed = build("astana-2015/home-schooling", "2015-12-28");
	CHECK(ck_procedure_find(ed, "main", "corporation") == NULL);
	CHECK_TEXT(in_short(procedure(ed, "main", "corporation-system")),
	           "1 submit/2 authenticate/3 prepare/4 request/5 check/6 notify/7 dispatch/office.1 register/"
	           "office.2 assign/office.3 prepare/office.4 decide sign/office.5 dispatch/9 issue on refuse/"
	           "corporation.1 request on grant/corporation.2 issue on grant");
	ck_edition_free(ed);
}

static void test_branches(void)
{
	struct ck_edition *ed = build("almaty-2017/employment-referral", "2017-12-20");
	const struct ck_procedure *p = procedure(ed, "main", "portal");

	CHECK_TEXT(in_short(p), "1 register/2 authenticate/3 check/4 submit/5 check/6 sign-request/7 register/8 check/"
	                        "9 refuse/office.1 register/office.2 assign/office.3 request/office.4 decide/10 issue");
	CHECK_TEXT(step(p, "9")->when, "!account-valid | !certificate-valid | !papers-in-order");
	ck_edition_free(ed);

	ed = build("almaty-2017/assistance-certificate", "2017-12-20");
	CHECK_TEXT(in_short(procedure(ed, "main", "portal")),
	           "1 register/2 authenticate/3 check/4 refuse/5 submit/6 check/7 refuse/8 dispatch/office.1 register/"
	           "office.2 check/office.3 prepare decide sign/office.4 dispatch/11 issue");
	ck_edition_free(ed);

	ed = build("almaty-2017/local-assistance", "2017-12-20");
	p = procedure(ed, "main", "office");
	CHECK(p->terms == 1 && p->term[0].value == 20 && p->term[0].unit == CK_WORKING_DAY);
	CHECK_TEXT(p->term[0].when, "papers-missing");
	CHECK_TEXT(step(p, "7a")->limit[0].when, "!papers-missing");
	CHECK_TEXT(step(p, "1")->limit[0].when, "");
	CHECK(procedure(ed, "main", "portal")->terms == 1);
	ck_edition_free(ed);

	ed = build("almaty-2017/semey-compensation", "2017-12-20");
	p = procedure(ed, "main", "office");
	CHECK_TEXT(in_short(p), "1 register/2 assign/3 refer/4a decide/4b prepare on grant/4c prepare decide/"
	                        "4d calculate on grant/5 sign/6 issue");
	CHECK(p->extensions == 1 && p->extension[0].value == 1 && p->extension[0].unit == CK_MONTH);
	CHECK_TEXT(p->extension[0].step, "4a");
	ck_edition_free(ed);
}

static void test_others(void)
{
	struct ck_edition *ed = build("employment/special-workplace", "undated");
	const struct ck_procedure *p = procedure(ed, "main", "office");

	CHECK(ed->valid_from == CK_NODAY && ed->valid_until == CK_NODAY);
	CHECK_TEXT(in_short(p), "1 submit/1.1 prepare/2.1 check/2.2 decide/3.1 contract on grant/4 sign on grant/"
	                        "5 sign on grant/6.1 report on grant/6.2 check on grant/6.3 pay on grant/"
	                        "7.1 prepare on grant/7.2 refer on grant/7.3 monitor on grant/8 report on grant/"
	                        "9 check on grant/10 pay on grant");
	CHECK_TEXT(step(p, "7.2")->beside, "8");
	CHECK(p->repetitions == 1 && p->repetition[0].unit == CK_MONTH);
	CHECK_TEXT(p->repetition[0].until_fact, "contract-ended");
	ck_edition_free(ed);

	ed = build("procurement/disabled-organisation", "undated");
	p = procedure(ed, "main", "portal");
	CHECK_TEXT(in_short(p), "14 submit/15 request/16 check/17 decide/18 issue on grant/22 issue on refuse");
	CHECK(step(p, "16")->limits == 2 && step(p, "16")->limit[0].minimum && step(p, "16")->limit[1].value == 4);
	ck_edition_free(ed);

	ed = build("mamlyut-2012/home-schooling-support", "2012-09-14");
	CHECK_TEXT(ed->default_variant, "table");
	CHECK(ed->substitute_until != CK_NODAY);
	CHECK_TEXT(in_short(procedure(ed, "table", "office")),
	           "1 check/2 authenticate/3 request/4 decide/5 prepare/8 sign/7 issue");
	CHECK_TEXT(step(procedure(ed, "table", "office"), "7")->limit[0].when, "by-email");
	CHECK_TEXT(in_short(procedure(ed, "main", "portal")), "1 register/2 authenticate/3 check/4 refuse/5 submit/"
	                                                      "6 sign-request/7 check/8 refuse/9a dispatch/9b examine/"
	                                                      "10 decide issue");
	ck_edition_free(ed);
}

/* -- faults -- */

struct wanted {
	const char *column, *text;
	bool found;
	size_t count;
};

static void look_for(void *to, const struct ck_finding *f)
{
	struct wanted *w = to;

	w->count++;
	if (strcmp(f->column, w->column) == 0 && strstr(f->text, w->text) != NULL && f->line > 1)
		w->found = true;
	else
		printf("# besides: %s:%zu: %s: %s\n", f->file, f->line, f->column, f->text);
}

static bool row_matches(const struct ck_row *row, const char *regulation, const char *channel, const char *name)
{
	static const char *const naming[] = {"step", "word", "act", "role", "until_fact", "from_step", "permit_kind"};
	const char *is = NULL;

	for (size_t i = 0; i < sizeof naming / sizeof naming[0] && is == NULL; i++)
		is = ck_fields_get(&row->fields, naming[i]);
	return (regulation == NULL || strstr(ck_fields_get(&row->fields, "regulation"), regulation) != NULL) &&
	       (channel == NULL || strcmp(ck_fields_get(&row->fields, "channel"), channel) == 0) &&
	       (name == NULL || (is != NULL && strcmp(is, name) == 0));
}

static struct ck_row *row_of(enum ck_part part, const char *regulation, const char *channel, const char *name)
{
	for (size_t i = 0; i < rows.count; i++) {
		if (rows.at[i].part == part && row_matches(&rows.at[i], regulation, channel, name))
			return &rows.at[i];
	}
	printf("Bail out! no row %s %s %s\n", regulation, channel, name);
	exit(1);
}

/* One value changed must give one kind of finding, at that row, and nothing is left of it afterwards. */
static void test_faults(void)
{
	static const struct {
		enum ck_part part;
		const char *regulation, *channel, *name;  /* of the row that is changed */
		const char *column, *value;               /* what it becomes */
		const char *found_column, *found_text;
	} it[] = {
		{CK_PART_STEPS, "wheelchair", "office", "2", "acts", "assign conjure", "acts", "names no act"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "acts", "", "acts", "acts is missing"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "role", "wizard", "role", "is no role"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "unit", "fortnight", "unit", "is no unit"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "unit", "", "unit", "unit is missing"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "value", "ten", "value", "is no number"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "value", "-1", "value", "is no number"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "value", "", "unit", "unit without a value"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "bound", "about", "bound", "neither min nor max"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "counts_from", "yesterday", "counts_from", "is none of"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "counts_from", "step:9", "counts_from", "no step \"9\""},
		{CK_PART_STEPS, "wheelchair", "office", "2", "counts_from", "step:4", "counts_from", "not come before"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "counts_from", "decision", "counts_from", "nothing decides"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "when", "a &", "when", "is no condition"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "when", "rain", "when", "no fact \"rain\""},
		{CK_PART_STEPS, "wheelchair", "office", "2", "limit_when", "rain", "limit_when", "no fact \"rain\""},
		{CK_PART_STEPS, "wheelchair", "office", "2", "on", "sunday", "on", "is none of"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "on", "grant", "step", "nothing decides before it"},
		{CK_PART_STEPS, "wheelchair", "office", "5", "on", "refuse", "step", "knows no refusal"},
		{CK_PART_STEPS, "wheelchair", "office", "5", "on", "done:7", "on", "no step \"7\""},
		{CK_PART_STEPS, "wheelchair", "office", "2", "on", "done:3", "on", "not come before"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "then", "granted", "then", "is not \"refused\""},
		{CK_PART_STEPS, "wheelchair", "office", "4", "then", "refused", "step", "always ends the case"},
		{CK_PART_STEPS, "wheelchair", "office", "4", "acts", "sign", "acts", "no step of it decides"},
		{CK_PART_STEPS, "wheelchair", "office", "2", "beside", "9", "beside", "no step \"9\""},
		{CK_PART_STEPS, "wheelchair", "office", "2", "checks", "rain", "checks", "no fact \"rain\""},
		{CK_PART_STEPS, "wheelchair", "office", "3", "step", "2", "role", "differs from the row before"},
		{CK_PART_STEPS, "wheelchair", "office", "3", "step", "1", "step", "missing or repeated"},
		{CK_PART_STEPS, "wheelchair", "office", "3", "step", "", "step", "step is missing"},
		{CK_PART_STEPS, "wheelchair", "office", "3", "text", "", "text", "text is missing"},
		{CK_PART_STEPS, "wheelchair", "office", "3", "edition", "2018-01-01", "regulation", "no row in regulations"},
		{CK_PART_STEPS, "wheelchair", "office", "3", "edition", "soon", "edition", "neither a date"},
		{CK_PART_STEPS, "wheelchair", "office", "3", "channel", "Office", "channel", "is no word"},
		{CK_PART_STEPS, "special-workplace", "office", "7.2", "beside", "7.1", "beside", "itself is beside"},
		{CK_PART_STEPS, "almaty-2017/employment", "portal", "6", "when", "account-valid & !account-valid", "step",
		 "contradict"},
		{CK_PART_STEPS, "almaty-2017/employment", "portal", "3", "checks", "", "checks", "not which fact"},
		{CK_PART_STEPS, "foreign-labour", "office", "13e", "on", "missed:13c", "on", "cannot be missed"},
		{CK_PART_STEPS, "semey", "office", "4c", "when", "!duplicate & duplicate", "step", "contradict"},
		{CK_PART_STEPS, "astana-2015/home-schooling", "office", "4", "acts", "sign", "acts", "no step of it decides"},
		{CK_PART_LAPSES, "foreign-labour", "office", "13b", "step", "13x", "step", "no step \"13x\""},
		{CK_PART_LAPSES, "foreign-labour", "office", "13b", "step", "13c", "step", "has no limit"},
		{CK_PART_LAPSES, "foreign-labour", "office", "13b", "channel", "post", "channel", "no steps are there"},
		{CK_PART_EXTENSIONS, "semey", "office", "4a", "step", "4x", "step", "no step \"4x\""},
		{CK_PART_EXTENSIONS, "semey", "office", "4a", "unit", "", "unit", "unit is missing"},
		{CK_PART_REPETITIONS, "special", "office", NULL, "until_fact", "doomsday", "until_fact", "cannot end"},
		{CK_PART_REPETITIONS, "special", "office", NULL, "until_fact", "", "until_fact", "is missing"},
		{CK_PART_REPETITIONS, "special", "office", NULL, "to_step", "11", "to_step", "no step \"11\""},
		{CK_PART_REPETITIONS, "special", "office", NULL, "to_step", "6.1", "to_step", "comes before"},
		{CK_PART_TERMS, "local-assistance", "office", NULL, "when", "rain", "when", "no fact \"rain\""},
		{CK_PART_TERMS, "local-assistance", "office", NULL, "value", "", "value", "value is missing"},
		{CK_PART_REGULATIONS, "wheelchair", NULL, NULL, "default_variant", "other", "default_variant", "no list is"},
		{CK_PART_REGULATIONS, "wheelchair", NULL, NULL, "valid_until", "2017-12-20", "valid_until", "is not after"},
		{CK_PART_REGULATIONS, "wheelchair", NULL, NULL, "valid_until", "", "valid_until", "was repealed"},
		{CK_PART_REGULATIONS, "wheelchair", NULL, NULL, "valid_until", "2019-02-30", "valid_until", "is no date"},
		{CK_PART_REGULATIONS, "wheelchair", NULL, NULL, "valid_from", "2017-12-21", "edition", "not named by"},
		{CK_PART_REGULATIONS, "wheelchair", NULL, NULL, "refusable", "perhaps", "refusable", "neither yes nor no"},
		{CK_PART_REGULATIONS, "wheelchair", NULL, NULL, "applicant_kind", "passport", "applicant_kind", "iin and bin"},
		{CK_PART_REGULATIONS, "wheelchair", NULL, NULL, "title_kk", "", "title_kk", "title_kk is missing"},
		{CK_PART_DOCUMENTS, "home-care", NULL, "4", "step", "44", "step", "no such list has a step \"44\""},
		{CK_PART_FACTS, "procurement", NULL, "shares-reached", "acts", "conjure", "acts", "names no act"},
		{CK_PART_DOCUMENTS, "child-benefit", NULL, "4", "when", "rain", "when", "no fact \"rain\""},
		{CK_PART_RESULTS, "assistance-certificate", NULL, "belongs", "word", "does-not-belong", "word", "there twice"},
		{CK_PART_RESULTS, "foreign-labour", NULL, "permit", "variant", "lend", "variant", "no list is of the variant"},
		{CK_PART_GROUNDS, "home-care", NULL, "paragraph-10", "word", "Paragraph 10", "word", "is no word"},
		{CK_PART_PERMITS, "foreign-labour", NULL, "extend", "variant", "lend", "variant", "no list is of the variant"},
		{CK_PART_PERMITS, "foreign-labour", NULL, "extend", "variant", "issue", "variant", "there twice"},
		{CK_PART_PERMITS, "foreign-labour", NULL, "extend", "variant", "", "variant", "variant is missing"},
		{CK_PART_PERMITS, "foreign-labour", NULL, "extend", "permit_kind", "renew", "permit_kind", "is none of"},
		{CK_PART_PERMITS, "foreign-labour", NULL, "extend", "quota", "perhaps", "quota", "neither yes nor no"},
		{CK_PART_PERMITS, "foreign-labour", NULL, "extend", "share", "", "share", "share is missing"},
		{CK_PART_PERMITS, "foreign-labour", NULL, "extend", "fee", "yes", "fee", "is the payment of the fee"},
		{CK_PART_PERMITS, "foreign-labour", NULL, "extend", "clause", "", "clause", "clause is missing"},
		{CK_PART_ACTS, NULL, NULL, "publish", "act", "post", "act", "there twice"},
		{CK_PART_ACTS, NULL, NULL, "publish", "status", "famous", "status", "is no status"},
		{CK_PART_ACTS, NULL, NULL, "publish", "decides", "", "decides", "decides is missing"},
		{CK_PART_ROLES, NULL, NULL, "clerk", "role_kind", "robot", "role_kind", "is none of"},
	};

	for (size_t i = 0; i < sizeof it / sizeof it[0]; i++) {
		struct ck_row *row = row_of(it[i].part, it[i].regulation, it[i].channel, it[i].name);
		struct wanted w = {.column = it[i].found_column, .text = it[i].found_text};
		struct ck_fields whole = {0};
		size_t said;

		for (size_t k = 0; k < row->fields.count; k++)
			ck_fields_set(&whole, row->fields.at[k].name, row->fields.at[k].value);
		ck_fields_set(&row->fields, it[i].column, it[i].value);
		said = ck_rows_lint(&rows, v, look_for, &w);
		printf("# %s %s: %s=\"%s\"\n", ck_part_name(it[i].part), it[i].name ? it[i].name : "", it[i].column, it[i].value);
		CHECK(w.found);
		CHECK(said == w.count);
		ck_fields_free(&row->fields);
		row->fields = whole;
	}
	CHECK(ck_rows_lint(&rows, v, say, NULL) == 0);
}

/* The builder stops at the first row that it cannot take. */
static void test_broken(void)
{
	struct ck_row *row = row_of(CK_PART_STEPS, "wheelchair", "office", "3");
	struct ck_edition *ed = NULL;

	ck_fields_set(&row->fields, "value", "eight");
	CHECK(ck_edition_build(&rows, "almaty-2017/wheelchair", "2017-12-20", v, &ed, &e) == CK_CONFIG && ed == NULL);
	CHECK(strstr(e.text, FOLDER "/steps.tsv:") == e.text && strstr(e.text, "value is no whole number") != NULL);
	CHECK_TEXT(e.column, "value");
	ck_fields_set(&row->fields, "value", "8");
	CHECK(ck_edition_build(&rows, "almaty-2017/wheelchair", "2017-12-20", v, &ed, &e) == CK_OK);
	ck_edition_free(ed);
	CHECK(ck_edition_build(&rows, "almaty-2017/wheelchair", "2018-12-20", v, &ed, &e) == CK_CONFIG && ed == NULL);
	CHECK(ck_edition_build(&rows, "almaty-2017/stilts", "2017-12-20", v, &ed, &e) == CK_CONFIG && ed == NULL);
}

/* -- overlapping editions -- */

static void set_dates(struct ck_row *row, const char *from, const char *until)
{
	ck_fields_set(&row->fields, "valid_from", from);
	ck_fields_set(&row->fields, "valid_until", until);
}

static void test_overlaps(void)
{
	static const struct {
		const char *from_a, *until_a, *from_b, *until_b;
		bool overlap;
	} it[] = {
		{"2017-12-20", "2020-10-20", "2020-10-20", "", false}, {"2017-12-20", "2020-10-20", "2020-10-19", "", true},
		{"2017-12-20", "", "2020-10-20", "", false},           {"2017-12-20", "", "2017-12-20", "", true},
		{"2017-12-20", "", "2016-01-01", "2017-12-20", false}, {"2017-12-20", "", "2016-01-01", "2018-01-01", true},
		{"", "", "2016-01-01", "", false},                     {"", "2016-01-02", "2016-01-01", "", true},
		{"", "", "", "", true},
	};
	struct ck_row a = {.part = CK_PART_REGULATIONS, .file = ""}, b = a;

	for (size_t i = 0; i < sizeof it / sizeof it[0]; i++) {
		set_dates(&a, it[i].from_a, it[i].until_a);
		set_dates(&b, it[i].from_b, it[i].until_b);
		CHECK(ck_rows_overlap(&a, &b) == it[i].overlap);
		CHECK(ck_rows_overlap(&b, &a) == it[i].overlap);
	}
	ck_fields_free(&a.fields);
	ck_fields_free(&b.fields);
}

/* -- files -- */

static char dir[] = "/tmp/casekit-catalogue-XXXXXX";

static void put(const char *file, const char *text)
{
	char path[200];
	FILE *f;

	snprintf(path, sizeof path, "%s/%s", dir, file);
	f = fopen(path, "w");
	if (f == NULL || fputs(text, f) == EOF || fclose(f) == EOF) {
		printf("Bail out! cannot write %s\n", path);
		exit(1);
	}
}

static void unput(const char *file)
{
	char path[200];

	snprintf(path, sizeof path, "%s/%s", dir, file);
	unlink(path);
}

static void test_files(void)
{
	struct ck_rows some = {0};

	CHECK(ck_rows_read("/nowhere", false, &some, &e) == CK_NOINPUT);
	CHECK(ck_rows_read(dir, false, &some, &e) == CK_NOINPUT && strstr(e.text, "holds no part") != NULL);
	put("grounds.tsv", "word\tedition\tregulation\nlate\t2021-01-01\ta/b\n");
	CHECK(ck_rows_read(dir, false, &some, &e) == CK_OK && some.count == 1);
	CHECK(some.at[0].part == CK_PART_GROUNDS && some.at[0].line == 2);
	CHECK_TEXT(some.at[0].fields.at[0].name, "regulation");
	ck_rows_free(&some);
	CHECK(ck_rows_read(dir, true, &some, &e) == CK_NOINPUT && strstr(e.text, "regulations.tsv") != NULL);
	ck_rows_free(&some);
	put("grounds.tsv", "word\tedition\tcolour\nlate\t2021-01-01\tred\n");
	CHECK(ck_rows_read(dir, false, &some, &e) == CK_CONFIG);
	CHECK(strstr(e.text, "grounds.tsv:1: grounds has no column \"colour\"") != NULL);
	ck_rows_free(&some);
	put("grounds.tsv", "word\tedition\nlate\t2021-01-01\tred\n");
	CHECK(ck_rows_read(dir, false, &some, &e) == CK_CONFIG && strstr(e.text, "grounds.tsv:2: ") != NULL);
	ck_rows_free(&some);
	unput("grounds.tsv");
}

/* -- a part as one text -- */

static void parse(struct ck_rows *to, const char *text)
{
	must(ck_part_parse(to, CK_PART_ROLES, text, strlen(text), &e), text);
}

static void refuse(const char *text, const char *why)
{
	struct ck_rows bad = {0};

	CHECK(ck_part_parse(&bad, CK_PART_ROLES, text, strlen(text), &e) == CK_CONFIG);
	CHECK_TEXT(e.text, why);
	ck_rows_free(&bad);
}

static void test_text(void)
{
	static const char text[] = "role\trole_kind\ttitle_kk\ttitle_ru\ttitle_en\n"
	                           "head\tstaff\t\t\thead\n"
	                           "aide\t\tone\\ttwo\\nthree \\\\ \\r\t\t\n";
	struct ck_rows there = {0};
	struct ck_fields *f;
	struct ck_buffer b = {0};

	parse(&there, text);
	CHECK(there.count == 2 && there.at[1].part == CK_PART_ROLES && there.at[1].line == 2);
	CHECK(there.at[0].fields.count == 3 && there.at[1].fields.count == 2);
	CHECK_TEXT(ck_fields_get(&there.at[0].fields, "title_en"), "head");
	CHECK_TEXT(ck_fields_get(&there.at[1].fields, "title_kk"), "one\ttwo\nthree \\ \r");
	ck_part_print(&b, CK_PART_ROLES);
	ck_row_print(&b, &there.at[0]);
	ck_row_print(&b, &there.at[1]);
	CHECK_TEXT(b.text, text);
	ck_buffer_free(&b);

	/* what was lent to a row can be changed like any other */
	f = &there.at[0].fields;
	ck_fields_set(f, "title_kk", "bas");
	ck_fields_set(f, "title_en", "");
	ck_fields_set(f, "role", "chief");
	CHECK(f->count == 3);
	ck_fields_print(&b, f);
	CHECK_TEXT(b.text, "role=chief\nrole_kind=staff\ntitle_kk=bas\n");
	ck_fields_empty(&there.at[1].fields);
	ck_fields_set(&there.at[1].fields, "role", "other");
	CHECK_TEXT(ck_fields_get(&there.at[1].fields, "role"), "other");
	ck_buffer_free(&b);
	ck_rows_free(&there);

	refuse("", "roles: no header");
	refuse("role", "roles: no header");
	refuse("role\trole_kind\nhead\tstaff", "roles: the last row has no end");
	refuse("role\trole_kind\nhead\tstaff\naide\n", "roles, row 2: it has not the 2 columns of its header");
	refuse("role\trole_kind\nhead\tstaff\tx\n", "roles, row 1: it has not the 2 columns of its header");
	refuse("role\trole_kind\nhead\tst\\xaff\n", "roles, row 1: an unknown escape");
	refuse("\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\t\n", "roles: no header");
}

/* What was built stays when the rows are gone, and does not change with them. */
static void test_sharing(void)
{
	struct ck_rows there = {0};
	struct ck_vocabulary *built;

	parse(&there, "role\trole_kind\ttitle_en\nhead\tstaff\tthe head\nnotary\toutside\t\n");
	ck_fields_set(&there.at[1].fields, "title_en", "the notary");
	must(ck_vocabulary_build(&there, &built, &e), "built");
	ck_fields_set(&there.at[0].fields, "title_en", "another");
	ck_rows_free(&there);
	CHECK_TEXT(ck_role_find(built, "head")->title_en, "the head");
	CHECK_TEXT(ck_role_find(built, "notary")->title_en, "the notary");
	ck_vocabulary_free(built);
}

/* -- the catalogue in a store -- */

static struct ck_store *store;

static size_t part_rows(const struct ck_rows *all, const char *regulation, enum ck_part part)
{
	size_t count = 0;

	for (size_t i = 0; i < all->count; i++)
		count += all->at[i].part == part && strcmp(ck_fields_get(&all->at[i].fields, "regulation"), regulation) == 0;
	return count;
}

/* Every row of the files comes out of the store as it went in. */
static void test_round_trip(void)
{
	size_t differ = 0, compared = 0;

	for (size_t i = 0; i < rows.count; i++) {
		const char *regulation = ck_fields_get(&rows.at[i].fields, "regulation");
		struct ck_rows there = {0};

		if (rows.at[i].part != CK_PART_REGULATIONS)
			continue;
		must(ck_service_rows(store, regulation, ck_fields_get(&rows.at[i].fields, "edition"), &there, &e), regulation);
		for (enum ck_part part = CK_PART_REGULATIONS; part < CK_PARTS; part++)
			differ += part_rows(&there, regulation, part) != part_rows(&rows, regulation, part);
		for (size_t k = 0, from = 0; k < there.count; k++, compared++) {
			struct ck_buffer a = {0}, b = {0};

			while (rows.at[from].part != there.at[k].part ||
			       strcmp(ck_fields_get(&rows.at[from].fields, "regulation"), regulation) != 0)
				from++;
			ck_fields_print(&a, &rows.at[from++].fields);
			ck_fields_print(&b, &there.at[k].fields);
			differ += strcmp(a.text, b.text) != 0;
			ck_buffer_free(&a);
			ck_buffer_free(&b);
		}
		ck_rows_free(&there);
	}
	CHECK(differ == 0);
	CHECK(compared > 500);
}

static enum ck_code count_one(void *to, const struct ck_fields *out, struct ck_error *err)
{
	(void)out;
	(void)err;
	(*(size_t *)to)++;
	return CK_OK;
}

static size_t listed(const char *regulation, const char *on)
{
	size_t count = 0;
	ck_day day = CK_NODAY;

	if (on != NULL)
		ck_day_parse(on, &day);
	must(ck_service_list(store, regulation, day, count_one, &count, &e), "list");
	return count;
}

static enum ck_code keep(void *to, const struct ck_fields *out, struct ck_error *err)
{
	(void)err;
	ck_fields_print(to, out);
	return CK_OK;
}

static void test_list(void)
{
	struct ck_buffer b = {0};

	CHECK(listed(NULL, NULL) == 21);
	CHECK(listed("almaty-2017/wheelchair", NULL) == 1);
	CHECK(listed("almaty-2017/wheelchair", "2017-12-19") == 0);
	CHECK(listed("almaty-2017/wheelchair", "2017-12-20") == 1);
	CHECK(listed("almaty-2017/wheelchair", "2020-10-19") == 1);
	CHECK(listed("almaty-2017/wheelchair", "2020-10-20") == 0);
	CHECK(listed("employment/special-workplace", "1999-01-01") == 1);
	CHECK(listed("almaty-2017/stilts", NULL) == 0);
	must(ck_service_list(store, "almaty-2017/foreign-labour-permit", CK_NODAY, keep, &b, &e), "list");
	CHECK(strstr(b.text, "variants=issue reissue extend intra-corporate\nchannels=office portal\nrefusable=yes\n") != NULL);
	CHECK(strstr(b.text, "regulation=almaty-2017/foreign-labour-permit\nedition=2017-12-20\nauthority=almaty\n") == b.text);
	ck_buffer_free(&b);
}

/* The wheelchair's rows as another edition; the caller frees them. */
static struct ck_rows later_edition(const char *edition, const char *until)
{
	struct ck_rows copy = {0};

	for (size_t i = 0; i < rows.count; i++) {
		struct ck_row *row;

		if (rows.at[i].part <= CK_PART_ROLES ||
		    strcmp(ck_fields_get(&rows.at[i].fields, "regulation"), "almaty-2017/wheelchair") != 0)
			continue;
		row = ck_rows_add(&copy);
		row->part = rows.at[i].part;
		row->file = "new.tsv";
		row->line = i + 2;
		for (size_t k = 0; k < rows.at[i].fields.count; k++)
			ck_fields_set(&row->fields, rows.at[i].fields.at[k].name, rows.at[i].fields.at[k].value);
		ck_fields_set(&row->fields, "edition", edition);
		if (row->part == CK_PART_REGULATIONS) {
			set_dates(row, edition, until);
			ck_fields_set(&row->fields, "repealed_by", until);
		}
	}
	return copy;
}

/* A case that was registered under the wheelchair's edition of that day. */
static void plant_case(const char *edition)
{
	struct ck_result *r;
	int64_t no = 0;

	must(ck_store_query(store, &r, &e, CK_SQL_PROCEDURE_NO, "tttt", "almaty-2017/wheelchair", edition, "main", "office"),
	     "procedure");
	if (ck_result_next(r, &e))
		no = ck_result_int(r, 0);
	ck_result_end(r);
	CHECK(no > 0);
	must(ck_store_do(store, &e, NULL, CK_SQL_CASE_PUT, "ititttiitttnnnntinnib", (int64_t)32768, "", no, "940140000385",
	                 "", "", (int64_t)1, (int64_t)0, "2", "assign", "head", INT64_MIN, INT64_MIN, INT64_MIN, INT64_MIN,
	                 "", (int64_t)0, INT64_MIN, INT64_MIN, (int64_t)1, "", (size_t)0),
	     "case");
}

static void test_editions(void)
{
	struct ck_rows more = later_edition("2020-10-19", "");
	int loaded = -1;

	CHECK(ck_service_load(store, &more, &loaded, &e) == CK_CONFIG && loaded == 0);
	CHECK(strstr(e.text, "overlaps that of 2017-12-20, which the store has") != NULL);
	ck_rows_free(&more);

	more = later_edition("2020-10-20", "");
	CHECK(ck_service_load(store, &more, &loaded, &e) == CK_OK && loaded == 1);
	CHECK(listed("almaty-2017/wheelchair", NULL) == 2 && listed("almaty-2017/wheelchair", "2030-01-01") == 1);
	CHECK(ck_service_load(store, &more, &loaded, &e) == CK_OK && loaded == 0);
	for (size_t i = 0; i < more.count; i++) {
		if (more.at[i].part == CK_PART_STEPS)
			ck_fields_set(&more.at[i].fields, "value", "7");
	}
	CHECK(ck_service_load(store, &more, &loaded, &e) == CK_OK && loaded == 1);

	/* once a case was registered under it, it stays as it is; a later one supersedes it though it has no end */
	plant_case("2020-10-20");
	CHECK(ck_service_load(store, &more, &loaded, &e) == CK_OK && loaded == 0);
	for (size_t i = 0; i < more.count; i++) {
		if (more.at[i].part == CK_PART_STEPS)
			ck_fields_set(&more.at[i].fields, "value", "6");
	}
	CHECK(ck_service_load(store, &more, &loaded, &e) == CK_REFUSED && loaded == 0);
	CHECK(strstr(e.text, "cases were registered under almaty-2017/wheelchair of 2020-10-20") != NULL);
	ck_rows_free(&more);
	more = later_edition("2022-01-01", "");
	CHECK(ck_service_load(store, &more, &loaded, &e) == CK_OK && loaded == 1);
	CHECK(listed("almaty-2017/wheelchair", "2021-12-31") == 1 && listed("almaty-2017/wheelchair", "2022-01-01") == 1);
	ck_rows_free(&more);
}

static void test_words(void)
{
	struct ck_rows words = {0}, there = {0};
	struct ck_row *row = ck_rows_add(&words);
	int loaded;

	row->part = CK_PART_ROLES;
	row->file = "roles.tsv";
	row->line = 2;
	ck_fields_set(&row->fields, "role", "notary");
	ck_fields_set(&row->fields, "role_kind", "outside");
	ck_fields_set(&row->fields, "title_kk", "нотариус");
	ck_fields_set(&row->fields, "title_ru", "нотариус");
	ck_fields_set(&row->fields, "title_en", "notary");
	CHECK(ck_service_load(store, &words, &loaded, &e) == CK_OK && loaded == 0);
	must(ck_service_rows(store, "", "", &there, &e), "words");
	CHECK(strcmp(ck_fields_get(&there.at[there.count - 1].fields, "role"), "notary") == 0);
	CHECK(there.count == v->acts + v->roles + 1);
	ck_rows_free(&there);
	ck_fields_set(&row->fields, "title_en", "notary public");
	CHECK(ck_service_load(store, &words, &loaded, &e) == CK_OK);
	ck_fields_set(&row->fields, "role_kind", "staff");
	CHECK(ck_service_load(store, &words, &loaded, &e) == CK_REFUSED);
	CHECK_TEXT(e.text, "roles.tsv:2: \"notary\" is in use and cannot change its meaning");
	ck_rows_free(&words);
}

static void test_store(void)
{
	char path[200];
	int loaded = 0;

	snprintf(path, sizeof path, "%s/store.db", dir);
	must(ck_store_create(path, &e), "create");
	must(ck_store_open(path, CK_STORE_WRITE, 1, &store, &e), "open");
	must(ck_store_begin(store, &e), "begin");
	must(ck_service_load_folder(store, FOLDER, &e), "load");
	test_round_trip();
	test_list();
	CHECK(ck_service_load(store, &rows, &loaded, &e) == CK_OK && loaded == 0);
	test_editions();
	test_words();
	must(ck_store_commit(store, &e), "commit");
	ck_store_close(store);
	unlink(path);
}

int main(void)
{
	if (mkdtemp(dir) == NULL) {
		printf("Bail out! no folder in /tmp\n");
		return 1;
	}
	must(ck_rows_read(FOLDER, true, &rows, &e), FOLDER);
	must(ck_vocabulary_build(&rows, &v, &e), "vocabulary");
	test_names();
	test_text();
	test_sharing();
	test_conditions();
	test_catalogue();
	test_plain();
	test_permit();
	test_corporation();
	test_branches();
	test_others();
	test_faults();
	test_broken();
	test_overlaps();
	test_files();
	test_store();
	ck_vocabulary_free(v);
	ck_rows_free(&rows);
	rmdir(dir);
	return unit_end();
}
