#!/usr/bin/env bats
# records: how every command reads and prints (records(7)), proven with a filter (id-check), a reader (case-list) and
# writers (case-register, case-note).
# shellcheck disable=SC2154 # bats' run sets stderr
load lib

ADA=800101300125 BEN=800101300135 CEM=800101300204

# file NAME LINE...: writes lines
file() {
	local name="$1"
	shift
	printf '%s\n' "$@" > "$name"
}

# three applications; the second has a bad check digit
morning() {
	file morning.tsv $'service\tapplicant\tname\tkey' \
		$'wheelchair\t'$ADA$'\tӘлия\tk1' $'wheelchair\t800101300126\tБерик\tk2' $'wheelchair\t'$CEM$'\tЖанна\tk3'
}

cases() { case-list --columns=case --no-header --format=tsv | wc -l; }

# on_terminal COMMAND: what it prints on a terminal of 80 columns, without the carriage returns
on_terminal() { script -qec "stty cols 80; $1" /dev/null < /dev/null | tr -d '\r'; }

# -- out --

@test "a pipe gets TSV with a header line, one record a line, escaped and never cut" {
	long=$(printf 'x%.0s' {1..300})
	check 0 id-check --columns=id,x_note --input=<(printf 'id,x_note\n%s,"a\tb\nc\\d %s"\n' "$ADA" "$long")
	printed "id	x_note
$ADA	a\\tb\\nc\\\\d $long"
	said ''
}

@test "a terminal gets a table; what would steer the terminal does not reach it" {
	printf 'id\tx_note\n%s\t\033[31mred\\tq\n' $ADA > odd.tsv
	run on_terminal 'id-check --input=odd.tsv --columns=id,x_note'
	[ "$output" = $'id           x_note\n'$ADA$' \xef\xbf\xbd[31mred q' ]
}

@test "the table is cut at the edge of the terminal, but not in a pipe" {
	long=$(printf 'x%.0s' {1..300})
	printf 'id\tx_note\n%s\t%s\n' $ADA "$long" > long.tsv
	run on_terminal 'id-check --input=long.tsv --columns=id,x_note'
	[ "${#lines[1]}" -eq 80 ]
	check 0 id-check --input=long.tsv --columns=id,x_note --format=table
	[ "${#lines[1]}" -eq 313 ]
}

@test "a table of one record that is a card: a line for each value" {
	rehearse
	number=$(case-register --service=wheelchair --applicant=$ADA --by=s.reg --columns=case --no-header)
	check 0 case-show "$number" --format=table --columns=case,status
	printed_part $'case    '"$number"$'\nstatus  registered'
}

@test "the format: option before CASEKIT_FORMAT before configuration before terminal" {
	mkdir -p conf
	echo 'format = csv' > conf/casekit.conf
	export XDG_CONFIG_HOME="$PWD/conf"
	check 0 id-check $ADA --columns=id,id_valid
	printed $'id,id_valid\n'$ADA',yes'
	CASEKIT_FORMAT=jsonl check 0 id-check $ADA --columns=id,id_valid
	printed '{"id":"'$ADA'","id_valid":true}'
	CASEKIT_FORMAT=jsonl check 0 id-check $ADA --columns=id,id_valid --format=tsv
	printed $'id\tid_valid\n'$ADA$'\tyes'
	run on_terminal "id-check $ADA --columns=id,id_valid"
	[ "${lines[1]}" = "$ADA,yes" ]
}

@test "a format that there is not: 64 of the option, 78 of environment and configuration" {
	check 64 id-check $ADA --format=xml
	said 'id-check: --format=xml: none of table tsv csv json jsonl excel'
	CASEKIT_FORMAT=xml check 78 id-check $ADA
	said 'id-check: CASEKIT_FORMAT=xml: none of table tsv csv json jsonl excel'
	printf '# ours\n\nformat = xml\n' > casekit.conf
	check 78 id-check $ADA
	said "id-check: $PWD/casekit.conf:3: format: none of table tsv csv json jsonl excel"
}

@test "a configuration that is wrong is 78 with file and line" {
	echo 'colour = red' > casekit.conf
	check 78 id-check $ADA
	said "id-check: $PWD/casekit.conf:1: unknown key; there are store, format and by"
	printf 'format = tsv\n[mine]\nformat = csv\n' > casekit.conf
	check 78 id-check $ADA
	said "id-check: $PWD/casekit.conf:3: the configuration has no sections"
	echo 'store = store.db' > casekit.conf
	check 78 id-check $ADA
	said "id-check: $PWD/casekit.conf:1: store: not a path from the root"
	echo 'nonsense' > casekit.conf
	check 78 id-check $ADA
	said "id-check: $PWD/casekit.conf:1: not of the form key = value"
	printed ''
}

@test "the configuration names store and actor" {
	rehearse
	mkdir -p home/.config
	printf 'store = %s\nby = s.reg\n' "$CASEKIT_STORE" > home/.config/casekit.conf
	unset CASEKIT_STORE XDG_CONFIG_HOME
	HOME="$PWD/home" check 0 case-register --service=wheelchair --applicant=$ADA --columns=case --no-header
	printed 'ALMAUE-2019-000001'
}

@test "the store: option before CASEKIT_STORE before the folder of the user" {
	check 69 case-list --store=nowhere.db
	said_part 'nowhere.db'
	check 69 case-list
	said_part "$CASEKIT_STORE"
	unset CASEKIT_STORE
	check 69 case-list
	said_part "$XDG_DATA_HOME/casekit/store.db"
	unset XDG_DATA_HOME
	check 69 case-list
	said_part "$HOME/.local/share/casekit/store.db"
}

