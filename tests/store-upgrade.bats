load lib

prepare() { rehearse; }

# old VERSION: store.db becomes a store of that version with all that it held of that time
old() {
	local table says
	mv store.db new.db
	sqlite3 store.db < "$ROOT/tests/fixtures/store-$1.sql"
	for table in setting office staff delegate calendar calendar_day law file batch; do
		echo "INSERT INTO $table SELECT * FROM new.$table;"
	done > copy.sql
	echo "INSERT INTO event SELECT id, at, at_offset, recorded, recorded_offset, step, acts, role, by_login, done_for, office,
		os_user, e.batch || s.import_batch, sender_key, data, CASE id & 32767 WHEN 1 THEN zeroblob(32) ELSE
		(SELECT hash FROM new.event WHERE id = e.id - 1) END, hash FROM new.event e JOIN new.stamp s ON no = stamp ORDER BY id;" > events.sql
	says="acts, step, role, by_login, done_for, office, os_user, at_offset, recorded_offset"
	[ "$1" -lt 3 ] || echo "INSERT OR IGNORE INTO stamp SELECT no, $says FROM new.stamp;
		INSERT INTO event SELECT id, at, recorded, o.no, e.batch || s.import_batch, sender_key, data, hash FROM new.event e
		JOIN new.stamp s ON s.no = stamp JOIN main.stamp o USING ($says) ORDER BY id;" > events.sql
	cat events.sql >> copy.sql
	echo "INSERT INTO procedure SELECT * FROM new.procedure; INSERT INTO cases SELECT * FROM new.cases;" >> copy.sql
	[ "$1" = 1 ] || for table in norm permit entry registry_person; do
		echo "INSERT INTO $table SELECT * FROM new.$table;"
	done >> copy.sql
	sqlite3 store.db "ATTACH 'new.db' AS new" "PRAGMA trusted_schema = ON" ".read copy.sql"
	rm new.db
}

becomes_new() { # VERSION
	number=$(case-register --quiet --columns=case --no-header --service=wheelchair --applicant=701111301109 --name='A B' --by=s.reg)
	case-assign --quiet "$number" --to=a.bek --by=h.head > /dev/null
	printf '%s\n' number,service,registered,outcome,decided 7/2018,wheelchair,2018-02-05,granted,2018-02-09 > old.csv
	batch=$(case-import --quiet --input=old.csv --by=c.clerk --columns=batch --no-header)
	batch-show "$batch" > batch.tsv
	case-export > before.tsv
	old "$1"
	check 78 case-list
	said "case-list: the store $PWD/store.db is of version $1: store-upgrade makes it version 4"
	check 0 store-upgrade
	printed "store_path	version_before	version_now
$PWD/store.db	$1	4"
	said ""
	check 0 store-check
	printed $'part\tcase\tseq\tfault'
	check 0 ledger-verify --columns=broken --no-header
	printed 0
	check 0 case-export
	printed "$(cat before.tsv)"
	check 0 batch-show "$batch"
	printed "$(cat batch.tsv)"
	check 0 case-import --input=old.csv --by=c.clerk --columns=cases_written,records_replayed --no-header
	printed "0	1"
	check 0 case-note "$number" --note=seen --by=s.reg --columns=case --no-header
	printed "$number"
}

@test "a store of version 1 becomes one of version 4, and holds what it held" {
	becomes_new 1
}

@test "so does one of version 2" {
	becomes_new 2
}

@test "so does one of version 3, whose imports have their batch in each event" {
	becomes_new 3
	[ "$(sqlite3 store.db "SELECT count(*) FROM event WHERE batch = '$batch'")" = 1 ]
}

@test "a ledger that is broken is no more broken afterwards: exit 69, and the store is as it was" {
	case-register --quiet --service=wheelchair --applicant=701111301109 --name='A B' --by=s.reg > /dev/null
	old 2
	sqlite3 store.db "DROP TRIGGER event_stays; UPDATE event SET prev = zeroblob(32) WHERE id & 32767 = 2"
	before=$(sqlite3 store.db .dump)
	check 69 store-upgrade
	printed ""
	said "store-upgrade: the ledger of $PWD/store.db is broken (ledger-verify of the casekit that it was made with)"
	[ "$(sqlite3 store.db .dump)" = "$before" ]
}

@test "its tables are then those of a new store, word for word" {
	old 1
	store-upgrade > /dev/null
	store-init --store="$PWD/fresh.db" --rehearsal
	for store in store fresh; do
		sqlite3 $store.db "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name" |
			sed 's/ *--.*//' | tr -s ' \n' '[\n*]' > $store.txt # a store of version 1 has comments in its tables
	done
	cmp store.txt fresh.txt
	[ "$(sqlite3 store.db 'PRAGMA user_version; PRAGMA application_id' | tr '\n' ' ')" = "4 1129532244 " ]
}

