/* The reference of one node: what it leads to, and what is said when it leads nowhere. */
#include "parse/base.h"
#include "parse/canvas.h"
#include "vault/vaultdata.h"

#include <limits.h>

void nc_resolve_tell(struct nc_resolving *r, enum nc_diag_id id, const struct nc_node *n,
                     const char *fmt, ...)
{
    const struct nc_doc *doc = r->doc;
    struct nc_buf text = {0};
    va_list ap;
    if (r->silent)
        return;
    va_start(ap, fmt);
    nc_buf_vprintf(&text, fmt, ap);
    va_end(ap);
    nc_diag(r->diags, id, n->pos.file < doc->file_count ? doc->files[n->pos.file] : NC_NONE, n->pos,
            "%.*s", NC_FMT(nc_buf_view(&text)));
    nc_buf_dispose(&text);
}

static bool is_by_name(const struct nc_node *n)
{
    return n->kind == NC_WIKILINK || n->kind == NC_EMBED || n->kind == NC_EMBED_LINK;
}

static bool is_embed(const struct nc_node *n)
{
    return n->kind == NC_EMBED || n->kind == NC_EMBED_LINK;
}

static enum nc_found kind_of(const struct nc_node *n)
{
    if (n->kind == NC_IMAGE || (is_embed(n) && n->u.embed.type != NC_EMBED_NOTE))
        return NC_FOUND_MEDIA;
    return is_embed(n) ? NC_FOUND_EMBED : NC_FOUND_LINK;
}

int64_t nc_vault_media_of(const struct nc_vault *v, const struct nc_hit *hit, const char *real)
{
    if (hit && hit->kind == NC_HIT_FILE)
        return v->file_media ? (int64_t)v->file_media[hit->number] - 1 : -1;
    const struct nc_name_entry *e = real ? nc_names_get(&v->media_names, nc_str(real)) : NULL;
    return e ? (int64_t)e->value : -1;
}

static void count(const struct nc_resolving *r, size_t *counts, const struct nc_node *n)
{
    counts[kind_of(n)] += !r->silent;
}

static void tell_missing(struct nc_resolving *r, struct nc_node *n, bool outside)
{
    const struct nc_ref *ref = nc_node_ref(n);
    count(r, r->counts.missing, n);
    if (outside) {
        nc_resolve_tell(r, NC_D_LINK_OUTSIDE, n,
                        "'%.*s' leads outside the folder of the notes and is not followed",
                        NC_FMT(ref->dest));
        return;
    }
    enum nc_diag_id id = n->kind == NC_IMAGE ? NC_D_IMAGE_MISSING
                         : is_embed(n)       ? NC_D_EMBED_MISSING
                                             : NC_D_LINK_UNRESOLVED;
    nc_resolve_tell(r, id, n, "'%.*s' was not found; its text is shown instead", NC_FMT(ref->dest));
}

static void tell_ambiguous(struct nc_resolving *r, struct nc_node *n, struct nc_str chosen,
                           struct nc_str other)
{
    count(r, r->counts.ambiguous, n);
    nc_resolve_tell(r, NC_D_LINK_AMBIGUOUS, n, "'%.*s' could be %.*s or %.*s; the first is taken",
                    NC_FMT(nc_node_ref(n)->dest), NC_FMT(chosen), NC_FMT(other));
}

/* Canvases and bases are shown where they are embedded; here they can only be led to. */
static void tell_unshown(struct nc_resolving *r, struct nc_node *n)
{
    struct nc_str path = nc_node_ref(n)->dest;
    path = nc_str_sub(path, 0, nc_str_find(path, '#', 0));
    if (is_embed(n) && (nc_is_canvas(path) || nc_is_base(path)))
        nc_resolve_tell(r, NC_D_PLUGIN_DROPPED, n,
                        "'%.*s' is shown by Obsidian only; a link to the file is written",
                        NC_FMT(path));
}

static void to_file(struct nc_resolving *r, struct nc_node *n, const struct nc_hit *hit,
                    const char *real)
{
    struct nc_ref *ref = nc_node_ref(n);
    int64_t media = nc_vault_media_of(r->v, hit, real);
    if (media < 0) { /* it could not be read, which was said when the table was made */
        count(r, r->counts.missing, n);
        return;
    }
    count(r, r->counts.resolved, n);
    tell_unshown(r, n);
    ref->state = NC_REF_MEDIA;
    ref->media = (uint32_t)media;
    if (hit && hit->other.n)
        tell_ambiguous(r, n, r->v->file_list[hit->number].rel, hit->other);
}

