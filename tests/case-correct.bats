#!/usr/bin/env bats
# case-correct: correct a field of an application; both values stay visible.
load lib
load cases

@test "a misspelt name is put right, and both spellings stay in the history" {
	number=$(enter wheelchair)
	check 0 case-correct "$number" --field=name --value='Тәжібаев Асқар Олжасұлы' --reason='as in the identity card' --by=s.reg \
		--format=tsv --columns=case,applicant_name,status,next_step
	printed "case	applicant_name	status	next_step
$number	Тәжібаев Асқар Олжасұлы	registered	2"
	said ''
	is 'register | regulation=almaty-2017/wheelchair; edition=2017-12-20; variant=main; channel=office; applicant=701111301109; name=Тәжібаев Асқар
correct | field=name; value=Тәжібаев Асқар Олжасұлы; reason=as in the identity card; value_before=Тәжібаев Асқар' \
		"$(past "$number" acts_done,details)"
	is "$number" "$(case-list --name='тәжібаев асқар о' --columns=case --no-header)"
}

@test "a closed case can be corrected too" {
	number=$(enter wheelchair)
	case-withdraw "$number" --reason=moved --by=s.reg > /dev/null
	case-correct "$number" --field=name --value='Тәжібаев А.' --reason='as in the card' --by=s.reg > /dev/null
	is 'withdrawn | Тәжібаев А.' "$(stands "$number" status,applicant_name)"
}

@test "the applicant's number is corrected to a right one only" {
	number=$(enter wheelchair)
	refuses 65 "case-correct: $number: value: the check digit is wrong" \
		case-correct "$number" --field=applicant --value=711212401118 --reason=typo --by=s.reg
	refuses 65 "case-correct: $number: value: almaty-2017/wheelchair takes applicants by iin, not by bin" \
		case-correct "$number" --field=applicant --value=080440005158 --reason=typo --by=s.reg
	check 0 case-correct "$number" --field=applicant --value=711212401117 --reason=typo --by=s.reg --columns=applicant --no-header
	printed 711212401117
	is "$number" "$(case-list --applicant=711212401117 --columns=case --no-header)"
	is '' "$(case-list --applicant=701111301109 --columns=case --no-header)"
}

@test "corrected twice: the last value holds, all three are visible" {
	number=$(enter wheelchair)
	case-correct "$number" --field=name --value='Б' --reason=r --by=s.reg > /dev/null
	case-correct "$number" --field=name --value='В' --reason=r --by=s.reg > /dev/null
	is 'В' "$(stands "$number" applicant_name)"
	is 'field=name; value=В; reason=r; value_before=Б' "$(past "$number" details | tail -n 1)"
}

@test "what is no field of an application cannot be corrected, nor to what it is" {
	number=$(enter wheelchair)
	refuses 65 "case-correct: $number: field: \"status\" is no field of an application: applicant, name or representative" \
		case-correct "$number" --field=status --value=issued --reason=hurry --by=s.reg
	refuses 1 "case-correct: $number: value: name is so already" \
		case-correct "$number" --field=name --value='Тәжібаев Асқар' --reason=typo --by=s.reg
	refuses 65 "case-correct: $number: reason: no value, and no --reason" \
		case-correct "$number" --field=name --value='Б' --by=s.reg
}

@test "the same key again is the same correction" {
	number=$(enter wheelchair)
	case-correct "$number" --field=name --value='Б' --reason=r --by=s.reg --key=c > /dev/null
	check 0 case-correct "$number" --field=name --value='Б' --reason=r --by=s.reg --key=c --columns=applicant_name,replayed --no-header --format=tsv
	printed 'Б	yes'
	refuses 1 "case-correct: $number: key: the key was used before, for \"correct\" with other content (records(7), key)" \
		case-correct "$number" --field=name --value='В' --reason=r --by=s.reg --key=c
}

@test "a message about a correction does not tell the person's number" {
	number=$(enter wheelchair)
	check 1 case-correct "$number" --field=applicant --value=701111301109 --reason=typo --by=s.reg
	said_nothing_of 7011113
	check 65 case-correct "$number" --field=applicant --value=701111301108 --reason=typo --by=s.reg
	said_nothing_of 7011113
}

@test "what an application for a permit says is corrected with the same checks" {
	number=$(firm issue "${asks[@]}")
	check 0 case-correct "$number" --field=workers --value=2:TUR:2142:3 --reason='one fewer' --by=s.reg --columns=status --no-header
	printed registered
	is 'field=workers; value=2:TUR:2142:3; reason=one fewer; value_before=2:TUR:2142:2 3:UZB:7111:10' "$(past "$number" details | tail -n 1)"
	refuses 65 "case-correct: $number: value: \"2:TUR\" is not CATEGORY:CITIZENSHIP:PROFESSION:COUNT, such as 2:TUR:2142:5" \
		case-correct "$number" --field=workers --value=2:TUR --reason=r --by=s.reg
	refuses 65 "case-correct: $number: value: there is no permit ALM-2019-P000001" \
		case-correct "$number" --field=permit --value=ALM-2019-P000001 --reason=r --by=s.reg
	refuses 65 "case-correct: $number: field: \"quota\" is no field of an application: applicant, name, representative, region, workers, staff or permit" \
		case-correct "$number" --field=quota --value=1 --reason=r --by=s.reg
	number=$(enter wheelchair)
	refuses 1 "case-correct: $number: value: the procedure gives no permit: it has no use for staff (almaty-2017/wheelchair, office)" \
		case-correct "$number" --field=staff --value=2:40:5 --reason=r --by=s.reg
}
