/* The state file and the files of a tree. */
#include "export/tree.h"

#include "base/arena.h"
#include "base/hash.h"
#include "base/treestate.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#define MAX_PRODUCT ((size_t)1 << 30)
#define SHOWN 3

struct entry {
    struct nc_str rel;
    char hash[41]; /* empty: written by a backend itself, known after the commit only */
    uint64_t stamp;
};

struct nc_tree {
    struct nc_arena *arena;
    struct nc_outset *outs;
    struct nc_str folder; /* without '/' at its end, "." for the current one */
    bool force, prune;
    struct entry *old, *now;
    size_t old_count, old_cap, now_count, now_cap;
    char run[41];
    struct nc_str summary;
    struct nc_str edited[SHOWN];
    size_t edited_count;
    const char **remove;
    size_t remove_count, remove_cap;
    struct nc_str last_folder; /* made or found already */
    struct nc_tree_result result;
};

static void hash_of(char out[41], struct nc_str bytes)
{
    uint8_t d[32];
    nc_sha256(d, bytes);
    nc_hex(out, d, 20);
}

static int by_path(const void *a, const void *b)
{
    return nc_str_cmp(((const struct entry *)a)->rel, ((const struct entry *)b)->rel);
}

static struct nc_str full_path(struct nc_tree *t, struct nc_str rel)
{
    struct nc_buf b = {0};
    nc_buf_str(&b, t->folder);
    nc_buf_char(&b, '/');
    nc_buf_str(&b, rel);
    struct nc_str path = nc_arena_str(t->arena, nc_buf_view(&b));
    nc_buf_dispose(&b);
    return path;
}

/* --- the state --- */

static void take_state(struct nc_tree *t, struct nc_str body)
{
    struct nc_str run, summary;
    struct nc_tree_line line;
    size_t at;
    nc_tree_head(body, &at, &run, &summary);
    if (run.n)
        memcpy(t->run, run.p, run.n);
    t->summary = nc_arena_str(t->arena, summary);
    while (nc_tree_next(body, &at, &line)) {
        nc_grow(&t->old, &t->old_cap, t->old_count + 1, sizeof *t->old);
        struct entry *e = &t->old[t->old_count++];
        *e = (struct entry){.rel = nc_arena_str(t->arena, line.rel), .stamp = line.stamp};
        memcpy(e->hash, line.hash, 40);
    }
    if (t->old_count)
        qsort(t->old, t->old_count, sizeof *t->old, by_path);
}

/* Without its state a tree's files are the user's, so that a state that is there and cannot be used
 * ends the run. */
static int read_state(struct nc_tree *t, struct nc_fail *f)
{
    struct nc_state_text state;
    struct nc_fail why = {0};
    const char *path = full_path(t, NC_LIT(NC_STATE_NAME)).p;
    enum nc_state found = nc_state_read(&state, path, &nc_tree_form, &why);
    int err = 0;
    if (found == NC_STATE_SOUND)
        take_state(t, state.body);
    else if (found == NC_STATE_DAMAGED && !t->force)
        err = nc_fail(f,
                      "%s; it remembers which files of the folder noteconv wrote. Delete it, and "
                      "only files that are already right are taken for noteconv's, or write all of "
                      "them again with --force",
                      why.message.p);
    else if (found == NC_STATE_NEWER)
        err = nc_fail(f, "%s; use that noteconv, or choose another folder with -o", why.message.p);
    else if (found == NC_STATE_UNREADABLE)
        err =
            nc_fail(f, "%s; it remembers which files of the folder noteconv wrote", why.message.p);
    nc_state_dispose(&state);
    nc_buf_dispose(&why.message);
    return err;
}

static const struct entry *old_entry(const struct nc_tree *t, struct nc_str rel)
{
    struct entry key = {.rel = rel};
    return t->old_count ? bsearch(&key, t->old, t->old_count, sizeof *t->old, by_path) : NULL;
}

/* Below the folder that was named nothing is written through a symbolic link: somebody else may
 * have put it there, and it may lead anywhere. */
static int check_no_link(const char *path, struct nc_fail *f)
{
    struct stat st;
    if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
        return nc_fail(f,
                       "%s is a symbolic link, and nothing is written through it; remove it, or "
                       "choose another folder with -o",
                       path);
    return 0;
}