/* What is known of the anchors of a note: without an outline nothing, so that none is missing. */
static bool is_surveyed(const struct nc_vault *v, size_t note)
{
    return note < v->surveyed && v->surveys[note].outline;
}

/* The anchor of a note that the fragment names. */
static uint32_t anchor_of(struct nc_resolving *r, struct nc_node *n, uint32_t note)
{
    struct nc_ref *ref = nc_node_ref(n);
    const struct nc_vault *v = r->v;
    if (!ref->fragment.n || !is_surveyed(v, note))
        return NC_NO_ANCHOR;
    uint32_t found = nc_fragment_find(&v->surveys[note], ref->fragment);
    struct nc_buf decoded = {0};
    if (found == NC_NO_ANCHOR && nc_str_find(ref->fragment, '%', 0) < ref->fragment.n &&
        nc_percent_decode(&decoded, ref->fragment))
        found = nc_fragment_find(&v->surveys[note], nc_buf_view(&decoded));
    nc_buf_dispose(&decoded);
    return found;
}

static void to_note(struct nc_resolving *r, struct nc_node *n, const struct nc_hit *hit)
{
    struct nc_ref *ref = nc_node_ref(n);
    const struct nc_vault *v = r->v;
    const struct nc_vault_note *note = &v->notes[hit->number];
    uint32_t anchor = anchor_of(r, n, hit->number);
    bool lacks = ref->fragment.n && anchor == NC_NO_ANCHOR && is_surveyed(v, hit->number);
    count(r, lacks ? r->counts.missing : r->counts.resolved, n);
    if (hit->other.n)
        tell_ambiguous(r, n, note->rel, hit->other);
    if (hit->by_alias)
        nc_resolve_tell(r, NC_D_LINK_ALIAS, n, "'%.*s' is an alias of %.*s", NC_FMT(ref->dest),
                        NC_FMT(note->rel));
    if (lacks)
        nc_resolve_tell(
            r, NC_D_ANCHOR_MISSING, n, "no heading or block of %.*s is named '%.*s'; %s",
            NC_FMT(note->rel), NC_FMT(ref->fragment),
            n->kind == NC_EMBED ? "the whole note is shown" : "the link leads to its beginning");
    if (n->kind == NC_EMBED_LINK)
        nc_resolve_tell(r, NC_D_EMBED_INLINE, n,
                        "'%.*s' is embedded inside a line of text, where a link is written; put "
                        "the embed on a line of its own",
                        NC_FMT(ref->dest));
    if (!note->wanted && n->kind != NC_EMBED) {
        r->counts.left_out += !r->silent;
        nc_resolve_tell(
            r, NC_D_LINK_LEFT_OUT, n, "%.*s %s; the link is written as its text", NC_FMT(note->rel),
            note->is_empty ? "has no text and is left out" : "is not part of this product");
        return;
    }
    ref->state = NC_REF_NOTE;
    ref->note = hit->number;
    ref->anchor = anchor;
}

/* "((uuid))" shows the text of the block; a label of the author's own stays. */
static void show_block(struct nc_resolving *r, struct nc_node *n, struct nc_str text)
{
    struct nc_str fragment = nc_node_ref(n)->fragment, id = nc_str_sub(fragment, 1, fragment.n);
    if ((n->kind == NC_WIKILINK || n->kind == NC_EMBED_LINK) && text.n && n->first &&
        n->first->kind == NC_TEXT && nc_str_eq(n->first->u.text, id))
        n->first->u.text = nc_arena_str(r->doc->arena, text);
}

static bool to_block(struct nc_resolving *r, struct nc_node *n)
{
    struct nc_hit hit = {.kind = NC_HIT_NOTE};
    uint32_t anchor;
    struct nc_str text;
    if (!nc_blocks_find(r->v, nc_node_ref(n)->fragment, &hit.number, &anchor, &text))
        return false;
    show_block(r, n, text);
    to_note(r, n, &hit);
    return true;
}

