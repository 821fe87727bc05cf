#include "workers.h"

#include <stdio.h>
#include <string.h>
#include "text.h"

/* -- one word, part by part -- */

struct parts {
	const char *at;    /* what is left of the word */
	size_t left;
};

/* Takes what stands before the next colon (of the last part: all that is left); false if it is empty or too long. */
static bool take(struct parts *p, bool last, char *out, size_t room)
{
	const char *colon = memchr(p->at, ':', p->left);
	size_t n = colon != NULL ? (size_t)(colon - p->at) : p->left;

	if ((colon == NULL) != last || n == 0 || n >= room)
		return false;
	memcpy(out, p->at, n);
	out[n] = 0;
	p->at += n + !last;
	p->left -= n + !last;
	return true;
}

static bool take_count(struct parts *p, bool last, int64_t least, int64_t most, int64_t *count)
{
	char digits[8];

	return take(p, last, digits, sizeof digits) && strspn(digits, "0123456789") == strlen(digits) &&
	       (digits[0] != '0' || digits[1] == 0) && ck_text_number(digits, count) && *count >= least && *count <= most;
}

static bool take_citizenship(struct parts *p, char out[4])
{
	return take(p, false, out, 4) && strspn(out, "ABCDEFGHIJKLMNOPQRSTUVWXYZ") == 3;
}

static enum ck_code refuse(struct ck_error *e, const char *column, const char *word, size_t n, const char *why)
{
	ck_fail(e, CK_BADDATA, "\"%.*s\" %s", n < 80 ? (int)n : 80, word, why);
	return ck_fail_column(e, column);
}

static enum ck_code none(struct ck_error *e, const char *column)
{
	ck_fail(e, CK_BADDATA, "nothing is stated");
	return ck_fail_column(e, column);
}

/* -- workers asked for -- */

static bool same_group(const struct ck_workers_group *a, const struct ck_workers_group *b)
{
	return strcmp(a->category, b->category) == 0 && strcmp(a->citizenship, b->citizenship) == 0 &&
	       strcmp(a->profession, b->profession) == 0;
}

static bool read_group(const char *word, size_t n, struct ck_workers_group *g)
{
	struct parts p = {word, n};

	return take(&p, false, g->category, sizeof g->category) && take_citizenship(&p, g->citizenship) &&
	       take(&p, false, g->profession, sizeof g->profession) && take_count(&p, true, 1, 999999, &g->count);
}

enum ck_code ck_workers_parse(const char *text, const char *column, struct ck_workers *w, struct ck_error *e)
{
	const char *word;
	size_t n;

	w->groups = 0;
	w->total = 0;
	while ((word = ck_word_next(&text, &n)) != NULL) {
		if (w->groups == CK_WORKERS_GROUPS)
			return refuse(e, column, word, n, "is one group too many for one application");
		struct ck_workers_group *g = &w->group[w->groups];
		if (!read_group(word, n, g))
			return refuse(e, column, word, n, "is not CATEGORY:CITIZENSHIP:PROFESSION:COUNT, such as 2:TUR:2142:5");
		for (size_t i = 0; i < w->groups; i++)
			if (same_group(&w->group[i], g))
				return refuse(e, column, word, n, "is of a group that is there already");
		w->total += g->count;
		w->groups++;
	}
	return w->groups > 0 ? CK_OK : none(e, column);
}

int64_t ck_workers_of(const struct ck_workers *w, const char *category)
{
	int64_t count = 0;

	for (size_t i = 0; i < w->groups; i++)
		if (category == NULL || strcmp(w->group[i].category, category) == 0)
			count += w->group[i].count;
	return count;
}

static bool occurs_before(const struct ck_workers *w, size_t at)
{
	for (size_t i = 0; i < at; i++)
		if (strcmp(w->group[i].category, w->group[at].category) == 0)
			return true;
	return false;
}

enum ck_code ck_workers_categories(const struct ck_workers *w,
                                   enum ck_code (*each)(void *to, const char *category, int64_t count,
                                                        struct ck_error *e),
                                   void *to, struct ck_error *e)
{
	enum ck_code code = CK_OK;

	for (size_t i = 0; i < w->groups && code == CK_OK; i++)
		if (!occurs_before(w, i))
			code = each(to, w->group[i].category, ck_workers_of(w, w->group[i].category), e);
	return code;
}

/* -- the staff beside them -- */

#define CATEGORIES (sizeof((struct ck_staff_numbers *)0)->of / sizeof((struct ck_staff_numbers *)0)->of[0])
#define STAFF_MOST 9999999

enum ck_code ck_staff_parse(const char *text, const char *column, struct ck_staff_numbers *s, struct ck_error *e)
{
	const char *word;
	size_t n;

	s->categories = 0;
	while ((word = ck_word_next(&text, &n)) != NULL) {
		size_t at = s->categories;
		struct parts p = {word, n};
		if (at == CATEGORIES)
			return refuse(e, column, word, n, "is one category too many");
		if (!take(&p, false, s->of[at].category, sizeof s->of[at].category) ||
		    !take_count(&p, false, 0, STAFF_MOST, &s->of[at].citizens) ||
		    !take_count(&p, true, 0, STAFF_MOST, &s->of[at].foreigners))
			return refuse(e, column, word, n, "is not CATEGORY:CITIZENS:FOREIGNERS, such as 2:40:5");
		for (size_t i = 0; i < at; i++)
			if (strcmp(s->of[i].category, s->of[at].category) == 0)
				return refuse(e, column, word, n, "is of a category that is there already");
		s->categories++;
	}
	return s->categories > 0 ? CK_OK : none(e, column);
}
