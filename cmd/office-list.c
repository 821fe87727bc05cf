/* office-list: the offices, as office-add reads them. */
#include "command.h"
#include "people.h"

static enum ck_code print(void *run, const struct ck_fields *out, struct ck_error *e)
{
	return ck_run_print(run, out, e);
}

static enum ck_code list(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	(void)in;
	return ck_office_list(ck_run_desk(run), NULL, print, run, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
		.name = "office-list",
		.purpose = "list the offices of the store",
		.examples = "office-list\n"
		            "office-list | office-add --store=new.db",
		.mode = CK_READS,
		.prints = "office name office_kind parent zone calendar hours authority",
		.asks = true,
		.each = list,
	};

	return ck_command_main(&command, argc, argv);
}
