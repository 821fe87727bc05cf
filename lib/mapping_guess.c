/* mapping_guess: a first mapping out of a header and a sample of rows. It proposes, with evidence; what it does
 * not know it leaves open in such a way that the mapping cannot be used before a person has written it in. */
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "identity.h"
#include "mapping_priv.h"

#define DIFFERENT 30 /* values of a column that are proposed as rules */
#define SPREADS 32   /* sets of patterns that the values of a column fit */

struct alias {
	const char *ours, *means, *folded;
	int part; /* 0 = the whole */
};
struct spread {
	unsigned fits; /* a bit for each form */
	int64_t count;
};
struct tally { /* of values over the forms of dates, or of sums */
	struct spread at[SPREADS];
	size_t count;
};
struct sample {
	const char *name, *folded;
	const struct alias *alias;
	int64_t filled, identities, short_identities;
	struct tally dates, sums;
	struct { const char *text; int64_t count; } values[DIFFERENT];
	size_t different;
	bool many;
	const char *skip, *empty; /* a word of either kind that was seen */
	/* what becomes of it */
	const char *ours;         /* NULL = not known, "" = ignored */
	const char *why;
};
struct ck_guess {
	struct ck_arena *arena;
	struct alias *aliases;
	size_t alias_count;
	struct sample *columns;
	size_t count;
	int64_t rows;
	struct ck_buffer fold;
};

/* -- aliases -- */

static const char *value_of(const struct ck_fields *row, const char *name)
{
	const char *value = ck_fields_get(row, name);

	return value == NULL ? "" : value;
}

static const struct alias *find_alias(const struct ck_guess *g, const char *folded, const char *ours)
{
	for (size_t i = 0; i < g->alias_count; i++) {
		const struct alias *a = &g->aliases[i];
		bool header = a->means[0] == '\0' && strcmp(a->ours, "skip") != 0 && strcmp(a->ours, "empty") != 0;
		bool kind = ours == NULL ? header : a->means[0] != '\0' && strcmp(a->ours, ours) == 0;
		if (kind && strcmp(a->folded, folded) == 0)
			return a;
	}
	return NULL;
}

static enum ck_code take_alias(void *to, const struct ck_fields *row, struct ck_error *e)
{
	struct ck_guess *g = to;
	const char *ours = value_of(row, "ours"), *means = value_of(row, "means"), *alias = value_of(row, "alias");
	int64_t part = 0;

	if (!ck_word_in("ignore skip empty", ours) && ck_mapped_find(ours) == NULL)
		return ck_fail(e, CK_CONFIG, "\"%s\" is no column that is imported", ours);
	if (alias[0] == '\0')
		return ck_fail(e, CK_CONFIG, "the record has no alias");
	if (ck_fields_has(row, "part") && (!ck_text_number(value_of(row, "part"), &part) || part < 1 || part > 9))
		return ck_fail(e, CK_CONFIG, "part is a number from 1 to 9");
	const char *folded = ck_fold_copy(g->arena, alias);
	if (!ck_word_in("skip empty", ours) && find_alias(g, folded, means[0] == '\0' ? NULL : ours) != NULL)
		return ck_fail(e, CK_CONFIG, "the alias \"%s\" is there twice", alias);
	g->aliases = ck_grow(g->aliases, g->alias_count + 1, sizeof *g->aliases);
	g->aliases[g->alias_count++] = (struct alias){
	    ck_arena_copy(g->arena, ours), ck_arena_copy(g->arena, means), folded, (int)part};
	return CK_OK;
}

enum ck_code ck_guess_new(const char *aliases, const char *const *names, size_t count, struct ck_guess **out,
                          struct ck_error *e)
{
	struct ck_guess *g = ck_alloc(sizeof *g);
	const char *slash = strrchr(aliases, '/');
	char *folder = slash == NULL ? ck_copy(".") : ck_copy_n(aliases, (size_t)(slash - aliases));

	g->arena = ck_arena_new();
	enum ck_code code = ck_record_file(folder, slash == NULL ? aliases : slash + 1, take_alias, g, e);
	free(folder);
	*out = code == CK_OK ? g : NULL;
	if (code != CK_OK) {
		ck_guess_free(g);
		return code;
	}
	g->columns = ck_alloc((count + 1) * sizeof *g->columns);
	g->count = count;
	for (size_t c = 0; c < count; c++) {
		struct sample *s = &g->columns[c];
		s->name = ck_arena_copy(g->arena, names[c]);
		s->folded = ck_fold_copy(g->arena, names[c]);
		s->alias = find_alias(g, s->folded, NULL);
	}
	return CK_OK;
}

