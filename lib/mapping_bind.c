/* mapping_bind: the rules held against one header, and row after row through them. Whatever can be settled
 * beforehand is, for the rows are a million. */
#include <stdlib.h>
#include <string.h>

#include "mapping_priv.h"

#define REMEMBERED 4096 /* values as they stand, of one column */

/* Where one of our columns comes from. */
struct output {
	const struct ck_ours *ours;   /* NULL: it is kept as it is */
	size_t *from;                 /* columns of theirs */
	size_t from_count;
	struct ck_buffer text, joined; /* of the value in hand: trimmed; several joined */
	char made[CK_TIME_TEXT];      /* or converted */
	struct ck_words seen;         /* what values as they stand turned out to mean */
};

struct skip {
	size_t column;
	const char *glob;
};

struct ck_bound {
	struct ck_arena *arena;
	const struct ck_mapping *m;
	size_t columns;               /* of the header */
	struct output *out;
	const char **names, **row;    /* of the outputs; and a row of them */
	struct ck_field *fields;      /* the same row as it is lent */
	size_t out_count;
	struct skip *skips;
	size_t skip_count;
	size_t *unnamed;              /* columns whose values must be empty */
	size_t unnamed_count;
	struct ck_buffer fold;
};

void ck_bound_free(struct ck_bound *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->out_count; i++) {
		free(b->out[i].from);
		ck_buffer_free(&b->out[i].text);
		ck_buffer_free(&b->out[i].joined);
		ck_words_free(&b->out[i].seen);
	}
	free(b->out);
	free(b->names);
	free(b->row);
	free(b->fields);
	free(b->skips);
	free(b->unnamed);
	ck_buffer_free(&b->fold);
	ck_arena_free(b->arena);
	free(b);
}

/* -- names for columns that are kept -- */

static const char *latin_of(uint32_t c)
{
	static const char *const russian[] = {
	    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p",
	    "r", "s", "t", "u", "f", "kh", "ts", "ch", "sh", "shch", "", "y", "", "e", "yu", "ya"};
	static const struct { uint16_t letter; const char *latin; } kazakh[] = {
	    {U'ә', "a"}, {U'ғ', "g"}, {U'қ', "q"}, {U'ң', "n"}, {U'ө', "o"},
	    {U'ұ', "u"}, {U'ү', "u"}, {U'һ', "h"}, {U'і', "i"}};

	if (c >= U'а' && c <= U'я')
		return russian[c - U'а'];
	for (size_t i = 0; i < sizeof kazakh / sizeof kazakh[0]; i++)
		if (kazakh[i].letter == c)
			return kazakh[i].latin;
	return NULL;
}

static bool has_name(const struct ck_bound *b, const char *name)
{
	for (size_t i = 0; i < b->out_count; i++)
		if (strcmp(b->names[i], name) == 0)
			return true;
	return false;
}

/* "Примечание 2" becomes x_primechanie_2. */
static const char *kept_name(const struct ck_bound *b, const char *folded, size_t column)
{
	struct ck_buffer name = {0};
	const char *latin;
	bool gap = false;
	uint32_t c;

	ck_buffer_text(&name, "x_");
	while ((c = ck_utf8_next(&folded)) != 0 && name.length < 28) {
		bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
		latin = plain ? NULL : latin_of(c);
		if (!plain && latin == NULL) {
			gap = name.length > 2;
			continue;
		}
		if (gap)
			ck_buffer_char(&name, '_');
		gap = false;
		if (plain)
			ck_buffer_char(&name, (char)c);
		else
			ck_buffer_text(&name, latin);
	}
	if (name.length == 2)
		ck_buffer_printf(&name, "column_%zu", column + 1);
	while (has_name(b, name.text))
		ck_buffer_printf(&name, "_%zu", column + 1);
	const char *copy = ck_arena_copy(b->arena, name.text);
	ck_buffer_free(&name);
	return copy;
}

/* -- binding -- */

static struct output *add_output(struct ck_bound *b, const struct ck_ours *ours, const char *name)
{
	b->out = ck_grow(b->out, b->out_count + 1, sizeof *b->out);
	b->names = ck_grow(b->names, b->out_count + 1, sizeof *b->names);
	b->out[b->out_count] = (struct output){.ours = ours};
	b->names[b->out_count] = name;
	return &b->out[b->out_count++];
}

