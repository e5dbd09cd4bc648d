/* Finds the '<' of an HTML block that do not begin a tag. */
#ifndef NC_PARSE_HTMLTEXT_H
#define NC_PARSE_HTMLTEXT_H

#include "base/buf.h"

/* Appends the block with "&lt;" for each '<' that is text: tags of unknown names that nothing
 * closes in the block (<T>, <service-name>) and tags that never end. libxml2 would remove them from
 * the text. Returns where a comment that never ends begins, or html.n. Linear. */
size_t nc_html_keep_text(struct nc_buf *out, struct nc_str html);

#endif
