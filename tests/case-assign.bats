#!/usr/bin/env bats
# case-assign: the head names who examines a case.
load lib
load cases

@test "the head names the executor: the case is assigned and the executor's time runs" {
	number=$(enter wheelchair)
	now 2019-03-19T11:00:00+06:00
	check 0 case-assign "$number" --to=a.bek --by=h.head --format=tsv \
		--columns=case,status,responsible,next_step,next_acts,next_role,due,overdue,replayed
	printed "case	status	responsible	next_step	next_acts	next_role	due	overdue	replayed
$number	assigned	a.bek	3	prepare	specialist	2019-04-03T18:30:00+06:00	no	no"
	said ''
	is "2 | assign | head | h.head | ALM | to=a.bek | 2019-03-19T18:30:00+06:00 | no" \
		"$(past "$number" seq,acts_done,done_role,done_by,done_office,details,due_then,late | tail -n 1)"
}

@test "cases come from operands, a file or another command; the record's executor goes before the option's" {
	enter wheelchair > one
	enter sanatorium > two
	enter home-care > three
	case-list --columns=case,regulation | awk -F'\t' -v OFS='\t' '{ print $0, NR == 1 ? "to" : NR == 2 ? "b.omar" : "" }' > who.tsv
	check 0 case-assign --input=who.tsv --to=a.bek --by=h.head --columns=case,responsible --no-header --format=tsv
	printed "$(cat one)	b.omar
$(cat two)	a.bek
$(cat three)	a.bek"
	said 'case-assign: warning: 1 record has another to than the option; the record won'
}

@test "what was done yesterday is entered today with its own time" {
	number=$(enter wheelchair)
	now 2019-03-20T09:30:00+06:00
	case-assign "$number" --to=a.bek --by=h.head --at='2019-03-19T17:00' > /dev/null
	is '2019-03-19T17:00:00+06:00 | 2019-03-20T09:30:00+06:00 | no' "$(past "$number" happened,recorded,late | tail -n 1)"
	is '2019-04-03T18:30:00+06:00' "$(stands "$number" due)"
}

@test "done at exactly the due time is on time, a second later is late" {
	first=$(enter wheelchair)
	second=$(enter sanatorium)
	now 2019-03-25T10:00:00+06:00
	case-assign "$first" --to=a.bek --by=h.head --at=2019-03-19T18:30:00 > /dev/null
	case-assign "$second" --to=a.bek --by=h.head --at=2019-03-19T18:30:01 > /dev/null
	is 'no' "$(past "$first" late | tail -n 1)"
	is 'yes' "$(past "$second" late | tail -n 1)"
}

@test "an act whose turn it is not is refused with the clause" {
	number=$(enter wheelchair)
	refuses 1 "case-record: $number: step 2 is \"assign\" by head, not \"prepare\" (almaty-2017/wheelchair, office, item 2)" \
		case-record "$number" --act=prepare --by=a.bek
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	refuses 1 "case-assign: $number: step 3 is \"prepare\" by specialist, not \"assign\" (almaty-2017/wheelchair, office, item 3)" \
		case-assign "$number" --to=b.omar --by=h.head
}

@test "only the head assigns" {
	number=$(enter wheelchair)
	refuses 1 "case-assign: $number: by: step 2 is \"assign\" by head; a.bek is specialist, executor and division-specialist, not head (almaty-2017/wheelchair, office, item 2)" \
		case-assign "$number" --to=a.bek --by=a.bek
}

@test "the tree of offices: the head above may, another city's head may not" {
	number=$(enter wheelchair)
	refuses 1 "case-assign: $number: by: step 2 is \"assign\" by head; t.head works in AST, which is neither ALMAUE nor above or below it (almaty-2017/wheelchair, office, item 2)" \
		case-assign "$number" --to=a.bek --by=t.head
	refuses 1 "case-assign: $number: to: t.exec works in AST, which is neither ALMAUE nor above or below it" \
		case-assign "$number" --to=t.exec --by=h.head
	check 0 case-assign "$number" --to=a.bek --by=h.head --columns=office --no-header
	printed 'ALMAUE'
}

@test "the tree of offices: a division's specialist may register and work for the department above" {
	number=$(enter wheelchair --office=ALM)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	check 0 case-record "$number" --act=prepare --by=a.bek --columns=office,next_step --no-header --format=tsv
	printed 'ALM	4'
	is 'ALMAUE' "$(past "$number" done_office | tail -n 1)"
}

@test "the tree of offices: a sister division may not" {
	printf 'office\tname\toffice_kind\tparent\nALMMED\tMedeu district division\tdivision\tALM\n' | office-add --quiet > /dev/null
	printf 'login\tname\troles\toffice\tsince\nq.med\tMedeu\tspecialist executor\tALMMED\t2012-01-01\n' | staff-add --quiet > /dev/null
	number=$(enter wheelchair)
	refuses 1 "case-assign: $number: to: q.med works in ALMMED, which is neither ALMAUE nor above or below it" \
		case-assign "$number" --to=q.med --by=h.head
}

