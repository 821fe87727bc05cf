#!/usr/bin/env bats
# demo.bats: the demonstration does the main job, one application for every procedure of the office channel.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib

@test "the demonstration ends well, with every case closed and everything verified" {
	check 0 "$ROOT/share/demo/demo.sh"
	said ''
	[ "${lines[-1]}" = 'demo: every case is closed, the ledger is whole, the store is what its events say' ]
	printed_part $'\nissued granted    22\nissued refused    15\n'
	[[ $output =~ chains_read[\ ]+events_read[\ ]+broken$'\n'\ *[0-9]+\ +[0-9]+\ +0$'\n' ]]
	is_late=$(awk '$0 ~ /^[0-9]+ .* yes +/' <<< "$output")
	[ -z "$is_late" ]
}

@test "every procedure of the office channel is in it, granted, and refused where the law knows a refusal" {
	"$ROOT/share/demo/demo.sh" "$BATS_TEST_TMPDIR" > /dev/null
	export CASEKIT_STORE="$BATS_TEST_TMPDIR/demo.db"
	case-list --group-by=regulation,variant,outcome --no-header --format=tsv | cut -f1-3 | sort > done.tsv
	service-list --format=json --columns=regulation,valid_until,refusable |
		jq -r '.[] | select(.valid_until != null) | [.regulation, .refusable] | @tsv' > services.tsv
	[ "$(wc -l < services.tsv)" -ge 19 ]
	while IFS=$'\t' read -r regulation refusable; do
		grep -q "^$regulation	[^	]*	granted$" done.tsv
		[ "$refusable" != true ] || grep -q "^$regulation	[^	]*	refused$" done.tsv
	done < services.tsv
}

@test "the store that it makes is left where it is told, and can be asked" {
	"$ROOT/share/demo/demo.sh" "$BATS_TEST_TMPDIR" > /dev/null
	export CASEKIT_STORE="$BATS_TEST_TMPDIR/demo.db"
	check 0 case-list --status=open --no-header
	printed ''
	check 0 case-list --name='тәжібаев' --outcome=granted --no-header --format=tsv --columns=regulation
	printed 'almaty-2017/wheelchair
mamlyut-2012/home-schooling-support'
	check 0 store-check --no-header
}
