#!/usr/bin/env bats
load lib

prepare() { rehearse; }

@test "staff-list: by office and login, those who left included" {
	staff-end t.clerk --until=2019-03-01 > cases.tsv
	staff-delegate t.head --to=t.exec
	check 0 staff-list --office=AST --format=tsv
	printed "login	name	roles	office	since	left	delegates
t.clerk	Astana clerk	clerk	AST	2012-01-01T00:00:00+06:00	2019-03-01T00:00:00+06:00	
t.exec	Astana executor	executor	AST	2012-01-01T00:00:00+06:00		
t.head	Astana head	head	AST	2012-01-01T00:00:00+06:00		t.exec"
	said ""
}

@test "staff-list: --role and --present" {
	staff-end b.omar --until=2019-03-18T10:00 > cases.tsv
	check 0 staff-list --role=executor --columns=login --no-header --format=tsv
	printed "$(printf 'a.bek\nb.omar\nt.exec')"
	check 0 staff-list --role=executor --present --columns=login --no-header --format=tsv
	printed "$(printf 'a.bek\nt.exec')"
	now 2019-03-18T09:59:59+06:00
	check 0 staff-list --role=executor --present --office=ALMAUE --columns=login --no-header --format=tsv
	printed "$(printf 'a.bek\nb.omar')"
}

@test "staff-list: its output makes the same staff in another store" {
	staff-end b.omar --until=2019-03-01 > cases.tsv
	office-list --format=tsv > offices.tsv
	staff-list --format=tsv > before.tsv
	export CASEKIT_STORE=$PWD/new.db
	store-init --rehearsal --quiet
	office-add --input=offices.tsv
	check 0 staff-add --input=before.tsv
	said ""
	check 0 staff-list --format=tsv
	printed "$(cat before.tsv)"
	check 0 store-check
}

@test "staff-list: an unknown office or role is 65" {
	check 65 staff-list --office=NIL --format=tsv --no-header
	printed ""
	said 'staff-list: office: no office "NIL"'
	check 65 staff-list --role=king
	said 'staff-list: role: no role "king"'
}
