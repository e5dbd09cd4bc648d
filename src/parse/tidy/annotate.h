/* Recognises blocks by how they begin or end: callouts, tasks, block ids, embeds on a line of their
 * own, fields. One walk over the converted tree, before lines are joined. */
#ifndef NC_PARSE_ANNOTATE_H
#define NC_PARSE_ANNOTATE_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"

void nc_annotate(struct nc_doc *doc, const struct nc_parse_options *opts, struct nc_diags *diags);

#endif