void ck_guess_free(struct ck_guess *g)
{
	if (g == NULL)
		return;
	free(g->aliases);
	free(g->columns);
	ck_buffer_free(&g->fold);
	ck_arena_free(g->arena);
	free(g);
}

/* -- the sample -- */

static const char *folded(struct ck_guess *g, const char *text)
{
	ck_buffer_empty(&g->fold);
	ck_text_fold(&g->fold, text);
	return g->fold.text;
}

/* An alias of this kind (skip: the value begins so; empty: it is so), or NULL. */
static const struct alias *word_of(const struct ck_guess *g, const char *kind, const char *text)
{
	bool begins = strcmp(kind, "skip") == 0;

	for (size_t i = 0; i < g->alias_count; i++) {
		const struct alias *a = &g->aliases[i];
		if (strcmp(a->ours, kind) != 0)
			continue;
		size_t n = strlen(a->folded);
		if (strncmp(text, a->folded, n) == 0 && (text[n] == '\0' || (begins && strchr(" :.,", text[n]) != NULL)))
			return a;
	}
	return NULL;
}

static void count_fits(struct tally *t, unsigned fits)
{
	size_t i = 0;

	while (i < t->count && t->at[i].fits != fits)
		i++;
	if (i == SPREADS)
		return;
	if (i == t->count)
		t->at[t->count++] = (struct spread){.fits = fits};
	t->at[i].count++;
}

/* Numbers fit dates as well: only those of a lifetime are taken for one. Of serials those since 1900 alone, as
 * nearly all are. */
static unsigned dates_fitted(const char *text)
{
	unsigned fits = 0;
	const char *name, *fault;
	int second, year, month, monthday;
	ck_day day;

	for (size_t i = 0; (name = ck_pattern_date(i)) != NULL; i++) {
		struct ck_patterns one = {1, {{.form = (int)i, .first_year = 1950}}};
		if (strcmp(name, "excel-1904") == 0 || !ck_date_fits(&one, text, &day, &second, &fault))
			continue;
		ck_day_civil(day, &year, &month, &monthday);
		if (year >= 1930 && year < 2080)
			fits |= 1u << i;
	}
	return fits;
}

static unsigned sums_fitted(const char *text)
{
	unsigned fits = 0;
	const char *fault;
	int64_t tiyn;

	for (size_t i = 0; ck_pattern_sum(i) != NULL; i++) {
		struct ck_patterns one = {1, {{.form = (int)i}}};
		if (ck_sum_fits(&one, text, &tiyn, &fault))
			fits |= 1u << i;
	}
	return fits;
}

static void count_value(struct ck_guess *g, struct sample *s, const char *text)
{
	for (size_t i = 0; i < s->different; i++)
		if (strcmp(s->values[i].text, text) == 0) {
			s->values[i].count++;
			return;
		}
	s->many |= s->different == DIFFERENT || strlen(text) > 200;
	if (s->many)
		return;
	s->values[s->different].text = ck_arena_copy(g->arena, text);
	s->values[s->different++].count = 1;
}

static void see_value(struct ck_guess *g, struct sample *s, const char *text)
{
	const struct alias *empty = word_of(g, "empty", folded(g, text));

	if (empty != NULL) {
		s->empty = s->empty == NULL ? ck_arena_copy(g->arena, text) : s->empty;
		return;
	}
	s->filled++;
	s->identities += ck_identity_read(text).valid;
	s->short_identities += strlen(text) == 11 && strspn(text, "0123456789") == 11;
	count_fits(&s->dates, dates_fitted(text));
	count_fits(&s->sums, sums_fitted(text));
	count_value(g, s, text);
}

void ck_guess_see(struct ck_guess *g, const char *const *values, size_t count)
{
	bool any = false, total = false;

	count = count < g->count ? count : g->count;
	for (size_t c = 0; c < count; c++) {
		const char *text = values[c] == NULL ? "" : ck_blanks_skip(values[c]);
		const struct alias *skip = text[0] == '\0' ? NULL : word_of(g, "skip", folded(g, text));
		any |= text[0] != '\0';
		if (skip != NULL && !total)
			g->columns[c].skip = skip->folded;
		total |= skip != NULL;
	}
	if (!any || total)
		return;
	g->rows++;
	for (size_t c = 0; c < count; c++) {
		const char *text = values[c] == NULL ? "" : ck_blanks_skip(values[c]);
		char *trimmed = ck_copy_n(text, ck_blanks_trimmed(text, strlen(text)));
		if (trimmed[0] != '\0')
			see_value(g, &g->columns[c], trimmed);
		free(trimmed);
	}
}