int nc_tree_open(struct nc_tree **out, const char *folder, struct nc_outset *outs, bool force,
                 struct nc_fail *f)
{
    struct nc_tree *t = nc_calloc(1, sizeof *t);
    *out = t;
    t->arena = nc_arena_new();
    t->outs = outs;
    t->force = force;
    t->folder = nc_arena_str(t->arena, nc_str(folder));
    while (t->folder.n > 1 && t->folder.p[t->folder.n - 1] == '/')
        t->folder.n--;
    t->folder = nc_arena_str(t->arena, t->folder);
    if (nc_outset_mkdir(outs, t->folder.p, f) ||
        check_no_link(full_path(t, NC_LIT(NC_STATE_NAME)).p, f))
        return -1;
    nc_outset_many(outs);
    return read_state(t, f);
}

void nc_tree_free(struct nc_tree *t)
{
    if (!t)
        return;
    nc_arena_free(t->arena);
    free(t->old);
    free(t->now);
    free(t->remove);
    free(t);
}

/* The digest of a regular file; false: there is none. */
static bool hash_file(char out[41], const char *path)
{
    struct nc_buf b = {0};
    struct nc_fail ignored = {0};
    bool ok = nc_read_file(&b, path, MAX_PRODUCT, &ignored) == 0;
    if (ok)
        hash_of(out, nc_buf_view(&b));
    nc_buf_dispose(&b);
    nc_buf_dispose(&ignored.message);
    return ok;
}

/* The digest of what stands at path, a file that e (if it is not NULL) remembers; false: there is
 * no regular file. One whose size and times are as remembered is not read. */
static bool hash_there(char out[41], const char *path, const struct entry *e)
{
    struct stat st;
    if (lstat(path, &st) != 0 || !S_ISREG(st.st_mode))
        return false;
    if (!e || nc_file_stamp(&st) != e->stamp)
        return hash_file(out, path);
    memcpy(out, e->hash, sizeof e->hash);
    return true;
}

bool nc_tree_is_current(const struct nc_tree *t, const char *run_digest)
{
    if (!t->run[0] || strcmp(t->run, run_digest) != 0)
        return false;
    bool current = true;
    struct nc_buf path = {0};
    for (size_t i = 0; current && i < t->old_count; i++) {
        char hash[41];
        nc_buf_clear(&path);
        nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(t->folder), NC_FMT(t->old[i].rel));
        current = hash_there(hash, path.p, &t->old[i]) && strcmp(hash, t->old[i].hash) == 0;
    }
    nc_buf_dispose(&path);
    return current;
}

struct nc_str nc_tree_summary(const struct nc_tree *t)
{
    return t->summary;
}

/* --- products --- */

static int make_folders(struct nc_tree *t, struct nc_str rel, struct nc_fail *f)
{
    size_t end = rel.n;
    while (end > 0 && rel.p[end - 1] != '/')
        end--;
    struct nc_str folder = nc_str_sub(rel, 0, end);
    if (nc_str_eq(folder, t->last_folder))
        return 0;
    for (size_t i = 0; i < end; i++) {
        const char *path = rel.p[i] == '/' ? full_path(t, nc_str_sub(rel, 0, i)).p : NULL;
        if (path && (check_no_link(path, f) || nc_outset_mkdir(t->outs, path, f)))
            return -1;
    }
    t->last_folder = nc_arena_str(t->arena, folder);
    return 0;
}

const char *nc_tree_path(struct nc_tree *t, struct nc_str rel, struct nc_fail *f)
{
    return make_folders(t, rel, f) ? NULL : full_path(t, rel).p;
}

static void remember(struct nc_tree *t, struct nc_str rel, const char *hash)
{
    nc_grow(&t->now, &t->now_cap, t->now_count + 1, sizeof *t->now);
    struct entry *e = &t->now[t->now_count++];
    *e = (struct entry){.rel = nc_arena_str(t->arena, rel)};
    memcpy(e->hash, hash, strlen(hash) + 1);
}

/* What stands at path: 0 nothing, 1 what should stand there, 2 what the last run left, 3 something
 * else. */
