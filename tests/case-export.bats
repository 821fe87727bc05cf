#!/usr/bin/env bats
# case-export, and case-import --native: a store becomes records or a folder, and these become a store again.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases

# house NAME: a store as the tests of permits, sessions, orgs or workplaces have it
house() {
	rm -f store.db*
	# shellcheck disable=SC1090 # one of tests/*.bash
	. "$ROOT/tests/$1.bash"
	prepare
}

# dump STORE: every row of it, but for the codes of procedures and stamps, and whether the stamp says the batch, which are a
# store's own
dump() {
	local table
	for table in setting office staff delegate calendar calendar_day law file batch norm permit entry registry_person; do
		sqlite3 -quote "$1" "SELECT '$table', * FROM $table"
	done | sort
	sqlite3 -quote "$1" "SELECT e.id, at, recorded, s.*, e.batch || t.import_batch, sender_key, data, hash FROM event e
		JOIN (SELECT no AS stamp_no, acts, step, role, by_login, done_for, office, os_user, at_offset, recorded_offset FROM stamp) s
		ON s.stamp_no = e.stamp JOIN stamp t ON t.no = e.stamp ORDER BY e.id" | cut -d, -f 1-3,5-
	sqlite3 -quote "$1" "SELECT c.id, c.number, p.regulation, p.edition, p.variant, p.channel, applicant, applicant_name, name_key,
		status, outcome, next_step, next_acts, next_role, due, not_before, term, deadline, responsible, registered, decided, issued,
		seq, head FROM cases c JOIN procedure p ON p.no = c.procedure ORDER BY c.id"
}

# other [OPTION...]: another store in other.db, such as the first
other() { rm -f other.db*; store-init --rehearsal --store=other.db "$@"; }
# native [OPTION...]: imports into it; prints the counts
native() { case-import --native --store=other.db --format=tsv --no-header --columns=records_read,cases_written,events_written,records_replayed "$@"; }
# stream: all records
stream() { case-export --format=tsv --quiet "$@"; }

# round: the store as a folder and as records; each becomes a store that is the same, and gives the same export
round() {
	local count
	count=$(sqlite3 store.db 'SELECT count(*) FROM event')
	check 0 case-export --folder=first --no-header --format=tsv --columns=events_read
	printed "$count"
	said ''
	other
	check 0 native --input=first
	printed_part "	$count	0"
	said ''
	dump store.db > rows
	dump other.db > other.rows
	cmp rows other.rows
	check 0 case-export --folder=second --store=other.db
	check 0 diff -r first second
	check 0 store-check --store=other.db --no-header
	printed ''
	check 0 ledger-verify --store=other.db --no-header --format=tsv --columns=events_read,broken
	printed "$count	0"
	rm -r second

	stream > records.tsv
	cmp records.tsv first/event.tsv
	other
	sqlite3 other.db 'DELETE FROM registry_person' # a stream has the ledger alone
	check 0 native --input=records.tsv
	stream --store=other.db > again.tsv
	cmp records.tsv again.tsv
	check 0 ledger-verify --store=other.db --quiet
}

# nothing_taken: the other store is as it was made
nothing_taken() {
	is 0 "$(sqlite3 other.db 'SELECT count(*) FROM event')"
	is "$(sqlite3 new.db .dump | sha256sum)" "$(sqlite3 other.db .dump | sha256sum)"
}
# refused EXIT MESSAGE [OPTION...]: an import that says so, perhaps how many records it had read, and takes nothing
refused() {
	local want="$1" message="$2"
	shift 2
	other
	[ -f new.db ] || store-init --rehearsal --store=new.db
	check "$want" native "$@"
	is "$message" "$(grep -v '^case-import: 1 of [0-9]* records refused, nothing written$' <<< "$stderr")"
	printed ''
	nothing_taken
}

# two: two cases, one of them closed, one with a file
two() {
	one=$(enter wheelchair --key=w-1)
	two=$(enter child-benefit)
	walk "$one" issue 2019-03-18T10:00:00+06:00
	case-issue "$one" --delivery=in-person --by=a.bek --quiet > /dev/null
	echo 'a scan' > scan.txt
	case-attach --quiet "$two" --document=application --file=scan.txt --by=s.reg > /dev/null
	case-note --quiet "$two" --note='two lines
with a	tabulator and a \ backslash, "quotes"; and so on' --by=s.reg > /dev/null
}

