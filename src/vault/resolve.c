/* Link targets, headings and media. */
#include "base/uchar.h"
#include "doc/walk.h"
#include "vault/vault.h"
#include "vault/vaultdata.h"

#include <limits.h>
#include <stdlib.h>
#include <sys/stat.h>

/* Appends s with %XX decoded; a bad escape stays. A decoded NUL is refused: false. */
static bool percent_decode(struct nc_buf *out, struct nc_str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned v = 0;
        bool ok = s.p[i] == '%' && i + 2 < s.n;
        for (size_t k = 1; ok && k <= 2; k++) {
            char c = (char)(s.p[i + k] | 32);
            ok = (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') ||
                 (s.p[i + k] >= '0' && s.p[i + k] <= '9');
            c = s.p[i + k] >= '0' && s.p[i + k] <= '9' ? s.p[i + k] : c;
            v = v * 16 + (unsigned)(c <= '9' ? c - '0' : c - 'a' + 10);
        }
        if (!ok) {
            nc_buf_char(out, s.p[i]);
            continue;
        }
        if (v == 0)
            return false;
        nc_buf_char(out, (char)v);
        i += 2;
    }
    return true;
}

/* The destination less its fragment. */
static struct nc_str path_part(struct nc_str dest)
{
    return nc_str_sub(dest, 0, nc_str_find(dest, '#', 0));
}

static bool is_inside(const struct nc_vault *v, struct nc_str real)
{
    return nc_str_starts(real, v->root) &&
           (real.n == v->root.n || v->root.n == 1 || real.p[v->root.n] == '/');
}

/* The real path of a file that dest, as written in note i, names relative to the note or (with a
 * leading '/') to the root; false if there is no regular file inside the root. *outside: there is
 * one, but not inside. */
static bool find_file(const struct nc_vault *v, size_t i, struct nc_str dest, char real[PATH_MAX],
                      bool *outside)
{
    *outside = false;
    struct nc_buf path = {0}, name = {0};
    struct nc_str rel = v->notes[i].rel;
    if (!percent_decode(&name, path_part(dest)) || name.n == 0) {
        nc_buf_dispose(&name);
        return false;
    }
    nc_buf_str(&path, v->root);
    nc_buf_char(&path, '/');
    if (name.p[0] != '/') {
        size_t folder = rel.n;
        while (folder > 0 && rel.p[folder - 1] != '/')
            folder--;
        nc_buf_put(&path, rel.p, folder);
    }
    nc_buf_str(&path, nc_buf_view(&name));
    struct stat st;
    bool found = path.n < PATH_MAX && memchr(path.p, 0, path.n) == NULL && realpath(path.p, real) &&
                 stat(real, &st) == 0 && S_ISREG(st.st_mode);
    if (found && !is_inside(v, nc_str(real))) {
        found = false;
        *outside = true;
    }
    nc_buf_dispose(&path);
    nc_buf_dispose(&name);
    return found;
}

static void media_key(struct nc_buf *out, size_t note, struct nc_str dest)
{
    nc_buf_printf(out, "%zu", note);
    nc_buf_char(out, '\0');
    nc_buf_str(out, dest);
}

static void index_media(struct nc_vault *v, size_t i, struct nc_diags *diags)
{
    const struct nc_survey *s = &v->surveys[i];
    for (size_t k = 0; k < s->media_count; k++) {
        char real[PATH_MAX];
        bool outside;
        struct nc_buf key = {0};
        media_key(&key, i, s->media[k]);
        if (!nc_names_get(&v->media_names, nc_buf_view(&key)) &&
            find_file(v, i, s->media[k], real, &outside)) {
            struct nc_str full = nc_arena_str(v->arena, nc_str(real));
            struct nc_str name = nc_str_sub(full, v->root.n > 1 ? v->root.n + 1 : 1, full.n);
            struct nc_fail f = {0};
            uint32_t number;
            if (nc_media_add(&number, &v->media, full.p, name, &f) == 0)
                nc_names_add(&v->media_names, nc_buf_view(&key), number);
            else
                nc_diag(diags, NC_D_MEDIA_UNREADABLE, v->notes[i].shown, (struct nc_pos){0}, "%s",
                        f.message.p);
            nc_buf_dispose(&f.message);
        }
        nc_buf_dispose(&key);
    }
}

void nc_vault_index(struct nc_vault *v, struct nc_diags *diags)
{
    for (size_t i = 0; i < v->count; i++)
        v->outlines[i] = v->surveys[i].outline;
    for (size_t i = 0; i < v->count; i++)
        index_media(v, i, diags);
}

