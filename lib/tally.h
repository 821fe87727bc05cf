/* tally: records counted by the values of some of their columns. */
#ifndef CK_TALLY_H
#define CK_TALLY_H

#include "fields.h"

struct ck_tally;
/* counted: the column of the counts, a constant ("cases"). by: names of columns, separated by commas or spaces; each must be one of
 * known (words). CK_USAGE if one is not. */
enum ck_code ck_tally_new(const char *counted, const char *by, const char *known, struct ck_tally **t, struct ck_error *e);
void ck_tally_add(struct ck_tally *t, const struct ck_fields *record);
/* The columns of the groups and the count's. */
const char *ck_tally_columns(const struct ck_tally *t);
/* The next group, in the order of its values; false after the last. */
bool ck_tally_next(struct ck_tally *t, struct ck_fields *out);
void ck_tally_free(struct ck_tally *t);  /* NULL is allowed */

#endif
