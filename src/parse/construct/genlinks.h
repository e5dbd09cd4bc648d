/* Addresses that a site generator makes. */
#ifndef NC_PARSE_GENLINKS_H
#define NC_PARSE_GENLINKS_H

#include "doc/doc.h"

/* Links and images whose address is a tag, {{< ref "a.md" >}} or {% link a.md %}, lead to the path
 * in it; of {{ site.baseurl }}/a and {{ "/a" | relative_url }} what is no variable is left. */
void nc_gen_links(struct nc_doc *doc);

#endif