@test "records: every column, the batch, and the sum" {
	printf 'service,applicant,name\nwheelchair,701111301109,Тәжібаев Асқар\n' | case-register --by=s.reg --quiet > /dev/null
	check 0 case-export ALMAUE-2019-000001 --no-journals --format=tsv
	said ''
	hash=$(sqlite3 store.db "SELECT lower(hex(hash)) FROM event JOIN stamp ON no = stamp WHERE acts = 'register'")
	batch=$(printf 'service,applicant,name\nwheelchair,701111301109,Тәжібаев Асқар\n' | sha256sum | cut -c 1-64)
	zero=$(printf '%064d' 0)
	sum=$(xxd -r -p <<< "$hash" | sha256sum | cut -c 1-64)
	user=$(id -un)
	printed "chain	seq	happened	recorded	step_done	acts_done	done_role	done_by	done_for	done_office	done_os	batch	key	data	prev	hash
ALMAUE-2019-000001	1	2019-03-18T10:00:00+06:00	2019-03-18T10:00:00+06:00	1	register	division-specialist	s.reg		ALMAUE	$user	ALMAUE-2019-B000001		regulation=almaty-2017/wheelchair\\nedition=2017-12-20\\nvariant=main\\nchannel=office\\napplicant=701111301109\\nname=Тәжібаев Асқар\\n	$zero	$hash
ALMAUE-2019-B000001	0	2019-03-18T04:00:00+00:00	2019-03-18T04:00:00+00:00		batch		s.reg			$user			command=case-register\\nsource=standard input\\ndigest=$batch\\nread=1\\nwritten=1\\nreplayed=0\\nrefused=0\\n		
	2														$sum"
}

@test "export, import into a new store, export again: the same rows, the same bytes" {
	two
	round
}

@test "an empty store" {
	rm store.db*
	store-init --rehearsal
	round
	is '	0														e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855' "$(sed 1d first/event.tsv)"
}

@test "the same of permits, quotas and payments" {
	house permits
	permit=$(held)
	ready extend --permit="$permit" > /dev/null
	permit-revoke "$permit" --from=2019-05-01 --ground=employer-request --by=h.head --quiet > /dev/null
	[ "$(sqlite3 store.db 'SELECT count(*) FROM permit')" -gt 0 ]
	round
}

@test "the same of a commission's session" {
	# shellcheck disable=SC1091
	. "$ROOT/tests/sessions.bash"
	in_session
	votes "$session" "$one" for for for against for abstain for
	[ "$(sqlite3 store.db 'SELECT count(*) FROM entry')" -gt 5 ]
	round
}

@test "the same of organisations and registers of other bodies" {
	house orgs
	organisation
	employs 100
	tells 51 100:150000.00
	sends
	[ "$(sqlite3 store.db 'SELECT count(*) FROM registry_person')" -ge 0 ]
	round
}

@test "the same of special workplaces" {
	house workplaces
	worked
	sent "$ANNA" 2023-08-01
	month 2023-08 60000
	round
}

@test "the same of imported cases, with times of before the zones" {
	printf 'number,service,office,applicant,name,registered,decided,outcome\n1/1905,wheelchair,ALM,,Old,1905-02-01T10:00:00,1905-02-02,granted\n2,wheelchair,ALM,701111301109,New,2019-02-01,,\n' |
		case-import --by=s.reg --quiet > /dev/null
	round
	grep -q '1905-02-01T10:00:00+05:07:48' first/event.tsv
}

@test "staff who left and came back, and delegations" {
	now 2019-03-19T10:00:00+06:00
	staff-end --login=a.bek --by=h.head --quiet > /dev/null
	now 2019-03-20T10:00:00+06:00
	staff-add --login=a.bek --name='Bek' --roles=executor --office=AST --since=2019-03-20T09:00 --by=h.head --quiet > /dev/null
	staff-delegate --login=h.head --to=d.head --since=2019-03-20 --by=h.head --quiet > /dev/null
	round
}

