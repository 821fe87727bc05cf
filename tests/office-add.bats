#!/usr/bin/env bats
load lib

prepare() { now 2019-03-18T10:00:00+06:00; store-init --rehearsal --quiet; }

@test "office-add: an office with everything given, its division with everything inherited" {
	check 0 office-add --office=TOWN --name="Town" --office-kind=city --zone=Asia/Qyzylorda --calendar=kz-6 \
		--hours=08:00-12:00 --authority="town village"
	printed ""
	said ""
	check 0 office-add --office=NORTH --name="North" --office-kind=division --parent=TOWN
	check 0 office-list --format=tsv
	printed "$(printf '%s\t' office name office_kind parent zone calendar hours && echo authority
		printf '%s\t' TOWN Town city '' Asia/Qyzylorda kz-6 08:00-12:00 && echo "town village"
		printf '%s\t' NORTH North division TOWN Asia/Qyzylorda kz-6 08:00-12:00 && echo)"
}

@test "office-add: without a parent the calendar says zone and hours" {
	check 0 office-add PLAIN --name=Plain --office-kind=city
	check 0 office-list --format=tsv --columns=zone,calendar,hours --no-header
	printed "Asia/Almaty	kz-5	09:00-13:00 14:30-18:30"
}

@test "office-add: many offices in one batch, parents first" {
	check 0 office-add --input="$ROOT/tests/fixtures/offices.tsv"
	said ""
	check 0 office-list --format=tsv --columns=office,parent --no-header
	printed "$(printf 'ALM\t\nALMAUE\tALM\nAST\t\nMAM\t')"
}

@test "office-add: a code that is taken is refused and nothing of the batch is written" {
	office-add --office=TOWN --name=Town --office-kind=city
	printf 'office\tname\toffice_kind\nEAST\tEast\tdivision\nTOWN\tTown\tcity\n' > offices.tsv
	check 1 office-add --input=offices.tsv
	printed ""
	said_part "office-add:offices.tsv:3: TOWN: there is such an office already"
	check 0 office-list --format=tsv --columns=office --no-header
	printed "TOWN"
}

@test "office-add: what cannot be an office is 65" {
	check 65 office-add --office=town --name=Town --office-kind=city
	said "office-add: office: not the code of an office (2 to 8 of A-Z and 0-9)"
	check 65 office-add TOWN --name=Town --office-kind=city --parent=NIL
	said 'office-add: TOWN: parent: no office "NIL"'
	check 65 office-add TOWN --name=Town --office-kind=city --hours=9-18
	said "office-add: TOWN: hours: not working hours (as 09:00-13:00 14:30-18:30)"
	check 65 office-add TOWN --name=Town --office-kind=city --zone=Asia/Nowhere
	said_part "office-add: TOWN: zone: "
	check 65 office-add TOWN --name=Town --office-kind=city --calendar=kz-9
	said_part "office-add: TOWN: calendar: "
	check 65 office-add TOWN --name=Town --office-kind=city --by=no.one
	said 'office-add: TOWN: by: no staff member "no.one"'
	check 0 office-list --format=tsv --no-header
	printed ""
}

@test "office-add: a dry run writes nothing" {
	check 0 office-add TOWN --name=Town --office-kind=city --dry-run --format=tsv
	check 0 office-list --format=tsv --no-header
	printed ""
}

@test "office-add: the journal proves it" {
	office-add TOWN --name=Town --office-kind=city
	check 0 store-check
}
