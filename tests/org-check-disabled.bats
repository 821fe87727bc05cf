#!/usr/bin/env bats
# org-check-disabled: has an organisation the sign, and does its list reach the thresholds? The rule, case by case.
# shellcheck disable=SC2030,SC2031,SC2086 # each test is a shell of its own; a BIN is one word
load lib
load cases
load orgs

# shares EXIT EXPECTED [OPTION...]: these columns of the check
shares() {
	local want="$1" expected="$2"
	shift 2
	check "$want" org-check-disabled $BIN --format=tsv --no-header \
		--columns=reaches,share_staff,share_pay,threshold_staff,threshold_pay "$@" || return 1
	printed "${expected// | /	}"
}

@test "heads: 51 of 100 reach, 50 of 100 do not" {
	organisation
	employs 100
	tells 51 100:100
	shares 1 'yes | 51/100 | 510000/1000000 | 51/100 | 51/100'
	said ''
	tells 50 50:102 50:98
	shares 1 'no | 50/100 | 510000/1000000 | 51/100 | 51/100'
}

@test "pay: 51.00 % reach, 50.99 % do not" {
	organisation
	employs 100
	tells 51 100:100
	shares 1 'yes | 51/100 | 510000/1000000 | 51/100 | 51/100'
	tells 51 1:99 50:100 48:100 1:101
	shares 1 'no | 51/100 | 509900/1000000 | 51/100 | 51/100'
}

@test "specialised: 35.00 % of pay reach, 34.99 % do not; the heads are asked all the same" {
	organisation --specialised=yes
	employs 100
	tells 51 50:68 1:100 48:130 1:260
	shares 1 'yes | 51/100 | 350000/1000000 | 51/100 | 35/100'
	tells 51 50:68 1:99 48:130 1:261
	shares 1 'no | 51/100 | 349900/1000000 | 51/100 | 35/100'
	tells 50 50:100 50:100
	shares 1 'no | 50/100 | 500000/1000000 | 51/100 | 35/100'
}

@test "both are asked: many heads with little pay, much pay with few heads" {
	organisation
	employs 10
	tells 9 9:10 1:1000
	shares 1 'no | 9/10 | 9000/109000 | 51/100 | 51/100'
	tells 1 1:1000 9:10
	shares 1 'no | 1/10 | 100000/109000 | 51/100 | 51/100'
}

@test "nobody in the list reaches nothing; no pay at all neither" {
	organisation
	tells 3 3:0
	shares 1 'no | 0/0 | 0/0 | 51/100 | 51/100'
	employs 3
	shares 1 'no | 3/3 | 0/0 | 51/100 | 51/100'
}

@test "the same organisation on the last day of 2025 and the first of 2026: two tests, then one" {
	organisation
	employs 100
	now 2025-12-31T10:00:00+05:00
	tells 51 51:10 49:100
	shares 1 'no | 51/100 | 51000/541000 | 51/100 | 51/100' --on=2025-12-31
	shares 1 'yes | 51/100 |  | 51/100 | ' --on=2026-01-01
	check 1 org-check-disabled $BIN --on=2026-01-01 --columns=threshold_source --no-header --format=tsv
	printed 'tax rules from 2026 on: one test, 51 % of the staff (zakon.kz 6507308, 6505278)'
	check 1 org-check-disabled $BIN --on=2025-12-31 --columns=threshold_source --no-header --format=tsv
	printed 'guide of the procurement system (undated): people with disabilities are at least 51 % of all employees; guide of the procurement system (undated): their pay is at least 51 % of all labour costs'
}

@test "what cannot be said stays empty, with its cause" {
	organisation
	employs 3
	shares 1 ' |  |  | 51/100 | 51/100'
	check 1 org-check-disabled $BIN --columns=people,cause --no-header --format=tsv
	printed '3	no snapshot of the register of disabled holds on 2025-06-02'
	tells 1 2:100
	check 1 org-check-disabled $BIN --columns=reaches,people,cause --no-header --format=tsv
	printed '	3	the register of pay does not know 1 of 3 employees'
	check 1 org-check-disabled $BIN --on=1990-01-01 --columns=reaches,threshold_staff,cause --no-header --format=tsv
	printed '		no threshold of staff is known for that day'
}

