#!/usr/bin/env bats
# case-undo: take back the last step of a case.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases

prepared() {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
}

@test "the last step is taken back: the case stands as before it, the history shows both" {
	prepared
	now 2019-03-18T15:00:00+06:00
	check 0 case-undo "$number" --reason='draft of another case' --by=a.bek --format=tsv --columns=case,status,next_step,next_acts,due
	printed "case	status	next_step	next_acts	due
$number	assigned	3	prepare	2019-04-02T18:30:00+06:00"
	said ''
	is '3 | 3 | prepare |  | yes
4 |  | undo | reason=draft of another case; undone=3 | no' "$(past "$number" seq,step_done,acts_done,details,undone | tail -n 2)"
}

@test "step by step back to the registration, which is withdrawn instead" {
	prepared
	case-undo "$number" --reason=r --by=a.bek > /dev/null
	case-undo "$number" --reason=r --by=h.head > /dev/null
	is 'registered | 2 | ' "$(stands "$number" status,next_step,responsible)"
	refuses 1 "case-undo: $number: no step stands that could be undone: a registration is withdrawn, not undone" \
		case-undo "$number" --reason=r --by=s.reg
	case-assign "$number" --to=b.omar --by=h.head > /dev/null
	is 'assigned | 3 | b.omar' "$(stands "$number" status,next_step,responsible)"
}

@test "the event meant may be named; it must be the last that stands" {
	prepared
	refuses 1 "case-undo: $number: only the last step that stands can be undone: event 3" \
		case-undo "$number" --seq=2 --reason=r --by=h.head
	refuses 65 "case-undo: $number: seq: \"0\" is no number of an event" case-undo "$number" --seq=0 --reason=r --by=h.head
	check 0 case-undo "$number" --seq=3 --reason=r --by=a.bek --columns=next_step --no-header
	printed 3
}

@test "only whose step it was takes it back" {
	prepared
	refuses 1 "case-undo: $number: by: step 3 is \"prepare\" by specialist; b.omar is executor, not specialist (almaty-2017/wheelchair, office, item 3)" \
		case-undo "$number" --reason=r --by=b.omar
	refuses 65 "case-undo: $number: reason: no value, and no --reason" case-undo "$number" --by=a.bek
}

@test "what was issued, and all before it, stands for good" {
	prepared
	case-sign "$number" --by=h.head > /dev/null
	case-issue "$number" --by=a.bek > /dev/null
	refuses 1 "case-undo: $number: the result has been issued: it cannot be undone (almaty-2017/wheelchair, office, item 5)" \
		case-undo "$number" --reason=r --by=h.head
}

@test "the machines' steps that followed are taken back with it, and done again" {
	now 2012-10-15T10:00:00+06:00
	number=$(case-register --service=home-schooling-support --applicant=821123301229 --by=n.spec --columns=case --no-header)
	case-record "$number" --act=check --fact=papers-in-order --by=n.spec > /dev/null
	case-decide "$number" --decision=grant --by=n.spec > /dev/null
	is 'signed | granted | 7' "$(stands "$number" status,outcome,next_step)"
	check 0 case-undo "$number" --reason='wrong child' --by=n.spec --columns=status,outcome,next_step --no-header --format=tsv
	printed 'under-review		4'
	is 'reason=wrong child; undone=5 6 7' "$(past "$number" details | tail -n 1)"
	case-decide "$number" --decision=refuse --ground=reasoned --by=n.spec > /dev/null
	is 'signed | refused | 7' "$(stands "$number" status,outcome,next_step)"
	is '2 | check | no
3 | authenticate | no
4 | request | no
5 | decide | yes
6 | prepare | yes
7 | sign | yes
8 | undo | no
9 | decide | no
10 | prepare | no
11 | sign | no' "$(past "$number" seq,acts_done,undone | sed 1d)"
}

@test "a fact goes with the step that stated it" {
	number=$(enter local-assistance)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-refer "$number" --fact=papers-missing --by=s.reg > /dev/null
	is '2019-04-18T18:30:00+06:00' "$(stands "$number" term)"
	case-undo "$number" --reason='papers were in the other folder' --by=s.reg > /dev/null
	is '2019-03-19T18:30:00+06:00 | ' "$(stands "$number" due,term)"
}

@test "after an undo an earlier time may be given, compared with the last step that stands" {
	number=$(enter wheelchair)
	now 2019-03-20T10:00:00+06:00
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-undo "$number" --reason='it was yesterday' --by=h.head > /dev/null
	check 0 case-assign "$number" --to=a.bek --by=h.head --at=2019-03-19T11:00 --columns=due --no-header
	printed '2019-04-03T18:30:00+06:00'
	is 'no' "$(past "$number" late | tail -n 1)"
	check 0 store-check
}

@test "the same key again is the same undo" {
	prepared
	case-undo "$number" --reason=r --by=a.bek --key=u > /dev/null
	check 0 case-undo "$number" --reason=r --by=a.bek --key=u --columns=next_step,replayed --no-header --format=tsv
	printed '3	yes'
}
