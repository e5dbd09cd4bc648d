/* The products of a tree: what stands at their places, what to write, and what earlier runs left.
 * treejournal.c gives them their names. */
#include "export/tree.h"

#include "base/fsio.h"
#include "base/hash.h"
#include "export/treedata.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

static int by_path(const void *a, const void *b)
{
    return nc_str_cmp(((const struct nc_tree_entry *)a)->rel,
                      ((const struct nc_tree_entry *)b)->rel);
}

/* Sorts by path. */
static void sort_entries(struct nc_tree_entry *list, size_t count)
{
    if (count)
        qsort(list, count, sizeof *list, by_path);
}

static const struct nc_tree_entry *find_entry(const struct nc_tree_entry *list, size_t count,
                                              struct nc_str rel)
{
    struct nc_tree_entry key = {.rel = rel};
    return count ? bsearch(&key, list, count, sizeof *list, by_path) : NULL;
}

/* --- the state --- */

/* Takes a line of the state. A source counted from another folder is unknown to this run. */
static void take_line(struct nc_tree *t, const struct nc_tree_line *line, bool same_root)
{
    struct nc_buf source = {0};
    nc_buf_percent(&source, same_root ? line->source : NC_NONE);
    nc_grow(&t->old, &t->old_cap, t->old_count + 1, sizeof *t->old);
    struct nc_tree_entry *e = &t->old[t->old_count++];
    *e = (struct nc_tree_entry){.rel = nc_arena_str(t->arena, line->rel),
                                .kinds = nc_arena_str(t->arena, line->kinds),
                                .source = nc_arena_str(t->arena, nc_buf_view(&source)),
                                .stamp = line->stamp};
    memcpy(e->hash, line->hash.p, line->hash.n);
    nc_buf_dispose(&source);
}

static void take_state(struct nc_tree *t, const struct nc_state_text *state)
{
    struct nc_tree_reader reader;
    struct nc_tree_head head;
    struct nc_tree_line line;
    nc_tree_read(&reader, state, &nc_tree_form, &head);
    memcpy(t->run, head.run.p ? head.run.p : "", head.run.n);
    t->summary = nc_arena_str(t->arena, head.summary);
    t->vault = nc_arena_str(t->arena, head.vault);
    struct nc_tree_reader again = reader;
    struct nc_tree_used used;
    while (nc_tree_next(&reader, &line))
        take_line(t, &line, nc_str_eq(head.root, t->root));
    while (nc_tree_next_used(&again, &used))
        nc_tree_put_used(&t->was_used, &used);
    sort_entries(t->old, t->old_count);
}

/* Reads the state. Without it a tree's files are the user's, so a state that exists but cannot be
 * used ends the run. */
static int read_state(struct nc_tree *t, struct nc_fail *f)
{
    struct nc_state_text state;
    struct nc_fail why = {0};
    const char *path = nc_tree_full_path(t, NC_LIT(NC_STATE_NAME)).p;
    enum nc_state found = nc_state_read(&state, path, &nc_tree_form, &why);
    int err = 0;
    if (found == NC_STATE_SOUND)
        take_state(t, &state);
    else if (found == NC_STATE_DAMAGED && !t->force)
        err = nc_fail(f,
                      "%s; it records which files in the folder noteconv wrote. Delete it "
                      "(noteconv then recognises only files that are already up to date), or "
                      "rewrite all of them with --force",
                      why.message.p);
    else if (found == NC_STATE_NEWER)
        err = nc_fail(f, "%s; use that noteconv, or choose another folder with -o", why.message.p);
    else if (found == NC_STATE_UNREADABLE)
        err = nc_fail(f, "%s; it records which files in the folder noteconv wrote", why.message.p);
    nc_state_dispose(&state);
    nc_buf_dispose(&why.message);
    return err;
}

/* Checks that nothing below the named folder is written through a symbolic link: somebody else may
 * have put it there, and it may lead anywhere. */
static int check_no_link(const char *path, struct nc_fail *f)
{
    struct stat st;
    if (lstat(path, &st) == 0 && S_ISLNK(st.st_mode))
        return nc_fail(f,
                       "%s is a symbolic link, and noteconv does not write through links; remove "
                       "it, or choose another folder with -o",
                       path);
    return 0;
}

