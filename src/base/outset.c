/* The outputs of a run: temporaries, their names, the commit.
 *
 * The temporary of a single file is named after its target and locked as long as its writer lives,
 * so that the next run for the same target recognises one that was left over. It gets its name by
 * an exchange if the file system has one: the old file is then kept until all outputs have their
 * names. Temporaries of a tree are guarded by the tree's own lock. */
#include "base/outset.h"

#include "base/arena.h"
#include "base/hash.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#define WRITE_CHUNK ((size_t)64 << 10)
#define MAX_TRIES 100

enum out_state {
    OUT_OPEN,
    OUT_CLOSED,
    OUT_DISCARDED,
    OUT_EXCHANGED, /* in place; the temporary is now the old file */
    OUT_RENAMED,   /* in place; no old file existed, or it is gone */
};

struct nc_out {
    struct nc_out *next;
    struct nc_outset *set;
    /* temp is NULL for a stream */
    char *path, *temp;
    int fd;
    bool in_tree;
    /* a file existed at path when the output was opened */
    bool had_old;
    /* only that file, or none, may be there at the commit */
    bool guarded;
    /* size of a guarded output's old file */
    off_t old_size;
    time_t old_time;
    /* for a stream: all bytes; else the write buffer */
    struct nc_buf memory;
    /* where the next write goes */
    uint64_t offset;
    /* file offset at which the write buffer begins */
    uint64_t flushed_to;
    volatile int state;
    struct nc_fail *fail;
};

struct folder {
    struct folder *next;
    char *path;
};

struct nc_outset {
    struct nc_outset *next_set;
    /* in the order of opening */
    struct nc_out *outs, **tail;
    struct folder *dirs, *trees;
    volatile bool committed, keep;
};

/* The live sets, for nc_outset_abandon_all. Sets are made and freed only on the main thread while
 * no other runs; an output is complete before it is added to a list. */
static struct nc_outset *volatile all_sets;
static unsigned temp_counter;
static long process;

void nc_hold_signals(sigset_t *old)
{
    sigset_t ending;
    sigemptyset(&ending);
    sigaddset(&ending, SIGINT);
    sigaddset(&ending, SIGTERM);
    sigaddset(&ending, SIGHUP);
    pthread_sigmask(SIG_BLOCK, &ending, old);
}

void nc_release_signals(const sigset_t *old)
{
    pthread_sigmask(SIG_SETMASK, old, NULL);
}

struct nc_outset *nc_outset_new(void)
{
    struct nc_outset *s = nc_calloc(1, sizeof *s);
    nc_before_death(nc_outset_abandon_all);
    process = (long)getpid();
    s->tail = &s->outs;
    s->next_set = all_sets;
    all_sets = s;
    return s;
}

static bool has_temp(const struct nc_out *o)
{
    return o->temp && o->state != OUT_RENAMED;
}

static void out_free(struct nc_out *o)
{
    if (has_temp(o) && !o->set->keep)
        unlink(o->temp);
    if (o->fd >= 0)
        close(o->fd);
    nc_buf_dispose(&o->memory);
    free(o->temp);
    free(o->path);
    free(o);
}

static void free_folders(struct folder *d, bool remove)
{
    while (d) {
        struct folder *next = d->next;
        if (remove)
            rmdir(d->path);
        free(d->path);
        free(d);
        d = next;
    }
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
    free_folders(s->dirs, !s->committed && !s->keep);
    free_folders(s->trees, false);
    free(s);
}

void nc_outset_abandon_all(void)
{
    for (struct nc_outset *s = all_sets; s; s = s->next_set) {
        if (s->keep)
            continue;
        for (struct nc_out *o = s->outs; o; o = o->next)
            if (has_temp(o))
                unlink(o->temp);
        for (struct folder *d = s->dirs; d && !s->committed; d = d->next)
            rmdir(d->path);
    }
}

/* --- opening --- */

static int fail_open(struct nc_fail *f, const char *path, int error)
{
    struct nc_str folder = nc_folder_name(nc_str(path));
    struct nc_buf b = {0};
    struct stat st;
    nc_buf_str(&b, folder);
    bool lacks_folder = (error == ENOENT || error == ENOTDIR) && b.n && stat(b.p, &st) != 0;
    if (lacks_folder)
        nc_fail(f,
                "cannot write %s: there is no folder %s; make it first (noteconv makes only the "
                "last folder of -o NAME/)",
                path, b.p);
    else
        nc_fail(f, "cannot write %s: %s", path, strerror(error));
    nc_buf_dispose(&b);
    return -1;
}

