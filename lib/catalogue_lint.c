/* catalogue_lint: what is wrong in rows. Here: what one row alone says, and the dates of editions. */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "catalogue_priv.h"

void ck_lint_say(struct ck_lint *l, const struct ck_row *row, const char *column, const char *format, ...)
{
	char text[400];
	struct ck_finding f = {.file = "", .column = column, .text = text};
	va_list args;

	va_start(args, format);
	vsnprintf(text, sizeof text, format, args);
	va_end(args);
	if (row != NULL) {
		f.file = row->file;
		f.line = row->line;
	}
	l->count++;
	l->found(l->to, &f);
}

/* -- kinds of values: each gives what is wrong, or NULL -- */

struct value {
	const struct ck_lint *lint;
	const char *text;
};

static const char *any(const struct value *v)
{
	(void)v;
	return NULL;
}

static const char *word(const struct value *v)
{
	return v->text[strcspn(v->text, " \t\n")] == '\0' ? NULL : "is not one word";
}

/* Channels and variants go into clauses and options. */
static const char *name(const struct value *v)
{
	return v->text[strspn(v->text, "abcdefghijklmnopqrstuvwxyz0123456789-")] == '\0' ? NULL
	                                                                                 : "is no word of a-z, 0-9 and -";
}

static const char *number(const struct value *v)
{
	int64_t n;
	return ck_text_number(v->text, &n) && n >= 0 && n <= 36500 ? NULL : "is no number of 0 to 36500";
}

static const char *unit(const struct value *v)
{
	enum ck_unit u;
	return ck_unit_parse(v->text, &u) ? NULL : "is no unit (minute hour same-day working-day day month)";
}

static const char *bound(const struct value *v)
{
	return ck_word_in("min max", v->text) ? NULL : "is neither min nor max";
}

static const char *day(const struct value *v)
{
	ck_day d;
	return ck_day_parse(v->text, &d) ? NULL : "is no date (YYYY-MM-DD)";
}

static const char *edition(const struct value *v)
{
	return strcmp(v->text, "undated") == 0 || day(v) == NULL ? NULL : "is neither a date nor \"undated\"";
}

static const char *yesno(const struct value *v)
{
	return ck_word_in("yes no", v->text) ? NULL : "is neither yes nor no";
}

static const char *condition(const struct value *v)
{
	return ck_when_valid(v->text) ? NULL : "is no condition over facts (! & | and parentheses)";
}

static const char *act(const struct value *v)
{
	const char *words = v->text;
	size_t length;

	for (const char *w; (w = ck_word_next(&words, &length)) != NULL;) {
		char one[64];

		snprintf(one, sizeof one, "%.*s", (int)length, w);
		if (ck_act_find(v->lint->v, one) == NULL)
			return "names no act of the vocabulary";
	}
	return NULL;
}

static const char *role(const struct value *v)
{
	return ck_role_find(v->lint->v, v->text) != NULL ? NULL : "is no role of the vocabulary";
}

static const char *counted(const struct value *v)
{
	return ck_word_in("previous registration submission receipt decision", v->text) || strncmp(v->text, "step:", 5) == 0
	               ? NULL
	               : "is none of previous registration submission receipt decision step:N";
}

static const char *waits_for(const struct value *v)
{
	return ck_word_in("grant refuse", v->text) || strncmp(v->text, "missed:", 7) == 0 ||
	                       strncmp(v->text, "done:", 5) == 0
	               ? NULL
	               : "is none of grant refuse missed:N done:N";
}

static const char *ending(const struct value *v)
{
	return strcmp(v->text, "refused") == 0 ? NULL : "is not \"refused\"";
}

static const char *applicants(const struct value *v)
{
	return ck_word_in("iin", v->text) || ck_word_in("bin", v->text) || strcmp(v->text, "bin iin") == 0 ||
	                       strcmp(v->text, "iin bin") == 0
	               ? NULL
	               : "is not of the words iin and bin";
}

static const char *status(const struct value *v)
{
	enum ck_case_status s;
	return ck_status_parse(v->text, &s) ? NULL : "is no status of a case";
}

static const char *role_kind(const struct value *v)
{
	return ck_word_in("staff body outside machine", v->text) ? NULL : "is none of staff body outside machine";
}

static const char *permit_kind(const struct value *v)
{
	return ck_word_in("issue reissue extend", v->text) ? NULL : "is none of issue reissue extend";
}

/* A column may mean different things in different parts; part CK_PARTS = in every part that has it. The first rule that
 * fits holds. */
