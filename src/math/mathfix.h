/* Repairs of the tree before it is written: what MathML does not allow in KaTeX's tree, what
 * browsers of MathML Core do not draw, and what no reader could distinguish. Each is a pass over
 * the tree in its own file. Shared by the files of src/math only. */
#ifndef NC_MATH_MATHFIX_H
#define NC_MATH_MATHFIX_H

#include "math/mathnote.h"
#include "math/mathtree.h"

/* Makes all repairs, in their order. root is an mrow without parent, and stays the root. */
void mml_fix(struct nc_arena *a, struct mml_node *root);

/* mathletters.c: replaces styled letters with characters of their own (Unicode, "Mathematical
 * Alphanumeric Symbols"); letters without one get a style. No mathvariant remains except "normal"
 * on a single letter. */
void mml_fix_letters(struct nc_arena *a, struct mml_node *root);
/* The letter cp in the style of a mathvariant; cp itself if Unicode has none. */
uint32_t mml_letter(uint32_t cp, const char *variant);

/* mathjoin.c: joins what belongs together into one token: numbers, texts, names in roman letters.
 */
void mml_fix_joins(struct nc_arena *a, struct mml_node *root);
/* mathspace.c: blanks between tokens: bars, functions and their arguments, limits of operators. */
void mml_fix_spaces(struct nc_arena *a, struct mml_node *root);
/* mathaccent.c: signs and lines over and under letters. */
void mml_fix_accents(struct nc_arena *a, struct mml_node *root);
/* mathbox.c: columns of tables, lines between them, frames, strokes, line ends. */
void mml_fix_boxes(struct nc_arena *a, struct mml_node *root);
/* mathchem.c: whether the TeX has \ce or \pu; and the repairs for it, after all others. */
bool mml_is_chemistry(struct nc_str tex);
void mml_fix_chemistry(struct nc_arena *a, struct mml_node *root);

/* mathrows.c: puts a number beside each row of a formula that is one table. If there are fewer
 * numbers than rows, the last rows get none. */
void mml_add_numbers(struct nc_arena *a, struct mml_node *root,
                     const struct nc_math_number *numbers, size_t count);

#endif