static void sweep_old(struct nc_tree *t)
{
    for (size_t i = 0; i < t->old_count; i++) {
        size_t end = t->old[i].rel.n;
        while (end > 0 && t->old[i].rel.p[end - 1] != '/')
            end--;
        if (end)
            nc_tree_sweep(t, nc_str_sub(t->old[i].rel, 0, end - 1));
    }
}

int nc_tree_open(struct nc_tree **out, const char *folder, const char *root, struct nc_outset *outs,
                 bool force, struct nc_fail *f)
{
    struct nc_tree *t = nc_calloc(1, sizeof *t);
    *out = t;
    t->fd = -1;
    t->arena = t->swept.arena = t->made.arena = nc_arena_new();
    t->outs = outs;
    t->force = force;
    t->root = nc_arena_str(t->arena, nc_str(root));
    t->folder = nc_arena_str(t->arena, nc_str(folder));
    while (t->folder.n > 1 && t->folder.p[t->folder.n - 1] == '/')
        t->folder.n--;
    t->folder = nc_arena_str(t->arena, t->folder);
    if (nc_outset_mkdir(outs, t->folder.p, NULL, f) ||
        check_no_link(nc_tree_full_path(t, NC_LIT(NC_STATE_NAME)).p, f) ||
        check_no_link(nc_tree_full_path(t, NC_LIT(NC_JOURNAL_NAME)).p, f))
        return -1;
    nc_outset_tree(outs, t->folder.p);
    if (nc_tree_begin(t, f) || read_state(t, f))
        return -1;
    sweep_old(t);
    return 0;
}

void nc_tree_free(struct nc_tree *t)
{
    if (!t)
        return;
    if (t->fd >= 0)
        close(t->fd);
    nc_buf_dispose(&t->journal);
    nc_buf_dispose(&t->run_digest);
    nc_buf_dispose(&t->was_used);
    nc_buf_dispose(&t->now_used);
    nc_arena_free(t->arena);
    free(t->old);
    free(t->now);
    free(t->remove);
    free(t);
}

void nc_tree_claim(struct nc_tree *t, const char *kind)
{
    for (size_t i = 0; i < t->kind_count; i++)
        if (strcmp(t->kinds[i], kind) == 0)
            return;
    if (t->kind_count < NC_TREE_MAX_KINDS)
        t->kinds[t->kind_count++] = kind;
}

struct nc_str nc_tree_vault(const struct nc_tree *t)
{
    struct nc_buf b = {0};
    nc_buf_percent(&b, t->vault);
    return nc_buf_keep(&b, t->arena);
}

void nc_tree_set_vault(struct nc_tree *t, struct nc_str vault)
{
    struct nc_buf b = {0};
    nc_source_encode(&b, vault);
    t->vault = nc_buf_keep(&b, t->arena);
}

/* Computes the digest of the file at path; there gets its stamp and mode. e: the state's entry for
 * it, or NULL. A file with the remembered size and times is not read. Returns 1 if it is there, 0
 * if there is no regular file, -1 with a message if it cannot be read. */
static int hash_there(char out[41], struct nc_tree_entry *there, const char *path,
                      const struct nc_tree_entry *e, struct nc_fail *f)
{
    struct stat st;
    if (lstat(path, &st) != 0)
        return errno == ENOENT || errno == ENOTDIR
                   ? 0
                   : nc_fail(f, "cannot look at %s: %s", path, strerror(errno));
    there->seen = nc_file_stamp(&st);
    there->mode = st.st_mode;
    if (!S_ISREG(st.st_mode))
        return 0;
    if (!e || there->seen != e->stamp)
        return nc_tree_hash_file(out, path, f) ? 1 : -1;
    memcpy(out, e->hash, sizeof e->hash);
    return 1;
}

