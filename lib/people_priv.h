/* people_priv: the book of offices and staff as journals tell it; shared by people.c and people_book.c only. */
#ifndef CK_PEOPLE_PRIV_H
#define CK_PEOPLE_PRIV_H

#include "desk.h"

enum { OFFICE_CODE, OFFICE_NAME, OFFICE_KIND, OFFICE_PARENT, OFFICE_ZONE, OFFICE_CALENDAR, OFFICE_HOURS,
       OFFICE_AUTHORITY, OFFICE_COLUMNS };
extern const char *const ck_office_columns[OFFICE_COLUMNS];  /* their names in records and events */

struct book_office {
	int64_t no;
	const char *value[OFFICE_COLUMNS];  /* "" = absent */
	bool met;
};
/* Somebody may leave and come back, to another office even. Each stay is a period, counted from 1 over all journals;
 * a row shows the last. */
struct book_staff {
	const char *login, *name, *roles, *office;
	ck_time since, until;
	int64_t period;
	int64_t reading;  /* the period that the journal being read speaks of */
	bool met;
};
struct book_delegate {
	const char *login, *agent;
	ck_time since, until;
	int64_t period;   /* of the login, when it was stated */
	bool met;
};

/* {0} is an empty book; rows are pointers, those of staff in the order of logins. */
struct ck_book {
	struct ck_arena *arena;
	struct book_office **office;
	struct book_staff **staff;
	struct book_delegate **delegate;
	size_t offices, staffs, delegates;
};

/* What one event of a journal does to the book; events of a journal come in their order, journals in any. CK_BADDATA:
 * the event lacks what its act needs. */
enum ck_code ck_book_apply(struct ck_book *b, const struct ck_event *ev, struct ck_error *e);
/* Takes over somebody's row as the store has it, before an event about that person. */
void ck_book_take_staff(struct ck_book *b, const struct ck_staff *st);
/* Writes every row of the book over the store's. */
enum ck_code ck_book_write(const struct ck_book *b, struct ck_store *s, struct ck_error *e);
void ck_book_free(struct ck_book *b);

#endif
