#!/usr/bin/env bats
# case-record: record an act of the procedure that has no command of its own.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases

assigned() {
	number=$(enter "$@")
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
}

@test "the specialist prepares the draft" {
	assigned wheelchair
	check 0 case-record "$number" --act=prepare --note='two chairs on stock' --by=a.bek --format=tsv \
		--columns=case,status,next_step,next_acts,next_role
	printed "case	status	next_step	next_acts	next_role
$number	under-review	4	decide sign	head"
	said ''
	is '3 | prepare | specialist | a.bek | note=two chairs on stock' \
		"$(past "$number" step_done,acts_done,done_role,done_by,details | tail -n 1)"
}

@test "a file may hold many acts, each with its own case, time and person" {
	assigned wheelchair
	assigned sanatorium
	now 2019-03-20T15:00:00+06:00
	printf 'case\tact\tby\tat\nALMAUE-2019-000001\tprepare\ta.bek\t2019-03-19T10:00\nALMAUE-2019-000002\tprepare\ts.reg\t2019-03-20T12:00\n' > day.tsv
	check 0 case-record --input=day.tsv --columns=case,status --no-header --format=tsv
	printed 'ALMAUE-2019-000001	under-review
ALMAUE-2019-000002	under-review'
	is '2019-03-20T12:00:00+06:00 | s.reg' "$(past ALMAUE-2019-000002 happened,done_by | tail -n 1)"
}

@test "an act that has a command of its own is done with that" {
	assigned wheelchair
	refuses 1 "case-record: $number: act: \"assign\" has a command of its own: case-assign" \
		case-record "$number" --act=assign --to=a.bek --by=h.head
	refuses 1 "case-record: $number: act: \"withdraw\" has a command of its own: case-withdraw" \
		case-record "$number" --act=withdraw --by=h.head
}

@test "an act whose turn it is not, an act that is none" {
	number=$(enter wheelchair)
	refuses 1 "case-record: $number: step 2 is \"assign\" by head, not \"prepare\" (almaty-2017/wheelchair, office, item 2)" \
		case-record "$number" --act=prepare --by=a.bek
	refuses 65 "case-record: $number: act: there is no act \"ponder\"" case-record "$number" --act=ponder --by=a.bek
	refuses 65 "case-record: $number: act: no value, and no --act" case-record "$number" --by=a.bek
}

@test "the wrong role is refused with what the step asks and what the person holds" {
	assigned wheelchair
	refuses 1 "case-record: $number: by: step 3 is \"prepare\" by specialist; b.omar is executor, not specialist (almaty-2017/wheelchair, office, item 3)" \
		case-record "$number" --act=prepare --by=b.omar
}

@test "another specialist of the office may act than the one responsible" {
	assigned wheelchair
	check 0 case-record "$number" --act=prepare --by=s.reg --columns=responsible --no-header
	printed a.bek
}

@test "a check by the office must say what it found" {
	now 2012-10-15T10:00:00+06:00
	number=$(case-register --service=home-schooling-support --applicant=821123301229 --by=n.spec --columns=case --no-header)
	refuses 1 "case-record: $number: fact: step 1 is a check: state fact papers-in-order or !papers-in-order (mamlyut-2012/home-schooling-support, office, item 1)" \
		case-record "$number" --act=check --by=n.spec
	check 0 case-record "$number" --act=check --fact='!papers-in-order' --by=n.spec --columns=next_step --no-header
	printed 4
}

