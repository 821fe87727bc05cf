/* catalogue_priv: what the catalogue's files share: an edition while it is built, and faults of rows. */
#ifndef CK_CATALOGUE_PRIV_H
#define CK_CATALOGUE_PRIV_H

#include "catalogue.h"

/* An edition as its rows say it: the lists of steps as the documents print them, not yet composed. Everything lies in
 * the arena. */
struct ck_draft {
	struct ck_edition *ed;
	struct ck_arena *arena;
	const struct ck_vocabulary *v;
	struct ck_procedure *list;  /* variant "" = shared by all variants of the edition */
	size_t lists;
	const struct ck_row *at;    /* the row being taken: where a failure lies */
};
enum ck_code ck_draft_build(const struct ck_rows *rows, const char *regulation, const char *edition,
                            const struct ck_vocabulary *v, struct ck_draft *d, struct ck_error *e);
/* Makes the edition's procedures of the draft's lists. */
void ck_draft_compose(struct ck_draft *d);
struct ck_procedure *ck_draft_list(const struct ck_draft *d, const char *variant, const char *channel);  /* or NULL */

/* One element more at the end of an array in the arena, cleared. Its room is always a power of two, so it needs no keeping. */
void *ck_arena_more(struct ck_arena *a, const void *at, size_t count, size_t size);

const char *ck_row_text(const struct ck_row *row, const char *column);  /* "" = absent */
bool ck_row_is_of(const struct ck_row *row, const char *regulation, const char *edition);
/* Fills *e with "FILE:LINE: " or "PART, row LINE: " and the text; CK_CONFIG. */
enum ck_code ck_row_fail(const struct ck_row *row, const char *column, struct ck_error *e, const char *format, ...)
    __attribute__((format(printf, 4, 5)));

bool ck_list_decides(const struct ck_vocabulary *v, const struct ck_procedure *p);
bool ck_role_is(const struct ck_vocabulary *v, const char *role, enum ck_role_kind kind);

/* A lint under way. */
struct ck_lint {
	const struct ck_rows *rows;
	const struct ck_vocabulary *v;
	void (*found)(void *to, const struct ck_finding *f);
	void *to;
	size_t count;
};
void ck_lint_say(struct ck_lint *l, const struct ck_row *row, const char *column, const char *format, ...)
    __attribute__((format(printf, 4, 5)));
/* All that can be said of one row alone. */
void ck_lint_row(struct ck_lint *l, const struct ck_row *row);
/* All that can only be said of a whole edition: references and order, then reach. first: any row of it. */
void ck_lint_edition(struct ck_lint *l, const struct ck_row *first);
void ck_lint_reach(struct ck_lint *l, const struct ck_draft *d);
/* The row of a step, or of another thing of the list that names one; NULL = none such. */
const struct ck_row *ck_lint_row_of(const struct ck_lint *l, enum ck_part part, const struct ck_procedure *p,
                                    const char *column, const char *value);

#endif
