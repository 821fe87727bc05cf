/* casework_priv: one case being worked on, shared by casework's files. */
#ifndef CK_CASEWORK_PRIV_H
#define CK_CASEWORK_PRIV_H

#include "casework.h"
#include "ledger.h"
#include "procedure.h"
#include "workers.h"

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
	struct ck_told *told;         /* of an imported case: what stands in for its edition and procedure */
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
/* The code that stands for the case's procedure in the table of cases; minted when first used. */
enum ck_code ck_case_procedure(struct ck_case *c, int64_t *no, struct ck_error *e);
enum ck_code ck_case_write_row(struct ck_case *c, const struct ck_case_row *row, bool is_new, struct ck_error *e);
/* The record of CK_CASE_COLUMNS but for replayed and key. */
enum ck_code ck_case_print_row(struct ck_desk *d, const struct ck_case_row *row, struct ck_fields *out, struct ck_error *e);
/* A time as a field, in the zone; CK_NOTIME = no field. */
/* Renews the row and prints the record, with replayed and key. */
enum ck_code ck_case_answer(struct ck_case *c, bool is_new, bool replayed, const char *key, struct ck_fields *out,
                            struct ck_error *e);
/* The application's field as it stands, corrections included; "" = none. */
const char *ck_case_field(const struct ck_case *c, const char *name);
const char *ck_case_responsible(const struct ck_case *c);

/* -- casework_register.c -- */
/* Does the number stand for an applicant of that edition on the day of registration? CK_BADDATA, in that column. */
enum ck_code ck_case_applicant(const struct ck_edition *ed, ck_day day, const char *applicant, const char *column,
                               struct ck_error *e);

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
 * the store by their digest. What was received or submitted came before the act itself, at that time. */
enum ck_code ck_case_take_data(struct ck_desk *d, const struct ck_office *o, const struct ck_fields *in,
                               const char *columns, ck_time at, struct ck_fields *data, struct ck_error *e);
/* Appends one event (step "" = beside the steps) and stands as after it. Consumes data. */
enum ck_code ck_case_append(struct ck_case *c, const struct ck_doing *doing, ck_time at, const struct ck_step *step,
                            const char *acts, struct ck_fields *data, struct ck_error *e);
/* Does the machines' steps that can be done by that time, each right after what came before it. */
enum ck_code ck_case_machines(struct ck_case *c, ck_time by, struct ck_error *e);
/* May the actor act in the step's role here? The refusal says what the step is. */
enum ck_code ck_case_may(struct ck_case *c, const struct ck_doing *doing, const struct ck_step *step, struct ck_error *e);
/* Does staff of this office, or of one above or below it, act? CK_REFUSED if not, or if they have left. */
enum ck_code ck_case_works_here(struct ck_case *c, const struct ck_staff *st, ck_time at, struct ck_error *e);
/* May a case be given to who `to` names: somebody here with a role of staff? */
enum ck_code ck_case_assignable(struct ck_case *c, const struct ck_fields *data, ck_time at, struct ck_error *e);
/* What a sender's key stands for in an office. columns: those that data may hold; added: those of them that an act may
 * add to what was stated. */
struct ck_keyed {
	bool again;               /* the same content, by the same person: a replay */
	bool used;                /* the key has been used for this act (and step), with other content or for another case */
	bool elsewhere;           /* for another case */
};
/* act: the word; step: only events of that step, or NULL; at_step: another step's use of the key is no use of it. */
enum ck_code ck_case_keyed(struct ck_case *c, const struct ck_doing *doing, const char *act, const char *step,
                           const char *at_step, const struct ck_fields *data, const char *added, struct ck_keyed *keyed,
                           struct ck_error *e);
enum ck_code ck_case_key_used(const struct ck_keyed *keyed, const char *act, struct ck_error *e);  /* CK_REFUSED */
/* Does the event state what data states, done by the same person, and at that time where one was given? */
bool ck_case_same(const struct ck_event *ev, ck_time at, const struct ck_doing *doing, const struct ck_fields *data,
                  const char *added);
/* Refuses words that the case's edition does not know: facts, grounds, results, documents; and a fact that it takes from
 * other acts only. */
enum ck_code ck_case_known_words(const struct ck_case *c, const char *acts, const struct ck_fields *data,
                                 struct ck_error *e);
/* The edition's row of a fact in the case's variant; NULL = none. */
const struct ck_named *ck_case_fact(const struct ck_case *c, const char *fact);
/* Refuses the act if the step demands a document that neither it nor an earlier event brings. */
enum ck_code ck_case_documents(const struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                               struct ck_error *e);

/* -- casework_act.c -- */
/* Where an act is about to be done, for who adds to it. */
void ck_case_where(const struct ck_case *c, const struct ck_step *step, ck_time at, struct ck_case_at *where);

/* -- casework_permit.c: permits and sessions, as a case is told of them -- */
const struct ck_permit_rule *ck_case_rule(const struct ck_case *c);  /* NULL = its result is no permit */
/* May the application say so? field is one of CK_PERMIT_APPLICATION; column is at fault. */
enum ck_code ck_case_asks(struct ck_case *c, const char *field, const char *value, const char *column, struct ck_error *e);
/* The same for all of them that data has. */
enum ck_code ck_case_application(struct ck_case *c, const struct ck_fields *data, struct ck_error *e);
/* Does the step, done now, give the case's permit? */
bool ck_case_gives_permit(const struct ck_case *c, const struct ck_step *step);
/* Refuses a permit given without a number, or for more than was paid for. */
enum ck_code ck_case_issues(struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                            struct ck_error *e);
/* Appends the command line for a step that gives a permit, but for who acts: with what the application did not say. */
void ck_case_permit_way(const struct ck_case *c, struct ck_buffer *b);
/* May the case go before the session that data names? CK_BADDATA: there is none. */
enum ck_code ck_case_session(struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                             struct ck_error *e);
/* Refuses the step of a commission whose session has the case before it, unless it is the session that says it. */
enum ck_code ck_case_heard(struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                           struct ck_error *e);

/* -- casework_contract.c: cases whose procedure has a contract -- */
bool ck_case_has_contract(const struct ck_case *c);
/* May the application say so? field is one of CK_CONTRACT_APPLICATION, value as an event keeps it; column is at fault. */
enum ck_code ck_case_contract_asks(const struct ck_case *c, const char *field, const char *value, const char *column,
                                   struct ck_error *e);
/* The same for all of them that data has. */
enum ck_code ck_case_contract_application(const struct ck_case *c, const struct ck_fields *data, struct ck_error *e);
/* Refuses an act of a contract that lacks what only its own command says. */
enum ck_code ck_case_contracted(const struct ck_case *c, const struct ck_step *step, const struct ck_fields *data,
                                struct ck_error *e);
/* Refuses a withdrawal where subsidies of the contract were paid. */
enum ck_code ck_case_contract_withdrawn(const struct ck_case *c, struct ck_error *e);
/* Appends the command line for such a step; false if it is none. */
bool ck_case_contract_way(const struct ck_case *c, const struct ck_step *step, struct ck_buffer *b);

/* -- casework_pay.c -- */
/* Holds a payment against what the step needs; its payer is by default the applicant. */
enum ck_code ck_case_paid(struct ck_case *c, const struct ck_step *step, ck_time at, struct ck_fields *data,
                          struct ck_error *e);
/* Holds what was paid against the workers that are permitted: the application may have been corrected since. */
enum ck_code ck_case_fee_covers(struct ck_case *c, const struct ck_step *step, const char *permitted, struct ck_error *e);

#endif