@test "machines do their steps right after the step before, by casekit" {
	now 2012-10-15T10:00:00+06:00
	number=$(case-register --service=home-schooling-support --applicant=821123301229 --by=n.spec --columns=case --no-header)
	case-record "$number" --act=check --fact=papers-in-order --by=n.spec > /dev/null
	is '4 | decide | provider | 2012-10-25T23:59:59+06:00' "$(stands "$number" next_step,next_acts,next_role,due)"
	is '2 | check | provider | n.spec | fact=papers-in-order
3 | authenticate | system | casekit | 
4 | request | gateway | casekit | ' "$(past "$number" seq,acts_done,done_role,done_by,details | tail -n 3)"
	now 2012-10-16T10:00:00+06:00
	case-decide "$number" --decision=refuse --ground=reasoned --by=n.spec > /dev/null
	is 'signed | refused | 7 | issue | provider' "$(stands "$number" status,outcome,next_step,next_acts,next_role)"
	case-issue "$number" --by=n.spec > /dev/null
	is 'issued | refused | ' "$(stands "$number" status,outcome,next_step)"
	is '8 | sign | casekit | 2012-10-16T10:00:00+06:00' "$(past "$number" step_done,acts_done,done_by,happened | tail -n 2 | head -n 1)"
}

@test "a machine's check waits for its fact; refused there, the case ends at entry" {
	now 2012-10-15T10:00:00+06:00
	number=$(case-register --service=home-schooling-support --variant=main --applicant=821123301229 --by=n.spec --columns=case --no-header)
	case-record "$number" --act=authenticate --by=n.spec > /dev/null
	is '2 | check | system' "$(stands "$number" next_step,next_acts,next_role)"
	refuses 1 "case-record: $number: by: step 2 is \"check\" by system; system is a machine: casekit itself acts for it, nobody else may (mamlyut-2012/home-schooling-support, office main, item 2)" \
		case-record "$number" --act=check --fact=account-valid --by=n.spec
	check 0 case-note "$number" --fact=account-valid --by=n.spec --columns=next_step,next_acts --no-header --format=tsv
	printed '4	prepare'
	is '3 | its condition does not hold' "$(past "$number" step_done,passed_over | grep -v ' | $')"
	case-record "$number" --act=prepare --by=n.spec > /dev/null
	check 0 case-record "$number" --act=sign-request --fact='!certificate-valid' --by=n.spec \
		--columns=status,outcome,next_step --no-header --format=tsv
	printed 'refused-at-entry		'
	is '6 | check | casekit
7 | refuse | casekit' "$(past "$number" step_done,acts_done,done_by | tail -n 2)"
}

@test "a case that waits at the portal is registered by the office once the portal has checked it" {
	number=$(enter home-schooling --channel=portal)
	is '3 | check | portal' "$(stands "$number" next_step,next_acts,next_role)"
	case-note "$number" --fact=account-valid --by=s.reg > /dev/null
	case-record "$number" --act=submit --fact=certificate-valid --by=s.reg > /dev/null
	is 'office.1 | register | specialist' "$(stands "$number" next_step,next_acts,next_role)"
	refuses 1 "case-record: $number: by: step office.1 is \"register\" by specialist; b.omar is executor, not specialist (almaty-2017/home-schooling, office, item 1)" \
		case-record "$number" --act=register --by=b.omar
	check 0 case-record "$number" --act=register --by=s.reg --columns=status,next_step,next_acts --no-header --format=tsv
	printed 'registered	office.2	assign'
}

