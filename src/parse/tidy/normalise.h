/* The last pass over a parsed tree. Soft breaks between wide characters vanish, empty texts go,
 * neighbouring texts become one, and emphasis inside or touching its like becomes one. */
#ifndef NC_PARSE_NORMALISE_H
#define NC_PARSE_NORMALISE_H

#include "doc/doc.h"

void nc_normalise(struct nc_doc *doc);

#endif
