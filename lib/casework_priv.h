/* casework_priv: one case being worked on, shared by casework's files. */
#ifndef CK_CASEWORK_PRIV_H
#define CK_CASEWORK_PRIV_H

#include "casework.h"
#include "ledger.h"
#include "procedure.h"

struct ck_case {
	struct ck_desk *desk;
	const struct ck_office *office;
	const struct ck_vocabulary *v;
	const struct ck_edition *ed;
	const struct ck_procedure *p;
	ck_chain chain;
	char number[40];              /* the chain's printed number */
	struct ck_events evs;
	struct ck_standing *standing; /* as after evs */
};

/* What the table of cases holds of one case; texts belong to whoever filled the row. */
struct ck_case_row {
	ck_chain chain;
	const char *own_number, *regulation, *edition, *variant, *channel;
	const char *applicant, *applicant_name;
	int64_t status, outcome;
	const char *next_step, *next_acts, *next_role;
	ck_time due, not_before, term;
	const char *responsible;
	ck_time registered, decided, issued;
	int64_t seq;
	const void *head;             /* CK_DIGEST bytes */
};

/* -- casework.c: a case opened, its row renewed, its record printed -- */
/* CK_BADDATA: no case has this number. The caller closes it. */
enum ck_code ck_case_open(struct ck_desk *d, const char *number, struct ck_case *c, struct ck_error *e);
enum ck_code ck_case_open_chain(struct ck_desk *d, ck_chain chain, struct ck_case *c, struct ck_error *e);
void ck_case_close(struct ck_case *c);
/* Finds the procedure of a case whose first event is at hand, and stands as after all of them. */
enum ck_code ck_case_stand(struct ck_case *c, struct ck_error *e);
/* What the events say the row must be. The texts are in the arena. */
void ck_case_reckon_row(const struct ck_case *c, struct ck_arena *arena, struct ck_case_row *row);
void ck_case_read_row(struct ck_result *r, struct ck_case_row *row);
enum ck_code ck_case_write_row(struct ck_case *c, const struct ck_case_row *row, bool is_new, struct ck_error *e);
/* The record of CK_CASE_COLUMNS but for replayed and key. */
enum ck_code ck_case_print_row(struct ck_desk *d, const struct ck_case_row *row, struct ck_fields *out, struct ck_error *e);
/* Renews the row and prints the record, with replayed and key. */
enum ck_code ck_case_answer(struct ck_case *c, bool is_new, bool replayed, const char *key, struct ck_fields *out,
                            struct ck_error *e);
/* The application's field as it stands, corrections included; "" = none. */
const char *ck_case_field(const struct ck_case *c, const char *name);
const char *ck_case_responsible(const struct ck_case *c);

/* -- casework_event.c: an event made ready and appended -- */
struct ck_doing {
	const struct ck_staff *actor;
	ck_time at;
	bool at_given;
	const char *key;              /* NULL = none */
};
/* Reads at, by and key of a record. not_before: the default time is now, but not before this. */
enum ck_code ck_doing_read(struct ck_desk *d, const struct ck_office *o, const struct ck_fields *in, ck_time not_before,
                           struct ck_doing *doing, struct ck_error *e);
/* Copies the record's data columns (words) into data in the stored form: times in full, money in tiyn, files taken into
 * the store by their digest. */
enum ck_code ck_case_take_data(struct ck_desk *d, const struct ck_office *o, const struct ck_fields *in,
                               const char *columns, struct ck_fields *data, struct ck_error *e);
/* Appends one event (step "" = beside the steps) and stands as after it. Consumes data. */
enum ck_code ck_case_append(struct ck_case *c, const struct ck_doing *doing, ck_time at, const struct ck_step *step,
                            const char *acts, struct ck_fields *data, struct ck_error *e);
/* Does the machines' steps that follow, at the time of the step before. */
enum ck_code ck_case_machines(struct ck_case *c, struct ck_error *e);
/* May the actor act in the step's role here? The refusal says what the step is. */
enum ck_code ck_case_may(struct ck_case *c, const struct ck_doing *doing, const struct ck_step *step, struct ck_error *e);
/* Does the sender's key stand for an event that fits (same act, and same step if given)? *found becomes that event in
 * evs, or NULL. */
enum ck_code ck_case_find_key(struct ck_desk *d, const struct ck_office *o, const char *key, const char *act,
                              const char *step, struct ck_events *evs, const struct ck_event **found, struct ck_error *e);
/* Is what the record states what that event stated? CK_REFUSED if not. */
enum ck_code ck_case_same(const struct ck_event *ev, ck_chain chain, const struct ck_doing *doing,
                          const struct ck_fields *data, struct ck_error *e);
/* Refuses words that the case's edition does not know: facts, grounds, results, documents. */
enum ck_code ck_case_known_words(const struct ck_case *c, const struct ck_fields *data, struct ck_error *e);
/* Refuses the act if the step demands a document that neither it nor an earlier event brings. */
enum ck_code ck_case_documents(const struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                               struct ck_error *e);

#endif
