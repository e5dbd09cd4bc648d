/* Blocks whose lines are kept as their author wrote them: formulas, comments, code. */
#ifndef NC_PARSE_KEPTLINES_H
#define NC_PARSE_KEPTLINES_H

#include "doc/doc.h"
#include "parse/leaf/stash.h"

/* The block of a "$$" or "%%" stash; it has no parent. */
struct nc_node *nc_kept_block(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                              struct nc_pos pos);
/* The code, or the comment, of lines that the shield kept as they are; it has no parent. */
struct nc_node *nc_kept_code(struct nc_doc *doc, struct nc_str src, const struct nc_stash *st,
                             struct nc_pos pos);

#endif
