/* HTML blocks: libxml2's push parser reads them, and a whitelist decides which elements become
 * nodes. */
#ifndef NC_PARSE_HTMLBLOCK_H
#define NC_PARSE_HTMLBLOCK_H

#include "parse/html/htmlopen.h"
#include "parse/leaf/hidden.h"

/* Appends the content of html (one block) below parent, or to the elements around it, which its
 * tags may close. around then lists the elements that stay open; nodes among them that hold only
 * parts (tables, lists) are not complete. where finds the place of an offset of html. Comments
 * become NC_COMMENT_BLOCK. Scripts, styles, forms and frames are dropped with a diagnostic. Unknown
 * elements are unwrapped if a tag closes them, and become text otherwise. */
void nc_html_block(struct nc_doc *doc, struct nc_node *parent, struct nc_str html,
                   struct nc_locator *where, struct nc_html_around *around, struct nc_diags *diags);
/* Completes the node of an open element that ends without its tag. */
void nc_html_end(struct nc_doc *doc, struct nc_node *n, struct nc_diags *diags);

#endif
