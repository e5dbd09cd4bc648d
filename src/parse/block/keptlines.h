/* Blocks whose lines are kept as the author wrote them: formulas, comments, code. */
#ifndef NC_PARSE_KEPTLINES_H
#define NC_PARSE_KEPTLINES_H

#include "doc/doc.h"
#include "parse/leaf/stash.h"

/* Returns the block of a "$$" or "%%" stash. It has no parent. */
struct nc_node *nc_kept_block(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                              struct nc_pos pos);
/* Returns the code or the comment of lines that the shield kept unchanged. It has no parent. */
struct nc_node *nc_kept_code(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                             struct nc_pos pos);

#endif
