#!/usr/bin/env bats
# source.bats: the borders of the house. What stands in one room is not done in another.
load lib

prepare() {
	cd "$ROOT" || return 1
	made=$(dirname "${CASEKIT_BIN:-$ROOT/build/bin}")
	export made
	[ -s "$made/libcasekit.a" ] && [ -s "$made/cmd/case-list.o" ]
}

# none: fails and shows what came on standard input, if anything did
none() {
	local text
	text=$(cat)
	[ -z "$text" ] || { printf '%s\n' "$text"; return 1; }
}

# code FILE...: the lines of C files with their file's name before them, without comments
code() {
	local file
	for file; do
		echo "@@file $file"
		cat "$file"
	done | gcc -fpreprocessed -E -P -w -x c - | awk '/^ *@@file/ { file = $2 $3; next } { print file ": " $0 }'
}

# commands: the names of all commands
commands() { basename -s .c -a cmd/[a-z]*.c; }

# tables: command, kind and name of every row of every --describe
tables() {
	local name
	for name in $(commands); do
		"$name" --describe | awk -F'\t' -v OFS='\t' -v name="$name" 'NR > 1 { print name, $1, $2 }'
	done
}

# only_in ROOM SYMBOLS: the library's objects that need such a symbol (a regular expression) all begin with ROOM, and no
# command needs one
only_in() {
	{
		nm -A --undefined-only "$made/libcasekit.a" | awk '{ print $1, $NF }' | sed 's/^[^:]*://' |
			grep -E " ($2)\$" | grep -v "^$1"
		nm -A --undefined-only "$made"/cmd/*.o | awk '{ print $1, $NF }' | grep -E " ($2)\$"
	} | none
}

@test "commands include the library's headers and the C library, nothing else" {
	grep -nE '^#include' cmd/*.c |
		grep -vE '<(assert|ctype|errno|inttypes|limits|stdarg|stdbool|stddef|stdint|stdio|stdlib|string|unistd)\.h>' |
		while IFS=: read -r file line text; do
			header=$(sed -n 's/^#include "\(.*\)"$/\1/p' <<< "$text")
			[[ -n $header && -f lib/$header && $header != *_priv.h && $header != store_sql.h ]] || echo "$file:$line: $text"
		done | none
}

@test "includes point down only: ground floor, first floor, second floor, command" {
	# shellcheck disable=SC2034 # read by the awk program
	storeys='status text fields spool clock digest identity shared worker output
column record calendar term catalogue store event letters signature
ledger attach desk people reckon service days norm workers register journal batch procedure casework notice tally permit registry org workplace session mapping import request report export native
command'
	grep -oE '^#include "[a-z0-9_]+\.h"' lib/*.[ch] | sed -E 's|^lib/||; s|:#include "| |; s|"$||' |
		awk -v storeys="$storeys" '
		function module(file) { sub(/[._].*/, "", file); return file }
		BEGIN {
			n = split(storeys, line, "\n")
			for (i = 1; i <= n; i++) { m = split(line[i], word, " "); for (j = 1; j <= m; j++) at[word[j]] = i }
		}
		{
			from = module($1); to = module($2)
			if (!(from in at)) print $1 " has no storey in this table"
			else if (!(to in at)) print $2 " has no storey in this table"
			else if (at[to] > at[from]) print $1 " includes " $2 ", which is a storey higher"
			if (from != to && $2 ~ /_priv/) print $1 " includes " $2 ", which is not its own"
		}' | sort -u | none
}

@test "no two modules include each other, however far around" {
	# status and text are one ground: a message must be well-formed, and who has no memory must say so.
	grep -oE '^#include "[a-z0-9_]+\.h"' lib/*.[ch] | sed -E 's|^lib/||; s|:#include "| |; s|"$||' |
		awk '{ sub(/[._].*/, "", $1); sub(/[._].*/, "", $2); if ($1 != $2) print $1, $2 }' |
		grep -vx 'status text' | sort -u > "$BATS_TEST_TMPDIR/pairs"
	[ -s "$BATS_TEST_TMPDIR/pairs" ]
	check 0 tsort "$BATS_TEST_TMPDIR/pairs"
	said ''
}

