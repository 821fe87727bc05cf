/* event: what happened, once. The ledger keeps events, the procedure reads them; neither changes one. */
#ifndef CK_EVENT_H
#define CK_EVENT_H

#include <stdint.h>
#include "clock.h"
#include "digest.h"
#include "fields.h"

/* A chain of events belongs to a case, or to an office's journal (where its staff and its own record are kept). Its
 * identity is one integer: office (14 bits), year since 1900 (8), series (2), number (24), and 15 bits for the event's
 * seq, so that an event's identity sorts by office, case and seq at once and is minted without any sequence. */
typedef int64_t ck_chain;                /* seq bits are zero */
enum ck_series {
	CK_SERIES_CASE = 0,     /* ALM-2019-000017 */
	CK_SERIES_IMPORTED = 1, /* ALM-2019-I000017 */
	CK_SERIES_BATCH = 2,    /* ALM-2019-B000017 (a batch has no events of its own) */
	CK_SERIES_JOURNAL = 3,  /* ALM-J: year and number are 0 */
	/* The next share the journal's two bits; the three highest bits of their number tell them apart. */
	CK_SERIES_SESSION = 4,  /* ALM-2019-S000017: a session of a commission */
	CK_SERIES_ORG = 5,      /* ALM-2019-O000017: an organisation */
	CK_SERIES_PERMIT = 6    /* ALM-2019-P000017 (a permit has no events of its own: its case has them) */
};
#define CK_CHAIN_SHIFT 15
#define CK_CHAIN_LAST_SEQ 32767
#define CK_CHAIN_LAST_NUMBER 16777215
#define CK_CHAIN_LAST_SHARED 2097151   /* of the series from CK_SERIES_SESSION on */
#define CK_CHAIN_FIRST_YEAR 1900
#define CK_CHAIN_LAST_YEAR 2155

ck_chain ck_chain_pack(int office, int year, enum ck_series series, int number);
void ck_chain_unpack(ck_chain c, int *office, int *year, enum ck_series *series, int *number);
/* "ALM-2019-000017" of its parts; office is the office's code. */
void ck_chain_print(char out[40], const char *office, ck_chain c);
/* The parts of a printed number; false if it has not that form. office needs room for 9 bytes. */
bool ck_chain_parse(const char *text, char office[9], int *year, enum ck_series *series, int *number);

struct ck_event {
	ck_chain chain;
	int seq;                    /* from 1 */
	ck_time at;                 /* when it happened */
	int at_offset;              /* seconds east of UTC, as it was written */
	ck_time recorded;           /* the store's clock when it was recorded; never before the previous event's */
	int recorded_offset;
	char *step;                 /* the step of the procedure it did; "" beside the steps */
	char *acts;                 /* words: "register"; "decide sign"; "undo" */
	char *role;                 /* in which role */
	char *by;                   /* login; "casekit" for a machine's step */
	char *done_for;             /* the outside actor whose step it was ("applicant"); or "" */
	char *office;               /* code of the actor's office */
	char *os_user;              /* name of the operating-system user */
	char *batch;                /* the batch it came in, or "" */
	char *key;                  /* the sender's own id, or "" */
	struct ck_fields data;      /* what the act stated, in the order given */
	unsigned char hash[CK_DIGEST];
};
void ck_event_free(struct ck_event *ev);  /* frees all it holds and clears it; strings are malloc'ed */

struct ck_events {
	struct ck_event *at;
	size_t count, room;
};
struct ck_event *ck_events_add(struct ck_events *evs); /* a cleared one; strings NULL */
void ck_events_free(struct ck_events *evs);

#endif
