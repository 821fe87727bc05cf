/* registry_talk: one command run, fed and heard at once, within a time limit. */
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>
#include "registry_priv.h"

#define PIECE 65536

enum ear { EAR_TO, EAR_FROM, EAR_SIGNALS, EARS };

struct child {
	const struct ck_talk *talk;
	struct ck_buffer *output;
	pid_t pid;                     /* 0 = none was started */
	int to, from, signals;         /* -1 = closed */
	size_t fed;
	bool ended;                    /* with exit code 0 */
	/* what the process did with signals before */
	sigset_t mask;
	struct sigaction pipe, chld;
};

/* -- signals: those that would end this process are held back until the child is gone -- */

static void hold_signals(struct child *c, sigset_t *held)
{
	static const int ends[] = {SIGINT, SIGTERM, SIGHUP, SIGQUIT};
	struct sigaction ignore = {.sa_handler = SIG_IGN}, usual = {.sa_handler = SIG_DFL}, now;

	sigemptyset(held);
	sigaddset(held, SIGCHLD);
	for (size_t i = 0; i < sizeof ends / sizeof ends[0]; i++)
		if (sigaction(ends[i], NULL, &now) == 0 && now.sa_handler != SIG_IGN)
			sigaddset(held, ends[i]);
	sigaction(SIGPIPE, &ignore, &c->pipe);
	sigaction(SIGCHLD, &usual, &c->chld);
	sigprocmask(SIG_BLOCK, held, &c->mask);
}

static void let_signals_go(const struct child *c)
{
	sigaction(SIGPIPE, &c->pipe, NULL);
	sigaction(SIGCHLD, &c->chld, NULL);
	sigprocmask(SIG_SETMASK, &c->mask, NULL);
}

/* -- the beginning -- */

static void shut(int *fd)
{
	if (*fd >= 0)
		close(*fd);
	*fd = -1;
}

