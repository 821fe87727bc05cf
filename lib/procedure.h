/* procedure: the engine. From a procedure (catalogue.h), the events of a case, its office's working time and nothing else
 * it tells where the case stands, what may be done, by which role, from when and until when, and why. It is pure: the
 * same events give the same standing; no store, no clock (DESIGN 4). */
#ifndef CK_PROCEDURE_H
#define CK_PROCEDURE_H

#include "catalogue.h"
#include "event.h"

enum ck_outcome { CK_NO_OUTCOME, CK_GRANTED, CK_REFUSED_OUTCOME };
const char *ck_outcome_name(enum ck_outcome o);  /* "", "granted", "refused" */

/* What an event's acts word means to the engine when its step is "" (beside the steps). Everything else beside the steps
 * (reassign, note, attach, correct) leaves the standing as it is, but for the facts and `received` it states. */
#define CK_ACT_OPEN "open"          /* the first event of a procedure that no staff registers */
#define CK_ACT_EXTEND "extend"      /* data ground: name of the catalogue's row */
#define CK_ACT_WITHDRAW "withdraw"
#define CK_ACT_LAPSE "lapse"
#define CK_ACT_UNDO "undo"          /* data undone: seqs taken back, words */
/* What any event may state: fact, received, and next_round: the time from which a repetition's next round counts. */

enum ck_step_how { CK_STEP_WAITS, CK_STEP_DONE, CK_STEP_PASSED };
struct ck_step_state {
	enum ck_step_how how;
	int seq;               /* of the event that did it (last round) */
	ck_time at;            /* when it was done */
	ck_time due;           /* what it was judged by; CK_NOTIME = nothing */
	ck_time not_before;
	const char *reason;    /* passed over: why, in words */
	int rounds;            /* how often it was done */
};

struct ck_view {
	enum ck_case_status status;
	enum ck_outcome outcome;
	int next;              /* index of the next step; -1 = closed */
	ck_time due, not_before, term;  /* of the next step, and of the whole case; CK_NOTIME = none */
	ck_time opened, submitted, registered, decided, issued;
	int last_step_seq;     /* the last event that stands and did a step, lapsed or withdrew; 0 = none */
	ck_time last_step_at;
};

struct ck_standing;
/* Everything is borrowed and must outlive the standing. worktime->known: what is known of the calendar for steps still
 * open; a finished step is judged by what was known when it was recorded. */
struct ck_standing *ck_standing_new(const struct ck_edition *ed, const struct ck_procedure *p,
                                    const struct ck_vocabulary *v, const struct ck_worktime *worktime);
void ck_standing_free(struct ck_standing *s);
/* Stands as after these events (from none: a case not yet opened). CK_BUG if an event names a step that is none. */
enum ck_code ck_standing_take(struct ck_standing *s, const struct ck_events *evs, struct ck_error *e);

const struct ck_view *ck_standing_view(const struct ck_standing *s);
const struct ck_step_state *ck_standing_step(const struct ck_standing *s, int step);
bool ck_standing_fact(const struct ck_standing *s, const char *fact, bool *stated);
bool ck_standing_undone(const struct ck_standing *s, int seq);
/* The due time that the event's step was judged by; CK_NOTIME = none, or no step. */
ck_time ck_standing_judged(const struct ck_standing *s, int seq);

/* An act about to be done. data states facts (`fact`), `received`, `decision` as the event will. */
struct ck_turn {
	int step;              /* index of the step that the act does */
	ck_time due;           /* what it will be judged by */
	bool beside;           /* a step beside another */
};
/* Finds the step that the act does now: the next one, the first on missed:NEXT once NEXT's limit has passed, or one beside
 * them. item: the step meant, or NULL. CK_REFUSED with its clause: closed, another act's turn, before the last step, past
 * a lapse, before a minimum, a decision or a check's fact missing. */
enum ck_code ck_standing_turn(const struct ck_standing *s, const char *act, const char *item, ck_time at,
                              const struct ck_fields *data, struct ck_turn *turn, struct ck_error *e);
/* Does the next step belong to a machine that can do it now (its check's fact stated, its minimum over)? *decision becomes
 * what it decides by it: "grant" or "refuse", as the check done last found; NULL if it decides nothing. */
bool ck_standing_machine(const struct ck_standing *s, ck_time at, int *step, const char **decision);
/* The ways on at that time: fills up to room step indexes, the next step first; gives their count. */
size_t ck_standing_ways(const struct ck_standing *s, ck_time at, int *steps, size_t room);

/* The catalogue's row that extends the next step: named ground, or the only one if ground is NULL. CK_REFUSED: none, used
 * already, or its condition does not hold. */
enum ck_code ck_standing_extension(const struct ck_standing *s, const char *ground, const struct ck_extension **x,
                                   struct ck_error *e);
/* CK_OK if the case has lapsed at that time: the next step has a lapse row and its due time has passed. */
enum ck_code ck_standing_lapse(const struct ck_standing *s, ck_time at, const struct ck_lapse **lapse, struct ck_error *e);
/* The events that an undo of the last step takes back, as words of seqs ("5 6"), appended to seqs. CK_REFUSED: nothing to
 * undo, or the result was issued by that event or after it. seq: the event meant, 0 = the last. */
enum ck_code ck_standing_undo(const struct ck_standing *s, int seq, struct ck_buffer *seqs, struct ck_error *e);

/* Why: one call for each limit of the next step that counts and for each overall term that counts. */
struct ck_reckoning {
	const struct ck_step *step;       /* NULL = an overall term */
	int64_t value;
	enum ck_unit unit;
	bool minimum;
	const char *counts_from;
	ck_time counted_at;               /* the time it counts from; CK_NOTIME = not known yet, so no end */
	ck_time end;
	const struct ck_extension *extension; /* or NULL */
	const struct ck_term_trace *trace;
};
enum ck_code ck_standing_explain(const struct ck_standing *s,
                                 enum ck_code (*each)(void *to, const struct ck_reckoning *r, struct ck_error *e),
                                 void *to, struct ck_error *e);

#endif
