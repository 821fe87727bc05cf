#!/usr/bin/env bats
# workplace-pay: pay the subsidy that a reviewed report is followed by.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

# reported FINDING: the work done reported and reviewed
reported() {
	quietly workplace-report "$number" --by=e.rel
	quietly workplace-review "$number" --finding="$1" --by=e.rel
}

@test "for the work done: at most places times cost" {
	signed
	reported conforming
	refuses 1 "workplace-pay: $number: amount: at most 1800000.00 tenge can be paid: the cost of the places (employment/special-workplace, office, item 6.3)" \
		workplace-pay "$number" --amount=1800000.01 --by=h.head
	check 0 workplace-pay "$number" --amount='1 800 000,00' --by=h.head --no-header --columns=next_step,paid_total
	printed '8	1800000.00'
	said ''
	is '6.3 | pay | amount=180000000; month=work; next_round=2023-08-01T00:00:00+06:00' "$(past "$number" step_done,acts_done,details | tail -n 1)"
	check 0 store-check --no-header
}

@test "for a month: at most the places filled in it times the wage" {
	worked
	sent "$ANNA" 2023-08-01
	now 2023-08-31T10:00:00+06:00
	sent "$BOLAT" 2023-08-30
	quietly workplace-refer "$number" --employee="$ANNA" --left=2023-08-31 --by=e.rel
	quietly workplace-report "$number" --month=2023-08 --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	refuses 1 "workplace-pay: $number: amount: at most 120000.00 tenge can be paid: the wages of the places filled in that month (employment/special-workplace, office, item 10)" \
		workplace-pay "$number" --amount=120000.01 --by=h.head
	quietly workplace-pay "$number" --amount=120000 --by=h.head
	now 2023-09-30T10:00:00+06:00
	quietly workplace-report "$number" --month=2023-09 --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	refuses 1 "workplace-pay: $number: amount: at most 60000.00 tenge can be paid: the wages of the places filled in that month (employment/special-workplace, office, item 10)" \
		workplace-pay "$number" --amount=60000.01 --by=h.head
	check 0 workplace-pay "$number" --amount=60000 --by=h.head --no-header --columns=paid_total
	printed 1980000.00
}

@test "two people one after the other at the same place are one place; nobody there: nothing" {
	drafted --places=1
	quietly workplace-sign "$number" --by=h.head
	quietly workplace-sign "$number" --by=e.rel
	reported conforming
	quietly workplace-pay "$number" --amount=900000 --by=h.head
	now 2023-08-31T10:00:00+06:00
	sent "$ANNA" 2023-08-01
	quietly workplace-refer "$number" --employee="$ANNA" --left=2023-08-15 --by=e.rel
	sent "$BOLAT" 2023-08-15
	quietly workplace-refer "$number" --employee="$BOLAT" --left=2023-08-31 --by=e.rel
	quietly workplace-report "$number" --month=2023-08 --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	refuses 1 "workplace-pay: $number: amount: at most 60000.00 tenge can be paid: the wages of the places filled in that month (employment/special-workplace, office, item 10)" \
		workplace-pay "$number" --amount=60001 --by=h.head
	quietly workplace-pay "$number" --amount=60000 --by=h.head
	now 2023-09-30T10:00:00+06:00
	quietly workplace-report "$number" --month=2023-09 --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	refuses 1 "workplace-pay: $number: amount: at most 0.00 tenge can be paid: the wages of the places filled in that month (employment/special-workplace, office, item 10)" \
		workplace-pay "$number" --amount=0.01 --by=h.head
	check 0 workplace-pay "$number" --amount=0 --by=h.head --no-header --columns=next_step,paid_total
	printed '8	960000.00'
}

@test "one after the other is one wage, though another place was free" {
	worked
	now 2023-08-31T10:00:00+06:00
	sent "$ANNA" 2023-08-01
	quietly workplace-refer "$number" --employee="$ANNA" --left=2023-08-15 --by=e.rel
	sent "$BOLAT" 2023-08-15
	quietly workplace-report "$number" --month=2023-08 --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	refuses 1 "workplace-pay: $number: amount: at most 60000.00 tenge can be paid: the wages of the places filled in that month (employment/special-workplace, office, item 10)" \
		workplace-pay "$number" --amount=60000.01 --by=h.head
	check 0 workplace-pay "$number" --amount=60000 --by=h.head --no-header --columns=paid_total
	printed 1860000.00
}

@test "in all no more than the contract's amount" {
	signed --amount=1850000
	reported conforming
	quietly workplace-pay "$number" --amount=1800000 --by=h.head
	sent "$ANNA" 2023-08-01
	now 2023-08-31T10:00:00+06:00
	quietly workplace-report "$number" --month=2023-08 --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	refuses 1 "workplace-pay: $number: amount: at most 50000.00 tenge can be paid: what is left of the contract (employment/special-workplace, office, item 10)" \
		workplace-pay "$number" --amount=50000.01 --by=h.head
	check 0 workplace-pay "$number" --amount=50000 --by=h.head --no-header --columns=paid_total
	printed 1850000.00
}