@test "the store's own knowledge goes along: calendars, norms, editions" {
	calendar-load --calendar=kz-5 --day=2019-05-10 --works=no --reason='off' --source='decree 1' --quiet > /dev/null
	norm-load --norm=quorum --subject=permit-commission --since=2019-01-01 --value=1/2 --source='decree 2' --quiet > /dev/null
	two
	round
	# Into a store that has none at all.
	other --empty
	is 0 "$(sqlite3 other.db 'SELECT count(*) FROM law')"
	check 0 native --input=first
	dump other.db > other.rows
	cmp rows other.rows
}

@test "as CSV, and with the columns in another order" {
	two
	case-export --format=csv --quiet > records.csv
	other
	check 0 native --input=records.csv
	case-export --format=csv --quiet --store=other.db | cmp records.csv
	stream --columns=hash,data,chain,seq,happened,recorded,step_done,acts_done,done_role,done_by,done_for,done_office,done_os,batch,key,prev > turned.tsv
	other
	check 0 native --input=turned.tsv
	stream --store=other.db | cmp - <(stream)
}

@test "the stream says how many attached files it does not carry" {
	two
	check 0 case-export --format=tsv
	said 'case-export: warning: 1 attached file is not in these records: --folder takes it along'
	check 0 case-export --format=tsv "$one"
	said ''
}

@test "a selection: by filter, by name, by a pipe; with the journals, so a new store can take it" {
	two
	three=$(case-register --quiet --columns=case --no-header --service=wheelchair --applicant=701111301109 --name=Bek --office=ALM --by=s.reg)
	check 0 stream --regulation=almaty-2017/wheelchair
	is "ALM-J $three ALMAUE-J $one AST-J MAM-J" "$(cut -f 1 <<< "$output" | sed 1d | grep . | uniq | paste -sd ' ')"
	check 0 stream "$two" "$one" "$two" --no-journals
	is "$one $two" "$(cut -f 1 <<< "$output" | sed 1d | grep . | uniq | paste -sd ' ')"
	check 0 bash -c "case-list --office=ALM --format=tsv | case-export - --format=tsv --no-journals"
	is "$three" "$(cut -f 1 <<< "$output" | sed 1d | grep . | uniq | paste -sd ' ')"
	stream "$two" > some.tsv
	other
	check 0 native --input=some.tsv
	is "$two" "$(case-list --store=other.db --no-header --format=tsv --columns=case)"
	stream --store=other.db | cmp - some.tsv
	# The rest goes on from there; offices and the case are passed by.
	check 0 native --input=<(stream)
	stream --store=other.db | cmp - <(stream)
	check 0 case-export "$two" --folder=some --no-header --format=tsv
	printed "$(($(cut -f 1 some.tsv | sed 1d | grep . | sort -u | wc -l)))	$(($(wc -l < some.tsv) - 2))	0	1"
	is 1 "$(find some/files -type f | wc -l)"
	other
	check 0 native --input=some
	check 0 store-check --store=other.db --no-header
	printed ''
}

@test "a selection of nothing is no whole store" {
	two
	check 0 bash -c "case-list --status=lapsed --format=tsv | case-export - --format=tsv --no-journals --no-header"
	printed '	0														e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
	check 0 case-export --status=lapsed --format=tsv --no-journals --no-header
	printed '	0														e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'
}

@test "what cannot be exported" {
	two
	check 65 case-export ALM-2019-000099 --format=tsv --no-header --no-journals
	said 'case-export: ALM-2019-000099: no case ALM-2019-000099'
	check 65 case-export --office=XX --format=tsv --no-header
	said 'case-export: office: no office XX'
	printed ''
	check 64 case-export "$one" --office=ALM
	said 'case-export: '"$one"': --office is for all cases, not for cases that are named'
	check 64 case-export --no-journals
	said 'case-export: --no-journals is for a selection of cases'
	check 64 case-export --registered-from=yesterday
	said 'case-export: --registered-from=yesterday is no time'
	mkdir there
	check 1 case-export --folder=there --no-header --format=tsv
	said 'case-export: the folder there is there already'
	printed ''
	check 74 case-export --folder=missing/there
	said 'case-export: the folder missing/there cannot be made: No such file or directory'
}

