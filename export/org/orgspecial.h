/* Blocks that Org has by a name of their own. */
#ifndef NC_EXPORT_ORGSPECIAL_H
#define NC_EXPORT_ORGSPECIAL_H

#include "export/org/orgwriter.h"

/* A div that Org's block of verse can hold: paragraphs only. Other verse is text whose lines end in
 * breaks. */
bool org_is_verse(const struct nc_node *n);
/* A callout, details, or a div to which an author gave a class: a block of that name. */
bool org_is_special(const struct nc_node *n);
/* The lines before and after the content of a node that org_is_special, or org_is_verse. */
void org_start_special(struct org_writer *w, const struct nc_node *n);
void org_end_special(struct org_writer *w, const struct nc_node *n);
void org_start_verse(struct org_writer *w, const struct nc_node *n);
void org_end_verse(struct org_writer *w);
/* The line "#+edge_name". Blocks of one name do not nest, so the name of an inner one has its depth
 * appended; the outermost block has depth 1. */
void org_block_line(struct org_writer *w, const char *edge, const char *name, unsigned depth);

#endif
