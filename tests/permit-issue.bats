#!/usr/bin/env bats
# permit-issue: issue a permit for foreign labour from a granted case.
# shellcheck disable=SC2034 # what a test sets is read by permits.bash
load lib
load cases
load permits

law=almaty-2017/foreign-labour-permit
rule="$law, paragraph 5, items 10 and 13"

@test "the issue step of a granted case gives a permit with a number of its own" {
	number=$(ready issue)
	check 0 permit-issue "$number" --from=2019-05-01 --until=2020-04-30 --by=m.migr
	printed "permit	permit_kind	permit_status	office	applicant	applicant_name	region	workers_permitted	workers_total	valid_from	valid_last	case	previous_permit	next_permit	revoked	revoked_for	replayed	key
ALMAUE-2019-P000001	issue	not-yet-valid	ALMAUE	080440005158	ЖШС «Көктем»	almaty	2:TUR:2142:2 3:UZB:7111:10	12	2019-05-01	2020-04-30	$number					no	"
	said ''
	is 'issued | granted | accept' "$(stands "$number" status,outcome,next_acts)"
	is "13c | issue | until=2020-04-30; permit=ALMAUE-2019-P000001; permit_kind=issue; region=almaty; workers=2:TUR:2142:2 3:UZB:7111:10; from=2019-05-01; quota_year=2019; applicant=080440005158; applicant_name=ЖШС «Көктем»" \
		"$(past "$number" step_done,acts_done,details | tail -n 1)"
	is '2 | 2 | 998
3 | 10 | 990' "$(quota-show --region=almaty --year=2019 --format=tsv --no-header --columns=category,places_used,places_left |
		sed -n 's/\t/ | /g; 2,3p')"
	check 1 case-undo "$number" --reason=wrong --by=m.migr
}

@test "it holds from the day of the act if no first day is given; numbers have no gap" {
	first=$(ready issue) second=$(ready issue)
	refuses 65 "permit-issue:/dev/fd/63:2: $first: until: no value, and no --until" \
		permit-issue --input=<(printf 'case\tuntil\n%s\t\n' "$first") --by=m.migr
	check 0 permit-issue "$first" "$second" --until=2020-04-15 --by=m.migr --format=tsv --no-header \
		--columns=permit,valid_from,permit_status
	printed 'ALMAUE-2019-P000001	2019-04-16	valid
ALMAUE-2019-P000002	2019-04-16	valid'
	check 0 store-check --no-header
	said ''
}

@test "what the record says goes before what the application says; fewer may be permitted, never more of a category" {
	number=$(ready issue)
	refuses 1 "permit-issue: $number: workers: 3 workers of category 2 are more than the 2 that the application asks for ($rule)" \
		permit-issue "$number" --until=2020-04-15 --workers='2:TUR:2142:3' --by=m.migr
	refuses 1 "permit-issue: $number: workers: 1 workers of category 1 are more than the 0 that the application asks for ($rule)" \
		permit-issue "$number" --until=2020-04-15 --workers='1:TUR:1120:1' --by=m.migr
	refuses 65 "permit-issue: $number: workers: \"2:TUR\" is not CATEGORY:CITIZENSHIP:PROFESSION:COUNT, such as 2:TUR:2142:5" \
		permit-issue "$number" --until=2020-04-15 --workers=2:TUR --by=m.migr
	check 0 permit-issue "$number" --until=2020-04-15 --workers='2:CHN:2142:1 3:UZB:7111:4' --region=almaty --by=m.migr \
		--format=tsv --no-header --columns=workers_permitted,workers_total
	printed '2:CHN:2142:1 3:UZB:7111:4	5'
}

@test "an application that says neither where nor for whom: the record must" {
	workers='' region=''
	number=$(ready issue)
	refuses 65 "permit-issue: $number: region: no value: neither here nor in the application stands where the permit is for" \
		permit-issue "$number" --until=2020-04-15 --by=m.migr
	refuses 65 "permit-issue: $number: workers: no value: neither here nor in the application stands whom the permit is for" \
		permit-issue "$number" --until=2020-04-15 --region=almaty --by=m.migr
	check 0 permit-issue "$number" --until=2020-04-15 --region=almaty --workers=3:UZB:7111:4 --by=m.migr --columns=region,workers_total --no-header
	printed 'almaty	4'
}

@test "a correction of the application counts" {
	number=$(ready issue)
	case-correct "$number" --field=workers --value=3:UZB:7111:4 --reason='typing error' --by=a.bek > /dev/null
	check 0 permit-issue "$number" --until=2020-04-15 --by=m.migr --columns=workers_total --no-header
	printed 4
}

