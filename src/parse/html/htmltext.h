/* Which '<' of an HTML block begin no tag. */
#ifndef NC_PARSE_HTMLTEXT_H
#define NC_PARSE_HTMLTEXT_H

#include "base/buf.h"

/* Appends the block with "&lt;" where a '<' is text: tags of unknown names that nothing closes
 * within the block (<T>, <service-name>) and what never ends. Libxml2 would take them out of the
 * text. Returns where a comment begins that never ends, html.n without one. Linear. */
size_t nc_html_keep_text(struct nc_buf *out, struct nc_str html);

#endif
