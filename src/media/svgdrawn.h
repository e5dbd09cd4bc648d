/* Computes how much a reader draws when parts of a drawing reuse other parts. */
#ifndef NC_MEDIA_SVGDRAWN_H
#define NC_MEDIA_SVGDRAWN_H

#include "base/arena.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The elements of a drawing in document order, and their references. Zeroed, it is empty. */
struct nc_svg_parts {
    struct nc_svg_part *items;
    size_t count, cap;
    struct nc_svg_use *uses;
    size_t use_count, use_cap;
    /* parts not ended yet */
    uint32_t *open;
    size_t open_count, open_cap;
};

/* Call these before and after an element with its children. True: it is the first one. */
bool nc_svg_start_part(struct nc_svg_parts *p);
void nc_svg_end_part(struct nc_svg_parts *p);
/* For the part that started last: sets its id, numbered from 1; adds a reference to the part with
 * an id. */
void nc_svg_name_part(struct nc_svg_parts *p, uint32_t id);
void nc_svg_add_use(struct nc_svg_parts *p, uint32_t id);
/* Whether a reader draws at most a million elements, with at most 64 levels of reuse and no
 * circles. id_count: the highest id. */
bool nc_svg_is_bounded(const struct nc_svg_parts *p, struct nc_arena *arena, uint32_t id_count);
void nc_svg_parts_dispose(struct nc_svg_parts *p);

#endif
