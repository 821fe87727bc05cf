#!/usr/bin/env bats
# member-list: list the members of the commissions.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

@test "by office and commission; only who sits now; its output makes the same members in another store" {
	seat 2
	member-add --member=x1 --name=Ex --position=member --commission=special-commission --office=ALMAUE \
		--interests=701111301109 --by=x.comm > /dev/null
	member-end m2 --commission=permit-commission --office=ALM --until=2019-03-01 --by=k.comm > /dev/null
	check 0 member-list --format=tsv --columns=member,commission,office,position,sits_until,interests
	printed "member	commission	office	position	sits_until	interests
m1	permit-commission	ALM	chair		
m2	permit-commission	ALM	member	2019-03-01T00:00:00+06:00	
x1	special-commission	ALMAUE	member		701111301109"
	said ''
	check 0 member-list --present --office=ALM --columns=member --no-header
	printed 'm1'
	check 0 member-list --commission=special-commission --columns=member --no-header
	printed 'x1'
	member-list --format=tsv > members.tsv
	member-list --format=tsv --columns=member,name,position,since > before
	export CASEKIT_STORE=$PWD/new.db
	rehearse
	sed -i 2,3d members.tsv
	check 0 member-add --input=members.tsv --by=x.comm --format=tsv --columns=member --no-header
	printed x1
	is "$(sed -n 4p before)" "$(member-list --no-header --columns=member,name,position,since)"
}

@test "an unknown office or commission is 65" {
	check 65 member-list --office=NIL --no-header
	printed ''
	said 'member-list: office: no office "NIL"'
	check 65 member-list --commission=head --no-header
	said 'member-list: commission: there is no commission "head"'
}