@test "SQL stands in lib/store* only" {
	code lib/*.[ch] cmd/*.c | grep -v '^lib/store' |
		grep -E '\b(SELECT|INSERT INTO|UPDATE [a-z]+ SET|DELETE FROM|CREATE (TABLE|INDEX|TRIGGER|VIEW)|PRAGMA|BEGIN IMMEDIATE|SAVEPOINT|ROLLBACK)\b' |
		none
	only_in store 'sqlite3_.*'
	grep -l 'sqlite3\.h' lib/*.[ch] cmd/*.c | grep -v '^lib/store' | none
}

@test "libcsv and iconv are used in lib/record* only, libsmartcols in lib/output*, OpenSSL in lib/signature*" {
	only_in record 'csv_.*|iconv|iconv_close'
	only_in output 'scols_.*'
	only_in letters 'u8_.*|uninorm.*'
	only_in signature 'EVP_.*|OPENSSL_.*|X509_.*|CMS_.*|SHA256.*'
	grep -lE '<(csv|iconv)\.h>' lib/*.[ch] cmd/*.c | grep -vE '^lib/(record|shared)' | none
	grep -lE '<openssl/' lib/*.[ch] cmd/*.c | grep -v '^lib/signature' | none
}

@test "what needs shared modules of the C library is in lib/shared* only" {
	only_in shared 'iconv_open|dlopen|dlsym|getpwuid.*|getpwnam.*|getgr.*|getaddrinfo'
}

@test "only lib/clock* reads the clock" {
	only_in clock 'time|clock_gettime|gettimeofday|ftime|timespec_get'
}

@test "only the command layer reads the environment, speaks and ends the program" {
	only_in command 'getenv|secure_getenv|__secure_getenv'
	only_in command 'stderr|stdout|v?printf|__v?printf_chk|puts|putchar|perror|err|errx|warn|warnx|error'
	only_in command 'exit|_exit|_Exit|quick_exit'
	only_in command 'argp_.*|getuid|geteuid|fgetpwent|getlogin.*'
}

@test "every exported name begins with ck_, is declared in a header, and what a header declares is defined" {
	nm --defined-only --extern-only "$made/libcasekit.a" | awk 'NF == 3 { print $3 }' | grep -vE '^(__odr_asan|_?_?asan|__ubsan)' |
		sort -u > "$BATS_TEST_TMPDIR/defined"
	grep -v '^ck_' "$BATS_TEST_TMPDIR/defined" | none
	code lib/*.h | sed 's/^[^:]*: *//' | grep -v '^#' | tr '\n' ' ' | sed 's/[;{}]/\n/g' > "$BATS_TEST_TMPDIR/declarations"
	grep -oE '\bck_[a-z0-9_]+' "$BATS_TEST_TMPDIR/declarations" | sort -u > "$BATS_TEST_TMPDIR/named"
	comm -23 "$BATS_TEST_TMPDIR/defined" "$BATS_TEST_TMPDIR/named" | sed 's/$/ is in no header/' | none
	grep -vE 'typedef|static inline' "$BATS_TEST_TMPDIR/declarations" | grep -oE '\bck_[a-z0-9_]+ ?\([^*]' |
		grep -oE '^ck_[a-z0-9_]+' |
		sort -u > "$BATS_TEST_TMPDIR/declared"
	[ "$(wc -l < "$BATS_TEST_TMPDIR/declared")" -gt 100 ]
	comm -13 "$BATS_TEST_TMPDIR/defined" "$BATS_TEST_TMPDIR/declared" | sed 's/$/ is declared and not defined/' | none
}

@test "every command has a man page, a bats file, and completions for three shells" {
	for name in $(commands); do
		[ -x "$made/bin/$name" ] || echo "$name is not built"
		[ -f "man/$name.1" ] || echo "$name has no man page"
		[ -f "tests/$name.bats" ] || echo "$name has no test"
		[ -s "$made/completions/bash/$name" ] || echo "$name has no completion for bash"
		[ -s "$made/completions/zsh/_$name" ] || echo "$name has no completion for zsh"
		[ -s "$made/completions/fish/$name.fish" ] || echo "$name has no completion for fish"
	done | none
}

