/* The meaning of what the shield stashed (reference: docs/dialect.md). */
#ifndef NC_PARSE_DIALECT_H
#define NC_PARSE_DIALECT_H

#include "parse/inlines.h"

/* The block of a "$$" or "%%" stash; it has no parent. */
struct nc_node *nc_dialect_block(struct nc_inlines *c, const struct nc_stash *st,
                                 struct nc_pos pos);
/* The code, or the comment, of lines that the shield kept as they are; it has no parent. */
struct nc_node *nc_dialect_code(struct nc_inlines *c, const struct nc_stash *st, struct nc_pos pos);
/* Reads "300" or "300x200" (blanks around allowed); false, and nothing set, if s is no size. */
bool nc_image_size(struct nc_str s, uint32_t *width, uint32_t *height);

#endif
