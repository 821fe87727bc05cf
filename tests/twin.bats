#!/usr/bin/env bats
# twin.bats: a static program hands over to its twin for what needs shared modules, and to nobody else.
load lib

prepare() {
	cd "$BATS_TEST_TMPDIR" || return 1
	made=$(dirname "${CASEKIT_BIN:-$ROOT/build/bin}")
	[ -d "$made/libexec" ] || skip "this build is not static"
	mkdir -p alone/bin alone/libexec/casekit
	cp "$made/bin/id-check" "$made/bin/office-list" "$made/bin/case-note" alone/bin
	export PATH="$BATS_TEST_TMPDIR/alone/bin:$PATH"
	printf 'id\tx_note\n800101300125\t\n' > ids.tsv
}

# twin NAME: what stands for its twin says so, and how it was called
twin() {
	printf '#!/bin/sh\necho "twin of $0: $*"\n' > "alone/libexec/casekit/$1"
	chmod +x "alone/libexec/casekit/$1"
}

@test "every command has a twin with the same tables" {
	for program in "$made"/bin/*; do
		name=${program##*/}
		"$program" --describe | cmp - <("$made/libexec/casekit/$name" --describe)
	done
}

@test "what a static program can do it does itself" {
	twin id-check
	check 0 id-check --input=ids.tsv --columns=id
	printed $'id\n800101300125'
	iconv -f UTF-8 -t UTF-16 ids.tsv > ids16.tsv
	check 0 id-check --input=ids16.tsv --columns=id
	printed $'id\n800101300125'
	for name in UTF-8 utf8 UTF-16 utf16 unicode; do
		check 0 id-check --input=ids16.tsv --columns=id --encoding=$name ||
			check 0 id-check --input=ids.tsv --columns=id --encoding=$name
	done
	check 0 id-check --describe --format=table
	[[ $output != twin* ]]
	check 64 id-check --encoding=KOI8-R --no-such-option
}

@test "tables and other encodings are its twin's work, with the same command line" {
	twin id-check
	check 0 id-check --input=ids.tsv --format=table --no-header
	printed "twin of $BATS_TEST_TMPDIR/alone/libexec/casekit/id-check: --input=ids.tsv --format=table --no-header"
	CASEKIT_FORMAT=table check 0 id-check 800101300125
	printed "twin of $BATS_TEST_TMPDIR/alone/libexec/casekit/id-check: 800101300125"
	check 0 id-check --encoding=RK1048 -- -
	printed "twin of $BATS_TEST_TMPDIR/alone/libexec/casekit/id-check: --encoding=RK1048 -- -"
}

@test "a user whom /etc/passwd does not know is its twin's to ask for" {
	[ "$(id -u)" -eq 0 ] || skip "only root can be another user"
	twin case-note
	place=$(mktemp -d)
	chmod 755 "$place"
	cp -r alone/* "$place"
	unset XDG_CONFIG_HOME HOME
	run setpriv --reuid=54321 --clear-groups "$place/bin/case-note" ALM-2019-000001 --note=n
	rm -r "$place"
	[ "$status" -eq 0 ]
	printed "twin of $place/libexec/casekit/case-note: ALM-2019-000001 --note=n"
}

@test "without its twin it says what is missing, and never calls itself" {
	printf 'no program' > alone/libexec/casekit/id-check
	chmod +x alone/libexec/casekit/id-check
	check 69 id-check --input=ids.tsv --format=table
	said "id-check: tables need the program $PWD/alone/libexec/casekit/id-check: Exec format error"
	check 69 id-check --input=ids.tsv --encoding=RK1048
	said "id-check: other encodings than UTF-8 and UTF-16 need the program $PWD/alone/libexec/casekit/id-check: Exec format error"
	cp alone/bin/id-check alone/libexec/casekit
	check 69 id-check --input=ids.tsv --format=table
	said 'id-check: tables need a program that is not static'
}
