/* command_folder: a source that is a folder, taken whole in one transaction. */
#include "command_priv.h"

#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

bool ck_folder_is_given(struct ck_run *run)
{
	struct stat st;

	return run->command->folder != NULL && !ck_run_is_batch(run) && run->given.inputs == 1 && stat(run->given.input[0], &st) == 0 &&
	       S_ISDIR(st.st_mode);
}

/* -- Ctrl-C: what was not committed is undone by whoever opens the store next -- */

static char last_words[80];
static size_t last_words_length;

static void interrupt(int number)
{
	ssize_t written = write(STDERR_FILENO, last_words, last_words_length);

	(void)written;
	signal(number, SIG_DFL);
	raise(number);
}

static void heed_signals(const struct ck_run *run, sigset_t *heeded)
{
	static const int numbers[] = {SIGINT, SIGTERM, SIGHUP};
	struct sigaction action = {.sa_handler = interrupt}, before;

	snprintf(last_words, sizeof last_words, "%s: interrupted: the store is as it was\n", run->command->name);
	last_words_length = strlen(last_words);
	sigemptyset(&action.sa_mask);
	sigemptyset(heeded);
	for (size_t i = 0; i < sizeof numbers / sizeof numbers[0]; i++) {
		if (sigaction(numbers[i], NULL, &before) != 0 || before.sa_handler == SIG_IGN) /* nohup */
			continue;
		sigaction(numbers[i], &action, NULL);
		sigaddset(heeded, numbers[i]);
	}
}

/* -- the whole -- */

static enum ck_code settle(struct ck_run *run, const sigset_t *heeded, struct ck_error *e)
{
	enum ck_code code;

	if (run->given.dry_run) {
		ck_store_rollback(run->store);
		return CK_OK;
	}
	sigprocmask(SIG_BLOCK, heeded, NULL); /* from here on it cannot be said what stands until it does */
	code = ck_store_commit(run->store, e);
	for (int number = 1; number < NSIG; number++)
		if (sigismember(heeded, number) == 1)
			signal(number, SIG_DFL);
	sigprocmask(SIG_UNBLOCK, heeded, NULL);
	return code;
}

enum ck_code ck_folder_run(struct ck_run *run, struct ck_error *e)
{
	const struct ck_command *c = run->command;
	sigset_t heeded;
	enum ck_code code = ck_printer_open(run, e);

	heed_signals(run, &heeded);
	ck_progress_begin(run);
	if (code == CK_OK)
		code = ck_run_open(run, CK_STORE_WRITE, e);
	if (code == CK_OK)
		code = c->start(run, e);
	if (code == CK_OK)
		code = c->folder(run, run->given.input[0], e);
	ck_progress_end(run);
	if (code == CK_OK)
		code = c->end(run, e);
	if (code == CK_OK)
		code = settle(run, &heeded, e);
	if (code == CK_OK)
		code = ck_output_end(run->output, e);
	return ck_run_told(run, code, e);
}
