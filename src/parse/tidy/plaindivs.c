/* Opening of divs: one walk; what a parent holds is looked at when it is left. */
#include "parse/tidy/plaindivs.h"

#include "doc/walk.h"

/* It says nothing, or no more than where its lines stand. */
static bool is_plain(const struct nc_node *n)
{
    const struct nc_attrs *a = n->attrs;
    return n->kind == NC_DIV && !n->id.n &&
           (!a || (!a->classes.n && !a->lang.n && !a->dir.n && !a->title.n));
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

/* Takes div out of parent and puts its blocks there; prev: what is before it. Returns the last
 * block of its place. */
static struct nc_node *open_div(struct nc_doc *doc, struct nc_node *parent, struct nc_node *div,
                                struct nc_node *prev)
{
    struct nc_node *n = div->first, *part = NULL;
    nc_node_unlink(div, prev);
    for (struct nc_node *next; n; n = next) {
        next = n->next;
        n->parent = n->next = NULL;
        if (!aligns(div) || n->kind == NC_HEADING) {
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
