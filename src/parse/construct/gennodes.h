/* Blocks of site generators' tags. */
#ifndef NC_PARSE_GENNODES_H
#define NC_PARSE_GENNODES_H

#include "parse/leaf/leaves.h"

/* Returns the block that a tag opens, with its title. It has no parent. */
struct nc_node *nc_gen_block(struct nc_texts *c, const struct nc_stash *st, struct nc_pos pos);
/* Appends the block of a lone tag, or of two tags in one paragraph with their content. */
void nc_gen_alone(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                  struct nc_pos pos);
/* Returns the code between two tags. It has no parent. */
struct nc_node *nc_gen_code(struct nc_texts *c, const struct nc_stash *st, struct nc_pos pos);

#endif
