/* "# Heading {#id .class}": attributes at a heading's end (pandoc, kramdown). */
#ifndef NC_PARSE_HEADINGATTRS_H
#define NC_PARSE_HEADINGATTRS_H

#include "base/diag.h"
#include "doc/doc.h"

/* Takes the braces off the heading when all that is in them is attributes; the id and the classes
 * become the node's ("-" is pandoc's for ".unnumbered"), others are reported. */
void nc_heading_attrs(struct nc_doc *doc, struct nc_node *heading, struct nc_diags *diags);

#endif
