/* Canvas files (JSON Canvas 1.0, https://jsoncanvas.org/spec/1.0/): their cards as one note. */
#ifndef NC_PARSE_CANVAS_H
#define NC_PARSE_CANVAS_H

#include "parse/parse.h"

/* Whether a file of this name is a canvas. */
bool nc_is_canvas(struct nc_str path);
/* As nc_parse, of a canvas: text cards in the order of their places (from above, then from the
 * left), groups as sections, files as embeds, addresses as links. Arrows are not shown, with one
 * warning. All places are line 1 of the file. What is no JSON is a JSON_INVALID error and an empty
 * document. */
struct nc_doc *nc_parse_canvas(struct nc_str bytes, struct nc_str file, struct nc_str name,
                               const struct nc_parse_options *opts, struct nc_diags *diags);

#endif
