/* Maps places in an expanded text back to places in the note. */
#include "doc/walk.h"
#include "vault/includes.h"

#include <stdlib.h>

struct nc_line_change {
    /* lines of the expanded text */
    uint32_t made, count;
    uint32_t own, own_count;
};

void nc_line_map_add(struct nc_line_map *m, uint32_t made, uint32_t count, uint32_t own,
                     uint32_t own_count)
{
    nc_grow(&m->items, &m->cap, m->count + 1, sizeof *m->items);
    m->items[m->count++] = (struct nc_line_change){made, count, own, own_count};
}

/* A part of a line: characters of the expanded text, and those of the note. */
struct nc_line_part {
    uint32_t made, before, count;
    uint32_t own_before, own_count;
};

void nc_line_map_add_part(struct nc_line_map *m, uint32_t made, uint32_t before, uint32_t count,
                          uint32_t own_count)
{
    nc_grow(&m->parts, &m->part_cap, m->part_count + 1, sizeof *m->parts);
    const struct nc_line_part *last = m->part_count ? &m->parts[m->part_count - 1] : NULL;
    uint32_t own_before = before;
    if (last && last->made == made)
        own_before = before - (last->before + last->count) + last->own_before + last->own_count;
    m->parts[m->part_count++] = (struct nc_line_part){made, before, count, own_before, own_count};
}

/* The column in the note. A place within a part maps to where the part begins. */
static uint32_t own_column(const struct nc_line_map *m, uint32_t line, uint32_t column)
{
    size_t from = 0, to = m->part_count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        const struct nc_line_part *p = &m->parts[middle];
        if (p->made < line || (p->made == line && p->before < column))
            from = middle + 1;
        else
            to = middle;
    }
    const struct nc_line_part *p = from ? &m->parts[from - 1] : NULL;
    if (!p || p->made != line)
        return column;
    uint32_t after = p->before + p->count;
    return column <= after ? p->own_before + 1 : column - after + p->own_before + p->own_count;
}

static uint32_t own_line(const struct nc_line_map *m, uint32_t line)
{
    size_t from = 0, to = m->count;
    while (from < to) {
        size_t middle = (from + to) / 2;
        if (m->items[middle].made <= line)
            from = middle + 1;
        else
            to = middle;
    }
    if (from == 0)
        return line;
    const struct nc_line_change *c = &m->items[from - 1];
    return line < c->made + c->count ? c->own : line - (c->made + c->count) + c->own + c->own_count;
}

static struct nc_pos own_place(const struct nc_line_map *m, struct nc_pos pos)
{
    if (!pos.line)
        return pos;
    pos.col = pos.col ? own_column(m, pos.line, pos.col) : 0;
    pos.line = own_line(m, pos.line);
    return pos;
}

void nc_line_map_apply(const struct nc_line_map *m, struct nc_doc *doc, struct nc_diags *from,
                       struct nc_diags *to)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node->pos.file == 0)
            nc_node_mutable(w.node)->pos = own_place(m, w.node->pos);
    for (size_t i = 0; i < nc_diags_count(from); i++) {
        const struct nc_diag_entry *e = nc_diags_at(from, i);
        nc_diag(to, e->id, e->file, own_place(m, e->pos), "%.*s", NC_FMT(e->text));
    }
}

void nc_line_map_dispose(struct nc_line_map *m)
{
    free(m->items);
    free(m->parts);
    *m = (struct nc_line_map){0};
}
