/* Block ids of Obsidian: "^id" at the end of a block, or on a line of its own below it. */
#ifndef NC_PARSE_BLOCKID_H
#define NC_PARSE_BLOCKID_H

#include "doc/doc.h"

/* Removes the id at the end of a leaf and names the block with it. A list item, a quotation or a
 * callout is named as a whole if it ends with the leaf. A paragraph that is only an id names prev,
 * the block before it (or NULL), and becomes empty. */
void nc_block_id_take(struct nc_node *leaf, struct nc_node *prev);
/* Whether a line is only an id. */
bool nc_block_id_is_line(struct nc_str s);

#endif
