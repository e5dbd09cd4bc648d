/* Definitions of links: "[label]: address "title"" (CommonMark 0.31.2, 4.7). */
#ifndef NC_PARSE_LINKDEF_H
#define NC_PARSE_LINKDEF_H

#include "base/str.h"

/* The parts of a definition as written. */
struct nc_link_definition {
    /* with its brackets */
    struct nc_str label;
    /* with its pointed brackets */
    struct nc_str address;
    /* with its quotes; empty if there is none */
    struct nc_str title;
};

/* Returns the offset after the definition that begins at s.p[i], with its line end, or 0 if there
 * is none. s must end where the paragraph does. */
size_t nc_link_definition_read(struct nc_link_definition *d, struct nc_str s, size_t i);

#endif
