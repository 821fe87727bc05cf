#!/usr/bin/env bats
load lib

prepare() { rehearse; }

@test "staff-end: leaves now, or when it is said" {
	check 0 staff-end b.omar --format=tsv --no-header
	printed ""
	said ""
	check 0 staff-end a.bek --until=2019-04-01 --format=tsv --no-header
	staff-list --format=tsv --no-header --columns=login,left --office=ALMAUE > left.tsv
	grep -qx "b.omar	2019-03-18T10:00:00+06:00" left.tsv
	grep -qx "a.bek	2019-04-01T00:00:00+06:00" left.tsv
	check 0 store-check
}

@test "staff-end: an end that lies ahead may be moved, one that has come may not" {
	staff-end a.bek --until=2019-04-01 > cases.tsv
	check 0 staff-end a.bek --until=2019-05-01 --format=tsv --no-header
	staff-end b.omar --until=2019-03-01 > cases.tsv
	check 1 staff-end b.omar --format=tsv --no-header
	printed ""
	said "staff-end: b.omar: left on 2019-03-01"
	check 1 staff-end c.clerk --until=2011-12-31
	said "staff-end: c.clerk: until: before the first day, 2012-01-01"
}

@test "staff-end: nobody of that name is 65" {
	check 65 staff-end no.one --format=tsv --no-header
	printed ""
	said 'staff-end: no.one: no staff member "no.one"'
}

@test "staff-end: the open cases left behind are printed, ready for case-reassign" {
	number=$(case-register --service=wheelchair --channel=office --applicant=061211600012 --name="A Person" --by=s.reg \
		--format=tsv | column case)
	case-assign "$number" --to=b.omar --by=h.head > assigned.tsv
	check 0 staff-end b.omar --format=tsv --columns=case,status,responsible
	printed "case	status	responsible
$number	assigned	b.omar"
	said ""
}

@test "staff-end: somebody who left may do nothing after that, but what was done before may be entered" {
	staff-end s.reg --until=2019-03-18T09:30 > cases.tsv
	check 1 case-register --service=wheelchair --channel=office --applicant=061211600012 --name="A Person" --by=s.reg
	said_part "s.reg left on 2019-03-18"
	check 0 case-register --service=wheelchair --channel=office --applicant=061211600012 --name="A Person" --by=s.reg \
		--at=2019-03-18T09:10 --format=tsv --columns=status --no-header
	printed "registered"
}
