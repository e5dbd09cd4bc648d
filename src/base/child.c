/* Starts child processes, enforces their limits and collects what they write. */
#include "base/child.h"

#include "base/arena.h"
#include "base/outset.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define MAX_LIVE_GROUPS 64

/* A running child. */
struct child {
    /* 0 if the slot is free */
    pid_t pid;
    /* its output */
    int fd;
    size_t job;
    struct nc_buf output;
    /* in milliseconds of the monotonic clock; 0: none */
    int64_t deadline;
    bool was_killed;
    /* it leads a process group, which its own children belong to */
    bool leads_group;
};

/* Process groups to end when a signal ends this process. Written under the lock. */
static volatile sig_atomic_t live_groups[MAX_LIVE_GROUPS];
static pthread_mutex_t groups_lock = PTHREAD_MUTEX_INITIALIZER;

/* A group without a free slot is ended only by its owner. */
static void replace_group(pid_t was, pid_t pid)
{
    pthread_mutex_lock(&groups_lock);
    for (size_t i = 0; i < MAX_LIVE_GROUPS; i++) {
        if (live_groups[i] == (sig_atomic_t)was) {
            live_groups[i] = (sig_atomic_t)pid;
            break;
        }
    }
    pthread_mutex_unlock(&groups_lock);
}

void nc_child_abandon_all(void)
{
    for (size_t i = 0; i < MAX_LIVE_GROUPS; i++)
        if (live_groups[i])
            kill(-(pid_t)live_groups[i], SIGKILL);
}

