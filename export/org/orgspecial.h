/* Blocks that have a name of their own in Org (org_is_special, org_is_verse). */
#ifndef NC_EXPORT_ORGSPECIAL_H
#define NC_EXPORT_ORGSPECIAL_H

#include "export/org/orgwriter.h"

/* Write the lines before and after the content of a node for which org_is_special or org_is_verse
 * holds. */
void org_start_special(struct org_writer *w, const struct nc_node *n);
void org_end_special(struct org_writer *w, const struct nc_node *n);
void org_start_verse(struct org_writer *w, const struct nc_node *n);
void org_end_verse(struct org_writer *w);
/* Writes the line "#+edge_name". Blocks with the same name do not nest, so an inner one has its
 * depth appended to its name; the outermost has depth 1. */
void org_block_line(struct org_writer *w, const char *edge, const char *name, unsigned depth);

#endif
