load lib

prepare() {
	rehearse
	case-register --quiet --service=wheelchair --applicant=610202401010 --name='Әлиев Серік' --office=ALMAUE \
		--by=s.reg --key=k1 > /dev/null
	echo "a scan" > scan.txt
	case-attach --quiet ALMAUE-2019-000001 --document=application --file=scan.txt --by=a.bek > /dev/null
	case-register --quiet --service=child-benefit --applicant=620303301024 --name='Қасымова Жанар' --office=ALMAUE \
		--by=s.reg > /dev/null
}

# found RECORD...: store-check exits 1 and prints these records, the fields of each separated by |
found() {
	check 1 store-check
	printed "$(printf '%s\n' "part|case|seq|fault" "$@" | tr '|' '\t')"
	said ""
}

# without TRIGGER... SQL: runs SQL with these triggers out of the way, and puts them back
without() {
	local sql="${*: -1}" put_back="" drop="" trigger
	for trigger in "${@:1:$#-1}"; do
		put_back+="$(sqlite3 store.db "SELECT sql FROM sqlite_schema WHERE name = '$trigger'");"
		drop+="DROP TRIGGER $trigger;"
	done
	sqlite3 store.db "$drop $sql; $put_back"
}

@test "a store as casekit left it: exit 0 and no record" {
	check 0 store-check
	printed $'part\tcase\tseq\tfault'
	said ""
	check 0 store-check --format=json
	printed "[]"
}

@test "a changed event names its case" {
	without stamp_stays "UPDATE stamp SET os_user = 'somebody' WHERE acts = 'attach'"
	found "ledger|ALMAUE-2019-000001|2|its content does not fit its hash"
}

@test "a missing trigger, a foreign table, a changed index" {
	sqlite3 store.db "DROP TRIGGER event_is_kept; CREATE TABLE extra (x); DROP INDEX cases_by_name;
		CREATE INDEX cases_by_name ON cases (number)"
	found "engine|||the index cases_by_name is not as casekit made it" \
		"engine|||the table extra is not casekit's" \
		"engine|||the trigger event_is_kept is missing"
}

@test "a trigger that does nothing" {
	sqlite3 store.db "DROP TRIGGER event_is_kept;
		CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN SELECT 1; END"
	found "engine|||the trigger event_is_kept is not as casekit made it"
}

@test "comments and idle spaces in a statement, as older stores have them, are nothing; in a text they are something" {
	sqlite3 store.db "DROP INDEX cases_by_number; CREATE INDEX cases_by_number -- 'where there is one
		ON   cases (number) WHERE number <> ''; DROP INDEX cases_by_name; CREATE INDEX cases_by_name ON cases (name_key)"
	check 0 store-check
	printed $'part\tcase\tseq\tfault'
	said ""
	sqlite3 store.db "DROP INDEX cases_by_number; CREATE INDEX cases_by_number ON cases (number) WHERE number <> '-- '"
	found "engine|||the index cases_by_number is not as casekit made it"
	sqlite3 store.db "DROP INDEX cases_by_number; CREATE INDEX cases_by_number ON cases (number) WHERE number <> '';
		DROP TRIGGER event_is_kept; CREATE TRIGGER event_is_kept BEFORE DELETE ON event BEGIN
		SELECT raise(abort, 'an event is  never taken away'); END"
	found "engine|||the trigger event_is_kept is not as casekit made it"
}

@test "a changed row of a case names the case" {
	sqlite3 store.db "UPDATE cases SET responsible = 'b.omar' WHERE applicant = '620303301024'"
	check 1 store-check
	[ "${#lines[@]}" -eq 2 ]
	printed_part $'case\tALMAUE-2019-000002\t\tthe row\'s responsible is not what the events say'
}

