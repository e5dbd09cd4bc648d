/* Turns the tags of HTML within lines into elements. */
#ifndef NC_PARSE_INLINEHTML_H
#define NC_PARSE_INLINEHTML_H

#include "parse/inline/inlines.h"

/* Pairs the tags of a container from index base on. Delimiter runs in dropped content leave the
 * list; those of the container begin at index delims (nc_inlines.pair_tags). */
void nc_inline_tags(struct nc_inlines *c, size_t base, size_t delims);

#endif