@test "a case that was refused has no permit; its refusal goes out with case-issue" {
	decision=(--decision=refuse --ground=paragraph-10) fee=unpaid
	number=$(ready issue)
	refuses 1 "permit-issue: $number: it was not granted, so there is no permit to be given ($law, office issue, item 13a-refused)" \
		permit-issue "$number" --until=2020-04-15 --by=m.migr
	check 0 case-issue "$number" --by=m.migr --columns=status,outcome --no-header
	printed 'issued	refused'
	is '' "$(permit-list --no-header)"
}

@test "its turn has not come, or has gone by" {
	fee=unpaid
	number=$(ready issue)
	refuses 1 "permit-issue: $number: step 13a is \"notify\" by migration-specialist, not \"issue\" ($law, office issue, item 13a)" \
		permit-issue "$number" --until=2020-04-15 --by=m.migr
	number=$(printf 'case\n%s\n' "$number" | way_fee | column case)
	refuses 1 "case-issue: $number: the result is a permit: it is issued by permit-issue ($law, office issue, item 13c)" \
		case-issue "$number" --by=m.migr
	permit-issue "$number" --until=2020-04-15 --by=m.migr > /dev/null
	refuses 1 "permit-issue: $number: step 13d is \"accept\" by applicant, not \"issue\" ($law, office issue, item 13d)" \
		permit-issue "$number" --until=2020-04-15 --by=m.migr
}

@test "another kind of permit, and a result that is no permit" {
	number=$(ready issue)
	refuses 1 "permit-extend: $number: its permit is given with permit-issue, not with permit-extend ($law, office issue, item 13c)" \
		permit-extend "$number" --until=2020-04-15 --by=m.migr
	refuses 1 "permit-reissue: $number: its permit is given with permit-issue, not with permit-reissue ($law, office issue, item 13c)" \
		permit-reissue "$number" --by=m.migr
	number=$(enter wheelchair)
	case-assign "$number" --to=a.bek --by=h.head | case-record --act=prepare --by=a.bek | case-decide --by=h.head > /dev/null
	refuses 1 "permit-issue: $number: its result is no permit (almaty-2017/wheelchair, office, item 5)" \
		permit-issue "$number" --until=2020-04-15 --by=b.omar
}

@test "who has not the role of the step" {
	number=$(ready issue)
	refuses 1 "permit-issue: $number: by: step 13c is \"issue\" by migration-specialist; s.reg is specialist and division-specialist, not migration-specialist ($law, office issue, item 13c)" \
		permit-issue "$number" --until=2020-04-15 --by=s.reg
}

@test "days that cannot be" {
	number=$(ready issue)
	refuses 1 "permit-issue: $number: until: the permit would end before its first day, 2019-05-01 ($rule)" \
		permit-issue "$number" --from=2019-05-01 --until=2019-04-30 --by=m.migr
	refuses 1 "permit-issue: $number: from: the permit cannot begin before it is issued, on 2019-04-16 ($rule)" \
		permit-issue "$number" --from=2019-04-15 --until=2020-04-15 --by=m.migr
	refuses 65 "permit-issue: until: not a time (ISO 8601, as 2019-03-18T10:00 or 2019-03-18)" \
		permit-issue "$number" --until=2019-02-30 --by=m.migr
	refuses 65 "permit-issue: $number: until: \"2020-04-15T10:00\" is no date YYYY-MM-DD" \
		permit-issue "$number" --until=2020-04-15T10:00 --by=m.migr
	# In Almaty it is the 17th already.
	now 2019-04-16T19:00:00Z
	check 0 permit-issue "$number" --until=2019-04-17 --by=m.migr --columns=valid_from,valid_last,permit_status --no-header
	printed '2019-04-17	2019-04-17	valid'
}

@test "no quota was loaded for that region, that year, that category" {
	number=$(ready issue)
	refuses 1 "permit-issue: $number: workers: there is no quota for category 2 in almaty for 2021 ($rule)" \
		permit-issue "$number" --from=2021-01-01 --until=2021-12-31 --by=m.migr
	refuses 1 "permit-issue: $number: workers: there is no quota for category 2 in astana for 2019 ($rule)" \
		permit-issue "$number" --until=2019-12-31 --region=astana --by=m.migr
	workers=4-seasonal:UZB:9111:1 number=$(ready issue)
	refuses 1 "permit-issue: $number: workers: there is no quota for category 4-seasonal in almaty for 2019 ($rule)" \
		permit-issue "$number" --until=2019-12-31 --by=m.migr
}

@test "the year of the quota is that of the first day" {
	permit-issue "$(ready issue)" --from=2020-01-01 --until=2020-12-31 --by=m.migr > /dev/null
	check 0 quota-show --format=tsv --no-header --columns=year,category,places_used
	printed_part '2020	3	10'
	printed_part '2019	3	0'
}

