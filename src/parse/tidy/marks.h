/* Finds marks in running text once the tree is clean: tags, bare addresses, superscripts, fields,
 * names of emoji. */
#ifndef NC_PARSE_MARKS_H
#define NC_PARSE_MARKS_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"

/* Splits texts and puts nodes for the marks it finds. Warns of openings that nothing closes. */
void nc_marks_find(struct nc_doc *doc, const struct nc_parse_options *opts, struct nc_diags *diags);

#endif
