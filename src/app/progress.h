/* One line on a terminal that says how far a long run is; nothing anywhere else. */
#ifndef NC_APP_PROGRESS_H
#define NC_APP_PROGRESS_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

struct nc_progress {
    bool on, shown;
    int64_t start, last; /* milliseconds of a steady clock */
    size_t done, total;
};

/* on: standard error is a terminal and the user did not ask for silence. total: steps of the whole
 * run. */
void nc_progress_begin(struct nc_progress *p, bool on, size_t total);
/* One more step is done; name: what it was. */
void nc_progress_step(struct nc_progress *p, struct nc_str name);
/* Takes the line away, before anything else is printed and at the end. */
void nc_progress_clear(struct nc_progress *p);

#endif
