/* Addresses made by a site generator. */
#ifndef NC_PARSE_GENLINKS_H
#define NC_PARSE_GENLINKS_H

#include "doc/doc.h"

/* Makes links and images whose address is a tag, {{< ref "a.md" >}} or {% link a.md %}, lead to the
 * path in the tag. In {{ site.baseurl }}/a and {{ "/a" | relative_url }} it removes the variable
 * and keeps the rest. */
void nc_gen_links(struct nc_doc *doc);

#endif
