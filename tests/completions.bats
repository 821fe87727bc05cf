#!/usr/bin/env bats
# What Tab does in bash, zsh and fish: options, values that are always the same, values from the store.
load lib

prepare() {
	rehearse
	case-register --service=wheelchair --applicant=720113301121 --by=s.reg --quiet > /dev/null
	made=$(dirname "${CASEKIT_BIN:-$ROOT/build/bin}")/completions
	for shell in bash zsh fish; do
		[ -d "$made/$shell" ] || "$ROOT/completions/generate.sh" "${CASEKIT_BIN:-$ROOT/build/bin}" "$made"
	done
}

# SHELL LINE: what is offered, a line each, in order
in_bash() {
	bash --norc -c '. "$1/${2%% *}"; COMP_LINE=$2 COMP_POINT=${#2} COMPREPLY=(); _casekit "${2%% *}"
		printf "%s\n" "${COMPREPLY[@]}"' in_bash "$made/bash" "$1" | sort
}
in_zsh() { zsh -f "$ROOT/tests/fixtures/complete.zsh" "$made/zsh" "$1"; }
in_fish() {
	fish --no-config -c 'set fish_complete_path $argv[1] $fish_complete_path; complete -C $argv[2]' "$made/fish" "$1" |
		cut -f 1 | sed 's/^--[a-z-]*=//' | sort
}
all_offer() {
	local line=$1
	shift
	for shell in bash zsh fish; do
		check 0 "in_$shell" "$line"
		printed "$(printf '%s\n' "$@" | sort)" || { echo "in $shell: $line"; return 1; }
		said ''
	done
}

@test "options" {
	check 0 in_bash 'case-list --ov'
	printed --overdue
	said ''
	check 0 in_bash 'case-assign --t'
	printed --to=
	check 0 in_zsh 'case-list --ov'
	printed --overdue
	check 0 in_fish 'case-list --ov'
	printed --overdue
}

@test "values that are always the same" {
	all_offer 'case-decide --decision=' grant refuse
	all_offer 'case-list --format=json' json jsonl
	all_offer 'case-list --outcome=r' refused
}

@test "values from the store: cases, logins, services, acts" {
	all_offer 'case-assign ALMAUE-' ALMAUE-2019-000001
	all_offer 'case-assign --to=a' a.bek
	all_offer 'case-register --service=almaty-2017/wh' almaty-2017/wheelchair
	all_offer 'case-list --next-act=sign-' sign-request
}

@test "values from the store: permits and sessions; a list's own words" {
	(
		# shellcheck source=tests/permits.bash
		. "$ROOT/tests/permits.bash"
		workers='2:TUR:2142:2' staff='' region=almaty
		apply intra-corporate | way_intra_corporate |
			on 04-09T10:00 permit-issue --until=2019-05-31 --by=m.migr > /dev/null
	)
	now 2019-04-16T10:00:00+06:00
	session-open --quiet --commission=permit-commission --office=ALM --meets=2019-04-25T10:00 --place=hall --by=k.comm > /dev/null
	all_offer 'permit-check ALMAUE-2019-P' ALMAUE-2019-P000001
	all_offer 'permit-check ALMAUE-2019-P00000' ALMAUE-2019-P000001
	all_offer 'permit-list --chain-of=ALMAUE-' ALMAUE-2019-P000001
	all_offer 'session-show ALM-2' ALM-2019-S000001
	all_offer 'permit-list --status=e' expired
	check 0 permit-check --complete=permit:ALMAUE-2018
	printed ''
}

@test "a value behind a blank; the store named on the line; no store at all" {
	check 0 in_bash 'case-assign --to b'
	printed b.omar
	said ''
	check 0 in_fish 'case-assign --to b'
	printed b.omar
	check 0 in_zsh 'case-assign --to b'
	printed b.omar
	cp store.db other.db
	export CASEKIT_STORE=/nowhere/store.db
	all_offer 'case-assign --store=other.db --to=b' b.omar
	for shell in bash fish zsh; do
		check 0 "in_$shell" 'case-assign --to=b'
		[[ $output != *b.omar* ]]
		said ''
	done
}

@test "columns separated by commas" {
	check 0 in_bash 'case-list --columns=case,sta'
	printed case,status
	said ''
	check 0 in_fish 'case-list --columns=case,sta'
	printed case,status
}

@test "every command has a file for each shell that the shell can read" {
	for command in "${CASEKIT_BIN:-$ROOT/build/bin}"/*; do
		name=$(basename "$command")
		check 0 bash -n "$made/bash/$name"
		check 0 zsh -n "$made/zsh/_$name"
		check 0 fish --no-execute "$made/fish/$name.fish"
		said ''
	done
}