static bool used_are_current(const struct nc_tree *t)
{
    struct nc_tree_reader r = {.body = nc_buf_view(&t->was_used)};
    struct nc_tree_used used;
    bool current = true;
    while (current && nc_tree_next_used(&r, &used)) {
        struct nc_buf path = {0};
        struct stat st;
        nc_buf_percent(&path, used.path);
        current = (stat(path.p, &st) == 0 ? nc_file_stamp(&st) : 0) == used.stamp;
        nc_buf_dispose(&path);
    }
    return current;
}

void nc_tree_uses(struct nc_tree *t, struct nc_str path, uint64_t stamp)
{
    struct nc_buf encoded = {0};
    nc_source_encode(&encoded, path);
    struct nc_tree_used used = {.path = nc_buf_view(&encoded), .stamp = stamp};
    nc_tree_put_used(&t->now_used, &used);
    nc_buf_dispose(&encoded);
}

bool nc_tree_is_current(const struct nc_tree *t, const char *run_digest)
{
    if (!t->run[0] || strcmp(t->run, run_digest) != 0)
        return false;
    bool current = used_are_current(t);
    struct nc_buf path = {0};
    struct nc_fail ignored = {0};
    for (size_t i = 0; current && i < t->old_count; i++) {
        char hash[41];
        struct nc_tree_entry there;
        nc_buf_clear(&path);
        nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(t->folder), NC_FMT(t->old[i].rel));
        current = hash_there(hash, &there, path.p, &t->old[i], &ignored) == 1 &&
                  strcmp(hash, t->old[i].hash) == 0;
    }
    nc_buf_dispose(&path);
    nc_buf_dispose(&ignored.message);
    return current;
}

struct nc_str nc_tree_summary(const struct nc_tree *t)
{
    return t->summary;
}

/* --- kinds --- */

static bool has_kind(struct nc_str kinds, struct nc_str kind)
{
    for (size_t from = 0; from < kinds.n;) {
        size_t to = nc_str_find(kinds, ',', from);
        if (nc_str_eq(nc_str_sub(kinds, from, to), kind))
            return true;
        from = to + 1;
    }
    return false;
}

/* Adds kind to the kinds of an entry. */
static struct nc_str with_kind(struct nc_tree *t, struct nc_str kinds, struct nc_str kind)
{
    if (has_kind(kinds, kind))
        return kinds;
    struct nc_buf b = {0};
    nc_buf_str(&b, kinds);
    nc_buf_puts(&b, kinds.n ? "," : "");
    nc_buf_str(&b, kind);
    return nc_buf_keep(&b, t->arena);
}

/* The kinds other than this run's. */
static struct nc_str other_kinds(struct nc_tree *t, struct nc_str kinds)
{
    struct nc_buf b = {0};
    for (size_t from = 0; from < kinds.n;) {
        size_t to = nc_str_find(kinds, ',', from);
        struct nc_str kind = nc_str_sub(kinds, from, to);
        bool mine = false;
        for (size_t i = 0; i < t->kind_count; i++)
            mine |= nc_str_eqz(kind, t->kinds[i]);
        if (!mine) {
            nc_buf_puts(&b, b.n ? "," : "");
            nc_buf_str(&b, kind);
        }
        from = to + 1;
    }
    return nc_buf_keep(&b, t->arena);
}

static bool is_media(struct nc_str kind)
{
    return nc_str_ends(kind, NC_LIT(NC_TREE_MEDIA));
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
        struct nc_str above = nc_str_sub(rel, 0, rel.p[i] == '/' ? i : 0);
        const char *path = above.n ? nc_tree_full_path(t, above).p : NULL;
        bool made = false;
        if (path && (check_no_link(path, f) || nc_outset_mkdir(t->outs, path, &made, f)))
            return -1;
        if (made)
            *nc_strmap_at(&t->made, nc_arena_str(t->arena, above)) = 1;
    }
    t->last_folder = nc_arena_str(t->arena, folder);
    t->last_is_new = end && nc_strmap_get(&t->made, nc_str_sub(folder, 0, end - 1));
    if (end)
        nc_tree_sweep(t, nc_str_sub(t->last_folder, 0, end - 1));
    return 0;
}

const char *nc_tree_path(struct nc_tree *t, struct nc_str rel, struct nc_fail *f)
{
    return make_folders(t, rel, f) ? NULL : nc_tree_full_path(t, rel).p;
}

