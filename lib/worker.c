/* worker: one thread, one job at a time. */
#include "worker.h"

#include <pthread.h>
#include <signal.h>
#include <stdlib.h>

#include "text.h"

struct ck_worker {
	pthread_t thread;
	pthread_mutex_t lock;
	pthread_cond_t changed;
	void (*job)(void *to);   /* NULL: at rest */
	void *to;
	bool runs, ends;
};

static void *work(void *of)
{
	struct ck_worker *w = of;

	pthread_mutex_lock(&w->lock);
	for (;;) {
		while (w->job == NULL && !w->ends)
			pthread_cond_wait(&w->changed, &w->lock);
		if (w->job == NULL)
			break;
		pthread_mutex_unlock(&w->lock);
		w->job(w->to);
		pthread_mutex_lock(&w->lock);
		w->job = NULL;
		pthread_cond_broadcast(&w->changed);
	}
	pthread_mutex_unlock(&w->lock);
	return NULL;
}

struct ck_worker *ck_worker_new(void)
{
	struct ck_worker *w = ck_alloc(sizeof *w);
	sigset_t all, before;

	pthread_mutex_init(&w->lock, NULL);
	pthread_cond_init(&w->changed, NULL);
	sigfillset(&all);
	pthread_sigmask(SIG_SETMASK, &all, &before);
	w->runs = pthread_create(&w->thread, NULL, work, w) == 0;
	pthread_sigmask(SIG_SETMASK, &before, NULL);
	return w;
}

static void wait_for_rest(struct ck_worker *w)
{
	while (w->job != NULL)
		pthread_cond_wait(&w->changed, &w->lock);
}

void ck_worker_give(struct ck_worker *w, void (*job)(void *to), void *to)
{
	if (!w->runs) {
		job(to);
		return;
	}
	pthread_mutex_lock(&w->lock);
	wait_for_rest(w);
	w->job = job;
	w->to = to;
	pthread_cond_broadcast(&w->changed);
	pthread_mutex_unlock(&w->lock);
}

bool ck_worker_is_busy(struct ck_worker *w)
{
	bool busy;

	pthread_mutex_lock(&w->lock);
	busy = w->job != NULL;
	pthread_mutex_unlock(&w->lock);
	return busy;
}

void ck_worker_rest(struct ck_worker *w)
{
	if (!w->runs || pthread_equal(pthread_self(), w->thread))
		return;
	pthread_mutex_lock(&w->lock);
	wait_for_rest(w);
	pthread_mutex_unlock(&w->lock);
}

void ck_worker_free(struct ck_worker *w)
{
	if (w == NULL)
		return;
	if (w->runs) {
		pthread_mutex_lock(&w->lock);
		wait_for_rest(w);
		w->ends = true;
		pthread_cond_broadcast(&w->changed);
		pthread_mutex_unlock(&w->lock);
		pthread_join(w->thread, NULL);
	}
	pthread_cond_destroy(&w->changed);
	pthread_mutex_destroy(&w->lock);
	free(w);
}