static const struct {
	enum ck_part part;
	const char *column;
	bool needed;
	const char *(*wrong)(const struct value *v);
} rule[] = {
	{CK_PARTS, "regulation", true, word},
	{CK_PARTS, "edition", true, edition},
	{CK_PART_STEPS, "variant", false, name},
	{CK_PART_PERMITS, "variant", true, name},
	{CK_PARTS, "variant", false, name},
	{CK_PART_DOCUMENTS, "channel", false, name},
	{CK_PARTS, "channel", true, name},
	{CK_PART_DOCUMENTS, "step", false, word},
	{CK_PARTS, "step", true, word},
	{CK_PARTS, "act", true, word},
	{CK_PARTS, "status", false, status},
	{CK_PARTS, "decides", true, yesno},
	{CK_PARTS, "command", true, word},
	{CK_PART_ROLES, "role", true, word},
	{CK_PARTS, "role_kind", true, role_kind},
	{CK_PARTS, "authority", true, word},
	{CK_PARTS, "title_kk", true, any},
	{CK_PARTS, "title_ru", true, any},
	{CK_PARTS, "title_en", true, any},
	{CK_PARTS, "act_title", true, any},
	{CK_PARTS, "valid_from", false, day},
	{CK_PARTS, "valid_until", false, day},
	{CK_PARTS, "refusable", true, yesno},
	{CK_PARTS, "default_variant", false, name},
	{CK_PARTS, "applicant_kind", true, applicants},
	{CK_PARTS, "substitute_until", false, day},
	{CK_PARTS, "role", true, role},
	{CK_PART_FACTS, "acts", false, act},
	{CK_PARTS, "acts", true, act},
	{CK_PARTS, "when", false, condition},
	{CK_PARTS, "on", false, waits_for},
	{CK_PARTS, "then", false, ending},
	{CK_PARTS, "beside", false, word},
	{CK_PARTS, "checks", false, name},
	{CK_PART_STEPS, "value", false, number},
	{CK_PARTS, "value", true, number},
	{CK_PART_STEPS, "unit", false, unit},
	{CK_PARTS, "unit", true, unit},
	{CK_PARTS, "bound", false, bound},
	{CK_PART_STEPS, "counts_from", false, counted},
	{CK_PARTS, "counts_from", true, counted},
	{CK_PARTS, "limit_when", false, condition},
	{CK_PARTS, "extension", true, name},
	{CK_PARTS, "from_step", true, word},
	{CK_PARTS, "to_step", true, word},
	{CK_PARTS, "until_fact", true, name},
	{CK_PARTS, "word", true, name},
	{CK_PARTS, "permit_kind", true, permit_kind},
	{CK_PARTS, "quota", true, yesno},
	{CK_PARTS, "share", true, yesno},
	{CK_PARTS, "fee", true, yesno},
	{CK_PARTS, "clause", true, any},
	{CK_PARTS, "text", true, any},
};

static void lint_column(struct ck_lint *l, const struct ck_row *row, const char *column)
{
	const char *text = ck_row_text(row, column);
	struct value v = {l, text};

	for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++) {
		const char *wrong;

		if (strcmp(rule[i].column, column) != 0 || (rule[i].part != CK_PARTS && rule[i].part != row->part))
			continue;
		wrong = text[0] == '\0' ? NULL : rule[i].wrong(&v);
		if (text[0] == '\0' && rule[i].needed)
			ck_lint_say(l, row, column, "%s is missing", column);
		else if (wrong != NULL)
			ck_lint_say(l, row, column, "%s \"%s\" %s", column, text, wrong);
		return;
	}
}

/* The columns of a limit stand together or not at all. */
static void lint_limit(struct ck_lint *l, const struct ck_row *row)
{
	static const char *const with[] = {"unit", "bound", "counts_from"};
	bool limited = ck_fields_has(&row->fields, "value");

	for (size_t i = 0; i < sizeof with / sizeof with[0]; i++) {
		if (limited && !ck_fields_has(&row->fields, with[i]))
			ck_lint_say(l, row, with[i], "%s is missing: the row has a limit", with[i]);
		else if (!limited && ck_fields_has(&row->fields, with[i]))
			ck_lint_say(l, row, with[i], "%s without a value: the row has no limit", with[i]);
	}
	if (!limited && ck_fields_has(&row->fields, "limit_when"))
		ck_lint_say(l, row, "limit_when", "limit_when without a value: the row has no limit");
}

