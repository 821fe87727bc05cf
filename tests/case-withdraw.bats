#!/usr/bin/env bats
# case-withdraw: record that the applicant takes the application back.
load lib
load cases

@test "the applicant takes the application back: the case is closed, with the reason" {
	number=$(enter wheelchair)
	now 2019-03-18T16:00:00+06:00
	check 0 case-withdraw "$number" --reason='moved to another region' --by=s.reg --format=tsv --columns=case,status,outcome,next_step,due
	printed "case	status	outcome	next_step	due
$number	withdrawn			"
	said ''
	is '2 | withdraw | s.reg | reason=moved to another region' "$(past "$number" seq,acts_done,done_by,details | sed -n 2p)"
}

@test "what was decided before stays decided" {
	number=$(enter targeted-assistance)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	case-conclude "$number" --document=inspection-act --by=p.comm > /dev/null
	case-decide "$number" --decision=grant --by=s.reg > /dev/null
	case-withdraw "$number" --reason='found work' --by=s.reg > /dev/null
	is 'withdrawn | granted' "$(stands "$number" status,outcome)"
}

@test "a withdrawal that was a mistake is undone" {
	number=$(enter wheelchair)
	case-withdraw "$number" --reason='wrong case' --by=s.reg > /dev/null
	case-undo "$number" --reason='it was the other case' --by=s.reg > /dev/null
	is 'registered | 2' "$(stands "$number" status,next_step)"
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
}

@test "what was issued cannot be withdrawn, nor what is closed already" {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	case-sign "$number" --by=h.head > /dev/null
	case-issue "$number" --by=a.bek > /dev/null
	refuses 1 "case-withdraw: $number: the case is closed (issued) (almaty-2017/wheelchair, office)" \
		case-withdraw "$number" --reason=late --by=s.reg
	number=$(enter wheelchair)
	case-withdraw "$number" --reason=once --by=s.reg > /dev/null
	refuses 1 "case-withdraw: $number: the case is closed (withdrawn) (almaty-2017/wheelchair, office)" \
		case-withdraw "$number" --reason=twice --by=s.reg
}

@test "a permit that was issued and waits to be fetched cannot be withdrawn" {
	number=$(firm intra-corporate --at=2019-03-11T09:30 "${asks[@]}")
	walk "$number" issue 2019-03-11T09:40
	permit-issue "$number" --until=2019-12-31 --by=m.migr > /dev/null
	is 'issued | 12b' "$(stands "$number" status,next_step)"
	refuses 1 "case-withdraw: $number: the result has been issued: the application cannot be withdrawn any more" \
		case-withdraw "$number" --reason=late --by=s.reg
}

# contracted: the case of a special workplace whose contract was signed by both, in $number
contracted() {
	number=$(workplace-register --quiet --columns=case --no-header --office=ALM --applicant=080440005158 --places=1 \
		--profession=5411 --cost=100000 --by=e.rel)
	{
		workplace-review "$number" --finding=conforming --by=e.rel
		workplace-approve "$number" --decision=grant --list=1 --by=h.head
		workplace-contract "$number" --wage=50000 --months=2 --from=2019-03-18 --by=e.rel
		workplace-sign "$number" --by=h.head
		workplace-sign "$number" --by=e.rel
		workplace-report "$number" --by=e.rel
		workplace-review "$number" --finding=conforming --by=e.rel
	} > /dev/null
}

@test "a contract whose subsidies were paid is ended, not withdrawn; one that was not paid is withdrawn" {
	contracted
	workplace-pay "$number" --amount=100000 --by=h.head > /dev/null
	refuses 1 "case-withdraw: $number: subsidies of the contract were paid: it is ended by the fact contract-ended, not withdrawn (employment/special-workplace, office, item 6.3)" \
		case-withdraw "$number" --reason='no longer wanted' --by=e.rel
	case-note "$number" --fact=contract-ended --by=h.head > /dev/null
	is '' "$(stands "$number" next_step)"
	contracted
	workplace-pay "$number" --amount=100000 --by=h.head > /dev/null
	case-undo "$number" --reason='the bank sent it back' --by=h.head > /dev/null
	check 0 case-withdraw "$number" --reason='no longer wanted' --by=e.rel --columns=status --no-header --format=tsv
	printed withdrawn
	check 0 store-check --no-header
}

@test "a reason is needed, and somebody of the office" {
	number=$(enter wheelchair)
	refuses 65 "case-withdraw: $number: reason: no value, and no --reason" case-withdraw "$number" --by=s.reg
	refuses 1 "case-withdraw: $number: t.clerk works in AST, which is neither ALMAUE nor above or below it" \
		case-withdraw "$number" --reason=moved --by=t.clerk
}
