#!/usr/bin/env bats
# A register that is a command: whatever goes wrong with it is the status error with its cause, and nothing is guessed.
# shellcheck disable=SC2030,SC2031 # each test is a shell of its own
load lib
load cases
load orgs

# An application of three people, sent, and its answer may come. Who has a disability, a snapshot says.
sent() {
	organisation
	employs 3
	tells 3 3:100
	sends
	people 3 > asked
}

# pays: a source as it should be
# shellcheck disable=SC2016 # the source's own shell reads it
pays='awk -F"\t" -v OFS="\t" "NR == 1 { print \"id\", \"pay\"; next } { print \$1, 100 }"'

# fails CAUSE COMMAND [OPTION...]: asked like that, the application is in error for that reason, in the answer, in the message and in
# the list; it names no person; the case stands where it stood; and a source as it should be still gets it approved
# shellcheck disable=SC2154 # bats' run sets output and stderr
fails() {
	local cause="$1" command="$2" before
	shift 2
	before=$(case-history PRC-2025-000001 --format=tsv)
	check 1 org-submit "$BIN" --pay-source="$command" --format=tsv --no-header \
		--columns=application_status,sign,reaches,people,pay_all,cause "$@" || return 1
	printed "error	no				$cause" || return 1
	said "org-submit: warning: error: $cause" || return 1
	! grep -qFf asked <<< "$output$stderr" || return 1
	is "error | no | $cause" "$(lists "$BIN" application_status,sign,cause)" || return 1
	is "$before" "$(case-history PRC-2025-000001 --format=tsv)"
}

recovers() {
	is 'approved | yes | 300.00 | ' "$(answer application_status,sign,pay_all,cause --pay-source="$pays")"
	check 0 store-check --format=tsv --no-header
	printed ''
}

# ended FILE: the process whose id is in it is no more; what was killed ends in its own time, so it is looked at until then
ended() {
	local id state
	id=$(cat "$1")
	[ -n "$id" ] || return 1
	until ! state=$(cut -d')' -f2 "/proc/$id/stat" 2> /dev/null) || [[ $state == ' Z'* ]]; do :; done
}

@test "it hangs: it is ended in its time with all that it started" {
	sent
	fails 'the source of pay did not end within 1 second' 'cat > /dev/null; sleep 600 & echo $! > child; echo $$ > self; wait' \
		--source-seconds=1
	ended child
	ended self
	fails 'the source of pay did not end within 1 second' "trap '' TERM INT HUP; while :; do :; done" --source-seconds=1
	recovers
}

@test "it answers and does not end, or leaves somebody behind who could go on: no answer" {
	sent
	fails 'the source of pay did not end within 1 second' "$pays; exec > /dev/null; sleep 600" --source-seconds=1
	fails 'the source of pay did not end within 1 second' "$pays; sleep 600 & echo \$! > child" --source-seconds=1
	ended child
	recovers
}

@test "it dies in the middle" {
	sent
	fails 'the source of pay was ended by signal 9' "$pays | head -n 2; kill -9 \$\$"
	fails 'the source of pay ended with exit code 3' "$pays; exit 3"
	fails 'the source of pay ended with exit code 127' 'no-such-command 2> /dev/null'
	fails 'the source of pay gave no answer for 2 of 3 people' "$pays | head -n 2"
	fails 'the source of pay answered with a last line that is cut off' "$pays | head -c 55"
	fails 'the source of pay answered nothing' true
	recovers
}

@test "it answers for somebody nobody asked about" {
	sent
	fails 'the source of pay answered for somebody nobody asked about (line 5 of its answer)' "$pays; printf '920101300010\t1\n'"
	fails 'the source of pay answered for somebody nobody asked about (line 5 of its answer)' "$pays; printf 'who\t1\n'"
	fails 'the source of pay answered for somebody nobody asked about (line 5 of its answer)' "$pays; printf '\t1\n'"
	fails 'the source of pay answered for an employer nobody asked about (line 3 of its answer)' \
		"sed \"1s/\$/\tpay/; 2,\\\$s/\$/\t1/; 3s/$BIN/$OTHER_BIN/\""
	recovers
}

