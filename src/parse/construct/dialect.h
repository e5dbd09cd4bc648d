/* The meaning of what the shield stashed (reference: docs/dialect.md). */
#ifndef NC_PARSE_DIALECT_H
#define NC_PARSE_DIALECT_H

#include "parse/inline/inlines.h"

/* The path ends in the suffix of an image's type. */
bool nc_is_image_path(struct nc_str path);
/* The part of a stash that is a text with inlines of its own: a note, an alias, the base of a ruby,
 * a cloze, a title. False: it has none. */
bool nc_dialect_text(struct nc_range *text, struct nc_str src, const struct nc_stash *st);
/* Appends that part: what its heading before the text holds, or the text as it is. */
void nc_dialect_add_text(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                         struct nc_range text);
/* The block of a "$$" or "%%" stash; it has no parent. */
struct nc_node *nc_dialect_block(struct nc_inlines *c, const struct nc_stash *st,
                                 struct nc_pos pos);
/* Source lines [from, to) of st without what the containers around it put before each, ending in a
 * newline; blank lines at their beginning and end go. */
struct nc_str nc_dialect_lines(struct nc_inlines *c, const struct nc_stash *st, size_t from,
                               size_t to);
/* The code, or the comment, of lines that the shield kept as they are; it has no parent. */
struct nc_node *nc_dialect_code(struct nc_inlines *c, const struct nc_stash *st, struct nc_pos pos);

#endif
