#!/usr/bin/env bats
load lib

prepare() { rehearse; }

@test "office-list: its output makes the same offices in another store" {
	office-list --format=tsv > before.tsv
	CASEKIT_STORE=new.db store-init --rehearsal --quiet
	check 0 office-add --store=new.db --input=before.tsv
	check 0 office-list --store=new.db --format=tsv
	printed "$(cat before.tsv)"
	said ""
}

@test "office-list: an authority that is inherited is empty, and one that is not is there" {
	check 0 office-list --format=tsv --columns=office,authority --no-header
	printed "$(printf 'ALM\talmaty employment\nALMAUE\t\nAST\tastana employment\nMAM\tmamlyut')"
}

@test "office-list: reads no standard input" {
	check 0 office-list --format=tsv --columns=office < /dev/zero
	printed "$(printf 'office\nALM\nALMAUE\nAST\nMAM')"
}

@test "office-list: no store is 69, an unknown option 64" {
	check 69 office-list --store=nowhere.db
	printed ""
	said_part "nowhere.db"
	check 64 office-list --nonsense
	printed ""
}
