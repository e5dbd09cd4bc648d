/* Blocks of site generators' tags. */
#ifndef NC_PARSE_GENNODES_H
#define NC_PARSE_GENNODES_H

#include "parse/leaf/leaves.h"

/* The block that a tag opens, with its title; it has no parent. */
struct nc_node *nc_gen_block(struct nc_texts *c, const struct nc_stash *st, struct nc_pos pos);
/* Appends what a tag by itself stands for, or both tags of one paragraph and what they hold. */
void nc_gen_alone(struct nc_texts *c, struct nc_node *parent, const struct nc_stash *st,
                  struct nc_pos pos);
/* The code between two tags; it has no parent. */
struct nc_node *nc_gen_code(struct nc_texts *c, const struct nc_stash *st, struct nc_pos pos);

#endif
