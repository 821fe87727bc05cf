/* worker: a second thread that does one job after another, so that reading and writing can go on side by side. What a job
 * touches is its own until ck_worker_rest has come back. */
#ifndef CK_WORKER_H
#define CK_WORKER_H

#include <stdbool.h>

struct ck_worker;
/* Signals stay with the thread that calls. Where no thread can be had, jobs are done by whoever gives them. */
struct ck_worker *ck_worker_new(void);
/* Waits for the job before, and begins this one. */
void ck_worker_give(struct ck_worker *w, void (*job)(void *to), void *to);
/* Is a job being done? At once out of date, so good for nothing but to choose who does what. */
bool ck_worker_is_busy(struct ck_worker *w);
/* Comes back when no job is being done; within a job at once. */
void ck_worker_rest(struct ck_worker *w);
void ck_worker_free(struct ck_worker *w);  /* rests first; NULL is allowed */

#endif
