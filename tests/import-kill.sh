#!/bin/bash
# import-kill.sh [ROUNDS [ROWS [CHUNK]]]: an import of so many rows is killed (kill -9) at a random moment, so many times; every
# fourth round in parts of CHUNK rows. After each the store opens, and is as before or has all of it (or whole parts),
# and batch-list says which; the import run again says it, too (of 100,000 rows at most: it takes its time). Not part of the
# normal check.
set -euo pipefail
rounds=${1:-100} rows=${2:-1000000} chunk=${3:-$(((rows + 9) / 10))}
root=$(cd "$(dirname "$0")/.." && pwd)
export PATH="${CASEKIT_BIN:-$root/build/bin}:$PATH" CASEKIT_DATA="$root/share" LC_ALL=C.UTF-8 TZ=UTC
unset CASEKIT_FORMAT
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export HOME=$folder XDG_DATA_HOME=$folder XDG_CONFIG_HOME=$folder
export CASEKIT_STORE="$folder/store.db" CASEKIT_NOW=2026-03-18T10:00:00+06:00

# The store of the beginning has cases of its own, and a batch.
mkdir first
(
	export CASEKIT_STORE=$folder/first/store.db
	store-init --rehearsal --quiet
	office-add --quiet < "$root/tests/fixtures/offices.tsv" > /dev/null
	staff-add --quiet < "$root/tests/fixtures/staff.tsv" > /dev/null
	seq 2000 | awk 'BEGIN { print "number,service,office,name,registered" }
		{ print "old-" $1 ",wheelchair,ALM,Абай,2018-02-01" }' | case-import --by=s.reg --quiet > /dev/null
)
seq "$rows" | awk 'BEGIN { print "number,service,office,name,registered,assigned,responsible,decided,outcome,issued" }
	{ printf "%d/19,wheelchair,ALM,Тәжібаев Асқар %d,2019-02-01,2019-02-02,Петрова,2019-02-%02d,granted,2019-03-01\n", $1, $1, $1 % 26 + 3 }' > rows.csv
content() { sqlite3 -readonly "$1" .dump | sha256sum; }
before=$(content first/store.db)

restore() { rm -f store.db*; cp first/store.db store.db; }
import() { case-import --by=s.reg --input=rows.csv --format=tsv --no-header "$@"; }
list() { batch-list --format=tsv --no-header --columns=records_written | sed 1d; }
fail() { echo "import-kill: round $round ($how): $*"; cp store.db* "${TMPDIR:-/tmp}" 2> /dev/null || true; exit 1; }
measure() { # OPTION...: sets span: what it takes, and a tenth more, in microseconds
	local start
	restore
	start=${EPOCHREALTIME/./}
	import --quiet "$@" > /dev/null
	span=$(((${EPOCHREALTIME/./} - start) * 11 / 10))
}

# A machine is not always as fast. Every third moment is in the last quarter, where everything is committed.
killed=0 none=0 all=0 some=0 finished=0
for ((round = 1; round <= rounds; round++)); do
	if [ $((round % 20)) -eq 1 ]; then
		measure; whole=$span
		measure --chunk="$chunk"; parts=$span
	fi
	restore
	how='' span=$whole
	[ $((round % 4)) -ne 0 ] || { how=--chunk=$chunk; span=$parts; }
	live=$(((RANDOM * 32768 + RANDOM) % span + 1))
	[ $((round % 3)) -ne 0 ] || live=$((span * 3 / 4 + live / 4))
	if { timeout --signal=KILL "$((live / 1000000)).$(printf %06d $((live % 1000000)))" \
		case-import --by=s.reg --input=rows.csv --quiet ${how:+"$how"} > /dev/null; } 2> message; then
		finished=$((finished + 1))
	else
		killed=$((killed + 1))
		! grep -v Killed message || fail "it was not killed, and yet it failed"
	fi

	# What a person sees: the batch is there or it is not, and the cases with it.
	written=$(list | awk '{ n += $1 } END { print n + 0 }')
	cases=$(case-list --format=tsv --no-header --columns=case | wc -l)
	[ "$cases" -eq $((2000 + written)) ] || fail "batches of $written records, and $((cases - 2000)) cases"
	case $written in
	0)
		none=$((none + 1))
		[ "$(content store.db)" = "$before" ] || fail "not as before"
		;;
	"$rows") all=$((all + 1)) ;;
	*)
		[ -n "$how" ] || fail "$written of $rows"
		! list | sed '$d' | grep -qvx "$chunk" || fail "a part is not whole: $(list | tr '\n' ' ')"
		some=$((some + 1))
		;;
	esac
	[ -z "$(store-check --format=tsv --no-header)" ] || fail "store-check"
	[ $((round % 10)) -ne 0 ] || ledger-verify > /dev/null || fail "ledger-verify"

	[ $((round % 10)) -ne 0 ] || echo "round $round: killed $killed, as before $none, all $all, parts $some" >&2
	[ "$rows" -le 100000 ] || continue
	# Run again it brings what is missing, and says what was there.
	again=$(import --quiet ${how:+"$how"} | awk -F'\t' '{ w += $3; r += $5 } END { print w + 0, r + 0 }')
	[ "$again" = "$((rows - written)) $written" ] || fail "run again: $again"
	[ "$(case-list --format=tsv --no-header --columns=case | wc -l)" -eq $((2000 + rows)) ] || fail "run again: cases"
done
store-check > /dev/null
ledger-verify > /dev/null
echo "import-kill: $rounds rounds of $rows rows, $killed killed: the store as before $none times, with all of it $all times" \
	"($finished of them not killed in time), with whole parts $some times; never anything else"
[ "$killed" -gt 0 ]
