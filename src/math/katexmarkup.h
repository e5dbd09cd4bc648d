/* Reads KaTeX's markup into a tree. It is not a general reader of XML: KaTeX writes MathML with one
 * function, with every attribute in double quotes, every element closed, and five entities. */
#ifndef NC_MATH_KATEXMARKUP_H
#define NC_MATH_KATEXMARKUP_H

#include "math/mathtree.h"

/* Returns the tree below KaTeX's <semantics> in a new mrow, without annotations. Texts are copied
 * into the arena. NULL if the markup is not KaTeX's, has an element that is not in enum mml_kind,
 * or is deeper than MML_MAX_DEPTH. */
struct mml_node *katex_read(struct nc_arena *a, struct nc_str markup);

#endif