/* Headings are compared without case and with punctuation as blanks, as Obsidian does. */
static void heading_key(struct nc_buf *out, struct nc_str s)
{
    struct nc_buf folded = {0};
    nc_nfc_fold(&folded, s);
    bool blank = false;
    for (size_t i = 0; i < folded.n; i++) {
        char c = folded.p[i];
        if (c == ' ' || c == '\t' ||
            (c > 0 && c != '\'' && c != '-' && c != '_' && nc_is_punct((uint32_t)c))) {
            blank = out->n > 0;
            continue;
        }
        if (blank)
            nc_buf_char(out, ' ');
        blank = false;
        nc_buf_char(out, c);
    }
    nc_buf_dispose(&folded);
}

static bool same_heading(struct nc_str a, struct nc_str b)
{
    struct nc_buf x = {0}, y = {0};
    heading_key(&x, a);
    heading_key(&y, b);
    /* A link made by a tool spells blanks as '-'. */
    bool same = x.n == y.n;
    for (size_t i = 0; same && i < x.n; i++)
        same = x.p[i] == y.p[i] ||
               ((x.p[i] == ' ' || x.p[i] == '-') && (y.p[i] == ' ' || y.p[i] == '-'));
    nc_buf_dispose(&x);
    nc_buf_dispose(&y);
    return same;
}

/* The anchor that a fragment ("H1#H2", "^block", "id") names, or NC_NO_ANCHOR. */
static uint32_t find_anchor(const struct nc_outline *o, struct nc_str fragment)
{
    if (fragment.n && fragment.p[0] == '^') {
        struct nc_str id = nc_str_sub(fragment, 1, fragment.n);
        for (size_t i = 0; i < o->count; i++)
            if (o->anchors[i].level == 0 && nc_str_ieq(o->anchors[i].name, id))
                return (uint32_t)i;
        return NC_NO_ANCHOR;
    }
    size_t from = 0, at = 0;
    uint32_t found = NC_NO_ANCHOR;
    while (from <= fragment.n) {
        size_t to = nc_str_find(fragment, '#', from);
        struct nc_str part = nc_str_sub(fragment, from, to);
        found = NC_NO_ANCHOR;
        for (size_t i = at; part.n && i < o->count; i++) {
            if (!same_heading(o->anchors[i].name, part))
                continue;
            found = (uint32_t)i;
            at = i + 1;
            break;
        }
        if (found == NC_NO_ANCHOR && part.n)
            return NC_NO_ANCHOR;
        from = to + 1;
    }
    return found;
}

static struct nc_str source_file(const struct nc_doc *doc, const struct nc_node *n)
{
    return n->pos.file < doc->file_count ? doc->files[n->pos.file] : NC_NONE;
}

static void resolve_own(const struct nc_vault *v, size_t i, struct nc_doc *doc, struct nc_node *n,
                        struct nc_ref *ref, struct nc_diags *diags)
{
    struct nc_buf fragment = {0};
    percent_decode(&fragment, ref->fragment);
    ref->state = NC_REF_NOTE;
    ref->note = (uint32_t)i;
    ref->anchor = find_anchor(v->outlines[i], nc_buf_view(&fragment));
    if (ref->anchor == NC_NO_ANCHOR && ref->fragment.n) {
        ref->state = NC_REF_NONE;
        nc_diag(diags, NC_D_LINK_UNRESOLVED, source_file(doc, n), n->pos,
                "no heading or block is named '%.*s' in this note", NC_FMT(ref->fragment));
    }
    nc_buf_dispose(&fragment);
}

static void resolve_ref(const struct nc_vault *v, size_t i, struct nc_doc *doc, struct nc_node *n,
                        struct nc_diags *diags)
{
    struct nc_ref *ref = nc_node_ref(n);
    if (!ref || ref->state == NC_REF_URL || (ref->dest.n == 0 && n->kind != NC_WIKILINK))
        return;
    if (ref->dest.n == 0 || ref->dest.p[0] == '#') {
        resolve_own(v, i, doc, n, ref, diags);
        return;
    }
    struct nc_buf key = {0};
    media_key(&key, i, ref->dest);
    const struct nc_name_entry *e = nc_names_get(&v->media_names, nc_buf_view(&key));
    nc_buf_dispose(&key);
    if (e) {
        ref->state = NC_REF_MEDIA;
        ref->media = e->value;
        return;
    }
    char real[PATH_MAX];
    bool outside;
    find_file(v, i, ref->dest, real, &outside);
    enum nc_diag_id id = outside               ? NC_D_LINK_OUTSIDE
                         : n->kind == NC_IMAGE ? NC_D_IMAGE_MISSING
                                               : NC_D_LINK_UNRESOLVED;
    nc_diag(diags, id, source_file(doc, n), n->pos,
            outside ? "'%.*s' leads outside the folder of the notes and is not followed"
                    : "'%.*s' was not found; its text is shown instead",
            NC_FMT(ref->dest));
}

void nc_vault_resolve(const struct nc_vault *v, size_t i, struct nc_doc *doc,
                      const struct nc_parse_options *opts, struct nc_diags *diags)
{
    (void)opts;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER)
            resolve_ref(v, i, doc, nc_node_mutable(w.node), diags);
}
