#!/usr/bin/env bats
# case-register: an application enters the office.
load lib
load cases

@test "an application becomes a case with the next number of its office and year, ready for its second step" {
	check 0 case-register --service=wheelchair --applicant=701111301109 --name='Тәжібаев Асқар' --by=s.reg --format=tsv
	printed 'case	number	regulation	edition	variant	channel	office	applicant	applicant_name	status	outcome	next_step	next_acts	next_role	due	not_before	term	overdue	responsible	registered	decided	issued	replayed	key
ALMAUE-2019-000001	ALMAUE-2019-000001	almaty-2017/wheelchair	2017-12-20	main	office	ALMAUE	701111301109	Тәжібаев Асқар	registered		2	assign	head	2019-03-19T18:30:00+06:00			no		2019-03-18T10:00:00+06:00			no	'
	said ''
	is 'ALMAUE-2019-000002' "$(enter prosthetics)"
	is 'ALM-2019-000001' "$(enter wheelchair --office=ALM)"
	now 2020-01-13T10:00:00+06:00
	is 'ALMAUE-2020-000001' "$(enter home-care)"
}

@test "a morning's list is one command; its columns are the options" {
	cat > morning.csv <<-'END'
		service;applicant;name;by;at;x_desk
		wheelchair;701111301109;Тәжібаев Асқар;s.reg;2019-03-18T09:10;7
		almaty-2017/sanatorium;711212401117;"Шәріпова; Мөлдір";;;8
	END
	check 0 case-register --input=morning.csv --by=s.reg --format=tsv --no-header --columns=case,regulation,applicant_name,registered
	printed 'ALMAUE-2019-000001	almaty-2017/wheelchair	Тәжібаев Асқар	2019-03-18T09:10:00+06:00
ALMAUE-2019-000002	almaty-2017/sanatorium	Шәріпова; Мөлдір	2019-03-18T10:00:00+06:00'
	said ''
}

@test "what the applicant did before the desk is entered with the time of the submission" {
	number=$(firm issue --submitted=2019-03-18T09:45)
	is '1 | 2019-03-18T09:45:00+06:00 | submit | s.reg | applicant
2 | 2019-03-18T10:00:00+06:00 | register | s.reg | ' "$(past "$number" seq,happened,acts_done,done_by,done_for)"
	is '3 | assign' "$(stands "$number" next_step,next_acts)"
}

@test "a procedure that nobody registers is opened and waits for its first step" {
	now 2012-10-15T10:00:00+06:00
	number=$(case-register --service=home-schooling-support --applicant=821123301229 --by=n.spec --columns=case --no-header)
	is 'MAM-2012-000001' "$number"
	is 'open | ' "$(past "$number" acts_done,step_done)"
	is 'registered | 1 | check | 2012-10-15T10:15:00+06:00' "$(stands "$number" status,next_step,next_acts,due)"
}

@test "the slip for the applicant instead of the record" {
	check 0 case-register --slip --service=wheelchair --applicant=701111301109 --name='Тәжібаев Асқар' --by=s.reg
	printed 'Құжаттарды қабылдау туралы талон / Талон о приёме документов

Auezov district division
Мүгедектерге кресло-арбалар беру
Предоставление инвалидам кресло-колясок

Нөмірі / Номер:                       ALMAUE-2019-000001
Өтініш беруші / Заявитель:            Тәжібаев Асқар
Тіркелген күні / Дата регистрации:    2019-03-18T10:00:00+06:00
Нәтиже мерзімі / Срок результата:     регламент бойынша / по регламенту
Келесі қадам / Следующий шаг:         2, 2019-03-19T18:30:00+06:00
Қабылдаған / Принял(а):               Registrar, Auezov'
}

@test "an open case of the same person and service is noted, and the application entered all the same" {
	number=$(enter wheelchair)
	check 0 case-register --service=wheelchair --applicant=701111301109 --by=s.reg --columns=case --no-header
	printed 'ALMAUE-2019-000002'
	said "case-register: warning: the same person has an open case of this service: $number"
	case-withdraw "$number" ALMAUE-2019-000002 --reason='entered twice' --by=s.reg > /dev/null
	check 0 case-register --service=wheelchair --applicant=701111301109 --by=s.reg --columns=case --no-header
	said ''
}

@test "the same key with the same content is the same case; with other content it is refused" {
	enter wheelchair --key=front-17 > first
	now 2019-03-20T10:00:00+06:00
	check 0 case-register --service=wheelchair --applicant=701111301109 --name='Тәжібаев Асқар' --by=s.reg --key=front-17 \
		--columns=case,registered,replayed,key --no-header --format=tsv
	printed 'ALMAUE-2019-000001	2019-03-18T10:00:00+06:00	yes	front-17'
	said ''
	is 1 "$(case-list --no-header | wc -l)"
	refuses 1 'case-register: key: the key was used before, for "register" with other content (records(7), key)' \
		case-register --service=wheelchair --applicant=701111301109 --name='Тажибаев Аскар' --by=s.reg --key=front-17
	refuses 1 'case-register: key: the key was used before, for "register" with other content (records(7), key)' \
		case-register --service=wheelchair --applicant=701111301109 --name='Тәжібаев Асқар' --by=a.bek --key=front-17
	is 'ALM-2019-000001' "$(enter wheelchair --office=ALM --key=front-17)"
}

