/* import_row: one row read: every value held against its kind, and what it tells made events. */
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "identity.h"
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

static enum ck_code at_fault(enum ck_told column, struct ck_error *e)
{
	return ck_fail_column(e, names[column]);
}

static enum ck_code missing(enum ck_told column, struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "no value");
	return at_fault(column, e);
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

static const char *read_name(struct ck_import *im, enum ck_told column, struct ck_arena *arena)
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

static enum ck_code read_time(struct ck_import *im, const struct ck_office *o, enum ck_told column,
                              struct ck_import_time *t, struct ck_error *e)
{
	const char *text = im->told[column];
	ck_day day;

	if (ck_day_parse(text, &day)) {
		first_second(im, o, day, t);
	} else {
		struct ck_local local;

		if (ck_time_parse(text, o->zone, &t->t, e) != CK_OK)
			return at_fault(column, e);
		local = ck_zone_local(o->zone, t->t);
		t->offset = local.offset;
		t->day = local.day;
		t->whole_day = false;
	}
	if (t->t > im->now) {
		ck_fail(e, CK_BADDATA, "%s has not come yet", text);
		return at_fault(column, e);
	}
	return CK_OK;
}

/* A date alone is of any hour of its day: also of one that is not before what came before on that day. */
static enum ck_code read_next_time(struct ck_import *im, const struct ck_office *o, enum ck_told column,
                                   const struct ck_import_time *before, struct ck_import_time *t, struct ck_error *e)
{
	char text[CK_TIME_TEXT];
	enum ck_code code = read_time(im, o, column, t, e);

	if (code != CK_OK || t->t >= before->t)
		return code;
	if (t->whole_day && t->day == before->day) {
		t->t = before->t;
		t->offset = before->offset;
		return CK_OK;
	}
	ck_time_print(text, before->t, o->zone);
	ck_fail(e, CK_BADDATA, "%s is before what came before it, at %s", im->told[column], text);
	return at_fault(column, e);
}

/* -- which case it is -- */

static enum ck_code read_office(struct ck_import *im, const struct ck_office **o, struct ck_error *e)
{
	static const struct ck_role anybody = {"", CK_ROLE_OUTSIDE, "", "", ""};
	const char *code = im->told[CK_TOLD_OFFICE];
	enum ck_code result;

	if (code == NULL)
		code = im->is.office != NULL ? im->is.office : im->actor->office;
	if (im->office == NULL || strcmp(im->office_code, code) != 0) {
		const struct ck_office *found;

		if ((result = ck_desk_office(ck_import_desk(im), code, &found, e)) != CK_OK)
			return at_fault(CK_TOLD_OFFICE, e);
		result = ck_desk_may(ck_import_desk(im), im->actor, &anybody, found, im->now, e);
		if (result != CK_OK)
			return at_fault(CK_TOLD_OFFICE, e);
		im->office = found;
		snprintf(im->office_code, sizeof im->office_code, "%s", code);
	}
	*o = im->office;
	return CK_OK;
}

static enum ck_code read_number(struct ck_import *im, const char **number, struct ck_error *e)
{
	char office[9];
	int year, n;
	enum ck_series series;

	*number = im->told[CK_TOLD_NUMBER];
	if (*number == NULL)
		return missing(CK_TOLD_NUMBER, e);
	if (ck_chain_parse(*number, office, &year, &series, &n)) {
		ck_fail(e, CK_BADDATA, "%s reads like a number of casekit's own", *number);
		return at_fault(CK_TOLD_NUMBER, e);
	}
	return CK_OK;
}

static struct ck_import_law *law_place(struct ck_import *im, const struct ck_office *o, const char *service, ck_day day)
{
	uint32_t hash = (uint32_t)day * 2654435761u + (uint32_t)o->no * 40503u;

	for (const char *s = service; *s != '\0'; s++)
		hash = (hash ^ (unsigned char)*s) * 16777619u;
	return &im->laws[hash % CK_IMPORT_LAWS];
}