@test "a broken chain is not exported, and no folder stays" {
	two
	sqlite3 store.db "DROP TRIGGER stamp_stays; UPDATE stamp SET os_user = 'somebody' WHERE acts = 'attach'"
	check 69 stream
	said "case-export: $two, event 2: its content does not fit its hash (ledger-verify)"
	printed ''
	check 69 case-export --folder=out
	[ ! -e out ]
	check 0 stream "$one"
	sqlite3 store.db "DROP TRIGGER file_stays; UPDATE file SET content = x'00'"
	check 0 case-export "$one" --folder=out
	check 69 case-export "$two" --folder=out2
	[ ! -e out2 ]
}

@test "again: everything is there, nothing changes; what goes on goes on" {
	two
	stream > before.tsv
	case-export --folder=before --quiet > /dev/null
	other
	native --input=before > /dev/null
	sum=$(sha256sum < other.db)
	check 0 native --input=before
	is "0	0	$(($(wc -l < before.tsv) - 2))" "$(cut -f 2-4 <<< "$output")"
	is "$sum" "$(sha256sum < other.db)"
	check 0 native --input=before.tsv
	is "$sum" "$(sha256sum < other.db)"
	now 2019-03-19T10:00:00+06:00
	case-assign "$two" --to=a.bek --by=h.head --quiet > /dev/null
	staff-end --login=b.omar --by=h.head --quiet > /dev/null
	case-export --folder=after --quiet > /dev/null
	check 0 native --input=after
	is "0	2" "$(cut -f 2-3 <<< "$output")"
	dump store.db > rows
	dump other.db > other.rows
	cmp rows other.rows
	# The older export is all there.
	check 0 native --input=before.tsv
	is "0	0" "$(cut -f 2-3 <<< "$output")"
}

@test "a chain that is there with other events is refused" {
	two
	stream > records.tsv
	other
	native --input=records.tsv > /dev/null
	sum=$(sha256sum < other.db)
	case-note "$one" --note=here --by=s.reg --quiet > /dev/null
	case-note "$one" --note=there --by=s.reg --store=other.db --quiet > /dev/null
	sum=$(sha256sum < other.db)
	stream > records.tsv
	line=$(grep -n note=here records.tsv | cut -d : -f 1)
	seq=$(grep note=here records.tsv | cut -f 2)
	check 1 native --input=records.tsv
	said "case-import:records.tsv:$line: $one, event $seq: the store has another event in its place
case-import: 1 of $(($(wc -l < records.tsv) - 1)) records refused, nothing written"
	is "$sum" "$(sha256sum < other.db)"
	# Offices of one code that are not the same office.
	rm other.db*
	store-init --rehearsal --store=other.db
	office-add --office=ALM --name=Other --office-kind=city --calendar=kz-5 --store=other.db --quiet > /dev/null
	check 1 native --input=records.tsv
	said_part 'case-import:records.tsv:2: ALM-J, event 1: the store has another event in its place'
}

@test "a changed record is refused on its line, by its chain and event" {
	two
	stream > good.tsv
	line=$(grep -n "^$two" good.tsv | sed -n 2p | cut -d : -f 1)
	sed "${line}s/document=application/document=other/" good.tsv > bad.tsv
	refused 1 "case-import:bad.tsv:$line: $two, event 2: its content does not fit its hash" --input=bad.tsv
	awk -F'\t' -v OFS='\t' -v n="$line" 'NR == n { $15 = substr($16, 1, 63) (substr($16, 64) == "0" ? "1" : "0") } 1' good.tsv > bad.tsv
	refused 1 "case-import:bad.tsv:$line: $two, event 2: its content does not fit its hash" --input=bad.tsv
	sed "${line}d" good.tsv > bad.tsv
	refused 1 "case-import:bad.tsv:$line: $two, event 3: it is not the next of its chain" --input=bad.tsv
	awk -F'\t' -v OFS='\t' -v n="$line" 'NR == n { $4 = "2019-03-18T09:00:00+06:00" } 1' good.tsv > bad.tsv
	refused 1 "case-import:bad.tsv:$line: $two, event 2: its content does not fit its hash" --input=bad.tsv
}