static void add_from(struct output *o, size_t column)
{
	o->from = ck_grow(o->from, o->from_count + 1, sizeof *o->from);
	o->from[o->from_count++] = column;
}

static void name_one(struct ck_buffer *list, const char *name)
{
	ck_buffer_printf(list, "%s\"%s\"", list->length > 0 ? ", " : "", name);
}

/* One rule's column in the header. Names it in missing where it is not there; what is ignored may be missing. */
static enum ck_code bind_rule(struct ck_bound *b, const struct ck_theirs *t, const char *const *folded, bool *used,
                              struct ck_buffer *missing, struct ck_error *e)
{
	size_t found = b->columns;

	for (size_t c = 0; c < b->columns; c++) {
		if (strcmp(folded[c], t->folded) != 0)
			continue;
		if (found < b->columns && t->use != CK_THEIRS_IGNORED)
			return ck_fail(e, CK_BADDATA, "the file has the column \"%s\" twice, as number %zu and %zu: give one another "
			               "name in its header line", t->name, found + 1, c + 1);
		found = c;
		used[c] = true;
	}
	if (found == b->columns) {
		if (t->use != CK_THEIRS_IGNORED)
			name_one(missing, t->name);
	} else if (t->use == CK_THEIRS_OURS) {
		add_from(&b->out[t->ours], found);
	} else if (t->use == CK_THEIRS_SKIP) {
		b->skips = ck_grow(b->skips, b->skip_count + 1, sizeof *b->skips);
		b->skips[b->skip_count++] = (struct skip){found, t->glob};
	}
	return CK_OK;
}

/* A column of the header that no rule names. */
static enum ck_code bind_unknown(struct ck_bound *b, size_t column, const char *name, const char *folded,
                                 struct ck_buffer *unknown, struct ck_error *e)
{
	if (b->m->plain && ck_mapped_find(name) != NULL) {
		if (has_name(b, name))
			return ck_fail(e, CK_BADDATA, "the file has the column %s twice", name);
		add_from(add_output(b, NULL, ck_arena_copy(b->arena, name)), column);
	} else if (b->m->unknown == CK_UNKNOWN_KEEP) {
		add_from(add_output(b, NULL, kept_name(b, folded, column)), column);
	} else if (b->m->unknown == CK_UNKNOWN_REFUSE && folded[0] == '\0') {
		b->unnamed = ck_grow(b->unnamed, b->unnamed_count + 1, sizeof *b->unnamed);
		b->unnamed[b->unnamed_count++] = column;
	} else if (b->m->unknown == CK_UNKNOWN_REFUSE) {
		name_one(unknown, name);
	}
	return CK_OK;
}

static enum ck_code bind_all(struct ck_bound *b, const char *const *names, struct ck_error *e)
{
	const char **folded = ck_arena_alloc(b->arena, (b->columns + 1) * sizeof *folded);
	bool *used = ck_arena_alloc(b->arena, b->columns + 1);
	struct ck_buffer missing = {0}, unknown = {0};
	enum ck_code code = CK_OK;

	for (size_t c = 0; c < b->columns; c++)
		folded[c] = ck_fold_copy(b->arena, names[c]);
	for (size_t i = 0; i < b->m->ours_count; i++)
		add_output(b, &b->m->ours[i], b->m->ours[i].name);
	for (size_t i = 0; i < b->m->theirs_count && code == CK_OK; i++)
		code = bind_rule(b, &b->m->theirs[i], folded, used, &missing, e);
	for (size_t c = 0; c < b->columns && code == CK_OK; c++)
		if (!used[c])
			code = bind_unknown(b, c, names[c], folded[c], &unknown, e);
	if (code == CK_OK && missing.length > 0)
		code = ck_fail(e, CK_BADDATA, "the mapping names columns that the file lacks: %s", missing.text);
	if (code == CK_OK && unknown.length > 0)
		code = ck_fail(e, CK_BADDATA, "%s: %s", b->m->plain ? "columns that are not imported" :
		               "no rule of the mapping names these columns of the file", unknown.text);
	ck_buffer_free(&missing);
	ck_buffer_free(&unknown);
	return code;
}

