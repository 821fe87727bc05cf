/* import_priv: an import, as its files share it. Included by lib/import*.c only. */
#ifndef CK_IMPORT_PRIV_H
#define CK_IMPORT_PRIV_H

#include "import.h"
#include "procedure.h"
#include "ledger.h"

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
	const char *regulation, *edition, *variant, *channel;
	struct ck_bulk_text own, applicant, name, name_key, responsible;
	enum ck_case_status status;
	enum ck_outcome outcome;
	ck_time decided, issued;
	size_t line;
	struct ck_import_event *event;
	size_t events, room;
};

struct ck_import {
	struct ck_desk *desk;
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
	struct { ck_day day; const struct ck_office *office; ck_time t; int offset; } *days;
	struct ck_import_law *laws;
	struct ck_import_procedure *procedures;
	size_t procedure_count;
	struct ck_import_register *registers;
	size_t register_count;
	/* what waits to be written */
	struct ck_arena *wait;
	size_t since_room;             /* rows read since it was empty */
	struct ck_bulk_event *events;
	size_t event_count, event_room;
	struct ck_bulk_case cases[CK_IMPORT_WAIT];
	struct ck_link chains[CK_IMPORT_WAIT];
	char numbers[CK_IMPORT_WAIT][40];
	size_t first[CK_IMPORT_WAIT];  /* its events, in events */
	size_t case_count;
	int64_t consider_at;           /* after so many cases: are indexes worth their while? */
	/* own numbers of this load, and of the whole store once its indexes are away */
	uint32_t *mark;
	size_t marks, mark_room;
	bool all_marked, begun, unindexed, ended;
	/* rows that are events: the case whose rows are being read */
	struct ck_import_case open;
	bool is_open, spoiled;
	struct ck_events before;       /* the case as it is in the store: rows are compared, none is added */
	bool compares;
	size_t compared;
};

/* -- import_row.c -- */
/* Puts the fields of a row in their places. CK_BADDATA: a column that no import has. */
enum ck_code ck_import_take_fields(struct ck_import *im, const struct ck_fields *row, struct ck_error *e);
/* A row a case, validated, as a case with its events, in the arena. */
enum ck_code ck_import_read_case(struct ck_import *im, size_t line, struct ck_arena *arena, struct ck_import_case *c,
                                 struct ck_error *e);
/* Number and office of the case that a row is of. */
enum ck_code ck_import_read_place(struct ck_import *im, struct ck_import_case *c, struct ck_error *e);
/* The case that a row an event is of, without its event; and the event, after what the case has. */
enum ck_code ck_import_read_opening(struct ck_import *im, size_t line, struct ck_arena *arena, struct ck_import_case *c,
                                    struct ck_error *e);
enum ck_code ck_import_read_event(struct ck_import *im, struct ck_arena *arena, struct ck_import_case *c,
                                  struct ck_error *e);
/* The last of what the first event says: how many events were told, and from where. */
void ck_import_finish_first(struct ck_import *im, struct ck_arena *arena, struct ck_import_case *c);
void ck_import_warn(struct ck_import *im, const char *column, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

/* -- import_write.c -- */
/* CK_BADDATA with the column of the day: registers have four digits of a year, from 1900 on. */
enum ck_code ck_import_check_year(const struct ck_import *im, ck_day registered, int *year, struct ck_error *e);
enum ck_code ck_import_add(struct ck_import *im, struct ck_import_case *c, struct ck_error *e);
enum ck_code ck_import_flush(struct ck_import *im, struct ck_error *e);
/* Is a case of that own number there? *chain 0 = no. */
enum ck_code ck_import_find(struct ck_import *im, const struct ck_office *o, const char *number, ck_chain *chain,
                            struct ck_error *e);
/* Does the case tell what the events of the store tell, those that were imported? */
bool ck_import_same_event(const struct ck_import_event *mine, const struct ck_event *ev, struct ck_buffer *work);
size_t ck_import_told_events(const struct ck_events *evs);

/* -- import_near.c -- */
/* Notes whose name and number are nearly somebody else's: of the cases just written (in the order of their ids), by the
 * index; of the whole store, once its indexes are there again. */
enum ck_code ck_import_near_of_waiting(struct ck_import *im, const struct ck_bulk_case *cases, size_t count,
                                       struct ck_error *e);
enum ck_code ck_import_near_of_all(struct ck_import *im, struct ck_error *e);

#endif
