/* import_value: a value that a row tells, held against its kind. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>
#include "import_priv.h"
#include "letters.h"

static const char *const names[CK_TOLD_COUNT] = {
    "number", "service", "regulation", "variant", "channel", "office", "applicant", "name", "representative", "status",
    "outcome", "registered", "assigned", "responsible", "decided", "decision", "result", "amount", "ground", "reason",
    "issued", "delivery", "note", "happened", "act", "done_by",
};

void ck_import_warn(struct ck_import *im, const char *column, const char *format, ...)
{
	char text[300];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof text, format, arguments);
	va_end(arguments);
	im->counts.warnings++;
	ck_note(im->notes, "%s: %s", column, text);
}

enum ck_code ck_told_at_fault(enum ck_told column, struct ck_error *e)
{
	return ck_fail_column(e, names[column]);
}

enum ck_code ck_told_missing(enum ck_told column, struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "no value");
	return ck_told_at_fault(column, e);
}

/* -- the row's fields in their places -- */

static int find_column(const char *name)
{
	for (int i = 0; i < CK_TOLD_COUNT; i++)
		if (strcmp(names[i], name) == 0)
			return i;
	return -1;
}

/* Rows of one file have their fields in one order, mostly. */
enum ck_code ck_import_take_fields(struct ck_import *im, const struct ck_fields *row, struct ck_error *e)
{
	memset(im->told, 0, sizeof im->told);
	for (size_t i = 0; i < row->count; i++) {
		int *guess = &im->guess[i < CK_TOLD_COUNT ? i : CK_TOLD_COUNT - 1];

		if (strcmp(names[*guess], row->at[i].name) != 0) {
			int found = find_column(row->at[i].name);

			if (found < 0) {
				if (strncmp(row->at[i].name, "x_", 2) == 0)
					continue;
				return ck_fail(e, CK_BADDATA, "an import has no column %s", row->at[i].name);
			}
			*guess = found;
		}
		im->told[*guess] = row->at[i].value;
	}
	return CK_OK;
}

/* -- letters -- */

static bool is_ascii(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text >= 0x80)
			return false;
	return true;
}

/* RK1048 that was read as CP1251. */
static const char *mend(struct ck_import *im, enum ck_told column, struct ck_arena *arena, const char *text)
{
	int letters = 0;

	if (is_ascii(text) || !ck_letters_damaged(text, &letters))
		return text;
	im->counts.damaged++;
	if (!im->is.repair)
		return text;
	im->counts.repaired++;
	ck_buffer_empty(&im->scratch);
	ck_letters_repair(&im->scratch, text);
	ck_import_warn(im, names[column], "%d letter%s repaired: RK1048 had been read as CP1251", letters,
	               letters == 1 ? "" : "s");
	return ck_arena_copy_n(arena, im->scratch.text, im->scratch.length);
}

/* Marks that combine with the letter before them: U+0300 to U+036F. */
static bool has_marks(const char *text)
{
	for (; *text != '\0'; text++)
		if ((unsigned char)*text == 0xcc || (unsigned char)*text == 0xcd)
			return true;
	return false;
}

const char *ck_told_name(struct ck_import *im, enum ck_told column, struct ck_arena *arena)
{
	const char *text = im->told[column];

	if (text == NULL || is_ascii(text))
		return text;
	text = mend(im, column, arena, text);
	if (has_marks(text)) {
		ck_buffer_empty(&im->scratch);
		ck_letters_compose(&im->scratch, text);
		text = ck_arena_copy_n(arena, im->scratch.text, im->scratch.length);
	}
	if (ck_letters_mixed_scripts(text))
		ck_import_warn(im, names[column], "a word mixes Latin and Cyrillic letters");
	return text;
}

/* -- times -- */

static void first_second(struct ck_import *im, const struct ck_office *o, ck_day day, struct ck_import_time *t)
{
	size_t i = (size_t)(uint32_t)day % CK_IMPORT_DAYS;

	if (im->days[i].office != o || im->days[i].day != day) {
		im->days[i].office = o;
		im->days[i].day = day;
		im->days[i].t = ck_zone_utc(o->zone, day, 0, false, NULL);
		im->days[i].offset = ck_zone_local(o->zone, im->days[i].t).offset;
	}
	t->t = im->days[i].t;
	t->offset = im->days[i].offset;
	t->day = day;
	t->whole_day = true;
}

enum ck_code ck_told_time(struct ck_import *im, const struct ck_office *o, enum ck_told column,
                          struct ck_import_time *t, struct ck_error *e)
{
	const char *text = im->told[column];
	ck_day day;