enum ck_code ck_mapping_bind(struct ck_mapping *m, const char *const *names, size_t count, struct ck_error *e)
{
	struct ck_bound *b = ck_alloc(sizeof *b);

	b->arena = ck_arena_new();
	b->m = m;
	b->columns = count;
	enum ck_code code = bind_all(b, names, e);
	if (code != CK_OK) {
		ck_bound_free(b);
		return code;
	}
	b->row = ck_grow(NULL, b->out_count + 1, sizeof *b->row);
	b->fields = ck_grow(NULL, b->out_count + 1, sizeof *b->fields);
	ck_bound_free(m->bound);
	m->bound = b;
	return CK_OK;
}

size_t ck_mapping_names(const struct ck_mapping *m, const char *const **names)
{
	*names = m->bound == NULL ? NULL : m->bound->names;
	return m->bound == NULL ? 0 : m->bound->out_count;
}

/* -- one value -- */

static const char *folded(struct ck_bound *b, const char *value)
{
	ck_buffer_empty(&b->fold);
	ck_text_fold(&b->fold, value);
	return b->fold.text;
}

/* A quick look that spares folding: could a value that begins so read as a folded text that begins so? */
static bool may_begin(char text, char value)
{
	unsigned char c = (unsigned char)value;

	if (text == '*' || c <= ' ' || c == 0x7F)
		return true;
	if (c < 0x80)
		return text == (c >= 'A' && c <= 'Z' ? c + 'a' - 'A' : c);
	return c < 0xD0 || c > 0xD3 || (unsigned char)text >= 0x80; /* a Cyrillic letter stays one */
}

static bool listed(struct ck_bound *b, const struct ck_list *list, const char *value, size_t n)
{
	if (n > list->longest)
		return false;
	for (size_t i = 0; i < list->count; i++)
		if (may_begin(list->at[i][0], value[0]) && strcmp(list->at[i], folded(b, value)) == 0)
			return true;
	return false;
}

/* Is that their way to say nothing? */
static bool says_nothing(struct ck_bound *b, const struct output *o, const char *value, size_t n)
{
	return listed(b, &b->m->empties, value, n) || (o->ours != NULL && listed(b, &o->ours->empties, value, n));
}

/* A value without blanks around it, in o->text if they had to be cut off; or NULL if nothing is left. */
static const char *gather_one(struct ck_bound *b, struct output *o, const char *value)
{
	if (value == NULL || *(value = ck_blanks_skip(value)) == '\0')
		return NULL;
	size_t n = strlen(value), kept = ck_blanks_trimmed(value, n);
	if (kept < n) {
		ck_buffer_empty(&o->text);
		ck_buffer_put(&o->text, value, kept);
		value = o->text.text;
	}
	return says_nothing(b, o, value, kept) ? NULL : value;
}

/* Several, joined by blanks. */
static const char *gather(struct ck_bound *b, struct output *o, const char *const *values)
{
	if (o->from_count == 1)
		return gather_one(b, o, values[o->from[0]]);
	ck_buffer_empty(&o->joined);
	for (size_t i = 0; i < o->from_count; i++) {
		const char *value = gather_one(b, o, values[o->from[i]]);
		if (value == NULL)
			continue;
		if (o->joined.length > 0)
			ck_buffer_char(&o->joined, ' ');
		ck_buffer_text(&o->joined, value);
	}
	return o->joined.length > 0 ? o->joined.text : NULL;
}

static enum ck_code fail_value(const struct ck_ours *ours, const char *value, const char *what, const char *fault,
                               struct ck_error *e)
{
	ck_fail(e, CK_BADDATA, "\"%.100s\" is no %s as %s: %s", value, what, ours->pattern_text, fault);
	return ck_fail_column(e, ours->name);
}

static enum ck_code convert_date(struct output *o, const char **value, struct ck_error *e)
{
	const char *fault;
	ck_day day;
	int second;

	if (!ck_date_fits(&o->ours->patterns, *value, &day, &second, &fault))
		return fail_value(o->ours, *value, "date", fault, e);
	ck_date_write(o->made, day, second);
	*value = o->made;
	return CK_OK;
}

