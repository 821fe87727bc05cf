#!/usr/bin/env bats
# case-attach: attach a file to a case.
load lib
load cases

@test "a scanned paper is taken into the store; the history names its digest" {
	number=$(enter local-assistance)
	echo 'two rooms' > 'act 4.txt'
	check 0 case-attach "$number" --document=inspection-act --file='act 4.txt' --note='by the social worker' --by=w.soc \
		--columns=case,status,next_step --no-header --format=tsv
	printed "$number	registered	2"
	said ''
	digest=$(sha256sum 'act 4.txt' | cut -c1-64)
	is "attach | w.soc | document=inspection-act; file=act 4.txt; file_digest=$digest; file_size=10; note=by the social worker" \
		"$(past "$number" acts_done,done_by,details | tail -n 1)"
	rm 'act 4.txt'
	check 0 store-check
	is "two rooms" "$(sqlite3 "$CASEKIT_STORE" "SELECT content FROM file WHERE digest = x'$digest'")"
}

@test "the same paper in two cases is stored once" {
	first=$(enter wheelchair)
	second=$(enter sanatorium)
	head -c 100000 /dev/zero > scan.bin
	case-attach "$first" "$second" --file=scan.bin --by=s.reg > /dev/null
	is '1|100000' "$(sqlite3 "$CASEKIT_STORE" 'SELECT count(*), sum(size) FROM file')"
	is "$(past "$first" details | tail -n 1)" "$(past "$second" details | tail -n 1)"
}

@test "an empty file is a file; a closed case takes one" {
	number=$(enter wheelchair)
	case-withdraw "$number" --reason=moved --by=s.reg > /dev/null
	: > empty
	check 0 case-attach "$number" --file=empty --by=s.reg --columns=status --no-header
	printed withdrawn
	is "file=empty; file_digest=$(sha256sum empty | cut -c1-64); file_size=0" "$(past "$number" details | grep ^file)"
	check 0 store-check
}

@test "what is no file, or no kind of document of the service, is 65" {
	number=$(enter wheelchair)
	echo x > paper
	mkdir folder
	refuses 65 'case-attach: file: not a file that can be read' case-attach "$number" --file=nowhere --by=s.reg
	refuses 65 'case-attach: file: not a file that can be read' case-attach "$number" --file=folder --by=s.reg
	refuses 65 "case-attach: $number: document: almaty-2017/wheelchair has no document \"poem\"" \
		case-attach "$number" --file=paper --document=poem --by=s.reg
	refuses 65 "case-attach: $number: file: no value, and no --file" case-attach "$number" --by=s.reg
	is 0 "$(sqlite3 "$CASEKIT_STORE" 'SELECT count(*) FROM file')"
}

@test "a file larger than 32 MiB is refused" {
	number=$(enter wheelchair)
	truncate -s $((32 * 1024 * 1024 + 1)) huge
	refuses 65 "case-attach: $number: file: huge is no plain file of at most 32 MiB" case-attach "$number" --file=huge --by=s.reg
}

@test "the same key with the same file is the same paper; with other bytes it is refused" {
	number=$(enter wheelchair)
	echo x > paper
	case-attach "$number" --file=paper --by=s.reg --key=p > /dev/null
	check 0 case-attach "$number" --file=paper --by=s.reg --key=p --columns=replayed --no-header
	printed yes
	echo y > paper
	refuses 1 "case-attach: $number: key: the key was used before, for \"attach\" with other content (records(7), key)" \
		case-attach "$number" --file=paper --by=s.reg --key=p
}
