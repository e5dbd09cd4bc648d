/* Folders of products, and the commit of a run. */
#include "app/trees.h"

#include "base/hash.h"
#include "export/relpath.h"

#include <errno.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

/* The name of the vault's root and the named folder in a state: the relative path from the product
 * folder, so that both may move together; stored as a digest, because a state may be published with
 * its folder. */
static void root_name(char out[33], const struct nc_vault *v, const char *folder)
{
    struct nc_buf b = {0}, way = {0};
    uint8_t d[32];
    char real[PATH_MAX];
    nc_buf_puts(&b, realpath(folder, real) ? real : folder);
    nc_buf_char(&b, '/');
    nc_relative_path(&way, nc_buf_view(&b), nc_vault_root(v));
    nc_buf_char(&way, '\0');
    nc_buf_str(&way,
               nc_vault_base(v)); /* the same note has a different place below another folder */
    nc_sha256(d, nc_buf_view(&way));
    nc_hex(out, d, 16);
    nc_buf_dispose(&b);
    nc_buf_dispose(&way);
}

static const char *kind_of(const struct nc_loaded *l, const struct nc_backend *b)
{
    const struct nc_options *o = l->opts;
    const char *how = b->is_tree ? "" : o->each ? "+each" : o->split_folders ? "+split" : "";
    return nc_arena_printf(l->arena, "%s%s", b->name, how).p;
}

static const char *media_kind_of(const struct nc_loaded *l, const struct nc_backend *b)
{
    return nc_arena_printf(l->arena, "%s" NC_TREE_MEDIA, b->name).p;
}

static int open_one(struct nc_trees *t, size_t k, struct nc_outset *outs, struct nc_fail *f)
{
    const struct nc_product *p = &t->products[k];
    char root[33];
    for (size_t i = 0; i < k && !t->of[k]; i++)
        if (t->of[i] && strcmp(t->products[i].path, p->path) == 0)
            t->of[k] = t->of[i];
    if (!t->of[k]) {
        if (nc_outset_mkdir(outs, p->path, NULL, f))
            return -1;
        root_name(root, t->l->vault, p->path);
        if (nc_tree_open(&t->of[k], p->path, root, outs, t->l->opts->force, f))
            return -1;
    }
    t->kinds[k] = kind_of(t->l, p->backend);
    nc_tree_claim(t->of[k], t->kinds[k]);
    if (p->backend->is_tree)
        nc_tree_claim(t->of[k], media_kind_of(t->l, p->backend));
    return 0;
}

int nc_trees_open(struct nc_trees *t, const struct nc_loaded *l, const struct nc_product *products,
                  struct nc_outset *outs, struct nc_fail *f)
{
    *t = (struct nc_trees){.l = l, .products = products};
    for (size_t k = 0; k < l->opts->format_count; k++)
        if (products[k].is_folder && open_one(t, k, outs, f))
            return -1;
    return 0;
}

/* Whether k is the first product of its folder, so that each folder is handled once. */
static bool is_first(const struct nc_trees *t, size_t k)
{
    for (size_t i = 0; i < k; i++)
        if (t->of[i] == t->of[k])
            return false;
    return t->of[k] != NULL;
}

void nc_trees_free(struct nc_trees *t)
{
    for (size_t k = NC_MAX_FORMATS; k-- > 0;)
        if (is_first(t, k))
            nc_tree_free(t->of[k]);
}

bool nc_trees_are_current(const struct nc_trees *t, const char *digest)
{
    bool current = true;
    for (size_t k = 0; current && k < t->l->opts->format_count; k++)
        current = t->of[k] && nc_tree_is_current(t->of[k], digest);
    return current;
}

/* --- sources that gave no output --- */

static bool is_below(struct nc_str path, struct nc_str folder)
{
    return !folder.n ||
           (nc_str_starts(path, folder) && path.n > folder.n && path.p[folder.n] == '/');
}

