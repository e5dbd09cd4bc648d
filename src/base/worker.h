/* What each worker of a run has to itself. app/workers.c makes workers; a function called by a
 * worker may use it without a lock. */
#ifndef NC_BASE_WORKER_H
#define NC_BASE_WORKER_H

#include "base/arena.h"

/* Something costly that a worker makes when it first needs it and then keeps: an engine that
 * formats mathematics. Empty until then. */
struct nc_worker_room {
    void *held;               /* NULL: nothing yet */
    void (*free)(void *held); /* called at the end of the run if held is not NULL */
};

/* Used by one thread at a time, though not always the same one. */
struct nc_worker {
    unsigned number;        /* its number, from 0 */
    struct nc_arena *arena; /* for the current item: freed with everything in it afterwards */
    struct nc_worker_room math;
};

#endif
