#!/usr/bin/env bats
# case-import: files as they come from offices. Each ends as the man page says, and nothing is half-written.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases

prepare() { rehearse 2026-03-18T10:00:00+06:00; }

# import [OPTION...]: by a registrar; prints the counts
import() { case-import --by=s.reg --format=tsv --no-header "$@"; }
# guess [OPTION...]: the first mapping of a file
guess() { case-import --guess --format=tsv "$@"; }
# cases: all there are
cases() { case-list --format=tsv --no-header --columns=case,number,applicant_name,status,outcome; }
digest() { sha256sum < "$CASEKIT_STORE"; }
batches() { batch-list --format=tsv --no-header --columns=records_read,records_written,records_replayed,records_refused; }

# leaves_alone EXIT MESSAGE OPTION...: the import exits so, says exactly that, prints no counts, and the store is as it was
leaves_alone() {
	local want=$1 message=$2 before
	shift 2
	before=$(digest)
	check "$want" import "$@" || return 1
	said "$message" || return 1
	printed '' || return 1
	is "$before" "$(digest)"
}

# kazakh: three cases with Kazakh names, our own columns
kazakh() {
	cat <<- END
	number,service,office,applicant,name,registered,note
	1,wheelchair,ALM,701111301109,Тәжібаев Асқар,2019-02-01,Өтініш қабылданды
	2,wheelchair,ALM,610202401010,Сергеева Анна,2019-02-02,
	3,wheelchair,ALM,,Һасенов Ұлан,2019-02-03,
	END
}
in_rk1048() { kazakh | iconv -f UTF-8 -t RK1048; }

# sheet: what a spreadsheet saved: a mark, semicolons, CR and LF, dates of two kinds in one column, sums with blanks of three
# kinds, two empty lines, a value of two lines, a total
sheet() {
	printf '\uFEFF'
	sed 's/$/\r/' <<- END
	№ дела;ИИН;Фамилия;Имя;Отчество;Услуга;Дата подачи;Дата решения;Сумма, тг;Решение;Исполнитель;Примечание
	101/19;701111301109;Тәжібаев;Асқар;Ерланұлы;Коляска;01.02.2019;20.02.2019;1 234,56;Удовлетворено;Петрова А.;
	102/19;610202401010;Сергеева;Анна;Павловна;Коляска;43497;43516;12$(printf '\u00A0')345,00;Удовлетворено;Петрова А.;"ждёт; звонить ""после обеда"""

	;;;;;;;;;;;
	103/19;701111301109;Тәжібаев;Асқар;Ерланұлы;Коляска;5.3.2019;43544;-;Отказано;Иванов Б.;"две
	строки"
	104/19;;ТОО "Көктем";;;Коляска;06.03.2019;;1$(printf '\u202F')000$(printf '\u202F')000,5;;Иванов Б.;
	ИТОГО:;;;;;;;;1 013 580,06;;;4
	END
}

