#!/usr/bin/env bats
# workplace-pipe: a special workplace from its application to the twelfth subsidy of wages, and what may not happen on the way.
# shellcheck disable=SC2030,SC2031,SC2154 # each test is a shell of its own; what the fixtures set
load lib
load cases
load workplaces

@test "from the application to the twelfth wage subsidy: every step of the card, in its order" {
	worked
	sent "$ANNA" 2023-08-01
	quietly case-record "$number" --act=prepare --note='contract and vacancies entered' --by=e.rel
	month 2023-08 60000
	sent "$BOLAT" 2023-09-01
	for m in 2023-09 2023-10 2023-11 2023-12 2024-01 2024-02 2024-03 2024-04 2024-05 2024-06; do
		month $m 120000
	done
	quietly case-record "$number" --act=monitor --note='all at work' --by=e.rel
	is '8 | report' "$(stands "$number" next_step,next_acts)"
	month 2024-07 120000
	is '' "$(stands "$number" next_step)"
	is '1 1.1 2.1 2.2 3.1 4 5 6.1 6.2 6.3' "$(past "$number" step_done | sed 1d | head -n 10 | paste -sd' ')"
	is "$(for i in 1 2 3 4 5 6 7 8 9 10 11 12; do printf '8\n9\n10\n'; done)" "$(past "$number" step_done | grep -xE '8|9|10')"
	is '7.1 7.2 7.2 7.3' "$(past "$number" step_done | grep '^7' | sort | paste -sd' ')"
	is 'no' "$(past "$number" late | grep . | sort -u)"
	is '12' "$(past "$number" step_done,acts_done | grep -c '^10 | pay')"
	check 0 case-list "$number" --no-header --columns=status,outcome,next_step --format=tsv
	printed 'signed	granted	'
	quietly workplace-monitor
	check 0 store-check --no-header
	check 0 ledger-verify --no-header --format=tsv --columns=broken
	printed 0
	# 1.8 million for the places, 60000 + 11 * 120000 for the wages
	is 318000000 "$(past "$number" acts_done,details | sed -n 's/^pay | amount=\([0-9]*\);.*/\1/p' | paste -sd+ | bc)"
}

@test "a month's work as pipes: reports by file, all reviewed, all paid" {
	for i in 1 2 3; do worked; sent "$ANNA" 2023-08-01; done
	now 2023-08-31T18:00:00+06:00
	printf 'case\tmonth\tkey\nALM-2023-000001\t2023-08\ta\nALM-2023-000002\t2023-08\tb\nALM-2023-000003\t2023-08\tc\n' > reports.tsv
	the_pipe() {
		workplace-report --input=reports.tsv --by=e.rel | workplace-review --finding=conforming --by=e.rel |
			workplace-pay --amount=60000 --by=h.head --no-header --format=tsv --columns=case,next_step,paid_total,replayed,key
	}
	check 0 the_pipe
	printed 'ALM-2023-000001	8	1860000.00	no	a
ALM-2023-000002	8	1860000.00	no	b
ALM-2023-000003	8	1860000.00	no	c'
	# The pipe broke, so it is run again: nothing is paid twice.
	check 0 the_pipe
	printed 'ALM-2023-000001	8	1860000.00	yes	a
ALM-2023-000002	8	1860000.00	yes	b
ALM-2023-000003	8	1860000.00	yes	c'
	is 3 "$(for i in 1 2 3; do past ALM-2023-00000$i step_done,acts_done; done | grep -c '^10 | pay')"
	check 0 store-check --no-header
}

@test "a month without a report: it is told of, nothing is paid for it, the others go on" {
	worked --months=3
	sent "$ANNA" 2023-08-01
	month 2023-08 60000
	now 2023-10-31T17:00:00+06:00
	is 'report-late | 2023-09' "$(found | head -n 1)"
	refuses 1 "workplace-pay: $number: step 8 is \"report\" by employer, not \"pay\" (employment/special-workplace, office, item 8)" \
		workplace-pay "$number" --month=2023-09 --amount=60000 --by=h.head
	month 2023-10 60000 --reason='the employer kept no books in September'
	is '' "$(stands "$number" next_step)"
	is '2023-08 2023-10' "$(past "$number" acts_done,details | sed -n 's/^pay | .*month=\(20[0-9-]*\).*/\1/p' | paste -sd' ')"
	refuses 1 "workplace-report: $number: the case is closed (signed): no step is left (employment/special-workplace, office)" \
		workplace-report "$number" --month=2023-09 --by=e.rel
	check 0 store-check --no-header
}

@test "one payment tried by two processes at once: one payment, the other is told that it is made" {
	worked
	sent "$ANNA" 2023-08-01
	now 2023-08-31T17:00:00+06:00
	quietly workplace-report "$number" --month=2023-08 --by=e.rel
	quietly workplace-review "$number" --finding=conforming --by=e.rel
	for i in 1 2 3 4; do
		{
			code=0
			workplace-pay "$number" --month=2023-08 --amount=60000 --key="try-$i" --by=h.head --no-header \
				> "out.$i" 2> "err.$i" || code=$?
			echo $code > "code.$i"
		} &
	done
	wait
	is '0 1 1 1' "$(cat code.? | sort | paste -sd' ')"
	is 1 "$(cat out.? | grep -c .)"
	is "workplace-pay: $number: month: the report of 2023-08 was paid already (employment/special-workplace, office, item 10)" "$(cat err.? | sort -u)"
	is 1 "$(past "$number" step_done,acts_done | grep -c '^10 | pay')"
	check 0 workplace-refer "$number" --employee="$BOLAT" --from=2023-09-01 --by=e.rel --no-header --columns=paid_total
	printed 1860000.00
	check 0 store-check --no-header
}

@test "what somebody writes into the register beside the ledger is found" {
	worked
	sqlite3 store.db "UPDATE entry SET data = replace(data, 'amount=180000000', 'amount=1') WHERE data LIKE '%amount=180000000%'"
	check 1 store-check --no-header --columns=case --format=tsv
	printed "$number"
}

@test "a case that came to its steps without a contract: nothing is signed, reported, paid or filled" {
	drafted
	sqlite3 store.db 'DELETE FROM entry'
	refuses 1 "workplace-sign: $number: the terms of its contract are not known (employment/special-workplace, office, item 4)" \
		workplace-sign "$number" --by=h.head
	worked --from=2023-08-02
	sqlite3 store.db 'DELETE FROM entry WHERE b = 0'
	refuses 1 "workplace-report: $number: the terms of its contract are not known (employment/special-workplace, office, item 8)" \
		workplace-report "$number" --month=2023-08 --by=e.rel
	refuses 1 "workplace-refer: $number: the terms of its contract are not known (employment/special-workplace, office, item 7.2)" \
		workplace-refer "$number" --employee="$ANNA" --from=2023-08-02 --by=e.rel
}
