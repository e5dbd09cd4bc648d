/* How the products of a tree get their names: lock, journal, state; and how the work of a killed
 * run is finished. Each file may have its old digest or its new one; anything else is the user's.
 */
#include "base/fsio.h"
#include "export/treedata.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

/* --- the folder --- */

static int lock_folder(struct nc_tree *t, struct nc_fail *f)
{
    t->fd = open(t->folder.p, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (t->fd < 0)
        return nc_fail(f, "cannot open the folder %s: %s", t->folder.p, strerror(errno));
    /* A file system without locks is used without one. */
    if (flock(t->fd, LOCK_EX | LOCK_NB) == 0 || errno != EWOULDBLOCK)
        return 0;
    return nc_fail(f, "another noteconv is writing to the folder %s; run again when it is done",
                   t->folder.p);
}

int nc_tree_parent(const struct nc_tree *t, struct nc_str rel, const char **name)
{
    int fd = openat(t->fd, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    size_t from = 0;
    for (size_t to = nc_str_find(rel, '/', 0); fd >= 0 && to < rel.n;
         to = nc_str_find(rel, '/', from)) {
        struct nc_buf part = {0};
        nc_buf_str(&part, nc_str_sub(rel, from, to));
        int below =
            openat(fd, part.n ? part.p : ".", O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
        nc_buf_dispose(&part);
        close(fd);
        fd = below;
        from = to + 1;
    }
    *name = rel.p + from; /* rel ends in a NUL, because it is in the arena */
    return fd;
}

static bool is_tree_temp(const char *name)
{
    struct nc_str s = nc_str(name);
    return nc_str_starts(s, NC_LIT(NC_TREE_TEMP)) && nc_str_ends(s, NC_LIT(NC_TEMP_END));
}

void nc_tree_sweep(struct nc_tree *t, struct nc_str folder)
{
    uint32_t *swept = nc_strmap_at(&t->swept, folder);
    if (*swept)
        return;
    *swept = 1;
    struct nc_buf inner = {0};
    const char *ignored;
    nc_buf_str(&inner, folder);
    nc_buf_puts(&inner, folder.n ? "/x" : "x");
    int fd = nc_tree_parent(t, nc_buf_view(&inner), &ignored);
    DIR *d = fd >= 0 ? fdopendir(fd) : NULL;
    for (struct dirent *e = d ? readdir(d) : NULL; e; e = readdir(d))
        if (is_tree_temp(e->d_name))
            unlinkat(fd, e->d_name, 0);
    if (d)
        closedir(d);
    else if (fd >= 0)
        close(fd);
    nc_buf_dispose(&inner);
}

static int write_small(struct nc_tree *t, struct nc_str name, struct nc_str text, struct nc_fail *f)
{
    struct nc_outset *outs = nc_outset_new();
    struct nc_out *o;
    struct nc_buf path = {0};
    bool mixed;
    /* In a set of its own the file is not part of the tree, so that closing it syncs it to the
     * disk. */
    nc_buf_printf(&path, "%s/%.*s", t->folder.p, NC_FMT(name));
    int err = nc_out_open(&o, outs, path.p, f) || nc_out_write(o, text.p, text.n) ||
              nc_out_close(o) || nc_outset_commit(outs, &mixed, f);
    nc_outset_free(outs);
    nc_buf_dispose(&path);
    return err ? -1 : 0;
}

/* Syncs the names in the tree's folder, or everything on its file system, to the disk. */
static int sync_folder(struct nc_tree *t, bool everything, struct nc_fail *f)
{
#ifdef __linux__
    int err = everything ? syncfs(t->fd) : fsync(t->fd);
#else
    if (everything)
        sync();
    int err = fsync(t->fd);
#endif
    if (err && errno != EINVAL && errno != ENOTSUP && errno != ENOSYS)
        return nc_fail(f, "cannot write to the folder %s: %s", t->folder.p, strerror(errno));
    return 0;
}

static void drop_journal(struct nc_tree *t)
{
    unlinkat(t->fd, NC_JOURNAL_NAME, 0);
    nc_buf_dispose(&t->journal);
}

/* --- finishing --- */

enum there { THERE_NOTHING, THERE_FILE, THERE_OTHER, THERE_UNREADABLE };

/* Computes the digest of a file in an open folder; does not follow links. */
static enum there look_at(int dir, const char *name, char out[41])
{
    struct nc_buf b = {0};
    struct nc_fail ignored = {0};
    struct stat st;
    out[0] = '\0';
    int fd = openat(dir, name, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return errno == ENOENT ? THERE_NOTHING : errno == ELOOP ? THERE_OTHER : THERE_UNREADABLE;
    enum there found = THERE_UNREADABLE;
    if (fstat(fd, &st) == 0 && !S_ISREG(st.st_mode))
        found = THERE_OTHER;
    else if (nc_read_fd(&b, fd, name, NC_TREE_MAX_PRODUCT, &ignored) == 0)
        found = THERE_FILE;
    if (found == THERE_FILE)
        nc_tree_hash(out, nc_buf_view(&b));
    close(fd);
    nc_buf_dispose(&b);
    nc_buf_dispose(&ignored.message);
    return found;
}

static int cannot_finish(const struct nc_tree *t, struct nc_str rel, struct nc_fail *f)
{
    return nc_fail(f,
                   "%s/%.*s: an earlier run was stopped while replacing files, and this one cannot "
                   "be restored: %s",
                   t->folder.p, NC_FMT(rel), strerror(errno));
}

/* Files that stay as they were because their temporaries are gone: path → old digest. */
struct kept {
    /* index in hashes, + 1 */
    struct nc_strmap numbers;
    struct nc_str *hashes;
    size_t count, cap;
};

static void keep_old(struct kept *k, struct nc_arena *arena, struct nc_str rel, struct nc_str old)
{
    nc_grow(&k->hashes, &k->cap, k->count + 1, sizeof *k->hashes);
    k->hashes[k->count++] = nc_arena_str(arena, old);
    *nc_strmap_at(&k->numbers, rel) = (uint32_t)k->count;
}

/* Gives a file of the journal its new bytes, if it still has the old ones. */
static int finish_write(struct nc_tree *t, const struct nc_step *s, struct kept *kept,
                        struct nc_fail *f)
{
    char there[41], waiting[41];
    const char *name;
    struct nc_buf temp = {0};
    struct nc_str rel = nc_arena_str(t->arena, s->line.rel);
    int dir = nc_tree_parent(t, rel, &name), err = 0;
    if (dir < 0)
        return 0; /* its folder is gone or is now a link: nothing there is ours */
    nc_buf_str(&temp, s->temp);
    enum there place = look_at(dir, name, there), file = look_at(dir, temp.p, waiting);
    bool is_old =
        s->old.n ? place == THERE_FILE && nc_str_eqz(s->old, there) : place == THERE_NOTHING;
    bool is_ready = file == THERE_FILE && nc_str_eqz(s->line.hash, waiting);
    if (place == THERE_UNREADABLE || file == THERE_UNREADABLE) {
        err = cannot_finish(t, rel, f);
    } else if (is_old && is_ready) {
        err = renameat(dir, temp.p, dir, name) ? cannot_finish(t, rel, f) : 0;
    } else {
        if (is_old)
            keep_old(kept, t->arena, rel, s->old);
        if (file == THERE_FILE)
            unlinkat(dir, temp.p, 0);
    }
    nc_buf_dispose(&temp);
    close(dir);
    return err;
}

/* Removes folders that became empty. */
static void remove_empty(const struct nc_tree *t, struct nc_str rel)
{
    for (size_t n = rel.n; n > 0; n--) {
        if (rel.p[n - 1] != '/')
            continue;
        struct nc_buf folder = {0};
        const char *name;
        nc_buf_put(&folder, rel.p, n - 1);
        int dir = nc_tree_parent(t, nc_buf_view(&folder), &name);
        int err = dir < 0 || unlinkat(dir, name, AT_REMOVEDIR);
        if (dir >= 0)
            close(dir);
        nc_buf_dispose(&folder);
        if (err)
            return;
    }
}

/* Removes a product that still has its digest. False: it is still there afterwards. */
static bool finish_remove(struct nc_tree *t, struct nc_str rel, struct nc_str old)
{
    char there[41];
    const char *name;
    int dir = nc_tree_parent(t, rel, &name);
    if (dir < 0)
        return errno == ENOENT;
    bool ours = look_at(dir, name, there) == THERE_FILE && nc_str_eqz(old, there);
    bool gone = ours && unlinkat(dir, name, 0) == 0;
    int error = errno;
    close(dir);
    if (gone)
        remove_empty(t, rel);
    errno = error;
    return gone;
}

/* Writes a line of the next state, but without a stamp, because the file may not be the one that
 * was planned. */
static void put_finished(struct nc_buf *state, const struct nc_tree_line *line,
                         const struct kept *kept)
{
    struct nc_tree_line l = *line;
    uint32_t number = nc_strmap_get(&kept->numbers, l.rel);
    l.stamp = 0;
    if (number)
        l.hash = kept->hashes[number - 1];
    if (l.hash.n)
        nc_tree_put_line(state, &l);
}

static int finish(struct nc_tree *t, const struct nc_state_text *text, struct nc_fail *f)
{
    struct kept kept = {.numbers.arena = t->arena};
    struct nc_tree_reader r;
    struct nc_tree_head head;
    struct nc_step s;
    struct nc_buf state = {0};
    int err = 0;
    nc_tree_read(&r, text, &nc_journal_form, &head);
    head.run = NC_NONE; /* that run may not have finished everything */
    nc_state_begin(&state, &nc_tree_form);
    nc_tree_put_head(&state, &head);
    while (!err && nc_journal_next(&r, &s)) {
        switch (s.kind) {
        case NC_STEP_WRITE:
            err = finish_write(t, &s, &kept, f);
            break;
        case NC_STEP_REMOVE:
            finish_remove(t, nc_arena_str(t->arena, s.line.rel), s.old);
            break;
        case NC_STEP_STATE:
            put_finished(&state, &s.line, &kept);
            break;
        }
    }
    nc_state_seal(&state, &nc_tree_form);
    err = err ? err : write_small(t, NC_LIT(NC_STATE_NAME), nc_buf_view(&state), f);
    err = err ? err : sync_folder(t, true, f);
    if (!err)
        drop_journal(t);
    nc_buf_dispose(&state);
    free(kept.hashes);
    return err;
}

static int finish_journal(struct nc_tree *t, struct nc_fail *f)
{
    struct nc_state_text text;
    struct nc_fail why = {0};
    const char *path = nc_tree_full_path(t, NC_LIT(NC_JOURNAL_NAME)).p;
    sigset_t signals;
    int err = 0;
    switch (nc_state_read(&text, path, &nc_journal_form, &why)) {
    case NC_STATE_ABSENT:
        break;
    case NC_STATE_SOUND:
        nc_hold_signals(&signals);
        err = finish(t, &text, f);
        nc_release_signals(&signals);
        break;
    case NC_STATE_DAMAGED:
        err = nc_fail(f,
                      "%s; it lists the files that an interrupted run was replacing. Delete it, "
                      "and run again with --force",
                      why.message.p);
        break;
    case NC_STATE_NEWER:
    case NC_STATE_UNREADABLE:
        err = nc_fail(f, "%s; it lists the files that an interrupted run was replacing",
                      why.message.p);
        break;
    }
    nc_state_dispose(&text);
    nc_buf_dispose(&why.message);
    return err;
}

int nc_tree_begin(struct nc_tree *t, struct nc_fail *f)
{
    if (lock_folder(t, f))
        return -1;
    nc_out_sweep(nc_tree_full_path(t, NC_LIT(NC_STATE_NAME)).p);
    nc_out_sweep(nc_tree_full_path(t, NC_LIT(NC_JOURNAL_NAME)).p);
    if (finish_journal(t, f))
        return -1;
    nc_tree_sweep(t, NC_NONE);
    return 0;
}

/* --- the journal of this run --- */

static struct nc_tree_entry *find_now(struct nc_tree *t, struct nc_str rel)
{
    size_t low = 0, high = t->now_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        int order = nc_str_cmp(t->now[middle].rel, rel);
        if (order == 0)
            return &t->now[middle];
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return NULL;
}

struct preparing {
    struct nc_tree *t;
    struct nc_fail *f;
    size_t steps;
};

/* Checks that nobody edited a product since it was examined. If nothing stood there, the commit
 * itself replaces nothing. */
static int check_untouched(const struct nc_tree_entry *e, const char *path, struct nc_fail *f)
{
    struct stat st;
    if (!e->seen)
        return 0;
    uint64_t now = lstat(path, &st) == 0 ? nc_file_stamp(&st) : 0;
    return now == e->seen
               ? 0
               : nc_fail(f, "%s was changed while noteconv ran; nothing was written", path);
}

/* Whether what a backend wrote itself differs from what is there; -1 after a message. */
static int judge(struct nc_tree *t, struct nc_tree_entry *e, struct nc_out *o, const char *temp,
                 struct nc_fail *f)
{
    if (!nc_tree_hash_file(e->hash, temp, f))
        return -1;
    e->is_written = strcmp(e->hash, e->old) != 0;
    if (e->is_written) {
        t->result.written++;
        return 1;
    }
    t->result.same++;
    e->stamp = e->seen;
    nc_out_discard(o);
    return 0;
}

static int add_write(void *ctx, struct nc_out *o, const char *path, const char *temp)
{
    struct preparing *p = ctx;
    struct nc_tree *t = p->t;
    const char *slash = strrchr(temp, '/');
    struct nc_tree_entry *e = find_now(t, nc_str(path + t->folder.n + 1));
    int differs = e && e->is_backends ? judge(t, e, o, temp, p->f) : 1;
    if (!e || differs <= 0)
        return differs < 0 ? -1 : 0;
    struct nc_step step = {.kind = NC_STEP_WRITE,
                           .line = {.rel = e->rel, .hash = nc_str(e->hash)},
                           .old = nc_str(e->old),
                           .temp = nc_str(slash ? slash + 1 : temp)};
    nc_journal_put(&t->journal, &step);
    p->steps++;
    return check_untouched(e, path, p->f);
}

static void put_state_line(struct nc_buf *out, const struct nc_tree_entry *e, bool in_journal)
{
    struct nc_buf source = {0};
    nc_source_encode(&source, e->source);
    struct nc_step step = {.kind = NC_STEP_STATE,
                           .line = {.rel = e->rel,
                                    .hash = nc_str(e->hash),
                                    .stamp = in_journal ? 0 : e->stamp,
                                    .kinds = e->kinds,
                                    .source = nc_buf_view(&source)}};
    if (in_journal)
        nc_journal_put(out, &step);
    else
        nc_tree_put_line(out, &step.line);
    nc_buf_dispose(&source);
}

/* Records products that a backend did not write because the old file is up to date: their digest is
 * that of the file. */
static void take_unwritten(struct nc_tree *t)
{
    size_t kept = 0;
    for (size_t i = 0; i < t->now_count; i++) {
        struct nc_tree_entry *e = &t->now[i];
        if (e->is_backends && !e->is_written && !e->hash[0]) {
            if (!e->old[0])
                continue; /* the backend made nothing of the note */
            memcpy(e->hash, e->old, sizeof e->hash);
            e->stamp = e->seen;
            t->result.same++;
        }
        t->now[kept++] = *e;
    }
    t->now_count = kept;
}

static int foresee_write(void *ctx, struct nc_out *o, const char *path, const char *temp)
{
    struct preparing *p = ctx;
    struct nc_tree_entry *e = find_now(p->t, nc_str(path + p->t->folder.n + 1));
    return e && e->is_backends && judge(p->t, e, o, temp, p->f) < 0 ? -1 : 0;
}

int nc_tree_foresee(struct nc_tree *t, struct nc_buf *out, struct nc_fail *f)
{
    struct preparing p = {.t = t, .f = f};
    if (nc_outset_each(t->outs, t->folder.p, foresee_write, &p))
        return -1;
    take_unwritten(t);
    for (size_t i = 0; i < t->remove_count; i++)
        nc_buf_printf(out, "would remove %.*s\n", NC_FMT(nc_tree_full_path(t, t->remove[i].rel)));
    t->result.removed = t->remove_count;
    return 0;
}

static struct nc_tree_head next_head(const struct nc_tree *t)
{
    return (struct nc_tree_head){.run = nc_buf_view(&t->run_digest),
                                 .summary = t->next_summary,
                                 .root = t->root,
                                 .vault = t->vault};
}

int nc_tree_prepare(struct nc_tree *t, const char *run_digest, bool is_clean, struct nc_str summary,
                    struct nc_fail *f)
{
    struct preparing p = {.t = t, .f = f};
    bool left = t->result.gone > t->remove_count;
    nc_buf_puts(&t->run_digest, is_clean && !left ? run_digest : "-");
    t->next_summary = nc_arena_str(t->arena, summary);
    struct nc_tree_head head = next_head(t);
    nc_state_begin(&t->journal, &nc_journal_form);
    nc_tree_put_head(&t->journal, &head);
    if (nc_outset_each(t->outs, t->folder.p, add_write, &p))
        return -1;
    take_unwritten(t);
    for (size_t i = 0; i < t->remove_count; i++) {
        struct nc_step step = {.kind = NC_STEP_REMOVE,
                               .line = {.rel = t->remove[i].rel},
                               .old = nc_str(t->remove[i].hash)};
        nc_journal_put(&t->journal, &step);
        p.steps++;
    }
    if (!p.steps) {
        nc_buf_dispose(&t->journal);
        return 0;
    }
    for (size_t i = 0; i < t->now_count; i++)
        put_state_line(&t->journal, &t->now[i], true);
    nc_state_seal(&t->journal, &nc_journal_form);
    if (sync_folder(t, true, f) ||
        write_small(t, NC_LIT(NC_JOURNAL_NAME), nc_buf_view(&t->journal), f) ||
        sync_folder(t, false, f)) {
        drop_journal(t);
        return -1;
    }
    return 0;
}

void nc_tree_undo(struct nc_tree *t)
{
    if (t->journal.n)
        drop_journal(t);
}

/* Removes old products. Whatever cannot be removed is reported and stays in the state. */
static void remove_gone(struct nc_tree *t, struct nc_diags *diags)
{
    for (size_t i = 0; i < t->remove_count; i++) {
        const struct nc_tree_entry *e = &t->remove[i];
        if (finish_remove(t, e->rel, nc_str(e->hash))) {
            t->result.removed++;
            continue;
        }
        nc_diag(diags, NC_D_PRODUCT_GONE, nc_tree_full_path(t, e->rel), (struct nc_pos){0},
                "its note is gone, but it could not be removed: %s", strerror(errno));
        nc_grow(&t->now, &t->now_cap, t->now_count + 1, sizeof *t->now);
        t->now[t->now_count++] = *e;
    }
}

static int write_state(struct nc_tree *t, struct nc_fail *f)
{
    struct nc_buf text = {0}, old = {0};
    struct nc_fail ignored = {0};
    struct nc_tree_head head = next_head(t);
    nc_state_begin(&text, &nc_tree_form);
    nc_tree_put_head(&text, &head);
    for (size_t i = 0; i < t->now_count; i++) {
        struct nc_tree_entry *e = &t->now[i];
        struct stat st;
        if (e->is_written && fstatat(t->fd, e->rel.p, &st, AT_SYMLINK_NOFOLLOW) == 0)
            e->stamp = nc_file_stamp(&st);
        put_state_line(&text, e, false);
    }
    nc_buf_str(&text, nc_buf_view(&t->now_used));
    nc_state_seal(&text, &nc_tree_form);
    const char *path = nc_tree_full_path(t, NC_LIT(NC_STATE_NAME)).p;
    bool same = nc_read_file(&old, path, nc_tree_form.max, &ignored) == 0 &&
                nc_str_eq(nc_buf_view(&old), nc_buf_view(&text));
    int err = same ? 0 : write_small(t, NC_LIT(NC_STATE_NAME), nc_buf_view(&text), f);
    nc_buf_dispose(&ignored.message);
    nc_buf_dispose(&old);
    nc_buf_dispose(&text);
    return err;
}

int nc_tree_close(struct nc_tree *t, struct nc_diags *diags, struct nc_fail *f)
{
    remove_gone(t, diags);
    if (write_state(t, f))
        return -1;
    if (!t->journal.n)
        return 0;
    if (sync_folder(t, true, f))
        return -1;
    drop_journal(t);
    return 0;
}
