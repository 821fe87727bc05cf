#!/bin/bash
# orgs.sh [ORGS [ROUNDS]]: is the sign of many organisations checked fast? A store of 10,000 organisations with 100 employees
# each and both registers' snapshots; org-check-disabled reads all of them from a pipe, in turn with the sqlite3 shell that does
# no more than join the lists with the snapshots and add up. Prints medians, the ratio (0.5 at most) and organisations a second
# (5,000 at least).
set -euo pipefail
orgs=${1:-10000} rounds=${2:-5}
root=$(cd "$(dirname "$0")/../.." && pwd)
export PATH="${CASEKIT_BIN:-$root/build/bin}:$PATH" CASEKIT_DATA="$root/share" LC_ALL=C.UTF-8 CASEKIT_FORMAT=tsv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
gcc -O2 -D_GNU_SOURCE -o turns "$root/tests/bench/turns.c"
export CASEKIT_STORE="$folder/store.db" CASEKIT_NOW=2025-06-02T09:30:00+05:00

# Everything but the rows of the lists and snapshots is made by casekit; those are what its events would leave (register.h).
store-init --rehearsal --quiet
office-add --quiet --office=PRC --name=Procurement --office-kind=center --calendar=kz-5 --authority=procurement > /dev/null
staff-add --quiet --login=o.proc --name=Operator --roles=clerk --office=PRC --since=2012-01-01 > /dev/null
org-register --quiet --applicant=080440005158 --name=First --by=o.proc > /dev/null
org-apply --quiet 080440005158 --by=o.proc > /dev/null
org-employ --quiet --org=080440005158 701111301109 --by=o.proc > /dev/null
printf 'id\n701111301109\n' | registry-load --quiet --registry=disabled --as-of=2025-06-01 --source=bench > /dev/null
printf 'id\tpayer\tamount\n701111301109\t080440005158\t100\n' |
	registry-load --quiet --registry=pay --as-of=2025-06-01 --source=bench > /dev/null
sqlite3 store.db <<-EOF2
	BEGIN;
	CREATE TEMP TABLE first AS SELECT chain, a AS bin FROM entry WHERE register = 7;
	DELETE FROM entry;
	DELETE FROM registry_person;
	CREATE TEMP TABLE org AS WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < $orgs - 1)
		SELECT n, chain + n * 32768 AS chain, 100000000000 + n * 77 AS bin FROM n, first;
	CREATE TEMP TABLE employee AS WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 99)
		SELECT chain, bin, org.n AS org, n.n, (org.n * 100 + n.n) * 611953 % 1000003 AS place FROM org, n;
	CREATE TEMP TABLE day AS WITH RECURSIVE n (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM n WHERE n < 20999)
		SELECT n, strftime('%Y%m%d', '1940-01-01', n || ' days') % 1000000 AS born FROM n;
	ALTER TABLE employee ADD COLUMN person;
	UPDATE employee SET person = (SELECT born FROM day WHERE day.rowid = place % 21000 + 1) * 1000000 + 300000 + place / 21000 * 10;
	INSERT INTO entry SELECT register, a, b, word, chain, seq, data FROM (
		SELECT 7 AS register, bin AS a, 0 AS b, '' AS word, chain, 1 AS seq, 'name=Organisation ' || n || char(10) ||
			'specialised=no' || char(10) AS data FROM org
		UNION ALL SELECT 8, chain, 1, '', chain, 2, 'status=draft' || char(10) FROM org
		UNION ALL SELECT 9, chain, 1, printf('%012d', person), chain, n + 3, '' FROM employee
		UNION ALL SELECT 10, person, chain, '1', chain, n + 3, '' FROM employee) ORDER BY chain, seq, register;
	INSERT INTO registry_person SELECT 1, person, 0, 0, NULL FROM employee WHERE n < 48 + org % 6 ORDER BY person;
	INSERT INTO registry_person SELECT 2, person, bin, 10000000 + (org * 31 + n * 17) % 5000000, NULL FROM employee ORDER BY person;
	COMMIT;
EOF2
sqlite3 store.db "SELECT norm, subject, value FROM norm WHERE norm = 'snapshot'" > snapshots
grep -qx 'snapshot|disabled|1' snapshots
grep -qx 'snapshot|pay|2' snapshots
org-list --columns=org > orgs.tsv

join="SELECT o.chain, count(*), sum(d.person IS NOT NULL), sum(p.amount), sum(CASE WHEN d.person IS NULL THEN 0 ELSE p.amount END)
	FROM entry o JOIN entry e ON e.register = 9 AND e.a = o.chain AND e.b = 1
	LEFT JOIN registry_person d ON d.snapshot = 1 AND d.person = CAST(e.word AS INTEGER) AND d.payer = 0
	LEFT JOIN registry_person p ON p.snapshot = 2 AND p.person = CAST(e.word AS INTEGER) AND p.payer = o.a
	WHERE o.register = 7 GROUP BY o.chain"

# Both say the same, but for the judgment.
org-check-disabled --input=orgs.tsv --columns=people,people_disabled,share_pay --no-header > casekit.txt || [ $? -eq 1 ]
sqlite3 -readonly store.db "$join" | awk -F'|' '{ print $2 "\t" $3 "\t" $5 "/" $4 }' > shell.txt
cmp casekit.txt shell.txt
echo "store: $orgs organisations, $(sqlite3 store.db 'SELECT count(*) FROM entry WHERE register = 9') employees," \
	"$(sqlite3 store.db 'SELECT count(*) FROM registry_person') rows of snapshots, $(($(stat -c %s store.db) >> 20)) MiB"
./turns "$rounds" -- sh -c 'org-check-disabled < orgs.tsv > /dev/null || [ $? -eq 1 ]' \
	-- sqlite3 -readonly store.db "$join" 2>&1 > /dev/null |
	awk -F'\t' -v orgs="$orgs" '{ median[NR] = $1; least[NR] = $2 }
		END { printf "%-20s%10s%10s%8s%16s\n%-20s%10d%10d%8.2f%16d\n", "median us", "casekit", "sqlite3", "ratio", "orgs a second",
			"org-check-disabled", median[1], median[2], median[1] / median[2], orgs * 1e6 / median[1] }'