@test "--columns chooses and orders, --no-header leaves the names out" {
	check 0 id-check $ADA --columns=id_kind,id --no-header
	printed $'iin\t'$ADA
	check 64 id-check $ADA --columns=id,colour
	printed ''
	said 'id-check: --columns: no column "colour" is printed'
	check 64 id-check $ADA --columns=id,id
	said 'id-check: --columns: id is there twice'
}

@test "a writer's wrong --columns is found before anything is written" {
	rehearse
	check 64 case-register --service=wheelchair --applicant=$ADA --by=s.reg --columns=colour
	[ "$(cases)" -eq 0 ]
}

@test "JSON: text but for counts, money and booleans; null for what is absent; an empty list for no records" {
	check 1 id-check 12 $ADA --format=json
	printed '[
{"id":"12","id_valid":false,"id_kind":null,"id_date":null,"id_warning":"it is not twelve digits"},
{"id":"'$ADA'","id_valid":true,"id_kind":"iin","id_date":"1980-01-01","id_warning":null}
]'
	check 0 id-check --format=json < /dev/null
	printed '[]'
	check 0 id-check --format=jsonl < /dev/null
	printed ''
	rehearse
	case-register --service=wheelchair --applicant=$ADA --by=s.reg --input=/dev/stdin < <(printf 'name\nA\n') > /dev/null
	check 0 batch-list --format=jsonl --columns=records_read,records_written,command_name
	printed '{"records_read":1,"records_written":1,"command_name":"case-register"}'
}

@test "CSV quotes what needs it; excel has BOM, semicolon, CRLF, and no formulas" {
	printf 'id\tx_a\tx_b\n%s\ta,b;"c"\t=1+1\n%s\t-5\t-x\n' $ADA $BEN > odd.tsv
	check 0 id-check --input=odd.tsv --columns=x_a,x_b --format=csv
	printed $'x_a,x_b\n"a,b;""c""",=1+1\n-5,-x'
	id-check --input=odd.tsv --columns=x_a,x_b --format=excel > out.csv
	printf '\xef\xbb\xbfx_a;x_b\r\n"a,b;""c""";'"'"'=1+1\r\n-5;'"'"'-x\r\n' > want.csv
	cmp out.csv want.csv
}

@test "what one command prints in any shape but the table, the next reads" {
	printf 'id\tx_note\n%s\ta\\tb\\nc\\\\d "e", f; g|h\n' $ADA > in.tsv
	for format in tsv csv excel; do
		id-check --input=in.tsv --format=$format > out
		check 0 id-check --input=out --columns=id,x_note
		printed "$(cat in.tsv)"
	done
}

# -- in: where records come from --

@test "operands are keys; - is standard input" {
	check 0 id-check $ADA $BEN --columns=id
	printed "id
$ADA
$BEN"
	check 0 id-check - --columns=id < <(printf 'id\n%s\n' $ADA)
	printed "id
$ADA"
	check 64 id-check - $ADA
	said_part 'id-check: - together with other operands'
	check 64 id-check - --input=x.tsv
	said_part 'id-check: - together with --input'
	check 64 id-check $ADA --input=x.tsv
	said_part 'id-check: operands and --input together'
}

@test "a command without operands takes none" {
	check 64 case-register wheelchair
	said_part 'case-register: no operand is expected: wheelchair'
}

@test "--input, several times, each file with a header line of its own; - is standard input" {
	printf 'id;x_a\n%s;1\n' $ADA > one.csv
	printf 'x_b\tid\n2\t%s\n' $BEN > two.tsv
	check 0 id-check --input=one.csv --input=two.tsv --input=- --columns=id,x_a,x_b < <(printf 'id\n%s\n' $CEM)
	printed "id	x_a	x_b
$ADA	1	
$BEN		2
$CEM		"
}

@test "options alone are one record; standard input is not touched" {
	rehearse
	printf 'left over\n' > in
	{ case-register --service=wheelchair --applicant=$ADA --by=s.reg --columns=case --no-header; cat; } < in > out
	[ "$(cat out)" = $'ALMAUE-2019-000001\nleft over' ]
}

@test "operands and options together: the options fill each record" {
	rehearse
	case-register --by=s.reg --service=wheelchair < <(printf 'applicant\n%s\n%s\n' $ADA $BEN) > /dev/null
	check 0 case-note ALMAUE-2019-000001 ALMAUE-2019-000002 --note=seen --by=s.reg --columns=case,status
	printed $'case\tstatus\nALMAUE-2019-000001\tregistered\nALMAUE-2019-000002\tregistered'
	[ "$(case-history ALMAUE-2019-000002 --columns=details --no-header | tail -n 1)" = 'note=seen' ]
}

@test "a pipe is read when the options are not enough" {
	rehearse
	printf 'applicant\n%s\n' $ADA > in.tsv
	check 0 case-register --by=s.reg --service=wheelchair --columns=case,applicant --no-header < in.tsv
	printed $'ALMAUE-2019-000001\t'$ADA
}

@test "on a terminal with nothing to read: 64" {
	run script -qec 'id-check > out 2> err' /dev/null
	[ "$status" -eq 64 ]
	[ "$(cat err)" = 'id-check: no records: give NUMBER, --input=FILE, or records on standard input' ]
	[ ! -s out ]
}

