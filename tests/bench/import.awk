# The tables of import.sh.
BEGIN {
	name["first"] = "case-import, new store"
	name["used"] = "case-import, store in use"
	name["doubled"] = "case-import, as many there"
	name["shell"] = "sqlite3 .import"
	name["postgres"] = "PostgreSQL \\copy"
	name["sqlite_utils"] = "sqlite-utils insert"
	name["csvsql"] = "csvsql --insert"
	name["task"] = "task import"
	name["recutils"] = "csv2rec"
	name["floor"] = "floor"
	if (rows >= 1000000) {
		bound["first", "shell"] = 0.55
		bound["used", "shell"] = bound["doubled", "shell"] = 0.65
		bound["first", "postgres"] = 0.5
		bound["first", "floor"] = 1.4
	} else if (rows == 100000) {
		bound["first", "sqlite_utils"] = 0.3
		bound["first", "csvsql"] = 0.35
		bound["first", "task"] = 0.15
	}
}
# What a server holds is not in its client's memory.
function mebibytes(what) { return what == "postgres" ? "" : sprintf("%.1f", peak[what] / 1024) }
function is_ours(what) { return what == "used" || what == "doubled" }
function compare(ours, peer,    r) {
	r = ratio(ours, peer)
	spread(ours, peer)
	print rows, name[ours], name[peer], sprintf("%.2f", r), sprintf("%.2f", least_ratio), sprintf("%.2f", most_ratio),
		bound[ours, peer], judge(r, bound[ours, peer])
}
END {
	n = split(order, what, " ")
	print "rows", "what", "rounds", "median_s", "least_s", "most_s", "us_a_row", "peak_mib"
	for (i = 1; i <= n; i++)
		print rows, name[what[i]], runs[what[i]], sprintf("%.2f", median(what[i])), sprintf("%.2f", least(what[i])),
			sprintf("%.2f", most(what[i])), sprintf("%.1f", median(what[i]) * 1000000 / rows), mebibytes(what[i])
	print ""
	print "rows", "ours", "against", "ratio", "least", "most", "bound", "met"
	for (i = 2; i <= n; i++)
		if (!is_ours(what[i]))
			compare("first", what[i])
	for (k = 2; k <= n; k++)
		for (i = 2; is_ours(what[k]) && i <= n; i++)
			if (what[i] == "shell" || what[i] == "postgres")
				compare(what[k], what[i])
}
