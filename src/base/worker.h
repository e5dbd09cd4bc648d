/* What each worker of a run has to itself. app/workers.c makes workers; a function called by a
 * worker may use it without a lock. */
#ifndef NC_BASE_WORKER_H
#define NC_BASE_WORKER_H

#include "base/arena.h"

/* Something costly that a worker makes when it first needs it and then keeps: an engine that
 * formats mathematics. Empty until then. */
struct nc_worker_room {
    /* NULL: nothing yet */
    void *held;
    /* called at the end of the run if held is not NULL */
    void (*free)(void *held);
};

/* Used by one thread at a time, though not always the same one. */
struct nc_worker {
    /* for the current item: freed with everything in it afterwards */
    struct nc_arena *arena;
    struct nc_worker_room math;
};

#endif
