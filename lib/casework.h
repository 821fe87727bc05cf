/* casework: what a person does to a case. Every function reads the columns of one record, decides by the procedure of the
 * case's edition, appends events, renews the case's row, and answers with the case as it then stands. Writing functions
 * need a transaction; whoever called rolls back (or undoes the savepoint) when one refuses. */
#ifndef CK_CASEWORK_H
#define CK_CASEWORK_H

#include "desk.h"

/* The columns of a case record, in order (DESIGN 5). */
#define CK_CASE_SHOWN \
	"case number regulation edition variant channel office applicant applicant_name status outcome next_step " \
	"next_acts next_role due not_before term overdue responsible registered decided issued"
#define CK_CASE_COLUMNS CK_CASE_SHOWN " replayed key" /* of commands that write: was it there before, and whose key */
/* The columns that every act of a step reads, beside case and key: their union (DESIGN 4, "Acts"). */
#define CK_ACT_COLUMNS \
	"at by fact received to decision result amount ground reason until finding document file signature delivery note session " \
	"payment paid_on payer"
/* What an application for a permit says beside the columns of every application (part "permits" of the catalogue). */
#define CK_PERMIT_APPLICATION "region workers staff permit"
/* The same of an application whose procedure has a contract: how many workplaces, and what one may cost. */
#define CK_CONTRACT_APPLICATION "profession places cost"
/* What a review in such a procedure finds. */
#define CK_CONFORMING "conforming"
#define CK_NOT_CONFORMING "not-conforming"

/* Enters an application: opens the case and does its steps up to the first registration by staff. Reads service variant
 * channel office applicant name representative document file submitted fact at by key. slip (may be NULL) gets what a
 * receipt slip says beside the record: office_name taken_by title_kk title_ru title_en. Notes an open case of the same
 * person and service. */
enum ck_code ck_case_register(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                              struct ck_fields *slip, struct ck_error *e);

/* Where an act is about to be done. */
struct ck_case_at {
	const char *number;             /* of the case */
	const struct ck_office *office;
	const struct ck_edition *edition;
	const struct ck_procedure *procedure;
	const struct ck_step *step;     /* NULL = beside the steps */
	ck_time at;
	bool granted;                   /* the outcome so far */
	ck_time registered;             /* of the case */
	ck_time due, not_before;        /* of its next step; CK_NOTIME = none */
	const char *applicant, *applicant_name;
	const char *(*field)(const struct ck_case_at *at, const char *name);  /* of the application, as corrected; "" = none */
	const struct ck_case *the_case; /* casework's own */
};

/* Does the act's step: act is a word of the vocabulary ("assign"); the columns are CK_ACT_COLUMNS, case, key, and item
 * (the step meant, where a procedure has the act several times). Machines' steps that follow are done too. */
enum ck_code ck_case_act(struct ck_desk *d, const char *act, const struct ck_fields *in, struct ck_fields *out,
                         struct ck_error *e);

/* The same for an act that says more than its columns: a permit issued, a commission's conclusion. add is called when step and
 * time are settled and the actor may act, right before the event is written, and sets further fields of its data (or
 * refuses). added: words, all that it may set; what a repeated act under the same key states is compared without them. */
struct ck_case_more {
	const char *added;
	enum ck_code (*add)(void *to, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e);
	void *to;
};
enum ck_code ck_case_act_with(struct ck_desk *d, const char *act, const struct ck_fields *in, const struct ck_case_more *more,
                              struct ck_fields *out, struct ck_error *e);
/* The same beside the steps, for an act that is not of ck_case_beside's: closed cases too, by staff who may act in role
 * (NULL = anybody who works there). columns: what data takes from in. */
enum ck_code ck_case_add(struct ck_desk *d, const char *act, const char *columns, const char *role, const struct ck_fields *in,
                         const struct ck_case_more *more, struct ck_fields *out, struct ck_error *e);

/* Beside the steps: act is reassign [to reason], extend [ground reason], withdraw [reason], correct [field value reason],
 * undo [seq reason document file], lapse, note [note], attach [document file note]. */