@test "a value that is not as it is exported is refused in its column" {
	two
	stream > good.tsv
	# spoils COLUMN VALUE RULE
	spoils() {
		awk -F'\t' -v OFS='\t' -v column="$1" -v value="$2" '
			NR == 1 { for (i = 1; i <= NF; i++) if ($i == column) c = i }
			NR == 3 { $c = value } { print }' good.tsv > bad.tsv
		refused 65 "case-import:bad.tsv:3: $1: \"$2\" $3" --input=bad.tsv
	}
	spoils chain ALM-19-1 'is no number of a chain, as ALM-2019-000017'
	spoils chain XYZ-2019-000001 'is of an office that is not here: its journal must come first'
	spoils seq -1 'is no number of an event'
	spoils seq 1x 'is no number of an event'
	spoils happened 2019-03-18T10:00:00 'is no time with its offset, as 2019-03-18T10:00:00+06:00'
	spoils happened 2019-02-30T10:00:00+06:00 'is no time with its offset, as 2019-03-18T10:00:00+06:00'
	spoils recorded 2019-03-18T10:00:00+06:00:00 'is no time with its offset, as 2019-03-18T10:00:00+06:00'
	spoils prev abc 'is no SHA-256 in 64 hexadecimal digits'
	spoils hash '' 'is no SHA-256 in 64 hexadecimal digits'
	awk -F'\t' -v OFS='\t' '{ print $1, $2 }' good.tsv > bad.tsv
	refused 65 'case-import:bad.tsv:1: the column happened is needed' --input=bad.tsv
	sed '1s/data/dates/' good.tsv > bad.tsv
	refused 65 'case-import:bad.tsv:1: no column of an export: "dates"' --input=bad.tsv
}

@test "a stream that was cut off is refused, wherever it was" {
	two
	stream > good.tsv
	count=$(wc -l < good.tsv)
	for n in 1 2 "$((count / 2))" "$((count - 1))"; do
		head -n "$n" good.tsv > cut.tsv
		other
		check 65 native --input=cut.tsv
		said_part 'the record that sums them up is missing: the records were cut off'
		is 0 "$(sqlite3 other.db 'SELECT count(*) FROM event')"
	done
	size=$(wc -c < good.tsv)
	for n in 100 "$((size / 2))" "$((size - 70))" "$((size - 2))"; do
		head -c "$n" good.tsv > cut.tsv
		other
		check 65 native --input=cut.tsv
		printed ''
		is 0 "$(sqlite3 other.db 'SELECT count(*) FROM event')"
	done
	: > empty
	refused 65 'case-import:empty:1: the file is empty' --input=empty
	other
	check 65 bash -c 'case-import --native --store=other.db < /dev/null'
	said_part 'the file is empty'
	# Two streams, one after the other; and records left out.
	{ cat good.tsv; sed 1d good.tsv; } > bad.tsv
	refused 65 "case-import:bad.tsv:$((count + 1)): it comes after the record that sums them up" --input=bad.tsv
	grep -v "^$one" good.tsv > bad.tsv
	refused 65 "case-import:bad.tsv:$(wc -l < bad.tsv): seq: \"$((count - 2))\" records were exported, and $(($(wc -l < bad.tsv) - 2)) came" --input=bad.tsv
}