@test "somebody who left neither assigns nor is assigned to" {
	number=$(enter wheelchair)
	staff-end a.bek --until=2019-03-18T10:00 > /dev/null
	staff-end h.head --until=2019-03-19 > /dev/null
	refuses 1 "case-assign: $number: to: a.bek left on 2019-03-18" case-assign "$number" --to=a.bek --by=h.head
	now 2019-03-19T10:00:00+06:00
	refuses 1 "case-assign: $number: by: step 2 is \"assign\" by head; h.head left on 2019-03-19 (almaty-2017/wheelchair, office, item 2)" \
		case-assign "$number" --to=b.omar --by=h.head
	check 0 case-assign "$number" --to=b.omar --by=h.head --at=2019-03-18T18:00 --columns=responsible --no-header
	printed 'b.omar'
}

@test "an executor must be named, and be somebody" {
	number=$(enter wheelchair)
	refuses 65 "case-assign: $number: to: no value: to whom is the case assigned?" case-assign "$number" --by=h.head
	refuses 65 "case-assign: $number: to: no staff member \"no.body\"" case-assign "$number" --to=no.body --by=h.head
}

@test "a value that the step has no use for is refused" {
	number=$(enter wheelchair)
	refuses 1 "case-assign: $number: finding: step 2, \"assign\", has no use for finding (almaty-2017/wheelchair, office, item 2)" \
		case-assign "$number" --to=a.bek --by=h.head --finding=good
	refuses 65 "case-assign: $number: fact: almaty-2017/wheelchair has no fact \"rich\"" \
		case-assign "$number" --to=a.bek --by=h.head --fact=rich
}

@test "not before the last step, not in the future" {
	number=$(enter wheelchair)
	refuses 1 "case-assign: $number: at: 2019-03-18T09:59:00+06:00 is before the last step of the case, done at 2019-03-18T10:00:00+06:00 (almaty-2017/wheelchair, office, item 2)" \
		case-assign "$number" --to=a.bek --by=h.head --at=2019-03-18T09:59
	refuses 1 "case-assign: $number: at: 2019-03-18T10:00:01 has not come yet: it is 2019-03-18T10:00:00+06:00" \
		case-assign "$number" --to=a.bek --by=h.head --at=2019-03-18T10:00:01
}

@test "no such case is 65; one bad case of many and nothing is assigned" {
	number=$(enter wheelchair)
	refuses 65 'case-assign: ALMAUE-2019-000009: there is no case ALMAUE-2019-000009
case-assign: 1 of 2 records refused, nothing written' case-assign "$number" ALMAUE-2019-000009 --to=a.bek --by=h.head
	check 65 case-assign "$number" ALMAUE-2019-000009 --to=a.bek --by=h.head --keep-going --columns=case --no-header
	printed "$number"
}

@test "the same key again changes nothing; with another executor it is refused" {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head --key=a1 > /dev/null
	now 2019-03-18T12:00:00+06:00
	before=$(everything)
	check 0 case-assign "$number" --to=a.bek --by=h.head --key=a1 --columns=case,status,replayed,key --no-header --format=tsv
	printed "$number	assigned	yes	a1"
	is "$before" "$(everything)"
	refuses 1 "case-assign: $number: key: the key was used before, for \"assign\" with other content (records(7), key)" \
		case-assign "$number" --to=b.omar --by=h.head --key=a1
	refuses 1 "case-assign: $number: key: the key was used before, for \"assign\" with other content (records(7), key)" \
		case-assign "$number" --to=a.bek --by=h.head --key=a1 --at=2019-03-18T11:00
	check 0 case-assign "$number" --to=a.bek --by=h.head --key=a1 --at=2019-03-18T10:00 --columns=replayed --no-header
	printed yes
	other=$(enter sanatorium)
	refuses 1 "case-assign: $other: key: the key was used before, for another case (records(7), key)" \
		case-assign "$other" --to=a.bek --by=h.head --key=a1
}

@test "who acts is recorded with the operating-system user; without staff record or --by it is 77" {
	number=$(enter wheelchair)
	refuses 77 "case-assign: $number: the operating-system user $(id -un) is no staff member: say who acts with --by" \
		case-assign "$number" --to=a.bek
	printf 'login\tname\troles\toffice\tsince\n%s\tI\thead\tALM\t2012-01-01\n' "$(id -un)" | staff-add --quiet > /dev/null
	check 0 case-assign "$number" --to=a.bek --columns=status --no-header
	printed 'assigned'
	is "$(id -un)" "$(past "$number" done_by | tail -n 1)"
}