/* The file that a symbolic link points to, so that the rename does not replace the link. */
static char *real_target(const char *path)
{
    struct stat st;
    char *real = lstat(path, &st) == 0 && S_ISLNK(st.st_mode) ? realpath(path, NULL) : NULL;
    return real ? real : nc_strdup(path);
}

static void put_folder(struct nc_buf *b, const char *path)
{
    const char *slash = strrchr(path, '/');
    nc_buf_put(b, path, slash ? (size_t)(slash - path) + 1 : 0);
}

/* The name of temporary number `number` for path. A single file has the same names in every run. */
static char *temp_name(const char *path, bool in_tree, unsigned number)
{
    struct nc_buf b = {0};
    put_folder(&b, path);
    if (in_tree) {
        nc_buf_printf(&b, NC_TREE_TEMP "%ld-%u" NC_TEMP_END, process, temp_counter++);
    } else {
        const char *slash = strrchr(path, '/');
        uint8_t digest[32];
        char hex[17];
        nc_sha256(digest, nc_str(slash ? slash + 1 : path));
        nc_hex(hex, digest, 8);
        nc_buf_printf(&b, ".noteconv-%s-%u" NC_TEMP_END, hex, number);
    }
    return b.p;
}

static bool is_same_file(int fd, const char *path)
{
    struct stat a, b;
    return fstat(fd, &a) == 0 && lstat(path, &b) == 0 && a.st_dev == b.st_dev &&
           a.st_ino == b.st_ino;
}

/* Removes the temporary at path if nobody holds its lock. False: somebody holds it, or this cannot
 * be determined. Whoever unlinks holds the lock; whoever creates a temporary checks, once it has
 * the lock, that the file is still there. */