static void lint_dates(struct ck_lint *l, const struct ck_row *row)
{
	const char *from = ck_row_text(row, "valid_from"), *until = ck_row_text(row, "valid_until");
	const char *named = ck_row_text(row, "edition");

	if (strcmp(named, from[0] == '\0' ? "undated" : from) != 0)
		ck_lint_say(l, row, "edition", "the edition \"%s\" is not named by its date in force \"%s\"", named, from);
	if (from[0] != '\0' && until[0] != '\0' && strcmp(until, from) <= 0)
		ck_lint_say(l, row, "valid_until", "valid_until %s is not after valid_from %s", until, from);
	if (until[0] == '\0' && ck_fields_has(&row->fields, "repealed_by"))
		ck_lint_say(l, row, "valid_until", "valid_until is missing: the regulation was repealed");
}

void ck_lint_row(struct ck_lint *l, const struct ck_row *row)
{
	const char *columns = ck_part_columns(row->part);
	size_t length;

	for (const char *w; (w = ck_word_next(&columns, &length)) != NULL;) {
		char column[40];

		snprintf(column, sizeof column, "%.*s", (int)length, w);
		lint_column(l, row, column);
	}
	if (row->part == CK_PART_STEPS)
		lint_limit(l, row);
	if (row->part == CK_PART_REGULATIONS)
		lint_dates(l, row);
}

/* -- editions of one regulation -- */

/* Dates of one form compare as texts; an undated edition is before all others. */
bool ck_rows_overlap(const struct ck_row *a, const struct ck_row *b)
{
	const char *from_a = ck_row_text(a, "valid_from"), *from_b = ck_row_text(b, "valid_from");
	const struct ck_row *earlier = strcmp(from_a, from_b) <= 0 ? a : b, *later = earlier == a ? b : a;
	const char *until = ck_row_text(earlier, "valid_until");

	return strcmp(from_a, from_b) == 0 || (until[0] != '\0' && strcmp(until, ck_row_text(later, "valid_from")) > 0);
}

static void lint_overlaps(struct ck_lint *l, size_t i)
{
	const struct ck_row *row = &l->rows->at[i];

	for (size_t k = 0; k < i; k++) {
		const struct ck_row *other = &l->rows->at[k];

		if (other->part != CK_PART_REGULATIONS ||
		    strcmp(ck_row_text(other, "regulation"), ck_row_text(row, "regulation")) != 0)
			continue;
		if (strcmp(ck_row_text(other, "edition"), ck_row_text(row, "edition")) == 0)
			ck_lint_say(l, row, "edition", "%s of %s is there twice", ck_row_text(row, "regulation"),
			            ck_row_text(row, "edition"));
		else if (ck_rows_overlap(other, row))
			ck_lint_say(l, row, "valid_from", "the edition overlaps that of %s", ck_row_text(other, "edition"));
	}
}

/* Is row i the first of its edition? */
static bool is_first(const struct ck_rows *rows, size_t i)
{
	const char *regulation = ck_row_text(&rows->at[i], "regulation"), *edition = ck_row_text(&rows->at[i], "edition");

	for (size_t k = 0; k < i; k++) {
		if (ck_row_is_of(&rows->at[k], regulation, edition))
			return false;
	}
	return true;
}

static void lint_vocabulary(struct ck_lint *l)
{
	for (size_t i = 0; i < l->rows->count; i++) {
		const struct ck_row *row = &l->rows->at[i];
		const char *column = row->part == CK_PART_ACTS ? "act" : "role";

		for (size_t k = 0; row->part <= CK_PART_ROLES && k < i; k++) {
			if (l->rows->at[k].part == row->part &&
			    strcmp(ck_row_text(&l->rows->at[k], column), ck_row_text(row, column)) == 0)
				ck_lint_say(l, row, column, "%s \"%s\" is there twice", column, ck_row_text(row, column));
		}
	}
}

size_t ck_rows_lint(const struct ck_rows *rows, const struct ck_vocabulary *v,
                    void (*found)(void *to, const struct ck_finding *f), void *to)
{
	struct ck_lint l = {.rows = rows, .v = v, .found = found, .to = to};
	const struct ck_row *last = NULL;

	for (size_t i = 0; i < rows->count; i++)
		ck_lint_row(&l, &rows->at[i]);
	lint_vocabulary(&l);
	for (size_t i = 0; i < rows->count; i++) {
		if (rows->at[i].part == CK_PART_REGULATIONS)
			lint_overlaps(&l, i);
	}
	if (l.count > 0)
		return l.count;  /* what a whole edition says is worth a look once each of its rows is sound */
	for (size_t i = 0; i < rows->count; i++) {
		const struct ck_row *row = &rows->at[i];

		/* rows of one edition mostly follow each other: look back only where it changes */
		if (row->part <= CK_PART_ROLES ||
		    (last != NULL && ck_row_is_of(last, ck_row_text(row, "regulation"), ck_row_text(row, "edition"))))
			continue;
		last = row;
		if (is_first(rows, i))
			ck_lint_edition(&l, row);
	}
	return l.count;
}
