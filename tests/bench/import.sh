#!/bin/bash
# import.sh [ROWS [ROUNDS [WHAT...]]]: old records are imported in turn by case-import and by others, whole processes, each
# from the same file. WHAT (all, those that are installed, if none is named): used, doubled: case-import into a store that has
# cases of the same office and years already, a tenth as many, as many; shell: sqlite3's .import into a plain table with four indexes; postgres: \copy into such a table of a server
# of its own; sqlite_utils, csvsql, task, recutils; floor: the least an import can do (floor_import.c). Prints two tables: what
# each took, and case-import's ratios, by the medians and by the round in which they are least and most.
# shellcheck source-path=SCRIPTDIR source=import.bash
. "$(dirname "${BASH_SOURCE[0]}")/import.bash"
rows=${1:-100000} rounds=${2:-3}
shift $(($# < 2 ? $# : 2))
asked=("$@")
[ ${#asked[@]} -gt 0 ] || asked=(used doubled shell postgres sqlite_utils csvsql task recutils floor)
file=$work/old.csv
export -f import
export file
columns=number,service,office,applicant,name,registered,assigned,responsible,decided,outcome,issued,note
table="CREATE TABLE t(${columns//,/ TEXT,} TEXT); CREATE INDEX a ON t(number); CREATE INDEX b ON t(applicant);
	CREATE INDEX c ON t(name); CREATE INDEX d ON t(responsible);"

# Of each: is it there (may_NAME, which also sets it up), what is done before every run (ready_NAME), what is timed (do_NAME),
# and what must have come of it (done_NAME).
ready_first() { cp "$work/fresh.db" "$CASEKIT_STORE"; }
do_first() { import "$file"; }
done_first() {
	imported "$CASEKIT_STORE" "$good"
	mv "$CASEKIT_STORE" "$work/finished.db"
}

declare -A older
have_cases() { # NAME ROWS: a store of so many
	rows_of "$work/older.csv" "$2" 8 $((rows + 1))
	older[$1]=$(($2 - $(cat "$work/older.csv.bad")))
	ready_first
	import "$work/older.csv" > "$work/out" 2> "$work/said"
	imported "$CASEKIT_STORE" "${older[$1]}"
	mv "$CASEKIT_STORE" "$work/$1.db"
	rm "$work/older.csv"
}
may_used() { have_cases used $((rows / 10)); }
ready_used() { cp "$work/used.db" "$CASEKIT_STORE"; }
do_used() { import "$file"; }
done_used() { imported "$CASEKIT_STORE" "${older[used]}" "$good"; }

may_doubled() { have_cases doubled "$rows"; }
ready_doubled() { cp "$work/doubled.db" "$CASEKIT_STORE"; }
do_doubled() { import "$file"; }
done_doubled() { imported "$CASEKIT_STORE" "${older[doubled]}" "$good"; }

may_shell() { installed sqlite3; }
ready_shell() {
	rm -f "$work/plain.db"
	sqlite3 "$work/plain.db" "$table"
}
do_shell() { sqlite3 "$work/plain.db" ".import --csv --skip 1 $file t"; }
done_shell() { equal "rows of sqlite3" "$rows" "$(count "$work/plain.db" t)"; }

query() { "$programs/psql" -X -q -A -t -h "$work/server" -U "$owner" -d postgres "$@"; }
may_postgres() {
	programs=$(dirname "$(readlink -f "$(type -P postgres || echo /usr/lib/postgresql/15/bin/postgres)")")
	installed "$programs/initdb" && installed "$programs/psql" || return 1
	owner=$(id -un) as=()
	if [ "$(id -u)" -eq 0 ]; then # the server does not run as root
		owner=postgres
		id -u "$owner" > "$work/out" 2>&1 || owner=nobody
		as=(setpriv "--reuid=$owner" "--regid=$(id -g "$owner")" --clear-groups)
		chmod 711 "$work"
	fi
	mkdir "$work/server"
	chown "$owner" "$work/server"
	if ! (cd "$work/server" && "${as[@]}" "$programs/initdb" -D "$work/server" -U "$owner" -A trust -E UTF8 &&
		"${as[@]}" "$programs/pg_ctl" -D "$work/server" -w -o "-k '$work/server' -c listen_addresses=''" \
			-l "$work/server/log" start) > "$work/out" 2>&1; then
		echo "postgres: no server could be started, left out: $(tail -n 1 "$work/out")" >&2
		return 1
	fi
	export -f query
	export programs owner
}
ready_postgres() { query -c "SET client_min_messages = error; DROP TABLE IF EXISTS t; $table" -c CHECKPOINT; }
do_postgres() { query -c "\\copy t FROM '$file' WITH (FORMAT csv, HEADER)"; }
done_postgres() { equal "rows of PostgreSQL" "$rows" "$(query -c 'SELECT count(*) FROM t')"; }

may_sqlite_utils() { installed sqlite-utils; }
ready_sqlite_utils() { rm -f "$work/utils.db"; }
do_sqlite_utils() { sqlite-utils insert "$work/utils.db" t "$file" --csv --silent; }
done_sqlite_utils() { equal "rows of sqlite-utils" "$rows" "$(count "$work/utils.db" t)"; }

may_csvsql() { installed csvsql; }
ready_csvsql() { rm -f "$work/csvsql.db"; }
do_csvsql() { csvsql --db "sqlite:///$work/csvsql.db" --insert --no-inference --snifflimit 0 --tables t "$file"; }
done_csvsql() { equal "rows of csvsql" "$rows" "$(count "$work/csvsql.db" t)"; }

may_task() {
	installed task || return 1
	export TASKRC="$work/taskrc"
	printf '%s\n' "data.location=$work/tasks" confirmation=off hooks=off > "$TASKRC"
	"$work/generate" "$rows" 7 1 json > "$work/old.json" 2> "$work/out" || fail "no tasks could be made"
}
ready_task() {
	rm -rf "$work/tasks"
	mkdir "$work/tasks"
}
do_task() { task rc.verbose=nothing import "$work/old.json"; }
done_task() { equal "tasks" "$rows" "$(cat "$work"/tasks/{pending,completed}.data | wc -l)"; }

may_recutils() { installed csv2rec; }
ready_recutils() { rm -f "$work/old.rec"; }
do_recutils() { csv2rec "$file" > "$work/old.rec"; }
done_recutils() { equal "records of csv2rec" "$rows" "$(grep -c '^number: ' "$work/old.rec")"; }

may_floor() { build floor -I "$root/lib" "$root"/tests/bench/floor_import.c "$root"/lib/digest{,_lanes}.c -static \
	-Wl,--no-warnings -lsqlite3 -lm; }
ready_floor() { rm -f "$work/copy.db"; }
do_floor() { "$work/floor" "$work/finished.db" "$work/copy.db" "$file"; }
done_floor() {
	equal "rows that the floor split" "$rows" "$(cut -f 5 "$work/out")"
	imported "$work/copy.db" "$good"
	equal "indexes of the floor" "$(indexes "$work/finished.db")" "$(indexes "$work/copy.db")"
	cut -f 1-4 "$work/out" | sed "s/^/floor, round $round: copy, indexes, splitting, hashing: /" >&2
}
indexes() { count "$1" "sqlite_schema WHERE type = 'index' AND tbl_name IN ('event', 'cases')"; }

installed() {
	type -P "$1" > "$work/out" || { echo "${1##*/} is not installed: left out" >&2; return 1; }
}

rows_of "$file" "$rows" 7 1
good=$((rows - $(cat "$file.bad")))
taking=(first)
for what in "${asked[@]}"; do
	[ "$(type -t "may_$what")" = function ] || fail "there is no $what"
	if "may_$what"; then taking+=("$what"); fi
done
for ((round = 1; round <= rounds; round++)); do
	for what in "${taking[@]}"; do
		"ready_$what"
		export -f "do_$what"
		took "$what" "$round" "do_$what"
		"done_$what"
	done
done
ledger-verify --store="$work/finished.db" --quiet > "$work/out" || fail "the ledger that was imported is not whole"

awk -v rows="$rows" -v order="${taking[*]}" -f "$root/tests/bench/took.awk" -f "$root/tests/bench/import.awk" "$work/took"
