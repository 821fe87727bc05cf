#!/usr/bin/env bats
# org-employ: add employees to the list of an application, or remove them. No message holds an IIN.
# shellcheck disable=SC2030,SC2031,SC2119,SC2086 # each test is a shell of its own; a BIN is one word
load lib
load cases
load orgs

@test "employees from operands, a file and a pipe; the count is told" {
	organisation
	check 0 org-employ --org=$BIN 701111301109 610202401010 --format=tsv
	printed 'org	application	application_status	employee	people	replayed	key
PRC-2025-O000001	1	draft	701111301109	1	no	
PRC-2025-O000001	1	draft	610202401010	2	no	'
	said ''
	employees 2 > staff.tsv
	check 0 org-employ --org=$BIN --input=staff.tsv --columns=people --no-header --format=tsv
	printed '3
4'
	employees 1 3 | sed "s/^employee\$/employee\torg/; s/^[0-9]*\$/&\t$BIN/" > both.tsv
	org-employ --quiet < both.tsv > /dev/null
	check 0 org-employ --org=$BIN 701111301109 --change=remove --columns=employee,people --no-header --format=tsv
	printed '701111301109	4'
	is "$(printf '%s\n' 610202401010 "$(people 3)" | sort)" "$(lists $BIN employee --employees)"
}

@test "twice, a bad number, a BIN: refused by line, and no message holds the number" {
	organisation
	printf 'employee\n701111301109\n701111301109\n701111301108\n%s\n' $OTHER_BIN > staff.tsv
	refuses 65 'org-employ:staff.tsv:3: employee: is in the list already
org-employ:staff.tsv:4: employee: the check digit is wrong
org-employ:staff.tsv:5: employee: an employee has an IIN; that is a BIN
org-employ: 3 of 4 records refused, nothing written' org-employ --org=$BIN --input=staff.tsv
	check 65 org-employ --org=$BIN --input=staff.tsv --keep-going --columns=employee --no-header --format=tsv
	printed '701111301109'
	said_nothing_of 70111130110
}

@test "a hundred and not one more" {
	organisation
	employs 100
	refuses 1 'org-employ: employee: the list has 100 employees: there may be no more in one application (guide of the procurement system (undated): at most 100 employees)' \
		org-employ --org=$BIN "$(people 1 101)"
	org-employ --org=$BIN "$(people 1)" --change=remove > /dev/null
	check 0 org-employ --org=$BIN "$(people 1 101)" --columns=people --no-header --format=tsv
	printed '100'
}

@test "how many there may be is a norm" {
	organisation
	norm-load --norm=sign-most --since=2025-01-01 --value=2 --source='order 7' > /dev/null
	employees 3 > staff.tsv
	check 1 org-employ --org=$BIN --input=staff.tsv
	said 'org-employ:staff.tsv:4: employee: the list has 2 employees: there may be no more in one application (order 7)
org-employ: 1 of 3 records refused, nothing written'
}

@test "who is not in the list is not removed, and a change is add or remove" {
	organisation
	refuses 1 'org-employ: employee: is not in the list' org-employ --org=$BIN 701111301109 --change=remove
	refuses 65 'org-employ: change: "dismiss" is no change: add or remove' org-employ --org=$BIN 701111301109 --change=dismiss
}

@test "somebody in two organisations counts in both, with a warning; an older list does not count" {
	organisation
	org-register --applicant=$OTHER_BIN --name='Нұр' > /dev/null
	org-apply $OTHER_BIN > /dev/null
	org-employ --org=$BIN 701111301109 > /dev/null
	printf 'employee\n610202401010\n701111301109\n' > staff.tsv
	check 0 org-employ --org=$OTHER_BIN --input=staff.tsv --columns=people --no-header --format=tsv
	printed '1
2'
	said 'org-employ:staff.tsv:3: warning: the employee is in the list of another organisation too: counts in both'
	is 'PRC-2025-O000001
PRC-2025-O000002' "$(org-list --employee=701111301109 --columns=org --no-header --format=tsv)"
	org-employ --org=$BIN 701111301109 --change=remove > /dev/null
	org-employ --org=$OTHER_BIN 701111301109 --change=remove > /dev/null
	check 0 org-employ --org=$BIN 701111301109
	said ''
}

@test "whom the register of pay does not know: warned by line, added all the same" {
	organisation
	tells 1 2:100
	employees 3 > staff.tsv
	check 0 org-employ --org=$BIN --input=staff.tsv --columns=people --no-header --format=tsv
	printed '1
2
3'
	said 'org-employ:staff.tsv:4: warning: the register of pay does not know the employee with this organisation'
}

@test "the list is changed in draft and rejected only" {
	refuses 65 "org-employ: org: there is no such organisation" org-employ --org=$BIN 701111301109
	org-register --applicant=$BIN --name='Көктем' > /dev/null
	refuses 1 'org-employ: org: it has no application: org-apply begins one' org-employ --org=$BIN 701111301109
	org-apply $BIN > /dev/null
	employs 3
	tells 1 3:100
	org-submit $BIN > /dev/null
	refuses 1 'org-employ: org: application 1 is sent: its list is changed in draft and rejected only' \
		org-employ --org=$BIN 701111301109
	now 2025-06-02T12:30:00+05:00
	is rejected "$(answer application_status)"
	org-employ --org=$BIN "$(people 2 2 | head -n 1)" --change=remove > /dev/null
	is 2 "$(lists $BIN employee --employees | wc -l)"
}

@test "the same key again adds nobody" {
	organisation
	org-employ --org=$BIN 701111301109 --key=k > /dev/null
	check 0 org-employ --org=$BIN 701111301109 --key=k --columns=people,replayed --no-header --format=tsv
	printed '1	yes'
	refuses 1 'org-employ: key: the key was used before, for "org-employ" with other content (records(7), key)' \
		org-employ --org=$BIN 701111301109 --change=remove --key=k
}

@test "one key over a whole file: once for each employee, and the rest of a list that was cut short" {
	organisation
	employees 3 > staff.tsv
	head -n 2 staff.tsv > begun.tsv
	org-employ --org=$BIN --input=begun.tsv --key=list-1 > /dev/null
	check 0 org-employ --org=$BIN --input=staff.tsv --key=list-1 --columns=people,replayed,key --no-header --format=tsv
	printed '1	yes	list-1
2	no	list-1
3	no	list-1'
	said ''
	before=$(everything)
	check 0 org-employ --org=$BIN --input=staff.tsv --key=list-1 --columns=people,replayed --no-header --format=tsv
	printed '3	yes
3	yes
3	yes'
	is "$before" "$(everything)"
	org-register --applicant=$OTHER_BIN --name='Нұр' --quiet > /dev/null
	org-apply $OTHER_BIN --quiet > /dev/null
	check 1 org-employ --org=$OTHER_BIN "$(people 1)" --key=list-1
	said_part 'the key was used before'
	is '' "$(lists $OTHER_BIN employee --employees)"
}