@test "a spreadsheet's export: what is guessed needs one answer, and then it is imported" {
	sheet > old.csv
	check 0 guess --input=old.csv
	said ''
	printed_part $'column\tДата подачи\tregistered\t\tdd.mm.yyyy|excel\tthe header is an alias of registered; 4 of 4 rows have it; 3 as dd.mm.yyyy; 1 as excel'
	printed_part $'column\tСумма, тг\tamount\t\t1 234,56\t'
	printed_part $'value\tКоляска\tservice\t\t\t4 of 4 values; what does it mean?'
	printed_part $'column\tИсполнитель\tresponsible\t\t\tthe header is an alias of responsible; 4 of 4 rows have it; taken as it stands'
	printed_part $'empty\t\tamount\t-\t'
	printed_part $'skip\t№ дела\t\tитого*\t'
	is "number applicant service registered decided amount decision responsible note name name name" \
		"$(grep ^column <<< "$output" | cut -f 3 | tr '\n' ' ' | sed 's/ $//')"
	echo "$output" > map.tsv
	leaves_alone 78 'case-import: ./map.tsv:5: a rule value needs theirs and means' --input=old.csv --map=map.tsv
	sed -i $'s/^\\(value\tКоляска\tservice\t\\)/\\1wheelchair/' map.tsv
	check 0 import --input=old.csv --map=map.tsv --dry-run
	is "2 accepted 3 accepted 6 accepted 8 accepted" "$(cut -f 2,3 <<< "$output" | tr '\t\n' '  ' | sed 's/ $//')"
	is '' "$(cases)"
	check 0 import --input=old.csv --map=map.tsv
	said ''
	printed "ALMAUE-2026-B000001	4	4	11	0	0	0	0	0"
	is "ALM-2019-I000001	101/19	Тәжібаев Асқар Ерланұлы	decided	granted
ALM-2019-I000002	102/19	Сергеева Анна Павловна	decided	granted
ALM-2019-I000003	103/19	Тәжібаев Асқар Ерланұлы	decided	refused
ALM-2019-I000004	104/19	ТОО \"Көктем\"	assigned	" "$(cases | sed s/ALMAUE/ALM/)"
	is "2019-02-01T00:00:00+06:00 2019-02-01T00:00:00+06:00 2019-03-05T00:00:00+06:00 2019-03-06T00:00:00+06:00" \
		"$(case-list --format=tsv --no-header --columns=registered | tr '\n' ' ' | sed 's/ $//')"
	is 'decision=grant; amount=123456' "$(past 101/19 details | tail -n 1)"
	is '2019-02-20T00:00:00+06:00 | decision=grant; amount=1234500' "$(past 102/19 happened,details | tail -n 1)"
	past 104/19 details | grep -q 'amount=100000050'
	past 103/19 details | grep -q 'note=две\\nстроки'
	past 102/19 details | grep -q 'note=ждёт; звонить "после обеда"'
	check 0 store-check
	check 0 import --input=old.csv --map=map.tsv
	printed "	4	0	0	4	0	0	0	0"
}

@test "a date and a sum that cannot be are told of with line, column, value and pattern" {
	sheet | sed 's/5\.3\.2019/31.2.2019/; s/06\.03\.2019/43529,5/; s/1 234,56/1 234,567/; s/^102.19;610202401010/102\/19;0610202401010/' > old.csv
	guess --input=old.csv | sed $'s/^\\(value\tКоляска\tservice\t\\)/\\1wheelchair/' > map.tsv
	leaves_alone 65 'case-import:old.csv:2: amount: "1 234,567" is no sum as 1 234,56: it has more than two decimals
case-import:old.csv:3: warning: applicant: stored as it is, but it is not twelve digits
case-import:old.csv:6: registered: "31.2.2019" is no date as excel|dd.mm.yyyy: there is no such day
case-import: 2 of 4 records refused, nothing written' --input=old.csv --map=map.tsv
}

@test "names of columns that stand in two lines, as in a cell of a spreadsheet" {
	printf '"№\r\nп/п";"Дата\r\nподачи";Услуга\r\n1;01.02.2019;wheelchair\r\n2;30.02.2019;wheelchair\r\n' > old.csv
	check 0 guess --input=old.csv
	printed_part $'column\tДата\\nподачи\tregistered\t\tdd.mm.yyyy\t'
	cat > map.tsv <<- END
	rule	theirs	ours	means	pattern
	column	№ п/п	number
	column	Дата подачи	registered		dd.mm.yyyy
	column	Услуга	service
	END
	sed -i 's/number$/number\t\t/; s/service$/service\t\t/' map.tsv
	check 65 import --input=old.csv --map=map.tsv --keep-going --rejects=bad.csv
	said 'case-import:old.csv:5: registered: "30.02.2019" is no date as dd.mm.yyyy: there is no such day
case-import: 1 of 2 records refused, 1 written'
	sed '4d' old.csv | cmp - bad.csv
	sed -i s/30.02/28.02/ bad.csv
	check 0 import --input=bad.csv --map=map.tsv
	is "1 2" "$(cases | cut -f 2 | tr '\n' ' ' | sed 's/ $//')"
}

