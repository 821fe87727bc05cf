#!/usr/bin/env bats
# case-refer: pass a case on to a commission or another unit.
load lib
load cases

# local: a case of local assistance that the specialist may refer
local_case() {
	number=$(enter local-assistance "$@")
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
}

@test "the specialist refers the case to the commission, whose time runs from then" {
	local_case
	check 0 case-refer "$number" --to=precinct-4 --by=s.reg --format=tsv --columns=case,status,next_step,next_acts,next_role,due
	printed "case	status	next_step	next_acts	next_role	due
$number	referred	4	conclude	precinct-commission	2019-03-20T18:30:00+06:00"
	said ''
	is '3 | refer | specialist | s.reg | to=precinct-4 | 2019-03-19T18:30:00+06:00 | no' \
		"$(past "$number" step_done,acts_done,done_role,done_by,details,due_then,late | tail -n 1)"
}

@test "with papers missing the short limits do not count, the twenty days of the whole case do" {
	local_case --fact=papers-missing
	is ' | 2019-04-18T18:30:00+06:00' "$(stands "$number" due,term)"
	case-refer "$number" --by=s.reg > /dev/null
	is '4 |  | 2019-04-18T18:30:00+06:00' "$(stands "$number" next_step,due,term)"
}

@test "a fact may be stated with any act, and taken back with another" {
	local_case
	check 0 case-refer "$number" --by=s.reg --fact=papers-missing --columns=due,term --no-header --format=tsv
	printed '	2019-04-18T18:30:00+06:00'
	now 2019-03-19T10:00:00+06:00
	case-note "$number" --fact='!papers-missing' --by=s.reg > /dev/null
	is '2019-03-20T18:30:00+06:00 | ' "$(stands "$number" due,term)"
}

@test "a case goes through two referrals, each in its turn and by its own role" {
	number=$(firm issue)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-record "$number" --act=notify --by=s.reg > /dev/null
	refuses 1 "case-refer: $number: by: step 5 is \"refer\" by division-specialist; m.migr is migration-specialist, not division-specialist (almaty-2017/foreign-labour-permit, office issue, item 5)" \
		case-refer "$number" --by=m.migr
	refuses 1 "case-refer: $number: step 5 is next, not step 9 (almaty-2017/foreign-labour-permit, office issue, item 5)" \
		case-refer "$number" --by=s.reg --item=9
	case-refer "$number" --by=s.reg --item=5 > /dev/null
	case-record "$number" --act=examine --by=m.migr > /dev/null
	case-record "$number" --act=accept --by=m.migr > /dev/null
	case-record "$number" --act=publish --by=m.migr > /dev/null
	check 0 case-refer "$number" --by=m.migr --columns=next_step,next_role,not_before,due --no-header --format=tsv
	printed '10	permit-commission	2019-03-27T09:00:00+06:00	2019-03-27T18:30:00+06:00'
}

@test "the key of the first referral does not stand for the second" {
	number=$(firm issue)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-record "$number" --act=notify --by=s.reg > /dev/null
	case-refer "$number" --by=s.reg --key=k > /dev/null
	case-record "$number" --act=examine --by=m.migr > /dev/null
	case-record "$number" --act=accept --by=m.migr > /dev/null
	case-record "$number" --act=publish --by=m.migr > /dev/null
	check 0 case-refer "$number" --by=m.migr --key=k --columns=next_step,replayed --no-header --format=tsv
	printed '10	no'
	check 0 case-refer "$number" --by=s.reg --key=k --item=5 --columns=next_step,replayed --no-header --format=tsv
	printed '10	yes'
}

@test "not before its turn, not what the catalogue does not know" {
	number=$(enter local-assistance)
	refuses 1 "case-refer: $number: step 2 is \"assign\" by head, not \"refer\" (almaty-2017/local-assistance, office, item 2)" \
		case-refer "$number" --by=s.reg
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	refuses 65 "case-refer: $number: fact: almaty-2017/local-assistance has no fact \"duplicate\"" \
		case-refer "$number" --by=s.reg --fact=duplicate
	refuses 1 "case-refer: $number: decision: step 3, \"refer\", has no use for decision (almaty-2017/local-assistance, office, item 3)" \
		case-refer "$number" --by=s.reg --decision=grant
}

# referable: a case of a firm that stands before the referral to the commission
referable() {
	number=$(firm issue)
	walk "$number" publish 2019-03-18T10:00
	case-record "$number" --act=publish --by=m.migr > /dev/null
}
there='almaty-2017/foreign-labour-permit, office issue, item 9'

@test "a session of the commission may be named: the case is on its agenda from then on" {
	load sessions
	session=$(call_session 2019-03-29T10:00)
	referable
	case-refer "$number" --session="$session" --by=m.migr --key=k > /dev/null
	is "refer | session=$session" "$(past "$number" acts_done,details | tail -n 1)"
	is "$number" "$(session-show "$session" --agenda --columns=case --no-header --format=tsv)"
	check 0 case-refer "$number" --item=9 --session="$session" --by=m.migr --key=k --columns=replayed --no-header
	printed yes
	check 0 store-check
}

@test "a session that there is not, is closed, or is of a commission or an office that has no part in the case" {
	load sessions
	seat 3
	referable
	for none in ALM-2019-S000009 NOWHERE-2019-S000001 ALM-2019-000001 soon; do
		refuses 65 "case-refer: $number: session: there is no session $none" case-refer "$number" --session=$none --by=m.migr
	done
	other=$(session-open --commission=special-commission --office=ALMAUE --meets=2019-03-29T10:00 --place=here --by=x.comm \
		--quiet --columns=session --no-header)
	refuses 1 "case-refer: $number: session: the session $other is of special-commission, which has no step to come in this case ($there)" \
		case-refer "$number" --session="$other" --by=m.migr
	session=$(call_session 2019-03-18T10:30)
	now 2019-03-18T11:00:00+06:00
	for member in m1 m2 m3; do
		session-vote "$session" --member=$member --vote=present --by=k.comm > /dev/null
	done
	session-close "$session" --by=k.comm > /dev/null
	refuses 1 "case-refer: $number: session: the session $session is closed ($there)" \
		case-refer "$number" --session="$session" --by=m.migr
	session=$(call_session 2019-03-29T10:00)
	case-refer "$number" --by=m.migr > /dev/null
	now 2019-04-01T10:00:00+06:00
	case-conclude "$number" --by=k.comm > /dev/null
	refuses 1 "case-record: $number: session: the session $session is of permit-commission, which has no step to come in this case (almaty-2017/foreign-labour-permit, office issue, item 11)" \
		case-record "$number" --act=prepare --session="$session" --by=m.migr
}
