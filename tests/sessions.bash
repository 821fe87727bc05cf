# tests/sessions.bash: what the tests of commissions share beside lib.bash and cases.bash
# shellcheck disable=SC2119,SC2120,SC2154 # arguments may be left out; cases.bash sets asks

# seat [COUNT]: members m1 (the chair) to mCOUNT (7) of the permit commission, since last year
seat() {
	local i
	{
		printf 'member\tname\tposition\n'
		for ((i = 1; i <= ${1:-7}; i++)); do
			printf 'm%d\tMember %d\t%s\n' $i $i "$([ $i -eq 1 ] && echo chair || echo member)"
		done
	} | member-add --commission=permit-commission --office=ALM --since=2018-01-01 --by=k.comm --quiet > /dev/null
}

# call_session MEETS [OPTION...]: calls a session of the permit commission and prints its number
call_session() {
	local meets="$1"
	shift
	session-open --commission=permit-commission --office=ALM --meets="$meets" --place='Room 5' --by=k.comm --quiet \
		--columns=session --no-header "$@"
}

# told: a case of a firm that stands before the step "publish"; prints its number
told() {
	local number
	# shellcheck disable=SC2154 # cases.bash
	number=$(firm issue "${asks[@]}" "$@")
	walk "$number" publish "$CASEKIT_NOW" > /dev/null && echo "$number"
}

# put SESSION CASE...: cases on the agenda, and on their way to the commission
put() {
	local session="$1"
	shift
	printf '%s\n' case "$@" | session-publish --session="$session" --by=m.migr --quiet - > /dev/null
	case-refer --by=m.migr --quiet "$@" > /dev/null
}

# votes SESSION CASE WORD...: m1, m2, ... vote so on the case
votes() {
	local session="$1" number="$2" i=0 word
	shift 2
	{
		printf 'member\tvote\n'
		for word; do
			i=$((i + 1))
			printf 'm%d\t%s\n' $i "$word"
		done
	} | session-vote --session="$session" --case="$number" --by=k.comm --quiet > /dev/null
}

# before_session: a commission of seven, a session on Friday the 29th at ten, and two cases on its agenda
before_session() {
	seat
	session=$(call_session 2019-03-29T10:00)
	one=$(told) two=$(told)
	put "$session" "$one" "$two"
}
# in_session: the same, and it is Friday
in_session() {
	before_session
	now 2019-03-29T11:00:00+06:00
}

# minutes SESSION: all that the store says of a session and the members
minutes() {
	session-show --format=tsv "$1"
	session-show --agenda --format=tsv "$1"
	session-show --votes --format=tsv "$1"
	member-list --format=tsv
}

# session_refuses EXIT MESSAGE COMMAND...: as refuses, and the session $session has not changed either
session_refuses() {
	local kept after
	kept=$(minutes "$session")
	refuses "$@" || return 1
	after=$(minutes "$session")
	[ "$kept" = "$after" ] || { diff <(echo "$kept") <(echo "$after"); return 1; }
}

# agenda SESSION COLUMNS / ballots SESSION COLUMNS [OPTION...] / sits SESSION COLUMNS: values separated by " | "
agenda() { session-show --agenda "$1" --format=tsv --no-header --columns="$2" | sed 's/\t/ | /g'; }
ballots() {
	local number="$1" columns="$2"
	shift 2
	session-show --votes "$number" --format=tsv --no-header --columns="$columns" "$@" | sed 's/\t/ | /g'
}
session_is() { session-show "$1" --format=tsv --no-header --columns="$2" | sed 's/\t/ | /g'; }
