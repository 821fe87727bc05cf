#!/usr/bin/env bats
# service-list: the editions that the store has, and those in force on a day.
load lib

prepare() { store-init --rehearsal --quiet; }

@test "every regulation is there, with its variants and channels" {
	check 0 service-list --no-header --columns=regulation
	said ""
	[ "${#lines[@]}" -eq 21 ]
	check 0 service-list almaty-2017/foreign-labour-permit --columns=edition,authority,valid_from,valid_until,variants,channels,refusable
	said ""
	printed "edition	authority	valid_from	valid_until	variants	channels	refusable
2017-12-20	almaty	2017-12-20	2020-10-20	issue reissue extend intra-corporate	office portal	yes"
}

@test "the columns are those that the page promises" {
	check 0 service-list employment/special-workplace
	said ""
	printed "regulation	edition	authority	valid_from	valid_until	repealed_by	act_title	title_kk	title_ru	title_en	variants	channels	refusable
employment/special-workplace	undated	employment				Business process card FK-V.05 (undated)	Мүгедектігі бар адамдарды жұмысқа орналастыру үшін арнайы жұмыс орындарын ұйымдастыру	Организация специальных рабочих мест для трудоустройства лиц с инвалидностью	Special workplaces for people with disabilities	main	office	yes"
}

@test "in force from the first day, and no longer on the day of the repeal" {
	check 0 service-list wheelchair --on=2017-12-19 --no-header --columns=regulation
	printed ""
	said ""
	check 0 service-list wheelchair --on=2017-12-20 --no-header --columns=regulation
	printed "almaty-2017/wheelchair"
	check 0 service-list wheelchair --on=2020-10-19 --no-header --columns=regulation
	printed "almaty-2017/wheelchair"
	check 0 service-list wheelchair --on=2020-10-20 --no-header --columns=regulation
	printed ""
}

@test "undated regulations are always in force" {
	check 0 service-list --on=1999-01-01 --no-header --columns=regulation
	said ""
	printed "employment/special-workplace
procurement/disabled-organisation"
}

@test "an authority's regulations only" {
	check 0 service-list --authority=astana --no-header --columns=regulation
	said ""
	printed "astana-2015/employment-referral
astana-2015/home-schooling
astana-2015/prosthetics"
}

@test "a short name means all that bear it, and operands go one after another" {
	check 0 service-list prosthetics wheelchair --no-header --columns=regulation
	said ""
	printed "almaty-2017/prosthetics
astana-2015/prosthetics
almaty-2017/wheelchair"
}

@test "an unknown regulation is 65, a day that is none 64" {
	check 65 service-list stilts --no-header
	printed ""
	said 'service-list: stilts: no service "stilts"'
	check 64 service-list --on=2019-02-30
	said 'service-list: --on=2019-02-30 is no day such as 2019-05-04'
}

@test "yes and no are true and false in JSON" {
	check 0 service-list wheelchair --format=jsonl --columns=regulation,refusable
	said ""
	printed '{"regulation":"almaty-2017/wheelchair","refusable":false}'
}
