/* Whether a text is well-formed XML. */
#ifndef NC_PREFLIGHT_WELLFORMED_H
#define NC_PREFLIGHT_WELLFORMED_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>

/* True if it is. Else *pos is the place of the first error, which is appended to why. Entities that
 * the text declares are not expanded, nothing is fetched, no tree is made. */
bool nc_xml_is_wellformed(struct nc_str text, struct nc_pos *pos, struct nc_buf *why);

#endif
