#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fields.h"

static struct ck_field *find(const struct ck_fields *f, const char *name)
{
	for (size_t i = 0; i < f->count; i++)
		if (f->at[i].name[0] == name[0] && strcmp(f->at[i].name, name) == 0)
			return &f->at[i];
	return NULL;
}

const char *ck_fields_get(const struct ck_fields *f, const char *name)
{
	const struct ck_field *field = find(f, name);

	return field != NULL ? field->value : NULL;
}

bool ck_fields_has(const struct ck_fields *f, const char *name)
{
	return find(f, name) != NULL;
}

static void take_away(struct ck_fields *f, struct ck_field *field)
{
	size_t behind = f->count - (size_t)(field - f->at) - 1;

	memmove(field, field + 1, behind * sizeof(*field));
	f->count--;
}

/* An array without room is somebody else's: the first to be added makes it the set's own. */
static struct ck_field *add(struct ck_fields *f)
{
	const struct ck_field *lent = f->room == 0 ? f->at : NULL;

	if (f->count >= f->room) {
		f->room = f->count >= 8 ? 2 * f->count : 16;
		f->at = ck_grow(lent != NULL ? NULL : f->at, f->room, sizeof(*f->at));
		if (lent != NULL)
			memcpy(f->at, lent, f->count * sizeof(*f->at));
	}
	return &f->at[f->count++];
}

void ck_fields_set(struct ck_fields *f, const char *name, const char *value)
{
	struct ck_field *field = find(f, name);

	if (ck_text_is_empty(value)) {
		if (field != NULL)
			take_away(f, field);
		return;
	}
	if (f->arena == NULL)
		f->arena = ck_arena_new();
	if (field == NULL) {
		field = add(f);
		field->name = ck_arena_copy(f->arena, name);
	}
	field->value = ck_arena_copy(f->arena, value);
}

void ck_fields_empty(struct ck_fields *f)
{
	f->count = 0;
	if (f->arena != NULL)
		ck_arena_reset(f->arena);
}

void ck_fields_free(struct ck_fields *f)
{
	if (f->room > 0)
		free(f->at);
	ck_arena_free(f->arena);
	*f = (struct ck_fields){0};
}

/* -- escapes -- */

#define EACH_BYTE UINT64_C(0x0101010101010101)

/* Eight bytes of which certainly none is a control character or a backslash. */
static bool are_plain(const char *s)
{
	uint64_t part, slash;

	memcpy(&part, s, sizeof part);
	slash = part ^ EACH_BYTE * '\\';
	return ((((part - EACH_BYTE * ' ') & ~part) | ((slash - EACH_BYTE) & ~slash)) & EACH_BYTE * 0x80) == 0;
}

/* How many bytes of s certainly are neither. */
static size_t plain_run(const char *s, size_t n)
{
	size_t i = 0;

	if (n < 8) {
		while (i < n && (unsigned char)s[i] >= ' ' && s[i] != '\\')
			i++;
		return i;
	}
	while (i + 8 <= n && are_plain(s + i))
		i += 8;
	return i + 8 > n && are_plain(s + n - 8) ? n : i; /* the last eight are partly looked at twice */
}

/* Appends n bytes of s; those of special as a backslash and the letter that has the same place in letters. */
static void escape(struct ck_buffer *b, const char *s, size_t n, const char *special, const char *letters)
{
	size_t from = 0;

	for (size_t i = plain_run(s, n); i < n; i++) {
		const char *hit;

		/* All that is special is a control character or a backslash. */
		if ((unsigned char)s[i] >= ' ' && s[i] != '\\')
			continue;
		hit = s[i] != '\0' ? strchr(special, s[i]) : NULL;
		if (hit == NULL)
			continue;
		ck_buffer_put(b, s + from, i - from);
		ck_buffer_char(b, '\\');
		ck_buffer_char(b, letters[hit - special]);
		from = i + 1;
	}
	ck_buffer_put(b, s + from, n - from);
}

/* The way back; false on a backslash before anything but one of letters. */
static bool unescape(struct ck_buffer *b, const char *s, size_t n, const char *special, const char *letters)
{
	const char *end = s + n, *backslash, *hit;

	for (; (backslash = memchr(s, '\\', (size_t)(end - s))) != NULL; s = backslash + 2) {
		ck_buffer_put(b, s, (size_t)(backslash - s));
		if (backslash + 1 == end || backslash[1] == '\0' || (hit = strchr(letters, backslash[1])) == NULL)
			return false;
		ck_buffer_char(b, special[hit - letters]);
	}
	ck_buffer_put(b, s, (size_t)(end - s));
	return true;
}