@test "RK1048 that was said to be CP1251: told of by letter, and repaired when asked" {
	in_rk1048 > old.csv
	before=$(digest)
	check 0 import --input=old.csv --encoding=CP1251 --dry-run
	said 'case-import: warning: old.csv: 6 letters in 2 lines are other letters in RK1048; if the text is Kazakh, say --encoding=RK1048
case-import: warning: 3 values look like RK1048 that was read as CP1251; --repair would repair them
case-import: warning: old.csv: by its letters it is RK1048 rather than CP1251
case-import: byte 8E, 1 time: Һ in RK1048, Һ in PT154, Ћ in CP1251
case-import: byte 9D, 2 times: қ in RK1048, қ in PT154, ќ in CP1251
case-import: byte A1, 1 time: Ұ in RK1048, Ў in PT154, Ў in CP1251
case-import: byte A5, 1 time: Ө in RK1048, Ҙ in PT154, Ґ in CP1251
case-import: byte BC, 1 time: ә in RK1048, ј in PT154, ј in CP1251'
	is "$before" "$(digest)"
	check 0 import --input=old.csv --encoding=CP1251 --repair
	printed "ALMAUE-2026-B000001	3	3	3	0	0	3	3	0"
	said_part 'case-import:old.csv:2: warning: name: 2 letters repaired: RK1048 had been read as CP1251
case-import:old.csv:2: warning: note: 2 letters repaired: RK1048 had been read as CP1251
case-import:old.csv:4: warning: name: 2 letters repaired: RK1048 had been read as CP1251'
	is "Тәжібаев Асқар Сергеева Анна Һасенов Ұлан" "$(cases | cut -f 3 | tr '\n' ' ' | sed 's/ $//')"
	check 0 import --input=old.csv --encoding=RK1048
	said ''
	printed "	3	0	0	3	0	0	0	0"
}

@test "RK1048 of which nothing was said, or that was said to be PT154" {
	in_rk1048 > old.csv
	leaves_alone 65 'case-import:old.csv:2: byte 33 of the line is not UTF-8; name the encoding, as in --encoding=RK1048
case-import: old.csv: 4 lines, 3 of them with letters that are no UTF-8; by its letters it is RK1048, or PT154
case-import: byte 8E, 1 time: Һ in RK1048, Һ in PT154, Ћ in CP1251
case-import: byte 9D, 2 times: қ in RK1048, қ in PT154, ќ in CP1251
case-import: byte A1, 1 time: Ұ in RK1048, Ў in PT154, Ў in CP1251
case-import: byte A5, 1 time: Ө in RK1048, Ҙ in PT154, Ґ in CP1251
case-import: byte BC, 1 time: ә in RK1048, ј in PT154, ј in CP1251' --input=old.csv
	check 65 guess --input=old.csv
	said_part 'by its letters it is RK1048'
	check 0 guess --input=old.csv --encoding=RK1048
	said ''
	printed_part $'column\tname\tname'
	check 0 import --input=old.csv --encoding=PT154 --dry-run
	said_part 'case-import: warning: old.csv: by its letters it is RK1048 rather than PT154'
	iconv -f UTF-8 -t CP1251 <<< $'number,service,name,registered\n1,wheelchair,Сергеева Анна «Ёлка»,2019-02-01' > russian.csv
	check 0 import --input=russian.csv --encoding=CP1251 --dry-run
	said ''
}

@test "a file that mixes encodings by line is refused, whichever encoding is named, and put right as the man page says" {
	{ kazakh | head -n 2; kazakh | sed -n 3,4p | iconv -f UTF-8 -t RK1048; kazakh | sed -n '2s/^1/4/p'; } > old.csv
	leaves_alone 65 'case-import:old.csv:3: byte 31 of the line is not UTF-8; name the encoding, as in --encoding=RK1048
case-import: old.csv: 5 lines, 2 of them with letters that are no UTF-8; by its letters it is RK1048, or PT154
case-import: old.csv: other lines are UTF-8: the file mixes encodings by line
case-import: byte 8E, 1 time: Һ in RK1048, Һ in PT154, Ћ in CP1251
case-import: byte A1, 1 time: Ұ in RK1048, Ў in PT154, Ў in CP1251
case-import: 1 of 2 records refused, nothing written' --input=old.csv
	leaves_alone 65 'case-import:old.csv:2: the line is UTF-8, not RK1048 as --encoding says
case-import:old.csv:5: the line is UTF-8, not RK1048 as --encoding says
case-import: 2 of 4 records refused, nothing written' --input=old.csv --encoding=RK1048
	{ grep -nax '.*' old.csv; grep -naxv '.*' old.csv | iconv -f RK1048 -t UTF-8; } | sort -n | cut -d : -f 2- > right.csv
	{ kazakh; kazakh | sed -n '2s/^1/4/p'; } | cmp - right.csv
	check 0 import --input=right.csv
	printed "ALMAUE-2026-B000001	4	4	4	0	0	0	0	0"
	sed '1s/name/Аты-жөні/' right.csv > head.csv
	leaves_alone 65 'case-import:head.csv:1: the line is UTF-8, not CP1251 as --encoding says' --input=head.csv --encoding=CP1251
}

