/* The last pass over a parsed tree. Joins lines of wide characters (widelines.h), removes empty
 * texts, joins adjacent texts, and merges emphasis that is nested in or adjacent to emphasis of its
 * kind. */
#ifndef NC_PARSE_NORMALISE_H
#define NC_PARSE_NORMALISE_H

#include "doc/doc.h"

void nc_normalise(struct nc_doc *doc);

#endif