/* Of the caller's files the child has standard error, and no other. */
static int spawn(struct child *c, int in, int out)
{
	const char *const words[] = {"sh", "-c", "--", c->talk->command, NULL};
	posix_spawn_file_actions_t files;
	posix_spawnattr_t how;
	sigset_t none, usual;
	int error;

	sigemptyset(&none);
	sigemptyset(&usual);
	sigaddset(&usual, SIGPIPE);
	posix_spawn_file_actions_init(&files);
	posix_spawnattr_init(&how);
	error = posix_spawn_file_actions_adddup2(&files, in, STDIN_FILENO);
	if (error == 0)
		error = posix_spawn_file_actions_adddup2(&files, out, STDOUT_FILENO);
	if (error == 0)
		error = posix_spawn_file_actions_addclosefrom_np(&files, STDERR_FILENO + 1);
	posix_spawnattr_setpgroup(&how, 0);
	posix_spawnattr_setsigmask(&how, &none);
	posix_spawnattr_setsigdefault(&how, &usual);
	posix_spawnattr_setflags(&how, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
	if (error == 0)
		error = posix_spawn(&c->pid, "/bin/sh", &files, &how, (char *const *)words, environ);
	if (error != 0)
		c->pid = 0;
	posix_spawnattr_destroy(&how);
	posix_spawn_file_actions_destroy(&files);
	return error;
}

/* A pipe whose ends are none of the three standard files, even where those are closed. */
static bool make_pipe(int end[2])
{
	int low[2] = {-1, -1};

	end[0] = end[1] = -1;
	if (pipe2(low, O_CLOEXEC) != 0)
		return false;
	for (int i = 0; i < 2; i++)
		end[i] = fcntl(low[i], F_DUPFD_CLOEXEC, STDERR_FILENO + 1);
	close(low[0]);
	close(low[1]);
	return end[0] >= 0 && end[1] >= 0;
}

static enum ck_code start(struct child *c, struct ck_error *e)
{
	int in[2] = {-1, -1}, out[2] = {-1, -1}, error = 0;
	sigset_t held;

	hold_signals(c, &held);
	c->signals = signalfd(-1, &held, SFD_CLOEXEC | SFD_NONBLOCK);
	if (c->signals < 0 || !make_pipe(in) || !make_pipe(out) || fcntl(in[1], F_SETFL, O_NONBLOCK) != 0)
		error = errno;
	else
		error = spawn(c, in[0], out[1]);
	c->to = in[1];
	c->from = out[0];
	shut(&in[0]);
	shut(&out[1]);
	return error == 0 ? CK_OK : ck_fail(e, CK_UNAVAILABLE, "could not be started: %s", strerror(error));
}

/* -- the talk -- */

static void feed(struct child *c)
{
	ssize_t n = write(c->to, c->talk->input + c->fed, c->talk->length - c->fed);

	if (n > 0)
		c->fed += (size_t)n;
	if (c->fed == c->talk->length || (n < 0 && errno != EAGAIN && errno != EINTR))
		shut(&c->to); /* whoever answers without reading all has answered, too */
}

static enum ck_code hear(struct child *c, struct ck_error *e)
{
	char piece[PIECE];
	ssize_t n = read(c->from, piece, sizeof piece);

	if (n < 0)
		return errno == EINTR ? CK_OK : ck_fail(e, CK_UNAVAILABLE, "could not be heard: %s", strerror(errno));
	if (n == 0) {
		shut(&c->from);
		return CK_OK;
	}
	ck_buffer_put(c->output, piece, (size_t)n);
	if (c->output->length > c->talk->most)
		return ck_fail(e, CK_UNAVAILABLE, "printed more than %zu bytes", c->talk->most);
	return CK_OK;
}

/* The child is not waited for yet: as long as it is not, its process group is surely its own. */
static enum ck_code look_whether_ended(struct child *c, struct ck_error *e)
{
	siginfo_t info = {0};

	if (waitid(P_PID, (id_t)c->pid, &info, WEXITED | WNOHANG | WNOWAIT) != 0)
		return ck_fail(e, CK_UNAVAILABLE, "was lost: %s", strerror(errno));
	if (info.si_pid == 0)
		return CK_OK;
	if (info.si_code != CLD_EXITED)
		return ck_fail(e, CK_UNAVAILABLE, "was ended by signal %d", info.si_status);
	if (info.si_status != 0)
		return ck_fail(e, CK_UNAVAILABLE, "ended with exit code %d", info.si_status);
	c->ended = true;
	return CK_OK;
}

/* What was held back is sent again, and so ends this process as soon as it may. */
static enum ck_code take_signal(struct child *c, struct ck_error *e)
{
	struct signalfd_siginfo info;

	if (read(c->signals, &info, sizeof info) != (ssize_t)sizeof info)
		return CK_OK;
	if (info.ssi_signo == SIGCHLD)
		return look_whether_ended(c, e);
	kill(getpid(), (int)info.ssi_signo);
	return ck_fail(e, CK_UNAVAILABLE, "was interrupted");
}

static enum ck_code talk_once(struct child *c, int64_t until, struct ck_error *e)
{
	struct pollfd ear[EARS] = {
	    [EAR_TO] = {.fd = c->to, .events = POLLOUT},
	    [EAR_FROM] = {.fd = c->from, .events = POLLIN},
	    [EAR_SIGNALS] = {.fd = c->signals, .events = POLLIN},
	};
	int64_t left = until - ck_clock_monotonic();
	enum ck_code code = CK_OK;

	if (left <= 0) {
		*c->talk->late = true;
		return ck_fail(e, CK_UNAVAILABLE, "did not end within %d second%s", c->talk->seconds,
		               c->talk->seconds == 1 ? "" : "s");
	}
	if (poll(ear, EARS, (int)left) <= 0)
		return CK_OK; /* the limit is judged when it is asked for again */
	if (ear[EAR_TO].revents != 0)
		feed(c);
	if (ear[EAR_FROM].revents != 0)
		code = hear(c, e);
	if (code == CK_OK && ear[EAR_SIGNALS].revents != 0)
		code = take_signal(c, e);
	return code;
}

/* -- the end -- */

static void end(struct child *c, bool kill_all)
{
	shut(&c->to);
	shut(&c->from);
	if (c->pid > 0) {
		if (kill_all)
			kill(-c->pid, SIGKILL);
		while (waitpid(c->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	shut(&c->signals);
	let_signals_go(c);
}

enum ck_code ck_talk_run(const struct ck_talk *talk, struct ck_buffer *output, struct ck_error *e)
{
	struct child c = {.talk = talk, .output = output, .to = -1, .from = -1, .signals = -1};
	int64_t until = ck_clock_monotonic() + (int64_t)talk->seconds * 1000;
	enum ck_code code = start(&c, e);

	while (code == CK_OK && !(c.ended && c.from < 0))
		code = talk_once(&c, until, e);
	end(&c, code != CK_OK);
	return code;
}
