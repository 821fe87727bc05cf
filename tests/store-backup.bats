load lib

prepare() { rehearse; }

@test "the copy is a store with the same records, for its owner alone" {
	umask 000
	check 0 store-backup --file=copy.db
	printed ""
	said ""
	[ "$(stat -c %a copy.db)" = 600 ]
	[ "$(find . -name 'copy*')" = ./copy.db ]
	[ "$(sqlite3 copy.db .dump)" = "$(sqlite3 store.db .dump)" ]
	check 0 store-check --store=copy.db
	check 0 office-add --store=copy.db --office=NEW --name=Office --office-kind=city
}

@test "nothing is overwritten: exit 1" {
	echo "minutes" > copy.db
	check 1 store-backup --file=copy.db
	printed ""
	said "store-backup: the file $PWD/copy.db is there already"
	[ "$(cat copy.db)" = minutes ]
	ln -s nothing dangling.db
	check 1 store-backup --file=dangling.db
	[ ! -e nothing ]
}

@test "--file is needed: exit 64" {
	check 64 store-backup
	printed ""
	said_part "--file=FILE is needed"
}

@test "no such folder: exit 69" {
	check 69 store-backup --file=nowhere/copy.db
	printed ""
	said_part "nowhere/copy.db"
}

@test "a full disk: exit 74, and no half copy is left" {
	check 74 bash -c 'ulimit -f 100; store-backup --file=copy.db'
	printed ""
	said_part "File too large"
	[ -z "$(find . -name 'copy*')" ]
}

@test "a copy of a damaged store is refused: exit 69, and none is left" {
	sqlite3 store.db "PRAGMA writable_schema = ON; DELETE FROM sqlite_schema WHERE name = 'event_by_batch'"
	sqlite3 store.db "PRAGMA integrity_check" | grep -q "never used"
	check 69 store-backup --file=copy.db
	printed ""
	said_part "store-backup: the copy is damaged, as the store may be"
	[ -z "$(find . -name 'copy*')" ]
}

@test "it copies while another writer waits for the turn, and without the turn" {
	check 0 flock store.db.lock store-backup --file=copy.db
	said ""
	check 0 store-check --store=copy.db
}

@test "another program holds the file: exit 75" {
	mkfifo say answer
	sqlite3 store.db < say > answer &
	exec 7> say 8< answer
	echo "BEGIN EXCLUSIVE; SELECT 'held';" >&7
	read -r answer <&8
	[ "$answer" = held ]
	check 75 store-backup --file=copy.db --wait=0
	printed ""
	said "store-backup: the store $PWD/store.db is in use by somebody else: try again"
	[ -z "$(find . -name 'copy*')" ]
	exec 7>&- 8<&-
	wait
}
