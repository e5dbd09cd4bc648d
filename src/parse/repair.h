/* Repair of emphasis that the standard leaves literal, block by block (docs/emphasis.md). */
#ifndef NC_PARSE_REPAIR_H
#define NC_PARSE_REPAIR_H

#include "parse/emphasis.h"

struct nc_delims {
    struct nc_delim *items;
    size_t count, cap;
};

/* Called with the delimiters from base on, all of block (a paragraph or heading), not matched yet.
 * When the standard would leave a literal **, tries R1, R2, R3 in turn and keeps the one that
 * leaves the fewest: it then changes flags, splits runs, or adds a closer at the block's end.
 * Returns which rule it used, 0 for none; *left: literal ** runs that stay. */
int nc_repair(struct nc_doc *doc, struct nc_delims *d, size_t base, struct nc_node *block,
              size_t *left);

/* U1: _x_ inside CJK words becomes emphasis: sets the flags of such pairs. Returns how many it
 * found. */
size_t nc_repair_underscores(struct nc_delims *d, size_t base);

#endif
