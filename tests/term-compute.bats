#!/usr/bin/env bats
# term-compute: when a term ends.
load lib

# due START VALUE UNIT [OPTION...]: only the answer
due() {
	local start="$1" value="$2" unit="$3"
	shift 3
	term-compute --start="$start" --value="$value" --unit="$unit" --no-header --columns=due "$@"
}

@test "the terms of the contract, without any store" {
	check 0 term-compute --columns=start,value,unit,due <<'END'
start	value	unit
2019-04-04T18:20	30	minute
2019-05-03T12:50	20	minute
2019-03-19T11:00	8	working-day
2019-05-02T17:00	3	working-day
2019-05-08T18:00	3	hour
2019-03-14T09:30	10	day
2019-05-31T12:00	1	month
2019-05-10T12:00	0	same-day
END
	said ""
	printed "start	value	unit	due
2019-04-04T18:20	30	minute	2019-04-05T09:20:00+06:00
2019-05-03T12:50	20	minute	2019-05-03T14:40:00+06:00
2019-03-19T11:00	8	working-day	2019-04-03T18:30:00+06:00
2019-05-02T17:00	3	working-day	2019-05-06T18:30:00+06:00
2019-05-08T18:00	3	hour	2019-05-13T11:30:00+06:00
2019-03-14T09:30	10	day	2019-03-26T23:59:59+06:00
2019-05-31T12:00	1	month	2019-07-01T23:59:59+06:00
2019-05-10T12:00	0	same-day	2019-05-13T18:30:00+06:00"
}

@test "the input passes through, and a minimum gives not_before" {
	check 0 term-compute <<'END'
x_note,start,value,unit,bound
"a, b",2019-04-04T10:00,3,working-day,max
c,2019-04-04T10:00,3,working-day,min
END
	said ""
	printed "x_note	start	value	unit	bound	due	not_before
a, b	2019-04-04T10:00	3	working-day	max	2019-04-09T18:30:00+06:00	
c	2019-04-04T10:00	3	working-day	min		2019-04-10T09:00:00+06:00"
}

@test "options alone are one record" {
	check 0 term-compute --start=2019-03-19T11:00 --value=8 --unit=working-day
	said ""
	printed "start	value	unit	due	not_before
2019-03-19T11:00	8	working-day	2019-04-03T18:30:00+06:00	"
}

@test "the six-day week counts Saturdays and carries only Sundays over" {
	check 0 due 2019-03-19T11:00 8 working-day --calendar=kz-6
	said ""
	printed "2019-04-01T18:30:00+06:00"
}

@test "a day off in place of a worked Saturday counts for the five-day week alone" {
	check 0 due 2013-05-08T10:00 1 working-day
	said ""
	printed "2013-05-13T18:30:00+06:00"
	check 0 due 2013-05-08T10:00 1 working-day --calendar=kz-6
	printed "2013-05-10T18:30:00+06:00"
	check 0 due 2013-10-11T10:00 2 working-day
	printed "2013-10-16T18:30:00+06:00"
	check 0 due 2012-04-27T10:00 1 working-day
	printed "2012-04-28T18:30:00+06:00"
}

@test "zone and hours of the record go before those of the calendar" {
	check 0 due 2019-04-04T17:50 30 minute --zone=Asia/Aqtau --hours="09:00-18:00"
	said ""
	printed "2019-04-05T09:20:00+05:00"
}

@test "a start with an offset is that moment, whatever the zone" {
	check 0 due 2019-04-04T12:20:00Z 30 minute
	said ""
	printed "2019-04-05T09:20:00+06:00"
}

@test "the hour that came twice must be named by its offset" {
	check 65 due 2024-02-29T23:30 1 day
	printed ""
	said_part 'start: "2024-02-29T23:30" happens twice in Asia/Almaty'
	check 0 due 2024-02-29T23:30+05:00 0 day
	said ""
	printed "2024-02-29T23:30:00+05:00"
}

@test "no records are no records" {
	check 0 term-compute --input=/dev/stdin <<< "start	value	unit"
	said ""
	printed "start	value	unit	due	not_before"
}

