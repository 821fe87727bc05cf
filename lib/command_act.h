/* command_act: what the commands that act on a case share: one table of columns, one call, one record printed. */
#ifndef CK_COMMAND_ACT_H
#define CK_COMMAND_ACT_H

#include "command.h"

/* Every act of a step reads the same columns (CK_ACT_COLUMNS with case, item and key); the step says which it has a use
 * for. case-record reads the act itself too. Ended by {0}. */
extern const struct ck_input ck_record_inputs[];
#define CK_ACT_INPUTS (ck_record_inputs + 1)

/* What the commands that issue a permit read beside case, from and until. */
#define CK_PERMIT_INPUTS \
	{"workers", CK_OPTIONAL, "whom the permit is for, if fewer than the application says"}, \
	{"region", CK_OPTIONAL, "where it is for, if the application does not say"}, \
	{"result", CK_OPTIONAL, NULL}, {"delivery", CK_OPTIONAL, NULL}, {"document", CK_OPTIONAL, NULL}, \
	{"file", CK_OPTIONAL, NULL}, {"note", CK_OPTIONAL, NULL}, {"received", CK_OPTIONAL, NULL}, \
	{"fact", CK_OPTIONAL, NULL}, {"item", CK_OPTIONAL, NULL}, {"at", CK_OPTIONAL, NULL}, {"by", CK_OPTIONAL, NULL}, \
	{"key", CK_OPTIONAL, NULL}, {0}

/* ck_case_act or ck_case_beside with the record, and the case printed as it then stands. */
enum ck_code ck_run_act(struct ck_run *run, const char *act, const struct ck_fields *in, struct ck_error *e);
enum ck_code ck_run_beside(struct ck_run *run, const char *act, const struct ck_fields *in, struct ck_error *e);
/* ck_permit_issue with the record, and the permit printed. */
enum ck_code ck_run_permit(struct ck_run *run, const char *kind, const struct ck_fields *in, struct ck_error *e);

#endif
