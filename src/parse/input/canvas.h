/* Canvas files (JSON Canvas 1.0, https://jsoncanvas.org/spec/1.0/): their cards as Markdown. */
#ifndef NC_PARSE_CANVAS_H
#define NC_PARSE_CANVAS_H

#include "base/buf.h"
#include "base/diag.h"

/* Whether a file with this name is a canvas. */
bool nc_is_canvas(struct nc_str path);
/* Appends the cards by position (top to bottom, then left to right), each ended by a NUL: groups
 * become sections, files embeds, addresses links. Input that is not JSON gives a JSON_INVALID error
 * and no text. Returns whether the canvas has arrows, which are not shown. */
bool nc_canvas_text(struct nc_buf *out, struct nc_str bytes, struct nc_str file,
                    struct nc_diags *diags);

#endif
