/* Attributes at the end of a heading (pandoc, kramdown): "# Heading {#id .class}". */
#ifndef NC_PARSE_HEADINGATTRS_H
#define NC_PARSE_HEADINGATTRS_H

#include "base/diag.h"
#include "doc/doc.h"

/* Removes the braces at the end of the heading if they hold only attributes. The id and the classes
 * become the node's ("-" is pandoc's word for ".unnumbered"); others are reported. */
void nc_heading_attrs(struct nc_doc *doc, struct nc_node *heading, struct nc_diags *diags);

#endif