/* -- what becomes of each column -- */

static struct sample *taken(const struct ck_guess *g, const char *ours)
{
	for (size_t c = 0; c < g->count; c++)
		if (g->columns[c].ours != NULL && strcmp(g->columns[c].ours, ours) == 0)
			return &g->columns[c];
	return NULL;
}

static void settle_alias(const struct ck_guess *g, struct sample *s, bool whole)
{
	const char *ours = s->alias->ours;
	const struct sample *other = taken(g, ours);

	if (whole != (s->alias->part == 0))
		return;
	if (strcmp(ours, "ignore") == 0) {
		s->ours = "";
		s->why = "the header is of a column that means nothing";
	} else if (other == NULL || (!whole && other->alias->part > 0 && other->alias->part != s->alias->part)) {
		s->ours = ours;
		s->why = ck_arena_printf(g->arena, "the header is an alias of %s%s", ours, whole ? "" : ", a part of it");
	} else if (!whole && other->alias->part == 0) {
		s->ours = "";
		s->why = ck_arena_printf(g->arena, "a part of %s, which the column \"%s\" is whole", ours, other->name);
	} else if (strcmp(other->folded, s->folded) == 0) {
		s->why = "the file has it twice, and no rule can tell them apart: give one another name in its header line";
	} else {
		s->why = ck_arena_printf(g->arena, "an alias of %s, as \"%s\" is", ours, other->name);
	}
}

static int64_t fitting(const struct tally *t, unsigned forms)
{
	int64_t n = 0;

	for (size_t i = 0; i < t->count; i++)
		n += (t->at[i].fits & forms) != 0 ? t->at[i].count : 0;
	return n;
}

/* Of a header that says nothing: by what the values are. Numbers of days alone make no date. */
static void settle_content(const struct ck_guess *g, struct sample *s, bool events)
{
	const char *when = events ? "happened" : "registered";
	unsigned written = 0;

	for (size_t i = 0; ck_pattern_date(i) != NULL; i++)
		if (strcmp(ck_pattern_date(i), "excel") != 0)
			written |= 1u << i;
	int64_t dates = fitting(&s->dates, written);
	if (s->filled == 0) {
		s->ours = "";
		s->why = ck_arena_printf(g->arena, "empty in all %" PRId64 " rows", g->rows);
	} else if (s->folded[0] == '\0') {
		s->why = "it has no name, so that no rule can name it: write one into the header";
	} else if (10 * s->identities >= 9 * s->filled && taken(g, "applicant") == NULL) {
		s->ours = "applicant";
		s->why = ck_arena_printf(g->arena, "%" PRId64 " of %" PRId64 " values are an IIN or BIN with a right check digit",
		                         s->identities, s->filled);
	} else if (10 * dates >= 9 * s->filled && taken(g, when) == NULL) {
		s->ours = when;
		s->why = "no alias, but the first column of dates: is it this one?";
	} else if (s->many) {
		s->why = ck_arena_printf(g->arena, "more than %d different values", DIFFERENT);
	} else {
		s->why = ck_arena_printf(g->arena, "different values: %zu", s->different);
	}
}

static bool settle(const struct ck_guess *g)
{
	for (size_t c = 0; c < g->count; c++)
		g->columns[c].ours = g->columns[c].why = NULL;
	for (int whole = 1; whole >= 0; whole--)
		for (size_t c = 0; c < g->count; c++)
			if (g->columns[c].alias != NULL)
				settle_alias(g, &g->columns[c], whole);
	bool events = taken(g, "happened") != NULL || taken(g, "act") != NULL;
	for (size_t c = 0; c < g->count; c++)
		if (g->columns[c].alias == NULL)
			settle_content(g, &g->columns[c], events);
	return events;
}

/* -- printing -- */

struct printer {
	const struct ck_guess *g;
	enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e);
	void *to;
	struct ck_fields row;
	struct ck_error *e;
	enum ck_code code;
};

