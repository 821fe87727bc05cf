#!/usr/bin/env bats
# workplace-monitor: list what needs looking after in the contracts for special workplaces.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

@test "nothing to look after: exit 0 and a header; reading changes nothing" {
	granted
	before=$(everything)
	check 0 workplace-monitor --format=tsv
	printed 'case	applicant	applicant_name	finding_kind	month_of	due	places_agreed	places_filled	agreed_total	paid_total	valid_last'
	said ''
	is "$before" "$(everything)"
}

@test "a record for each finding; exit 1" {
	worked
	sent "$ANNA" 2023-08-01
	now 2023-09-02T10:00:00+06:00
	check 1 workplace-monitor --format=tsv
	printed "case	applicant	applicant_name	finding_kind	month_of	due	places_agreed	places_filled	agreed_total	paid_total	valid_last
$number	080440005158	ЖШС «Көктем»	report-late	2023-08	2023-09-01T23:59:59+06:00	2	1	3240000.00	1800000.00	2024-07-31
$number	080440005158	ЖШС «Көктем»	place-empty			2	1	3240000.00	1800000.00	2024-07-31"
	said ''
	sent "$BOLAT" 2023-08-31
	is 'report-late | 2023-08' "$(found)"
	quietly workplace-report "$number" --month=2023-08 --by=e.rel
	is 'report-unreviewed | 2023-08' "$(found)"
	quietly workplace-review "$number" --finding=not-conforming --by=e.rel
	is 'report-missing | 2023-08' "$(found)"
	quietly workplace-report "$number" --month=2023-08 --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	is 'unpaid | 2023-08' "$(found)"
	quietly workplace-pay "$number" --amount=120000 --by=h.head
	is '' "$(found)"
}

@test "months without a report: those left out, and those whose next month is over too" {
	worked
	sent "$ANNA" 2023-08-01
	sent "$BOLAT" 2023-08-01
	now 2023-11-15T10:00:00+06:00
	is 'report-late | 2023-08
report-missing | 2023-09' "$(found)"
	quietly workplace-report "$number" --month=2023-10 --reason='books lost' --by=e.rel
	is 'report-missing | 2023-08
report-missing | 2023-09
report-unreviewed | 2023-10' "$(found)"
}

@test "the report of the work done is missing once the first month is over" {
	signed
	now 2023-08-31T10:00:00+06:00
	is '' "$(found)"
	now 2023-09-01T10:00:00+06:00
	is 'report-missing | work' "$(found | head -n 1)"
}

@test "the end of a contract: within the span, and over; a closed case is not told of" {
	worked --months=1
	sent "$ANNA" 2023-08-01
	sent "$BOLAT" 2023-08-01
	is '' "$(found)"
	now 2023-08-01T10:00:00+06:00
	is 'contract-ends | ' "$(found)"
	check 0 workplace-monitor "$number" --within=29d --no-header
	check 1 workplace-monitor "$number" --within=30d --no-header --columns=finding_kind,valid_last
	printed 'contract-ends	2023-08-31'
	now 2023-09-01T10:00:00+06:00
	is 'contract-ended | ' "$(found)"
	quietly workplace-report "$number" --month=2023-08 --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-pay "$number" --amount=120000 --by=h.head
	is '' "$(found)"
}

@test "an office with all below it; one contract; what there is not" {
	worked
	first=$number
	office=ALMAUE worked
	now 2023-08-02T10:00:00+06:00
	is "$first
$number" "$(workplace-monitor --office=ALM --no-header --columns=case --format=tsv)"
	is "$number" "$(workplace-monitor --office=ALMAUE --no-header --columns=case --format=tsv)"
	is "$first" "$(workplace-monitor "$first" --no-header --columns=case --format=tsv)"
	check 0 workplace-monitor --office=AST --no-header
	check 65 workplace-monitor --office=NOWHERE
	said 'workplace-monitor: office: no office "NOWHERE"'
	check 65 workplace-monitor ALM-2023-000099
	check 64 workplace-monitor --within=soon
	said 'workplace-monitor: --within=soon is no span such as 30d or 8w'
	number=$(enter wheelchair --at=2019-03-18T10:00)
	check 1 workplace-monitor "$number"
	said "workplace-monitor: $number: its procedure has no contract (almaty-2017/wheelchair, office)"
}
