/* The beginning of a block in an Org file. */
#ifndef NC_EXPORT_ORGFLOW_H
#define NC_EXPORT_ORGFLOW_H

#include "export/org/orgwriter.h"

/* Puts the space before a block: none inside a tight item, none at the beginning of a container.
 * After a bullet or a label Org reads only text, so any other block begins on the next line. */
void org_before(struct org_writer *w, const struct nc_node *n);
/* Encloses lines of text. Nothing marks them as a paragraph: Org joins two in a row, and what was
 * resolved as text in one could end as markup in the other. */
void org_begin_prose(struct org_writer *w);
void org_end_prose(struct org_writer *w);
/* Puts the keyword that names the block for links. org_target_name: only if something leads to it,
 * and its kind has no other place for a name. */
void org_put_name(struct org_writer *w, const struct nc_node *n);
void org_target_name(struct org_writer *w, const struct nc_node *n);

/* Whether a div can be Org's block of verse: it holds only paragraphs. Other verse becomes text
 * whose lines end in breaks. */
bool org_is_verse(const struct nc_node *n);
/* Whether n becomes Org's block of centred text: a div or paragraph that is centred, unless what is
 * around it is already, or cannot hold a block. */
bool org_is_centred(const struct nc_node *n);
/* Whether n becomes a special block: a callout, details, or a div to which the author gave a class.
 */
bool org_is_special(const struct nc_node *n);
/* Returns the caption that becomes a keyword before the only other block of a figure, or NULL. */
const struct nc_node *org_figure_caption(const struct nc_node *figure);

#endif
