/* The engine run over every list of the catalogue: granted, refused, missed, undone; and its single rules. */
#include <stdlib.h>

#include "procedure.h"
#include "unit.h"

static struct ck_rows rows;
static struct ck_vocabulary *vocabulary;
static struct ck_worktime worktime;

static ck_time at(const char *text)
{
	struct ck_error e;
	ck_time t = CK_NOTIME;

	if (ck_time_parse(text, worktime.zone, &t, &e) != CK_OK)
		printf("# %s\n", e.text);
	return t;
}

static struct ck_edition *edition(const char *regulation, const char *day)
{
	struct ck_edition *ed = NULL;
	struct ck_error e;

	if (ck_edition_build(&rows, regulation, day, vocabulary, &ed, &e) != CK_OK)
		printf("# %s %s: %s\n", regulation, day, e.text);
	return ed;
}

/* A case in memory: events appended as casework would, without a store. */
struct play {
	const struct ck_edition *ed;
	const struct ck_procedure *p;
	struct ck_events evs;
	struct ck_standing *s;
	struct ck_error e;
};

static void begin(struct play *play, const struct ck_edition *ed, const char *variant, const char *channel)
{
	memset(play, 0, sizeof *play);
	play->ed = ed;
	play->p = ck_procedure_find(ed, variant, channel);
	play->s = ck_standing_new(ed, play->p, vocabulary, &worktime);
	ck_standing_take(play->s, &play->evs, &play->e);
}

static void end(struct play *play)
{
	ck_standing_free(play->s);
	ck_events_free(&play->evs);
}

static enum ck_code append(struct play *play, int step, const char *acts, ck_time when, struct ck_fields *data)
{
	struct ck_event *ev = ck_events_add(&play->evs);

	ev->seq = (int)play->evs.count;
	ev->at = ev->recorded = when;
	ev->step = ck_copy(step < 0 ? "" : play->p->step[step].step);
	ev->acts = ck_copy(acts);
	ev->role = ck_copy(step < 0 ? "" : play->p->step[step].role);
	ev->by = ck_copy("a.bek");
	ev->done_for = ck_copy("");
	ev->office = ck_copy("ALM");
	ev->os_user = ck_copy("u");
	ev->batch = ck_copy("");
	ev->key = ck_copy("");
	ev->data = *data;
	*data = (struct ck_fields){0};
	return ck_standing_take(play->s, &play->evs, &play->e);
}

/* Does an act by the rules: CK_OK, or the refusal. */
static enum ck_code act(struct play *play, const char *word, const char *when, const char *fact, const char *decision)
{
	struct ck_fields data = {0};
	struct ck_turn turn;
	enum ck_code code;

	ck_fields_set(&data, "fact", fact);
	ck_fields_set(&data, "decision", decision);
	code = ck_standing_turn(play->s, word, NULL, at(when), &data, &turn, &play->e);
	if (code == CK_OK)
		code = append(play, turn.step, play->p->step[turn.step].acts, at(when), &data);
	ck_fields_free(&data);
	return code;
}

static const struct ck_view *view(const struct play *play)
{
	return ck_standing_view(play->s);
}

static const char *next_step(const struct play *play)
{
	return view(play)->next < 0 ? "" : play->p->step[view(play)->next].step;
}

static const char *due(const struct play *play)
{
	static char text[CK_TIME_TEXT];

	ck_time_print(text, view(play)->due, worktime.zone);
	return text;
}

/* -- every list ends, granted and refused -- */

static int first_word(const char *words, char out[64])
{
	size_t length;
	const char *word = ck_word_next(&words, &length);

	return snprintf(out, 64, "%.*s", (int)(word == NULL ? 0 : length), word == NULL ? "" : word);
}

/* Does the next step at the last moment allowed; every check is passed, a repetition is ended in its second round. */
static enum ck_code step_on(struct play *play, ck_time *now, const char *decision, int rounds)
{
	const struct ck_step *step = &play->p->step[view(play)->next];
	struct ck_fields data = {0};
	struct ck_turn turn;
	char word[64];
	enum ck_code code;

