/* Blocks of site generators that are adjacent or nested within a line or a paragraph: <Tabs><Tab
 * title="a">x</Tab><Tab title="b">y</Tab></Tabs>. */
#ifndef NC_PARSE_TAGROW_H
#define NC_PARSE_TAGROW_H

#include "parse/block/blockscan.h"

/* Whether the source [from, to) consists of at least two such blocks and nothing else. */
bool nc_tag_row_is(struct nc_str s, size_t from, size_t to);
/* Appends them to the current block. */
void nc_tag_row_put(struct nc_scan *d, size_t from, size_t to);

#endif