@test "every column of a case's row is compared" {
	cp store.db whole.db
	sqlite3 store.db "SELECT name FROM pragma_table_info('cases') WHERE name NOT IN ('id', 'procedure')" > columns
	[ "$(wc -l < columns)" -ge 18 ]
	while read -r name; do
		cp whole.db store.db
		case "$(sqlite3 store.db "SELECT type FROM pragma_table_info('cases') WHERE name = '$name'")" in
		TEXT) value="'changed'" ;;
		BLOB) value="zeroblob(32)" ;;
		*) value=1 ;;
		esac
		[ "$name" = status ] && value=4
		[ "$name" = seq ] && value=9
		sqlite3 store.db "UPDATE cases SET $name = $value WHERE applicant = '620303301024'"
		check 1 store-check --no-header --columns=part,case
		printed_part $'case\tALMAUE-2019-000002' || { echo "# $name"; return 1; }
	done < columns
}

@test "a missing row of a case, a row without events" {
	sqlite3 store.db "DELETE FROM cases WHERE applicant = '620303301024'"
	check 1 store-check --no-header --columns=part,case
	printed $'case\tALMAUE-2019-000002'
	sqlite3 store.db "DELETE FROM cases"
	check 1 store-check --no-header --columns=part,case
	printed $'case\tALMAUE-2019-000001\ncase\tALMAUE-2019-000002'
}

@test "a tail cut off is seen by the case's row" {
	without event_is_kept "DELETE FROM event WHERE stamp IN (SELECT no FROM stamp WHERE acts = 'attach')"
	check 1 store-check --no-header --columns=part,case
	printed_part $'case\tALMAUE-2019-000001'
}

@test "a changed office, a changed member of staff" {
	sqlite3 store.db "UPDATE staff SET roles = 'head' WHERE login = 'a.bek'"
	check 1 store-check --no-header
	printed_part $'people\t\t\t'
	sqlite3 store.db "UPDATE office SET hours = '00:00-24:00' WHERE code = 'ALM'"
	check 1 store-check --no-header --columns=part
	[ "$(grep -c people <<< "$output")" -eq 2 ]
}

@test "an attached file that was changed names the event" {
	without file_stays "UPDATE file SET content = CAST('another scan' AS BLOB)"
	found "file|ALMAUE-2019-000001|2|its attached file is missing or changed" \
		"file|||an attached file is not as it was attached"
}

@test "an attached file that is gone names the event" {
	without file_is_kept "DELETE FROM file"
	found "file|ALMAUE-2019-000001|2|its attached file is missing or changed"
}

