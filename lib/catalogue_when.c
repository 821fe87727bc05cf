/* catalogue_when: conditions over facts. either = both { "|" both }; both = one { "&" one };
 * one = "!" one | "(" either ")" | fact. */
#include <string.h>

#include "catalogue.h"

#define DEEPEST 16

struct reading {
	const char *at;
	int depth;
	bool bad;
	bool (*is_so)(const void *facts, const char *fact);
	const void *facts;
	void (*each)(void *to, const char *fact);
	void *to;
};

static void skip_blanks(struct reading *r)
{
	r->at += strspn(r->at, " ");
}

static bool take(struct reading *r, char c)
{
	skip_blanks(r);
	if (*r->at != c)
		return false;
	r->at++;
	return true;
}

static bool read_fact(struct reading *r)
{
	char fact[64];
	size_t n = strspn(r->at, "abcdefghijklmnopqrstuvwxyz0123456789-");

	if (n == 0 || n >= sizeof fact || r->at[0] == '-') {
		r->bad = true;
		return false;
	}
	memcpy(fact, r->at, n);
	fact[n] = '\0';
	r->at += n;
	if (r->each != NULL)
		r->each(r->to, fact);
	return r->is_so != NULL && r->is_so(r->facts, fact);
}

static bool read_either(struct reading *r);

static bool read_one(struct reading *r)
{
	bool holds, not = false;

	while (take(r, '!'))
		not = !not;
	if (!take(r, '('))
		return read_fact(r) != not;
	if (++r->depth > DEEPEST) {
		r->bad = true;
		return false;
	}
	holds = read_either(r);
	r->depth--;
	if (!take(r, ')'))
		r->bad = true;
	return holds != not;
}

/* Both sides are always read, so that every fact is met and every fault found. */
static bool read_both(struct reading *r)
{
	bool holds = read_one(r);

	while (!r->bad && take(r, '&'))
		holds = read_one(r) && holds;
	return holds;
}

static bool read_either(struct reading *r)
{
	bool holds = read_both(r);

	while (!r->bad && take(r, '|'))
		holds = read_both(r) || holds;
	return holds;
}

static bool read_whole(struct reading *r)
{
	bool holds;

	skip_blanks(r);
	if (*r->at == '\0')
		return true;
	holds = read_either(r);
	skip_blanks(r);
	if (*r->at != '\0')
		r->bad = true;
	return holds && !r->bad;
}

bool ck_when_valid(const char *when)
{
	struct reading r = {.at = when};

	read_whole(&r);
	return !r.bad;
}

bool ck_when_holds(const char *when, bool (*is_so)(const void *facts, const char *fact), const void *facts)
{
	struct reading r = {.at = when, .is_so = is_so, .facts = facts};
	return read_whole(&r);
}

void ck_when_facts(const char *when, void (*each)(void *to, const char *fact), void *to)
{
	struct reading r = {.at = when, .each = each, .to = to};
	read_whole(&r);
}
