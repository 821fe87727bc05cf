load lib

prepare() { rehearse; }

# old: store.db becomes a store of version 1 with all that it held of that time
old() {
	local table
	mv store.db new.db
	sqlite3 store.db < "$ROOT/tests/fixtures/store-1.sql"
	for table in setting office staff delegate calendar calendar_day law file batch; do
		echo "INSERT INTO $table SELECT * FROM new.$table;"
	done > copy.sql
	echo "INSERT INTO event SELECT * FROM new.event ORDER BY id; INSERT INTO procedure SELECT * FROM new.procedure;" >> copy.sql
	echo "INSERT INTO cases SELECT * FROM new.cases;" >> copy.sql
	sqlite3 store.db "ATTACH 'new.db' AS new" "PRAGMA trusted_schema = ON" ".read copy.sql"
	rm new.db
}

@test "a store of version 1 becomes one of version 2, and holds what it held" {
	number=$(case-register --quiet --columns=case --no-header --service=wheelchair --applicant=701111301109 --name='A B' --by=s.reg)
	case-assign --quiet "$number" --to=a.bek --by=h.head > /dev/null
	case-history "$number" > history
	old
	check 78 case-list
	said "case-list: the store $PWD/store.db is of version 1: store-upgrade makes it version 2"
	check 0 store-upgrade
	printed "store_path	version_before	version_now
$PWD/store.db	1	2"
	said ""
	check 0 store-check
	printed $'part\tcase\tseq\tfault'
	check 0 ledger-verify --columns=broken --no-header
	printed 0
	check 0 case-history "$number"
	printed "$(cat history)"
	check 0 case-note "$number" --note=seen --by=s.reg --columns=case --no-header
	printed "$number"
}

@test "its tables are then those of a new store, word for word" {
	old
	store-upgrade > /dev/null
	store-init --store="$PWD/fresh.db" --rehearsal
	for store in store fresh; do
		sqlite3 $store.db "SELECT type, name, tbl_name, sql FROM sqlite_schema WHERE name NOT LIKE 'sqlite_stat%' ORDER BY type, name" |
			sed 's/ *--.*//' | tr -s ' \n' '[\n*]' > $store.txt # a store of version 1 has comments in its tables
	done
	cmp store.txt fresh.txt
	[ "$(sqlite3 store.db 'PRAGMA user_version; PRAGMA application_id' | tr '\n' ' ')" = "2 1129532244 " ]
}

@test "it gets the norms that a new store has, once" {
	norm-list --all > norms.tsv
	old
	store-upgrade > /dev/null
	check 0 norm-list --all
	printed "$(cat norms.tsv)"
	norm-load --norm=mci --since=2019-01-01 --value=2525 --source=budget
	norm-list --all > norms.tsv
	check 0 store-upgrade --no-header --columns=version_before
	printed 2
	check 0 norm-list --all
	printed "$(cat norms.tsv)"
}

@test "without the folder of norms it is 66, and run again it is whole" {
	old
	mkdir data
	ln -s "$CASEKIT_DATA/catalogue" "$CASEKIT_DATA/calendar" data
	CASEKIT_DATA="$PWD/data" check 66 store-upgrade
	printed ""
	said "store-upgrade: $PWD/data/norms cannot be read: No such file or directory"
	check 0 store-upgrade --no-header --columns=version_before,version_now
	printed "2	2"
	check 0 norm-list --norm=sign-days --no-header --columns=value
	printed 180
	check 0 store-check
}

@test "a full disk: exit 74, and the store is of version 1 as before" {
	old
	before=$(sqlite3 store.db .dump)
	check 74 bash -c "ulimit -f $(($(stat -c %s store.db) / 1024)); store-upgrade"
	printed ""
	said "store-upgrade: the store $PWD/store.db cannot be read or written: File too large"
	[ "$(sqlite3 store.db .dump)" = "$before" ]
	[ "$(sqlite3 store.db "PRAGMA user_version")" = 1 ]
	check 0 store-upgrade --no-header --columns=version_before,version_now
	printed "1	2"
}

@test "a store of this version is left alone" {
	before=$(sha256sum store.db)
	check 0 store-upgrade
	printed "store_path	version_before	version_now
$PWD/store.db	2	2"
	said ""
	[ "$(sha256sum store.db)" = "$before" ]
}

@test "a newer store is refused: exit 69" {
	sqlite3 store.db "PRAGMA user_version = 3"
	check 69 store-upgrade
	printed ""
	said "store-upgrade: the store $PWD/store.db is of version 3; this casekit knows versions up to 2"
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
