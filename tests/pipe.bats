#!/usr/bin/env bats
# pipe.bats: whole procedures, command after command, and what becomes of a pipe that breaks.
load lib
load cases

# applications N: a list of N applications for five services, each with the sender's key
applications() {
	awk -v n="$1" '
	function digit(s, from,    i, w, sum) {
		for (i = 1; i <= 11; i++) { w = (i + from - 2) % 11 + 1; sum += substr(s, i, 1) * w }
		return sum % 11
	}
	BEGIN {
		split("wheelchair sanatorium prosthetics assistive-devices almaty-2017/home-schooling", service, " ")
		print "key,service,applicant,name"
		for (i = 1; made < n; i++) {
			body = sprintf("%02d%02d%02d3%04d", 50 + i % 50, 1 + i % 12, 1 + i % 28, i)
			check = digit(body, 1)
			if (check == 10) check = digit(body, 3)
			if (check == 10) continue
			made++
			printf "a%05d,%s,%s%d,\"Азамат, %d\"\n", made, service[made % 5 + 1], body, check, made
		}
	}'
}

# the_pipe: all of them registered, assigned, prepared, signed and issued
the_pipe() {
	case-register --input=applications.csv --by=s.reg --quiet |
		case-assign --to=a.bek --by=h.head |
		"${third:-case-record}" --act=prepare --by=a.bek |
		case-sign --decision=grant --by=h.head |
		case-issue --by=a.bek --format=tsv --columns=case,regulation,status,outcome,replayed,key
}

@test "a thousand applications for five services go through in one pipe" {
	applications 1000 > applications.csv
	the_pipe > issued.tsv
	is 1000 "$(column key < issued.tsv | sort -u | wc -l)"
	is 1000 "$(column case < issued.tsv | sort -u | wc -l)"
	is 'issued' "$(column status < issued.tsv | sort -u)"
	is 'granted' "$(column outcome < issued.tsv | sort -u)"
	is 'no' "$(column replayed < issued.tsv | sort -u)"
	is 5 "$(column regulation < issued.tsv | sort -u | wc -l)"
	is 'ALMAUE-2019-001000' "$(column case < issued.tsv | tail -n 1)"
	check 0 ledger-verify --no-header --format=tsv --columns=broken
	printed 0
}

@test "the same pipe run again: every answer is replayed, no case is there twice, nothing has changed" {
	applications 300 > applications.csv
	the_pipe > issued.tsv
	case-list --format=tsv > before
	case-list --columns=case | case-history - --format=tsv >> before
	now 2019-03-20T15:00:00+06:00
	the_pipe > again.tsv
	is 'yes' "$(column replayed < again.tsv | sort -u)"
	cmp <(cut -f1-4,6 issued.tsv) <(cut -f1-4,6 again.tsv)
	case-list --format=tsv > after
	case-list --columns=case | case-history - --format=tsv >> after
	cmp before after
}

@test "a pipe whose third command is killed while it reads goes on where it stood" {
	applications 300 > applications.csv
	mkfifo half
	# killed: takes half of what comes and is killed before it has seen the end of it
	killed() {
		case-record --input=half "$@" &
		local pid=$!
		exec 7> half
		head -n 151 >&7
		kill -KILL $pid
		exec 7>&-
		wait $pid
	}
	third=killed the_pipe > issued.tsv
	is 'case	regulation	status	outcome	replayed	key' "$(cat issued.tsv)"
	is '300 assigned' "$(case-list --group-by=status --no-header --format=tsv --columns=cases,status | tr '\t' ' ')"
	check 0 store-check --no-header
	the_pipe > issued.tsv
	is 300 "$(column case < issued.tsv | sort -u | wc -l)"
	is 'issued no' "$(cut -f3,5 issued.tsv | sed 1d | sort -u | tr '\t' ' ')"
	is '300 issued' "$(case-list --group-by=status --no-header --format=tsv --columns=cases,status | tr '\t' ' ')"
	is 1500 "$(case-list --columns=case | case-history - --no-header | wc -l)"
}

