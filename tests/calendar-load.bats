#!/usr/bin/env bats
# calendar-load: what a store in use learns, and the cases that move.
load lib

prepare() { rehearse "2019-05-03T10:00:00+06:00"; }

decree() { # off and worked day, as a decree exchanges them
	printf 'calendar,day,works,reason,source\nkz-5,2019-05-08,no,"off, worked on 2019-05-11",decree 1\n'
	printf 'kz-5,2019-05-11,yes,worked in place of 2019-05-08,decree 1\n'
}

@test "a decree is learned now, and kept with its act" {
	check 0 calendar-load --columns=case < <(decree)
	said ""
	printed "case"
	check 0 day-list --from=2019-05-08 --until=2019-05-11
	printed "calendar	day	weekday	works	known	reason	source
kz-5	2019-05-08	Wed	no	2019-05-03T10:00:00+06:00	off, worked on 2019-05-11	decree 1
kz-5	2019-05-09	Thu	no	2001-12-13T00:00:00+06:00	Victory Day	Law on holidays of 13.12.2001, art. 3
kz-5	2019-05-10	Fri	no	2019-01-01T00:00:00+06:00	off, worked on 2019-05-04 instead	Government decree on days of rest in 2019 (date of decree not in hand)
kz-5	2019-05-11	Sat	yes	2019-05-03T10:00:00+06:00	worked in place of 2019-05-08	decree 1"
}

@test "a known before now becomes now; one that lies ahead is refused" {
	check 0 calendar-load --calendar=kz-5 --day=2019-06-03 --works=no --known=2019-01-01 --reason=early --source=x
	said ""
	check 1 calendar-load --calendar=kz-5 --day=2019-06-04 --works=no --known=2019-06-01 --reason=late --source=x
	said "calendar-load: known: that lies ahead: nobody knows yet what will be known then"
	check 0 day-list --from=2019-06-01 --until=2019-06-05 --no-header --columns=day,known,reason
	printed "2019-06-03	2019-05-03T10:00:00+06:00	early"
}

@test "the same again changes nothing" {
	decree | calendar-load --quiet > /dev/null
	day-list > before
	now 2019-05-04T10:00:00+06:00
	check 0 calendar-load --columns=case < <(decree)
	said ""
	printed "case"
	check 0 day-list
	printed "$(cat before)"
}

@test "a later row supersedes, and what was known then stays known" {
	decree | calendar-load --quiet > /dev/null
	now 2019-05-06T10:00:00+06:00
	check 0 calendar-load --calendar=kz-5 --day=2019-05-08 --works=yes --reason="decree 1 repealed" --source="decree 2"
	said ""
	check 0 day-list --from=2019-05-08 --until=2019-05-08 --no-header --columns=works,reason
	printed "yes	decree 1 repealed"
	check 0 day-list --from=2019-05-08 --until=2019-05-08 --no-header --columns=works,reason --known=2019-05-05
	printed "no	off, worked on 2019-05-11"
}

@test "two different rows of one day in one second are refused" {
	decree | calendar-load --quiet > /dev/null
	check 1 calendar-load --calendar=kz-5 --day=2019-05-08 --works=yes --reason=other --source=other
	said_part "kz-5: another row of 2019-05-08 is known since the same second"
}

@test "bad records are all named, and nothing is written" {
	check 65 calendar-load <<'END'
calendar	day	works	reason	source
kz-5	2019-05-08	no	a decree	decree 1
kz-7	2019-05-08	no	a decree	decree 1
kz-5	2019-02-29	no	a decree	decree 1
kz-5	2019-05-08	maybe	a decree	decree 1
kz-5	2019-05-08	no	a decree	
END
	said_part 'calendar-load:standard input:3: calendar: there is no calendar "kz-7"'
	said_part "calendar-load:standard input:4: day: "
	said_part "calendar-load:standard input:5: works: "
	said_part "calendar-load:standard input:6: source"
	check 0 day-list --from=2019-05-08 --until=2019-05-08 --no-header
	printed ""
}

@test "a dry run writes nothing" {
	check 0 calendar-load --dry-run < <(decree)
	check 0 day-list --from=2019-05-08 --until=2019-05-08 --no-header
	printed ""
}

@test "cases whose due time moves are printed with what it was; finished steps keep their judgment" {
	case-register --service=wheelchair --applicant=061211600012 --name="Test" --by=s.reg --quiet > case.tsv
	check 0 column due < case.tsv
	printed "2019-05-04T18:30:00+06:00"
	local number
	number=$(column case < case.tsv)
	case-assign "$number" --to=a.bek --by=h.head --quiet > case.tsv
	check 0 column due < case.tsv
	printed "2019-05-17T18:30:00+06:00"
	check 0 calendar-load --columns=case,next_step,due,due_before < <(decree)
	said ""
	printed "case	next_step	due	due_before"
	now 2019-05-06T10:00:00+06:00
	check 0 calendar-load --columns=case,next_step,due,due_before --calendar=kz-5 --day=2019-05-16 --works=no \
		--reason="a flood" --source="decree 3"
	said ""
	printed "case	next_step	due	due_before
$number	3	2019-05-20T18:30:00+06:00	2019-05-17T18:30:00+06:00"
	check 0 case-show "$number"
	check 0 column due <<< "$output"
	printed "2019-05-20T18:30:00+06:00"
	check 0 calendar-load --columns=case --calendar=kz-5 --day=2019-05-04 --works=no --reason="a storm" --source="decree 4"
	said ""
	check 0 case-history "$number" --columns=step_done,due_then,late --no-header
	printed_part "2	2019-05-04T18:30:00+06:00	no"
}
