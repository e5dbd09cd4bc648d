/* Reading of files; output files that appear by rename. */
#include "base/fsio.h"

#include "base/arena.h"
#include "base/utf8.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#ifdef __APPLE__ /* which keeps the names that POSIX gave up */
#define st_mtim st_mtimespec
#define st_ctim st_ctimespec
#endif
#define READ_CHUNK ((size_t)64 << 10)
#define MAX_NAME_BYTES 200

int nc_read_fd(struct nc_buf *out, int fd, const char *name, size_t max, struct nc_fail *f)
{
    size_t start = out->n;
    for (;;) {
        nc_buf_reserve(out, READ_CHUNK);
        ssize_t got = read(fd, out->p + out->n, READ_CHUNK);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            return nc_fail(f, "cannot read %s: %s", name, strerror(errno));
        if (got == 0)
            return 0;
        out->n += (size_t)got;
        out->p[out->n] = '\0';
        if (out->n - start > max)
            return nc_fail(f, "%s is larger than %zu MB, the most that is read", name, max >> 20);
    }
}

/* Opens a regular file for reading, or -1 and a message. Without O_NONBLOCK the open of a FIFO
 * would wait for a writer. */
static int open_regular(const char *path, struct stat *st, struct nc_fail *f)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return nc_fail(f, "cannot read %s: %s", path, strerror(errno));
    if (fstat(fd, st) != 0)
        nc_fail(f, "cannot read %s: %s", path, strerror(errno));
    else if (S_ISDIR(st->st_mode))
        nc_fail(f, "cannot read %s: it is a folder", path);
    else if (!S_ISREG(st->st_mode))
        nc_fail(f, "cannot read %s: it is not a regular file", path);
    else
        return fd;
    close(fd);
    return -1;
}

int nc_read_file(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f)
{
    struct stat st;
    int fd = open_regular(path, &st, f);
    if (fd < 0)
        return -1;
    if (st.st_size > 0 && (size_t)st.st_size <= max)
        nc_buf_reserve(out, (size_t)st.st_size + READ_CHUNK);
    int err = nc_read_fd(out, fd, path, max, f);
    close(fd);
    return err;
}

int nc_read_head(struct nc_buf *out, const char *path, size_t max, struct nc_fail *f)
{
    struct stat st;
    int fd = open_regular(path, &st, f), err = 0;
    if (fd < 0)
        return -1;
    nc_buf_reserve(out, max);
    for (size_t left = max; left && !err;) {
        ssize_t got = read(fd, out->p + out->n, left);
        if (got < 0 && errno == EINTR)
            continue;
        if (got < 0)
            err = nc_fail(f, "cannot read %s: %s", path, strerror(errno));
        if (got <= 0)
            break;
        out->n += (size_t)got;
        left -= (size_t)got;
    }
    out->p[out->n] = '\0';
    close(fd);
    return err;
}

enum out_state { OUT_OPEN, OUT_CLOSED, OUT_DISCARDED, OUT_COMMITTED };

struct nc_out {
    struct nc_out *next;
    struct nc_outset *set;
    char *path, *temp; /* temp NULL: standard output, collected in memory */
    int fd;
    struct nc_buf memory; /* of standard output; else the write buffer */
    uint64_t offset;      /* of the next write */
    uint64_t flushed_to;  /* where the write buffer begins in the file */
    volatile int state;
    struct nc_fail *fail;
};

struct made_dir {
    struct made_dir *next;
    char *path;
};

struct nc_outset {
    struct nc_outset *next_set;
    struct nc_out *outs;
    struct made_dir *dirs;
    bool committed, many;
};

/* Live sets, for nc_outset_abandon_all. Sets are made and freed on the main thread only. */
static struct nc_outset *volatile all_sets;
static unsigned temp_counter;

/* A signal that ends the program waits until what was made is also in the lists: then its handler
 * finds all of it. */
static void hold_signals(sigset_t *old)
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ending, old);
}

static void release_signals(const sigset_t *old)
{
    pthread_sigmask(SIG_SETMASK, old, NULL);
}