@test "a man page has the options that the command has" {
	tables > "$BATS_TEST_TMPDIR/tables"
	for name in $(commands); do
		[ -f "man/$name.1" ] || continue
		sed -nE 's/^\.It Fl \\?-([a-z-]+).*/\1/p' "man/$name.1" | sort -u > "$BATS_TEST_TMPDIR/man"
		awk -F'\t' -v name="$name" '$1 == name && $2 ~ /reads|option|common/ { gsub("_", "-", $3); print $3 }' \
			"$BATS_TEST_TMPDIR/tables" | sort -u > "$BATS_TEST_TMPDIR/has"
		# What every command of its kind has is described once, in casekit(7) and records(7); operands in their own words.
		awk -F'\t' -v name="$name" '$1 == name && $2 ~ /reads|option/ { gsub("_", "-", $3); print $3 }' \
			"$BATS_TEST_TMPDIR/tables" | grep -vxE 'at|by|key|fact' |
			grep -vxF "$(awk -F'\t' -v name="$name" '$1 == name && $2 == "operand" { print $3 }' "$BATS_TEST_TMPDIR/tables")" |
			sort -u > "$BATS_TEST_TMPDIR/must"
		comm -23 "$BATS_TEST_TMPDIR/man" "$BATS_TEST_TMPDIR/has" | sed "s/^/$name(1) describes an option that is none: --/"
		comm -13 "$BATS_TEST_TMPDIR/man" "$BATS_TEST_TMPDIR/must" | sed "s/^/$name(1) does not describe --/"
	done | none
}

@test "a man page is named as its command says what it is for" {
	for name in $(commands); do
		[ -f "man/$name.1" ] || continue
		purpose=$("$name" --help | sed -n '2s/^[a-z-]*: //p;2s/^ *//p' | head -n 1)
		grep -qxF ".Nm $name" "man/$name.1" || echo "$name(1) names another command"
		grep -q '^\.Nd ' "man/$name.1" || echo "$name(1) does not say what it is for"
		[ -n "$purpose" ] || echo "$name --help does not say what it is for"
	done | none
}

@test "nothing that a command prints has the name of something that a command reads" {
	# Keys and descriptions have one name everywhere; a list prints what the -add or -load of the same records reads.
	tables > "$BATS_TEST_TMPDIR/tables"
	awk -F'\t' '
		BEGIN {
			n = split("case seq permit org session commission member application employee registry region category year batch regulation edition variant channel " \
				"office applicant login key", word, " ")
			for (i = 1; i <= n; i++) key[word[i]] = 1
		}
		$2 == "reads" { reads[$3] = reads[$3] " " $1 }
		$2 == "prints" { prints[$1, $3] = 1 }
		END {
			for (pair in prints) {
				split(pair, part, SUBSEP)
				if (!(part[2] in reads) || part[2] in key) continue
				if (part[1] ~ /^(office|staff|day|norm|member|session|org)-list$|^(quota|session)-show$|^service-(list|show|load)$/) continue
				print part[1] " prints " part[2] ", which is read by" reads[part[2]]
			}
		}' "$BATS_TEST_TMPDIR/tables" | sort | none
	grep -q 'case-assign	reads	to' "$BATS_TEST_TMPDIR/tables"
}

@test "no column that gives an order is ever printed" {
	tables | awk -F'\t' '$2 == "prints" { print $3 " is printed by " $1 }' |
		grep -E '^(at|by|fact|received|to|decision|result|amount|ground|until|finding|document|file|signature|delivery|note|act|item|service|submitted|field|value_new|id|start) ' |
		none
}

@test "nothing about one service, city or year stands in C, but for examples" {
	code lib/*.[ch] cmd/*.c | awk '
		/\.examples = / { inside = 1 }
		!inside { print }
		inside && /",$/ { inside = 0 }' |
		sed -E 's/(such as|:|as|or) [A-Za-z0-9_.\/:+-]+//g' |
		grep -iE 'almaty|astana|mamlyut|wheelchair|20[0-9][0-9]-' | none
}
