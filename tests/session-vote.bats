#!/usr/bin/env bats
# session-vote: record the votes of a commission's members.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

vote() { session-vote "$session" --by=k.comm --format=tsv "$@"; }

@test "a vote is an event of the session; who votes is present" {
	in_session
	check 0 vote --case="$one" --member=m1 --vote=for
	printed "session	case	member	member_name	sits_as	vote_cast	happened	recorded	seq	corrects	reason_told	done_by	replayed	key
$session	$one	m1	Member 1	chair	for	2019-03-29T11:00:00+06:00	2019-03-29T11:00:00+06:00	3			k.comm	no	"
	said ''
	is '7 | 1' "$(session_is "$session" members_all,members_present)"
	check 0 vote --member=m2 --vote=present --columns=case,member,vote_cast --no-header
	printed '	m2	present'
	vote --member=m4 --vote=absent > /dev/null
	is '7 | 2' "$(session_is "$session" members_all,members_present)"
	votes "$session" "$two" abstain against interested
	is "$one | 1 | 0 | 0 | 0
$two | 0 | 1 | 1 | 1" "$(agenda "$session" case,votes_for,votes_against,votes_abstained,votes_interested)"
	check 0 store-check
	check 0 ledger-verify
}

@test "the same vote again changes nothing, with or without a key" {
	in_session
	vote --case="$one" --member=m1 --vote=for --key=v-1 > /dev/null
	check 0 vote --case="$one" --member=m1 --vote=for --columns=seq,replayed --no-header
	printed '3	yes'
	vote --case="$one" --member=m1 --vote=against --reason='misheard' > /dev/null
	check 0 vote --case="$one" --member=m1 --vote=for --key=v-1 --columns=seq,replayed,key --no-header
	printed '3	yes	v-1'
	session_refuses 1 "session-vote: $session: key: the key was used before, for \"session-vote\" with other content (records(7), key)" \
		vote --case="$one" --member=m2 --vote=for --key=v-1
	is 'for | 
against | 3' "$(ballots "$session" vote_cast,corrects)"
}

@test "another vote is a correction: it needs a reason, and both stay visible" {
	in_session
	vote --case="$one" --member=m1 --vote=for > /dev/null
	session_refuses 1 "session-vote: $session: reason: for was said before: a correction needs its reason" \
		vote --case="$one" --member=m1 --vote=against
	now 2019-03-29T11:05:00+06:00
	check 0 vote --case="$one" --member=m1 --vote=against --reason='misheard' --columns=vote_cast,seq,corrects,reason_told --no-header
	printed 'against	4	3	misheard'
	is 'for | 2019-03-29T11:00:00+06:00 |  | 
against | 2019-03-29T11:05:00+06:00 | 3 | misheard' "$(ballots "$session" vote_cast,happened,corrects,reason_told)"
	is '0 | 1' "$(agenda "$session" votes_for,votes_against | head -n 1)"
}

@test "no member then, unknown, absent, before the session, not on the agenda" {
	before_session
	member-add --member=late --name=Late --position=member --commission=permit-commission --office=ALM --by=k.comm \
		--since=2019-04-01 > /dev/null
	session_refuses 1 "session-vote: $session: the session meets only at 2019-03-29T10:00:00+06:00" \
		vote --case="$one" --member=m1 --vote=for
	check 0 vote --member=m7 --vote=absent --columns=member --no-header
	now 2019-03-29T11:00:00+06:00
	session_refuses 1 "session-vote: $session: at: the session meets only at 2019-03-29T10:00:00+06:00" \
		vote --case="$one" --member=m1 --vote=for --at=2019-03-29T09:59:59
	session_refuses 1 "session-vote: $session: member: that is no member at the time of the session, 2019-03-29T10:00:00+06:00" \
		vote --case="$one" --member=late --vote=for
	session_refuses 65 "session-vote: $session: member: permit-commission of ALM has no member \"m8\"" \
		vote --case="$one" --member=m8 --vote=for
	session_refuses 1 "session-vote: $session: member: that member was stated absent" vote --case="$one" --member=m7 --vote=for
	vote --member=m7 --vote=present --reason='came late' > /dev/null
	check 0 vote --case="$one" --member=m7 --vote=for --columns=member --no-header
	session_refuses 1 "session-vote: $session: vote: that member has voted" vote --member=m7 --vote=absent --reason='left'
	three=$(told)
	session_refuses 1 "session-vote: $session: case: $three is not on the agenda of $session" vote --case="$three" --member=m1 --vote=for
}

