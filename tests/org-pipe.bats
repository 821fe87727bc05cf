#!/usr/bin/env bats
# The sign, from a file of employees to the day it is gone: a day's work as pipes (issue 4, "must show" 1 and 2).
# shellcheck disable=SC2030,SC2031,SC2086 # each test is a shell of its own; a BIN is one word
load lib
load cases
load orgs

@test "a file of a hundred employees to a sign, in one line of pipes" {
	tells 51 100:150000.00
	employees 100 > staff.tsv
	printf 'applicant,name,key\n%s,ЖШС «Көктем»,m-1\n' $BIN > orgs.csv
	org-register --input=orgs.csv | org-apply > /dev/null
	org-employ --org=$BIN --input=staff.tsv | org-submit --keep-going 2> said > /dev/null || true
	is 'sent | PRC-2025-000001 | no' "$(lists $BIN application_status,case,sign)"
	now 2025-06-02T15:00:00+05:00
	check 0 bash -c 'set -o pipefail; org-list --status=sent | org-submit | org-check-disabled --columns=applicant_name,sign,sign_until --format=tsv --no-header'
	printed 'ЖШС «Көктем»	yes	2025-11-29T15:00:00+05:00'
	said ''
	check 0 store-check --no-header --format=tsv
	printed ''
}

@test "a rejected application corrected and sent again; the sign on day 180 and on day 181; the copy of an approved one" {
	organisation
	employs 100
	tells 50 100:100
	sends
	is 'rejected | share-of-employees: 50/100 is less than 51/100; share-of-pay: 500000/1000000 is less than 51/100' \
		"$(answer application_status,cause)"
	org-employ --org=$BIN "$(people 1 100)" --change=remove --quiet > /dev/null
	org-employ --org=$BIN "$(people 1 99)" --change=remove --quiet > /dev/null
	now 2025-06-02T14:30:00+05:00
	sends
	is 'approved | 50/98 | 510' "$(answer application_status,share_staff,share_staff_permille)"
	is '2025-06-02T17:30:00+05:00 | 2025-11-29T17:30:00+05:00' "$(lists $BIN answered,sign_until)"
	is yes "$(org-check-disabled $BIN --on=2025-11-29 --columns=sign --no-header --format=tsv)"
	is no "$(org-check-disabled $BIN --on=2025-11-30 --columns=sign --no-header --format=tsv)"
	now 2025-12-01T09:30:00+05:00
	is 'no | approved' "$(lists $BIN sign,application_status)"
	org-apply $BIN > /dev/null
	is "$(people 98 | sort)" "$(lists $BIN employee --employees)"
	tells 50 100:100
	sends
	is 'approved | 2 | 2026-05-30T12:30:01+05:00' "$(answer application_status,application,sign_until)"
	is 'PRC-2025-000003 | issued | granted' "$(case-list --status=issued --format=tsv --no-header --columns=case,status,outcome |
		tail -n 1 | sed 's/\t/ | /g')"
	check 0 store-check --no-header --format=tsv
	printed ''
	check 0 ledger-verify
}

@test "the day of the answer decides which rule holds" {
	organisation
	employs 100
	now 2025-12-31T09:30:00+05:00
	tells 51 51:10 49:100
	sends
	is 'rejected | 51/100 | share-of-pay: 51000/541000 is less than 51/100' \
		"$(answer application_status,threshold_pay,cause)"
	now 2026-01-05T09:30:00+05:00
	sends
	is 'approved |  | 51/100 | ' "$(answer application_status,threshold_pay,share_staff,share_pay)"
}

@test "one person in two organisations counts in both" {
	now 2026-01-05T09:30:00+05:00
	tells 1 1:100
	organisation
	org-register --applicant=$OTHER_BIN --name='Нұр' --quiet > /dev/null
	org-apply $OTHER_BIN > /dev/null
	org-employ --org=$BIN "$(people 1)" > /dev/null
	check 0 org-employ --org=$OTHER_BIN "$(people 1)"
	said "org-employ: warning: the employee is in the list of another organisation too: counts in both"
	check 1 org-check-disabled $BIN $OTHER_BIN --columns=share_staff,reaches --no-header --format=tsv
	printed '1/1	yes
1/1	yes'
}

@test "a chain that was tampered with, and a register that was, are found" {
	organisation
	employs 3
	tells 3 3:100
	sends
	answer application_status > /dev/null
	sqlite3 store.db "UPDATE entry SET data = replace(data, 'approved', 'rejected') WHERE register = 8"
	check 1 store-check --no-header --format=tsv
	printed_part 'register	PRC-2025-O000001'
	sqlite3 store.db "UPDATE entry SET data = replace(data, 'rejected', 'approved') WHERE register = 8"
	check 0 store-check --no-header --format=tsv
	sqlite3 store.db "DELETE FROM entry WHERE register = 9 AND word = '$(people 1)'"
	check 1 store-check --no-header --format=tsv
	printed_part 'register	PRC-2025-O000001'
}
