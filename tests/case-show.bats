#!/usr/bin/env bats
# case-show: one case, what may be done now, and the command line for it.
load lib
load cases

@test "a case with its next step: the clause, the words of the act, the command line" {
	number=$(enter wheelchair)
	check 0 case-show "$number" --format=json
	[ "$(jq -r '.[0] | [.case, .status, .next_step, .overdue, .clause, .command] | join("|")' <<< "$output")" = \
		"$number|registered|2|false|almaty-2017/wheelchair, office, item 2|case-assign $number --to=LOGIN --by=LOGIN" ]
	[[ "$(jq -r '.[0].step_text' <<< "$output")" == 'қызмет берушінің басшысы құжаттармен танысады'* ]]
	said ''
}

@test "the command line needs only the words in capitals" {
	number=$(enter wheelchair)
	for word in h.head a.bek h.head a.bek; do
		line=$(case-show "$number" --columns=command --no-header --format=tsv)
		line=${line/--to=LOGIN/--to=a.bek}
		${line/LOGIN/$word} > /dev/null
	done
	is 'issued | ' "$(stands "$number" status,next_step)"
	is '' "$(case-show "$number" --columns=command --no-header --format=tsv)"
}

@test "for people the record is a card; what is empty is left out" {
	number=$(enter wheelchair)
	check 0 case-show "$number" --format=table
	[ "${lines[0]}" = "case            $number" ]
	printed_part $'\nstatus          registered\n'
	printed_part $'\nnext_step       2\n'
	[[ $output != *issued* ]]
}

@test "a decision asks for its word, a check for its fact, an act of many for nothing else" {
	number=$(enter local-assistance)
	is "case-assign $number --to=LOGIN --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	is "case-refer $number --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
	case-refer "$number" --by=s.reg > /dev/null
	case-conclude "$number" --document=inspection-act --by=p.comm > /dev/null
	is "case-record $number --act=calculate --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
	case-record "$number" --act=calculate --amount=1 --by=s.reg > /dev/null
	case-conclude "$number" --by=x.comm > /dev/null
	is "case-decide $number --decision=GRANT-OR-REFUSE --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
	now 2012-10-15T10:00:00+06:00
	number=$(case-register --service=home-schooling-support --applicant=821123301229 --by=n.spec --columns=case --no-header)
	is "case-record $number --act=check --fact=papers-in-order --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
}

@test "many cases, from operands or from another command" {
	first=$(enter wheelchair)
	second=$(enter sanatorium)
	check 0 case-show "$second" "$first" --columns=case --no-header
	printed "$second
$first"
	case-list > all.tsv
	check 0 case-show --input=all.tsv --columns=case,next_role --no-header --format=tsv
	printed "$first	head
$second	head"
}

@test "no such case is 65; the others are shown" {
	number=$(enter wheelchair)
	check 65 case-show ALMAUE-2019-000009 --format=tsv --columns=case --no-header
	printed ''
	said 'case-show: ALMAUE-2019-000009: there is no case ALMAUE-2019-000009'
	check 65 case-show NOWHERE-2019-000001 --no-header
	said 'case-show: NOWHERE-2019-000001: there is no case NOWHERE-2019-000001'
	check 65 case-show "$number" ALMAUE-2019-000009 --columns=case --no-header
	printed "$number"
	said 'case-show: ALMAUE-2019-000009: there is no case ALMAUE-2019-000009
case-show: 1 of 2 records refused'
}

@test "no store is 69, and nothing is made" {
	export CASEKIT_STORE="$BATS_TEST_TMPDIR/none.db"
	check 69 case-show ALMAUE-2019-000001
	printed ''
	[ ! -e none.db ]
}

@test "where the result is a permit the command line gives one, with what the application did not say" {
	number=$(firm issue --at=2019-03-11T09:30 "${asks[@]}")
	walk "$number" pay 2019-03-11T09:40
	is "case-record $number --act=pay --payment=NUMBER --paid-on=DATE --by=LOGIN" \
		"$(case-show "$number" --columns=command --no-header --format=tsv)"
	walk "$number" issue 2019-03-18T09:10
	is "permit-issue $number --until=DATE --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
	number=$(firm intra-corporate --at=2019-03-11T09:30)
	walk "$number" issue 2019-03-11T09:40
	is "permit-issue $number --region=REGION --workers=WORKERS --until=DATE --by=LOGIN" \
		"$(case-show "$number" --columns=command --no-header --format=tsv)"
	number=$(firm reissue --at=2019-03-11T09:30)
	walk "$number" issue 2019-03-11T09:40
	is "permit-reissue $number --permit=PERMIT --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
	number=$(firm extend --at=2019-03-11T09:30)
	walk "$number" issue 2019-03-11T09:40
	is "permit-extend $number --permit=PERMIT --until=DATE --by=LOGIN" \
		"$(case-show "$number" --columns=command --no-header --format=tsv)"
	number=$(firm reissue --at=2019-03-11T09:30)
	walk "$number" decide 2019-03-11T09:40
	case-decide "$number" --decision=refuse --ground=paragraph-10 --by=h.head --at=2019-03-11T10:00 > /dev/null
	walk "$number" issue 2019-03-11T10:00
	is "case-issue $number --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
}
