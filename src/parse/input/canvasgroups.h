/* Finds the group of each card of a canvas. */
#ifndef NC_PARSE_CANVASGROUPS_H
#define NC_PARSE_CANVASGROUPS_H

#include <stddef.h>
#include <stdint.h>

struct nc_canvas_point {
    int64_t x, y;
};
/* Holds points at or beyond (x, y) and before (right, bottom). */
struct nc_canvas_area {
    int64_t x, y, right, bottom;
};

/* Writes for each of n points the number of the first area that holds it, counted from 1, or 0.
 * Points and areas come in the order of y. Takes (n + areas) log n steps. */
void nc_canvas_find_groups(size_t *group_of, const struct nc_canvas_point *points, size_t n,
                           const struct nc_canvas_area *areas, size_t count);

#endif
