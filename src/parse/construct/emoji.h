/* GitHub's short names of emoji: ":smile:". */
#ifndef NC_PARSE_EMOJI_H
#define NC_PARSE_EMOJI_H

#include "base/str.h"

/* The emoji of a name (without its colons), or an empty slice. */
struct nc_str nc_emoji_named(struct nc_str name);

#endif