@test "every bad record is refused by name of its column, the good ones stand" {
	check 65 term-compute --columns=due --no-header <<'END'
start	value	unit	bound	calendar	zone	hours
yesterday	1	day				
2019-04-04	many	day				
2019-04-04	-1	day				
2019-04-04	1	week				
2019-04-04	1	day	most			
2019-04-04	1	day		kz-7		
2019-04-04	1	day			Mars/Base	
2019-04-04	1	day				nine to five
2019-04-04	1	day				
END
	printed "2019-04-05T23:59:59+06:00"
	said_part "term-compute:standard input:2: start: "
	said_part "term-compute:standard input:3: value: "
	said_part "term-compute:standard input:4: value: "
	said_part 'term-compute:standard input:5: unit: "week" is none of minute, hour, same-day, working-day, day, month'
	said_part 'term-compute:standard input:6: bound: "most" is neither max nor min'
	said_part 'term-compute:standard input:7: calendar: there is no calendar "kz-7"'
	said_part "term-compute:standard input:8: zone: "
	said_part "term-compute:standard input:9: hours: "
}

@test "without a store no office is known" {
	check 65 due 2019-04-04 1 day --office=ALM
	printed ""
	said_part 'term-compute: office: office "ALM" is not known without a store'
}

@test "without a store and without the data of casekit nothing can be counted" {
	CASEKIT_DATA="$BATS_TEST_TMPDIR/nowhere" check 66 due 2019-04-04 1 day
	printed ""
	said_part "nowhere/calendar/calendars.tsv cannot be opened"
}

@test "data of casekit that is wrong is named by file and line" {
	mkdir -p data/calendar
	printf 'calendar\tweek\tweek_source\tzone\thours\ttitle\nx\t11111\tlaw\tAsia/Almaty\t09:00-18:00\tX\n' > data/calendar/calendars.tsv
	CASEKIT_DATA="$PWD/data" check 78 due 2019-04-04 1 day
	printed ""
	said_part 'data/calendar/calendars.tsv:2: week is not seven of 0 and 1: "11111"'
	printf 'calendar\tweek\tweek_source\tzone\thours\ttitle\nx\t1111111\tlaw\tAsia/Almaty\t09:00-18:00\tX\n' > data/calendar/calendars.tsv
	printf 'calendar\tday\tworks\tknown\treason\tsource\nx\t2019-02-29\tno\t2019-01-01\tr\ts\n' > data/calendar/x.tsv
	CASEKIT_DATA="$PWD/data" check 78 due 2019-04-04 1 day
	said_part 'data/calendar/x.tsv:2: "2019-02-29" is no day such as 2019-05-04'
	printf 'calendar\tweek\tweek_source\tzone\thours\ttitle\nx\t0000000\tlaw\tAsia/Almaty\t09:00-18:00\tX\n' > data/calendar/calendars.tsv
	rm data/calendar/x.tsv
	CASEKIT_DATA="$PWD/data" check 78 due 2019-04-04 1 day
	said_part 'calendar "x" has no working day within a year after 2019-04-05'
}

@test "a store that is there is asked: its offices, and what it learned" {
	rehearse 2019-03-18T10:00:00+06:00
	office-add --quiet --office=LATE --name=Late --office-kind=section --zone=Asia/Aqtau --calendar=kz-6 --hours=14:00-22:00 >/dev/null
	check 0 due 2019-04-05T21:30+05:00 1 hour --office=LATE
	said ""
	printed "2019-04-06T14:30:00+05:00"
	check 0 due 2019-04-05T21:30+05:00 1 hour --office=LATE --calendar=kz-5 --hours=09:00-22:00 --zone=Asia/Almaty
	printed "2019-04-08T10:00:00+06:00"
	check 0 due 2019-04-04T10:00 1 working-day
	printed "2019-04-05T18:30:00+06:00"
	calendar-load --calendar=kz-5 --day=2019-04-05 --works=no --reason="a flood" --source="decree 1" >/dev/null
	check 0 due 2019-04-04T10:00 1 working-day
	printed "2019-04-08T18:30:00+06:00"
	check 65 due 2019-04-04 1 day --office=NONE
	printed ""
	said_part 'office: no office "NONE"'
}

@test "the store's clock says what is known: Kurban ait of 2024 moved nine days before" {
	rehearse 2024-06-01T10:00:00+05:00
	check 0 due 2024-06-14T10:00 1 working-day
	said ""
	printed "2024-06-18T18:30:00+05:00"
	now 2024-06-07T10:00:00+05:00
	check 0 due 2024-06-14T10:00 1 working-day
	said ""
	printed "2024-06-17T18:30:00+05:00"
}
