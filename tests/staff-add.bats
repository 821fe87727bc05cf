#!/usr/bin/env bats
load lib

prepare() { rehearse; }

columns=login,roles,office,since,left
row() { staff-list --format=tsv --no-header --columns=$columns | grep "^$1	"; }

@test "staff-add: here from now on, unless since says otherwise" {
	check 0 staff-add n.new --name="New" --roles="executor clerk" --office=ALMAUE
	printed ""
	said ""
	check 0 row n.new
	printed "n.new	executor clerk	ALMAUE	2019-03-18T10:00:00+06:00	"
	check 0 staff-add n.old --name="Old" --roles=head --office=ALM --since=2015-05-05 --left=2018-01-01T12:00
	check 0 row n.old
	printed "n.old	head	ALM	2015-05-05T00:00:00+06:00	2018-01-01T12:00:00+06:00"
}

@test "staff-add: somebody who is here is refused, somebody who left comes back" {
	check 1 staff-add b.omar --name=Omar --roles=head --office=ALM
	said "staff-add: b.omar: is staff of ALMAUE already"
	staff-end b.omar --until=2019-03-01 > cases.tsv
	check 1 staff-add b.omar --name=Omar --roles=head --office=ALM --since=2019-02-28
	said "staff-add: b.omar: since: the last period ends only on 2019-03-01"
	check 0 staff-add b.omar --name=Omar --roles=head --office=ALM --since=2019-03-10
	check 0 row b.omar
	printed "b.omar	head	ALM	2019-03-10T00:00:00+06:00	"
	check 0 store-check
}

@test "staff-add: roles are those of the vocabulary that people hold" {
	check 65 staff-add x --name=X --roles="head king" --office=ALM
	said 'staff-add: x: roles: no role "king"'
	check 65 staff-add x --name=X --roles="head head" --office=ALM
	said "staff-add: x: roles: the role head stands twice"
	check 1 staff-add x --name=X --roles=applicant --office=ALM
	said "staff-add: x: roles: applicant is a role of somebody outside: no member of staff holds it"
	check 1 staff-add x --name=X --roles=gateway --office=ALM
	said "staff-add: x: roles: gateway is a role of a machine: no member of staff holds it"
	check 0 staff-add x --name=X --roles=precinct-commission --office=ALM
}

@test "staff-add: bad logins, offices and times are 65" {
	check 65 staff-add B.Omar --name=X --roles=head --office=ALM
	said "staff-add: B.Omar: not a login (of a-z, 0-9, dot, underscore and hyphen)"
	check 65 staff-add casekit --name=X --roles=head --office=ALM
	said "staff-add: casekit: that is the login of machines' steps"
	check 65 staff-add x --name=X --roles=head --office=NIL
	said 'staff-add: x: office: no office "NIL"'
	check 65 staff-add x --name=X --roles=head --office=ALM --since=yesterday
	said_part "staff-add: "
	check 65 staff-add x --name=X --roles=head --office=ALM --since=2019-03-02 --left=2019-03-01
	said "staff-add: x: left: before since"
}

@test "staff-add: all of a file or nothing; with --keep-going the good ones" {
	printf 'login\tname\troles\toffice\ng.one\tOne\thead\tALM\ng.two\tTwo\tking\tALM\n' > staff.tsv
	check 65 staff-add --input=staff.tsv
	said_part 'staff-add:staff.tsv:3: g.two: roles: no role "king"'
	check 1 row g.one
	check 65 staff-add --input=staff.tsv --keep-going
	check 0 row g.one
}

@test "staff-add: after a change of roles, what is entered late is judged by the roles of then" {
	register() {
		case-register --service=wheelchair --channel=office --applicant=061211600012 --name="A Person" --by=s.reg \
			--format=tsv --columns=status --no-header "$@"
	}
	staff-end s.reg > cases.tsv
	staff-add s.reg --name=Registrar --roles=clerk --office=ALM
	now 2019-03-18T11:00:00+06:00
	check 1 register
	said_part "s.reg is clerk, not division-specialist"
	check 0 register --at=2019-03-15T10:00
	printed registered
	check 0 store-check
}