@test "a mixed file's lines of one encoding, and the others from the rejects" {
	{ kazakh | head -n 2; kazakh | sed -n 3,4p | iconv -f UTF-8 -t RK1048; } > old.csv
	check 65 import --input=old.csv --encoding=RK1048 --keep-going --rejects=rest.csv
	printed "ALMAUE-2026-B000001	3	2	2	0	1	0	0	0"
	check 0 import --input=rest.csv
	is "1 2 3" "$(cases | cut -f 2 | sort | tr '\n' ' ' | sed 's/ $//')"
}

@test "a file cut in the middle of a quoted value: nothing of it, or with --keep-going what stands before" {
	{ kazakh; printf '5,wheelchair,ALM,,"Иванов Иван, сын'; } > old.csv
	leaves_alone 65 'case-import:old.csv:5: the quote opened in the record of line 5 never closes; nothing after it was read
case-import: 1 of 4 records refused, nothing written' --input=old.csv
	check 65 guess --input=old.csv
	said 'case-import:old.csv:5: the quote opened in the record of line 5 never closes; nothing after it was read'
	printed_part $'column\tname\tname'
	check 65 import --input=old.csv --keep-going --rejects=bad.csv
	printed "ALMAUE-2026-B000001	4	3	3	0	1	0	0	0"
	is "$(sed -n '1p;5p' old.csv)" "$(cat bad.csv)"
	sed -i '2s/.*/5,wheelchair,ALM,,"Иванов Иван, сын",2019-02-05,/' bad.csv
	check 0 import --input=bad.csv
	is 4 "$(cases | wc -l)"
}

@test "a quote that swallows what follows is found within the bounds of a record" {
	{ kazakh; echo '4,wheelchair,ALM,,"Иванов,2019-02-04,'; seq 5 1200 | sed 's/$/,wheelchair,ALM,,Петров,2019-02-05,/'; } > old.csv
	leaves_alone 65 'case-import:old.csv:5: the quote opened in the record of line 5 never closes; nothing after it was read
case-import: 1 of 4 records refused, nothing written' --input=old.csv
}

@test "no bytes, a mark only, names only" {
	: > empty.csv
	leaves_alone 65 'case-import:empty.csv:1: the file is empty' --input=empty.csv
	check 65 guess --input=empty.csv
	said 'case-import:empty.csv:1: the file is empty'
	printed ''
	printf '\uFEFF' > mark.csv
	leaves_alone 65 'case-import:mark.csv:1: the file is empty' --input=mark.csv
	check 0 import < empty.csv
	printed ''
	before=$(digest)
	kazakh | head -n 1 > head.csv
	check 0 import --input=head.csv
	said ''
	printed "	0	0	0	0	0	0	0	0"
	printf 'number,service,registered' > head.csv
	check 0 import --input=head.csv
	printed "	0	0	0	0	0	0	0	0"
	is "$before" "$(digest)"
	check 0 guess --input=head.csv
	printed_part $'column\tnumber\tnumber\t\t\tthe header is an alias of number; 0 of 0 rows have it'
	is '' "$(batches)"
}

@test "nothing but quotes, in one line and in many" {
	quotes() { head -c 20000000 /dev/zero | tr '\0' '"'; }
	before=$(digest)
	check 65 import < <(quotes)
	said 'case-import:standard input:1: a line without end: longer than 16777216 bytes'
	check 65 import < <(echo number,service,registered; quotes)
	said 'case-import:standard input:2: a line without end: longer than 16777216 bytes'
	check 65 import < <(echo number,service,registered; yes '"' | head -c 4000000)
	said_part 'case-import: 10000 records are refused; the rest was not read
case-import: 10000 of 10000 records refused, nothing written'
	is 10002 "$(wc -l <<< "$stderr")"
	check 65 import < <(echo number,service,registered; printf '"'; yes x | head -c 4000000)
	said 'case-import:standard input:2: the quote opened in the record of line 2 never closes; nothing after it was read'
	check 65 guess < <(echo number,service,registered; yes '"' | head -c 4000000)
	is 10002 "$(wc -l <<< "$stderr")"
	is "$before" "$(digest)"
}

