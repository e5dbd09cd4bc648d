/* Pandoc's line blocks: a paragraph whose lines begin with "| ". */
#ifndef NC_PARSE_LINEBLOCK_H
#define NC_PARSE_LINEBLOCK_H

#include "doc/doc.h"

/* Turns a paragraph of such lines into a line block: removes the bars, makes the newlines before
 * them hard breaks, and keeps the blanks at the beginning of a line. */
void nc_line_block_make(struct nc_doc *doc, struct nc_node *paragraph);

#endif
