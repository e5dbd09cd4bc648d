/* The iterator: parent links and the last event show where to go. */
#include "doc/walk.h"

void nc_walk_begin(struct nc_walk *w, const struct nc_node *root)
{
    *w = (struct nc_walk){.root = root, .event = NC_WALK_DONE};
}

void nc_walk_skip(struct nc_walk *w)
{
    w->skip = true;
}
