/* Takes headings out of HTML divs that only place their content, so that they begin sections of the
 * note. */
#ifndef NC_PARSE_HEADINGSOUT_H
#define NC_PARSE_HEADINGSOUT_H

#include "doc/doc.h"

/* Needs a tree of blocks. What stands between the headings stays in divs of its own if the div is
 * centred, else it comes out too. */
void nc_headings_out(struct nc_doc *doc);
/* Gives n, if it is a heading that comes out of the div, the direction and alignment of the div. */
void nc_heading_keeps(struct nc_doc *doc, struct nc_node *n, const struct nc_node *div);

#endif
