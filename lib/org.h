/* org: organisations of people with disabilities and their sign. An organisation is a chain of its own (ALM-2019-O000017),
 * known by its BIN too. It has applications, numbered from 1, with the statuses of the document: draft, sent, approved,
 * rejected, error. Each sending of an application is a case of the service; the sign is set by that case's issue on grant and
 * by nothing else, after the registers' answer was stated in it; it is gone by itself when the norm "sign-days" is over. */
#ifndef CK_ORG_H
#define CK_ORG_H

#include "casework.h"
#include "registry.h"

#define CK_ORG_COLUMNS "org applicant applicant_name office application application_status"
#define CK_ORG_LISTED CK_ORG_COLUMNS " specialised case sent answered sign sign_until cause"
#define CK_EMPLOYEE_COLUMNS "org application employee disabled pay"
#define CK_SIGN_COLUMNS \
	"org applicant applicant_name application application_status case sent answered sign sign_until reaches people " \
	"people_disabled share_staff share_staff_permille pay_all pay_disabled share_pay share_pay_permille threshold_staff " \
	"threshold_pay threshold_source cause"

/* Reads applicant (BIN) name [specialised office at by key]. CK_REFUSED: registered already. An organisation is named by
 * `org`: its number or its BIN. */
enum ck_code ck_org_register(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e);
/* Reads org [at by key]: a new draft. After an approved application it copies that one's employees. CK_REFUSED: one is under
 * way (draft, sent, rejected or error). */
enum ck_code ck_org_apply(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e);
/* Reads org employee [change at by key]; change: add (default) or remove. In draft and rejected only; at most the norm
 * "sign-most" of them. Somebody in another organisation's list too is noted (counts in both). Adding who is in, or removing who
 * is not, is refused. */
enum ck_code ck_org_employ(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e);

/* Commands in place of the snapshots. They are asked while no store is held, so that nobody waits for them: first every
 * record is foreseen (a store is read), then the sources are consulted (without a store), then the records are submitted. */
struct ck_org_sources {            /* command NULL = the snapshot loaded */
	struct ck_source disabled, pay;
};
struct ck_org_hearing;
struct ck_org_hearing *ck_org_hearing_new(const struct ck_org_sources *sources);
void ck_org_hearing_free(struct ck_org_hearing *h);  /* NULL is allowed */
/* Notes whom the sources must be asked about, if the record's application can be answered now. Reads org at by. */
enum ck_code ck_org_foresee(struct ck_org_hearing *h, struct ck_desk *d, const struct ck_fields *in, struct ck_error *e);
/* A source that did not end in its time is not asked again: all that it has not answered fails with that cause. */
void ck_org_hearing_ask(struct ck_org_hearing *h);

/* Reads org [service at by key]; service by default the norm "sign-service". From draft and rejected: sends the application (a
 * case is opened, status sent). From sent and error: once the answer's minimum is over, asks the registers, states the answer
 * in the case, and with it approves or rejects; before that minimum nothing changes (replayed). A source that fails, or does
 * not know somebody: status error with its cause. A case that ended without an outcome: rejected. Refused: no employees; too
 * many; somebody whom the snapshot does not know (a note each: the how-manieth of the list); no snapshot, or one too old.
 * The key names a sending: the same again goes on with it, and changes nothing once it is answered. hearing: what
 * sources said (NULL = there are none); what was not foreseen as it now is stays as it is, with a note. out:
 * CK_SIGN_COLUMNS, replayed, key. */
enum ck_code ck_org_submit(struct ck_desk *d, const struct ck_fields *in, const struct ck_org_hearing *hearing,
                           struct ck_fields *out, struct ck_error *e);

/* Does the organisation have the sign at some time of that day (CK_NODAY = now)? out: CK_SIGN_COLUMNS: the sign as it stands
 * by its last approved application, and what its newest list of employees comes to by the thresholds of that day and the
 * snapshots known (reaches yes/no; empty where that cannot be said: cause). What a checking has read serves the next
 * organisation too: after many, the snapshots lie in memory. */
struct ck_org_checking;
struct ck_org_checking *ck_org_checking_new(struct ck_desk *d);
enum ck_code ck_org_check(struct ck_org_checking *c, const char *org, ck_day on, struct ck_fields *out, bool *sign,
                          struct ck_error *e);
void ck_org_checking_free(struct ck_org_checking *c);  /* NULL is allowed */

struct ck_org_ask {                /* NULL = not asked */
	const char *org;               /* that one; the rest is not asked then */
	const char *office, *status;   /* status of the newest application */
	const char *employee;          /* an IIN in the newest list */
	bool with_sign;                /* who has the sign now */
	const char *expiring;          /* a span: 30d = whose sign is gone within it */
};
/* One call for each, by number: CK_ORG_LISTED. */
enum ck_code ck_org_list(struct ck_desk *d, const struct ck_org_ask *ask, ck_each *each, void *to, struct ck_error *e);
/* The employees of an application (0 = the newest): CK_EMPLOYEE_COLUMNS; disabled and pay by the snapshots of today. */
enum ck_code ck_org_employees(struct ck_desk *d, const char *org, int64_t application, ck_each *each, void *to,
                              struct ck_error *e);

/* Judged in integers: are the thresholds of a day reached? Fills the four figures' columns and threshold_* of out. */
struct ck_sign_figures {
	int64_t people, disabled, pay, pay_disabled;
};
enum ck_code ck_sign_judge(struct ck_store *s, const struct ck_sign_figures *f, bool specialised, ck_day on, ck_time known,
                           bool *reaches, struct ck_fields *out, struct ck_error *e);

#endif
