#!/usr/bin/env bats
# case-import: legacy cases as histories.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases

prepare() { rehearse 2026-03-18T10:00:00+06:00; }

header='number,service,office,applicant,name,registered,assigned,responsible,decided,outcome,issued,note'

# legacy: three cases
legacy() {
	cat <<- END
	$header
	12/2019,wheelchair,ALM,701111301109,Тәжібаев Асқар,2019-02-01,2019-02-02,Петрова,2019-02-10,granted,2019-02-12,"a ""quoted"" text"
	13/2019,wheelchair,ALM,701111301109,Тәжібаев Асқар,2019-02-01,,,2019-02-10,refused,,
	14/1999,wheelchair,ALM,701111301109,Тәжібаев Асқар,1999-02-01,,,,,,
	END
}

# import [OPTION...]: of standard input, by a registrar; prints the counts
import() { case-import --by=s.reg --format=tsv --no-header "$@"; }
# cases: all there are
cases() { case-list --format=tsv --no-header --columns=case,number,status,outcome; }

@test "rows become cases of the series I with their events, and stand" {
	legacy > old.csv
	check 0 import --input=old.csv
	printed "ALMAUE-2026-B000001	3	3	7	0	0	0	0	0"
	said ''
	is "ALM-1999-I000001	14/1999	registered	
ALM-2019-I000001	12/2019	issued	granted
ALM-2019-I000002	13/2019	decided	refused" "$(cases)"
	is "1 | 2019-02-01T00:00:00+06:00 | register | s.reg
2 | 2019-02-02T00:00:00+06:00 | assign | s.reg
3 | 2019-02-10T00:00:00+06:00 | decide | s.reg
4 | 2019-02-12T00:00:00+06:00 | issue | s.reg" "$(past 12/2019 seq,happened,acts_done,done_by)"
	is 'regulation=almaty-2017/wheelchair; edition=2017-12-20; variant=main; channel=office; applicant=701111301109; name=Тәжібаев Асқар; number=12/2019; note=a "quoted" text; events=4; line=2; file=old.csv' \
		"$(past 12/2019 details | head -n 1)"
	is "1999-02-01T00:00:00+06:00 |  | " "$(stands 14/1999 registered,edition,next_step)"
	check 0 store-check
	check 0 ledger-verify --quiet
}

@test "a batch shows all events of its cases" {
	legacy > old.csv
	import --input=old.csv > /dev/null
	is "1 register 2 assign 3 decide 4 issue 1 register 2 decide" \
		"$(batch-show ALMAUE-2026-B000001 --format=tsv --no-header --columns=case,seq,acts_done | grep 2019 | cut -f 2,3 | tr '\t\n' '  ' | sed 's/ $//')"
	is "3	3	0	0" "$(batch-list --format=tsv --no-header --columns=records_read,records_written,records_replayed,records_refused)"
}

@test "the same rows again are no new cases; the same number with other content is refused" {
	legacy > old.csv
	import --input=old.csv > /dev/null
	before=$(sha256sum < "$CASEKIT_STORE")
	check 0 import --input=old.csv
	printed "	3	0	0	3	0	0	0	0"
	is "$before" "$(sha256sum < "$CASEKIT_STORE")"
	sed 's/refused/granted/' old.csv > other.csv
	check 1 import --input=other.csv
	said "case-import:other.csv:3: number: a case of this number was imported before, with other content
case-import: 1 of 3 records refused, nothing written"
	printed ''
	is "$before" "$(sha256sum < "$CASEKIT_STORE")"
}

@test "a number twice in one file: the same is no new case, another is refused" {
	{ legacy; legacy | sed -n 2p; } | import > /dev/null
	is 3 "$(cases | wc -l)"
	check 1 import --input=<(legacy | sed -n 1p; echo '20,wheelchair,ALM,,,2019-02-01,,,,,,'; echo '20,wheelchair,ALM,,,2019-02-02,,,,,,')
	is 3 "$(cases | wc -l)"
}

