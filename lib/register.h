/* register: what events say beyond the standing of their case: permits, payments, quotas used, members of commissions,
 * sessions, their agendas and votes. Every row of these registers is born from an event and from nothing else, so they
 * can be thrown away and made again. What an event's data says, by its fields:
 *
 *   of a case      permit permit_kind region workers from until previous [quota_year] applicant applicant_name
 *                                          an issue event that gives a permit
 *                  permit revoked_from ground       act "revoke", beside the steps
 *                  payment paid_on payer amount     an event with the act "pay"
 *                  session                          the case is on that session's agenda
 *                  session recommendation           the commission's conclusion on it
 *   of a journal   act "member-add": commission member name position interests since; "member-end": commission member until
 *   of a session   act "session-open": commission meets place; "session-publish"; "session-vote": [case] member vote;
 *                  "session-close": members present
 *
 * Permits have a table of their own; every other register is a set of entries in the one table `entry`: which register, a
 * key (two numbers and a text), the event it was born from, and fields. (Each table and index more costs every command
 * some 30,000 instructions when it opens the store: so there is one table, not ten.) Keys:
 *
 *   payment     a day paid, b 0, word "PAYER NUMBER"             amount
 *   quota used  a year, b 0, word "REGION CATEGORY"              used
 *   member      a office, b since, word "COMMISSION MEMBER"      name position interests until
 *   session     a session, b 0, word ""                          commission meets place published closed members present
 *   agenda      a session, b case, word ""                       recommendation concluded (chain: the case)
 *   vote        a session, b case or 0, word MEMBER              vote
 *
 * Of an organisation (its chain: series O): act "org-register": applicant name specialised; "org-apply": application [copied];
 * "org-employ": application employee change; "org-submit": application case; "org-answer": application answer (approved,
 * rejected, error) [cause until people disabled pay pay_disabled]. Of a special workplace (its case): act
 * "contract": contract profession places cost wage months from until amount; "sign": contract (the customer's, then the
 * performer's); "report": month; "check": month finding; "pay": month amount; "refer": employee from, or employee left.
 * month: YYYY-MM, or "work": of the work done; of the review of the application, which is in no register, "application".
 *
 *   org         a BIN, b 0, word ""                              chain: the organisation; name specialised
 *   application a org, b application, word ""                    status case sent answered until people disabled pay pay_disabled
 *   employee    a org, b application, word IIN
 *   employed    a IIN, b org, word application
 *   contract    a case, b 0, word ""      profession places cost wage months from until amount customer performer
 *   report      a case, b month, word ""  at, when reviewed and finding, when paid and amount (month: year * 12 + month - 1;
 *               0: of the work done); reported again, a report that was found wanting takes the place of the one before it
 *   referral    a case, b day, word IIN   left
 *   (customer, performer, reviewed, paid and left each with the seq of their event, so that an undo finds them)
 *
 * An "undo" takes back what the events it names said of payments, agendas and recommendations (an issue is never undone). */
#ifndef CK_REGISTER_H
#define CK_REGISTER_H

#include "event.h"
#include "store.h"

enum ck_register {  /* as entry.register says it: a number once given stays */
	CK_REGISTER_PAYMENT = 1,
	CK_REGISTER_QUOTA_USED = 2,
	CK_REGISTER_MEMBER = 3,
	CK_REGISTER_SESSION = 4,
	CK_REGISTER_AGENDA = 5,
	CK_REGISTER_VOTE = 6,
	CK_REGISTER_ORG = 7,
	CK_REGISTER_APPLICATION = 8,
	CK_REGISTER_EMPLOYEE = 9,
	CK_REGISTER_EMPLOYED = 10,
	CK_REGISTER_CONTRACT = 11,
	CK_REGISTER_REPORT = 12,
	CK_REGISTER_REFERRAL = 13
};

/* Writes what one event says into the registers of s: called for every event that is appended, in its transaction. An
 * event that says nothing of them changes nothing. office: code of the office that the chain belongs to. CK_REFUSED, with
 * the column: a payment that was used before (the case that used it is not named). CK_BADDATA: an event that casekit
 * would not have written. */
enum ck_code ck_register_apply(struct ck_store *s, const struct ck_event *ev, const char *office, struct ck_error *e);

/* May the event say anything of the registers? A look at its stored data without reading it. */
bool ck_said_maybe(ck_chain chain, const char *acts, const char *data);
/* Makes all registers again from the ledger, after chains were loaded that came from another store. CK_REFUSED: an event
 * says what it cannot, named with its chain. */
