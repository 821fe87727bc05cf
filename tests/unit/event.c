/* Chains of every series packed, unpacked, printed and read; their order; and what is no number. */
#include "event.h"
#include "unit.h"

static const struct {
	enum ck_series series;
	int year, number;
	const char *text;
} numbers[] = {
    {CK_SERIES_CASE, 2019, 17, "ALM-2019-000017"},
    {CK_SERIES_CASE, 1900, 1, "ALM-1900-000001"},
    {CK_SERIES_CASE, 2155, CK_CHAIN_LAST_NUMBER, "ALM-2155-16777215"},
    {CK_SERIES_IMPORTED, 2019, 17, "ALM-2019-I000017"},
    {CK_SERIES_BATCH, 2019, CK_CHAIN_LAST_NUMBER, "ALM-2019-B16777215"},
    {CK_SERIES_JOURNAL, 0, 0, "ALM-J"},
    {CK_SERIES_SESSION, 2019, 17, "ALM-2019-S000017"},
    {CK_SERIES_SESSION, 1900, 1, "ALM-1900-S000001"},
    {CK_SERIES_SESSION, 2155, CK_CHAIN_LAST_SHARED, "ALM-2155-S2097151"},
    {CK_SERIES_ORG, 2019, 1, "ALM-2019-O000001"},
    {CK_SERIES_ORG, 2155, CK_CHAIN_LAST_SHARED, "ALM-2155-O2097151"},
    {CK_SERIES_PERMIT, 2019, 999999, "ALM-2019-P999999"},
    {CK_SERIES_PERMIT, 2155, CK_CHAIN_LAST_SHARED, "ALM-2155-P2097151"},
};

static void test_every_series(void)
{
	for (size_t i = 0; i < sizeof numbers / sizeof *numbers; i++) {
		const ck_chain chain = ck_chain_pack(16383, numbers[i].year, numbers[i].series, numbers[i].number);
		char text[40], office[9];
		int no, year, number;
		enum ck_series series;

		CHECK(chain > 0 && (chain & CK_CHAIN_LAST_SEQ) == 0);
		ck_chain_unpack(chain | CK_CHAIN_LAST_SEQ, &no, &year, &series, &number); /* any event of the chain */
		CHECK(no == 16383 && year == numbers[i].year && series == numbers[i].series && number == numbers[i].number);
		ck_chain_print(text, "ALM", chain);
		CHECK_TEXT(text, numbers[i].text);
		CHECK(ck_chain_parse(text, office, &year, &series, &number));
		CHECK_TEXT(office, "ALM");
		CHECK(year == numbers[i].year && series == numbers[i].series && number == numbers[i].number);
	}
}

/* What is stored today is found tomorrow: the identities themselves. */
static void test_identities(void)
{
	CHECK(ck_chain_pack(1, 2019, CK_SERIES_CASE, 17) + 1 == 824633721389057);
	CHECK(ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0) == (1LL << 49 | 3LL << 39));
	CHECK(ck_chain_pack(1, 2019, CK_SERIES_SESSION, 17) == (1LL << 49 | 119LL << 41 | 3LL << 39 | 1LL << 36 | 17LL << 15));
	CHECK(ck_chain_pack(1, 2019, CK_SERIES_ORG, 17) == (1LL << 49 | 119LL << 41 | 3LL << 39 | 2LL << 36 | 17LL << 15));
	CHECK(ck_chain_pack(1, 2019, CK_SERIES_PERMIT, 17) == (1LL << 49 | 119LL << 41 | 3LL << 39 | 3LL << 36 | 17LL << 15));
}

/* No two of an office and year are the same, and none is another office's. */
static void test_order(void)
{
	ck_chain before = ck_chain_pack(1, 2019, CK_SERIES_BATCH, CK_CHAIN_LAST_NUMBER);

	for (enum ck_series series = CK_SERIES_SESSION; series <= CK_SERIES_PERMIT; series++) {
		CHECK(before < ck_chain_pack(1, 2019, series, 0));
		before = ck_chain_pack(1, 2019, series, CK_CHAIN_LAST_SHARED);
		CHECK(ck_chain_pack(1, 2019, series, 17) < ck_chain_pack(1, 2019, series, 18));
	}
	CHECK(before < ck_chain_pack(1, 2020, CK_SERIES_CASE, 1));
	CHECK(ck_chain_pack(1, 0, CK_SERIES_JOURNAL, 0) < ck_chain_pack(1, 1900, CK_SERIES_SESSION, 1));
	CHECK(ck_chain_pack(1, 2155, CK_SERIES_PERMIT, CK_CHAIN_LAST_SHARED) < ck_chain_pack(2, 1900, CK_SERIES_CASE, 1));
}

static void test_no_numbers(void)
{
	static const char *const wrong[] = {
	    "ALM-2019-S17",      "ALM-2019-S0000017", "ALM-2019-S000000", "ALM-2019-s000017", "ALM-2019-SP000017",
	    "ALM-2019-S2097152", "ALM-2019-P2097152", "ALM-2019-O2097152", "ALM-2019-P16777215", "ALM-1899-P000001",
	    "ALM-2156-S000001",  "ALM-2019-J000001",  "ALM-2019-Q000001", "ALM-2019-P",       "ALM-2019-P 00001",
	    "ALM-2019-0000S1",   "ALM-S000001",       "ALM-P",            "ALM-2019-P000001 "};
	char office[9];
	int year, number;
	enum ck_series series;

	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		CHECK(!ck_chain_parse(wrong[i], office, &year, &series, &number));
}

static void test_events_held(void)
{
	struct ck_events evs = {0};
	struct ck_event *ev;

	for (int i = 1; i <= 20; i++) {
		ev = ck_events_add(&evs);
		CHECK(ev->acts == NULL && ev->data.count == 0);
		ev->seq = i;
		ev->acts = ck_copy("register");
		ck_fields_set(&ev->data, "applicant", "610202401010");
	}
	CHECK(evs.count == 20 && evs.at[0].seq == 1 && evs.at[19].seq == 20);
	ck_event_free(&evs.at[19]);
	CHECK(evs.at[19].seq == 0 && evs.at[19].acts == NULL && evs.at[19].data.count == 0);
	ck_events_free(&evs);
	CHECK(evs.count == 0 && evs.at == NULL);
}

int main(void)
{
	test_every_series();
	test_identities();
	test_order();
	test_no_numbers();
	test_events_held();
	return unit_end();
}
