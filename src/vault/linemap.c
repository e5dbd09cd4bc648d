/* From lines of an expanded text back to lines of the note. */
#include "doc/walk.h"
#include "vault/includes.h"

#include <stdlib.h>

struct nc_line_change {
    uint32_t made, count; /* lines of the expanded text */
    uint32_t own, own_count;
};

void nc_line_map_add(struct nc_line_map *m, uint32_t made, uint32_t count, uint32_t own,
                     uint32_t own_count)
{
    nc_grow(&m->items, &m->cap, m->count + 1, sizeof *m->items);
    m->items[m->count++] = (struct nc_line_change){made, count, own, own_count};
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

void nc_line_map_apply(const struct nc_line_map *m, struct nc_doc *doc, struct nc_diags *from,
                       struct nc_diags *to)
{
    struct nc_walk w;
    nc_walk_begin(&w, doc->root);
    for (enum nc_event e = nc_walk_next(&w); e != NC_WALK_DONE; e = nc_walk_next(&w))
        if (e == NC_WALK_ENTER && w.node->pos.file == 0)
            nc_node_mutable(w.node)->pos.line = own_line(m, w.node->pos.line);
    for (size_t i = 0; i < nc_diags_count(from); i++) {
        const struct nc_diag_entry *e = nc_diags_at(from, i);
        struct nc_pos pos = e->pos;
        pos.line = pos.line ? own_line(m, pos.line) : 0;
        nc_diag(to, e->id, e->file, pos, "%.*s", NC_FMT(e->text));
    }
}

void nc_line_map_dispose(struct nc_line_map *m)
{
    free(m->items);
    *m = (struct nc_line_map){0};
}