	first_word(step->acts, word);
	if (view(play)->due != CK_NOTIME && view(play)->due > *now)
		*now = view(play)->due;
	if (view(play)->not_before != CK_NOTIME && view(play)->not_before > *now)
		*now = view(play)->not_before;
	ck_fields_set(&data, "fact", step->checks);
	if (rounds > 30)
		ck_fields_set(&data, "fact", play->p->repetitions > 0 ? play->p->repetition[0].until_fact : step->checks);
	ck_fields_set(&data, "decision", ck_word_in(step->acts, "decide") ? decision : NULL);
	code = ck_standing_turn(play->s, word, NULL, *now, &data, &turn, &play->e);
	if (code == CK_REFUSED && rounds > 30) {
		ck_fields_set(&data, "fact", step->checks);
		code = ck_standing_turn(play->s, word, NULL, *now, &data, &turn, &play->e);
	}
	if (code == CK_OK)
		code = append(play, turn.step, step->acts, *now, &data);
	ck_fields_free(&data);
	return code;
}

static int lists, ended;

static void play_through(const struct ck_edition *ed, const struct ck_procedure *p, const char *decision)
{
	struct play play;
	ck_time now = at("2019-03-18T10:00");
	enum ck_code code = CK_OK;
	int rounds = 0;

	begin(&play, ed, p->variant, p->channel);
	while (view(&play)->next >= 0 && code == CK_OK && rounds++ < 60)
		code = step_on(&play, &now, decision, rounds);
	lists++;
	if (code == CK_OK && view(&play)->next < 0)
		ended++;
	else
		printf("# %s %s %s %s stands at %s: %s\n", p->regulation, p->variant, p->channel, decision, next_step(&play),
		       play.e.text);
	end(&play);
}

static void every_list(void)
{
	for (size_t i = 0; i < rows.count; i++) {
		const struct ck_fields *f = &rows.at[i].fields;
		struct ck_edition *ed;

		if (rows.at[i].part != CK_PART_REGULATIONS)
			continue;
		ed = edition(ck_fields_get(f, "regulation"), ck_fields_get(f, "edition"));
		CHECK(ed != NULL);
		for (size_t p = 0; ed != NULL && p < ed->procedures; p++) {
			play_through(ed, &ed->procedure[p], "grant");
			if (ed->refusable)
				play_through(ed, &ed->procedure[p], "refuse");
		}
		ck_edition_free(ed);
	}
	CHECK(lists > 50);
	CHECK(ended == lists);
}

/* -- single rules -- */

static void wheelchair(void)
{
	struct ck_edition *ed = edition("almaty-2017/wheelchair", "2017-12-20");
	struct play play;

	begin(&play, ed, "main", "office");
	CHECK_TEXT(next_step(&play), "1");
	CHECK(act(&play, "register", "2019-03-18T10:00", NULL, NULL) == CK_OK);
	CHECK(view(&play)->status == CK_REGISTERED);
	CHECK_TEXT(due(&play), "2019-03-19T18:30:00+06:00");
	CHECK(act(&play, "prepare", "2019-03-18T11:00", NULL, NULL) == CK_REFUSED);
	CHECK_TEXT(play.e.text, "step 2 is \"assign\" by head, not \"prepare\"");
	CHECK_TEXT(play.e.clause, "almaty-2017/wheelchair, office, item 2");
	CHECK(act(&play, "assign", "2019-03-18T09:59", NULL, NULL) == CK_REFUSED);
	CHECK(act(&play, "assign", "2019-03-19T11:00", NULL, NULL) == CK_OK);
	CHECK_TEXT(next_step(&play), "3");
	CHECK(act(&play, "prepare", "2019-03-20T11:00", NULL, NULL) == CK_OK);
	CHECK(view(&play)->status == CK_UNDER_REVIEW);
	CHECK(act(&play, "sign", "2019-03-20T12:00", NULL, "refuse") == CK_REFUSED);
	CHECK_TEXT(play.e.text, "this service knows no refusal");
	CHECK(act(&play, "decide", "2019-03-20T12:00", NULL, NULL) == CK_OK);
	CHECK(view(&play)->status == CK_SIGNED && view(&play)->outcome == CK_GRANTED);
	CHECK(act(&play, "issue", "2019-03-20T12:20", NULL, NULL) == CK_OK);
	CHECK(view(&play)->status == CK_ISSUED && view(&play)->next == -1);
	CHECK(act(&play, "issue", "2019-03-20T12:25", NULL, NULL) == CK_REFUSED);
	end(&play);
	ck_edition_free(ed);
}

