#!/usr/bin/env bats
# case-explain: why a due time is what it is, day by day.
load lib
load cases

@test "eight working days over Nauryz: each day off with its reason and the act that made it one" {
	number=$(enter wheelchair)
	now 2019-03-19T11:00:00+06:00
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	is '2019-04-03T18:30:00+06:00' "$(stands "$number" due)"
	check 0 case-explain "$number" --format=tsv --columns=term_day,weekday,counted,worked,day_note,reason_off,source_off,ends
	printed 'term_day	weekday	counted	worked	day_note	reason_off	source_off	ends
2019-03-19	Tue		yes	start			
2019-03-20	Wed	1	yes	counted			
2019-03-21	Thu		no	day off	Nauryz	Law on holidays of 13.12.2001, art. 3	
2019-03-22	Fri		no	day off	Nauryz	Law on holidays of 13.12.2001, art. 3	
2019-03-23	Sat		no	day off	Nauryz	Law on holidays of 13.12.2001, art. 3	
2019-03-24	Sun		no	day off	weekly day off	Labour Code, art. 84; till 2015 art. 96 (weekly off)	
2019-03-25	Mon		no	day off	carried over from 2019-03-23	Law on holidays of 13.12.2001, art. 5	
2019-03-26	Tue	2	yes	counted			
2019-03-27	Wed	3	yes	counted			
2019-03-28	Thu	4	yes	counted			
2019-03-29	Fri	5	yes	counted			
2019-03-30	Sat		no	day off	weekly day off	Labour Code, art. 84; till 2015 art. 96 (weekly off)	
2019-03-31	Sun		no	day off	weekly day off	Labour Code, art. 84; till 2015 art. 96 (weekly off)	
2019-04-01	Mon	6	yes	counted			
2019-04-02	Tue	7	yes	counted			
2019-04-03	Wed	8	yes	counted			2019-04-03T18:30:00+06:00'
	said ''
	check 0 case-explain "$number" --format=tsv --no-header --columns=case,step_open,limit_value,limit_unit,limit_bound,counted_from,counted_at,clause
	[ "${lines[0]}" = "$number	3	8	working-day	max	previous	2019-03-19T11:00:00+06:00	almaty-2017/wheelchair, office, item 3" ]
	is 1 "$(sort -u <<< "$output" | wc -l)"
}

@test "minutes run in working hours only" {
	now 2019-03-18T12:55:00+06:00
	number=$(enter child-benefit)
	is '2019-03-18T14:35:00+06:00' "$(stands "$number" due)"
	check 0 case-explain "$number" --format=tsv --no-header --columns=limit_value,limit_unit,counted_at,ends
	printed '10	minute	2019-03-18T12:55:00+06:00	2019-03-18T14:35:00+06:00'
}

@test "every limit of the step is told, a minimum too" {
	number=$(firm issue)
	case-assign "$number" --to=s.reg --by=h.head > /dev/null
	case-record "$number" --act=notify --by=s.reg > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	for act in examine accept publish; do
		case-record "$number" --act=$act --by=m.migr > /dev/null
	done
	case-refer "$number" --by=m.migr > /dev/null
	case-explain "$number" --format=tsv --no-header --columns=limit_bound,counted_from,term_day,day_note,ends | grep + > ends.tsv
	is 'max	previous	2019-03-19	counted	2019-03-19T18:30:00+06:00
min	step:8	2019-03-27	work opens	2019-03-27T09:00:00+06:00
max		2019-03-27	moved behind the minimum	2019-03-27T18:30:00+06:00' "$(cat ends.tsv)"
}

@test "the term of the whole case is told beside that of the step" {
	number=$(enter local-assistance --fact=papers-missing)
	check 0 case-explain "$number" --format=tsv --no-header --columns=step_open,limit_bound,limit_value,limit_unit,counted_from,ends
	is '2	max	10	minute	previous	2019-03-18T10:10:00+06:00
	term	20	working-day	registration	2019-04-18T18:30:00+06:00' "$(grep + <<< "$output")"
}

@test "a month's extension is named, and the day it moved to" {
	number=$(enter semey-compensation)
	case-assign "$number" --to=s.reg --by=d.head > /dev/null
	case-refer "$number" --by=s.reg > /dev/null
	case-extend "$number" --by=x.comm > /dev/null
	check 0 case-explain "$number" --format=tsv --no-header --columns=extended_for,term_day,day_note,reason_off,ends
	is 'enquiries	2019-05-08	moved from a day off		2019-05-08T23:59:59+06:00' "${lines[-1]}"
	is 'enquiries	2019-05-07	counted	Defender of the Fatherland Day	' "${lines[-2]}"
}

@test "a swap of days is told with the decree" {
	now 2019-05-02T10:00:00+06:00
	number=$(enter wheelchair)
	now 2019-05-03T10:00:00+06:00
	case-assign "$number" --to=a.bek --by=h.head > /dev/null
	case-explain "$number" --format=tsv --no-header --columns=term_day,worked,reason_off | grep -E '2019-05-(04|10)' > swap.tsv
	is '2019-05-04	yes	worked in place of 2019-05-10
2019-05-10	no	off, worked on 2019-05-04 instead' "$(cat swap.tsv)"
}

@test "a closed case has nothing to explain; a step without a limit neither" {
	number=$(enter wheelchair)
	case-withdraw "$number" --reason=moved --by=s.reg > /dev/null
	check 0 case-explain "$number" --no-header
	printed ''
	number=$(enter semey-compensation)
	case-assign "$number" --to=s.reg --by=d.head > /dev/null
	check 0 case-explain "$number" --no-header
	printed ''
	said ''
}

@test "no such case is 65" {
	check 65 case-explain ALMAUE-2019-000009 --no-header
	said 'case-explain: ALMAUE-2019-000009: there is no case ALMAUE-2019-000009'
}