static enum ck_code find_law(struct ck_import *im, const char *service, struct ck_import_law *law, struct ck_error *e)
{
	const struct ck_edition *ed;
	enum ck_code code = ck_desk_service(ck_import_desk(im), law->office, service, law->day, &ed, e);

	if (code == CK_OK) {
		law->regulation = ed->regulation;
		law->edition = ed->edition;
		law->variant = ed->default_variant;
		return CK_OK;
	}
	if (code != CK_REFUSED)
		return code;
	law->edition = law->variant = ""; /* no edition held on that day */
	return ck_desk_regulation(ck_import_desk(im), law->office, service, &law->regulation, e);
}

static enum ck_code read_law(struct ck_import *im, const struct ck_office *o, ck_day day, struct ck_import_case *c,
                             struct ck_error *e)
{
	enum ck_told column = im->told[CK_TOLD_REGULATION] != NULL ? CK_TOLD_REGULATION : CK_TOLD_SERVICE;
	const char *service = im->told[column];
	struct ck_import_law *law;

	if (service == NULL)
		return missing(CK_TOLD_SERVICE, e);
	law = law_place(im, o, service, day);
	if (law->office != o || law->day != day || strcmp(law->service, service) != 0) {
		struct ck_import_law found = {.office = o, .day = day, .service = ck_arena_copy(im->kept, service)};

		if (find_law(im, service, &found, e) != CK_OK)
			return at_fault(column, e);
		*law = found;
	}
	c->regulation = law->regulation;
	c->edition = law->edition;
	c->variant = im->told[CK_TOLD_VARIANT] != NULL ? im->told[CK_TOLD_VARIANT] : law->variant;
	c->channel = im->told[CK_TOLD_CHANNEL] != NULL ? im->told[CK_TOLD_CHANNEL] : "office";
	return CK_OK;
}

/* A number that is none is kept as it was told: who would look for the case looks for that. */
static const char *read_applicant(struct ck_import *im)
{
	const char *text = im->told[CK_TOLD_APPLICANT];
	struct ck_identity id;

	if (text == NULL)
		return NULL;
	id = ck_identity_read(text);
	if (!id.valid)
		ck_import_warn(im, "applicant", "stored as it is, but %s", id.fault);
	else if (id.warning != NULL)
		ck_import_warn(im, "applicant", "%s", id.warning);
	return text;
}

/* -- what the events say -- */

static void put_field(struct ck_field *at, size_t *count, const char *name, const char *value)
{
	if (value != NULL && value[0] != '\0')
		at[(*count)++] = (struct ck_field){name, value};
}

static struct ck_import_event *add_event(struct ck_arena *arena, struct ck_import_case *c)
{
	if (c->events == c->room) {
		struct ck_import_event *more = ck_arena_alloc(arena, (c->room = c->room * 2 + CK_IMPORT_ACTS) * sizeof *more);

		if (c->events > 0)
			memcpy(more, c->event, c->events * sizeof *more);
		c->event = more;
	}
	return &c->event[c->events++];
}

static void set_data(struct ck_import *im, struct ck_arena *arena, struct ck_import_event *ev, struct ck_field *at,
                     size_t count)
{
	struct ck_fields data = {.at = at, .count = count};

	ck_buffer_empty(&im->text);
	if (count > 0)
		ck_fields_print(&im->text, &data);
	ev->data.n = ev->compared = im->text.length;
	ev->data.at = im->text.length > 0 ? ck_arena_copy_n(arena, im->text.text, im->text.length) : "";
}

static const char *digits_of(size_t n, char room[24])
{
	char *at = room + 23;

	*at = '\0';
	do
		*--at = (char)('0' + n % 10);
	while ((n /= 10) > 0);
	return at;
}

