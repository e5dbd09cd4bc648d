/* CSS in a drawing: style elements, style attributes, and properties written as attributes. */
#ifndef NC_MEDIA_SVGCSS_H
#define NC_MEDIA_SVGCSS_H

#include "base/buf.h"

/* What the caller does with url(#id): appends the id as the cleaned drawing has it; false if
 * nothing has it. */
struct nc_svg_refs {
    void *ctx;
    bool (*ref)(void *ctx, struct nc_buf *out, struct nc_str id);
};

/* The three append CSS that fetches nothing: no @import, @font-face or other rules but @media, no
 * url() but of the drawing's own parts, no functions but those on a list, no escapes outside
 * strings. What a style sheet of a book may not set (direction, unicode-bidi) goes too. *lost
 * gathers bits of enum nc_svg_loss. Cleaning twice changes nothing. */
void nc_svg_clean_sheet(struct nc_buf *out, struct nc_str css, const struct nc_svg_refs *refs,
                        unsigned *lost);
/* "name: value; …" */
void nc_svg_clean_declarations(struct nc_buf *out, struct nc_str css,
                               const struct nc_svg_refs *refs, unsigned *lost);
/* One value. False, and nothing appended: it cannot stay. */
bool nc_svg_clean_value(struct nc_buf *out, struct nc_str value, const struct nc_svg_refs *refs,
                        unsigned *lost);

#endif
