/* quota-load: how many foreign workers a region may take in a year, by category. */
#include <stdio.h>
#include <string.h>
#include "command.h"
#include "norm.h"

static const struct ck_input reads[] = {
	{"region", CK_NEEDED, NULL}, {"year", CK_NEEDED, NULL}, {"category", CK_NEEDED, NULL}, {"places", CK_NEEDED, NULL},
	{"source", CK_NEEDED, NULL},
	{"known", CK_OPTIONAL, "since when this is known; default, and at the earliest, now"},
	{0}};

/* A quota is a norm of region, year and category, from the first day of its year on. */
static enum ck_code load(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields norm = {0};
	struct ck_buffer subject = {0};
	char since[16];
	bool added;
	enum ck_code code;

	snprintf(since, sizeof since, "%.4s-01-01", ck_fields_get(in, "year"));
	ck_buffer_printf(&subject, "%s %s %s", ck_fields_get(in, "region"), ck_fields_get(in, "year"),
	                 ck_fields_get(in, "category"));
	ck_fields_set(&norm, "norm", "quota");
	ck_fields_set(&norm, "subject", subject.text);
	ck_fields_set(&norm, "since", since);
	ck_fields_set(&norm, "value", ck_fields_get(in, "places"));
	ck_fields_set(&norm, "source", ck_fields_get(in, "source"));
	ck_fields_set(&norm, "known", ck_fields_get(in, "known"));
	code = ck_norm_load(ck_run_store(run), &norm, ck_desk_now(ck_run_desk(run)), &added, e);
	if (code == CK_BADDATA && strcmp(e->column, "subject") == 0) { /* of three words only the year can be wrong */
		ck_fail(e, CK_BADDATA, "not a year such as 2019");
		ck_fail_column(e, "year");
	}
	ck_buffer_free(&subject);
	ck_fields_free(&norm);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "quota-load",
		.purpose = "load quotas for foreign labour by region, year and category",
		.examples = "quota-load --region=almaty --year=2019 --category=2 --places=1000 --source=\"order 1\"\n"
		            "quota-load < quotas.tsv\n",
		.mode = CK_WRITES,
		.reads = reads,
		.each = load,
	};

	return ck_command_main(&command, argc, argv);
}