	if (ck_day_parse(text, &day)) {
		first_second(im, o, day, t);
	} else {
		struct ck_local local;

		if (ck_time_parse(text, o->zone, &t->t, e) != CK_OK)
			return ck_told_at_fault(column, e);
		local = ck_zone_local(o->zone, t->t);
		t->offset = local.offset;
		t->day = local.day;
		t->whole_day = false;
	}
	if (t->t > im->now) {
		ck_fail(e, CK_BADDATA, "%s has not come yet", text);
		return ck_told_at_fault(column, e);
	}
	return CK_OK;
}

/* A date alone is of any hour of its day: also of one that is not before what came before on that day. */
enum ck_code ck_told_next_time(struct ck_import *im, const struct ck_office *o, enum ck_told column,
                               const struct ck_import_time *before, struct ck_import_time *t, struct ck_error *e)
{
	char text[CK_TIME_TEXT];
	enum ck_code code = ck_told_time(im, o, column, t, e);

	if (code != CK_OK || t->t >= before->t)
		return code;
	if (t->whole_day && t->day == before->day) {
		t->t = before->t;
		t->offset = before->offset;
		return CK_OK;
	}
	ck_time_print(text, before->t, o->zone);
	ck_fail(e, CK_BADDATA, "%s is before what came before it, at %s", im->told[column], text);
	return ck_told_at_fault(column, e);
}

/* -- words and sums -- */

const char *ck_told_text(struct ck_import *im, enum ck_told column, struct ck_arena *arena)
{
	return im->told[column] == NULL ? NULL : mend(im, column, arena, im->told[column]);
}

/* A sum in tiyn, as events keep it. */
enum ck_code ck_told_amount(struct ck_import *im, struct ck_arena *arena, const char **amount, struct ck_error *e)
{
	const char *text = im->told[CK_TOLD_AMOUNT];
	int64_t tiyn;

	*amount = NULL;
	if (text == NULL)
		return CK_OK;
	if (!ck_text_money(text, &tiyn)) {
		ck_fail(e, CK_BADDATA, "\"%.40s\" is no sum of tenge", text);
		return ck_told_at_fault(CK_TOLD_AMOUNT, e);
	}
	*amount = ck_arena_printf(arena, "%lld", (long long)tiyn);
	return CK_OK;
}

enum ck_code ck_told_outcome(struct ck_import *im, struct ck_import_case *c, const char **decision, struct ck_error *e)
{
	static const char *const decisions[] = {"", "grant", "refuse"};
	const char *outcome = im->told[CK_TOLD_OUTCOME];
	enum ck_outcome decided = CK_NO_OUTCOME;

	*decision = im->told[CK_TOLD_DECISION];
	for (int i = CK_GRANTED; i <= CK_REFUSED_OUTCOME; i++) {
		if (*decision != NULL && strcmp(*decision, decisions[i]) == 0)
			decided = (enum ck_outcome)i;
		if (outcome != NULL && strcmp(outcome, ck_outcome_name((enum ck_outcome)i)) == 0)
			c->outcome = (enum ck_outcome)i;
	}
	if (*decision != NULL && decided == CK_NO_OUTCOME) {
		ck_fail(e, CK_BADDATA, "\"%.40s\" is no decision: grant or refuse", *decision);
		return ck_told_at_fault(CK_TOLD_DECISION, e);
	}
	if (outcome != NULL && c->outcome == CK_NO_OUTCOME) {
		ck_fail(e, CK_BADDATA, "\"%.40s\" is no outcome: granted or refused", outcome);
		return ck_told_at_fault(CK_TOLD_OUTCOME, e);
	}
	if (decided != CK_NO_OUTCOME && outcome != NULL && decided != c->outcome) {
		ck_fail(e, CK_BADDATA, "the decision is %s, the outcome %s", *decision, outcome);
		return ck_told_at_fault(CK_TOLD_DECISION, e);
	}
	if (decided != CK_NO_OUTCOME)
		c->outcome = decided;
	if (c->outcome != CK_NO_OUTCOME)
		*decision = decisions[c->outcome];
	return CK_OK;
}

enum ck_code ck_told_status(struct ck_import *im, enum ck_case_status *status, struct ck_error *e)
{
	const char *word = im->told[CK_TOLD_STATUS];

	*status = CK_STATUS_NONE;
	if (word == NULL || ck_status_parse(word, status))
		return CK_OK;
	ck_fail(e, CK_BADDATA, "\"%.40s\" is no status", word);
	return ck_told_at_fault(CK_TOLD_STATUS, e);
}
