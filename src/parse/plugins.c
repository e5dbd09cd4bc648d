/* Excalidraw notes: the drawing itself is data under the heading "Drawing", its texts stand under
 * "Text Elements"; "Element Links" and "Embedded Files" name what parts of the drawing lead to and
 * show. */
#include "parse/plugins.h"

static bool is_heading_of(const struct nc_node *n, const char *name)
{
    const struct nc_node *t = n->kind == NC_HEADING ? n->first : NULL;
    return t && t->kind == NC_TEXT && nc_str_ieq(nc_str_trim(t->u.text), nc_str(name));
}

/* "⚠ Switch to EXCALIDRAW VIEW in the MORE OPTIONS menu of this document. ⚠" */
static bool is_banner(struct nc_node *n)
{
    if (n->kind != NC_PARAGRAPH)
        return false;
    struct nc_buf b = {0};
    nc_plain_text(&b, n);
    bool found = nc_str_search(nc_buf_view(&b), NC_LIT("EXCALIDRAW VIEW"), 0) < b.n;
    nc_buf_dispose(&b);
    return found;
}

static bool is_scaffold(const struct nc_node *n)
{
    return n->kind == NC_COMMENT_BLOCK || is_heading_of(n, "Excalidraw Data") ||
           is_heading_of(n, "Text Elements");
}

void nc_plugins_read(struct nc_doc *doc, struct nc_diags *diags)
{
    if (!nc_meta_get(&doc->meta, "excalidraw-plugin"))
        return;
    nc_diag(diags, NC_D_PLUGIN_DROPPED, doc->files[0], (struct nc_pos){0, 1, 1},
            "the drawing of an Excalidraw note and the files in it are not shown, only its texts "
            "(export it as an image and embed that)");
    struct nc_node *prev = NULL;
    bool drawing = false, data = false;
    for (struct nc_node *n = doc->root->first, *next; n; n = next) {
        next = n->next;
        drawing |= is_heading_of(n, "Drawing");
        if (n->kind == NC_HEADING)
            data = is_heading_of(n, "Element Links") || is_heading_of(n, "Embedded Files");
        if (n->kind != NC_FOOTNOTES && (drawing || data || is_banner(n) || is_scaffold(n)))
            nc_node_unlink(n, prev);
        else
            prev = n;
    }
}
