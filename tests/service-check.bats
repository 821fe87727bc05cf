#!/usr/bin/env bats
# service-check: mistakes in a catalogue, each with its file, line and column.
load lib

prepare() {
	mkdir own
	cp "$CASEKIT_DATA"/catalogue/*.tsv own/
}

# spoil FILE SED: changes one file of the folder
spoil() {
	sed -i "$2" "own/$1.tsv"
	! cmp -s "own/$1.tsv" "$CASEKIT_DATA/catalogue/$1.tsv"
}

@test "the catalogue that casekit came with has no mistakes" {
	check 0 service-check
	said ""
	printed "fault_file	fault_line	fault_column	fault"
}

@test "a mistake is 1, and has its place" {
	local line
	line=$(grep -n "^almaty-2017/wheelchair.*office	3	" own/steps.tsv | cut -d: -f1)
	spoil steps "${line}s/working-day/fortnight/"
	check 1 service-check --folder=own --no-header
	said ""
	printed "own/steps.tsv	$line	unit	unit \"fortnight\" is no unit (minute hour same-day working-day day month)"
}

@test "every mistake is found, not only the first" {
	spoil steps '2s/register/conjure/; 5s/	max	/	about	/'
	spoil regulations '3s/	yes	/	perhaps	/'
	check 1 service-check --folder=own --no-header --columns=fault_line,fault_column
	said ""
	printed "3	refusable
2	acts
5	bound"
}

@test "a step that no case can reach" {
	local line
	line=$(grep -n "^almaty-2017/wheelchair.*office	4	" own/steps.tsv | cut -d: -f1)
	spoil steps "${line}s/decide sign/sign/; $((line + 1))s/	issue		/	issue		grant/"
	check 1 service-check --folder=own --no-header --columns=fault
	said ""
	printed "the procedure cannot end with a decision: no step of it decides"
}

@test "editions that overlap" {
	grep "^regulation	\|^almaty-2017/wheelchair" "$CASEKIT_DATA/catalogue/regulations.tsv" > own/regulations.tsv
	sed -i '2{p; s/	2017-12-20/	2018-01-01/g}' own/regulations.tsv
	for part in steps terms extensions lapses repetitions results grounds documents facts; do
		grep "^regulation	\|^almaty-2017/wheelchair" "$CASEKIT_DATA/catalogue/$part.tsv" > "own/$part.tsv"
	done
	check 1 service-check --folder=own --no-header
	said ""
	printed "own/regulations.tsv	3	valid_from	the edition overlaps that of 2017-12-20"
}

@test "a folder without a vocabulary uses casekit's words" {
	rm own/acts.tsv own/roles.tsv
	check 0 service-check --folder=own --no-header
	printed ""
	said ""
}

@test "a folder that is none is 66, a file that is no table of its part 78" {
	check 66 service-check --folder=nowhere --no-header
	printed ""
	said "service-check: nowhere: No such file or directory"
	echo "regulation	colour" > own/lapses.tsv
	check 78 service-check --folder=own --no-header
	printed ""
	said_part 'own/lapses.tsv:1: lapses has no column "colour"'
	rm own/*.tsv
	check 66 service-check --folder=own --no-header
	said_part "own holds no part of a catalogue"
}

@test "a permit of a variant that there is not, twice, or with a fee that nobody pays" {
	spoil permits 's/\textend\textend\t/\tlend\textend\t/; s/\treissue\treissue\tno\tno\tno\t/\treissue\treissue\tno\tno\tyes\t/'
	check 1 service-check --folder=own --no-header --columns=fault_file,fault_line,fault_column,fault
	said ""
	printed 'own/permits.tsv	3	fee	no step of the variant "reissue" is the payment of the fee
own/permits.tsv	4	variant	no list is of the variant "lend"'
	cp "$CASEKIT_DATA/catalogue/permits.tsv" own/permits.tsv
	sed -n 2p own/permits.tsv > again
	cat again >> own/permits.tsv
	check 1 service-check --folder=own --no-header --columns=fault_file,fault_line,fault_column,fault
	printed 'own/permits.tsv	6	variant	the permit of the variant "issue" is there twice'
}
