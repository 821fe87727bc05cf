#!/usr/bin/env bats
# case-extend: extend a step's term on a ground of the act.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases

# before_commission: a case that the special commission must decide within twenty days
before_commission() {
	number=$(enter semey-compensation "$@")
	case-assign "$number" --to=s.reg --by=d.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
}

@test "the commission extends its term by a month, counted from the unmoved end" {
	now 2019-05-06T10:00:00+06:00
	before_commission
	is '2019-05-27T23:59:59+06:00' "$(stands "$number" due)"
	now 2019-05-24T10:00:00+06:00
	check 0 case-extend "$number" --ground=enquiries --reason='archive of the oblast asked' --by=x.comm --format=tsv \
		--columns=case,status,next_step,due
	printed "case	status	next_step	due
$number	referred	4a	2019-06-26T23:59:59+06:00"
	said ''
	is ' | extend | x.comm | ground=enquiries; reason=archive of the oblast asked' \
		"$(past "$number" step_done,acts_done,done_by,details | tail -n 1)"
	is 'enquiries' "$(case-explain "$number" --columns=extended_for --no-header | sort -u)"
	case-decide "$number" --decision=grant --by=x.comm > /dev/null
	is '2019-06-26T23:59:59+06:00 | no' "$(past "$number" due_then,late | tail -n 1)"
}

@test "where the act knows one extension its name need not be said; it is granted once" {
	before_commission
	case-extend "$number" --by=x.comm > /dev/null
	is 'ground=enquiries' "$(past "$number" details | tail -n 1)"
	refuses 1 "case-extend: $number: step 4a has been extended already: once for \"enquiries\" (almaty-2017/semey-compensation, office, item 4a)" \
		case-extend "$number" --by=x.comm
}

@test "an extension the act does not know, or of a step that has none" {
	before_commission
	refuses 1 "case-extend: $number: the act knows no such extension of step 4a (almaty-2017/semey-compensation, office, item 4a)" \
		case-extend "$number" --ground=weather --by=x.comm
	number=$(enter wheelchair)
	refuses 1 "case-extend: $number: the act knows no such extension of step 2 (almaty-2017/wheelchair, office, item 2)" \
		case-extend "$number" --by=h.head
	before_commission --fact=duplicate
	refuses 1 "case-extend: $number: the act knows no such extension of step 4c (almaty-2017/semey-compensation, office, item 4c)" \
		case-extend "$number" --by=x.comm
}

@test "only whose step it is extends it" {
	before_commission
	refuses 1 "case-extend: $number: by: step 4a is \"decide\" by special-commission; s.reg is specialist and division-specialist, not special-commission (almaty-2017/semey-compensation, office, item 4a)" \
		case-extend "$number" --by=s.reg
}

@test "the same key again changes nothing" {
	before_commission
	case-extend "$number" --by=x.comm --key=e > /dev/null
	check 0 case-extend "$number" --by=x.comm --key=e --columns=due,replayed --no-header --format=tsv
	printed '2019-05-08T23:59:59+06:00	yes'
}
