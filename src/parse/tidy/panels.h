/* Panels: alternatives that generators show one at a time. */
#ifndef NC_PARSE_PANELS_H
#define NC_PARSE_PANELS_H

#include "doc/doc.h"

/* Makes whole what the blocks left in pieces: tabs in a row come into one NC_TABS, which holds
 * nothing else; code blocks, "@tab" lines, comments of Hexo and headings of Quarto make its tabs;
 * a code block gets the title that was around it. */
void nc_panels_make(struct nc_doc *doc);

#endif
