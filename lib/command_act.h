/* command_act: what the commands that act on a case share: one table of columns, one call, one record printed. */
#ifndef CK_COMMAND_ACT_H
#define CK_COMMAND_ACT_H

#include "command.h"

/* Every act of a step reads the same columns (CK_ACT_COLUMNS with case, item and key); the step says which it has a use
 * for. case-record reads the act itself too. Ended by {0}. */
extern const struct ck_input ck_record_inputs[];
#define CK_ACT_INPUTS (ck_record_inputs + 1)

/* ck_case_act or ck_case_beside with the record, and the case printed as it then stands. */
enum ck_code ck_run_act(struct ck_run *run, const char *act, const struct ck_fields *in, struct ck_error *e);
enum ck_code ck_run_beside(struct ck_run *run, const char *act, const struct ck_fields *in, struct ck_error *e);

#endif