# The whole of one event as it lies in the file, from the length before it to its hash, is changed byte by byte.
@test "any single byte changed in an event is found and names its case" {
	check 0 python3 - store.db <<'END'
import sqlite3, subprocess, sys
store = open(sys.argv[1], "rb").read()
id, data, hash = sqlite3.connect(sys.argv[1]).execute(
    "SELECT id, data, hash FROM event JOIN stamp ON no = stamp WHERE acts = 'attach'").fetchone()
end = store.index(data.encode() + hash) + len(data.encode()) + 32
varint = bytes([id >> 7 * i & 127 | (128 if i else 0) for i in range((id.bit_length() + 6) // 7 - 1, -1, -1)])
start = store.rindex(varint, 0, end) - 2 # two bytes of length before the id
missed = []
for place in range(start, end):
    changed = bytearray(store)
    changed[place] ^= 1 << place % 8
    with open("changed.db", "wb") as f:
        f.write(changed)
    check = subprocess.run(["store-check", "--store=changed.db", "--no-header"], capture_output=True, text=True)
    if check.returncode != 1 or "ALMAUE-2019-000001" not in check.stdout:
        missed.append((place - start, check.returncode, check.stdout, check.stderr))
print(end - start, "bytes,", len(missed), "missed", *missed)
sys.exit(1 if missed else 0)
END
	printed_part ", 0 missed"
}

@test "a damaged page is a finding, and the other parts are looked at all the same" {
	page=$(sqlite3 store.db "SELECT rootpage - 1 FROM sqlite_schema WHERE name = 'staff'")
	head -c 200 /dev/urandom | dd of=store.db bs=1 seek=$((page * 4096)) conv=notrunc status=none
	check 1 store-check --no-header --columns=part
	printed_part engine
	printed_part people
}

@test "a damaged page of the calendar is a finding of the cases, and an error of whoever asks for its days" {
	check 0 case-register --service=wheelchair --applicant=610202401010 --name=N --office=ALMAUE --by=s.reg
	page=$(sqlite3 store.db "SELECT rootpage - 1 FROM sqlite_schema WHERE name = 'calendar_day'")
	head -c 200 /dev/zero | dd of=store.db bs=1 seek=$((page * 4096)) conv=notrunc status=none
	check 69 case-history ALMAUE-2019-000001
	printed ''
	said_part 'is damaged: database disk image is malformed (store-check)'
	check 69 case-note ALMAUE-2019-000001 --note=n --by=a.bek
	check 1 store-check --no-header --columns=part
	printed_part engine
	printed_part case
}

@test "an event of a batch that is not recorded names its case" {
	printf 'case\tnote\nALMAUE-2019-000001\tcalled\n' | case-note --quiet --by=s.reg > /dev/null
	check 0 store-check
	without batch_is_kept "DELETE FROM batch"
	found "batch|ALMAUE-2019-000001|3|its batch ALMAUE-2019-B000001 is not recorded"
}

@test "so does the case of an import that is not recorded, though its stamp says the batch" {
	printf '%s\n' number,service,registered 7/2018,wheelchair,2018-02-05 | case-import --quiet --by=s.reg > /dev/null
	check 0 store-check
	without batch_is_kept "DELETE FROM batch"
	found "batch|ALMAUE-2018-I000001|1|its batch ALMAUE-2019-B000001 is not recorded"
}

@test "a setting that casekit does not make, a value that it does not give" {
	sqlite3 store.db "INSERT INTO setting VALUES ('extra', 'yes'), ('strict', 'no')"
	found "engine|||the setting extra is not as casekit makes it" \
		"engine|||the setting strict is not as casekit makes it"
}

@test "no store: exit 69" {
	check 69 store-check --store=none.db
	printed ""
	said "store-check: no store $PWD/none.db (store-init makes one)"
}

# changed SQL RECORD...: a copy of whole.db after that change gives these records
changed() {
	cp whole.db store.db
	sqlite3 store.db "$1" || return 1
	shift
	found "$@" || { echo "# $*"; return 1; }
}

@test "permits, payments and quotas used: made again from the events, each row changed, added, taken away is found" {
	load permits
	rm store.db
	prepare
	permit=$(held)
	permit-revoke "$permit" --ground=employer-request --by=h.head --quiet > /dev/null
	check 0 store-check --no-header
	printed ""
	[ "$(sqlite3 store.db "SELECT register || ':' || count(*) FROM entry GROUP BY register" | xargs)" = "1:1 2:2" ]
	cp store.db whole.db
	number=ALMAUE-2019-000001 of="$number||permit $permit: the row"
	sqlite3 store.db "SELECT name FROM pragma_table_info('permit') WHERE name <> 'id'" > columns
	[ "$(wc -l < columns)" -eq 15 ]
	while read -r name; do
		case "$(sqlite3 store.db "SELECT type FROM pragma_table_info('permit') WHERE name = '$name'")" in
		TEXT) value="'changed'" ;;
		*) value=1 ;;
		esac
		case "$name" in
		chain) changed "UPDATE permit SET chain = chain + 32768" \
			"register|ALMAUE-2019-000002||permit $permit: the row's chain is not what the events say" ;;
		*) changed "UPDATE permit SET $name = $value" "register|$of's $name is not what the events say" ;;
		esac
	done < columns
	changed "DELETE FROM permit" "register|$of is missing"
	changed "UPDATE permit SET id = id + 32768" "register|$of is missing" \
		"register|$number||permit ${permit%1}2: the row has no event"
	of="$number||payment 1: the row"
	changed "DELETE FROM entry WHERE register = 1" "register|$of is missing"
	changed "UPDATE entry SET data = replace(data, '=', '=1') WHERE register = 1" \
		"register|$of's amount is not what the events say"
	changed "INSERT INTO entry SELECT register, a + 1, b, word, chain, seq, data FROM entry WHERE register = 1" \
		"register|$of has no event"
	of='||quota of almaty, 2019, category 2: the row'
	changed "DELETE FROM entry WHERE register = 2 AND word = 'almaty 2'" "register|$of is missing"
	changed "UPDATE entry SET data = 'used=0' || char(10) WHERE register = 2 AND word = 'almaty 2'" \
		"register|$of's used is not what the events say"
	changed "INSERT INTO entry SELECT register, 2020, b, word, chain, seq, data FROM entry WHERE word = 'almaty 2'" \
		"register||||quota of almaty, 2020, category 2: the row has no event"
}