@test "every fault has its line, column and value, and nothing is written" {
	{
		echo "$header,status,decision,amount"
		echo ',wheelchair,ALM,,,2019-02-01,,,,,,,,,'
		echo '1,,ALM,,,2019-02-01,,,,,,,,,'
		echo '2,wheelchairs,ALM,,,2019-02-01,,,,,,,,,'
		echo '3,wheelchair,XX,,,2019-02-01,,,,,,,,,'
		echo '4,wheelchair,ALM,,,2019-02-30,,,,,,,,,'
		echo '5,wheelchair,ALM,,,,,,,,,,,,'
		echo '6,wheelchair,ALM,,,2019-02-01,2019-01-31,,,,,,,,'
		echo '7,wheelchair,ALM,,,2019-02-01,,,2019-02-02,,,,,,'
		echo '8,wheelchair,ALM,,,2019-02-01,,,2019-02-02,granted,,,,refuse,'
		echo '9,wheelchair,ALM,,,2019-02-01,,,,,,,gone,,'
		echo '10,wheelchair,ALM,,,2019-02-01,,,,,,,,,1 x'
		echo '11,wheelchair,ALM,,,2027-02-01,,,,,,,,,'
		echo 'ALM-2019-000001,wheelchair,ALM,,,2019-02-01,,,,,,,,,'
		echo '12,wheelchair'
	} > bad.csv
	check 65 import --input=bad.csv
	printed ''
	said 'case-import:bad.csv:2: number: no value
case-import:bad.csv:3: service: no value
case-import:bad.csv:4: service: no service "wheelchairs"
case-import:bad.csv:5: office: no office "XX"
case-import:bad.csv:6: registered: "2019-02-30" does not begin with a day that exists, written YYYY-MM-DD
case-import:bad.csv:7: registered: no value
case-import:bad.csv:8: assigned: 2019-01-31 is before what came before it, at 2019-02-01T00:00:00+06:00
case-import:bad.csv:9: decision: a case that was decided has neither decision nor outcome
case-import:bad.csv:10: decision: the decision is refuse, the outcome granted
case-import:bad.csv:11: status: "gone" is no status
case-import:bad.csv:12: amount: "1 x" is no sum of tenge
case-import:bad.csv:13: registered: 2027-02-01 has not come yet
case-import:bad.csv:14: number: ALM-2019-000001 reads like a number of casekit'"'"'s own
case-import:bad.csv:15: 2 fields where the header line has 15
case-import: 14 of 14 records refused, nothing written'
	is '' "$(cases)"
	is '' "$(batch-list --no-header --format=tsv)"
}

@test "--keep-going writes the good rows, --rejects gets the others as they were, and they can be imported" {
	{ legacy; echo '15,wheelchair,ALM,,,2019-02-31,,,,,,'; } > old.csv
	check 65 import --input=old.csv --keep-going --rejects=bad.csv
	printed "ALMAUE-2026-B000001	4	3	7	0	1	0	0	0"
	is "$header
15,wheelchair,ALM,,,2019-02-31,,,,,," "$(cat bad.csv)"
	is $'line\tcolumn\tcode\ttext' "$(head -n 1 bad.csv.errors.tsv)"
	is $'5\tregistered\t65' "$(tail -n 1 bad.csv.errors.tsv | cut -f 1-3)"
	sed -i s/2019-02-31/2019-02-28/ bad.csv
	check 0 import --input=bad.csv
	is 4 "$(cases | wc -l)"
	check 0 store-check
}

@test "--dry-run has the same verdicts and the same exit code, and writes nothing" {
	{ legacy; echo '15,wheelchair,ALM,,,2019-02-31,,,,,,'; } > old.csv
	before=$(sha256sum < "$CASEKIT_STORE")
	check 65 case-import --by=s.reg --input=old.csv --dry-run --format=tsv --no-header
	is "2 accepted 3 accepted 4 accepted 5 refused" "$(cut -f 2,3 <<< "$output" | tr '\t\n' '  ' | sed 's/ $//')"
	is "$before" "$(sha256sum < "$CASEKIT_STORE")"
	legacy > old.csv
	check 0 case-import --by=s.reg --input=old.csv --dry-run --format=tsv --no-header
	is "$before" "$(sha256sum < "$CASEKIT_STORE")"
}

@test "--max-errors bears so many, or such a share, and no more" {
	{ legacy; echo '15,wheelchair,ALM,,,2019-02-31,,,,,,'; echo '16,wheelchair,ALM,,,2019-02-31,,,,,,'; } > old.csv
	check 65 import --input=old.csv --max-errors=1
	said_part 'more than --max-errors=1 are refused'
	is '' "$(cases)"
	check 65 import --input=old.csv --max-errors=39%
	is '' "$(cases)"
	check 65 import --input=old.csv --max-errors=40%
	is 3 "$(cases | wc -l)"
	check 64 import --input=old.csv --max-errors=few
	said 'case-import: --max-errors=few is neither a count nor a share such as 2%'
}

