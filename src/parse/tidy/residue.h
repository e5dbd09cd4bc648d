/* Finds syntax of other programs that was not read. */
#ifndef NC_PARSE_RESIDUE_H
#define NC_PARSE_RESIDUE_H

#include "base/diag.h"
#include "doc/doc.h"

/* Warns of anything left in the text of the tree, before its texts are joined, that looks like
 * tags, marks or attributes of another program: once per note and kind, with the first place and
 * the count. is_mdx: the note is one of MDX, where braces hold expressions. is_gfm: it is one of
 * GitHub, where names of emoji were read. */
void nc_residue_report(const struct nc_doc *doc, bool is_mdx, bool is_gfm, struct nc_diags *diags);

#endif
