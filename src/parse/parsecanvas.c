/* Turns a canvas into a document: its cards become Markdown, which is read as a note. */
#include "base/buf.h"
#include "doc/walk.h"
#include "parse/input/canvas.h"
#include "parse/parse.h"

/* Forgets places: those in the Markdown made here mean nothing to the author. */
static void forget_places(struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER)
            nc_node_mutable(w.node)->pos = (struct nc_pos){0, 1, 1};
}

static void pass_on(struct nc_diags *to, const struct nc_diags *from, struct nc_str file)
{
    for (size_t i = 0; i < nc_diags_count(from); i++) {
        const struct nc_diag_entry *e = nc_diags_at(from, i);
        nc_diag(to, e->id, file, (struct nc_pos){0, 1, 1}, "%.*s", NC_FMT(e->text));
    }
}

struct nc_doc *nc_parse_canvas(struct nc_str bytes, struct nc_str file, struct nc_str name,
                               const struct nc_parse_options *opts, struct nc_diags *diags)
{
    struct nc_buf text = {0};
    bool has_arrows = nc_canvas_text(&text, bytes, file, diags);
    struct nc_diags *own = nc_diags_new();
    struct nc_doc *doc = nc_parse(nc_buf_view(&text), file, name, opts, own);
    forget_places(doc);
    pass_on(diags, own, file);
    if (has_arrows)
        nc_diag(diags, NC_D_PLUGIN_DROPPED, file, (struct nc_pos){0, 1, 1},
                "the arrows of a canvas are not shown, only its cards");
    nc_diags_free(own);
    nc_buf_dispose(&text);
    return doc;
}