enum ck_code ck_case_beside(struct ck_desk *d, const char *act, const struct ck_fields *in, struct ck_fields *out,
                            struct ck_error *e);

/* Looks at a case without doing anything to it: as it stands now, step its next one (NULL = closed). */
enum ck_code ck_case_look(struct ck_desk *d, const char *number,
                          enum ck_code (*look)(void *to, const struct ck_case_at *at, struct ck_error *e), void *to,
                          struct ck_error *e);

/* One case as a record: CK_CASE_COLUMNS. */
enum ck_code ck_case_show(struct ck_desk *d, const char *number, struct ck_fields *out, struct ck_error *e);

typedef enum ck_code ck_each(void *to, const struct ck_fields *out, struct ck_error *e);

/* What may be done to the case now: one call for each way on, columns: case step_open acts_open role_open due not_before
 * clause command (a command line, ready but for the values in capitals). */
enum ck_code ck_case_ways(struct ck_desk *d, const char *number, ck_each *each, void *to, struct ck_error *e);

/* Every event of the case and every step passed over: columns case seq happened recorded step_done acts_done done_role
 * done_by done_for done_office details due_then late undone passed_over clause hash. recorded_until: as known then. */
enum ck_code ck_case_history(struct ck_desk *d, const char *number, ck_time recorded_until, ck_each *each, void *to,
                             struct ck_error *e);

/* Why each due time is what it is: columns case step_open limit_value limit_unit limit_bound counted_from counted_at
 * term_day weekday counted worked reason_off source_off ends clause. One call for each day; ends is filled on the last. */
enum ck_code ck_case_explain(struct ck_desk *d, const char *number, ck_each *each, void *to, struct ck_error *e);

/* A time that the user wrote without an offset, in the zone of the case's office; a day without a time is its last second. */
enum ck_code ck_case_time(struct ck_desk *d, const char *number, const char *text, ck_time *t, struct ck_error *e);

/* Many cases as records, by a filter (store.h). */
enum ck_code ck_case_list(struct ck_desk *d, const struct ck_case_filter *f, enum ck_case_order order, int64_t limit,
                          ck_each *each, void *to, struct ck_error *e);

/* A filter that every case passes. */
struct ck_case_filter ck_case_any(void);
/* A time for a filter, written without an offset, in the zone of the (first) office asked for, else of the store's first. until: the
 * second after it, so that the time itself, or the whole of a day named without a time, is in. */
enum ck_code ck_case_filter_time(struct ck_desk *d, const char *offices, const char *text, bool until, ck_time *t,
                                 struct ck_error *e);

/* Are the words of a filter words at all: regulation, act, role, login? CK_BADDATA if not, so that a slip is no empty list. */
enum ck_code ck_case_filter_known(struct ck_desk *d, const struct ck_case_filter *f, struct ck_error *e);

/* Has the case lapsed by now, though nobody recorded it yet (its next step has a lapse row and its due time is over)? */
enum ck_code ck_case_has_lapsed(struct ck_desk *d, const char *number, bool *lapsed, struct ck_error *e);

/* Recomputes what is due in every open case by the calendar as it is known now; each is called with the case record of
 * every case whose due time, not_before or term moved, with the columns due_before and term_before added. */
enum ck_code ck_case_recompute(struct ck_desk *d, ck_each *each, void *to, struct ck_error *e);

/* Rebuilds every case's row from its events and compares: found is called for each difference, with the case. */
enum ck_code ck_case_check(struct ck_desk *d, void (*found)(void *to, const char *number, const char *text), void *to,
                           struct ck_error *e);

/* The row of a case that came from another store (native.h), from its events alone, which are lent: a closed case's in *row,
 * with its texts in the arena, for ck_bulk_put; any other is written, and *row is {0}. is_new: it has none yet. */
enum ck_code ck_case_load(struct ck_desk *d, ck_chain chain, const struct ck_events *evs, bool is_new,
                          struct ck_arena *arena, struct ck_bulk_case *row, struct ck_error *e);

#endif