static bool remove_stale(const char *path)
{
    int fd = open(path, O_RDONLY | O_NONBLOCK | O_NOFOLLOW | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT;
    bool stale = flock(fd, LOCK_EX | LOCK_NB) == 0;
    if (stale && is_same_file(fd, path))
        stale = unlink(path) == 0;
    close(fd);
    return stale;
}

void nc_out_sweep(const char *path)
{
    char *target = real_target(path), *temp = NULL;
    struct stat st;
    for (unsigned n = 0; n < MAX_TRIES; n++) {
        free(temp);
        temp = temp_name(target, false, n);
        if (lstat(temp, &st) != 0)
            break;
        remove_stale(temp);
    }
    free(temp);
    free(target);
}

/* On a file system without locks the temporary is used unlocked. */
static bool lock_temp(int fd, const char *path)
{
    return flock(fd, LOCK_EX | LOCK_NB) == 0 ? is_same_file(fd, path) : errno != EWOULDBLOCK;
}

/* old: the mode of the file to be replaced, or 0. The new file keeps that mode: nobody may read
 * from the new file what they could not read from the old. */
static int open_temp(struct nc_out *o, mode_t old, struct nc_fail *f)
{
    bool keeps_mode = S_ISREG(old);
    for (unsigned n = 0, tries = 0; tries < MAX_TRIES; tries++) {
        o->temp = temp_name(o->path, o->in_tree, n);
        o->fd = open(o->temp, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, keeps_mode ? 0600 : 0666);
        if (o->fd >= 0 && (o->in_tree || lock_temp(o->fd, o->temp))) {
            if (keeps_mode && fchmod(o->fd, old & 0777) != 0 && errno == EIO)
                return fail_open(f, o->path, EIO);
            return 0;
        }
        int error = o->fd >= 0 ? EEXIST : errno;
        bool removed = error == EEXIST && o->fd < 0 && !o->in_tree && remove_stale(o->temp);
        if (o->fd >= 0)
            close(o->fd);
        o->fd = -1;
        n += !removed;
        free(o->temp);
        o->temp = NULL;
        if (error != EEXIST)
            return fail_open(f, o->path, error);
    }
    return nc_fail(f, "cannot write %s: too many temporary files beside it", o->path);
}

static bool is_below(const char *path, const char *folder)
{
    size_t n = strlen(folder);
    return strncmp(path, folder, n) == 0 && path[n] == '/';
}

/* Opens what is needed for path. old: the mode of the existing file in a tree, if known; NULL: look
 * it up. */
static int begin(struct nc_out *o, const char *path, const mode_t *old, struct nc_fail *f)
{
    struct stat st = {.st_mode = old ? *old : 0};
    for (const struct folder *t = o->set->trees; t; t = t->next)
        o->in_tree |= is_below(path, t->path);
    bool standard = strcmp(path, "-") == 0, as_named = o->in_tree || o->guarded;
    o->path = standard || as_named ? nc_strdup(path) : real_target(path);
    if (standard)
        return 0;
    o->had_old = old ? *old != 0 : (as_named ? lstat : stat)(o->path, &st) == 0;
    o->old_size = st.st_size;
    o->old_time = st.st_mtime;
    if (!o->had_old) {
        if (!old && errno != ENOENT && errno != ENOTDIR)
            return nc_fail(f, "cannot write %s: %s", path, strerror(errno));
    } else if (!as_named && (S_ISFIFO(st.st_mode) || S_ISCHR(st.st_mode))) {
        return 0;
    } else if (!S_ISREG(st.st_mode) && !(o->in_tree && S_ISLNK(st.st_mode))) {
        return nc_fail(f, "cannot write %s: it is not a regular file", path);
    }
    return open_temp(o, o->had_old ? st.st_mode : 0, f);
}

static int open_out(struct nc_out **out, struct nc_outset *s, const char *path, const mode_t *old,
                    bool guarded, struct nc_fail *f)
{
    struct nc_out *o = nc_calloc(1, sizeof *o);
    sigset_t signals;
    o->fd = -1;
    o->set = s;
    o->fail = f;
    o->guarded = guarded;
    nc_hold_signals(&signals);
    int err = begin(o, path, old, f);
    if (err) {
        out_free(o);
    } else {
        __atomic_store_n(s->tail, o, __ATOMIC_RELEASE);
        s->tail = &o->next;
        *out = o;
    }
    nc_release_signals(&signals);
    return err;
}

int nc_out_open(struct nc_out **out, struct nc_outset *s, const char *path, struct nc_fail *f)
{
    return open_out(out, s, path, NULL, false, f);
}

int nc_out_open_guarded(struct nc_out **out, struct nc_outset *s, const char *path,
                        struct nc_fail *f)
{
    return open_out(out, s, path, NULL, true, f);
}

int nc_out_open_over(struct nc_out **out, struct nc_outset *s, const char *path, mode_t old,
                     struct nc_fail *f)
{
    return open_out(out, s, path, &old, false, f);
}

/* --- writing --- */

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

/* Writes bytes at the offset, which lies in the buffer or at its end. They overwrite what is there,
 * the rest is appended. */
static void put_bytes(struct nc_out *o, const void *bytes, size_t n)
{
    size_t at = (size_t)(o->offset - o->flushed_to);
    size_t inside = o->memory.n - at;
    if (inside > n)
        inside = n;
    if (inside)
        memcpy(o->memory.p + at, bytes, inside);
    nc_buf_put(&o->memory, (const char *)bytes + inside, n - inside);
    o->offset += n;
}

int nc_out_write(struct nc_out *o, const void *bytes, size_t n)
{
    /* A stream is one buffer. */
    if (o->temp && o->offset - o->flushed_to + n > WRITE_CHUNK && flush(o))
        return -1;
    if (o->temp && n >= WRITE_CHUNK) {
        int err = write_all(o, bytes, n, o->offset);
        o->offset += n;
        o->flushed_to = o->offset;
        return err;
    }
    put_bytes(o, bytes, n);
    return 0;
}

/* The writer of archives returns to the head of each entry once the size is known; what is still in
 * the buffer is changed there. */
int nc_out_seek(struct nc_out *o, uint64_t offset)
{
    bool is_buffered = offset >= o->flushed_to && offset - o->flushed_to <= o->memory.n;
    if (!o->temp && !is_buffered)
        return nc_fail(o->fail, "cannot seek beyond the end of %s", o->path);
    int err = is_buffered ? 0 : flush(o);
    o->offset = offset;
    if (!is_buffered)
        o->flushed_to = offset;
    return err;
}

uint64_t nc_out_tell(const struct nc_out *o)
{
    return o->offset;
}

/* A tree has too many files to keep them open; other files stay open to keep their lock. */
int nc_out_close(struct nc_out *o)
{
    int err = 0;
    if (o->temp) {
        err = flush(o);
        nc_buf_dispose(&o->memory);
        if (!err && !o->in_tree && fsync(o->fd) != 0 && errno != EINVAL && errno != ENOTSUP)
            err = nc_fail(o->fail, "cannot write %s: %s", o->path, strerror(errno));
        if (o->in_tree) {
            if (close(o->fd) != 0 && !err)
                err = nc_fail(o->fail, "cannot write %s: %s", o->path, strerror(errno));
            o->fd = -1;
        }
    }
    o->state = err ? OUT_DISCARDED : OUT_CLOSED;
    return err;
}

void nc_out_discard(struct nc_out *o)
{
    o->state = OUT_DISCARDED;
}

/* --- folders --- */

static void push_folder(struct folder **list, const char *path)
{
    struct folder *d = nc_calloc(1, sizeof *d);
    d->path = nc_strdup(path);
    d->next = *list; /* inner folders first, as rmdir requires */
    __atomic_store_n(list, d, __ATOMIC_RELEASE);
}

int nc_outset_mkdir(struct nc_outset *s, const char *path, bool *made, struct nc_fail *f)
{
    struct stat st;
    if (made)
        *made = false;
    if (stat(path, &st) == 0)
        return S_ISDIR(st.st_mode) ? 0 : nc_fail(f, "%s exists and is not a folder", path);
    sigset_t old;
    nc_hold_signals(&old);
    int err = mkdir(path, 0777), error = errno;
    if (!err)
        push_folder(&s->dirs, path);
    if (made)
        *made = !err;
    nc_release_signals(&old);
    if (err) {
        if (error == ENOENT)
            return nc_fail(f, "cannot make the folder %s: the folder above it does not exist",
                           path);
        return nc_fail(f, "cannot make the folder %s: %s", path, strerror(error));
    }
    return 0;
}

void nc_outset_tree(struct nc_outset *s, const char *folder)
{
    push_folder(&s->trees, folder);
}

int nc_outset_each(struct nc_outset *s, const char *folder,
                   int (*fn)(void *ctx, struct nc_out *o, const char *path, const char *temp),
                   void *ctx)
{
    int err = 0;
    for (struct nc_out *o = s->outs; o && !err; o = o->next)
        if (o->temp && o->state == OUT_CLOSED && is_below(o->path, folder))
            err = fn(ctx, o, o->path, o->temp);
    return err;
}

void nc_outset_keep(struct nc_outset *s, bool keep)
{
    s->keep = keep;
}

/* --- the commit --- */

#if defined(__linux__) && defined(RENAME_EXCHANGE) && defined(RENAME_NOREPLACE)
#define EXCHANGE RENAME_EXCHANGE
#define NOREPLACE RENAME_NOREPLACE
#else
#define EXCHANGE 1
#define NOREPLACE 2
#endif

/* EXCHANGE swaps two files, so that the old one is kept; NOREPLACE requires that b does not exist.
 * False: the file system cannot do it, or b is missing (EXCHANGE) or exists (NOREPLACE). */
static bool rename_as(unsigned how, const char *a, const char *b)
{
#if defined(__linux__) && defined(RENAME_EXCHANGE) && defined(RENAME_NOREPLACE)
    return renameat2(AT_FDCWD, a, AT_FDCWD, b, how) == 0;
#else
    (void)how, (void)a, (void)b;
    errno = ENOSYS;
    return false;
#endif
}

static bool cannot_rename_as(int error)
{
    return error == ENOENT || error == EEXIST || error == ENOSYS || error == EINVAL ||
           error == ENOTSUP || error == EOPNOTSUPP;
}

/* False if the old file is gone or cannot be put back. */
static bool put_back(struct nc_out *o)
{
    if (o->state == OUT_EXCHANGED) {
        if (!rename_as(EXCHANGE, o->temp, o->path))
            return false;
    } else if (rename(o->path, o->temp) != 0) {
        return false;
    }
    o->state = OUT_CLOSED;
    return true;
}

/* Whether the file at path is the one that was at a guarded output's place when it was opened. The
 * inode is not compared: FAT changes inodes from time to time. */
static bool is_as_opened(const struct nc_out *o, const char *path)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return !o->had_old && errno == ENOENT;
    return o->had_old && S_ISREG(st.st_mode) && st.st_size == o->old_size &&
           st.st_mtime == o->old_time;
}

