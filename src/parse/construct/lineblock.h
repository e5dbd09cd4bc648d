/* Pandoc's line blocks: a paragraph whose lines begin with "| ". */
#ifndef NC_PARSE_LINEBLOCK_H
#define NC_PARSE_LINEBLOCK_H

#include "doc/doc.h"

/* Makes lines of the paragraph, if it is one: the bars go, newlines before them are hard breaks,
 * and the blanks that a line begins with stay. */
void nc_line_block_make(struct nc_doc *doc, struct nc_node *paragraph);

#endif
