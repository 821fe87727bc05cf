#!/bin/bash
# permits.sh [PERMITS [ROUNDS]]: a store of 100,000 permits is made with casekit's own commands, each from a case that went through
# its whole procedure; then permit-check and permit-list run in turn with the sqlite3 shell doing the same query, and with the
# least program that could (floor_permit.c). Prints medians and ratios.
set -euo pipefail
permits=${1:-100000} rounds=${2:-200}
root=$(cd "$(dirname "$0")/../.." && pwd)
here=$root/tests/bench
export PATH="${CASEKIT_BIN:-$root/build/bin}:$PATH" CASEKIT_DATA="$root/share" LC_ALL=C.UTF-8 CASEKIT_FORMAT=tsv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
gcc -O2 -D_GNU_SOURCE -o turns "$here/turns.c"
gcc -O2 -D_GNU_SOURCE -static -o floor "$here/floor_permit.c" -lsqlite3 -lm 2> /dev/null
# shellcheck source=tests/permits.bash
. "$root/tests/permits.bash"
export CASEKIT_STORE="$folder/store.db" CASEKIT_NOW=2019-01-03T10:00:00+06:00

# Applications of ten thousand employers, for transfers within a firm: the shortest way to a first permit.
awk -v permits="$permits" 'BEGIN {
	split("1 2 3 4 5 6 7 8 9 10 11", weight, " "); split("3 4 5 6 7 8 9 10 11 1 2", other, " ")
	print "service\tvariant\tapplicant\tname\tregion\tworkers"
	for (i = 0; n < permits; i++) {
		stem = sprintf("%02d%02d%02d3%04d", 40 + i % 60, int(i / 60) % 12 + 1, int(i / 720) % 14 + 1, i % 9973)
		sum = second = 0
		for (k = 1; k <= 11; k++) { digit = substr(stem, k, 1); sum += digit * weight[k]; second += digit * other[k] }
		check = sum % 11 == 10 ? second % 11 : sum % 11
		if (check == 10) continue
		n++
		printf "foreign-labour-permit\tintra-corporate\t%s%d\tФирма %d\talmaty\t2:TUR:2142:%d 3:UZB:7111:%d\n", stem, check, n,
			n % 5 + 1, n % 20 + 1
	}
}' > applications.tsv
# Their last days are spread over the two years after the issue.
last_days() {
	awk -F'\t' -v OFS='\t' 'NR == 1 { print "case", "until"; next }
		{ print $1, strftime("%F", 1554768000 + NR * 7919 % 730 * 86400, 1) }'
}

store-init --rehearsal
office-add --quiet < "$root/tests/fixtures/offices.tsv" > /dev/null
staff-add --quiet < "$root/tests/fixtures/staff.tsv" > /dev/null
started=$SECONDS
on 04-01T10:00 case-register --quiet --by=s.reg --input=applications.tsv | cut -f 1 | way_intra_corporate | last_days |
	on 04-09T10:00 permit-issue --quiet --by=m.migr > issued.tsv
echo "store: $(sed 1d issued.tsv | wc -l) permits, $(sqlite3 store.db 'SELECT count(*) FROM event') events," \
	"$(($(stat -c %s store.db) >> 20)) MiB, made in $((SECONDS - started)) s"

# One permit in the middle: its integer is office 2, year 2019, series 3 with 2 in the highest bits of the number (event.h).
export CASEKIT_NOW=2019-11-04T10:00:00+06:00
number=$((permits / 2))
id=$((2 << 49 | 119 << 41 | 3 << 39 | (3 << 21 | number) << 15))
printf -v permit 'ALMAUE-2019-P%06d' $number
today=$(($(date -d 2019-11-04 +%s) / 86400))
one="SELECT * FROM permit WHERE id = $id"
[ "$(sqlite3 -readonly store.db "$one" | wc -l)" -eq 1 ]
ending="SELECT * FROM permit WHERE until >= $today AND until <= $today + 30 AND revoked IS NULL AND next = 0 ORDER BY until, id"

row() { # NAME: medians of command, shell and floor on standard input
	awk -F'\t' -v name="$1" '{ median[NR] = $1; least[NR] = $2 }
		END { printf "%-20s%10d%10d%8.2f%10d%8.2f%16d\n", name, median[1], median[2], median[1] / median[2], median[3],
			median[1] / median[3], least[1] }'
}
echo "ending within 30 days: $(permit-list --expiring=30d --no-header | wc -l) permits"
printf '%-20s%10s%10s%8s%10s%8s%16s\n' "median us" casekit sqlite3 ratio floor ratio "least casekit"
./turns "$rounds" -- permit-check "$permit" -- sqlite3 -readonly store.db "$one" -- ./floor store.db one $id \
	2>&1 > /dev/null | row permit-check
./turns "$rounds" -- permit-list --expiring=30d --limit=50 -- sqlite3 -readonly store.db "$ending LIMIT 50" \
	-- ./floor store.db ending $today 50 2>&1 > /dev/null | row "permit-list 30d, 50"
./turns "$rounds" -- permit-list --expiring=30d -- sqlite3 -readonly store.db "$ending" -- ./floor store.db ending $today -1 \
	2>&1 > /dev/null | row "permit-list 30d"
