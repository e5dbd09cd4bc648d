/* Lists nested, written item by item, as contents are. */
#ifndef NC_EXPORT_XHTML_NESTEDLIST_H
#define NC_EXPORT_XHTML_NESTEDLIST_H

#include "base/buf.h"

struct nc_nested_list {
    struct nc_buf *out;
    const char *tag; /* "ul", "ol" */
    unsigned open;   /* lists that are open; 0 at first */
};

/* Begins an item ("<li>") at a depth from 0 on, at most one deeper than the item before; ends what
 * is open at that depth and deeper. */
void nc_nested_item(struct nc_nested_list *l, unsigned depth);
/* Ends all lists. */
void nc_nested_end(struct nc_nested_list *l);

#endif
