#!/usr/bin/env bats
# org-apply: begin an application for the sign.
# shellcheck disable=SC2030,SC2031,SC2086 # each test is a shell of its own; a BIN is one word
load lib
load cases
load orgs

@test "the first application is an empty draft; its organisation is named by number or BIN" {
	org-register --applicant=$BIN --name='Көктем' > /dev/null
	check 0 org-apply PRC-2025-O000001 --columns=org,application,application_status,replayed --no-header --format=tsv
	printed 'PRC-2025-O000001	1	draft	no'
	said ''
	check 0 org-list $BIN --employees --format=tsv
	printed 'org	application	employee	disabled	pay'
}

@test "while one is under way no other is begun" {
	organisation
	refuses 1 "org-apply: $BIN: application 1 is under way (draft): a new one is begun after an approval" org-apply $BIN
	tells 1 3:100
	employs 3
	org-submit $BIN > /dev/null
	refuses 1 "org-apply: $BIN: application 1 is under way (sent): a new one is begun after an approval" org-apply $BIN
	now 2025-06-02T12:30:00+05:00
	org-submit $BIN > /dev/null
	refuses 1 "org-apply: $BIN: application 1 is under way (rejected): a new one is begun after an approval" org-apply $BIN
}

@test "after an approval the new draft has the same employees, and each list is its own" {
	organisation
	tells 3 5:100
	employs 3
	sends
	is 'approved' "$(answer application_status)"
	check 0 org-apply $BIN --columns=application,application_status --no-header --format=tsv
	printed '2	draft'
	is "$(people 3 | sort)" "$(lists $BIN employee --employees)"
	org-employ --org=$BIN "$(people 1 4)" > /dev/null
	org-employ --org=$BIN "$(people 1)" --change=remove > /dev/null
	is "$(people 3 2 | sort)" "$(lists $BIN employee --employees)"
	is "$(people 3 | sort)" "$(lists $BIN employee --employees --number=1)"
	is '2 | draft | yes' "$(lists $BIN application,application_status,sign)"
	check 0 store-check --no-header --format=tsv
	printed ''
}

@test "an organisation that is none" {
	refuses 65 "org-apply: $BIN: there is no such organisation" org-apply $BIN
	refuses 65 'org-apply: PRC-2025-O000007: there is no such organisation' org-apply PRC-2025-O000007
	refuses 65 'org-apply: XYZ-2025-O000007: there is no such organisation' org-apply XYZ-2025-O000007
}

@test "the same key again begins nothing" {
	org-register --applicant=$BIN --name='Көктем' > /dev/null
	org-apply $BIN --key=k > /dev/null
	check 0 org-apply $BIN --key=k --columns=application,replayed --no-header --format=tsv
	printed '1	yes'
}