static int64_t now_ms(void)
{
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

void nc_child_last(char *const argv[])
{
    char *const none[] = {NULL};
    pid_t pid;
    if (posix_spawnp(&pid, argv[0], NULL, NULL, argv, none) == 0)
        (void)waitpid(pid, NULL, 0);
}

bool nc_child_write(int fd, struct nc_str s)
{
    while (s.n) {
        ssize_t n = write(fd, s.p, s.n);
        if (n < 0 && errno != EINTR)
            return false;
        if (n > 0)
            s = nc_str_sub(s, (size_t)n, s.n);
    }
    return true;
}

/* AddressSanitizer reserves more address space than any limit would allow. */
static bool can_limit_memory(void)
{
#if defined(__SANITIZE_ADDRESS__)
    return false;
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
    return false;
#else
    return true;
#endif
#else
    return true;
#endif
}

/* The address space in use in bytes, from /proc; a guess on systems without it. */
static uint64_t own_size(void)
{
    char text[64];
    int fd = open("/proc/self/statm", O_RDONLY | O_CLOEXEC);
    ssize_t n = fd >= 0 ? read(fd, text, sizeof text - 1) : -1;
    if (fd >= 0)
        close(fd);
    text[n > 0 ? n : 0] = 0;
    uint64_t pages = strtoull(text, NULL, 10);
    return pages ? pages * (uint64_t)sysconf(_SC_PAGESIZE) : (uint64_t)256 << 20;
}

/* Runs in the child. A core dump of a runaway process helps nobody. */
static void set_limits(const struct nc_child_limits *l)
{
    struct rlimit r = {0, 0};
    setrlimit(RLIMIT_CORE, &r);
    if (l->cpu) {
        r.rlim_cur = l->cpu;
        r.rlim_max = l->cpu + 1;
        setrlimit(RLIMIT_CPU, &r);
    }
    if (l->memory && can_limit_memory()) {
        r.rlim_cur = r.rlim_max = (rlim_t)(own_size() + l->memory);
        setrlimit(RLIMIT_AS, &r);
    }
}

/* Runs in the child: standard input is empty and messages are discarded. */
static void silence(void)
{
    int null = open("/dev/null", O_RDWR | O_CLOEXEC);
    if (null >= 0) {
        dup2(null, 0);
        dup2(null, 1);
        dup2(null, 2);
    }
}

/* Forks. *out is the end to write to in the child, and the end to read from in the parent. */
static pid_t start(int *out, const struct nc_child_limits *l)
{
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        return -1;
    pid_t pid = fork();
    if (pid == 0) {
        signal(SIGPIPE, SIG_DFL);
        signal(SIGINT, SIG_DFL);
        signal(SIGTERM, SIG_DFL);
        close(ends[0]);
        silence();
        set_limits(l);
    } else {
        close(ends[1]);
        if (pid < 0)
            close(ends[0]);
    }
    *out = pid == 0 ? ends[1] : ends[0];
    return pid;
}

static void kill_child(struct child *c)
{
    kill(c->leads_group ? -c->pid : c->pid, SIGKILL);
    c->was_killed = true;
}

/* Whether the child has ended. It stays to be waited for, so that its process id is not reused yet.
 */
static bool has_ended(pid_t pid)
{
    siginfo_t info = {.si_pid = 0};
    return waitid(P_PID, (id_t)pid, &info, WEXITED | WNOHANG | WNOWAIT) || info.si_pid;
}

/* Ends whatever a program left running when it ended. */
static void end_group(const struct child *c)
{
    if (!c->leads_group)
        return;
    kill(-c->pid, SIGKILL);
    replace_group(c->pid, 0);
}

/* Reads what the child wrote; true at its end. */
static bool take_output(struct child *c, const struct nc_child_limits *l)
{
    char chunk[65536];
    ssize_t n = read(c->fd, chunk, sizeof chunk);
    if (n < 0)
        return errno != EINTR && errno != EAGAIN;
    if (n == 0)
        return true;
    if (c->output.n + (size_t)n > l->output)
        kill_child(c);
    else
        nc_buf_put(&c->output, chunk, (size_t)n);
    return c->was_killed;
}

static struct nc_child_result wait_for(struct child *c)
{
    struct nc_child_result r = {.output = nc_buf_view(&c->output)};
    int status = 0;
    close(c->fd);
    /* A child that has closed its output but still runs gets two seconds. */
    for (int i = 0; !has_ended(c->pid); i++) {
        if (i == 400)
            kill_child(c);
        nanosleep(&(struct timespec){.tv_nsec = i < 20 ? 200000 : 5000000}, NULL);
    }
    end_group(c);
    (void)waitpid(c->pid, &status, 0);
    if (WIFEXITED(status) && !c->was_killed) {
        r.status = WEXITSTATUS(status);
    } else {
        bool limit = c->was_killed || (WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU);
        r.end = limit ? NC_CHILD_LIMIT : NC_CHILD_CRASHED;
    }
    return r;
}

static void begin(struct child *c, const struct nc_child_jobs *jobs, size_t i)
{
    c->job = i;
    c->was_killed = false;
    c->pid = start(&c->fd, &jobs->limits);
    if (c->pid == 0)
        _exit(jobs->work(jobs->ctx, i, c->fd));
    if (c->pid < 0) {
        c->pid = 0;
        jobs->done(jobs->ctx, i, &(struct nc_child_result){.end = NC_CHILD_NONE});
        return;
    }
    c->deadline = jobs->limits.seconds ? now_ms() + (int64_t)jobs->limits.seconds * 1000 : 0;
}

static void finish(struct child *c, const struct nc_child_jobs *jobs)
{
    struct nc_child_result r = wait_for(c);
    jobs->done(jobs->ctx, c->job, &r);
    nc_buf_clear(&c->output);
    c->pid = 0;
}

/* Waits for output or for a child to end, and enforces the time limits. */
static void step(struct child *children, size_t n, const struct nc_child_jobs *jobs)
{
    struct pollfd *fds = nc_calloc(n, sizeof *fds);
    for (size_t i = 0; i < n; i++)
        fds[i] = (struct pollfd){.fd = children[i].pid ? children[i].fd : -1, .events = POLLIN};
    poll(fds, (nfds_t)n, 200);
    for (size_t i = 0; i < n; i++) {
        struct child *c = &children[i];
        if (!c->pid)
            continue;
        if (c->deadline && now_ms() > c->deadline)
            kill_child(c);
        if (c->was_killed || (fds[i].revents && take_output(c, &jobs->limits)))
            finish(c, jobs);
    }
    free(fds);
}

void nc_child_run(const struct nc_child_jobs *jobs)
{
    size_t places = jobs->at_once && jobs->at_once < jobs->count ? jobs->at_once : jobs->count;
    struct child *children = nc_calloc(places ? places : 1, sizeof *children);
    size_t next = 0;
    for (;;) {
        size_t running = 0;
        for (size_t i = 0; i < places; i++) {
            while (!children[i].pid && next < jobs->count)
                begin(&children[i], jobs, next++);
            running += children[i].pid != 0;
        }
        if (!running && next == jobs->count)
            break;
        if (running)
            step(children, places, jobs);
    }
    for (size_t i = 0; i < places; i++)
        nc_buf_dispose(&children[i].output);
    free(children);
}

/* Puts the input of a program into a file without a name: a pipe would fill up while nobody reads
 * its other end. -1 if it could not be made. */
static int input_file(struct nc_str input)
{
    FILE *file = tmpfile();
    int fd = -1;
    if (file && fwrite(input.p ? input.p : "", 1, input.n, file) == input.n && !fflush(file))
        fd = fcntl(fileno(file), F_DUPFD_CLOEXEC, 3);
    if (file)
        fclose(file);
    if (fd >= 0)
        lseek(fd, 0, SEEK_SET);
    return fd;
}

/* Runs in the child. */
static void become(const char *const argv[], int in, int out)
{
    union {
        const char *const *is;
        char *const *as_execvp_wants;
    } words = {.is = argv};
    if (dup2(in, 0) == 0 && dup2(out, 1) == 1)
        execvp(argv[0], words.as_execvp_wants);
    _exit(127);
}

static int report(const struct nc_child_result *r, const char *name, struct nc_fail *f)
{
    if (r->end == NC_CHILD_LIMIT)
        return nc_fail(f, "%s took too long or wrote too much and was stopped", name);
    if (r->end == NC_CHILD_CRASHED)
        return nc_fail(f, "%s crashed", name);
    if (r->end == NC_CHILD_NONE)
        return nc_fail(f, "%s could not be started", name);
    if (r->status == 127)
        return nc_fail(f, "%s was not found or could not be run", name);
    return r->status ? nc_fail(f, "%s ended with status %d", name, r->status) : 0;
}

int nc_child_program(struct nc_buf *out, const char *const argv[], struct nc_str input,
                     const struct nc_child_limits *limits, struct nc_fail *f)
{
    struct child c = {0};
    struct nc_child_result r = {.end = NC_CHILD_NONE};
    sigset_t held;
    int in = input_file(input);
    if (in < 0)
        return nc_fail(f, "%s: its input could not be stored: %s", argv[0], strerror(errno));
    nc_hold_signals(&held);
    c.pid = start(&c.fd, limits);
    if (c.pid == 0) {
        setpgid(0, 0);
        nc_release_signals(&held);
        become(argv, in, c.fd);
    }
    if (c.pid > 0) {
        setpgid(c.pid, c.pid); /* both the parent and the child call this: either may run first */
        c.leads_group = true;
        replace_group(0, c.pid);
    }
    nc_release_signals(&held);
    close(in);
    if (c.pid > 0) {
        int64_t deadline = limits->seconds ? now_ms() + (int64_t)limits->seconds * 1000 : 0;
        for (bool ended = false; !ended;) {
            struct pollfd p = {.fd = c.fd, .events = POLLIN};
            poll(&p, 1, 200);
            if (deadline && now_ms() > deadline)
                kill_child(&c);
            ended = c.was_killed || (p.revents && take_output(&c, limits));
        }
        r = wait_for(&c);
    }
    int err = report(&r, argv[0], f);
    if (!err)
        nc_buf_str(out, r.output);
    nc_buf_dispose(&c.output);
    return err;
}
