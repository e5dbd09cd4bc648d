/* libcmark's tree to the document: one iterative walk, with a cursor through the shielded text that
 * gives every inline its place in the source. libcmark's own inline positions are never used: they
 * are wrong after link definitions and lazy lines, and soft breaks have none. */
#ifndef NC_PARSE_BLOCKS_H
#define NC_PARSE_BLOCKS_H

#include "parse/input/frontmatter.h"
#include "parse/leaf/hidden.h"

#include <cmark.h>

/* Moves what the front matter kept and the blocks of tree below doc->root; tree stays
 * as it is. Returns the footnotes whose definitions were gathered: an NC_FOOTNOTES without a
 * parent. */
struct nc_node *nc_blocks_convert(struct nc_doc *doc, cmark_node *tree,
                                  const struct nc_shielded *shielded, const struct nc_front *front,
                                  const struct nc_parse_options *opts, struct nc_diags *diags);

#endif
