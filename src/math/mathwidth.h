/* Estimates the width of a formula and fits it to the page: lines are broken before relations and
 * signs, as printers do, and what is still too wide is set smaller. Widths are estimated from
 * numbers of characters, because pages have no scroll bar and no script that could measure. Shared
 * by the files of src/math only. */
#ifndef NC_MATH_MATHWIDTH_H
#define NC_MATH_MATHWIDTH_H

#include "math/mathtree.h"

/* Sets the width of root and of everything below it. */
void mml_measure(struct mml_node *root);
/* Breaks a display formula that is wider than line (hundredths of an em) into rows. */
void mml_break(struct nc_arena *a, struct mml_node *root, unsigned line);
/* Whether a line of a display formula may end before n, which is in a row. */
bool mml_may_break_before(const struct mml_node *n);
/* Brackets that do not grow are siblings of what they enclose, and no line ends within them. 1 if n
 * opens one, -1 if it closes one. */
int mml_opens(const struct mml_node *n);
/* mathparts.c: groups the children of root into one mrow per part; a line of text may end between
 * parts. Returns how many there are: 1, with root unchanged, if it cannot be split. root has been
 * measured. No part is within brackets, unless it would be longer than longest. */
size_t mml_split(struct nc_arena *a, struct mml_node *root, unsigned longest);
/* The size at which the formula fits, in percent of its own: 100 to 50. */
unsigned mml_fit(const struct mml_node *root, unsigned line);

#endif