@test "a folder that is not as its manifest says is refused" {
	two
	case-export --folder=good --quiet > /dev/null
	# spoiled COMMAND...: a copy of the folder, in which that was done
	spoiled() { rm -rf bad; cp -r good bad; (cd bad && "$@"); }
	for file in event setting law calendar calendar_day norm registry_person file; do
		spoiled sh -c "printf x >> $file.tsv"
		refused 1 "case-import: bad/$file.tsv is not as it was exported: its SHA-256 is not that of the manifest" --input=bad
		spoiled rm $file.tsv
		refused 66 "case-import: bad/$file.tsv: No such file or directory" --input=bad
		spoiled sed -i "/^$file.tsv/d" manifest.tsv
		refused 65 "case-import: bad/manifest.tsv does not name $file.tsv" --input=bad
	done
	spoiled rm manifest.tsv
	refused 66 'case-import: bad has no manifest.tsv: it is no export, or one that did not come to its end' --input=bad
	spoiled sed -i '2s/	1	/	2	/' manifest.tsv
	refused 65 'case-import: bad/manifest.tsv:2: event.tsv is of version "2"; this casekit knows version 1' --input=bad
	spoiled sed -i '3s/^setting/other/' manifest.tsv
	refused 65 'case-import: bad/manifest.tsv:3: no file of an export: "other.tsv"' --input=bad
	digest=$(sha256sum < scan.txt | cut -c 1-64)
	spoiled sh -c "echo 'another' > files/$digest"
	refused 1 "case-import: bad/file.tsv:2: bad/files/$digest is not as it was attached: its SHA-256 is not its name" --input=bad
	spoiled rm "files/$digest"
	refused 66 "case-import: bad/file.tsv:2: bad/files/$digest: No such file or directory" --input=bad
	# resealed FILE: the manifest again, as if it had been exported so
	resealed() {
		local sum
		sum=$(sha256sum < "bad/$1" | cut -c 1-64)
		sed -i -E "s/^($1	1	[0-9]*).*/\1	$sum/" bad/manifest.tsv
	}
	spoiled sed -i 's/document=application/document=other/' event.tsv
	resealed event.tsv
	refused 1 "case-import: bad/event.tsv:$(grep -n document=other bad/event.tsv | cut -d : -f 1): $two, event 2: its content does not fit its hash" --input=bad
	spoiled sed -i '$d' event.tsv
	resealed event.tsv
	refused 65 'case-import: bad/event.tsv has '"$(($(wc -l < bad/event.tsv) - 1))"' records, the manifest says '"$(wc -l < bad/event.tsv)" --input=bad
	spoiled sed -i '2s/^1/x/' calendar.tsv
	resealed calendar.tsv
	refused 65 'case-import: bad/calendar.tsv:2: value 1, "x", is no whole number' --input=bad
	spoiled sed -i '1s/zone/zones/' calendar.tsv
	resealed calendar.tsv
	refused 65 'case-import: bad/calendar.tsv:1: the columns are not those of such a file: no name week week_source zone hours title' --input=bad
	spoiled sed -i '3s/[^	]*$/another source/' calendar_day.tsv
	resealed calendar_day.tsv
	refused 1 'case-import: bad/calendar_day.tsv:3: the store has another row in its place in calendar_day' --input=bad
}

@test "a very long remark: its record is longer than any other that is read" {
	one=$(enter wheelchair)
	printf 'case\tnote\n%s\t%s\n' "$one" "$(head -c 900000 /dev/zero | sed 's/\x0/\\\\n/g' | head -c 999999)" > long.tsv
	case-note --by=s.reg --input=long.tsv --quiet > /dev/null
	[ "$(stream | awk '{ n = length($0) } n > most { most = n } END { print most }')" -gt 1400000 ]
	round
	case-export --format=csv --quiet > records.csv
	other
	check 0 native --input=records.csv
}

@test "into a store with offices of its own: they keep their numbers, the chains their hashes" {
	two
	stream > records.tsv
	other
	for office in ZZ YY; do
		office-add --office=$office --name=Own --office-kind=city --calendar=kz-5 --authority=almaty --store=other.db --quiet > /dev/null
	done
	staff-add --login=z.own --name=Own --roles='specialist division-specialist' --office=ZZ --since=2012-01-01 --store=other.db --quiet > /dev/null
	case-register --service=wheelchair --applicant=701111301109 --name=Own --by=z.own --store=other.db --quiet > /dev/null
	check 0 native --input=records.tsv
	is "1 ZZ 2 YY 3 ALM 4 ALMAUE 5 AST 6 MAM" "$(sqlite3 -separator ' ' other.db 'SELECT no, code FROM office ORDER BY no' | paste -sd ' ')"
	stream --store=other.db ALM-J AST-J "$one" "$two" --no-journals | cut -f 1,2,16 | sed '/^	/d' | sort > theirs
	stream ALM-J AST-J "$one" "$two" --no-journals | cut -f 1,2,16 | sed '/^	/d' | sort | cmp - theirs
	check 1 store-check --store=other.db --no-header --format=tsv
	printed "file	$two	2	its attached file is missing or changed"
	check 0 ledger-verify --store=other.db --quiet
	stream --store=other.db > both.tsv
	case-import --native --input=both.tsv --quiet > /dev/null
	check 0 store-check --no-header
	printed ''
}

