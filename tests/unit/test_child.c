/* child.c: children, their limits, and programs. */
#include "base/child.h"
#include "tests/unit/check.h"

#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

enum { GREETS, FAILS, RUNS_AWAY, WRITES_TOO_MUCH, DIES, SLEEPS, KINDS };

static int work(void *ctx, size_t i, int fd)
{
    (void)ctx;
    char greeting[] = {'0', (char)('0' + i)};
    switch (i % KINDS) {
    case GREETS:
        return nc_child_write(fd, (struct nc_str){greeting, 2}) ? 0 : 1;
    case FAILS:
        return 7;
    case RUNS_AWAY:
        for (volatile unsigned n = 0;; n++)
            ;
    case WRITES_TOO_MUCH:
        while (nc_child_write(fd, NC_LIT("xxxxxxxxxxxxxxxx")))
            ;
        return 0;
    case DIES:
        raise(SIGKILL);
        return 0;
    default:
        sleep(60);
        return 0;
    }
}

struct seen {
    enum nc_child_end end[KINDS];
    int status[KINDS];
    size_t output[KINDS];
    unsigned count;
};

static void done(void *ctx, size_t i, const struct nc_child_result *r)
{
    struct seen *s = ctx;
    s->end[i] = r->end;
    s->status[i] = r->status;
    s->output[i] = r->output.n;
    s->count++;
}

static void test_limits(unsigned at_once)
{
    struct seen s = {0};
    struct nc_child_limits limits = {.cpu = 1, .seconds = 3, .output = 1000};
    nc_child_run(&(struct nc_child_jobs){KINDS, at_once, limits, work, done, &s});
    CHECK(s.count == KINDS);
    CHECK(s.end[GREETS] == NC_CHILD_EXITED && s.status[GREETS] == 0 && s.output[GREETS] == 2);
    CHECK(s.end[FAILS] == NC_CHILD_EXITED && s.status[FAILS] == 7);
    CHECK(s.end[RUNS_AWAY] == NC_CHILD_LIMIT);
    CHECK(s.end[WRITES_TOO_MUCH] == NC_CHILD_LIMIT && s.output[WRITES_TOO_MUCH] <= 1000);
    CHECK(s.end[DIES] == NC_CHILD_CRASHED);
    CHECK(s.end[SLEEPS] == NC_CHILD_LIMIT);
}

static void test_programs(void)
{
    static const struct nc_child_limits limits = {.seconds = 2, .output = 1 << 20};
    const char *const cat[] = {"cat", NULL}, *const no[] = {"no-such-program-here", NULL},
                      *const wrong[] = {"sh", "-c", "exit 3", NULL},
                      *const slow[] = {"sleep", "60", NULL};
    struct nc_buf out = {0};
    struct nc_fail f = {0};
    CHECK(nc_child_program(&out, cat, NC_LIT("through"), &limits, &f) == 0);
    CHECK(nc_str_eqz(nc_buf_view(&out), "through"));
    CHECK(nc_child_program(&out, wrong, NC_NONE, &limits, &f) == -1);
    CHECK_STR(f.message.p, "sh ended with status 3");
    nc_buf_dispose(&f.message);
    CHECK(nc_child_program(&out, no, NC_NONE, &limits, &f) == -1);
    CHECK_STR(f.message.p, "no-such-program-here was not found or could not be run");
    nc_buf_dispose(&f.message);
    CHECK(nc_child_program(&out, slow, NC_NONE, &limits, &f) == -1);
    CHECK_STR(f.message.p, "sleep took too long or wrote too much and was stopped");
    CHECK(nc_str_eqz(nc_buf_view(&out), "through"));
    nc_buf_dispose(&f.message);
    nc_buf_dispose(&out);
}

/* What a program starts ends with it: nobody is left who holds the pipe. */
static void test_grandchildren(const char *script, int expected)
{
    static const struct nc_child_limits limits = {.seconds = 1, .output = 1 << 20};
    const char *const words[] = {"sh", "-c", script, NULL};
    struct nc_buf out = {0};
    struct nc_fail f = {0};
    int ends[2];
    char c;
    if (!CHECK(pipe(ends) == 0))
        return;
    CHECK(nc_child_program(&out, words, NC_NONE, &limits, &f) == expected);
    close(ends[1]);
    struct pollfd p = {.fd = ends[0], .events = POLLIN};
    CHECK(poll(&p, 1, 5000) == 1 && read(ends[0], &c, 1) == 0);
    close(ends[0]);
    nc_buf_dispose(&f.message);
    nc_buf_dispose(&out);
}

int main(void)
{
    test_limits(KINDS);
    test_limits(2);
    test_programs();
    test_grandchildren("sleep 60 & sleep 60", -1);
    test_grandchildren("(sleep 60 & sleep 60) & wait", -1);
    test_grandchildren("sleep 60 >/dev/null & echo done", 0);
    test_grandchildren("trap '' TERM HUP; sleep 60 & wait", -1);
    return check_result();
}