static void print(struct printer *p, const char *rule, const char *theirs, const char *ours, const char *means,
                  const char *pattern, const char *evidence)
{
	if (p->code != CK_OK)
		return;
	ck_fields_empty(&p->row);
	ck_fields_set(&p->row, "rule", rule);
	ck_fields_set(&p->row, "theirs", theirs);
	ck_fields_set(&p->row, "ours", ours);
	ck_fields_set(&p->row, "means", means);
	ck_fields_set(&p->row, "pattern", pattern);
	ck_fields_set(&p->row, "evidence", evidence);
	p->code = p->each(p->to, &p->row, p->e);
}

/* The fewest forms that all values fit, the commonest first; what each is good for is told in evidence. */
static void choose_forms(const struct tally *all, const char *(*name_of)(size_t form), struct ck_buffer *pattern,
                         struct ck_buffer *evidence)
{
	struct tally left = *all;

	for (;;) {
		int64_t most = 0;
		size_t best = 0;
		for (size_t i = 0; name_of(i) != NULL; i++)
			if (fitting(&left, 1u << i) > most) {
				most = fitting(&left, 1u << i);
				best = i;
			}
		if (most == 0)
			break;
		ck_buffer_printf(pattern, "%s%s", pattern->length > 0 ? "|" : "", name_of(best));
		ck_buffer_printf(evidence, "; %" PRId64 " as %s", most, name_of(best));
		for (size_t i = 0; i < left.count; i++)
			if (left.at[i].fits & 1u << best)
				left.at[i].count = 0;
	}
	int64_t none = 0;
	for (size_t i = 0; i < left.count; i++)
		none += left.at[i].count;
	if (none > 0)
		ck_buffer_printf(evidence, "; %" PRId64 " as none", none);
}

/* Could every value be read in the other order of day and month as well? */
static void doubt(const struct sample *s, const char *pattern, struct ck_buffer *evidence)
{
	for (size_t i = 0; ck_pattern_date(i) != NULL; i++)
		if (strcmp(ck_pattern_date(i), "mm/dd/yyyy") == 0 && strcmp(pattern, "dd/mm/yyyy") == 0 &&
		    fitting(&s->dates, 1u << i) == s->filled)
			ck_buffer_text(evidence, "; mm/dd/yyyy would fit them all as well");
	if (strstr(pattern, "dd.mm.yy") != NULL && strstr(pattern, "dd.mm.yyyy") == NULL)
		ck_buffer_text(evidence, "; write the first year of the century behind it: dd.mm.yy/1950");
}

static bool is_word(const char *text)
{
	for (; *text; text++)
		if (*text <= ' ' || *text > '~')
			return false;
	return true;
}

/* Our word for a value: by alias, or because it is one; NULL = not known. */
static const char *meaning(const struct ck_guess *g, const char *ours, const char *text)
{
	struct ck_buffer b = {0};
	bool fixed = false;

	ck_text_fold(&b, text);
	const struct alias *a = find_alias(g, b.text, ours);
	ck_buffer_free(&b);
	for (size_t i = 0; i < g->alias_count && a == NULL; i++)
		if (strcmp(g->aliases[i].ours, ours) == 0 && g->aliases[i].means[0] != '\0') {
			fixed = true;
			if (strcmp(g->aliases[i].means, text) == 0)
				a = &g->aliases[i];
		}
	if (a != NULL)
		return a->means;
	return !fixed && is_word(text) ? text : NULL;
}

/* Words that are taken as they stand: nobody need say what they mean. */
static bool is_free(const char *ours)
{
	return ck_word_in("responsible done_by result ground", ours);
}

static void print_values(struct printer *p, const struct sample *s)
{
	bool plain = true;

	for (size_t i = 0; i < s->different; i++) {
		const char *means = meaning(p->g, s->ours, s->values[i].text);
		plain &= means != NULL && strcmp(means, s->values[i].text) == 0;
	}
	for (size_t i = 0; i < s->different && !plain; i++) {
		const char *means = meaning(p->g, s->ours, s->values[i].text);
		struct ck_buffer evidence = {0};
		ck_buffer_printf(&evidence, "%s%" PRId64 " of %" PRId64 " values%s", s->many ? "at least " : "",
		                 s->values[i].count, s->filled, means == NULL ? "; what does it mean?" : "");
		print(p, "value", s->values[i].text, s->ours, means, NULL, evidence.text);
		ck_buffer_free(&evidence);
	}
}

