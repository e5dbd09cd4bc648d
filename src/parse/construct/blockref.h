/* ((uuid)): Logseq's reference to a block. */
#ifndef NC_PARSE_BLOCKREF_H
#define NC_PARSE_BLOCKREF_H

#include "parse/leaf/construct.h"

/* Makes a node of that kind whose destination is the block with this id, in any note. */
struct nc_node *nc_block_ref_make(struct nc_making *m, enum nc_kind kind, struct nc_str uuid);
/* Makes "[label](((uuid)))" lead to a block, as "((uuid))" does, and "[label]([[page]])" to a page.
 */
void nc_inner_link_read(struct nc_doc *doc, struct nc_node *link);

#endif