@test "many refused records end a run that writes nothing; with --keep-going or a bound all are read" {
	{ echo number,service,office,registered; seq 10050 | sed 's/$/,wheelchair,ALM,-/'; echo 1,wheelchair,ALM,2019-02-01; } > old.csv
	check 65 import --input=old.csv --dry-run
	said_part 'case-import: 10000 records are refused; the rest was not read'
	check 65 import --input=old.csv
	said_part '10000 of 10000 records refused, nothing written'
	check 65 import --input=old.csv --max-errors=99%
	said_part 'more than --max-errors=99% are refused; the rest was not read'
	check 65 import --input=old.csv --max-errors=10050
	printed "ALMAUE-2026-B000001	10051	1	1	0	10050	0	0	0"
	check 65 import --input=old.csv --keep-going
	printed "	10051	0	0	1	10050	0	0	0"
}

@test "a header with a name twice, or none; a row with too many or too few values" {
	printf 'number,service,registered,note,note\n1,wheelchair,2019-02-01,a,b\n' > old.csv
	leaves_alone 65 'case-import:old.csv:1: the file has the column note twice' --input=old.csv
	check 0 guess --input=old.csv
	printed_part 'not known: "note" (the file has it twice, and no rule can tell them apart: give one another name in its header line)'
	guess --input=old.csv > map.tsv
	leaves_alone 65 'case-import:old.csv:1: the file has the column "note" twice, as number 4 and 5: give one another name in its header line' \
		--input=old.csv --map=map.tsv
	printf 'number,service,registered,,note,\n1,wheelchair,2019-02-01,,b,\n2,wheelchair,2019-02-01,x,b,\n' > old.csv
	leaves_alone 65 'case-import:old.csv:3: a value in column 4, which has no name in the header
case-import: 1 of 2 records refused, nothing written' --input=old.csv
	check 0 guess --input=old.csv
	printed_part 'it has no name, so that no rule can name it: write one into the header'
	printf 'number,service,registered\n1,wheelchair,2019-02-01,x\n2,wheelchair\n3,wheelchair,2019-02-01\n' > old.csv
	leaves_alone 65 'case-import:old.csv:2: 4 fields where the header line has 3
case-import:old.csv:3: 2 fields where the header line has 3
case-import: 2 of 3 records refused, nothing written' --input=old.csv
	check 65 import --input=old.csv --keep-going
	printed "ALMAUE-2026-B000001	3	1	1	0	2	0	0	0"
	is "3	1	0	2" "$(batches)"
}

@test "a value of 2 MB, NUL bytes" {
	{ kazakh; printf '5,wheelchair,ALM,,,2019-02-05,'; head -c 2000000 /dev/zero | tr '\0' x; echo; echo 6,wheelchair,ALM,,,2019-02-06,; } > old.csv
	leaves_alone 65 'case-import:old.csv:5: the record is longer than 1048576 bytes
case-import: 1 of 5 records refused, nothing written' --input=old.csv
	check 65 import --input=old.csv --keep-going --rejects=bad.csv
	printed "ALMAUE-2026-B000001	5	4	4	0	1	0	0	0"
	sed -n '1p;5p' old.csv | cmp - bad.csv
	printf 'number,service,registered,note\n7,wheelchair,2019-02-01,a\0b\n8,wheelchair,2019-02-01,\n' > nul.csv
	leaves_alone 65 'case-import:nul.csv:2: a NUL byte in the record
case-import: 1 of 2 records refused, nothing written' --input=nul.csv
}

@test "UTF-16, and what is no text at all" {
	{ printf '\uFEFF'; kazakh; } | iconv -f UTF-8 -t UTF-16LE > old.csv
	check 0 import --input=old.csv
	said ''
	is "Тәжібаев Асқар" "$(cases | cut -f 3 | head -n 1)"
	kazakh | sed 's/^[123],/5&/' | iconv -f UTF-8 -t UTF-16LE > old.csv
	leaves_alone 65 'case-import:old.csv:1: NUL bytes in the header line; if it is UTF-16, say --encoding=UTF-16' --input=old.csv
	check 0 import --input=old.csv --encoding=UTF-16
	printed "ALMAUE-2026-B000002	3	3	3	0	0	0	0	0"
	printf 'PK\3\4\24\0\6\0\10\0\0\0x' > book.xlsx
	leaves_alone 65 "case-import:book.xlsx:1: this is a spreadsheet's own file, no text: save it there as CSV or as text" --input=book.xlsx
	printf '\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1\0\0\n' > book.xls
	leaves_alone 65 "case-import:book.xls:1: this is a spreadsheet's own file, no text: save it there as CSV or as text" --input=book.xls
}

