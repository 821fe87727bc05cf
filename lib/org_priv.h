/* org_priv: an organisation in hand, and what the registers say of its employees; shared by lib/org*.c only. */
#ifndef CK_ORG_PRIV_H
#define CK_ORG_PRIV_H

#include "norm.h"
#include "org.h"
#include "register.h"

/* -- org.c: the organisation, and who enters what -- */
struct ck_org {                   /* {.desk = d} before it is opened */
	struct ck_desk *desk;
	const struct ck_office *office;
	char number[40];
	struct ck_arena *arena;       /* of the texts of its rows */
	struct ck_org_row row;
	struct ck_application_row *application; /* all, in their order */
	size_t applications;
};
/* By its number or its BIN. CK_BADDATA: there is none such. May be opened again for another one; closed in any case. */
enum ck_code ck_org_open(struct ck_org *o, const char *text, struct ck_error *e);
enum ck_code ck_org_renew(struct ck_org *o, struct ck_error *e);  /* reads its rows again; its row.chain is set */
void ck_org_close(struct ck_org *o);
/* The newest application, with that status. CK_REFUSED: there is none. */
enum ck_code ck_org_newest(const struct ck_org *o, struct ck_application_row *row, struct ck_error *e);

struct ck_org_clerk {             /* who enters something, and when it happened */
	const struct ck_staff *actor;
	ck_time at;
	bool at_given;
	const char *key;              /* NULL = none */
};
/* Reads by, at and key of a record. CK_REFUSED: not staff of this office, nor of one above or below it. */
enum ck_code ck_org_clerk_read(struct ck_desk *d, const struct ck_office *o, const struct ck_fields *in,
                               struct ck_org_clerk *clerk, struct ck_error *e);
/* Appends an event and reads the organisation's rows again. Consumes data. */
enum ck_code ck_org_append(struct ck_org *o, const struct ck_org_clerk *clerk, const char *act, struct ck_fields *data,
                           struct ck_error *e);
/* Under a key of its sender's an act is done once: *chain is that of the event of that act with this key, by the same
 * person, that states what data states (but for the words in added); 0 = there is none. CK_REFUSED: the key was used for
 * something else. each: the key stands for one such act on each of these (a column of data), as over a whole list;
 * NULL = for one act. */
enum ck_code ck_org_keyed(const struct ck_org *o, const struct ck_org_clerk *clerk, const char *act, const char *each,
                          const struct ck_fields *data, const char *added, ck_chain *chain, struct ck_error *e);

void ck_org_print(const struct ck_org *o, struct ck_fields *out);                /* CK_ORG_COLUMNS */
enum ck_code ck_org_most(const struct ck_org *o, ck_day on, struct ck_norm *most, bool *found, struct ck_error *e);

/* -- org_sign.c: what a day asks, what the registers say, and what that comes to -- */
enum ck_sign_register { CK_SIGN_DISABLED, CK_SIGN_PAY, CK_SIGN_REGISTERS };
extern const char *const ck_sign_register_name[CK_SIGN_REGISTERS];

struct ck_sign_rule {             /* the thresholds of a day */
	struct ck_norm staff, pay;
	bool asks_staff, asks_pay;    /* false: no row holds */
};
struct ck_snapshot_whole;
struct ck_sign_day {              /* {.on = CK_NODAY} before it is read */
	ck_day on;
	ck_time known;
	struct ck_sign_rule rule[2];  /* of all, and of specialised organisations */
	int64_t snapshot[CK_SIGN_REGISTERS];      /* its number; 0 = none holds: why */
	ck_day as_of[CK_SIGN_REGISTERS];
	struct ck_error why[CK_SIGN_REGISTERS];
	struct ck_snapshot_whole *whole[CK_SIGN_REGISTERS]; /* in memory, once many were asked about */
	int64_t whole_no[CK_SIGN_REGISTERS];      /* which snapshot that is */
	size_t asked;
};
/* Reads what holds on a day, unless it is that day already. */
enum ck_code ck_sign_day_read(struct ck_sign_day *day, struct ck_store *s, ck_day on, ck_time known,
                              struct ck_error *e);
void ck_sign_day_free(struct ck_sign_day *day);

struct ck_roll {                  /* the employees of an application, and the registers' answers about each */
	struct ck_numbers people;
	struct ck_registry_answer *said[CK_SIGN_REGISTERS];
	size_t room;
};
enum ck_code ck_roll_read(struct ck_roll *roll, struct ck_store *s, ck_chain org, int64_t application,
                          struct ck_error *e);
