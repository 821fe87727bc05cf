#!/usr/bin/env bats
# service-show: the rows of a regulation, as its files have them.
load lib

prepare() { store-init --rehearsal --quiet; }

@test "the steps, one line a limit" {
	check 0 service-show almaty-2017/wheelchair --columns=step,role,acts,value,unit,bound,counts_from
	said ""
	printed "step	role	acts	value	unit	bound	counts_from
1	division-specialist	register	30	minute	max	previous
2	head	assign	1	working-day	max	previous
3	specialist	prepare	8	working-day	max	previous
4	head	decide sign	1	working-day	max	previous
5	executor	issue	30	minute	max	previous"
	check 0 service-show foreign-labour-permit --variant=issue --channel=office --no-header --columns=step,acts,value,bound,counts_from,on
	printed_part "10	conclude	1	max	previous	
10	conclude	3	min	step:8	
"
	printed_part "13e	dispatch	30	max	previous	missed:13d"
}

@test "every part of every regulation prints the rows of its file" {
	local part
	for part in regulations steps terms extensions lapses repetitions results grounds documents facts permits; do
		service-show --part="$part" - > shown < <(
			echo regulation
			service-list --no-header --columns=regulation
		)
		diff <(head -n 1 shown) <(head -n 1 "$CASEKIT_DATA/catalogue/$part.tsv")
		diff <(sort shown) <(sort "$CASEKIT_DATA/catalogue/$part.tsv")
	done
}

@test "a list that all variants share is shown with each of them" {
	check 0 service-show foreign-labour-permit --variant=extend --channel=portal --no-header --columns=variant,step
	said ""
	[ "${#lines[@]}" -eq 11 ]
	[ "${lines[0]}" = "	1" ]
	check 0 service-show foreign-labour-permit --variant=extend --channel=office --no-header --columns=step
	[ "${#lines[@]}" -eq 14 ]
}

@test "an edition, and none such" {
	check 0 service-show wheelchair --edition=2017-12-20 --no-header --columns=step
	said ""
	[ "${#lines[@]}" -eq 5 ]
	check 65 service-show wheelchair --edition=2018-12-20 --no-header
	printed ""
	said 'service-show: wheelchair: edition: no edition 2018-12-20 of "wheelchair"'
}

@test "an unknown regulation is 65, an unknown part 64" {
	check 65 service-show stilts --no-header
	printed ""
	said 'service-show: stilts: no service "stilts"'
	check 64 service-show wheelchair --part=legs --no-header
	printed ""
	said_part "--part=legs is no part of a catalogue's edition"
}

@test "a part without rows is a header alone" {
	check 0 service-show wheelchair --part=lapses
	said ""
	printed "regulation	edition	variant	channel	step	text"
}

@test "which variants give a permit, and what it asks for" {
	check 0 service-show foreign-labour-permit --part=permits --columns=variant,permit_kind,quota,share,fee
	said ""
	printed "variant	permit_kind	quota	share	fee
issue	issue	yes	yes	yes
reissue	reissue	no	no	no
extend	extend	no	yes	no
intra-corporate	issue	no	no	no"
	check 0 service-show foreign-labour-permit --part=permits --variant=extend --no-header --columns=variant,clause
	printed "extend	paragraph 5, items 8 and 9"
}