struct nc_outset *nc_outset_new(void)
{
    struct nc_outset *s = nc_calloc(1, sizeof *s);
    s->next_set = all_sets;
    all_sets = s;
    return s;
}

static void out_free(struct nc_out *o)
{
    if (o->fd >= 0)
        close(o->fd);
    if (o->temp && o->state != OUT_COMMITTED)
        unlink(o->temp);
    nc_buf_dispose(&o->memory);
    free(o->temp);
    free(o->path);
    free(o);
}

void nc_outset_free(struct nc_outset *s)
{
    if (!s)
        return;
    struct nc_outset *volatile *link = &all_sets;
    while (*link && *link != s)
        link = &(*link)->next_set;
    if (*link)
        *link = s->next_set;
    for (struct nc_out *o = s->outs; o;) {
        struct nc_out *next = o->next;
        out_free(o);
        o = next;
    }
    for (struct made_dir *d = s->dirs; d;) {
        struct made_dir *next = d->next;
        if (!s->committed)
            rmdir(d->path);
        free(d->path);
        free(d);
        d = next;
    }
    free(s);
}

void nc_outset_abandon_all(void)
{
    for (struct nc_outset *s = all_sets; s; s = s->next_set) {
        for (struct nc_out *o = s->outs; o; o = o->next)
            if (o->temp && o->state != OUT_COMMITTED)
                unlink(o->temp);
        for (struct made_dir *d = s->dirs; d && !s->committed; d = d->next)
            rmdir(d->path);
    }
}

static int fail_open(struct nc_fail *f, const char *path, int error)
{
    if (error == ENOENT || error == ENOTDIR) {
        const char *slash = strrchr(path, '/');
        return nc_fail(
            f,
            "cannot write %s: the folder %.*s does not exist (only the last folder of -o NAME/ is "
            "made)",
            path, slash ? (int)(slash - path) : 1, slash ? path : ".");
    }
    return nc_fail(f, "cannot write %s: %s", path, strerror(error));
}

