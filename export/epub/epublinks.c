/* The targets of links and images inside a book: the hooks of export/xhtml. */
#include "export/epub/epubrender.h"

#include "base/hash.h"
#include "doc/walk.h"
#include "export/picturereport.h"

static void lost(const struct epub_render *r, enum nc_diag_id id, const struct nc_node *n,
                 const struct nc_media *m, const char *why)
{
    nc_diag(r->diags, id, nc_file_of(r->doc, n->pos), n->pos, "'%.*s' is %s, %s", NC_FMT(m->name),
            nc_media_mime(m->type), why);
}

void epub_image_name(struct nc_buf *out, const struct nc_run *run, uint32_t number)
{
    const struct nc_media_form *form = &run->media->items[number];
    nc_buf_puts(out, "images/");
    nc_media_name_as(out, &run->site->media->items[number], form->sha256, form->type);
}

/* Reports the problems of a file where a note first shows it. */
static void report(const struct epub_render *r, const struct nc_node *n, const struct nc_media *m,
                   const struct nc_media_form *form)
{
    const struct nc_picture_reporter reporter = {r->doc, r->diags};
    nc_picture_report(&reporter, n, m, form,
                      nc_media_is_image(m->type) || n->kind == NC_IMAGE
                          ? "; its text is written instead"
                          : "; its name is written");
}

static bool media_hook(void *ctx, struct nc_buf *src, const struct nc_ref *ref,
                       const struct nc_node *node)
{
    struct epub_render *r = ctx;
    const struct nc_media *m = &r->run->site->media->items[ref->media];
    uint32_t number = r->run->media->items[ref->media].first;
    const struct nc_media_form *form = &r->run->media->items[number];
    bool refused = form->state == NC_MEDIA_REFUSED;
    if (refused || !nc_strmap_get(&r->media_used, m->name))
        report(r, node, m, form);
    if (refused)
        return false;
    if (!nc_strmap_get(&r->media_used, m->name)) {
        *nc_strmap_at(&r->media_used, m->name) = 1;
        nc_grow(&r->out->media, &r->media_cap, r->out->media_count + 1, sizeof *r->out->media);
        r->out->media[r->out->media_count++] = number;
    }
    nc_buf_puts(src, "../");
    epub_image_name(src, r->run, number);
    return true;
}

/* Writes a picture. Equal pictures have the same name, and the archive has each name once. */
static bool picture_hook(void *ctx, struct nc_buf *src, enum nc_media_type type,
                         struct nc_buf *bytes)
{
    struct epub_render *r = ctx;
    struct epub_drawn drawn = {.form = {.state = NC_MEDIA_MADE, .type = type}};
    char hex[65];
    struct nc_buf name = {0};
    if (!(r->run->backend->media->types >> type & 1))
        return false;
    nc_sha256(drawn.form.sha256, nc_buf_view(bytes));
    nc_hex(hex, drawn.form.sha256, 32);
    nc_buf_printf(&name, "images/formula-%.12s%s", hex, nc_media_suffix(type));
    nc_buf_printf(src, "../%s", name.p);
    drawn.name = nc_buf_keep(&name, r->out->arena);
    if (nc_strmap_get(&r->media_used, drawn.name))
        return true;
    *nc_strmap_at(&r->media_used, drawn.name) = 1;
    drawn.form.bytes = *bytes;
    *bytes = (struct nc_buf){0};
    nc_grow(&r->out->drawn, &r->drawn_cap, r->out->drawn_count + 1, sizeof *r->out->drawn);
    r->out->drawn[r->out->drawn_count++] = drawn;
    return true;
}

static bool link_hook(void *ctx, struct nc_buf *href, const struct nc_ref *ref)
{
    struct epub_render *r = ctx;
    if (ref->state != NC_REF_NOTE || !r->run->site->notes[ref->note])
        return false;
    const struct nc_place *to = nc_place_of(r->run, ref->note, ref->anchor);
    size_t folder = strlen("text/");
    if (to->frag.n == 0 || !nc_str_eq(to->file, r->file))
        nc_buf_str(href, nc_str_sub(to->file, folder, to->file.n));
    if (to->frag.n) {
        nc_buf_char(href, '#');
        nc_buf_str(href, to->frag);
    }
    return true;
}

/* A footnote is written wherever it is referred to, but an id in it may appear only in the planned
 * file, and only once. */
static bool id_hook(void *ctx, struct nc_buf *id, const struct nc_node *node)
{
    struct epub_render *r = ctx;
    if (node->anchor == NC_NO_ANCHOR || r->written[node->anchor] ||
        !nc_str_eq(nc_place_of(r->run, r->note, node->anchor)->file, r->file))
        return false;
    r->written[node->anchor] = true;
    nc_buf_str(id, r->doc->anchors[node->anchor].key);
    return true;
}

static void section_hook(void *ctx, struct nc_buf *href, uint32_t anchor)
{
    const struct epub_render *r = ctx;
    struct nc_str file = nc_place_of(r->run, r->note, anchor)->file;
    if (!nc_str_eq(file, r->file))
        nc_buf_str(href, nc_base_name(file));
}

const struct nc_xhtml_hooks epub_hooks = {.link = link_hook,
                                          .media = media_hook,
                                          .picture = picture_hook,
                                          .section = section_hook,
                                          .id = id_hook};

void epub_check_links(struct epub_render *r)
{
    struct nc_walk w;
    nc_walk_begin(&w, r->doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        const struct nc_node *n = w.node;
        bool is_link = n->kind == NC_LINK || n->kind == NC_WIKILINK || n->kind == NC_EMBED_LINK;
        const struct nc_ref *ref = n->kind == NC_EMBED_LINK ? n->u.embed.ref : n->u.ref;
        if (e == NC_WALK_ENTER && is_link && ref->state == NC_REF_MEDIA)
            lost(r, NC_D_FORMAT_LOSS, n, &r->run->site->media->items[ref->media],
                 "which is not put into a book; the link is written as its text");
    }
}
