/* Roam's components. Graphs imported into Logseq hold them too. */
#ifndef NC_PARSE_ROAM_H
#define NC_PARSE_ROAM_H

#include "parse/leaf/construct.h"

/* Whether what stands between "{{" and "}}" is a component. */
bool nc_roam_is_component(struct nc_str inside);
/* Makes the node of a component. A task's word becomes a text whose origin says so;
 * construct/tasks.c looks for it at the beginning of an item. */
struct nc_node *nc_roam_make(struct nc_making *m);

#endif
