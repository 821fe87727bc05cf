#!/usr/bin/env bats
# org-submit: send an application for the sign, and complete what was sent.
# shellcheck disable=SC2030,SC2031,SC2086 # each test is a shell of its own; a BIN is one word
load lib
load cases
load orgs

late() { now 2025-06-02T12:30:00+05:00; }

# refuses_to_send MESSAGE: exactly that, and nothing changed
refuses_to_send() { refuses 1 "org-submit: $BIN: $1" org-submit $BIN; }

@test "sent, waiting, approved: the case does the rest by itself" {
	organisation
	employs 100
	tells 51 100:100
	check 0 org-submit $BIN --format=tsv --columns=application_status,case,sent,answered,sign,reaches,replayed
	printed 'application_status	case	sent	answered	sign	reaches	replayed
sent	PRC-2025-000001	2025-06-02T09:30:00+05:00		no		no'
	said ''
	now 2025-06-02T11:29:59+05:00
	before=$(everything)
	check 0 org-submit $BIN --format=tsv --no-header --columns=application_status,sign,replayed
	printed 'sent	no	yes'
	said 'org-submit: warning: PRC-2025-000001 waits for its answer, which cannot come before 2025-06-02T11:30:00+05:00'
	is "$before" "$(everything)"
	now 2025-06-02T11:30:00+05:00
	check 0 org-submit $BIN --format=tsv --no-header --columns=application_status,answered,sign,sign_until,reaches,people,people_disabled,share_staff,share_staff_permille,pay_all,pay_disabled,share_pay,share_pay_permille,threshold_staff,threshold_pay,cause,replayed
	printed 'approved	2025-06-02T11:30:00+05:00	yes	2025-11-29T11:30:00+05:00	yes	100	51	51/100	510	10000.00	5100.00	510000/1000000	510	51/100	51/100		no'
	said ''
	is ' | open | o.proc
14 | submit | o.proc
15 | request | casekit
 | answer | o.proc
16 | check | casekit
17 | decide | casekit
18 | issue | casekit
22 | issue | ' "$(past PRC-2025-000001 step_done,acts_done,done_by)"
	is 'issued | granted | 2025-06-02T11:30:00+05:00' "$(stands PRC-2025-000001 status,outcome,issued)"
	is 'fact=shares-reached; asked=disabled: snapshot 1 of 2025-06-02; pay: snapshot 2 of 2025-06-02; people=100; disabled=51; pay=1000000; pay_disabled=510000; threshold_staff=51/100; threshold_pay=51/100' \
		"$(past PRC-2025-000001 details | sed -n 4p)"
	check 0 store-check --no-header --format=tsv
	printed ''
	check 0 ledger-verify
}

@test "an answer after the four hours is late, and nothing breaks" {
	organisation
	employs 10
	tells 10 10:100
	org-submit $BIN > /dev/null
	now 2025-06-03T12:00:00+05:00
	is approved "$(answer application_status)"
	is '16 | 2025-06-02T15:00:00+05:00 | yes' "$(past PRC-2025-000001 step_done,due_then,late | grep ^16)"
}

@test "rejected with its grounds, put right and sent again as a new case" {
	organisation
	employs 100
	tells 50 50:98 50:100
	sends
	is 'rejected | no | no | share-of-employees: 50/100 is less than 51/100; share-of-pay: 490000/990000 is less than 51/100' \
		"$(answer application_status,sign,reaches,cause)"
	is 'issued | refused' "$(stands PRC-2025-000001 status,outcome)"
	is 'share-of-employees share-of-pay' "$(past PRC-2025-000001 details | sed -n 's/.*ground=\([^;]*\).*/\1/p')"
	# shellcheck disable=SC2046 # a word each
	org-employ --org=$BIN --change=remove --quiet $(people 4 51) > /dev/null
	check 0 org-submit $BIN --columns=application,application_status,case,answered,cause --no-header --format=tsv
	printed '1	sent	PRC-2025-000002		'
	now 2025-06-02T17:00:00+05:00
	is 'approved | PRC-2025-000002 | 50/96 | 490000/950000' "$(answer application_status,case,share_staff,share_pay)"
	check 0 store-check --no-header --format=tsv
	printed ''
}

