/* Checks style sheets that came with notes and are used unchanged. */
#ifndef NC_MEDIA_LOCALCSS_H
#define NC_MEDIA_LOCALCSS_H

#include "base/str.h"

/* Returns NULL if the sheet loads nothing from elsewhere and stays within the element it is put
 * into; otherwise the reason against it, for a message. It errs on the safe side: comments and
 * strings count too, and so does a backslash, which can spell anything. */
const char *nc_css_danger(struct nc_str css);

#endif
