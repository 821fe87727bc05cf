#!/bin/bash
# import.sh [ROWS [ROUNDS]]: case-import against sqlite3's .import of the same file into one plain table with four indexes, in
# turn, as ratios. The file is made by a seeded generator: Cyrillic names, some quoted texts, one row in a hundred bad.
set -euo pipefail
rows=${1:-100000} rounds=${2:-3}
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/../.." && pwd)
PATH="${CASEKIT_BIN:-$root/build/bin}:$PATH"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 TZ=UTC CASEKIT_DATA="$root/share" CASEKIT_STORE="$work/store.db" CASEKIT_NOW=2026-03-18T10:00:00+06:00
columns=number,service,office,applicant,name,registered,assigned,responsible,decided,outcome,issued,note

generate() {
	awk -v rows="$rows" -v header="$columns" 'BEGIN {
		srand(7)
		n = split("Тәжібаев Иванов Сәрсенова Қасымов Әбдірахманов Петрова Жұмабай Нұрланов", last, " ")
		m = split("Асқар Иван Гүлнәр Ерлан Мәдина Ольга Бауыржан", first, " ")
		print header
		for (i = 1; i <= rows; i++) {
			year = 2018 + int(i * 7 / (rows + 1)); month = 1 + int(rand() * 11); day = 1 + int(rand() * 14)
			iin = sprintf("%02d%02d%02d%d%05d", 40 + int(rand() * 60), 1 + int(rand() * 12), 1 + int(rand() * 28),
				3 + int(rand() * 2), int(rand() * 100000))
			bad = rand() < 0.01 ? 31 : day
			printf "%d/%d,wheelchair,ALM,%s,%s %s %sұлы,%d-02-%02d,%d-%02d-%02d,Петрова,%d-%02d-%02d,%s,%d-%02d-%02d,%s\n", i, year,
				iin, last[1 + int(rand() * n)], first[1 + int(rand() * m)], last[1 + int(rand() * n)], year, bad, year,
				month + 1, day, year, month + 1, day + 5, rand() < 0.3 ? "refused" : "granted", year, month + 1, day + 9,
				rand() < 0.11 ? "\"Табыс анықтамасы, \"\"толық емес\"\"\"" : ""
		}
	}'
}

# seconds COMMAND...: what it took
seconds() {
	local from=$EPOCHREALTIME
	"$@" > /dev/null 2>&1 || [ $? -eq 65 ]
	awk -v a="$from" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.2f", b - a }'
}

plain() {
	rm -f "$work"/plain.db*
	sqlite3 "$work/plain.db" "CREATE TABLE t($columns)" 'CREATE INDEX a ON t(number)' 'CREATE INDEX b ON t(applicant)' \
		'CREATE INDEX c ON t(name)' 'CREATE INDEX d ON t(responsible)' ".import --csv --skip 1 $work/old.csv t"
}

generate > "$work/old.csv"
store-init --rehearsal --quiet
office-add --quiet < "$root/tests/fixtures/offices.tsv" > /dev/null
staff-add --quiet < "$root/tests/fixtures/staff.tsv" > /dev/null
cp "$CASEKIT_STORE" "$work/fresh.db"
printf 'round\trows\tcase_import_s\tsqlite3_import_s\tratio\n'
for ((i = 1; i <= rounds; i++)); do
	cp "$work/fresh.db" "$CASEKIT_STORE"
	ours=$(seconds case-import --input="$work/old.csv" --by=s.reg --keep-going --quiet)
	theirs=$(seconds plain)
	awk -v i="$i" -v n="$rows" -v a="$ours" -v b="$theirs" 'BEGIN { printf "%d\t%d\t%s\t%s\t%.2f\n", i, n, a, b, a / b }'
done