@test "nobody in the list, too many, or somebody the register of pay does not know: not sent" {
	refuses 65 "org-submit: $BIN: there is no such organisation" org-submit $BIN
	org-register --applicant=$BIN --name='Көктем' > /dev/null
	refuses_to_send 'it has no application: org-apply begins one'
	org-apply $BIN > /dev/null
	refuses_to_send 'application 1 has no employees (procurement/disabled-organisation, portal, item 14)'
	employs 5
	tells 3 3:100
	refuses 1 "org-submit: warning: the register of pay does not know employee 4 of the list
org-submit: warning: the register of pay does not know employee 5 of the list
org-submit: $BIN: the register of pay does not know 2 of 5 employees" org-submit $BIN
	norm-load --norm=sign-most --since=2025-06-01 --value=4 --source='order 7' > /dev/null
	refuses_to_send 'application 1 has 5 employees (order 7)'
}

@test "no snapshot: refused, and it stays as it is" {
	organisation
	employs 3
	sends
	refuses_to_send 'no snapshot of the register of disabled holds on 2025-06-02'
	is 'sent' "$(lists $BIN application_status)"
}

@test "a snapshot that is too old is refused with its norm" {
	organisation
	employs 3
	tells 3 3:100
	now 2025-07-02T09:30:00+05:00
	sends
	is approved "$(answer application_status)"
	org-apply $BIN > /dev/null
	now 2025-07-03T09:30:00+05:00
	sends
	refuses_to_send "the snapshot of the register of disabled is of 2025-06-02: too old for 2025-07-03, the most is 30 days (casekit's default, the documents are silent: no age of a snapshot is named; load the office's own act in its place)"
	is sent "$(lists $BIN application_status)"
}

@test "a register that fails: error with its cause, exit 1; asked again, it is answered" {
	organisation
	employs 3
	tells 3 3:100
	org-submit $BIN > /dev/null
	late
	check 1 org-submit $BIN --pay-source='exit 3' --columns=application_status,sign,replayed --no-header --format=tsv
	printed 'error	no	no'
	said_part 'org-submit: warning: error: '
	is 'error | no' "$(lists $BIN application_status,sign)"
	[ -n "$(lists $BIN cause)" ]
	is '16 | check' "$(stands PRC-2025-000001 next_step,next_acts)"
	check 1 org-submit $BIN --pay-source='exit 3' --columns=replayed --no-header --format=tsv
	printed yes
	is 'approved | yes | ' "$(answer application_status,sign,cause)"
	check 0 store-check --no-header --format=tsv
	printed ''
}

@test "sources in place of snapshots: asked by IIN and BIN, and nothing is guessed" {
	organisation
	org-employ --org=$BIN 701111301109 610202401010 > /dev/null
	org-submit $BIN > /dev/null
	late
	cat > disabled <<-'EOF2'
		#!/bin/sh
		sed '1s/$/	disabled/; 2,$s/$/	yes/'
	EOF2
	cat > pay <<-'EOF2'
		#!/bin/sh
		awk -F'\t' -v OFS='\t' 'NR == 1 { print "id", "pay"; next } $2 == "080440005158" { print $1, "100.50" }'
	EOF2
	chmod +x disabled pay
	check 1 org-submit $BIN --disabled-source=./disabled --pay-source='./pay | sed 2d' --quiet --columns=application_status --no-header --format=tsv
	printed error
	check 1 org-submit $BIN --disabled-source=./disabled --pay-source="./pay | sed '2s/\t.*/\t/'" --columns=cause --no-header --format=tsv
	printed 'the register of pay does not know 1 of 2 employees'
	said 'org-submit: warning: the register of pay does not know employee 1 of the list
org-submit: warning: error: the register of pay does not know 1 of 2 employees'
	is 'approved | 201.00 | 2/2' "$(answer application_status,pay_all,share_staff --disabled-source=./disabled --pay-source=./pay)"
	is 'asked=disabled: source; pay: source' "$(past PRC-2025-000001 details | grep -o 'asked=.*source')"
	check 64 org-submit $BIN --source-seconds=0
	said 'org-submit: --source-seconds=0: 1 to 600'
}

