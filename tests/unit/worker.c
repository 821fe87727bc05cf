#include <signal.h>
#include <stdbool.h>

#include "unit.h"
#include "worker.h"

struct tally {
	int jobs, sum, next;
	bool in_order;
};
struct job {
	struct tally *to;
	int number;
};

static void count(void *of)
{
	struct job *job = of;

	job->to->in_order = job->to->in_order && job->number == job->to->next;
	job->to->next = job->number + 1;
	job->to->jobs++;
	job->to->sum += job->number;
}

static volatile sig_atomic_t heard;

static void hear(int number)
{
	heard = number;
}

static void send_signal(void *to)
{
	(void)to;
	raise(SIGUSR1); /* to this thread, where it waits for ever */
}

int main(void)
{
	struct ck_worker *w = ck_worker_new();
	struct tally tally = {.in_order = true};
	struct job jobs[1000];

	ck_worker_rest(w);
	CHECK(tally.jobs == 0);
	for (int i = 0; i < 1000; i++) {
		jobs[i] = (struct job){&tally, i};
		ck_worker_give(w, count, &jobs[i]);
	}
	ck_worker_rest(w);
	CHECK(tally.jobs == 1000);
	CHECK(tally.sum == 499500);
	CHECK(tally.in_order);
	ck_worker_rest(w);
	CHECK(tally.jobs == 1000);

	/* signals stay with the thread that asked for the worker */
	signal(SIGUSR1, hear);
	ck_worker_give(w, send_signal, NULL);
	ck_worker_rest(w);
	CHECK(heard == 0);
	raise(SIGUSR1);
	CHECK(heard == SIGUSR1);

	/* what was given is done before the worker goes */
	ck_worker_give(w, count, &jobs[0]);
	ck_worker_free(w);
	CHECK(tally.jobs == 1001);
	ck_worker_free(NULL);
	return unit_end();
}
