/* A few hundred bytes can draw a billion shapes: the cost of each part is added up and limited. */
#include "media/svgdrawn.h"

#include <stdlib.h>

/* The most elements that a reader draws, with reused parts, and the most levels of reuse. */
#define MAX_DRAWN 1000000u
#define MAX_ROUNDS 64

struct nc_svg_part {
    /* numbered from 1; 0: none */
    uint32_t id;
    /* index of the last part in it; its own index without children */
    uint32_t last;
};
/* A reference from the part `from` to the part with the id `to`. */
struct nc_svg_use {
    uint32_t from, to;
};

bool nc_svg_start_part(struct nc_svg_parts *p)
{
    nc_grow(&p->items, &p->cap, p->count + 1, sizeof *p->items);
    nc_grow(&p->open, &p->open_cap, p->open_count + 1, sizeof *p->open);
    p->open[p->open_count++] = (uint32_t)p->count;
    p->items[p->count++] = (struct nc_svg_part){0};
    return p->count == 1;
}

void nc_svg_end_part(struct nc_svg_parts *p)
{
    p->items[p->open[--p->open_count]].last = (uint32_t)(p->count - 1);
}

void nc_svg_name_part(struct nc_svg_parts *p, uint32_t id)
{
    p->items[p->count - 1].id = id;
}

void nc_svg_add_use(struct nc_svg_parts *p, uint32_t id)
{
    nc_grow(&p->uses, &p->use_cap, p->use_count + 1, sizeof *p->uses);
    p->uses[p->use_count++] = (struct nc_svg_use){(uint32_t)(p->count - 1), id};
}

/* sums[i]: the cost of the parts before i, where each costs one plus what it refers to. */
static void add_up(uint64_t *sums, const struct nc_svg_parts *p, const uint64_t *costs)
{
    size_t u = 0;
    for (size_t i = 0; i < p->count; i++) {
        uint64_t cost = 1;
        for (; u < p->use_count && p->uses[u].from == i; u++)
            cost += costs[p->uses[u].to];
        sums[i + 1] = sums[i] + cost;
        if (sums[i + 1] > MAX_DRAWN)
            sums[i + 1] = MAX_DRAWN + 1;
    }
}

/* Adds up costs round by round. It takes as many rounds as reuse is deep; in a circle it would
 * never end. */
bool nc_svg_is_bounded(const struct nc_svg_parts *p, struct nc_arena *arena, uint32_t id_count)
{
    uint64_t *costs = nc_arena_array(arena, id_count + 1, sizeof *costs);
    uint64_t *sums = nc_arena_array(arena, p->count + 1, sizeof *sums);
    for (int round = 0; round < MAX_ROUNDS; round++) {
        bool changed = false;
        add_up(sums, p, costs);
        if (sums[p->count] > MAX_DRAWN)
            return false;
        for (size_t i = 0; i < p->count; i++) {
            const struct nc_svg_part *part = &p->items[i];
            uint64_t cost = sums[part->last + 1] - sums[i];
            changed = changed || (part->id && costs[part->id] != cost);
            costs[part->id] = cost;
        }
        costs[0] = 0;
        if (!changed)
            return true;
    }
    return false;
}

void nc_svg_parts_dispose(struct nc_svg_parts *p)
{
    free(p->items);
    free(p->uses);
    free(p->open);
}
