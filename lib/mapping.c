/* mapping: the file of rules, read and judged. How they are used stands in mapping_bind.c. */
#include <stdlib.h>
#include <string.h>

#include "mapping_priv.h"

/* -- our columns -- */

/* All that lib/import.h names, of a row a case and of a row an event. */
static const struct ck_mapped columns[] = {
    {"number", CK_MAPPED_TEXT, true},        {"service", CK_MAPPED_WORD, false},
    {"regulation", CK_MAPPED_WORD, false},   {"variant", CK_MAPPED_WORD, false},
    {"channel", CK_MAPPED_WORD, false},      {"office", CK_MAPPED_WORD, false},
    {"applicant", CK_MAPPED_TEXT, false},    {"name", CK_MAPPED_TEXT, true},
    {"representative", CK_MAPPED_TEXT, true}, {"status", CK_MAPPED_WORD, false},
    {"outcome", CK_MAPPED_WORD, false},      {"registered", CK_MAPPED_TIME, true},
    {"assigned", CK_MAPPED_TIME, true},      {"responsible", CK_MAPPED_WORD, false},
    {"decided", CK_MAPPED_TIME, true},       {"decision", CK_MAPPED_WORD, false},
    {"result", CK_MAPPED_WORD, false},       {"amount", CK_MAPPED_SUM, false},
    {"ground", CK_MAPPED_WORD, false},       {"reason", CK_MAPPED_TEXT, true},
    {"issued", CK_MAPPED_TIME, true},        {"delivery", CK_MAPPED_WORD, false},
    {"note", CK_MAPPED_TEXT, true},          {"happened", CK_MAPPED_TIME, true},
    {"act", CK_MAPPED_WORD, false},          {"done_by", CK_MAPPED_WORD, false},
};
#define COLUMNS (sizeof columns / sizeof columns[0])

const struct ck_mapped *ck_mapped_at(size_t i)
{
	return i < COLUMNS ? &columns[i] : NULL;
}