@test "what needs no input reads standard input only when told to" {
	rehearse
	case-register --by=s.reg --service=wheelchair < <(printf 'applicant\n%s\n%s\n' $ADA $BEN) > /dev/null
	printf 'case\nALMAUE-2019-000002\n' > in.tsv
	check 0 case-list --columns=case --no-header < in.tsv
	printed $'ALMAUE-2019-000001\nALMAUE-2019-000002'
	check 0 case-list - --columns=case --no-header < in.tsv
	printed 'ALMAUE-2019-000002'
}

@test "an input that is not there is 66, and nothing is done" {
	check 66 id-check --input=nowhere.tsv
	said 'id-check: nowhere.tsv: No such file or directory'
	check 66 id-check --input="$PWD"
	said "id-check: $PWD: Is a directory"
	printed ''
}

@test "zero bytes on standard input or a header line alone are zero records" {
	check 0 id-check --columns=id_valid < /dev/null
	printed 'id_valid'
	check 0 id-check --columns=id,id_valid < <(echo id)
	printed $'id\tid_valid'
	rehearse
	check 0 case-note --columns=case,status < /dev/null
	printed $'case\tstatus'
	check 0 case-note --columns=case,status < <(echo case)
	printed $'case\tstatus'
	said ''
	check 0 batch-list --columns=batch
	printed 'batch'
}

@test "a named file of 0 bytes is 65" {
	: > empty.tsv
	check 65 id-check --input=empty.tsv
	said 'id-check:empty.tsv:1: the file is empty'
	rehearse
	check 65 case-note --input=empty.tsv --columns=case
	said 'case-note:empty.tsv:1: the file is empty'
	printed 'case'
}

# -- in: what a record looks like --

@test "the header line decides among TAB , ; |" {
	for delimiter in ',' ';' '|' $'\t'; do
		printf 'id%sx_note\n%s%sb\n' "$delimiter" $ADA "$delimiter" > in
		check 0 id-check --input=in --columns=id,x_note
		printed "id	x_note
$ADA	b"
	done
}

@test "TAB: no quoting, backslash escapes; the others: RFC 4180" {
	printf 'id\tx_note\n%s\t"a"\\tb\n' $ADA > in.tsv
	check 0 id-check --input=in.tsv --columns=x_note --format=json
	printed_part '{"x_note":"\"a\"\tb"}'
	printf 'id,x_note\n%s," a, ""b""\r\n\\t "\r\n' $ADA > in.csv
	check 0 id-check --input=in.csv --columns=x_note --format=json
	printed_part '{"x_note":" a, \"b\"\n\\t "}'
}

@test "no type is guessed: zeros, signs and blanks stay" {
	printf 'id,x_a,x_b,x_c\n%s, 007 ,+1e5,1.10\n' $ADA > in.csv
	check 0 id-check --input=in.csv --columns=x_a,x_b,x_c --no-header
	printed $' 007 \t+1e5\t1.10'
}

@test "a BOM is dropped; UTF-16 is read by its BOM" {
	printf '\xef\xbb\xbfid\tx_note\n%s\tӘ\n' $ADA > in.tsv
	check 0 id-check --input=in.tsv --columns=id,x_note --no-header
	printed "$ADA	Ә"
	printf 'id\tx_note\r\n%s\tӘ\r\n' $ADA | iconv -f UTF-8 -t UTF-16 > in16.tsv
	check 0 id-check --input=in16.tsv --columns=id,x_note --no-header
	printed "$ADA	Ә"
}

@test "the encoding of old files: named by --encoding, demanded with its name" {
	printf 'id\tx_note\n%s\tӘбдірахманова Ұлпан\n' $ADA > utf8.tsv
	iconv -f UTF-8 -t RK1048 utf8.tsv > rk.tsv
	check 65 id-check --input=rk.tsv --columns=id
	said 'id-check:rk.tsv:2: byte 14 of the line is not UTF-8; name the encoding, as in --encoding=RK1048'
	for name in RK1048 kz-1048 KZ1048 strk1048-2002; do
		check 0 id-check --input=rk.tsv --columns=id,x_note --encoding=$name
		printed "$(cat utf8.tsv)"
		said ''
	done
	iconv -f UTF-8 -t PT154 utf8.tsv > pt.tsv
	check 0 id-check --input=pt.tsv --columns=id,x_note --encoding=ptcp154
	printed "$(cat utf8.tsv)"
	check 64 id-check --input=rk.tsv --encoding=klingon
	said 'id-check: --encoding=klingon: no such encoding'
}

@test "CP1251 whose bytes are Kazakh letters is warned of, with counts" {
	printf 'id\tx_note\n%s\tӘбдірахманова Ұлпан\n' $ADA | iconv -f UTF-8 -t RK1048 > rk.tsv
	check 0 id-check --input=rk.tsv --encoding=windows-1251 --columns=id --no-header
	said 'id-check: warning: rk.tsv: 2 letters in 1 lines are other letters in RK1048; if the text is Kazakh, say --encoding=RK1048'
	check 0 id-check --input=rk.tsv --encoding=windows-1251 --columns=id --no-header --quiet
	said ''
	printf 'id\tx_note\n%s\tИванов Ёж\n' $ADA | iconv -f UTF-8 -t CP1251 > ru.tsv
	check 0 id-check --input=ru.tsv --encoding=1251 --columns=x_note --no-header
	printed 'Иванов Ёж'
	said ''
}

