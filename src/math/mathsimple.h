/* Reads simple formulas without an engine: letters, numbers, signs, scripts, fractions, roots,
 * brackets that grow, styled letters, function names, plain text. It does not interpret TeX: what
 * it does not know, it leaves to KaTeX. Shared by the files of src/math only. */
#ifndef NC_MATH_MATHSIMPLE_H
#define NC_MATH_MATHSIMPLE_H

#include "math/mathtree.h"

/* Returns the tree of a formula as KaTeX makes it, an mrow without parent, in the arena; after
 * mml_fix it equals KaTeX's in every attribute. NULL if the formula has something unknown here or
 * an error, or is too long. */
struct mml_node *mml_read_simple(struct nc_arena *a, struct nc_str tex, bool display);

enum simple_kind {
    SIMPLE_NONE,
    SIMPLE_MI,           /* a slanted letter */
    SIMPLE_MI_UPRIGHT,   /* an upright letter or sign */
    SIMPLE_MI_DOUBLE,    /* a double-struck letter */
    SIMPLE_MN,           /* a digit */
    SIMPLE_MO,           /* an operator or relation */
    SIMPLE_MO_STILL,     /* an operator that does not grow: a bracket */
    SIMPLE_MO_SEPARATOR, /* a comma */
    SIMPLE_MO_LIMITS,    /* a big operator; in display its scripts are limits */
    SIMPLE_MO_INTEGRAL,  /* a big operator whose scripts are never limits */
    SIMPLE_MO_WHOLE,     /* an operator that needs braces as an argument */
    SIMPLE_MTEXT         /* text: a blank, a wide character */
};

struct simple_symbol {
    /* without its backslash */
    char name[20];
    char text[5];
    /* enum simple_kind */
    uint8_t kind;
};
/* mathsymbols.c: the sign of a command; NULL if it has none. */
const struct simple_symbol *simple_symbol(struct nc_str name);
/* The i-th sign of all, for iteration; NULL after the last. */
const struct simple_symbol *simple_symbol_at(size_t i);
/* The sign of an ASCII character; SIMPLE_NONE if it has none. */
enum simple_kind simple_char(char c, const char **text);
/* Whether the name is written upright, as log is; *limits: in display its scripts are limits. */
bool simple_function(struct nc_str name, bool *limits);
/* The width of a command for a blank, such as quad or ","; NULL if it is no such command. */
const char *simple_blank(struct nc_str name);

#endif
