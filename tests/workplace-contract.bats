#!/usr/bin/env bats
# workplace-contract: draw up the contract for special workplaces.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

terms=(--wage=60000 --months=12 --from=2023-08-01 --by=e.rel)

@test "the terms: those of the application, days and sums reckoned" {
	granted
	check 0 workplace-contract "$number" "${terms[@]}" --document=contract --no-header \
		--columns=case,next_step,places_agreed,places_filled,cost_agreed,wage_agreed,months_agreed,valid_from,valid_last,paid_total
	printed "$number	4	2	0	900000.00	60000.00	12	2023-08-01	2024-07-31	0.00"
	said ''
	is 'document=contract; contract=ALM-2023-000001; profession=5411; places=2; cost=90000000; wage=6000000; months=12; from=2023-08-01; until=2024-07-31; amount=324000000; applicant=080440005158; applicant_name=ЖШС «Көктем»' \
		"$(past "$number" details | tail -n 1)"
	check 0 store-check --no-header
}

@test "fewer places for less may be agreed on, not more; what the application does not say must be said" {
	granted
	refuses 1 "workplace-contract: $number: places: that is more than the application asks for (employment/special-workplace, office, item 3.1)" \
		workplace-contract "$number" "${terms[@]}" --places=3
	refuses 1 "workplace-contract: $number: cost: that is more than the application asks for (employment/special-workplace, office, item 3.1)" \
		workplace-contract "$number" "${terms[@]}" --cost=900000.01
	refuses 1 "workplace-contract: $number: amount: that is more than the places and wages of the contract come to (employment/special-workplace, office, item 3.1)" \
		workplace-contract "$number" "${terms[@]}" --amount=3240000.01
	check 0 workplace-contract "$number" "${terms[@]}" --places=1 --cost=800000 --amount=1000000 --no-header --columns=places_agreed,cost_agreed
	printed '1	800000.00'
	number=$(case-register --service=special-workplace --applicant=080440005158 --by=e.rel --columns=case --no-header --quiet)
	for act in submit prepare; do quietly case-record "$number" --act=$act --by=e.rel; done
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-approve "$number" --decision=grant --list=12 --by=h.head
	refuses 65 "workplace-contract: $number: places: places is missing" workplace-contract "$number" "${terms[@]}"
	refuses 1 "workplace-contract: $number: cost: 1035000.01 tenge for one place are beyond 1035000.00, which is 300 monthly indexes (order 266 of 29.06.2023 (adilet V2300032967), Social Code art. 108 (figure from the press))" \
		workplace-contract "$number" "${terms[@]}" --places=1 --cost=1035000.01
	check 0 workplace-contract "$number" "${terms[@]}" --places=1 --cost=1035000 --no-header --columns=next_step
	printed 4
}

@test "the first day: today or later; the last: whole months after it" {
	granted
	refuses 1 "workplace-contract: $number: from: the contract cannot begin before its draft is made, on 2023-07-03 (employment/special-workplace, office, item 3.1)" \
		workplace-contract "$number" --wage=1 --months=1 --from=2023-07-02 --by=e.rel
	refuses 65 "workplace-contract: $number: months: \"0\" is no whole number above 0" \
		workplace-contract "$number" --wage=1 --months=0 --from=2023-08-01 --by=e.rel
	refuses 65 "workplace-contract: $number: months: a contract lasts no more than 1200 months" \
		workplace-contract "$number" --wage=1 --months=1201 --from=2023-08-01 --by=e.rel
	refuses 65 "workplace-contract: $number: from: a contract from then on has no last day that can be written" \
		workplace-contract "$number" --wage=1 --months=2 --from=9999-12-01 --by=e.rel
	check 0 workplace-contract "$number" --wage=1 --months=1 --from=2023-08-31 --by=e.rel --no-header --columns=valid_from,valid_last
	printed '2023-08-31	2023-09-29'
}

@test "sums that no integer holds, and sums of nothing, are refused" {
	granted
	refuses 1 "workplace-contract: $number: places: the contract would come to more than all sums (employment/special-workplace, office, item 3.1)" \
		workplace-contract "$number" --wage=90000000000000000 --months=12 --from=2023-08-01 --by=e.rel
	refuses 1 "workplace-contract: $number: wage: wage must be more than nothing (employment/special-workplace, office, item 3.1)" \
		workplace-contract "$number" --wage=0 --months=12 --from=2023-08-01 --by=e.rel
}

@test "no contract before the grant, nor after a refusal, nor by the plain command" {
	applied
	refuses 1 "workplace-contract: $number: step 2.1 is \"check\" by employer-relations, not \"contract\" (employment/special-workplace, office, item 2.1)" \
		workplace-contract "$number" "${terms[@]}"
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-approve "$number" --decision=refuse --list=1 --by=h.head
	refuses 1 "workplace-contract: $number: the case is closed (decided): no step is left (employment/special-workplace, office)" \
		workplace-contract "$number" "${terms[@]}"
	granted
	refuses 1 "case-record: $number: step 3.1 belongs to a contract: it is done by workplace-contract (employment/special-workplace, office, item 3.1)" \
		case-record "$number" --act=contract --amount=100 --until=2024-07-31 --by=e.rel
	is "workplace-contract $number --wage=TENGE --months=N --from=DATE --by=LOGIN" \
		"$(case-show "$number" --format=tsv --no-header --columns=command)"
}

@test "the same key again changes nothing; other terms under it are refused" {
	granted
	quietly workplace-contract "$number" "${terms[@]}" --key=c
	check 0 workplace-contract "$number" --wage='60 000,00' --months=12 --from=2023-08-01 --by=e.rel --key=c --no-header --columns=next_step,replayed
	printed '4	yes'
	refuses 1 "workplace-contract: $number: key: the key was used before, for \"contract\" with other content (records(7), key)" \
		workplace-contract "$number" --wage=60001 --months=12 --from=2023-08-01 --by=e.rel --key=c
}

@test "a draft that was undone is gone; another one takes its place" {
	drafted
	quietly case-undo "$number" --reason='wrong wage' --by=e.rel
	is '' "$(workplace-sign "$number" --dry-run --by=h.head 2>/dev/null | grep accepted)"
	check 0 store-check --no-header
	check 0 workplace-contract "$number" --wage=50000 --months=6 --from=2023-08-01 --by=e.rel --no-header --columns=wage_agreed,valid_last
	printed '50000.00	2024-01-31'
	check 0 store-check --no-header
}
