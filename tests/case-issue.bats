#!/usr/bin/env bats
# case-issue: issue the result to the applicant.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases

# signed: a wheelchair case that waits for the executor to hand out the notice
signed() {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	case-sign "$number" --by=h.head > /dev/null
}

@test "the executor hands out the result and the case is closed" {
	signed
	check 0 case-issue "$number" --delivery=in-person --by=a.bek --format=tsv --columns=case,status,outcome,next_step,due,overdue,issued
	printed "case	status	outcome	next_step	due	overdue	issued
$number	issued	granted			no	2019-03-18T10:00:00+06:00"
	said ''
	is '5 | issue | executor | a.bek | delivery=in-person' "$(past "$number" step_done,acts_done,done_role,done_by,details | tail -n 1)"
}

@test "any executor may, not only the one who prepared it; others may not" {
	signed
	refuses 1 "case-issue: $number: by: step 5 is \"issue\" by executor; s.reg is specialist and division-specialist, not executor (almaty-2017/wheelchair, office, item 5)" \
		case-issue "$number" --by=s.reg
	check 0 case-issue "$number" --by=b.omar --columns=status,responsible --no-header --format=tsv
	printed 'issued	a.bek'
}

@test "after half an hour it is late, and counts as late for ever" {
	signed
	now 2019-03-18T10:31:00+06:00
	is 'yes' "$(stands "$number" overdue)"
	case-issue "$number" --by=a.bek > /dev/null
	is '2019-03-18T10:30:00+06:00 | yes' "$(past "$number" due_then,late | tail -n 1)"
	is 'no' "$(stands "$number" overdue)"
}

@test "nothing is issued before it is signed, nor twice" {
	number=$(enter wheelchair)
	refuses 1 "case-issue: $number: step 2 is \"assign\" by head, not \"issue\" (almaty-2017/wheelchair, office, item 2)" \
		case-issue "$number" --by=a.bek
	signed
	case-issue "$number" --by=a.bek > /dev/null
	refuses 1 "case-issue: $number: the case is closed (issued): no step is left (almaty-2017/wheelchair, office)" \
		case-issue "$number" --by=a.bek
}

@test "what the decision says cannot be said again with the issue" {
	signed
	refuses 1 "case-issue: $number: decision: step 5, \"issue\", has no use for decision (almaty-2017/wheelchair, office, item 5)" \
		case-issue "$number" --decision=grant --by=a.bek
}

# paid: an application for a permit for foreign labour, granted and paid
paid() {
	quota-load --region=almaty --year=2019 --source='order 1' --category=2 --places=100 > /dev/null
	quota-load --region=almaty --year=2019 --source='order 1' --category=3 --places=100 > /dev/null
	number=$(firm issue --at=2019-03-11T09:30 "${asks[@]}")
	walk "$number" pay 2019-03-11T09:40
	walk "$number" issue 2019-03-18T09:10
}

# permit: the same with the permit ready to be fetched
permit() {
	paid
	permit-issue "$number" --result=permit --until=2019-12-31 --by=m.migr --at=2019-03-18T09:30 > /dev/null
}

@test "what is a permit is issued by the command that gives it a number; a refusal is handed out here" {
	paid
	now 2019-03-18T09:20:00+06:00
	refuses 1 "case-issue: $number: the result is a permit: it is issued by permit-issue (almaty-2017/foreign-labour-permit, office issue, item 13c)" \
		case-issue "$number" --result=permit --by=m.migr
	# shellcheck disable=SC2034 # read by walk
	decision=refuse
	number=$(firm reissue --at=2019-03-11T09:30)
	walk "$number" decide 2019-03-11T09:40
	case-decide "$number" --decision=refuse --ground=paragraph-10 --by=h.head --at=2019-03-11T10:00 > /dev/null
	walk "$number" issue 2019-03-11T10:00
	check 0 case-issue "$number" --by=m.migr --columns=status,outcome,next_step --no-header --format=tsv
	printed 'issued	refused	'
}

@test "a permit that the firm fetches in time is not sent by post" {
	permit
	is 'issued | 13d | accept | applicant | 2019-03-20T18:30:00+06:00' "$(stands "$number" status,next_step,next_acts,next_role,due)"
	now 2019-03-20T12:00:00+06:00
	check 0 case-record "$number" --act=accept --by=m.migr --columns=status,next_step --no-header --format=tsv
	printed 'issued	'
	is '13d | accept | m.migr | applicant | 
13e | dispatch |  |  | nothing was missed
14 | post |  |  | nothing was missed' "$(past "$number" step_done,acts_done,done_by,done_for,passed_over | tail -n 3)"
}

@test "a permit that nobody fetches within two days goes to the chancery and by post" {
	permit
	now 2019-03-26T12:00:00+06:00
	refuses 1 "case-record: $number: step 13e takes the place of step 13d only once its limit has ended, at 2019-03-20T18:30:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 13e)" \
		case-record "$number" --act=dispatch --by=b.omar --at=2019-03-20T18:30
	check 0 case-record "$number" --act=dispatch --by=b.omar --at=2019-03-26T09:30 --columns=next_step,next_acts,due --no-header --format=tsv
	printed '14	post	2019-03-27T18:30:00+06:00'
	case-record "$number" --act=post --delivery=post --by=c.clerk > /dev/null
	is ' | 13d | accept | 2019-03-20T18:30:00+06:00 |  | its limit ended without it
16 | 13e | dispatch | 2019-03-26T09:30:00+06:00 | no | 
17 | 14 | post | 2019-03-27T18:30:00+06:00 | no | ' "$(past "$number" seq,step_done,acts_done,due_then,late,passed_over | tail -n 3)"
	is '' "$(stands "$number" next_step)"
}

@test "fetched late but before it was sent: whichever comes first passes the other over" {
	permit
	now 2019-03-26T12:00:00+06:00
	case-record "$number" --act=accept --by=m.migr > /dev/null
	is '13d | accept | yes' "$(past "$number" step_done,acts_done,late | grep 13d)"
	refuses 1 "case-record: $number: the case is closed (issued): no step is left (almaty-2017/foreign-labour-permit, office)" \
		case-record "$number" --act=dispatch --by=b.omar
}

@test "a way of handing over that there is not is 65, and the case stays open" {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	case-sign "$number" --by=h.head > /dev/null
	refuses 65 "case-issue: $number: delivery: almaty-2017/wheelchair has no delivery \"pigeon\"" \
		case-issue "$number" --delivery=pigeon --by=a.bek
}
