#!/usr/bin/env bats
# case-decide: decide a case, and sign or issue with it where the step says so.
load lib
load cases

# before_head SERVICE: a case of a service like the wheelchair's that lies before the head
before_head() {
	number=$(enter "$1")
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
}

# before_decision: local assistance, examined by both commissions
before_decision() {
	number=$(enter local-assistance)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	case-conclude "$number" --finding=in-need --document=inspection-act --by=p.comm > /dev/null
	case-record "$number" --act=calculate --amount=12000 --by=s.reg > /dev/null
	case-conclude "$number" --finding=in-need --by=x.comm > /dev/null
}

@test "one step that decides and signs is one event, done by either command" {
	before_head wheelchair
	check 0 case-decide "$number" --result=notice --signature=2019/17 --by=h.head --format=tsv \
		--columns=case,status,outcome,decided,next_step,next_acts
	printed "case	status	outcome	decided	next_step	next_acts
$number	signed	granted	2019-03-18T10:00:00+06:00	5	issue"
	said ''
	is '4 | decide sign | result=notice; signature=2019/17; decision=grant' \
		"$(past "$number" step_done,acts_done,details | tail -n 1)"
	before_head sanatorium
	check 0 case-sign "$number" --by=h.head --columns=status,outcome --no-header --format=tsv
	printed 'signed	granted'
}

@test "one step that decides and issues closes the case" {
	before_decision
	check 0 case-decide "$number" --decision=grant --amount=12000 --result=notice --delivery=in-person --by=s.reg \
		--columns=status,outcome,next_step,decided,issued --no-header --format=tsv
	printed 'issued	granted		2019-03-18T10:00:00+06:00	2019-03-18T10:00:00+06:00'
}

@test "where the service knows a refusal, the decision must be said, and a refusal needs its ground" {
	before_decision
	refuses 1 "case-decide: $number: decision: step 7a decides: decision is needed, grant or refuse (almaty-2017/local-assistance, office, item 7a)" \
		case-decide "$number" --by=s.reg
	refuses 1 "case-decide: $number: ground: a refusal needs its ground (almaty-2017/local-assistance, office, item 7a)" \
		case-decide "$number" --decision=refuse --by=s.reg
	refuses 65 "case-decide: $number: ground: almaty-2017/local-assistance has no ground \"bad-mood\"" \
		case-decide "$number" --decision=refuse --ground=bad-mood --by=s.reg
	refuses 65 "case-decide: $number: decision: \"perhaps\" is no decision: grant or refuse" \
		case-decide "$number" --decision=perhaps --by=s.reg
	check 0 case-decide "$number" --decision=refuse --ground=paragraph-9 --reason='no income statement' --by=s.reg \
		--columns=status,outcome --no-header --format=tsv
	printed 'issued	refused'
	is 'decision=refuse; ground=paragraph-9; reason=no income statement' "$(past "$number" details | tail -n 1)"
}

@test "where the service knows no refusal, silence grants and a refusal is refused" {
	before_head wheelchair
	refuses 1 "case-decide: $number: decision: this service knows no refusal (almaty-2017/wheelchair, office, item 4)" \
		case-decide "$number" --decision=refuse --by=h.head
	check 0 case-decide "$number" --by=h.head --columns=outcome --no-header
	printed granted
}

@test "a result that the service does not give is 65, a value that the step has no use for is refused" {
	before_head wheelchair
	refuses 65 "case-decide: $number: result: almaty-2017/wheelchair has no result \"certificate\"" \
		case-decide "$number" --result=certificate --by=h.head
	refuses 1 "case-decide: $number: delivery: step 4, \"decide sign\", has no use for delivery (almaty-2017/wheelchair, office, item 4)" \
		case-decide "$number" --delivery=post --by=h.head
}

@test "only the head decides, and not before the draft is there" {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	refuses 1 "case-decide: $number: step 3 is \"prepare\" by specialist, not \"decide\" (almaty-2017/wheelchair, office, item 3)" \
		case-decide "$number" --by=h.head
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	refuses 1 "case-decide: $number: by: step 4 is \"decide sign\" by head; a.bek is specialist, executor and division-specialist, not head (almaty-2017/wheelchair, office, item 4)" \
		case-decide "$number" --by=a.bek
}

@test "after a grant the steps on refuse are passed over, and the other way round" {
	for decision in grant refuse; do
		number=$(firm intra-corporate --at=2019-03-11T09:30 "${asks[@]}")
		walk "$number" decide 2019-03-11T09:40
		if [ $decision = grant ]; then
			case-decide "$number" --decision=grant --by=h.head > /dev/null
			is 'signed | granted | 12a | issue' "$(stands "$number" status,outcome,next_step,next_acts)"
			permit-issue "$number" --until=2019-12-31 --by=m.migr > /dev/null
			is '12a-refused | only after a refusal' "$(past "$number" step_done,passed_over | grep refused)"
		else
			case-decide "$number" --decision=refuse --ground=paragraph-10 --by=h.head > /dev/null
			is 'signed | refused | 12a-refused | notify issue' "$(stands "$number" status,outcome,next_step,next_acts)"
			case-issue "$number" --by=m.migr > /dev/null
			is 'issued | refused | ' "$(stands "$number" status,outcome,next_step)"
			is '12a | only after a grant
12b | only after a grant' "$(past "$number" step_done,passed_over | grep only | head -n 2)"
		fi
	done
}

@test "a duplicate goes another way: its own step, its own time" {
	number=$(enter semey-compensation --fact=duplicate)
	case-assign "$number" --to=s.reg --by=d.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	is '4c | prepare decide | 2019-03-26T23:59:59+06:00' "$(stands "$number" next_step,next_acts,due)"
	case-decide "$number" --decision=grant --result=certificate-duplicate --by=x.comm > /dev/null
	is '4a | its condition does not hold
4b | only after a grant
4d | its condition does not hold' "$(past "$number" step_done,passed_over | grep -v ' | $')"
	is '5 | sign' "$(stands "$number" next_step,next_acts)"
}

@test "a decision, then its draft and the sum, then the signature" {
	number=$(enter semey-compensation)
	case-assign "$number" --to=s.reg --by=d.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	is '4a | decide | 2019-04-08T23:59:59+06:00' "$(stands "$number" next_step,next_acts,due)"
	now 2019-04-02T10:00:00+06:00
	case-decide "$number" --decision=grant --result=recognition --by=x.comm > /dev/null
	is '4b | prepare | 2019-04-08T23:59:59+06:00 | decided' "$(stands "$number" next_step,next_acts,due,status)"
	case-record "$number" --act=prepare --by=x.comm > /dev/null
	case-record "$number" --act=calculate --amount=50000 --by=x.comm > /dev/null
	is '5 | sign | decided' "$(stands "$number" next_step,next_acts,status)"
	is '4c | its condition does not hold' "$(past "$number" step_done,passed_over | grep -v ' | $')"
}