static int look(const struct nc_tree *t, struct nc_str rel, const char *path, const char *hash)
{
    struct stat st;
    char there[41];
    if (lstat(path, &st) != 0)
        return 0;
    const struct entry *e = old_entry(t, rel);
    if (!hash_there(there, path, e))
        return 3;
    if (strcmp(there, hash) == 0)
        return 1;
    return e && strcmp(e->hash, there) == 0 ? 2 : 3;
}

/* Whether a product is to be written. */
static bool is_needed(struct nc_tree *t, struct nc_str rel, const char *path, const char *hash)
{
    int found = look(t, rel, path, hash);
    remember(t, rel, hash);
    if (found == 1) {
        t->result.same++;
        return false;
    }
    if (found == 3 && !t->force) {
        if (t->edited_count++ < SHOWN)
            t->edited[t->edited_count - 1] = t->now[t->now_count - 1].rel;
        return false;
    }
    t->result.written++;
    return true;
}

int nc_tree_put(struct nc_tree *t, struct nc_str rel, struct nc_str bytes, struct nc_fail *f)
{
    char hash[41];
    struct nc_out *o;
    const char *path = nc_tree_path(t, rel, f);
    if (!path)
        return -1;
    hash_of(hash, bytes);
    if (!is_needed(t, rel, path, hash))
        return 0;
    if (nc_out_open(&o, t->outs, path, f))
        return -1;
    return nc_out_write(o, bytes.p, bytes.n) || nc_out_close(o) ? -1 : 0;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

int nc_tree_copy(struct nc_tree *t, struct nc_str rel, const char *from, const uint8_t sha256[32],
                 struct nc_fail *f)
{
    char hash[41];
    const char *path = nc_tree_path(t, rel, f);
    if (!path)
        return -1;
    nc_hex(hash, sha256, 20);
    if (is_same_file(path,
                     from)) /* a tree among the notes: theirs, never to be replaced or pruned */
        return 0;
    if (!is_needed(t, rel, path, hash))
        return 0;
    struct nc_buf bytes = {0};
    struct nc_out *o;
    int err = nc_read_file(&bytes, from, MAX_PRODUCT, f) || nc_out_open(&o, t->outs, path, f) ||
              nc_out_write(o, bytes.p, bytes.n) || nc_out_close(o);
    nc_buf_dispose(&bytes);
    return err ? -1 : 0;
}

bool nc_tree_may_replace(const struct nc_tree *t, struct nc_str rel)
{
    char there[41];
    struct nc_buf path = {0};
    const struct entry *e = old_entry(t, rel);
    nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(t->folder), NC_FMT(rel));
    bool may = t->force || access(path.p, F_OK) != 0 ||
               (e && hash_there(there, path.p, e) && strcmp(there, e->hash) == 0);
    nc_buf_dispose(&path);
    return may;
}

void nc_tree_wrote(struct nc_tree *t, struct nc_str rel)
{
    remember(t, rel, "");
}

/* --- the end --- */

static int refuse(const struct nc_tree *t, struct nc_fail *f)
{
    struct nc_buf names = {0};
    for (size_t i = 0; i < t->edited_count && i < SHOWN; i++)
        nc_buf_printf(&names, "%s%.*s", i ? ", " : "", NC_FMT(t->edited[i]));
    if (t->edited_count > SHOWN)
        nc_buf_printf(&names, " and %zu more", t->edited_count - SHOWN);
    int err = nc_fail(f,
                      "%.*s: %s %s not as noteconv left %s; nothing was written. Move what you "
                      "want to keep, choose another folder with -o, or replace with --force",
                      NC_FMT(t->folder), names.p, t->edited_count == 1 ? "is" : "are",
                      t->edited_count == 1 ? "it" : "them");
    nc_buf_dispose(&names);
    return err;
}

