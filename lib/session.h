/* session: commissions: who sits in them, when they meet, which cases they hear, how each member voted, and what they
 * recommend. A session is a chain of its own (ALM-2019-S000017), opened by the commission's secretary: staff who hold
 * the role of the same name. What a quorum, a majority and a casting vote are, and that a member has no vote in a case
 * of one's own, are norms ("quorum", "majority", "casting-vote", "recusal", with the commission for subject). */
#ifndef CK_SESSION_H
#define CK_SESSION_H

#include "casework.h"

#define CK_MEMBER_COLUMNS "member name commission office position since sits_until interests"
#define CK_SEAT_COLUMNS "member commission office sits_until"  /* what an answer says of it */
#define CK_SESSION_COLUMNS \
	"session session_status commission office meets place published closed cases members_all members_present signed_by"
#define CK_SESSION_ANSWER \
	"session session_status commission office published closed cases members_all members_present signed_by replayed"
#define CK_PUBLISHED_COLUMNS "session session_status published case next_step next_acts due replayed key"
#define CK_AGENDA_COLUMNS \
	"session case applicant_name recommendation votes_for votes_against votes_abstained votes_interested next_step " \
	"next_acts due"
#define CK_ATTENDANCE_COLUMNS "session member member_name sits_as attended"
#define CK_VOTE_COLUMNS \
	"session case member member_name sits_as vote_cast happened recorded seq corrects reason_told done_by"

/* Reads commission office member name position [interests since by]. One chair at a time. CK_REFUSED: sits already.
 * out: CK_MEMBER_COLUMNS. */
enum ck_code ck_member_add(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e);
/* Reads commission office member [until reason by]. CK_REFUSED: left already, or was in a session after that. */
enum ck_code ck_member_end(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e);
enum ck_code ck_member_list(struct ck_desk *d, const char *office, const char *commission, bool present_only,
                            ck_each *each, void *to, struct ck_error *e);

/* Reads commission office meets place [at by key note]. out: CK_SESSION_COLUMNS, replayed, key. */
enum ck_code ck_session_open(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e);
/* Reads session [case at by key note]. The first time publishes the session; with a case, does that case's publish
 * step, which puts it on the agenda (and is by whose step that is; a session alone is published by its
 * commission's secretary). What is public already is replayed. Refused with clause: the session would be held
 * before the publication's minimum is over (of the cases on its agenda and of that case); held or closed already.
 * out: CK_PUBLISHED_COLUMNS. */
enum ck_code ck_session_publish(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out,
                                struct ck_error *e);
/* Reads session [case] member vote [reason at by key]. Without a case: present or absent. A vote stated again is
 * replayed; another one needs a reason and is a correction: a new event, both visible. Refused: no member then, absent,
 * an interest in the case (declared by a vote "interested", or by the applicant's number among the member's interests),
 * a case that is not on the agenda, before the meeting, a first vote after the session's end, a correction that would
 * change a recommendation already in its case. out: CK_VOTE_COLUMNS, replayed, key. */
enum ck_code ck_session_vote(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e);
/* Reads session [case at by ground amount result finding reason note]. With a case: brings the commission's conclusion
 * on that one into it, with these particulars, be the session closed or not. Without: on all others of the agenda that
 * were voted on, and closes the session. Who voted on nothing and was not stated present is absent. Refused: no quorum,
 * before the meeting, before a minimum of a case, closed already, a case that cannot take it. Cases without a vote for
 * or against stay as they are, for another session; so do those that have ended meanwhile. each: CK_AGENDA_COLUMNS. */
enum ck_code ck_session_close(struct ck_desk *d, const struct ck_fields *in, ck_each *each, void *to,
                              struct ck_error *e);
/* Reads session member [signature document file at by]: a member who was present signs the minutes of a closed session;
 * once, unless a vote was corrected since. out: CK_SESSION_COLUMNS, replayed. */
enum ck_code ck_session_sign(struct ck_desk *d, const struct ck_fields *in, struct ck_fields *out, struct ck_error *e);

enum ck_code ck_session_show(struct ck_desk *d, const char *session, struct ck_fields *out, struct ck_error *e);
/* The agenda, and every vote ever cast with its corrections: the minutes. */
enum ck_code ck_session_agenda(struct ck_desk *d, const char *session, ck_each *each, void *to, struct ck_error *e);
enum ck_code ck_session_votes(struct ck_desk *d, const char *session, const char *only_case, ck_each *each, void *to,
                              struct ck_error *e);
/* Who was a member when the session met, and who of them attended: CK_ATTENDANCE_COLUMNS. */
enum ck_code ck_session_members(struct ck_desk *d, const char *session, ck_each *each, void *to, struct ck_error *e);
enum ck_code ck_session_list(struct ck_desk *d, const char *office, const char *commission, bool open_only,
                             ck_each *each, void *to, struct ck_error *e);

#endif
