load lib

prepare() {
	rehearse
	case-register --quiet --service=wheelchair --applicant=610202401010 --name='Әлиев Серік' --office=ALMAUE \
		--by=s.reg --key=k1 > /dev/null
	now 2019-03-18T11:00:00+06:00
	case-note --quiet ALMAUE-2019-000001 --note=$'two lines\nof\ttext, with a \\' --by=a.bek > /dev/null
	case-register --quiet --service=child-benefit --applicant=620303301024 --name='Қасымова Жанар' --office=ALMAUE \
		--by=s.reg > /dev/null
}

# meddle SQL: changes the ledger behind the back of its triggers
meddle() {
	sqlite3 store.db "DROP TRIGGER event_stays; DROP TRIGGER event_is_kept; DROP TRIGGER event_follows; DROP TRIGGER stamp_stays; $1"
}

@test "a store as casekit left it: exit 0, and what was read" {
	check 0 ledger-verify
	printed $'chains_read\tevents_read\tbroken\n6\t26\t0'
	said ""
}

@test "one case, a journal, several" {
	check 0 ledger-verify --no-header ALMAUE-2019-000001
	printed $'1\t2\t0'
	check 0 ledger-verify --no-header ALM-J ALMAUE-2019-000002
	printed $'2\t10\t0'
	case-list > list.tsv
	check 0 ledger-verify --no-header - < list.tsv
	printed $'2\t3\t0'
	check 0 ledger-verify --no-header --case=ALMAUE-2019-000001
	printed $'1\t2\t0'
}

@test "no such case: exit 65" {
	check 65 ledger-verify --no-header ALMAUE-2019-000099
	said_part "ALMAUE-2019-000099: no case ALMAUE-2019-000099"
	check 65 ledger-verify --no-header ALMAUE-2019-000001 nonsense
	said_part "nonsense: no case nonsense"
}

@test "a changed event: exit 1, and its case and number" {
	meddle "UPDATE stamp SET by_login = 'b.omar' WHERE acts = 'note'"
	check 1 ledger-verify
	printed $'chains_read\tevents_read\tbroken\n6\t26\t1'
	said "ledger-verify: warning: ALMAUE-2019-000001: event 2: its content does not fit its hash"
	check 0 ledger-verify ALMAUE-2019-000002
	check 1 ledger-verify --no-header ALMAUE-2019-000001
	printed $'1\t2\t1'
}

@test "an event taken out: exit 1" {
	meddle "DELETE FROM event WHERE id IN (SELECT id - 1 FROM event JOIN stamp ON no = stamp WHERE acts = 'note')"
	check 1 ledger-verify --no-header
	printed $'6\t25\t1'
	said "ledger-verify: warning: ALMAUE-2019-000001: event 1: the event is missing"
}

@test "each broken chain is named once, by its first break" {
	meddle "UPDATE event SET at = at - 1"
	check 1 ledger-verify --no-header --columns=broken
	printed 6
	# shellcheck disable=SC2154 # run sets stderr
	[ "$(wc -l <<< "$stderr")" -eq 6 ]
	said_part "ALM-J: event 1: its content does not fit its hash"
}

@test "a store verified by ledger(5) alone" {
	check 0 python3 "$ROOT/tests/verify.py" store.db
	printed $'chains_read\tevents_read\tbroken\n6\t26\t0'
	said ""
	meddle "UPDATE event SET data = replace(data, 'two', 'six') WHERE stamp IN (SELECT no FROM stamp WHERE acts = 'note')"
	check 1 python3 "$ROOT/tests/verify.py" store.db
	printed $'chains_read\tevents_read\tbroken\n6\t26\t1'
	said "ALMAUE-2019-000001: event 2"
}

@test "so is one with an import, whose batch its stamps say; another batch there breaks its chains" {
	printf '%s\n' number,service,registered 7/2018,wheelchair,2018-02-05 8/2018,wheelchair,2018-02-05 |
		case-import --quiet --by=s.reg > /dev/null
	check 0 python3 "$ROOT/tests/verify.py" store.db
	printed $'chains_read\tevents_read\tbroken\n8\t28\t0'
	said ""
	meddle "UPDATE stamp SET import_batch = 'ALMAUE-2019-B000002' WHERE import_batch <> ''"
	check 1 ledger-verify --no-header --columns=broken
	printed 2
	check 1 python3 "$ROOT/tests/verify.py" store.db
	printed $'chains_read\tevents_read\tbroken\n8\t28\t2'
	said "ALMAUE-2018-I000001: event 1
ALMAUE-2018-I000002: event 1"
}

@test "the hash that case-history prints is the one that is verified" {
	check 0 case-history ALMAUE-2019-000001 --columns=hash --no-header
	printed "$(sqlite3 store.db "SELECT lower(hex(hash)) FROM event WHERE id >> 15 = (SELECT id >> 15 FROM event JOIN stamp ON no = stamp WHERE acts = 'note') ORDER BY id")"
}

# with_session: a session of a commission and its members, beside the cases
with_session() {
	load sessions
	seat "${1:-3}"
	session=$(call_session 2019-03-18T12:00)
	now 2019-03-18T12:30:00+06:00
	printf 'member\tvote\nm1\tpresent\nm2\tabsent\n' | session-vote --session="$session" --by=k.comm --quiet > /dev/null
}

@test "a session has a chain of its own" {
	with_session
	check 0 ledger-verify --no-header
	printed $'7\t32\t0'
	check 0 ledger-verify --no-header ALM-2019-S000001
	printed $'1\t3\t0'
	said ""
	check 0 python3 "$ROOT/tests/verify.py" store.db
	printed $'chains_read\tevents_read\tbroken\n7\t32\t0'
	said ""
	meddle "UPDATE event SET data = replace(data, 'absent', 'present') WHERE stamp IN (SELECT no FROM stamp WHERE acts = 'session-vote')"
	check 1 ledger-verify --no-header
	printed $'7\t32\t1'
	said "ledger-verify: warning: ALM-2019-S000001: event 3: its content does not fit its hash"
	check 1 python3 "$ROOT/tests/verify.py" store.db
	printed $'chains_read\tevents_read\tbroken\n7\t32\t1'
	said "ALM-2019-S000001: event 3"
}

@test "in a damaged store a session's chain is found like a case's" {
	with_session 16
	# The page of the first events, so that they cannot be read from first to last.
	page=$(sqlite3 store.db "SELECT pageno FROM dbstat WHERE name = 'event' AND pagetype = 'leaf' ORDER BY path LIMIT 1")
	dd if=/dev/zero of=store.db bs=1 seek=$(((page - 1) * 4096)) count=64 conv=notrunc status=none
	check 0 ledger-verify --no-header ALM-2019-S000001
	printed $'1\t3\t0'
	check 1 ledger-verify --no-header
	printed $'7\t20\t1'
	said "ledger-verify: warning: ALM-J: event 1: the event cannot be read"
}