@test "a pipe that was cut in the middle goes on where each case stood" {
	applications 300 > applications.csv
	# cut_short: does its work, but only a hundred answers come through
	cut_short() { case-record "$@" | head -n 101; }
	third=cut_short the_pipe > issued.tsv
	is 100 "$(sed 1d issued.tsv | wc -l)"
	is '100 issued
200 under-review' "$(case-list --group-by=status --no-header --format=tsv --columns=cases,status | tr '\t' ' ')"
	the_pipe > issued.tsv
	is 100 "$(column replayed < issued.tsv | grep -cx yes)"
	is 200 "$(column replayed < issued.tsv | grep -cx no)"
	is '300 issued' "$(case-list --group-by=status --no-header --format=tsv --columns=cases,status | tr '\t' ' ')"
	is 1500 "$(case-list --columns=case | case-history - --no-header | wc -l)"
	is 300 "$(case-list --no-header | wc -l)"
}

@test "a list that nobody reads on holds up no writer" {
	applications 1000 > applications.csv
	case-register --input=applications.csv --by=s.reg --quiet > /dev/null
	mkfifo slow
	case-list --format=tsv > slow &
	pager=$!
	exec 8< slow
	read -r first <&8
	[[ $first == case* ]]
	check 0 timeout 10 case-note ALMAUE-2019-001000 --note='written while a list is open' --by=s.reg --columns=case --no-header
	printed 'ALMAUE-2019-001000'
	check 0 timeout 10 case-assign ALMAUE-2019-001000 --to=a.bek --by=h.head --columns=status --no-header
	printed assigned
	kill -0 $pager
	cat <&8 > rest
	exec 8<&-
	wait $pager
	is 1000 "$(wc -l < rest)"
	is registered "$(cut -f10 rest | sort -u)"
}

@test "four desks register at once: each case has its number, none is missing, none is there twice" {
	applications 200 > all.csv
	sed 1d all.csv | split -n r/4 - part.
	for part in part.a?; do
		{ head -n 1 all.csv; cat "$part"; } > "$part.csv"
		case-register --input="$part.csv" --by=s.reg --quiet --columns=case,key --no-header --format=tsv > "$part.tsv" &
	done
	wait
	sort part.a?.tsv | cut -f1 > numbers
	seq -f 'ALMAUE-2019-%06g' 200 | cmp - numbers
	is 200 "$(cut -f2 part.a?.tsv | sort -u | wc -l)"
	check 0 store-check --no-header
}

@test "a reader that goes away is no error" {
	applications 1000 > applications.csv
	case-register --input=applications.csv --by=s.reg --quiet > /dev/null
	check 0 bash -c 'set +o pipefail; case-list --format=tsv | head -n 2 | cut -f1'
	printed 'case
ALMAUE-2019-000001'
	said ''
}

@test "an answer is never an order: what one command prints of times and people, the next does not take for its own" {
	enter wheelchair > /dev/null
	case-assign ALMAUE-2019-000001 --to=a.bek --by=h.head > assigned.tsv
	now 2019-03-19T10:00:00+06:00
	case-record --input=assigned.tsv --act=prepare --by=s.reg > /dev/null
	is '2019-03-19T10:00:00+06:00 | s.reg' "$(past ALMAUE-2019-000001 happened,done_by | tail -n 1)"
	case-history ALMAUE-2019-000001 | tail -n 1 > /dev/null
	case-history ALMAUE-2019-000001 > history.tsv
	sed -i 3,4d history.tsv
	case-note --input=history.tsv --note=seen --by=h.head > /dev/null
	is '2019-03-19T10:00:00+06:00 | h.head | note=seen' "$(past ALMAUE-2019-000001 happened,done_by,details | tail -n 1)"
}

@test "local assistance: two commissions, the sum, the decision, in one pipe" {
	case-register --service=local-assistance --applicant=650606401053 --name='Ұзақбаев Марат' --by=s.reg |
		case-assign --to=s.reg --by=h.head |
		case-refer --by=s.reg |
		case-conclude --finding=in-need --document=inspection-act --by=p.comm |
		case-record --act=calculate --amount=12000 --by=s.reg |
		case-conclude --finding=in-need --by=x.comm |
		case-decide --decision=grant --amount=12000 --by=s.reg > issued.tsv
	is 'issued granted' "$(cut -f10,11 issued.tsv | sed 1d | tr '\t' ' ')"
	is 'register assign refer conclude calculate conclude decide issue' "$(past ALMAUE-2019-000001 acts_done | paste -sd' ' -)"
}

