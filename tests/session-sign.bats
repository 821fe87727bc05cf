#!/usr/bin/env bats
# session-sign: record that a member signs the minutes of a session.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

sign() { session-sign "$session" --by=k.comm --format=tsv "$@"; }
held() {
	in_session
	votes "$session" "$one" for for for for for
	session-close "$session" --by=k.comm > /dev/null
}

@test "members sign the minutes; the same again changes nothing" {
	held
	echo minutes > minutes.txt
	check 0 sign --member=m1 --file=minutes.txt --document=minutes --signature=A-1
	printed "session	session_status	commission	office	published	closed	cases	members_all	members_present	signed_by	replayed
$session	closed	permit-commission	ALM	2019-03-18T10:00:00+06:00	2019-03-29T11:00:00+06:00	2	7	5	m1	no"
	said ''
	check 0 sign --member=m1 --columns=signed_by,replayed --no-header
	printed 'm1	yes'
	session-show --members "$session" --format=tsv | awk -F'\t' 'NR == 1 || $5 == "yes"' > present.tsv
	check 0 session-sign --by=k.comm --input=present.tsv --format=tsv --columns=signed_by --no-header
	is 'm5 m4 m3 m2 m1' "$(session_is "$session" signed_by)"
	check 0 store-check
	check 0 ledger-verify
	is minutes "$(sqlite3 "$CASEKIT_STORE" 'SELECT CAST(content AS TEXT) FROM file')"
}

@test "a vote corrected afterwards: the minutes as they stand now are signed by nobody yet" {
	held
	sign --member=m1 > /dev/null
	session-vote "$session" --case="$one" --member=m5 --vote=against --reason='misheard' --by=k.comm > /dev/null
	is '' "$(session_is "$session" signed_by)"
	check 0 sign --member=m1 --columns=signed_by,replayed --no-header
	printed 'm1	no'
}

@test "not before the end, and only who was there" {
	in_session
	session_refuses 1 "session-sign: $session: $session is not closed yet: there are no minutes" sign --member=m1
	votes "$session" "$one" for for for for for
	session-close "$session" --by=k.comm > /dev/null
	session_refuses 1 "session-sign: $session: member: m6 was not present" sign --member=m6
	session_refuses 65 "session-sign: $session: member: m9 was no member of the session" sign --member=m9
	session_refuses 65 'session-sign: ALM-2019-S000009: there is no session ALM-2019-S000009' \
		session-sign ALM-2019-S000009 --member=m1 --by=k.comm
	session_refuses 1 "session-sign: $session: by: it is entered by permit-commission; h.head is head and center-head, not permit-commission" \
		session-sign "$session" --member=m1 --by=h.head
	check 65 sign --member=m1 --file=none.txt
	printed ''
}
