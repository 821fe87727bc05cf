# What import.sh and growth.sh share: old records by the generator, stores to import them into, and runs that are timed and
# then looked at. What wrote nothing was not measured: it ends the bench.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
export PATH="${CASEKIT_BIN:-$root/build/bin}:$PATH" CASEKIT_DATA="$root/share" LC_ALL=C.UTF-8 TZ=UTC
export CASEKIT_NOW=2026-03-18T10:00:00+06:00 CASEKIT_FORMAT=tsv
work=$(mktemp -d)
export work CASEKIT_STORE="$work/store.db"

end_bench() {
	local server
	if [ -f "$work/server/postmaster.pid" ]; then
		server=$(head -n 1 "$work/server/postmaster.pid")
		kill -INT "$server" && tail -f --pid="$server" /dev/null
	fi
	rm -rf "$work"
}
trap end_bench EXIT

fail() { echo "${0##*/}: $*" >&2; exit 1; }

build() { # PROGRAM SOURCE... [OPTION...]
	local program=$1
	shift
	gcc -std=c17 -O2 -Wall -Wextra -Wconversion -Werror -D_GNU_SOURCE -o "$work/$program" "$@" || fail "$program cannot be built"
}

# rows_of FILE ROWS SEED FIRST-NUMBER: old records; how many of them are bad goes to FILE.bad
rows_of() { "$work/generate" "$2" "$3" "$4" > "$1" 2> "$1.bad" || fail "no rows could be made"; }

# A store before its first case, of one office.
fresh_store() {
	rm -f "$1"
	store-init --store="$1" --rehearsal --quiet
	head -n 2 "$root/tests/fixtures/offices.tsv" | office-add --store="$1" --quiet > /dev/null
	sed -n "1p; /\tALM\t/p" "$root/tests/fixtures/staff.tsv" | staff-add --store="$1" --quiet > /dev/null
}

import() { # FILE: into the store; bad rows are refused, and then the exit code is 65
	case-import --input="$1" --by=c.clerk --keep-going || [ $? -eq 65 ]
}

count() { sqlite3 -readonly "$1" "SELECT count(*) FROM $2"; }

equal() { # WHAT WANTED GOT
	[ "$2" = "$3" ] || fail "$1: $3 where there should be $2"
}

# imported STORE GOOD...: it has as many cases, with four events each
imported() {
	local store=$1 good=0 part
	shift
	for part; do good=$((good + part)); done
	equal "cases of $store" "$good" "$(count "$store" cases)"
	equal "events of $store" $((4 * good + $(count "$work/fresh.db" event))) "$(count "$store" event)"
}

# took NAME ROUND FUNCTION [ARGUMENT]: adds name, round, microseconds and KiB to $work/took
took() {
	local name=$1 round=$2
	shift 2
	sync
	# shellcheck disable=SC2016 # $@ is the inner shell's
	"$work/turns" 1 -- bash -c '"$@" > "$work/out" 2> "$work/said"' "$name" "$@" 2> "$work/turn" ||
		fail "$name failed: $(tail -n 3 "$work/said" "$work/turn")"
	printf '%s\t%s\t%s\n' "$name" "$round" "$(cut -f 1,4 "$work/turn")" >> "$work/took"
}

build turns "$root/tests/bench/turns.c"
build generate "$root/tests/bench/generate.c"
fresh_store "$work/fresh.db"