@test "commissions, sessions, agendas and votes: made again from the events, each row changed, added, taken away is found" {
	load cases
	load sessions
	rm store.db
	rehearse
	in_session
	# shellcheck disable=SC2154 # sessions.bash
	votes "$session" "$one" for for for for for against
	session-vote --session="$session" --case="$one" --member=m6 --vote=for --reason=misheard --by=k.comm --quiet > /dev/null
	printf 'member\tvote\nm7\tabsent\n' | session-vote --session="$session" --by=k.comm --quiet > /dev/null
	session-close --session="$session" --by=k.comm --quiet > /dev/null
	check 0 store-check --no-header
	printed ""
	[ "$(sqlite3 store.db "SELECT register || ':' || count(*) FROM entry GROUP BY register" | xargs)" = "3:7 4:1 5:2 6:7" ]
	cp store.db whole.db
	of='ALM-J||member m1 of permit-commission: the row'
	m1="register = 3 AND word = 'permit-commission m1'"
	changed "DELETE FROM entry WHERE $m1" "register|$of is missing"
	changed "UPDATE entry SET data = replace(data, 'chair', 'member') WHERE $m1" \
		"register|$of's position is not what the events say"
	changed "UPDATE entry SET word = 'permit-commission m8' WHERE $m1" "register|$of is missing" \
		"register|ALM-J||member m8 of permit-commission: the row has no event"
	of="$session||session: the row"
	changed "DELETE FROM entry WHERE register = 4" "register|$of is missing"
	changed "UPDATE entry SET data = replace(data, 'members=7', 'members=9') WHERE register = 4" \
		"register|$of's members is not what the events say"
	changed "INSERT INTO entry SELECT register, a + 32768, b, word, chain, seq, data FROM entry WHERE register = 4" \
		"register|$of has no event"
	of="$one||agenda of $session: the row"
	changed "DELETE FROM entry WHERE register = 5 AND data <> ''" "register|$of is missing"
	changed "UPDATE entry SET data = replace(data, 'grant', 'refuse') WHERE register = 5 AND data <> ''" \
		"register|$of's recommendation is not what the events say"
	changed "INSERT INTO entry SELECT register, a, 1, word, chain, seq, data FROM entry WHERE register = 5 AND data <> ''" \
		"register|$of has no event"
	of="$session||vote of m6 on $one: the row"
	changed "DELETE FROM entry WHERE register = 6 AND word = 'm6'" "register|$of is missing"
	changed "UPDATE entry SET data = replace(data, 'for', 'against') WHERE register = 6 AND word = 'm6'" \
		"register|$of's vote is not what the events say"
	changed "UPDATE entry SET word = 'm8' WHERE register = 6 AND word = 'm7'" \
		"register|$session||vote of m7: the row is missing" "register|$session||vote of m8: the row has no event"
}

@test "a changed event of a session shows in the ledger and in the register" {
	load cases
	load sessions
	rm store.db
	rehearse
	seat 3
	session=$(call_session 2019-03-29T10:00)
	without event_stays "UPDATE event SET data = replace(data, 'Room 5', 'Room 6') WHERE stamp IN (SELECT no FROM stamp WHERE acts = 'session-open')"
	found "ledger|$session|1|its content does not fit its hash" \
		"register|$session||session: the row's place is not what the events say"
}
