/* Enter/exit traversal of a document without recursion. */
#ifndef NC_DOC_WALK_H
#define NC_DOC_WALK_H

#include "doc/doc.h"

enum nc_event { NC_WALK_DONE, NC_WALK_ENTER, NC_WALK_EXIT };

struct nc_walk {
    const struct nc_node *root, *node; /* node: the one of the last event */
    enum nc_event event;
    bool skip;
};

/* Begins a walk of root and everything below it. A node without children gets ENTER and EXIT too.
 */
void nc_walk_begin(struct nc_walk *w, const struct nc_node *root);
/* The next event, in document order; w->node is its node. */
enum nc_event nc_walk_next(struct nc_walk *w);
/* After ENTER: the node's children are passed over; its EXIT follows. */
void nc_walk_skip(struct nc_walk *w);

#endif