const struct ck_mapped *ck_mapped_find(const char *name)
{
	static const struct ck_mapped kept = {"x_", CK_MAPPED_TEXT, true};

	for (size_t i = 0; i < COLUMNS; i++)
		if (strcmp(columns[i].name, name) == 0)
			return &columns[i];
	if (strncmp(name, "x_", 2) == 0 && name[2] != '\0' && strlen(name) < 40 &&
	    name[strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_")] == '\0')
		return &kept;
	return NULL;
}

/* -- the rules, one by one -- */

struct rule {
	const char *theirs, *ours, *means, *pattern; /* never NULL */
};

struct ck_ours *ck_mapping_ours(struct ck_mapping *m, const char *name, const struct ck_mapped *column)
{
	for (size_t i = 0; i < m->ours_count; i++)
		if (strcmp(m->ours[i].name, name) == 0)
			return &m->ours[i];
	m->ours = ck_grow(m->ours, m->ours_count + 1, sizeof *m->ours);
	m->ours[m->ours_count] = (struct ck_ours){
	    .name = ck_arena_copy(m->arena, name), .column = column, .pattern_text = ""};
	return &m->ours[m->ours_count++];
}

static struct ck_theirs *add_theirs(struct ck_mapping *m, const char *name, enum ck_their_use use)
{
	m->theirs = ck_grow(m->theirs, m->theirs_count + 1, sizeof *m->theirs);
	struct ck_theirs *t = &m->theirs[m->theirs_count++];
	*t = (struct ck_theirs){.name = ck_arena_copy(m->arena, name), .folded = ck_fold_copy(m->arena, name), .use = use};
	return t;
}

static void add_text(struct ck_list *list, const char *text)
{
	list->at = ck_grow(list->at, list->count + 1, sizeof *list->at);
	list->at[list->count++] = text;
	if (strlen(text) > list->longest)
		list->longest = strlen(text);
}

static enum ck_code find_ours(struct ck_mapping *m, const char *name, struct ck_ours **ours, struct ck_error *e)
{
	const struct ck_mapped *column = ck_mapped_find(name);

	if (name[0] == '\0')
		return ck_fail(e, CK_CONFIG, "the rule names no column of ours");
	if (column == NULL)
		return ck_fail(e, CK_CONFIG, "\"%s\" is no column that is imported", name);
	*ours = ck_mapping_ours(m, name, column);
	return CK_OK;
}

static enum ck_code read_pattern(struct ck_mapping *m, struct ck_ours *ours, const char *text, struct ck_error *e)
{
	enum ck_mapped_kind kind = ours->column->kind;
	const char *fault = "";

	if (kind != CK_MAPPED_TIME && kind != CK_MAPPED_SUM)
		return ck_fail(e, CK_CONFIG, "%s is neither a time nor a sum: it has no pattern", ours->name);
	if (!(kind == CK_MAPPED_TIME ? ck_patterns_dates : ck_patterns_sums)(text, &ours->patterns, &fault))
		return ck_fail(e, CK_CONFIG, "the pattern \"%s\": %s", text, fault);
	if (ours->pattern_text[0] != '\0' && strcmp(ours->pattern_text, text) != 0)
		return ck_fail(e, CK_CONFIG, "%s has two patterns, \"%s\" and \"%s\"", ours->name, ours->pattern_text, text);
	ours->pattern_text = ck_arena_copy(m->arena, text);
	return CK_OK;
}

/* A column of theirs is used once; one of ours is one of theirs unless it may be joined. */
static enum ck_code check_free(const struct ck_mapping *m, const char *theirs, struct ck_error *e)
{
	struct ck_buffer folded = {0};
	bool there = false;

	if (theirs[0] == '\0')
		return ck_fail(e, CK_CONFIG, "the rule names no column of theirs");
	ck_text_fold(&folded, theirs);
	for (size_t i = 0; i < m->theirs_count; i++)
		there |= m->theirs[i].use != CK_THEIRS_SKIP && strcmp(m->theirs[i].folded, folded.text) == 0;
	ck_buffer_free(&folded);
	return there ? ck_fail(e, CK_CONFIG, "their column \"%s\" has two rules", theirs) : CK_OK;
}

static enum ck_code rule_column(struct ck_mapping *m, const struct rule *r, struct ck_error *e)
{
	struct ck_ours *ours;
	enum ck_code code = check_free(m, r->theirs, e);

	if (code == CK_OK)
		code = find_ours(m, r->ours, &ours, e);
	if (code != CK_OK)
		return code;
	if (ours->constant != NULL)
		return ck_fail(e, CK_CONFIG, "%s is a constant already", r->ours);
	if (ours->columns > 0 && !ours->column->joins)
		return ck_fail(e, CK_CONFIG, "%s is a column of theirs already, and is no text that two could make", r->ours);
	if (r->pattern[0] != '\0' && (code = read_pattern(m, ours, r->pattern, e)) != CK_OK)
		return code;
	ours->columns++;
	add_theirs(m, r->theirs, CK_THEIRS_OURS)->ours = (size_t)(ours - m->ours);
	return CK_OK;
}

static enum ck_code rule_value(struct ck_mapping *m, const struct rule *r, struct ck_error *e)
{
	struct ck_ours *ours;
	enum ck_code code = find_ours(m, r->ours, &ours, e);

	if (code != CK_OK)
		return code;
	if (ours->column->kind == CK_MAPPED_TIME || ours->column->kind == CK_MAPPED_SUM)
		return ck_fail(e, CK_CONFIG, "%s is a time or a sum: it has a pattern, no words", r->ours);
	if (r->theirs[0] == '\0' || r->means[0] == '\0')
		return ck_fail(e, CK_CONFIG, "a rule value needs theirs and means");
	ours->has_values = true;
	if (strcmp(r->theirs, "*") == 0) {
		if (ours->others != NULL)
			return ck_fail(e, CK_CONFIG, "%s has two rules for every other value", r->ours);
		ours->others = ck_arena_copy(m->arena, r->means);
		return CK_OK;
	}
	const char *folded = ck_fold_copy(m->arena, r->theirs);
	if (ck_words_find(&ours->values, folded) != NULL)
		return ck_fail(e, CK_CONFIG, "their value \"%s\" of %s has two rules", r->theirs, r->ours);
	ck_words_add(&ours->values, folded, ck_arena_copy(m->arena, r->means));
	return CK_OK;
}

static enum ck_code rule_constant(struct ck_mapping *m, const struct rule *r, struct ck_error *e)
{
	struct ck_ours *ours;
	enum ck_code code = find_ours(m, r->ours, &ours, e);

	if (code != CK_OK)
		return code;
	if (r->means[0] == '\0')
		return ck_fail(e, CK_CONFIG, "the constant %s has no value", r->ours);
	if (ours->constant != NULL || ours->columns > 0)
		return ck_fail(e, CK_CONFIG, "%s has two rules", r->ours);
	ours->constant = ck_arena_copy(m->arena, r->means);
	return CK_OK;
}

static enum ck_code rule_ignore(struct ck_mapping *m, const struct rule *r, struct ck_error *e)
{
	enum ck_code code = check_free(m, r->theirs, e);

	if (code == CK_OK)
		add_theirs(m, r->theirs, CK_THEIRS_IGNORED);
	return code;
}

static enum ck_code rule_unknown(struct ck_mapping *m, const struct rule *r, struct ck_error *e)
{
	static const char *const ways[] = {"refuse", "ignore", "keep"};

	if (m->unknown_said)
		return ck_fail(e, CK_CONFIG, "a second rule for unknown columns");
	m->unknown_said = true;
	for (int i = 0; i < 3; i++)
		if (strcmp(ways[i], r->means) == 0) {
			m->unknown = (enum ck_unknown)i;
			return CK_OK;
		}
	return ck_fail(e, CK_CONFIG, "unknown columns: refuse, ignore or keep, not \"%s\"", r->means);
}

static enum ck_code rule_skip(struct ck_mapping *m, const struct rule *r, struct ck_error *e)
{
	if (r->theirs[0] == '\0')
		return ck_fail(e, CK_CONFIG, "the rule names no column of theirs");
	add_theirs(m, r->theirs, CK_THEIRS_SKIP)->glob = ck_fold_copy(m->arena, r->means);
	return CK_OK;
}

static enum ck_code rule_empty(struct ck_mapping *m, const struct rule *r, struct ck_error *e)
{
	struct ck_ours *ours;
	struct ck_list *list = &m->empties;

	if (r->means[0] == '\0')
		return ck_fail(e, CK_CONFIG, "a rule empty needs what they write, in means");
	if (r->ours[0] != '\0') {
		enum ck_code code = find_ours(m, r->ours, &ours, e);
		if (code != CK_OK)
			return code;
		list = &ours->empties;
	}
	add_text(list, ck_fold_copy(m->arena, r->means));
	return CK_OK;
}

/* -- the file -- */

/* What a rule may say beside its name and the evidence. */
static const struct kind {
	const char *name, *says;
	enum ck_code (*read)(struct ck_mapping *m, const struct rule *r, struct ck_error *e);
} kinds[] = {
    {"column", "theirs ours pattern", rule_column}, {"value", "theirs ours means", rule_value},
    {"constant", "ours means", rule_constant},      {"ignore", "theirs", rule_ignore},
    {"unknown", "means", rule_unknown},             {"skip", "theirs means", rule_skip},
    {"empty", "ours means", rule_empty},
};

static const char *value_of(const struct ck_fields *row, const char *name)
{
	const char *value = ck_fields_get(row, name);

	return value == NULL ? "" : value;
}

static enum ck_code check_columns(const struct kind *kind, const struct ck_fields *row, struct ck_error *e)
{
	for (size_t i = 0; i < row->count; i++) {
		const char *name = row->at[i].name;
		if (!ck_word_in(CK_GUESS_COLUMNS, name))
			return ck_fail(e, CK_CONFIG, "a mapping has no column %s", name);
		if (strcmp(name, "rule") != 0 && strcmp(name, "evidence") != 0 && !ck_word_in(kind->says, name))
			return ck_fail(e, CK_CONFIG, "a rule %s has no %s", kind->name, name);
	}
	return CK_OK;
}

static enum ck_code take_rule(void *to, const struct ck_fields *row, struct ck_error *e)
{
	const char *name = value_of(row, "rule");
	struct rule r = {value_of(row, "theirs"), value_of(row, "ours"), value_of(row, "means"), value_of(row, "pattern")};

	for (size_t i = 0; i < sizeof kinds / sizeof kinds[0]; i++)
		if (strcmp(kinds[i].name, name) == 0) {
			enum ck_code code = check_columns(&kinds[i], row, e);
			return code == CK_OK ? kinds[i].read(to, &r, e) : code;
		}
	if (name[0] == '\0')
		return ck_fail(e, CK_CONFIG, "the record has no rule");
	return ck_fail(e, CK_CONFIG, "\"%s\" is no rule: column, value, constant, ignore, unknown, skip, empty", name);
}

/* What is said of a column that is none is a slip. */
static enum ck_code judge(const struct ck_mapping *m, const char *path, struct ck_error *e)
{
	for (size_t i = 0; i < m->ours_count; i++) {
		const struct ck_ours *o = &m->ours[i];
		if (o->columns == 0 && o->constant == NULL)
			return ck_fail(e, CK_CONFIG, "%s: words for %s, which no rule column gives a column of theirs", path,
			               o->name);
		if (o->constant != NULL && (o->has_values || o->empties.count > 0))
			return ck_fail(e, CK_CONFIG, "%s: words for %s, which is a constant", path, o->name);
	}
	return CK_OK;
}

static struct ck_mapping *new_mapping(void)
{
	struct ck_mapping *m = ck_alloc(sizeof *m);

	m->arena = ck_arena_new();
	return m;
}

struct ck_mapping *ck_mapping_plain(void)
{
	struct ck_mapping *m = new_mapping();

	m->plain = true;
	return m;
}

enum ck_code ck_mapping_read(const char *path, struct ck_mapping **out, struct ck_error *e)
{
	struct ck_mapping *m = new_mapping();
	const char *slash = strrchr(path, '/');
	char *folder = slash == NULL ? ck_copy(".") : ck_copy_n(path, (size_t)(slash - path));

	enum ck_code code = ck_record_file(folder, slash == NULL ? path : slash + 1, take_rule, m, e);
	if (code == CK_OK)
		code = judge(m, path, e);
	free(folder);
	*out = code == CK_OK ? m : NULL;
	if (code != CK_OK)
		ck_mapping_free(m);
	return code;
}

void ck_mapping_free(struct ck_mapping *m)
{
	if (m == NULL)
		return;
	for (size_t i = 0; i < m->ours_count; i++) {
		ck_words_free(&m->ours[i].values);
		free(m->ours[i].empties.at);
	}
	free(m->empties.at);
	free(m->ours);
	free(m->theirs);
	ck_bound_free(m->bound);
	ck_arena_free(m->arena);
	free(m);
}
