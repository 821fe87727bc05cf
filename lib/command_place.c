/* command_place: where the program lies, and from there its data and its twin. What was built and not installed lies as
 * it would under a prefix: bin, libexec/casekit and share side by side. */
#include "command_priv.h"

#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TWINS "/libexec/casekit"

/* The program's folder; NULL = it cannot be told. */
static char *folder_of_program(const struct ck_run *run)
{
	char path[4096];
	ssize_t n = readlink("/proc/self/exe", path, sizeof path - 1);
	char *slash = n > 0 ? memrchr(path, '/', (size_t)n) : NULL;

	return slash != NULL ? ck_arena_copy_n(run->arena, path, (size_t)(slash - path)) : NULL;
}

static bool is_among_twins(const char *folder)
{
	size_t n = strlen(folder), end = sizeof TWINS - 1;

	return n >= end && strcmp(folder + n - end, TWINS) == 0;
}

/* The folder that holds bin or libexec/casekit, in which the program is; NULL = it cannot be told. */
static const char *root_of_program(const struct ck_run *run)
{
	char *root = folder_of_program(run), *end;

	if (root == NULL)
		return NULL;
	end = is_among_twins(root) ? root + strlen(root) - (sizeof TWINS - 1) : strrchr(root, '/');
	if (end == NULL)
		return NULL;
	*end = '\0';
	return root;
}

const char *ck_place_data(const struct ck_run *run)
{
	const char *root = root_of_program(run);
	struct stat st;

	if (root == NULL)
		return NULL;
	const char *share = ck_arena_printf(run->arena, "%s/share", root);
	const char *catalogue = ck_arena_printf(run->arena, "%s/catalogue", share);
	return stat(catalogue, &st) == 0 && S_ISDIR(st.st_mode) ? share : NULL;
}

const char *ck_place_twin(const struct ck_run *run)
{
	const char *folder = folder_of_program(run), *root = root_of_program(run), *beside;

	if (folder == NULL || root == NULL || is_among_twins(folder))
		return NULL;
	beside = ck_arena_printf(run->arena, "%s" TWINS "/%s", root, run->command->name);
	return access(beside, X_OK) == 0 ? beside
	                                 : ck_arena_printf(run->arena, "%s/%s", CK_LIBEXEC_INSTALLED, run->command->name);
}
