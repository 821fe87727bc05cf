#!/bin/bash
# growth.sh [MOST [ROUNDS [LOOKS]]]: does it stay fast and small when there is more? 10,000, 100,000, 1,000,000 and 5,000,000
# old records, up to MOST (1,000,000), are imported in turn, each into a new store. Prints what a row took and what memory was
# held; then what case-history takes of a case in the two largest of these stores, LOOKS times in turn.
# shellcheck source-path=SCRIPTDIR source=import.bash
. "$(dirname "${BASH_SOURCE[0]}")/import.bash"
most=${1:-1000000} rounds=${2:-3} looks=${3:-300}
export -f import
sizes=()
declare -A good
for size in 10000 100000 1000000 5000000; do
	[ "$size" -le "$most" ] || break
	rows_of "$work/$size.csv" "$size" 7 1
	good[$size]=$((size - $(cat "$work/$size.csv.bad")))
	sizes+=("$size")
done
[ ${#sizes[@]} -gt 0 ] || fail "no size is $most or less"
for ((round = 1; round <= rounds; round++)); do
	for size in "${sizes[@]}"; do
		cp "$work/fresh.db" "$CASEKIT_STORE"
		took "$size" "$round" import "$work/$size.csv"
		imported "$CASEKIT_STORE" "${good[$size]}"
		mv "$CASEKIT_STORE" "$work/$size.db"
	done
done
awk -v sizes="${sizes[*]}" -f "$root/tests/bench/took.awk" -f "$root/tests/bench/growth.awk" "$work/took"

# A case in the middle of a year's register in the middle of the store.
programs=() large=("${sizes[@]:${#sizes[@]} > 2 ? ${#sizes[@]} - 2 : 0}")
for size in "${large[@]}"; do
	printf -v case 'ALM-2021-I%06d' $((size / 14))
	equal "events of $case" 4 "$(case-history --store="$work/$size.db" "$case" --no-header | wc -l)"
	programs+=(-- case-history "--store=$work/$size.db" "$case")
done
echo
"$work/turns" "$looks" "${programs[@]}" 2> "$work/looked" > "$work/out" || fail "$(cat "$work/looked")"
awk -v sizes="${large[*]}" -v looks="$looks" 'BEGIN {
		FS = OFS = "\t"
		split(sizes, size, " ")
		print "cases", "what", "rounds", "median_us", "least_us", "ratio", "bound", "met"
	}
	{
		first = NR == 1 ? $1 : first
		bound = size[NR] == 5000000 ? 1.2 : ""
		met = bound == "" ? "" : $1 / first <= bound ? "yes" : "no"
		print size[NR], "case-history", looks, $1, $2, sprintf("%.2f", $1 / first), bound, met
	}' "$work/looked"
