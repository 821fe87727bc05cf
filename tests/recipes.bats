#!/usr/bin/env bats
# The recipes in share/recipes, each run as an administrator runs it: by the staff record that the configuration names.
load lib

prepare() {
	PATH="$ROOT/share/recipes:$PATH"
	rehearse 2019-03-18T09:20:00+06:00
	acting h.head
	cat > morning.csv <<-'EOF'
		service,applicant,name,key
		wheelchair,720113301121,Әлиева Айгүл,w-1
		wheelchair,701111301109,Тәжібаев Асқар,w-2
		child-benefit,610202401010,Ғабитов Ерлан,c-1
		home-schooling,620303301024,Қасымова Жанар,h-1
	EOF
	case-register --input=morning.csv --by=s.reg --quiet > /dev/null
	now 2019-03-18T09:30:00+06:00
}
acting() { echo "by = $1" > casekit.conf; }
assigned() { case-list --next-act=assign | case-assign --to=a.bek > /dev/null; }
rows() { printf '%b\n' "$@"; }
refused_one() {
	case-record ALMAUE-2019-000004 --act=prepare --by=a.bek > /dev/null
	case-decide ALMAUE-2019-000004 --decision=refuse --ground=paragraph-9 --reason=wrong > /dev/null
	case-undo ALMAUE-2019-000004 --reason='other ground' > /dev/null
	case-decide ALMAUE-2019-000004 --decision=refuse --ground=paragraph-10 --reason='no paper; told so' > /dev/null
}

@test "morning-queue: one mail for everybody who has something due; through a command" {
	assigned
	now 2019-03-20T08:30:00+06:00
	check 0 morning-queue ALM
	printed "$(cat <<-'EOF'
		To: a.bek
		Subject: 1 cases due, 0 overdue
		Content-Type: text/plain; charset=utf-8

		ALMAUE-2019-000003     2019-03-20T18:30:00+06:00          refer            almaty-2017/child-benefit
	EOF
	)"
	said ''
	CASEKIT_MAIL='tee -a sent' check 0 morning-queue ALM 1h
	printed ''
	CASEKIT_MAIL='grep ^To:' check 0 morning-queue ALM 30d
	printed 'To: a.bek'
	check 65 morning-queue NOWHERE
	printed ''
	said 'case-due: office: no office NOWHERE'
}

@test "morning-queue: what nobody is named for goes to all who hold the role" {
	CASEKIT_MAIL='grep -e ^To: -e ^Subject:' check 0 morning-queue ALM 4d
	printed "$(rows 'To: h.head\nSubject: 4 cases due, 0 overdue')"
	said ''
}

@test "reassign-leaver: all open cases go over; again, nothing is left to do" {
	assigned
	case-withdraw ALMAUE-2019-000001 --reason=moved > /dev/null
	now 2019-03-20T17:00:00+06:00
	check 0 reassign-leaver a.bek b.omar
	printed "$(rows 'case\tregulation\tnext_acts\tdue\toverdue\tresponsible' \
		'ALMAUE-2019-000002\talmaty-2017/wheelchair\tprepare\t2019-04-02T18:30:00+06:00\tno\tb.omar' \
		'ALMAUE-2019-000003\talmaty-2017/child-benefit\trefer\t2019-03-20T18:30:00+06:00\tno\tb.omar' \
		'ALMAUE-2019-000004\talmaty-2017/home-schooling\tprepare\t2019-04-04T18:30:00+06:00\tno\tb.omar')"
	said ''
	check 0 reassign-leaver a.bek b.omar
	printed "$(rows 'case\tregulation\tnext_acts\tdue\toverdue\tresponsible')"
	[ "$(staff-list | awk '$1 == "a.bek"' | cut -f 6)" = 2019-03-20T17:00:00+06:00 ]
}

@test "reassign-leaver: a colleague who is not there: nobody leaves" {
	assigned
	check 65 reassign-leaver a.bek nobody
	printed ''
	said_part 'nobody'
	staff-list --present --columns=login | grep -qx a.bek
}

@test "refusals-of-the-month: ground and reason of the decision that stands" {
	assigned
	refused_one
	check 0 refusals-of-the-month ALM 2019-03
	printed "$(rows 'case\thappened\tdone_by\tground\treason\tclause' \
		'ALMAUE-2019-000004\t2019-03-18T09:30:00+06:00\th.head\tparagraph-10\tno paper; told so\talmaty-2017/home-schooling, office, item 4')"
	said ''
	check 0 refusals-of-the-month ALM 2019-02
	printed "$(rows 'case\thappened\tdone_by\tground\treason\tclause')"
}

