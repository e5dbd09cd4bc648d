/* Child processes: the only place that starts any. A child works on what may be hostile or run
 * away, within limits, and hands back bytes. */
#ifndef NC_BASE_CHILD_H
#define NC_BASE_CHILD_H

#include "base/fail.h"
#include <stdbool.h>
#include <stdint.h>

struct nc_child_limits {
    uint64_t memory;  /* bytes of address space beyond what the parent has; 0: no limit */
    unsigned cpu;     /* seconds of processor time; 0: no limit */
    unsigned seconds; /* from start to end, then it is killed; 0: no limit */
    size_t output;    /* bytes taken; one more and it is killed */
};

enum nc_child_end {
    NC_CHILD_EXITED,  /* status is its exit status */
    NC_CHILD_LIMIT,   /* killed over time, processor time or output */
    NC_CHILD_CRASHED, /* ended by another signal; out of memory often looks like this */
    NC_CHILD_NONE     /* could not be started */
};

struct nc_child_result {
    enum nc_child_end end;
    int status;
    struct nc_str output; /* valid until the callback returns */
};

/* What each of count children does: work(ctx, i, fd) runs in the child, writes its output to fd and
 * returns the exit status. Forked, so it sees the parent's memory and changes none of it; it has no
 * threads but its own. done(ctx, i, result) runs in the parent as children end, in any order. */
struct nc_child_jobs {
    size_t count;
    unsigned at_once; /* children at a time, at least 1 */
    struct nc_child_limits limits;
    int (*work)(void *ctx, size_t i, int fd);
    void (*done)(void *ctx, size_t i, const struct nc_child_result *result);
    void *ctx;
};
/* Runs them all and returns when the last has ended. No other thread may be running. */
void nc_child_run(const struct nc_child_jobs *jobs);

/* Runs a program, found by PATH if its name has no '/', with argv (ending in NULL; no shell) and
 * input on its standard input; its standard output is appended to out, its messages are dropped.
 * What it starts is in its process group and ends with it, or at its limits. 0 if it exits with 0,
 * else -1 with a message that names it. Any thread. */
int nc_child_program(struct nc_buf *out, const char *const argv[], struct nc_str input,
                     const struct nc_child_limits *limits, struct nc_fail *f);

/* Ends the programs that run and what they started. For a signal handler before the process dies:
 * it takes no memory and no lock. */
void nc_child_abandon_all(void);

/* Runs a program, found by PATH, with argv and no environment, and waits for it: for the handler of
 * a signal, in which nothing that takes memory may be done. */
void nc_child_last(char *const argv[]);

/* Writes all of s to fd, for a child's work; false if it could not. */
bool nc_child_write(int fd, struct nc_str s);

#endif
