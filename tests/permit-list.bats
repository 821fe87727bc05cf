#!/usr/bin/env bats
# permit-list: permits by any filter, or counted in groups.
# shellcheck disable=SC2034 # what a test sets is read by permits.bash
load lib
load cases
load permits

# some: four permits: P1 until the end of the year, P2 reissued as P3, P4 of another firm, soon over, revoked P5
some() {
	held > /dev/null
	workers='2:CHN:2142:1' permit=$(held)
	permit-reissue "$(ready reissue --permit="$permit")" --by=m.migr > /dev/null
	applicant=940140000385
	workers='3:UZB:7111:3 4:UZB:9111:2' staff='3:90:0 4:90:0'
	permit-issue "$(ready issue)" --until=2019-05-16 --by=m.migr > /dev/null
	permit-issue "$(ready issue)" --until=2019-05-16 --by=m.migr > /dev/null
	permit-revoke ALMAUE-2019-P000005 --ground=employer-request --from=2019-05-01 --by=h.head > /dev/null
}
# lists NUMBERS [OPTION...]: exactly these permits
lists() {
	local want=$1
	shift
	check 0 permit-list "$@" --columns=permit --no-header --format=tsv
	printed "$(for n in $want; do echo "ALMAUE-2019-P00000$n"; done)"
	said ''
}

@test "every permit once, by number, with what it says" {
	some
	check 0 permit-list --format=tsv --columns=permit,permit_kind,permit_status,workers_total,valid_from,valid_last,previous_permit,next_permit,revoked,revoked_for
	printed 'permit	permit_kind	permit_status	workers_total	valid_from	valid_last	previous_permit	next_permit	revoked	revoked_for
ALMAUE-2019-P000001	issue	valid	12	2019-02-19	2019-12-31				
ALMAUE-2019-P000002	issue	replaced	1	2019-02-19	2019-12-31		ALMAUE-2019-P000003		
ALMAUE-2019-P000003	reissue	valid	1	2019-04-16	2019-12-31	ALMAUE-2019-P000002			
ALMAUE-2019-P000004	issue	valid	5	2019-04-16	2019-05-16				
ALMAUE-2019-P000005	issue	valid	5	2019-04-16	2019-05-16			2019-05-01	employer-request'
}

@test "filters" {
	some
	lists '4 5' --applicant=940140000385
	lists '1 2 3 4 5' --office=ALMAUE
	lists '' --office=ALM
	lists '1 2 3 4 5' --region=almaty
	lists '' --region=astana
	lists '1 2 3' --category=2
	lists '2 3' --citizenship=CHN
	lists '4 5' --profession=9111
	lists '' --citizenship=CHN --profession=7111
	lists '3' --case=ALMAUE-2019-000003
	lists '2 3' --chain-of=ALMAUE-2019-P000003
	lists '3' --chain-of=ALMAUE-2019-P000002 --status=valid
	lists '' --chain-of=ALMAUE-2019-P000002 --applicant=940140000385
	lists '1 2' --limit=2
}

@test "by standing, today and on another day" {
	some
	lists '1 3 4 5' --status=valid
	lists '2' --status=replaced
	lists '1 2' --status=valid --on=2019-04-15
	lists '3 4 5' --status=not-yet-valid --on=2019-04-15
	lists '5' --status=revoked --on=2019-05-01
	lists '4' --status=expired --on=2019-05-17
}

@test "what ends soon: today and the last day of the span are in; revoked and replaced are not" {
	some
	lists '4' --expiring=30d
	lists '' --expiring=29d
	lists '4' --expiring=0d --on=2019-05-16
	lists '' --expiring=4w --on=2019-05-17
	lists '4 1 3' --expiring=365d
	now 2019-05-16T17:59:59Z
	lists '4' --expiring=0d
	now 2019-05-16T18:00:00Z
	lists '' --expiring=30d
}

@test "counted in groups" {
	some
	check 0 permit-list --group-by=permit_kind,permit_status --format=tsv
	printed 'permit_kind	permit_status	permits
issue	replaced	1
issue	valid	3
reissue	valid	1'
	check 64 permit-list --group-by=colour
	said 'permit-list: permits cannot be grouped by "colour": it is no column of theirs'
}

@test "filters that are none" {
	check 64 permit-list --expiring=90m
	said 'permit-list: 90m is no span of days such as 30d or 4w'
	check 64 permit-list --expiring=soon
	check 64 permit-list --status=good
	said 'permit-list: "good" is no status of a permit: valid, not-yet-valid, expired, replaced or revoked'
	check 64 permit-list --on=2019-02-29
	said 'permit-list: --on=2019-02-29 is no date YYYY-MM-DD'
	check 64 permit-list --limit=none
	said 'permit-list: --limit=none is no number of permits'
	check 65 permit-list --office=XX --no-header
	said 'permit-list: office: no office "XX"'
	check 65 permit-list --chain-of=ALMAUE-2019-P000001 --no-header
	said 'permit-list: permit: there is no permit ALMAUE-2019-P000001'
	check 65 permit-list --case=ALMAUE-2019-000001 --no-header
	said 'permit-list: case: there is no case ALMAUE-2019-000001'
	check 0 permit-list --no-header
	printed ''
}
