#!/usr/bin/env bats
# workplace-register: enter an employer's application for special workplaces.
# shellcheck disable=SC2030,SC2031,SC2034,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

asks=(--applicant=080440005158 --places=2 --profession=5411 --by=e.rel)

@test "opens a case, does the employer's own steps, and stands before the review" {
	check 0 workplace-register "${asks[@]}" --name='ЖШС «Көктем»' --cost=900000 --document=employer-application --format=tsv
	printed "case	applicant	applicant_name	office	status	outcome	next_step	next_acts	next_role	profession_named	places_agreed	places_filled	cost_agreed	wage_agreed	months_agreed	valid_from	valid_last	paid_total	replayed	key
ALM-2023-000001	080440005158	ЖШС «Көктем»	ALM	registered		2.1	check	employer-relations	5411									no	"
	said ''
	is ' | open | 
1 | submit | employer
1.1 | prepare | employer' "$(past ALM-2023-000001 step_done,acts_done,done_for)"
	is 'profession=5411; places=2; cost=90000000' "$(past ALM-2023-000001 details | head -n 1 | grep -o 'profession=.*')"
	check 0 store-check --no-header
}

@test "the limit: 300 monthly indexes of the day of the application, with the act that sets it" {
	refuses 1 'workplace-register: cost: 1035000.01 tenge for one place are beyond 1035000.00, which is 300 monthly indexes (order 266 of 29.06.2023 (adilet V2300032967), Social Code art. 108 (figure from the press))' \
		workplace-register "${asks[@]}" --cost=1035000.01
	check 0 workplace-register "${asks[@]}" --cost=1035000 --columns=next_step --no-header
	printed 2.1
	said ''
}

@test "where index or limit is not known for that day, the cost is not checked, and that is said" {
	now 2024-02-05T10:00:00+06:00
	check 0 workplace-register "${asks[@]}" --cost=99000000 --columns=case --no-header
	printed ALM-2024-000001
	said 'workplace-register: warning: ALM-2024-000001: the monthly index is not known on 2024-02-05: the cost of a place was not checked'
	check 0 workplace-register "${asks[@]}" --cost=99000000 --at=2023-06-28T10:00 --columns=case --no-header
	said_part 'ALM-2023-000001: no limit is known on 2023-06-28: the cost of a place was not checked'
	printf 'norm\tsubject\tsince\tvalue\tsource\nmci\t\t2024-01-01\t3692\tlaw on the budget\n' | norm-load --quiet > /dev/null
	check 1 workplace-register "${asks[@]}" --cost=1107600.01
	said_part '1107600.01 tenge for one place are beyond 1107600.00'
	check 0 workplace-register "${asks[@]}" --cost=1107600 --columns=case --no-header
}

@test "the same key again is the same application; with another content it is refused" {
	applied --key=a
	check 0 workplace-register --applicant=080440005158 --name='ЖШС «Көктем»' --places=2 --profession=5411 --cost='900 000,00' \
		--by=e.rel --key=a --columns=case,next_step,replayed,key --no-header
	printed 'ALM-2023-000001	2.1	yes	a'
	refuses 1 'workplace-register: key: the key was used before, for "open" with other content (records(7), key)' \
		workplace-register "${asks[@]}" --name='ЖШС «Көктем»' --cost=900001 --key=a
	is 1 "$(case-list --no-header --columns=case | wc -l)"
}

@test "many from a file; one that costs too much refuses all, or itself alone" {
	printf 'applicant;name;places;profession;cost;key\n080440005158;A;2;5411;900000;a\n180540000042;B;1;9112;2000000;b\n' > many.csv
	check 1 workplace-register --input=many.csv --by=e.rel --columns=case --no-header
	printed ''
	said_part 'workplace-register:many.csv:3: cost: 2000000.00 tenge for one place are beyond'
	is '' "$(case-list --no-header)"
	check 1 workplace-register --input=many.csv --by=e.rel --keep-going --columns=case,applicant_name --no-header
	printed 'ALM-2023-000001	A'
}

@test "nothing asked for, no such service, somebody who does not work there" {
	refuses 65 'workplace-register: places: places must be more than nothing' \
		workplace-register --applicant=080440005158 --places=0 --profession=5411 --cost=900000 --by=e.rel
	refuses 65 'workplace-register: cost: cost must be more than nothing' workplace-register "${asks[@]}" --cost=0
	refuses 65 'workplace-register: service: no service of this office has a contract' \
		workplace-register --applicant=080440005158 --places=1 --profession=5411 --cost=1 --by=n.spec
	refuses 1 'workplace-register: profession: the procedure has no contract: it has no use for profession (almaty-2017/child-benefit, office)' \
		workplace-register --applicant=701111301109 --places=1 --profession=5411 --cost=1 --service=child-benefit --by=s.reg --at=2019-03-18T10:00
	refuses 65 'workplace-register: applicant: the check digit is wrong' \
		workplace-register --applicant=080440005159 --places=1 --profession=5411 --cost=1 --by=e.rel
}

@test "what the application says is corrected, money in tenge" {
	applied
	quietly case-correct "$number" --field=cost --value='850 000,50' --reason=typo --by=e.rel
	is 'field=cost; value=85000050; reason=typo; value_before=90000000' "$(past "$number" details | tail -n 1)"
	quietly case-correct "$number" --field=places --value=1 --reason=typo --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	quietly workplace-approve "$number" --decision=grant --list=1 --by=h.head
	check 0 workplace-contract "$number" --wage=60000 --months=1 --from=2023-08-01 --by=e.rel --no-header --columns=places_agreed,cost_agreed
	printed '1	850000.50'
	refuses 65 "case-correct: $number: value: places must be more than nothing" \
		case-correct "$number" --field=places --value=0 --reason=r --by=e.rel
	refuses 65 "case-correct: $number: value: \"much\" is no sum of tenge" \
		case-correct "$number" --field=cost --value=much --reason=r --by=e.rel
	refuses 65 "case-correct: $number: field: \"wage\" is no field of an application: applicant, name, representative, profession, places or cost" \
		case-correct "$number" --field=wage --value=1 --reason=r --by=e.rel
	number=$(enter wheelchair --at=2019-03-18T10:00)
	refuses 1 "case-correct: $number: value: the procedure has no contract: it has no use for places (almaty-2017/wheelchair, office)" \
		case-correct "$number" --field=places --value=2 --reason=r --by=s.reg
}
