/* Repairs between TeX's reader and the page: what KaTeX's tree has that MathML does not allow, that
 * browsers of MathML Core do not draw, or that no reader could tell apart. Each is a pass over the
 * tree in its own file. Shared by the files of src/math only. */
#ifndef NC_MATH_MATHFIX_H
#define NC_MATH_MATHFIX_H

#include "math/mathnote.h"
#include "math/mathtree.h"

/* All repairs, in their order. root is an mrow without parent, and stays the root. */
void mml_fix(struct nc_arena *a, struct mml_node *root);

/* mathletters.c: letters of a style as characters of their own (Unicode, "Mathematical Alphanumeric
 * Symbols"); what has none gets a style. No mathvariant is left but "normal" of a single letter. */
void mml_fix_letters(struct nc_arena *a, struct mml_node *root);
/* The letter cp in the style of a mathvariant; cp itself if there is none. */
uint32_t mml_letter(uint32_t cp, const char *variant);

/* mathjoin.c: what belongs together as one token: numbers, texts, names in roman letters. */
void mml_fix_joins(struct nc_arena *a, struct mml_node *root);
/* mathspace.c: blanks between tokens: bars, functions and their arguments, limits of operators. */
void mml_fix_spaces(struct nc_arena *a, struct mml_node *root);
/* mathaccent.c: signs and lines over and under letters. */
void mml_fix_accents(struct nc_arena *a, struct mml_node *root);
/* mathbox.c: columns of tables, lines between them, frames, strokes, line ends. */
void mml_fix_boxes(struct nc_arena *a, struct mml_node *root);
/* mathchem.c: the TeX holds \ce or \pu; and repairs that are due then, after all others. */
bool mml_is_chemistry(struct nc_str tex);
void mml_fix_chemistry(struct nc_arena *a, struct mml_node *root);
/* mathfix.c: every element has as many children as it must. */
void mml_fix_places(struct nc_arena *a, struct mml_node *root);

/* mathrows.c: a number beside each row of a formula that is one table. Rows that are more or fewer
 * than the numbers get those that there are. */
void mml_add_numbers(struct nc_arena *a, struct mml_node *root,
                     const struct nc_math_number *numbers, size_t count);

#endif
