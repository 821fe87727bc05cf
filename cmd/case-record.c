/* case-record: any act of the procedure that has no command of its own. */
#include <string.h>

#include "casework.h"
#include "command_act.h"

/* An act that has a command of its own is done by that one; but a case may be registered again (booked elsewhere). */
static enum ck_code record(struct ck_run *run, const struct ck_fields *in, struct ck_error *e)
{
	const char *act = ck_fields_get(in, "act");
	const struct ck_vocabulary *v;
	const struct ck_act_kind *kind;
	enum ck_code code = ck_desk_vocabulary(ck_run_desk(run), &v, e);

	if (code != CK_OK)
		return code;
	kind = ck_act_find(v, act);
	if (kind != NULL && strcmp(kind->command, "case-record") != 0 && strcmp(kind->command, "case-register") != 0) {
		ck_fail(e, CK_REFUSED, "\"%s\" has a command of its own: %s", act, kind->command);
		return ck_fail_column(e, "act");
	}
	return ck_run_act(run, act, in, e);
}

int main(int argc, char **argv)
{
	static const struct ck_command command = {
	    .name = "case-record",
	    .purpose = "record an act of the procedure that has no command of its own",
	    .examples = "case-record ALM-2019-000017 --act=prepare --by=a.bek\n"
	                "case-list --next-act=prepare --responsible=a.bek | case-record --act=prepare --by=a.bek\n",
	    .mode = CK_WRITES,
	    .key = "case",
	    .reads = ck_record_inputs,
	    .prints = CK_CASE_COLUMNS,
	    .each = record,
	};

	return ck_command_main(&command, argc, argv);
}
