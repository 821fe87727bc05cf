/* permit_measure: a permit held against the shares of staff and the quotas, which are norms (norm.h). */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "permit_priv.h"

#define SHARE "kazakh-share"
#define QUOTA "quota"

/* -- shares -- */

struct share {
	const struct ck_permit_wish *wish;
	const struct ck_staff_numbers *staff;
};

/* Citizens and all, of the categories (words), once the permit is given; workers: how many of these it is for. */
struct heads {
	int64_t citizens, all, workers;
};

static struct heads count_heads(const struct share *s, const char *categories)
{
	struct heads h = {0, 0, 0};
	size_t length;

	for (size_t i = 0; i < s->staff->categories; i++) {
		if (!ck_word_in(categories, s->staff->of[i].category))
			continue;
		h.citizens += s->staff->of[i].citizens;
		h.all += s->staff->of[i].citizens + s->staff->of[i].foreigners;
	}
	for (const char *word; (word = ck_word_next(&categories, &length)) != NULL;) {
		char category[16];

		if (snprintf(category, sizeof category, "%.*s", (int)length, word) < (int)sizeof category)
			h.workers += ck_workers_of(s->wish->workers, category);
	}
	if (!s->wish->among_staff)
		h.all += h.workers;
	return h;
}

/* A share that is said of no category of these workers is not judged. */
static enum ck_code reaches(void *to, const char *subject, const struct ck_norm *n, struct ck_error *e)
{
	const struct share *s = to;
	struct heads h = count_heads(s, subject);

	if (h.workers == 0 || ck_norm_reaches(h.citizens, h.all, n))
		return CK_OK;
	ck_fail(e, CK_REFUSED,
	        "with this permit %" PRId64 " of a staff of %" PRId64 " in category %s would be citizens; at least %s must be",
	        h.citizens, h.all, subject, n->value);
	ck_fail_column(e, "staff");
	return ck_fail_clause(e, "%s", n->source);
}

enum ck_code ck_permit_share(struct ck_desk *d, const struct ck_permit_wish *wish, const char *staff, struct ck_error *e)
{
	struct ck_staff_numbers numbers;
	struct share s = {wish, &numbers};
	enum ck_code code;

	if (ck_text_is_empty(staff)) {
		ck_fail(e, CK_REFUSED, "the application does not state the employer's staff, so the share of citizens is not known");
		ck_fail_column(e, "staff");
		return ck_fail_clause(e, "%s", wish->clause);
	}
	code = ck_staff_parse(staff, "staff", &numbers, e);
	return code == CK_OK ? ck_norm_each(ck_desk_store(d), SHARE, wish->on, ck_desk_now(d), reaches, &s, e) : code;
}

/* -- quotas -- */

struct quota {
	struct ck_desk *desk;
	const struct ck_permit_wish *wish;
	int64_t year;
};

static enum ck_code no_quota(const struct quota *q, const char *category, struct ck_error *e)
{
	ck_fail(e, CK_REFUSED, "there is no quota for category %s in %s for %" PRId64, category, q->wish->region, q->year);
	ck_fail_column(e, "workers");
	return ck_fail_clause(e, "%s", q->wish->clause);
}

static enum ck_code has_places(void *to, const char *category, int64_t count, struct ck_error *e)
{
	const struct quota *q = to;
	struct ck_store *s = ck_desk_store(q->desk);
	char subject[120];
	struct ck_norm n;
	int64_t used = 0;
	bool found;
	enum ck_code code;

	snprintf(subject, sizeof subject, "%s %" PRId64 " %s", q->wish->region, q->year, category);
	code = ck_norm_find(s, QUOTA, subject, q->wish->since, ck_desk_now(q->desk), &n, &found, e);
	if (code == CK_OK && !found)
		return no_quota(q, category, e);
	if (code == CK_OK)
		code = ck_register_quota_used(s, q->wish->region, q->year, category, &used, e);
	if (code != CK_OK || used + count <= n.count)
		return code;
	ck_fail(e, CK_REFUSED,
	        "the quota for category %s in %s for %" PRId64 " has %" PRId64 " places: %" PRId64 " are used, %" PRId64
	        " more are wanted",
	        category, q->wish->region, q->year, n.count, used, count);
	ck_fail_column(e, "workers");
	return ck_fail_clause(e, "%s", n.source);
}

enum ck_code ck_permit_quota(struct ck_desk *d, const struct ck_permit_wish *wish, int64_t year, struct ck_error *e)
{
	struct quota q = {d, wish, year};

	return ck_workers_categories(wish->workers, has_places, &q, e);
}
