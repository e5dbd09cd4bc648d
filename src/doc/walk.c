/* The iterator: parent links and the last event say where to go. */
#include "doc/walk.h"

void nc_walk_begin(struct nc_walk *w, const struct nc_node *root)
{
    *w = (struct nc_walk){.root = root, .event = NC_WALK_DONE};
}

enum nc_event nc_walk_next(struct nc_walk *w)
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

void nc_walk_skip(struct nc_walk *w)
{
    w->skip = true;
}