@test "it answers twice, the same or not" {
	sent
	fails 'the source of pay answered twice for one person (line 5 of its answer)' "$pays | sed '4p'"
	fails 'the source of pay answered twice for one person (line 3 of its answer)' "$pays | sed '2p; s/100\$/200/'"
	recovers
}

@test "it answers what is no answer" {
	sent
	fails 'the source of pay answered no sum in tenge (line 3 of its answer)' "$pays | sed '3s/100/much/'"
	fails 'the source of pay answered no sum in tenge (line 3 of its answer)' "$pays | sed '3s/100/-100/'"
	fails 'the source of pay answered no sum in tenge (line 3 of its answer)' "$pays | sed '3s/100/1,000/'"
	fails 'the source of pay answered with an unknown column disabled' "$pays | sed '1s/pay/disabled/'"
	fails 'the source of pay answered with an unknown column currency' "$pays | sed '1s/\$/\tcurrency/; 2,\$s/\$/\tusd/'"
	fails 'the source of pay answered without the column pay' "$pays | cut -f1"
	fails 'the source of pay answered what cannot be read (line 1 of its answer): column 1: its name is not a lower-case word of a-z, 0-9 and _' \
		"$pays | sed 1d"
	fails 'the source of pay answered what cannot be read (line 3 of its answer): 3 fields where the header line has 2' \
		"$pays | sed '3s/\$/\t/'"
	fails 'the source of pay printed more than 68608 bytes' yes
	recovers
}

@test "what it says of somebody must be yes, no or nothing; of whom it knows nothing is not guessed" {
	organisation
	employs 3
	tells 3 3:100
	sends
	knows() { printf 'id\tdisabled\n'; paste asked - ; }
	people 3 > asked
	printf '%s\n' yes no 'true' | knows > answer.tsv
	check 1 org-submit "$BIN" --disabled-source='cat answer.tsv' --columns=cause --no-header
	printed 'the source of disabled answered neither yes nor no (line 4 of its answer)'
	printf '%s\n' yes no '' | knows > answer.tsv
	check 1 org-submit "$BIN" --disabled-source='cat answer.tsv' --columns=application_status,cause --no-header
	printed 'error	the register of disabled does not know 1 of 3 employees'
	printf '%s\n' yes no 'yes' | knows > answer.tsv
	is 'approved | 2/3' "$(answer application_status,share_staff --disabled-source='cat answer.tsv')"
}

@test "an error in one batch is one of all; each batch asks about its own" {
	organisation
	employs 7
	tells 7 7:100
	sends
	people 7 > asked
	fails 'the source of pay ended with exit code 4' "echo >> calls; [ \$(wc -l < calls) -lt 3 ] || exit 4; $pays" --source-batch=3
	[ "$(wc -l < calls)" -eq 3 ]
	fails 'the source of pay answered for somebody nobody asked about (line 5 of its answer)' \
		"tee -a questions | $pays; tail -n +2 asked | head -n 4 | tail -n 1 | sed 's/\$/\t1/'" --source-batch=3
	rm -f questions
	is 'approved | 700.00' "$(answer application_status,pay_all --source-batch=3 --pay-source="tee -a questions | $pays")"
	[ "$(cat questions)" = "$(sort asked | awk -v bin="$BIN" -v OFS='\t' 'NR % 3 == 1 { print "id", "payer" } { print $1, bin }')" ]
}

@test "it gets its question on standard input, and of the caller's files no more than standard error" {
	organisation
	employs 3
	tells 3 3:100
	sends
	echo secret > private
	check 1 org-submit --format=tsv --no-header --columns=application_status --quiet \
		--pay-source="ls -l /proc/self/fd > files; cat <&9 > leaked; $pays | tee answered; exit 3" \
		9< private < <(printf 'org\n%s\n' "$BIN")
	printed error
	[ ! -s leaked ]
	grep -q ' 0 -> pipe' files
	grep -q ' 1 -> ' files
	check 1 grep -E ' (9|[1-9][0-9]) -> |store|private' files
	[ "$(wc -l < answered)" -eq 4 ]
	check 1 org-submit "$BIN" --format=tsv --no-header --columns=application_status --pay-source='echo of my own >&2; exit 3'
	said_part "of my own"
	check 0 sh -c "org-submit $BIN --pay-source='$pays' --format=tsv --no-header --columns=application_status <&-"
	printed approved
}

