/* Nodes of site generators' tags. */
#ifndef NC_PARSE_GENNODES_H
#define NC_PARSE_GENNODES_H

#include "parse/inline/inlines.h"

/* The part of the tags of st that is a text with inlines of its own: a title, or what the two tags
 * of one line hold. False: there is none. */
bool nc_gen_text(struct nc_range *text, struct nc_str src, const struct nc_stash *st);
/* The block that a tag opens, with its title; it has no parent. */
struct nc_node *nc_gen_block(struct nc_inlines *c, const struct nc_stash *st, struct nc_pos pos);
/* Appends what a tag by itself stands for, or both tags of one line and what they hold. */
void nc_gen_alone(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                  struct nc_pos pos);
/* The same within a text. */
void nc_gen_inline(struct nc_inlines *c, struct nc_node *parent, const struct nc_stash *st,
                   struct nc_pos pos);
/* The code between two tags; it has no parent. */
struct nc_node *nc_gen_code(struct nc_inlines *c, const struct nc_stash *st, struct nc_pos pos);

#endif
