/* Preloaded into noteconv, it makes one system call or allocation fail, or ends the program there.
 * Calls count from the beginning of main. The environment says which:
 *
 * FAULT_CALL, the class of calls: open, opendir, read, readdir, stat, write, fsync, rename, close,
 * unlink, mkdir, malloc; "disk" is every call that changes what is on the disk.
 *
 * FAULT_AT, which call of the class, from 1; without it all are only counted.
 *
 * FAULT_FROM, if set: that call and all after it.
 *
 * FAULT_ERROR, errno (EIO if it is not set), or "short" for half of what is asked for, or "kill"
 * for SIGKILL, or "int" for SIGINT, after which the call is made as ever.
 *
 * FAULT_PATH, instead of a number: opening a file whose path ends so, and looking at it; with
 * FAULT_CALL=open opening only. Without FAULT_ERROR it is only counted.
 *
 * FAULT_COUNT, a file that gets the number of calls when the program ends.
 *
 * FAULT_LOG, a file that gets a line for what is opened to be written, synced, renamed and removed.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

static const char *wanted, *count_file, *log_file, *wanted_path;
static long fault_at = -1, calls;
static int fault_error = EIO;
static bool from_there, is_short, is_kill, is_int, armed, want_disk;

/* Set before main; read only afterwards. */
static void read_settings(void)
{
    const char *s = getenv("FAULT_AT"), *e = getenv("FAULT_ERROR");
    wanted = getenv("FAULT_CALL");
    count_file = getenv("FAULT_COUNT");
    log_file = getenv("FAULT_LOG");
    fault_at = s ? atol(s) : -1;
    from_there = getenv("FAULT_FROM") != NULL;
    is_short = e && strcmp(e, "short") == 0;
    is_kill = e && strcmp(e, "kill") == 0;
    is_int = e && strcmp(e, "int") == 0;
    fault_error = e && atoi(e) ? atoi(e) : EIO;
    want_disk = wanted && strcmp(wanted, "disk") == 0;
    wanted_path = getenv("FAULT_PATH");
    armed = wanted != NULL || wanted_path != NULL;
}

/* Adds a line to the log: a call and what it is about. */
static void put_log(const char *call, const char *about, const char *more)
{
    char text[8192];
    int n = log_file ? snprintf(text, sizeof text, "%s %s %s\n", call, about, more) : 0;
    if (n <= 0 || (size_t)n >= sizeof text)
        return;
    int error = errno;
    long fd = syscall(SYS_openat, AT_FDCWD, log_file, O_WRONLY | O_CREAT | O_APPEND, 0644);
    syscall(SYS_write, fd, text, (size_t)n);
    syscall(SYS_close, fd);
    errno = error;
}

/* The same of an open file. */
static void put_log_fd(const char *call, int fd)
{
    char link[32], path[4096];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    long n = log_file ? syscall(SYS_readlink, link, path, sizeof path - 1) : -1;
    if (n < 0)
        return;
    path[n] = '\0';
    put_log(call, path, "");
}

/* Whether this call of the class is the one. */
static bool hits(const char *call, bool on_disk)
{
    if (!armed || wanted_path || !((want_disk && on_disk) || strcmp(call, wanted) == 0))
        return false;
    long n = __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    bool hit = fault_at > 0 && (n == fault_at || (from_there && n > fault_at));
    if (hit && is_kill)
        syscall(SYS_kill, syscall(SYS_getpid), SIGKILL);
    if (hit && is_int) {
        syscall(SYS_kill, syscall(SYS_getpid), SIGINT);
        return false;
    }
    errno = hit ? fault_error : errno;
    return hit;
}

/* Whether it is the file; it fails then, unless calls are only counted. */
static bool hits_path(const char *call, const char *path)
{
    size_t n = strlen(path), m = wanted_path ? strlen(wanted_path) : 0;
    if (!armed || !m || n < m || strcmp(path + n - m, wanted_path) != 0 ||
        (wanted && strcmp(wanted, call) != 0))
        return false;
    __atomic_add_fetch(&calls, 1, __ATOMIC_SEQ_CST);
    errno = fault_error;
    return getenv("FAULT_ERROR") != NULL;
}

/* The same of a name in an open folder. */
static bool hits_name(const char *call, int dir, const char *name)
{
    char link[32], path[8192];
    snprintf(link, sizeof link, "/proc/self/fd/%d", dir);
    long n = wanted_path ? syscall(SYS_readlink, link, path, sizeof path / 2) : 0;
    if (n <= 0 || name[0] == '/' || strlen(name) + 2 > sizeof path / 2)
        return hits_path(call, name);
    snprintf(path + n, sizeof path - (size_t)n, "/%s", name);
    return hits_path(call, path);
}

