#!/bin/bash
# quota.sh [PROCESSES [PLACES [APPLICATIONS]]]: 16 processes issue permits against a quota of 1,000 places with 2,000 applications,
# one worker and one command each, as fast as they can. Exactly as many permits come of it as there are places, their numbers
# have no gap and none is there twice. Not part of the normal check.
set -euo pipefail
processes=${1:-16} places=${2:-1000} applications=${3:-2000}
root=$(cd "$(dirname "$0")/.." && pwd)
export PATH="${CASEKIT_BIN:-$root/build/bin}:$PATH" CASEKIT_DATA="$root/share" LC_ALL=C.UTF-8 CASEKIT_FORMAT=tsv
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
# shellcheck source=tests/permits.bash
. "$root/tests/permits.bash"
# shellcheck disable=SC2034 # permits.bash reads them
decision=(--decision=grant) fee=unpaid
export CASEKIT_STORE="$folder/store.db" CASEKIT_NOW=2019-01-03T10:00:00+06:00
store-init --rehearsal
office-add --quiet < "$root/tests/fixtures/offices.tsv" > /dev/null
staff-add --quiet < "$root/tests/fixtures/staff.tsv" > /dev/null
quota-load --quiet --region=almaty --year=2019 --category=3 --places="$places" --source='order of the minister 1' > /dev/null

{
	printf 'service\tvariant\tapplicant\tname\tregion\tworkers\tstaff\n'
	for ((n = 0; n < applications; n++)); do
		printf 'foreign-labour-permit\tissue\t080440005158\tFirm\talmaty\t3:UZB:7111:1\t3:90:0\n'
	done
} > applications.tsv
on 04-01T10:00 case-register --quiet --by=s.reg --input=applications.tsv | way_issue |
	on 04-09T10:00 case-record --act=notify --by=m.migr | cut -f 1 |
	awk -v OFS='\t' 'NR == 1 { print "case", "payment"; next } { print $1, "pay-" NR }' |
	on 04-15T10:00 case-record --quiet --act=pay --paid-on=2019-04-12 --amount=100 --document=payment-proof --by=m.migr |
	sed 1d | cut -f 1 > ready
[ "$(wc -l < ready)" -eq "$applications" ]
split -n "r/$processes" ready part.
export CASEKIT_NOW=2019-04-16T10:00:00+06:00

issue() { # a file of cases: permits to FILE.done, refusals to FILE.refused, the longest wait in microseconds to FILE.longest
	local case longest=0 start took code
	: > "$1.done"
	: > "$1.refused"
	while read -r case; do
		code=0 start=${EPOCHREALTIME/./}
		permit-issue "$case" --until=2020-04-15 --by=m.migr --columns=permit --no-header >> "$1.done" 2>> "$1.refused" || code=$?
		took=$((${EPOCHREALTIME/./} - start))
		[ $code -le 1 ] || { echo "quota: $case: exit $code" >&2; return 1; }
		[ $took -le $longest ] || longest=$took
	done < "$1"
	echo $longest > "$1.longest"
}
started=${EPOCHREALTIME/./} pids=()
for part in part.??; do
	issue "$part" &
	pids+=($!)
done
for pid in "${pids[@]}"; do wait "$pid"; done
took=$((${EPOCHREALTIME/./} - started))

expected=$((places < applications ? places : applications))
sort part.??.done > given
seq -f 'ALMAUE-2019-P%06g' "$expected" | cmp - given
permit-list --no-header --columns=permit | cmp - given
# Who was not given a permit was told why, by the quota; and the case stands where it stood.
[ "$(cat part.??.refused | grep -c "the quota for category 3 in almaty for 2019 has $places places: $places are used, 1 more are wanted")" \
	-eq "$((applications - expected))" ]
[ "$(cat part.??.refused | wc -l)" -eq "$((applications - expected))" ]
[ "$(case-list --next-act=issue --no-header | wc -l)" -eq "$((applications - expected))" ]
[ "$(quota-show --region=almaty --year=2019 --no-header --columns=places_used,places_left)" = "$expected	$((places - expected))" ]
store-check --no-header
ledger-verify --no-header > /dev/null
least=$(wc -l part.??.done | grep -v total | awk '{ print $1 }' | sort -n | head -n 1)
most=$(wc -l part.??.done | grep -v total | awk '{ print $1 }' | sort -n | tail -n 1)
longest=$(sort -n part.??.longest | tail -n 1)
echo "quota: $processes processes, $applications applications, $places places: $(wc -l < given) permits" \
	"($(head -n 1 given) to $(tail -n 1 given)), $((applications - expected)) refused, in $((took / 1000)) ms;" \
	"$least to $most permits a process, longest wait $((longest / 1000)) ms"