@test "not before the review, nor after one that found it wanting, nor by the plain command" {
	signed
	refuses 1 "workplace-pay: $number: step 6.1 is \"report\" by employer, not \"pay\" (employment/special-workplace, office, item 6.1)" \
		workplace-pay "$number" --amount=1 --by=h.head
	quietly workplace-report "$number" --by=e.rel
	refuses 1 "workplace-pay: $number: step 6.2 is \"check\" by employer-relations, not \"pay\" (employment/special-workplace, office, item 6.2)" \
		workplace-pay "$number" --amount=1 --by=h.head
	quietly workplace-review "$number" --finding=not-conforming --by=e.rel
	refuses 1 "workplace-pay: $number: the report of the work done was found not-conforming (employment/special-workplace, office, item 6.3)" \
		workplace-pay "$number" --amount=1 --by=h.head
	quietly workplace-report "$number" --by=e.rel
	refuses 1 "workplace-pay: $number: month: the report of the work done has not been reviewed (employment/special-workplace, office, item 6.3)" \
		workplace-pay "$number" --month=work --amount=1 --by=h.head
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	refuses 1 "case-record: $number: step 6.3 belongs to a contract: it is done by workplace-pay (employment/special-workplace, office, item 6.3)" \
		case-record "$number" --act=pay --amount=1 --by=h.head
	is "workplace-pay $number --amount=TENGE --by=LOGIN" "$(case-show "$number" --format=tsv --no-header --columns=command)"
	refuses 1 "workplace-pay: $number: month: the report that waits for its payment is that of the work done (employment/special-workplace, office, item 6.3)" \
		workplace-pay "$number" --month=2023-08 --amount=1 --by=h.head
	refuses 65 "workplace-pay: $number: month: \"august\" is no month (YYYY-MM, or work)" \
		workplace-pay "$number" --month=august --amount=1 --by=h.head
	refuses 1 "workplace-pay: $number: by: step 6.3 is \"pay\" by center-head; e.rel is employer-relations, not center-head (employment/special-workplace, office, item 6.3)" \
		workplace-pay "$number" --amount=1 --by=e.rel
	check 0 workplace-pay "$number" --amount=1 --by=h.head --no-header --columns=paid_total
	printed 1.00
}

@test "a report is paid once" {
	worked
	refuses 1 "workplace-pay: $number: month: the report of the work done was paid already (employment/special-workplace, office, item 6.3)" \
		workplace-pay "$number" --month=work --amount=1 --by=h.head
	month 2023-08 0
	refuses 1 "workplace-pay: $number: month: the report of 2023-08 was paid already (employment/special-workplace, office, item 10)" \
		workplace-pay "$number" --month=2023-08 --amount=1 --by=h.head
	refuses 1 "workplace-pay: $number: month: the report of 2023-08 was paid already (employment/special-workplace, office, item 10)" \
		workplace-pay "$number" --month=2023-08 --amount=1 --key=other --by=h.head
}

@test "the same key again changes nothing; another month or amount under it is refused" {
	signed
	reported conforming
	quietly workplace-pay "$number" --month=work --amount=1000000 --key=p --by=h.head
	check 0 workplace-pay "$number" --month=work --amount=1000000 --key=p --by=h.head --no-header --columns=paid_total,replayed
	printed '1000000.00	yes'
	refuses 1 "workplace-pay: $number: key: the key was used before, for \"pay\" with other content (records(7), key)" \
		workplace-pay "$number" --month=2023-08 --amount=1000000 --key=p --by=h.head
	refuses 1 "workplace-pay: $number: key: the key was used before, for \"pay\" with other content (records(7), key)" \
		workplace-pay "$number" --amount=1000001 --key=p --by=h.head
}

@test "a payment that was undone was none: it is made again, once" {
	worked
	quietly case-undo "$number" --reason='the bank sent it back' --by=h.head
	is 'unpaid | work' "$(found)"
	check 0 store-check --no-header
	check 0 workplace-pay "$number" --month=work --amount=900000 --by=h.head --no-header --columns=paid_total
	printed 900000.00
	check 1 workplace-pay "$number" --month=work --amount=900000 --by=h.head
	check 0 store-check --no-header
}

@test "with the last month's payment the contract ends; told earlier, it ends earlier" {
	worked --months=2
	month 2023-08 0
	month 2023-09 0
	is '' "$(stands "$number" next_step)"
	is 'amount=0; month=2023-09; fact=contract-ended' "$(past "$number" details | grep fact)"
	worked --from=2023-10-01
	quietly case-note "$number" --fact=contract-ended --by=h.head
	is '' "$(stands "$number" next_step)"
	check 0 store-check --no-header
}