@test "a member votes on a relative's case: refused with the norm's source, as long as the norm holds" {
	member-add --member=m0 --name=Kin --position=member --commission=permit-commission --office=ALM --since=2018-01-01 \
		--interests='701111301109 080440005158' --by=k.comm > /dev/null
	in_session
	clause='casekit'\''s default, the documents are silent: no rule on members with an interest is named; load the office'\''s own act in its place'
	session_refuses 1 "session-vote: $session: member: m0 has no vote on $one: the applicant is among the member's interests ($clause)" \
		vote --case="$one" --member=m0 --vote=for
	check 0 vote --case="$one" --member=m0 --vote=interested --columns=vote_cast --no-header
	vote --case="$two" --member=m1 --vote=interested > /dev/null
	session_refuses 1 "session-vote: $session: member: m1 has no vote on $two: an interest was declared ($clause)" \
		vote --case="$two" --member=m1 --vote=for --reason='no kin after all'
	is "$one | 0 | 1
$two | 0 | 1" "$(agenda "$session" case,votes_for,votes_interested)"
	printf 'norm\tsubject\tsince\tvalue\tsource\nrecusal\tpermit-commission\t2019-01-01\t\torder 1\n' | norm-load --quiet > /dev/null
	check 0 vote --case="$two" --member=m1 --vote=for --reason='the rule was lifted' --columns=vote_cast,corrects --no-header
	printed 'for	4'
}

@test "what is no vote, or lacks what it needs, is 65; who is not the secretary is refused" {
	in_session
	session_refuses 65 "session-vote: $session: vote: \"yes\" is no vote on a case: for, against, abstain or interested" \
		vote --case="$one" --member=m1 --vote=yes
	session_refuses 65 "session-vote: $session: vote: \"present\" is no vote on a case: for, against, abstain or interested" \
		vote --case="$one" --member=m1 --vote=present
	session_refuses 65 "session-vote: $session: vote: \"for\" is no vote on the session: present or absent" vote --member=m1 --vote=for
	session_refuses 65 "session-vote: $session: case: there is no case ALM-2019-000009" \
		vote --case=ALM-2019-000009 --member=m1 --vote=for
	session_refuses 1 "session-vote: $session: by: it is entered by permit-commission; s.reg is specialist and division-specialist, not permit-commission" \
		session-vote --case="$one" --session="$session" --member=m1 --vote=for --by=s.reg
}

@test "after the end votes are corrected only, and not against what was recommended" {
	in_session
	votes "$session" "$one" for for for against against
	votes "$session" "$two" for for for for for
	session-close "$session" --by=k.comm > /dev/null
	session_refuses 1 "session-vote: $session: the session was closed at 2019-03-29T11:00:00+06:00" \
		vote --case="$one" --member=m6 --vote=for
	session_refuses 1 "session-vote: $session: the session was closed at 2019-03-29T11:00:00+06:00" \
		vote --member=m6 --vote=present
	session_refuses 1 "session-vote: $session: vote: $one has the recommendation to grant already, which that would change: undo the conclusion first" \
		vote --case="$one" --member=m2 --vote=against --reason='misheard'
	check 0 vote --case="$two" --member=m2 --vote=against --reason='misheard' --columns=vote_cast,corrects --no-header
	printed 'against	9'
	is "$two | grant | 4 | 1" "$(agenda "$session" case,recommendation,votes_for,votes_against | tail -n 1)"
	case-undo "$one" --reason='the vote was taken down wrongly' --by=k.comm > /dev/null
	is "$one | " "$(agenda "$session" case,recommendation | head -n 1)"
	vote --case="$one" --member=m2 --vote=against --reason='misheard' > /dev/null
	session-close "$session" --case="$one" --by=k.comm > /dev/null
	is "$one | refuse | 2 | 3" "$(agenda "$session" case,recommendation,votes_for,votes_against | head -n 1)"
	check 0 store-check
	check 0 ledger-verify
}

@test "a case that has its recommendation takes no first vote before the session ends either" {
	in_session
	votes "$session" "$one" for for for against against
	session-close "$session" --case="$one" --by=k.comm > /dev/null
	session_refuses 1 "session-vote: $session: case: $one has the recommendation to grant already: undo the conclusion first" \
		vote --case="$one" --member=m6 --vote=against
	check 0 vote --case="$two" --member=m6 --vote=against
	case-undo "$one" --by=k.comm --reason=late > /dev/null
	check 0 vote --case="$one" --member=m6 --vote=against
	check 0 store-check
}
