/* permit: permits for foreign labour: issued, reissued, extended, revoked, checked, listed. A permit is the result of a
 * granted case whose procedure has a row in the catalogue's part "permits"; it is born from the case's issue event. */
#ifndef CK_PERMIT_H
#define CK_PERMIT_H

#include "casework.h"

/* The columns of a permit record, in order. */
#define CK_PERMIT_COLUMNS \
	"permit permit_kind permit_status office applicant applicant_name region workers_permitted workers_total valid_from " \
	"valid_last case previous_permit next_permit revoked revoked_for"

/* Does the issue step of a case and gives its permit a number. kind: issue, reissue or extend, the command's own; the case's
 * variant must be of that kind. Reads case from until workers region permit (the permit before it), each of the last three by
 * default as the application states it, and what every issue act reads (delivery note at by key …). Refused with clause: a
 * case that was not granted; another kind; a share of staff not reached; a quota that would be exceeded; for reissue and
 * extend, a permit before it that is of another employer, revoked, expired or replaced. out: CK_PERMIT_COLUMNS, replayed, key. */
enum ck_code ck_permit_issue(struct ck_desk *d, const char *kind, const struct ck_fields *in, struct ck_fields *out,
                             struct ck_error *e);

/* Reads permit ground from (default today) reason at by key document file note. The ground is a subject of the norm
 * "permit-revocation". Refused: revoked already, expired, replaced before that day. */
enum ck_code ck_permit_revoke(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e);

/* CK_PERMIT_COLUMNS and holds verdict_reason. *holds: on that day (CK_NODAY = today where its office is). CK_BADDATA: no such
 * permit. */
enum ck_code ck_permit_check(struct ck_desk *d, const char *permit, ck_day on, struct ck_fields *out, bool *holds,
                             struct ck_error *e);

struct ck_permit_ask {              /* NULL = not asked */
	const char *office, *applicant, *region, *category, *citizenship, *profession;
	const char *permit_case;        /* of that case */
	const char *chain_of;           /* that permit with all before and after it */
	const char *status;             /* valid, not-yet-valid, expired, replaced, revoked */
	const char *expiring;           /* a span: 30d = whose last day is today or within that many days */
	ck_day on;                      /* CK_NODAY = today */
	int64_t limit;                  /* 0 = all */
};
enum ck_code ck_permit_list(struct ck_desk *d, const struct ck_permit_ask *ask, ck_each *each, void *to,
                            struct ck_error *e);

#endif
