/* What the beginning of a line could be mistaken for, and the commas that keep code unchanged. */
#ifndef NC_EXPORT_ORGLINE_H
#define NC_EXPORT_ORGLINE_H

#include "export/org/orgcells.h"

/* Whether Org would read the line that begins at c, including markup, as something other than
 * text. */
bool org_line_is_syntax(const struct org_cell *c, size_t n, enum org_place place);
/* Whether this holds for a line of text written unchanged. */
bool org_text_is_syntax(struct nc_str line);
/* Appends the lines of code with the commas that Org removes again (org-escape-code-in-string). */
void org_escape_code(struct nc_buf *out, struct nc_str code);

#endif
