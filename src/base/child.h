/* Child processes; nothing else starts any. A child works on input that may be hostile or run away,
 * within limits, and returns bytes. */
#ifndef NC_BASE_CHILD_H
#define NC_BASE_CHILD_H

#include "base/fail.h"
#include <stdbool.h>
#include <stdint.h>

struct nc_child_limits {
    /* bytes of address space beyond what the parent has; 0: no limit */
    uint64_t memory;
    /* processor time in seconds; 0: no limit */
    unsigned cpu;
    /* seconds from start to end, after which it is killed; 0: no limit */
    unsigned seconds;
    /* bytes of output; one more and it is killed */
    size_t output;
};

enum nc_child_end {
    NC_CHILD_EXITED,  /* it ended; status is its exit status */
    NC_CHILD_LIMIT,   /* killed for exceeding its time, processor time or output */
    NC_CHILD_CRASHED, /* ended by another signal; often a sign of too little memory */
    NC_CHILD_NONE     /* it could not be started */
};

struct nc_child_result {
    enum nc_child_end end;
    int status;
    /* valid until the callback returns */
    struct nc_str output;
};

/* What each of count children does. work(ctx, i, fd) runs in the child, writes its output to fd and
 * returns the exit status. The child is forked: it sees the parent's memory, cannot change it, and
 * has no threads but its own. done(ctx, i, result) runs in the parent as children end, in any
 * order. */
struct nc_child_jobs {
    size_t count;
    /* children running at a time, at least 1 */
    unsigned at_once;
    struct nc_child_limits limits;
    int (*work)(void *ctx, size_t i, int fd);
    void (*done)(void *ctx, size_t i, const struct nc_child_result *result);
    void *ctx;
};
/* Runs all of them and returns when the last has ended. No other thread may be running. */
void nc_child_run(const struct nc_child_jobs *jobs);

/* Runs a program with argv (ending in NULL; no shell) and input on its standard input. It is found
 * through PATH if its name has no '/'. Its standard output is appended to out, its messages are
 * discarded. Processes that it starts are in its process group and end with it or at its limits.
 * Returns 0 if it exits with 0, else -1 with a message that names it. Any thread. */
int nc_child_program(struct nc_buf *out, const char *const argv[], struct nc_str input,
                     const struct nc_child_limits *limits, struct nc_fail *f);

/* Ends the running programs and everything they started. For a signal handler before the process
 * dies: it allocates no memory and takes no lock. */
void nc_child_abandon_all(void);

/* Runs a program, found through PATH, with argv and no environment, and waits for it. For a signal
 * handler, where nothing may allocate memory. */
void nc_child_last(char *const argv[]);

/* Writes all of s to fd, for use in a child; false on failure. */
bool nc_child_write(int fd, struct nc_str s);

#endif
