/* Gathers footnote definitions at the end of the document and numbers the references. */
#ifndef NC_PARSE_FOOTNOTES_H
#define NC_PARSE_FOOTNOTES_H

#include "base/diag.h"
#include "doc/doc.h"

/* Moves every NC_FOOTNOTE, and those of gathered (an NC_FOOTNOTES without a parent), into the
 * document's last child: in the order of first reference, then those never referred to, with a
 * warning each. Labels are compared without case. If a label is defined twice, the first definition
 * counts and the second is kept as one never referred to; a reference without a definition becomes
 * text; both with a warning. Empty lists are removed. */
void nc_footnotes_collect(struct nc_doc *doc, struct nc_node *gathered, struct nc_diags *diags);

#endif
