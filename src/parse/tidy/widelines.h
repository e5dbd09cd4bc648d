/* Line ends in Chinese and Japanese text: one between two wide characters is not shown, except
 * where the line below it is indented by a wide blank or is one of several that begin as in a list.
 */
#ifndef NC_PARSE_WIDELINES_H
#define NC_PARSE_WIDELINES_H

#include "doc/doc.h"

void nc_wide_lines(struct nc_doc *doc);

#endif
