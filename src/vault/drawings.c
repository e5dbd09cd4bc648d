/* Excalidraw's drawings. Shows the image that the plugin exported beside the note, or else the
 * drawing's texts. */
#include "parse/dialect/plugins.h"
#include "vault/vaultdata.h"

static const struct nc_str SUFFIX = {".excalidraw", 11};

static bool without_suffix(struct nc_str *path)
{
    bool ignored;
    *path = nc_less_note_suffix(*path, &ignored);
    if (!nc_has_suffix(*path, SUFFIX))
        return false;
    path->n -= SUFFIX.n;
    return true;
}

bool nc_drawing_is_named(struct nc_str path)
{
    return without_suffix(&path);
}

/* Finds an image with this name, in the list or only in the file system. */
static bool find_image(const struct nc_vault *v, size_t from, struct nc_str name, bool by_name,
                       struct nc_found_file *out)
{
    struct nc_hit hit = nc_vault_lookup(v, from, name, by_name, true);
    out->is_listed = hit.kind == NC_HIT_FILE;
    out->number = hit.number;
    return out->is_listed || (hit.kind == NC_HIT_NONE && nc_vault_find_file(v, from, name, out));
}

bool nc_drawing_find(const struct nc_vault *v, size_t from, struct nc_str path, bool by_name,
                     struct nc_found_file *out)
{
    static const char *const images[] = {".svg", ".png"};
    bool ignored;
    struct nc_str full = nc_less_note_suffix(path, &ignored), stem = path;
    struct nc_str stems[] = {full, without_suffix(&stem) ? stem : NC_NONE};
    bool found = false;
    struct nc_buf name = {0};
    for (size_t k = 0; k < 4 && !found; k++) {
        nc_buf_clear(&name);
        nc_buf_str(&name, stems[k / 2]);
        nc_buf_puts(&name, images[k % 2]);
        found = stems[k / 2].n && find_image(v, from, nc_buf_view(&name), by_name, out);
    }
    nc_buf_dispose(&name);
    return found;
}

/* The path of a file from the root, as a note names it. */
static struct nc_str path_from_root(struct nc_doc *doc, const struct nc_media *media)
{
    struct nc_buf b = {0};
    nc_buf_char(&b, '/');
    nc_buf_str(&b, media->name);
    return nc_buf_keep(&b, doc->arena);
}

struct nc_node *nc_drawing_image(const struct nc_vault *v, struct nc_doc *doc,
                                 struct nc_node *embed, uint32_t media)
{
    struct nc_node *image = embed;
    struct nc_str shown = embed->u.embed.label;
    if (!shown.n)
        shown = nc_base_name(embed->u.embed.ref->dest);
    uint32_t width = embed->u.embed.width, height = embed->u.embed.height;
    embed->first = embed->last = NULL;
    if (embed->kind == NC_EMBED) {
        nc_node_become(doc, embed, NC_PARAGRAPH);
        image = nc_node_new(doc, NC_IMAGE, embed->pos);
        nc_node_append(embed, image);
    }
    nc_node_become(doc, image, NC_IMAGE);
    *image->u.image.ref = (struct nc_ref){
        .dest = path_from_root(doc, &v->media.items[media]), .state = NC_REF_MEDIA, .media = media};
    image->u.image.width = width;
    image->u.image.height = height;
    nc_node_append(image, nc_node_text(doc, NC_TEXT, image->pos, shown));
    return image;
}

static struct nc_node *drawing_of(struct nc_doc *doc, struct nc_node **before)
{
    struct nc_node *n = doc->root->first;
    *before = NULL;
    while (n &&
           !(n->kind == NC_DIV && n->attrs && nc_str_eqz(n->attrs->classes, NC_DRAWING_CLASS))) {
        *before = n;
        n = n->next;
    }
    return n;
}

/* Keeps the anchors of a drawing's texts in the image's paragraph, because links lead to them. */
static void keep_anchors(struct nc_doc *doc, struct nc_node *paragraph, struct nc_node *list)
{
    for (struct nc_node *item = list ? list->first : NULL; item; item = item->next) {
        if (item->anchor == NC_NO_ANCHOR)
            continue;
        struct nc_node *span = nc_node_new(doc, NC_SPAN, item->pos);
        span->id = item->id;
        span->anchor = item->anchor;
        doc->anchors[item->anchor].node = span;
        nc_node_append(paragraph, span);
    }
}

void nc_drawing_show(const struct nc_vault *v, size_t note, const struct nc_target *shown,
                     struct nc_doc *doc, struct nc_diags *diags)
{
    struct nc_node *before, *n = NULL;
    if (nc_meta_get(&doc->meta, "excalidraw-plugin"))
        n = drawing_of(doc, &before);
    if (!n)
        return;
    struct nc_str name = nc_base_name(v->notes[note].rel);
    doc->is_partial |= shown->kind == NC_TARGET_UNREADABLE;
    if (shown->kind == NC_TARGET_DRAWING) {
        struct nc_node *list = n->first;
        bool ignored;
        nc_node_become(doc, n, NC_EMBED);
        n->attrs = NULL;
        n->u.embed.ref->dest = nc_arena_str(doc->arena, nc_less_note_suffix(name, &ignored));
        nc_drawing_image(v, doc, n, shown->number);
        keep_anchors(doc, n, list);
        nc_diag(diags, NC_D_DRAWING_IMAGE, v->notes[note].shown, (struct nc_pos){0, 1, 1},
                "the drawing's exported image is shown; it includes the drawing's texts");
        return;
    }
    nc_diag(diags, NC_D_PLUGIN_DROPPED, v->notes[note].shown, (struct nc_pos){0, 1, 1},
            "the drawing of an Excalidraw note is not shown, only its texts (let the plugin export "
            "it as .svg or .png beside the note)");
    if (!n->first)
        nc_node_unlink(n, before);
}
