#!/usr/bin/env bats
# permit-pipe: permits from the application to the permit in hand, or to the post when nobody came, each in one pipe and each due
# time explained by case-explain; and what the rules refuse on the way.
# shellcheck disable=SC2034 # what a test sets is read by permits.bash
load lib
load cases
load permits

# due: the limits that case-explain gave in the pipe and when they end, a line each; a due time that moved to the day of a minimum
# has a line of its own
due() { cut -f 1-6 "$why" | sed 's/\t/ /g'; }
# unexplained CASE: every step but the registration, which the first command does, was judged by a time that was explained while
# the step was next
unexplained() {
	past "$1" step_done,due_then | awk -F' [|] ' '$1 != 2 && $2' | sort > judged
	[ -s judged ]
	awk -F'\t' '$4 == "max" { print $1 " | " $6 }' "$why" | sort -u | comm -23 judged -
}

@test "issue: in one pipe from the application to the permit in hand" {
	why=$PWD/why
	apply issue | way_issue |
		on 04-16T10:00 permit-issue --from=2019-05-01 --until=2020-04-30 --by=m.migr |
		on 04-17T10:00 case-record --act=accept --by=m.migr > done.tsv
	number=ALMAUE-2019-000001
	is "issued granted  no" "$(cut -f 10-12,18 done.tsv | sed 1d | tr '\t' ' ')"
	is '3 30 minute max previous 2019-04-01T10:30:00+06:00
4 2 hour max previous 2019-04-01T12:20:00+06:00
5 2 working-day max previous 2019-04-03T18:30:00+06:00
6 3 hour max previous 2019-04-02T13:00:00+06:00
7 3 hour max previous 2019-04-02T16:30:00+06:00
9 5 working-day max previous 2019-04-09T18:30:00+06:00
10 1 working-day max previous 2019-04-04T18:30:00+06:00
10 3 working-day min step:8 2019-04-08T09:00:00+06:00
10   max  2019-04-08T18:30:00+06:00
11 3 hour max previous 2019-04-08T15:30:00+06:00
12 30 minute max previous 2019-04-08T12:30:00+06:00
13a 1 working-day max previous 2019-04-09T18:30:00+06:00
13b 10 working-day max previous 2019-04-23T18:30:00+06:00
13d 2 working-day max previous 2019-04-18T18:30:00+06:00' "$(due)"
	is '' "$(unexplained $number)"
	is no "$(past "$number" late | grep . | sort -u)"
	is 'almaty-2017/foreign-labour-permit, office issue, item 13d' "$(tail -n 1 "$why" | cut -f 7)"
	is "ALMAUE-2019-P000001 | issue | $number | 12" "$(shown ALMAUE-2019-P000001 permit,permit_kind,case,workers_total --on=2019-05-01)"
}

@test "issue: to the post when nobody came" {
	why=$PWD/why
	apply issue | way_issue |
		on 04-16T10:00 permit-issue --from=2019-05-01 --until=2020-04-30 --by=m.migr |
		on 04-19T09:20 case-record --act=dispatch --by=b.omar |
		on 04-19T15:00 case-record --act=post --delivery=post --by=c.clerk > done.tsv
	is "issued granted  no" "$(cut -f 10-12,18 done.tsv | sed 1d | tr '\t' ' ')"
	is '13d 2 working-day max previous 2019-04-18T18:30:00+06:00
14 1 working-day max previous 2019-04-22T18:30:00+06:00' "$(due | tail -n 2)"
	is '13d | 2019-04-18T18:30:00+06:00 |  | its limit ended without it
13e | 2019-04-19T09:30:00+06:00 | no | 
14 | 2019-04-22T18:30:00+06:00 | no | ' "$(past ALMAUE-2019-000001 step_done,due_then,late,passed_over | tail -n 3)"
}

@test "reissue: in one pipe; the permit before it is replaced" {
	before=$(held)
	why=$PWD/why
	workers='' region='' apply reissue --permit="$before" | way_reissue |
		on 04-03T10:00 permit-reissue --by=m.migr > done.tsv
	is '3 30 minute max previous 2019-04-01T10:30:00+06:00
4 2 working-day max registration 2019-04-03T18:30:00+06:00
5 2 working-day max registration 2019-04-03T18:30:00+06:00
6 3 hour max previous 2019-04-02T16:30:00+06:00
7 3 hour max previous 2019-04-02T18:00:00+06:00
8 2 hour max previous 2019-04-02T18:00:00+06:00
9 30 minute max previous 2019-04-02T17:30:00+06:00
10 1 working-day max previous 2019-04-03T18:30:00+06:00' "$(due)"
	is '' "$(unexplained ALMAUE-2019-000002)"
	is "ALMAUE-2019-P000002 reissue valid 2019-04-03 2019-12-31 $before" \
		"$(sed 1d done.tsv | cut -f 1-3,10,11,13 | tr '\t' ' ')"
	is 'issued |  | no' "$(stands ALMAUE-2019-000002 status,next_step,overdue)"
	is 'replaced | replaced from 2019-04-03 on by ALMAUE-2019-P000002' "$(shown "$before" permit_status,verdict_reason)"
	is valid "$(shown "$before" permit_status --on=2019-04-02)"
}

