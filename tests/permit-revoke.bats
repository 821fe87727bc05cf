#!/usr/bin/env bats
# permit-revoke: take a permit back, on a ground of the law.
load lib
load cases
load permits

@test "a permit is revoked from the day of the act, or from a later one; its case tells of it" {
	permit=$(held)
	check 0 permit-revoke "$permit" --ground=court-decision --reason='decision 2-4711' --by=h.head --format=tsv \
		--columns=permit,permit_status,revoked,revoked_for,valid_last,replayed
	printed "permit	permit_status	revoked	revoked_for	valid_last	replayed
$permit	revoked	2019-04-16	court-decision	2019-12-31	no"
	said ''
	is " | revoke | h.head | permit=$permit; ground=court-decision; reason=decision 2-4711; revoked_from=2019-04-16" \
		"$(past ALMAUE-2019-000001 step_done,acts_done,done_by,details | tail -n 1)"
	is 'valid' "$(shown "$permit" permit_status --on=2019-04-15)"
	# The places stay used, and the case stands where it stood.
	check 0 quota-show --region=almaty --year=2019 --category=3 --columns=places_used --no-header
	printed 10
	is 'issued | 13d' "$(stands ALMAUE-2019-000001 status,next_step)"
	check 0 store-check --no-header
	other=$(held)
	check 0 permit-revoke "$other" --ground=employer-request --from=2019-12-31 --by=h.head --columns=permit_status,revoked --no-header --format=tsv
	printed 'valid	2019-12-31'
}

@test "a ground that the law of the day does not know" {
	permit=$(held)
	refuses 65 "permit-revoke: $permit: ground: there is no ground \"mood\" for a revocation on that day; there are: court-decision, employer-request, false-information" \
		permit-revoke "$permit" --ground=mood --by=h.head
	printf 'norm\tsubject\tsince\tvalue\tsource\npermit-revocation\tmood\t2019-04-17\tyes\torder 1\npermit-revocation\tcourt-decision\t2019-04-17\t\torder 1\n' |
		norm-load --quiet > /dev/null
	refuses 65 "permit-revoke: $permit: ground: there is no ground \"mood\" for a revocation on that day; there are: court-decision, employer-request, false-information" \
		permit-revoke "$permit" --ground=mood --by=h.head
	now 2019-04-17T10:00:00+06:00
	refuses 65 "permit-revoke: $permit: ground: there is no ground \"court-decision\" for a revocation on that day; there are: employer-request, false-information, mood" \
		permit-revoke "$permit" --ground=court-decision --by=h.head
	check 0 permit-revoke "$permit" --ground=mood --by=h.head --columns=revoked_for --no-header
	printed mood
}

@test "only who decides such cases revokes" {
	permit=$(held)
	refuses 1 "permit-revoke: $permit: by: m.migr is migration-specialist, not head" \
		permit-revoke "$permit" --ground=court-decision --by=m.migr
}

@test "revoked already, before its first day, after its last, replaced by then" {
	permit=$(held)
	law="casekit's default, the documents are silent: no ground is named; load the office's own act in its place"
	refuses 1 "permit-revoke: $permit: from: the first day of $permit is 2019-02-19 ($law)" \
		permit-revoke "$permit" --ground=court-decision --from=2019-02-18 --by=h.head
	refuses 1 "permit-revoke: $permit: from: the last day of $permit is 2019-12-31 ($law)" \
		permit-revoke "$permit" --ground=court-decision --from=2020-01-01 --by=h.head
	permit-revoke "$permit" --ground=court-decision --from=2019-06-01 --by=h.head > /dev/null
	refuses 1 "permit-revoke: $permit: $permit was revoked from 2019-06-01 on ($law)" \
		permit-revoke "$permit" --ground=court-decision --from=2019-05-01 --by=h.head
	permit=$(held)
	permit-extend "$(ready extend --permit="$permit")" --from=2019-06-01 --until=2020-12-31 --by=m.migr > /dev/null
	refuses 1 "permit-revoke: $permit: $permit was replaced from 2019-06-01 on by ALMAUE-2019-P000003 ($law)" \
		permit-revoke "$permit" --ground=court-decision --from=2019-06-01 --by=h.head
	check 0 permit-revoke "$permit" --ground=court-decision --from=2019-05-31 --by=h.head --columns=revoked --no-header
	printed 2019-05-31
	is 'not-yet-valid' "$(shown ALMAUE-2019-P000003 permit_status)"
	is 'valid' "$(shown ALMAUE-2019-P000003 permit_status --on=2019-06-01)"
}

@test "no such permit, no ground, no date" {
	permit=$(held)
	refuses 65 "permit-revoke: ALMAUE-2019-P000007: there is no permit ALMAUE-2019-P000007" \
		permit-revoke ALMAUE-2019-P000007 --ground=court-decision --by=h.head
	refuses 65 "permit-revoke: $permit: ground: no value, and no --ground" permit-revoke "$permit" --by=h.head
	refuses 65 "permit-revoke: from: not a date (YYYY-MM-DD)" \
		permit-revoke "$permit" --ground=court-decision --from=tomorrow --by=h.head
}

@test "the same key again changes nothing; from another day it is refused" {
	permit=$(held)
	permit-revoke "$permit" --ground=court-decision --from=2019-06-01 --by=h.head --key=v > /dev/null
	check 0 permit-revoke "$permit" --ground=court-decision --from=2019-06-01 --by=h.head --key=v --columns=revoked,replayed,key --no-header --format=tsv
	printed '2019-06-01	yes	v'
	refuses 1 "permit-revoke: $permit: key: the key was used before, for \"revoke\" with other content (records(7), key)" \
		permit-revoke "$permit" --ground=court-decision --from=2019-06-02 --by=h.head --key=v
	refuses 1 "permit-revoke: $permit: key: the key was used before, for \"revoke\" with other content (records(7), key)" \
		permit-revoke "$permit" --ground=employer-request --from=2019-06-01 --by=h.head --key=v
}

@test "a list of permits goes in by a pipe" {
	held > /dev/null
	held > /dev/null
	check 0 bash -c 'permit-list --applicant=080440005158 --columns=permit | permit-revoke --ground=employer-request --by=h.head --columns=permit,revoked --no-header --format=tsv'
	printed 'ALMAUE-2019-P000001	2019-04-16
ALMAUE-2019-P000002	2019-04-16'
}
