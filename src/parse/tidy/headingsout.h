/* Divs of HTML that say nothing but how their content is placed are no containers of headings:
 * these come out of them, so that they are sections of the note. */
#ifndef NC_PARSE_HEADINGSOUT_H
#define NC_PARSE_HEADINGSOUT_H

#include "doc/doc.h"

/* Needs a tree of blocks. What is between the headings stays in divs of its own where the div
 * is centred, else it comes out too. */
void nc_headings_out(struct nc_doc *doc);

#endif
