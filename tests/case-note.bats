#!/usr/bin/env bats
# case-note: a remark, or a fact, that belongs to no step.
load lib
load cases

@test "a remark is kept with the case and changes nothing else" {
	number=$(enter wheelchair)
	before=$(stands "$number" status,next_step,due)
	check 0 case-note "$number" --note='asks for a call before delivery' --by=s.reg --columns=case,status,next_step --no-header --format=tsv
	printed "$number	registered	2"
	said ''
	is "$before" "$(stands "$number" status,next_step,due)"
	is '2 |  | note | s.reg | note=asks for a call before delivery' "$(past "$number" seq,step_done,acts_done,done_by,details | tail -n 1)"
}

@test "a remark keeps its lines and its signs" {
	number=$(enter wheelchair)
	case-note "$number" --note=$'first\nsecond; "third"\tend' --by=s.reg > /dev/null
	is $'note=first\nsecond; "third"\tend' "$(case-history "$number" --format=json | jq -r '.[-1].details')"
	is 'note=first\nsecond; "third"\tend' "$(case-history "$number" --columns=details --no-header --format=tsv | tail -n 1)"
}

@test "a closed case takes a remark, and everybody of the office may make one, a commission's secretary too" {
	number=$(enter wheelchair)
	case-withdraw "$number" --reason=moved --by=s.reg > /dev/null
	for login in p.comm c.clerk h.head; do
		case-note "$number" --note=seen --by=$login > /dev/null
	done
	is 'withdrawn' "$(stands "$number" status)"
	is 5 "$(past "$number" seq | grep -c .)"
	refuses 1 "case-note: $number: t.clerk works in AST, which is neither ALMAUE nor above or below it" \
		case-note "$number" --note=seen --by=t.clerk
}

@test "a fact that a machine waits for is stated, and the machine goes on" {
	now 2012-10-15T10:00:00+06:00
	number=$(case-register --service=home-schooling-support --variant=main --applicant=821123301229 --by=n.spec --columns=case --no-header)
	case-record "$number" --act=authenticate --by=n.spec > /dev/null
	is "case-note $number --fact=account-valid --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
	check 0 case-note "$number" --fact='!account-valid' --by=n.spec --columns=status,next_step --no-header --format=tsv
	printed 'refused-at-entry	'
}

@test "the receipt of papers is noted and the step counts from it" {
	number=$(enter local-assistance)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	is '2019-03-20T18:30:00+06:00' "$(stands "$number" due)"
	now 2019-03-19T17:00:00+06:00
	case-note "$number" --received=2019-03-19T16:00 --by=p.comm > /dev/null
	is '2019-03-26T18:30:00+06:00' "$(stands "$number" due)"
}

@test "a fact that the service does not know is 65; a time before the last step is refused" {
	number=$(enter wheelchair)
	refuses 65 "case-note: $number: fact: almaty-2017/wheelchair has no fact \"rich\"" case-note "$number" --fact=rich --by=s.reg
	refuses 1 "case-note: $number: at: that is before the last step of the case, done at 2019-03-18T10:00:00+06:00" \
		case-note "$number" --note=x --at=2019-03-18T09:00 --by=s.reg
	refuses 65 'case-note: ALMAUE-2019-000007: there is no case ALMAUE-2019-000007' \
		case-note ALMAUE-2019-000007 --note=x --by=s.reg
}

@test "one remark for many cases is one pipe" {
	enter wheelchair > /dev/null
	enter sanatorium > /dev/null
	check 0 case-note --input=<(case-list --columns=case) --note='office moved to floor 2' --by=s.reg --columns=case --no-header
	printed 'ALMAUE-2019-000001
ALMAUE-2019-000002'
}

@test "the same key again is the same remark" {
	number=$(enter wheelchair)
	case-note "$number" --note=x --by=s.reg --key=n > /dev/null
	before=$(everything)
	check 0 case-note "$number" --note=x --by=s.reg --key=n --columns=replayed --no-header
	printed yes
	is "$before" "$(everything)"
}

@test "a note that says nothing is 65" {
	number=$(enter wheelchair)
	refuses 65 "case-note: $number: note: there is nothing to note: give note, fact or received" case-note "$number" --by=a.bek
}
