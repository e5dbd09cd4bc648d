/* Works in parallel and returns results in order: several threads work on items, and the calling
 * thread receives the results one by one in the items' order. Few results wait at a time, so memory
 * stays bounded. */
#ifndef NC_APP_WORKERS_H
#define NC_APP_WORKERS_H

#include "base/worker.h"

#include <stddef.h>

/* Makes the result of item i. Any thread. */
typedef void *(*nc_work_fn)(void *ctx, struct nc_worker *worker, size_t i);
/* Takes the result of item i. The calling thread, in order. A nonzero result stops the run. */
typedef int (*nc_take_fn)(void *ctx, size_t i, void *result);
/* Frees a result that is not taken. */
typedef void (*nc_drop_fn)(void *ctx, void *result);

/* The workers of a run. They keep what they have made from one nc_work to the next. */
struct nc_workers {
    struct nc_worker *items;
    unsigned count;
};
/* jobs 0: one per processor. */
void nc_workers_init(struct nc_workers *w, unsigned jobs);
void nc_workers_dispose(struct nc_workers *w);

/* Returns 0, or the first nonzero value of take. With one worker or one item everything happens on
 * the calling thread. */
int nc_work(struct nc_workers *w, size_t count, nc_work_fn work, nc_take_fn take, nc_drop_fn drop,
            void *ctx);

#endif
