/* Style sheets that came with notes and are used as they stand. */
#ifndef NC_MEDIA_LOCALCSS_H
#define NC_MEDIA_LOCALCSS_H

#include "base/str.h"

/* NULL: the sheet loads nothing from elsewhere and stays within the element that it is put into.
 * Else what speaks against it, for a message. It errs on the safe side: what is in a comment or
 * a string counts too, and a backslash, which can spell anything. */
const char *nc_css_danger(struct nc_str css);

#endif