@test "approved is not sent again; a withdrawn case leaves the application rejected" {
	organisation
	employs 3
	tells 3 3:100
	sends
	answer application_status > /dev/null
	refuses_to_send 'application 1 is approved: org-apply begins a new one'
	org-apply $BIN > /dev/null
	org-submit $BIN > /dev/null
	case-withdraw PRC-2025-000002 --reason='the list was wrong' > /dev/null
	is 'rejected | the case ended without an answer: withdrawn | yes' "$(answer application_status,cause,sign)"
	org-employ --org=$BIN "$(people 1)" --change=remove > /dev/null
	is 'sent | PRC-2025-000003' "$(answer application_status,case)"
}

# refused_fact COMMAND...: refuses to state what the registers say, and nothing changed
refused_fact() {
	local before
	before=$(everything)
	check 1 "$@" --no-header --format=tsv || return 1
	printed '' || return 1
	said_part 'fact: shares-reached is stated by the act "answer" only (procurement/disabled-organisation, conditions of approval)' || return 1
	is "$before" "$(everything)"
}

@test "nobody's word gives the sign: the fact is taken from the answer alone" {
	organisation
	employs 3
	tells 1 3:100
	org-submit $BIN > /dev/null
	is "org-submit $BIN --by=LOGIN" "$(case-show PRC-2025-000001 --columns=command --no-header --format=tsv)"
	refused_fact case-note PRC-2025-000001 --fact=shares-reached
	late
	refused_fact case-note PRC-2025-000001 --fact=shares-reached
	refused_fact case-note PRC-2025-000001 --fact='!shares-reached' --note='both registers were asked on paper'
	refused_fact case-note PRC-2025-000001 --fact='shares-reached' --received=2025-06-02T12:00
	refuses 1 'case-record: PRC-2025-000001: act: "answer" has a command of its own: org-submit' \
		case-record PRC-2025-000001 --act=answer
	refuses 65 'case-correct: PRC-2025-000001: field: "fact" is no field of an application: applicant, name or representative' \
		case-correct PRC-2025-000001 --field=fact --value=shares-reached --reason=r
	case-note PRC-2025-000001 --note='seen' > /dev/null
	is 'sent | no' "$(lists $BIN application_status,sign)"
	is 'rejected | no | share-of-employees: 1/3 is less than 51/100; share-of-pay: 10000/30000 is less than 51/100' \
		"$(answer application_status,sign,cause)"
}

@test "an application entered by hand states nothing either, and its case gives no sign" {
	organisation
	refused_fact case-register --service=disabled-organisation --channel=portal --applicant=$BIN --fact=shares-reached
	case-register --service=disabled-organisation --channel=portal --applicant=$BIN > /dev/null
	refused_fact case-record PRC-2025-000001 --act=submit --fact=shares-reached
	case-record PRC-2025-000001 --act=submit > /dev/null
	late
	refused_fact case-note PRC-2025-000001 --fact=shares-reached
	case-undo PRC-2025-000001 --reason='sent by mistake' > /dev/null
	refused_fact case-record PRC-2025-000001 --act=submit --fact=shares-reached
	is 'draft | no' "$(lists $BIN application_status,sign)"
}

@test "an imported case of the sign is told nothing, and gives none" {
	organisation
	printf 'number,service,office,applicant,name,registered,decided,outcome,issued\n7,disabled-organisation,PRC,%s,Көктем,2025-05-05,2025-05-05,granted,2025-05-05\n' \
		$BIN > old.csv
	check 0 case-import --input=old.csv
	said ''
	refuses 1 'case-note: PRC-2025-I000001: the case is closed (issued) (procurement/disabled-organisation, office)' \
		case-note PRC-2025-I000001 --fact=shares-reached
	is 'draft | no' "$(lists $BIN application_status,sign)"
}

