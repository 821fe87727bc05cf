# Reads what was entered (case, key), the permits given (case, permit) and the applications that wait; writes those that can be
# made now, with the permit that they carry on from, and those that still wait.
FNR == 1 { part++ }
part == 1 { number[$2] = $1; next }
part == 2 { permit[$1] = $2; next }
FNR == 1 {
	for (i = 1; i <= NF; i++) if ($i == "x_after") after = i
	print $0, "permit" > (folder "/ready.tsv")
	print > (folder "/still-waiting.tsv")
	next
}
$after == "" { print $0, "" > (folder "/ready.tsv"); next }
number[$after] in permit { print $0, permit[number[$after]] > (folder "/ready.tsv"); next }
{ print > (folder "/still-waiting.tsv") }