/* The source of a book of a folder (--split) ends in '/'. */
static enum nc_source_fate fate_of(const void *ctx, struct nc_str source, bool is_media)
{
    const struct nc_loaded *l = ctx;
    const struct nc_vault *v = l->vault;
    bool whole = nc_vault_is_whole(v) && is_below(source, nc_vault_base(v));
    struct nc_buf path = {0};
    struct stat st;
    if (is_media && !whole)
        return NC_SOURCE_NOT_SELECTED; /* pages not written by this run may show it */
    nc_buf_printf(&path, "%.*s/%.*s", NC_FMT(nc_vault_root(v)), NC_FMT(source));
    bool there = lstat(path.p, &st) == 0;
    bool gone = !there && (errno == ENOENT || errno == ENOTDIR);
    nc_buf_dispose(&path);
    if (!there && !gone)
        return NC_SOURCE_NOT_SELECTED; /* it may exist */
    if (!gone && source.n && source.p[source.n - 1] == '/')
        gone = !nc_vault_has_note_below(v, nc_str_sub(source, 0, source.n - 1));
    return gone ? NC_SOURCE_GONE : whole ? NC_SOURCE_UNUSED : NC_SOURCE_NOT_SELECTED;
}

int nc_trees_check(struct nc_trees *t, bool incomplete, struct nc_diags *diags, struct nc_fail *f)
{
    const struct nc_tree_rules rules = {
        .prune = t->l->opts->prune, .incomplete = incomplete, .fate = fate_of, .ctx = t->l};
    for (size_t k = 0; k < t->l->opts->format_count; k++)
        if (is_first(t, k) && nc_tree_check(t->of[k], &rules, diags, f))
            return -1;
    return 0;
}

/* --- the commit --- */

int nc_trees_foresee(struct nc_trees *t, struct nc_buf *out, struct nc_fail *f)
{
    for (size_t k = 0; k < t->l->opts->format_count; k++)
        if (is_first(t, k) && nc_tree_foresee(t->of[k], out, f))
            return -1;
    return 0;
}

static void undo(struct nc_trees *t)
{
    for (size_t k = 0; k < t->l->opts->format_count; k++)
        if (is_first(t, k))
            nc_tree_undo(t->of[k]);
}

/* Records files that the run used but that its digest, made before any note was read, does not
 * cover. */
static void remember_used(struct nc_trees *t)
{
    size_t count;
    const struct nc_vault_unlisted *list = nc_vault_unlisted(t->l->vault, &count);
    for (size_t k = 0; k < t->l->opts->format_count; k++)
        for (size_t i = 0; is_first(t, k) && i < count; i++)
            nc_tree_uses(t->of[k], list[i].path, list[i].stamp);
}

static int commit(struct nc_trees *t, struct nc_outset *outs, const struct nc_run_end *end,
                  struct nc_diags *diags, struct nc_fail *f)
{
    size_t formats = t->l->opts->format_count;
    bool mixed = false;
    int err = 0;
    for (size_t k = 0; !err && k < formats; k++)
        err = is_first(t, k) &&
              nc_tree_prepare(t->of[k], end->digest, end->is_clean, end->summary, f);
    nc_outset_keep(outs, true);
    err = err || nc_outset_commit(outs, &mixed, f) ? -1 : 0;
    if (err && !mixed) {
        undo(t);
        nc_outset_keep(outs, false);
    }
    for (size_t k = 0; !err && k < formats; k++)
        err = is_first(t, k) && nc_tree_close(t->of[k], diags, f) ? -1 : 0;
    if (!err)
        nc_outset_keep(outs, false);
    return err;
}

int nc_trees_commit(struct nc_trees *t, struct nc_outset *outs, const struct nc_run_end *end,
                    struct nc_diags *diags, struct nc_fail *f)
{
    sigset_t signals;
    nc_hold_signals(&signals);
    remember_used(t);
    int err = commit(t, outs, end, diags, f);
    nc_release_signals(&signals);
    return err;
}

void nc_trees_report(const struct nc_trees *t, struct nc_buf *out)
{
    for (size_t k = 0; k < t->l->opts->format_count; k++) {
        if (!is_first(t, k))
            continue;
        struct nc_tree_result r = nc_tree_result(t->of[k]);
        nc_buf_printf(out, "%s: %zu file%s %swritten, %zu as they were", t->products[k].path,
                      r.written, r.written == 1 ? "" : "s", t->l->opts->dry_run ? "would be " : "",
                      r.same);
        if (r.removed)
            nc_buf_printf(out, ", %zu %sremoved", r.removed,
                          t->l->opts->dry_run ? "would be " : "");
        if (r.unselected)
            nc_buf_printf(out, ", %zu of notes that were not selected stay", r.unselected);
        if (r.unread)
            nc_buf_printf(out, ", %zu that could not be updated stay%s", r.unread,
                          r.unread == 1 ? "s" : "");
        nc_buf_char(out, '\n');
    }
}