static void undo(void)
{
	struct ck_edition *ed = edition("almaty-2017/wheelchair", "2017-12-20");
	struct ck_buffer seqs = {0};
	struct ck_fields data = {0};
	struct play play;

	begin(&play, ed, "main", "office");
	act(&play, "register", "2019-03-18T10:00", NULL, NULL);
	CHECK(ck_standing_undo(play.s, 0, &seqs, &play.e) == CK_REFUSED);
	act(&play, "assign", "2019-03-18T11:00", NULL, NULL);
	act(&play, "prepare", "2019-03-18T12:00", NULL, NULL);
	CHECK(ck_standing_undo(play.s, 2, &seqs, &play.e) == CK_REFUSED);
	CHECK(ck_standing_undo(play.s, 0, &seqs, &play.e) == CK_OK);
	CHECK_TEXT(seqs.text, "3");
	ck_fields_set(&data, "undone", seqs.text);
	append(&play, -1, "undo", at("2019-03-18T12:30"), &data);
	CHECK_TEXT(next_step(&play), "3");
	CHECK(view(&play)->status == CK_ASSIGNED);
	CHECK(ck_standing_undone(play.s, 3));
	/* what is done anew is held against the last step that stands, not against the undo */
	CHECK(act(&play, "prepare", "2019-03-18T12:10", NULL, NULL) == CK_OK);
	ck_buffer_free(&seqs);
	end(&play);
	ck_edition_free(ed);
}

/* The permit: a minimum before the session, a lapse, a step that takes the place of a missed one. */
static void permit(void)
{
	struct ck_edition *ed = edition("almaty-2017/foreign-labour-permit", "2017-12-20");
	const struct ck_lapse *lapse;
	struct play play;
	ck_time now = at("2019-04-01T10:00");
	int rounds = 0;

	begin(&play, ed, "issue", "office");
	while (strcmp(next_step(&play), "10") != 0 && rounds++ < 20)
		step_on(&play, &now, "grant", 1);
	CHECK_TEXT(next_step(&play), "10");
	CHECK(view(&play)->not_before != CK_NOTIME);
	while (strcmp(next_step(&play), "13b") != 0 && rounds++ < 40 && view(&play)->next >= 0)
		step_on(&play, &now, "grant", 1);
	CHECK_TEXT(next_step(&play), "13b");
	CHECK(ck_standing_lapse(play.s, view(&play)->due, &lapse, &play.e) == CK_REFUSED);
	CHECK(ck_standing_lapse(play.s, view(&play)->due + 1, &lapse, &play.e) == CK_OK);
	CHECK_TEXT(lapse->step, "13b");
	now = view(&play)->due;
	step_on(&play, &now, "grant", 1);
	while (strcmp(next_step(&play), "13d") != 0 && rounds++ < 60 && view(&play)->next >= 0)
		step_on(&play, &now, "grant", 1);
	CHECK_TEXT(next_step(&play), "13d");
	{
		struct ck_fields none = {0};
		struct ck_turn turn;
		ck_time missed = view(&play)->due;
		int steps[8];

		CHECK(ck_standing_turn(play.s, "dispatch", NULL, missed, &none, &turn, &play.e) == CK_REFUSED);
		CHECK(ck_standing_ways(play.s, missed, steps, 8) == 1);
		CHECK(ck_standing_ways(play.s, missed + 60, steps, 8) == 2);
		CHECK(ck_standing_turn(play.s, "accept", NULL, missed + 60, &none, &turn, &play.e) == CK_OK);
		CHECK(ck_standing_turn(play.s, "dispatch", NULL, missed + 60, &none, &turn, &play.e) == CK_OK);
		/* it counts from the due time of what was missed: work opens the next morning, and 30 minutes on */
		CHECK(turn.due > missed && turn.due - missed < 86400 * 5);
		append(&play, turn.step, "dispatch", missed + 60, &none);
		CHECK(ck_standing_step(play.s, ck_step_index(play.p, "13d"))->how == CK_STEP_PASSED);
		CHECK_TEXT(next_step(&play), "14");
	}
	end(&play);
	ck_edition_free(ed);
}

