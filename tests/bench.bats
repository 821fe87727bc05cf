#!/usr/bin/env bats
# bench: the bench of imports measures work that was done, or ends.
load lib
load cases

bench() { "$BATS_TEST_DIRNAME/bench/$1.sh" "${@:2}"; }
headers=$'rows\twhat\trounds\tmedian_s\tleast_s\tmost_s\tus_a_row\tpeak_mib'

@test "the generator makes the same of the same seed, a hundredth of it bad" {
	gcc -O2 -D_GNU_SOURCE -o generate "$BATS_TEST_DIRNAME/bench/generate.c"
	./generate 20000 7 > one.csv 2> one.bad
	./generate 20000 7 > two.csv 2> two.bad
	./generate 20000 8 > other.csv 2> other.bad
	cmp one.csv two.csv
	check 1 cmp -s one.csv other.csv
	is 20001 "$(wc -l < one.csv)"
	bad=$(cat one.bad)
	[ "$bad" -gt 150 ]
	[ "$bad" -lt 250 ]
	is 0 "$(sed 1d one.csv | awk -F, 'BEGIN { print "id" } { print $4 }' | id-check --format=tsv --no-header --columns=id_valid |
		grep -cv yes)"
}

@test "the tables of import.sh have what was asked for" {
	check 0 bench import 300 2 used doubled shell floor
	is "$headers" "$(head -n 1 <<< "$output")"
	is "300 case-import, new store 2
300 case-import, store in use 2
300 case-import, as many there 2
300 sqlite3 .import 2
300 floor 2" "$(sed -n 2,6p <<< "$output" | cut -f 1-3 | tr '\t' ' ')"
	is "case-import, new store	sqlite3 .import
case-import, new store	floor
case-import, store in use	sqlite3 .import
case-import, as many there	sqlite3 .import" "$(sed 1,8d <<< "$output" | cut -f 2,3)"
	is 2 "$(grep -c '^floor, round [12]: copy, indexes, splitting, hashing: ' <<< "$stderr")"
}

@test "whoever writes nothing was not measured" {
	mkdir none
	printf '#!/bin/sh\n' > none/sqlite-utils
	chmod +x none/sqlite-utils
	PATH="$PWD/none:$PATH"
	ln -s "$(type -P true)" none/csvsql
	check 1 bench import 300 1 csvsql
	printed ''
	said_part 'import.sh: rows of csvsql: '
	check 1 bench import 300 1 sqlite_utils
	printed ''
	said_part 'import.sh: rows of sqlite-utils: '
	check 1 bench import 300 1 nobody
	printed ''
	said 'import.sh: there is no nobody'
}

@test "growth.sh tells of each size, and of a case in it" {
	check 0 bench growth 10000 1 2
	is "10000 1" "$(sed -n 2p <<< "$output" | cut -f 1,2 | tr '\t' ' ')"
	is "10000 case-history 2" "$(sed -n 5p <<< "$output" | cut -f 1-3 | tr '\t' ' ')"
}
