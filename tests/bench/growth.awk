# The table of growth.sh.
function verdict(value, bound) { return bound OFS judge(value, bound) }
END {
	n = split(sizes, size, " ")
	print "rows", "rounds", "median_s", "least_s", "most_s", "us_a_row", "against_100000", "bound", "met", "peak_mib", "bound", "met"
	for (i = 1; i <= n; i++) {
		rows = size[i]
		a_row = median(rows) / rows
		against = 100000 in runs ? sprintf("%.2f", a_row * 100000 / median(100000)) : ""
		memory = peak[rows] / 1024
		print rows, runs[rows], sprintf("%.2f", median(rows)), sprintf("%.2f", least(rows)), sprintf("%.2f", most(rows)),
			sprintf("%.1f", a_row * 1000000), against, verdict(against, rows == 5000000 ? 1.5 : ""), sprintf("%.1f", memory),
			verdict(memory, 64)
	}
}
