load lib

prepare() { rehearse; }

@test "a store of this version is left alone" {
	before=$(sha256sum store.db)
	check 0 store-upgrade
	printed "store_path	version_before	version_now
$PWD/store.db	1	1"
	said ""
	[ "$(sha256sum store.db)" = "$before" ]
}

@test "a newer store is refused: exit 69" {
	sqlite3 store.db "PRAGMA user_version = 2"
	check 69 store-upgrade
	printed ""
	said "store-upgrade: the store $PWD/store.db is of version 2; this casekit knows versions up to 1"
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