__attribute__((destructor)) static void write_count(void)
{
    char text[32];
    armed = false;
    if (!count_file)
        return;
    int n = snprintf(text, sizeof text, "%ld\n", calls);
    long fd = syscall(SYS_openat, AT_FDCWD, count_file, O_WRONLY | O_CREAT | O_TRUNC, 0644);
    syscall(SYS_write, fd, text, (size_t)n);
    syscall(SYS_close, fd);
}

/* The function that this one stands before. */
#define NEXT(result, name, ...)                                                                    \
    static result (*next)(__VA_ARGS__);                                                            \
    if (!next)                                                                                     \
    next = (result(*)(__VA_ARGS__))dlsym(RTLD_NEXT, name)

/* --- the beginning --- */

static int (*real_main)(int, char **, char **);

static int armed_main(int argc, char **argv, char **envp)
{
    read_settings();
    return real_main(argc, argv, envp);
}

typedef int start_fn(int (*)(int, char **, char **), int, char **, void (*)(void), void (*)(void),
                     void (*)(void), void *);
start_fn __libc_start_main;

int __libc_start_main(int (*entry)(int, char **, char **), int argc, char **argv,
                      void (*init)(void), void (*fini)(void), void (*rtld_fini)(void), void *end)
{
    start_fn *next = (start_fn *)dlsym(RTLD_NEXT, "__libc_start_main");
    real_main = entry;
    return next(armed_main, argc, argv, init, fini, rtld_fini, end);
}

/* --- memory --- */

extern void *__libc_malloc(size_t);
extern void *__libc_calloc(size_t, size_t);
extern void *__libc_realloc(void *, size_t);

void *malloc(size_t n)
{
    return hits("malloc", false) ? NULL : __libc_malloc(n);
}

void *calloc(size_t count, size_t size)
{
    return hits("malloc", false) ? NULL : __libc_calloc(count, size);
}

void *realloc(void *p, size_t n)
{
    return hits("malloc", false) ? NULL : __libc_realloc(p, n);
}

/* --- opening --- */

static int open_at(int dir, const char *path, int flags, mode_t mode)
{
    bool writes = (flags & O_ACCMODE) != O_RDONLY;
    if (hits("open", writes) || hits_path("open", path))
        return -1;
    if (writes)
        put_log("open", path, "");
    return (int)syscall(SYS_openat, dir, path, flags, mode);
}

static mode_t mode_of(int flags, va_list ap)
{
    return flags & O_CREAT ? va_arg(ap, mode_t) : 0;
}

#define OPEN(name)                                                                                 \
    int name(const char *path, int flags, ...)                                                     \
    {                                                                                              \
        va_list ap;                                                                                \
        va_start(ap, flags);                                                                       \
        mode_t mode = mode_of(flags, ap);                                                          \
        va_end(ap);                                                                                \
        return open_at(AT_FDCWD, path, flags, mode);                                               \
    }
OPEN(open)
OPEN(open64)

#define OPENAT(name)                                                                               \
    int name(int dir, const char *path, int flags, ...)                                            \
    {                                                                                              \
        va_list ap;                                                                                \
        va_start(ap, flags);                                                                       \
        mode_t mode = mode_of(flags, ap);                                                          \
        va_end(ap);                                                                                \
        return open_at(dir, path, flags, mode);                                                    \
    }
OPENAT(openat)
OPENAT(openat64)

