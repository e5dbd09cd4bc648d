/* Traverses a document with enter and exit events, without recursion. */
#ifndef NC_DOC_WALK_H
#define NC_DOC_WALK_H

#include "doc/doc.h"

enum nc_event { NC_WALK_DONE, NC_WALK_ENTER, NC_WALK_EXIT };

struct nc_walk {
    /* node: of the last event */
    const struct nc_node *root, *node;
    enum nc_event event;
    bool skip;
};

/* Begins a walk of root and everything below it. A node without children also gets ENTER and EXIT.
 */
void nc_walk_begin(struct nc_walk *w, const struct nc_node *root);
/* Returns the next event, in document order; w->node is its node. */
static inline enum nc_event nc_walk_next(struct nc_walk *w)
{
    if (!w->node) {
        w->node = w->root;
        w->event = NC_WALK_ENTER;
    } else if (w->event == NC_WALK_ENTER && w->node->first && !w->skip) {
        w->node = w->node->first;
    } else if (w->event == NC_WALK_ENTER) {
        w->event = NC_WALK_EXIT;
    } else if (w->node == w->root) {
        w->event = NC_WALK_DONE;
    } else if (w->node->next) {
        w->node = w->node->next;
        w->event = NC_WALK_ENTER;
    } else {
        w->node = w->node->parent;
        w->event = NC_WALK_EXIT;
    }
    w->skip = false;
    return w->event;
}
/* After ENTER: skips the node's children; its EXIT follows. */
void nc_walk_skip(struct nc_walk *w);

#endif
