/* libcmark as the rest of parse/ calls it. */
#ifndef NC_PARSE_COMMONMARK_H
#define NC_PARSE_COMMONMARK_H

#include "base/str.h"

#include <cmark.h>

/* The tree of a text, raw HTML kept; never NULL. Free with cmark_node_free. Without memory the
 * program ends as nc_malloc does, and not by libcmark's own abort. */
cmark_node *nc_commonmark(struct nc_str text);

#endif
