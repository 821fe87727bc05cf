/* import_priv: an import, as its files share it. Included by lib/import*.c only. */
#ifndef CK_IMPORT_PRIV_H
#define CK_IMPORT_PRIV_H

#include "import.h"
#include "procedure.h"
#include "ledger.h"
#include "worker.h"

/* The columns of CK_IMPORT_CASE and CK_IMPORT_EVENT. */
enum ck_told {
	CK_TOLD_NUMBER, CK_TOLD_SERVICE, CK_TOLD_REGULATION, CK_TOLD_VARIANT, CK_TOLD_CHANNEL, CK_TOLD_OFFICE,
	CK_TOLD_APPLICANT, CK_TOLD_NAME, CK_TOLD_REPRESENTATIVE, CK_TOLD_STATUS, CK_TOLD_OUTCOME, CK_TOLD_REGISTERED,
	CK_TOLD_ASSIGNED, CK_TOLD_RESPONSIBLE, CK_TOLD_DECIDED, CK_TOLD_DECISION, CK_TOLD_RESULT, CK_TOLD_AMOUNT,
	CK_TOLD_GROUND, CK_TOLD_REASON, CK_TOLD_ISSUED, CK_TOLD_DELIVERY, CK_TOLD_NOTE, CK_TOLD_HAPPENED, CK_TOLD_ACT,
	CK_TOLD_DONE_BY, CK_TOLD_COUNT
};

#define CK_IMPORT_WAIT 512             /* cases written at once */
#define CK_IMPORT_DAYS 4096            /* days whose first second is remembered */
#define CK_IMPORT_LAWS 4096            /* services of a day that are remembered */
#define CK_IMPORT_STRANGE 64           /* offices that are none, likewise */
#define CK_IMPORT_ACTS 6               /* events that one row a case may become */

struct ck_import_time {
	ck_time t;
	int offset;
	ck_day day;                    /* in the office's zone */
	bool whole_day;                /* a date without a time */
};
struct ck_import_law {                 /* which edition of a service holds on a day */
	const struct ck_office *office;
	const char *service;
	ck_day day;
	const char *regulation, *edition, *variant;
};
struct ck_import_procedure {
	const char *regulation, *edition, *variant, *channel;
	int64_t no;
};
struct ck_import_register {            /* of an office and year */
	int office, year, last;
};
struct ck_import_event {               /* on its way: text belongs to the arena of what waits */
	struct ck_import_time at;
	const char *acts;
	struct ck_bulk_text data;
	size_t compared;               /* so many bytes of the data count when a row is compared with what is there */
};
struct ck_import_case {                /* one case on its way */
	const struct ck_office *office;
	const char *number;            /* its own */
	uint64_t mark;                 /* of office and number (import_known.c) */
	const char *regulation, *edition, *variant, *channel;
	struct ck_bulk_text own, applicant, name, name_key, responsible;
	enum ck_case_status status;
	enum ck_outcome outcome;
	ck_time decided, issued;
	size_t line;
	struct ck_import_event *event;
	size_t events, room;
};

struct ck_import_pair { ck_chain one, other; };

struct ck_import_block {               /* cases that are written together */
	struct ck_arena *arena;        /* their text, and that of the row being read */
	size_t rows;                   /* read since it was empty */
	struct ck_bulk_case cases[CK_IMPORT_WAIT];
	char numbers[CK_IMPORT_WAIT][40];
	size_t first[CK_IMPORT_WAIT];  /* a case's first event, in events */
	size_t case_count;
	struct ck_bulk_event *events;
	size_t event_count, event_room;
	size_t linked;                 /* cases whose events have their hashes: by who fills it, then by the second thread */
	/* the second thread's */
	struct ck_store *store;
	bool search_near;
	struct ck_import_pair *near;
	size_t near_count, near_room;
	struct ck_error error;
};

struct ck_import {
	struct ck_desk *desk;
	const struct ck_notes *notes;
	const char *batch, *os_user;
	struct ck_import_options is;
	struct ck_import_counts counts;
	struct ck_arena *kept;         /* as long as the import */
	const struct ck_staff *actor;
	const struct ck_vocabulary *v;
	ck_time now;
	int recorded_offset;
	/* the row in hand */
	const char *told[CK_TOLD_COUNT];
	int guess[CK_TOLD_COUNT];      /* the column of the how-manieth field of the row before */
	struct ck_buffer scratch, text;
	/* remembered */
	const struct ck_office *office;        /* of the row before, and what it was called */
	char office_code[16];
	struct { const char *code; const struct ck_error *why; } strange[CK_IMPORT_STRANGE];
	size_t strange_count;
	struct { ck_day day; const struct ck_office *office; ck_time t; int offset; } *days;
	struct ck_import_law *laws;
	struct ck_import_procedure *procedures;
	size_t procedure_count;
	struct ck_import_register *registers;
	size_t register_count;
	/* what waits to be written: one block is filled while the other is written */
	struct ck_import_block block[2], *filling, *writing;
	struct ck_worker *worker;
	struct ck_bulk_event alike;    /* what every event says alike */
	struct ck_stamps *stamps;
	int64_t expected, consider_at; /* cases of the load as far as can be told; from how many on to look at the indexes again */
	/* own numbers of this load, and of the whole store once its indexes are away */
	uint32_t *mark;
	size_t marks, mark_room;
	bool all_marked, begun, unindexed;
	struct ck_import_pair *near;   /* told of while there were indexes: not again once they are made again */
	size_t near_count, near_room;
	/* rows that are events: the case whose rows are being read */
	struct ck_import_case open;
	bool is_open, spoiled;
	struct ck_events before;       /* the case as it is in the store: rows are compared, none is added */
	bool compares;
	size_t compared;
};

