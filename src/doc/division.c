/* Divides blocks. */
#include "doc/division.h"

#include "doc/walk.h"

static bool has_blocks(enum nc_kind k)
{
    return k == NC_TABLE || k == NC_LIST || k == NC_ITEM || k == NC_QUOTE || k == NC_CALLOUT ||
           k == NC_TURN || k == NC_DIV || k == NC_DETAILS || k == NC_DEF_LIST || k == NC_TABS ||
           k == NC_TAB || k == NC_EMBED;
}

/* Whether a piece must stay with the next one. A term without a definition, or a definition without
 * its term, is not a list. */
static bool leads(const struct nc_node *n)
{
    return n->kind == NC_CALLOUT_TITLE || n->kind == NC_SUMMARY || n->kind == NC_TAB_TITLE ||
           n->kind == NC_HEADING || n->kind == NC_DEF_TERM ||
           (n->next && n->next->kind == NC_DEF_BODY) || (n->kind == NC_ROW && n->u.row.head);
}

bool nc_division_begin(struct nc_division *d, const struct nc_node *block)
{
    *d = (struct nc_division){.block = block, .next = block->first};
    return block->kind == NC_CODE_BLOCK ? block->u.code->text.n > 0
                                        : has_blocks(block->kind) && block->first;
}

/* How many rows after this one its cells reach into. */
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
    struct nc_str text = d->block->u.code->text;
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
        goes_on = reach > 0 && d->next->next;
        d->number++;
    }
    out->leads = leads(out->last);
    return true;
}

/* --- copies --- */

static struct nc_node *put_copy(struct nc_arena *arena, struct nc_node *parent,
                                const struct nc_node *n)
{
    struct nc_node *copy = NC_NEW(arena, struct nc_node);
    *copy = *n;
    if (n->kind == NC_CODE_BLOCK) { /* the data lies beside the node, and each part has its own */
        copy->u.code = NC_NEW(arena, struct nc_code);
        *copy->u.code = *n->u.code;
    }
    copy->parent = copy->first = copy->last = copy->next = NULL;
    if (parent)
        nc_node_append(parent, copy);
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

/* Hides an item's marker in a later part: the first part shows it. */
static void hide_marker(struct nc_arena *arena, struct nc_node *item)
{
    struct nc_attrs *attrs = NC_NEW(arena, struct nc_attrs);
    if (item->attrs)
        *attrs = *item->attrs;
    attrs->classes = NC_LIT("goes-on");
    item->attrs = attrs;
    item->u.item.task = NULL;
}

/* Strips what only the first part of a block has. */
static void strip(struct nc_arena *arena, struct nc_node *copy)
{
    copy->id = NC_NONE;
    copy->anchor = NC_NO_ANCHOR;
    if (copy->kind == NC_CODE_BLOCK)
        copy->u.code->title = NC_NONE;
    else if (copy->kind == NC_ITEM)
        hide_marker(arena, copy);
}

static struct nc_node *copy_shell(struct nc_arena *arena, struct nc_node *parent,
                                  const struct nc_opened *o)
{
    const struct nc_node *block = o->division.block;
    struct nc_node *copy = put_copy(arena, parent, block);
    if (!parent)
        copy->parent = block->parent;
    if (o->goes_on)
        strip(arena, copy);
    if (block->kind == NC_CODE_BLOCK)
        copy->u.code->text = NC_NONE;
    if (block->kind == NC_LIST)
        copy->u.list.start += (uint32_t)o->number;
    if (block->kind == NC_TABLE && o->goes_on)
        for (const struct nc_node *n = block->first; n && leads(n); n = n->next)
            copy_below(arena, copy, n);
    return copy;
}

static void add_piece(struct nc_parts *p, struct nc_arena *arena, const struct nc_piece *piece)
{
    struct nc_node *parent = NULL;
    for (unsigned i = 0; i < p->depth; i++) {
        struct nc_opened *o = &p->open[i];
        if (!o->copy)
            o->copy = copy_shell(arena, parent, o);
        o->goes_on = true;
        parent = o->copy;
    }
    p->part = p->open[0].copy;
    if (piece->code.n) {
        struct nc_str *text = &parent->u.code->text;
        *text = (struct nc_str){text->n ? text->p : piece->code.p, text->n + piece->code.n};
    }
    for (const struct nc_node *n = piece->first; n; n = n == piece->last ? NULL : n->next)
        copy_below(arena, parent, n);
}

void nc_parts_begin(struct nc_parts *p, const struct nc_node *block)
{
    p->part = NULL;
    p->depth = 1;
    p->open[0] = (struct nc_opened){0};
    nc_division_begin(&p->open[0].division, block);
}

/* Opens the block that is the current piece, to divide it too. */
static bool open_piece(struct nc_parts *p, const struct nc_piece *piece)
{
    struct nc_opened inner = {0};
    if (p->depth == NC_DIVISION_DEPTH || !piece->first || piece->first != piece->last ||
        !nc_division_begin(&inner.division, piece->first))
        return false;
    p->open[p->depth++] = inner;
    return true;
}

/* Finds the next piece of the innermost open block that has one. False: none has. */
static bool next_piece(struct nc_parts *p, struct nc_piece *piece)
{
    while (p->depth > 0 && !nc_division_next(&p->open[p->depth - 1].division, piece))
        p->depth--;
    if (p->depth > 0)
        p->open[p->depth - 1].number = piece->number;
    return p->depth > 0;
}

bool nc_parts_add(struct nc_parts *p, struct nc_arena *arena, unsigned depth)
{
    struct nc_piece piece;
    if (!next_piece(p, &piece))
        return false;
    while (p->depth < depth && open_piece(p, &piece))
        next_piece(p, &piece);
    add_piece(p, arena, &piece);
    return true;
}

const struct nc_node *nc_parts_take(struct nc_parts *p)
{
    const struct nc_node *part = p->part;
    for (unsigned i = 0; i < p->depth; i++)
        p->open[i].copy = NULL;
    p->part = NULL;
    return part;
}
