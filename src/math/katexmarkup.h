/* KaTeX's markup as a tree. Not a reader of XML at large: KaTeX writes its MathML by one function,
 * with every attribute in double quotes, every element ended, and five entities. */
#ifndef NC_MATH_KATEXMARKUP_H
#define NC_MATH_KATEXMARKUP_H

#include "math/mathtree.h"

/* The tree below KaTeX's <semantics>, in a new mrow; annotations are left out. Texts are copied
 * into the arena. NULL if the markup is not KaTeX's, holds an element that is not in enum mml_kind,
 * or is deeper than MML_MAX_DEPTH. */
struct mml_node *katex_read(struct nc_arena *a, struct nc_str markup);

#endif
