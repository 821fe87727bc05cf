/* service-list: the regulations of the store, an edition a line. */
#include <string.h>

#include "command.h"
#include "service.h"

static const struct ck_input reads[] = {
	{"regulation", CK_OPTIONAL, "only this regulation: almaty-2017/wheelchair, or its short name: wheelchair"}, {0}};

static const struct ck_option options[] = {
	{"on", "DATE", "only editions in force on this day"},
	{"authority", "AUTHORITY", "only regulations of this authority"},
	{0}};

struct asked {
	struct ck_run *run;
	const char *regulation, *authority;
	bool found;
};

static bool is_asked(const char *asked, const char *regulation)
{
	const char *slash = strrchr(regulation, '/');
	return asked == NULL || strcmp(asked, regulation) == 0 || (slash != NULL && strcmp(asked, slash + 1) == 0);
}

static enum ck_code print(void *to, const struct ck_fields *out, struct ck_error *e)
{
	struct asked *a = to;

	if (!is_asked(a->regulation, ck_fields_get(out, "regulation")))
		return CK_OK;
	a->found = true;
	if (a->authority != NULL && strcmp(a->authority, ck_fields_get(out, "authority")) != 0)
		return CK_OK;
	return ck_run_print(a->run, out, e);
}

/* A regulation that is not in force that day is known all the same. */
static enum ck_code know(void *to, const struct ck_fields *out, struct ck_error *e)
{
	struct asked *a = to;

	(void)e;
	a->found = a->found || is_asked(a->regulation, ck_fields_get(out, "regulation"));
	return CK_OK;
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct asked a = {run, ck_fields_get(in, "regulation"), ck_run_option(run, "authority"), false};
	const char *on = ck_run_option(run, "on");
	ck_day day = CK_NODAY;
	enum ck_code code;

	if (on != NULL && !ck_day_parse(on, &day))
		return ck_fail(e, CK_USAGE, "--on=%s is no day such as 2019-05-04", on);
	code = ck_service_list(ck_run_store(run), NULL, day, print, &a, e);
	if (code == CK_OK && !a.found && a.regulation != NULL)
		code = ck_service_list(ck_run_store(run), NULL, CK_NODAY, know, &a, e);
	if (code != CK_OK || a.found || a.regulation == NULL)
		return code;
	ck_fail(e, CK_BADDATA, "no service \"%s\"", a.regulation);
	return ck_fail_column(e, "regulation");
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "service-list",
		.purpose = "list the regulations that cases are kept under",
		.examples = "service-list --on=2019-03-18 --authority=almaty\n"
		            "service-list wheelchair",
		.mode = CK_READS,
		.key = "regulation",
		.reads = reads,
		.prints = "regulation edition authority valid_from valid_until repealed_by act_title title_kk title_ru title_en "
		          "variants channels refusable",
		.options = options,
		.asks = true,
		.no_desk = true,
		.each = list,
	};

	return ck_command_main(&command, argc, argv);
}
