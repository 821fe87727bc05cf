#!/usr/bin/env bats
# day-list: the days of a calendar on which not the week alone decides.
load lib

prepare() { rehearse "2026-11-20T10:00:00+05:00"; }

days() { day-list --no-header --columns=day,weekday,works,reason "$@"; }

@test "Nauryz of 2019, with its carry, and with acts and knowledge" {
	check 0 day-list --from=2019-03-21 --until=2019-03-31
	said ""
	printed "calendar	day	weekday	works	known	reason	source
kz-5	2019-03-21	Thu	no	2001-12-13T00:00:00+06:00	Nauryz	Law on holidays of 13.12.2001, art. 3
kz-5	2019-03-22	Fri	no	2001-12-13T00:00:00+06:00	Nauryz	Law on holidays of 13.12.2001, art. 3
kz-5	2019-03-23	Sat	no	2001-12-13T00:00:00+06:00	Nauryz	Law on holidays of 13.12.2001, art. 3
kz-5	2019-03-25	Mon	no	2001-12-13T00:00:00+06:00	carried over from 2019-03-23	Law on holidays of 13.12.2001, art. 5"
}

@test "May of 2019: the exchange of 4 and 10 May" {
	check 0 days --from=2019-05-01 --until=2019-05-31
	said ""
	printed "2019-05-01	Wed	no	Day of the Unity of the People
2019-05-04	Sat	yes	worked in place of 2019-05-10
2019-05-07	Tue	no	Defender of the Fatherland Day
2019-05-09	Thu	no	Victory Day
2019-05-10	Fri	no	off, worked on 2019-05-04 instead"
}

@test "two neighbouring holidays carry over each its own" {
	check 0 days --from=2022-01-01 --until=2022-01-31
	said ""
	printed "2022-01-01	Sat	no	New Year
2022-01-02	Sun	no	New Year
2022-01-03	Mon	no	carried over from 2022-01-01
2022-01-04	Tue	no	carried over from 2022-01-02
2022-01-07	Fri	no	Orthodox Christmas"
	check 0 days --from=2016-05-01 --until=2016-05-31
	printed "2016-05-01	Sun	no	Day of the Unity of the People
2016-05-02	Mon	no	carried over from 2016-05-01
2016-05-07	Sat	no	Defender of the Fatherland Day
2016-05-09	Mon	no	Victory Day
2016-05-10	Tue	no	carried over from 2016-05-07"
}

@test "7 January and Kurban ait are never carried over" {
	check 0 days --from=2017-01-03 --until=2017-01-31
	said ""
	printed "2017-01-03	Tue	no	carried over from 2017-01-01
2017-01-07	Sat	no	Orthodox Christmas"
	check 0 days --from=2019-08-01 --until=2019-08-29
	printed "2019-08-11	Sun	no	first day of Kurban ait"
}

@test "a day that was carried over may be exchanged in its turn" {
	check 0 days --from=2020-05-07 --until=2020-05-12
	said ""
	printed "2020-05-07	Thu	no	Defender of the Fatherland Day
2020-05-08	Fri	no	off, worked on 2020-05-11 instead
2020-05-09	Sat	no	Victory Day
2020-05-11	Mon	yes	worked in place of 2020-05-08"
}

@test "March of 2026: 24 and 25 off, 16 worked" {
	check 0 days --all --from=2026-03-16 --until=2026-03-26
	said ""
	printed "2026-03-16	Mon	yes	
2026-03-17	Tue	yes	
2026-03-18	Wed	yes	
2026-03-19	Thu	yes	
2026-03-20	Fri	yes	
2026-03-21	Sat	no	Nauryz
2026-03-22	Sun	no	Nauryz
2026-03-23	Mon	no	Nauryz
2026-03-24	Tue	no	carried over from 2026-03-21
2026-03-25	Wed	no	carried over from 2026-03-22
2026-03-26	Thu	yes	"
}

@test "how many days off every month of 2019 has" {
	local month got=""
	for month in 01 02 03 04 05 06 07 08 09 10 11 12; do
		got+="$(day-list --all --no-header --columns=day,works --from=2019-01-01 --until=2019-12-31 | grep -c "^2019-$month-.*	no$") "
	done
	[ "$got" = "11 8 14 8 11 10 9 10 9 8 9 12 " ] || { echo "$got"; return 1; }
}

@test "as known then: Kurban ait of 2024, and the holidays that a law took away in 2022" {
	check 0 days --from=2024-06-01 --until=2024-06-30 --known=2024-06-06
	said ""
	printed "2024-06-17	Mon	no	first day of Kurban ait"
	check 0 days --from=2024-06-01 --until=2024-06-30 --known=2024-06-07
	printed "2024-06-16	Sun	no	first day of Kurban ait
2024-06-17	Mon	yes	Kurban ait moved to 2024-06-16"
	check 0 days --from=2022-10-20 --until=2022-12-31 --known=2022-09-01
	printed "2022-12-01	Thu	no	Day of the First President
2022-12-16	Fri	no	Independence Day
2022-12-17	Sat	no	Independence Day
2022-12-19	Mon	no	carried over from 2022-12-17"
	check 0 days --from=2022-10-20 --until=2022-12-31
	printed "2022-10-22	Sat	yes	worked in place of 2022-10-24
2022-10-24	Mon	no	off, worked on 2022-10-22 instead
2022-10-25	Tue	no	Republic Day
2022-12-01	Thu	yes	no longer a holiday
2022-12-16	Fri	no	Independence Day
2022-12-17	Sat	no	no longer a holiday, a Saturday
2022-12-19	Mon	yes	2022-12-17 no longer a holiday"
}

@test "the six-day week" {
	check 0 days --calendar=kz-6 --from=2019-03-21 --until=2019-05-31
	said ""
	printed "2019-03-21	Thu	no	Nauryz
2019-03-22	Fri	no	Nauryz
2019-03-23	Sat	no	Nauryz
2019-05-01	Wed	no	Day of the Unity of the People
2019-05-07	Tue	no	Defender of the Fatherland Day
2019-05-09	Thu	no	Victory Day"
}

@test "the calendars reach from 2012 to 2027" {
	run -0 days
	[ "${lines[0]}" = "2012-01-01	Sun	no	New Year" ]
	[ "${lines[-1]}" = "2027-12-16	Thu	no	Independence Day" ]
	check 0 days --from=2030-01-01 --until=2030-12-31
	printed ""
	check 0 days --all --from=2030-01-05 --until=2030-01-07
	printed "2030-01-05	Sat	no	
2030-01-06	Sun	no	
2030-01-07	Mon	yes	"
}

@test "what day-list prints, calendar-load reads" {
	day-list --from=2019-05-01 --until=2019-05-31 > may.tsv
	check 0 calendar-load --input=may.tsv --quiet
	said ""
	check 0 day-list --from=2019-05-01 --until=2019-05-31
	printed "$(cat may.tsv)"
}

@test "bad options, an unknown calendar, no store" {
	check 64 day-list --from=2019-02-29
	printed ""
	said_part "--from=2019-02-29 is no day such as 2019-05-04"
	check 64 day-list --until=May
	said_part "--until=May is no day such as 2019-05-04"
	check 64 day-list --known=then
	said_part "--known=then is no time"
	check 65 day-list --calendar=kz-7
	said_part 'calendar: there is no calendar "kz-7"'
	check 69 day-list --store="$PWD/none.db"
	said_part "none.db"
}
