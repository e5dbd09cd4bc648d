/* Nested lists written item by item, as for contents. */
#ifndef NC_EXPORT_XHTML_NESTEDLIST_H
#define NC_EXPORT_XHTML_NESTEDLIST_H

#include "base/buf.h"

struct nc_nested_list {
    struct nc_buf *out;
    /* "ul", "ol" */
    const char *tag;
    /* number of open lists; 0 at first */
    unsigned open;
};

/* Begins an item ("<li>") at a depth from 0, at most one deeper than the previous item. Ends what
 * is open at that depth and deeper. */
void nc_nested_item(struct nc_nested_list *l, unsigned depth);
/* Ends all lists. */
void nc_nested_end(struct nc_nested_list *l);

#endif
