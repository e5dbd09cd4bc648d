/* Roam's components. Graphs imported into Logseq hold them too. */
#ifndef NC_PARSE_ROAM_H
#define NC_PARSE_ROAM_H

#include "parse/leaf/construct.h"

/* Whether the text between "{{" and "}}" is a component. */
bool nc_roam_is_component(struct nc_str inside);
/* Returns the offset of the "}}" that closes the "{{" at i, on the same line and not far away.
 * Braces between them must pair; 0 if they do not. */
size_t nc_roam_close(struct nc_str s, size_t i, size_t limit);
/* Makes the node of a component. A task's word becomes a text whose origin says so;
 * construct/tasks.c looks for it at the beginning of an item. */
struct nc_node *nc_roam_make(struct nc_making *m);

#endif