@test "the fee for a permit is paid with its receipt, within ten working days" {
	number=$(firm issue --at=2019-03-11T09:30)
	case-assign "$number" --to=s.reg --by=h.head --at=2019-03-11T09:40 > /dev/null
	case-record "$number" --act=notify --by=s.reg --at=2019-03-11T10:00 > /dev/null
	case-refer "$number" --by=s.reg --at=2019-03-11T10:00 > /dev/null
	for act in examine accept publish; do
		case-record "$number" --act=$act --by=m.migr --at=2019-03-11T11:00 > /dev/null
	done
	case-refer "$number" --by=m.migr --at=2019-03-11T12:00 > /dev/null
	case-conclude "$number" --by=k.comm --at=2019-03-15T09:30 > /dev/null
	case-record "$number" --act=prepare --by=m.migr --at=2019-03-15T10:00 > /dev/null
	case-sign "$number" --decision=grant --by=h.head --at=2019-03-15T10:10 > /dev/null
	case-record "$number" --act=notify --by=m.migr --at=2019-03-15T11:00 > /dev/null
	is '13b | pay | applicant | 2019-04-03T18:30:00+06:00' "$(stands "$number" next_step,next_acts,next_role,due)"
	refuses 1 "case-record: $number: document: step 13b needs the document payment-proof (almaty-2017/foreign-labour-permit, office issue, item 13b)" \
		case-record "$number" --act=pay --amount=265000 --by=m.migr
	now 2019-04-10T10:00:00+06:00
	refuses 1 "case-record: $number: step 13b was due by 2019-04-03T18:30:00+06:00: the case has lapsed (almaty-2017/foreign-labour-permit, office issue, item 13b)" \
		case-record "$number" --act=pay --amount=265000 --document=payment-proof --by=m.migr
	check 0 case-record "$number" --act=pay --payment=0417 --paid-on=2019-04-02 --amount=265000 --document=payment-proof \
		--at=2019-04-03T18:30 --by=m.migr --columns=next_step,next_acts --no-header --format=tsv
	printed '13c	issue'
	said "case-record: warning: $number: the application names no workers: the amount was not checked"
	is 'pay | m.migr | applicant | amount=26500000; document=payment-proof; payment=0417; paid_on=2019-04-02; payer=080440005158' "$(past "$number" acts_done,done_by,done_for,details | grep ^pay)"
}

@test "a sum that is none is 65" {
	number=$(enter local-assistance)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	case-conclude "$number" --document=inspection-act --by=p.comm > /dev/null
	for sum in 1,234 -5 much 1.005; do
		check 65 case-record "$number" --act=calculate --amount=$sum --by=s.reg
		said_part 'amount: '
	done
	is '5' "$(stands "$number" next_step)"
}

@test "a closed case takes no act" {
	number=$(enter wheelchair)
	case-withdraw "$number" --reason='changed her mind' --by=s.reg > /dev/null
	refuses 1 "case-record: $number: the case is closed (withdrawn): no step is left (almaty-2017/wheelchair, office)" \
		case-record "$number" --act=prepare --by=a.bek
}

# unpaid [OPTION...]: an application for a permit that is granted and waits for its fee
unpaid() {
	number=$(firm issue --at=2019-03-11T09:30 "$@")
	walk "$number" pay 2019-03-11T09:40
	case-attach "$number" --document=payment-proof --file="$ROOT/README.md" --by=m.migr > /dev/null
}
here='almaty-2017/foreign-labour-permit, office issue, item 13b'

@test "a fee needs the number and the date of its payment, and the date is not to come" {
	unpaid "${asks[@]}"
	refuses 1 "case-record: $number: payment: step 13b needs the number of the payment document ($here)" \
		case-record "$number" --act=pay --by=m.migr
	refuses 1 "case-record: $number: paid_on: step 13b needs the date of the payment document ($here)" \
		case-record "$number" --act=pay --payment=117 --by=m.migr
	refuses 1 "case-record: $number: paid_on: the payment is of a later day than the act ($here)" \
		case-record "$number" --act=pay --payment=117 --paid-on=2019-03-18 --at=2019-03-15T12:00 --by=m.migr
	check 65 case-record "$number" --act=pay --payment=117 --paid-on=2019-02-30 --by=m.migr
	check 0 case-record "$number" --act=pay --payment=117 --paid-on=2019-03-18 --by=m.migr --columns=next_step --no-header
	printed 13c
	said "case-record: warning: $number: no fee is known for workers of category 2: the amount was not checked
case-record: warning: $number: no fee is known for workers of category 3: the amount was not checked"
}

