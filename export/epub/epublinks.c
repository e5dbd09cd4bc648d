/* Where links and images lead inside a book: the hooks of export/xhtml. */
#include "export/epub/epubrender.h"

#include "doc/walk.h"

static bool is_image_type(enum nc_media_type t)
{
    return t == NC_MEDIA_PNG || t == NC_MEDIA_JPEG || t == NC_MEDIA_GIF || t == NC_MEDIA_SVG;
}

static bool media_hook(void *ctx, struct nc_buf *src, const struct nc_ref *ref)
{
    struct epub_render *r = ctx;
    const struct nc_media_table *table = r->run->site->media;
    if (ref->state != NC_REF_MEDIA || !is_image_type(table->items[ref->media].type))
        return false;
    nc_buf_puts(src, "../images/");
    nc_media_package_name(src, &table->items[ref->media]);
    if (!r->media_used[ref->media]) {
        r->media_used[ref->media] = true;
        nc_grow(&r->out->media, &r->media_cap, r->out->media_count + 1, sizeof *r->out->media);
        r->out->media[r->out->media_count++] = ref->media;
    }
    return true;
}

static bool link_hook(void *ctx, struct nc_buf *href, const struct nc_ref *ref)
{
    struct epub_render *r = ctx;
    if (ref->state == NC_REF_URL) {
        nc_buf_str(href, ref->dest);
        return true;
    }
    if (ref->state != NC_REF_NOTE || !r->run->site->notes[ref->note])
        return false;
    const struct nc_plan *plan = &r->run->plans[ref->note];
    const struct nc_place *to =
        ref->anchor == NC_NO_ANCHOR ? &plan->start : &plan->anchors[ref->anchor];
    size_t folder = strlen("text/");
    if (to->frag.n == 0 || !nc_str_eq(to->file, r->file))
        nc_buf_str(href, nc_str_sub(to->file, folder, to->file.n));
    if (to->frag.n) {
        nc_buf_char(href, '#');
        nc_buf_str(href, to->frag);
    }
    return true;
}

/* A note in a footnote is written where it is referred to: only in the planned file may it get
 * its id, and only once. */
static bool id_hook(void *ctx, struct nc_buf *id, const struct nc_node *node)
{
    struct epub_render *r = ctx;
    if (node->anchor == NC_NO_ANCHOR || r->written[node->anchor] ||
        !nc_str_eq(r->run->plans[r->note].anchors[node->anchor].file, r->file))
        return false;
    r->written[node->anchor] = true;
    nc_buf_str(id, r->doc->anchors[node->anchor].key);
    return true;
}

const struct nc_xhtml_hooks epub_hooks = {link_hook, media_hook, id_hook};

/* Images of types that readers do not show are told here, where their places are known. */
void epub_check_images(struct epub_render *r)
{
    const struct nc_media_table *table = r->run->site->media;
    struct nc_walk w;
    nc_walk_begin(&w, r->doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        if (e != NC_WALK_ENTER || w.node->kind != NC_IMAGE ||
            w.node->u.image.ref.state != NC_REF_MEDIA)
            continue;
        const struct nc_media *m = &table->items[w.node->u.image.ref.media];
        if (!is_image_type(m->type))
            nc_diag(r->diags, NC_D_IMAGE_TYPE, r->doc->files[w.node->pos.file], w.node->pos,
                    "'%.*s' is %s, which e-book readers do not show; its text is written instead",
                    NC_FMT(m->name), nc_media_mime(m->type));
    }
}
