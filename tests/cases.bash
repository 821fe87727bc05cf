# tests/cases.bash: what the tests of the case-* commands share beside lib.bash

prepare() { rehearse; }

# enter SERVICE [OPTION...]: enters an application of one person in ALMAUE and prints the number of its case
enter() {
	local service="$1"
	shift
	case-register --quiet --columns=case --no-header --service="$service" --applicant=701111301109 \
		--name='Тәжібаев Асқар' --by=s.reg "$@"
}

# firm VARIANT [OPTION...]: the same of a firm that asks for a permit for foreign labour
firm() {
	local variant="$1"
	shift
	case-register --quiet --columns=case --no-header --service=foreign-labour-permit --variant="$variant" \
		--applicant=080440005158 --name='ЖШС «Көктем»' --by=s.reg "$@"
}

# asks: what an application for a permit says: whom, where, and the staff of the firm
# shellcheck disable=SC2034 # read by the tests
asks=(--region=almaty --workers='2:TUR:2142:2 3:UZB:7111:10' --staff='2:40:5 3:90:0')

# walk CASE ACT TIME: does the steps of a case by who holds their role, granted, until one with that act is next; each at that
# time, or as soon after as it may be done. Nothing says whether a case is a permit's: fees are paid, papers brought.
walk() {
	local number="$1" until="$2" at="$3" acts role from by command
	while IFS=$'\t' read -r acts role from < <(case-list "$number" --format=tsv --no-header --columns=next_acts,next_role,not_before); do
		[[ " $acts " != *" $until "* ]] || return 0
		[[ "$from" < "$at" ]] || at="$from"
		case $role in
		head) by=h.head ;;
		division-head) by=d.head ;;
		specialist | division-specialist) by=s.reg ;;
		permit-commission) by=k.comm ;;
		*) by=m.migr ;;
		esac
		case $acts in
		assign) command=(case-assign --to=a.bek) ;;
		refer) command=(case-refer) ;;
		conclude) command=(case-conclude) ;;
		decide*) command=(case-decide --decision="${decision:-grant}") ;;
		sign) command=(case-sign) ;;
		pay) command=(case-record --act=pay --payment=117 --paid-on="${at:0:10}" --document=payment-proof) ;;
		accept) command=(case-record --act=accept --document=confirming-papers) ;;
		*) command=(case-record --act="${acts%% *}") ;;
		esac
		"${command[@]}" "$number" --at="$at" --by="$by" --quiet > /dev/null || return 1
	done
}

# stands CASE COLUMNS: these columns of the case as it stands; several values are separated by " | "
stands() { case-list "$1" --format=tsv --no-header --columns="$2" | sed 's/\t/ | /g'; }
# past CASE COLUMNS [OPTION...]: these columns of everything in its history, a line each
past() {
	local number="$1" columns="$2"
	shift 2
	case-history "$number" --format=tsv --no-header --columns="$columns" "$@" | sed 's/\t/ | /g'
}

# everything: all that the store says of cases: their records, their histories with the hashes
everything() {
	case-list --format=tsv
	case-list --format=tsv --columns=case | case-history - --format=tsv
}

# refuses EXIT MESSAGE COMMAND...: exits so, says exactly that, prints no record and has changed nothing
# shellcheck disable=SC2154 # bats' run sets output
refuses() {
	local want="$1" message="$2" before after
	shift 2
	before=$(everything)
	check "$want" "$@" || return 1
	said "$message" || return 1
	if [ -n "$(sed 1d <<< "$output")" ]; then
		printf 'refused, but printed\n%s\n' "$output"
		return 1
	fi
	after=$(everything)
	[ "$before" = "$after" ] || { diff <(echo "$before") <(echo "$after"); return 1; }
}

# is EXPECTED ACTUAL
is() { [ "$1" = "$2" ] || { printf -- '--- expected\n%s\n--- was\n%s\n' "$1" "$2"; return 1; }; }

# said_nothing_of TEXT: standard error does not hold it
# shellcheck disable=SC2154 # bats' run sets it
said_nothing_of() { [[ $stderr != *"$1"* ]] || { printf -- '--- stderr was\n%s\n' "$stderr"; return 1; }; }