@test "a record that cannot be read is told with its line, and the others are answered" {
	printf 'id,x_note\n%s,"a\nb"\n%s\n%s,"p"q\n%s,last\n' $ADA $BEN $BEN $CEM > in.csv
	check 65 id-check --input=in.csv --columns=id --no-header
	printed "$ADA
$CEM"
	said 'id-check:in.csv:4: 1 field where the header line has 2
id-check:in.csv:5: a quote in the middle of a field (a quote within quotes is written twice)
id-check: 2 of 4 records refused'
}

@test "a quote that never closes is told with the line where it opened" {
	printf 'id,x_note\n%s,"a\n%s,b\n' $ADA $BEN > in.csv
	check 65 id-check --input=in.csv --columns=id --no-header
	printed ''
	said 'id-check:in.csv:2: the quote opened in the record of line 2 never closes; nothing after it was read'
}

@test "a NUL byte and a field of two megabytes are 65 with their line" {
	printf 'id\tx_note\n%s\ta\0b\n%s\tc\n' $ADA $BEN > in.tsv
	check 65 id-check --input=in.tsv --columns=id --no-header
	printed "$BEN"
	said 'id-check:in.tsv:2: a NUL byte in the record
id-check: 1 of 2 records refused'
	{ printf 'id\tx_note\n%s\t' $ADA; head -c 2097152 /dev/zero | tr '\0' x; printf '\n%s\tc\n' $BEN; } > long.tsv
	check 65 id-check --input=long.tsv --columns=id --no-header
	printed "$BEN"
	said 'id-check:long.tsv:2: the record is longer than 1048576 bytes
id-check: 1 of 2 records refused'
}

@test "a header line that is wrong is 65" {
	check 65 id-check < <(printf 'id\tid\n')
	said 'id-check:standard input:1: column 2: the name id is there twice'
	check 65 id-check < <(printf 'id,Name\n')
	said 'id-check:standard input:1: column 2: its name is not a lower-case word of a-z, 0-9 and _'
	printed ''
}

@test "an unknown column is 65; what casekit prints, and x_ columns, are passed over" {
	rehearse
	printf 'service\tapplicant\tcolour\nwheelchair\t%s\tred\n' $ADA > in.tsv
	check 65 case-register --input=in.tsv --by=s.reg --columns=case
	said 'case-register:in.tsv:1: unknown column colour; --ignore-unknown passes over it'
	[ "$(cases)" -eq 0 ]
	check 0 case-register --input=in.tsv --by=s.reg --columns=case --ignore-unknown --no-header
	printed 'ALMAUE-2019-000001'
	printf 'service\tapplicant\tx_colour\tstatus\tid_valid\nwheelchair\t%s\tred\tissued\tno\n' $BEN > in.tsv
	check 0 case-register --input=in.tsv --by=s.reg --columns=case,status --no-header
	printed $'ALMAUE-2019-000002\tregistered'
	said ''
}

@test "an order that another command reads is no column to pass over" {
	rehearse
	check 65 case-note --by=s.reg < <(printf 'case\tdecision\nALMAUE-2019-000001\tgrant\n')
	said 'case-note:standard input:1: unknown column decision; --ignore-unknown passes over it'
}

# -- filters (the rule of names is in source.bats) --

@test "a filter passes its input through in its order and replaces what it prints" {
	printf 'x_b\tid_valid\tid\tx_a\nb\tperhaps\t%s\ta\n' $ADA > in.tsv
	check 0 id-check --input=in.tsv
	printed $'x_b\tid\tx_a\tid_valid\tid_kind\tid_date\tid_warning\nb\t'$ADA$'\ta\tyes\tiin\t1980-01-01\t'
	check 0 term-compute --unit=day --start=2019-03-18T10:00 --columns=value,x_a,due < <(printf 'value,x_a\n3,a\n')
	printed $'value\tx_a\tdue\n3\ta\t2019-03-26T23:59:59+06:00'
}

# -- options and columns --

@test "an option fills what is absent or empty; where both speak the record wins, with one warning and a count" {
	rehearse
	printf 'service\tapplicant\nwheelchair\t%s\nhome-schooling\t%s\nhome-schooling\t%s\n\t%s\n' $ADA $BEN $CEM \
		800101300303 > in.tsv
	check 0 case-register --input=in.tsv --service=wheelchair --by=s.reg --columns=regulation --no-header
	printed 'almaty-2017/wheelchair
almaty-2017/home-schooling
almaty-2017/home-schooling
almaty-2017/wheelchair'
	said 'case-register: warning: 2 records have another service than the option; the records won'
	check 0 case-note ALMAUE-2019-000001 --case=ALMAUE-2019-000002 --note=x --by=s.reg --columns=case --no-header
	printed 'ALMAUE-2019-000001'
	said 'case-note: warning: 1 record has another case than the option; the record won'
}

@test "a needed column: absent from the header line, or empty in a record" {
	rehearse
	check 65 case-register --by=s.reg --columns=case < <(printf 'applicant\n%s\n%s\n' $ADA $BEN)
	said 'case-register:standard input:1: the column service is needed'
	printf 'service\tapplicant\nwheelchair\t\n\t%s\n' $ADA > in.tsv
	check 65 case-register --by=s.reg --columns=case --input=in.tsv
	said 'case-register:in.tsv:2: applicant: no value, and no --applicant
case-register:in.tsv:3: service: no value, and no --service
case-register: 2 of 2 records refused, nothing written'
}

