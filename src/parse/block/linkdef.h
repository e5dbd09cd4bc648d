/* Definitions of links: "[label]: address "title"" (CommonMark 0.31.2, 4.7). */
#ifndef NC_PARSE_LINKDEF_H
#define NC_PARSE_LINKDEF_H

#include "base/str.h"

/* The parts of one, as they are written. */
struct nc_link_definition {
    struct nc_str label;   /* with its brackets */
    struct nc_str address; /* with its pointed brackets */
    struct nc_str title;   /* with its quotes; empty: none */
};

/* The offset after the definition that begins at s.p[i], with its line end; 0: there is none. s
 * ends where its paragraph does. */
size_t nc_link_definition_read(struct nc_link_definition *d, struct nc_str s, size_t i);

#endif
