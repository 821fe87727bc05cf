#!/usr/bin/env bats
# session-close: conclude the cases of a session, and close it.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

finish() { session-close "$session" --by=k.comm --format=tsv "$@"; }
silent="casekit's default, the documents are silent: no quorum is named; load the office's own act in its place"

@test "the recommendation enters each case as its event; the session is closed" {
	in_session
	votes "$session" "$one" for for for for for against abstain
	votes "$session" "$two" for against against against against interested
	check 0 finish
	printed "session	case	applicant_name	recommendation	votes_for	votes_against	votes_abstained	votes_interested	next_step	next_acts	due
$session	$one	ЖШС «Көктем»	grant	5	1	1	0	11	prepare	2019-03-29T15:30:00+06:00
$session	$two	ЖШС «Көктем»	refuse	1	4	0	1	11	prepare	2019-03-29T15:30:00+06:00"
	said ''
	is "10 | conclude | permit-commission | k.comm | finding=positive; session=$session; recommendation=grant; votes=5:1:1" \
		"$(past "$one" step_done,acts_done,done_role,done_by,details | tail -n 1)"
	is "finding=negative; session=$session; recommendation=refuse; votes=1:4:0" "$(past "$two" details | tail -n 1)"
	is 'closed | 2019-03-29T11:00:00+06:00 | 2 | 7 | 7' \
		"$(session_is "$session" session_status,closed,cases,members_all,members_present)"
	check 0 store-check
	check 0 ledger-verify
	session_refuses 1 "session-close: $session: the session was closed at 2019-03-29T11:00:00+06:00" finish
}

@test "no quorum: refused with the norm's source; another norm, and it is reached" {
	in_session
	votes "$session" "$one" for for for for
	session_refuses 1 "session-close: $session: no quorum: 4 of 7 members are present, 2/3 must be ($silent)" finish
	session_refuses 1 "session-close: $session: no quorum: 4 of 7 members are present, 2/3 must be ($silent)" finish --case="$one"
	printf 'norm\tsubject\tsince\tvalue\tsource\nquorum\tpermit-commission\t2019-01-01\t4/7\torder 1\n' | norm-load --quiet > /dev/null
	check 0 finish --columns=case,recommendation --no-header
	printed "$one	grant"
}

@test "exactly the share is a quorum; present without a vote counts, absent does not" {
	seat 3
	session=$(call_session 2019-03-29T10:00)
	one=$(told)
	put "$session" "$one"
	now 2019-03-29T11:00:00+06:00
	votes "$session" "$one" for
	session-vote --session="$session" --member=m3 --vote=absent --by=k.comm > /dev/null
	session_refuses 1 "session-close: $session: no quorum: 1 of 3 members are present, 2/3 must be ($silent)" finish
	session-vote --session="$session" --member=m2 --vote=present --by=k.comm > /dev/null
	check 0 finish --columns=case,recommendation,votes_for --no-header
	printed "$one	grant	1"
	is '3 | 2' "$(session_is "$session" members_all,members_present)"
}

@test "a tie: the chair's vote decides; without it the recommendation is to refuse" {
	before_session
	three=$(told) four=$(told)
	put "$session" "$three" "$four"
	now 2019-03-29T11:00:00+06:00
	votes "$session" "$one" for for for against against against
	votes "$session" "$two" against for for for against against
	votes "$session" "$three" abstain for for against against
	votes "$session" "$four" interested interested abstain
	check 0 finish --columns=case,recommendation --no-header
	printed "$one	grant
$two	refuse
$three	refuse"
	is "$four |  | conclude" "$(agenda "$session" case,recommendation,next_acts | tail -n 1)"
	session_refuses 1 "session-close: $session: case: nobody voted for or against $four" finish --case="$four"
}

@test "the majority is more than the norm's share of the votes for and against" {
	in_session
	printf 'norm\tsubject\tsince\tvalue\tsource\nmajority\tpermit-commission\t2019-01-01\t2/3\torder 1\n' | norm-load --quiet > /dev/null
	votes "$session" "$one" for for for for against against
	votes "$session" "$two" for for for for for against against
	check 0 finish --columns=case,recommendation --no-header
	printed "$one	refuse
$two	grant"
}

@test "one case alone, with its particulars; the session stays open, and the rest follows" {
	in_session
	votes "$session" "$one" for for for for for
	votes "$session" "$two" for for for for for
	check 0 finish --case="$two" --finding=complete --columns=case,recommendation --no-header
	printed "$two	grant"
	is "finding=complete; session=$session; recommendation=grant; votes=5:0:0" "$(past "$two" details | tail -n 1)"
	is 'published' "$(session_is "$session" session_status)"
	session_refuses 1 "session-close: $session: case: $two has the recommendation to grant already" finish --case="$two"
	check 0 finish --columns=case --no-header
	printed "$one"
	is 'closed' "$(session_is "$session" session_status)"
}

