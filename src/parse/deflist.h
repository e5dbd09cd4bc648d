/* Definition lists (pandoc, PHP Markdown Extra): a line, and lines that begin with ": " or "~ "
 * below it. */
#ifndef NC_PARSE_DEFLIST_H
#define NC_PARSE_DEFLIST_H

#include "doc/doc.h"

/* Makes them of the paragraphs below parent whose lines have that form, or that begin so behind a
 * paragraph of one line. */
void nc_deflists_make(struct nc_doc *doc, struct nc_node *parent);

#endif
