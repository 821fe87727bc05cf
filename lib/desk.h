/* desk: one sitting at a store: who acts, what time it is, and the offices, staff, calendars and editions that the store
 * holds, each read once. What a desk gives belongs to the desk. */
#ifndef CK_DESK_H
#define CK_DESK_H

#include "catalogue.h"
#include "event.h"
#include "store.h"

struct ck_office {
	int no;                      /* the first part of every key of this office */
	const char *code, *name, *kind, *parent; /* parent "" = none */
	const char *zone_name, *calendar_name, *hours_text;
	const char *authority;       /* words; inherited from the parent where its own is empty */
	const struct ck_zone *zone;
	struct ck_worktime time;     /* known = the desk's now */
};
struct ck_staff {
	const char *login, *name, *roles, *office;
	ck_time since, until;        /* CK_NOTIME = still here */
};

struct ck_desk;
struct ck_desk_options {
	struct ck_store *store;
	ck_time now;                 /* the store's clock, read once */
	const char *by;              /* who acts by default: the login of the operating-system user, or --by; may be NULL */
	const char *os_user;         /* recorded with every event */
	bool strict;                 /* by may only be oneself or who delegated to one */
	const struct ck_notes *notes;
};
struct ck_desk *ck_desk_new(const struct ck_desk_options *options);
void ck_desk_free(struct ck_desk *d);
struct ck_store *ck_desk_store(struct ck_desk *d);
ck_time ck_desk_now(const struct ck_desk *d);
const struct ck_notes *ck_desk_notes(const struct ck_desk *d);
const char *ck_desk_os_user(const struct ck_desk *d);
const char *ck_desk_by(const struct ck_desk *d);   /* who acts by default; NULL = nobody was named */
bool ck_desk_strict(const struct ck_desk *d);
/* The batch that events are written under; "" = none. Set by the command layer. */
const char *ck_desk_batch(const struct ck_desk *d);
void ck_desk_set_batch(struct ck_desk *d, const char *batch);
/* Forgets what was read of offices, staff and calendars (after a change to them), or of staff alone. What was given
 * before stays as it was until ck_desk_free. */
void ck_desk_forget(struct ck_desk *d);
void ck_desk_forget_staff(struct ck_desk *d);

/* CK_BADDATA: none such. */
enum ck_code ck_desk_office(struct ck_desk *d, const char *code, const struct ck_office **o, struct ck_error *e);
enum ck_code ck_desk_office_no(struct ck_desk *d, int no, const struct ck_office **o, struct ck_error *e);
enum ck_code ck_desk_staff(struct ck_desk *d, const char *login, const struct ck_staff **st, struct ck_error *e);
/* Makes an office ready for terms: its working time has a calendar (time.calendar is NULL before). */
enum ck_code ck_desk_ready(struct ck_desk *d, const struct ck_office *o, struct ck_error *e);
enum ck_code ck_desk_vocabulary(struct ck_desk *d, const struct ck_vocabulary **v, struct ck_error *e);
enum ck_code ck_desk_edition(struct ck_desk *d, const char *regulation, const char *edition,
                             const struct ck_edition **ed, struct ck_error *e);
/* The edition of a service in force on a day for an office's authority. service is a regulation ("almaty-2017/wheelchair")
 * or its short name ("wheelchair"). CK_BADDATA: no such service; CK_REFUSED: not of this office's authority, not yet or
 * no longer in force (names the repealing act). */
enum ck_code ck_desk_service(struct ck_desk *d, const struct ck_office *o, const char *service, ck_day day,
                             const struct ck_edition **ed, struct ck_error *e);

/* The regulation of a service, whatever day it is. Codes as ck_desk_service. */
enum ck_code ck_desk_regulation(struct ck_desk *d, const struct ck_office *o, const char *service,
                                const char **regulation, struct ck_error *e);

/* Is one office the other, its ancestor or its descendant? */
bool ck_desk_related(struct ck_desk *d, const struct ck_office *a, const struct ck_office *b);
/* The staff record of who acts, as it held at that time (of somebody who left and came back, the stay of then): by (a
 * column of the record) or, if NULL, the desk's default. CK_DENIED: nobody, or a
 * strict store where by is neither oneself nor has delegated to one at that time. CK_BADDATA: no such login. */
enum ck_code ck_desk_actor(struct ck_desk *d, const char *by, ck_time at, const struct ck_staff **st, struct ck_error *e);
/* May this staff member act in this role for this office at this time? CK_REFUSED with the reason: left, not yet here,
 * does not hold the role (machine roles: never), office not related. */
enum ck_code ck_desk_may(struct ck_desk *d, const struct ck_staff *st, const struct ck_role *role,
                         const struct ck_office *o, ck_time at, struct ck_error *e);

#endif