enum ck_code ck_register_make(struct ck_store *s, struct ck_error *e);

/* The next free number of an office's register for a year: of permits, sessions, organisations. Gap-free: allotted in the
 * same transaction as what takes it. CK_REFUSED: the register is full. */
enum ck_code ck_register_next(struct ck_store *s, int office, int year, enum ck_series series, ck_chain *id,
                              struct ck_error *e);

/* -- permits -- */
struct ck_permit_row {             /* texts belong to the arena that was given */
	ck_chain id, chain;
	int64_t seq;
	const char *kind, *applicant, *applicant_name, *region, *workers, *ground;
	int64_t total;
	ck_day since, until, next_since, revoked;  /* CK_NODAY = none */
	ck_chain previous, next;       /* 0 = none */
};
/* CK_OK with *found. */
enum ck_code ck_register_permit(struct ck_store *s, ck_chain id, struct ck_arena *arena, struct ck_permit_row *row,
                                bool *found, struct ck_error *e);
struct ck_permit_filter {          /* absent texts NULL, absent days CK_NODAY */
	int office;                    /* number; 0 = all */
	const char *applicant, *region;
	ck_chain chain;                /* of that case; 0 = all */
	ck_day holding_on;             /* only those that hold on that day */
	ck_day ending_from, ending_until;  /* whose last day lies in between, both included; revoked and replaced ones left out */
};
/* One call for each, by number (with ending_*: by last day). The row is valid during the call. */
enum ck_code ck_register_permits(struct ck_store *s, const struct ck_permit_filter *f,
                                 enum ck_code (*each)(void *to, const struct ck_permit_row *row, struct ck_error *e),
                                 void *to, struct ck_error *e);
enum ck_code ck_register_quota_used(struct ck_store *s, const char *region, int64_t year, const char *category,
                                    int64_t *used, struct ck_error *e);

/* -- payments -- */
enum ck_code ck_register_paid(struct ck_store *s, const char *payer, const char *number, ck_day paid_on, ck_chain *chain,
                              struct ck_error *e);  /* *chain: the case that used it, 0 = none */

/* -- commissions: rows and their texts are valid during the call -- */
struct ck_session_row {
	ck_chain id;
	const char *commission, *place;
	ck_time meets, published, closed;   /* CK_NOTIME = not yet */
	int64_t members, present;           /* INT64_MIN = not yet */
};
enum ck_code ck_register_session(struct ck_store *s, ck_chain id, struct ck_arena *arena, struct ck_session_row *row,
                                 bool *found, struct ck_error *e);
/* In the order of their meetings; office 0 and commission NULL = all; open_only: not closed yet. */
enum ck_code ck_register_sessions(struct ck_store *s, int office, const char *commission, bool open_only,
                                  enum ck_code (*each)(void *to, const struct ck_session_row *row, struct ck_error *e),
                                  void *to, struct ck_error *e);
struct ck_agenda_row {
	ck_chain session, chain;
	int64_t seq, concluded;             /* concluded 0 = not yet */
	const char *recommendation;
};
/* The cases of a session (session 0: the sessions of a case, chain), in their order. */
enum ck_code ck_register_agenda(struct ck_store *s, ck_chain session, ck_chain chain,
                                enum ck_code (*each)(void *to, const struct ck_agenda_row *row, struct ck_error *e),
                                void *to, struct ck_error *e);
struct ck_vote_row {
	ck_chain session, chain;            /* chain 0 = of the whole session */
	const char *member, *vote;
	int64_t seq;
};
/* Each member's last word, by case and member. chain -1 = of all cases and the session itself; member NULL = of all. */
enum ck_code ck_register_votes(struct ck_store *s, ck_chain session, ck_chain chain, const char *member,
                               enum ck_code (*each)(void *to, const struct ck_vote_row *row, struct ck_error *e),
                               void *to, struct ck_error *e);
struct ck_member_row {
	const char *office, *commission, *member, *name, *position, *interests;
	ck_time since, until;               /* until CK_NOTIME = still sits */
};
/* By office, commission and member; NULL = all; at CK_NOTIME = at any time, else those who sat then. */
enum ck_code ck_register_members(struct ck_store *s, const char *office, const char *commission, const char *member,
                                 ck_time at,
                                 enum ck_code (*each)(void *to, const struct ck_member_row *row, struct ck_error *e),
                                 void *to, struct ck_error *e);

