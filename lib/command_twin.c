/* command_twin: the static program hands over to its twin, which can load shared modules (shared.h), before it has read
 * or opened anything. The twin begins anew with the same command line, environment and open files. */
#include "command_priv.h"
#include "shared.h"

#include <errno.h>
#include <string.h>
#include <unistd.h>

/* A card is printed without any library; but with an option of its own a command may print a table after all. */
static bool is_card(const struct ck_run *run)
{
	const struct ck_option *option = run->command->options;

	if (!run->command->card || run->given.dry_run)
		return false;
	for (; option != NULL && option->name != NULL; option++)
		if (ck_run_option(run, option->name) != NULL)
			return false;
	return true;
}

/* What there is to do that only the twin can; NULL = nothing. */
static const char *needs(struct ck_run *run)
{
	if (run->given.encoding != NULL && !ck_encoding_is_built_in(run->given.encoding))
		return "other encodings than UTF-8 and UTF-16";
	if (run->format == CK_TABLE && !is_card(run))
		return "tables";
	if (run->command->mode == CK_WRITES && !run->command->no_desk && !ck_settings_know_user(run))
		return "users that are not in /etc/passwd";
	return NULL;
}

enum ck_code ck_twin_take_over(struct ck_run *run, char **argv, struct ck_error *e)
{
	const char *need = ck_shared_is_here() ? NULL : needs(run);

	if (need == NULL)
		return CK_OK;
	const char *twin = ck_place_twin(run);
	if (twin == NULL)
		return ck_fail(e, CK_UNAVAILABLE, "%s need a program that is not static", need);
	execv(twin, argv);
	return ck_fail(e, CK_UNAVAILABLE, "%s need the program %s: %s", need, twin, strerror(errno));
}
