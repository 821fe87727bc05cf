# tests/orgs.bash: what the tests of the org-* commands share beside lib.bash and cases.bash

# shellcheck disable=SC2034 # read by those who load this
BIN=080440005158 OTHER_BIN=991240000231

prepare() {
	rehearse 2025-06-02T09:30:00+05:00
	office-add --quiet --office=PRC --name='Procurement' --office-kind=center --calendar=kz-5 --authority=procurement > /dev/null
	staff-add --quiet --login=o.proc --name='Operator' --roles=clerk --office=PRC --since=2012-01-01 > /dev/null
	echo 'by = o.proc' > casekit.conf
}

# people N [FROM]: N right IINs, a line each, from the FROMth on
people() {
	awk -v n="$1" -v from="${2:-1}" 'BEGIN {
		split("1 2 3 4 5 6 7 8 9 10 11", weight, " "); split("3 4 5 6 7 8 9 10 11 1 2", other, " ")
		for (i = 0; made < from + n - 1; i++) {
			stem = sprintf("%02d%02d%02d3%04d", 50 + i % 50, int(i / 50) % 12 + 1, int(i / 600) % 28 + 1, (i * 7) % 9973)
			sum = second = 0
			for (k = 1; k <= 11; k++) { digit = substr(stem, k, 1); sum += digit * weight[k]; second += digit * other[k] }
			check = sum % 11 == 10 ? second % 11 : sum % 11
			if (check == 10) continue
			if (++made >= from) print stem check
		}
	}'
}

# employees N [FROM]: the same as records of org-employ
employees() {
	echo employee
	people "$@"
}

# tells DISABLED PAID... : loads snapshots of today. DISABLED: so many of the first people have a disability. Each PAID is
# COUNT:TENGE: so many people, on from the last, are paid that by the organisation. The first time at the present second.
tells() {
	local disabled=$1 from=1 part
	shift
	[ -z "${told:-}" ] || now "$(date -d "$CASEKIT_NOW + 1 second" +%Y-%m-%dT%H:%M:%S%:z)" # one a second
	told=yes
	day=${CASEKIT_NOW%%T*}
	{ echo id; people "$disabled"; } | registry-load --registry=disabled --as-of="$day" --source='databank' --quiet > /dev/null
	{
		printf 'id\tpayer\tamount\n'
		for part; do
			people "${part%:*}" "$from" | sed "s/\$/\t$BIN\t${part#*:}/"
			from=$((from + ${part%:*}))
		done
	} | registry-load --registry=pay --as-of="$day" --source='payments' --quiet > /dev/null
}

# organisation [OPTION...]: registers one with a draft
organisation() {
	org-register --applicant=$BIN --name='ЖШС «Көктем»' --quiet "$@" > /dev/null
	org-apply $BIN --quiet > /dev/null
}

# employs N [FROM]: puts so many people into its list
employs() { employees "$@" | org-employ --org=$BIN --quiet > /dev/null; }

# sends: the application is sent, and the clock goes on by three hours
sends() {
	org-submit $BIN --quiet --format=tsv > /dev/null
	now "$(date -d "$CASEKIT_NOW + 3 hours" +%Y-%m-%dT%H:%M:%S%:z)"
}

# answer COLUMNS [OPTION...]: what org-submit then says; several values are separated by " | "
answer() {
	local columns="$1"
	shift
	org-submit $BIN --quiet --format=tsv --no-header --columns="$columns" "$@" | sed 's/\t/ | /g'
}

# lists ORG COLUMNS [OPTION...]: these columns of org-list
lists() {
	local org="$1" columns="$2"
	shift 2
	org-list "$org" --format=tsv --no-header --columns="$columns" "$@" | sed 's/\t/ | /g'
}

# everything: all that the store says of organisations and of cases
everything() {
	local org
	org-list --format=tsv
	for org in $(org-list --format=tsv --columns=org --no-header); do
		org-list "$org" --employees --format=tsv --columns=org,application,employee 2> /dev/null
	done
	case-list --format=tsv
	case-list --format=tsv --columns=case | case-history - --format=tsv
}
