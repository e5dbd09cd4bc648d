/* Dividing blocks. */
#include "doc/division.h"

#include "doc/walk.h"

static bool has_blocks(enum nc_kind k)
{
    return k == NC_TABLE || k == NC_LIST || k == NC_QUOTE || k == NC_CALLOUT || k == NC_TURN ||
           k == NC_DIV || k == NC_DETAILS || k == NC_DEF_LIST;
}

/* A child that belongs to what follows it. */
static bool leads(const struct nc_node *n)
{
    return n->kind == NC_CALLOUT_TITLE || n->kind == NC_SUMMARY || n->kind == NC_DEF_TERM ||
           n->kind == NC_HEADING || (n->kind == NC_ROW && n->u.row.head);
}

bool nc_division_begin(struct nc_division *d, const struct nc_node *block)
{
    *d = (struct nc_division){.block = block, .next = block->first};
    return block->kind == NC_CODE_BLOCK ? block->u.code.text.n > 0
                                        : has_blocks(block->kind) && block->first != block->last;
}

/* Rows after this one that its cells reach into. */
static uint32_t reach_of(const struct nc_node *row)
{
    uint32_t most = 0;
    for (const struct nc_node *c = row->kind == NC_ROW ? row->first : NULL; c; c = c->next)
        if (c->u.cell.rowspan > most + 1)
            most = c->u.cell.rowspan - 1;
    return most;
}

static bool next_line(struct nc_division *d, struct nc_piece *out)
{
    struct nc_str text = d->block->u.code.text;
    if (d->at >= text.n)
        return false;
    size_t end = nc_str_find(text, '\n', d->at);
    end = end < text.n ? end + 1 : text.n;
    *out = (struct nc_piece){.code = nc_str_sub(text, d->at, end), .number = d->number++};
    d->at = end;
    return true;
}

bool nc_division_next(struct nc_division *d, struct nc_piece *out)
{
    if (d->block->kind == NC_CODE_BLOCK)
        return next_line(d, out);
    if (!d->next)
        return false;
    *out = (struct nc_piece){.first = d->next, .number = d->number};
    uint32_t reach = 0;
    for (bool goes_on = true; goes_on; d->next = d->next->next) {
        uint32_t own = reach_of(d->next);
        reach = reach > 0 ? reach - 1 : 0;
        reach = own > reach ? own : reach;
        out->last = d->next;
        goes_on = (reach > 0 || leads(d->next)) && d->next->next;
        d->number++;
    }
    return true;
}

/* --- copies --- */

static struct nc_node *put_copy(struct nc_arena *arena, struct nc_node *parent,
                                const struct nc_node *n)
{
    struct nc_node *copy = NC_NEW(arena, struct nc_node);
    *copy = *n;
    copy->parent = parent;
    copy->first = copy->last = copy->next = NULL;
    if (parent && parent->last)
        parent->last->next = copy;
    else if (parent)
        parent->first = copy;
    if (parent)
        parent->last = copy;
    return copy;
}

static void copy_below(struct nc_arena *arena, struct nc_node *parent, const struct nc_node *n)
{
    struct nc_node *at = parent;
    struct nc_walk w;
    nc_walk_begin(&w, n);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        at = e == NC_WALK_ENTER ? put_copy(arena, at, w.node) : at->parent;
}

struct nc_node *nc_division_copy(struct nc_arena *arena, const struct nc_node *block,
                                 const struct nc_piece *first, const struct nc_piece *last)
{
    struct nc_node *copy = put_copy(arena, NULL, block);
    bool goes_on = first->number > 0;
    copy->parent = block->parent;
    if (goes_on) {
        copy->id = NC_NONE;
        copy->anchor = NC_NO_ANCHOR;
    }
    if (block->kind == NC_CODE_BLOCK) {
        const char *end = last->code.p + last->code.n;
        copy->u.code.text = (struct nc_str){first->code.p, (size_t)(end - first->code.p)};
        copy->u.code.title = goes_on ? NC_NONE : block->u.code.title;
        return copy;
    }
    if (block->kind == NC_LIST)
        copy->u.list.start += (uint32_t)first->number;
    for (const struct nc_node *n = block->first; goes_on && n && leads(n); n = n->next)
        if (n->kind == NC_ROW)
            copy_below(arena, copy, n);
    for (const struct nc_node *n = first->first; n; n = n == last->last ? NULL : n->next)
        copy_below(arena, copy, n);
    return copy;
}
