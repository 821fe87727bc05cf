#!/usr/bin/env bats
# case-list: many cases, by any filter, or counted in groups.
load lib
load cases

# numbers OPTION...: the numbers that the list gives, their year and zeroes left out
numbers() { case-list --columns=case --no-header --format=tsv "$@" | sed 's/-2019-0*/ /' | paste -sd, -; }

# a_morning: six cases in ALMAUE (1 to 6), one in ALM (1)
a_morning() {
	number=$(enter wheelchair)                                    # 1: assigned
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	number=$(enter wheelchair)                                    # 2: prepared
	case-assign "$number" --to=b.omar --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	now 2019-03-19T10:00:00+06:00
	number=$(enter sanatorium)                                    # 3: issued
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	case-sign "$number" --by=h.head > /dev/null
	case-issue "$number" --by=a.bek > /dev/null
	number=$(firm issue)                                          # 4: registered
	number=$(firm reissue)                                        # 5: withdrawn
	case-withdraw "$number" --reason=moved --by=s.reg > /dev/null
	enter child-benefit > /dev/null                               # 6: registered, due in ten minutes
	enter wheelchair --office=ALM > /dev/null
}

@test "without a filter all cases, in the order of their numbers, office by office" {
	a_morning
	is 'ALM 1,ALMAUE 1,ALMAUE 2,ALMAUE 3,ALMAUE 4,ALMAUE 5,ALMAUE 6' "$(numbers)"
	check 0 case-list --limit=1 --format=tsv
	printed 'case	number	regulation	edition	variant	channel	office	applicant	applicant_name	status	outcome	next_step	next_acts	next_role	due	not_before	term	overdue	responsible	registered	decided	issued
ALM-2019-000001	ALM-2019-000001	almaty-2017/wheelchair	2017-12-20	main	office	ALM	701111301109	Тәжібаев Асқар	registered		2	assign	head	2019-03-20T18:30:00+06:00			no		2019-03-19T10:00:00+06:00		'
	said ''
}

@test "by office, and with all below it" {
	a_morning
	is 'ALM 1' "$(numbers --office=ALM)"
	is 'ALM 1,ALMAUE 1,ALMAUE 2,ALMAUE 3,ALMAUE 4,ALMAUE 5,ALMAUE 6' "$(numbers --office=ALM --below)"
	is 'ALMAUE 1,ALMAUE 2,ALMAUE 3,ALMAUE 4,ALMAUE 5,ALMAUE 6' "$(numbers --office=ALMAUE --office=AST)"
	is '' "$(numbers --office=AST)"
}

@test "by service, edition, variant and channel" {
	a_morning
	is 'ALM 1,ALMAUE 1,ALMAUE 2' "$(numbers --regulation=almaty-2017/wheelchair)"
	is 'ALMAUE 5' "$(numbers --variant=reissue)"
	is 'ALMAUE 4,ALMAUE 5' "$(numbers --regulation=almaty-2017/foreign-labour-permit --channel=office --edition=2017-12-20)"
	is '' "$(numbers --edition=2018-01-01)"
	is '' "$(numbers --channel=portal)"
}

@test "by applicant and by the beginning of the name, in any case" {
	a_morning
	is 'ALMAUE 4,ALMAUE 5' "$(numbers --applicant=080440005158)"
	is 'ALM 1,ALMAUE 1,ALMAUE 2,ALMAUE 3,ALMAUE 6' "$(numbers --name=тәЖІбаев)"
	is 'ALMAUE 4,ALMAUE 5' "$(numbers --name='жшс «к')"
	is '' "$(numbers --name=Асқар)"
}

@test "by status, open or one of its words, and by outcome" {
	a_morning
	is 'ALM 1,ALMAUE 1,ALMAUE 2,ALMAUE 4,ALMAUE 6' "$(numbers --status=open)"
	is 'ALMAUE 1' "$(numbers --status=assigned)"
	is 'ALMAUE 5' "$(numbers --status=withdrawn)"
	is 'ALMAUE 3' "$(numbers --outcome=granted)"
	is '' "$(numbers --outcome=refused)"
}

@test "by what is next, for whom" {
	a_morning
	is 'ALM 1,ALMAUE 4,ALMAUE 6' "$(numbers --next-act=assign)"
	is 'ALMAUE 2' "$(numbers --next-act=decide)"
	is 'ALMAUE 2' "$(numbers --next-act=sign)"
	is 'ALMAUE 1' "$(numbers --next-role=specialist)"
	is 'ALMAUE 4' "$(numbers --next-step=3 --next-role=head)"
	is 'ALMAUE 1,ALMAUE 3' "$(numbers --responsible=a.bek)"
}

