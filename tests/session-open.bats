#!/usr/bin/env bats
# session-open: call a session of a commission.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

open_one() { session-open --commission=permit-commission --office=ALM --place='Room 5' --by=k.comm --format=tsv "$@"; }

@test "a session gets a number, year by year without gaps, and is printed" {
	seat 3
	check 0 open_one --meets=2019-04-04T15:00 --note='second floor'
	printed "session	session_status	commission	office	published	closed	cases	members_all	members_present	signed_by	replayed	key
ALM-2019-S000001	called	permit-commission	ALM			0	3	0		no	"
	said ''
	is 'ALM-2020-S000001 ALM-2019-S000002 ALM-2020-S000002' \
		"$(for meets in 2020-01-05 2019-12-31T23:00 2020-01-06; do open_one --meets=$meets --columns=session --no-header; done | xargs)"
	check 0 store-check
	check 0 ledger-verify
}

@test "what was called earlier is entered later; not in the future, and not after it was held" {
	check 0 open_one --meets=2019-03-16T15:00 --at=2019-03-11T10:00 --columns=session --no-header
	check 1 open_one --meets=2019-03-16T15:00 --at=2019-03-18T10:00:01
	said 'session-open: at: 2019-03-18T10:00:01 has not come yet: it is 2019-03-18T10:00:00+06:00'
	check 1 open_one --meets=2019-03-16T15:00
	said 'session-open: meets: it cannot be held before it is called, at 2019-03-18T10:00:00+06:00'
	is 'ALM-2019-S000001' "$(session-list --columns=session --no-header)"
}

@test "the same key again changes nothing, with other content it is refused" {
	open_one --meets=2019-04-04T15:00 --key=s-1 > /dev/null
	check 0 open_one --meets=2019-04-04T15:00 --key=s-1 --columns=session,replayed,key --no-header
	printed 'ALM-2019-S000001	yes	s-1'
	check 1 open_one --meets=2019-04-05T15:00 --key=s-1 --columns=session --no-header
	said 'session-open: key: the key was used before, for "session-open" with other content (records(7), key)'
	is 'ALM-2019-S000001' "$(session-list --columns=session --no-header)"
}

@test "only the commission's secretary; also in a strict store" {
	check 1 session-open --commission=permit-commission --office=ALM --meets=2019-04-04 --place=here --by=h.head --no-header
	printed ''
	said 'session-open: by: it is entered by permit-commission; h.head is head and center-head, not permit-commission'
	check 65 session-open --commission=clerk --office=ALM --meets=2019-04-04 --place=here --by=k.comm
	said 'session-open: commission: there is no commission "clerk"'
	check 65 session-open --commission=permit-commission --office=ALM --meets=soon --place=here --by=k.comm
	said_part 'session-open: '
	printf 'commission\toffice\tmeets\npermit-commission\tALM\t2019-04-04\n' > sessions.tsv
	check 65 session-open --input=sessions.tsv --by=k.comm --no-header
	said 'session-open:sessions.tsv:1: the column place is needed'
	sqlite3 "$CASEKIT_STORE" "INSERT INTO setting VALUES ('strict', 'yes')"
	check 77 open_one --meets=2019-04-04T15:00 --no-header
	printed ''
	said_part 'this store is strict'
}
