/* A formula's tree as markup. Shared by the files of src/math only. */
#ifndef NC_MATH_MATHWRITE_H
#define NC_MATH_MATHWRITE_H

#include "math/mathtree.h"

/* Appends text as XML, without characters that change the direction of what follows. */
void mml_write_text(struct nc_buf *out, struct nc_str s);
/* Appends what is below root as MathML, without an element <math> around it. */
void mml_write(struct nc_buf *out, const struct mml_node *root);
/* Appends the same as inlines of HTML; false, with nothing appended, if it does not fit in a line.
 */
bool mml_write_html(struct nc_buf *out, const struct mml_node *root);

#endif
