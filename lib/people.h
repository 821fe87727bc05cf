/* people: offices and their staff. Each change is an event in the office's journal (chain CODE-J); the tables of offices
 * and staff are projections of these. */
#ifndef CK_PEOPLE_H
#define CK_PEOPLE_H

#include "desk.h"

/* columns in: office name office_kind parent zone calendar hours authority. zone, calendar and hours are inherited
 * from the parent where they are not given; without a parent from the calendar, which then is the store's first.
 * CK_REFUSED if the code exists, CK_BADDATA for a bad code, zone, calendar, hours or an unknown parent. */
enum ck_code ck_office_add(struct ck_desk *d, const struct ck_fields *in, struct ck_error *e);
/* columns in: login name roles office since left. roles are words of the vocabulary; machine and outside roles are
 * refused. Who left may come back: a new period, which cannot begin before the end of the last one. */
enum ck_code ck_staff_add(struct ck_desk *d, const struct ck_fields *in, struct ck_error *e);
/* columns in: login until [reason]; until defaults to now. CK_REFUSED if the person has left already. */
enum ck_code ck_staff_end(struct ck_desk *d, const struct ck_fields *in, struct ck_error *e);
/* columns in: login (who delegates) to since until. Stated again with the same since it gets a new end. CK_DENIED: in a
 * strict store only oneself may delegate. */
enum ck_code ck_staff_delegate(struct ck_desk *d, const struct ck_fields *in, struct ck_error *e);

/* One call of each with out filled as the columns of office-list / staff-list. office NULL = all. */
enum ck_code ck_office_list(struct ck_desk *d, const char *office,
                            enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                            struct ck_error *e);
enum ck_code ck_staff_list(struct ck_desk *d, const char *office, const char *role, bool present_only,
                           enum ck_code (*each)(void *to, const struct ck_fields *out, struct ck_error *e), void *to,
                           struct ck_error *e);
/* What the journals say that the tables do not, for store-check: found is called for each difference. */
enum ck_code ck_people_check(struct ck_desk *d, void (*found)(void *to, const char *text), void *to, struct ck_error *e);

/* -- journals that came from another store (native.h) -- */
/* The row of an office from the first event of its journal. CK_BADDATA: it begins otherwise than with an office. */
enum ck_code ck_people_make_office(struct ck_store *s, const struct ck_event *first, struct ck_error *e);
/* The rows of staff from all journals as they are now. */
enum ck_code ck_people_make_staff(struct ck_store *s, struct ck_error *e);

#endif
