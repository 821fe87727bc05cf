#!/usr/bin/env bats
# permit-extend: extend a permit, from a granted case of its own.
# shellcheck disable=SC2034 # what a test sets is read by permits.bash
load lib
load cases
load permits

rule='almaty-2017/foreign-labour-permit, paragraph 5, items 8 and 9'

@test "the extension is a permit of its own from the day after the last one of the permit before it" {
	before=$(held)
	number=$(ready extend --permit="$before")
	check 0 permit-extend "$number" --until=2020-12-31 --by=m.migr
	printed "permit	permit_kind	permit_status	office	applicant	applicant_name	region	workers_permitted	workers_total	valid_from	valid_last	case	previous_permit	next_permit	revoked	revoked_for	replayed	key
ALMAUE-2019-P000002	extend	not-yet-valid	ALMAUE	080440005158	ЖШС «Көктем»	almaty	2:TUR:2142:2 3:UZB:7111:10	12	2020-01-01	2020-12-31	$number	$before				no	"
	said ''
	is 'valid | its last day is 2019-12-31' "$(shown "$before" permit_status,verdict_reason --on=2019-12-31)"
	is 'replaced | replaced from 2020-01-01 on by ALMAUE-2019-P000002' "$(shown "$before" permit_status,verdict_reason --on=2020-01-01)"
	check 0 store-check --no-header
}

@test "until when must be said, and later than before" {
	number=$(ready extend --permit="$(held)")
	refuses 1 "permit-extend: $number: until: an extended permit ends later than the one before it, which ends on 2019-12-31 ($rule)" \
		permit-extend "$number" --from=2019-12-01 --until=2019-12-31 --by=m.migr
	refuses 1 "permit-extend: $number: until: the permit would end before its first day, 2020-01-01 ($rule)" \
		permit-extend "$number" --until=2019-12-31 --by=m.migr
	refuses 65 "permit-extend: $number: until: no value, and no --until" \
		permit-extend "$number" --by=m.migr
	refuses 1 "permit-extend: $number: from: the permit before it begins on 2019-02-19 ($rule)" \
		permit-extend "$number" --from=2019-02-18 --until=2020-12-31 --by=m.migr
}

@test "the permit held when the application was registered: it may expire before the case is done" {
	before=$(later=-56 && on 04-16T10:00 permit-issue "$(ready issue)" --from=2019-02-19 --until=2019-04-01 --by=m.migr | column permit)
	number=$(ready extend --permit="$before")
	check 0 permit-extend "$number" --until=2019-12-31 --by=m.migr --columns=valid_from,permit_status --no-header --format=tsv
	printed '2019-04-02	valid'
}

@test "an application for a permit that had expired by then" {
	before=$(later=-56 && on 04-16T10:00 permit-issue "$(ready issue)" --from=2019-02-19 --until=2019-03-31 --by=m.migr | column permit)
	number=$(ready extend --permit="$before")
	refuses 1 "permit-extend: $number: permit: the last day of $before is 2019-03-31 ($rule)" \
		permit-extend "$number" --until=2019-12-31 --by=m.migr
}

@test "the workers are among the staff already" {
	before=$(held)
	# 7 of 10 citizens in category 2 are enough; with two workers on top they would not be.
	workers='2:TUR:2142:2' staff='2:7:3'
	permit-extend "$(ready extend --permit="$before")" --until=2020-12-31 --by=m.migr > /dev/null
	before=$(workers='2:TUR:2142:2 3:UZB:7111:10' staff='1:3:0 2:40:5 3:90:0' held)
	staff='2:7:4'
	number=$(ready extend --permit="$before")
	refuses 1 "permit-extend: $number: staff: with this permit 7 of a staff of 11 in category 1 2 would be citizens; at least 70/100 must be (order 559 of 27.06.2016, rules on permits for foreign labour (figures from the press))" \
		permit-extend "$number" --until=2020-12-31 --by=m.migr
	staff='3:90:10'
	number=$(ready extend --permit="$before")
	refuses 1 "permit-extend: $number: staff: with this permit 0 of a staff of 0 in category 1 2 would be citizens; at least 70/100 must be (order 559 of 27.06.2016, rules on permits for foreign labour (figures from the press))" \
		permit-extend "$number" --until=2020-12-31 --by=m.migr
}

@test "an extension is extended: the chain goes on, each link once" {
	first=$(held)
	second=$(permit-extend "$(ready extend --permit="$first")" --from=2019-04-16 --until=2020-06-30 --by=m.migr | column permit)
	third=$(permit-extend "$(ready extend --permit="$second")" --until=2020-12-31 --by=m.migr | column permit)
	number=$(ready extend --permit="$first")
	refuses 1 "permit-extend: $number: permit: $first is replaced by $second already ($rule)" \
		permit-extend "$number" --until=2021-12-31 --by=m.migr
	for permit in "$first" "$second" "$third"; do
		check 0 permit-list --chain-of="$permit" --columns=permit,valid_from,valid_last --no-header
		printed "$first	2019-02-19	2019-12-31
$second	2019-04-16	2020-06-30
$third	2020-07-01	2020-12-31"
	done
}

@test "the same key again changes nothing" {
	number=$(ready extend --permit="$(held)")
	permit-extend "$number" --until=2020-12-31 --by=m.migr --key=e > /dev/null
	check 0 permit-extend "$number" --until=2020-12-31 --by=m.migr --key=e --columns=permit,replayed --no-header --format=tsv
	printed 'ALMAUE-2019-P000002	yes'
	refuses 1 "permit-extend: $number: key: the key was used before, for \"issue\" with other content (records(7), key)" \
		permit-extend "$number" --until=2020-12-30 --by=m.migr --key=e
}

@test "what no quota counts does not grow: neither the workers nor the region" {
	before=$(held)
	workers='3:UZB:7111:11' number=$(ready extend --permit="$before")
	refuses 1 "permit-extend: $number: workers: 11 workers of category 3 are more than the 10 that the permit before it is for ($rule)" \
		permit-extend "$number" --until=2020-12-31 --by=m.migr
	workers='1:UZB:1120:1' number=$(ready extend --permit="$before")
	refuses 1 "permit-extend: $number: workers: 1 workers of category 1 are more than the 0 that the permit before it is for ($rule)" \
		permit-extend "$number" --until=2020-12-31 --by=m.migr
	workers='2:TUR:2142:2 3:UZB:7111:10' number=$(ready extend --permit="$before")
	refuses 1 "permit-extend: $number: region: the permit before it is for almaty ($rule)" \
		permit-extend "$number" --region=astana --until=2020-12-31 --by=m.migr
	check 0 permit-extend "$number" --until=2020-12-31 --by=m.migr
}