@test "through the portal: the machines check, the office decides, the portal issues" {
	number=$(enter home-schooling --channel=portal --fact='account-valid certificate-valid')
	is 'registered | office.2 | assign' "$(stands "$number" status,next_step,next_acts)"
	is '1 | register | s.reg
2 | authenticate | s.reg
3 | check | casekit
4 | refuse | 
5 | submit | s.reg
6 | check | casekit
7 | refuse | 
8 | dispatch | casekit
office.1 | register | s.reg' "$(past "$number" step_done,acts_done,done_by | head -n 9)"
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	case-sign "$number" --decision=grant --by=h.head > /dev/null
	is 'signed | office.5 | dispatch' "$(stands "$number" status,next_step,next_acts)"
	case-record "$number" --act=dispatch --by=a.bek > /dev/null
	is 'issued | granted | ' "$(stands "$number" status,outcome,next_step)"
	is '10 | issue | only after a refusal
11 | issue | ' "$(past "$number" step_done,acts_done,passed_over | tail -n 2)"
}

@test "through the portal: refused by the office, the refusal is issued; a bad signature ends at entry" {
	number=$(enter home-schooling --channel=portal --fact='account-valid certificate-valid')
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	case-sign "$number" --decision=refuse --ground=paragraph-9 --by=h.head > /dev/null
	case-record "$number" --act=dispatch --by=a.bek > /dev/null
	is 'issued | refused | ' "$(stands "$number" status,outcome,next_step)"
	number=$(enter home-schooling --channel=portal --fact='account-valid !certificate-valid')
	is 'refused-at-entry |  | ' "$(stands "$number" status,outcome,next_step)"
	is '7 | refuse | casekit' "$(past "$number" step_done,acts_done,done_by | tail -n 1)"
	# without the fact the case stands open before the check, until a note tells it
	number=$(case-register --service=home-schooling --channel=portal --applicant=620303301024 --by=s.reg --columns=case --no-header)
	is '3 | check | portal' "$(stands "$number" next_step,next_acts,next_role)"
	case-note "$number" --fact='account-valid' --by=s.reg > /dev/null
	is '5 | submit | applicant' "$(stands "$number" next_step,next_acts,next_role)"
	case-record "$number" --act=submit --fact='!certificate-valid' --by=s.reg > /dev/null
	is 'refused-at-entry | ' "$(stands "$number" status,next_step)"
}

@test "through the State Corporation: its clerk accepts and hands out, the office decides" {
	number=$(enter child-benefit --channel=corporation)
	is '1 | accept | s.reg | corporation
2 | register | s.reg | ' "$(past "$number" step_done,acts_done,done_by,done_for)"
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	case-conclude "$number" --document=inspection-act --by=p.comm > /dev/null
	case-decide "$number" --decision=grant --by=s.reg > /dev/null
	is 'decided | 7 | issue | corporation | ' "$(stands "$number" status,next_step,next_acts,next_role,due)"
	case-note "$number" --received=2019-03-18T10:00 --by=s.reg > /dev/null
	is '2019-03-18T10:15:00+06:00' "$(stands "$number" due)"
	case-issue "$number" --by=s.reg > /dev/null
	is 'issued | granted' "$(stands "$number" status,outcome)"
	is 's.reg | corporation' "$(past "$number" done_by,done_for | tail -n 1)"
}

@test "a special workplace: reports and subsidies month by month until the contract ends, monitoring beside them" {
	number=$(workplace-register --quiet --applicant=080440005158 --places=1 --profession=5411 --cost=100000 --by=e.rel \
		--columns=case --no-header)
	{
		workplace-review "$number" --finding=conforming --by=e.rel
		workplace-approve "$number" --decision=grant --list=1 --by=h.head
		workplace-contract "$number" --wage=50000 --months=2 --from=2019-03-18 --by=e.rel
		workplace-sign "$number" --by=h.head
		workplace-sign "$number" --by=e.rel
		workplace-report "$number" --by=e.rel
		workplace-review "$number" --finding=conforming --by=e.rel
	} > /dev/null
	refuses 1 "case-record: $number: step 6.3 is \"pay\" by center-head, not \"monitor\" (employment/special-workplace, office, item 6.3)" \
		case-record "$number" --act=monitor --by=e.rel
	workplace-pay "$number" --amount=100000 --by=h.head > /dev/null
	is '8 | report | 2019-04-18T23:59:59+06:00' "$(stands "$number" next_step,next_acts,due)"
	case-record "$number" --act=monitor --by=e.rel > /dev/null
	case-record "$number" --act=monitor --by=e.rel > /dev/null
	workplace-refer "$number" --employee=701111301109 --by=e.rel > /dev/null
	now 2019-04-17T10:00:00+06:00
	workplace-report "$number" --month=2019-03 --by=e.rel > /dev/null
	workplace-review "$number" --finding=conforming --by=e.rel > /dev/null
	workplace-pay "$number" --amount=50000 --by=h.head > /dev/null
	is '8 | report | 2019-05-20T23:59:59+06:00' "$(stands "$number" next_step,next_acts,due)"
	now 2019-05-17T10:00:00+06:00
	workplace-report "$number" --month=2019-04 --by=e.rel > /dev/null
	case-undo "$number" --reason='of another month' --by=e.rel > /dev/null
	is '8 | report | 2019-05-20T23:59:59+06:00' "$(stands "$number" next_step,next_acts,due)"
	workplace-report "$number" --month=2019-04 --by=e.rel > /dev/null
	workplace-review "$number" --finding=conforming --by=e.rel > /dev/null
	workplace-pay "$number" --amount=50000 --by=h.head > /dev/null
	is '' "$(stands "$number" next_step)"
	is '7.3 | monitor | e.rel | no
7.3 | monitor | e.rel | no' "$(past "$number" step_done,acts_done,done_by,undone | grep '^7.3')"
	check 0 store-check --no-header
}

