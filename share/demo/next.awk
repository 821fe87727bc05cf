# Reads staff, offices, steps, documents, grounds, permits, applications, times of the last acts and the open cases; writes for each
# command a file of records that does the next step of those cases, in its role, at the last moment allowed.
function field(name) { return (name in column) ? $column[name] : "" }
function related(a, b) { return a == b || parent[a] == b || parent[b] == a }

# somebody who holds the role in the office, its parent or its divisions
function holder(role, office,    i) {
	for (i = 1; i <= people; i++)
		if (related(where[i], office) && (role == "provider" || outside[role] || index(" " roles[i] " ", " " role " ")))
			return login[i]
	return "nobody"
}

BEGIN {
	split("applicant employer corporation", list, " ")
	for (i in list) outside[list[i]] = 1
	split("assign refer conclude decide sign issue", list, " ")
	for (i in list) own[list[i]] = "case-" list[i]
}
FNR == 1 { part++; delete column; for (i = 1; i <= NF; i++) column[$i] = i; next }
part == 1 { people++; login[people] = field("login"); roles[people] = field("roles"); where[people] = field("office"); next }
part == 2 { parent[field("office")] = field("parent"); next }
part == 3 { if (field("checks") != "") fact[field("regulation") " " field("variant") " " field("step")] = field("checks"); next }
part == 4 { if (field("step") != "") paper[field("regulation") " " field("step")] = field("word"); next }
part == 5 { if (!(field("regulation") in ground)) ground[field("regulation")] = field("word"); next }
part == 6 { kind[field("regulation") " " field("variant")] = field("permit_kind"); fee[field("regulation") " " field("variant")] = field("fee"); next }
part == 7 {
	who = field("service") " " field("variant") " " field("applicant")
	way[who] = field("x_way"); until[who] = field("x_until"); sum[who] = field("x_fee")
	next
}
part == 8 { last[$1] = $2; next }
{
	step = field("regulation") " " field("variant") " " field("next_step")
	of = field("regulation") " " field("variant")
	who = of " " field("applicant")
	wanted = way[who]
	if (wanted == "") wanted = way[field("regulation") "  " field("applicant")]
	acts = " " field("next_acts") " "
	split(acts, words, " ")
	command = "case-record"; act = words[1]
	for (i in words) if (words[i] in own) { command = own[words[i]]; act = "" }
	if (acts ~ / decide /) command = "case-decide"
	permits = acts ~ / issue / && field("outcome") == "granted" && of in kind
	if (permits) command = "permit-" kind[of]
	at = field("due") != "" ? field("due") : field("not_before")
	before = (field("case") in last) ? last[field("case")] : field("registered")
	if (at < before) at = before
	by = holder(field("next_role"), field("office"))
	file = folder "/do." command
	if (permits) {
		if (!(file in begun)) { print "case", "at", "by", "until" > file; begun[file] = 1 }
		print field("case"), at, by, until[who] > file
		next
	}
	paid = acts ~ / pay / && fee[of] == "yes"
	if (!(file in begun)) {
		print "case", "at", "by", (command == "case-record" ? "act" : "x_act"), "to", "decision", "ground", "fact", \
			"document", "payment", "paid_on", "amount" > file
		begun[file] = 1
	}
	print field("case"), at, by, act, \
		acts ~ / assign / ? holder("executor", field("office")) : "", \
		acts ~ / decide / ? wanted : "", \
		(acts ~ / decide / && wanted == "refuse") ? ground[field("regulation")] : "", \
		fact[step], paper[field("regulation") " " field("next_step")], \
		paid ? "P" field("case") : "", paid ? substr(at, 1, 10) : "", paid ? sum[who] : "" > file
}
