#!/usr/bin/env bats
load lib

prepare() {
	rehearse
	printf 'login\tto\nh.head\ty.dep\nd.head\th.head\n' > two.tsv
	staff-delegate --input=two.tsv --by=h.head
}

@test "batch-show: the events that a batch wrote" {
	check 0 batch-show ALM-2019-B000001 --format=tsv --columns=case,happened,acts_done,done_by,details
	printed "case	happened	acts_done	done_by	details
ALM-J	2019-03-18T10:00:00+06:00	staff-delegate	h.head	login=h.head; to=y.dep; since=2019-03-18T10:00:00+06:00
ALMAUE-J	2019-03-18T10:00:00+06:00	staff-delegate	h.head	login=d.head; to=h.head; since=2019-03-18T10:00:00+06:00"
	said ""
}

@test "batch-show: reads the numbers of batch-list" {
	batch-list --format=tsv > batches.tsv
	check 0 batch-show --format=tsv --columns=case --no-header - < batches.tsv
	printed "$(printf 'ALM-J\nALMAUE-J')"
}

@test "batch-show: no such batch, and what is no batch, is 65" {
	check 65 batch-show ALM-2019-B000099 --format=tsv --no-header
	printed ""
	said 'batch-show: ALM-2019-B000099: no batch "ALM-2019-B000099"'
	check 65 batch-show ALM-2019-000001
	said_part "is not the number of a batch"
	check 65 batch-show NIL-2019-B000001 --format=tsv --no-header
	printed ""
	said 'batch-show: NIL-2019-B000001: no office "NIL"'
}
