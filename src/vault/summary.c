/* An index note: its links, in order, are the notes of the product. An mdBook SUMMARY.md is one as
 * it stands; a text file that is no note is a list of file names, a line each, as pandoc takes them
 * on its command line. */
#include "base/fsio.h"
#include "doc/walk.h"
#include "vault/vaultdata.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

#define MAX_LIST ((size_t)16 << 20)

struct listing {
    struct nc_vault *v;
    struct nc_diags *diags;
    struct nc_str shown;
    uint32_t next; /* place of the next note */
};

static void tell(struct listing *l, struct nc_pos pos, struct nc_str what)
{
    nc_diag(l->diags, NC_D_LINK_UNRESOLVED, l->shown, pos,
            "the index lists '%.*s', which is no note of this folder", NC_FMT(what));
}

/* called: what the index calls the note; empty: nothing but its file's name. */
static void take(struct listing *l, const struct nc_hit *hit, struct nc_pos pos, struct nc_str what,
                 struct nc_str called)
{
    if (hit->kind != NC_HIT_NOTE) {
        tell(l, pos, what);
        return;
    }
    struct nc_vault_note *n = &l->v->notes[hit->number];
    if (!nc_vault_is_chosen(l->v, n))
        return;
    if (n->wanted)
        return;
    n->place = ++l->next;
    n->wanted = true;
    if (called.n)
        n->name = nc_arena_str(l->v->arena, called);
}

static void take_links(struct listing *l, size_t index, const struct nc_doc *doc)
{
    struct nc_walk w;
    struct nc_buf called = {0};
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        if (e != NC_WALK_ENTER || (n->kind != NC_LINK && n->kind != NC_WIKILINK &&
                                   n->kind != NC_EMBED && n->kind != NC_EMBED_LINK))
            continue;
        const struct nc_ref *ref = nc_node_cref(n);
        struct nc_str path = nc_str_sub(ref->dest, 0, nc_str_find(ref->dest, '#', 0));
        if (ref->state != NC_REF_NONE || !path.n)
            continue;
        struct nc_hit hit = nc_vault_lookup(l->v, index, path, n->kind != NC_LINK, false);
        nc_buf_clear(&called);
        if (n->kind == NC_LINK) /* a wikilink's words are those of its sentence */
            nc_plain_text(&called, n);
        take(l, &hit, n->pos, path, nc_str_trim(nc_buf_view(&called)));
    }
    nc_buf_dispose(&called);
}

static void take_lines(struct listing *l, size_t beside, struct nc_str text)
{
    uint32_t line = 0;
    for (size_t from = 0; from < text.n;) {
        size_t to = nc_str_find(text, '\n', from);
        struct nc_str s = nc_str_trim(nc_str_sub(text, from, to));
        struct nc_pos pos = {0, ++line, 1};
        from = to + 1;
        if (!s.n || s.p[0] == '#')
            continue;
        struct nc_hit hit = nc_vault_lookup(l->v, beside, s, false, false);
        take(l, &hit, pos, s, NC_NONE);
    }
}

/* The real path of the index: as named from the current folder, else inside a named folder, else
 * inside the root. A list that is no note may lie anywhere; its names count from the root then. */
static bool find_index(const struct nc_vault *v, char *real, struct nc_str *rel)
{
    struct nc_buf path = {0};
    bool found = false, is_note;
    nc_less_note_suffix(nc_str(v->opts->index), &is_note);
    for (size_t i = 0; !found && i < v->input_count + 2; i++) {
        nc_buf_clear(&path);
        if (i > 0) {
            nc_buf_str(&path, i <= v->input_count ? v->inputs[i - 1].real : v->root);
            nc_buf_char(&path, '/');
        }
        nc_buf_puts(&path, v->opts->index);
        bool exists = realpath(path.p, real) != NULL;
        bool inside = exists && nc_vault_below_root(v, nc_str(real), rel);
        found = inside || (exists && !is_note);
        *rel = nc_arena_str(v->arena, inside ? *rel : nc_base_name(nc_str(v->opts->index)));
    }
    nc_buf_dispose(&path);
    return found;
}

static bool find_note(const struct nc_vault *v, struct nc_str rel, size_t *out)
{
    for (*out = 0; *out < v->count; ++*out)
        if (nc_str_eq(v->notes[*out].rel, rel))
            return true;
    return false;
}

static int read_list(struct listing *l, const char *real, struct nc_str rel, struct nc_fail *f)
{
    struct nc_vault *v = l->v;
    struct nc_buf text = {0};
    int err = nc_read_file(&text, real, MAX_LIST, f);
    if (!err) {
        /* A note in the list's folder, to see names from there; taken away again. */
        nc_grow(&v->notes, &v->cap, v->count + 1, sizeof *v->notes);
        v->notes[v->count] = (struct nc_vault_note){.rel = nc_arena_str(v->arena, rel)};
        take_lines(l, v->count, nc_buf_view(&text));
    }
    nc_buf_dispose(&text);
    return err;
}

int nc_vault_read_index(struct nc_vault *v, const struct nc_parse_options *opts,
                        struct nc_diags *diags, struct nc_fail *f)
{
    char real[PATH_MAX];
    struct nc_str rel;
    bool is_note;
    if (!find_index(v, real, &rel))
        return nc_fail(f, "--index=%s: there is no such file among the notes", v->opts->index);
    for (size_t i = 0; i < v->count; i++)
        v->notes[i].wanted = false;
    struct listing l = {.v = v, .diags = diags, .shown = rel};
    nc_less_note_suffix(rel, &is_note);
    size_t index;
    if (is_note && find_note(v, rel, &index)) {
        struct nc_doc *doc = nc_vault_parse(v, index, opts, diags);
        if (doc)
            take_links(&l, index, doc);
        nc_doc_free(doc);
    } else if (read_list(&l, real, rel, f)) {
        return -1;
    }
    if (!l.next)
        return nc_fail(f, "--index=%s: it lists no note of this folder", v->opts->index);
    return 0;
}
