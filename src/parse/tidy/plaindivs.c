/* Replaces divs in one walk, which checks the children of a parent as it leaves the parent. */
#include "parse/tidy/plaindivs.h"

#include "doc/walk.h"
#include "parse/tidy/headingsout.h"

/* Whether the div has no attributes, or only an alignment. */
static bool is_plain(const struct nc_node *n)
{
    const struct nc_attrs *a = n->attrs;
    return n->kind == NC_DIV && !n->id.n && (!a || nc_attrs_only_align(a));
}

static bool aligns(const struct nc_node *div)
{
    return div->attrs && div->attrs->align != NC_ALIGN_NONE;
}

static bool has_heading(const struct nc_node *div)
{
    const struct nc_node *n = div->first;
    while (n && n->kind != NC_HEADING)
        n = n->next;
    return n;
}

/* Removes div from parent and puts its blocks there. prev: the node before it. Returns the last
 * block in its place. */
static struct nc_node *open_div(struct nc_doc *doc, struct nc_node *parent, struct nc_node *div,
                                struct nc_node *prev)
{
    struct nc_node *n = div->first, *part = NULL;
    nc_node_unlink(div, prev);
    for (struct nc_node *next; n; n = next) {
        next = n->next;
        n->parent = n->next = NULL;
        if (!aligns(div) || n->kind == NC_HEADING) {
            nc_heading_keeps(doc, n, div);
            prev = nc_node_put(parent, prev, n);
            part = NULL;
            continue;
        }
        if (!part) {
            part = nc_node_new(doc, NC_DIV, div->pos);
            part->attrs = div->attrs;
            prev = nc_node_put(parent, prev, part);
        }
        nc_node_append(part, n);
    }
    return prev;
}

static void open_children(struct nc_doc *doc, struct nc_node *parent)
{
    struct nc_node *prev = NULL;
    for (struct nc_node *n = parent->first, *next; n; n = next) {
        next = n->next;
        if (is_plain(n) && (!aligns(n) || has_heading(n)))
            prev = open_div(doc, parent, n, prev);
        else
            prev = n;
    }
}

void nc_plaindivs_open(struct nc_doc *doc)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_EXIT && w.node->first && !nc_holds_inlines(w.node->kind))
            open_children(doc, nc_node_mutable(w.node));
}