@test "who stops org-submit stops the source too, and nothing is written" {
	sent
	before=$(everything)
	mkfifo started
	org-submit "$BIN" --pay-source='echo $$ > self; cat self > started; exec sleep 600' > out 2> err 3>&- &
	pid=$!
	cat started > /dev/null
	kill -TERM $pid
	code=0
	wait $pid || code=$?
	[ "$code" -eq 143 ]
	ended self
	[ ! -s out ]
	[ ! -s err ]
	is "$before" "$(everything)"
	recovers
}

@test "each of many organisations has its own answer: one source that fails stops nobody else" {
	organisation
	employs 3
	tells 3 3:100
	org-register --applicant="$OTHER_BIN" --name='Other' --quiet > /dev/null
	org-apply "$OTHER_BIN" --quiet > /dev/null
	employees 3 10 | org-employ --org="$OTHER_BIN" --quiet > /dev/null
	printf 'id\n%s\n' "$(people 20)" | registry-load --registry=disabled --as-of=2025-06-01 --source=databank --quiet > /dev/null
	check 0 org-submit "$BIN" "$OTHER_BIN" --pay-source=true --columns=application_status --no-header
	printed 'sent
sent'
	now 2025-06-02T12:30:00+05:00
	check 1 org-submit "$BIN" "$OTHER_BIN" --format=tsv --no-header --columns=applicant,application_status,cause \
		--disabled-source='sed "1s/$/\tdisabled/; 2,\$s/$/\tyes/"' --pay-source="tee question | grep -q $OTHER_BIN && exit 3; cat question | $pays"
	printed "$BIN	approved	
$OTHER_BIN	error	the source of pay ended with exit code 3"
}

# both: a second organisation with people of its own beside the first; both are sent, and their answers may come
both() {
	organisation
	employs 3
	org-register --applicant="$OTHER_BIN" --name='Нұр' --quiet > /dev/null
	org-apply "$OTHER_BIN" --quiet > /dev/null
	employees 2 4 | org-employ --org="$OTHER_BIN" --quiet > /dev/null
	tells 5 3:100
	org-submit "$BIN" "$OTHER_BIN" --pay-source=true --quiet > /dev/null
	now 2025-06-02T12:30:00+05:00
}

@test "while a source works nobody waits for it: others write into the same store" {
	both
	cat > slow <<-'EOF'
		echo asked >> calls
		case-note PRC-2025-000001 --note="during batch $(wc -l < calls)" --wait=0 --quiet > /dev/null || exit 9
		[ -z "$(store-check --no-header --format=tsv)" ] || exit 8
		awk -F"\t" -v OFS="\t" 'NR == 1 { print "id", "pay"; next } { print $1, 100 }'
	EOF
	check 0 org-submit "$BIN" "$OTHER_BIN" --pay-source='sh ./slow' --source-batch=2 --no-header --format=tsv \
		--columns=application_status,sign,pay_all
	printed 'approved	yes	300.00
approved	yes	200.00'
	said ''
	is 'note=during batch 1
note=during batch 2
note=during batch 3' "$(past PRC-2025-000001 details | grep during)"
	check 0 store-check --format=tsv --no-header
	printed ''
	check 0 ledger-verify
}

