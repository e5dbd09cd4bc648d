/* Takes headings out of HTML divs that only place their content, so that they begin sections of the
 * note. */
#ifndef NC_PARSE_HEADINGSOUT_H
#define NC_PARSE_HEADINGSOUT_H

#include "doc/doc.h"

/* Needs a tree of blocks. If a div is centred, the blocks between its headings stay in divs; else
 * they come out too. */
void nc_headings_out(struct nc_doc *doc);
/* If n is a heading that comes out of the div, gives it the div's direction and alignment. */
void nc_heading_keeps(struct nc_doc *doc, struct nc_node *n, const struct nc_node *div);

#endif
