#!/usr/bin/env bats
# workplace-sign: sign the contract: the customer, then the performer.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

@test "first the customer, then the performer, for whom staff enter it" {
	drafted
	check 0 workplace-sign "$number" --signature=S-1 --by=h.head --no-header --columns=status,next_step,next_role
	printed 'signed	5	employer'
	said ''
	check 0 workplace-sign "$number" --document=contract --by=e.rel --no-header --columns=status,next_step,next_acts
	printed 'signed	6.1	report'
	is '4 | sign | h.head |  | signature=S-1; contract=ALM-2023-000001
5 | sign | e.rel | employer | document=contract; contract=ALM-2023-000001' \
		"$(past "$number" step_done,acts_done,done_by,done_for,details | tail -n 2)"
	check 0 store-check --no-header
}

@test "not before there is a contract, not the performer first, not a third time, not by the plain command" {
	granted
	refuses 1 "workplace-sign: $number: step 3.1 is \"contract\" by employer-relations, not \"sign\" (employment/special-workplace, office, item 3.1)" \
		workplace-sign "$number" --by=h.head
	drafted
	refuses 1 "workplace-sign: $number: by: step 4 is \"sign\" by center-head; e.rel is employer-relations, not center-head (employment/special-workplace, office, item 4)" \
		workplace-sign "$number" --by=e.rel
	refuses 1 "case-sign: $number: step 4 belongs to a contract: it is done by workplace-sign (employment/special-workplace, office, item 4)" \
		case-sign "$number" --by=h.head
	is "workplace-sign $number --by=LOGIN" "$(case-show "$number" --format=tsv --no-header --columns=command)"
	quietly workplace-sign "$number" --by=h.head
	quietly workplace-sign "$number" --by=e.rel
	refuses 1 "workplace-sign: $number: step 6.1 is \"report\" by employer, not \"sign\" (employment/special-workplace, office, item 6.1)" \
		workplace-sign "$number" --by=h.head
}

@test "the same key again changes nothing" {
	drafted
	quietly workplace-sign "$number" --by=h.head --key=s
	check 0 workplace-sign "$number" --by=h.head --key=s --no-header --columns=next_step,replayed
	printed '5	yes'
}

@test "a signature that was undone is given again" {
	drafted
	quietly workplace-sign "$number" --by=h.head
	quietly workplace-sign "$number" --by=e.rel
	quietly case-undo "$number" --reason='wrong person' --by=e.rel
	quietly case-undo "$number" --reason='wrong person' --by=h.head
	check 0 store-check --no-header
	quietly workplace-sign "$number" --by=h.head
	quietly workplace-sign "$number" --by=e.rel
	is 6.1 "$(stands "$number" next_step)"
	check 0 store-check --no-header
}
