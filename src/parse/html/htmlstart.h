/* Finds where HTML blocks begin (CommonMark 0.31.2, section 4.6), by the first bytes of a line. */
#ifndef NC_PARSE_HTMLSTART_H
#define NC_PARSE_HTMLSTART_H

#include "base/str.h"

/* Whether the content of a line begins an HTML block. *end: what ends it, empty for a blank line.
 * in_paragraph: only what may interrupt a paragraph counts. */
bool nc_html_starts(struct nc_str content, bool in_paragraph, struct nc_str *end);

#endif
