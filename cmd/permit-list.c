/* permit-list: permits by any filter, or counted in groups. */
#include "command_tally.h"
#include "permit.h"

static const struct ck_option options[] = {
    {"office", "OFFICE", "given by that office"},
    {"applicant", "NUMBER", "of the employer with that IIN or BIN"},
    {"region", "REGION", "for that administrative unit"},
    {"category", "CATEGORY", "for workers of that category"},
    {"citizenship", "COUNTRY", "for citizens of that country: TUR"},
    {"profession", "CODE", "for that profession"},
    {"case", "CASE", "from that case"},
    {"chain-of", "PERMIT", "that permit with all before and after it"},
    {"status", "STATUS", "valid, not-yet-valid, expired, replaced or revoked"},
    {"expiring", "SPAN", "whose last day comes within that many days: 30d, 4w; not those revoked or replaced"},
    {"on", "DATE", "as they stand on that day; default today, where each one's office is"},
    {"limit", "N", "at most so many"},
    {"group-by", "COLUMN", "count the permits by the values of these columns"},
    {0},
};

static enum ck_code read_ask(struct ck_run *run, struct ck_permit_ask *ask, struct ck_error *e)
{
	const char *on = ck_run_option(run, "on"), *limit = ck_run_option(run, "limit");

	*ask = (struct ck_permit_ask){
	    .office = ck_run_option(run, "office"), .applicant = ck_run_option(run, "applicant"),
	    .region = ck_run_option(run, "region"), .category = ck_run_option(run, "category"),
	    .citizenship = ck_run_option(run, "citizenship"), .profession = ck_run_option(run, "profession"),
	    .permit_case = ck_run_option(run, "case"), .chain_of = ck_run_option(run, "chain-of"),
	    .status = ck_run_option(run, "status"), .expiring = ck_run_option(run, "expiring"), .on = CK_NODAY,
	};
	if (on != NULL && !ck_day_parse(on, &ask->on))
		return ck_fail(e, CK_USAGE, "--on=%s is no date YYYY-MM-DD", on);
	if (limit != NULL && (!ck_text_number(limit, &ask->limit) || ask->limit < 1))
		return ck_fail(e, CK_USAGE, "--limit=%s is no number of permits", limit);
	return CK_OK;
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_permit_ask ask;
	enum ck_code code = ck_run_tally(run, "permits", CK_PERMIT_COLUMNS, e);

	(void)in;
	if (code == CK_OK)
		code = read_ask(run, &ask, e);
	return code == CK_OK ? ck_permit_list(ck_run_desk(run), &ask, ck_run_count, run, e) : code;
}

int main(int argc, char **argv)
{
	static struct ck_tally *tally;
	static const struct ck_command command = {
	    .name = "permit-list",
	    .purpose = "list permits by any filter, or count them in groups",
	    .examples = "permit-list --expiring=30d --office=ALM\n"
	                "permit-list --chain-of=ALM-2019-P000005\n"
	                "permit-list --status=valid --group-by=region\n",
	    .mode = CK_READS,
	    .prints = CK_PERMIT_COLUMNS,
	    .options = options,
	    .asks = true,
	    .each = list,
	    .finish = ck_run_print_tally,
	    .state = &tally,
	};

	return ck_command_main(&command, argc, argv);
}
