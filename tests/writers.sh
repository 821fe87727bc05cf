#!/bin/bash
# writers.sh [PROCESSES [SECONDS]]: 32 processes write for 30 seconds, each as fast as it can, and one reads all the time.
# Afterwards every acknowledged event is in its chain once, and nobody starved. Not part of the normal check.
set -euo pipefail
processes=${1:-32} seconds=${2:-30}
root=$(cd "$(dirname "$0")/.." && pwd)
export PATH="${CASEKIT_BIN:-$root/build/bin}:$PATH" CASEKIT_DATA="$root/share" LC_ALL=C.UTF-8
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
export CASEKIT_STORE="$folder/store.db" CASEKIT_NOW=2019-03-18T10:00:00+06:00
store-init --rehearsal
office-add --quiet < "$root/tests/fixtures/offices.tsv" > /dev/null
staff-add --quiet < "$root/tests/fixtures/staff.tsv" > /dev/null
for applicant in 610202401010 620303301024 630404401031 640505301046; do
	case-register --quiet --service=wheelchair --applicant=$applicant --name=Somebody --office=ALMAUE --by=s.reg > /dev/null
done

write() { # acknowledged keys to keys.N, the longest wait in microseconds to longest.N
	local n=$1 i=0 longest=0 start took
	while [ $SECONDS -lt "$seconds" ]; do
		i=$((i + 1)) start=${EPOCHREALTIME/./}
		case-note --quiet "ALMAUE-2019-00000$(((n + i) % 4 + 1))" --note=n --by=a.bek --key="w-$n-$i" > /dev/null
		took=$((${EPOCHREALTIME/./} - start))
		[ $took -le $longest ] || longest=$took
		echo "w-$n-$i" >> "keys.$n"
	done
	echo $longest > "longest.$n"
}
read_all() {
	local i=0
	while [ $SECONDS -lt "$seconds" ]; do
		case-list > list.tsv
		[ "$(wc -l < list.tsv)" -eq 5 ]
		i=$((i + 1))
	done
	echo $i > reads
}

SECONDS=0 pids=()
for ((n = 0; n < processes; n++)); do
	write $n &
	pids+=($!)
done
read_all &
pids+=($!)
for pid in "${pids[@]}"; do wait "$pid"; done

cat keys.* | sort > acknowledged
sqlite3 -readonly store.db "SELECT sender_key FROM event WHERE sender_key LIKE 'w-%'" | sort > there
cmp acknowledged there
[ "$(uniq -d there | wc -l)" -eq 0 ]
store-check
ledger-verify --no-header
least=$(wc -l keys.* | grep -v total | awk '{ print $1 }' | sort -n | head -1)
most=$(wc -l keys.* | grep -v total | awk '{ print $1 }' | sort -n | tail -1)
longest=$(sort -n longest.* | tail -1)
echo "writers: $processes processes, $seconds s: $(wc -l < there) events, $least to $most a process," \
	"longest wait $((longest / 1000)) ms; $(cat reads) reads"
[ $((least * 2)) -ge "$most" ]