@test "a payment is used once, whoever brings it; taken back it can be used again" {
	unpaid
	first=$number
	pay=(case-record --act=pay --payment=117 --paid-on=2019-03-18 --by=m.migr --quiet)
	"${pay[@]}" "$first" --key=p > /dev/null
	check 0 "${pay[@]}" "$first" --key=p --columns=replayed --no-header
	printed yes
	unpaid
	refuses 1 "case-record: $number: payment: this payment was used before ($here)" "${pay[@]}" "$number"
	refuses 1 "case-record: $number: payment: this payment was used before ($here)" "${pay[@]}" "$number" --payer=080440005158
	check 0 "${pay[@]}" "$number" --payer=090540005163 --dry-run
	case-undo "$first" --reason='of another firm' --by=m.migr > /dev/null
	check 0 "${pay[@]}" "$number" --columns=next_step --no-header
	printed 13c
	is 'payment=117; paid_on=2019-03-18; payer=080440005158' "$(past "$number" details | tail -n 1)"
	check 0 store-check
}

@test "two cases of one file cannot be paid by one payment" {
	unpaid
	first=$number
	unpaid
	printf 'case\n%s\n%s\n' "$first" "$number" > both
	before=$(everything)
	check 1 case-record --input=both --act=pay --payment=117 --paid-on=2019-03-18 --by=m.migr --quiet
	said "case-record:both:3: $number: payment: this payment was used before ($here)"
	is "$before" "$(everything)"
}

@test "a known fee is the least that is paid: category by category, in tiyn" {
	fees='order 1, annex'
	norm-load --norm=permit-fee --subject=2 --since=2019-01-01 --value=1000.50 --source="$fees" --quiet > /dev/null
	norm-load --norm=permit-fee --subject=3 --since=2019-01-01 --value=100 --source="$fees" --quiet > /dev/null
	unpaid "${asks[@]}"
	pay=(case-record "$number" --act=pay --payment=117 --paid-on=2019-03-18 --by=m.migr)
	refuses 1 "case-record: $number: amount: the amount paid is missing: the fee for these workers is 3001.00 tenge ($fees)" "${pay[@]}"
	refuses 1 "case-record: $number: amount: that is less than the fee for these workers: 3001.00 tenge ($fees)" \
		"${pay[@]}" --amount=3000.99
	check 0 "${pay[@]}" --amount=3001 --columns=next_step --no-header
	printed 13c
	said ''
	norm-load --norm=permit-fee --subject=3 --since=2019-03-10 --source="$fees" --quiet > /dev/null
	unpaid "${asks[@]}"
	check 0 case-record "$number" --act=pay --payment=118 --paid-on=2019-03-18 --by=m.migr --columns=next_step --no-header
	said "case-record: warning: $number: no fee is known for workers of category 3: the amount was not checked"
}

@test "what is no payment has no use for one" {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	refuses 1 "case-record: $number: payment: step 3, \"prepare\", has no use for payment (almaty-2017/wheelchair, office, item 3)" \
		case-record "$number" --act=prepare --payment=117 --by=a.bek
}

@test "through the portal the office gives the permit, and the portal hands it over" {
	number=$(firm intra-corporate --channel=portal --at=2019-03-11T09:30 --fact='account-valid certificate-valid papers-in-order' \
		"${asks[@]}")
	walk "$number" issue 2019-03-11T09:40
	is 'office.12a | issue | migration-specialist' "$(stands "$number" next_step,next_acts,next_role)"
	refuses 1 "case-issue: $number: the result is a permit: it is issued by permit-issue (almaty-2017/foreign-labour-permit, office intra-corporate, item 12a)" \
		case-issue "$number" --by=m.migr
	check 0 permit-issue "$number" --until=2019-12-31 --by=m.migr --columns=permit,permit_status --no-header --format=tsv
	printed 'ALMAUE-2019-P000001	valid'
	is 'issued | granted | ' "$(stands "$number" status,outcome,next_step)"
	is 'office.12a | issue | m.migr
11 | issue | casekit' "$(past "$number" step_done,acts_done,done_by | grep issue | grep -v '| $')"
	check 0 store-check
}
