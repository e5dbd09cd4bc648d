/* Finds syntax of other programs that was not read. */
#ifndef NC_PARSE_RESIDUE_H
#define NC_PARSE_RESIDUE_H

#include "base/diag.h"
#include "doc/doc.h"

/* Warns of anything left in the text of the tree, before its texts are joined, that looks like
 * tags, marks or attributes of another program: once per note and kind, with the first place and
 * the count. */
void nc_residue_report(const struct nc_doc *doc, struct nc_diags *diags);

#endif