static int fail_changed(const struct nc_out *o, struct nc_fail *f)
{
    return nc_fail(f, "cannot write %s: something else was put there meanwhile; run again",
                   o->path);
}

/* Checks the existing file before, and again after where the file system can exchange: a wrong
 * exchange is undone. */
static int put_guarded(struct nc_out *o, bool *lost, struct nc_fail *f)
{
    if (!is_as_opened(o, o->path))
        return fail_changed(o, f);
    if (rename_as(o->had_old ? EXCHANGE : NOREPLACE, o->temp, o->path)) {
        o->state = o->had_old ? OUT_EXCHANGED : OUT_RENAMED;
        return !o->had_old || is_as_opened(o, o->temp) || !put_back(o) ? 0 : fail_changed(o, f);
    }
    if (!o->had_old && errno == EEXIST)
        return fail_changed(o, f);
    if (!cannot_rename_as(errno) || rename(o->temp, o->path) != 0)
        return nc_fail(f, "cannot replace %s: %s", o->path, strerror(errno));
    *lost |= o->had_old;
    o->state = OUT_RENAMED;
    return 0;
}

/* *lost: an old file was replaced that could not be kept. First tries what was there when the
 * output was opened. */
static int put_in_place(struct nc_out *o, bool *lost, struct nc_fail *f)
{
    const unsigned ways[] = {o->had_old ? EXCHANGE : NOREPLACE, o->had_old ? NOREPLACE : EXCHANGE};
    struct stat st;
    bool is_new = o->in_tree && !o->had_old;
    for (unsigned i = 0; i < (is_new ? 1u : 2u); i++) {
        if (rename_as(ways[i], o->temp, o->path)) {
            o->state = ways[i] == EXCHANGE ? OUT_EXCHANGED : OUT_RENAMED;
            return 0;
        }
        if (!cannot_rename_as(errno))
            return nc_fail(f, "cannot replace %s: %s", o->path, strerror(errno));
    }
    bool existed = lstat(o->path, &st) == 0;
    if (existed && is_new)
        return nc_fail(f, "%s was changed while noteconv ran; nothing was written", o->path);
    if (rename(o->temp, o->path) != 0)
        return nc_fail(f, "cannot replace %s: %s", o->path, strerror(errno));
    *lost |= existed;
    o->state = OUT_RENAMED;
    return 0;
}

