#!/usr/bin/env bats
# workplace-review: review an application for special workplaces, or a report.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

@test "the application is reviewed; what it found is in the history" {
	applied
	check 0 workplace-review "$number" --finding=conforming --note='papers seen' --by=e.rel --no-header --columns=case,status,next_step,next_role
	printed "$number	under-review	2.2	center-head"
	said ''
	is '2.1 | check | finding=conforming; note=papers seen; month=application' "$(past "$number" step_done,acts_done,details | tail -n 1)"
}

@test "a finding is one of two words" {
	applied
	refuses 65 "workplace-review: $number: finding: the finding of a review is conforming or not-conforming" \
		workplace-review "$number" --finding=fine --by=e.rel
	refuses 65 "workplace-review: $number: finding: no value, and no --finding" workplace-review "$number" --by=e.rel
}

@test "not its turn, not by that role" {
	applied
	refuses 1 "workplace-review: $number: by: step 2.1 is \"check\" by employer-relations; h.head is head and center-head, not employer-relations (employment/special-workplace, office, item 2.1)" \
		workplace-review "$number" --finding=conforming --by=h.head
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	refuses 1 "workplace-review: $number: step 2.2 is \"decide\" by center-head, not \"check\" (employment/special-workplace, office, item 2.2)" \
		workplace-review "$number" --finding=conforming --by=e.rel
	number=$(enter wheelchair --at=2019-03-18T10:00)
	refuses 1 "workplace-review: $number: its procedure has no contract (almaty-2017/wheelchair, office)" \
		workplace-review "$number" --finding=conforming --by=s.reg
}

@test "the same key again changes nothing; another finding under it is refused" {
	applied
	quietly workplace-review "$number" --finding=conforming --key=r --by=e.rel
	check 0 workplace-review "$number" --finding=conforming --key=r --by=e.rel --no-header --columns=next_step,replayed
	printed '2.2	yes'
	refuses 1 "workplace-review: $number: key: the key was used before, for \"check\" with other content (records(7), key)" \
		workplace-review "$number" --finding=not-conforming --key=r --by=e.rel
}

@test "a report that does not conform is made again and reviewed again; the first review stays in the history" {
	signed
	quietly workplace-report "$number" --by=e.rel
	quietly workplace-review "$number" --finding=not-conforming --by=e.rel
	is '6.3 | pay' "$(stands "$number" next_step,next_acts)"
	is report-missing\ \|\ work "$(found)"
	is "workplace-report $number --by=LOGIN" "$(case-show "$number" --format=tsv --no-header --columns=command)"
	refuses 1 "workplace-review: $number: step 6.3 is \"pay\" by center-head, not \"check\" (employment/special-workplace, office, item 6.3)" \
		workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-report "$number" --by=e.rel
	is "report-unreviewed | work" "$(found)"
	refuses 1 "workplace-review: $number: by: h.head is head and center-head, not employer-relations (employment/special-workplace, office, item 6.2)" \
		workplace-review "$number" --finding=conforming --by=h.head
	quietly workplace-review "$number" --finding=conforming --key=r --by=e.rel
	check 0 workplace-review "$number" --finding=conforming --key=r --by=e.rel --no-header --columns=next_step,replayed
	printed '6.3	yes'
	is "unpaid | work" "$(found)"
	is '6.1 | report | month=work
6.2 | check | finding=not-conforming; month=work
 | report | month=work
 | check | finding=conforming; month=work' "$(past "$number" step_done,acts_done,details | grep -E '(report|check).*work')"
	quietly workplace-pay "$number" --amount=1 --by=h.head
	is 8 "$(stands "$number" next_step)"
	check 0 store-check --no-header
}

@test "an undo of the review takes the finding back from the register too" {
	signed
	quietly workplace-report "$number" --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly case-undo "$number" --reason='wrong report' --by=e.rel
	is "6.2 | check" "$(stands "$number" next_step,next_acts)"
	is "report-unreviewed | work" "$(found)"
	check 0 store-check --no-header
	quietly case-undo "$number" --reason='wrong report' --by=e.rel
	is "" "$(found)"
	check 0 store-check --no-header
}