@test "a value that breaks its type: of an option at once, of a record with its line; no value is repeated" {
	rehearse
	check 65 case-register --service=wheelchair --applicant=$ADA --at=yesterday --by=s.reg --columns=case
	said 'case-register: at: not a time (ISO 8601, as 2019-03-18T10:00 or 2019-03-18)'
	check 65 case-register --by=s.reg --columns=case < <(printf 'service\tapplicant\tat\nwheelchair\t%s\tСейтова\n' $ADA)
	said 'case-register:standard input:2: at: not a time (ISO 8601, as 2019-03-18T10:00 or 2019-03-18)'
}

@test "an option given twice: words add up, anything else must not differ" {
	rehearse
	case-register --service=child-benefit --applicant=$ADA --by=s.reg > /dev/null
	check 0 case-note ALMAUE-2019-000001 --fact=repeat-unchanged --fact='!data-found' --by=s.reg --columns=case
	[ "$(case-history ALMAUE-2019-000001 --columns=details --no-header | tail -n 1)" = 'fact=repeat-unchanged !data-found' ]
	check 64 case-note ALMAUE-2019-000001 --note=a --note=b --by=s.reg
	said_part 'case-note: --note is given twice'
	check 0 case-note ALMAUE-2019-000001 --note=a --note=a --by=s.reg --columns=case --no-header
	printed 'ALMAUE-2019-000001'
}

@test "_ in a column is - in its option" {
	rehearse
	check 0 office-add --office=NEW --name=New --office-kind=city
	[ "$(office-list --columns=office,office_kind --no-header | tail -n 1)" = $'NEW\tcity' ]
}

# -- batches --

@test "one bad record: nothing is written, and every refused record is told" {
	rehearse
	morning
	printf 'flying\t%s\tЕрлан\tk4\n' 800101300303 >> morning.tsv
	check 65 case-register --input=morning.tsv --by=s.reg --columns=case
	printed 'case'
	said "case-register:morning.tsv:3: applicant: the check digit is wrong
case-register:morning.tsv:5: service: no service \"flying\"
case-register: 2 of 4 records refused, nothing written"
	[ "$(cases)" -eq 0 ]
}

@test "--keep-going writes the good ones and keeps the code" {
	rehearse
	morning
	check 65 case-register --input=morning.tsv --by=s.reg --keep-going --columns=case,key --no-header
	printed $'ALMAUE-2019-000001\tk1\nALMAUE-2019-000002\tk3'
	said "case-register:morning.tsv:3: applicant: the check digit is wrong
case-register: 1 of 3 records refused, 2 written"
	check 0 batch-list --columns=command_name,source_name,records_read,records_written,records_refused,digest
	printed_part $'case-register\tmorning.tsv\t3\t2\t1\t'"$(sha256sum < morning.tsv | cut -d ' ' -f 1)"
}

@test "--quiet: the refused record is told, the summary is not" {
	rehearse
	morning
	check 65 case-register --input=morning.tsv --by=s.reg --quiet --columns=case
	said "case-register:morning.tsv:3: applicant: the check digit is wrong"
}

@test "--rejects: the refused records' own bytes under their header line, and why" {
	rehearse
	printf '\xef\xbb\xbfservice;applicant;name\r\nwheelchair;%s;"a\r\nb"\r\nwheelchair;12;"c\r\n d"\r\n"x"y\r\nwheelchair;13' $ADA > in.csv
	check 65 case-register --input=in.csv --by=s.reg --keep-going --rejects=bad --columns=case --no-header
	printed 'ALMAUE-2019-000001'
	printf '\xef\xbb\xbfservice;applicant;name\r\nwheelchair;12;"c\r\n d"\r\n"x"y\r\nwheelchair;13' > want
	cmp bad want
	[ "$(cut -f 1-3 bad.errors.tsv)" = $'line\tcolumn\tcode\n4\tapplicant\t65\n6\t\t65\n7\t\t65' ]
	[ "$(sed -n 3p bad.errors.tsv | cut -f 4)" = 'a quote in the middle of a field (a quote within quotes is written twice)' ]
	[ "$(stat -c %a bad bad.errors.tsv)" = $'600\n600' ]
}

@test "--rejects: also where nothing is written, and the bytes are those of the source's encoding" {
	rehearse
	printf 'service\tapplicant\tname\nwheelchair\t12\tӘлия\nwheelchair\t%s\tҚайрат\n' $ADA > utf8.tsv
	iconv -f UTF-8 -t RK1048 utf8.tsv > rk.tsv
	check 65 case-register --input=rk.tsv --encoding=RK1048 --by=s.reg --rejects=bad.tsv --columns=case
	head -n 2 rk.tsv | cmp - bad.tsv
	[ "$(cases)" -eq 0 ]
	iconv -f UTF-8 -t UTF-16 utf8.tsv > u16.tsv
	check 65 case-register --input=u16.tsv --by=s.reg --rejects=bad16.tsv --columns=case
	head -n 2 utf8.tsv | iconv -f UTF-8 -t UTF-16 | cmp - bad16.tsv
}

