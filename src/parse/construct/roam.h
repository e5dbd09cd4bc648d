/* Roam's components, which graphs of Logseq that were imported hold too. */
#ifndef NC_PARSE_ROAM_H
#define NC_PARSE_ROAM_H

#include "parse/leaf/construct.h"

/* Whether what is within "{{" and "}}" is one. */
bool nc_roam_is_component(struct nc_str inside);
/* Its node. That of a task's word is a text whose origin says which; construct/tasks.c looks for it
 * at an item's beginning. */
struct nc_node *nc_roam_make(struct nc_making *m);

#endif
