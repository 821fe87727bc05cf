/* procedure_priv: what the engine's files share: the standing itself, looking at facts, and reckoning due times. */
#ifndef CK_PROCEDURE_PRIV_H
#define CK_PROCEDURE_PRIV_H

#include "procedure.h"

struct ck_standing {
	const struct ck_edition *ed;
	const struct ck_procedure *p;
	const struct ck_vocabulary *v;
	const struct ck_worktime *w;
	const struct ck_events *evs;   /* what was taken last; borrowed */
	struct ck_view view;
	struct ck_step_state *step;
	struct { char name[64]; bool yes; } *fact;
	size_t facts;
	struct { ck_time start; int round; } *turning;  /* the procedure's repetitions; round 0 = not begun */
	const struct ck_extension **extended;
	size_t extensions;
	bool *undone;                  /* by seq - 1 */
	ck_time *judged;               /* by seq - 1 */
	size_t events;
	bool closed;                   /* by refusal at entry, withdrawal or lapse */
	ck_time previous_at;           /* when the last step was done */
	ck_time received;              /* stated since the last step */
	ck_time next_round;            /* stated: when a repetition's next round begins; CK_NOTIME = as its period says */
	ck_time last_known;            /* what the last event that moved the case on was judged by */
	int registered_seq, issued_seq;
};

/* The reason of a step that was missed (compared by address). */
extern const char ck_missed[];

/* A standing, and the data of an act about to be done or being taken (or NULL): its facts come first. */
struct ck_look {
	const struct ck_standing *s;
	const struct ck_fields *data;
};
/* -- procedure_facts.c -- */
/* Takes what an event's `fact` words state. */
void ck_state_facts(struct ck_standing *s, const char *words);
/* A time in an event's data; CK_NOTIME if it is not there. */
ck_time ck_data_time(const struct ck_standing *s, const struct ck_fields *data, const char *name);
bool ck_look_fact(const struct ck_look *look, const char *fact, bool *stated);
bool ck_look_when(const struct ck_look *look, const char *when);
ck_time ck_look_received(const struct ck_look *look);

/* -- procedure.c -- */
/* Does the event move the case on (a step, the opening, a withdrawal, a lapse)? */
bool ck_moves_on(const struct ck_event *ev);

/* -- procedure_reckon.c -- */
/* Reckons a step's due time and earliest time by the calendar as known then; each (or NULL) is told of every limit. */
typedef enum ck_code ck_reckoned(void *to, const struct ck_reckoning *r, struct ck_error *e);
enum ck_code ck_reckon(const struct ck_look *look, int step, ck_time known, ck_time *due, ck_time *not_before,
                       ck_reckoned *each, void *to, struct ck_error *e);
/* The earliest overall term. */
enum ck_code ck_reckon_terms(const struct ck_look *look, ck_time known, ck_time *term, ck_reckoned *each, void *to,
                             struct ck_error *e);

#endif
