#!/usr/bin/env bats
# member-add: add a member to a commission.
# shellcheck disable=SC2154,SC2030,SC2031 # sessions.bash sets session, one and two; each test is a shell of its own
load lib
load cases
load sessions

add() { member-add --commission=permit-commission --office=ALM --by=k.comm --format=tsv "$@"; }

@test "a member is added, and printed as member-list does" {
	check 0 add --member=i.sul --name='Сүлеймен І.' --position=chair --since=2019-01-01 --interests='701111301109 080440005158'
	printed "member	commission	office	sits_until
i.sul	permit-commission	ALM	"
	said ''
	is "member	name	commission	office	position	since	sits_until	interests
i.sul	Сүлеймен І.	permit-commission	ALM	chair	2019-01-01T00:00:00+06:00		701111301109 080440005158" \
		"$(member-list --format=tsv)"
	check 0 store-check
	check 0 ledger-verify
}

@test "since now, if nothing else is said; a file of them; the secretary or a head adds them" {
	printf 'member\tname\tposition\nm1\tOne\tchair\nm2\tTwo\tdeputy-chair\nm3\tThree\tsecretary\n' > members.tsv
	check 0 member-add --commission=permit-commission --office=ALM --by=h.head --input=members.tsv --format=tsv \
		--columns=member --no-header
	printed 'm1
m2
m3'
	said ''
	is 'm1	chair	2019-03-18T10:00:00+06:00
m2	deputy-chair	2019-03-18T10:00:00+06:00
m3	secretary	2019-03-18T10:00:00+06:00' "$(member-list --columns=member,position,since --no-header)"
}

@test "one chair at a time, and nobody sits twice" {
	add --member=m1 --name=One --position=chair --quiet > /dev/null
	refuses 1 'member-add: m2: position: the commission has a chair' add --member=m2 --name=Two --position=chair
	refuses 1 'member-add: m1: sits in the commission already, since 2019-03-18T10:00:00+06:00' \
		add --member=m1 --name=One --position=member
	member-end m1 --commission=permit-commission --office=ALM --until=2019-04-01 --by=k.comm > /dev/null
	refuses 1 'member-add: m2: position: the commission has another one until 2019-04-01T00:00:00+06:00' \
		add --member=m2 --name=Two --position=chair
	refuses 1 'member-add: m1: since: the last stay ends only at 2019-04-01T00:00:00+06:00' \
		add --member=m1 --name=One --position=chair
	check 0 add --member=m2 --name=Two --position=chair --since=2019-04-01 --columns=member --no-header
	check 0 add --member=m1 --name=One --position=member --since=2019-04-02 --columns=member --no-header
	printed 'm1'
	is '3' "$(member-list --no-header | wc -l)"
	check 0 store-check
}

@test "who has no say in it is refused" {
	refuses 1 'member-add: m1: by: it is entered by permit-commission or head; s.reg is specialist and division-specialist, not permit-commission' \
		member-add --commission=permit-commission --office=ALM --by=s.reg --member=m1 --name=One --position=member
	refuses 1 'member-add: m1: by: it is entered by permit-commission or head; k.comm works in ALM, which is neither AST nor above or below it' \
		member-add --commission=permit-commission --office=AST --by=k.comm --member=m1 --name=One --position=member
}

@test "what is no commission, position, office or number is 65" {
	refuses 65 'member-add: m1: commission: there is no commission "head"' \
		member-add --commission=head --office=ALM --by=k.comm --member=m1 --name=One --position=member
	refuses 65 'member-add: m1: position: "king" is no position: chair, deputy-chair, secretary or member' \
		add --member=m1 --name=One --position=king
	refuses 65 'member-add: m1: office: no office "NIL"' \
		member-add --commission=permit-commission --office=NIL --by=k.comm --member=m1 --name=One --position=member
	refuses 65 'member-add: m1: interests: the check digit is wrong' \
		add --member=m1 --name=One --position=member --interests=701111301108
	printf 'member\tname\nm1\tOne\n' > members.tsv
	refuses 65 'member-add:members.tsv:1: the column position is needed' add --input=members.tsv
}
