#!/usr/bin/env bats
# case-sign: sign the result of a case.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases

# decided: targeted assistance, granted, that waits for the head's signature
decided() {
	number=$(enter targeted-assistance)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	case-conclude "$number" --finding=in-need --document=inspection-act --by=p.comm > /dev/null
	case-decide "$number" --decision=grant --amount=9000 --by=s.reg > /dev/null
}

@test "the head signs what was decided" {
	decided
	echo signature > notice.p7s
	check 0 case-sign "$number" --signature=2019/117 --file=notice.p7s --by=h.head --format=tsv \
		--columns=case,status,outcome,next_step,next_acts,due
	printed "case	status	outcome	next_step	next_acts	due
$number	signed	granted	7	issue	2019-03-18T10:20:00+06:00"
	said ''
	is "6 | sign | h.head | file=notice.p7s; file_digest=$(sha256sum notice.p7s | cut -c1-64); file_size=10; signature=2019/117" \
		"$(past "$number" step_done,acts_done,done_by,details | tail -n 1)"
}

@test "where the head decides and signs in one step, signing decides too" {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	check 0 case-sign "$number" --by=h.head --columns=status,outcome,decided --no-header --format=tsv
	printed 'signed	granted	2019-03-18T10:00:00+06:00'
}

@test "nobody but the head signs, nothing undecided is signed, nothing is decided again" {
	decided
	refuses 1 "case-sign: $number: by: step 6 is \"sign\" by head; s.reg is specialist and division-specialist, not head (almaty-2017/targeted-assistance, office, item 6)" \
		case-sign "$number" --by=s.reg
	refuses 1 "case-sign: $number: decision: step 6, \"sign\", has no use for decision (almaty-2017/targeted-assistance, office, item 6)" \
		case-sign "$number" --decision=refuse --by=h.head
	number=$(enter targeted-assistance)
	refuses 1 "case-sign: $number: step 2 is \"assign\" by head, not \"sign\" (almaty-2017/targeted-assistance, office, item 2)" \
		case-sign "$number" --by=h.head
}

@test "a signature under the wrong paper is taken back and given anew; both stand in the history" {
	decided
	case-sign "$number" --signature=1 --by=h.head > /dev/null
	case-undo "$number" --reason='wrong paper' --by=h.head > /dev/null
	is 'decided | 6' "$(stands "$number" status,next_step)"
	case-sign "$number" --signature=2 --by=h.head > /dev/null
	is 'sign | signature=1 | yes
undo | reason=wrong paper; undone=6 | no
sign | signature=2 | no' "$(past "$number" acts_done,details,undone | tail -n 3)"
}

@test "the same signature sent twice is one signature" {
	decided
	case-sign "$number" --signature=1 --by=h.head --key=s1 > /dev/null
	check 0 case-sign "$number" --signature=1 --by=h.head --key=s1 --columns=status,replayed --no-header --format=tsv
	printed 'signed	yes'
	refuses 1 "case-sign: $number: key: the key was used before, for \"sign\" with other content (records(7), key)" \
		case-sign "$number" --signature=2 --by=h.head --key=s1
}
