/* reckon: the end of a term as a record asks for it (term-compute): by an office of a store, by a calendar of a store,
 * or, without any store, by a calendar of a folder. A working time is made once, and kept for records that follow. */
#ifndef CK_RECKON_H
#define CK_RECKON_H

#include "desk.h"

struct ck_reckoner;
/* desk NULL: there is no store, and the calendars are those of the folder. known: what is known of them: as of this
 * time. desk is borrowed. */
struct ck_reckoner *ck_reckoner_new(struct ck_desk *desk, const char *folder, ck_time known);
void ck_reckoner_free(struct ck_reckoner *k);  /* NULL is allowed */

/* Reads start value unit bound office calendar zone hours; sets due, or not_before where bound is min. The record's
 * calendar, zone and hours go before the office's, and these before the calendar's own. CK_BADDATA with the column. */
enum ck_code ck_reckoner_answer(struct ck_reckoner *k, const struct ck_fields *in, struct ck_fields *out,
                                struct ck_error *e);

#endif