@test "--rejects never overwrites, and leaves nothing where nothing was refused or the run failed" {
	rehearse
	morning
	echo mine > bad.tsv
	check 74 case-register --input=morning.tsv --by=s.reg --rejects=bad.tsv
	said 'case-register: bad.tsv is there already; nothing is overwritten'
	[ "$(cat bad.tsv)" = mine ]
	echo mine > other.errors.tsv
	check 74 case-register --input=morning.tsv --by=s.reg --rejects=other
	said 'case-register: other.errors.tsv is there already; nothing is overwritten'
	check 74 case-register --input=morning.tsv --by=s.reg --rejects=no/such/folder
	said_part 'no/such/folder: No such file or directory'
	sed -i 3d morning.tsv
	check 0 case-register --input=morning.tsv --by=s.reg --rejects=none.tsv --columns=case --no-header
	[ ! -e none.tsv ] && [ ! -e none.tsv.errors.tsv ]
	check 64 case-register --service=wheelchair --applicant=$ADA --rejects=none.tsv
	said 'case-register: --rejects needs records from --input or standard input'
}

@test "--rejects of several inputs: each has files of its own" {
	rehearse
	printf 'service\tapplicant\nwheelchair\t12\n' > a.tsv
	printf 'service\tapplicant\nwheelchair\t%s\n' $ADA > b.tsv
	printf 'applicant,service\n13,wheelchair\n' > c.csv
	check 65 case-register --input=a.tsv --input=b.tsv --input=c.csv --by=s.reg --rejects=bad --columns=case
	cmp a.tsv bad.1
	[ ! -e bad.2 ]
	cmp c.csv bad.3
	[ "$(cut -f 1 bad.3.errors.tsv)" = $'line\n2' ]
}

@test "several inputs are one batch, its digest over all of them" {
	rehearse
	printf 'service\tapplicant\nwheelchair\t%s\n' $ADA > a.tsv
	printf 'applicant,service\n%s,wheelchair\n' $BEN > b.csv
	case-register --input=a.tsv --input=b.csv --by=s.reg > /dev/null
	check 0 batch-list --columns=source_name,records_read,digest --no-header
	[ "$(tail -n 1 <<< "$output")" = $'a.tsv b.csv\t2\t'"$(cat a.tsv b.csv | sha256sum | cut -d ' ' -f 1)" ]
}

@test "--dry-run: verdicts, no records, nothing written, the same code" {
	rehearse
	morning
	case-register --service=wheelchair --applicant=$ADA --name=Әлия --key=k1 --by=s.reg > /dev/null
	check 65 case-register --input=morning.tsv --by=s.reg --dry-run
	printed $'record_source\trecord_line\tverdict\tverdict_reason
morning.tsv\t2\treplayed\t
morning.tsv\t3\trefused\tthe check digit is wrong
morning.tsv\t4\taccepted\t'
	[ "$(cases)" -eq 1 ]
	check 0 case-note ALMAUE-2019-000001 --note=x --by=s.reg --dry-run
	printed $'record_source\trecord_line\tcase\tverdict\tverdict_reason\n\t\tALMAUE-2019-000001\taccepted\t'
	said ''
	[ "$(case-history ALMAUE-2019-000001 --no-header | wc -l)" -eq 1 ]
}

@test "the same key with the same content again changes nothing; a broken pipe is run again" {
	rehearse
	morning
	sed -i 3d morning.tsv
	check 0 case-register --input=morning.tsv --by=s.reg --columns=case,replayed,key --no-header
	printed $'ALMAUE-2019-000001\tno\tk1\nALMAUE-2019-000002\tno\tk3'
	before=$(sha256sum < "$CASEKIT_STORE")
	check 0 case-register --input=morning.tsv --by=s.reg --columns=case,replayed,key --no-header
	printed $'ALMAUE-2019-000001\tyes\tk1\nALMAUE-2019-000002\tyes\tk3'
	[ "$before" = "$(sha256sum < "$CASEKIT_STORE")" ]
	printf 'wheelchair\t%s\tЕрлан\tk4\n' 800101300303 >> morning.tsv
	check 0 case-register --input=morning.tsv --by=s.reg --columns=case,replayed --no-header
	printed $'ALMAUE-2019-000001\tyes\nALMAUE-2019-000002\tyes\nALMAUE-2019-000003\tno'
	sed -i "s/Ерлан/Ерлан Қ/" morning.tsv
	check 1 case-register --input=morning.tsv --by=s.reg --columns=case
	said_part 'case-register:morning.tsv:4: '
	said_part 'case-register: 1 of 3 records refused, nothing written'
}

@test "65 beats 1" {
	rehearse
	case-register --service=wheelchair --applicant=$ADA --by=s.reg > /dev/null
	check 1 case-decide ALMAUE-2019-000001 --decision=grant --by=s.reg --columns=case
	check 65 case-decide ALMAUE-2019-000001 ALMAUE-2019-000009 --decision=grant --by=s.reg --columns=case
	check 65 case-decide ALMAUE-2019-000009 ALMAUE-2019-000001 --decision=grant --by=s.reg --columns=case
}

@test "a refusal names key and clause" {
	rehearse
	case-register --service=wheelchair --applicant=$ADA --by=s.reg > /dev/null
	check 1 case-decide --decision=grant --by=s.reg --columns=case < <(printf 'case\nALMAUE-2019-000001\n')
	[[ "$stderr" == 'case-decide:standard input:2: ALMAUE-2019-000001: '*' (almaty-2017/wheelchair, office, item 2)' ]]
}

@test "no name and no number of a person in a message that the user did not ask for" {
	rehearse
	morning
	check 65 case-register --input=morning.tsv --by=s.reg --columns=case
	[[ "$stderr" != *Бер* && "$stderr" != *80010130012* ]]
	check 1 id-check 800101300126 --columns=id_valid
	said ''
	check 65 id-check --input=<(printf 'id\tx_name\n%s\n' $ADA) --columns=id_valid
	[[ "$stderr" != *8001013* ]]
}

