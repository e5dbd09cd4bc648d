/* Cleans CSS in a drawing: style elements, style attributes, and properties written as attributes.
 */
#ifndef NC_MEDIA_SVGCSS_H
#define NC_MEDIA_SVGCSS_H

#include "base/buf.h"

/* How the caller maps url(#id): ref appends the id that the part has in the cleaned drawing; false
 * if no part has it. */
struct nc_svg_refs {
    void *ctx;
    bool (*ref)(void *ctx, struct nc_buf *out, struct nc_str id);
};

/* These three append CSS that fetches nothing: no rules such as @import and @font-face except
 * @media, no url() except of the drawing's own parts, only functions on a list, no escapes outside
 * strings. What a book's style sheet may not set (direction, unicode-bidi) is removed too. *lost
 * collects bits of enum nc_svg_loss. Cleaning twice changes nothing. */
void nc_svg_clean_sheet(struct nc_buf *out, struct nc_str css, const struct nc_svg_refs *refs,
                        unsigned *lost);
/* "name: value; …" */
void nc_svg_clean_declarations(struct nc_buf *out, struct nc_str css,
                               const struct nc_svg_refs *refs, unsigned *lost);
/* One value. False, with nothing appended, if it cannot stay. */
bool nc_svg_clean_value(struct nc_buf *out, struct nc_str value, const struct nc_svg_refs *refs,
                        unsigned *lost);

#endif
