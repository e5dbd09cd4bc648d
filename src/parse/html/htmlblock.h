/* HTML blocks: libxml2's push parser reads them, a whitelist makes nodes of what is known. */
#ifndef NC_PARSE_HTMLBLOCK_H
#define NC_PARSE_HTMLBLOCK_H

#include "parse/leaf/hidden.h"

/* Appends what html (one block) says below parent. where: finds the place of an offset of html.
 * Comments become NC_COMMENT_BLOCK; scripts, styles, forms and frames are dropped with a
 * diagnostic; unknown elements are unwrapped where a tag closes them and text where none does. */
void nc_html_block(struct nc_doc *doc, struct nc_node *parent, struct nc_str html,
                   struct nc_locator *where, struct nc_diags *diags);

#endif
