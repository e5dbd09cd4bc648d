/* The cells of an HTML table in rows and columns. */
#ifndef NC_PARSE_HTMLGRID_H
#define NC_PARSE_HTMLGRID_H

#include "base/diag.h"
#include "doc/doc.h"

/* What the attribute colspan or rowspan says: 1 where it says nothing, most where it says more. */
uint32_t nc_html_span(struct nc_str value, uint32_t most);
#define NC_HTML_COLSPAN 1000 /* HTML's own limits */
#define NC_HTML_ROWSPAN 65534

/* Makes a table of what its cells say: each gets its column, spans are cut where they would go
 * beyond the table, into another cell or out of the head, short rows get empty cells, and a row
 * heads columns if all of its cells head something. budget: how many empty cells may still be made;
 * that there are no more is reported once. */
void nc_html_grid_finish(struct nc_doc *doc, struct nc_diags *diags, struct nc_node *table,
                         size_t *budget);

#endif
