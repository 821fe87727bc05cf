#!/usr/bin/env bats
# workplace-refer: send a person to a free place of the contract, or say who left.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

@test "a place is filled, and free again when the person has left" {
	worked
	now 2023-08-07T10:00:00+06:00
	check 0 workplace-refer "$number" --employee="$ANNA" --by=e.rel --no-header --columns=places_agreed,places_filled,next_step
	printed '2	1	8'
	said ''
	is "7.2 | refer | e.rel | employee=$ANNA; from=2023-08-07" "$(past "$number" step_done,acts_done,done_by,details | tail -n 1)"
	check 0 workplace-refer "$number" --employee="$BOLAT" --from=2023-08-08 --by=e.rel --no-header --columns=places_filled
	printed 1
	now 2023-08-20T10:00:00+06:00
	check 0 workplace-refer "$number" --employee="$ANNA" --left=2023-08-18 --by=e.rel --no-header --columns=places_filled
	printed 1
	is "7.2 | refer | e.rel | employee=$ANNA; left=2023-08-18" "$(past "$number" step_done,acts_done,done_by,details | tail -n 1)"
	check 0 workplace-refer "$number" --employee="$ANNA" --by=e.rel --no-header --columns=places_filled
	printed 2
	check 0 store-check --no-header
}

@test "no free place, nobody twice, nobody who is not there; no number is told" {
	worked
	sent "$ANNA" 2023-08-01
	refuses 1 "workplace-refer: $number: employee: that person is at a place of this contract then already (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$ANNA" --from=2023-09-01 --by=e.rel
	sent "$BOLAT" 2023-10-01
	refuses 1 "workplace-refer: $number: employee: no place of the contract is free then (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$CAMILLA" --from=2023-08-15 --by=e.rel
	said_nothing_of "$CAMILLA"
	refuses 1 "workplace-refer: $number: employee: that person is at no place of this contract (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$CAMILLA" --left=2023-07-20 --by=e.rel
}

@test "days: within the contract, not after today for who left, not before the person came" {
	worked
	refuses 1 "workplace-refer: $number: from: the contract begins on 2023-08-01 (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$ANNA" --by=e.rel
	refuses 1 "workplace-refer: $number: from: the contract ends on 2024-07-31 (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$ANNA" --from=2024-08-01 --by=e.rel
	sent "$ANNA" 2024-07-31
	sent "$BOLAT" 2023-08-10
	now 2023-08-15T10:00:00+06:00
	refuses 1 "workplace-refer: $number: left: that is before the person came (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$BOLAT" --left=2023-08-09 --by=e.rel
	refuses 1 "workplace-refer: $number: left: that day has not come yet (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$BOLAT" --left=2023-08-16 --by=e.rel
	now 2024-08-01T10:00:00+06:00
	refuses 1 "workplace-refer: $number: the contract has ended (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$CAMILLA" --from=2024-07-31 --by=e.rel
	check 0 workplace-refer "$number" --employee="$BOLAT" --left=2024-08-01 --by=e.rel --no-header --columns=places_filled
	printed 1
}

@test "a person is known by an IIN; one comes or leaves" {
	worked
	refuses 65 "workplace-refer: employee: the check digit is wrong" workplace-refer "$number" --employee=720113301122 --by=e.rel
	refuses 65 "workplace-refer: $number: employee: not the IIN of a person" workplace-refer "$number" --employee=080440005158 --by=e.rel
	refuses 65 "workplace-refer: $number: left: somebody comes or leaves: give from or left" \
		workplace-refer "$number" --employee="$ANNA" --from=2023-08-01 --left=2023-08-02 --by=e.rel
}

@test "not before the work done is paid, not of a closed case, not by the plain command" {
	signed
	refuses 1 "workplace-refer: $number: step 6.1 is \"report\" by employer, not \"refer\" (employment/special-workplace, office, item 6.1)" \
		workplace-refer "$number" --employee="$ANNA" --from=2023-08-01 --by=e.rel
	worked
	refuses 1 "case-refer: $number: step 7.2 belongs to a contract: it is done by workplace-refer (employment/special-workplace, office, item 7.2)" \
		case-refer "$number" --to=spring --by=e.rel
	quietly case-note "$number" --fact=contract-ended --by=e.rel
	refuses 1 "workplace-refer: $number: the case is closed (signed): no step is left (employment/special-workplace, office)" \
		workplace-refer "$number" --employee="$ANNA" --from=2023-08-01 --by=e.rel
}

@test "the same key again changes nothing; somebody else under it is refused; an undo makes the place free" {
	worked
	quietly workplace-refer "$number" --employee="$ANNA" --from=2023-08-01 --key=k --by=e.rel
	check 0 workplace-refer "$number" --employee="$ANNA" --from=2023-08-01 --key=k --by=e.rel --no-header --columns=replayed
	printed yes
	refuses 1 "workplace-refer: $number: key: the key was used before, for \"refer\" with other content (records(7), key)" \
		workplace-refer "$number" --employee="$BOLAT" --from=2023-08-01 --key=k --by=e.rel
	now 2023-08-05T10:00:00+06:00
	quietly workplace-refer "$number" --employee="$ANNA" --left=2023-08-05 --by=e.rel
	quietly case-undo "$number" --reason='she stayed' --by=e.rel
	check 1 workplace-refer "$number" --employee="$ANNA" --from=2023-08-05 --by=e.rel
	check 0 store-check --no-header
	quietly case-undo "$number" --reason='another contract' --by=e.rel
	check 0 workplace-refer "$number" --employee="$ANNA" --from=2023-08-05 --by=e.rel --no-header --columns=places_filled
	printed 1
	check 0 store-check --no-header
}

@test "who left on the day of coming is not sent from that day on again" {
	worked
	now 2023-08-05T10:00:00+06:00
	sent "$ANNA" 2023-08-05
	quietly workplace-refer "$number" --employee="$ANNA" --left=2023-08-05 --by=e.rel
	refuses 1 "workplace-refer: $number: employee: that person was sent from that day on already, and left (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$ANNA" --from=2023-08-05 --by=e.rel
	check 0 workplace-refer "$number" --employee="$ANNA" --from=2023-08-06 --by=e.rel --no-header --columns=places_filled
	check 0 store-check --no-header
}
