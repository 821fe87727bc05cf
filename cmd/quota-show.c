/* quota-show: the quotas for foreign labour, and how much of them is used. */
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include "command.h"
#include "norm.h"
#include "register.h"

static const struct ck_option options[] = {
	{"region", "REGION", "only of this region"},
	{"year", "YEAR", "only of this year"},
	{"category", "CATEGORY", "only of this category of workers"},
	{0}};

static const char *const parts[] = {"region", "year", "category"};  /* of a quota's subject, in order */

/* False if an option asks for others. */
static bool take_subject(const struct ck_run *run, const char *subject, struct ck_fields *out)
{
	size_t n;

	for (size_t i = 0; i < sizeof parts / sizeof parts[0]; i++) {
		const char *word = ck_word_next(&subject, &n), *asked = ck_run_option(run, parts[i]);
		char *value = ck_copy_n(word, word != NULL ? n : 0);
		bool wanted = asked == NULL || strcmp(asked, value) == 0;

		ck_fields_set(out, parts[i], value);
		free(value);
		if (!wanted)
			return false;
	}
	return true;
}

static void set_count(struct ck_fields *out, const char *column, int64_t count)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, count);
	ck_fields_set(out, column, text);
}

static enum ck_code show_one(struct ck_run *run, const struct ck_norm *n, struct ck_fields *out, struct ck_error *e)
{
	int64_t year = 0, used = 0;
	enum ck_code code = CK_OK;

	if (!ck_text_number(ck_fields_get(out, "year"), &year))
		return ck_fail(e, CK_CONFIG, "a quota of the year %s", ck_fields_get(out, "year"));
	code = ck_register_quota_used(ck_run_store(run), ck_fields_get(out, "region"), year, ck_fields_get(out, "category"),
	                              &used, e);
	if (code != CK_OK)
		return code;
	set_count(out, "places", n->count);
	set_count(out, "places_used", used);
	set_count(out, "places_left", used < n->count ? n->count - used : 0);
	ck_fields_set(out, "source", n->source);
	return ck_run_print(run, out, e);
}

static enum ck_code show_quota(void *to, const char *subject, const struct ck_norm *n, struct ck_error *e)
{
	struct ck_run *run = to;
	struct ck_fields out = {0};
	enum ck_code code = take_subject(run, subject, &out) ? show_one(run, n, &out, e) : CK_OK;

	ck_fields_free(&out);
	return code;
}

/* As each quota stands at the end of its year: on a day after all of them. */
static enum ck_code show(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	(void)in;
	return ck_norm_each(ck_run_store(run), "quota", INT32_MAX, ck_desk_now(ck_run_desk(run)), show_quota, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "quota-show",
		.purpose = "show quotas for foreign labour, used and left",
		.examples = "quota-show --region=almaty --year=2019\n",
		.mode = CK_READS,
		.prints = "region year category places places_used places_left source",
		.options = options,
		.asks = true,
		.each = show,
	};

	return ck_command_main(&command, argc, argv);
}
