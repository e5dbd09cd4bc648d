/* A drawing's XML as a tree. */
#ifndef NC_MEDIA_SVGPARSE_H
#define NC_MEDIA_SVGPARSE_H

#include "base/str.h"

#include <libxml/tree.h>

/* Returns the drawing's document, which the caller frees with xmlFreeDoc. Internal entities are
 * replaced, external ones do not exist. NULL: not well-formed, over 1,000 attributes on an element,
 * an encoding in which tags are not ASCII (UTF-16), or over INT_MAX bytes. Any thread. */
xmlDoc *nc_svg_parse(struct nc_str svg);

#endif