@test "extend: in one pipe to the permit in hand; the chain of permits is seen" {
	before=$(held)
	why=$PWD/why
	apply extend --permit="$before" | way_extend |
		on 04-03T10:00 permit-extend --until=2020-12-31 --by=m.migr |
		on 04-04T10:00 case-record --act=accept --by=m.migr > done.tsv
	is "issued granted  no" "$(cut -f 10-12,18 done.tsv | sed 1d | tr '\t' ' ')"
	is '4 2 working-day max registration 2019-04-03T18:30:00+06:00
5 2 working-day max registration 2019-04-03T18:30:00+06:00
6 3 hour max previous 2019-04-02T16:30:00+06:00
7 1 working-day max previous 2019-04-03T18:30:00+06:00
8 3 hour max previous 2019-04-03T09:30:00+06:00
9b 1 day max previous 2019-04-03T23:59:59+06:00
9c 2 day max previous 2019-04-05T23:59:59+06:00' "$(due)"
	is '' "$(unexplained ALMAUE-2019-000002)"
	check 0 permit-list --chain-of=ALMAUE-2019-P000002 --columns=permit,permit_kind,valid_from,valid_last,previous_permit,next_permit
	printed "permit	permit_kind	valid_from	valid_last	previous_permit	next_permit
$before	issue	2019-02-19	2019-12-31		ALMAUE-2019-P000002
ALMAUE-2019-P000002	extend	2020-01-01	2020-12-31	$before	"
}

@test "extend: to the post when nobody came" {
	before=$(held)
	why=$PWD/why
	apply extend --permit="$before" | way_extend |
		on 04-03T10:00 permit-extend --until=2020-12-31 --by=m.migr |
		on 04-08T09:20 case-record --act=dispatch --by=b.omar |
		on 04-08T15:00 case-record --act=post --delivery=post --by=c.clerk > done.tsv
	is "issued granted  no" "$(cut -f 10-12,18 done.tsv | sed 1d | tr '\t' ' ')"
	is '9c 2 day max previous 2019-04-05T23:59:59+06:00
10 1 working-day max previous 2019-04-09T18:30:00+06:00' "$(due | tail -n 2)"
	is '9d | 2019-04-08T09:30:00+06:00 | no
10 | 2019-04-09T18:30:00+06:00 | no' "$(past ALMAUE-2019-000002 step_done,due_then,late | tail -n 2)"
}

@test "intra-corporate: in one pipe to the permit in hand; no quota, no share of citizens, no fee" {
	why=$PWD/why
	quotas 0
	staff='' apply intra-corporate | way_intra_corporate |
		on 04-09T10:00 permit-issue --until=2020-04-08 --by=m.migr |
		on 04-10T10:00 case-record --act=accept --by=m.migr > done.tsv
	is "issued granted  no" "$(cut -f 10-12,18 done.tsv | sed 1d | tr '\t' ' ')"
	is '3 30 minute max previous 2019-04-01T10:30:00+06:00
4 3 hour max previous 2019-04-01T14:50:00+06:00
5 2 working-day max registration 2019-04-03T18:30:00+06:00
6 3 hour max previous 2019-04-02T13:00:00+06:00
8 5 working-day max previous 2019-04-09T18:30:00+06:00
9 1 working-day max previous 2019-04-04T18:30:00+06:00
9 3 working-day min step:7 2019-04-08T09:00:00+06:00
9   max  2019-04-08T18:30:00+06:00
10 3 hour max previous 2019-04-08T15:30:00+06:00
11 30 minute max previous 2019-04-08T12:30:00+06:00
12a 1 day max previous 2019-04-09T23:59:59+06:00
12b 2 day max previous 2019-04-11T23:59:59+06:00' "$(due)"
	is '' "$(unexplained ALMAUE-2019-000001)"
	is 'issue | valid | 2019-04-09 | 2020-04-08' \
		"$(shown ALMAUE-2019-P000001 permit_kind,permit_status,valid_from,valid_last)"
}

