#!/usr/bin/env bats
load lib

prepare() { rehearse; }

delegates() { staff-list --format=tsv --columns=login,delegates --no-header | grep "^$1	" | cut -f2; }

@test "staff-delegate: holds from since until until" {
	check 0 staff-delegate h.head --to=y.dep --since=2019-07-01 --until=2019-08-01
	printed ""
	said ""
	[ -z "$(delegates h.head)" ]
	now 2019-07-01T00:00:00+06:00
	[ "$(delegates h.head)" = y.dep ]
	now 2019-08-01T00:00:00+06:00
	[ -z "$(delegates h.head)" ]
	check 0 store-check
}

@test "staff-delegate: stated again with the same since it gets a new end" {
	staff-delegate h.head --to=y.dep --since=2019-03-01
	[ "$(delegates h.head)" = y.dep ]
	check 0 staff-delegate h.head --to=y.dep --since=2019-03-01 --until=2019-03-18
	[ -z "$(delegates h.head)" ]
	check 0 store-check
}

@test "staff-delegate: not to oneself, not backwards, not to nobody, not to somebody who left" {
	check 65 staff-delegate h.head --to=h.head
	said "staff-delegate: h.head: to: one does not delegate to oneself"
	check 65 staff-delegate h.head --to=y.dep --until=2019-01-01
	said "staff-delegate: h.head: until: before since"
	check 65 staff-delegate h.head --to=no.one
	said 'staff-delegate: h.head: to: no staff member "no.one"'
	check 65 staff-delegate no.one --to=y.dep
	staff-end y.dep --until=2019-03-01 > cases.tsv
	check 1 staff-delegate h.head --to=y.dep
	said "staff-delegate: h.head: to: that person left on 2019-03-01"
	check 1 staff-delegate y.dep --to=h.head
	said "staff-delegate: y.dep: left on 2019-03-01"
}

# strict: a store that is strict, where the operating-system user is staff
strict() {
	export CASEKIT_STORE="$PWD/strict.db"
	me=$(id -un)
	store-init --rehearsal --strict --quiet
	office-add --input="$ROOT/tests/fixtures/offices.tsv"
	staff-add --input="$ROOT/tests/fixtures/staff.tsv"
	staff-add "$me" --name=Me --roles=specialist --office=ALMAUE --since=2012-01-01
}

@test "staff-delegate: in a strict store only oneself delegates" {
	strict
	check 77 staff-delegate h.head --to="$me"
	said "staff-delegate: h.head: this store is strict: only oneself may delegate"
	check 0 staff-delegate "$me" --to=h.head
	[ "$(delegates "$me")" = h.head ]
}

@test "staff-delegate: in a strict store nobody acts for somebody else without it" {
	strict
	check 77 office-add XX --name=X --office-kind=city --by=h.head
	said "office-add: XX: by: $me may not act for h.head: this store is strict and h.head has not delegated to $me"
	check 0 office-add XX --name=X --office-kind=city --by="$me"
}
