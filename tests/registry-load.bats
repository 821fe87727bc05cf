#!/usr/bin/env bats
# registry-load: dated snapshots of other bodies' registers.
load lib

prepare() { rehearse "2025-06-02T10:00:00+05:00"; }

disabled() {
	echo id
	printf '%s\n' 701111301109 610202401010 010203500028
}

pays() {
	printf 'id,payer,amount\n'
	printf '%s\n' 701111301109,080440005158,1000 701111301109,991240000231,0 '610202401010,080440005158,"1 234,50"'
}

# kept: every row that the store has of snapshots, with the norms that make them hold
kept() {
	sqlite3 store.db "SELECT snapshot, person, payer, amount, until FROM registry_person ORDER BY 1, 2, 3"
	norm-list --norm=snapshot --all --no-header --format=csv --columns=subject,since,value,source
}

# refused EXIT MESSAGE OPTION...: exits so, says so, prints no record, and every snapshot is as it was
refused() {
	local want="$1" message="$2" before
	shift 2
	before=$(kept)
	check "$want" registry-load --no-header "$@"
	printed ""
	said "registry-load:$message"
	[ "$(kept)" = "$before" ]
}

@test "a file is one snapshot, which holds from its day on, and is known since now" {
	disabled > people.tsv
	check 0 registry-load --registry=disabled --as-of=2025-06-01 --input=people.tsv
	printed "registry	snapshot	snapshot_day	persons
disabled	1	2025-06-01	3"
	said ""
	[ "$(kept)" = "1|10203500028|0|0|
1|610202401010|0|0|
1|701111301109|0|0|
disabled,2025-06-01,1,people.tsv" ]
	check 0 norm-list --norm=snapshot --no-header
	printed "snapshot	disabled	2025-06-01	1	people.tsv	2025-06-02T10:00:00+05:00"
	check 0 norm-list --norm=snapshot --no-header --on=2025-05-31
	printed ""
}

@test "pay: by person and employer, in tiyn; one person paid by two is one" {
	check 0 registry-load --registry=pay --as-of=2025-05-31 --source='fund, letter 12' --no-header < <(pays)
	printed "pay	1	2025-05-31	2"
	said ""
	[ "$(kept)" = "1|610202401010|80440005158|123450|
1|701111301109|80440005158|100000|
1|701111301109|991240000231|0|
pay,2025-05-31,1,\"fund, letter 12\"" ]
}

@test "both registers in one run, a snapshot each; a row says until when it holds" {
	check 0 registry-load --no-header <<-'END'
		registry,as_of,id,holds_until,payer,amount
		disabled,2025-06-01,701111301109,2025-12-31,,
		pay,2025-05-31,701111301109,,080440005158,5
		disabled,2025-06-01,610202401010,,,
	END
	printed "disabled	1	2025-06-01	2
pay	2	2025-05-31	1"
	[ "$(kept)" = "1|610202401010|0|0|
1|701111301109|0|0|20453
2|701111301109|80440005158|500|
disabled,2025-06-01,1,standard input
pay,2025-05-31,2,standard input" ]
}

@test "a person alone, by options; a batch keeps the file's name and digest" {
	check 0 registry-load --registry=disabled --as-of=2025-06-01 --id=701111301109 --no-header
	printed "disabled	1	2025-06-01	1"
	[ "$(norm-list --norm=snapshot --no-header --columns=source)" = "command line" ]
	disabled > people.tsv
	check 0 registry-load --registry=disabled --as-of=2025-06-02 --input=people.tsv --by=s.reg --no-header
	printed "disabled	2	2025-06-02	3"
	check 0 batch-list --no-header --columns=command_name,source_name,records_read,records_written,digest
	printed "registry-load	people.tsv	3	3	$(sha256sum < people.tsv | cut -d' ' -f1)"
}

@test "a newer snapshot supersedes; what was known before stays known" {
	registry-load --registry=disabled --as-of=2025-06-01 --quiet < <(disabled)
	now 2025-06-03T10:00:00+05:00
	check 0 registry-load --registry=disabled --as-of=2025-06-01 --no-header < <(disabled | sed '$d')
	printed "disabled	2	2025-06-01	2"
	check 0 norm-list --norm=snapshot --no-header --columns=value
	printed 2
	check 0 norm-list --norm=snapshot --known=2025-06-02T23:00 --no-header --columns=value
	printed 1
	[ "$(kept | grep -c '^1|')" -eq 3 ]
}

@test "a snapshot of before, loaded late, takes the place of none that is newer" {
	registry-load --registry=disabled --as-of=2025-06-01 --quiet < <(disabled)
	check 0 registry-load --registry=disabled --as-of=2025-01-01 --no-header < <(disabled)
	check 0 norm-list --norm=snapshot --no-header --columns=since,value
	printed "2025-06-01	1"
	check 0 norm-list --norm=snapshot --on=2025-05-31 --no-header --columns=since,value
	printed "2025-01-01	2"
}

@test "whatever is wrong with a row, none is loaded, and every one is named" {
	registry-load --registry=disabled --as-of=2025-06-01 --quiet < <(disabled)
	refused 65 'standard input:5: id: the check digit is wrong
registry-load:standard input:6: id: not the number of a person
registry-load:standard input:7: id: this person is there before
registry-load:standard input:8: holds_until: not a date (YYYY-MM-DD)
registry-load:standard input:9: as_of: a run loads one snapshot of a register, and this one'"'"'s began with 2025-06-02
registry-load:standard input:10: amount: the register of disabled has none
registry-load:standard input:11: registry: there are the registers disabled and pay
registry-load: warning: 1 record has another registry than the option; the record won
registry-load: warning: 1 record has another as_of than the option; the record won
registry-load: 7 of 10 records refused, nothing written' --as-of=2025-06-02 --registry=disabled <<-'END'
		id,holds_until,as_of,amount,registry
		701111301109,,,,
		610202401010,,,,
		010203500028,2025-07-01,,,
		701111301108,,,,
		080440005158,,,,
		701111301109,,,,
		920101300010,2025-02-30,,,
		920101300010,,2025-06-01,,
		920101300010,,,1,
		920101300010,,,,widowed
	END
	refused 65 'standard input:2: payer: it is missing
registry-load:standard input:3: amount: it is missing
registry-load:standard input:4: amount: not a sum in tenge (as 1234.56 or 1 234,56)
registry-load:standard input:5: payer: the check digit is wrong
registry-load:standard input:7: id: this person is there before with that payer
registry-load: 5 of 6 records refused, nothing written' --as-of=2025-06-02 --registry=pay <<-'END'
		id,payer,amount
		701111301109,,1
		701111301109,080440005158,
		701111301109,080440005158,"1,234"
		701111301109,080440005150,1
		701111301109,080440005158,1
		701111301109,080440005158,1
	END
	refused 65 "standard input:3: source: a run loads one snapshot of a register, and this one's began with a
registry-load: 1 of 2 records refused, nothing written" --as-of=2025-06-02 --registry=disabled <<-'END'
		id,source
		701111301109,a
		610202401010,b
	END
	refused 65 ' registry: there are the registers disabled and pay' --registry=widowed --as-of=2025-06-01 --id=701111301109
	refused 65 'standard input:1: the column id is needed' --registry=disabled --as-of=2025-06-01 <<< holds_until
}

@test "a day that lies ahead, in the office's time: 1; a second snapshot of a day within the second: 75" {
	now 2025-06-02T18:30:00Z
	refused 1 ' as_of: that day lies ahead: nobody knows yet what the register will say' \
		--registry=disabled --as-of=2025-06-03 --id=701111301109
	now 2025-06-02T19:00:00Z
	check 0 registry-load --registry=disabled --as-of=2025-06-03 --id=701111301109 --quiet
	refused 75 ' another snapshot of that day was loaded within the same second: try again' \
		--registry=disabled --as-of=2025-06-03 --id=610202401010
}

@test "a part of a snapshot would tell a lie: there is no --keep-going; what was refused can be kept" {
	check 64 registry-load --registry=disabled --as-of=2025-06-01 --keep-going < <(disabled; echo 1)
	said_part "unrecognized option '--keep-going'"
	check 65 registry-load --registry=disabled --as-of=2025-06-01 --rejects=bad --no-header < <(disabled; echo 1)
	printed ""
	[ "$(cat bad)" = "id
1" ]
	[ -z "$(kept)" ]
}

@test "a dry run writes nothing; no rows are no snapshot" {
	check 0 registry-load --registry=disabled --as-of=2025-06-01 --dry-run --format=csv --no-header < <(disabled | head -n 3)
	printed "standard input,2,accepted,
standard input,3,accepted,"
	[ -z "$(kept)" ]
	check 0 registry-load --registry=disabled --as-of=2025-06-01 < /dev/null
	printed "registry	snapshot	snapshot_day	persons"
	said ""
	check 0 registry-load --registry=disabled --as-of=2025-06-01 <<< id
	printed "registry	snapshot	snapshot_day	persons"
	[ -z "$(kept)" ]
}

@test "the store is whole after it" {
	registry-load --registry=disabled --as-of=2025-06-01 --quiet < <(disabled)
	check 0 store-check
	said ""
}

@test "no store: 69" {
	check 69 registry-load --store="$PWD/none.db" --registry=disabled --as-of=2025-06-01 --id=701111301109
	said_part "none.db"
}