# edition ACTS [signed]: from 2025-06-01 on the service has another edition: its fact is taken from these acts, its check has no
# least time, and with a second word the head signs before it is issued
edition() {
	local acts="$1" signed="${2:-}" part
	mkdir law
	for part in regulations steps facts grounds results; do
		awk -F'\t' -v OFS='\t' 'NR == 1 { for (i = 1; i <= NF; i++) at[$i] = i; print; next }
			$1 == "procurement/disabled-organisation" {
				$at["edition"] = "2025-06-01"
				if ("valid_from" in at) $at["valid_from"] = "2025-06-01"
				print
			}' "$CASEKIT_DATA/catalogue/$part.tsv" > "law/$part.tsv"
	done
	sed -i "s/\tanswer\t/\t$acts\t/" law/facts.tsv
	awk -F'\t' -v OFS='\t' -v signed="$signed" '{ for (i = 1; i <= NF; i++) if (NR == 1) at[$i] = i }
		$at["bound"] == "min" { next }
		$at["step"] == "18" && signed != "" {
			was = $0; $at["step"] = "17a"; $at["role"] = "head"; $at["acts"] = "sign"; print; $0 = was
		}
		{ print }' law/steps.tsv > steps.new
	mv steps.new law/steps.tsv
	service-load --folder=law --quiet > /dev/null
}

@test "where somebody signs after the answer: approved when that is done, with the figures of the answer" {
	edition answer signed
	staff-add --quiet --login=h.proc --name='Head' --roles=head --office=PRC --since=2012-01-01 > /dev/null
	organisation
	employs 3
	tells 2 3:100
	org-submit $BIN > /dev/null
	is 'sent | no | no' "$(answer application_status,sign,replayed)"
	is '17a | sign' "$(stands PRC-2025-000001 next_step,next_acts)"
	case-sign PRC-2025-000001 --by=h.proc > /dev/null
	is 'sent | no' "$(lists $BIN application_status,sign)"
	is 'approved | yes | 2/3 | 20000/30000 | ' "$(answer application_status,sign,share_staff,share_pay,cause)"
	check 0 store-check --no-header --format=tsv
	printed ''
}

@test "granted by an edition that takes anybody's word: no sign without an answer of the registers" {
	edition ''
	organisation
	employs 3
	org-submit $BIN > /dev/null
	case-note PRC-2025-000001 --fact=shares-reached > /dev/null
	is 'issued | granted' "$(stands PRC-2025-000001 status,outcome)"
	is 'rejected | no | granted without an answer of the registers | ' "$(answer application_status,sign,cause,people)"
	check 0 store-check --no-header --format=tsv
	printed ''
}

@test "the key names a sending: it goes on with it, and is done once it is answered" {
	organisation
	employs 3
	tells 1 3:100
	printf 'org,key\n%s,k\n' $BIN > send.csv
	check 0 org-submit --input=send.csv --columns=application_status,replayed,key --no-header --format=tsv
	printed 'sent	no	k'
	late
	check 0 org-submit --input=send.csv --columns=application_status,replayed,key --no-header --format=tsv
	printed 'rejected	no	k'
	check 0 org-submit --input=send.csv --columns=application_status,case,replayed,key --no-header --format=tsv
	printed 'rejected	PRC-2025-000001	yes	k'
	is 'sent | PRC-2025-000002' "$(answer application_status,case --key=m)"
}

@test "asked about in the run that sends it: the sources were not asked, the next run does it" {
	edition answer
	organisation
	employs 3
	tells 3 3:100
	check 0 org-submit $BIN $BIN --pay-source='exit 3' --columns=application_status,replayed --no-header --format=tsv
	printed 'sent	no
sent	yes'
	said "org-submit: warning: PRC-2025-000001 was not ready when the sources were asked: the next run asks them"
	is approved "$(answer application_status)"
}

@test "which service it is, data say" {
	organisation
	employs 3
	refuses 1 "org-submit: $BIN: service: almaty-2017/wheelchair is a service of the authority \"almaty\"; PRC is an office of \"procurement\"" \
		org-submit $BIN --service=wheelchair
	norm-load --norm=sign-service --since=2025-06-01 --value= --source='order 7' --quiet > /dev/null
	refuses 65 "org-submit: $BIN: service: is missing: no norm sign-service holds that day" org-submit $BIN
	check 0 org-submit $BIN --service=disabled-organisation --columns=application_status --no-header --format=tsv
	printed sent
}

@test "who does not work there, and a time before the last act" {
	organisation
	employs 3
	refuses 1 "org-submit: $BIN: by: s.reg works in ALMAUE, which is neither PRC nor above or below it" \
		org-submit $BIN --by=s.reg
	check 1 org-submit $BIN --at=2025-06-01T10:00
	said_part 'at: '
	is draft "$(lists $BIN application_status)"
}