@test "by time; a date alone is the whole day" {
	a_morning
	is 'ALMAUE 1,ALMAUE 2' "$(numbers --registered-until=2019-03-18)"
	is 'ALM 1,ALMAUE 3,ALMAUE 4,ALMAUE 5,ALMAUE 6' "$(numbers --registered-from=2019-03-19)"
	is 'ALMAUE 1,ALMAUE 2' "$(numbers --registered-from=2019-03-18T10:00 --registered-until=2019-03-18T10:00)"
	is '' "$(numbers --registered-until=2019-03-18T09:59:59)"
	is 'ALMAUE 4,ALMAUE 6' "$(numbers --due-from=2019-03-19T10:10 --due-until=2019-03-19T10:30)"
	is 'ALMAUE 3' "$(numbers --issued-from=2019-03-19 --decided-until=2019-03-19)"
}

@test "what is overdue now" {
	a_morning
	is '' "$(numbers --overdue)"
	now 2019-03-19T10:10:01+06:00
	is 'ALMAUE 6' "$(numbers --overdue)"
	now 2019-03-20T18:30:01+06:00
	is 'ALM 1,ALMAUE 2,ALMAUE 4,ALMAUE 6' "$(numbers --overdue)"
}

@test "filters narrow each other" {
	a_morning
	is 'ALMAUE 2' "$(numbers --regulation=almaty-2017/wheelchair --status=open --responsible=b.omar --office=ALM --below)"
	is '' "$(numbers --regulation=almaty-2017/wheelchair --status=issued)"
}

@test "names stand as the Kazakh alphabet has them" {
	printf 'service\tapplicant\tname\n' > names.tsv
	for name in Яна Іңкәр Ұлан Уәли Өмір Олжас Қанат Кенже Ирина Әсет Ақан; do
		printf 'wheelchair\t701111301109\t%s\n' "$name" >> names.tsv
	done
	case-register --input=names.tsv --by=s.reg --quiet > /dev/null
	is 'Ақан Әсет Ирина Кенже Қанат Олжас Өмір Уәли Ұлан Іңкәр Яна' \
		"$(case-list --order=name --columns=applicant_name --no-header --format=tsv | paste -sd' ' -)"
	is 'Ақан Әсет' "$(case-list --order=name --limit=2 --columns=applicant_name --no-header --format=tsv | paste -sd' ' -)"
}

@test "by due time, what has none at the end" {
	a_morning
	is 'ALMAUE 6,ALMAUE 4,ALMAUE 2,ALM 1,ALMAUE 1' "$(numbers --order=due --status=open)"
}

@test "counted in groups" {
	a_morning
	check 0 case-list --group-by=regulation,status --format=tsv
	printed 'regulation	status	cases
almaty-2017/child-benefit	registered	1
almaty-2017/foreign-labour-permit	registered	1
almaty-2017/foreign-labour-permit	withdrawn	1
almaty-2017/sanatorium	issued	1
almaty-2017/wheelchair	assigned	1
almaty-2017/wheelchair	registered	1
almaty-2017/wheelchair	under-review	1'
	check 0 case-list --group-by=outcome --status=open --format=json
	is '[{"outcome":null,"cases":5}]' "$(jq -c . <<< "$output")"
}

@test "given cases are listed as they are given, and may be counted too" {
	a_morning
	is 'ALMAUE 5,ALM 1' "$(numbers ALMAUE-2019-000005 ALM-2019-000001)"
	case-list --status=open > open.tsv
	check 0 case-list --input=open.tsv --group-by=office --no-header --format=tsv
	printed 'ALM	1
ALMAUE	4'
}

@test "an empty store, or a filter that nothing passes, is a header and exit 0" {
	check 0 case-list --format=tsv --columns=case,status
	printed 'case	status'
	check 0 case-list --format=json
	printed '[]'
}

@test "the same cases in every form" {
	enter wheelchair --key=k > /dev/null
	columns=case,applicant_name,overdue,outcome
	is $'case\tapplicant_name\toverdue\toutcome\nALMAUE-2019-000001\tТәжібаев Асқар\tno\t' "$(case-list --columns=$columns --format=tsv)"
	is $'case,applicant_name,overdue,outcome\nALMAUE-2019-000001,Тәжібаев Асқар,no,' "$(case-list --columns=$columns --format=csv)"
	is '{"case":"ALMAUE-2019-000001","applicant_name":"Тәжібаев Асқар","overdue":false,"outcome":null}' \
		"$(case-list --columns=$columns --format=jsonl)"
}

@test "a filter that cannot be is 64 or 65" {
	check 64 case-list --order=height
	said 'case-list: --order=height: number, name or due'
	check 64 case-list --limit=0
	said 'case-list: --limit=0 is no number of cases'
	check 64 case-list --registered-from=soon
	said 'case-list: --registered-from=soon is no time'
	check 64 case-list --columns=case,colour
	printed ''
	check 64 case-list --group-by=colour
	printed ''
}

@test "a filter is for all cases, not for one that is named; a mistyped word is no empty list" {
	number=$(enter wheelchair)
	refuses 64 "case-list: $number: --status is for all cases, not for cases that are named" case-list "$number" --status=open
	refuses 65 'case-list: there is no regulation "zz"' case-list --regulation=zz
	refuses 65 'case-list: there is no act "zz"' case-list --next-act=zz
	refuses 65 'case-list: there is no role "zz"' case-list --next-role=zz
	check 65 case-list --responsible=no.one
	said_part 'no.one'
}
