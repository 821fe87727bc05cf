# Every command meets the store in the same places: these tests try one that reads and one that writes.
load lib
load rights

prepare() { rehearse; }

# both EXIT TEXT [COMMAND...]: office-list and office-add end so, say so, and print nothing
both() {
	local code="$1" text="$2"
	shift 2
	check "$code" "$@" office-list
	printed ""
	said "office-list: $text"
	check "$code" "$@" office-add --office=NEW --name=Office --office-kind=city
	printed ""
	said "office-add: $text"
}

@test "no store: exit 69, and which command makes one" {
	export CASEKIT_STORE="$PWD/none.db"
	both 69 "no store $PWD/none.db (store-init makes one)"
	[ ! -e none.db ] && [ ! -e none.db.lock ]
}

@test "no folder: exit 69" {
	export CASEKIT_STORE="$PWD/nowhere/none.db"
	both 69 "no store $PWD/nowhere/none.db: its folder cannot be opened: No such file or directory"
}

@test "a file that is no store: exit 69, and it is left alone" {
	export CASEKIT_STORE="$PWD/minutes.txt"
	for content in "" "minutes" "$(head -c 5000 /dev/zero | tr '\0' m)"; do
		printf '%s' "$content" > minutes.txt
		both 69 "$PWD/minutes.txt is no casekit store"
		[ "$(cat minutes.txt)" = "$content" ]
		[ ! -e minutes.txt.lock ]
	done
}

@test "a database of another program: exit 69" {
	export CASEKIT_STORE="$PWD/other.db"
	sqlite3 other.db "CREATE TABLE office (no, code)"
	both 69 "$PWD/other.db is no casekit store"
	[ ! -e other.db.lock ]
}

@test "a folder, a device: exit 69" {
	export CASEKIT_STORE="$PWD/folder"
	mkdir folder
	both 69 "$PWD/folder is no casekit store"
	export CASEKIT_STORE=/dev/null
	both 69 "/dev/null is no casekit store"
}

@test "a store of a newer version: exit 69" {
	sqlite3 store.db "PRAGMA user_version = 5"
	both 69 "the store $PWD/store.db is of version 5; this casekit knows versions up to 4"
}

@test "a store of an older version: exit 78, and which command mends it" {
	sqlite3 store.db "PRAGMA user_version = 1"
	both 78 "the store $PWD/store.db is of version 1: store-upgrade makes it version 4"
}

@test "a store that is cut off: exit 69" {
	head -c 20000 store.db > cut.db
	export CASEKIT_STORE="$PWD/cut.db"
	check 69 office-list
	printed ""
	said_part "office-list: the store $PWD/cut.db is damaged: database disk image is malformed (store-check)"
}

@test "a store without a table: exit 69" {
	sqlite3 store.db "DROP TABLE office"
	check 69 office-list
	printed ""
	said "office-list: the store $PWD/store.db has not casekit's tables: no such table: office (store-check)"
	check 69 office-add --office=NEW --name=Office --office-kind=city
	printed ""
	said_part "the store $PWD/store.db has not casekit's tables: no such table: office (store-check)"
}

@test "a symbolic link: exit 77; a linked folder is followed" {
	ln -s store.db link.db
	export CASEKIT_STORE="$PWD/link.db"
	both 77 "the store $PWD/link.db is a symbolic link: name the file itself"
	ln -s . linked
	export CASEKIT_STORE="$PWD/linked/store.db"
	check 0 office-list --no-header --columns=office
	printed $'ALM\nALMAUE\nAST\nMAM'
}

@test "a store that may not be read: exit 77" {
	chmod 000 store.db
	both 77 "the store $PWD/store.db may not be opened: Permission denied" without_rights
}

@test "a store that may be read only: reading works, writing is 77 and changes nothing" {
	chmod 444 store.db
	before=$(sha256sum store.db)
	check 0 without_rights office-list --no-header --columns=office
	printed $'ALM\nALMAUE\nAST\nMAM'
	check 77 without_rights office-add --office=NEW --name=Office --office-kind=city
	printed ""
	said "office-add: the store $PWD/store.db may not be written"
	[ "$(sha256sum store.db)" = "$before" ]
}

