/* HTML within lines: from tags to elements. */
#ifndef NC_PARSE_INLINEHTML_H
#define NC_PARSE_INLINEHTML_H

#include "parse/inline/inlines.h"

/* Pairs the tags of a container from index base on. The delimiter runs of what is dropped leave the
 * list, which holds those of the container from index delims on (nc_inlines.pair_tags). */
void nc_inline_tags(struct nc_inlines *c, size_t base, size_t delims);

#endif