static void to_own(struct nc_resolving *r, size_t from, struct nc_node *n)
{
    struct nc_ref *ref = nc_node_ref(n);
    if (!ref->fragment.n) {
        /* [](#): the author's way to say "here". */
        if (n->kind != NC_LINK)
            tell_missing(r, n, false);
        return;
    }
    if (to_block(r, n))
        return;
    uint32_t anchor = anchor_of(r, n, (uint32_t)from);
    if (anchor == NC_NO_ANCHOR && is_surveyed(r->v, from)) {
        bool block = r->v->is_logseq && ref->fragment.p[0] == '^';
        count(r, r->counts.missing, n);
        if (block)
            nc_resolve_tell(r, NC_D_LINK_UNRESOLVED, n, "no block has the id %.*s",
                            NC_FMT(nc_str_sub(ref->fragment, 1, ref->fragment.n)));
        else
            nc_resolve_tell(r, NC_D_LINK_UNRESOLVED, n,
                            "no heading or block is named '%.*s' in this note",
                            NC_FMT(ref->fragment));
        return;
    }
    count(r, r->counts.resolved, n);
    if (!r->v->notes[from].wanted && n->kind != NC_EMBED) {
        r->counts.left_out += !r->silent;
        return;
    }
    ref->state = NC_REF_NOTE;
    ref->note = (uint32_t)from;
    ref->anchor = anchor;
}

/* An image or file is asked for, and not a note. */
static bool wants_file(const struct nc_node *n, struct nc_str path)
{
    bool is_note;
    nc_less_note_suffix(path, &is_note);
    return !is_note && (n->kind == NC_IMAGE || (is_embed(n) && n->u.embed.type != NC_EMBED_NOTE));
}

void nc_resolve_ref(struct nc_resolving *r, size_t from, struct nc_node *n)
{
    struct nc_ref *ref = nc_node_ref(n);
    if (!ref || ref->state != NC_REF_NONE)
        return;
    size_t hash = nc_str_find(ref->dest, '#', 0);
    struct nc_str path = nc_str_sub(ref->dest, 0, hash);
    if (path.n == 0) {
        if (hash < ref->dest.n || n->kind == NC_WIKILINK || is_embed(n))
            to_own(r, from, n);
        return;
    }
    if (is_embed(n) && nc_drawing_is_named(path)) {
        int64_t media = nc_drawing_media(r->v, from, path, true);
        if (media >= 0) {
            r->counts.resolved[NC_FOUND_MEDIA]++;
            nc_drawing_image(r->v, r->doc, n, (uint32_t)media);
            return;
        }
        n->u.embed.type = NC_EMBED_NOTE;
    }
    struct nc_hit hit = nc_vault_lookup(r->v, from, path, is_by_name(n), wants_file(n, path));
    /* "C#.md" and "a#b.png": the whole destination may be a name. */
    if (hit.kind == NC_HIT_NONE && hash < ref->dest.n) {
        struct nc_hit whole =
            nc_vault_lookup(r->v, from, ref->dest, is_by_name(n), wants_file(n, ref->dest));
        if (whole.kind == NC_HIT_NOTE || whole.kind == NC_HIT_FILE) {
            hit = whole;
            ref->fragment = NC_NONE;
        }
    }
    char real[PATH_MAX];
    bool outside = hit.kind == NC_HIT_OUTSIDE;
    if (hit.kind == NC_HIT_NOTE)
        to_note(r, n, &hit);
    else if (hit.kind == NC_HIT_FILE)
        to_file(r, n, &hit, NULL);
    else if (!outside && nc_vault_find_file(r->v, from, path, real, &outside))
        to_file(r, n, NULL, real);
    else
        tell_missing(r, n, outside);
}

void nc_vault_resolve(struct nc_vault *v, size_t i, struct nc_doc *doc,
                      const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct nc_resolving r = {.v = v, .note = i, .doc = doc, .opts = opts, .diags = diags};
    nc_drawing_show(v, i, doc, diags);
    nc_embed_all(&r);
    nc_cover_resolve(&r);
    pthread_mutex_lock(&v->lock);
    for (int k = 0; k < NC_FOUND_KINDS; k++) {
        v->counts.resolved[k] += r.counts.resolved[k];
        v->counts.ambiguous[k] += r.counts.ambiguous[k];
        v->counts.missing[k] += r.counts.missing[k];
    }
    v->counts.left_out += r.counts.left_out;
    pthread_mutex_unlock(&v->lock);
}

const struct nc_vault_counts *nc_vault_counts(const struct nc_vault *v)
{
    return &v->counts;
}
