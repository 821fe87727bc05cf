#!/usr/bin/env bats
# session-show: show a session of a commission, its agenda, votes and members.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

@test "a card; the agenda, the votes and the members are tables" {
	in_session
	votes "$session" "$one" for against
	check 0 session-show "$session" --format=table --columns=session,session_status,meets,place,cases,members_all,members_present
	printed "session          $session
session_status   published
meets            2019-03-29T10:00:00+06:00
place            Room 5
cases            2
members_all      7
members_present  2"
	said ''
	check 0 session-show --agenda "$session" --format=table --columns=case,recommendation,votes_for,votes_against,next_acts
	printed "case               recommendation votes_for votes_against next_acts
$one                        1             1 conclude
$two                        0             0 conclude"
	check 0 session-show --votes "$session" --format=tsv --columns=case,member,member_name,sits_as,vote_cast,seq,done_by
	printed "case	member	member_name	sits_as	vote_cast	seq	done_by
$one	m1	Member 1	chair	for	3	k.comm
$one	m2	Member 2	member	against	4	k.comm"
	check 0 session-show --members "$session" --format=tsv
	[ "$(head -n 4 <<< "$output")" = "session	member	member_name	sits_as	attended
$session	m1	Member 1	chair	yes
$session	m2	Member 2	member	yes
$session	m3	Member 3	member	no" ]
}

@test "the votes on one case; several sessions" {
	in_session
	votes "$session" "$one" for against
	votes "$session" "$two" abstain
	is 'm1 | abstain' "$(ballots "$session" member,vote_cast --case="$two")"
	other=$(call_session 2019-04-02)
	check 0 session-show --votes "$session" "$other" --columns=session,member --no-header
	is '3' "${#lines[@]}"
	check 0 session-show "$session" "$other" --columns=session --no-header --format=tsv
	printed "$session
$other"
}

@test "three tables are asked for one by one; unknown numbers are 65" {
	in_session
	check 64 session-show --agenda --votes "$session"
	said_part '--agenda, --votes and --members are three tables: ask for one'
	check 64 session-show --case="$one" "$session"
	said_part '--case is for --votes'
	check 65 session-show ALM-2019-S000009 --no-header
	printed ''
	said 'session-show: ALM-2019-S000009: there is no session ALM-2019-S000009'
	check 65 session-show "$session" --votes --case=ALM-2019-000009 --no-header
	said "session-show: $session: case: there is no case ALM-2019-000009"
}