bool nc_tree_is_foreign(struct nc_tree *t, struct nc_str rel)
{
    struct stat st;
    return !find_entry(t->old, t->old_count, rel) && lstat(nc_tree_full_path(t, rel).p, &st) == 0;
}

bool nc_tree_next_old(const struct nc_tree *t, size_t *at, const char *kind,
                      struct nc_tree_item *item)
{
    for (; *at < t->old_count; ++*at) {
        const struct nc_tree_entry *e = &t->old[*at];
        if (e->kinds.n && !has_kind(e->kinds, nc_str(kind)))
            continue;
        *item = (struct nc_tree_item){.rel = e->rel, .kind = kind, .source = e->source};
        ++*at;
        return true;
    }
    return false;
}

enum look {
    LOOK_NOTHING,
    LOOK_RIGHT,   /* as it should be */
    LOOK_LEFT,    /* as the last run left it */
    LOOK_CLAIMED, /* as the last run of another kind left it */
    LOOK_EDITED,  /* anything else */
    LOOK_FAILED,
};

/* Compares the file at the place of e with e's hash. is_new: this run made its folder. */
static enum look look(const struct nc_tree *t, struct nc_tree_entry *e, const char *path,
                      struct nc_str kind, bool is_new, struct nc_fail *f)
{
    if (is_new)
        return LOOK_NOTHING;
    const struct nc_tree_entry *old = find_entry(t->old, t->old_count, e->rel);
    char there[41] = "";
    int found = hash_there(there, e, path, old, f);
    if (found < 0)
        return LOOK_FAILED;
    if (found == 0)
        return e->seen ? LOOK_EDITED : LOOK_NOTHING;
    memcpy(e->old, there, sizeof there);
    if (e->hash[0] && strcmp(there, e->hash) == 0)
        return LOOK_RIGHT;
    if (!old || strcmp(old->hash, there) != 0)
        return LOOK_EDITED;
    return !old->kinds.n || has_kind(old->kinds, kind) ? LOOK_LEFT : LOOK_CLAIMED;
}

static void show(struct nc_str shown[NC_TREE_SHOWN], size_t *count, struct nc_str rel)
{
    if (*count < NC_TREE_SHOWN)
        shown[*count] = rel;
    ++*count;
}

static struct nc_tree_entry *remember(struct nc_tree *t, const struct nc_tree_item *item)
{
    const struct nc_tree_entry *old = find_entry(t->old, t->old_count, item->rel);
    struct nc_str kind = nc_str(item->kind);
    nc_grow(&t->now, &t->now_cap, t->now_count + 1, sizeof *t->now);
    struct nc_tree_entry *e = &t->now[t->now_count++];
    *e = (struct nc_tree_entry){.rel = nc_arena_str(t->arena, item->rel),
                                .kinds = with_kind(t, old ? old->kinds : NC_NONE, kind),
                                .source = nc_arena_str(t->arena, item->source)};
    return e;
}

/* Whether a product with this hash must be written: 1, 0, or -1 and a message. */
static int is_needed(struct nc_tree *t, const struct nc_tree_item *item, const char *path,
                     const char *hash, struct nc_fail *f)
{
    struct nc_tree_entry *e = remember(t, item);
    memcpy(e->hash, hash, strlen(hash) + 1);
    switch (look(t, e, path, nc_str(item->kind), t->last_is_new, f)) {
    case LOOK_FAILED:
        return -1;
    case LOOK_RIGHT:
        e->stamp = e->seen;
        t->result.same++;
        return 0;
    case LOOK_EDITED:
        if (!t->force) {
            show(t->edited, &t->edited_count, e->rel);
            return 0;
        }
        break;
    case LOOK_CLAIMED:
        if (!t->force) {
            show(t->claimed, &t->claimed_count, e->rel);
            return 0;
        }
        break;
    case LOOK_NOTHING:
    case LOOK_LEFT:
        break;
    }
    e->is_written = true;
    if (!is_media(e->kinds))
        e->kinds = nc_arena_str(t->arena, nc_str(item->kind));
    t->result.written++;
    return 1;
}