static void facts(void)
{
	struct ck_edition *ed = edition("almaty-2017/local-assistance", "2017-12-20");
	struct play play;

	begin(&play, ed, "main", "office");
	act(&play, "register", "2019-03-18T10:00", NULL, NULL);
	act(&play, "assign", "2019-03-18T10:05", NULL, NULL);
	CHECK(view(&play)->term == CK_NOTIME);
	CHECK(act(&play, "refer", "2019-03-18T12:00", "papers-missing", NULL) == CK_OK);
	CHECK(view(&play)->due == CK_NOTIME);
	CHECK(view(&play)->term != CK_NOTIME);
	end(&play);
	ck_edition_free(ed);

	ed = edition("almaty-2017/semey-compensation", "2017-12-20");
	begin(&play, ed, "main", "office");
	act(&play, "register", "2019-03-18T10:00", "duplicate", NULL);
	act(&play, "assign", "2019-03-18T11:00", NULL, NULL);
	act(&play, "refer", "2019-03-18T12:00", NULL, NULL);
	CHECK_TEXT(next_step(&play), "4c");
	CHECK(ck_standing_step(play.s, ck_step_index(play.p, "4a"))->how == CK_STEP_PASSED);
	end(&play);

	begin(&play, ed, "main", "office");
	act(&play, "register", "2019-03-18T10:00", NULL, NULL);
	act(&play, "assign", "2019-03-18T11:00", NULL, NULL);
	act(&play, "refer", "2019-03-18T12:00", NULL, NULL);
	CHECK_TEXT(next_step(&play), "4a");
	{
		const struct ck_extension *x;
		struct ck_fields ground = {0};
		ck_time before = view(&play)->due;

		CHECK(ck_standing_extension(play.s, NULL, &x, &play.e) == CK_OK);
		ck_fields_set(&ground, "ground", x->extension);
		append(&play, -1, "extend", at("2019-03-19T12:00"), &ground);
		CHECK(view(&play)->due > before + 27 * 86400);
		CHECK(ck_standing_extension(play.s, NULL, &x, &play.e) == CK_REFUSED);
	}
	end(&play);
	ck_edition_free(ed);
}

int main(void)
{
	const char *folder = getenv("CASEKIT_DATA");
	char path[4096];
	struct ck_zone *zone = NULL;
	struct ck_calendar *calendar = ck_calendar_new("kz-5", "1111100", "the law");
	struct ck_error e;

	snprintf(path, sizeof path, "%s/catalogue", folder == NULL ? "share" : folder);
	CHECK(ck_rows_read(path, true, &rows, &e) == CK_OK);
	CHECK(ck_vocabulary_build(&rows, &vocabulary, &e) == CK_OK);
	CHECK(ck_zone_open("Asia/Almaty", NULL, &zone, &e) == CK_OK);
	worktime = (struct ck_worktime){.calendar = calendar, .zone = zone, .known = INT64_MAX};
	ck_hours_parse("09:00-13:00 14:30-18:30", &worktime.hours);
	every_list();
	wheelchair();
	undo();
	permit();
	facts();
	ck_vocabulary_free(vocabulary);
	ck_rows_free(&rows);
	ck_calendar_free(calendar);
	ck_zone_free(zone);
	return unit_end();
}