void ck_import_finish_first(struct ck_import *im, struct ck_arena *arena, struct ck_import_case *c)
{
	struct ck_import_event *first = &c->event[0];
	char line[24], events[24];
	struct ck_field from[3];
	size_t count = 0;
	struct ck_fields data;

	put_field(from, &count, "events", digits_of(c->events, events));
	put_field(from, &count, "line", digits_of(c->line, line));
	put_field(from, &count, "file", im->is.file);
	data = (struct ck_fields){.at = from, .count = count};
	ck_buffer_empty(&im->text);
	ck_buffer_put(&im->text, first->data.at, first->data.n);
	first->compared = first->data.n;
	ck_fields_print(&im->text, &data);
	first->data.at = ck_arena_copy_n(arena, im->text.text, im->text.length);
	first->data.n = im->text.length;
}

static const char *told_text(struct ck_import *im, enum ck_told column, struct ck_arena *arena)
{
	return im->told[column] == NULL ? NULL : mend(im, column, arena, im->told[column]);
}

/* A sum in tiyn, as events keep it. */
static enum ck_code read_amount(struct ck_import *im, struct ck_arena *arena, const char **amount, struct ck_error *e)
{
	const char *text = im->told[CK_TOLD_AMOUNT];
	int64_t tiyn;

	*amount = NULL;
	if (text == NULL)
		return CK_OK;
	if (!ck_text_money(text, &tiyn)) {
		ck_fail(e, CK_BADDATA, "\"%.40s\" is no sum of tenge", text);
		return at_fault(CK_TOLD_AMOUNT, e);
	}
	*amount = ck_arena_printf(arena, "%lld", (long long)tiyn);
	return CK_OK;
}

static enum ck_code read_outcome(struct ck_import *im, struct ck_import_case *c, const char **decision, struct ck_error *e)
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
		return at_fault(CK_TOLD_DECISION, e);
	}
	if (outcome != NULL && c->outcome == CK_NO_OUTCOME) {
		ck_fail(e, CK_BADDATA, "\"%.40s\" is no outcome: granted or refused", outcome);
		return at_fault(CK_TOLD_OUTCOME, e);
	}
	if (decided != CK_NO_OUTCOME && outcome != NULL && decided != c->outcome) {
		ck_fail(e, CK_BADDATA, "the decision is %s, the outcome %s", *decision, outcome);
		return at_fault(CK_TOLD_DECISION, e);
	}
	if (decided != CK_NO_OUTCOME)
		c->outcome = decided;
	if (c->outcome != CK_NO_OUTCOME)
		*decision = decisions[c->outcome];
	return CK_OK;
}

static enum ck_code read_status(struct ck_import *im, enum ck_case_status *status, struct ck_error *e)
{
	const char *word = im->told[CK_TOLD_STATUS];

	*status = CK_STATUS_NONE;
	if (word == NULL || ck_status_parse(word, status))
		return CK_OK;
	ck_fail(e, CK_BADDATA, "\"%.40s\" is no status", word);
	return at_fault(CK_TOLD_STATUS, e);
}

static struct ck_bulk_text text_of(struct ck_arena *arena, const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s);

	return (struct ck_bulk_text){n > 0 ? ck_arena_copy_n(arena, s, n) : "", n};
}

/* Number, office, applicant and law: of what the case is. */
static enum ck_code read_case(struct ck_import *im, size_t line, struct ck_arena *arena, ck_day day,
                              struct ck_import_case *c, struct ck_error *e)
{
	const char *name;
	enum ck_code code = read_law(im, c->office, day, c, e);

	if (code != CK_OK)
		return code;
	c->line = line;
	c->own = text_of(arena, c->number);
	c->applicant = text_of(arena, read_applicant(im));
	name = read_name(im, CK_TOLD_NAME, arena);
	c->name = text_of(arena, name);
	ck_buffer_empty(&im->scratch);
	ck_text_sort_key(&im->scratch, c->name.at);
	c->name_key = (struct ck_bulk_text){"", im->scratch.length};
	if (im->scratch.length > 0)
		c->name_key.at = ck_arena_copy_n(arena, im->scratch.text, im->scratch.length);
	c->responsible = (struct ck_bulk_text){"", 0};
	c->decided = c->issued = CK_NOTIME;
	c->status = CK_REGISTERED;
	return CK_OK;
}