@test "who is told to stop while a folder is read says so, and leaves the store as it was" {
	two
	case-export --folder=out --quiet > /dev/null
	other
	store-init --rehearsal --store=new.db
	mv out/event.tsv event.tsv
	mkfifo out/event.tsv
	case-import --native --store=other.db --input=out > said.out 2> said.err &
	import=$!
	exec 5> out/event.tsv # opened when the import reads it
	kill -TERM $import
	check 143 wait $import
	exec 5>&-
	is 'case-import: interrupted: the store is as it was' "$(cat said.err)"
	is '' "$(cat said.out)"
	nothing_taken
	rm out/event.tsv
	mv event.tsv out
	check 0 native --input=out
}

@test "settings are not taken: a rehearsal stays one, and a strict store" {
	two
	case-export --folder=out --quiet > /dev/null
	store-init --store=other.db
	check 1 native --input=out
	said 'case-import: out/setting.tsv:2: the exported store has the setting "rehearsal", this one has not: make one with store-init --rehearsal'
	rm other.db*
	store-init --rehearsal --strict --store=other.db
	check 1 native --input=out
	said 'case-import: this store has the setting "strict", the exported one has not'
	is 0 "$(sqlite3 other.db 'SELECT count(*) FROM event')"
}

@test "an edition that the store lacks: the case is refused by its number" {
	mkdir later
	two
	case-export --folder=out --quiet > /dev/null
	other --empty
	check 1 native --input=out/event.tsv
	said_part "$one: "
	is 0 "$(sqlite3 other.db 'SELECT count(*) FROM event')"
}

@test "--dry-run proves all and writes nothing" {
	two
	stream > good.tsv
	case-export --folder=out --quiet > /dev/null
	other
	store-init --rehearsal --store=new.db
	for from in good.tsv out; do
		check 0 case-import --native --store=other.db --dry-run --no-header --format=tsv --input=$from
		printed ''
		said ''
		nothing_taken
	done
	sed 's/document=application/document=other/' good.tsv > bad.tsv
	check 1 case-import --native --store=other.db --dry-run --no-header --input=bad.tsv
	nothing_taken
}

@test "what is for the files of others does not go with --native" {
	other
	stream > good.tsv
	for option in --map=m.tsv --guess --rows=cases --office=ALM --repair --max-errors=1 --chunk=100; do
		check 64 native $option --input=good.tsv
		said "case-import: ${option%%=*} together with --native"
	done
	for option in --keep-going --rejects=bad.tsv; do
		check 64 native $option --input=good.tsv
		said 'case-import: --keep-going or --rejects together with --native: all of it is taken, or nothing'
	done
	mkdir folder
	check 66 case-import --input=folder --by=s.reg
	said 'case-import: folder: Is a directory'
	check 64 native --chunk=100 --input=folder
	said 'case-import: --chunk together with --native'
}

@test "10,000 imported cases: large enough to wait for each other, and for the indexes to be made last" {
	awk 'BEGIN { OFS = ","; print "number,service,office,applicant,name,registered,assigned,responsible,decided,outcome,issued"
		for (i = 1; i <= 10000; i++) print i "/2019,wheelchair,ALM,701111301109,Тәжібаев " i ",2019-02-01,2019-02-02,Петрова,2019-02-10,granted,2019-02-12" }' |
		case-import --by=s.reg --quiet > /dev/null
	round
}
