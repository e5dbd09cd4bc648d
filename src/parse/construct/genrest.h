/* Warnings about attributes of a site generator's tag that its nodes do not show. */
#ifndef NC_PARSE_GENREST_H
#define NC_PARSE_GENREST_H

#include "parse/construct/genpart.h"

/* Warns of attributes whose values appear neither in made, the node made from the tag, nor in
 * later, the texts of the tag that are read later. For a tag in the table only attributes that hold
 * words count. */
void nc_gen_warn_rest(const struct nc_gen_part *p, const struct nc_node *made, struct nc_str later);

#endif