@test "the staff is not stated; categories that no norm names are not judged, nor those nobody is asked for" {
	staff=''
	number=$(ready issue)
	refuses 1 "permit-issue: $number: staff: the application does not state the employer's staff, so the share of citizens is not known ($rule)" \
		permit-issue "$number" --until=2020-04-15 --by=m.migr
	# Category 1 and 2 are short of citizens, but nobody of these is asked for.
	staff='1:0:9 2:0:9 3:90:0' workers='3:UZB:7111:10'
	check 0 permit-issue "$(ready issue)" --until=2020-04-15 --by=m.migr --columns=permit_status --no-header
	printed valid
	# An office's own share takes the place of the law's.
	printf 'norm\tsubject\tsince\tvalue\tsource\nkazakh-share\t3 4\t2019-04-16\t19/20\torder of the akim 5\n' | norm-load --quiet > /dev/null
	now 2019-04-16T10:30:00+06:00
	number=$(ready issue)
	refuses 1 "permit-issue: $number: staff: with this permit 90 of a staff of 100 in category 3 4 would be citizens; at least 19/20 must be (order of the akim 5)" \
		permit-issue "$number" --until=2020-04-15 --by=m.migr
}

@test "the same key again changes nothing; with another content it is refused" {
	number=$(ready issue)
	permit-issue "$number" --until=2020-04-15 --by=m.migr --key=k1 > /dev/null
	check 0 permit-issue "$number" --until=2020-04-15 --by=m.migr --key=k1 --columns=permit,replayed,key --no-header --format=tsv
	printed 'ALMAUE-2019-P000001	yes	k1'
	check 0 permit-issue "$number" --until=2020-04-15 --from=2019-04-16 --region=almaty --by=m.migr --key=k1 --columns=replayed --no-header
	refuses 1 "permit-issue: $number: key: the key was used before, for \"issue\" with other content (records(7), key)" \
		permit-issue "$number" --until=2020-04-15 --from=2019-05-16 --by=m.migr --key=k1
	refuses 1 "permit-issue: $number: key: the key was used before, for \"issue\" with other content (records(7), key)" \
		permit-issue "$number" --until=2020-04-15 --workers=3:UZB:7111:1 --by=m.migr --key=k1
	refuses 1 "permit-issue: $number: key: the key was used before, for \"issue\" with other content (records(7), key)" \
		permit-issue "$number" --until=2020-04-16 --by=m.migr --key=k1
}

@test "a batch in which one is refused writes none; with --keep-going the others" {
	first=$(ready issue) second=$(apply issue | column case) third=$(ready issue)
	printf 'case\tuntil\n%s\t2020-04-15\n%s\t2020-04-15\n%s\t2020-04-15\n' "$first" "$second" "$third" > list.tsv
	check 1 permit-issue --input=list.tsv --by=m.migr
	said_part "permit-issue:list.tsv:3: $second: step 3 is \"assign\" by head, not \"issue\""
	is 0 "$(permit-list --no-header | wc -l)"
	check 1 permit-issue --input=list.tsv --by=m.migr --keep-going --columns=permit,case --no-header --format=tsv
	printed "ALMAUE-2019-P000001	$first
ALMAUE-2019-P000002	$third"
}

@test "a portal application gets its permit in the office; the portal hands it over at once" {
	apply issue --channel=portal --fact='account-valid certificate-valid' | way_issue |
		on 04-16T10:00 permit-issue --until=2020-04-15 --by=m.migr > done.tsv
	number=ALMAUE-2019-000001
	is "issued |  | granted" "$(stands $number status,next_step,outcome)"
	is 'office.13c | issue | m.migr
11 | issue | casekit' "$(past $number step_done,acts_done,done_by,passed_over | grep ' | $' | tail -n 2 | sed 's/ | $//')"
	is $number "$(permit-list --columns=case --no-header)"
}

@test "the permit is born from the ledger alone" {
	permit-issue "$(ready issue)" --until=2020-04-15 --by=m.migr > /dev/null
	check 0 store-check --no-header
	sqlite3 store.db "UPDATE permit SET until = until + 1"
	check 1 store-check
	printed_part 'register	ALMAUE'
}

@test "an application that grew after the fee was paid" {
	workers='3:UZB:7111:10' number=$(ready issue)
	case-correct "$number" --field=workers --value=3:UZB:7111:13 --reason=more --by=m.migr > /dev/null
	case-correct "$number" --field=staff --value='3:900:0' --reason=more --by=m.migr > /dev/null
	refuses 1 "permit-issue: $number: workers: the fee that was paid, 1200.00 tenge, is less than the fee for these workers (almaty-2017/foreign-labour-permit, office issue, item 13c)" \
		permit-issue "$number" --until=2020-04-30 --by=m.migr
	check 0 permit-issue "$number" --workers=3:UZB:7111:12 --until=2020-04-30 --by=m.migr --columns=workers_total --no-header
	printed 12
}
