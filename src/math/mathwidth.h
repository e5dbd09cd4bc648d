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
/* A line of a display formula may end before n, which is in a row. */
bool mml_may_break_before(const struct mml_node *n);
/* Brackets that do not grow are siblings of what they enclose: 1 if n opens one, -1 if it
 * closes one; no line ends within them. */
int mml_opens(const struct mml_node *n);
/* mathparts.c: makes the children of root one mrow a part, between which a line of text may end;
 * how many there are: 1, and root is as it was, if it cannot be parted. root is measured. No part
 * is within brackets, unless it would be longer than longest. */
size_t mml_split(struct nc_arena *a, struct mml_node *root, unsigned longest);
/* The size at which the formula fits, in hundredths of its own: 100 to 50. */
unsigned mml_fit(const struct mml_node *root, unsigned line);

#endif
