/* workers: whom an employer asks a permit for, and the staff that stands beside them, as one word a group.
 *   workers  CATEGORY:CITIZENSHIP:PROFESSION:COUNT    2:TUR:2142:5 3:UZB:7111:12
 *   staff    CATEGORY:CITIZENS:FOREIGNERS             2:40:5 3:80:2    (of Kazakhstan, and others, before the permit)
 * A category is a word, a citizenship three capital letters (ISO 3166), a profession a word without colon (the code of the
 * classifier of occupations), a count 1 to 999999 (of staff 0 to 9999999). */
#ifndef CK_WORKERS_H
#define CK_WORKERS_H

#include "status.h"
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define CK_WORKERS_GROUPS 200  /* in one application at most */

struct ck_workers_group {
	char category[16], citizenship[4], profession[40];
	int64_t count;
};
struct ck_workers {
	struct ck_workers_group group[CK_WORKERS_GROUPS];
	size_t groups;
	int64_t total;
};
struct ck_staff_numbers {
	struct {
		char category[16];
		int64_t citizens, foreigners;
	} of[20];
	size_t categories;
};
/* CK_BADDATA, in the column named: no such form, a category of staff or a group (category, citizenship and profession) twice,
 * too many. */
enum ck_code ck_workers_parse(const char *text, const char *column, struct ck_workers *w, struct ck_error *e);
enum ck_code ck_staff_parse(const char *text, const char *column, struct ck_staff_numbers *s, struct ck_error *e);
/* How many workers of a category (NULL = of all). */
int64_t ck_workers_of(const struct ck_workers *w, const char *category);
/* Calls each for every category that occurs, in the order of first occurrence. */
enum ck_code ck_workers_categories(const struct ck_workers *w,
                                   enum ck_code (*each)(void *to, const char *category, int64_t count, struct ck_error *e),
                                   void *to, struct ck_error *e);

#endif
