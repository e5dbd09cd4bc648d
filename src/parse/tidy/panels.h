/* Panels: alternatives that generators show one at a time. */
#ifndef NC_PARSE_PANELS_H
#define NC_PARSE_PANELS_H

#include "doc/doc.h"

/* Assembles panels after all blocks have been read. Adjacent tabs go into one NC_TABS, which holds
 * nothing else. In a group, code blocks, "@tab" lines, comments of Hexo and headings of Quarto
 * become tabs. A code block gets the title of a tag around it. */
void nc_panels_make(struct nc_doc *doc);

#endif
