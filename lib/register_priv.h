/* register_priv: what an event says, and the entries that it becomes, as the files of the register share them. Included
 * by lib/register*.c only. */
#ifndef CK_REGISTER_PRIV_H
#define CK_REGISTER_PRIV_H

#include "register.h"
#include "store.h"

/* -- register.c -- */
struct ck_saying {
	struct ck_store *store;
	const struct ck_event *ev;
	const char *office;            /* code of the chain's office */
};
/* Each fills its last argument but one, or fails with CK_BADDATA in the column: the field is missing or of another form. */
enum ck_code ck_said_text(const struct ck_saying *say, const char *name, const char **text, struct ck_error *e);
enum ck_code ck_said_day(const struct ck_saying *say, const char *name, ck_day *day, struct ck_error *e);
enum ck_code ck_said_time(const struct ck_saying *say, const char *name, ck_time *t, struct ck_error *e);
enum ck_code ck_said_count(const struct ck_saying *say, const char *name, int64_t *count, struct ck_error *e);
/* A number as ALM-2019-S000017, of the series named; cases and imported cases are one. */
enum ck_code ck_said_chain(const struct ck_saying *say, const char *name, enum ck_series series, ck_chain *chain,
                           struct ck_error *e);
const char *ck_said(const struct ck_saying *say, const char *name);  /* "" = absent */
/* CK_BADDATA: casekit would not have written this event, for this reason. */
enum ck_code ck_said_wrongly(const struct ck_saying *say, const char *fault, struct ck_error *e);
/* Is that event one of those which this one, an undo, takes back? */
bool ck_said_undone(const struct ck_saying *say, int64_t seq);
/* The chains of an office, all in from <= id < until; office 0 = of all. */
void ck_register_span(int office, ck_chain *from, ck_chain *until);

/* -- register_entry.c: the table of entries -- */
struct ck_entry_row {
	enum ck_register in;
	int64_t a, b;
	const char *word;
	ck_chain chain;
	int64_t seq;
	struct ck_fields data;
};
/* Writes the row; add: not over one that is there (*added). Both free its data. */
enum ck_code ck_entry_put(struct ck_store *s, struct ck_entry_row *row, struct ck_error *e);
enum ck_code ck_entry_add(struct ck_store *s, struct ck_entry_row *row, bool *added, struct ck_error *e);
/* Fills chain, seq and data of the row with that key. data is the caller's to free. */
enum ck_code ck_entry_get(struct ck_store *s, struct ck_entry_row *row, bool *found, struct ck_error *e);
enum ck_code ck_entry_drop(struct ck_store *s, const struct ck_entry_row *row, struct ck_error *e);
/* Numbers in a row's data; INT64_MIN = absent. */
void ck_entry_set(struct ck_entry_row *row, const char *name, int64_t number);
int64_t ck_entry_number(const struct ck_entry_row *row, const char *name);

/* What the callers of entries get: rows of their own kind, read from entries. Few, and all are read before the first is
 * given, so that whoever gets one may ask, or write, in between. */
struct ck_entry_list {
	size_t size;                   /* of a row */
	void (*read)(const struct ck_entry_row *entry, struct ck_arena *arena, void *row);
	int (*order)(const void *row, const void *other);  /* NULL = as the entries come */
	struct ck_arena *arena;        /* where the rows' texts lie */
	char *rows;
	size_t count, room;
};
/* Reads the entries of one register from a result (CK_ENTRY_ROW) and ends it. ck_entry_list_free also where it fails. */
enum ck_code ck_entry_list_read(struct ck_entry_list *l, enum ck_register in, struct ck_result *r, struct ck_error *e);
const void *ck_entry_list_at(const struct ck_entry_list *l, size_t i);
void ck_entry_list_free(struct ck_entry_list *l);

/* -- register_permit.c, register_session.c: what the events of a chain say -- */
enum ck_code ck_apply_permit(const struct ck_saying *say, struct ck_error *e);    /* of a case: permits and payments */
enum ck_code ck_apply_work(const struct ck_saying *say, struct ck_error *e);      /* of a case: special workplaces */
enum ck_code ck_apply_agenda(const struct ck_saying *say, struct ck_error *e);    /* of a case: agenda, recommendation */
enum ck_code ck_apply_session(const struct ck_saying *say, struct ck_error *e);   /* of a session */
enum ck_code ck_apply_member(const struct ck_saying *say, struct ck_error *e);    /* of a journal */
/* Events are undone from the last one back: what an undone event said first, nobody says any more. */
enum ck_code ck_undo_payments(const struct ck_saying *say, struct ck_error *e);
enum ck_code ck_undo_work(const struct ck_saying *say, struct ck_error *e);
enum ck_code ck_undo_agenda(const struct ck_saying *say, struct ck_error *e);
enum ck_code ck_apply_org(const struct ck_saying *say, struct ck_error *e);       /* of an organisation */
/* Each permit's successor, wherever in the order of chains its event came. */
enum ck_code ck_link_permits(struct ck_store *s, struct ck_error *e);

#endif
