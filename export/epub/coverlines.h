/* Breaks the title of a cover into lines. It knows no fonts: widths are those of common ones. */
#ifndef NC_EXPORT_COVERLINES_H
#define NC_EXPORT_COVERLINES_H

#include "base/arena.h"

#define COVER_MAX_LINES 8

struct cover_lines {
    /* in the arena, or slices of the text */
    struct nc_str items[COVER_MAX_LINES];
    size_t count;
    /* font size, in the unit of width */
    unsigned size;
};

/* Breaks text into as few lines of at most width as possible, with the largest size between
 * smallest and largest that allows this, and makes them about equally long. Lines end at blanks and
 * between wide characters, never before closing or after opening punctuation (JIS X 4051, GB/T
 * 15834). Text that does not fit at the smallest size ends in "…". Linear in text for each size
 * tried. */
void cover_break(struct cover_lines *out, struct nc_arena *arena, struct nc_str text,
                 unsigned width, unsigned smallest, unsigned largest);

#endif