# -- locks --

@test "--wait: another writer holds the store" {
	rehearse
	exec 9>> "$CASEKIT_STORE.lock"
	flock 9
	check 75 case-register --service=wheelchair --applicant=$ADA --by=s.reg --wait=0 9>&-
	said_part 'in use by another writer'
	check 0 case-list --columns=case 9>&-
	printed case
	flock -u 9
	check 0 case-register --service=wheelchair --applicant=$ADA --by=s.reg --wait=0 --columns=case --no-header
	printed 'ALMAUE-2019-000001'
	check 64 case-list --wait=soon
	said 'case-list: --wait=soon: not a number of seconds up to 86400'
}

@test "the records are read before the lock is taken: a slow source holds nobody up" {
	rehearse
	mkfifo slow
	case-register --by=s.reg --input=slow --columns=case --no-header > out &
	exec 8> slow
	printf 'service\tapplicant\nwheelchair\t%s\n' $ADA >&8
	check 0 case-register --service=wheelchair --applicant=$BEN --by=s.reg --wait=0 --columns=case --no-header 8>&-
	printed 'ALMAUE-2019-000001'
	exec 8>&-
	wait $!
	[ "$(cat out)" = 'ALMAUE-2019-000002' ]
}

@test "nothing is printed before the lock is gone: a pager holds nobody up" {
	rehearse
	mkfifo pager
	service-show almaty-2017/wheelchair almaty-2017/sanatorium almaty-2017/child-benefit almaty-2017/home-care > pager &
	exec 8< pager
	head -c 1 <&8 > first
	check 0 case-register --service=wheelchair --applicant=$ADA --by=s.reg --wait=0 --columns=case --no-header 8<&-
	printed 'ALMAUE-2019-000001'
	cat <&8 > rest
	exec 8<&-
	wait $!
	[ "$(wc -c < rest)" -gt 1000 ]
}

# -- the streams --

@test "a full disk is 74, for records as for --help and --describe" {
	for arguments in "$ADA" --help -h --usage --describe "$ADA --format=json" "$ADA --format=table"; do
		# shellcheck disable=SC2086 # several arguments
		run --separate-stderr bash -c 'id-check "$@" > /dev/full' - $arguments
		[ "$status" -eq 74 ]
		[[ "$stderr" == 'id-check: cannot write'*': No space left on device' ]]
		[ "${#stderr_lines[@]}" -eq 1 ]
	done
	rehearse
	run --separate-stderr bash -c "case-register --service=wheelchair --applicant=$ADA --by=s.reg > /dev/full"
	[ "$status" -eq 74 ]
}

@test "a limit on the size of files is an error of writing, no signal" {
	seq 2000 | sed '1i id' > many.tsv
	run --separate-stderr bash -c 'ulimit -f 1; id-check --input=many.tsv > out'
	[ "$status" -eq 74 ]
	[ "$stderr" = 'id-check: cannot write: File too large' ]
}

@test "standard output that is closed is 74, and no file of ours takes its place" {
	run --separate-stderr bash -c "id-check $ADA >&-"
	[ "$status" -eq 74 ]
	rehearse
	before=$(sha256sum < "$CASEKIT_STORE")
	run --separate-stderr bash -c 'case-list >&-'
	[ "$status" -eq 74 ]
	[ "$before" = "$(sha256sum < "$CASEKIT_STORE")" ]
}

@test "whoever has read enough ends the pipe quietly" {
	seq 200000 | sed '1i id' > many.tsv
	run --separate-stderr bash -c 'id-check --input=many.tsv | head -n 1; echo "${PIPESTATUS[0]}"'
	[ "${lines[1]}" = 141 ]
	[ "$stderr" = '' ]
	run --separate-stderr bash -c 'trap "" PIPE; id-check --input=many.tsv | head -n 1; echo "${PIPESTATUS[0]}"'
	[ "${lines[1]}" = 141 ]
	[ "$stderr" = '' ]
}

@test "the memory of a filter, and of reading for a writer, does not grow" {
	# A sanitized program asks for terabytes of addresses at its start.
	! grep -q __asan_init "$(command -v id-check)" || skip 'sanitized'
	rehearse
	seq 300000 | sed 's/$/\tsome words that take room, so that it would show/; 1i id\tx_note' > many.tsv
	ulimit -v 60000
	check 1 bash -c 'id-check --input=many.tsv | tail -n 1 | cut -f 1; exit "${PIPESTATUS[0]}"'
	printed 300000
	seq 300000 | sed 's/$/\tflying/; 1i applicant\tservice' > many.tsv
	check 65 bash -c 'case-register --input=many.tsv --by=s.reg --columns=case 2>&1 | tail -n 1; exit "${PIPESTATUS[0]}"'
	printed 'case-register: 300000 of 300000 records refused, nothing written'
}

# -- the command line --

