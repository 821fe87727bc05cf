#!/usr/bin/env bats
# case-lapse: record that a case has lapsed.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases

# unpaid: a permit that was granted on 15 March and whose fee must be paid by 3 April
unpaid() {
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
}

@test "what has lapsed is listed and recorded in one pipe; the decision stays" {
	unpaid
	enter wheelchair > /dev/null
	now 2019-04-04T09:00:00+06:00
	case-due --lapsed > lapsed.tsv || [ $? -eq 1 ]
	check 0 case-lapse --input=lapsed.tsv --by=m.migr --format=tsv --columns=case,status,outcome,next_step
	printed "case	status	outcome	next_step
$number	lapsed	granted	"
	said ''
	is 'lapse | m.migr | clause=almaty-2017/foreign-labour-permit, office issue, item 13b' \
		"$(past "$number" acts_done,done_by,details | grep lapse)"
	check 0 case-due --lapsed --no-header
	printed ''
}

@test "at its due time it has not lapsed, a second later it has" {
	unpaid
	now 2019-04-03T18:30:00+06:00
	check 0 case-due --lapsed --no-header
	printed ''
	refuses 1 "case-lapse: $number: the case has not lapsed: step 13b (\"pay\") is open (almaty-2017/foreign-labour-permit, office issue, item 13b)" \
		case-lapse "$number" --by=m.migr
	now 2019-04-03T18:30:01+06:00
	check 1 case-due --lapsed --no-header --columns=case
	printed "$number"
	check 0 case-lapse "$number" --by=m.migr --columns=status --no-header
	printed lapsed
}

@test "the receipt that came late but shows payment in time undoes the lapse" {
	unpaid
	now 2019-04-10T10:00:00+06:00
	case-lapse "$number" --by=m.migr > /dev/null
	refuses 1 "case-record: $number: the case is closed (lapsed): no step is left (almaty-2017/foreign-labour-permit, office)" \
		case-record "$number" --act=pay --document=payment-proof --at=2019-04-01T12:00 --by=m.migr
	echo receipt > receipt.txt
	case-undo "$number" --reason='paid on 1 April' --document=payment-proof --file=receipt.txt --by=m.migr > /dev/null
	is 'signed | granted | 13b | yes' "$(stands "$number" status,outcome,next_step,overdue)"
	refuses 1 "case-record: $number: step 13b was due by 2019-04-03T18:30:00+06:00: the case has lapsed (almaty-2017/foreign-labour-permit, office issue, item 13b)" \
		case-record "$number" --act=pay --by=m.migr
	check 0 case-record "$number" --act=pay --payment=117 --paid-on=2019-04-01 --at=2019-04-01T12:00 --by=m.migr --columns=next_step,next_acts --no-header --format=tsv
	printed '13c	issue'
	is 'lapse | yes
undo | no
pay | no' "$(past "$number" acts_done,undone | grep -v ' $' | tail -n 3)"
	check 0 store-check
}

@test "a step that has no lapse never lapses, however late" {
	number=$(enter wheelchair)
	now 2020-03-18T10:00:00+06:00
	check 0 case-due --lapsed --no-header
	printed ''
	refuses 1 "case-lapse: $number: the case has not lapsed: step 2 (\"assign\") is open (almaty-2017/wheelchair, office, item 2)" \
		case-lapse "$number" --by=h.head
}

@test "a closed case does not lapse, nor twice" {
	unpaid
	now 2019-04-10T10:00:00+06:00
	case-lapse "$number" --by=m.migr --key=l > /dev/null
	refuses 1 "case-lapse: $number: the case is closed (lapsed) (almaty-2017/foreign-labour-permit, office)" \
		case-lapse "$number" --by=m.migr
	check 0 case-lapse "$number" --by=m.migr --key=l --columns=status,replayed --no-header --format=tsv
	printed 'lapsed	yes'
}
