#!/usr/bin/env bats
# quota-show: quotas for foreign labour, used and left.
load lib

prepare() {
	rehearse "2019-05-03T10:00:00+06:00"
	quota-load < <(printf 'region\tyear\tcategory\tplaces\tsource\n'
		printf 'almaty\t%s\torder 1\n' $'2019\t1\t100' $'2019\t2\t200' $'2020\t1\t110'
		printf 'astana\t2019\t1\t50\torder 2\n')
}

shown() { quota-show --no-header --columns=region,year,category,places "$@"; }

@test "all quotas, the coming year's too" {
	check 0 quota-show
	said ""
	printed "region	year	category	places	places_used	places_left	source
almaty	2019	1	100	0	100	order 1
almaty	2019	2	200	0	200	order 1
almaty	2020	1	110	0	110	order 1
astana	2019	1	50	0	50	order 2"
	check 0 quota-show --format=jsonl --region=astana --columns=places_left
	printed '{"places_left":50}'
}

@test "by region, year and category" {
	check 0 shown --region=almaty --year=2019
	printed "almaty	2019	1	100
almaty	2019	2	200"
	check 0 shown --category=1 --year=2020
	printed "almaty	2020	1	110"
	check 0 shown --region=alma
	printed ""
	said ""
}

@test "a quota that was ended is gone, one that was changed in the year is as at its end" {
	norm-load --quiet --norm=quota --subject="almaty 2019 1" --since=2019-07-01 --source="order 3"
	norm-load --norm=quota --subject="almaty 2019 2" --since=2019-07-01 --value=250 --source="order 3"
	check 0 shown --region=almaty --year=2019
	printed "almaty	2019	2	250"
}

@test "a list takes no records; no store: 69" {
	check 64 quota-show almaty
	printed ""
	check 69 quota-show --store="$PWD/none.db"
	said_part "none.db"
}

@test "a permit uses the places of its workers; a quota lowered below that has none left" {
	rm store.db*
	load cases
	load permits
	prepare
	on 04-16T10:00 permit-issue --quiet "$(ready issue)" --from=2019-05-01 --until=2020-04-30 --by=m.migr > /dev/null
	check 0 quota-show --year=2019 --no-header --columns=category,places,places_used,places_left
	said ""
	printed "1	1000	0	1000
2	1000	2	998
3	1000	10	990
4	1000	0	1000"
	quota-load --region=almaty --year=2019 --category=3 --places=9 --source="order 2"
	check 0 quota-show --year=2019 --category=3 --no-header --columns=places,places_used,places_left,source
	printed "9	10	0	order 2"
}
