#!/usr/bin/env bats
# case-history: everything that happened to a case, and every step that was passed over.
load lib
load cases

@test "every event: what, when, by whom, in time or late, and the clause it rests on" {
	number=$(enter wheelchair)
	now 2019-03-20T09:30:00+06:00
	case-assign "$number" --to=a.bek --by=h.head --at=2019-03-19T11:00 > /dev/null
	check 0 case-history "$number" --format=tsv
	printed "case	seq	happened	recorded	step_done	acts_done	done_role	done_by	done_for	done_office	details	due_then	late	undone	passed_over	clause	hash
$number	1	2019-03-18T10:00:00+06:00	2019-03-18T10:00:00+06:00	1	register	division-specialist	s.reg		ALMAUE	regulation=almaty-2017/wheelchair; edition=2017-12-20; variant=main; channel=office; applicant=701111301109; name=Тәжібаев Асқар	2019-03-18T10:30:00+06:00	no	no		almaty-2017/wheelchair, office, item 1	$(past "$number" hash | sed -n 1p)
$number	2	2019-03-19T11:00:00+06:00	2019-03-20T09:30:00+06:00	2	assign	head	h.head		ALM	to=a.bek	2019-03-19T18:30:00+06:00	no	no		almaty-2017/wheelchair, office, item 2	$(past "$number" hash | sed -n 2p)"
	said ''
	[ "$(past "$number" hash | grep -cE '^[0-9a-f]{64}$')" -eq 2 ]
}

@test "as it was known at a time: what was recorded later is not there" {
	number=$(enter wheelchair)
	now 2019-03-20T09:30:00+06:00
	case-assign "$number" --to=a.bek --by=h.head --at=2019-03-19T11:00 > /dev/null
	is '1' "$(past "$number" seq --recorded-until=2019-03-19T23:59 | paste -sd, -)"
	is '1,2' "$(past "$number" seq --recorded-until=2019-03-20T09:30 | paste -sd, -)"
	is '' "$(past "$number" seq --recorded-until=2019-03-17)"
}

@test "an undo that was not yet known does not show" {
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	now 2019-03-19T10:00:00+06:00
	case-undo "$number" --reason=r --by=h.head > /dev/null
	is '2 | assign | no' "$(past "$number" seq,acts_done,undone --recorded-until=2019-03-18T23:00 | tail -n 1)"
	is '2 | assign | yes
3 | undo | no' "$(past "$number" seq,acts_done,undone | tail -n 2)"
}

@test "a step passed over is a line of its own, with its reason and no number" {
	number=$(enter semey-compensation --fact=duplicate)
	case-assign "$number" --to=s.reg --by=d.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	is "$number |  |  | 4a | decide | special-commission | its condition does not hold | almaty-2017/semey-compensation, office, item 4a" \
		"$(past "$number" case,seq,happened,step_done,acts_done,done_role,passed_over,clause | grep 4a)"
}

@test "the calendar learns of a day off: what was done keeps the due time it was judged by" {
	number=$(enter wheelchair)
	now 2019-03-19T17:00:00+06:00
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	now 2019-03-20T10:00:00+06:00
	printf 'calendar\tday\tworks\treason\tsource\nkz-5\t2019-03-19\tno\tstorm\tAkim of Almaty, 2019-03-20\n' > storm.tsv
	calendar-load --input=storm.tsv > /dev/null
	is '2019-03-19T18:30:00+06:00 | no' "$(past "$number" due_then,late | tail -n 1)"
}

@test "many histories in one go" {
	first=$(enter wheelchair)
	second=$(enter sanatorium)
	case-list > all.tsv
	check 0 case-history --input=all.tsv --columns=case,seq --no-header --format=tsv
	printed "$first	1
$second	1"
	check 0 bash -c 'case-list | case-history - --columns=case --no-header'
	printed "$first
$second"
}

@test "no such case, no such time" {
	number=$(enter wheelchair)
	check 65 case-history ALMAUE-2019-000009 --no-header
	said 'case-history: ALMAUE-2019-000009: there is no case ALMAUE-2019-000009'
	check 65 case-history "$number" --recorded-until=yesterday --no-header
	said_part 'yesterday'
	printed ''
}
