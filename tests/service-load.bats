#!/usr/bin/env bats
# service-load: new regulations into a store in use; an edition that a case uses is never changed.
load lib

prepare() { rehearse "2019-03-18T10:00:00+06:00"; }

# edition NEW UNTIL: a folder "own" with the wheelchair's rows as an edition from NEW until UNTIL (or without an end)
edition() {
	mkdir -p own
	service-show almaty-2017/wheelchair --edition=2017-12-20 --part=regulations |
		awk -F'\t' -v OFS='\t' -v from="$1" -v until="$2" 'NR > 1 { $2 = $8 = from; $9 = until; $10 = until } 1' > own/regulations.tsv
	local part
	for part in steps results documents; do
		service-show almaty-2017/wheelchair --edition=2017-12-20 --part="$part" |
			awk -F'\t' -v OFS='\t' -v from="$1" 'NR > 1 { $2 = from } 1' > "own/$part.tsv"
	done
}

@test "a later edition is added, and loaded again it changes nothing" {
	edition 2020-10-20 ""
	check 0 service-load --folder=own --columns=regulation,edition,variants
	said ""
	printed "regulation	edition	variants
almaty-2017/wheelchair	2020-10-20	main"
	check 0 service-load --folder=own --no-header --columns=edition
	said ""
	printed "2020-10-20"
	check 0 service-list wheelchair --no-header --columns=edition
	printed "2017-12-20
2020-10-20"
	check 0 service-list wheelchair --on=2021-01-01 --no-header --columns=edition
	printed "2020-10-20"
}

@test "the whole catalogue again changes nothing" {
	service-list > before
	check 0 service-load --folder="$CASEKIT_DATA/catalogue" --no-header --columns=regulation
	said ""
	[ "${#lines[@]}" -eq 21 ]
	check 0 service-list
	printed "$(cat before)"
}

@test "an edition that no case uses is replaced" {
	edition 2020-10-20 ""
	service-load --folder=own > /dev/null
	sed -i 's/	8	working-day/	7	working-day/' own/steps.tsv
	check 0 service-load --folder=own --no-header --columns=edition
	said ""
	check 0 service-show wheelchair --edition=2020-10-20 --no-header --columns=step,value
	printed_part "3	7"
}

@test "an edition that a case uses is never changed" {
	case-register --service=wheelchair --office=ALMAUE --applicant=061211600012 --name="A B" --by=s.reg > /dev/null
	service-show almaty-2017/wheelchair > before
	edition 2017-12-20 2020-10-20
	sed -i 's/	8	working-day/	7	working-day/' own/steps.tsv
	check 1 service-load --folder=own --no-header
	printed ""
	said_part "cases were registered under almaty-2017/wheelchair of 2017-12-20"
	check 0 service-show almaty-2017/wheelchair
	printed "$(cat before)"
}

@test "an edition that overlaps one in the store is 78" {
	edition 2020-01-01 ""
	check 78 service-load --folder=own --no-header
	printed ""
	said "service-load: own/regulations.tsv:2: the edition 2020-01-01 overlaps that of 2017-12-20, which the store has"
}

@test "a mistake is 78, and nothing is written" {
	edition 2020-10-20 ""
	sed -i '3s/assign/conjure/' own/steps.tsv
	check 78 service-load --folder=own --no-header
	printed ""
	said 'service-load: own/steps.tsv:3: acts "conjure" names no act of the vocabulary'
	check 0 service-list wheelchair --no-header --columns=edition
	printed "2017-12-20"
}

@test "a dry run writes nothing" {
	edition 2020-10-20 ""
	check 0 service-load --folder=own --dry-run --format=csv
	said ""
	printed "record_source,record_line,verdict,verdict_reason
,,accepted,"
	check 0 service-list wheelchair --no-header --columns=edition
	printed "2017-12-20"
}

@test "without a folder it is 64, without such a folder 66" {
	check 64 service-load
	said "service-load: --folder=DIR is needed"
	check 66 service-load --folder=nowhere --no-header
	printed ""
	said "service-load: nowhere: No such file or directory"
}

@test "a catalogue without permits: nothing is a permit, everything else works as before" {
	cp -r "$CASEKIT_DATA/catalogue" mine
	rm mine/permits.tsv
	check 0 service-load --folder=mine --quiet
	check 0 service-show foreign-labour-permit --part=permits --no-header
	printed ''
	load cases
	now 2019-04-01T10:00:00+06:00
	number=$(firm reissue)
	refuses 1 'case-register: region: the procedure gives no permit: it has no use for region (almaty-2017/foreign-labour-permit, office reissue)' \
		case-register --service=foreign-labour-permit --variant=reissue --applicant=080440005158 --by=s.reg --quiet --region=almaty
	walk "$number" issue 2019-04-01T10:00
	is "case-issue $number --by=LOGIN" "$(case-show "$number" --columns=command --no-header --format=tsv)"
	check 0 case-issue "$number" --by=m.migr --columns=status,next_step --no-header --format=tsv
	printed 'issued	'
}
