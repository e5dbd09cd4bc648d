/* Divs that say nothing of what they hold. */
#ifndef NC_PARSE_PLAINDIVS_H
#define NC_PARSE_PLAINDIVS_H

#include "doc/doc.h"

/* Puts the blocks of divs without attributes in their place. Out of a div that only aligns,
 * headings come too: before, between and after them the div goes on. */
void nc_plaindivs_open(struct nc_doc *doc);

#endif
