#!/usr/bin/env bats
# session-publish: publish a session, and put cases on its agenda.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

@test "a case is put on the agenda by its step, which publishes the session; further ones as they come" {
	seat 3
	session=$(call_session 2019-03-29T10:00)
	one=$(told) two=$(told)
	check 0 session-publish "$session" --case="$one" --by=m.migr --format=tsv
	printed "session	session_status	published	case	next_step	next_acts	due	replayed	key
$session	published	2019-03-18T10:00:00+06:00	$one	9	refer	2019-03-28T18:30:00+06:00	no	"
	said ''
	is "8 | publish | m.migr | session=$session" "$(past "$one" step_done,acts_done,done_by,details | tail -n 1)"
	now 2019-03-18T12:00:00+06:00
	check 0 session-publish "$session" --case="$two" --by=m.migr --columns=published,case --no-header --key=k
	printed "2019-03-18T10:00:00+06:00	$two"
	is "$one | refer
$two | refer" "$(agenda "$session" case,next_acts)"
	check 0 store-check
	check 0 ledger-verify
}

@test "a session without cases is published by the secretary; later the cases" {
	session=$(call_session 2019-03-29T10:00)
	check 1 session-publish "$session" --by=m.migr --no-header
	said "session-publish: $session: by: it is entered by permit-commission; m.migr is migration-specialist, not permit-commission"
	check 0 session-publish "$session" --by=k.comm --columns=session,session_status,case,replayed --no-header
	printed "$session	published		no"
	one=$(told)
	check 0 session-publish "$session" --case="$one" --by=m.migr --columns=case --no-header
	printed "$one"
}

@test "the pipe that broke is run again: what is published already stays so" {
	seat 3
	session=$(call_session 2019-03-29T10:00)
	one=$(told) two=$(told)
	session-publish "$session" --case="$one" --by=m.migr > /dev/null
	printf 'case\n%s\n%s\n' "$one" "$two" > cases.tsv
	check 0 session-publish --session="$session" --by=m.migr --input=cases.tsv --columns=case,replayed --no-header
	printed "$one	yes
$two	no"
	check 0 session-publish "$session" --by=k.comm --columns=session,replayed --no-header
	printed "$session	yes"
	case-list --next-act=refer | case-refer --by=m.migr > /dev/null
	check 0 session-publish "$session" --case="$one" --by=m.migr --columns=next_acts,replayed --no-header
	printed 'conclude	yes'
}

@test "a session one day too early: refused with the clause and the earliest time" {
	session=$(call_session 2019-03-26T18:00)
	one=$(told)
	session_refuses 1 "session-publish: $session: it meets at 2019-03-26T18:00:00+06:00, but published now it may not meet before 2019-03-27T09:00:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		session-publish "$session" --case="$one" --by=m.migr
	is 'called' "$(session_is "$session" session_status)"
	# Published in time, a day earlier, by a record that comes later
	session=$(call_session 2019-03-27T09:00)
	check 0 session-publish "$session" --case="$one" --by=m.migr --columns=case --no-header
	printed "$one"
}

@test "each case counts from its own publication" {
	session=$(call_session 2019-03-27T09:00)
	one=$(told) two=$(told)
	session-publish "$session" --case="$one" --by=m.migr > /dev/null
	now 2019-03-19T10:00:00+06:00
	session_refuses 1 "session-publish: $session: it meets at 2019-03-27T09:00:00+06:00, but published now it may not meet before 2019-03-28T09:00:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		session-publish "$session" --case="$two" --by=m.migr
}

@test "a session alone, too, for the cases that are before it already" {
	session=$(call_session 2019-03-26T10:00)
	one=$(told)
	case-record "$one" --act=publish --session="$session" --by=m.migr > /dev/null
	session_refuses 1 "session-publish: $session: it meets at 2019-03-26T10:00:00+06:00, but published now it may not meet before 2019-03-27T09:00:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		session-publish "$session" --by=k.comm
}

@test "a case that is not at that step, or not this commission's; a session that was held or closed" {
	seat 3
	session=$(call_session 2019-03-29T10:00)
	one=$(firm issue "${asks[@]}")
	session_refuses 1 "session-publish: $session: step 3 is \"assign\" by head, not \"publish\" (almaty-2017/foreign-labour-permit, office issue, item 3)" \
		session-publish "$session" --case="$one" --by=m.migr
	walk "$one" publish 2019-03-18T10:00:00+06:00
	session_refuses 1 "session-publish: $session: by: step 8 is \"publish\" by migration-specialist; k.comm is permit-commission, not migration-specialist (almaty-2017/foreign-labour-permit, office issue, item 8)" \
		session-publish "$session" --case="$one" --by=k.comm
	other=$(session-open --commission=placement-commission --office=ALM --meets=2019-03-29 --place=here --by=l.comm \
		--columns=session --no-header)
	session_refuses 1 "session-publish: $other: the session $other is of placement-commission, which has no step to come in this case (almaty-2017/foreign-labour-permit, office issue, item 8)" \
		session-publish "$other" --case="$one" --by=m.migr
	now 2019-03-29T10:00:01+06:00
	session_refuses 1 "session-publish: $session: the session was held at 2019-03-29T10:00:00+06:00" \
		session-publish "$session" --case="$one" --by=m.migr
}

@test "what is no session or no case is 65" {
	session=$(call_session 2019-03-29T10:00)
	for wrong in ALM-2019-S000009 NIL-2019-S000001; do
		session_refuses 65 "session-publish: $wrong: there is no session $wrong" session-publish $wrong --by=k.comm
	done
	session_refuses 65 'session-publish: ALM-2019-000009: "ALM-2019-000009" is no number of a session' \
		session-publish ALM-2019-000009 --by=k.comm
	session_refuses 65 "session-publish: $session: case: there is no case ALM-2019-000009" \
		session-publish "$session" --case=ALM-2019-000009 --by=k.comm
}

@test "a case goes before one session at a time" {
	seat
	session=$(call_session 2019-03-29T10:00)
	one=$(told)
	session-publish --session="$session" --case="$one" --by=m.migr > /dev/null
	other=$(call_session 2019-04-05T10:00)
	session_refuses 1 "case-refer: $one: session: the case is on the agenda of $session, which is not closed yet (almaty-2017/foreign-labour-permit, office issue, item 9)" \
		case-refer "$one" --session="$other" --by=m.migr
	case-undo "$one" --by=m.migr --reason=postponed > /dev/null
	check 0 session-publish --session="$other" --case="$one" --by=m.migr
	is '' "$(session-show --agenda "$session" --format=tsv --no-header --columns=case)"
	is "$one" "$(session-show --agenda "$other" --format=tsv --no-header --columns=case)"
	check 0 store-check
}
