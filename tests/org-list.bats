#!/usr/bin/env bats
# org-list: organisations by any filter, and who works there.
# shellcheck disable=SC2030,SC2031,SC2086 # each test is a shell of its own; a BIN is one word
load lib
load cases
load orgs

# three: one with the sign, one whose application is sent, one of another office without any
three() {
	organisation
	employs 3
	tells 3 3:100
	sends
	answer application_status > /dev/null
	org-register --applicant=$OTHER_BIN --name='Нұр' --specialised=yes > /dev/null
	org-apply $OTHER_BIN > /dev/null
	org-employ --org=$OTHER_BIN 701111301109 --quiet > /dev/null
	norm-load --norm=sign-pay --subject=specialised --since=2025-06-01 --value= --source='order 7' --quiet > /dev/null
	org-submit $OTHER_BIN > /dev/null
	org-register --applicant=940240000001 --name='Ақ' --office=ALM --by=h.head > /dev/null
}

# named OPTION...: the numbers listed
named() { org-list --columns=org --no-header --format=tsv "$@" | tr '\n' ' '; }

@test "all, by number; those that are named" {
	three
	check 0 org-list --format=tsv
	printed "org	applicant	applicant_name	office	application	application_status	specialised	case	sent	answered	sign	sign_until	cause
ALM-2025-O000001	940240000001	Ақ	ALM			no				no		
PRC-2025-O000001	$BIN	ЖШС «Көктем»	PRC	1	approved	no	PRC-2025-000001	2025-06-02T09:30:00+05:00	2025-06-02T12:30:00+05:00	yes	2025-11-29T12:30:00+05:00	
PRC-2025-O000002	$OTHER_BIN	Нұр	PRC	1	sent	yes	PRC-2025-000002	2025-06-02T12:30:00+05:00		no		"
	said ''
	is 'PRC-2025-O000002 PRC-2025-O000001 ' "$(named $OTHER_BIN PRC-2025-O000001)"
	check 65 org-list PRC-2025-O000009
	said 'org-list: PRC-2025-O000009: there is no such organisation'
	check 64 org-list $BIN --signed
	said "org-list: $BIN: --signed is for all organisations, not for those that are named"
}

@test "filters" {
	three
	is 'ALM-2025-O000001 ' "$(named --office=ALM)"
	is 'PRC-2025-O000002 ' "$(named --status=sent)"
	is 'PRC-2025-O000001 ' "$(named --signed)"
	is 'PRC-2025-O000001 ' "$(named --expiring=180d)"
	is '' "$(named --expiring=179d)"
	is 'PRC-2025-O000002 ' "$(named --employee=701111301109)"
	is '' "$(named --employee=701111301109 --office=ALM)"
	check 64 org-list --status=open
	said 'org-list: "open" is no status of an application: one of draft sent approved rejected error'
	check 64 org-list --expiring=soon
	said 'org-list: soon is no span such as 30d or 4w'
	check 64 org-list --employee=701111301108
	said 'org-list: --employee is no IIN'
	check 65 org-list --office=NOWHERE
	now 2025-11-29T12:30:00+05:00
	is '' "$(named --signed)$(named --expiring=30d)"
}

@test "counted in groups" {
	three
	check 0 org-list --group-by=office,application_status --format=tsv
	printed 'office	application_status	orgs
ALM		1
PRC	approved	1
PRC	sent	1'
	check 64 org-list --group-by=nothing
}

@test "who works there, as the snapshots of today know them" {
	organisation
	check 65 org-list $BIN --employees --number=2
	said "org-list: $BIN: application: it has no application 2"
	org-employ --org=$BIN 701111301109 610202401010 --quiet > /dev/null
	check 0 org-list $BIN --employees --format=tsv
	printed 'org	application	employee	disabled	pay
PRC-2025-O000001	1	610202401010		
PRC-2025-O000001	1	701111301109		'
	employs 3
	tells 2 3:12.5
	is "$(people 3 | awk '{ print $1 (NR < 3 ? " | yes" : " | no") " | 12.50" }' | sort)" \
		"$(lists $BIN employee,disabled,pay --employees | grep 12.50)"
	check 64 org-list --employees
	said 'org-list: --employees is for organisations that are named, and lists each employee'
	check 64 org-list $BIN --number=1
	said "org-list: $BIN: --number goes with --employees"
	org-register --applicant=$OTHER_BIN --name='Нұр' > /dev/null
	check 1 org-list $OTHER_BIN --employees
	said "org-list: $OTHER_BIN: it has no application: org-apply begins one"
	is 5 "$(org-list $BIN PRC-2025-O000001 --employees --no-header --format=tsv | sort -u | wc -l)"
}

@test "a shell offers the numbers of organisations" {
	three
	check 0 org-submit --complete=org:PRC-2025
	printed 'PRC-2025-O000002	Нұр
PRC-2025-O000001	ЖШС «Көктем»'
}
