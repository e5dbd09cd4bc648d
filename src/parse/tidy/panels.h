/* Panels: alternatives that generators show one at a time. */
#ifndef NC_PARSE_PANELS_H
#define NC_PARSE_PANELS_H

#include "doc/doc.h"

/* Assembles panels from what the blocks left in pieces. Tabs in a row go into one NC_TABS, which
 * holds nothing else. Code blocks, "@tab" lines, comments of Hexo and headings of Quarto make its
 * tabs. A code block gets the title that stood around it. */
void nc_panels_make(struct nc_doc *doc);

#endif