/* Old products that this run did not make. */
static void find_gone(struct nc_tree *t, struct nc_diags *diags)
{
    size_t fresh = t->now_count;
    for (size_t i = 0; i < t->old_count; i++) {
        struct entry *e = &t->old[i];
        struct entry key = {.rel = e->rel};
        char there[41];
        const char *path = full_path(t, e->rel).p;
        bool made = fresh && bsearch(&key, t->now, fresh, sizeof *t->now, by_path);
        if (made || !hash_there(there, path, e))
            continue;
        t->result.gone++;
        bool edited = strcmp(there, e->hash) != 0;
        if (t->prune && !edited) {
            nc_grow(&t->remove, &t->remove_cap, t->remove_count + 1, sizeof *t->remove);
            t->remove[t->remove_count++] = path;
            continue;
        }
        nc_diag(diags, NC_D_PRODUCT_GONE, nc_str(path), (struct nc_pos){0}, "%s",
                edited ? "its note is gone, but somebody edited it; it stays"
                       : "its note is gone; --prune removes it");
        nc_grow(&t->now, &t->now_cap, t->now_count + 1, sizeof *t->now);
        t->now[t->now_count++] = *e;
    }
}

int nc_tree_check(struct nc_tree *t, bool prune, struct nc_diags *diags, struct nc_fail *f)
{
    if (t->edited_count)
        return refuse(t, f);
    t->prune = prune;
    if (t->now_count)
        qsort(t->now, t->now_count, sizeof *t->now, by_path);
    find_gone(t, diags);
    return 0;
}

static void remove_gone(struct nc_tree *t)
{
    for (size_t i = 0; i < t->remove_count; i++) {
        if (unlink(t->remove[i]) != 0)
            continue;
        t->result.removed++;
        /* Folders that are empty now go with what was in them. */
        struct nc_str path = nc_str(t->remove[i]);
        for (size_t n = path.n; n > t->folder.n + 1; n--) {
            if (path.p[n - 1] != '/')
                continue;
            struct nc_buf b = {0};
            nc_buf_put(&b, path.p, n - 1);
            int err = rmdir(b.p);
            nc_buf_dispose(&b);
            if (err)
                break;
        }
    }
}

static int write_state(struct nc_tree *t, struct nc_str text, struct nc_fail *f)
{
    struct nc_buf old = {0};
    struct nc_fail ignored = {0};
    const char *path = full_path(t, NC_LIT(NC_STATE_NAME)).p;
    bool same = nc_read_file(&old, path, nc_tree_form.max, &ignored) == 0 &&
                nc_str_eq(nc_buf_view(&old), text);
    nc_buf_dispose(&old);
    nc_buf_dispose(&ignored.message);
    if (same)
        return 0;
    struct nc_outset *outs = nc_outset_new();
    struct nc_out *o;
    int err = nc_out_open(&o, outs, path, f) || nc_out_write(o, text.p, text.n) ||
              nc_out_close(o) || nc_outset_commit(outs, f);
    nc_outset_free(outs);
    return err ? -1 : 0;
}

/* A product that a backend wrote by itself is looked at when it stands there; false: it does not.
 */
static bool take_written(struct nc_tree *t, struct entry *e, const char *path)
{
    const struct entry *old = old_entry(t, e->rel);
    if (!hash_file(e->hash, path))
        return false;
    bool same = old && strcmp(old->hash, e->hash) == 0;
    *(same ? &t->result.same : &t->result.written) += 1;
    return true;
}

int nc_tree_close(struct nc_tree *t, const char *run_digest, bool is_clean, struct nc_str summary,
                  struct nc_fail *f)
{
    remove_gone(t);
    if (t->now_count)
        qsort(t->now, t->now_count, sizeof *t->now, by_path);
    struct nc_buf b = {0};
    bool left = t->result.gone > t->result.removed;
    nc_state_begin(&b, &nc_tree_form);
    nc_buf_printf(&b, "\n%s\n%.*s\n", is_clean && !left ? run_digest : "-", NC_FMT(summary));
    for (size_t i = 0; i < t->now_count; i++) {
        struct entry *e = &t->now[i];
        struct stat st;
        const char *path = full_path(t, e->rel).p;
        bool there = lstat(path, &st) == 0;
        if (!e->hash[0] && !take_written(t, e, path))
            continue;
        nc_buf_printf(&b, "%s %016llx %.*s\n", e->hash,
                      there ? (unsigned long long)nc_file_stamp(&st) : 0, NC_FMT(e->rel));
    }
    nc_state_seal(&b, &nc_tree_form);
    int err = write_state(t, nc_buf_view(&b), f);
    nc_buf_dispose(&b);
    return err;
}

struct nc_tree_result nc_tree_result(const struct nc_tree *t)
{
    return t->result;
}