@test "a queue that may not be opened: writing is 77" {
	chmod 000 store.db.lock
	check 77 without_rights office-add --office=NEW --name=Office --office-kind=city
	printed ""
	said "office-add: the queue $PWD/store.db.lock cannot be opened: Permission denied"
}

@test "a full disk: exit 74, nothing is written, and the store is whole" {
	before=$(office-list)
	awk 'BEGIN { print "office\tname\toffice_kind"; for (i = 0; i < 9000; i++) printf "N%d\tOffice of some length\tcity\n", i }' > many.tsv
	check 74 bash -c 'ulimit -f 1200; office-add < many.tsv'
	printed ""
	said_part "the store $PWD/store.db cannot be read or written: File too large"
	check 0 office-list
	printed "$before"
	check 0 store-check
	check 0 office-add --office=NEW --name=Office --office-kind=city
}

@test "somebody else writes: exit 75 after --wait" {
	check 75 flock store.db.lock office-add --office=NEW --name=Office --office-kind=city --wait=0
	printed ""
	said "office-add: the store $PWD/store.db is in use by another writer for more than 0 seconds: try again"
	check 75 flock store.db.lock office-add --office=NEW --name=Office --office-kind=city --wait=1
	said "office-add: the store $PWD/store.db is in use by another writer for more than 1 seconds: try again"
	check 0 flock store.db.lock office-list --no-header --columns=office
	printed $'ALM\nALMAUE\nAST\nMAM'
}

@test "another program holds the file itself: exit 75 for both" {
	mkfifo say answer
	sqlite3 store.db < say > answer &
	exec 7> say 8< answer
	echo "BEGIN EXCLUSIVE; SELECT 'held';" >&7
	read -r answer <&8
	[ "$answer" = held ]
	export CASEKIT_STORE="$PWD/store.db"
	check 75 office-list --wait=0
	printed ""
	said "office-list: the store $PWD/store.db is in use by somebody else: try again"
	check 75 office-add --office=NEW --name=Office --office-kind=city --wait=0
	said "office-add: the store $PWD/store.db is in use by somebody else: try again"
	exec 7>&- 8<&-
	wait
	check 0 office-list --wait=0 --no-header --columns=office
}

@test "a list left open in a pager holds up no writer" {
	mkfifo pager
	awk 'BEGIN { print "office\tname\toffice_kind"; for (i = 0; i < 3000; i++) printf "N%d\tOffice of some length\tcity\n", i }' |
		office-add --quiet > /dev/null
	office-list > pager &
	exec 8< pager
	read -r header <&8
	[[ "$header" == office* ]]
	check 0 office-add --office=NEW --name=Office --office-kind=city --wait=0
	exec 8<&-
	wait || true
}

@test "a journal left by a killed writer is rolled back by whoever comes next" {
	cp store.db before.db
	sqlite3 store.db "PRAGMA journal_mode = PERSIST; PRAGMA cache_size = 1; PRAGMA cache_spill = 1; BEGIN IMMEDIATE;
		WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
		INSERT INTO setting SELECT 'setting ' || i, hex(randomblob(50)) FROM n;
		.shell kill -9 \$PPID" || true
	[ -s store.db-journal ]
	check 1 cmp -s store.db before.db
	check 0 office-list --no-header --columns=office
	printed $'ALM\nALMAUE\nAST\nMAM'
	check 0 store-check
	cmp store.db before.db
}

@test "the journal stays beside the store with nothing to take back, and never large" {
	seq 4000 | awk 'BEGIN { print "service\tapplicant\tname\toffice\tby" }
		{ print "wheelchair\t610202401010\tSomebody\tALMAUE\ts.reg" }' | case-register --quiet > /dev/null
	check 0 case-note ALMAUE-2019-000001 --note=n --by=a.bek
	seq 4000 | awk 'BEGIN { print "case\tnote\tby" } { printf "ALMAUE-2019-%06d\tn\ta.bek\n", $1 }' | case-note --quiet > /dev/null
	[ "$(stat -c %s store.db-journal)" -le 1048576 ]
	[ "$(stat -c %s store.db-journal)" -gt 0 ]
	head -c 28 store.db-journal | cmp - <(head -c 28 /dev/zero)
	[ "$(stat -c %a store.db-journal)" = "$(stat -c %a store.db)" ]
}
