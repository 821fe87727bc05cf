#!/usr/bin/env bats
# case-reassign: name another executor for a case.
load lib
load cases

assigned() {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
}

@test "another executor is named; the step and its due time stay" {
	assigned
	due=$(stands "$number" due)
	now 2019-03-19T10:00:00+06:00
	check 0 case-reassign "$number" --to=b.omar --reason='on leave' --by=h.head --format=tsv --columns=case,status,responsible,next_step,due
	printed "case	status	responsible	next_step	due
$number	assigned	b.omar	3	$due"
	said ''
	is ' | reassign | h.head | to=b.omar; reason=on leave' "$(past "$number" step_done,acts_done,done_by,details | tail -n 1)"
}

@test "the open cases of somebody who leaves go to another in one pipe" {
	assigned
	assigned
	staff-end a.bek > left.tsv
	check 0 case-reassign --input=left.tsv --to=b.omar --by=h.head --columns=case,responsible --no-header --format=tsv
	printed 'ALMAUE-2019-000001	b.omar
ALMAUE-2019-000002	b.omar'
	is '' "$(case-list --responsible=a.bek --no-header)"
}

@test "the last reassignment counts" {
	assigned
	case-reassign "$number" --to=b.omar --by=h.head > /dev/null
	case-reassign "$number" --to=s.reg --by=h.head > /dev/null
	is 's.reg' "$(stands "$number" responsible)"
}

@test "nobody unknown, gone or of another city" {
	assigned
	staff-end b.omar > /dev/null
	refuses 65 "case-reassign: $number: to: no staff member \"no.body\"" case-reassign "$number" --to=no.body --by=h.head
	refuses 1 "case-reassign: $number: to: b.omar left on 2019-03-18" case-reassign "$number" --to=b.omar --by=h.head
	refuses 1 "case-reassign: $number: to: t.exec works in AST, which is neither ALMAUE nor above or below it" \
		case-reassign "$number" --to=t.exec --by=h.head
	refuses 1 "case-reassign: $number: to: p.comm is precinct-commission, not provider" case-reassign "$number" --to=p.comm --by=h.head
	refuses 65 "case-reassign: $number: to: no value, and no --to" case-reassign "$number" --by=h.head
}

@test "nobody from another city reassigns, and no closed case is reassigned" {
	assigned
	refuses 1 "case-reassign: $number: t.head works in AST, which is neither ALMAUE nor above or below it" \
		case-reassign "$number" --to=b.omar --by=t.head
	case-withdraw "$number" --reason=moved --by=s.reg > /dev/null
	refuses 1 "case-reassign: $number: the case is closed (withdrawn) (almaty-2017/wheelchair, office)" \
		case-reassign "$number" --to=b.omar --by=h.head
}
