/* journal: events that are no case's: those of an office's own chain (ALM-J), where its staff and its commissions
 * are kept, and those of a commission's session (ALM-2019-S000017). */
#ifndef CK_JOURNAL_H
#define CK_JOURNAL_H

#include "desk.h"

struct ck_posting {
	ck_chain chain;
	const char *office;          /* code of the office whose chain it is */
	const struct ck_zone *zone;  /* its zone: the event's times are written in it */
	const char *act, *role;
	const char *by, *by_office;  /* who acts, and from where */
	const char *key;             /* NULL = none */
	ck_time at;                  /* CK_NOTIME = now, but not before the chain's last event */
};

/* Appends the event and writes what it says into the registers. ev is filled and the caller's to free, also where it is
 * refused; data becomes its own. CK_REFUSED, column at: before the chain's last event, or not come yet. */
enum ck_code ck_journal_append(struct ck_desk *d, const struct ck_posting *posting, struct ck_fields *data,
                               struct ck_event *ev, struct ck_error *e);

#endif
