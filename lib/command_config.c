/* command_config: what the environment and the configuration say. Nothing else in casekit reads either. */
#include "command_priv.h"
#include "shared.h"

#include <errno.h>
#include <ini.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define DEFAULT_WAIT 30

static const char *environment(const char *name)
{
	const char *value = getenv(name);
	return ck_text_is_empty(value) ? NULL : value;
}

/* -- configuration files -- */

struct config {
	struct ck_run *run;
	const char *fault;
};

/* inih stops at the line for which this gives 0. */
static int take_line(void *to, const char *section, const char *name, const char *value)
{
	struct config *config = to;
	struct ck_run *run = config->run;
	enum ck_format format;

	if (section[0] != '\0') {
		config->fault = "the configuration has no sections";
	} else if (value == NULL || value[0] == '\0') {
		config->fault = "a key without value";
	} else if (strcmp(name, "store") == 0) {
		if (value[0] != '/')
			config->fault = "store: not a path from the root";
		run->config_store = ck_arena_copy(run->arena, value);
	} else if (strcmp(name, "format") == 0) {
		if (!ck_format_parse(value, &format))
			config->fault = "format: none of table tsv csv json jsonl excel";
		run->config_format = ck_arena_copy(run->arena, value);
	} else if (strcmp(name, "by") == 0) {
		run->config_by = ck_arena_copy(run->arena, value);
	} else {
		config->fault = "unknown key; there are store, format and by";
	}
	return config->fault == NULL;
}

static enum ck_code read_config(struct ck_run *run, const char *path, struct ck_error *e)
{
	struct config config = {.run = run};
	FILE *from = fopen(path, "re");

	if (from == NULL) {
		if (errno == ENOENT || errno == ENOTDIR)
			return CK_OK;
		return ck_fail(e, CK_CONFIG, "%s: %s", path, strerror(errno));
	}
	int line = ini_parse_file(from, take_line, &config);
	bool failed = ferror(from) != 0;
	fclose(from);
	if (failed)
		return ck_fail(e, CK_CONFIG, "%s: cannot be read", path);
	if (line != 0)
		return ck_fail(e, CK_CONFIG, "%s:%d: %s", path, line,
		               config.fault ? config.fault : "not of the form key = value");
	return CK_OK;
}

static enum ck_code read_configs(struct ck_run *run, struct ck_error *e)
{
	const char *folder = environment("XDG_CONFIG_HOME"), *home = environment("HOME");
	enum ck_code code = read_config(run, "/etc/casekit.conf", e);

	if (code != CK_OK)
		return code;
	if (folder != NULL)
		return read_config(run, ck_arena_printf(run->arena, "%s/casekit.conf", folder), e);
	if (home != NULL)
		return read_config(run, ck_arena_printf(run->arena, "%s/.config/casekit.conf", home), e);
	return CK_OK;
}

/* -- what holds -- */

static const char *first_of(const char *a, const char *b, const char *c)
{
	return a ? a : b ? b : c;
}

static const char *default_store(struct ck_run *run)
{
	const char *folder = environment("XDG_DATA_HOME"), *home = environment("HOME");

	if (folder != NULL)
		return ck_arena_printf(run->arena, "%s/casekit/store.db", folder);
	return ck_arena_printf(run->arena, "%s/.local/share/casekit/store.db", home ? home : "");
}

static enum ck_code settle_format(struct ck_run *run, struct ck_error *e)
{
	const char *from_environment = environment("CASEKIT_FORMAT");

	run->format = isatty(STDOUT_FILENO) ? CK_TABLE : CK_TSV;
	if (run->given.format != NULL) {
		if (!ck_format_parse(run->given.format, &run->format))
			return ck_fail(e, CK_USAGE, "--format=%s: none of table tsv csv json jsonl excel", run->given.format);
	} else if (from_environment != NULL) {
		if (!ck_format_parse(from_environment, &run->format))
			return ck_fail(e, CK_CONFIG, "CASEKIT_FORMAT=%s: none of table tsv csv json jsonl excel", from_environment);
	} else if (run->config_format != NULL) {
		ck_format_parse(run->config_format, &run->format);
	}
	return CK_OK;
}

static enum ck_code settle_wait(struct ck_run *run, struct ck_error *e)
{
	int64_t seconds = DEFAULT_WAIT;

	if (run->given.wait != NULL && (!ck_text_number(run->given.wait, &seconds) || seconds < 0 || seconds > 86400))
		return ck_fail(e, CK_USAGE, "--wait=%s: not a number of seconds up to 86400", run->given.wait);
	run->wait = (int)seconds;
	return CK_OK;
}

enum ck_code ck_settings_read(struct ck_run *run, struct ck_error *e)
{
	enum ck_code code = read_configs(run, e);

	if (code == CK_OK)
		code = settle_format(run, e);
	if (code == CK_OK)
		code = settle_wait(run, e);
	run->store_path = first_of(run->given.store, environment("CASEKIT_STORE"), run->config_store);
	if (run->store_path == NULL)
		run->store_path = default_store(run);
	run->spool_dir = first_of(environment("TMPDIR"), NULL, "/tmp");
	return code;
}

/* -- asked for by commands -- */

bool ck_run_store_is_default(const struct ck_run *run)
{
	return first_of(run->given.store, environment("CASEKIT_STORE"), run->config_store) == NULL;
}

const char *ck_settings_clock(const struct ck_run *run)
{
	(void)run;
	return environment("CASEKIT_NOW");
}

static const struct passwd *user_in_file(void)
{
	FILE *file = fopen("/etc/passwd", "re");
	const struct passwd *user = NULL;

	while (file != NULL && (user = fgetpwent(file)) != NULL && user->pw_uid != getuid())
		;
	if (file != NULL)
		fclose(file);
	return user;
}

static void keep_user(struct ck_run *run, const struct passwd *user)
{
	if (user != NULL && user->pw_name[0] != '\0')
		run->os_user = ck_arena_copy(run->arena, user->pw_name);
}

/* The file first: asking all name services costs a tenth of a command. */
bool ck_settings_know_user(struct ck_run *run)
{
	if (run->os_user == NULL)
		keep_user(run, user_in_file());
	return run->os_user != NULL;
}

const char *ck_run_os_user(const struct ck_run *run)
{
	struct ck_run *keep = (struct ck_run *)run;  /* looked up once, at the first question */

	if (!ck_settings_know_user(keep))
		keep_user(keep, ck_shared_user(getuid()));
	if (run->os_user == NULL)
		keep->os_user = ck_arena_printf(run->arena, "uid-%lu", (unsigned long)getuid());
	return run->os_user;
}

const char *ck_run_data(const struct ck_run *run)
{
	struct ck_run *keep = (struct ck_run *)run;

	if (run->data == NULL)
		keep->data = first_of(environment("CASEKIT_DATA"), ck_place_data(run), CK_DATA_INSTALLED);
	return run->data;
}