void ck_tsv_escape(struct ck_buffer *b, const char *s, size_t n)
{
	escape(b, s, n, "\t\n\r\\", "tnr\\");
}

bool ck_tsv_unescape(struct ck_buffer *b, const char *s, size_t n)
{
	return unescape(b, s, n, "\t\n\r\\", "tnr\\");
}

/* -- the stored form -- */

static const char stored_special[] = "\n\t\\", stored_letters[] = "nt\\";

void ck_fields_print(struct ck_buffer *b, const struct ck_fields *f)
{
	ck_buffer_put(b, "", 0);
	for (size_t i = 0; i < f->count; i++) {
		const char *name = f->at[i].name, *value = f->at[i].value;
		const size_t named = strlen(name), n = strlen(value), plain = plain_run(value, n);
		char *from = ck_buffer_room(b, named + plain + 2), *to = mempcpy(from, name, named);

		*to++ = '=';
		to = mempcpy(to, value, plain);
		b->length += (size_t)(to - from);
		if (plain < n)
			escape(b, value + plain, n - plain, stored_special, stored_letters);
		ck_buffer_char(b, '\n');
	}
}

/* One line without its LF; NULL if it is sound, else what is wrong with it. name and value are buffers to work in. */
/* Undoes the escapes of a value where it stands; false on an unknown one. */
static bool unescape_in_place(char *value)
{
	char *to = strchr(value, '\\');

	for (const char *from = to; from != NULL && *from != '\0'; from++) {
		const char *hit = *from != '\\' || from[1] == '\0' ? NULL : strchr(stored_letters, from[1]);

		if (*from == '\\' && hit == NULL)
			return false;
		*to++ = hit == NULL ? *from : stored_special[hit - stored_letters];
		from += hit != NULL;
	}
	if (to != NULL)
		*to = '\0';
	return true;
}

/* Takes one line, which the caller has ended by NUL; the names and values stay where they are. */
static const char *parse_line(struct ck_fields *f, char *line)
{
	char *equals = strchr(line, '=');
	struct ck_field *field;

	if (equals == NULL || equals == line)
		return "has no name";
	*equals = '\0';
	if (equals[1] == '\0')
		return "has no value";
	if (strchr(equals + 1, '\t') != NULL)
		return "has a bare TAB";
	if (!unescape_in_place(equals + 1))
		return "has an unknown escape";
	if (find(f, line) != NULL)
		return "repeats a name";
	field = add(f);
	field->name = line;
	field->value = equals + 1;
	return NULL;
}

enum ck_code ck_fields_parse(struct ck_fields *f, const char *text, struct ck_error *e)
{
	const char *fault = NULL;
	char *at, *end;
	int line = 0;

	ck_fields_empty(f);
	if (f->arena == NULL)
		f->arena = ck_arena_new();
	for (at = ck_arena_copy(f->arena, text); *at != '\0' && fault == NULL; at = end + 1) {
		line++;
		end = strchrnul(at, '\n');
		if (*end == '\0') {
			fault = "has no end";
			break;
		}
		*end = '\0';
		fault = parse_line(f, at);
	}
	if (fault == NULL)
		return CK_OK;
	ck_fields_empty(f);
	return ck_fail(e, CK_BADDATA, "line %d of the stored fields %s", line, fault);
}

/* -- many at once, and values that are no text -- */

void ck_fields_copy(const struct ck_fields *from, const char *columns, struct ck_fields *to)
{
	size_t n;

	for (const char *word; (word = ck_word_next(&columns, &n)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)n, word);
		ck_fields_set(to, name, ck_fields_get(from, name));
	}
}

enum ck_code ck_fields_need(const struct ck_fields *f, const char *columns, struct ck_error *e)
{
	size_t n;

	for (const char *word; (word = ck_word_next(&columns, &n)) != NULL;) {
		char name[40];

		snprintf(name, sizeof name, "%.*s", (int)n, word);
		if (!ck_fields_has(f, name))
			return ck_fail_at(e, CK_BADDATA, name, "is missing");
	}
	return CK_OK;
}

void ck_fields_set_count(struct ck_fields *f, const char *name, int64_t count)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, count);
	ck_fields_set(f, name, count == INT64_MIN ? NULL : text);
}

void ck_fields_set_time(struct ck_fields *f, const char *name, ck_time t, const struct ck_zone *zone)
{
	char text[CK_TIME_TEXT];

	ck_time_print(text, t, zone);
	ck_fields_set(f, name, text);
}

void ck_fields_set_day(struct ck_fields *f, const char *name, ck_day day)
{
	char text[CK_TIME_TEXT] = "";

	if (day != CK_NODAY)
		ck_day_print(text, day);
	ck_fields_set(f, name, text);
}
