/* Arranges the cells of an HTML table in rows and columns. */
#ifndef NC_PARSE_HTMLGRID_H
#define NC_PARSE_HTMLGRID_H

#include "base/diag.h"
#include "doc/doc.h"

/* The value of colspan or rowspan: 1 if there is none, at most `most`. */
uint32_t nc_html_span(struct nc_str value, uint32_t most);
#define NC_HTML_COLSPAN 1000 /* HTML's own limits */
#define NC_HTML_ROWSPAN 65534

/* Completes a table whose cells have been added. Each cell gets a column. Spans are cut where they
 * would leave the table or the head or meet another cell; short rows get empty cells; a row is a
 * head if all its cells are headings. budget: how many empty cells may still be made; running out
 * is reported once. */
void nc_html_grid_finish(struct nc_doc *doc, struct nc_diags *diags, struct nc_node *table,
                         size_t *budget);

#endif
