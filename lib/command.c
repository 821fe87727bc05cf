/* command: a command's program, and what a command may ask of its run. */
#include "command_priv.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

static const char *program = "casekit";

/* -- the process -- */

/* A file that we open must never become standard input, output or error. The stand-ins fail when they are used. */
static void hold_streams(void)
{
	for (int fd = STDIN_FILENO; fd <= STDERR_FILENO; fd++) {
		if (fcntl(fd, F_GETFD) >= 0 || errno != EBADF)
			continue;
		if (open("/dev/null", fd == STDIN_FILENO ? O_WRONLY : O_RDONLY) != fd)
			_exit(CK_IO);
	}
}

/* A full disk must not look like success. Also after --help, so it runs at exit. */
static void close_output(int status, void *unused)
{
	bool failed = ferror(stdout) != 0;

	(void)unused;
	errno = 0;
	failed |= fclose(stdout) != 0;
	if (failed && status != CK_IO) {  /* else it was told already */
		fprintf(stderr, "%s: cannot write to standard output%s%s\n", program, errno ? ": " : "",
		        errno ? strerror(errno) : "");
		_exit(CK_IO);
	}
}

static void memory_is_out(void)
{
	static const char words[] = ": out of memory\n";

	if (write(STDERR_FILENO, program, strlen(program)) >= 0 && write(STDERR_FILENO, words, sizeof words - 1) >= 0)
		_exit(CK_BUG);
	_exit(CK_BUG);
}

static void prepare_process(const struct ck_command *c)
{
	program = c->name;
	hold_streams();
	signal(SIGPIPE, SIG_DFL);  /* whoever reads us has enough: end quietly, even if a parent ignored it */
	signal(SIGXFSZ, SIG_IGN);  /* a limit on file sizes is an error of writing, told as one */
	ck_on_exhausted(memory_is_out);
	if (on_exit(close_output, NULL) != 0)
		_exit(CK_BUG);
}

/* -- the run -- */

static void note(void *to, const char *text)
{
	ck_run_warn(to, "%s", text);
}

static void free_run(struct ck_run *run)
{
	ck_input_close(run);
	ck_spool_free(run->records);
	ck_output_free(run->output);
	ck_buffer_free(&run->piece);
	free(run->combined.at);
	free(run->hand.in.at);
	free(run->value);
	free(run->slot);
	free(run->given.option);
	free(run->given.operand);
	free(run->given.input);
	ck_arena_free(run->arena);
}

static enum ck_code start(struct ck_run *run, int argc, char **argv, struct ck_error *e)
{
	enum ck_code code = ck_options_prepare(run, e);

	if (code != CK_OK)
		return code;
	ck_options_parse(run, argc, argv);
	if (run->given.describe) {
		ck_options_describe(run);
		return CK_OK;
	}
	code = ck_settings_read(run, e);
	if (run->given.complete != NULL) {
		if (code == CK_OK)
			ck_complete(run, run->given.complete);
		return CK_OK;
	}
	if (code == CK_OK)
		code = ck_twin_take_over(run, argv, e);
	if (code == CK_OK && run->given.encoding != NULL && ck_encoding_name(run->given.encoding) == NULL)
		code = ck_fail(e, CK_USAGE, "--encoding=%s: no such encoding", run->given.encoding);
	return code;
}

int ck_command_main(const struct ck_command *c, int argc, char **argv)
{
	struct ck_run run = {.command = c, .prints = c->prints, .key = -1};
	struct ck_error e = {0};

	prepare_process(c);
	run.arena = ck_arena_new();
	run.notes = (struct ck_notes){note, &run};
	enum ck_code code = start(&run, argc, argv, &e);
	if (code != CK_OK)
		ck_report(&run, NULL, &e);
	else if (!run.given.describe && run.given.complete == NULL)
		code = ck_run_all(&run, &e);
	free_run(&run);
	return (int)code;
}

/* -- what a command may ask -- */

const char *ck_run_store_path(struct ck_run *run)
{
	return run->store_path;
}

const char *ck_run_option(const struct ck_run *run, const char *name)
{
	const struct ck_option *o = run->command->options;

	for (size_t i = 0; o != NULL && o[i].name != NULL; i++)
		if (strcmp(o[i].name, name) == 0)
			return run->given.option[i];
	return NULL;
}

int ck_run_wait(const struct ck_run *run)
{
	return run->wait;
}

const char *ck_run_source(const struct ck_run *run)
{
	if (run->item == NULL)
		return run->files == 1 ? run->file[0].name : NULL;
	return run->item->source;
}

void *ck_run_state(struct ck_run *run)
{
	return run->command->state;
}

void ck_run_at(struct ck_run *run, size_t line)
{
	run->hand.source = run->files == 1 ? run->file[0].name : NULL;
	run->hand.line = line;
	run->hand.in.count = 0;
	run->item = &run->hand;
}

bool ck_run_dry(const struct ck_run *run)
{
	return run->given.dry_run;
}

bool ck_run_divides(const struct ck_run *run)
{
	return run->given.keep_going || run->given.rejects != NULL;
}

void ck_run_answer_no(struct ck_run *run)
{
	run->no = true;
}

enum ck_code ck_run_now(struct ck_run *run, bool rehearsal, ck_time *now, struct ck_error *e)
{
	return ck_clock_now(rehearsal ? ck_settings_clock(run) : NULL, now, e);
}
