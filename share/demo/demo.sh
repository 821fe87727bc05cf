#!/bin/bash
# The main job, end to end: a rehearsal store, an office with its people, one application for every procedure of the
# office channel, granted and (where the law knows it) refused, each act done in its role at the last moment allowed.
# usage: demo.sh [FOLDER]   the store is made in FOLDER (default: a new one, thrown away at the end)
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=${1:-$(mktemp -d)}
[ $# -gt 0 ] || trap 'rm -rf "$folder"' EXIT
export CASEKIT_STORE=$folder/demo.db CASEKIT_FORMAT=tsv CASEKIT_NOW=2020-10-19T18:00:00+06:00
export LC_ALL=C.UTF-8
applications=$here/applications.tsv

store-init --rehearsal --quiet > /dev/null
office-add --quiet --input="$here/offices.tsv" > /dev/null
staff-add --quiet --input="$here/staff.tsv" > /dev/null
quota-load --quiet --input="$here/quotas.tsv"
norm-load --quiet --input="$here/norms.tsv"

# What the catalogue demands of single steps: the fact of a check, a document, the ground of a refusal, a permit.
for part in steps documents grounds permits; do
	cut -f2 "$applications" | sed 1d | sort -u | while read -r regulation; do
		service-show "$regulation" --part=$part
	done | sed '/^regulation/{1!d}' > "$folder/$part.tsv"
done

# Registers the applications that can be made by now: who asks to have a permit reissued or extended must have got it.
cp "$applications" "$folder/waiting.tsv"
printf 'case\tkey\n' > "$folder/entered.tsv"
register() {
	[ "$(wc -l < "$folder/waiting.tsv")" -gt 1 ] || return 0
	permit-list --columns=case,permit > "$folder/permits-given.tsv"
	awk -F'\t' -v OFS='\t' -v folder="$folder" -f "$here/register.awk" \
		"$folder/entered.tsv" "$folder/permits-given.tsv" "$folder/waiting.tsv"
	mv "$folder/still-waiting.tsv" "$folder/waiting.tsv"
	case-register --quiet --input="$folder/ready.tsv" --columns=case,key --no-header >> "$folder/entered.tsv"
}

# Who does which role, where; then each round does the next step of every open case, through the command of its act.
printf 'case\tat\n' > "$folder/last.tsv"
round=0
while [ $round -lt 40 ]; do
	round=$((round + 1))
	register
	case-list --status=open > "$folder/open.tsv"
	[ "$(wc -l < "$folder/open.tsv")" -gt 1 ] || break
	rm -f "$folder"/do.*
	awk -F'\t' -v OFS='\t' -v folder="$folder" -f "$here/next.awk" \
		"$here/staff.tsv" "$here/offices.tsv" "$folder/steps.tsv" "$folder/documents.tsv" \
		"$folder/grounds.tsv" "$folder/permits.tsv" "$applications" \
		"$folder/last.tsv" "$folder/open.tsv"
	for todo in "$folder"/do.*; do
		command=${todo##*/do.}
		"$command" --input="$todo" > /dev/null
		awk -F'\t' -v OFS='\t' 'FNR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; next } $at["at"] != "" { print $1, $at["at"] }' \
			"$todo" >> "$folder/last.tsv"
	done
done

case-list --format=table --columns=case,regulation,variant,applicant_name,status,outcome,registered,decided,issued
echo
history=$(case-list --regulation=almaty-2017/foreign-labour-permit --variant=issue --outcome=granted | awk -F'\t' 'NR == 2 { print $1 }')
case-history "$history" --format=table --columns=seq,happened,step_done,acts_done,done_role,done_by,due_then,late,passed_over
echo
permit-list --format=table --columns=permit,permit_kind,permit_status,workers_permitted,valid_from,valid_last,case,previous_permit
echo
case-list --group-by=status,outcome --format=table
open=$(case-list --status=open --no-header | wc -l)
ledger-verify --format=table
store-check
echo "demo: every case is closed, the ledger is whole, the store is what its events say"
[ "$open" -eq 0 ]