@test "pay that comes to more than a sum can be is no figure" {
	organisation
	employs 3
	tells 2 3:90000000000000000
	check 1 org-check-disabled $BIN --columns=reaches,people,pay_all,share_pay,cause --no-header --format=tsv
	printed '	3			what the employees are paid comes to more than a sum can be'
	sends
	check 1 org-submit $BIN --columns=application_status,sign,cause --no-header --format=tsv
	printed 'error	no	what the employees are paid comes to more than a sum can be'
	check 0 store-check --no-header --format=tsv
	printed ''
}

@test "the sign holds for 180 times 24 hours from the answer, and is gone at that second" {
	organisation
	employs 3
	tells 3 3:100
	sends
	is 'approved | 2025-11-29T12:30:00+05:00' "$(answer application_status,sign_until)"
	now 2025-11-29T12:29:59+05:00
	check 0 org-check-disabled $BIN --columns=sign,sign_until --no-header --format=tsv
	printed 'yes	2025-11-29T12:30:00+05:00'
	now 2025-11-29T12:30:00+05:00
	check 1 org-check-disabled $BIN --columns=sign,sign_until,application_status --no-header --format=tsv
	printed 'no		approved'
	# A day is asked as a whole: the day of the answer and day 180 are in, the day before and day 181 are not.
	for day in 2025-06-01:no 2025-06-02:yes 2025-11-29:yes 2025-11-30:no; do
		is "${day#*:}" "$(org-check-disabled $BIN --on="${day%:*}" --columns=sign --no-header --format=tsv)"
	done
}

@test "before an answer the sign is no, whatever the list comes to" {
	organisation
	employs 3
	tells 3 3:100
	check 1 org-check-disabled $BIN --columns=application_status,sign,reaches --no-header --format=tsv
	printed 'draft	no	yes'
	org-submit $BIN > /dev/null
	check 1 org-check-disabled $BIN --columns=application_status,sign,reaches --no-header --format=tsv
	printed 'sent	no	yes'
}

@test "many: exit 1 if one has it not; an unknown one is told by line; more than a hundred lists are asked alike" {
	organisation
	employs 3
	tells 3 3:100
	sends
	answer application_status > /dev/null
	org-register --applicant=$OTHER_BIN --name='Нұр' > /dev/null
	printf 'org\n%s\n%s\nPRC-2025-O000009\n' $BIN $OTHER_BIN > suppliers.csv
	check 65 org-check-disabled --input=suppliers.csv --columns=org,sign --no-header --format=tsv
	printed 'PRC-2025-O000001	yes
PRC-2025-O000002	no'
	said_part 'org-check-disabled:suppliers.csv:4: PRC-2025-O000009: there is no such organisation'
	check 0 org-check-disabled $BIN PRC-2025-O000001 --columns=sign --no-header --format=tsv
	printed 'yes
yes'
	org-apply $BIN > /dev/null
	employs 97 4
	tells 60 99:100 1:50
	{ echo org; yes $BIN | head -n 150; } > often.tsv
	check 0 org-check-disabled --input=often.tsv --columns=reaches,share_staff,share_pay --no-header --format=tsv
	is '150 yes	60/100	600000/995000' "$(sort <<< "$output" | uniq -c | sed 's/^ *//')"
}

@test "a date is a date" {
	check 65 org-check-disabled $BIN --on=tomorrow
	said "org-check-disabled: $BIN: on: \"tomorrow\" is no date (YYYY-MM-DD)"
	check 65 org-check-disabled $BIN
	said "org-check-disabled: $BIN: there is no such organisation"
}

@test "a file says of each on which day, in turn, also when the snapshots are held in memory" {
	organisation
	employs 100
	tells 51 51:10 49:100
	now 2026-01-05T09:30:00+05:00
	tells 50 50:10 50:100
	{
		printf 'org\ton\n'
		for _ in {1..60}; do
			printf '%s\t%s\n' $BIN 2025-06-02 $BIN 2025-12-31 $BIN 2026-01-05 $BIN ''
		done
	} > asked.tsv
	check 1 org-check-disabled --input=asked.tsv --columns=reaches,share_staff,share_pay,cause --no-header --format=tsv
	is 120 "$(grep -c "^no	50/100" <<< "$output")"
	is 60 "$(grep -c "^no	51/100	51000/541000" <<< "$output")"
	is 60 "$(grep -c 'too old for 2025-12-31' <<< "$output")"
}
