#!/usr/bin/env bats
# permit-reissue: reissue a permit, from a granted case of its own.
# shellcheck disable=SC2034 # what a test sets is read by permits.bash
load lib
load cases
load permits

rule='almaty-2017/foreign-labour-permit, paragraph 5, items 7 and 10'

@test "the new permit has a number of its own, says what the old one said, and takes its place" {
	before=$(held)
	workers='' staff='' region=''
	number=$(ready reissue --permit="$before")
	check 0 permit-reissue "$number" --by=m.migr
	printed "permit	permit_kind	permit_status	office	applicant	applicant_name	region	workers_permitted	workers_total	valid_from	valid_last	case	previous_permit	next_permit	revoked	revoked_for	replayed	key
ALMAUE-2019-P000002	reissue	valid	ALMAUE	080440005158	ЖШС «Көктем»	almaty	2:TUR:2142:2 3:UZB:7111:10	12	2019-04-16	2019-12-31	$number	$before				no	"
	said ''
	is 'replaced | ALMAUE-2019-P000002' "$(shown "$before" permit_status,next_permit)"
	is 'valid | ALMAUE-2019-P000002' "$(shown "$before" permit_status,next_permit --on=2019-04-15)"
	# It counts against no quota: the places stay those of the first.
	check 0 quota-show --region=almaty --year=2019 --category=3 --columns=places_used --no-header
	printed 10
	check 0 store-check --no-header
}

@test "the permit before it must be there: named here or in the application" {
	number=$(ready reissue)
	refuses 65 "permit-reissue: $number: permit: no value: neither here nor in the application stands the permit before this one" \
		permit-reissue "$number" --by=m.migr
	refuses 65 "permit-reissue: $number: permit: there is no permit ALMAUE-2019-P000009" \
		permit-reissue "$number" --permit=ALMAUE-2019-P000009 --by=m.migr
	refuses 65 "permit-reissue: $number: permit: there is no permit $number" permit-reissue "$number" --permit="$number" --by=m.migr
	refuses 65 "permit-reissue: $number: permit: there is no permit XX-2019-P000001" \
		permit-reissue "$number" --permit=XX-2019-P000001 --by=m.migr
	check 0 permit-reissue "$number" --permit="$(held)" --by=m.migr --columns=previous_permit --no-header
	printed ALMAUE-2019-P000001
}

@test "of another employer, replaced already, revoked, expired" {
	before=$(held)
	number=$(applicant=940140000385 && ready reissue --permit="$before")
	refuses 1 "permit-reissue: $number: permit: $before is a permit of another employer ($rule)" \
		permit-reissue "$number" --by=m.migr
	first=$(ready reissue --permit="$before") second=$(ready reissue --permit="$before")
	permit-reissue "$first" --by=m.migr > /dev/null
	refuses 1 "permit-reissue: $second: permit: $before is replaced by ALMAUE-2019-P000002 already ($rule)" \
		permit-reissue "$second" --by=m.migr
	permit-revoke ALMAUE-2019-P000002 --ground=employer-request --from=2019-11-01 --by=h.head > /dev/null
	refuses 1 "permit-reissue: $second: permit: ALMAUE-2019-P000002 is revoked from 2019-11-01 on ($rule)" \
		permit-reissue "$second" --permit=ALMAUE-2019-P000002 --by=m.migr
	before=$(held)
	now 2020-01-01T10:00:00+06:00
	refuses 1 "permit-reissue: $second: permit: the last day of $before is 2019-12-31 ($rule)" \
		permit-reissue "$second" --permit="$before" --by=m.migr
}

@test "a permit that does not hold yet is not reissued" {
	permit-issue "$(ready issue)" --from=2019-05-01 --until=2020-04-30 --by=m.migr > /dev/null
	number=$(ready reissue --permit=ALMAUE-2019-P000001)
	refuses 1 "permit-reissue: $number: permit: the first day of ALMAUE-2019-P000001 is 2019-05-01 ($rule)" \
		permit-reissue "$number" --by=m.migr
}

@test "the days of the new permit lie within those of the old one; it is for no more workers" {
	before=$(held)
	workers='' number=$(ready reissue --permit="$before")
	refuses 1 "permit-reissue: $number: until: a reissued permit ends no later than the one before it, on 2019-12-31 ($rule)" \
		permit-reissue "$number" --until=2020-01-01 --by=m.migr
	refuses 1 "permit-reissue: $number: from: the permit before it begins on 2019-02-19 ($rule)" \
		permit-reissue "$number" --from=2019-02-18 --by=m.migr
	refuses 1 "permit-reissue: $number: workers: 11 workers of category 3 are more than the 10 that the permit before it is for ($rule)" \
		permit-reissue "$number" --workers=3:UZB:7111:11 --by=m.migr
	check 0 permit-reissue "$number" --from=2019-04-10 --until=2019-12-30 --workers='3:UZB:7111:9' --by=m.migr --format=tsv --no-header \
		--columns=valid_from,valid_last,workers_total
	printed '2019-04-10	2019-12-30	9'
}

@test "the same key again; with another permit before it" {
	before=$(held) other=$(held)
	number=$(ready reissue --permit="$before")
	permit-reissue "$number" --by=m.migr --key=r > /dev/null
	check 0 permit-reissue "$number" --by=m.migr --key=r --columns=permit,replayed --no-header --format=tsv
	printed 'ALMAUE-2019-P000003	yes'
	refuses 1 "permit-reissue: $number: key: the key was used before, for \"issue\" with other content (records(7), key)" \
		permit-reissue "$number" --permit="$other" --by=m.migr --key=r
}