static size_t describe(struct ck_import *im, struct ck_arena *arena, const struct ck_import_case *c, struct ck_field *at)
{
	size_t count = 0;

	put_field(at, &count, "regulation", c->regulation);
	put_field(at, &count, "edition", c->edition);
	put_field(at, &count, "variant", c->variant);
	put_field(at, &count, "channel", c->channel);
	put_field(at, &count, "applicant", c->applicant.at);
	put_field(at, &count, "name", c->name.at);
	put_field(at, &count, "number", c->number);
	put_field(at, &count, "representative", read_name(im, CK_TOLD_REPRESENTATIVE, arena));
	return count;
}

/* -- a row a case -- */

struct row {                           /* what the row tells beside what the case is */
	struct ck_import_time registered, assigned, decided, issued;
	bool is_assigned, is_decided, is_issued;
	enum ck_case_status status;
	const char *decision, *amount;
};

static enum ck_code read_times(struct ck_import *im, const struct ck_office *o, struct row *row, struct ck_error *e)
{
	const struct ck_import_time *last = &row->registered;
	enum ck_code code = CK_OK;

	if (im->told[CK_TOLD_REGISTERED] == NULL)
		return missing(CK_TOLD_REGISTERED, e);
	code = read_time(im, o, CK_TOLD_REGISTERED, &row->registered, e);
	row->is_assigned = im->told[CK_TOLD_ASSIGNED] != NULL || im->told[CK_TOLD_RESPONSIBLE] != NULL;
	row->assigned = row->registered;
	if (code == CK_OK && im->told[CK_TOLD_ASSIGNED] != NULL)
		code = read_next_time(im, o, CK_TOLD_ASSIGNED, last, &row->assigned, e);
	last = &row->assigned;
	row->is_decided = im->told[CK_TOLD_DECIDED] != NULL;
	if (code == CK_OK && row->is_decided) {
		code = read_next_time(im, o, CK_TOLD_DECIDED, last, &row->decided, e);
		last = &row->decided;
	}
	row->is_issued = im->told[CK_TOLD_ISSUED] != NULL;
	if (code == CK_OK && row->is_issued)
		code = read_next_time(im, o, CK_TOLD_ISSUED, last, &row->issued, e);
	return code;
}

/* What is told without a date of its own stands in the first event. */
static void put_decision(struct ck_import *im, struct ck_arena *arena, const struct row *row, struct ck_field *at,
                         size_t *count)
{
	put_field(at, count, "decision", row->decision);
	put_field(at, count, "result", told_text(im, CK_TOLD_RESULT, arena));
	put_field(at, count, "amount", row->amount);
	put_field(at, count, "ground", told_text(im, CK_TOLD_GROUND, arena));
	put_field(at, count, "reason", told_text(im, CK_TOLD_REASON, arena));
}

static bool ended_otherwise(const struct row *row)
{
	return row->decision == NULL && (row->status == CK_WITHDRAWN || row->status == CK_LAPSED);
}

/* The status that the acts give by themselves. */
static enum ck_case_status status_of_acts(const struct row *row)
{
	if (row->is_decided && ended_otherwise(row))
		return row->status;
	return row->is_issued ? CK_ISSUED : row->is_decided ? CK_DECIDED : row->is_assigned ? CK_ASSIGNED : CK_REGISTERED;
}

