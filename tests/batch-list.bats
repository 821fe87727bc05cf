#!/usr/bin/env bats
load lib

prepare() { rehearse; }

@test "batch-list: the source, its digest and the counts of each batch" {
	printf 'login\tname\troles\toffice\ng.one\tOne\thead\tALM\ng.two\tTwo\thead\tALM\n' > staff.tsv
	sed 's/^g/h/' staff.tsv > more.tsv
	me=$(id -un)
	check 0 staff-add --input=staff.tsv --by=h.head
	staff-add --by=t.head < more.tsv
	check 0 batch-list --format=tsv --columns=batch,recorded,done_by,done_os,command_name,source_name
	printed "batch	recorded	done_by	done_os	command_name	source_name
ALM-2019-B000001	2019-03-18T10:00:00+06:00	h.head	$me	staff-add	staff.tsv
AST-2019-B000001	2019-03-18T10:00:00+06:00	t.head	$me	staff-add	standard input"
	check 0 batch-list --format=tsv --no-header --columns=digest
	printed "$(sha256sum staff.tsv more.tsv | cut -c1-64)"
	check 0 batch-list --format=tsv --columns=records_read,records_written,records_replayed,records_refused
	printed "records_read	records_written	records_replayed	records_refused
2	2	0	0
2	2	0	0"
	said ""
	check 0 batch-list --office=AST --format=tsv --columns=batch --no-header
	printed "AST-2019-B000001"
}

@test "batch-list: numbers go on within the year and begin anew with the next" {
	printf 'login\tto\nh.head\ty.dep\n' > one.tsv
	staff-delegate --input=one.tsv --by=h.head
	staff-delegate --input=one.tsv --by=h.head
	now 2020-01-01T00:00:00+06:00
	staff-delegate --input=one.tsv --by=h.head
	check 0 batch-list --format=tsv --columns=batch --no-header
	printed "$(printf 'ALM-2019-B000001\nALM-2019-B000002\nALM-2020-B000001')"
}

@test "batch-list: what was refused left no batch; --keep-going leaves one with its counts" {
	printf 'login\tto\nh.head\ty.dep\nh.head\tno.one\n' > two.tsv
	check 65 staff-delegate --input=two.tsv --by=h.head
	check 0 batch-list --format=tsv --no-header
	printed ""
	check 65 staff-delegate --input=two.tsv --by=h.head --keep-going
	check 0 batch-list --format=tsv --no-header --columns=batch,records_read,records_written,records_refused
	printed "ALM-2019-B000001	2	1	1"
}

@test "batch-list: without a staff record there is no batch" {
	check 0 batch-list --format=json
	printed "[]"
}

@test "batch-list: an unknown office is 65" {
	check 65 batch-list --office=NIL --format=tsv --no-header
	printed ""
	said 'batch-list: office: no office "NIL"'
}

@test "batch-list: a batch is theirs who act in its first written record, be it a column" {
	printf 'login\tto\tby\nh.head\ty.dep\tno.one\nh.head\ty.dep\th.head\n' > by.tsv
	check 65 staff-delegate --input=by.tsv --keep-going
	check 0 batch-list --format=tsv --no-header --columns=batch,done_by,command_name,records_written,records_refused
	printed "ALM-2019-B000001	h.head	staff-delegate	1	1"
	check 0 batch-show ALM-2019-B000001 --format=tsv --no-header --columns=case,acts_done,done_by
	printed "ALM-J	staff-delegate	h.head"
}
