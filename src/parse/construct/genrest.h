/* What the tag of a site generator says beyond what is shown of it. */
#ifndef NC_PARSE_GENREST_H
#define NC_PARSE_GENREST_H

#include "parse/construct/genpart.h"

/* Warns of the attributes whose values made, what the tag became, does not show, nor the
 * texts of it that are read later: of a tag in the
 * table those that hold words. */
void nc_gen_warn_rest(const struct nc_gen_part *p, const struct nc_node *made, struct nc_str later);

#endif
