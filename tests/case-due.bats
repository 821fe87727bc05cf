#!/usr/bin/env bats
# case-due: what is due, for whom and by when.
load lib
load cases

# three: due at 10:10 today (specialist's refusal is none), tomorrow evening, and in eight working days
three() {
	enter child-benefit > /dev/null
	enter wheelchair > /dev/null
	number=$(enter sanatorium)
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
}

@test "what is due, the most urgent first; exit 0 while nothing is overdue" {
	three
	check 0 case-due --format=tsv
	printed 'case	due	term	overdue	next_step	next_acts	next_role	responsible	office	regulation	applicant_name	status
ALMAUE-2019-000001	2019-03-18T10:10:00+06:00		no	2	assign	head		ALMAUE	almaty-2017/child-benefit	Тәжібаев Асқар	registered
ALMAUE-2019-000002	2019-03-19T18:30:00+06:00		no	2	assign	head		ALMAUE	almaty-2017/wheelchair	Тәжібаев Асқар	registered
ALMAUE-2019-000003	2019-04-02T18:30:00+06:00		no	3	prepare	specialist	a.bek	ALMAUE	almaty-2017/sanatorium	Тәжібаев Асқар	assigned'
	said ''
}

@test "exit 1 when something is overdue; at exactly the due time nothing is" {
	three
	now 2019-03-18T10:10:00+06:00
	check 0 case-due --overdue --no-header
	printed ''
	now 2019-03-18T10:10:01+06:00
	check 1 case-due --overdue --no-header --columns=case,overdue --format=tsv
	printed 'ALMAUE-2019-000001	yes'
	said ''
	check 1 case-due --no-header --columns=case,overdue --format=tsv
	printed 'ALMAUE-2019-000001	yes
ALMAUE-2019-000002	no
ALMAUE-2019-000003	no'
}

@test "within a span from now, what is overdue included" {
	three
	check 0 case-due --within=10m --no-header --columns=case
	printed 'ALMAUE-2019-000001'
	check 0 case-due --within=2d --no-header --columns=case
	printed 'ALMAUE-2019-000001
ALMAUE-2019-000002'
	now 2019-03-19T12:00:00+06:00
	check 1 case-due --within=1d --no-header --columns=case
	printed 'ALMAUE-2019-000001
ALMAUE-2019-000002'
}

@test "for one person, one role, one office with all below it" {
	three
	check 0 case-due --responsible=a.bek --no-header --columns=case
	printed 'ALMAUE-2019-000003'
	check 0 case-due --next-role=head --no-header --columns=case
	printed 'ALMAUE-2019-000001
ALMAUE-2019-000002'
	check 0 case-due --office=ALM --no-header --columns=case --limit=1
	printed 'ALMAUE-2019-000001'
	check 0 case-due --office=AST --no-header
	printed ''
}

@test "a case without a due time of its next step is due by the term of the whole" {
	number=$(enter local-assistance --fact=papers-missing)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	check 0 case-due --no-header --columns=case,due,term --format=tsv
	printed "$number		2019-04-18T18:30:00+06:00"
	now 2019-04-19T10:00:00+06:00
	check 1 case-due --overdue --no-header --columns=case
	printed "$number"
}

@test "closed cases and cases without a time are not due" {
	number=$(enter wheelchair)
	case-withdraw "$number" --reason=moved --by=s.reg > /dev/null
	number=$(enter semey-compensation)
	case-assign "$number" --to=s.reg --by=d.head > /dev/null
	is '3 | ' "$(stands "$number" next_step,due)"
	now 2019-06-18T10:00:00+06:00
	check 0 case-due --no-header
	printed ''
}

@test "a span that is none is 64" {
	check 64 case-due --within=soon
	said 'case-due: --within=soon is no span such as 2d or 4h'
	check 64 case-due --limit=many
	said 'case-due: --limit=many is no number of cases'
}