int nc_tree_put(struct nc_tree *t, const struct nc_tree_item *item, struct nc_str bytes,
                struct nc_fail *f)
{
    char hash[41];
    struct nc_out *o;
    const char *path = nc_tree_path(t, item->rel, f);
    if (!path)
        return -1;
    nc_tree_hash(hash, bytes);
    int needed = is_needed(t, item, path, hash, f);
    if (needed <= 0)
        return needed;
    if (nc_out_open_over(&o, t->outs, path, t->now[t->now_count - 1].mode, f))
        return -1;
    return nc_out_write(o, bytes.p, bytes.n) || nc_out_close(o) ? -1 : 0;
}

static bool is_same_file(const char *a, const char *b)
{
    struct stat x, y;
    return stat(a, &x) == 0 && stat(b, &y) == 0 && x.st_dev == y.st_dev && x.st_ino == y.st_ino;
}

int nc_tree_copy(struct nc_tree *t, const struct nc_tree_item *item, const char *from,
                 const uint8_t sha256[32], struct nc_fail *f)
{
    char hash[41];
    const char *path = nc_tree_path(t, item->rel, f);
    if (!path)
        return -1;
    nc_hex(hash, sha256, 20);
    /* In a tree among the notes the file is the user's, never to be replaced or pruned. */
    if (is_same_file(path, from))
        return 0;
    int needed = is_needed(t, item, path, hash, f);
    if (needed <= 0)
        return needed;
    struct nc_buf bytes = {0};
    struct nc_out *o;
    char there[41];
    int err = nc_read_file(&bytes, from, NC_TREE_MAX_PRODUCT, f);
    nc_tree_hash(there, nc_buf_view(&bytes));
    if (!err && strcmp(there, hash) != 0)
        err = nc_fail(f, "%s was changed while noteconv ran; run again", from);
    err = err || nc_out_open_over(&o, t->outs, path, t->now[t->now_count - 1].mode, f) ||
          nc_out_write(o, bytes.p, bytes.n) || nc_out_close(o);
    nc_buf_dispose(&bytes);
    return err ? -1 : 0;
}

enum nc_tree_place nc_tree_expect(struct nc_tree *t, const struct nc_tree_item *item)
{
    struct nc_fail ignored = {0};
    struct nc_tree_entry *e = remember(t, item);
    e->is_backends = true;
    enum look found =
        look(t, e, nc_tree_full_path(t, e->rel).p, nc_str(item->kind), false, &ignored);
    nc_buf_dispose(&ignored.message);
    if (found == LOOK_CLAIMED && !t->force) {
        show(t->claimed, &t->claimed_count, e->rel);
        return NC_TREE_CLAIMED;
    }
    if (found == LOOK_EDITED && !t->force && find_entry(t->old, t->old_count, e->rel)) {
        show(t->edited, &t->edited_count, e->rel);
        return NC_TREE_EDITED;
    }
    return found == LOOK_NOTHING || found == LOOK_LEFT || t->force ? NC_TREE_FREE : NC_TREE_TAKEN;
}

/* --- the end --- */

static void put_names(struct nc_buf *b, const struct nc_str *shown, size_t count)
{
    for (size_t i = 0; i < count && i < NC_TREE_SHOWN; i++)
        nc_buf_printf(b, "%s%.*s", i ? ", " : "", NC_FMT(shown[i]));
    if (count > NC_TREE_SHOWN)
        nc_buf_printf(b, " and %zu more", count - NC_TREE_SHOWN);
}

static int refuse(const struct nc_tree *t, struct nc_fail *f)
{
    struct nc_buf names = {0};
    bool one = t->edited_count == 1;
    put_names(&names, t->edited, t->edited_count);
    int err = nc_fail(f,
                      "%.*s: %s %s not written by noteconv, or %s changed since; nothing was "
                      "written. Move what you want to keep, choose another folder with -o, or "
                      "replace with --force",
                      NC_FMT(t->folder), names.p, one ? "was" : "were", one ? "was" : "were");
    nc_buf_dispose(&names);
    return err;
}