@test "--chunk commits in parts, each a batch; a part with a refused row ends it" {
	{ legacy; echo '15,wheelchair,ALM,,,2019-02-31,,,,,,'; echo '16,wheelchair,ALM,,,2019-02-28,,,,,,'; } > old.csv
	check 65 import --input=old.csv --chunk=2
	is "ALM-2019-I000001	12/2019	issued	granted
ALM-2019-I000002	13/2019	decided	refused" "$(cases)"
	sed -i s/2019-02-31/2019-02-27/ old.csv
	check 0 import --input=old.csv --chunk=2
	is "	2	0	0	2	0	0	0	0
ALMAUE-2026-B000002	2	2	2	0	0	0	0	0
ALMAUE-2026-B000003	1	1	1	0	0	0	0	0" "$output"
	is "2 2 1" "$(batch-list --format=tsv --no-header --columns=records_written | tr '\n' ' ' | sed 's/ $//')"
	check 0 store-check
}

@test "an IIN that is wrong is stored with a warning that does not name it; so is a mixed name" {
	{ echo "$header"; echo '1,wheelchair,ALM,701111301108,Aбай,2019-02-01,,,,,,'; } > old.csv
	check 0 import --input=old.csv
	said "case-import:old.csv:2: warning: applicant: stored as it is, but the check digit is wrong
case-import:old.csv:2: warning: name: a word mixes Latin and Cyrillic letters"
	is '701111301108' "$(stands 1 applicant)"
	check 0 store-check
}

@test "one name and numbers that differ in digit 11 only are told of by line, in a file and against the store" {
	{ echo "$header"; echo '1,wheelchair,ALM,701111310109,Абай,2019-02-01,,,,,,'; } > old.csv
	{ echo "$header"; echo '2,wheelchair,ALM,701111310119,Абай,2019-02-01,,,,,,'
	  echo '3,wheelchair,ALM,701111310119,Алма,2019-02-01,,,,,,'; } > new.csv
	import --input=old.csv > /dev/null
	check 0 import --input=new.csv
	said "case-import: warning: applicant: ALM-2019-I000001 and ALM-2019-I000002 (line 2) have one name, and numbers that differ in digit 11 only, which the check digit does not cover: one person?"
	is 1 "$(cut -f 9 <<< "$output")"
}

@test "names are composed; damaged letters are counted, and repaired when asked" {
	{ echo "$header"; printf '1,wheelchair,ALM,,\u0418\u0306\u043e\u0440\u0434\u0430\u043d,2019-02-01,,,,,,\n'
	  echo '2,wheelchair,ALM,,Ќазаќстан,2019-02-01,,,,,,'; } > old.csv
	check 0 import --input=old.csv --dry-run
	said 'case-import: warning: 1 values look like RK1048 that was read as CP1251; --repair would repair them'
	check 0 import --input=old.csv --repair
	said 'case-import:old.csv:3: warning: name: 2 letters repaired: RK1048 had been read as CP1251'
	is $'\u0419ордан' "$(stands 1 applicant_name)"
	is 'Қазақстан' "$(stands 2 applicant_name)"
}

@test "rows that are events: the rows of a case stand together, and go together" {
	cat > old.csv <<- END
	number,service,office,name,happened,act,decision,done_by
	1,wheelchair,ALM,Абай,2019-02-01,register,,
	1,,,,2019-02-02,assign,,Петрова
	1,,,,2019-02-03,decide,refuse,
	2,wheelchair,ALM,Абай,2019-02-01,register,,
	2,,,,2019-01-02,assign,,
	2,,,,2019-02-03,examine,,
	3,wheelchair,ALM,Абай,2019-02-01,register,,
	END
	check 65 import --input=old.csv --rows=events --keep-going --rejects=bad.csv
	is "ALM-2019-I000001	1	decided	refused
ALM-2019-I000002	3	registered	" "$(cases)"
	is "5 6 7" "$(tail -n +2 bad.csv.errors.tsv | cut -f 1 | tr '\n' ' ' | sed 's/ $//')"
	is "$(sed -n '1p;5,7p' old.csv)" "$(cat bad.csv)"
	sed -i s/2019-01-02/2019-02-02/ bad.csv
	check 0 import --input=bad.csv --rows=events
	is "ALM-2019-I000003	2	under-review	" "$(cases | tail -n 1)"
	check 0 store-check
}

