/* command_progress: how far it has come, for who sits before it. */
#include "command_priv.h"

#include <stdio.h>
#include <unistd.h>

#define REDRAW 500                      /* milliseconds */

void ck_progress_begin(struct ck_run *run)
{
	run->progress = (struct ck_progress){.began = ck_clock_monotonic(), .draws = isatty(STDERR_FILENO) && !run->given.quiet};
}

void ck_progress_draw(struct ck_run *run, size_t rows, double share)
{
	struct ck_progress *p = &run->progress;
	int64_t now = ck_clock_monotonic(), spent = now > p->began ? now - p->began : 1;

	if (!p->draws || now - p->drawn < REDRAW)
		return;
	p->drawn = now;
	fprintf(stderr, "\r\033[K%zu row%s, %.0f a second", rows, rows == 1 ? "" : "s", (double)rows * 1000 / (double)spent);
	if (share > 0 && share <= 1)
		fprintf(stderr, ", %.0f %%, %.0f s left", share * 100, (double)spent / 1000 * (1 / share - 1));
}

void ck_progress_end(struct ck_run *run)
{
	if (run->progress.draws && run->progress.drawn > 0)
		fputs("\r\033[K", stderr);
	run->progress.drawn = 0;
}

void ck_run_done(struct ck_run *run, int64_t done, int64_t of)
{
	ck_progress_draw(run, (size_t)done, of > 0 ? (double)done / (double)of : 0);
}
