/* Types of callouts (reference: Obsidian's help, "Callouts"; GitHub's alerts). */
#ifndef NC_PARSE_CALLOUTTYPE_H
#define NC_PARSE_CALLOUTTYPE_H

#include "base/str.h"

/* The canonical type of a word, ASCII case ignored: "tldr" gives "abstract"; an empty slice if it
 * is none. */
struct nc_str nc_callout_type(struct nc_str word);

#endif
