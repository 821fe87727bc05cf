#!/usr/bin/env bats
# member-end: record that a member leaves a commission.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

end() { member-end --commission=permit-commission --office=ALM --by=k.comm --format=tsv "$@"; }

@test "a member leaves, and is printed so; the end may be moved until it has come" {
	seat 2
	check 0 end m2 --until=2019-04-01 --reason='another post' --columns=member,sits_until --no-header
	printed 'm2	2019-04-01T00:00:00+06:00'
	said ''
	check 0 end m2 --columns=member,sits_until --no-header
	printed 'm2	2019-03-18T10:00:00+06:00'
	is 'm1' "$(member-list --present --columns=member --no-header)"
	now 2019-03-18T10:00:01+06:00
	refuses 1 'member-end: m2: sits no more since 2019-03-18T10:00:00+06:00' end m2
	check 0 store-check
}

@test "nobody leaves before they came, or before a session in which they were" {
	in_session
	session_refuses 1 'member-end: m1: until: sits only since 2018-01-01T00:00:00+06:00' end m1 --until=2017-12-31
	votes "$session" "$one" for
	session-vote --session="$session" --member=m2 --vote=absent --by=k.comm > /dev/null
	session_refuses 1 'member-end: m1: until: that member was in the session of 2019-03-29T10:00:00+06:00' \
		end m1 --until=2019-03-29
	check 0 end m2 --until=2019-03-28 --columns=member --no-header
	is '6' "$(session_is "$session" members_all)"
}

@test "only the secretary or a head; only whom the commission knows" {
	seat 2
	refuses 1 'member-end: m1: by: it is entered by permit-commission or head; s.reg is specialist and division-specialist, not permit-commission' \
		member-end m1 --commission=permit-commission --office=ALM --by=s.reg
	refuses 65 'member-end: m9: permit-commission of ALM has no member "m9"' end m9
	refuses 65 'member-end: m1: special-commission of ALM has no member "m1"' \
		member-end m1 --commission=special-commission --office=ALM --by=h.head
}