static int refuse_claimed(const struct nc_tree *t, struct nc_fail *f)
{
    struct nc_buf names = {0};
    put_names(&names, t->claimed, t->claimed_count);
    int err =
        nc_fail(f,
                "%.*s: %s %s another kind of run into this folder (--each, --split or another "
                "format); nothing was written. Choose another folder with -o, or replace "
                "with --force",
                NC_FMT(t->folder), names.p, t->claimed_count == 1 ? "comes from" : "come from");
    nc_buf_dispose(&names);
    return err;
}

static void keep(struct nc_tree *t, const struct nc_tree_entry *old, struct nc_str kinds)
{
    nc_grow(&t->now, &t->now_cap, t->now_count + 1, sizeof *t->now);
    t->now[t->now_count] = *old;
    t->now[t->now_count++].kinds = kinds;
}

/* Whether an old product that this run did not make no longer belongs to a source. If so, *cause
 * says why, and *kept why it stays (NULL: it is removed). */
static bool is_nobodys(struct nc_tree *t, const struct nc_tree_entry *e,
                       const struct nc_tree_rules *rules, const char **cause, const char **kept)
{
    *cause = is_media(e->kinds) ? "nothing uses it any more" : "its note is gone";
    *kept = NULL;
    if (!e->source.n) {
        *cause = "it was not made from a note of this folder";
        *kept =
            ", so that noteconv cannot tell whether it is still wanted; remove it by hand if it "
            "is not";
        return true;
    }
    switch (rules->fate(rules->ctx, e->source, is_media(e->kinds))) {
    case NC_SOURCE_NOT_SELECTED:
        t->result.unselected++;
        return false;
    case NC_SOURCE_GONE:
        break;
    case NC_SOURCE_UNUSED:
        if (rules->incomplete) {
            t->result.unread++;
            return false;
        }
        *cause = "nothing uses it any more";
        break;
    }
    if (!rules->prune)
        *kept = "; --prune removes it";
    else if (rules->incomplete)
        *kept = "; nothing is removed while something could not be read";
    return true;
}

static void weigh(struct nc_tree *t, const struct nc_tree_entry *e,
                  const struct nc_tree_rules *rules, struct nc_diags *diags)
{
    char there[41];
    struct nc_tree_entry seen;
    const char *cause, *kept, *path = nc_tree_full_path(t, e->rel).p, *name;
    struct nc_fail ignored = {0};
    struct nc_str others = other_kinds(t, e->kinds);
    bool is_mine = !others.n;
    int found = hash_there(there, &seen, path, e, &ignored);
    nc_buf_dispose(&ignored.message);
    if (found == 0)
        return; /* the user removed it */
    if (!is_mine || !is_nobodys(t, e, rules, &cause, &kept)) {
        keep(t, e, is_mine ? e->kinds : others);
        return;
    }
    t->result.gone++;
    int parent = nc_tree_parent(t, e->rel, &name);
    if (parent >= 0)
        close(parent);
    if (found < 0 || strcmp(there, e->hash) != 0)
        kept = ", but somebody edited it; it stays";
    else if (parent < 0)
        kept = ", but a symbolic link leads to it; it stays";
    if (kept) {
        nc_diag(diags, NC_D_PRODUCT_GONE, nc_str(path), (struct nc_pos){0}, "%s%s", cause, kept);
        keep(t, e, e->kinds);
        return;
    }
    nc_grow(&t->remove, &t->remove_cap, t->remove_count + 1, sizeof *t->remove);
    t->remove[t->remove_count++] = *e;
}

int nc_tree_check(struct nc_tree *t, const struct nc_tree_rules *rules, struct nc_diags *diags,
                  struct nc_fail *f)
{
    if (t->edited_count)
        return refuse(t, f);
    if (t->claimed_count)
        return refuse_claimed(t, f);
    sort_entries(t->now, t->now_count);
    size_t fresh = t->now_count;
    for (size_t i = 0; i < t->old_count; i++)
        if (!find_entry(t->now, fresh, t->old[i].rel))
            weigh(t, &t->old[i], rules, diags);
    sort_entries(t->now, t->now_count); /* kept products were appended at the end */
    return 0;
}

struct nc_tree_result nc_tree_result(const struct nc_tree *t)
{
    return t->result;
}
