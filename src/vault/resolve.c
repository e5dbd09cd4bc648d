/* Resolves the reference of one node: finds its target, or reports that there is none. */
#include "doc/ref.h"
#include "media/dataurl.h"
#include "parse/input/base.h"
#include "parse/input/canvas.h"
#include "vault/vaultdata.h"

void nc_resolve_report(struct nc_resolving *r, enum nc_diag_id id, const struct nc_node *n,
                       const char *fmt, ...)
{
    const struct nc_doc *doc = r->doc;
    struct nc_buf text = {0};
    va_list ap;
    if (r->quiet)
        return;
    va_start(ap, fmt);
    nc_buf_vprintf(&text, fmt, ap);
    va_end(ap);
    nc_diag(r->diags, id, nc_file_of(doc, n->pos), n->pos, "%.*s", NC_FMT(nc_buf_view(&text)));
    nc_buf_dispose(&text);
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

static void count(const struct nc_resolving *r, size_t *counts, const struct nc_node *n)
{
    counts[kind_of(n)] += !r->quiet;
}

static void report_missing(struct nc_resolving *r, struct nc_node *n, bool outside)
{
    const struct nc_ref *ref = nc_node_ref(n);
    count(r, r->counts.missing, n);
    if (outside) {
        nc_resolve_report(r, NC_D_LINK_OUTSIDE, n,
                          "'%.*s' leads outside the folder of the notes and is not followed",
                          NC_FMT(ref->dest));
        return;
    }
    enum nc_diag_id id = n->kind == NC_IMAGE || r->is_cover ? NC_D_IMAGE_MISSING
                         : is_embed(n)                      ? NC_D_EMBED_MISSING
                                                            : NC_D_LINK_UNRESOLVED;
    nc_resolve_report(r, id, n,
                      r->is_cover                ? "the cover '%.*s' was not found; there is none"
                      : id == NC_D_EMBED_MISSING ? "'%.*s' was not found; its name is shown instead"
                                                 : "'%.*s' was not found",
                      NC_FMT(ref->dest));
}

static void report_ambiguous(struct nc_resolving *r, struct nc_node *n, struct nc_str chosen,
                             struct nc_str other)
{
    count(r, r->counts.ambiguous, n);
    nc_resolve_report(r, NC_D_LINK_AMBIGUOUS, n, "'%.*s' could be %.*s or %.*s; the first is used",
                      NC_FMT(nc_node_ref(n)->dest), NC_FMT(chosen), NC_FMT(other));
}

/* Reports an embedded canvas or base: Obsidian shows it in place, but here it can only be linked
 * to. */
static void report_unshown(struct nc_resolving *r, struct nc_node *n)
{
    struct nc_str path = nc_node_ref(n)->dest;
    path = nc_str_sub(path, 0, nc_str_find(path, '#', 0));
    if (is_embed(n) && (nc_is_canvas(path) || nc_is_base(path)))
        nc_resolve_report(
            r, NC_D_PLUGIN_DROPPED, n,
            "only Obsidian shows '%.*s'; a link to the file is written, or in a book its name",
            NC_FMT(path));
}

/* Whether a link leads to a note that the scan left out, so that only its file is known. */
static bool is_note_left_out(const struct nc_resolving *r, const struct nc_node *n,
                             const struct nc_target *t)
{
    bool is_note;
    nc_less_note_suffix(r->v->media.items[t->number].name, &is_note);
    return is_note && !is_embed(n);
}

static void to_left_out(struct nc_resolving *r, struct nc_node *n, struct nc_str rel,
                        const char *why)
{
    r->counts.left_out += !r->quiet;
    nc_resolve_report(r, NC_D_LINK_LEFT_OUT, n, "%.*s %s", NC_FMT(rel), why);
    nc_node_ref(n)->left_out = nc_arena_str(r->doc->arena, rel);
}

/* Sets the width of an image that is a share of the picture's own width. */
static void set_zoomed(struct nc_node *n, const struct nc_media *m)
{
    uint64_t width = (uint64_t)m->width * n->u.image.width / 100;
    if (!n->u.image.zoom || !width || width > UINT32_MAX)
        return;
    n->u.image.width = (uint32_t)width;
    n->u.image.percent = n->u.image.zoom = false;
}

static void to_media(struct nc_resolving *r, struct nc_node *n, const struct nc_target *t)
{
    struct nc_ref *ref = nc_node_ref(n);
    if (is_note_left_out(r, n, t)) {
        count(r, r->counts.resolved, n);
        to_left_out(r, n, r->v->media.items[t->number].name, "is not part of this product");
        return;
    }
    count(r, r->counts.resolved, n);
    report_unshown(r, n);
    ref->state = NC_REF_MEDIA;
    ref->media = t->number;
    if (n->kind == NC_IMAGE)
        set_zoomed(n, &r->v->media.items[t->number]);
    if (t->other.n)
        report_ambiguous(r, n, r->v->media.items[t->number].name, t->other);
}

/* Shows the text of the block for "((uuid))"; the author's own label stays. */
static void show_block(struct nc_resolving *r, struct nc_node *n, struct nc_str text)
{
    struct nc_str fragment = nc_node_ref(n)->fragment, id = nc_str_sub(fragment, 1, fragment.n);
    if ((n->kind == NC_WIKILINK || n->kind == NC_EMBED_LINK) && text.n && n->first &&
        n->first->kind == NC_TEXT && nc_str_eq(n->first->u.text, id))
        n->first->u.text = nc_arena_str(r->doc->arena, text);
}

/* Shows the title of the target in a link that the author left empty: the reader made its address
 * its text, at the link's own place. */
static void show_title(struct nc_resolving *r, struct nc_node *n)
{
    const struct nc_ref *ref = nc_node_ref(n);
    const struct nc_outline *o = r->v->surveys[ref->note].outline;
    const struct nc_outline_anchor *a = nc_outline_at(o, ref->anchor);
    struct nc_node *text = n->first;
    bool filled = n->kind == NC_LINK && text && text->kind == NC_TEXT && !text->next &&
                  text->pos.line == n->pos.line && text->pos.col == n->pos.col &&
                  nc_str_eq(text->u.text, ref->dest);
    struct nc_str title = a ? a->name : o ? o->title : NC_NONE;
    if (filled && title.n && (!a || a->level))
        text->u.text = nc_arena_str(r->doc->arena, title);
}

static void report_of_note(struct nc_resolving *r, struct nc_node *n, const struct nc_target *t)
{
    const struct nc_ref *ref = nc_node_ref(n);
    const struct nc_vault_note *note = &r->v->notes[t->number];
    if (t->other.n)
        report_ambiguous(r, n, note->rel, t->other);
    if (t->by_alias)
        nc_resolve_report(r, NC_D_LINK_ALIAS, n, "'%.*s' is an alias of %.*s", NC_FMT(ref->dest),
                          NC_FMT(note->rel));
    if (t->anchor_state == NC_ANCHOR_MISSING)
        nc_resolve_report(
            r, NC_D_ANCHOR_MISSING, n, "no heading or block of %.*s is named '%.*s'; %s",
            NC_FMT(note->rel), NC_FMT(ref->fragment),
            n->kind == NC_EMBED ? "the whole note is shown" : "the link leads to its beginning");
    if (n->kind == NC_EMBED_LINK)
        nc_resolve_report(r, NC_D_EMBED_INLINE, n,
                          "'%.*s' is embedded inside a line of text, so it becomes a link; put "
                          "the embed on a line of its own",
                          NC_FMT(ref->dest));
}

static void to_note(struct nc_resolving *r, struct nc_node *n, const struct nc_target *t)
{
    struct nc_ref *ref = nc_node_ref(n);
    const struct nc_vault_note *note = &r->v->notes[t->number];
    bool lacks = t->anchor_state == NC_ANCHOR_MISSING;
    if (t->is_block)
        show_block(r, n, r->v->surveys[t->number].block_texts[t->anchor]);
    count(r, lacks ? r->counts.missing : r->counts.resolved, n);
    report_of_note(r, n, t);
    if (!note->wanted && n->kind != NC_EMBED) {
        to_left_out(r, n, note->rel,
                    note->is_empty ? "has no text and is left out" : "is not part of this product");
        return;
    }
    ref->state = NC_REF_NOTE;
    ref->note = t->number;
    ref->anchor = t->anchor;
    show_title(r, n);
}

static void report_own_missing(struct nc_resolving *r, struct nc_node *n)
{
    struct nc_str fragment = nc_node_ref(n)->fragment;
    count(r, r->counts.missing, n);
    if (r->v->is_logseq && fragment.p[0] == '^')
        nc_resolve_report(r, NC_D_LINK_UNRESOLVED, n, "no block has the id %.*s",
                          NC_FMT(nc_str_sub(fragment, 1, fragment.n)));
    else
        nc_resolve_report(r, NC_D_LINK_UNRESOLVED, n,
                          "no heading or block is named '%.*s' in this note", NC_FMT(fragment));
}

/* Makes the reference one to the note itself, or to a place in it. */
static void to_own(struct nc_resolving *r, struct nc_node *n, const struct nc_target *t)
{
    struct nc_ref *ref = nc_node_ref(n);
    if (t->anchor_state == NC_ANCHOR_WHOLE) {
        /* [](#) is a way to write "here". */
        if (n->kind != NC_LINK)
            report_missing(r, n, false);
        return;
    }
    if (t->anchor_state == NC_ANCHOR_MISSING) {
        report_own_missing(r, n);
        return;
    }
    count(r, r->counts.resolved, n);
    if (!r->v->notes[t->number].wanted && n->kind != NC_EMBED) {
        r->counts.left_out += !r->quiet;
        return;
    }
    ref->state = NC_REF_NOTE;
    ref->note = t->number;
    ref->anchor = t->anchor;
    show_title(r, n);
}

/* The target that the index found for a reference. A reference from a note that a JSON document
 * contains is unknown to the index, so it is resolved now. */
static struct nc_target target_of(const struct nc_resolving *r, size_t from,
                                  const struct nc_node *n)
{
    const struct nc_survey *s = from < r->v->surveyed ? &r->v->surveys[from] : NULL;
    uint32_t number = nc_node_cref(n)->number;
    if (s && s->targets && number < s->request_count)
        return s->targets[number];
    struct nc_link_request q = nc_request_of(n);
    struct nc_target t = nc_target_find(r->v, from, &q);
    nc_target_anchor(r->v, &t, q.dest);
    return t;
}

/* Resolves a picture by its address. The backends handle one that cannot be decoded or was not
 * fetched. */
static void to_picture(struct nc_resolving *r, struct nc_node *n)
{
    struct nc_link_request q = nc_request_of(n);
    struct nc_target t = nc_target_find(r->v, 0, &q);
    n->u.image.ref->state = NC_REF_URL;
    if (t.kind == NC_TARGET_MEDIA)
        to_media(r, n, &t);
}

/* Resolves "file:" and "attachment:", which may name something in the root. If they lead elsewhere,
 * the backends handle a link, and a picture is missing. */
static void to_local(struct nc_resolving *r, size_t from, struct nc_node *n)
{
    struct nc_link_request q = nc_request_of(n);
    struct nc_target t = nc_target_find(r->v, from, &q);
    nc_node_ref(n)->state = NC_REF_URL;
    if (t.kind == NC_TARGET_MEDIA) {
        to_media(r, n, &t);
    } else if (t.kind == NC_TARGET_NOTE && !t.is_own) {
        nc_target_anchor(r->v, &t, q.dest);
        to_note(r, n, &t);
    } else if (q.wants_file && t.kind != NC_TARGET_UNREADABLE && t.kind != NC_TARGET_UNUSABLE) {
        report_missing(r, n, t.kind == NC_TARGET_OUTSIDE);
    }
}

void nc_vault_find_note(const struct nc_vault *v, size_t from, struct nc_str target,
                        struct nc_ref *out)
{
    struct nc_link_request q = {.dest = target, .by_name = true, .is_property = true};
    struct nc_target t = nc_target_find(v, from, &q);
    nc_ref_init(out, target);
    if (t.kind != NC_TARGET_NOTE || !v->notes[t.number].wanted)
        return;
    nc_target_anchor(v, &t, target);
    out->state = NC_REF_NOTE;
    out->note = t.number;
    out->anchor = t.anchor;
}

void nc_resolve_ref(struct nc_resolving *r, size_t from, struct nc_node *n)
{
    struct nc_ref *ref = nc_node_ref(n);
    if (n->kind == NC_IMAGE && nc_vault_takes_address(r->v, ref->dest)) {
        to_picture(r, n);
        return;
    }
    if (ref && nc_is_local_url(ref->dest) && ref->state <= NC_REF_URL) {
        to_local(r, from, n);
        return;
    }
    if (!ref || ref->state != NC_REF_NONE)
        return;
    if (!ref->dest.n) {
        if (n->kind == NC_WIKILINK || is_embed(n))
            report_missing(r, n, false);
        return;
    }
    struct nc_target t = target_of(r, from, n);
    if (t.kind != NC_TARGET_DRAWING && is_embed(n) && nc_request_of(n).is_drawing)
        n->u.embed.type = NC_EMBED_NOTE;
    if (t.is_whole)
        ref->fragment = NC_NONE;
    switch ((enum nc_target_kind)t.kind) {
    case NC_TARGET_NONE:
    case NC_TARGET_OUTSIDE:
        report_missing(r, n, t.kind == NC_TARGET_OUTSIDE);
        break;
    case NC_TARGET_NOTE:
        (t.is_own ? to_own : to_note)(r, n, &t);
        break;
    case NC_TARGET_MEDIA:
        to_media(r, n, &t);
        break;
    case NC_TARGET_DRAWING:
        r->counts.resolved[NC_FOUND_MEDIA]++;
        nc_drawing_image(r->v, r->doc, n, t.number);
        break;
    case NC_TARGET_EXCLUDED:
        count(r, r->counts.missing, n);
        nc_resolve_report(r, n->kind == NC_IMAGE ? NC_D_IMAGE_MISSING : NC_D_EMBED_MISSING, n,
                          n->kind == NC_IMAGE ? "'%.*s' is excluded"
                                              : "'%.*s' is excluded; its name is shown instead",
                          NC_FMT(ref->dest));
        break;
    case NC_TARGET_UNREADABLE: /* both were reported when the table was made */
    case NC_TARGET_UNUSABLE:
        r->doc->is_partial |= t.kind == NC_TARGET_UNREADABLE;
        count(r, r->counts.missing, n);
        break;
    }
}
