#!/bin/bash
# kill.sh [ROUNDS]: writing commands are killed (kill -9) at random moments, 1,000 times. Afterwards nothing that was
# acknowledged is lost, nothing is there by half or twice, and the store is whole. Not part of the normal check.
set -euo pipefail
rounds=${1:-1000}
root=$(cd "$(dirname "$0")/.." && pwd)
export PATH="${CASEKIT_BIN:-$root/build/bin}:$PATH" CASEKIT_DATA="$root/share" LC_ALL=C.UTF-8
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export CASEKIT_STORE="$folder/store.db" CASEKIT_NOW=2019-03-18T10:00:00+06:00
store-init --rehearsal
office-add --quiet < "$root/tests/fixtures/offices.tsv" > /dev/null
staff-add --quiet < "$root/tests/fixtures/staff.tsv" > /dev/null
seq 20 | awk 'BEGIN { print "service\tapplicant\tname\toffice\tby" }
	{ print "wheelchair\t610202401010\tSomebody\tALMAUE\ts.reg" }' | case-register --quiet > /dev/null

# Every other round writes one event, the rest a batch of 100. Their time to live is drawn from what they take and half
# as much. A key tells the round, and the place in the batch.
batch=100
command_of() { # ROUND: sets the array command
	if [ $(($1 % 2)) -eq 0 ]; then
		command=(case-note --quiet "ALMAUE-2019-0000$(($1 / 2 % 11 + 10))" --note=n --by=a.bek --key="r-$1-1")
	else
		seq "$batch" | awk -v r="$1" 'BEGIN { print "case\tnote\tby\tkey" }
			{ printf "ALMAUE-2019-0000%d\tn\ta.bek\tr-%d-%d\n", $1 % 11 + 10, r, $1 }' > batch.tsv
		command=(case-note --quiet --input=batch.tsv)
	fi
}
next=$((rounds + rounds % 2)) # rounds beyond the last are for measuring
measure() { # sets span, of both kinds of rounds, in microseconds
	local start took kind
	span=(0 0)
	for _ in 1 2 3; do
		for kind in 0 1; do
			command_of $next
			start=${EPOCHREALTIME/./}
			"${command[@]}" > /dev/null
			took=$(((${EPOCHREALTIME/./} - start) * 3 / 2))
			[ $took -le "${span[kind]}" ] || span[kind]=$took
			next=$((next + 1))
		done
	done
}

killed=0
: > acknowledged
for ((round = 0; round < rounds; round++)); do
	[ $((round % 50)) -ne 0 ] || measure # chains grow
	command_of $round
	live=$(((RANDOM * 32768 + RANDOM) % span[round % 2] + 1))
	life=$((live / 1000000)).$(printf %06d $((live % 1000000)))
	if { timeout --signal=KILL "$life" "${command[@]}" > /dev/null; } 2> message; then
		echo "$round" >> acknowledged
	else
		killed=$((killed + 1))
		grep -v Killed message && exit 1 # a command that was not killed must not fail
	fi
	[ $((round % 100)) -ne 99 ] || ledger-verify > /dev/null
done

sqlite3 -readonly store.db "SELECT sender_key FROM event WHERE sender_key LIKE 'r-%'" > there
[ -z "$(sort there | uniq -d)" ] || { echo "written twice:"; sort there | uniq -d; exit 1; }
cut -d- -f2 there | sort -n | uniq -c | awk -v rounds="$rounds" '$2 < rounds { print $2, $1 }' > written
awk -v batch=$batch '$2 != ($1 % 2 ? batch : 1) { print "by half: round", $1, "events", $2; bad = 1 } END { exit bad }' written
lost=$(comm -13 <(cut -d' ' -f1 written | sort) <(sort acknowledged))
[ -z "$lost" ] || { echo "acknowledged and lost: $lost"; exit 1; }
store-check
python3 "$root/tests/verify.py" store.db
echo "kill: $rounds rounds, $killed killed, $(wc -l < acknowledged) acknowledged and 0 of them lost," \
	"$(($(wc -l < written) - $(wc -l < acknowledged))) written but not acknowledged"
[ $killed -gt 0 ] && [ -s acknowledged ]
