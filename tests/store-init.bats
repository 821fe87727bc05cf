load lib
load rights

listing() { find . -name 'store*' | sort | tr '\n' ' '; }

@test "a store is made, silently, for its owner alone" {
	check 0 store-init
	printed ""
	said ""
	[ "$(listing)" = "./store.db ./store.db.lock " ]
	[ "$(stat -c %a store.db store.db.lock | tr '\n' ' ')" = "600 600 " ]
	check 0 store-check
	printed $'part\tcase\tseq\tfault'
	said ""
}

@test "the catalogue and the calendars are in it" {
	store-init
	check 0 service-list --no-header --columns=regulation
	[ "${#lines[@]}" -eq "$(($(cut -f1,2 "$CASEKIT_DATA/catalogue/regulations.tsv" | sort -u | wc -l) - 1))" ]
	check 0 day-list --calendar=kz-5
	printed_part "kz-5"
}

@test "--empty: neither catalogue nor calendars nor norms" {
	check 0 store-init --empty
	printed ""
	said ""
	is_empty() { sqlite3 store.db "SELECT count(*) FROM law UNION SELECT count(*) FROM calendar UNION SELECT count(*) FROM norm"; }
	[ "$(is_empty)" = 0 ]
	check 0 store-check --no-header
	printed ""
}

@test "the mask of the shell does not open it" {
	umask 000
	check 0 store-init
	[ "$(stat -c %a store.db)" = 600 ]
}

@test "an existing store is left alone: exit 1" {
	store-init
	before=$(sha256sum store.db)
	check 1 store-init
	printed ""
	said "store-init: the store $PWD/store.db is there already"
	[ "$(sha256sum store.db)" = "$before" ]
}

@test "so is any other file of that name" {
	echo "minutes of the meeting" > store.db
	check 1 store-init
	said "store-init: the store $PWD/store.db is there already"
	[ "$(cat store.db)" = "minutes of the meeting" ]
	[ "$(listing)" = "./store.db " ]
}

@test "--store comes before CASEKIT_STORE, and both before the configuration" {
	echo "store = $PWD/configured.db" > casekit.conf
	check 0 store-init --store=given.db
	check 0 store-init
	unset CASEKIT_STORE
	check 0 store-init
	[ "$(find . -name '*.db' | sort | tr '\n' ' ')" = "./configured.db ./given.db ./store.db " ]
}

@test "the default folder is made, for its owner alone" {
	unset CASEKIT_STORE
	export XDG_DATA_HOME="$PWD/data/home"
	check 0 store-init
	said ""
	[ -f data/home/casekit/store.db ]
	[ "$(stat -c %a data/home/casekit)" = 700 ]
	check 0 store-check
}

@test "no other folder is: exit 69" {
	check 69 store-init --store=nowhere/store.db
	printed ""
	said "store-init: no store nowhere/store.db: its folder cannot be opened: No such file or directory"
	[ ! -e nowhere ]
}

@test "without a catalogue nothing is made: exit 66" {
	CASEKIT_DATA="$PWD/empty" check 66 store-init
	printed ""
	said_part "empty/catalogue"
	[ ! -e store.db ] && [ ! -e store.db.new ]
}

@test "with a catalogue that is wrong nothing is made: exit 78 with file and line" {
	cp -r "$CASEKIT_DATA/." data/
	line=$(grep -n -m1 working-day data/catalogue/steps.tsv | cut -d: -f1)
	sed -i "${line}s/working-day/fortnight/" data/catalogue/steps.tsv
	CASEKIT_DATA="$PWD/data" check 78 store-init
	printed ""
	said_part "steps.tsv:$line"
	[ ! -e store.db ] && [ ! -e store.db.new ]
}

@test "what an unfinished store-init left is swept away" {
	head -c 5000 /dev/zero > store.db.new
	check 0 store-init
	said ""
	[ ! -e store.db.new ]
	check 0 store-check
}

@test "two at once: one makes it, the other is told so" {
	check 1 bash -c 'store-init & one=$!; store-init & two=$!; wait $one; a=$?; wait $two; b=$?; exit $((a + b))'
	said "store-init: the store $PWD/store.db is there already"
	check 0 store-check
}

@test "a full disk: exit 74, and nothing is left" {
	check 74 bash -c 'ulimit -f 100; store-init'
	printed ""
	said "store-init: the store $PWD/store.db.new cannot be read or written: File too large"
	[ ! -e store.db ] && [ ! -e store.db.new ]
}

@test "a folder that may not be written: exit 77" {
	mkdir locked && chmod 555 locked
	check 77 without_rights store-init --store=locked/store.db
	printed ""
	said_part "Permission denied"
}

@test "a rehearsal store takes its clock from CASEKIT_NOW, any other does not" {
	rehearse 2019-03-18T10:00:00+06:00
	check 0 sqlite3 -readonly store.db "SELECT DISTINCT recorded FROM event"
	printed 1552881600
	export CASEKIT_STORE="$PWD/real.db"
	store-init
	office-add --quiet --office=ALM --name=Office --office-kind=city > /dev/null
	check 0 sqlite3 -readonly real.db "SELECT recorded > 1767225600 FROM event"
	printed 1
}

@test "store-init takes no operands and no records: exit 64" {
	check 64 store-init other.db
	printed ""
	[ ! -e store.db ] && [ ! -e other.db ]
}
