# Lines of what, round, microseconds and KiB become times[what, round], runs[what] and peak[what]; and what is made of them.
BEGIN { FS = OFS = "\t" }
{
	times[$1, $2] = $3 / 1000000
	if ($2 > runs[$1])
		runs[$1] = $2
	if ($4 > peak[$1])
		peak[$1] = $4
}

# sort_times(what): sorted[1..n]; n
function sort_times(what,    i, k, n) {
	n = runs[what]
	for (i = 1; i <= n; i++) {
		for (k = i; k > 1 && sorted[k - 1] > times[what, i]; k--)
			sorted[k] = sorted[k - 1]
		sorted[k] = times[what, i]
	}
	return n
}
function median(what,    n) { n = sort_times(what); return sorted[int(n / 2) + 1] }
function least(what) { sort_times(what); return sorted[1] }
function most(what,    n) { n = sort_times(what); return sorted[n] }

# ratio(a, b): of the medians; then spread(a, b) between the rounds, from least_ratio to most_ratio
function ratio(a, b) { return median(a) / median(b) }
function spread(a, b,    i, r) {
	for (i = 1; i <= runs[a]; i++) {
		r = times[a, i] / times[b, i]
		if (i == 1 || r < least_ratio)
			least_ratio = r
		if (i == 1 || r > most_ratio)
			most_ratio = r
	}
}
# judge(value, bound): yes, no, or nothing without a bound
function judge(value, bound) { return bound == "" ? "" : value <= bound ? "yes" : "no" }