@test "it gets the norms that a new store has, once" {
	norm-list --all > norms.tsv
	old 1
	store-upgrade > /dev/null
	check 0 norm-list --all
	printed "$(cat norms.tsv)"
	norm-load --norm=mci --since=2019-01-01 --value=2525 --source=budget
	norm-list --all > norms.tsv
	check 0 store-upgrade --no-header --columns=version_before
	printed 4
	check 0 norm-list --all
	printed "$(cat norms.tsv)"
}

@test "without the folder of norms it is 66, and run again it is whole" {
	old 1
	mkdir data
	ln -s "$CASEKIT_DATA/catalogue" "$CASEKIT_DATA/calendar" data
	CASEKIT_DATA="$PWD/data" check 66 store-upgrade
	printed ""
	said "store-upgrade: $PWD/data/norms cannot be read: No such file or directory"
	check 0 store-upgrade --no-header --columns=version_before,version_now
	printed "4	4"
	check 0 norm-list --norm=sign-days --no-header --columns=value
	printed 180
	check 0 store-check
}

@test "a full disk: exit 74, and the store is of version 1 as before" {
	old 1
	before=$(sqlite3 store.db .dump)
	check 74 bash -c "ulimit -f $(($(stat -c %s store.db) / 1024)); store-upgrade"
	printed ""
	said "store-upgrade: the store $PWD/store.db cannot be read or written: File too large"
	[ "$(sqlite3 store.db .dump)" = "$before" ]
	[ "$(sqlite3 store.db "PRAGMA user_version")" = 1 ]
	check 0 store-upgrade --no-header --columns=version_before,version_now
	printed "1	4"
}

# cut_off: store.db as an upgrade leaves it that is cut off when all is written, but for the end of its journal
cut_off() {
	cp store.db before.db
	store-upgrade > /dev/null
	python3 - <<'END'
import struct
size, before = 4096, open("before.db", "rb").read()
pages = len(before) // size
journal = b"\xd9\xd5\x05\xf9\x20\xa1\x63\xd7" + struct.pack(">IIIII", pages, 0, pages, 512, size)
with open("store.db-journal", "wb") as f:
    f.write(journal.ljust(512, b"\0"))
    for n in range(pages):
        page = before[n * size:(n + 1) * size]
        f.write(struct.pack(">I", n + 1) + page + struct.pack(">I", sum(page[i] for i in range(size - 200, 0, -200))))
END
	[ "$(od -An -tu1 -j60 -N4 store.db | tr -d ' ')" = 0004 ]
}

@test "an upgrade that is cut off at its end is undone, and not taken for done" {
	old 2
	cut_off
	cp store.db-journal journal
	cp store.db cut.db
	for command in case-list store-check; do
		cp cut.db store.db
		cp journal store.db-journal
		check 78 $command
		printed ""
		said "$command: the store $PWD/store.db is of version 2: store-upgrade makes it version 4"
	done
	cp cut.db store.db
	cp journal store.db-journal
	check 0 store-upgrade --no-header --columns=version_before,version_now
	printed "2	4"
	check 0 store-check --no-header
	printed ""
}

@test "a store of this version is left alone" {
	before=$(sha256sum store.db)
	check 0 store-upgrade
	printed "store_path	version_before	version_now
$PWD/store.db	4	4"
	said ""
	[ "$(sha256sum store.db)" = "$before" ]
}

@test "a newer store is refused: exit 69" {
	sqlite3 store.db "PRAGMA user_version = 5"
	check 69 store-upgrade
	printed ""
	said "store-upgrade: the store $PWD/store.db is of version 5; this casekit knows versions up to 4"
}

@test "a version that never was is refused: exit 69" {
	sqlite3 store.db "PRAGMA user_version = 0"
	check 69 store-upgrade
	printed ""
	said "store-upgrade: the store $PWD/store.db is of version 0, and nothing leads from it to version 1"
}

@test "it waits its turn: exit 75" {
	check 75 flock store.db.lock store-upgrade --wait=0
	printed ""
	said "store-upgrade: the store $PWD/store.db is in use by another writer for more than 0 seconds: try again"
}

@test "no store: exit 69" {
	check 69 store-upgrade --store=none.db
	printed ""
	said "store-upgrade: no store $PWD/none.db (store-init makes one)"
}
