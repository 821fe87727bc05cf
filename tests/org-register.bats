#!/usr/bin/env bats
# org-register: enter an organisation of people with disabilities.
# shellcheck disable=SC2030,SC2031,SC2086 # each test is a shell of its own; a BIN is one word
load lib
load cases
load orgs

@test "an organisation gets a number of the office's register and has no application yet" {
	check 0 org-register --applicant=$BIN --name='ЖШС «Көктем»' --format=tsv
	printed "org	applicant	applicant_name	office	application	application_status	replayed	key
PRC-2025-O000001	$BIN	ЖШС «Көктем»	PRC			no	"
	said ''
	check 0 org-register --applicant=$OTHER_BIN --name='Нұр' --specialised=yes --office=ALM --by=h.head \
		--columns=org,office --no-header --format=tsv
	printed 'ALM-2025-O000001	ALM'
	is 'yes | no' "$(lists $OTHER_BIN specialised) | $(lists $BIN specialised)"
}

@test "numbers are without gap, by office and year; a refused one takes none" {
	printf 'applicant,name\n%s,a\n%s,b\n' $BIN $BIN > orgs.csv
	check 1 org-register --input=orgs.csv --keep-going --columns=org --no-header --format=tsv
	printed 'PRC-2025-O000001'
	said 'org-register:orgs.csv:3: applicant: is registered already: PRC-2025-O000001
org-register: 1 of 2 records refused, 1 written'
	check 0 org-register --applicant=$OTHER_BIN --name=c --columns=org --no-header --format=tsv
	printed 'PRC-2025-O000002'
	now 2026-01-05T09:30:00+05:00
	check 0 org-register --applicant=940240000001 --name=d --columns=org --no-header --format=tsv
	printed 'PRC-2026-O000001'
}

@test "an organisation has a BIN" {
	refuses 65 'org-register: applicant: an organisation has a BIN; that is an IIN' \
		org-register --applicant=701111301109 --name=a
	refuses 65 'org-register: applicant: the check digit is wrong' org-register --applicant=080440005159 --name=a
	refuses 65 'org-register: office: no office "NOWHERE"' org-register --applicant=$BIN --name=a --office=NOWHERE
}

@test "who does not work there, who has left, and what has not come yet" {
	refuses 1 "org-register: by: s.reg works in ALMAUE, which is neither PRC nor above or below it" \
		org-register --applicant=$BIN --name=a --office=PRC --by=s.reg
	refuses 1 'org-register: at: 2025-06-03 has not come yet: it is 2025-06-02T09:30:00+05:00' \
		org-register --applicant=$BIN --name=a --at=2025-06-03
}

@test "the same key again changes nothing; with other content it is refused" {
	org-register --applicant=$BIN --name=a --key=k > /dev/null
	check 0 org-register --applicant=$BIN --name=a --key=k --columns=org,replayed,key --no-header --format=tsv
	printed 'PRC-2025-O000001	yes	k'
	refuses 1 'org-register: key: the key was used before, for "org-register" with other content (records(7), key)' \
		org-register --applicant=$BIN --name=b --key=k
}
