/* case-register: an application enters the office. */
#include <stdio.h>

#include "casework.h"
#include "command.h"
#include "notice.h"

static const struct ck_input reads[] = {
    {"service", CK_NEEDED, NULL},
    {"applicant", CK_NEEDED, NULL},
    {"name", CK_OPTIONAL, "name of the applicant"},
    {"variant", CK_OPTIONAL, NULL},
    {"channel", CK_OPTIONAL, "how it comes: office (the default), corporation, portal"},
    {"office", CK_OPTIONAL, "the office that registers it; default that of who acts"},
    {"representative", CK_OPTIONAL, NULL},
    {"submitted", CK_OPTIONAL, NULL},
    {"document", CK_OPTIONAL, "kinds of the papers handed in, words of the catalogue"},
    {"file", CK_OPTIONAL, "the application itself"},
    {"region", CK_OPTIONAL, "of a permit: the administrative unit: almaty"},
    {"workers", CK_OPTIONAL, NULL},
    {"staff", CK_OPTIONAL, NULL},
    {"permit", CK_OPTIONAL, "the permit that shall be reissued or extended"},
    {"received", CK_OPTIONAL, NULL},
    {"fact", CK_OPTIONAL, NULL},
    {"note", CK_OPTIONAL, NULL},
    {"at", CK_OPTIONAL, NULL},
    {"by", CK_OPTIONAL, NULL},
    {"key", CK_OPTIONAL, NULL},
    {0},
};

static enum ck_code print_slip(struct ck_run *run, const struct ck_fields *out, struct ck_fields *slip,
                               struct ck_error *e)
{
	struct ck_buffer text = {0};
	char path[4096];
	enum ck_code code;

	for (size_t i = 0; i < out->count; i++)
		ck_fields_set(slip, out->at[i].name, out->at[i].value);
	snprintf(path, sizeof path, "%s/notices/slip.txt", ck_run_data(run));
	code = ck_notice_fill(path, slip, CK_CASE_COLUMNS " office_name taken_by title_kk title_ru title_en", &text, e);
	if (code == CK_OK)
		code = ck_run_say(run, text.text == NULL ? "" : text.text, e);
	ck_buffer_free(&text);
	return code;
}

static enum ck_code enter(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0}, slip = {0};
	enum ck_code code = ck_case_register(ck_run_desk(run), in, &out, &slip, e);

	if (code == CK_OK && ck_run_option(run, "slip") != NULL)
		code = print_slip(run, &out, &slip, e);
	else if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	ck_fields_free(&slip);
	return code;
}

int main(int argc, char **argv)
{
	static const struct ck_option options[] = {{"slip", NULL, "print the receipt slip instead of the record"}, {0}};
	static const struct ck_command command = {
	    .name = "case-register",
	    .purpose = "enter an application and print its case, or the receipt slip",
	    .examples = "case-register --service=wheelchair --applicant=701111301109 --name=\"Тәжібаев Асқар\" --by=s.reg\n"
	                "case-register --input=morning.csv --by=s.reg | case-assign --to=a.bek --by=h.head\n"
	                "case-register --slip --service=wheelchair --applicant=701111301109 --by=s.reg | lp\n",
	    .mode = CK_WRITES,
	    .reads = reads,
	    .prints = CK_CASE_COLUMNS,
	    .options = options,
	    .each = enter,
	};

	return ck_command_main(&command, argc, argv);
}