@test "what an imported case takes, and what it does not" {
	legacy | import > /dev/null
	check 0 case-note 13/2019 --note=read --by=s.reg
	check 0 case-correct 13/2019 --field=name --value=Тәжібаева --reason=slip --by=s.reg
	check 1 case-withdraw 13/2019 --reason=no --by=s.reg
	check 1 case-assign 13/2019 --to=s.reg --by=h.head
	check 0 case-explain 13/2019
	check 0 case-show 13/2019
	is 'Тәжібаева | decided' "$(stands 13/2019 applicant_name,status)"
	check 0 store-check
}

@test "files that are none: empty, a header only, an open quote, another encoding, no such file" {
	: > empty.csv
	check 65 import --input=empty.csv
	said 'case-import:empty.csv:1: the file is empty'
	echo "$header" > head.csv
	check 0 import --input=head.csv
	{ legacy; printf '15,wheelchair,ALM,,"Иванов,2019-02-01\n'; } > cut.csv
	check 65 import --input=cut.csv
	said_part 'case-import:cut.csv:5: the quote opened in the record of line 5 never closes'
	legacy | iconv -f UTF-8 -t RK1048 > rk.csv
	check 65 import --input=rk.csv
	said_part 'is not UTF-8; name the encoding, as in --encoding=RK1048'
	said_part 'by its letters it is RK1048'
	is '' "$(cases)"
	check 0 import --input=rk.csv --encoding=RK1048
	is 'Тәжібаев Асқар' "$(stands 12/2019 applicant_name)"
	check 66 import --input=none.csv
	check 64 import --input=rk.csv --rows=files
}

@test "a file of somebody else's is imported by a mapping; a first one is guessed" {
	cat > old.csv <<- END
	№ дела;Услуга;Дата подачи;ФИО
	77;коляска;01.02.2019;Тәжібаев Асқар
	END
	cat > map.tsv <<- END
	rule	theirs	ours	means	pattern
	column	№ дела	number		
	column	Услуга	service		
	value	коляска	service	wheelchair	
	column	Дата подачи	registered		dd.mm.yyyy
	column	ФИО	name		
	constant		office	ALM	
	END
	check 0 import --input=old.csv --map=map.tsv
	is 'ALM-2019-I000001 | 77' "$(stands 77 case,number)"
	check 0 case-import --guess --input=old.csv --format=tsv
	printed_part $'column\tДата подачи\tregistered'
	printed_part $'dd.mm.yyyy'
}

@test "rows that are events: a case of no office takes none of the next cases with it" {
	cat > old.csv <<- END
	number,service,office,name,happened,act
	1,wheelchair,XX,Абай,2019-02-01,register
	1,wheelchair,XX,Абай,2019-02-02,examine
	2,wheelchair,ALM,Абай,2019-02-01,register
	2,wheelchair,ALM,Абай,2019-02-02,examine
	3,wheelchair,ALM,Абай,2019-02-01,register
	END
	check 65 import --input=old.csv --rows=events --keep-going
	said 'case-import:old.csv:2: office: no office "XX"
case-import:old.csv:3: another row of this case is refused, and so is all of it
case-import: 2 of 5 records refused, 3 written'
	is "ALM-2019-I000001 ALM-2019-I000002" "$(cases | cut -f 1 | paste -sd ' ')"
	check 0 store-check
}

@test "rows that are events: a case that has more of them than its chain takes is refused" {
	awk 'BEGIN {
		print "number,service,office,happened,act"
		for (i = 1; i <= 32768; i++)
			print "1,wheelchair,ALM,2019-02-01," (i == 1 ? "register" : "note")
		print "2,wheelchair,ALM,2019-02-01,register"
	}' > old.csv
	check 1 import --input=old.csv --rows=events --keep-going
	said_part 'case-import:old.csv:32769: a case has room for 32767 events'
	printed "ALMAUE-2026-B000001	32769	1	1	0	32768	0	0	0"
	sed -i 32769d old.csv
	check 0 import --input=old.csv --rows=events --keep-going
	printed "ALMAUE-2026-B000002	32768	1	32767	1	0	0	0	0"
	check 0 store-check
	check 0 ledger-verify --quiet
}

