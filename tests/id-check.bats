#!/usr/bin/env bats
# id-check: are these right IINs and BINs?
load lib

@test "operands: a BIN, an IIN of the second row of weights" {
	check 0 id-check 940140000385 990140004654 061211600012
	printed $'id\tid_valid\tid_kind\tid_date\tid_warning
940140000385\tyes\tbin\t1994-01\t
990140004654\tyes\tbin\t1999-01\t
061211600012\tyes\tiin\t2006-12-11\t'
	said ''
}

@test "one bad number among good ones: all are printed, the answer is no" {
	check 1 id-check 940140000385 123456789011 061211600012
	printed $'id\tid_valid\tid_kind\tid_date\tid_warning
940140000385\tyes\tbin\t1994-01\t
123456789011\tno\tbin\t\tthe check digit is wrong
061211600012\tyes\tiin\t2006-12-11\t'
	said ''
}

@test "what is no number at all is an answer, not an error" {
	check 1 id-check 94014000038 9401400003855 'x y' 94014000038x
	printed $'id\tid_valid\tid_kind\tid_date\tid_warning
94014000038\tno\t\t\tit is not twelve digits
9401400003855\tno\t\t\tit is not twelve digits
x y\tno\t\t\tit is not twelve digits
94014000038x\tno\t\t\tit is not twelve digits'
	said ''
}

@test "a number for which neither row of weights gives a check digit" {
	check 1 id-check --columns=id_valid,id_warning 000000037010
	printed $'id_valid\tid_warning
no\tno such number is ever issued: neither row of weights gives a check digit'
	said ''
}

@test "valid but odd: a day that no calendar has is a warning" {
	check 0 id-check --columns=id_valid,id_kind,id_date,id_warning 850229301238
	printed $'id_valid\tid_kind\tid_date\tid_warning
yes\tiin\t\tthe first six digits are no day that the calendar has'
	said ''
}

@test "a filter: other columns pass through in their order" {
	check 0 id-check < <(printf 'name\tid\tx_room\nӘлия\t061211600012\t5\n')
	printed $'name\tid\tx_room\tid_valid\tid_kind\tid_date\tid_warning
Әлия\t061211600012\t5\tyes\tiin\t2006-12-11\t'
	said ''
}

@test "--field looks at another column; a record without a number is not valid" {
	printf 'iin;name\n061211600012;Әлия\n;Олжас\n' > staff.csv
	check 1 id-check --input=staff.csv --field=iin
	printed $'iin\tname\tid_valid\tid_kind\tid_date\tid_warning
061211600012\tӘлия\tyes\tiin\t2006-12-11\t
\tОлжас\tno\t\t\tthere is no number'
	said ''
}

@test "its own output fed to it again is the same output" {
	id-check 940140000385 123456789011 > once.tsv || [ $? -eq 1 ]
	check 1 id-check --input=once.tsv
	printed "$(cat once.tsv)"
	said ''
}

@test "a misspelt column is an error, not a list of bad numbers" {
	check 65 id-check --field=inn < <(printf 'iin\tname\n061211600012\tA\n')
	printed $'iin\tname\tid_valid\tid_kind\tid_date\tid_warning
061211600012\tA\tno\t\t\tthere is no number'
	said 'id-check: no record has anything in a column inn; --field= names the column to look at'
}

@test "no records are no wrong answer" {
	check 0 id-check < <(printf 'id\n')
	printed $'id\tid_valid\tid_kind\tid_date\tid_warning'
	said ''
	check 0 id-check < /dev/null
	printed $'id_valid\tid_kind\tid_date\tid_warning'
	said ''
}

@test "a record that cannot be read is 65, and the others are answered" {
	check 65 id-check < <(printf 'id\tname\n940140000385\tA\tB\n061211600012\tC\n')
	printed $'id\tname\tid_valid\tid_kind\tid_date\tid_warning
061211600012\tC\tyes\tiin\t2006-12-11\t'
	said_part 'standard input:2'
	# shellcheck disable=SC2154 # check sets it
	[[ "$stderr" != *940140000385* ]]
}

@test "JSON: yes and no are true and false" {
	check 1 id-check --format=jsonl 061211600012 1
	printed '{"id":"061211600012","id_valid":true,"id_kind":"iin","id_date":"2006-12-11","id_warning":null}
{"id":"1","id_valid":false,"id_kind":null,"id_date":null,"id_warning":"it is not twelve digits"}'
	said ''
}

@test "neither a store nor a staff record is needed" {
	check 0 env CASEKIT_STORE=/nowhere/store.db id-check --quiet --no-header --columns=id_valid 940140000385
	printed 'yes'
	said ''
}

@test "an input file that is not there" {
	check 66 id-check --input=nowhere.csv
	printed ''
	said_part 'nowhere.csv'
}