@test "a key is known again after many steps, and where the procedure begins with the applicant" {
	firm issue --submitted=2019-03-18T09:45 --key=k > first
	case-assign --to=s.reg --by=h.head < <(case-list --columns=case) > /dev/null
	check 0 case-register --service=foreign-labour-permit --variant=issue --applicant=080440005158 --name='ЖШС «Көктем»' \
		--by=s.reg --submitted=2019-03-18T09:45 --key=k --columns=case,next_step,replayed --no-header --format=tsv
	printed 'ALMAUE-2019-000001	4	yes'
}

@test "a number of the applicant with a wrong check digit is 65" {
	refuses 65 "case-register: applicant: the check digit is wrong" \
		case-register --service=wheelchair --applicant=701111301108 --by=s.reg
	refuses 65 "case-register: applicant: it is not twelve digits" \
		case-register --service=wheelchair --applicant=7011113011 --by=s.reg
}

@test "a firm's number is none for a service to persons" {
	refuses 65 'case-register: applicant: almaty-2017/wheelchair takes applicants by iin, not by bin' \
		case-register --service=wheelchair --applicant=080440005158 --by=s.reg
}

@test "until its last day another number may stand in the IIN's place, later not" {
	now 2012-12-31T10:00:00+06:00
	check 0 case-register --service=home-schooling-support --applicant=481510073142 --by=n.spec --columns=case --no-header
	now 2013-01-08T10:00:00+06:00
	refuses 65 "case-register: applicant: the check digit is wrong" \
		case-register --service=home-schooling-support --applicant=481510073142 --by=n.spec
}

@test "a repealed regulation takes no application, and the repealing act is named" {
	now 2020-11-02T10:00:00+06:00
	refuses 1 'case-register: service: almaty-2017/wheelchair is no longer in force on 2020-11-02: repealed by Almaty akimat decree 4/438 of 2020-10-20' \
		case-register --service=wheelchair --applicant=701111301109 --by=s.reg
	is 'ALMAUE-2020-000001' "$(enter wheelchair --at=2020-10-19T17:00)"
	refuses 1 'case-register: service: almaty-2017/wheelchair is not yet in force on 2017-12-19, but from 2017-12-20 on' \
		case-register --service=wheelchair --applicant=701111301109 --by=s.reg --at=2017-12-19T12:00
}

@test "another city's service is not this office's" {
	refuses 1 'case-register: service: almaty-2017/wheelchair is a service of the authority "almaty"; AST is an office of "astana employment"' \
		case-register --service=wheelchair --applicant=701111301109 --by=t.clerk
}

@test "who registers must hold the role, in the office or above or below it" {
	refuses 1 'case-register: by: step 1 is "register" by division-specialist; c.clerk is clerk, not division-specialist (almaty-2017/wheelchair, office, item 1)' \
		case-register --service=wheelchair --applicant=701111301109 --by=c.clerk
	refuses 1 'case-register: by: step 1 is "register" by division-specialist; t.clerk is clerk, not division-specialist (almaty-2017/wheelchair, office, item 1)' \
		case-register --service=wheelchair --applicant=701111301109 --by=t.clerk --office=ALM
	refuses 65 'case-register: by: no staff member "no.body"' \
		case-register --service=wheelchair --applicant=701111301109 --by=no.body
	refuses 77 "case-register: the operating-system user $(id -un) is no staff member: say who acts with --by" \
		case-register --service=wheelchair --applicant=701111301109
}

@test "a service, variant or channel that is not known is 65" {
	refuses 65 'case-register: service: no service "flying"' case-register --service=flying --applicant=701111301109 --by=s.reg
	refuses 65 'case-register: variant: almaty-2017/foreign-labour-permit has several variants: name one' \
		case-register --service=foreign-labour-permit --applicant=080440005158 --by=s.reg
	refuses 65 'case-register: channel: almaty-2017/wheelchair has no procedure of variant main, channel portal' \
		case-register --service=wheelchair --applicant=701111301109 --channel=portal --by=s.reg
	refuses 65 'case-register: fact: almaty-2017/wheelchair has no fact "papers-missing"' \
		case-register --service=wheelchair --applicant=701111301109 --fact=papers-missing --by=s.reg
}