@test "while a source hangs others write too; it is asked no more in that run, and nothing is guessed of the rest" {
	both
	cat > hangs <<-'EOF'
		echo asked >> calls
		case-note PRC-2025-000002 --note='while it hangs' --wait=0 --quiet > /dev/null || exit 9
		exec tail -f /dev/null
	EOF
	check 1 org-submit "$BIN" "$OTHER_BIN" --pay-source='sh ./hangs' --source-seconds=1 --no-header --format=tsv \
		--columns=application_status,sign,pay_all,cause
	printed 'error	no		the source of pay did not end within 1 second
error	no		the source of pay did not end within 1 second'
	said 'org-submit: warning: error: the source of pay did not end within 1 second
org-submit: warning: error: the source of pay did not end within 1 second'
	is asked "$(cat calls)"
	is 'note=while it hangs' "$(past PRC-2025-000002 details | grep while)"
	check 0 org-submit "$BIN" "$OTHER_BIN" --pay-source="$pays" --no-header --format=tsv --columns=application_status,cause
	printed 'approved	
approved	'
	check 0 store-check --format=tsv --no-header
	printed ''
}

@test "a source that fails otherwise is asked again for the next; one that has failed spares the other its question" {
	both
	check 1 org-submit "$BIN" "$OTHER_BIN" --pay-source='echo pay >> calls; exit 3' --disabled-source='echo disabled >> calls; exit 4' \
		--no-header --format=tsv --columns=application_status,cause --quiet
	printed 'error	the source of disabled ended with exit code 4
error	the source of disabled ended with exit code 4'
	is 'disabled
disabled' "$(cat calls)"
}

@test "who is not due yet is asked about by nobody" {
	organisation
	employs 3
	tells 3 3:100
	check 0 org-submit "$BIN" --pay-source='echo asked >> calls' --no-header --format=tsv --columns=application_status
	printed sent
	check 0 org-submit "$BIN" --pay-source='echo asked >> calls' --no-header --format=tsv --columns=application_status
	printed sent
	check 65 org-submit "$OTHER_BIN" --pay-source='echo asked >> calls'
	said "org-submit: $OTHER_BIN: there is no such organisation"
	[ ! -e calls ]
}

@test "answered by somebody else while the source works: it stands, and is not sent again" {
	sent
	check 0 org-submit "$BIN" --pay-source="case-withdraw PRC-2025-000001 --reason=r > /dev/null; org-submit $BIN > /dev/null; $pays" \
		--no-header --format=tsv --columns=application_status,case,cause,replayed
	printed 'rejected	PRC-2025-000001	the case ended without an answer: withdrawn	yes'
	said 'org-submit: warning: PRC-2025-000001 was answered while the sources were asked'
	is 1 "$(case-list --format=tsv --no-header | wc -l)"
}

@test "sent anew with another list while the source works: what it said of the old list is not used" {
	sent
	cat > meanwhile <<-EOF
		case-withdraw PRC-2025-000001 --reason=r > /dev/null
		org-submit $BIN > /dev/null
		org-employ --org=$BIN $(people 1) --change=remove > /dev/null
		org-submit $BIN > /dev/null
	EOF
	check 0 org-submit "$BIN" --pay-source="sh ./meanwhile; $pays" --no-header --format=tsv --columns=application_status,case,replayed
	printed 'sent	PRC-2025-000002	yes'
	said 'org-submit: warning: PRC-2025-000002 waits for its answer, which cannot come before 2025-06-02T16:00:00+05:00'
	now 2025-06-02T16:00:00+05:00
	is 'approved | 2' "$(answer application_status,people --pay-source="$pays")"
}

@test "a store that cannot be read: no source is asked" {
	organisation
	rm store.db
	check 69 org-submit "$BIN" --pay-source='echo asked >> calls'
	said_part 'store.db'
	[ ! -e calls ]
}

@test "two at once: each asks, and there is one answer" {
	sent
	org-submit "$BIN" --pay-source="$pays" > /dev/null 2>&1 &
	org-submit "$BIN" --pay-source="$pays" > /dev/null 2>&1 || true
	wait $! || true
	is 'approved | PRC-2025-000001' "$(lists "$BIN" application_status,case)"
	is 1 "$(past PRC-2025-000001 acts_done | grep -c '^answer$')"
	is 1 "$(case-list --format=tsv --no-header | wc -l)"
	check 0 store-check --format=tsv --no-header
	printed ''
}
