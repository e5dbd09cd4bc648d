/* Definition lists (pandoc, PHP Markdown Extra): terms, a line each, and what begins with ": " or
 * "~ " below them. The shield made items of the definitions. */
#ifndef NC_PARSE_DEFLIST_H
#define NC_PARSE_DEFLIST_H

#include "doc/doc.h"

/* Makes them of the lists of definitions below parent and of the paragraphs before those. */
void nc_deflists_make(struct nc_doc *doc, struct nc_node *parent);

#endif