@test "excel-round-trip: out with an empty column, back from another encoding, the rest kept" {
	check 0 excel-round-trip out sheet.csv ALM
	printed ''
	said ''
	[ "$(head -n 2 sheet.csv)" = "$(rows '\xef\xbb\xbfcase;regulation;applicant_name;due;to\r' \
		'ALMAUE-2019-000001;almaty-2017/wheelchair;Әлиева Айгүл;2019-03-19T18:30:00+06:00;\r')" ]
	check 1 excel-round-trip out sheet.csv ALM
	said 'excel-round-trip: sheet.csv is there already'
	# What a spreadsheet does: fills a column, drops the mark, saves in an old encoding.
	sed -e 's/^\xef\xbb\xbf//' -e '3s/;\r$/;b.omar\r/' sheet.csv | iconv -t RK1048 > saved.csv
	check 65 excel-round-trip in saved.csv RK1048
	printed "$(rows 'case\tstatus\tresponsible\tnext_acts\tdue' \
		'ALMAUE-2019-000002\tassigned\tb.omar\tprepare\t2019-04-02T18:30:00+06:00')"
	said_part 'case-assign: 3 of 4 records refused, 1 written'
	[ "$(wc -l < saved.csv.rest)" -eq 4 ]
	[ "$(sed -n 2p saved.csv.rest | iconv -f RK1048)" = "$(sed -n 2p sheet.csv)" ]
	check 64 excel-round-trip sideways saved.csv
}

@test "export-and-prove: a folder that makes the same store; never over another one; a damaged store gives none" {
	assigned
	check 0 export-and-prove out
	is_there=$(printf 'chains_read\tevents_read\tbatches_read\tfiles_read\n%s' "$(sqlite3 -separator $'\t' store.db \
		'SELECT (SELECT count(*) FROM event WHERE id & 32767 = 1), (SELECT count(*) FROM event), (SELECT count(*) FROM batch), 0')")
	printed "$is_there"
	said ''
	[ -s out/manifest.tsv ]
	check 1 export-and-prove out
	said 'case-export: the folder out is there already'
	sqlite3 store.db "DROP TRIGGER stamp_stays; UPDATE stamp SET os_user = 'somebody' WHERE acts = 'assign'"
	check 69 export-and-prove other
	[ ! -e other ]
}

