/* Pictures of formulas whose addresses hold the TeX, as Yuque, Zhihu and Jianshu export formulas
 * and as GitHub had them before it had $x$. */
#ifndef NC_PARSE_MATHPICTURE_H
#define NC_PARSE_MATHPICTURE_H

#include "doc/doc.h"

/* Makes such an image its formula. One that stands alone in its paragraph is a display. */
void nc_math_of_picture(struct nc_doc *doc, struct nc_node *image);

#endif
