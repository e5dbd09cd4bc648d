/* Where a block begins in an Org file. */
#ifndef NC_EXPORT_ORGFLOW_H
#define NC_EXPORT_ORGFLOW_H

#include "export/org/orgwriter.h"

/* Space before a block: none inside a tight item, none after a container's own beginning. After
 * a bullet or a label Org reads text only: any other block begins on the next line. */
void org_before(struct org_writer *w, const struct nc_node *n);
/* Around lines of text. Nothing marks them as a paragraph: Org joins two that are in a row, and
 * what was resolved as text in one of them could end as markup in the other. */
void org_begin_prose(struct org_writer *w);
void org_end_prose(struct org_writer *w);
/* The keyword that names the block for links; org_target_name: if anything leads to it, and its
 * kind has no other place for a name. */
void org_put_name(struct org_writer *w, const struct nc_node *n);
void org_target_name(struct org_writer *w, const struct nc_node *n);

/* A div that Org's block of verse can hold: paragraphs only. Other verse is text whose lines end in
 * breaks. */
bool org_is_verse(const struct nc_node *n);
/* A callout, details, or a div to which an author gave a class: a block of that name. */
bool org_is_special(const struct nc_node *n);
/* The caption that is a keyword before the only other block of a figure; NULL: there is none. */
const struct nc_node *org_figure_caption(const struct nc_node *figure);

#endif
