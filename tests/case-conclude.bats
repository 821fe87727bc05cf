#!/usr/bin/env bats
# case-conclude: record the conclusion of a commission or social worker.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases

# referred SERVICE [OPTION...]: a case that lies before the precinct commission
referred() {
	number=$(enter "$@")
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
}

@test "the secretary enters what the commission found, with the inspection act" {
	referred local-assistance
	echo 'two rooms, four people' > act.txt
	check 0 case-conclude "$number" --finding=in-need --document=inspection-act --file=act.txt --by=p.comm --format=tsv \
		--columns=case,status,next_step,next_acts,next_role
	printed "case	status	next_step	next_acts	next_role
$number	referred	5	calculate	division-specialist"
	said ''
	is "4 | conclude | precinct-commission | p.comm | finding=in-need; document=inspection-act; file=act.txt; file_digest=$(sha256sum act.txt | cut -c1-64); file_size=23" \
		"$(past "$number" step_done,acts_done,done_role,done_by,details | tail -n 1)"
}

@test "without the document that the step demands it is refused with the clause" {
	referred local-assistance
	refuses 1 "case-conclude: $number: document: step 4 needs the document inspection-act (almaty-2017/local-assistance, office, item 4)" \
		case-conclude "$number" --finding=in-need --by=p.comm
	refuses 1 "case-conclude: $number: document: step 4 needs the document inspection-act (almaty-2017/local-assistance, office, item 4)" \
		case-conclude "$number" --finding=in-need --document=application --by=p.comm
	refuses 65 "case-conclude: $number: document: almaty-2017/local-assistance has no document \"a-letter\"" \
		case-conclude "$number" --finding=in-need --document=a-letter --by=p.comm
}

@test "a document that was attached before need not be brought again" {
	referred local-assistance
	echo x > act.txt
	case-attach "$number" --document=inspection-act --file=act.txt --by=w.soc > /dev/null
	check 0 case-conclude "$number" --finding=in-need --by=p.comm --columns=next_step --no-header
	printed 5
}

@test "somebody who applies again with nothing changed is not inspected again" {
	referred child-benefit
	refuses 1 "case-conclude: $number: document: step 4 needs the document inspection-act (almaty-2017/child-benefit, office, item 4)" \
		case-conclude "$number" --finding=in-need --by=p.comm
	referred child-benefit --fact=repeat-unchanged
	check 0 case-conclude "$number" --finding=in-need --by=p.comm --columns=next_step --no-header
	printed 5
	referred child-benefit
	check 0 case-conclude "$number" --finding=in-need --by=p.comm --fact=repeat-unchanged --columns=next_step --no-header
	printed 5
	referred child-benefit --fact=repeat-unchanged
	refuses 1 "case-conclude: $number: document: step 4 needs the document inspection-act (almaty-2017/child-benefit, office, item 4)" \
		case-conclude "$number" --finding=in-need --by=p.comm --fact='!repeat-unchanged'
}

@test "the commission's time runs from the receipt of the papers, if that is known" {
	referred local-assistance
	now 2019-03-28T17:00:00+06:00
	is '2019-03-20T18:30:00+06:00 | yes' "$(stands "$number" due,overdue)"
	case-conclude "$number" --finding=in-need --document=inspection-act --received=2019-03-26T16:00 --by=p.comm > /dev/null
	is '2019-03-28T18:30:00+06:00 | no' "$(past "$number" due_then,late | tail -n 1)"
	refuses 1 "case-record: $number: received: 2019-03-29 has not come yet" \
		case-record "$number" --act=calculate --amount=1 --received=2019-03-29 --by=s.reg
}

@test "without a receipt the time runs from the step before" {
	referred local-assistance
	now 2019-03-28T17:00:00+06:00
	case-conclude "$number" --finding=in-need --document=inspection-act --by=p.comm > /dev/null
	is '2019-03-20T18:30:00+06:00 | yes' "$(past "$number" due_then,late | tail -n 1)"
}

@test "each commission has its own secretary" {
	referred local-assistance
	refuses 1 "case-conclude: $number: by: step 4 is \"conclude\" by precinct-commission; x.comm is special-commission, not precinct-commission (almaty-2017/local-assistance, office, item 4)" \
		case-conclude "$number" --finding=in-need --document=inspection-act --by=x.comm
	case-conclude "$number" --finding=in-need --document=inspection-act --by=p.comm > /dev/null
	case-record "$number" --act=calculate --amount='12 000,50' --by=s.reg > /dev/null
	is 'amount=1200050' "$(past "$number" details | tail -n 1)"
	refuses 1 "case-conclude: $number: by: step 6 is \"conclude\" by special-commission; p.comm is precinct-commission, not special-commission (almaty-2017/local-assistance, office, item 6)" \
		case-conclude "$number" --finding=in-need --by=p.comm
	check 0 case-conclude "$number" --finding=in-need --amount=12000 --by=x.comm --columns=next_step,next_acts --no-header --format=tsv
	printed '7a	decide issue'
}

@test "a commission does not sit before the notice of its session is three working days old" {
	number=$(firm issue)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-record "$number" --act=notify --by=s.reg > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	for act in examine accept publish; do
		case-record "$number" --act=$act --by=m.migr > /dev/null
	done
	case-refer "$number" --by=m.migr > /dev/null
	now 2019-03-28T10:00:00+06:00
	refuses 1 "case-conclude: $number: step 10 may not be done before 2019-03-27T09:00:00+06:00 (almaty-2017/foreign-labour-permit, office issue, item 10)" \
		case-conclude "$number" --finding=for --by=k.comm --at=2019-03-26T18:00
	check 0 case-conclude "$number" --finding=for --by=k.comm --at=2019-03-27T09:00 --columns=next_step --no-header
	printed 11
	is '2019-03-27T18:30:00+06:00 | no' "$(past "$number" due_then,late | tail -n 1)"
}

@test "a file that cannot be read is 65, and nothing is concluded" {
	referred local-assistance
	refuses 65 'case-conclude: file: not a file that can be read' \
		case-conclude "$number" --finding=in-need --document=inspection-act --file=nowhere.pdf --by=p.comm
}
