/* Clozes: {{c1::text}} and {{c1::text::hint}} as Anki reads them. */
#ifndef NC_PARSE_CLOZE_H
#define NC_PARSE_CLOZE_H

#include "doc/doc.h"

/* Returns the length of the "{{cN::" at s.p[i] and sets *number to N, from 1. 0 if none begins
 * there. */
size_t nc_cloze_opening(struct nc_str s, size_t i, uint32_t *number);

/* Makes nodes of the clozes among the children of parent, whatever inlines they hold and however
 * they nest. A cloze that is never closed or has no text stays text. Linear in the children. */
void nc_clozes_find(struct nc_doc *doc, struct nc_node *parent);

#endif
