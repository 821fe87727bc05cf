#!/usr/bin/env bats
# session-list: list the sessions of the commissions.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

@test "in the order of their meetings; by office and commission; only the open ones" {
	in_session
	call_session 2019-04-02T10:00 > /dev/null
	session-open --commission=special-commission --office=ALMAUE --meets=2019-04-01 --place=here --by=x.comm > /dev/null
	check 0 session-list --format=tsv --columns=session,session_status,commission,meets,cases --no-header
	printed 'ALM-2019-S000001	published	permit-commission	2019-03-29T10:00:00+06:00	2
ALMAUE-2019-S000001	called	special-commission	2019-04-01T00:00:00+06:00	0
ALM-2019-S000002	called	permit-commission	2019-04-02T10:00:00+06:00	0'
	said ''
	check 0 session-list --office=ALMAUE --columns=session --no-header
	printed 'ALMAUE-2019-S000001'
	votes "$session" "$one" for for for for for
	session-close "$session" --by=k.comm > /dev/null
	check 0 session-list --open --commission=permit-commission --columns=session --no-header
	printed 'ALM-2019-S000002'
}

@test "an unknown office or commission is 65" {
	check 65 session-list --office=NIL --no-header
	said 'session-list: office: no office "NIL"'
	check 65 session-list --commission=head --no-header
	printed ''
	said 'session-list: commission: there is no commission "head"'
}
