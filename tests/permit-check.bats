#!/usr/bin/env bats
# permit-check: does a permit hold on a day, and why?
load lib
load cases
load permits

@test "yes, with its last day; the whole permit stands behind the verdict" {
	permit=$(held)
	check 0 permit-check "$permit" --format=tsv
	printed "holds	verdict_reason	permit	permit_kind	permit_status	office	applicant	applicant_name	region	workers_permitted	workers_total	valid_from	valid_last	case	previous_permit	next_permit	revoked	revoked_for
yes	its last day is 2019-12-31	$permit	issue	valid	ALMAUE	080440005158	ЖШС «Көктем»	almaty	2:TUR:2142:2 3:UZB:7111:10	12	2019-02-19	2019-12-31	ALMAUE-2019-000001				"
	said ''
	check 0 permit-check "$permit" --format=jsonl --columns=holds,workers_total
	printed '{"holds":true,"workers_total":12}'
}

# verdict DAY: exit code and reason for that day
verdict() {
	local code=0
	permit-check "$permit" --on="$1" --columns=verdict_reason --no-header || code=$?
	echo "$code"
}

@test "the first day and the last are its own, the days around them not" {
	permit=$(held)
	is 'does not hold before 2019-02-19
1' "$(verdict 2019-02-18)"
	is 'its last day is 2019-12-31
0' "$(verdict 2019-02-19)"
	is 'its last day is 2019-12-31
0' "$(verdict 2019-12-31)"
	is 'its last day was 2019-12-31
1' "$(verdict 2020-01-01)"
}

@test "revoked: from that day on it does not hold, before it does" {
	permit=$(held)
	permit-revoke "$permit" --ground=court-decision --from=2019-06-01 --by=h.head > /dev/null
	is 'its last day is 2019-12-31
0' "$(verdict 2019-05-31)"
	is 'revoked from 2019-06-01 on: court-decision
1' "$(verdict 2019-06-01)"
	is 'revoked from 2019-06-01 on: court-decision
1' "$(verdict 2020-06-01)"
}

@test "today is the day where the permit's office is" {
	permit=$(held)
	now 2019-12-31T17:59:59Z
	check 0 permit-check "$permit" --columns=permit_status --no-header
	printed valid
	now 2019-12-31T18:00:00Z
	check 1 permit-check "$permit" --columns=permit_status --no-header
	printed expired
}

@test "of many, any no is a no; an unknown one is 65" {
	first=$(held) second=$(held)
	permit-revoke "$second" --ground=court-decision --by=h.head > /dev/null
	check 1 bash -c 'permit-list --columns=permit | permit-check - --columns=permit,holds --no-header --format=tsv'
	printed "$first	yes
$second	no"
	said ''
	check 65 permit-check ALMAUE-2019-P000003 --format=tsv --no-header
	printed ''
	said 'permit-check: ALMAUE-2019-P000003: there is no permit ALMAUE-2019-P000003'
	check 65 permit-check ALMAUE-2019-000001 --no-header
	said 'permit-check: ALMAUE-2019-000001: there is no permit ALMAUE-2019-000001'
	check 65 permit-check "$first" --on=someday
	said "permit-check: $first: on: \"someday\" is no date (YYYY-MM-DD)"
}

@test "a file says of each permit on which day; a day that is none is told by its line" {
	permit=$(held)
	printf 'permit,on\n%s,2019-12-31\n%s,2020-01-01\n%s,\n' "$permit" "$permit" "$permit" > asked.csv
	check 1 permit-check --input=asked.csv --columns=holds,verdict_reason --no-header --format=tsv
	printed 'yes	its last day is 2019-12-31
no	its last day was 2019-12-31
yes	its last day is 2019-12-31'
	said ''
	check 1 permit-check --input=asked.csv --on=2019-02-18 --columns=holds --no-header --format=tsv
	printed 'yes
no
no'
	said 'permit-check: warning: 2 records have another on than the option; the records won'
	printf 'permit,on\n%s,2019-02-30\n' "$permit" > asked.csv
	check 65 permit-check --input=asked.csv
	said "permit-check:asked.csv:2: $permit: on: \"2019-02-30\" is no date (YYYY-MM-DD)"
}
