/* What each worker of a run has for itself. app/workers.c makes workers; whoever is called by one
 * may use its worker without a lock. */
#ifndef NC_BASE_WORKER_H
#define NC_BASE_WORKER_H

#include "base/arena.h"

/* Something costly that a worker makes when it first needs it, and keeps: an engine that formats
 * mathematics. Empty until then. */
struct nc_worker_room {
    void *held;               /* NULL: nothing yet */
    void (*free)(void *held); /* called at the end of the run if held is not NULL */
};

/* Used by one thread at a time, though not always by the same one. */
struct nc_worker {
    unsigned number;        /* from 0 */
    struct nc_arena *arena; /* of the current item: what is carved here is gone after it */
    struct nc_worker_room math;
};

#endif
