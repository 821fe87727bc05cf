/* turns: times programs against each other, whole processes, in turn A B C A B C …: a slow moment of the machine hits
 * all alike. Prints a line for each: median, least and most of its runs in microseconds, and the most memory that it or
 * what it waited for ever held, in KiB. In the arguments @@ becomes the number of the round in six digits. A program that
 * fails (exit status above 1) ends it.
 * usage: turns ROUNDS -- PROGRAM ARGUMENT... -- PROGRAM ARGUMENT... */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

enum { PROGRAMS = 16 };

static int64_t now(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

static char *fill_in(const char *argument, int round)
{
	char *out = strdup(argument), *place, digits[16];

	snprintf(digits, sizeof digits, "%06d", round);
	while ((place = strstr(out, "@@")) != NULL) {
		char *longer = malloc(strlen(out) + 5);

		sprintf(longer, "%.*s%.6s%s", (int)(place - out), out, digits, place + 2);
		free(out);
		out = longer;
	}
	return out;
}

static int64_t run(char **program, int round, long *peak)
{
	char *arguments[64] = {0};
	struct rusage used;
	int64_t started;
	int status;
	pid_t child;

	for (int i = 0; program[i] != NULL && i < 63; i++)
		arguments[i] = fill_in(program[i], round);
	started = now();
	child = vfork();
	if (child == 0) {
		execvp(arguments[0], arguments);
		_exit(127);
	}
	wait4(child, &status, 0, &used);
	started = now() - started;
	if (used.ru_maxrss > *peak)
		*peak = used.ru_maxrss;
	if (!WIFEXITED(status) || WEXITSTATUS(status) > 1) { /* 1 is an answer: something is overdue */
		fprintf(stderr, "turns: %s failed in round %d\n", program[0], round);
		exit(1);
	}
	for (int i = 0; arguments[i] != NULL; i++)
		free(arguments[i]);
	return started;
}

static int by_size(const void *a, const void *b)
{
	int64_t x = *(const int64_t *)a, y = *(const int64_t *)b;

	return (x > y) - (x < y);
}

int main(int argc, char **argv)
{
	char **program[PROGRAMS];
	int programs = 0, rounds = argc > 1 ? atoi(argv[1]) : 0;
	int64_t *took;
	long peak[PROGRAMS] = {0};

	for (int i = 2; i < argc; i++)
		if (strcmp(argv[i], "--") == 0 && programs < PROGRAMS) {
			argv[i] = NULL;
			program[programs++] = &argv[i + 1];
		}
	if (rounds < 1 || programs < 1)
		return 64;
	took = calloc((size_t)(rounds * programs), sizeof *took);
	for (int round = 0; round < rounds; round++)
		for (int i = 0; i < programs; i++)
			took[i * rounds + round] = run(program[i], round + 1, &peak[i]);
	for (int i = 0; i < programs; i++) {
		qsort(took + i * rounds, (size_t)rounds, sizeof *took, by_size);
		fprintf(stderr, "%lld\t%lld\t%lld\t%ld\n", (long long)took[i * rounds + rounds / 2] / 1000,
		        (long long)took[i * rounds] / 1000, (long long)took[(i + 1) * rounds - 1] / 1000, peak[i]);
	}
	return 0;
}
