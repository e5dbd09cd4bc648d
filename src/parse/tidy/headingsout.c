/* Takes headings out of divs without a meaning, in one walk, as it leaves each div. */
#include "parse/tidy/headingsout.h"

#include "base/arena.h"
#include "doc/walk.h"

#include <stdlib.h>

/* An open div, inside others of its kind or none. */
struct open_div {
    /* before: its elder sibling, or NULL */
    struct nc_node *node, *before;
    bool has_heading;
};

struct out {
    struct nc_doc *doc;
    struct open_div *open;
    size_t count, cap;
};

/* Whether the div has no class, and its id can move to its first block. */
static bool is_plain(const struct nc_node *n)
{
    bool named = n->id.n && n->first && n->first->id.n;
    return n->kind == NC_DIV && !named &&
           (!n->attrs || (!n->attrs->classes.n && !n->attrs->lang.n));
}

static bool may_open(const struct out *o, const struct nc_node *n)
{
    const struct nc_node *around = o->count ? o->open[o->count - 1].node : o->doc->root;
    return is_plain(n) && n->parent == around;
}

static void note_heading(struct out *o, const struct nc_node *heading)
{
    if (!o->count || o->open[o->count - 1].node != heading->parent)
        return;
    for (size_t i = o->count; i-- > 0 && !o->open[i].has_heading;)
        o->open[i].has_heading = true;
}

static void add(struct nc_node *parent, struct nc_node **last, struct nc_node *n)
{
    n->parent = parent;
    n->next = NULL;
    if (*last)
        (*last)->next = n;
    else
        parent->first = n;
    *last = n;
}

/* A copy of the div being taken apart, to continue it after a heading. */
static struct nc_node *part_of(struct nc_doc *doc, const struct nc_node *div)
{
    struct nc_node *part = nc_node_new(doc, NC_DIV, div->pos);
    part->attrs = div->attrs;
    return part;
}

void nc_heading_keeps(struct nc_doc *doc, struct nc_node *n, const struct nc_node *div)
{
    const struct nc_attrs *from = div->attrs;
    if (n->kind != NC_HEADING || !from || (!from->dir.n && from->align == NC_ALIGN_NONE))
        return;
    if (!n->attrs)
        n->attrs = NC_NEW(doc->arena, struct nc_attrs);
    if (!n->attrs->dir.n)
        n->attrs->dir = from->dir;
    if (n->attrs->align == NC_ALIGN_NONE)
        n->attrs->align = from->align;
}

/* Replaces the div with its content and returns the last part. The div keeps its own pointers,
 * because the walk continues from there. */
static struct nc_node *take_apart(struct out *o, const struct open_div *d)
{
    struct nc_node *div = d->node, *parent = div->parent, *last = d->before, *part = NULL;
    div->first->id = div->id.n ? div->id : div->first->id;
    for (struct nc_node *n = div->first, *next; n; n = next) {
        next = n->next;
        bool stays = div->attrs && n->kind != NC_HEADING;
        if (stays && !part)
            add(parent, &last, part = part_of(o->doc, div));
        if (stays) {
            nc_node_append(part, n);
        } else {
            nc_heading_keeps(o->doc, n, div);
            part = NULL;
            add(parent, &last, n);
        }
    }
    last->next = div->next;
    if (!div->next)
        parent->last = last;
    return last;
}

void nc_headings_out(struct nc_doc *doc)
{
    struct out o = {.doc = doc};
    struct nc_node *left = NULL;
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w)) {
        struct nc_node *n = nc_node_mutable(w.node);
        if (e == NC_WALK_EXIT) {
            left = n;
            if (!o.count || o.open[o.count - 1].node != n)
                continue;
            struct open_div d = o.open[--o.count];
            if (d.has_heading)
                left = take_apart(&o, &d);
            continue;
        }
        if (n->kind == NC_HEADING)
            note_heading(&o, n);
        if (may_open(&o, n)) {
            nc_grow(&o.open, &o.cap, o.count + 1, sizeof *o.open);
            o.open[o.count++] = (struct open_div){n, left && left->next == n ? left : NULL, false};
        } else if (n->kind != NC_DOC) {
            left = n;
            nc_walk_skip(&w);
        }
    }
    free(o.open);
}