static void tell_first(struct ck_import *im, struct ck_arena *arena, const struct row *row, struct ck_import_case *c)
{
	struct ck_import_event *ev = add_event(arena, c);
	struct ck_field at[24];
	size_t count = describe(im, arena, c, at);

	if (row->status != CK_STATUS_NONE && row->status != status_of_acts(row))
		put_field(at, &count, "status", ck_status_name(row->status));
	if (!row->is_decided) {
		put_field(at, &count, "outcome", ck_outcome_name(c->outcome));
		put_decision(im, arena, row, at, &count);
	}
	if (!row->is_issued)
		put_field(at, &count, "delivery", im->told[CK_TOLD_DELIVERY]);
	put_field(at, &count, "note", told_text(im, CK_TOLD_NOTE, arena));
	ev->at = row->registered;
	ev->acts = "register";
	set_data(im, arena, ev, at, count);
}

static void tell_rest(struct ck_import *im, struct ck_arena *arena, const struct row *row, struct ck_import_case *c)
{
	struct ck_import_event *ev;
	struct ck_field at[8];
	size_t count = 0;

	if (row->is_assigned) {
		ev = add_event(arena, c);
		ev->at = row->assigned;
		ev->acts = "assign";
		put_field(at, &count, "to", c->responsible.at);
		set_data(im, arena, ev, at, count);
	}
	if (row->is_decided) {
		ev = add_event(arena, c);
		ev->at = row->decided;
		ev->acts = !ended_otherwise(row) ? "decide" : row->status == CK_WITHDRAWN ? CK_ACT_WITHDRAW : CK_ACT_LAPSE;
		count = 0;
		put_decision(im, arena, row, at, &count);
		set_data(im, arena, ev, at, count);
	}
	if (row->is_issued) {
		ev = add_event(arena, c);
		ev->at = row->issued;
		ev->acts = "issue";
		count = 0;
		put_field(at, &count, "delivery", im->told[CK_TOLD_DELIVERY]);
		set_data(im, arena, ev, at, count);
	}
}

/* What the case's row says is what its events will be found to say. */
static void stand(const struct row *row, struct ck_import_case *c)
{
	bool decides = row->is_decided && !ended_otherwise(row);

	c->status = row->status != CK_STATUS_NONE ? row->status : status_of_acts(row);
	if (decides) {
		c->decided = row->decided.t;
		if (c->outcome == CK_NO_OUTCOME)
			c->outcome = CK_GRANTED;
	}
	if (row->is_issued)
		c->issued = row->issued.t;
}

enum ck_code ck_import_read_case(struct ck_import *im, size_t line, struct ck_arena *arena, struct ck_import_case *c,
                                 struct ck_error *e)
{
	struct row row = {0};
	enum ck_code code = read_number(im, &c->number, e);

	if (code == CK_OK)
		code = read_office(im, &c->office, e);
	if (code == CK_OK)
		code = read_times(im, c->office, &row, e);
	if (code == CK_OK)
		code = read_status(im, &row.status, e);
	if (code == CK_OK)
		code = read_outcome(im, c, &row.decision, e);
	if (code == CK_OK)
		code = read_amount(im, arena, &row.amount, e);
	if (code == CK_OK && row.is_decided && row.decision == NULL && !ended_otherwise(&row)) {
		ck_fail(e, CK_BADDATA, "a case that was decided has neither decision nor outcome");
		code = at_fault(CK_TOLD_DECISION, e);
	}
	if (code == CK_OK)
		code = read_case(im, line, arena, row.registered.day, c, e);
	if (code != CK_OK)
		return code;
	c->responsible = text_of(arena, im->told[CK_TOLD_RESPONSIBLE]);
	tell_first(im, arena, &row, c);
	tell_rest(im, arena, &row, c);
	ck_import_finish_first(im, arena, c);
	stand(&row, c);
	return CK_OK;
}

/* -- a row an event -- */

enum ck_code ck_import_read_place(struct ck_import *im, struct ck_import_case *c, struct ck_error *e)
{
	enum ck_code code = read_number(im, &c->number, e);

	return code == CK_OK ? read_office(im, &c->office, e) : code;
}

enum ck_code ck_import_read_opening(struct ck_import *im, size_t line, struct ck_arena *arena, struct ck_import_case *c,
                                    struct ck_error *e)
{
	struct ck_import_time at;
	enum ck_code code;