static void print_column(struct printer *p, const struct sample *s)
{
	const struct ck_mapped *column = ck_mapped_find(s->ours);
	struct ck_buffer pattern = {0}, evidence = {0};

	ck_buffer_printf(&evidence, "%s; %" PRId64 " of %" PRId64 " rows have it", s->why, s->filled, p->g->rows);
	if (column->kind == CK_MAPPED_TIME) {
		choose_forms(&s->dates, ck_pattern_date, &pattern, &evidence);
		if (pattern.length > 0)
			doubt(s, pattern.text, &evidence);
	}
	if (column->kind == CK_MAPPED_SUM)
		choose_forms(&s->sums, ck_pattern_sum, &pattern, &evidence);
	if (strcmp(s->ours, "applicant") == 0 && s->identities < s->filled)
		ck_buffer_printf(&evidence, "; %" PRId64 " are no IIN or BIN with a right check digit",
		                 s->filled - s->identities);
	if (strcmp(s->ours, "applicant") == 0 && s->short_identities > 0)
		ck_buffer_printf(&evidence, "; %" PRId64 " have 11 digits: a zero in front was lost", s->short_identities);
	if (column->kind == CK_MAPPED_WORD && is_free(s->ours))
		ck_buffer_text(&evidence, "; taken as it stands");
	else if (column->kind == CK_MAPPED_WORD && s->many)
		ck_buffer_printf(&evidence, "; more than %d different values", DIFFERENT);
	print(p, "column", s->name, s->ours, NULL, pattern.text, evidence.text);
	if (column->kind == CK_MAPPED_WORD && !is_free(s->ours))
		print_values(p, s);
	if (s->empty != NULL)
		print(p, "empty", NULL, s->ours, s->empty, NULL, "a word for nothing, seen in this column");
	ck_buffer_free(&pattern);
	ck_buffer_free(&evidence);
}

/* Parts of one of ours stand in their own order, wherever they stand in the file. */
static void print_columns(struct printer *p)
{
	for (int part = 0; part <= 9; part++)
		for (size_t c = 0; c < p->g->count; c++) {
			const struct sample *s = &p->g->columns[c];
			if (s->why == NULL || part != (s->alias == NULL || s->ours == NULL ? 0 : s->alias->part))
				continue;
			if (s->ours != NULL && s->ours[0] != '\0')
				print_column(p, s);
			else if (s->ours != NULL && s->folded[0] != '\0')
				print(p, "ignore", s->name, NULL, NULL, NULL, s->why);
		}
}

static void print_needed(struct printer *p, bool events)
{
	const struct ck_guess *g = p->g;

	if (taken(g, "number") == NULL)
		print(p, "column", NULL, "number", NULL, NULL, "needed: which column is the case's own number?");
	if (taken(g, "service") == NULL && taken(g, "regulation") == NULL)
		print(p, "constant", NULL, "service", NULL, NULL, "needed, and no column seems to be it: which service is it?");
	if (!events && taken(g, "registered") == NULL)
		print(p, "column", NULL, "registered", NULL, NULL, "needed: which column is the day of registration?");
	if (events && taken(g, "happened") == NULL)
		print(p, "column", NULL, "happened", NULL, NULL, "needed: which column says when it happened?");
	if (events && taken(g, "act") == NULL)
		print(p, "column", NULL, "act", NULL, NULL, "needed: which column says what was done?");
}

static void print_rest(struct printer *p)
{
	struct ck_buffer evidence = {0}, glob = {0};

	for (size_t c = 0; c < p->g->count; c++) {
		const struct sample *s = &p->g->columns[c];
		if (s->skip != NULL) {
			ck_buffer_empty(&glob);
			ck_buffer_printf(&glob, "%s*", s->skip);
			print(p, "skip", s->name, NULL, glob.text, NULL, "rows whose value begins so are sums of the others");
		}
		if (s->ours == NULL)
			ck_buffer_printf(&evidence, "%s\"%s\" (%s)", evidence.length > 0 ? ", " : "not known: ", s->name, s->why);
	}
	print(p, "unknown", NULL, NULL, "refuse", NULL, evidence.length > 0 ? evidence.text : "every column is named above");
	ck_buffer_free(&evidence);
	ck_buffer_free(&glob);
}

enum ck_code ck_guess_print(const struct ck_guess *g,
                            enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                            struct ck_error *e)
{
	struct printer p = {.g = g, .each = each, .to = to, .e = e};
	bool events = settle(g);

	print_columns(&p);
	print_needed(&p, events);
	print_rest(&p);
	ck_fields_free(&p.row);
	return p.code;
}