@test "--help and -h: columns, options and common ones under titles, examples last as they are written" {
	check 0 case-register --help
	[[ "$output" == 'Usage: case-register '*' Columns ('*' Options:'*' Records in:'*' Records out:'*' Store:'*'
Examples:
  case-register '* ]]
	help=$output
	check 0 case-register -h
	printed "$help"
	said ''
}

@test "a wrong command line is 64 and names the command, whatever the file is called" {
	check 64 id-check --colour
	[ "${stderr_lines[0]}" = "id-check: unrecognized option '--colour'" ]
	printed ''
	ln -s "$(command -v id-check)" other
	check 64 ./other --colour
	[ "${stderr_lines[0]}" = "id-check: unrecognized option '--colour'" ]
	check 64 case-list --dry-run
	check 64 id-check --keep-going
	check 64 id-check ''
}

@test "--describe: the command's tables, one row each, with every option that --help shows" {
	for path in "${CASEKIT_BIN:-$ROOT/build/bin}"/*; do
		"$path" --describe > table
		[ "$(head -n 1 table)" = $'kind\tname\tneed\ttype\tmeta\thelp' ]
		[ -z "$(awk -F'\t' 'NF != 6 || $6 == ""' table)" ]
		"$path" --help | grep -o -- '--[a-z][a-z-]*' | sort -u > shown
		awk -F'\t' '$1 != "prints" && $1 != "operand" && NR > 1 { gsub("_", "-", $2); print "--" $2 }' table | sort -u > told
		[ -z "$(comm -13 shown told)" ]
	done
}

@test "--complete: value and description from the store, at most 50, silent where it cannot" {
	check 0 case-note --complete=case:ALM
	printed ''
	said ''
	rehearse
	case-register --by=s.reg --service=wheelchair < <(echo applicant; for _ in {1..60}; do echo $ADA; done) > /dev/null 2>&1
	check 0 case-note --complete=case:ALMAUE-2019-00001
	[ "${#lines[@]}" -eq 10 ]
	[ "${lines[0]}" = $'ALMAUE-2019-000019\tregistered' ]
	check 0 case-note --complete=case:A
	[ "${#lines[@]}" -eq 50 ]
	check 0 case-note --complete=case:ALMAUE-2018
	printed ''
	check 0 case-assign --complete=to:a.b
	printed $'a.bek\tspecialist executor division-specialist'
	check 0 case-register --complete=service:wheel
	[ "${lines[0]%%$'\t'*}" = wheelchair ]
	check 0 case-register --complete=office:ALMA
	[ "${lines[0]%%$'\t'*}" = ALMAUE ]
	check 0 case-note --complete=fact:papers-m
	[ "${lines[0]%%$'\t'*}" = papers-missing ]
	check 0 batch-show --complete=batch:ALMAUE-2019-B
	[ "${#lines[@]}" -ge 1 ]
	check 0 case-note --complete=nonsense
	printed ''
	check 0 case-note --complete=colour:r
	printed ''
}

@test "a store that is no rehearsal ignores CASEKIT_NOW" {
	store-init --quiet
	office-add --office=ONE --name=One --office-kind=city > /dev/null
	staff-add --login=me --name=Me --roles=specialist --office=ONE --since=2012-01-01 > /dev/null
	CASEKIT_NOW=2011-01-01T00:00:00Z check 0 office-list --columns=office --no-header
	printed 'ONE'
	rehearse_day=2019-03-18
	sqlite3 "$CASEKIT_STORE" "SELECT count(*) FROM event WHERE recorded < strftime('%s', '$rehearse_day')" > old
	[ "$(cat old)" -eq 0 ]
	CASEKIT_NOW=nonsense check 0 office-list --columns=office --no-header
}

@test "a rehearsal store with a CASEKIT_NOW that is no time is 78" {
	rehearse
	CASEKIT_NOW=soon check 78 case-list
	said_part 'the rehearsal clock "soon"'
}

# -- the pages --

@test "casekit(7) names every command, and its first hour works as it is written" {
	for path in "${CASEKIT_BIN:-$ROOT/build/bin}"/*; do
		grep -qx ".It Xr $(basename "$path") 1" "$ROOT/man/casekit.7"
	done
	sed -n '/^.Ss A first hour/,/^.Ed/p' "$ROOT/man/casekit.7" | sed '/^\./d; s/\\e$/\\/' > hour
	check 0 bash -euo pipefail hour
	printed_part $'ALM-2019-000001\tALM-2019-000001\talmaty-2017/wheelchair'
	printed_part $'\tassigned\t'
	said ''
}

@test "the configuration of the user holds where it differs from that of the system" {
	[ ! -e /etc/casekit.conf ] || skip 'this system has a configuration of its own'
	echo 'format = json' > casekit.conf
	check 0 id-check $ADA --columns=id_valid
	printed $'[\n{"id_valid":true}\n]'
	printf '; a comment\n# another\n\nformat=csv\n' > casekit.conf
	check 0 id-check $ADA --columns=id,id_valid
	printed $'id,id_valid\n'$ADA',yes'
}

@test "what the command line gives must be UTF-8: 64, and the bytes are not shown" {
	rehearse
	bad=$'\xff\xfe'
	check 64 case-register --service=wheelchair --applicant=$ADA --office=ALMAUE --by=s.reg --name="$bad"
	printed ''
	said_part 'case-register: --name is not UTF-8'
	[[ "$stderr" != *"$bad"* ]]
	check 64 case-list --name="$bad"
	said_part 'case-list: --name is not UTF-8'
	check 64 case-note --by=s.reg --note=x "ALM$bad"
	said_part 'case-note: an operand is not UTF-8'
	check 64 case-note --by=s.reg --note=x --input="$bad"
	said_part 'case-note: --input is not UTF-8'
	check 64 case-note --by="$bad" --note=x ALM-2019-000001
	said_part 'case-note: --by is not UTF-8'
	check 0 case-list --no-header
	printed ''
}