@test "a thousand rows and more, of several years and offices; the ledger is guarded again" {
	awk -v header="number,service,office,applicant,name,registered,assigned,responsible,decided,outcome,issued" 'BEGIN {
		print header
		for (i = 1; i <= 9000; i++)
			printf "%d,wheelchair,%s,,Абай %d,%d-02-01,%d-02-02,Петрова,%d-02-03,granted,%d-02-04\n", i, i % 3 ? "ALM" : "ALMAUE", i,
				2010 + i % 7, 2010 + i % 7, 2010 + i % 7, 2010 + i % 7
	}' > old.csv
	grep -v ,ALMAUE, old.csv > alm.csv
	check 0 import --input=alm.csv
	printed "ALMAUE-2026-B000001	6000	6000	24000	0	0	0	0	0"
	check 0 import --input=old.csv --dry-run
	grep -v ,ALM, old.csv > aue.csv
	check 0 case-import --input=aue.csv --by=s.reg --columns=cases_written --no-header --format=tsv
	printed 3000
	check 0 store-check
	check 0 import --input=alm.csv
	printed "	6000	0	0	6000	0	0	0	0"
	check 19 sqlite3 "$CASEKIT_STORE" 'UPDATE event SET at = 0'
	check 19 sqlite3 "$CASEKIT_STORE" "INSERT INTO event SELECT id + 100, at, recorded, stamp, batch, sender_key, data, hash FROM event LIMIT 1"
	said_part 'an event must follow the last one of its chain'
}

@test "a load that is large does without indexes and has them all in the end" {
	awk 'BEGIN {
		print "number,service,applicant,name,registered"
		for (i = 1; i <= 20000; i++)
			printf "%d,wheelchair,%s,Абай,2019-02-%02d\n", i, i == 700 ? "701111310109" : i == 15000 ? "701111310119" : "", i % 28 + 1
		print "19999,wheelchair,,Абай,2019-02-08"
		print "25,wheelchair,,Абай,2019-02-08"
	}' > old.csv
	before=$(sqlite3 "$CASEKIT_STORE" 'SELECT sql FROM sqlite_schema ORDER BY name')
	check 1 import --input=old.csv --office=ALM --keep-going
	printed "ALMAUE-2026-B000001	20002	20000	20000	1	1	0	0	1"
	said_part '(line 701) and ALM-2019-I015000 (line 15001) have one name'
	is "$before" "$(sqlite3 "$CASEKIT_STORE" 'SELECT sql FROM sqlite_schema ORDER BY name')"
	check 0 store-check
}

# years FIRST LAST EACH MARK: so many rows of each year, their numbers marked
years() {
	awk -v first="$1" -v last="$2" -v each="$3" -v mark="$4" 'BEGIN {
		print "number,service,office,name,registered"
		for (y = first; y <= last; y++)
			for (i = 1; i <= each; i++)
				printf "%s%d/%d,wheelchair,%s,Абай,%d-02-%02d\n", mark, i, y, i % 10 ? "ALM" : "ALMAUE", y, i % 28 + 1
	}'
}
events() { sqlite3 "$1" "SELECT id, at, recorded, stamp, batch, sender_key, data, hex(hash) FROM event ORDER BY id"; }

# taken STORE FILE COUNTS: the file's rows go into a copy of the store; what was there is as it was
taken() {
	cp "$CASEKIT_STORE" "$1"
	CASEKIT_STORE=$PWD/$1 check 0 import --input="$2"
	printed "ALMAUE-2026-B000002	$3"
	is "" "$(events "$1" | comm -23 <(events "$CASEKIT_STORE" | sort) <(sort))"
	is "$(sqlite3 "$CASEKIT_STORE" 'SELECT sql FROM sqlite_schema ORDER BY name')" \
		"$(sqlite3 "$1" 'SELECT sql FROM sqlite_schema ORDER BY name')"
	CASEKIT_STORE=$PWD/$1 check 0 store-check
	CASEKIT_STORE=$PWD/$1 check 0 ledger-verify
}