@test "intra-corporate: to the post when nobody came" {
	apply intra-corporate | way_intra_corporate |
		on 04-09T10:00 permit-issue --until=2020-04-08 --by=m.migr |
		on 04-12T09:20 case-record --act=dispatch --by=b.omar |
		on 04-12T15:00 case-record --act=post --delivery=post --by=c.clerk > done.tsv
	is "issued granted  no" "$(cut -f 10-12,18 done.tsv | sed 1d | tr '\t' ' ')"
	is '12b | 2019-04-11T23:59:59+06:00
12c | 2019-04-12T09:30:00+06:00
13 | 2019-04-15T18:30:00+06:00' "$(past ALMAUE-2019-000001 step_done,due_then | tail -n 3)"
}

# -- refused, each with its clause; nothing has changed --

@test "the fee on the eleventh working day" {
	number=$(apply issue | fee=unpaid way_issue | on 04-09T10:00 case-record --act=notify --by=m.migr | column case)
	is 2019-04-23T18:30:00+06:00 "$(stands "$number" due)"
	now 2019-04-24T10:00:00+06:00
	refuses 1 "case-record: $number: step 13b was due by 2019-04-23T18:30:00+06:00: the case has lapsed (almaty-2017/foreign-labour-permit, office issue, item 13b)" \
		case-record "$number" --act=pay --payment=1 --paid-on=2019-04-23 --amount=1200 --document=payment-proof --by=m.migr
	refuses 1 "permit-issue: $number: step 13b is \"pay\" by applicant, not \"issue\" (almaty-2017/foreign-labour-permit, office issue, item 13b)" \
		permit-issue "$number" --until=2020-04-30 --by=m.migr
	check 0 case-lapse "$number" --by=m.migr --columns=status,outcome --no-header --format=tsv
	printed 'lapsed	granted'
}

@test "the quota is used up; the last place is not refused" {
	quotas 12
	workers='3:UZB:7111:12' staff='3:900:0'
	first=$(ready issue) second=$(ready issue)
	workers='3:UZB:7111:1'
	third=$(ready issue)
	permit-issue "$first" --until=2020-04-15 --workers=3:UZB:7111:11 --by=m.migr > /dev/null
	refuses 1 "permit-issue: $second: workers: the quota for category 3 in almaty for 2019 has 12 places: 11 are used, 12 more are wanted (order of the minister 1)" \
		permit-issue "$second" --until=2020-04-15 --by=m.migr
	permit-issue "$third" --until=2020-04-15 --by=m.migr > /dev/null
	refuses 1 "permit-issue: $second: workers: the quota for category 3 in almaty for 2019 has 12 places: 12 are used, 1 more are wanted (order of the minister 1)" \
		permit-issue "$second" --until=2020-04-15 --workers=3:UZB:7111:1 --by=m.migr
}

@test "the share of citizens is one worker short" {
	# Categories 1 and 2: 14 + 0 citizens, 4 foreigners and 2 asked for are 14 of 20, which is 70 of 100.
	workers='2:TUR:2142:2' staff='1:4:0 2:10:4'
	permit-issue "$(ready issue)" --until=2020-04-15 --by=m.migr > /dev/null
	staff='1:3:0 2:10:4'
	number=$(ready issue)
	refuses 1 "permit-issue: $number: staff: with this permit 13 of a staff of 19 in category 1 2 would be citizens; at least 70/100 must be (order 559 of 27.06.2016, rules on permits for foreign labour (figures from the press))" \
		permit-issue "$number" --until=2020-04-15 --by=m.migr
	# One worker fewer is enough again: 13 of 18.
	permit-issue "$number" --until=2020-04-15 --workers=2:TUR:2142:1 --by=m.migr > /dev/null
}

@test "a revoked permit is not extended" {
	before=$(held)
	number=$(ready extend --permit="$before")
	permit-revoke "$before" --ground=court-decision --from=2019-05-01 --by=h.head > /dev/null
	refuses 1 "permit-extend: $number: permit: $before is revoked from 2019-05-01 on (almaty-2017/foreign-labour-permit, paragraph 5, items 8 and 9)" \
		permit-extend "$number" --until=2020-12-31 --by=m.migr
}

@test "a payment is used once" {
	ready issue > /dev/null
	number=$(apply issue | fee=unpaid way_issue | on 04-09T10:00 case-record --act=notify --by=m.migr | column case)
	refuses 1 "case-record: $number: payment: this payment was used before (almaty-2017/foreign-labour-permit, office issue, item 13b)" \
		case-record "$number" --act=pay --payment=1 --paid-on=2019-02-12 --amount=1200 --document=payment-proof --by=m.migr
	case-record "$number" --act=pay --payment=2 --paid-on=2019-02-12 --amount=1200 --document=payment-proof --by=m.migr > /dev/null
}
