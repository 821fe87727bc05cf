/* workplace_priv: one contract's case as an act finds it; shared by workplace's files. */
#ifndef CK_WORKPLACE_PRIV_H
#define CK_WORKPLACE_PRIV_H

#include "register.h"
#include "workplace.h"

struct ck_work {
	struct ck_desk *desk;
	struct ck_arena *arena;
	const char *act;
	const struct ck_fields *in;
	bool again;                      /* under its key the act was done before, with the same content */

	char number[40];                 /* of the case */
	ck_chain chain;
	const struct ck_office *office;
	const struct ck_edition *edition;
	const struct ck_procedure *procedure;
	const struct ck_step *next;      /* NULL = closed */
	ck_day today, applied;           /* where the office is; the day of the application's registration */
	ck_time due;                     /* of the next step; CK_NOTIME = none */
	const char *applicant, *applicant_name;
	const char *profession, *places_asked, *cost_asked;  /* of the application; "" = it does not say */

	bool contracted;                 /* is there a contract? */
	struct ck_contract_row contract;
	struct ck_report_row *report;    /* by month, that of the work done first */
	size_t reports;
	struct ck_referral_row *referral;
	size_t referrals;
};

/* -- workplace.c -- */
/* CK_REFUSED: the procedure has no contract; or the key was used with other content. own: the columns that casework
 * does not keep of the act, but its events do. The caller closes it. */
enum ck_code ck_work_open(struct ck_work *w, struct ck_desk *d, const char *act, const char *own,
                          const struct ck_fields *in, struct ck_error *e);
void ck_work_close(struct ck_work *w);
/* Reads the registers of the case again. */
enum ck_code ck_work_read(struct ck_work *w, struct ck_error *e);
/* Does the act, with what add sets of the words added; and answers with the case as it then stands. */
typedef enum ck_code ck_work_add(void *work, const struct ck_case_at *at, struct ck_fields *data, struct ck_error *e);
enum ck_code ck_work_do(struct ck_work *w, const char *added, ck_work_add *add, struct ck_fields *out,
                        struct ck_error *e);
/* The same beside the steps, by who does the last step with that act. columns: what the event keeps of the record. */
enum ck_code ck_work_redo(struct ck_work *w, const char *columns, const char *added, ck_work_add *add,
                          struct ck_fields *out, struct ck_error *e);
/* CK_WORKPLACE_COLUMNS of a case record and what the registers say. */
void ck_work_answer(const struct ck_work *w, const struct ck_fields *stands, struct ck_fields *out);

/* Names column and the step's clause in an error already filled. */
enum ck_code ck_work_clause(const struct ck_work *w, const struct ck_step *step, const char *column,
                            struct ck_error *e);
/* Refuses what needs a contract where none is known: the case was brought to this step in another way. */
enum ck_code ck_work_has_terms(const struct ck_work *w, const struct ck_step *step, struct ck_error *e);
/* A sum, a count or a day of the record; CK_BADDATA if it is missing or none. */
enum ck_code ck_work_money(const struct ck_work *w, const char *column, int64_t *tiyn, struct ck_error *e);
enum ck_code ck_work_count(const struct ck_work *w, const char *column, int64_t *count, struct ck_error *e);
enum ck_code ck_work_day(const struct ck_work *w, const char *column, ck_day *day, struct ck_error *e);

/* -- workplace_contract.c: what a contract comes to -- */
/* Refuses a cost of one place beyond the norms of that day. */
enum ck_code ck_work_limit(const struct ck_work *w, int64_t cost, ck_day on, struct ck_error *e);
/* The contract's months are counted from its first day: the first and last day of one, by the number of the month in
 * which it begins (register.h). */
int64_t ck_work_first_month(const struct ck_contract_row *c);
ck_day ck_work_month_begins(const struct ck_contract_row *c, int64_t month);
ck_day ck_work_month_ends(const struct ck_contract_row *c, int64_t month);
/* The report last made; NULL = none. */
const struct ck_report_row *ck_work_last(const struct ck_work *w);
const struct ck_report_row *ck_work_report(const struct ck_work *w, int64_t month);
/* The month that is to be reported next. */
int64_t ck_work_expected(const struct ck_work *w);
/* The most people at work on one day of a span, both days included; never more than there are places. Who follows
 * another at a place fills no second one. */
int64_t ck_work_filled(const struct ck_work *w, ck_day from, ck_day until);
int64_t ck_work_paid(const struct ck_work *w);

#endif