@test "a load much larger than the store goes before, between and behind what is there, and nothing of that is changed" {
	years 2017 2021 100 a > older.csv
	check 0 import --input=older.csv
	years 2018 2020 2000 b | sed 's/ALMAUE/ALM/' > years.csv
	taken years.db years.csv "6000	6000	6000	0	0	0	0	0"
	is ALM-2020-I002090 "$(CASEKIT_STORE=years.db stands --number=b2000/2020 case)"

	sed '3000a a7/2019,wheelchair,ALM,Абай,2019-02-08' years.csv > known.csv # a row that is there
	taken known.db known.csv "6001	6000	6000	1	0	0	0	0"

	years 2018 2020 2000 b > offices.csv
	taken offices.db offices.csv "6000	6000	6000	0	0	0	0	0"
	is ALMAUE-2020-I000210 "$(CASEKIT_STORE=offices.db stands --number=b2000/2020 case)"
}

@test "cases in hand behind a large load go on as they stood, whether its rows are events, come in parts or are only tried" {
	now 2019-03-18T10:00:00+06:00
	years 2018 2019 50 a > older.csv
	check 0 import --input=older.csv
	number=$(enter wheelchair)
	awk 'BEGIN {
		print "number,service,office,happened,act"
		for (i = 1; i <= 4000; i++)
			printf "b%d,wheelchair,ALM,2017-02-01,register\nb%d,,,2017-02-%02d,note\n", i, i, i % 27 + 2
	}' > rows.csv
	before=$(events "$CASEKIT_STORE")
	check 0 import --rows=events --input=rows.csv --dry-run
	is "$before" "$(events "$CASEKIT_STORE")"
	check 0 import --rows=events --input=rows.csv --chunk=4500
	printed "ALMAUE-2019-B000002	4500	2250	4500	0	0	0	0	0
ALMAUE-2019-B000003	3500	1750	3500	0	0	0	0	0"
	is "" "$(comm -23 <(sort <<< "$before") <(events "$CASEKIT_STORE" | sort))"
	check 0 case-assign "$number" --to=a.bek --by=h.head
	check 0 store-check
	check 0 ledger-verify
}

@test "a large load that would take the number of a case that only the ledger knows is refused, and nothing is lost" {
	years 2018 2019 100 a > older.csv
	check 0 import --input=older.csv
	sqlite3 "$CASEKIT_STORE" "DELETE FROM cases WHERE number = 'a99/2019'"
	before=$(everything; events "$CASEKIT_STORE")
	years 2018 2018 3000 b | sed 's/ALMAUE/ALM/' > more.csv
	echo 'c/2019,wheelchair,ALM,Абай,2019-02-01' >> more.csv
	check 70 import --input=more.csv
	printed ''
	said 'case-import: the store refused a row: UNIQUE constraint failed: event.id'
	is "$before" "$(everything; events "$CASEKIT_STORE")"
}

@test "two that are nearly one are told of once, also if the indexes go after that" {
	awk 'BEGIN {
		print "number,service,office,applicant,name,registered"
		for (i = 1; i <= 6000; i++)
			printf "%d,wheelchair,ALM,%s,Абай,2019-02-01\n", i, i == 7 || i == 5500 ? "701111310109" : i == 70 ? "701111310119" : ""
	}' > old.csv
	check 0 import < old.csv # of a pipe nobody knows how long it will be
	is 1 "$(grep -c 'ALM-2019-I000007 (line 8) and ALM-2019-I000070 (line 71) have one name' <<< "$stderr")"
	printed "ALMAUE-2026-B000001	6000	6000	6000	0	0	0	0	1"
	check 0 store-check
}

# before_terminal COMMAND...: what stands on the terminal of who runs it, without what goes to standard output
before_terminal() { script -qec "$(printf '%q ' "$@") > records" /dev/null < /dev/null | tr -d '\r' | sed 's/[0-9][0-9]* a second/N a second/; s/, [0-9]* %, [0-9]* s left//'; }

@test "who sits before it sees how far it is, and nothing of that stays; a pipe and cron see nothing" {
	legacy > old.csv
	is $'\033[K1 row, N a second\033[K' "$(before_terminal case-import --by=s.reg --input=old.csv --dry-run)"
	is '' "$(before_terminal case-import --by=s.reg --input=old.csv --dry-run --quiet)"
	check 0 import --input=old.csv
	said ''
	check 0 case-export --folder=all --quiet
	store-init --rehearsal --store=other.db
	is $'\033[K1 row, N a second\033[K' "$(before_terminal case-import --native --store=other.db --input=all)"
	is 3 "$(case-list --store=other.db --format=tsv --no-header | wc -l)"
}
