/* YAML (or JSON) front matter at the very top of a note (reference: docs/document.md "Metadata").
 */
#ifndef NC_PARSE_FRONTMATTER_H
#define NC_PARSE_FRONTMATTER_H

#include "base/diag.h"
#include "doc/doc.h"

/* Reads the front matter of clean text into doc->meta (entries only). Returns the offset where the
 * body begins: the byte after the closing fence's line, 0 when there is no front matter. Broken
 * YAML is salvaged line by line, with a warning. */
size_t nc_frontmatter_read(struct nc_doc *doc, struct nc_str text, struct nc_diags *diags);

#endif
