/* Tags of unknown elements that nothing closes: <T>, <service-name>. They are text that the author
 * forgot to mark as code. */
#ifndef NC_PARSE_PLACEHOLDER_H
#define NC_PARSE_PLACEHOLDER_H

#include "base/buf.h"
#include "base/str.h"

/* Appends html with the '<' of such tags as a character reference. */
void nc_placeholders_escape(struct nc_buf *out, struct nc_str html);
/* Whether the first tag of s, which would begin an HTML block, is one: an opening tag that no tag
 * closes before the next blank line, or a closing one. */
bool nc_placeholder_begins(struct nc_str s);

#endif