@test "before it meets; a time before its votes; a case that cannot take it refuses the whole record" {
	before_session
	three=$(told)
	session-publish "$session" --case="$three" --by=m.migr > /dev/null
	session_refuses 1 "session-close: $session: the session meets only at 2019-03-29T10:00:00+06:00" finish
	now 2019-03-29T11:00:00+06:00
	session_refuses 1 "session-close: $session: at: the session meets only at 2019-03-29T10:00:00+06:00" finish --at=2019-03-29T09:00
	votes "$session" "$one" for for for for for
	votes "$session" "$three" for for for for for
	session_refuses 1 "session-close: $session: $three: step 9 is \"refer\" by migration-specialist, not \"conclude\" (almaty-2017/foreign-labour-permit, office issue, item 9)" \
		finish
	case-refer "$three" --by=m.migr > /dev/null
	session_refuses 1 "session-close: $session: at: $three: 2019-03-29T10:30:00+06:00 is before the last step of the case, done at 2019-03-29T11:00:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		finish --at=2019-03-29T10:30
	check 0 finish --columns=case --no-header
	printed "$one
$three"
}

@test "before the least time after its publication" {
	seat
	session=$(call_session 2019-03-26T10:00)
	one=$(told)
	case-record "$one" --act=publish --session="$session" --by=m.migr > /dev/null
	case-refer "$one" --by=m.migr > /dev/null
	now 2019-03-26T12:00:00+06:00
	votes "$session" "$one" for for for for for
	session_refuses 1 "session-close: $session: $one: step 10 may not be done before 2019-03-27T09:00:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		finish
}

@test "a case that was withdrawn meanwhile holds up nobody" {
	in_session
	votes "$session" "$one" for for for for for
	votes "$session" "$two" for for for for for
	case-withdraw "$one" --reason=moved --by=s.reg > /dev/null
	session_refuses 1 "session-close: $session: $one: the case is closed (withdrawn): no step is left (almaty-2017/foreign-labour-permit, office)" \
		finish --case="$one"
	check 0 finish --columns=case --no-header
	printed "$two"
}

@test "a commission that decides itself: the decision and its ground" {
	member-add --member=x1 --name=Ex --position=chair --commission=special-commission --office=ALMAUE --since=2018-01-01 \
		--by=x.comm > /dev/null
	session=$(session-open --commission=special-commission --office=ALMAUE --meets=2019-03-20T10:00 --place=here --by=x.comm \
		--columns=session --no-header)
	one=$(enter semey-compensation) two=$(enter semey-compensation)
	case-assign "$one" "$two" --to=s.reg --by=d.head > /dev/null
	case-refer "$one" "$two" --session="$session" --by=s.reg > /dev/null
	is "$one | decide
$two | decide" "$(agenda "$session" case,next_acts)"
	now 2019-03-20T11:00:00+06:00
	session-vote "$session" --case="$one" --member=x1 --vote=for --by=x.comm > /dev/null
	session-vote "$session" --case="$two" --member=x1 --vote=against --by=x.comm > /dev/null
	check 0 session-close "$session" --ground=paragraph-10 --reason='no proof of residence' --by=x.comm --format=tsv \
		--columns=case,recommendation,next_acts --no-header
	printed "$one	grant	prepare
$two	refuse	sign"
	is "decision=grant; session=$session; recommendation=grant; votes=1:0:0" "$(past "$one" details | grep decision)"
	is "decision=refuse; ground=paragraph-10; reason=no proof of residence; session=$session; recommendation=refuse; votes=0:1:0" \
		"$(past "$two" details | grep decision)"
	is 'granted
refused' "$(case-list "$one" "$two" --columns=outcome --no-header)"
	check 0 store-check
}

@test "only the commission's secretary; no session is 65" {
	in_session
	session_refuses 1 "session-close: $session: by: it is entered by permit-commission; h.head is head and center-head, not permit-commission" \
		session-close "$session" --by=h.head
	session_refuses 65 'session-close: ALM-2019-S000009: there is no session ALM-2019-S000009' \
		session-close ALM-2019-S000009 --by=k.comm
	session_refuses 65 "session-close: $session: case: there is no case ALM-2019-000009" finish --case=ALM-2019-000009
}

@test "a session that met too soon is not healed by closing it later" {
	seat
	session=$(call_session 2019-03-26T10:00)
	one=$(told)
	case-record "$one" --act=publish --session="$session" --by=m.migr > /dev/null
	case-refer "$one" --by=m.migr > /dev/null
	now 2019-03-28T12:00:00+06:00
	votes "$session" "$one" for for for for for
	session_refuses 1 "session-close: $session: case: $one: the session met at 2019-03-26T10:00:00+06:00, but for this case it might not meet before 2019-03-27T09:00:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		finish
	session_refuses 1 "session-close: $session: case: $one: the session met at 2019-03-26T10:00:00+06:00, but for this case it might not meet before 2019-03-27T09:00:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		finish --case="$one"
}

@test "nobody concludes a case on the agenda around the votes; off the agenda it is free" {
	in_session
	votes "$session" "$one" against against against against against
	session_refuses 1 "case-conclude: $one: the case is on the agenda of $session: what the commission says is brought by session-close (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		case-conclude "$one" --finding=positive --by=k.comm
	session_refuses 1 "case-conclude: $two: the case is on the agenda of $session: what the commission says is brought by session-close (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		case-conclude "$two" --finding=positive --by=k.comm
	check 0 finish --columns=case,recommendation --no-header --format=tsv
	printed "$one	refuse"
	case-undo "$two" --by=m.migr --reason=postponed > /dev/null
	case-undo "$two" --by=m.migr --reason=postponed > /dev/null
	is "$one" "$(agenda "$session" case)"
	check 0 store-check
}