static int write_stream(struct nc_out *o, struct nc_fail *f)
{
    bool standard = strcmp(o->path, "-") == 0;
    const char *name = standard ? "standard output" : o->path;
    int fd = standard ? STDOUT_FILENO : open(o->path, O_WRONLY | O_CLOEXEC | O_NOCTTY), err = 0;
    if (fd < 0)
        return nc_fail(f, "cannot write to %s: %s", name, strerror(errno));
    for (size_t i = 0; i < o->memory.n && !err;) {
        ssize_t done = write(fd, o->memory.p + i, o->memory.n - i);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            err = nc_fail(f, "cannot write to %s: %s", name, strerror(errno));
        else
            i += (size_t)done;
    }
    if (!standard && close(fd) != 0 && !err)
        err = nc_fail(f, "cannot write to %s: %s", name, strerror(errno));
    return err;
}

int nc_outset_commit(struct nc_outset *s, bool *mixed, struct nc_fail *f)
{
    int err = 0;
    struct nc_out *o = s->outs;
    bool lost = false;
    for (; o && !err; o = err ? o : o->next) {
        if (o->state != OUT_CLOSED)
            continue;
        err = o->guarded ? put_guarded(o, &lost, f)
              : o->temp  ? put_in_place(o, &lost, f)
                         : write_stream(o, f);
    }
    *mixed = err && lost;
    for (struct nc_out *p = s->outs; err && !lost && p != o; p = p->next)
        if ((p->state == OUT_EXCHANGED || p->state == OUT_RENAMED) && !put_back(p))
            *mixed = true;
    s->committed = !err || *mixed;
    return err;
}
