#!/bin/bash
# bench.sh [CASES [ROUNDS]]: a store of 100,000 cases is made with casekit's own commands; then single commands run in turn
# with the sqlite3 shell doing the same query, and with the least program that could (floor.c). Prints medians and ratios.
set -euo pipefail
cases=${1:-100000} rounds=${2:-200}
root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/tests/bench
export PATH="${CASEKIT_BIN:-$root/build/bin}:$PATH" CASEKIT_DATA="$root/share" LC_ALL=C.UTF-8 CASEKIT_FORMAT=tsv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
gcc -O2 -D_GNU_SOURCE -o turns "$here/turns.c"
gcc -O2 -D_GNU_SOURCE -static -o floor "$here/floor.c" -lsqlite3 -lm 2> /dev/null
export CASEKIT_STORE="$folder/store.db" CASEKIT_NOW=2020-02-01T18:00:00+06:00

# Applications spread over the year 2019; each with its own number and name. Four of five go through to the end.
awk -v cases="$cases" 'BEGIN {
	split("1 2 3 4 5 6 7 8 9 10 11", weight, " "); split("3 4 5 6 7 8 9 10 11 1 2", other, " ")
	print "service\tapplicant\tname\toffice\tby\tat"
	for (i = 0; n < cases; i++) {
		stem = sprintf("%02d%02d%02d3%04d", 40 + i % 60, int(i / 60) % 12 + 1, int(i / 720) % 28 + 1, i % 9973)
		sum = second = 0
		for (k = 1; k <= 11; k++) { digit = substr(stem, k, 1); sum += digit * weight[k]; second += digit * other[k] }
		check = sum % 11 == 10 ? second % 11 : sum % 11
		if (check == 10) continue
		n++
		minute = int(n * 300 * 24 * 60 / cases)
		printf "wheelchair\t%s%d\tСәулебаев Нұрлан %d\tALMAUE\ts.reg\t2019-%02d-%02dT%02d:%02d\n", stem, check, n,
			int(minute / 40320) + 1, int(minute / 1440) % 28 + 1, 9 + int(minute / 60) % 4, minute % 60
	}
}' > applications.tsv

store-init --rehearsal
office-add --quiet < "$root/tests/fixtures/offices.tsv" > /dev/null
staff-add --quiet < "$root/tests/fixtures/staff.tsv" > /dev/null
started=$SECONDS
case-register --quiet --input=applications.tsv > entered.tsv
cut -f1 entered.tsv | awk 'NR == 1 || NR % 5' > done.tsv
case-assign --quiet --by=h.head --to=a.bek --at=2020-01-20T10:00 --input=<(cut -f1 entered.tsv) > /dev/null
case-record --quiet --act=prepare --by=a.bek --at=2020-01-21T10:00 --input=done.tsv > /dev/null
case-decide --quiet --by=h.head --decision=grant --at=2020-01-22T10:00 --input=done.tsv > /dev/null
case-issue --quiet --by=b.omar --at=2020-01-23T10:00 --input=done.tsv > /dev/null
echo "store: $cases cases, $(sqlite3 store.db 'SELECT count(*) FROM event') events," \
	"$(($(stat -c %s store.db) >> 20)) MiB, made in $((SECONDS - started)) s"

# One case in the middle; the integer of its chain (ledger(5)): office 2, year 2019, number.
number=$((cases / 2))
chain=$((2 << 49 | 119 << 41 | number << 15))
printf -v case 'ALMAUE-2019-%06d' $number
event_query="SELECT * FROM event LEFT JOIN stamp ON no = stamp WHERE id >= $chain AND id < $chain + 32768 ORDER BY id"
now=$(date -d "$CASEKIT_NOW" +%s)
due_query="SELECT c.*, p.* FROM cases c CROSS JOIN procedure p WHERE p.no = c.procedure AND c.deadline < $now
	AND c.next_step <> '' ORDER BY c.deadline, c.id LIMIT 50"
# The same change as case-note makes; << and | bind alike in SQLite, hence the brackets.
noted="((2 << 49) | (119 << 41) | (@@ << 15))"
note="PRAGMA synchronous = FULL; BEGIN IMMEDIATE;
	INSERT INTO stamp (acts, step, role, by_login, done_for, office, os_user, at_offset, recorded_offset, import_batch)
		VALUES ('note', '', '', 'a.bek', '', 'ALMAUE', 'clerk', 21600, 21600, '') ON CONFLICT DO NOTHING;
	INSERT INTO event SELECT id + 1, $now, $now, (SELECT no FROM stamp WHERE by_login = 'a.bek' AND acts = 'note'), '', '',
		'note=n' || char(10), randomblob(32) FROM event
		WHERE id = (SELECT max(id) FROM event WHERE id >= $noted AND id < $noted + 32768);
	UPDATE cases SET seq = seq + 1, head = randomblob(32) WHERE id = $noted; COMMIT"

row() { # NAME: medians of command, shell and floor on standard input
	awk -F'\t' -v name="$1" '{ median[NR] = $1; least[NR] = $2 }
		END { floor = NR > 2 ? sprintf("%10d%8.2f", median[3], median[1] / median[3]) : sprintf("%10s%8s", "", "")
			printf "%-16s%8d%10d%8.2f%s%16d\n", name, median[1], median[2], median[1] / median[2], floor, least[1] }'
}
printf '%-16s%8s%10s%8s%10s%8s%16s\n' "median us" casekit sqlite3 ratio floor ratio "least casekit"
./turns "$rounds" -- case-history "$case" -- sqlite3 -readonly store.db "$event_query" \
	-- ./floor store.db history $chain 2>&1 > /dev/null | row case-history
./turns "$rounds" -- case-due --limit=50 -- sqlite3 -readonly store.db "$due_query" \
	-- ./floor store.db due "$now" 2>&1 > /dev/null | row "case-due 50"
cp store.db shell.db
cp store.db usual.db
sync
./turns "$rounds" -- case-note --quiet ALMAUE-2019-@@ --note=n --by=a.bek \
	-- sqlite3 shell.db "PRAGMA journal_mode = PERSIST; $note" -- sqlite3 usual.db "$note" 2> took > /dev/null
sed -n '1p;2p' took | row case-note
sed -n '1p;3p' took | row '  shell: DELETE'
for store in store shell usual; do # who wrote nothing was not measured
	written=$(sqlite3 $store.db "SELECT count(*) FROM event JOIN stamp ON no = stamp WHERE acts = 'note'")
	[ "$written" -eq "$rounds" ] || { echo "$store.db: $written of $rounds notes" >&2; exit 1; }
done
syncs=$(strace -f -c -e trace=fsync,fdatasync case-note --quiet "$case" --note=n --by=a.bek 2>&1 > /dev/null |
	awk '$NF ~ /^f(data)?sync$/ { n += $4 } END { print n }') || syncs=unknown
echo "case-note: $syncs syncs"
