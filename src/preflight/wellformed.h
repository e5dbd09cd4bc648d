/* Checks whether a text is well-formed XML. */
#ifndef NC_PREFLIGHT_WELLFORMED_H
#define NC_PREFLIGHT_WELLFORMED_H

#include "base/buf.h"
#include "base/diag.h"

#include <stdbool.h>

/* Whether the text is well-formed. If not, *pos is the place of the first error, and its
 * description is appended to why. Entities declared in the text are not expanded, nothing is
 * fetched, and no tree is built. */
bool nc_xml_is_wellformed(struct nc_str text, struct nc_pos *pos, struct nc_buf *why);

#endif