@test "a time that has not come is refused" {
	refuses 1 'case-register: at: 2019-03-18T10:01 has not come yet: it is 2019-03-18T10:00:00+06:00' \
		case-register --service=wheelchair --applicant=701111301109 --by=s.reg --at=2019-03-18T10:01
	refuses 1 'case-register: submitted: 2019-03-19 has not come yet' \
		case-register --service=wheelchair --applicant=701111301109 --by=s.reg --submitted=2019-03-19
}

@test "a column that no command knows is 65, unless it may be passed over" {
	printf 'service\tapplicant\tcolour\nwheelchair\t701111301109\tred\n' > odd.tsv
	refuses 65 'case-register:odd.tsv:1: unknown column colour; --ignore-unknown passes over it' \
		case-register --input=odd.tsv --by=s.reg
	check 0 case-register --input=odd.tsv --by=s.reg --ignore-unknown --columns=case --no-header
	printed 'ALMAUE-2019-000001'
}

@test "one bad record and nothing is written; --keep-going writes the good ones, and the numbers have no gap" {
	printf 'service\tapplicant\nwheelchair\t701111301109\nwheelchair\t701111301108\nsanatorium\t711212401117\nflying\t711212401117\n' > in.tsv
	refuses 65 "case-register:in.tsv:3: applicant: the check digit is wrong
case-register:in.tsv:5: service: no service \"flying\"
case-register: 2 of 4 records refused, nothing written" case-register --input=in.tsv --by=s.reg
	check 65 case-register --input=in.tsv --by=s.reg --keep-going --rejects=bad.tsv --columns=case,regulation --no-header --format=tsv
	printed 'ALMAUE-2019-000001	almaty-2017/wheelchair
ALMAUE-2019-000002	almaty-2017/sanatorium'
	is $'service\tapplicant\nwheelchair\t701111301108\nflying\t711212401117' "$(cat bad.tsv)"
	sed -i 's/701111301108/731224401235/; s/flying/home-care/' bad.tsv
	check 0 case-register --input=bad.tsv --by=s.reg --columns=case --no-header
	printed 'ALMAUE-2019-000003
ALMAUE-2019-000004'
}

@test "--dry-run says what would happen and writes nothing" {
	before=$(everything)
	check 0 case-register --service=wheelchair --applicant=701111301109 --by=s.reg --dry-run --format=tsv --no-header
	printed_part 'accepted'
	is "$before" "$(everything)"
}

@test "an application for a permit says whom, where and with which staff; the history keeps it" {
	check 0 case-register --service=foreign-labour-permit --variant=issue --applicant=080440005158 --by=s.reg "${asks[@]}" \
		--columns=case,next_step --no-header --format=tsv
	printed 'ALMAUE-2019-000001	3'
	said ''
	is 'regulation=almaty-2017/foreign-labour-permit; edition=2017-12-20; variant=issue; channel=office; applicant=080440005158; region=almaty; workers=2:TUR:2142:2 3:UZB:7111:10; staff=2:40:5 3:90:0' \
		"$(past ALMAUE-2019-000001 details | head -n 1)"
	firm issue --key=k "${asks[@]}" > first
	check 0 case-register --service=foreign-labour-permit --variant=issue --applicant=080440005158 --name='ЖШС «Көктем»' \
		--by=s.reg --key=k "${asks[@]}" --columns=case,replayed --no-header --format=tsv --quiet
	printed "$(cat first)	yes"
	refuses 1 'case-register: key: the key was used before, for "submit" with other content (records(7), key)' \
		case-register --service=foreign-labour-permit --variant=issue --applicant=080440005158 --name='ЖШС «Көктем»' \
		--by=s.reg --key=k --region=astana --quiet
}

@test "workers, staff and the permit before it are read, not taken at their word" {
	apply=(case-register --service=foreign-labour-permit --variant=extend --applicant=080440005158 --by=s.reg)
	for wrong in --workers=2:TUR:2142 --workers=2:tur:2142:5 --workers=2:TUR:2142:0 '--workers=2:TUR:2142:1 2:TUR:2142:2' \
		--staff=2:40 --staff=2:forty:5 '--staff=2:1:1 2:2:2'; do
		check 65 "${apply[@]}" "$wrong"
		[[ $stderr == "case-register: ${wrong:2:5}"* ]]
	done
	refuses 65 'case-register: permit: there is no permit ALM-2019-P000001' "${apply[@]}" --permit=ALM-2019-P000001
	refuses 65 'case-register: permit: there is no permit NOWHERE-2019-P000001' "${apply[@]}" --permit=NOWHERE-2019-P000001
	refuses 65 'case-register: permit: there is no permit ALM-2019-000001' "${apply[@]}" --permit=ALM-2019-000001
	refuses 1 'case-register: workers: the procedure gives no permit: it has no use for workers (almaty-2017/wheelchair, office)' \
		case-register --service=wheelchair --applicant=701111301109 --by=s.reg --workers=2:TUR:2142:5
}