static enum ck_code convert_sum(struct output *o, const char **value, struct ck_error *e)
{
	const char *fault;
	int64_t tiyn;

	if (!ck_sum_fits(&o->ours->patterns, *value, &tiyn, &fault))
		return fail_value(o->ours, *value, "sum", fault, e);
	ck_sum_write(o->made, tiyn);
	*value = o->made;
	return CK_OK;
}

static enum ck_code convert_word(struct ck_bound *b, struct output *o, const char **value, struct ck_error *e)
{
	const char *means = ck_words_find(&o->seen, *value);

	if (means == NULL) {
		means = ck_words_find(&o->ours->values, folded(b, *value));
		if (means == NULL)
			means = o->ours->others;
		if (means == NULL) {
			ck_fail(e, CK_BADDATA, "\"%.100s\" has no rule value in the mapping of %s", *value, o->ours->name);
			return ck_fail_column(e, o->ours->name);
		}
		if (strcmp(means, "*") == 0)
			return CK_OK;
		if (o->seen.count < REMEMBERED)
			ck_words_add(&o->seen, ck_arena_copy(b->arena, *value), means);
	}
	*value = means;
	return CK_OK;
}

static enum ck_code fill(struct ck_bound *b, struct output *o, const char *const *values, const char **out,
                         struct ck_error *e)
{
	const struct ck_ours *ours = o->ours;

	if (ours != NULL && ours->constant != NULL) {
		*out = ours->constant;
		return CK_OK;
	}
	*out = gather(b, o, values);
	if (*out == NULL || ours == NULL)
		return CK_OK;
	if (ours->patterns.count > 0)
		return ours->column->kind == CK_MAPPED_TIME ? convert_date(o, out, e) : convert_sum(o, out, e);
	return ours->has_values ? convert_word(b, o, out, e) : CK_OK;
}

/* -- one row -- */

static bool is_blank(const char *value)
{
	return value == NULL || *ck_blanks_skip(value) == '\0';
}

static bool skipped(struct ck_bound *b, const char *const *values)
{
	size_t c = 0;

	while (c < b->columns && is_blank(values[c]))
		c++;
	if (c == b->columns)
		return true;
	for (size_t i = 0; i < b->skip_count; i++) {
		const char *value = values[b->skips[i].column], *glob = b->skips[i].glob;
		value = value == NULL ? "" : value;
		if (may_begin(glob[0], value[0]) && ck_glob(glob, folded(b, value)))
			return true;
	}
	return false;
}

enum ck_code ck_mapping_values(const struct ck_mapping *m, const char *const *values, size_t count, const char **out,
                               bool *skip, struct ck_error *e)
{
	struct ck_bound *b = m->bound;

	*skip = false;
	if (b == NULL)
		return ck_fail(e, CK_BUG, "a mapping that no header is bound to");
	if (count != b->columns)
		return ck_fail(e, CK_BADDATA, "%zu values where the header has %zu", count, b->columns);
	*skip = skipped(b, values);
	if (*skip)
		return CK_OK;
	for (size_t i = 0; i < b->unnamed_count; i++)
		if (!is_blank(values[b->unnamed[i]]))
			return ck_fail(e, CK_BADDATA, "a value in column %zu, which has no name in the header", b->unnamed[i] + 1);
	for (size_t i = 0; i < b->out_count; i++) {
		enum ck_code code = fill(b, &b->out[i], values, &out[i], e);
		if (code != CK_OK)
			return code;
	}
	return CK_OK;
}

enum ck_code ck_mapping_apply(const struct ck_mapping *m, const char *const *values, size_t count,
                              struct ck_fields *out, bool *skip, struct ck_error *e)
{
	struct ck_bound *b = m->bound;

	ck_fields_empty(out);
	enum ck_code code = ck_mapping_values(m, values, count, b == NULL ? NULL : b->row, skip, e);
	if (code != CK_OK || *skip)
		return code;
	if (out->room > 0)
		free(out->at);
	out->room = 0;
	out->at = b->fields;
	for (size_t i = 0; i < b->out_count; i++)
		if (b->row[i] != NULL)
			b->fields[out->count++] = (struct ck_field){b->names[i], b->row[i]};
	return CK_OK;
}
