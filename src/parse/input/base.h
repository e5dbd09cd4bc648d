/* Base files of Obsidian: YAML that describes what a table of notes shows. */
#ifndef NC_PARSE_BASE_H
#define NC_PARSE_BASE_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/reading.h"

/* Whether a file with this name is a base. */
bool nc_is_base(struct nc_str path);
/* Like nc_parse, for a base: gives an empty document and a warning, or with keep_queries its text
 * as code. */
struct nc_doc *nc_parse_base(struct nc_str bytes, struct nc_str file, struct nc_str name,
                             const struct nc_parse_options *opts, struct nc_diags *diags);

#endif
