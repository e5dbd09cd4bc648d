/* <% … %> of the plugin Templater. */
#ifndef NC_PARSE_TEMPLATE_H
#define NC_PARSE_TEMPLATE_H

#include "base/str.h"

/* Returns the offset after the "%>" that closes the "<%" at i. 0 if none comes before limit and
 * before the next "<%", or if nothing stands between them. */
size_t nc_template_end(struct nc_str s, size_t i, size_t limit);

#endif
