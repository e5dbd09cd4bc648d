/* Excalidraw notes: the drawing is data under headings that the plugin writes. Its texts stand
 * under "Text Elements", one paragraph each. */
#include "parse/dialect/plugins.h"

enum section { TEXT_OF_AUTHOR, TEXT_ELEMENTS, DATA };

/* The section that a node begins, or else the current one. */
static enum section section_of(const struct nc_node *n, enum section now)
{
    static const char *const data[] = {"Excalidraw Data", "Element Links", "Embedded Files",
                                       "Drawing"};
    const struct nc_node *t = n->kind == NC_HEADING ? n->first : NULL;
    if (!t || t->kind != NC_TEXT || t->next)
        return now;
    struct nc_str name = nc_str_trim(t->u.text);
    if (nc_str_ieq(name, NC_LIT("Text Elements")))
        return TEXT_ELEMENTS;
    for (size_t i = 0; i < sizeof data / sizeof data[0]; i++)
        if (nc_str_ieq(name, nc_str(data[i])))
            return DATA;
    return now;
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

static struct nc_node *make_drawing(struct nc_doc *doc, struct nc_pos pos)
{
    struct nc_node *n = nc_node_new(doc, NC_DIV, pos);
    n->attrs = NC_NEW(doc->arena, struct nc_attrs);
    *n->attrs = (struct nc_attrs){.classes = NC_LIT(NC_DRAWING_CLASS)};
    return n;
}

static void add_text(struct nc_doc *doc, struct nc_node *drawing, struct nc_node *text)
{
    struct nc_node *list = drawing->first;
    if (!list) {
        list = nc_node_new(doc, NC_LIST, text->pos);
        list->u.list.tight = true;
        nc_node_append(drawing, list);
    }
    struct nc_node *item = nc_node_new(doc, NC_ITEM, text->pos);
    if (text->kind == NC_PARAGRAPH || text->kind == NC_HEADING)
        text->kind = NC_PLAIN;
    nc_node_append(item, text);
    nc_node_append(list, item);
}

void nc_plugins_read(struct nc_doc *doc)
{
    if (!nc_meta_get(&doc->meta, "excalidraw-plugin"))
        return;
    enum section now = TEXT_OF_AUTHOR;
    struct nc_node *prev = NULL, *drawing = make_drawing(doc, (struct nc_pos){0, 1, 1});
    for (struct nc_node *n = doc->root->first, *next; n; n = next) {
        next = n->next;
        enum section before = now;
        now = section_of(n, now);
        bool element = now == TEXT_ELEMENTS && before == now && n->kind != NC_COMMENT_BLOCK;
        if (n->kind == NC_FOOTNOTES || (now == TEXT_OF_AUTHOR && !is_banner(n))) {
            prev = n;
            continue;
        }
        nc_node_unlink(n, prev);
        if (element)
            add_text(doc, drawing, n);
    }
    if (doc->root->last && doc->root->last->kind == NC_FOOTNOTES) {
        struct nc_node *notes = doc->root->last;
        struct nc_node *k = doc->root->first;
        while (k != notes && k->next != notes)
            k = k->next;
        nc_node_unlink(notes, k == notes ? NULL : k);
        nc_node_append(doc->root, drawing);
        nc_node_append(doc->root, notes);
    } else {
        nc_node_append(doc->root, drawing);
    }
}
