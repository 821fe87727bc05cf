/* command_tally: what the lists share that count in groups instead (--group-by). The command's state is a struct ck_tally *,
 * NULL as long as nothing is counted. */
#ifndef CK_COMMAND_TALLY_H
#define CK_COMMAND_TALLY_H

#include "command.h"
#include "tally.h"

/* Begins to count what there is by the columns of --group-by, if that was given and no count was begun. CK_USAGE: as
 * ck_tally_new, which takes what and columns. */
enum ck_code ck_run_tally(struct ck_run *run, const char *what, const char *columns, struct ck_error *e);
/* A record found: counted, or else printed. to is the run. */
enum ck_code ck_run_count(void *to, const struct ck_fields *out, struct ck_error *e);
/* The command's finish: prints the counts, if there are any. */
enum ck_code ck_run_print_tally(struct ck_run *run, struct ck_error *e);

#endif
