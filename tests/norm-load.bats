#!/usr/bin/env bats
# norm-load: what a store in use learns of the law's figures.
load lib

prepare() { rehearse "2019-05-03T10:00:00+06:00"; }

fees() {
	printf 'norm\tsubject\tsince\tvalue\tsource\n'
	printf 'permit-fee\t%s\t2019-01-01\t%s\tdecree 1\n' 1 "345 000,50" 2 0
}

# refused EXIT MESSAGE OPTION...: exits so, says so, prints nothing, and every norm is as it was
refused() {
	local want="$1" message="$2" before
	shift 2
	before=$(norm-list --all)
	check "$want" norm-load "$@"
	printed ""
	said "norm-load: $message"
	[ "$(norm-list --all)" = "$before" ]
}

@test "rows are learned now, silently, and kept with their act" {
	check 0 norm-load < <(fees)
	printed ""
	said ""
	check 0 norm-list --norm=permit-fee
	said ""
	printed "norm	subject	since	value	source	known
permit-fee	1	2019-01-01	345000.50	decree 1	2019-05-03T10:00:00+06:00
permit-fee	2	2019-01-01	0.00	decree 1	2019-05-03T10:00:00+06:00"
}

@test "an office's own act takes the place of the default, from its day on" {
	check 0 norm-load --norm=quorum --subject=permit-commission --since=2018-02-01 --value=1/2 --source="decree 4/500, item 7"
	said ""
	check 0 norm-list --norm=quorum --subject=permit-commission --no-header --columns=since,value,source
	printed "2018-02-01	1/2	decree 4/500, item 7"
	check 0 norm-list --norm=quorum --subject=permit-commission --on=2018-01-31 --no-header --columns=since,value
	printed "1991-12-16	2/3"
}

@test "the same again changes nothing" {
	norm-load < <(fees)
	norm-list --all > before
	now 2019-05-04T10:00:00+06:00
	check 0 norm-load < <(fees)
	said ""
	check 0 norm-list --all
	printed "$(cat before)"
}

@test "a later row of the same day supersedes, and what was known then stays known" {
	norm-load < <(fees)
	now 2019-05-06T10:00:00+06:00
	check 0 norm-load --norm=permit-fee --subject=2 --since=2019-01-01 --value=5 --source="decree 1, corrected"
	said ""
	check 0 norm-list --norm=permit-fee --subject=2 --no-header --columns=value,source
	printed "5.00	decree 1, corrected"
	check 0 norm-list --norm=permit-fee --subject=2 --known=2019-05-05 --no-header --columns=value,source
	printed "0.00	decree 1"
	check 0 norm-list --norm=permit-fee --subject=2 --all --no-header --columns=value
	printed "0.00
5.00"
}

@test "a row without a value ends the norm, with a warning" {
	norm-load < <(fees)
	check 0 norm-load --norm=permit-fee --subject=2 --since=2019-04-01 --source="decree 2"
	printed ""
	said "norm-load: warning: no value: permit-fee ends on 2019-04-01"
	check 0 norm-list --norm=permit-fee --no-header --columns=subject
	printed "1"
	check 0 norm-list --norm=permit-fee --subject=2 --on=2019-03-31 --no-header --columns=value
	printed "0.00"
	check 0 norm-list --norm=permit-fee --subject=2 --all --no-header --columns=since,value,source
	printed "2019-01-01	0.00	decree 1
2019-04-01		decree 2"
}

@test "a norm that is none, a subject, a day, a value of another kind: 65" {
	refused 65 "norm: no norm \"qorum\"; there are quorum majority casting-vote recusal kazakh-share quota permit-fee permit-revocation sign-staff sign-pay sign-days sign-most sign-service sign-ground snapshot registry-age mci workplace-places-mci" \
		--norm=qorum --since=2019-01-01 --value=1/2 --source=x
	refused 65 "subject: mci: the monthly calculation index; no subject" --norm=mci --subject=tenge --since=2019-01-01 --value=1 --source=x
	refused 65 "since: not a day such as 2019-05-04" --norm=mci --since=2019-01-01T09:00 --value=1 --source=x
	refused 65 "value: mci is a sum in tenge" --norm=mci --since=2019-01-01 --value=-1 --source=x
	refused 65 "value: quorum is a share such as 70/100" --norm=quorum --subject=a --since=2019-01-01 --value=0.5 --source=x
	refused 65 "value: sign-days is a whole number" --norm=sign-days --since=2019-01-01 --value=long --source=x
	refused 65 "value: recusal is a word: one of yes" --norm=recusal --subject=a --since=2019-01-01 --value=no --source=x
	check 65 norm-load < <(printf 'norm\tsince\tvalue\nmci\t2019-01-01\t1\n')
	printed ""
	said "norm-load:standard input:1: the column source is needed"
}

@test "what lies ahead is refused, and two rows in one second: 1" {
	refused 1 "known: that lies ahead: nobody knows yet what will be known then" \
		--norm=mci --since=2019-01-01 --value=1 --source=x --known=2019-05-04
	norm-load --norm=mci --since=2019-01-01 --value=1 --source=x
	refused 1 'mci of "": another row since that day is known since the same second' \
		--norm=mci --since=2019-01-01 --value=2 --source=x
}

@test "one bad row, and none of the file is written" {
	norm-list --all > before
	check 65 norm-load < <(fees; printf 'permit-fee\t3\t2019-01-01\tmuch\tdecree 1\n')
	said "norm-load:standard input:4: value: permit-fee is a sum in tenge
norm-load: 1 of 3 records refused, nothing written"
	check 0 norm-list --all
	printed "$(cat before)"
	check 65 norm-load --keep-going < <(fees; printf 'permit-fee\t3\t2019-01-01\tmuch\tdecree 1\n')
	check 0 norm-list --norm=permit-fee --no-header --columns=subject
	printed "1
2"
}

@test "a dry run writes nothing" {
	check 0 norm-load --dry-run --format=csv --no-header < <(fees)
	printed "standard input,2,accepted,
standard input,3,accepted,"
	check 0 norm-list --norm=permit-fee --no-header
	printed ""
}

@test "a norm is never changed or taken away behind casekit's back" {
	check 19 sqlite3 store.db "UPDATE norm SET value = '1/100' WHERE norm = 'quorum'"
	said_part "a norm is superseded, never changed"
	check 19 sqlite3 store.db "DELETE FROM norm"
	said_part "a norm is never taken away"
}

@test "no store: 69" {
	check 69 norm-load --store="$PWD/none.db" --norm=mci --since=2019-01-01 --value=1 --source=x
	said_part "none.db"
}
