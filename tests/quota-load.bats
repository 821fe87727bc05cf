#!/usr/bin/env bats
# quota-load: quotas for foreign labour, each a norm of region, year and category.
load lib

prepare() { rehearse "2019-05-03T10:00:00+06:00"; }

quotas() {
	printf 'region\tyear\tcategory\tplaces\tsource\n'
	printf 'almaty\t2019\t%s\t%s\torder 1\n' 1 100 2 200
	printf 'astana\t2020\t1\t0\torder 2\n'
}

shown() { quota-show --no-header --columns=region,year,category,places,source "$@"; }

@test "quotas are loaded, silently" {
	check 0 quota-load < <(quotas)
	printed ""
	said ""
	check 0 shown
	printed "almaty	2019	1	100	order 1
almaty	2019	2	200	order 1
astana	2020	1	0	order 2"
	check 0 norm-list --norm=quota --on=2019-01-01
	printed "norm	subject	since	value	source	known
quota	almaty 2019 1	2019-01-01	100	order 1	2019-05-03T10:00:00+06:00
quota	almaty 2019 2	2019-01-01	200	order 1	2019-05-03T10:00:00+06:00"
}

@test "the same again changes nothing; another figure supersedes" {
	quota-load < <(quotas)
	now 2019-05-04T10:00:00+06:00
	check 0 quota-load < <(quotas)
	said ""
	[ "$(norm-list --norm=quota --all --no-header | wc -l)" -eq 3 ]
	check 0 quota-load --region=almaty --year=2019 --category=1 --places=150 --source="order 3"
	check 0 shown --category=1 --year=2019
	printed "almaty	2019	1	150	order 3"
}

@test "a year that is none, places that are no number, known ahead: nothing is written" {
	check 65 quota-load --region=almaty --year=19 --category=1 --places=1 --source=x
	printed ""
	said "quota-load: year: not a year such as 2019"
	check 65 quota-load --region=almaty --year=0019 --category=1 --places=1 --source=x
	said "quota-load: year: not a year such as 2019"
	check 65 quota-load --region=almaty --year=20190 --category=1 --places=1 --source=x
	said "quota-load: year: not a year such as 2019"
	check 65 quota-load --region=almaty --year=2019 --category=1 --places=many --source=x
	said "quota-load: places: not a whole number"
	check 65 quota-load --region="al maty" --year=2019 --category=1 --places=1 --source=x
	said "quota-load: region: not a single word"
	check 1 quota-load --region=almaty --year=2019 --category=1 --places=1 --source=x --known=2019-06-01
	said "quota-load: known: that lies ahead: nobody knows yet what will be known then"
	check 65 quota-load < <(printf 'region\tyear\tcategory\tsource\nalmaty\t2019\t1\tx\n')
	printed ""
	said "quota-load:standard input:1: the column places is needed"
	check 0 shown
	printed ""
}

@test "one bad row, and none of the file is written" {
	check 65 quota-load < <(quotas; printf 'almaty\t2019\t3\t-5\torder 1\n')
	said "quota-load:standard input:5: places: not a whole number
quota-load: 1 of 4 records refused, nothing written"
	check 0 shown
	printed ""
}

@test "no store: 69" {
	check 69 quota-load --store="$PWD/none.db" < <(quotas)
	said_part "none.db"
}