/* -- contracts for special workplaces -- */
struct ck_contract_row {                /* sums in tiyn */
	ck_chain chain;                     /* its case */
	const char *profession;
	int64_t places, cost, wage, months; /* cost of a place; wage for a place and month */
	int64_t total;                      /* the most that is paid */
	ck_day since, until;                /* first and last day */
	ck_time customer, performer;        /* when they signed; CK_NOTIME = not yet */
};
enum ck_code ck_register_contract(struct ck_store *s, ck_chain chain, struct ck_arena *arena, struct ck_contract_row *row,
                                  bool *found, struct ck_error *e);
/* One call for each of an office (0 = of all), by case. */
enum ck_code ck_register_contracts(struct ck_store *s, int office,
                                   enum ck_code (*each)(void *to, const struct ck_contract_row *row, struct ck_error *e),
                                   void *to, struct ck_error *e);
/* A month as its events name it, as a number that counts on: year * 12 + month - 1; or CK_MONTH_WORK, of the work done. */
#define CK_MONTH_WORK 0
#define CK_MONTH_TEXT 24
bool ck_month_parse(const char *text, int64_t *month);
void ck_month_print(char out[CK_MONTH_TEXT], int64_t month);
struct ck_report_row {
	int64_t month;
	ck_time at, reviewed, paid;         /* CK_NOTIME = not yet */
	const char *finding;                /* "" = not reviewed */
	int64_t amount;                     /* paid, tiyn; 0 = nothing yet */
};
/* The reports of a case by month, that of the work done first. */
enum ck_code ck_register_reports(struct ck_store *s, ck_chain chain,
                                 enum ck_code (*each)(void *to, const struct ck_report_row *row, struct ck_error *e),
                                 void *to, struct ck_error *e);
struct ck_referral_row {
	ck_day since, left;                 /* the first day; the first day gone, CK_NODAY = still there */
	const char *employee;
};
/* The referrals of a case by day and IIN. */
enum ck_code ck_register_referrals(struct ck_store *s, ck_chain chain,
                                   enum ck_code (*each)(void *to, const struct ck_referral_row *row, struct ck_error *e),
                                   void *to, struct ck_error *e);

/* -- organisations of people with disabilities -- */
#define CK_APPLICATION_DRAFT "draft"
#define CK_APPLICATION_SENT "sent"
#define CK_APPLICATION_APPROVED "approved"
#define CK_APPLICATION_REJECTED "rejected"
#define CK_APPLICATION_ERROR "error"
struct ck_org_row {                     /* texts belong to the arena that was given */
	ck_chain chain;
	const char *applicant, *name;
	bool specialised;
};
struct ck_application_row {
	int64_t number;
	const char *status, *case_number, *cause;  /* "" = none */
	ck_time sent, answered, until;      /* until: when the sign is gone; CK_NOTIME = not yet */
	int64_t people, disabled, pay, pay_disabled;  /* as they were answered by; INT64_MIN = none */
};
struct ck_numbers {                     /* identity numbers, as numbers; {0} is none */
	int64_t *at;
	size_t count, room;
};
void ck_numbers_free(struct ck_numbers *n);
/* The organisation of a chain, or (chain 0) with that BIN. */
enum ck_code ck_register_org(struct ck_store *s, ck_chain chain, const char *applicant, struct ck_arena *arena,
                             struct ck_org_row *row, bool *found, struct ck_error *e);
/* One call for each of an office (0 = of all), in the order of their numbers; nothing may be asked in between. */
enum ck_code ck_register_orgs(struct ck_store *s, int office,
                              enum ck_code (*each)(void *to, ck_chain org, struct ck_error *e), void *to,
                              struct ck_error *e);
/* All applications of an organisation in their order, in the arena. */
enum ck_code ck_register_applications(struct ck_store *s, ck_chain org, struct ck_arena *arena,
                                      struct ck_application_row **rows, size_t *count, struct ck_error *e);
/* The employees in an application's list, by IIN; in place of what people held. */
enum ck_code ck_register_employees(struct ck_store *s, ck_chain org, int64_t application, struct ck_numbers *people,
                                   struct ck_error *e);
/* Every list, of whatever application, that a person stands in. */
enum ck_code ck_register_employed(struct ck_store *s, int64_t person,
                                  enum ck_code (*each)(void *to, ck_chain org, int64_t application, struct ck_error *e),
                                  void *to, struct ck_error *e);

/* Makes all registers again from the ledger, in a store of their own in memory, and compares: found is called for each
 * difference, with the number of the case, session or office it comes from where that is known ("" else). */
enum ck_code ck_register_check(struct ck_store *s, void (*found)(void *to, const char *number, const char *text), void *to,
                               struct ck_error *e);

#endif
