/* Footnotes: definitions are gathered at the document's end, references numbered. */
#ifndef NC_PARSE_FOOTNOTES_H
#define NC_PARSE_FOOTNOTES_H

#include "base/diag.h"
#include "doc/doc.h"

/* Takes every NC_FOOTNOTE out of its list, joins those of gathered (NC_FOOTNOTES without a parent),
 * and makes the document's last child of them: in order of first reference, then those never
 * referred to (a warning each). Labels are compared without case. Of two definitions of a label the
 * first counts and the second is kept as one never referred to; a reference without definition
 * becomes text; each with a warning. Lists left empty go. */
void nc_footnotes_collect(struct nc_doc *doc, struct nc_node *gathered, struct nc_diags *diags);

#endif