/* -- import_value.c -- */
/* Puts the fields of a row in their places. CK_BADDATA: a column that no import has. */
enum ck_code ck_import_take_fields(struct ck_import *im, const struct ck_fields *row, struct ck_error *e);
void ck_import_warn(struct ck_import *im, const char *column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));
/* A fault gets its column. */
enum ck_code ck_told_at_fault(enum ck_told column, struct ck_error *e);
enum ck_code ck_told_missing(enum ck_told column, struct ck_error *e);
/* Letters: damage is counted, and undone where that was asked; a name is composed (NFC) too. NULL = not told. */
const char *ck_told_text(struct ck_import *im, enum ck_told column, struct ck_arena *arena);
const char *ck_told_name(struct ck_import *im, enum ck_told column, struct ck_arena *arena);
/* A time that has come; one that is not before another. */
enum ck_code ck_told_time(struct ck_import *im, const struct ck_office *o, enum ck_told column, struct ck_import_time *t,
                          struct ck_error *e);
enum ck_code ck_told_next_time(struct ck_import *im, const struct ck_office *o, enum ck_told column,
                               const struct ck_import_time *before, struct ck_import_time *t, struct ck_error *e);
/* In tiyn, as events keep it. */
enum ck_code ck_told_amount(struct ck_import *im, struct ck_arena *arena, const char **amount, struct ck_error *e);
/* The outcome to c, the decision that it comes from. */
enum ck_code ck_told_outcome(struct ck_import *im, struct ck_import_case *c, const char **decision, struct ck_error *e);
enum ck_code ck_told_status(struct ck_import *im, enum ck_case_status *status, struct ck_error *e);

/* -- import_case.c -- */
/* Number and office of the case that a row is of. */
enum ck_code ck_import_read_place(struct ck_import *im, struct ck_import_case *c, struct ck_error *e);
struct ck_bulk_text ck_import_text(struct ck_arena *arena, const char *s);  /* a copy; NULL = "" */
/* Applicant, law and the rest of what a case is, registered on a day. */
enum ck_code ck_import_read_what(struct ck_import *im, size_t line, struct ck_arena *arena, ck_day day,
                                 struct ck_import_case *c, struct ck_error *e);
/* The same as fields of its first event: their count. */
size_t ck_import_describe(struct ck_import *im, struct ck_arena *arena, const struct ck_import_case *c, struct ck_field *at);
void ck_import_put_field(struct ck_field *at, size_t *count, const char *name, const char *value);
struct ck_import_event *ck_import_add_event(struct ck_arena *arena, struct ck_import_case *c);
void ck_import_set_data(struct ck_import *im, struct ck_arena *arena, struct ck_import_event *ev, struct ck_field *at,
                        size_t count);
/* The last of what the first event says: how many events were told, and from where. */
void ck_import_finish_first(struct ck_import *im, struct ck_arena *arena, struct ck_import_case *c);

/* -- import_row.c -- */
/* A row a case, validated, as a case with its events, in the arena. */
enum ck_code ck_import_read_case(struct ck_import *im, size_t line, struct ck_arena *arena, struct ck_import_case *c,
                                 struct ck_error *e);
/* The case that a row an event is of, without its event; and the event, after what the case has. */
enum ck_code ck_import_read_opening(struct ck_import *im, size_t line, struct ck_arena *arena, struct ck_import_case *c,
                                    struct ck_error *e);
enum ck_code ck_import_read_event(struct ck_import *im, struct ck_arena *arena, struct ck_import_case *c,
                                  struct ck_error *e);

/* -- import_write.c -- */
/* CK_BADDATA with the column of the day: registers have four digits of a year, from 1900 on. */
enum ck_code ck_import_check_year(const struct ck_import *im, ck_day registered, int *year, struct ck_error *e);
void ck_import_begin_blocks(struct ck_import *im);
void ck_import_end_blocks(struct ck_import *im);
/* Before a row: a block with room in it. What was read before may be gone from the arena. */
enum ck_code ck_import_make_room(struct ck_import *im, struct ck_error *e);
enum ck_code ck_import_add(struct ck_import *im, struct ck_import_case *c, struct ck_error *e);
/* Whatever waits is written. */
enum ck_code ck_import_flush(struct ck_import *im, struct ck_error *e);

/* -- import_known.c -- */
/* The case has its number and its office: makes their mark, and fetches what ck_import_find will look at. */
void ck_import_look_up(const struct ck_import *im, struct ck_import_case *c);
/* Remembers a case's own number; of the whole store. */
enum ck_code ck_import_mark(struct ck_import *im, const struct ck_import_case *c, struct ck_error *e);
enum ck_code ck_import_mark_all(struct ck_import *im, struct ck_error *e);
/* Is a case of that office and own number there? *chain 0 = no. */
enum ck_code ck_import_find(struct ck_import *im, const struct ck_import_case *c, ck_chain *chain, struct ck_error *e);
/* Does the case tell what the events of the store tell, those that were imported? */
bool ck_import_same_event(const struct ck_import_event *mine, const struct ck_event *ev, struct ck_buffer *work);
size_t ck_import_told_events(const struct ck_events *evs);

/* -- import_near.c -- */
/* Cases whose name and number are nearly somebody else's: of a block just written, by the index, in the second thread (to
 * its near; a fault to its error); of the whole store, once its indexes are there again, noted at once. */
void ck_import_near_of_block(struct ck_import_block *b);
enum ck_code ck_import_near_of_all(struct ck_import *im, struct ck_error *e);
enum ck_code ck_import_tell_near(struct ck_import *im, ck_chain one, ck_chain other, struct ck_error *e);

#endif
