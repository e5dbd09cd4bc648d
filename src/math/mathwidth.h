/* How wide a formula will be, and what to do where a line is too short for it: lines are broken
 * before relations and signs, as printers do, and what is still too wide is set smaller. An
 * estimate, from numbers of characters: pages have no scroll bar, and no script that could measure.
 * Shared by the files of src/math only. */
#ifndef NC_MATH_MATHWIDTH_H
#define NC_MATH_MATHWIDTH_H

#include "math/mathtree.h"

/* Sets the width of root and of all below it. */
void mml_measure(struct mml_node *root);
/* Breaks a display formula that is wider than line (hundredths of an em) into rows. */
void mml_break(struct nc_arena *a, struct mml_node *root, unsigned line);
/* The size at which the formula fits, in hundredths of its own: 100 to 50. */
unsigned mml_fit(const struct mml_node *root, unsigned line);

#endif
