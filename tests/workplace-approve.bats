#!/usr/bin/env bats
# workplace-approve: decide on a list of employers and their applications.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

# three: three applications, the second found not conforming
three() {
	printf 'applicant;name;places;profession;cost\n080440005158;A;2;5411;900000\n180540000042;B;1;9112;800000\n080440005158;C;1;9112;700000\n' > three.csv
	workplace-register --input=three.csv --by=e.rel --quiet > /dev/null
	printf 'case\tfinding\nALM-2023-000001\tconforming\nALM-2023-000002\tnot-conforming\nALM-2023-000003\tconforming\n' |
		workplace-review --by=e.rel > /dev/null
}

@test "one decision over many cases from a pipe: one list number in each" {
	three
	check 0 bash -c 'case-list --next-act=decide --office=ALM | workplace-approve --decision=grant --list=12/3 --by=h.head --keep-going \
		--rejects=rest.tsv --no-header --columns=case,status,outcome,next_step || [ $? -eq 1 ]'
	printed 'ALM-2023-000001	decided	granted	3.1
ALM-2023-000003	decided	granted	3.1'
	check 0 workplace-approve --input=rest.tsv --decision=refuse --list=12/3 --by=h.head --no-header --columns=case,outcome,next_step
	printed 'ALM-2023-000002	refused	'
	is 'decision=grant; list=12/3
decision=refuse; ground=not-conforming; list=12/3
decision=grant; list=12/3' "$(for n in 1 2 3; do past ALM-2023-00000$n details | grep decision; done)"
	check 0 store-check --no-header
}

@test "what does not conform is not granted, by no command; the whole list is refused then" {
	three
	refuses 1 "workplace-approve: ALM-2023-000002: decision: the application was found not-conforming: it cannot be granted (employment/special-workplace, office, item 2.1)
workplace-approve: 1 of 2 records refused, nothing written" \
		workplace-approve ALM-2023-000001 ALM-2023-000002 --decision=grant --list=12 --by=h.head
	refuses 1 "case-decide: ALM-2023-000002: step 2.2 belongs to a contract: it is done by workplace-approve (employment/special-workplace, office, item 2.2)" \
		case-decide ALM-2023-000002 --decision=grant --by=h.head
	quietly case-undo ALM-2023-000002 --reason='reviewed too early' --by=e.rel
	quietly workplace-review ALM-2023-000002 --finding=conforming --by=e.rel
	quietly workplace-approve ALM-2023-000002 --decision=grant --list=13 --by=h.head
	is granted "$(stands ALM-2023-000002 outcome)"
}

@test "before the review, without a list or a decision, by somebody else" {
	applied
	refuses 1 "workplace-approve: $number: step 2.1 is \"check\" by employer-relations, not \"decide\" (employment/special-workplace, office, item 2.1)" \
		workplace-approve "$number" --decision=grant --list=1 --by=h.head
	refuses 65 "workplace-approve: $number: list: no value, and no --list" workplace-approve "$number" --decision=grant --by=h.head
	refuses 65 "workplace-approve: $number: decision: no value, and no --decision" workplace-approve "$number" --list=1 --by=h.head
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	refuses 1 "workplace-approve: $number: by: step 2.2 is \"decide\" by center-head; e.rel is employer-relations, not center-head (employment/special-workplace, office, item 2.2)" \
		workplace-approve "$number" --decision=grant --list=1 --by=e.rel
	refuses 65 "workplace-approve: $number: decision: \"perhaps\" is no decision: grant or refuse" \
		workplace-approve "$number" --decision=perhaps --list=1 --by=h.head
}

@test "the same key again changes nothing; another list under it is refused" {
	applied
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-approve "$number" --decision=grant --list=12 --key=d --by=h.head
	check 0 workplace-approve "$number" --decision=grant --list=12 --key=d --by=h.head --no-header --columns=next_step,replayed
	printed '3.1	yes'
	refuses 1 "workplace-approve: $number: key: the key was used before, for \"decide\" with other content (records(7), key)" \
		workplace-approve "$number" --decision=grant --list=13 --key=d --by=h.head
}
