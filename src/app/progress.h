/* One line on a terminal that shows the progress of a long run; nothing is shown elsewhere. */
#ifndef NC_APP_PROGRESS_H
#define NC_APP_PROGRESS_H

#include "base/str.h"
#include <stdbool.h>
#include <stdint.h>

struct nc_progress {
    bool on, shown;
    /* milliseconds of a steady clock */
    int64_t start, last;
    size_t done, notes;
};

/* on: standard error is a terminal and the user did not ask for silence. notes: the number of notes
 * in the run; each is read in a first pass and written in a second. */
void nc_progress_begin(struct nc_progress *p, bool on, size_t notes);
/* Reports while standard input has nothing to read yet, and restarts the run's clock when it has
 * something or ends. */
void nc_progress_await_input(struct nc_progress *p);
/* Counts one more note in the current pass; name: its path. */
void nc_progress_step(struct nc_progress *p, struct nc_str name);
/* Removes the line, before anything else is printed and at the end. */
void nc_progress_clear(struct nc_progress *p);

#endif
