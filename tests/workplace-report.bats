#!/usr/bin/env bats
# workplace-report: enter the employer's report: of the work done, then month by month.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

@test "the report of the work done is of no month; those after it are of one" {
	signed
	refuses 1 "workplace-report: $number: month: the report of the work done comes first: it is of no month (employment/special-workplace, office, item 6.1)" \
		workplace-report "$number" --month=2023-08 --by=e.rel
	check 0 workplace-report "$number" --document=work-report --note='by post' --by=e.rel --no-header --columns=next_step,next_acts
	printed '6.2	check'
	is '6.1 | report | e.rel | employer | document=work-report; note=by post; month=work' \
		"$(past "$number" step_done,acts_done,done_by,done_for,details | tail -n 1)"
	worked
	refuses 1 "workplace-report: $number: which month? the next to be reported is 2023-08 (employment/special-workplace, office, item 8)" \
		workplace-report "$number" --by=e.rel
	check 0 store-check --no-header
}

@test "a month is reported on its last day or later, within the contract, once" {
	worked --months=2
	now 2023-08-30T17:00:00+06:00
	refuses 1 "workplace-report: $number: month: that month of the contract ends on 2023-08-31 (employment/special-workplace, office, item 8)" \
		workplace-report "$number" --month=2023-08 --by=e.rel
	month 2023-08 0
	refuses 1 "workplace-report: $number: month: 2023-08 was reported already (employment/special-workplace, office, item 8)" \
		workplace-report "$number" --month=2023-08 --by=e.rel
	now 2023-12-01T10:00:00+06:00
	for month in 2023-07 2023-10; do
		refuses 1 "workplace-report: $number: month: $month is no month of the contract (employment/special-workplace, office, item 8)" \
			workplace-report "$number" --month=$month --by=e.rel
	done
	for month in 2023-13 2023-9 2023-09-30 work autumn; do
		refuses 65 "workplace-report: $number: month: \"$month\" is no month (YYYY-MM)" \
			workplace-report "$number" --month=$month --by=e.rel
	done
	check 0 workplace-report "$number" --month=2023-09 --by=e.rel --no-header --columns=next_step
	printed 9
}

@test "a month is left out only for a reason; it is not reported afterwards" {
	worked
	now 2023-10-31T10:00:00+06:00
	refuses 1 "workplace-report: $number: month: 2023-08 has not been reported: a later month needs a reason (employment/special-workplace, office, item 8)" \
		workplace-report "$number" --month=2023-09 --by=e.rel
	month 2023-09 0 --reason='the works stood still in August'
	is 'reason=the works stood still in August; month=2023-09' "$(past "$number" details | grep reason)"
	now 2023-10-31T10:00:00+06:00
	refuses 1 "workplace-report: $number: month: a later month was reported; the next one is 2023-10 (employment/special-workplace, office, item 8)" \
		workplace-report "$number" --month=2023-08 --by=e.rel
	is 'report-missing | 2023-08' "$(found | grep report)"
	check 0 workplace-report "$number" --month=2023-10 --by=e.rel --no-header --columns=next_step
	check 0 store-check --no-header
}

@test "the months of a contract begin on the day on which it begins" {
	worked --from=2023-08-31 --months=3
	now 2023-09-28T10:00:00+06:00
	refuses 1 "workplace-report: $number: month: that month of the contract ends on 2023-09-29 (employment/special-workplace, office, item 8)" \
		workplace-report "$number" --month=2023-08 --by=e.rel
	now 2023-10-30T10:00:00+06:00
	for month in 2023-08 2023-09; do
		quietly workplace-report "$number" --month=$month --by=e.rel
		quietly workplace-review "$number" --finding=conforming --by=e.rel
		quietly workplace-pay "$number" --amount=0 --by=h.head
	done
	refuses 1 "workplace-report: $number: month: that month of the contract ends on 2023-11-29 (employment/special-workplace, office, item 8)" \
		workplace-report "$number" --month=2023-10 --by=e.rel
}

@test "a month's report is due a month after the month began, or after the payment before it" {
	worked
	is 2023-09-01T23:59:59+06:00 "$(stands "$number" due)"
	month 2023-08 0
	is 2023-10-02T23:59:59+06:00 "$(stands "$number" due)" # 1 October is a Sunday
	now 2023-10-20T10:00:00+06:00
	quietly workplace-report "$number" --month=2023-09 --by=e.rel
	is 'yes' "$(past "$number" late | tail -n 1)"
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-pay "$number" --amount=0 --by=h.head
	is 2023-11-20T23:59:59+06:00 "$(stands "$number" due)"
	check 0 store-check --no-header
}

@test "a report that does not conform is made again, of the same month" {
	worked
	now 2023-08-31T10:00:00+06:00
	quietly workplace-report "$number" --month=2023-08 --by=e.rel --key=r1
	quietly workplace-review "$number" --finding=not-conforming --by=e.rel
	is "workplace-report $number --month=YYYY-MM --by=LOGIN" "$(case-show "$number" --format=jsonl | jq -r .command | head -n 1)"
	now 2023-09-30T10:00:00+06:00
	refuses 1 "workplace-report: $number: month: the report that was found not-conforming is that of 2023-08 (employment/special-workplace, office, item 10)" \
		workplace-report "$number" --month=2023-09 --by=e.rel
	check 0 workplace-report "$number" --month=2023-08 --by=e.rel --key=r1 --no-header --columns=replayed
	printed yes
	is 'report-missing | 2023-08' "$(found | grep report)"
	check 0 workplace-report "$number" --month=2023-08 --by=e.rel --key=r2 --no-header --columns=next_step,replayed
	printed '10	no'
	check 0 workplace-report "$number" --month=2023-08 --by=e.rel --key=r2 --no-header --columns=next_step,replayed
	printed '10	yes'
	is 'report-unreviewed | 2023-08' "$(found | grep report)"
	refuses 1 "workplace-report: $number: key: the key was used before, for \"report\" with other content (records(7), key)" \
		workplace-report "$number" --month=2023-09 --by=e.rel --key=r2
	check 0 store-check --no-header
}

@test "not by the plain command, not out of turn, not of a closed case" {
	signed
	refuses 1 "case-record: $number: step 6.1 belongs to a contract: it is done by workplace-report (employment/special-workplace, office, item 6.1)" \
		case-record "$number" --act=report --document=work-report --by=e.rel
	quietly workplace-report "$number" --by=e.rel
	refuses 1 "workplace-report: $number: step 6.2 is \"check\" by employer-relations, not \"report\" (employment/special-workplace, office, item 6.2)" \
		workplace-report "$number" --by=e.rel
	worked
	quietly case-note "$number" --fact=contract-ended --by=e.rel
	refuses 1 "workplace-report: $number: the case is closed (signed): no step is left (employment/special-workplace, office)" \
		workplace-report "$number" --month=2023-08 --by=e.rel
}
