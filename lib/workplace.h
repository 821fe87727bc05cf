/* workplace: special workplaces for people with disabilities (process FK-V.05): the employer's application, the list
 * approved, the contract, its reports, subsidies and referrals. Every act is an event of the contract's case; what the
 * events say of contract, reports, payments and referrals stands in the registers (register.h). Which procedures these
 * are, their steps tell: those with an act "contract". Money is tiyn in the store. Every act reads at, by and key, and
 * document, file and note too; it answers with CK_WORKPLACE_COLUMNS. */
#ifndef CK_WORKPLACE_H
#define CK_WORKPLACE_H

#include "casework.h"

#define CK_WORKPLACE_COLUMNS \
	"case applicant applicant_name office status outcome next_step next_acts next_role profession_named places_agreed " \
	"places_filled cost_agreed wage_agreed months_agreed valid_from valid_last paid_total replayed key"

/* Reads service (default: the one service in force at the office whose list has the act "contract") applicant name
 * places profession cost [office]: opens the case and does the employer's steps up to the first by staff. Refused with
 * the norm's source: a cost beyond "workplace-places-mci" times "mci" a place. */
enum ck_code ck_workplace_register(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                   struct ck_error *e);
/* Reads case finding: the next check step: of the application, or of the report last made; conforming or
 * not-conforming. A report that does not conform is made again, beside the steps, and so is its review. */
enum ck_code ck_workplace_review(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                 struct ck_error *e);
/* Reads case decision [ground reason result] list: the decision on the list of employers and applications; list: its
 * number, the same in every case of one decision. An application that was found not conforming cannot be granted. */
enum ck_code ck_workplace_approve(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                  struct ck_error *e);
/* Reads case [places cost] wage months from [amount]: the draft. places and cost default to the application's and are
 * not beyond them; until = from + months - 1 day; amount: the most that is paid in all, by default what places and
 * wages come to. */
enum ck_code ck_workplace_contract(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                   struct ck_error *e);
/* Reads case [signature]: the next sign step: customer, then performer. */
enum ck_code ck_workplace_sign(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                               struct ck_error *e);
/* Reads case [month (YYYY-MM) reason]: the next report step: of the work done (no month), then of each month of the
 * contract in order, not before its last day; a month may be left out only when a later one is reported with a reason
 * (it then counts as missing). */
enum ck_code ck_workplace_report(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                 struct ck_error *e);
/* Reads case amount [month (YYYY-MM, or work)]: the next pay step. Refused with clause: not reviewed as conforming;
 * paid already (one payment a report); beyond places times cost, or filled places times wage of that month; beyond the
 * contract. States with the last month's payment the fact that ends the reports' repetition, else from when the next
 * month counts (next_round, procedure.h). */
enum ck_code ck_workplace_pay(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                              struct ck_error *e);
/* Reads case employee [from | left]: a referral to a vacancy (beside the reports); left: the person has gone, the place
 * is free again. Refused: no vacancy, before the work done is paid or after the contract, at work there already. */
enum ck_code ck_workplace_refer(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                struct ck_error *e);
/* What needs looking after in open cases, as of now: one call for each finding: case applicant applicant_name
 * finding_kind (report-missing, report-late, report-unreviewed, place-empty, unpaid, contract-ends, contract-ended)
 * month_of due places_agreed places_filled agreed_total paid_total valid_last. office with all below it, NULL = all;
 * within_days: how long ahead an end is told. */
enum ck_code ck_workplace_monitor(struct ck_desk *d, const char *office, const char *only_case, int64_t within_days,
                                  ck_each *each, void *to, struct ck_error *e);

#endif
