/* command_permit: apart from command_act.c, so that no other act carries the permits along. */
#include "command_act.h"

#include "permit.h"

enum ck_code ck_run_permit(struct ck_run *run, const char *kind, const struct ck_fields *in, struct ck_error *e)
{
	struct ck_fields out = {0};
	enum ck_code code = ck_permit_issue(ck_run_desk(run), kind, in, &out, e);

	if (code == CK_OK)
		code = ck_run_print(run, &out, e);
	ck_fields_free(&out);
	return code;
}
