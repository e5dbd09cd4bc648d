/* Reads the blocks of a note and what is in them. */
#ifndef NC_PARSE_BLOCKS_H
#define NC_PARSE_BLOCKS_H

#include "base/diag.h"
#include "doc/doc.h"
#include "parse/input/frontmatter.h"
#include "parse/input/reading.h"

/* Reads src below doc->root. front says where the body begins and which lines above it are text.
 * Returns the footnotes whose definitions were gathered: an NC_FOOTNOTES without a parent. *is_mdx:
 * the name of the file or an import shows that the note is MDX. */
struct nc_node *nc_blocks_read(struct nc_doc *doc, struct nc_str src, const struct nc_front *front,
                               const struct nc_parse_options *opts, bool *is_mdx,
                               struct nc_diags *diags);

#endif
