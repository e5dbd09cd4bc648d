/* [[note#heading|alias]] and ![[note|alias|100x50]]. */
#ifndef NC_PARSE_WIKILINK_H
#define NC_PARSE_WIKILINK_H

#include "doc/doc.h"
#include "parse/leaf/stash.h"

/* Returns the offset after the wikilink or embed that begins at s.p[i] and ends before limit, or 0
 * if none begins there. */
size_t nc_wikilink_end(struct nc_str s, size_t i, size_t limit, uint32_t previous);
/* Sets ref to a destination written as in a wikilink: "Title: subtitle" is a note. dest is
 * borrowed. */
void nc_wikilink_ref(struct nc_ref *ref, struct nc_str dest);

#endif