@test "a system that decides by itself: its check waits two hours, then it decides as the check found" {
	printf 'office\tname\toffice_kind\tzone\tcalendar\thours\tauthority\nPRO\tProcurement\tsystem\tAsia/Almaty\tkz-5\t09:00-18:00\tprocurement\n' |
		office-add --quiet > /dev/null
	printf 'login\tname\troles\toffice\tsince\no.per\tOperator\tclerk\tPRO\t2012-01-01\n' | staff-add --quiet > /dev/null
	# the first organisation employs somebody with a disability, the second does not
	printf 'applicant,name\n080440005158,Көктем\n991240000231,Нұр\n' | org-register --by=o.per | org-apply --by=o.per > /dev/null
	printf 'org,employee\n080440005158,701111301109\n991240000231,610202401010\n' | org-employ --by=o.per > /dev/null
	printf 'id\n701111301109\n' | registry-load --registry=disabled --as-of=2019-03-18 --source=databank --quiet > /dev/null
	printf 'id,payer,amount\n701111301109,080440005158,100\n610202401010,991240000231,100\n' |
		registry-load --registry=pay --as-of=2019-03-18 --source=payments --quiet > /dev/null
	org-submit 080440005158 991240000231 --by=o.per > /dev/null
	for number in PRO-2019-000001 PRO-2019-000002; do
		is '16 | system | 2019-03-18T12:00:00+06:00 | 2019-03-18T14:00:00+06:00' "$(stands "$number" next_step,next_role,not_before,due)"
	done
	now 2019-03-18T15:00:00+06:00
	org-submit 080440005158 991240000231 --by=o.per > /dev/null
	is 'issued | granted | ' "$(stands PRO-2019-000001 status,outcome,next_step)"
	is 'decide | casekit | decision=grant' "$(past PRO-2019-000001 acts_done,done_by,details | grep decide)"
	is 'issued | refused | ' "$(stands PRO-2019-000002 status,outcome,next_step)"
	is '22 | issue' "$(past PRO-2019-000002 step_done,acts_done | tail -n 1)"
	check 0 store-check --no-header
}

@test "a case keeps the edition under which it was registered, though its regulation is repealed since" {
	now 2020-10-19T10:00:00+06:00
	number=$(enter wheelchair)
	now 2020-10-21T10:00:00+06:00
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-record "$number" --act=prepare --by=a.bek > /dev/null
	case-sign "$number" --by=h.head > /dev/null
	check 0 case-issue "$number" --by=a.bek --columns=edition,status --no-header --format=tsv
	printed '2017-12-20	issued'
}

@test "after a day's work the store is what its events say" {
	applications 20 > applications.csv
	the_pipe > /dev/null
	case-withdraw "$(firm issue)" --reason=moved --by=s.reg > /dev/null
	number=$(enter local-assistance)
	case-correct "$number" --field=name --value='Б' --reason=typo --by=s.reg > /dev/null
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-undo "$number" --reason=r --by=h.head > /dev/null
	check 0 store-check --no-header
	printed ''
	check 0 ledger-verify --no-header --format=tsv --columns=broken
	printed 0
}