void ck_roll_free(struct ck_roll *roll);
/* Asks the day's snapshot about all of them. CK_REFUSED: none holds that day, or it is too old. */
enum ck_code ck_roll_ask_snapshot(struct ck_roll *roll, struct ck_store *s, struct ck_sign_day *day,
                                  enum ck_sign_register which, int64_t payer, struct ck_error *e);
/* How many of them the register does not know. */
size_t ck_roll_unknown(const struct ck_roll *roll, enum ck_sign_register which);
/* What they come to. false: their pay is more than a sum can be, CK_ROLL_TOO_MUCH. */
bool ck_roll_count(const struct ck_roll *roll, bool with_pay, struct ck_sign_figures *f);
#define CK_ROLL_TOO_MUCH "what the employees are paid comes to more than a sum can be"

struct ck_sign_verdict {
	bool staff, pay;              /* is each threshold reached, or not asked? */
};
struct ck_sign_verdict ck_sign_weigh(const struct ck_sign_rule *rule, const struct ck_sign_figures *f);
/* The figures' columns, and those of the thresholds. */
void ck_sign_print_figures(const struct ck_sign_figures *f, struct ck_fields *out);
void ck_sign_print_rule(const struct ck_sign_rule *rule, struct ck_fields *out);

/* -- org_submit.c: an application on its way -- */
struct ck_submission {
	struct ck_org *o;
	const struct ck_fields *in;
	const struct ck_org_hearing *hearing;  /* NULL = no sources */
	struct ck_org_clerk clerk;
	ck_day on;                     /* of the act, in the office's zone */
	int64_t application;
	char status[16];               /* of the application as it was found */
	char number[40];               /* of the case */
	struct ck_sign_day day;
	struct ck_roll roll;
	struct ck_fields kase;         /* the case as it stands */
	struct ck_fields said;         /* what the answer is recorded with */
	struct ck_buffer cause;
	bool changed;
};
/* Finds the organisation, its newest application and who acts, by m->in. Ended in any case. */
enum ck_code ck_submission_begin(struct ck_submission *m, struct ck_error *e);
void ck_submission_end(struct ck_submission *m);
bool ck_submission_is_sent(const struct ck_submission *m);   /* or in error */
const char *ck_submission_case(const struct ck_submission *m, const char *name);  /* a column of the case; "" = empty */
const struct ck_sign_rule *ck_submission_rule(const struct ck_submission *m);
int64_t ck_submission_payer(const struct ck_submission *m);
/* What every act on the case takes from the record: at and by. */
void ck_submission_record(const struct ck_submission *m, struct ck_fields *to);
enum ck_code ck_submission_roll(struct ck_submission *m, struct ck_error *e);
void ck_submission_note_unknown(const struct ck_submission *m, enum ck_sign_register which);
/* Does the steps of those outside that come before the machine's check: the organisation hands its application in. */
enum ck_code ck_submission_hand_in(struct ck_submission *m, struct ck_error *e);
/* -- org_answer.c: brings what was sent, or is in error, as far as it goes now. */
enum ck_code ck_submission_complete(struct ck_submission *m, struct ck_error *e);
/* Could it be answered now? Changes nothing. */
enum ck_code ck_submission_waits(struct ck_submission *m, bool *waits, struct ck_error *e);

/* -- org_hearing.c: what sources said -- */
bool ck_org_hearing_has(const struct ck_org_hearing *h, enum ck_sign_register which);  /* a source in place of a snapshot? */
bool ck_org_hearing_foresaw(const struct ck_org_hearing *h, const struct ck_submission *m);
/* Was everything asked that is needed now, about just the people of the list? Its roll and day are read. */
bool ck_org_hearing_serves(const struct ck_org_hearing *h, const struct ck_submission *m);
/* Fills the roll by what the source said. CK_UNAVAILABLE: it gave no answer that can be used. */
enum ck_code ck_org_hearing_answer(const struct ck_org_hearing *h, struct ck_submission *m, enum ck_sign_register which,
                                   struct ck_error *e);

/* -- org_view.c -- */
/* CK_SIGN_COLUMNS but for reaches and what belongs to the thresholds: the sign as it stands between two moments, both
 * included, and the newest application. *sign may be NULL. */
void ck_org_print_sign(const struct ck_org *o, ck_time from, ck_time until, struct ck_fields *out, bool *sign);

#endif
