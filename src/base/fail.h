/* Failures that end a run (a file that cannot be written, a library that gives up). A function that
 * fails records exactly one message here and returns -1; its callers only pass the -1 on. */
#ifndef NC_BASE_FAIL_H
#define NC_BASE_FAIL_H

#include "base/buf.h"

/* A zeroed struct means no failure. The first message wins. Dispose with
 * nc_buf_dispose(&f->message). */
struct nc_fail {
    struct nc_buf message;
};

/* Records the message (without "noteconv:" and a newline) unless one is already recorded. Returns
 * -1. */
int nc_fail(struct nc_fail *f, const char *fmt, ...) NC_PRINTF(2, 3);

#endif
