/* session_priv: a session being worked on, shared by lib/session*.c only. */
#ifndef CK_SESSION_PRIV_H
#define CK_SESSION_PRIV_H

#include "event.h"
#include "norm.h"
#include "register.h"
#include "session.h"

/* -- session.c: the session, and who enters what -- */
struct ck_sitting {
	struct ck_desk *desk;
	const struct ck_office *office;
	char number[40];
	struct ck_arena *arena;   /* of the row's texts, and of whatever else is read */
	struct ck_session_row row;
};
/* The session of that number. CK_BADDATA: none such. Ended in any case. */
enum ck_code ck_sitting_begin(struct ck_desk *d, const char *number, struct ck_sitting *s, struct ck_error *e);
enum ck_code ck_sitting_begin_chain(struct ck_desk *d, ck_chain chain, struct ck_sitting *s, struct ck_error *e);
enum ck_code ck_sitting_renew(struct ck_sitting *s, struct ck_error *e);  /* reads its row again */
void ck_sitting_end(struct ck_sitting *s);

struct ck_clerk {                 /* who enters something, in which role, and when it happened */
	const struct ck_staff *actor;
	const char *role;
	ck_time at;
	bool at_given;
};
/* Reads by and at of a record. CK_REFUSED, column by: may act there neither for the commission (NULL = not asked
 * here) nor in the role also (NULL = no other). CK_BADDATA: there is no such commission. */
enum ck_code ck_clerk_read(struct ck_desk *d, const struct ck_office *o, const char *commission, const char *also,
                           const struct ck_fields *in, struct ck_clerk *clerk, struct ck_error *e);
/* Appends an event of the session and renews its row. Consumes data; ev is the caller's to free in any case. */
enum ck_code ck_sitting_append(struct ck_sitting *s, const struct ck_clerk *clerk, const char *act, const char *key,
                               struct ck_fields *data, struct ck_event *ev, struct ck_error *e);
/* Under a key of its sender's an act is done once: *again if the office has an event of that act with this key, of
 * this chain (0 = any), by the same person, that states what data states (but for the words in added); ev is that
 * event, the caller's to free. CK_REFUSED: the key was used for something else. */
enum ck_code ck_session_keyed(const struct ck_sitting *s, ck_chain chain, const char *act, const char *key,
                              const struct ck_clerk *clerk, const struct ck_fields *data, const char *added, bool *again,
                              struct ck_event *ev, struct ck_error *e);

/* Are these an office and a commission (NULL = not asked)? CK_BADDATA if not. */
enum ck_code ck_session_known(struct ck_desk *d, const char *office, const char *commission, struct ck_error *e);


/* -- session_count.c: a case before the session, the members, and what their votes give -- */
struct ck_heard {                 /* texts belong to the sitting's arena */
	ck_chain chain;
	char number[40];
	const struct ck_office *office;
	const char *applicant, *applicant_name, *next_step, *next_acts, *next_role;
	ck_time due;
	bool on;                  /* on the session's agenda? */
	struct ck_agenda_row row; /* if so */
};
/* A case by its number, or by its chain. CK_BADDATA: none such. */
enum ck_code ck_heard_find(struct ck_sitting *s, const char *number, struct ck_heard *h, struct ck_error *e);
enum ck_code ck_heard_read(struct ck_sitting *s, ck_chain chain, struct ck_heard *h, struct ck_error *e);
/* The chains of all cases on the agenda; the caller frees them. */
enum ck_code ck_heard_all(struct ck_sitting *s, ck_chain **chains, size_t *count, struct ck_error *e);
enum ck_code ck_heard_missing(const struct ck_sitting *s, const struct ck_heard *h, struct ck_error *e);  /* CK_REFUSED */

struct ck_seat {                  /* who was a member when the session met */
	const char *member, *name, *position, *interests;
	bool absent, present;     /* stated absent; stated present, or voted */
};
struct ck_ballot {                /* a member's last word on a case, or (0) on the session */
	ck_chain chain;
	const char *member, *vote;
	int64_t seq;
};
struct ck_assembly {              /* texts belong to the sitting's arena */
	struct ck_seat *seat;
	struct ck_ballot *ballot; /* by case and member */
	size_t seats, present, ballots;
};
/* The members, or one of them (NULL = all), and what they voted: on the session and on that case, or (chain 0) on
 * all. */
enum ck_code ck_assembly_read(struct ck_sitting *s, const char *member, ck_chain chain, struct ck_assembly *a,
                              struct ck_error *e);
void ck_assembly_free(struct ck_assembly *a);
const struct ck_seat *ck_assembly_seat(const struct ck_assembly *a, const char *member);  /* NULL = no member then */
struct ck_ballot *ck_assembly_ballot(const struct ck_assembly *a, ck_chain chain, const char *member);  /* NULL = none */

/* A norm of the commission as it holds on the day of the session. */
enum ck_code ck_commission_norm(struct ck_sitting *s, const char *norm, struct ck_norm *n, bool *found,
                                struct ck_error *e);
struct ck_count {
	int64_t votes_for, against, abstained, interested;
};
struct ck_count ck_assembly_count(const struct ck_assembly *a, ck_chain chain);
/* CK_REFUSED with its clause: too few are present. */
enum ck_code ck_assembly_quorum(struct ck_sitting *s, const struct ck_assembly *a, struct ck_error *e);
/* What the votes on a case recommend: "grant", "refuse", or "" where nobody voted for or against. */
enum ck_code ck_assembly_recommends(struct ck_sitting *s, const struct ck_assembly *a, ck_chain chain,
                                    const char **recommendation, struct ck_error *e);

/* -- session_sign.c -- */
/* Who signed the minutes as they stand, as words: before the session's end, and since its last vote was corrected,
 * nobody. */
enum ck_code ck_sitting_signed(struct ck_sitting *s, struct ck_buffer *words, struct ck_error *e);

/* -- session_view.c -- */
enum ck_code ck_sitting_print(struct ck_sitting *s, struct ck_fields *out, struct ck_error *e);
void ck_heard_print(const struct ck_sitting *s, const struct ck_heard *h, const struct ck_assembly *a,
                    struct ck_fields *out);
void ck_ballot_print(struct ck_sitting *s, const struct ck_event *ev, const struct ck_seat *seat,
                     struct ck_fields *out);

#endif