@test "lines that end with CR alone: no value of them is shown" {
	kazakh | tr '\n' '\r' > old.csv
	leaves_alone 65 "case-import:old.csv:1: lines end with CR alone: make it LF, as in tr '\\r' '\\n'" --input=old.csv
	tr '\r' '\n' < old.csv > right.csv
	check 0 import --input=right.csv
}

@test "a Latin I among Cyrillic is warned of and kept; letters in two parts become one" {
	{ echo number,service,name,registered
	echo '1,wheelchair,Iванов Пётр,2019-02-01'
	printf '2,wheelchair,\u0418\u0306ордан \u0415\u0308лкин,2019-02-01\n'; } > old.csv
	check 0 import --input=old.csv
	said 'case-import:old.csv:2: warning: name: a word mixes Latin and Cyrillic letters'
	printed "ALMAUE-2026-B000001	2	2	2	0	0	1	0	0"
	is $'Iванов Пётр\n\u0419ордан \u0401лкин' "$(cases | cut -f 3)"
}

@test "rejects, corrected, bring the rest: all there, none twice; the second run of the whole file adds nothing" {
	{ kazakh; echo '4,wheelchair,ALM,,Ким,2019-02-31,'; echo '5,bicycle,ALM,,Ли,2019-02-05,'; echo '6,wheelchair,ALM,,Пак'; } > old.csv
	check 65 import --input=old.csv --keep-going --rejects=bad.csv
	printed "ALMAUE-2026-B000001	6	3	3	0	3	0	0	0"
	is $'5\tregistered\n6\tservice\n7\t' "$(sed 1d bad.csv.errors.tsv | cut -f 1,2)"
	sed -i 's/02-31/02-28/; s/bicycle/wheelchair/; s/Пак$/Пак,2019-02-06,/' bad.csv
	leaves_alone 74 'case-import: bad.csv is there already; nothing is overwritten' --input=bad.csv --rejects=bad.csv
	check 0 import --input=bad.csv
	is "1 2 3 4 5 6" "$(cases | cut -f 2 | sort | tr '\n' ' ' | sed 's/ $//')"
	{ kazakh; sed 1d bad.csv; } > all.csv
	check 0 import --input=all.csv
	printed "	6	0	0	6	0	0	0	0"
	is 6 "$(cases | wc -l)"
	check 0 store-check
}

@test "--dry-run has the verdicts and the exit code of the run, for every kind of fault" {
	{ kazakh; kazakh | sed -n 2p; echo '1,wheelchair,ALM,,Ким,2019-02-01,'; } > again.csv
	{ kazakh; echo '4,wheelchair,ALM,,Ким,2019-02-31,'; echo '4,wheelchair'; } > bad.csv
	in_rk1048 > encoding.csv
	: > empty.csv
	kazakh > good.csv
	for file in again bad encoding empty good; do
		for options in '' --keep-going --max-errors=1 --max-errors=20% --chunk=1 '--chunk=2 --keep-going'; do
			rm -f "$CASEKIT_STORE"*
			rehearse 2026-03-18T10:00:00+06:00
			before=$(digest)
			# shellcheck disable=SC2086 # words
			run --separate-stderr import --input=$file.csv $options --dry-run
			dry="$status $stderr"
			is "$before" "$(digest)"
			# shellcheck disable=SC2086
			run --separate-stderr import --input=$file.csv $options --quiet
			real="$status $stderr"
			is "$(grep -v 'records refused' <<< "$dry")" "$(grep -v 'stand in the store\|records refused' <<< "$real")" || { echo "$file $options"; return 1; }
		done
	done
}

