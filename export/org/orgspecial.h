/* Blocks that Org has by a name of their own (org_is_special, org_is_verse). */
#ifndef NC_EXPORT_ORGSPECIAL_H
#define NC_EXPORT_ORGSPECIAL_H

#include "export/org/orgwriter.h"

/* The lines before and after the content of a node that org_is_special, or org_is_verse. */
void org_start_special(struct org_writer *w, const struct nc_node *n);
void org_end_special(struct org_writer *w, const struct nc_node *n);
void org_start_verse(struct org_writer *w, const struct nc_node *n);
void org_end_verse(struct org_writer *w);
/* The line "#+edge_name". Blocks of one name do not nest, so the name of an inner one has its depth
 * appended; the outermost block has depth 1. */
void org_block_line(struct org_writer *w, const char *edge, const char *name, unsigned depth);

#endif
