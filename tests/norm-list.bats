#!/usr/bin/env bats
# norm-list: the figures of the law, and those that casekit brings along.
load lib

prepare() { rehearse "2026-11-20T10:00:00+05:00"; }

# value NORM SUBJECT DATE: the value that holds on that day
value() {
	if [ -n "$2" ]; then
		norm-list --norm="$1" --subject="$2" --on="$3" --no-header --columns=value
	else
		norm-list --norm="$1" --on="$3" --no-header --columns=subject,value | sed -n 's/^\t//p'
	fi
}
# is EXPECTED ACTUAL
is() { [ "$1" = "$2" ] || { printf -- '--- expected\n%s\n--- was\n%s\n' "$1" "$2"; return 1; }; }

@test "every row that casekit brings along is read back as its file has it" {
	sort "$CASEKIT_DATA/norms/norms.tsv" > file
	norm-list --all | sed -E 's/^(mci\t\t[-0-9]*\t[0-9]+)\.00/\1/' | sort > listed
	cmp file listed
	[ "$(wc -l < listed)" -gt 30 ]
}

@test "what casekit brings along: known norms, values of their kind, subjects that are, a source in every row" {
	awk -F'\t' -v roles="$CASEKIT_DATA/catalogue/roles.tsv" '
		function wrong(what) { print FILENAME ":" FNR ": " what; bad = 1 }
		BEGIN {
			while ((getline line < roles) > 0) { split(line, f, "\t"); if (f[2] == "body") body[f[1]] = 1 }
			kind["quorum"] = kind["majority"] = kind["kazakh-share"] = kind["sign-staff"] = kind["sign-pay"] = "^[0-9]+/[0-9]+$"
			kind["sign-days"] = kind["sign-most"] = kind["registry-age"] = kind["workplace-places-mci"] = "^[0-9]+$"
			kind["casting-vote"] = "^(chair|deputy-chair|secretary|member)$"
			kind["recusal"] = kind["permit-revocation"] = "^yes$"
			kind["sign-service"] = kind["sign-ground"] = "^[a-z0-9/-]+$"
			kind["mci"] = kind["permit-fee"] = "^[0-9]+([.][0-9][0-9]?)?$"
			of["quorum"] = of["majority"] = of["casting-vote"] = of["recusal"] = 1
		}
		FNR == 1 { if ($0 != "norm\tsubject\tsince\tvalue\tsource\tknown") wrong("header"); next }
		{ rows++ }
		NF != 6 { wrong("fields") }
		!($1 in kind) { wrong("norm " $1) }
		$4 != "" && $4 !~ kind[$1] { wrong("value " $4) }
		$3 !~ /^[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]$/ { wrong("since " $3) }
		$1 in of && !($2 in body) { wrong("no commission of the vocabulary: " $2) }
		$1 in of { has[$1, $2] = 1 }
		$1 ~ /^sign-(staff|pay)$/ && $2 != "" && $2 != "specialised" { wrong("subject " $2) }
		length($5) < 10 || length($5) > 190 { wrong("a source is a clause, and is quoted whole") }
		seen[$1, $2, $3, $6]++ { wrong("twice") }
		END {
			for (norm in of) for (role in body) if (!((norm, role) in has)) wrong("no " norm " of " role)
			exit bad || rows < 30
		}' "$CASEKIT_DATA"/norms/*.tsv
}

@test "the shares of citizens in the staff, by order 559 and by order 279" {
	is "70/100" "$(value kazakh-share "1 2" 2017-12-20)"
	is "90/100" "$(value kazakh-share "3 4" 2026-11-20)"
	check 0 norm-list --norm=kazakh-share --on=2016-06-26 --no-header
	printed ""
	check 0 norm-list --norm=kazakh-share --subject="3 4" --on=2023-06-29 --columns=since,source --no-header
	printed_part "2016-06-27	order 559 of 27.06.2016"
	check 0 norm-list --norm=kazakh-share --subject="3 4" --on=2023-06-30 --columns=since,source --no-header
	printed_part "2023-06-30	order 279 of 30.06.2023"
}

@test "the sign: staff and pay until the end of 2025, the staff alone from 2026" {
	is "51/100" "$(value sign-staff "" 2025-12-31)"
	is "51/100" "$(value sign-staff "" 2026-01-01)"
	is "51/100" "$(value sign-pay "" 2025-12-31)"
	is "35/100" "$(value sign-pay specialised 2025-12-31)"
	is "" "$(value sign-pay "" 2026-01-01)"
	is "" "$(value sign-pay specialised 2026-01-01)"
}

@test "no figure is invented: no fee, no quota, no monthly index but that of 2023" {
	check 0 norm-list --norm=permit-fee --all --no-header
	printed ""
	check 0 norm-list --norm=quota --all --no-header
	printed ""
	is "3450.00" "$(value mci "" 2023-12-31)"
	is "" "$(value mci "" 2022-12-31)"
	is "" "$(value mci "" 2024-01-01)"
}

@test "today, where the first calendar's zone is" {
	norm-load --norm=sign-days --since=2026-11-21 --value=90 --source=x
	now 2026-11-20T23:59:59+05:00
	check 0 norm-list --norm=sign-days --no-header --columns=value
	printed 180
	now 2026-11-21T00:00:00+05:00
	check 0 norm-list --norm=sign-days --no-header --columns=value
	printed 90
}

@test "what norm-list prints, norm-load reads" {
	norm-list --all > all.tsv
	check 0 norm-load --input=all.tsv --quiet
	printed ""
	said ""
	check 0 norm-list --all
	printed "$(cat all.tsv)"
}

@test "bad options, no store" {
	check 64 norm-list --on=2019-02-29
	printed ""
	said "norm-list: --on=2019-02-29 is no day such as 2019-05-04"
	check 64 norm-list --known=then
	said "norm-list: --known=then is no time"
	check 64 norm-list --all --on=2019-01-01
	said "norm-list: --all together with --on"
	check 64 norm-list --all --known=2019-01-01
	said "norm-list: --all together with --known"
	check 65 norm-list --norm=fee
	said_part 'norm-list: norm: no norm "fee"; there are quorum'
	check 0 norm-list --norm=quorum --subject=nobody --no-header
	printed ""
	check 69 norm-list --store="$PWD/none.db"
	said_part "none.db"
}