#define FOPEN(name)                                                                                \
    FILE *name(const char *path, const char *mode)                                                 \
    {                                                                                              \
        NEXT(FILE *, #name, const char *, const char *);                                           \
        return hits("open", false) || hits_path("open", path) ? NULL : next(path, mode);           \
    }
FOPEN(fopen)
FOPEN(fopen64)

DIR *opendir(const char *path)
{
    NEXT(DIR *, "opendir", const char *);
    return hits("opendir", false) ? NULL : next(path);
}

DIR *fdopendir(int fd)
{
    NEXT(DIR *, "fdopendir", int);
    return hits("opendir", false) ? NULL : next(fd);
}

/* --- reading --- */

static size_t some(size_t n)
{
    return n > 1 ? (n / 2 > 1000 ? 1000 : n / 2) : n;
}

ssize_t read(int fd, void *to, size_t n)
{
    if (hits("read", false)) {
        if (!is_short)
            return -1;
        n = some(n);
    }
    return syscall(SYS_read, fd, to, n);
}

size_t fread(void *to, size_t size, size_t n, FILE *f)
{
    NEXT(size_t, "fread", void *, size_t, size_t, FILE *);
    if (!hits("read", false))
        return next(to, size, n, f);
    if (is_short)
        return next(to, size, some(n), f);
    /* An error sets the flag that ferror reads. */
    f->_flags |= 0x20;
    return 0;
}

#define READDIR(name, type)                                                                        \
    struct type *name(DIR *d)                                                                      \
    {                                                                                              \
        NEXT(struct type *, #name, DIR *);                                                         \
        return hits("readdir", false) ? NULL : next(d);                                            \
    }
READDIR(readdir, dirent)
READDIR(readdir64, dirent64)

/* --- looking --- */

#define STAT(name, type)                                                                           \
    int name(const char *path, struct type *st)                                                    \
    {                                                                                              \
        NEXT(int, #name, const char *, struct type *);                                             \
        return hits("stat", false) || hits_path("stat", path) ? -1 : next(path, st);               \
    }
STAT(stat, stat)
STAT(stat64, stat64)
STAT(lstat, stat)
STAT(lstat64, stat64)

#define STATAT(name, type)                                                                         \
    int name(int dir, const char *path, struct type *st, int flags)                                \
    {                                                                                              \
        NEXT(int, #name, int, const char *, struct type *, int);                                   \
        return hits("stat", false) || hits_name("stat", dir, path) ? -1                            \
                                                                   : next(dir, path, st, flags);   \
    }
STATAT(fstatat, stat)
STATAT(fstatat64, stat64)

#define FSTAT(name, type)                                                                          \
    int name(int fd, struct type *st)                                                              \
    {                                                                                              \
        NEXT(int, #name, int, struct type *);                                                      \
        return hits("stat", false) ? -1 : next(fd, st);                                            \
    }
FSTAT(fstat, stat)
FSTAT(fstat64, stat64)

char *realpath(const char *path, char *out)
{
    NEXT(char *, "realpath", const char *, char *);
    return hits("stat", false) ? NULL : next(path, out);
}

/* --- writing --- */

ssize_t write(int fd, const void *from, size_t n)
{
    /* Standard error is no output. */
    if (fd != STDERR_FILENO && hits("write", true)) {
        if (!is_short)
            return -1;
        n = some(n);
    }
    return syscall(SYS_write, fd, from, n);
}

static ssize_t write_at(int fd, const void *from, size_t n, off_t at)
{
    if (hits("write", true)) {
        if (!is_short)
            return -1;
        n = some(n);
    }
    return syscall(SYS_pwrite64, fd, from, n, at);
}

ssize_t pwrite(int fd, const void *from, size_t n, off_t at)
{
    return write_at(fd, from, n, at);
}

ssize_t pwrite64(int fd, const void *from, size_t n, off64_t at)
{
    return write_at(fd, from, n, at);
}

/* Nothing here is meant to outlive the machine's power: tests are faster without real syncs. */
int fsync(int fd)
{
    put_log_fd("fsync", fd);
    return hits("fsync", true) ? -1 : 0;
}

int syncfs(int fd)
{
    put_log_fd("syncfs", fd);
    return hits("fsync", true) ? -1 : 0;
}

int close(int fd)
{
    bool hit = hits("close", true);
    int error = errno, result = (int)syscall(SYS_close, fd);
    errno = hit ? error : errno;
    return hit ? -1 : result;
}

int rename(const char *from, const char *to)
{
    put_log("rename", from, to);
    return hits("rename", true) ? -1 : (int)syscall(SYS_rename, from, to);
}

int renameat(int a, const char *from, int b, const char *to)
{
    put_log("rename", from, to);
    return hits("rename", true) ? -1 : (int)syscall(SYS_renameat2, a, from, b, to, 0);
}

int renameat2(int a, const char *from, int b, const char *to, unsigned flags)
{
    put_log("rename", from, to);
    return hits("rename", true) ? -1 : (int)syscall(SYS_renameat2, a, from, b, to, flags);
}

int unlink(const char *path)
{
    put_log("unlink", path, "");
    return hits("unlink", true) ? -1 : (int)syscall(SYS_unlinkat, AT_FDCWD, path, 0);
}

int unlinkat(int dir, const char *path, int flags)
{
    put_log("unlink", path, "");
    return hits("unlink", true) ? -1 : (int)syscall(SYS_unlinkat, dir, path, flags);
}

int mkdir(const char *path, mode_t mode)
{
    return hits("mkdir", true) ? -1 : (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode);
}
