# tests/permits.bash: what the tests of permits share beside lib.bash and cases.bash: the ways from an application to a permit,
# each as one pipe. Every command of a way has a clock of its own; the application comes in on Monday, 1 April 2019.

prepare() {
	rehearse 2019-01-03T10:00:00+06:00
	quotas 1000
	printf 'norm\tsubject\tsince\tvalue\tsource\n' > fees.tsv
	printf 'permit-fee\t%s\t2019-01-01\t100\tTax Code, article 1\n' 1 2 3 4 >> fees.tsv
	norm-load --quiet < fees.tsv > /dev/null
	# Twelve workers for a firm whose staff is large enough.
	workers='2:TUR:2142:2 3:UZB:7111:10' staff='1:3:0 2:40:5 3:90:0' region=almaty
	decision=(--decision=grant) fee=paid
	: > payments
	now 2019-04-16T10:00:00+06:00
}

# quotas PLACES: places for foreign workers of every category in 2019 and 2020
quotas() {
	local year category
	for year in 2019 2020; do
		for category in 1 2 3 4; do
			printf 'almaty\t%s\t%s\t%s\torder of the minister 1\n' "$year" "$category" "$1"
		done
	done | cat <(printf 'region\tyear\tcategory\tplaces\tsource\n') - | quota-load --quiet > /dev/null
}

# on MM-DDTHH:MM COMMAND...: runs it at that time of 2019, so many days later as `later` says; with `why` a file, it keeps there
# for each step that is next then: its limits, when they end, and by which clause
on() {
	local time="2019-$1:00" out
	shift
	[ -z "${later:-}" ] || time=$(date -d "${time/T/ } UTC $later days" +%FT%T)
	local -x CASEKIT_NOW="$time+06:00"
	if [ -z "${why:-}" ]; then
		"$@"
		return
	fi
	out=$("$@") || { printf '%s\n' "$out"; return 1; }
	# shellcheck disable=SC2046 # numbers of cases, a word each
	case-explain $(column case <<< "$out") --format=tsv --no-header \
		--columns=step_open,limit_value,limit_unit,limit_bound,counted_from,ends,clause | awk -F'\t' '$6' >> "$why"
	printf '%s\n' "$out"
}

# apply VARIANT [OPTION...]: enters an application for a permit
apply() {
	local variant=$1 options=()
	shift
	[ -z "$workers" ] || options+=(--workers="$workers")
	[ -z "$staff" ] || options+=(--staff="$staff")
	[ -z "$region" ] || options+=(--region="$region")
	on 04-01T10:00 case-register --quiet --service=foreign-labour-permit --variant="$variant" --by=s.reg \
		--applicant="${applicant:-080440005158}" --name='ЖШС «Көктем»' "${options[@]}" "$@"
}

# way_VARIANT: takes applications up to the step that gives the permit
way_issue() {
	on 04-01T10:20 case-assign --to=a.bek --by=h.head |
		on 04-01T12:00 case-record --act=notify --by=s.reg |
		on 04-02T10:00 case-refer --by=s.reg |
		on 04-02T12:00 case-record --act=examine --by=m.migr |
		on 04-02T16:00 case-record --act=accept --by=m.migr |
		on 04-02T17:00 case-record --act=publish --by=m.migr |
		on 04-03T10:00 case-refer --by=m.migr |
		on 04-08T11:00 case-conclude --finding=recommended --by=k.comm |
		on 04-08T12:00 case-record --act=prepare --by=m.migr |
		on 04-08T12:20 case-decide "${decision[@]}" --by=h.head |
		{ if [ "$fee" = unpaid ]; then cat; else way_fee; fi; }
}
# The applicant is told, and pays with a document of a number of its own.
way_fee() {
	echo paid >> payments
	on 04-09T10:00 case-record --act=notify --by=m.migr |
		on 04-15T10:00 case-record --act=pay --payment="$(wc -l < payments)" --paid-on=2019-02-12 --amount=1200 \
			--document=payment-proof --by=m.migr
}
way_intra_corporate() {
	on 04-01T10:20 case-assign --to=a.bek --by=h.head |
		on 04-01T12:00 case-record --act=notify --by=s.reg |
		on 04-02T10:00 case-refer --by=s.reg |
		on 04-02T12:00 case-record --act=accept --by=m.migr |
		on 04-02T17:00 case-record --act=publish --by=m.migr |
		on 04-03T10:00 case-record --act=accept --by=m.migr |
		on 04-08T11:00 case-conclude --finding=recommended --by=k.comm |
		on 04-08T12:00 case-record --act=prepare --by=m.migr |
		on 04-08T12:20 case-decide --decision=grant --by=h.head
}
way_reissue() {
	on 04-01T10:20 case-assign --to=a.bek --by=d.head |
		on 04-02T10:00 case-record --act=notify --by=s.reg |
		on 04-02T12:00 case-refer --by=s.reg |
		on 04-02T15:00 case-record --act=accept --by=m.migr |
		on 04-02T16:00 case-decide --decision=grant --by=h.head |
		on 04-02T17:00 case-record --act=prepare --by=m.migr |
		on 04-02T17:20 case-sign --by=h.head
}
way_extend() {
	on 04-01T10:20 case-assign --to=a.bek --by=d.head |
		on 04-02T10:00 case-record --act=notify --by=s.reg |
		on 04-02T12:00 case-refer --by=s.reg |
		on 04-02T15:00 case-record --act=accept --by=m.migr |
		on 04-02T16:00 case-refer --by=m.migr |
		on 04-02T17:00 case-decide --decision=grant --by=h.head |
		on 04-02T18:00 case-record --act=accept --document=confirming-papers --by=m.migr
}

# ready VARIANT [OPTION...]: the number of a case whose permit is the next to be done
ready() { apply "$@" | "way_${1//-/_}" | column case; }

# held: a permit that was issued two months before, holds until the end of the year, and belongs to the same firm
held() {
	local later=-56
	on 04-16T10:00 permit-issue "$(ready issue)" --from=2019-02-19 --until=2019-12-31 --by=m.migr | column permit
}

# everything: all that the store says of cases, permits, payments and quotas
everything() {
	case-list --format=tsv
	case-list --format=tsv --columns=case | case-history - --format=tsv
	permit-list --format=tsv
	quota-show --format=tsv
}
# shown PERMIT COLUMNS: these columns of the permit, on a day if one is given; several values are separated by " | "
shown() { permit-check "$1" "${@:3}" --format=tsv --no-header --columns="$2" | sed 's/\t/ | /g'; }