@test "rows that are events, of a messy file: by line, by case, in parts" {
	cat > old.csv <<- END
	number,service,office,name,happened,act,decision
	1,wheelchair,ALM,Абай,1850-02-01,register,
	2,wheelchair,ALM,Ким,2019-02-01,register,
	2,,,,2019-02-02,assign,
	2,,,,2019-02-03,decide,grant
	3,wheelchair,ALM,Ли,2019-02-01,accept,
	3,,,,2019-02-01,decide,
	4,wheelchair,ALM,Пак,1850-02-01,register,
	END
	message='case-import:old.csv:2: happened: the register has no year 1850
case-import:old.csv:6: act: the first event of a case is its registration (register)
case-import:old.csv:7: another row of this case is refused, and so is all of it
case-import:old.csv:8: happened: the register has no year 1850'
	leaves_alone 65 "$message
case-import: 4 of 7 records refused, nothing written" --input=old.csv --rows=events
	check 65 import --input=old.csv --rows=events --keep-going --rejects=bad.csv
	said "$message
case-import: 4 of 7 records refused, 3 written"
	printed "ALMAUE-2026-B000001	7	1	3	0	4	0	0	0"
	sed -i 's/1850/1950/; s/accept/register/; s/decide,$/decide,refuse/' bad.csv
	check 0 import --input=bad.csv --rows=events --chunk=1
	is "$(printf 'ALMAUE-2026-B00000%s\t%s\t1\t%s\t0\t0\t0\t0\t0\n' 2 1 1 3 2 2 4 1 1)" "$output"
	is "1 registered,2 decided,3 decided,4 registered" "$(cases | sort -k 2 | cut -f 2,4 | tr '\t\n' ' ,' | sed 's/,$//')"
	check 0 store-check
}

@test "a part is never cut between the rows of a case, and none is empty" {
	{ echo number,service,office,happened,act; for i in 1 2 3; do printf '%s,wheelchair,ALM,2019-02-01,register\n%s,,,2019-02-02,assign\n%s,,,2019-02-03,issue\n' $i $i $i; done; echo ,,,,; } > old.csv
	check 0 import --input=old.csv --rows=events --chunk=2
	is "$(printf 'ALMAUE-2026-B00000%s\t3\t1\t3\t0\t0\t0\t0\t0\n' 1 2 3)" "$output"
	is "issued issued issued" "$(cases | cut -f 4 | tr '\n' ' ' | sed 's/ $//')"
	{ echo number,service,registered; for i in 1 2 3 4; do echo 9$i,wheelchair,2019-02-01; done; } > even.csv
	check 0 import --input=even.csv --chunk=2
	is "$(printf 'ALMAUE-2026-B00000%s\t2\t2\t2\t0\t0\t0\t0\t0\n' 4 5)" "$output"
}

@test "the parts that stand are told of, whatever ends the import" {
	{ echo number,service,registered; for i in 1 2; do echo $i,wheelchair,2019-02-01; done; echo 3,wheelchair,-; echo 4,wheelchair,2019-02-01; } > old.csv
	check 65 import --input=old.csv --chunk=2
	printed "ALMAUE-2026-B000001	2	2	2	0	0	0	0	0"
	said 'case-import:old.csv:4: registered: "-" does not begin with a day that exists, written YYYY-MM-DD
case-import: 1 of 4 records refused, 2 written'
	is "2	2	0	0" "$(batches)"
	check 65 import --input=old.csv --chunk=2 --max-errors=0
	said_part 'more than --max-errors=0 are refused; the rest was not read'
	is 2 "$(cases | wc -l)"
	{ echo number,service,registered; for i in 5 6; do echo $i,wheelchair,2019-02-01; done; echo '7,wheelchair,"2019'; } > cut.csv
	check 65 import --input=cut.csv --chunk=2
	printed "ALMAUE-2026-B000002	2	2	2	0	0	0	0	0"
	said 'case-import:cut.csv:4: the quote opened in the record of line 4 never closes; nothing after it was read
case-import: 1 of 3 records refused, 2 written'
	is 4 "$(cases | wc -l)"
}

# -- interrupted: the input is a pipe that is held open, so that the place is known --

# starts OPTION...: starts an import of the pipe p, which stands open for writing as 9
starts() {
	[ -p p ] || mkfifo p
	env --default-signal case-import --by=s.reg --format=tsv --no-header --input=p "$@" > out 2> err 3>&- 4>&- &
	pid=$!
	exec 9> p
}
# waits: until it has taken what stands in the pipe and waits for more
waits() {
	until [ "$(cat "/proc/$pid/wchan")" = anon_pipe_read ] || [ "$(cat "/proc/$pid/wchan")" = pipe_read ] ||
		grep -q '^0 ' "/proc/$pid/syscall" 2> /dev/null; do :; done
}
# ends SIGNAL EXIT: it is sent, and the command ends by it
ends() {
	kill "-$1" "$pid"
	status=0
	wait "$pid" || status=$?
	exec 9>&-
	is "$2" "$status"
}

