/* Definition lists (pandoc, PHP Markdown Extra): one term per line, then definitions that begin
 * with ": " or "~ ". The shield has made items of the definitions. */
#ifndef NC_PARSE_DEFLIST_H
#define NC_PARSE_DEFLIST_H

#include "doc/doc.h"

/* Makes definition lists of the lists of definitions below parent and the paragraphs before them.
 */
void nc_deflists_make(struct nc_doc *doc, struct nc_node *parent);

#endif
