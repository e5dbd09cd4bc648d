/* Removes divs that add nothing to their content. */
#ifndef NC_PARSE_PLAINDIVS_H
#define NC_PARSE_PLAINDIVS_H

#include "doc/doc.h"

/* Replaces divs without attributes with their blocks. Headings also come out of a div that only
 * aligns: the div continues before, between and after them. */
void nc_plaindivs_open(struct nc_doc *doc);

#endif