@test "Ctrl-C, and being told to end: the store is as it was, and that is said" {
	before=$(digest)
	for signal in INT:130 TERM:143 HUP:129; do
		starts
		printf 'number,service,registered\n1,wheelchair,2019-02-01\n2,wheelchair,2019-' >&9
		waits
		ends "${signal%:*}" "${signal#*:}"
		is 'case-import: interrupted: the store is as it was' "$(cat err)"
		is '' "$(cat out)"
		is "$before" "$(digest)"
	done
	is '' "$(cases)"
	check 0 store-check
}

@test "Ctrl-C within a large load before older cases: they are where they were" {
	printf 'number,service,registered\n1,wheelchair,2019-02-01\n2,wheelchair,2019-02-01\n' > older.csv
	check 0 import --input=older.csv
	before=$(digest)
	starts
	awk 'BEGIN { print "number,service,registered"; for (i = 1; i <= 6000; i++) print "b" i ",wheelchair,2018-02-01" }' >&9
	waits
	ends INT 130
	is 'case-import: interrupted: the store is as it was' "$(cat err)"
	is "$before" "$(digest)"
	check 0 store-check
	check 0 ledger-verify
}

@test "Ctrl-C before the store is open: while the names are read, while another writes" {
	before=$(digest)
	starts
	printf 'number,serv' >&9
	waits
	ends INT 130
	is 'case-import: interrupted: the store is as it was' "$(cat err)"
	exec 8> "$CASEKIT_STORE.lock"
	flock 8
	starts
	printf 'number,service,registered\n' >&9
	until grep -q -- '-> FLOCK' /proc/locks; do :; done
	ends INT 130
	is 'case-import: interrupted: the store is as it was' "$(cat err)"
	is "$before" "$(digest)"
}

@test "Ctrl-C with --chunk: whole parts stand, and that is said; run again, it brings the rest" {
	starts --chunk=2
	printf 'number,service,registered\n1,wheelchair,2019-02-01\n2,wheelchair,2019-02-01\n3,wheelchair,2019-02-01\n' >&9
	waits
	ends INT 130
	is 'case-import: interrupted: 2 records stand in the store, the rest does not; run it again for the rest' "$(cat err)"
	is "ALMAUE-2026-B000001	2	2	2	0	0	0	0	0" "$(cat out)"
	is "1 2" "$(cases | cut -f 2 | tr '\n' ' ' | sed 's/ $//')"
	is "2	2	0	0" "$(batches)"
	check 0 store-check
	printf 'number,service,registered\n1,wheelchair,2019-02-01\n2,wheelchair,2019-02-01\n3,wheelchair,2019-02-01\n' > all.csv
	check 0 import --input=all.csv --chunk=2
	printed "	2	0	0	2	0	0	0	0
ALMAUE-2026-B000002	1	1	1	0	0	0	0	0"
}

@test "nohup holds: what was ignored stays ignored" {
	[ -p p ] || mkfifo p
	env --ignore-signal=HUP case-import --by=s.reg --format=tsv --no-header --input=p > out 2> err 3>&- 4>&- &
	pid=$!
	exec 9> p
	printf 'number,service,registered\n1,wheelchair,2019-02-01\n' >&9
	waits
	kill -HUP "$pid"
	exec 9>&-
	wait "$pid"
	is '' "$(cat err)"
	is 1 "$(cases | wc -l)"
}

@test "rows, rate, share and time left on a terminal; without one nothing" {
	kazakh > old.csv
	typed=$(script --quiet --return --command 'case-import --by=s.reg --input=old.csv --dry-run > out' /dev/null < /dev/null)
	[[ $typed =~ $'\r\033[K1 row, '[0-9]+' a second, '[0-9]+' %, '[0-9]+' s left' ]]
	[[ $typed == *$'\r\033[K' ]]
	quiet=$(script --quiet --return --command 'case-import --by=s.reg --input=old.csv --dry-run --quiet > out' /dev/null < /dev/null)
	is '' "$quiet"
	check 0 import --input=old.csv
	said ''
}
