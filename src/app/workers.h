/* Work in parallel, results in order: items are worked on by several threads and handed over one by
 * one, by the calling thread, in their order. Few results wait at a time, so memory stays bounded.
 */
#ifndef NC_APP_WORKERS_H
#define NC_APP_WORKERS_H

#include <stddef.h>

/* Makes the result of item i; any thread. */
typedef void *(*nc_work_fn)(void *ctx, size_t i);
/* Takes the result of item i; the calling thread, in order. Nonzero stops the run. */
typedef int (*nc_take_fn)(void *ctx, size_t i, void *result);
/* Frees a result that will not be taken. */
typedef void (*nc_drop_fn)(void *ctx, void *result);

/* 0, or the first nonzero value of take. jobs 0: as many as processors. With one job or one item
 * everything happens on the calling thread. */
int nc_work(size_t count, unsigned jobs, nc_work_fn work, nc_take_fn take, nc_drop_fn drop,
            void *ctx);

#endif