	if (im->told[CK_TOLD_HAPPENED] == NULL)
		return missing(CK_TOLD_HAPPENED, e);
	code = read_time(im, c->office, CK_TOLD_HAPPENED, &at, e);
	if (code == CK_OK)
		code = read_case(im, line, arena, at.day, c, e);
	if (code == CK_OK && (im->told[CK_TOLD_ACT] == NULL || strcmp(im->told[CK_TOLD_ACT], "register") != 0)) {
		ck_fail(e, CK_BADDATA, "the first event of a case is its registration (register)");
		return at_fault(CK_TOLD_ACT, e);
	}
	c->status = CK_STATUS_NONE;
	return code;
}

static enum ck_code read_act(struct ck_import *im, const struct ck_act_kind **kind, struct ck_error *e)
{
	const char *act = im->told[CK_TOLD_ACT];

	if (act == NULL)
		return missing(CK_TOLD_ACT, e);
	*kind = ck_act_find(im->v, act);
	if (*kind != NULL || ck_word_in("withdraw lapse note", act))
		return CK_OK;
	ck_fail(e, CK_BADDATA, "there is no act \"%.40s\"", act);
	return at_fault(CK_TOLD_ACT, e);
}

/* As the engine takes an imported case's events. */
static void take_act(struct ck_import_case *c, const struct ck_act_kind *kind, const char *act, ck_time at,
                     const char *decision)
{
	if (strcmp(act, CK_ACT_WITHDRAW) == 0)
		c->status = CK_WITHDRAWN;
	else if (strcmp(act, CK_ACT_LAPSE) == 0)
		c->status = CK_LAPSED;
	if (kind == NULL)
		return;
	if (kind->decides) {
		c->outcome = decision != NULL && strcmp(decision, "refuse") == 0 ? CK_REFUSED_OUTCOME : CK_GRANTED;
		c->decided = at;
	}
	if (kind->status == CK_ISSUED)
		c->issued = at;
	if (kind->status != CK_REFUSED_AT_ENTRY && kind->status > c->status)
		c->status = kind->status;
}

enum ck_code ck_import_read_event(struct ck_import *im, struct ck_arena *arena, struct ck_import_case *c,
                                  struct ck_error *e)
{
	const struct ck_act_kind *kind = NULL;
	struct ck_import_event *ev;
	struct ck_import_time at;
	struct row row = {0};
	struct ck_import_case judged = {0};
	struct ck_field field[24];
	size_t count = 0;
	enum ck_code code = read_act(im, &kind, e);

	if (code == CK_OK && im->told[CK_TOLD_HAPPENED] == NULL)
		return missing(CK_TOLD_HAPPENED, e);
	if (code == CK_OK)
		code = c->events > 0 ? read_next_time(im, c->office, CK_TOLD_HAPPENED, &c->event[c->events - 1].at, &at, e)
		                     : read_time(im, c->office, CK_TOLD_HAPPENED, &at, e);
	if (code == CK_OK)
		code = read_outcome(im, &judged, &row.decision, e);
	if (code == CK_OK)
		code = read_amount(im, arena, &row.amount, e);
	if (code == CK_OK && kind != NULL && kind->decides && row.decision == NULL)
		code = missing(CK_TOLD_DECISION, e);
	if (code != CK_OK)
		return code;
	if (c->events == 0)
		count = describe(im, arena, c, field);
	put_decision(im, arena, &row, field, &count);
	put_field(field, &count, "note", told_text(im, CK_TOLD_NOTE, arena));
	put_field(field, &count, "done_by", im->told[CK_TOLD_DONE_BY]);
	ev = add_event(arena, c);
	ev->at = at;
	ev->acts = ck_arena_copy(arena, im->told[CK_TOLD_ACT]);
	set_data(im, arena, ev, field, count);
	take_act(c, kind, ev->acts, at.t, row.decision);
	return CK_OK;
}
