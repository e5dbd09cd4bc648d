/* How much a reader draws: parts of a drawing that use parts that use parts. */
#ifndef NC_MEDIA_SVGDRAWN_H
#define NC_MEDIA_SVGDRAWN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The elements of a drawing in document order, and which refer to which. Zeroed it is empty. */
struct nc_svg_parts {
    struct nc_svg_part *items;
    size_t count, cap;
    struct nc_svg_use *uses;
    size_t use_count, use_cap;
    uint32_t *open; /* parts that are not ended yet */
    size_t open_count, open_cap;
};

/* Around an element and those in it. True: it is the first of all. */
bool nc_svg_start_part(struct nc_svg_parts *p);
void nc_svg_end_part(struct nc_svg_parts *p);
/* Of the part that started last: its id, numbered from 1; that it refers to the part with an id. */
void nc_svg_name_part(struct nc_svg_parts *p, uint32_t id);
void nc_svg_add_use(struct nc_svg_parts *p, uint32_t id);
/* Whether a reader draws at most a million elements, in at most 64 levels of use, none of which
 * leads round in a circle. id_count: the highest id. */
bool nc_svg_is_bounded(const struct nc_svg_parts *p, struct nc_arena *arena, uint32_t id_count);
void nc_svg_parts_dispose(struct nc_svg_parts *p);

#endif
