/* import_case: which case a row is of, by which law, and what its events are to say. */
#include <stdio.h>
#include <string.h>
#include "identity.h"
#include "import_priv.h"

/* -- which case it is -- */

/* Offices that are none, or not this person's, are remembered too: to ask again would be to wait for who writes. */
static enum ck_code find_office(struct ck_import *im, const char *code, const struct ck_office **o, struct ck_error *e)
{
	static const struct ck_role anybody = {"", CK_ROLE_OUTSIDE, "", "", ""};
	enum ck_code result;

	for (size_t i = 0; i < im->strange_count; i++)
		if (strcmp(im->strange[i].code, code) == 0) {
			*e = *im->strange[i].why;
			return e->code;
		}
	result = ck_desk_office(im->desk, code, o, e);
	if (result == CK_OK)
		result = ck_desk_may(im->desk, im->actor, &anybody, *o, im->now, e);
	if ((result == CK_BADDATA || result == CK_REFUSED) && im->strange_count < CK_IMPORT_STRANGE) {
		struct ck_error *why = ck_arena_alloc(im->kept, sizeof *why);

		*why = *e;
		im->strange[im->strange_count].code = ck_arena_copy(im->kept, code);
		im->strange[im->strange_count++].why = why;
	}
	return result;
}

static enum ck_code read_office(struct ck_import *im, const struct ck_office **o, struct ck_error *e)
{
	const char *code = im->told[CK_TOLD_OFFICE];

	if (code == NULL)
		code = im->is.office != NULL ? im->is.office : im->actor->office;
	if (im->office == NULL || strcmp(im->office_code, code) != 0) {
		const struct ck_office *found;

		if (find_office(im, code, &found, e) != CK_OK)
			return ck_told_at_fault(CK_TOLD_OFFICE, e);
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
		return ck_told_missing(CK_TOLD_NUMBER, e);
	if (ck_chain_parse(*number, office, &year, &series, &n)) {
		ck_fail(e, CK_BADDATA, "%s reads like a number of casekit's own", *number);
		return ck_told_at_fault(CK_TOLD_NUMBER, e);
	}
	return CK_OK;
}

enum ck_code ck_import_read_place(struct ck_import *im, struct ck_import_case *c, struct ck_error *e)
{
	enum ck_code code = read_number(im, &c->number, e);

	if (code == CK_OK)
		code = read_office(im, &c->office, e);
	if (code == CK_OK)
		ck_import_look_up(im, c);
	return code;
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
	enum ck_code code = ck_desk_service(im->desk, law->office, service, law->day, &ed, e);

	if (code == CK_OK) {
		law->regulation = ed->regulation;
		law->edition = ed->edition;
		law->variant = ed->default_variant;
		return CK_OK;
	}
	if (code != CK_REFUSED)
		return code;
	law->edition = law->variant = ""; /* no edition held on that day */
	return ck_desk_regulation(im->desk, law->office, service, &law->regulation, e);
}

static enum ck_code read_law(struct ck_import *im, const struct ck_office *o, ck_day day, struct ck_import_case *c,
                             struct ck_error *e)
{
	enum ck_told column = im->told[CK_TOLD_REGULATION] != NULL ? CK_TOLD_REGULATION : CK_TOLD_SERVICE;
	const char *service = im->told[column];
	struct ck_import_law *law;

	if (service == NULL)
		return ck_told_missing(CK_TOLD_SERVICE, e);
	law = law_place(im, o, service, day);
	if (law->office != o || law->day != day || strcmp(law->service, service) != 0) {
		struct ck_import_law found = {.office = o, .day = day};

		if (find_law(im, service, &found, e) != CK_OK)
			return ck_told_at_fault(column, e);
		found.service = ck_arena_copy(im->kept, service);
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

void ck_import_put_field(struct ck_field *at, size_t *count, const char *name, const char *value)
{
	if (value != NULL && value[0] != '\0')
		at[(*count)++] = (struct ck_field){name, value};
}

struct ck_import_event *ck_import_add_event(struct ck_arena *arena, struct ck_import_case *c)
{
	if (c->events == c->room) {
		struct ck_import_event *more = ck_arena_alloc(arena, (c->room = c->room * 2 + CK_IMPORT_ACTS) * sizeof *more);

		if (c->events > 0)
			memcpy(more, c->event, c->events * sizeof *more);
		c->event = more;
	}
	return &c->event[c->events++];
}

void ck_import_set_data(struct ck_import *im, struct ck_arena *arena, struct ck_import_event *ev, struct ck_field *at,
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

	ck_import_put_field(from, &count, "events", digits_of(c->events, events));
	ck_import_put_field(from, &count, "line", digits_of(c->line, line));
	ck_import_put_field(from, &count, "file", im->is.file);
	data = (struct ck_fields){.at = from, .count = count};
	ck_buffer_empty(&im->text);
	ck_buffer_put(&im->text, first->data.at, first->data.n);
	first->compared = first->data.n;
	ck_fields_print(&im->text, &data);
	first->data.at = ck_arena_copy_n(arena, im->text.text, im->text.length);
	first->data.n = im->text.length;
}

struct ck_bulk_text ck_import_text(struct ck_arena *arena, const char *s)
{
	size_t n = s == NULL ? 0 : strlen(s);

	return (struct ck_bulk_text){n > 0 ? ck_arena_copy_n(arena, s, n) : "", n};
}

/* Number, office, applicant and law: of what the case is. */
enum ck_code ck_import_read_what(struct ck_import *im, size_t line, struct ck_arena *arena, ck_day day,
                                 struct ck_import_case *c, struct ck_error *e)
{
	const char *name;
	enum ck_code code = read_law(im, c->office, day, c, e);

	if (code != CK_OK)
		return code;
	c->line = line;
	c->own = ck_import_text(arena, c->number);
	c->applicant = ck_import_text(arena, read_applicant(im));
	name = ck_told_name(im, CK_TOLD_NAME, arena);
	c->name = ck_import_text(arena, name);
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

size_t ck_import_describe(struct ck_import *im, struct ck_arena *arena, const struct ck_import_case *c, struct ck_field *at)
{
	size_t count = 0;

	ck_import_put_field(at, &count, "regulation", c->regulation);
	ck_import_put_field(at, &count, "edition", c->edition);
	ck_import_put_field(at, &count, "variant", c->variant);
	ck_import_put_field(at, &count, "channel", c->channel);
	ck_import_put_field(at, &count, "applicant", c->applicant.at);
	ck_import_put_field(at, &count, "name", c->name.at);
	ck_import_put_field(at, &count, "number", c->number);
	ck_import_put_field(at, &count, "representative", ck_told_name(im, CK_TOLD_REPRESENTATIVE, arena));
	return count;
}