@test "nightly-backup-and-verify: a proved copy; never over another one; a broken store raises the alarm" {
	check 0 nightly-backup-and-verify copies
	printed_part "$(rows 'chains_read\tevents_read\tbroken')"
	said ''
	(cd copies && sha256sum --quiet -c ./*.sha256)
	[ "$(case-list --store="$(echo copies/*.db)" | wc -l)" -eq 5 ]
	check 1 nightly-backup-and-verify copies
	printed ''
	said_part 'is there already'
	tamper "UPDATE cases SET applicant = '1' WHERE id = (SELECT min(id) FROM cases)"
	check 1 nightly-backup-and-verify others
	said_part 'the copy is not whole; it stays as others/casekit-'
	[ -e "$(echo others/*.db.suspect)" ]
}

@test "overdue-report: counts, then case by case; exit 1 only if something is late" {
	check 0 overdue-report ALM
	assigned
	now 2019-03-26T09:00:00+06:00
	check 1 overdue-report ALM
	printed "$(cat <<-'EOF'
		next_role  responsible cases
		specialist a.bek           1

		case	due	next_acts	next_role	responsible	clause
		ALMAUE-2019-000003	2019-03-20T18:30:00+06:00	refer	specialist	a.bek	almaty-2017/child-benefit, office, item 3
	EOF
	)"
	said ''
}

@test "lapse-nightly: a permit whose fee nobody paid lapses, others stay" {
	check 0 lapse-nightly m.migr
	printed "$(rows 'case\tregulation\tstatus\toutcome')"
	said ''
	permit_waiting_for_its_fee
	now 2019-06-03T00:30:00+06:00
	check 0 lapse-nightly m.migr
	printed "$(rows 'case\tregulation\tstatus\toutcome' \
		'ALMAUE-2019-000005\talmaty-2017/foreign-labour-permit\tlapsed\tgranted')"
	said ''
	check 0 lapse-nightly m.migr
	printed "$(rows 'case\tregulation\tstatus\toutcome')"
}
# walks a permit to the step "pay", each act by somebody who holds the role
permit_waiting_for_its_fee() {
	local role acts day=1 command
	case-register --service=foreign-labour-permit --variant=issue --applicant=080440005158 --by=s.reg --quiet > /dev/null
	while IFS=$'\t' read -r acts role < <(case-list --no-header --columns=next_acts,next_role ALMAUE-2019-000005); do
		day=$((day + 1))
		case $acts in
		pay) return 0 ;;
		assign) command='case-assign --to=a.bek' ;;
		refer) command=case-refer ;;
		conclude) command=case-conclude day=$((day + 5)) ;; # not before the third working day
		decide*) command='case-decide --decision=grant' ;;
		*) command="case-record --act=${acts%% *}" ;;
		esac
		now "$(printf '2019-04-%02dT12:00:00+06:00' "$day")"
		# shellcheck disable=SC2086 # words on purpose
		$command ALMAUE-2019-000005 --by="$(holder "$role")" > /dev/null || return 1
	done
}
holder() { staff-list --no-header --columns=login,roles | awk -F'\t' -v role="$1" 'index(" " $2 " ", " " role " ") { print $1; exit }'; }

@test "rejects-loop: the good at once, the bad after correction; left alone, they are kept" {
	printf 'service,applicant,name,key\nwheelchair,790820401195,A,k-1\nwheelchair,691010401093,B,k-2\n' > new.csv
	CASEKIT_EDITOR=true check 65 rejects-loop new.csv --by=s.reg
	printed "$(rows 'case\tregulation\tapplicant_name\treplayed\tkey' \
		'ALMAUE-2019-000005\talmaty-2017/wheelchair\tB\tno\tk-2')"
	said "$(rows "case-register:new.csv:2: applicant: the check digit is wrong" \
		'rejects-loop: what is left is in new.csv.rest')"
	[ "$(cat new.csv.rest)" = "$(sed 3d new.csv)" ]
	CASEKIT_EDITOR='sed -i s/790820401195/790820401194/' check 0 rejects-loop new.csv --by=s.reg
	printed "$(rows 'case\tregulation\tapplicant_name\treplayed\tkey' \
		'ALMAUE-2019-000005\talmaty-2017/wheelchair\tB\tyes\tk-2' \
		'ALMAUE-2019-000006\talmaty-2017/wheelchair\tA\tno\tk-1')"
	check 66 rejects-loop none.csv
	printed ''
}

@test "audit-case: the case, its history, its due times, its chain; as known earlier" {
	assigned
	check 0 audit-case ALMAUE-2019-000003
	printed_part '2   2019-03-18T09:30:00+06:00 2019-03-18T09:30:00+06:00 2         assign'
	printed_part 'chains_read events_read broken
          1           2      0'
	said ''
	check 0 audit-case ALMAUE-2019-000003 2019-03-18T09:25
	printed_part '== what happened, as known at 2019-03-18T09:25'
	[[ $output != *' assign '* ]]
	check 65 audit-case ALMAUE-2019-000099
	said 'case-show: ALMAUE-2019-000099: there is no case ALMAUE-2019-000099'
	tamper "UPDATE event SET at = at - 60 WHERE id = (SELECT max(id) FROM event JOIN stamp ON no = stamp WHERE step = '2')"
	check 1 audit-case ALMAUE-2019-000004
	said_part 'ledger-verify: warning: ALMAUE-2019-000004: event 2:'
}
# tamper SQL: what somebody with the file in hand could do
tamper() {
	sqlite3 store.db "SELECT 'DROP TRIGGER ' || name || ';' FROM sqlite_master WHERE type = 'trigger'" | sqlite3 store.db
	sqlite3 store.db "$1"
}

@test "month-statistics: registered, decided, issued, open" {
	assigned
	refused_one
	check 0 month-statistics ALM 2019-03
	printed "$(cat <<-'EOF'
		== registered in 2019-03
		regulation                 channel cases
		almaty-2017/child-benefit  office      1
		almaty-2017/home-schooling office      1
		almaty-2017/wheelchair     office      2

		== decided in 2019-03
		regulation                 outcome cases
		almaty-2017/home-schooling refused     1

		== issued in 2019-03
		regulation outcome cases

		== open now
		regulation                 overdue cases
		almaty-2017/child-benefit  no          1
		almaty-2017/home-schooling no          1
		almaty-2017/wheelchair     no          2
	EOF
	)"
	said ''
}

@test "calendar-change: who moved, executor by executor; a bad file changes nothing" {
	assigned
	printf 'calendar\tday\tworks\treason\tsource\nkz-5\t2019-03-30\tyes\tworked in place of 2019-04-02\tdecree 1\nkz-5\t2019-04-02\tno\toff\tdecree 1\n' > days.tsv
	check 0 calendar-change days.tsv
	printed "$(rows 'responsible\tcase\tnext_acts\tdue_before\tdue\tterm_before\tterm' \
		'a.bek\tALMAUE-2019-000001\tprepare\t2019-04-02T18:30:00+06:00\t2019-04-01T18:30:00+06:00\t\t' \
		'a.bek\tALMAUE-2019-000002\tprepare\t2019-04-02T18:30:00+06:00\t2019-04-01T18:30:00+06:00\t\t')"
	said ''
	sed 's/2019-04-02\tno/2019-04-32\tno/' days.tsv > bad.tsv
	check 65 calendar-change bad.tsv
	printed ''
	said_part 'calendar-load:bad.tsv:3: day:'
}

@test "permits-expiring: what ends within thirty days, as a mail; none, no mail" {
	check 0 permits-expiring m.migr
	printed ''
	# Four permits of transfers within a firm: one ends in time, one after thirty days, one is revoked, one is of another office.
	for last in 2019-05-15 2019-05-16 2019-05-10 2019-05-10; do
		transfer "$last"
	done
	permit-revoke ALMAUE-2019-P000003 --ground=employer-request > /dev/null
	now 2019-04-15T17:00:00+06:00
	check 0 permits-expiring m.migr
	printed "$(cat <<-'EOF'
		To: m.migr
		Subject: 2 permits for 24 workers end within 30d
		Content-Type: text/plain; charset=utf-8

		ALMAUE-2019-P000004    2019-05-10     12  080440005158  ЖШС «Көктем» (almaty)
		ALMAUE-2019-P000001    2019-05-15     12  080440005158  ЖШС «Көктем» (almaty)
	EOF
	)"
	said ''
	CASEKIT_MAIL='grep ^Subject:' check 0 permits-expiring m.migr 4w ALMAUE
	printed 'Subject: 1 permits for 12 workers end within 4w'
	check 0 permits-expiring m.migr 30d ALM
	printed ''
	check 64 permits-expiring m.migr soon
	printed ''
	said 'permit-list: soon is no span of days such as 30d or 4w'
}
# transfer DATE: a permit for a transfer within a firm until that day, in one pipe
transfer() {
	(
		# shellcheck source=tests/permits.bash
		. "$ROOT/tests/permits.bash"
		workers='2:TUR:2142:2 3:UZB:7111:10' staff='' region=almaty later=0
		apply intra-corporate | way_intra_corporate |
			on 04-09T10:00 permit-issue --until="$1" --by=m.migr > /dev/null
	)
}

@test "commission-session: the agenda, a form for the votes, and the minutes with what was corrected" {
	a_session_of_two
	check 0 commission-session agenda "$session"
	printed_part 'm1     One         chair'
	printed_part 'ALMAUE-2019-000003 Ғабитов Ерлан  almaty-2017/child-benefit main'
	said ''
	check 0 commission-session form "$session"
	printed "$(rows 'session\tcase\tmember\tvote' "$session\tALMAUE-2019-000003\tm1\t" "$session\tALMAUE-2019-000003\tm2\t")"
	now 2019-03-20T11:00:00+06:00
	commission-session form "$session" | sed '2,$s/$/for/' | session-vote --by=p.comm > /dev/null
	session-vote "$session" --case=ALMAUE-2019-000003 --member=m2 --vote=against --reason=misheard --by=p.comm > /dev/null
	session-close "$session" --by=p.comm > /dev/null
	check 0 commission-session minutes "$session"
	printed_part 'members_present  2'
	printed_part 'ALMAUE-2019-000003 Ғабитов Ерлан  grant                  1             1               0                0'
	printed_part "$(rows '== corrected\ncase\tmember\twas\tis\thappened\treason' \
		'ALMAUE-2019-000003\tm2\tfor\tagainst\t2019-03-20T11:00:00+06:00\tmisheard')"
	check 65 commission-session minutes ALMAUE-2019-S000009
	check 64 commission-session party "$session"
	printed ''
}
# a session of the precinct commission with two members and one case
a_session_of_two() {
	assigned
	printf 'member\tname\tposition\nm1\tOne\tchair\nm2\tTwo\tmember\n' | member-add --commission=precinct-commission \
		--office=ALMAUE --since=2019-01-01 --by=p.comm > /dev/null
	session=$(session-open --commission=precinct-commission --office=ALMAUE --meets=2019-03-20T10:00 --place=here \
		--by=p.comm --columns=session --no-header)
	case-refer ALMAUE-2019-000003 --session="$session" --document=inspection-act --by=s.reg > /dev/null
}

@test "workplaces-monthly: what contracts need, employer by employer; nothing where nothing is" {
	check 0 workplaces-monthly ALM
	printed ''
	now 2023-07-03T10:00:00+06:00
	for employer in 180540000042 080440005158 180540000042; do contract_at_work "$employer" "Firm $employer"; done
	now 2023-09-15T10:00:00+06:00
	check 0 workplaces-monthly ALM
	printed "$(cat <<-'TEXT'
		080440005158 Firm 080440005158
		  ALM-2023-000002  report-late  2023-08
		  ALM-2023-000002  place-empty
		  ALM-2023-000002  contract-ends  2023-09-30

		180540000042 Firm 180540000042
		  ALM-2023-000001  report-late  2023-08
		  ALM-2023-000001  place-empty
		  ALM-2023-000001  contract-ends  2023-09-30
		  ALM-2023-000003  report-late  2023-08
		  ALM-2023-000003  place-empty
		  ALM-2023-000003  contract-ends  2023-09-30
	TEXT
	)"
	said ''
	check 0 workplaces-monthly ALM 7d
	[[ $output != *contract-ends* ]]
	check 65 workplaces-monthly NOWHERE
	said 'workplace-monitor: office: no office "NOWHERE"'
}
# contract_at_work BIN NAME: a contract of two months from August on, whose work was done and paid
contract_at_work() {
	local number
	number=$(workplace-register --applicant="$1" --name="$2" --places=1 --profession=5411 --cost=900000 --by=e.rel --columns=case --no-header)
	{
		workplace-review "$number" --finding=conforming --by=e.rel
		workplace-approve "$number" --decision=grant --list=1 --by=h.head
		workplace-contract "$number" --wage=60000 --months=2 --from=2023-08-01 --by=e.rel
		workplace-sign "$number" --by=h.head
		workplace-sign "$number" --by=e.rel
		workplace-report "$number" --by=e.rel
		workplace-review "$number" --finding=conforming --by=e.rel
		workplace-pay "$number" --amount=900000 --by=h.head
	} > /dev/null
}

@test "sign-day: completes what was sent, tells whose sign ends soon; a register that is missing is exit 1" {
	signs
	check 0 sign-day o.proc
	printed "$(rows 'org\tapplicant_name\tapplication_status\tanswered\tsign_until\tcause' \
		'PRC-2025-O000001\tКөктем\tsent\t\t\t' \
		'' \
		'org\tapplicant_name\tapplication_status\tsign_until')"
	said ''
	now 2025-06-02T12:30:00+05:00
	check 1 sign-day o.proc
	said 'org-submit:standard input:2: PRC-2025-O000001: no snapshot of the register of disabled holds on 2025-06-02'
	tells 3 3:100
	check 0 sign-day o.proc
	printed "$(rows 'org\tapplicant_name\tapplication_status\tanswered\tsign_until\tcause' \
		'PRC-2025-O000001\tКөктем\tapproved\t2025-06-02T12:30:00+05:00\t2025-11-29T12:30:00+05:00\t' \
		'' \
		'org\tapplicant_name\tapplication_status\tsign_until')"
	now 2025-11-01T12:30:00+05:00
	check 0 sign-day o.proc 4w
	printed "$(rows 'org\tapplicant_name\tapplication_status\tanswered\tsign_until\tcause' \
		'' \
		'org\tapplicant_name\tapplication_status\tsign_until' \
		'PRC-2025-O000001\tКөктем\tapproved\t2025-11-29T12:30:00+05:00')"
	check 64 sign-day o.proc soon
	check 1 sign-day
}
# signs: an office of the procurement service, and an application for the sign that was sent
signs() {
	# shellcheck source=tests/orgs.bash
	. "$ROOT/tests/orgs.bash"
	rm -f store.db* casekit.conf
	prepare
	org-register --applicant="$BIN" --name='Көктем' | org-apply --quiet > /dev/null
	employs 3
	org-submit "$BIN" > /dev/null
}