/* The file a symbolic link stands for, so that the rename does not replace the link. */
static char *real_target(const char *path)
{
    struct stat st;
    char *real = lstat(path, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(path, NULL) : NULL;
    return real ? real : nc_strdup(path);
}

static mode_t target_mode(const char *path)
{
    struct stat st;
    if (stat(path, &st) == 0 && S_ISREG(st.st_mode))
        return st.st_mode & 07777;
    mode_t mask = umask(0);
    umask(mask);
    return 0666 & ~mask;
}

static int open_temp(struct nc_out *o, struct nc_fail *f)
{
    const char *slash = strrchr(o->path, '/');
    size_t folder = slash ? (size_t)(slash - o->path) + 1 : 0;
    for (int tries = 0; tries < 100; tries++) {
        struct nc_buf b = {0};
        nc_buf_put(&b, o->path, folder);
        nc_buf_printf(&b, ".noteconv-%ld-%u.tmp", (long)getpid(), temp_counter++);
        o->fd = open(b.p, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
        if (o->fd >= 0) {
            o->temp = b.p;
            fchmod(o->fd, target_mode(o->path));
            return 0;
        }
        int error = errno;
        nc_buf_dispose(&b);
        if (error != EEXIST)
            return fail_open(f, o->path, error);
    }
    return nc_fail(f, "cannot write %s: too many temporary files beside it", o->path);
}

int nc_out_open(struct nc_out **out, struct nc_outset *s, const char *path, struct nc_fail *f)
{
    struct nc_out *o = nc_calloc(1, sizeof *o);
    sigset_t old;
    o->fd = -1;
    o->set = s;
    o->fail = f;
    hold_signals(&old);
    if (strcmp(path, "-") == 0) {
        o->path = nc_strdup(path);
    } else {
        o->path = real_target(path);
        struct stat st;
        int err = stat(o->path, &st) == 0 && !S_ISREG(st.st_mode)
                      ? nc_fail(f, "cannot write %s: it is not a regular file", path)
                      : open_temp(o, f);
        if (err) {
            out_free(o);
            release_signals(&old);
            return -1;
        }
    }
    o->next = s->outs;
    s->outs = o;
    *out = o;
    release_signals(&old);
    return 0;
}

static int write_all(struct nc_out *o, const char *p, size_t n, uint64_t at)
{
    while (n) {
        ssize_t done = pwrite(o->fd, p, n, (off_t)at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return nc_fail(o->fail, "cannot write %s: %s", o->path, strerror(errno));
        p += done;
        n -= (size_t)done;
        at += (uint64_t)done;
    }
    return 0;
}

static int flush(struct nc_out *o)
{
    int err = o->memory.n ? write_all(o, o->memory.p, o->memory.n, o->flushed_to) : 0;
    nc_buf_clear(&o->memory);
    o->flushed_to = o->offset;
    return err;
}

/* Standard output is one buffer that may be overwritten anywhere below its end. */
static void write_memory(struct nc_out *o, const void *bytes, size_t n)
{
    size_t at = (size_t)o->offset;
    size_t inside = at < o->memory.n ? o->memory.n - at : 0;
    if (inside > n)
        inside = n;
    if (inside)
        memcpy(o->memory.p + at, bytes, inside);
    nc_buf_put(&o->memory, (const char *)bytes + inside, n - inside);
    o->offset += n;
}

int nc_out_write(struct nc_out *o, const void *bytes, size_t n)
{
    if (!o->temp) {
        write_memory(o, bytes, n);
        return 0;
    }
    if (o->memory.n + n > READ_CHUNK && flush(o))
        return -1;
    if (n >= READ_CHUNK) {
        int err = write_all(o, bytes, n, o->offset);
        o->offset += n;
        o->flushed_to = o->offset;
        return err;
    }
    nc_buf_put(&o->memory, bytes, n);
    o->offset += n;
    return 0;
}

int nc_out_seek(struct nc_out *o, uint64_t offset)
{
    if (!o->temp) {
        if (offset > o->memory.n)
            return nc_fail(o->fail, "cannot seek beyond the end of standard output");
        o->offset = offset;
        return 0;
    }
    int err = flush(o);
    o->offset = o->flushed_to = offset;
    return err;
}

uint64_t nc_out_tell(const struct nc_out *o)
{
    return o->offset;
}

int nc_out_close(struct nc_out *o)
{
    int err = 0;
    if (o->temp) {
        err = flush(o);
        nc_buf_dispose(&o->memory);
        if (!err && !o->set->many && fsync(o->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
            err = nc_fail(o->fail, "cannot write %s: %s", o->path, strerror(errno));
        if (close(o->fd) != 0 && !err)
            err = nc_fail(o->fail, "cannot write %s: %s", o->path, strerror(errno));
        o->fd = -1;
    }
    o->state = err ? OUT_DISCARDED : OUT_CLOSED;
    return err;
}

void nc_out_discard(struct nc_out *o)
{
    o->state = OUT_DISCARDED;
}

int nc_outset_mkdir(struct nc_outset *s, const char *path, struct nc_fail *f)
{
    struct stat st;
    if (stat(path, &st) == 0)
        return S_ISDIR(st.st_mode) ? 0 : nc_fail(f, "%s exists and is not a folder", path);
    sigset_t old;
    hold_signals(&old);
    int err = mkdir(path, 0777), error = errno;
    if (!err) {
        struct made_dir *d = nc_calloc(1, sizeof *d);
        d->path = nc_strdup(path);
        d->next = s->dirs; /* inner folders first, as rmdir needs them */
        s->dirs = d;
    }
    release_signals(&old);
    if (err) {
        if (error == ENOENT)
            return nc_fail(f, "cannot make the folder %s: the folder above it does not exist",
                           path);
        return nc_fail(f, "cannot make the folder %s: %s", path, strerror(error));
    }
    return 0;
}

void nc_outset_many(struct nc_outset *s)
{
    s->many = true;
}

/* One call for all files of a file system costs what a single one does. */
static int sync_all(const struct nc_outset *s, struct nc_fail *f)
{
    const struct nc_out *o = s->outs;
    while (o && (!o->temp || o->state != OUT_CLOSED))
        o = o->next;
    if (!s->many || !o)
        return 0;
    int fd = open(o->temp, O_RDONLY | O_CLOEXEC);
#ifdef __linux__
    int err = fd >= 0 && syncfs(fd) != 0 && errno != ENOSYS
                  ? nc_fail(f, "cannot write %s: %s", o->path, strerror(errno))
                  : 0;
#else
    int err = 0;
    (void)f;
    sync();
#endif
    if (fd >= 0)
        close(fd);
    return err;
}

/* The file at the target has the bytes of the temporary one. */
static bool is_unchanged(const struct nc_out *o)
{
    struct stat a, b;
    if (stat(o->temp, &a) != 0 || stat(o->path, &b) != 0 || a.st_size != b.st_size)
        return false;
    struct nc_buf x = {0}, y = {0};
    struct nc_fail ignored = {0};
    bool same = nc_read_file(&x, o->temp, (size_t)a.st_size, &ignored) == 0 &&
                nc_read_file(&y, o->path, (size_t)a.st_size, &ignored) == 0 && x.n == y.n &&
                memcmp(x.p, y.p, x.n) == 0;
    nc_buf_dispose(&x);
    nc_buf_dispose(&y);
    nc_buf_dispose(&ignored.message);
    return same;
}

static int commit_stdout(struct nc_out *o, struct nc_fail *f)
{
    for (size_t i = 0; i < o->memory.n;) {
        ssize_t done = write(STDOUT_FILENO, o->memory.p + i, o->memory.n - i);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return nc_fail(f, "cannot write to standard output: %s", strerror(errno));
        i += (size_t)done;
    }
    return 0;
}

int nc_outset_commit(struct nc_outset *s, struct nc_fail *f)
{
    /* The list holds the last opened first; renames follow the order of opening. */
    struct nc_out *ordered = NULL;
    sigset_t old;
    hold_signals(&old);
    while (s->outs) {
        struct nc_out *o = s->outs;
        s->outs = o->next;
        o->next = ordered;
        ordered = o;
    }
    s->outs = ordered;
    release_signals(&old);
    if (sync_all(s, f))
        return -1;
    for (struct nc_out *o = s->outs; o; o = o->next) {
        if (o->state != OUT_CLOSED)
            continue;
        if (!o->temp) {
            if (commit_stdout(o, f))
                return -1;
        } else if (s->many && is_unchanged(o)) {
            unlink(o->temp);
        } else if (rename(o->temp, o->path) != 0) {
            return nc_fail(f, "cannot replace %s: %s", o->path, strerror(errno));
        }
        o->state = OUT_COMMITTED;
    }
    s->committed = true;
    return 0;
}

void nc_safe_filename(struct nc_buf *out, struct nc_str name)
{
    size_t start = out->n;
    for (size_t i = 0; i < name.n;) {
        unsigned len;
        uint32_t cp = nc_utf8_at(name, i, &len);
        bool bad = cp < 0x20 || cp == 0x7F || (cp < 0x80 && strchr("/\\:*?\"<>|", (int)cp));
        bool leading = out->n == start && (cp == '.' || cp == ' ');
        if (out->n - start + len > MAX_NAME_BYTES)
            break;
        if (!leading)
            nc_buf_cp(out, bad ? '-' : cp);
        i += len;
    }
    while (out->n > start && (out->p[out->n - 1] == '.' || out->p[out->n - 1] == ' '))
        out->p[--out->n] = '\0';
    if (out->n == start)
        nc_buf_puts(out, "note");
}

uint64_t nc_file_stamp(const struct stat *st)
{
    uint64_t h = (uint64_t)st->st_size;
    h = h * 0x9E3779B97F4A7C15u + (uint64_t)st->st_mtim.tv_sec;
    h = h * 0x9E3779B97F4A7C15u + (uint64_t)st->st_mtim.tv_nsec;
    h = h * 0x9E3779B97F4A7C15u + (uint64_t)st->st_ctim.tv_sec;
    return h * 0x9E3779B97F4A7C15u + (uint64_t)st->st_ctim.tv_nsec;
}
